"""Gather what the page of an entry shows: its evidence by origin, how far it has come, what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import Document, Entry, Link, Report
from onrecord.store.interface import CasefileView
from onrecord.store.interface_shown import ConflictFilter
from onrecord.views.cards import Card, Quoted, card_of, quoted
from onrecord.views.citing import styles
from onrecord.views.citing.citation import cite_entry
from onrecord.views.conflicts.disputes import Dispute, disputes
from onrecord.views.entries import origin_line
from onrecord.views.looking import Asked, Looked
from onrecord.views.trees import Node, chain_tree
from onrecord.views.wordings import OUTLET, hands
from onrecord.web import confidence, entry_parts
from onrecord.web.entry_parts import Ladder, Stood, Tied, Wording
from onrecord.web.passages import Stretch, of_act

WHOLE = 12
"""Reports whose paragraph is shown at first; the others are a line each until all are asked for."""
ALL = 200
"""Reports shown with their paragraph at most."""
TIES = 60
"""Ties that are listed at most; as many answers hang on a proposal that all the world answers."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Hold one report as the page shows it."""

    number: int  # among the reports, from 1: the nearest to the source first
    quoted: Quoted
    start: int  # of its evidence in the clean text
    end: int
    record: str  # kind and id, as the review names it
    outlet: str  # or the name of the page, where none is known
    title: str
    zone: str  # "" in the body of the page
    stretches: tuple[Stretch, ...]  # empty: a line alone, see WHOLE
    way: tuple[tuple[str, str], ...]  # names and notes, from the reader to the speaker
    dated: str  # by what its day is known
    speakers: tuple[str, ...]
    unnamed: bool
    strength: float | None
    sure: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """Hold where reports began: a page, or an outlet that the casefile has no page of."""

    document: str | None
    name: str
    reports: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Hold all that the page of an entry shows."""

    entry: Entry
    card: Card
    who: tuple[str, ...]
    principals: tuple[str, ...]  # who answers for it, where that is another
    towards: tuple[str, ...]
    issues: tuple[tuple[str, str, bool], ...]  # id, label, whether the codebook has it
    sure: str
    beginnings: tuple[Beginning, ...]
    left: int  # reports shown as a line alone
    ladders: tuple[Ladder, ...]
    wordings: tuple[Wording, ...]
    way: tuple[Node, ...]
    ties: tuple[Tied, ...]
    more_ties: int
    stands: tuple[Stood, ...]
    disputes: tuple[Dispute, ...]
    citations: tuple[tuple[str, str], ...]  # how it is written, the citation
    aliases: tuple[str, ...]


def entry_page(
    entry: Entry, casefile: CasefileView, name: str, labels: Mapping[str, str], *, whole: bool = False
) -> EntryPage:
    """Return what the page of an entry shows.

    Args:
        entry: what is shown.
        casefile: is asked for all that hangs on it.
        name: what the casefile is called in citations.
        labels: what the codebook calls issues.
        whole: show every report with its paragraph, not the first ones alone.
    """
    look = Looked(casefile)
    pages = [each.act.document for each in entry.reports]
    look.look_ahead(casefile, [*pages, *(each for each in entry.origins if not each.startswith(OUTLET))])
    shown = entry.reports[: ALL if whole else WHOLE]
    texts = casefile.documents_by_id({each.act.document for each in shown})
    tellings = tuple(
        telling(number, report, look, texts.get(report.act.document) if number <= len(shown) else None)
        for number, report in enumerate(entry.reports, 1)
    )
    links = casefile.entry_links(entry.id)
    citation = cite_entry(entry, casefile, name)
    return EntryPage(
        entry=entry,
        card=card_of(entry, look),
        who=entry.actors,
        principals=tuple(each for each in entry.principals if each not in entry.actors),
        towards=entry.towards,
        issues=tuple(_issue(each, labels) for each in entry.issues),
        sure=_sure(entry),
        beginnings=tuple(beginnings(entry, tellings, look)),
        left=len(entry.reports) - len(shown),
        ladders=tuple(entry_parts.ladders(entry, look)),
        wordings=tuple(entry_parts.wordings(entry, look)),
        way=chain_tree(entry, look),
        ties=tuple(entry_parts.ties(entry, links[:TIES], casefile)),
        more_ties=max(0, len(links) - TIES),
        stands=tuple(entry_parts.stands(entry, casefile, labels)),
        disputes=tuple(disputes(casefile, ConflictFilter(entries=(entry.id,)))),
        citations=tuple((style, write(citation)) for style, write in styles.PARAGRAPHS.items()),
        aliases=tuple(casefile.entry_aliases(entry.id)),
    )


def _issue(issue: str, labels: Mapping[str, str]) -> tuple[str, str, bool]:
    plain = issue.removeprefix("event:").replace("_", " ")
    return issue, labels.get(issue, plain), issue in labels


def _sure(entry: Entry) -> str:
    """Say how sure the surest report is, or that a person confirmed it."""
    best = max(entry.reports, key=lambda each: (each.act.reviewed, each.act.confidence))
    return confidence.told(best.act.confidence, reviewed=best.act.reviewed)


def telling(number: int, report: Report, look: Asked, document: Document | None) -> Telling:
    """Return one report as a page shows it; ``document`` has the paragraph around it, where that is shown."""
    act = report.act
    zone = str(act.zone.value)
    page = look.summary(act.document)
    way = hands(report)
    long_way = len(way) > 2 or any(link.note for link in way)
    return Telling(
        number=number,
        quoted=quoted(report, look),
        start=min((each.start for each in act.quote), default=act.place.start),
        end=max((each.end for each in act.quote), default=act.place.end),
        record=f"{act.record_kind.value}-{act.record}",
        outlet=act.outlet or page.name,
        title=" ".join((page.title or page.name).split()),
        zone="" if zone == "body" else zone,
        stretches=of_act(document.text, act) if document is not None else (),
        way=tuple((link.name, _noted(link)) for link in way) if long_way else (),
        dated="dated by the text" if act.dated else "dated by the page" if act.published else "not dated",
        speakers=act.actors,
        unnamed=act.unnamed,
        strength=report.strength,
        sure=confidence.told(act.confidence, reviewed=act.reviewed),
    )


def _noted(link: Link) -> str:
    """Return what is to be said of a link; that somebody is unnamed, the name says already."""
    return "" if link.note is None or (link.note == "unnamed" and ":" in link.name) else link.note


def beginnings(entry: Entry, tellings: Sequence[Telling], look: Asked) -> Iterator[Beginning]:
    """Yield each origin with its reports, in the order of the entry; reports of other origins come last."""
    by: dict[str, list[Telling]] = {each: [] for each in entry.origins}
    for telling in tellings:
        by.setdefault(telling.quoted.origin, []).append(telling)
    for origin, reports in by.items():
        if reports:
            document = None if origin.startswith(OUTLET) else origin
            yield Beginning(document, origin_line(origin, look), tuple(reports))
