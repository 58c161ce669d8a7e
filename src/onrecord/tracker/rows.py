"""Read the rows of a tracker: the cells as they stand, and what of them can be compared with articles."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from onrecord.model import (
    UNDECIDED,
    Entry,
    Evidence,
    Place,
    RecordKind,
    Report,
    ReportedAct,
    Span,
    TrackerRow,
    ZoneKind,
)
from onrecord.text.days import days
from onrecord.tracker.amounts import ReadAmounts, amounts_in, usual
from onrecord.tracker.columns import FIELDS
from onrecord.tracker.dates import date_of
from onrecord.tracker.mapping import TableMapping
from onrecord.tracker.sheets import Line, Sheet
from onrecord.tracker.statuses import kind_of, status_of
from onrecord.tracker.words import plain

_BRACKETS = re.compile(r"\(([^()]*)\)")
_PARTS = re.compile(r"\s*(?:/|;|\+|\n)\s*")


@dataclass(frozen=True, slots=True)
class Readers:
    """Hold what reads words: given from outside, for names, issues and amounts as articles are read."""

    actors: Callable[[str], tuple[str, ...]]  # the forms of those that a phrase names, in order
    issues: Callable[[str], tuple[str, ...]]  # ids of the codebook, the likeliest first
    amounts: ReadAmounts


def rows_of(sheet: Sheet, mapping: TableMapping, readers: Readers, name: str) -> tuple[TrackerRow, ...]:
    """Return the rows of a tracker in the table's order.

    A row has who or what, and at least one more of the columns that are read; other lines (groups, totals,
    footnotes) are none.
    """
    header = sheet.lines[mapping.header - 1]
    seen: Counter[str] = Counter()
    found = []
    for line in sheet.lines[mapping.header :]:
        held = {field: _value(line, column) for field, column in mapping.columns.items()}
        if _is_row(held) and line.values != header.values:
            found.append(_row(line, held, header, mapping, readers, name, seen))
    return tuple(found)


def _is_row(held: Mapping[str, str]) -> bool:
    filled = [field for field, value in held.items() if value]
    return len(filled) >= 2 and any(field in filled for field in ("party", "measure"))


def _value(line: Line, column: int) -> str:
    return line.values[column] if column < len(line.values) else ""


def _row(
    line: Line,
    held: Mapping[str, str],
    header: Line,
    mapping: TableMapping,
    readers: Readers,
    name: str,
    seen: Counter[str],
) -> TrackerRow:
    get = {field: held.get(field, "") for field in FIELDS}
    principals, people = _named(get["party"], mapping, readers)
    towards, _ = _named(get["beneficiary"], mapping, readers)
    more, named = _named(get["people"], mapping, readers)
    over = _value(header, mapping.columns["amount"]) if "amount" in mapping.columns else ""
    amounts = amounts_in(get["amount"], over, readers.amounts) or readers.amounts(usual(get["measure"]))
    announced, due = date_of(get["announced"], mapping.dates), date_of(get["due"], mapping.dates)
    status = status_of(get["status"], mapping.statuses)
    key = row_key(get["party"], get["measure"], get["beneficiary"])
    seen[key] += 1
    issues = readers.issues(f"{get['measure']} {get['amount']}")
    return TrackerRow(
        name, line.number, f"{key}-{seen[key]}" if seen[key] > 1 else key, line.cells,
        get["party"], principals, (*people, *more, *named), get["beneficiary"], towards,
        get["measure"], issues, status, get["status"], amounts=amounts, amount_text=get["amount"],
        announced=announced, due=due, source=get["source"], notes=get["notes"], label=get["number"],
        undecided=_open(get, principals, issues, status, announced, due, "status" in mapping.columns),
    )  # fmt: skip


def _open(
    get: Mapping[str, str], principals: tuple[str, ...], issues: tuple[str, ...], status: str,
    announced: str | None, due: str | None, has_status: bool,
) -> dict[str, str]:  # fmt: skip
    """Say why fields were left open."""
    found: dict[str, str] = {}
    if not principals:
        found["party"] = f"{get['party']!r} names nobody" if get["party"] else "the cell is empty"
    if not issues:
        found["issues"] = "no issue of the codebook has words for it"
    if status == UNDECIDED:
        word = f"{get['status']!r} is no word for a status that is known"
        found["status"] = (
            word if get["status"] else "the cell is empty" if has_status else "there is no column"
        )
    for field, value in (("announced", announced), ("due", due)):
        if get[field] and value is None:
            found[field] = f"{get[field]!r} is no date"
    return found


def _named(cell: str, mapping: TableMapping, readers: Readers) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the forms of those that a cell names, and of those in brackets behind: "Skerrin (PM Tolvik)"."""
    own = {plain(word): name for word, name in mapping.names.items()}

    def forms(words: str) -> tuple[str, ...]:
        whole = own.get(plain(words))
        if whole is not None:
            return readers.actors(whole)
        parts = [part for part in _PARTS.split(words) if part.strip()]
        return tuple(form for part in parts for form in readers.actors(own.get(plain(part), part)))

    inside = [part for part in _BRACKETS.findall(cell) if part.strip()]
    outside = _BRACKETS.sub(" ", cell).strip() if inside and plain(cell) not in own else cell
    return tuple(dict.fromkeys(forms(outside))), tuple(form for part in inside for form in forms(part))


def row_key(party: str, measure: str, beneficiary: str) -> str:
    """Return what names a row whatever its place and status: a digest of who, what, for whom."""
    told = "\n".join(plain(each) for each in (party, measure, beneficiary))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def entry_of(row: TrackerRow) -> Entry:
    """Return a row as an entry whose one origin is the tracker.

    Its evidence is the row, of one that waits what it will hold: the cells joined by " | ", under the row's
    key in place of a document's digest.
    """
    written = row.cells or (row.party, row.beneficiary, row.measure, row.amount_text, row.status_text)
    text = " | ".join(" ".join(cell.split()) for cell in written if cell.strip())
    quote = Evidence.at(text, Span(0, len(text)))
    place = Place(row.key, 0, len(text))
    between = days(row.announced) or (None, None)
    act = ReportedAct(
        place=place, document="", record_kind=RecordKind.COMMITMENT, record=row.key, kind=kind_of(row.status),
        principals=row.principals, actors=row.principals, towards=row.towards, act="", issues=row.issues,
        stance=UNDECIDED, status=row.status, quote=(quote,), text=row.measure, zone=ZoneKind.BODY,
        first_day=between[0], last_day=between[1], dated=row.announced is not None, published=row.announced,
        outlet=None, quantities=row.amounts, due=row.due,
    )  # fmt: skip
    report = Report(act, (), f"tracker: {row.tracker}")
    return Entry(
        id=hashlib.sha256(f"{row.tracker}\n{row.key}".encode()).hexdigest()[:16], kind=act.kind,
        proposition=row.measure, actors=row.principals, principals=row.principals, towards=row.towards,
        issues=row.issues, stance=UNDECIDED, status=row.status, reports=(report,),
        origins=(f"tracker: {row.tracker}",), first_reported=row.announced, last_reported=row.announced,
        first_day=between[0], last_day=between[1],
        notes=(f"row {row.number} of the tracker {row.tracker}",),
    )  # fmt: skip
