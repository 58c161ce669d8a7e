"""A user's own tracker in the browser: brought in, settled as the command settles it, and given back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from onrecord.cli.main import onrecord
from onrecord.model import FindingKind, TrackerAction, TrackerDecision
from onrecord.pipeline.trackers import opened
from onrecord.store.casefile import open_casefile
from onrecord.tracker.sheets import read

Tree = Callable[[Any], Any]
Send = Callable[..., Any]
TABLE = Path(__file__).parents[3] / "examples" / "tracker" / "tracker.csv"
HOME = "/tracker/tracker.csv"


@pytest.fixture
def kept(own: TestClient, token: Callable[[TestClient], str]) -> TestClient:
    """Return what asks the app about a casefile with the example tracker."""
    file = {"file": ("tracker.csv", TABLE.read_bytes(), "text/csv")}
    answer = own.post("/tracker/import", data={"csrf": token(own), "name": ""}, files=file)
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"] == f"{HOME}/reading"
    return own


def copied(location: str, path: Path) -> Path:
    """Copy a casefile that is in use: what was written last stands beside its file."""
    with closing(sqlite3.connect(location)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
    return path


def decisions(client: TestClient) -> tuple[TrackerDecision, ...]:
    location = client.app.state.settings.location  # type: ignore[attr-defined]
    with open_casefile(location, read_only=True) as casefile:
        return casefile.tracker_decisions("tracker.csv")


@pytest.mark.slow
def test_a_table_is_brought_in_as_the_command_brings_it_in(
    kept: TestClient, tmp_path: Path, tree: Tree
) -> None:
    location = kept.app.state.settings.location  # type: ignore[attr-defined]
    twin = copied(location, tmp_path / "twin.db")
    run = ["tracker", "import", str(TABLE), "--db", str(twin), "--yes", "--name", "other.csv"]
    assert CliRunner().invoke(onrecord, run).exit_code == 0
    with open_casefile(str(twin), read_only=True) as casefile:
        mine, theirs = casefile.tracker("tracker.csv"), casefile.tracker("other.csv")
        assert (mine.mapping, mine.digest) == (theirs.mapping, theirs.digest)
        rows = [replace(each, tracker="") for each in casefile.tracker_rows("tracker.csv")]
        assert rows == [replace(each, tracker="") for each in casefile.tracker_rows("other.csv")]
    page = tree(kept.get(f"{HOME}/reading"))
    assert f"{len(rows)} rows were read" in page.xpath("//main")[0].text_content()
    assert kept.get("/tracker").headers["location"] == HOME


@pytest.mark.slow
def test_another_reading_is_taken_or_refused(kept: TestClient, tree: Tree, send: Send) -> None:
    text = tree(kept.get(f"{HOME}/reading")).xpath("//textarea")[0].text
    answer = send(
        kept, f"{HOME}/reading", f"{HOME}/reading", mapping=text.replace("party: Who", "party: [Z]")
    )
    assert answer.status_code == 422
    assert "Not taken" in answer.text
    assert send(kept, f"{HOME}/reading", f"{HOME}/reading", mapping=text).status_code == 303


@pytest.mark.slow
def test_findings_are_those_of_the_report(kept: TestClient, tree: Tree) -> None:
    location = kept.app.state.settings.location  # type: ignore[attr-defined]
    with open_casefile(location, read_only=True) as casefile:
        found = [each for each in opened(casefile).findings(casefile.entries()) if each.is_open]
    page = tree(kept.get(HOME))
    assert f"have {len(found)} findings that nobody decided on" in page.xpath("//main")[0].text_content()
    for kind in FindingKind:
        number = sum(each.finding.kind is kind for each in found)
        pages = [
            tree(kept.get(f"{HOME}?kind={kind.value}&page={at}")) for at in range(1, -(-number // 25) + 1)
        ]
        assert sum(len(each.xpath("//article")) for each in pages) == number
    assert kept.get(f"{HOME}?kind=rumour").status_code == 400


def test_settling_decides_what_the_command_decides(
    kept: TestClient, tree: Tree, tmp_path: Path, send: Send
) -> None:
    location = kept.app.state.settings.location  # type: ignore[attr-defined]
    twin = copied(location, tmp_path / "twin.db")
    keys: list[str] = []
    for _ in range(14):
        page = tree(kept.get(f"{HOME}/settle"))
        can = page.xpath('//button[@name="decision"]/@value')
        key = "r" if len(keys) % 5 == 4 else "s" if len(keys) % 5 == 3 else "a" if "a" in can else "n"
        answer = send(kept, f"{HOME}/settle", f"{HOME}/settle", decision=key)
        if answer.status_code == 422:  # its row is not settled yet
            key = "n"
            answer = send(kept, f"{HOME}/settle", f"{HOME}/settle", decision=key)
        assert answer.status_code == 303
        keys.append(key)
    run = ["tracker", "settle", "--db", str(twin), "--by", "Ina Marl"]
    result = CliRunner().invoke(onrecord, run, input="\n".join([*keys, "q", ""]))
    assert result.exit_code == 0, result.output
    with open_casefile(str(twin), read_only=True) as casefile:
        theirs = casefile.tracker_decisions("tracker.csv")
    mine = decisions(kept)
    assert [_plain(each) for each in mine] == [_plain(each) for each in theirs]
    assert {each.action for each in mine} == {TrackerAction.ACCEPT, TrackerAction.REJECT, TrackerAction.SKIP}


def _plain(decision: TrackerDecision) -> TrackerDecision:
    return replace(decision, id="", at=decision.at.min)


def test_undo_goes_back_to_the_finding(kept: TestClient, tree: Tree, send: Send) -> None:
    first = tree(kept.get(f"{HOME}/settle")).xpath('//input[@name="finding"]/@value')[0]
    send(kept, f"{HOME}/settle", f"{HOME}/settle", decision="r")
    second = tree(kept.get(f"{HOME}/settle")).xpath('//input[@name="finding"]/@value')[0]
    assert second != first
    answer = send(kept, f"{HOME}/settle", f"{HOME}/undo")
    assert answer.status_code == 303
    assert [each.action for each in decisions(kept)] == [TrackerAction.REJECT, TrackerAction.UNDO]
    again = tree(kept.get(answer.headers["location"])).xpath('//input[@name="finding"]/@value')[0]
    assert again == first
    csrf = tree(kept.get("/help")).xpath('//meta[@name="csrf"]/@content')[0]
    assert kept.post(f"{HOME}/undo", data={"csrf": csrf}).status_code == 400


def test_a_row_that_is_not_there_is_refused(kept: TestClient, send: Send) -> None:
    answer = send(kept, f"{HOME}/settle", f"{HOME}/settle", decision="w", row="999")
    assert answer.status_code == 422
    assert "there is no row 999" in answer.text
    assert decisions(kept) == ()


@pytest.mark.slow
def test_what_somebody_else_decided_meanwhile_is_said(kept: TestClient, tree: Tree, send: Send) -> None:
    page = tree(kept.get(f"{HOME}/settle"))
    form = {
        each.get("name"): each.get("value") or "" for each in page.xpath("//section//form[1]//input[@name]")
    }
    run = ["tracker", "settle", "--db", kept.app.state.settings.location, "--by", "Di"]  # type: ignore[attr-defined]
    assert CliRunner().invoke(onrecord, run, input="r\nq\n").exit_code == 0
    answer = kept.post(f"{HOME}/settle", data={**form, "decision": "r"})
    mine = [each for each in decisions(kept) if each.by == "Ina Marl"]
    assert (answer.status_code, len(mine)) in {(409, 0), (303, 1)}


@pytest.mark.slow
def test_the_table_comes_back_with_what_was_accepted(kept: TestClient, tree: Tree, send: Send) -> None:
    page = tree(kept.get(f"{HOME}/settle?kind=new"))
    key = page.xpath('//input[@name="finding"]/@value')[0]
    send(kept, f"{HOME}/settle?at={key}", f"{HOME}/settle", decision="n")
    answer = kept.get(f"{HOME}/export")
    assert answer.headers["content-disposition"] == 'attachment; filename="tracker.csv"'
    before = TABLE.read_bytes().count(b"\n")
    assert answer.content.count(b"\n") == before + 1
    book = kept.get(f"{HOME}/export?form=xlsx")
    lines = read(book.content, "tracker.xlsx", lambda content, _: (content.decode(), "utf-8")).lines
    assert len(lines) > before
    rows = tree(kept.get(f"{HOME}/rows"))
    assert rows.xpath('//tr[@class="doubtful"]')


def test_what_is_no_table_is_refused(own: TestClient, token: Callable[[TestClient], str]) -> None:
    for name, content in (("notes.txt", b"x"), ("empty.csv", b""), ("../../evil.csv", b"a,b\n1,2\n")):
        file = {"file": (name, content, "text/csv")}
        answer = own.post("/tracker/import", data={"csrf": token(own), "name": ""}, files=file)
        assert answer.status_code == 400, name
    assert own.get("/tracker/none.csv").status_code in (400, 404)
