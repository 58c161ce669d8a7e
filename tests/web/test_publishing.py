"""The page of publishing lists decisions and takes them from whoever may make them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.model import About, ReleaseKind
from onrecord.store.casefile import open_casefile

Token = Callable[[TestClient], str]


@pytest.fixture
def opened(
    examples_casefile: Path, tmp_path: Path, asks: Callable[..., TestClient]
) -> tuple[TestClient, str, str]:
    """Return what asks about a copy of the examples, where it lies and the id of an entry."""
    path = Path(shutil.copy(examples_casefile, tmp_path / "own.db"))
    with open_casefile(str(path)) as casefile:
        entry = next(iter(casefile.entries())).id
    return asks(path), str(path), entry


def post(client: TestClient, token: Token, path: str, **fields: str) -> Any:
    return client.post(f"/publishing/{path}", data={"csrf": token(client), **fields})


def test_an_entry_is_held_and_released(opened: tuple[TestClient, str, str], token: Token, tree: Any) -> None:
    client, path, entry = opened
    assert "It is not confirmed" in client.get("/publishing", params={"entry": entry}).text
    answer = post(client, token, "hold", entry=entry, reason="<script>they asked</script>")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/publishing?entry={entry}")
    page = client.get(answer.headers["location"])
    assert "It is held back." in page.text
    assert "&lt;script&gt;they asked" in page.text
    with open_casefile(path, read_only=True) as casefile:
        (made,) = casefile.releases()
    assert (made.kind, made.about, made.by, made.entry) == (ReleaseKind.HOLD, About.ENTRY, "Ina Marl", entry)
    assert tree(page).xpath("//form[contains(@action, 'decision/end')]")
    post(client, token, "decision/end", decision=made.id)
    assert "It is held back." not in client.get("/publishing", params={"entry": entry}).text


@pytest.mark.parametrize(
    ("where", "fields", "said"),
    [
        ("entry/publish", {}, "published"),
        ("entry/withdraw", {"reason": "It was another envoy."}, "withdrawn"),
        ("entry/correct", {"reason": "The day was wrong."}, "corrected"),
        ("reply", {"who": "Ana Sorn", "text": "I was there.", "day": "2031-09-01"}, "reply of Ana Sorn"),
        ("hide/person", {"name": "Ana Sorn"}, "Ana Sorn is not named"),
        ("hide/sources", {}, "are protected"),
    ],
)
def test_each_decision_is_kept_and_listed(
    opened: tuple[TestClient, str, str], token: Token, where: str, fields: dict[str, str], said: str
) -> None:
    client, _, entry = opened
    answer = post(client, token, where, entry=entry, **fields)
    assert answer.status_code == 303
    assert said in client.get("/publishing").text


@pytest.mark.parametrize(
    ("where", "fields", "status"),
    [
        ("entry/withdraw", {"entry": "E"}, 400),
        ("reply", {"entry": "E", "who": "Ana Sorn"}, 400),
        ("hold", {"entry": "nothing"}, 404),
        ("burn", {"entry": "E"}, 400),
        ("wait/delay", {"name": "no such issue", "days": "3"}, 400),
        ("wait/delay", {"name": "claim", "days": "-1"}, 400),
        ("decision/end", {"decision": "abc"}, 404),
    ],
)
def test_what_is_no_decision_is_refused_and_nothing_is_kept(
    opened: tuple[TestClient, str, str], token: Token, where: str, fields: dict[str, str], status: int
) -> None:
    client, path, entry = opened
    given = {name: value.replace("E", entry) if value == "E" else value for name, value in fields.items()}
    assert post(client, token, where, **given).status_code == status
    with open_casefile(path, read_only=True) as casefile:
        assert casefile.releases() == ()


def test_a_delay_is_by_issue_or_kind(opened: tuple[TestClient, str, str], token: Token) -> None:
    client, _, _ = opened
    assert post(client, token, "wait/delay", name="claim", days="14").status_code == 303
    assert "entries of kind claim wait 14 days" in client.get("/publishing").text


def test_a_form_without_its_token_decides_nothing(opened: tuple[TestClient, str, str]) -> None:
    client, path, entry = opened
    assert client.post("/publishing/hold", data={"entry": entry}).status_code == 403
    with open_casefile(path, read_only=True) as casefile:
        assert casefile.releases() == ()
