"""Pictures and the report through the commands: right files, links that resolve, plain refusals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import Result

from onrecord.store.casefile import open_casefile

Run = Callable[..., Result]
SVG = "{http://www.w3.org/2000/svg}"
KINDS = {
    "matrix": ("matrix",),
    "timeline": ("timeline",),
    "package": ("package", "--for", "XVM", "--if", "XOM:naval_support:signed:treaty"),
    "unity": ("unity", "Coastal Union", "--members", "XAR,XSK,XTV", "--issue", "sanctions"),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_mark_of_a_picture_leads_to_an_entry(
    kind: str, run: Run, examples_casefile: Path, tmp_path: Path
) -> None:
    out = tmp_path / "picture.svg"
    link = "report.html#e-{id}"
    result = run("draw", *KINDS[kind], "-o", out, "--db", examples_casefile, "--link", link)
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    root = ET.fromstring(out.read_bytes())
    marks = list(root.iter(f"{SVG}a"))
    assert marks
    with open_casefile(str(examples_casefile), read_only=True) as casefile:
        known = {entry.id for entry in casefile.entries()}
    for mark in marks:
        ids = mark.get("data-entries", "").split()
        assert set(ids) <= known
        assert mark.get("href") == f"report.html#e-{ids[0]}"
        assert mark.findtext(f"{SVG}title")
        if mark.get("data-count") and not mark.get("data-of"):
            assert int(mark.get("data-count", "")) == len(ids)
    words = " ".join("".join(each.itertext()) for each in root.iter(f"{SVG}text"))
    assert "Data: casefile examples, as listed by onrecord" in " ".join(words.split())


def test_the_chain_of_an_entry_and_of_a_document(run: Run, by_hand: Path, made: Any, tmp_path: Path) -> None:
    for wanted, ids in ((made.offer.id, [made.offer.id] * 3), (made.offer.reports[0].act.document, [])):
        out = tmp_path / f"{wanted}.svg"
        result = run("draw", "chain", wanted[:10], "-o", out, "--db", by_hand)
        assert result.exit_code == 0, result.output
        found = [mark.get("data-entries") for mark in ET.fromstring(out.read_bytes()).iter(f"{SVG}a")]
        assert found == ids
        assert "Harbour Post, 2031-05-03" in out.read_text("utf-8")


def test_a_png_is_a_png(run: Run, by_hand: Path, made: Any, tmp_path: Path) -> None:
    out = tmp_path / "chain.png"
    assert run("draw", "chain", made.offer.id, "-o", out, "--db", by_hand).exit_code == 0
    assert out.read_bytes()[:4] == b"\x89PNG"


def test_where_nothing_is_on_record_the_picture_says_so(run: Run, by_hand: Path, tmp_path: Path) -> None:
    out = tmp_path / "matrix.svg"
    assert run("draw", "matrix", "-o", out, "--db", by_hand).exit_code == 0
    assert "No position is on record" in out.read_text("utf-8")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("-o", "x.gif"), "neither in .svg nor in .png"),
        (("-o", "x.svg", "--link", "javascript:{id}"), "is no pattern for links"),
        (("-o", "x.svg", "--issue", "no_such_issue"), "no_such_issue"),
        (("-o", "no/such/folder/x.svg"), "no/such/folder"),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    given: tuple[str, ...],
    told: str,
    run: Run,
    by_hand: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("draw", "matrix", *given, "--db", by_hand)
    assert result.exit_code in (1, 2)
    assert told in result.output
    assert not list(tmp_path.glob("x.*"))


def test_the_report_is_one_file_and_says_how_large_it_is(
    run: Run, by_hand: Path, made: Any, tmp_path: Path
) -> None:
    out = tmp_path / "report.html"
    result = run("report", "-o", out, "--db", by_hand, "--title", "Monitors <40>")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert f"written to {out}, " in result.stderr
    page = out.read_text("utf-8")
    assert "<title>Monitors &lt;40&gt;</title>" in page
    assert all(f'id="e-{entry.id}"' in page for entry in made.entries)
    assert f'is answered by (denied) <a class="id" href="#e-{made.denial.id}">' in page


def test_a_report_of_what_is_confirmed_alone_counts_what_it_leaves_out(
    run: Run, by_hand: Path, tmp_path: Path
) -> None:
    out = tmp_path / "report.html"
    assert run("report", "-o", out, "--db", by_hand, "--confirmed").exit_code == 0
    page = out.read_text("utf-8")
    assert "3 entries that nobody confirmed left out." in page
    assert "<article" not in page


def test_a_report_of_a_package_that_is_not_there_is_refused(run: Run, by_hand: Path, tmp_path: Path) -> None:
    result = run("report", "-o", tmp_path / "r.html", "--db", by_hand, "--against", "no-such-package")
    assert result.exit_code == 2 or result.exit_code == 1
    assert "no-such-package" in result.output
    assert not (tmp_path / "r.html").exists()
