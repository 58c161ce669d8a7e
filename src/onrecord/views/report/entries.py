"""Show entries whole: every report with its words marked, its chain and origin, and what it is tied to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from onrecord.model import Entry, EntryLink, Report
from onrecord.store.interface import CasefileView
from onrecord.views.cards import Card, Quoted, card_of, quoted
from onrecord.views.confirmed import confirmed
from onrecord.views.entries import origin_line
from onrecord.views.looking import Asked, Looked
from onrecord.views.report.words import Run, runs
from onrecord.views.ties import TIES
from onrecord.views.wordings import OUTLET, chain_line, hands, proposition_of

_CHUNK = 200


@dataclass(frozen=True, slots=True)
class ReportShown:
    """Hold one report as it is shown."""

    quoted: Quoted
    runs: tuple[Run, ...]
    chain: str
    origin: str
    strength: str  # "" or " (strength 0.62)"
    sure: str
    zone: str  # "" in the body of the page


@dataclass(frozen=True, slots=True)
class Tie:
    """Hold that an entry is tied to another one."""

    told: str
    id: str
    what: str


@dataclass(frozen=True, slots=True)
class EntryShown:
    """Hold an entry as it is shown."""

    card: Card
    reports: tuple[ReportShown, ...]
    ties: tuple[Tie, ...]
    month: str  # of the act, "" where it is not dated


def shown(
    entries: Iterable[Entry],
    casefile: CasefileView,
    look: Looked,
    *,
    confirmed_alone: bool,
    tied: bool = True,
) -> Iterator[EntryShown]:
    """Stream entries with all that carries them, and with their ties.

    Args:
        entries: in the order in which they are shown.
        casefile: is asked for ties.
        look: tells what documents are.
        confirmed_alone: leave out reports that nobody confirmed, and entries that have no other.
        tied: say what each is tied to.
    """
    left = iter(entries)
    while some := list(islice(left, _CHUNK)):
        pages = [report.act.document for each in some for report in each.reports]
        began = [origin for each in some for origin in each.origins if not origin.startswith(OUTLET)]
        look.look_ahead(casefile, [*pages, *began])
        links = casefile.links_of([each.id for each in some]) if tied else ()
        others = _others(some, links, casefile, confirmed_alone)
        by: dict[str, list[EntryLink]] = {}
        for link in links:
            for end in {link.source, link.target}:
                by.setdefault(end, []).append(link)
        for each in some:
            kept = confirmed(each) if confirmed_alone else each
            if kept is not None:
                yield _shown(kept, tuple(_ties(kept, by.get(each.id, ()), others)), look)


def _others(
    entries: Iterable[Entry], links: Iterable[EntryLink], casefile: CasefileView, confirmed_alone: bool
) -> dict[str, Entry]:
    held = {each.id: each for each in entries}
    far = {end for link in links for end in (link.source, link.target)} - held.keys()
    held |= {each.id: each for each in casefile.entries_by_id(far)} if far else {}
    return {name: each for name, each in held.items() if not confirmed_alone or confirmed(each) is not None}


def _ties(entry: Entry, links: Iterable[EntryLink], others: Mapping[str, Entry]) -> Iterator[Tie]:
    for link in links:
        outwards = link.source == entry.id
        other = others.get(link.target if outwards else link.source)
        if other is not None:
            told = TIES[link.kind][0 if outwards else 1]
            answer = f" ({link.answer.value})" if link.answer else ""
            yield Tie(f"{told}{answer}", other.id, proposition_of(other))


def _shown(entry: Entry, ties: tuple[Tie, ...], look: Asked) -> EntryShown:
    reports = tuple(_report(each, look) for each in entry.reports)
    day = entry.first_day or entry.last_day
    return EntryShown(card_of(entry, look), reports, ties, day[:7] if day else "")


def _report(report: Report, look: Asked) -> ReportShown:
    zone = str(report.act.zone.value)
    return ReportShown(
        quoted=quoted(report, look),
        runs=runs(report),
        chain=chain_line(hands(report)),
        origin=origin_line(report.origin, look),
        strength="" if report.strength is None else f" (strength {report.strength:.2f})",
        sure=f"{report.act.confidence:.2f}",
        zone="" if zone == "body" else zone,
    )
