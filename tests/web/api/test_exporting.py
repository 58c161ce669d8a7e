"""What is taken along is exactly what the register shows, guarded, and without what is held back."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient

from onrecord.errors import UsageError
from onrecord.model import ReleaseKind
from onrecord.review.making import Reviewer
from onrecord.review.view import ReviewedView
from onrecord.store.casefile import open_casefile
from onrecord.store.desk.jobs import JobStore
from onrecord.views.published import deciding
from onrecord.web.exporting import KINDS, TYPES, in_blocks, wanted, write
from onrecord.web.exports_page import OF_REGISTER, TABLES

Asks = Callable[..., TestClient]
ROWS = ("csv", "json", "jsonl", "parquet")


def read(form: str, content: bytes) -> list[dict[str, Any]]:
    """Read an export back."""
    if form == "csv":
        return list(csv.DictReader(io.StringIO(content.decode())))
    if form == "json":
        found: list[dict[str, Any]] = json.loads(content)
        return found
    if form == "jsonl":
        return [json.loads(line) for line in content.decode().splitlines()]
    rows: list[dict[str, Any]] = pq.read_table(io.BytesIO(content)).to_pylist()
    return rows


@pytest.mark.parametrize("what", sorted(KINDS))
def test_every_kind_is_written_in_every_form_alike(looked_at: TestClient, what: str) -> None:
    found = {}
    for form in ROWS:
        answer = looked_at.get(f"/export?what={what}&to={form}")
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-disposition"] == f'attachment; filename="onrecord-{what}.{form}"'
        assert int(answer.headers["content-length"]) == len(answer.content)
        found[form] = read(form, answer.content)
    assert found["json"]
    assert found["json"] == found["jsonl"]
    assert {len(rows) for rows in found.values()} == {len(found["json"])}
    assert sorted(found["json"][0]) == sorted(found["parquet"][0])


def test_what_is_offered_is_what_there_is() -> None:
    assert {shelf.what for shelf in (*OF_REGISTER, *TABLES)} == set(KINDS)


@pytest.mark.parametrize("query", ["kind=offer", "name=XVM&origins=2", "text=peacekeepers", "reviewed=yes"])
def test_the_entries_are_those_of_the_register(looked_at: TestClient, query: str) -> None:
    shown = looked_at.get(f"/api/v1/entries?limit=500&{query}").json()["items"]
    taken = read("json", looked_at.get(f"/export?to=json&{query}").content)
    assert sorted(each["id"] for each in taken) == sorted(each["id"] for each in shown)
    reports = read("csv", looked_at.get(f"/export?what=reports&to=csv&{query}").content)
    assert {each["entry"] for each in reports} == {each["id"] for each in shown}


def test_a_workbook_and_linked_data_are_of_the_same_entries(looked_at: TestClient) -> None:
    from openpyxl import load_workbook

    shown = looked_at.get("/api/v1/entries?limit=500&kind=offer").json()["items"]
    book = looked_at.get("/export?to=xlsx&kind=offer")
    assert book.headers["content-type"] == TYPES["xlsx"]
    sheet = load_workbook(io.BytesIO(book.content))["Register"]
    assert sheet.max_row - 1 == len(shown)
    graph = looked_at.get("/export?to=jsonld&kind=offer").json()["@graph"]
    assert {each["id"] for each in shown} <= {
        str(node.get("@id", node.get("id"))).rpartition(":")[2].rpartition("/")[2] for node in graph
    }


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("to=zip", "no form"),
        ("to=csv&what=passwords", "nothing that is written"),
        ("to=csv&kind=shout", "shout"),
        ("to=csv&since=soonish", "soonish"),
        ("kind=shout", "shout"),
    ],
)
def test_what_cannot_be_written_is_said(looked_at: TestClient, query: str, told: str) -> None:
    answer = looked_at.get(f"/export?{query}")
    assert answer.status_code == 400
    assert told in answer.text


@pytest.mark.slow
def test_the_page_leads_to_what_the_register_shows(looked_at: TestClient, tree: Callable[[Any], Any]) -> None:
    page = tree(looked_at.get("/export?kind=offer&page=3&sort=doubt"))
    leads = page.xpath("//table[1]//a/@href")
    assert "/export?what=entries&to=csv&kind=offer" in leads
    assert not any("page=" in lead or "sort=" in lead for lead in leads)
    for lead in page.xpath("//table//a/@href"):
        assert looked_at.get(lead).status_code == 200, lead


@pytest.mark.slow
def test_what_is_held_back_is_in_no_export(examples_casefile: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(examples_casefile, tmp_path / "own.db"))
    with open_casefile(str(path)) as casefile:
        entry = next(iter(casefile.entries()))
        casefile.add_releases([deciding.on_entry(ReleaseKind.HOLD, entry, "Ada")])
        for what in ("entries", "reports", "links", "positions", "shifts"):
            for form in ("csv", "jsonl"):
                out = io.BytesIO()
                write(ReviewedView(casefile), wanted(what, form, {}), out)
                assert entry.id.encode() not in out.getvalue(), (what, form)


def test_a_record_of_what_is_held_back_is_in_no_export_of_records(
    examples_casefile: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(examples_casefile, tmp_path / "own.db"))
    with open_casefile(str(path)) as casefile:
        view = ReviewedView(casefile)
        entry = next(each for each in casefile.entries() if each.reports[0].act.statement)
        act = entry.reports[0].act
        casefile.add_releases([deciding.on_entry(ReleaseKind.HOLD, entry, "Ada")])
        held = view.effective(act.document)
        other = next(each for each in held.records if each.record.id not in (act.record, act.statement))
        reviewer = Reviewer("Bo", casefile.document(act.document), held)
        casefile.add_reviews([reviewer.accept(other)])  # a document with reviews is put together otherwise
        out = io.BytesIO()
        write(ReviewedView(casefile), wanted("statements", "jsonl", {}), out)
        written = {each["id"] for each in read("jsonl", out.getvalue())}
        assert written
        assert act.statement not in written


def test_a_formula_is_no_formula_in_a_spreadsheet(
    examples_casefile: Path, tmp_path: Path, asks: Asks
) -> None:
    path = Path(shutil.copy(examples_casefile, tmp_path / "own.db"))
    with open_casefile(str(path)) as casefile:
        from onrecord.model import Given

        document = next(iter(casefile.summaries()))
        casefile.edit_document(document.id, Given(title="=HYPERLINK(1)", outlet="+1"))
    rows = read("csv", asks(path).get("/export?what=documents&to=csv").content)
    (row,) = [each for each in rows if each["id"] == document.id]
    assert (row["title"], row["outlet"]) == ("'=HYPERLINK(1)", "'+1")


def test_something_large_is_written_by_a_job(
    own: TestClient, token: Callable[[TestClient], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.web.routes.export.MANY", 10)
    page = own.get("/export?to=csv&what=reports&kind=offer")
    assert page.headers["content-type"].startswith("text/html")
    assert "written beside the app" in page.text
    answer = own.post("/export?kind=offer", data={"csrf": token(own), "to": "csv", "what": "reports"})
    assert answer.status_code == 303
    jobs: JobStore = own.app.state.foreman.jobs  # type: ignore[attr-defined]
    job = jobs.job(1)
    assert (job.kind, job.request) == (
        "export",
        {"what": "reports", "form": "csv", "choice": {"kind": ["offer"]}},
    )


def test_half_a_file_is_never_sent() -> None:
    def half(out: Any) -> None:
        out.write(b"half")
        raise UsageError("goes wrong in the middle")

    with pytest.raises(UsageError, match="middle"):
        in_blocks(half)
    size, blocks = in_blocks(lambda out: out.write(b"x" * 200_000))
    assert (size, sum(map(len, blocks))) == (200_000, 200_000)


def test_a_report_is_asked_for_and_checked(own: TestClient, token: Callable[[TestClient], str]) -> None:
    held = token(own)
    asked = {
        "csrf": held,
        "since": "Feb 2031",
        "issue": ["territory"],
        "beneficiaries": "XVM",
        "title": " A  title ",
    }
    answer = own.post("/report", data=asked)
    assert answer.status_code == 303, answer.text
    jobs: JobStore = own.app.state.foreman.jobs  # type: ignore[attr-defined]
    told = jobs.job(1).request
    assert (told["since"], told["issues"], told["beneficiaries"], told["title"]) == (
        "2031-02",
        ["territory"],
        ["XVM"],
        "A title",
    )
    wrong = {"since": "soonish", "issue": "weather", "package": "nothing", "beneficiaries": "Nobody"}
    for name, value in wrong.items():
        refused = own.post("/report", data={"csrf": held, name: value})
        assert refused.status_code in (400, 404)
        assert value in refused.text
    assert jobs.count() == 1
