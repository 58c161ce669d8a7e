"""Tables made in memory, and entries made by hand."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from onrecord.model import (
    Entry,
    EntryKind,
    Evidence,
    Place,
    RecordKind,
    Report,
    ReportedAct,
    Span,
    ZoneKind,
)
from onrecord.tracker.rows import Readers

NAMES = {"varnia": "XAA", "var": "XAA", "orlin": "XBB", "ada quill": "Ada Quill", "thessia": "XCC"}
ISSUES = {
    "monitor": "monitoring",
    "troops": "ground_troops",
    "patrol": "naval_support",
    "loan": "financial_aid",
}
HEADER = (
    "No.",
    "Who",
    "For",
    "What exactly",
    "How much",
    "Status",
    "First said",
    "By when",
    "Link",
    "Remarks",
)
ROWS: tuple[tuple[Any, ...], ...] = (
    (
        1,
        "Varnia",
        "Orlin",
        "Monitors on the lake road",
        40,
        "floated",
        datetime(2031, 2, 4),
        None,
        None,
        None,
    ),
    (2, "Varnia", "Orlin", "Patrol boats", "4 boats", "promised", datetime(2031, 3, 1), None, None, "=A4*2"),
    (
        3,
        "Thessia",
        "Orlin",
        "Troops behind the lake",
        "900 soldiers",
        "refused",
        datetime(2031, 2, 20),
        None,
        None,
        None,
    ),
    (
        4,
        "Thessia",
        "Orlin",
        "Winter loan",
        "40 m crowns",
        "signed",
        datetime(2030, 12, 1),
        datetime(2031, 4, 1),
        None,
        None,
    ),
)


def actors(words: str) -> tuple[str, ...]:
    found = (NAMES.get(part.strip().lower(), part.strip()) for part in words.split(" and "))
    return tuple(each for each in found if each)


def issues(words: str) -> tuple[str, ...]:
    return tuple(issue for cue, issue in ISSUES.items() if cue in words.lower())


def amounts(words: str) -> tuple[tuple[str, float | None, float | None], ...]:
    from onrecord.coding.quantities import quantities

    found = quantities(words, Span(0, len(words))) if words else ()
    return tuple((each.unit or each.kind.value, each.least, each.most) for each in found)


@pytest.fixture
def readers() -> Readers:
    return Readers(actors, issues, amounts)


@pytest.fixture
def is_actor() -> Callable[[str], bool]:
    return lambda words: words.lower() in NAMES


@pytest.fixture
def decode() -> Callable[[bytes, str], tuple[str, str]]:
    from onrecord.intake.decoding import decode

    def decoded(content: bytes, name: str) -> tuple[str, str]:
        held = decode(content, name)
        return held.text, held.encoding

    return decoded


def _workbook(rows: Sequence[Sequence[Any]] = ROWS, header: Sequence[str] = HEADER) -> bytes:
    """Return a workbook with a title that is merged, a header in row 3, and another sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Pledges"
    sheet.merge_cells("A1:J1")
    sheet["A1"] = "Who promised what"
    sheet["A1"].font = Font(bold=True)
    for column, name in enumerate(header, 1):
        sheet.cell(3, column, name).fill = PatternFill("solid", fgColor="DDDDDD")
    for number, row in enumerate(rows, 4):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            cell.font = Font(italic=True)
            if isinstance(value, datetime):
                cell.number_format = "DD.MM.YYYY"
    more = book.create_sheet("Other")
    more["A1"], more["B1"], more["C1"] = "kept", "as", "it is"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _entry(
    text: str,
    *,
    status: str = "pledged",
    who: tuple[str, ...] = ("XAA",),
    towards: tuple[str, ...] = ("XBB",),
    about: tuple[str, ...] = ("monitoring",),
    of: tuple[tuple[str, float | None, float | None], ...] = (),
    day: str | None = "2031-03-01",
    kind: EntryKind | None = None,
    record: RecordKind = RecordKind.COMMITMENT,
    act: str = "",
    zone: ZoneKind = ZoneKind.BODY,
    name: str = "",
    due: str | None = None,
) -> Entry:
    """Return an entry that one document reports with these words."""
    kinds = {"refused": EntryKind.REFUSAL, "considered": EntryKind.OFFER, "proposed": EntryKind.OFFER}
    chosen = kind or kinds.get(status, EntryKind.COMMITMENT)
    quote = Evidence.at(text, Span(0, len(text)))
    place = Place(name or f"digest of {text} {day}", 0, len(text))
    said = ReportedAct(
        place=place, document=f"doc {name or text[:8]}", record_kind=record, record=f"r {text}", kind=chosen,
        principals=who, actors=who, towards=towards, act=act, issues=about, stance="undecided",
        status=status if record is RecordKind.COMMITMENT else "", quote=(quote,), text=text, zone=zone,
        first_day=day, last_day=day, dated=day is not None, published=day, outlet="The Lake Post",
        quantities=of, due=due,
    )  # fmt: skip
    return Entry(
        id=place.id, kind=chosen, proposition=text, actors=who, principals=who, towards=towards, issues=about,
        stance="undecided", status=said.status, reports=(Report(said, (), said.document),),
        origins=(said.document,), first_reported=day, last_reported=day, first_day=day, last_day=day,
    )  # fmt: skip


@pytest.fixture
def workbook() -> Callable[..., bytes]:
    return _workbook


@pytest.fixture
def entry() -> Callable[..., Entry]:
    return _entry
