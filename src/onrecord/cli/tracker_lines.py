"""Lay out findings and rows of a tracker: for a person, and as plain records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from onrecord.cli.screen import fitted, one_line
from onrecord.model import FindingKind, TrackerRow
from onrecord.tracker.citing import chain, quoted, report_of
from onrecord.tracker.findings import Settled
from onrecord.tracker.rows import entry_of
from onrecord.tracker.telling import headline, row_line

if TYPE_CHECKING:
    from rich.text import Text

    from onrecord.tracker.deciding import Page

COLOURS = {
    FindingKind.NEW: "green",
    FindingKind.REPEATS: "dim",
    FindingKind.MOVES_STATUS: "yellow",
    FindingKind.CONTRADICTS: "red",
    FindingKind.UNDECIDED: "magenta",
}
_INDENT = "    "


def lines(
    settled: Settled,
    rows: Mapping[str, TrackerRow],
    page: Page,
    width: int,
    name_of: Callable[[str], str] = str,
) -> Iterator[Text]:
    """Yield the lines that show a finding: what it is, the rows, the passage, where it stands, and why."""
    from rich.text import Text

    finding = settled.finding
    report = report_of(finding)
    head = headline(finding, rows, name_of)
    if settled.decision is not None:
        head += f"  [{settled.decision.action.value}ed by {one_line(settled.decision.by)}]".replace(
            "skiped", "skipped"
        )
    yield Text(one_line(head), f"bold {COLOURS[finding.kind]}")
    for key in finding.keys:
        if key in rows:
            yield Text(f"{_INDENT}row  {_wrapped(one_line(row_line(rows[key])), width, 2)}")
    yield Text(f"{_INDENT}says {_wrapped(f'“{one_line(quoted(finding.passage))}”', width, 4)}", "cyan")
    act = report.act
    known = [act.outlet or page.address or act.document, act.published or "undated", page.title or ""]
    yield Text(f"{_INDENT}in   {one_line(' · '.join(part for part in known if part))}")
    told = chain(report.chain, name_of)
    if told:
        yield Text(f"{_INDENT}by   {one_line(told)}", "dim")
    yield Text(f"{_INDENT}why  {one_line('; '.join(finding.reasons))}", "dim")
    yield Text(f"{_INDENT}id   entry {finding.entry.id}, document {finding.document}", "dim")


def _wrapped(text: str, width: int, most: int) -> str:
    return fitted(text, width - 9, most).replace("\n", "\n" + " " * 9)


def finding_record(settled: Settled, rows: Mapping[str, TrackerRow], page: Page) -> dict[str, Any]:
    """Return a finding as a plain record, as ``--json`` prints it."""
    finding, decision = settled.finding, settled.decision
    entry, act = finding.entry, report_of(finding).act
    return {
        "kind": finding.kind.value,
        "rows": list(finding.numbers),
        "labels": [rows[key].label if key in rows else "" for key in finding.keys],
        "was": finding.was or None,
        "becomes": finding.becomes or None,
        "differs": finding.differs or None,
        "reasons": list(finding.reasons),
        "entry": entry.id,
        "entry_kind": entry.kind.value,
        "proposition": entry.proposition,
        "principals": list(entry.principals),
        "towards": list(entry.towards),
        "issues": list(entry.issues),
        "status": entry.status or None,
        "first_day": entry.first_day,
        "last_day": entry.last_day,
        "passage": [asdict(piece) for piece in finding.passage],
        "document": finding.document,
        "outlet": act.outlet,
        "published": act.published,
        "title": page.title,
        "url": page.address,
        "chain": chain(report_of(finding).chain) or None,
        "also": [  # other reports of the same, of the same origin
            {"document": each.act.document, "start": piece.start, "end": piece.end}
            for each in entry.reports
            if each.act.place != finding.place
            for piece in each.act.quote
        ],
        "origins": list(entry.origins),
        "decision": _decision(settled) if decision else None,
    }


def _decision(settled: Settled) -> dict[str, Any]:
    assert settled.decision is not None
    held = settled.decision
    return {"action": held.action.value, "kind": held.kind.value, "by": held.by, "at": held.at.isoformat()}


def row_record(row: TrackerRow, linked: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a row as an entry that the tracker alone reports, with the entries of articles tied to it."""
    entry = entry_of(row)
    return {
        "tracker": row.tracker,
        "row": row.number,
        "label": row.label or None,
        "entry": entry.id,
        "origin": "tracker",
        "kind": entry.kind.value,
        "party": row.party,
        "principals": list(row.principals),
        "people": list(row.people),
        "beneficiary": row.beneficiary,
        "towards": list(row.towards),
        "measure": row.measure,
        "issues": list(row.issues),
        "status": row.status,
        "status_text": row.status_text,
        "status_on": row.status_on,
        "amounts": [{"unit": unit, "least": least, "most": most} for unit, least, most in row.amounts],
        "amount": row.amount_text,
        "announced": row.announced,
        "due": row.due,
        "source": row.source or None,
        "notes": row.notes or None,
        "waits": row.waits,
        "undecided": dict(row.undecided),
        "cells": list(row.cells),
        "entries": linked,
    }
