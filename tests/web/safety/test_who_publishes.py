"""Who may decide what on publication: a reviewer holds and shows replies, an administrator publishes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.store.casefile import open_casefile
from onrecord.views.published import deciding

SignedIn = Callable[..., TestClient]
POSTS = {
    "hold": {"entry": "e"},
    "reply": {"entry": "e", "who": "Ana Sorn", "text": "no"},
    "decision/end": {"decision": "0"},
    "entry/publish": {"entry": "e"},
    "entry/withdraw": {"entry": "e", "reason": "wrong"},
    "entry/correct": {"entry": "e", "reason": "wrong"},
    "hide/person": {"name": "Ana Sorn"},
    "hide/sources": {},
    "wait/delay": {"name": "claim", "days": "3"},
}
OF_REVIEWERS = {"hold", "reply", "decision/end"}


@pytest.mark.parametrize("where", sorted(POSTS))
def test_each_decision_needs_its_role(where: str, signed_in: SignedIn, token_on: Any) -> None:
    fields = POSTS[where]
    for name, may in (("Cy Marsh", False), ("Bo Tarn", where in OF_REVIEWERS), ("Ada Quill", True)):
        client = signed_in(name)
        answer = client.post(f"/publishing/{where}", data={"csrf": token_on(client, "/help"), **fields})
        assert (answer.status_code != 403) == may, (name, answer.status_code)


def test_a_reviewer_does_not_end_what_an_administrator_decided(
    signed_in: SignedIn, token_on: Any, staffed: Path
) -> None:
    with open_casefile(str(staffed)) as casefile:
        (made,) = casefile.add_releases([deciding.hide_person("Ana Sorn", "Ada Quill")])
    client = signed_in("Bo Tarn")
    assert "Ana Sorn is not named" in client.get("/publishing").text
    answer = client.post(
        "/publishing/decision/end", data={"csrf": token_on(client, "/help"), "decision": made.id}
    )
    assert answer.status_code == 400
    assert "Only an administrator" in answer.text
    with open_casefile(str(staffed), read_only=True) as casefile:
        assert casefile.releases() == (made,)
