"""Keep positions and conflicts in step with the entries that they rest on, batch by batch."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from onrecord.actors.base import Base
from onrecord.conflicts import update as conflicts
from onrecord.model import Document, Entry, Reading
from onrecord.positions import update as positions
from onrecord.store.interface import CasefileStore


@dataclass(frozen=True, slots=True)
class Touched:
    """Hold what a batch touched: entries as they were and as they are, and what links moved."""

    before: Sequence[Entry]
    made: Sequence[Entry]
    gone: Collection[str]  # ids of entries that are no longer
    linked: Collection[str]  # ids of the entries from which links were made anew
    read: Mapping[str, tuple[Document, Reading] | None]  # documents by id; None: gone


def keep_shown(casefile: CasefileStore, base: Base, touched: Touched) -> None:
    """Make the points, positions, facts and conflicts anew that rest on what was touched."""
    made = {entry.id: entry for entry in touched.made}
    due = (made.keys() | set(touched.linked)) - set(touched.gone)
    entries = {entry.id: entry for entry in casefile.entries_by_id(due - made.keys())} | made
    links = [link for link in casefile.links_of(entries) if link.source in entries]
    others = {link.target for link in links} - entries.keys()
    targets = {entry.id: entry for entry in casefile.entries_by_id(others)} | entries
    positions.update(casefile, entries, touched.gone, links, targets)
    records = {report.act.record for entry in touched.before for report in entry.reports}
    conflicts.update(casefile, touched.read, touched.made, records, base)
