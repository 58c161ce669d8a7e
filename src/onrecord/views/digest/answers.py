"""Find what a window of time adds between entries: answers to proposals, and reports that contradict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.model import EntryLinkKind
from onrecord.store.interface import CasefileView
from onrecord.store.interface_shown import ConflictFilter
from onrecord.views.conflicts.disputes import Dispute, disputes
from onrecord.views.digest.changes import Found
from onrecord.views.digest.window import DigestFilter, Window
from onrecord.views.proposals.proposals import ANSWERS, Proposal, Reply, proposals_of


@dataclass(frozen=True, slots=True)
class Answered:
    """Hold a proposal that was answered in the window: the new answers, and those there were before."""

    proposal: Proposal
    new: tuple[Reply, ...]
    earlier: tuple[Reply, ...]


def answered(casefile: CasefileView, found: Found, window: Window) -> Iterator[Answered]:
    """Yield the proposals that an entry of the window answers."""
    reports = [r.act for e in found.touched for r in e.reports if window.holds(r.act.published)]
    told = {act.record for act in reports if not window.is_before(act.last_day)}
    fresh = {entry.id for entry in found.new}
    links = [
        link
        for link in casefile.links_of([entry.id for entry in found.touched], (EntryLinkKind.RESPONDS_TO,))
        if link.answer in ANSWERS and (link.source in fresh or link.report in told)
    ]
    if not links:
        return
    new = {(link.source, link.answer) for link in links}
    targets = casefile.entries_by_id(sorted({link.target for link in links}))
    for each in proposals_of(casefile, targets, as_of=None):
        replies = [reply for party in each.parties for reply in party.replies]
        own = tuple(reply for reply in replies if (reply.entry, reply.answer) in new)
        if own:
            before = tuple(reply for reply in replies if reply not in own)
            yield Answered(each, own, before)


def contradicted(casefile: CasefileView, where: DigestFilter, window: Window) -> Iterator[Dispute]:
    """Yield the disputes of the conflicts whose later report lies in the window."""
    wanted = ConflictFilter(issues=where.issues, reported_from=window.first, reported_until=window.last)
    for each in disputes(casefile, wanted, where.actor):
        if not where.confirmed or _is_confirmed(casefile, each):
            yield each


def _is_confirmed(casefile: CasefileView, dispute: Dispute) -> bool:
    """Tell whether a person confirmed a report of each of its sides."""
    entries = casefile.entries_by_id(dispute.entries.ids)
    reviewed = {r.act.record for entry in entries for r in entry.reports if r.act.reviewed}
    return all(any(told.side.record in reviewed for told in stand.reports) for stand in dispute.stands)
