"""The report of the examples, made once, and a casefile whose pages mean harm."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from onrecord.cli import codebooks
from onrecord.intake.document import to_document
from onrecord.model import (
    Basis,
    Cluster,
    Document,
    Entry,
    EntryKind,
    Evidence,
    Given,
    Link,
    Place,
    Point,
    Position,
    RawPage,
    RecordKind,
    Report,
    ReportedAct,
    Span,
    SubjectKind,
    Voice,
    ZoneKind,
)
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore
from onrecord.views.report.content import Choice
from onrecord.views.report.page import chunks

BAD = '<script>alert(1)</script><img src=x onerror="alert(2)">'
TEXT = f"“We will never {BAD} \u202eevil\u202c {{{{ 7 * 7 }}}} leave,” Vera Marenko </p></details> said."


@dataclass(frozen=True)
class Made:
    """Hold a page as text and as a tree."""

    text: str
    tree: Any


def made_of(casefile: CasefileStore, choice: Choice, **given: Any) -> Made:
    text = "".join(chunks(casefile, codebooks.used_by(casefile), choice, **given))
    return Made(text, html.document_fromstring(text))


@pytest.fixture(scope="session")
def whole(examples_casefile: Path) -> Made:
    """Return the report of all examples."""
    with open_casefile(str(examples_casefile), read_only=True) as casefile:
        return made_of(casefile, Choice())


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[CasefileStore]:
    """Return a casefile with one entry, whose page tries to run in the browser."""
    with _filled(tmp_path / "hostile.db", False) as casefile:
        yield casefile


@pytest.fixture
def looked_at(tmp_path: Path) -> Iterator[CasefileStore]:
    """Return the same casefile after a person looked at the record."""
    with _filled(tmp_path / "reviewed.db", True) as casefile:
        yield casefile


@contextmanager
def _filled(path: Path, reviewed: bool) -> Iterator[CasefileStore]:
    with open_casefile(str(path), create=True) as casefile:
        given = Given(
            title=f"Title {BAD}", outlet=f"Post {BAD}", published="2031-05-02", url="javascript:alert(3)"
        )
        page = RawPage("bad.txt", TEXT.encode(), "text/plain", given)
        read = replace(to_document(page), language="en", text=TEXT, source_text=TEXT)
        document = casefile.add_document(read, page.raw, page.given).document
        entry = _entry(document, reviewed)
        act = entry.reports[0].act
        casefile.put_acts(document.id, (act,), {act.record: ()})
        casefile.put_clusters((), [Cluster(entry.id, (act,), (), (entry,))])
        casefile.put_points([entry.id], [_point(entry)])
        casefile.put_positions([(BAD, "ceasefire")], [_position(entry)])
        yield casefile


def _entry(document: Document, reviewed: bool) -> Entry:
    start = document.text.index("We will")
    quote = Evidence.at(document.text, Span(start, document.text.index(",”")))
    act = ReportedAct(
        place=Place(document.digest, quote.start, quote.end), document=document.id,
        record_kind=RecordKind.COMMITMENT, record="r1", kind=EntryKind.COMMITMENT, principals=(BAD,),
        actors=(f"Vera {BAD}",), towards=("XTV",), act="", issues=("ceasefire",), stance="for",
        status="pledged", quote=(quote,), text=quote.exact, zone=ZoneKind.BODY, first_day="2031-05-02",
        last_day="2031-05-02", dated=True, published="2031-05-02", outlet=document.outlet,
        reviewed=reviewed,
    )  # fmt: skip
    chain = (Link(f"Post {BAD}", "outlet", document.id), Link("Vera", "speaker", note=BAD))
    return Entry(
        id=act.place.id, kind=act.kind, proposition=quote.exact, actors=act.actors, principals=act.principals,
        towards=act.towards, issues=act.issues, stance="for", status="pledged",
        reports=(Report(act, chain, document.id, f"never {BAD}", 0.5),), origins=(document.id,),
        first_reported="2031-05-02", last_reported="2031-05-02", first_day="2031-05-02",
        last_day="2031-05-02", notes=(BAD,),
    )  # fmt: skip


def _point(entry: Entry) -> Point:
    act = entry.reports[0].act
    return Point(
        entry=entry.id, record=act.record, document=act.document, holder=BAD, speakers=(BAD,),
        voice=Voice.BINDING, subject="ceasefire", about=SubjectKind.ISSUE, stance="for", basis=Basis.SAID,
        kind=act.kind, words=act.text, first_day="2031-05-02", last_day="2031-05-02", condition=BAD,
        reviewed=act.reviewed,
    )  # fmt: skip


def _position(entry: Entry) -> Position:
    point = _point(entry)
    before = replace(point, stance="against", first_day="2031-04-01", last_day="2031-04-01")
    return Position(
        holder=BAD, subject="ceasefire", about=SubjectKind.ISSUE, stance="for", since="2031-05-02",
        until=None, opening=point, latest=point, entries=(entry.id,), origins=1, before=before,
        changed=("stance",),
    )  # fmt: skip
