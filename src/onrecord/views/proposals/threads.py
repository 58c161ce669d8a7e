"""Gather the entries that are one proposal: its first version, its later ones and its parts, with answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.model import Entry, EntryKind, EntryLink, EntryLinkKind, ZoneKind
from onrecord.store.entry_filters import EntryFilter
from onrecord.store.interface import CasefileView

_TYING = (EntryLinkKind.REPEATS, EntryLinkKind.PART_OF, EntryLinkKind.RESPONDS_TO)
_ROUNDS = 8
"""Steps of links that a thread is followed over."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Hold the entries of one proposal and the links that answer any of them."""

    versions: tuple[Entry, ...]  # in the order of time
    parts: tuple[Entry, ...]
    answers: tuple[EntryLink, ...]
    sources: Mapping[str, Entry] = field(default_factory=dict)  # the entries that answer, by id: see sourced


def gathered(
    casefile: CasefileView, entries: Sequence[Entry], kinds: Collection[EntryKind], *, whole: bool
) -> list[Gathered]:
    """Return the threads that entries belong to, each once, in the order of the entries, yet without sources.

    Versions are tied by repeats, whole and part by part_of where the same party put both forward. What a
    headline, summary or caption alone carries is a version of what the body of its page has of this party.

    Args:
        casefile: what is asked.
        entries: at least one of each thread.
        kinds: what may be a version or a part.
        whole: look too for headlines and captions of the pages that report the entries.
    """
    known = {each.id: each for each in entries}
    if whole:
        known |= {each.id: each for each in _furniture_beside(casefile, entries, kinds)}
    retold = _retold(casefile, known, kinds)
    links = _followed(casefile, known, kinds)
    wholes = _Joined()
    parents: dict[str, str] = {}
    for link in links:
        if link.kind is EntryLinkKind.REPEATS and link.source in known and link.target in known:
            wholes.join(link.source, link.target)
        elif link.kind is EntryLinkKind.PART_OF and _is_part(link, known, kinds):
            parents[link.source] = link.target
    for told, body in retold.items():
        wholes.join(told, body)
    versions, parts = defaultdict[str, list[Entry]](list), defaultdict[str, list[Entry]](list)
    for name in known.keys() - parents.keys():
        versions[wholes.root(name)].append(known[name])
    for part, its_whole in parents.items():
        parts[wholes.root(its_whole)].append(known[part])
    answering = defaultdict[str, list[EntryLink]](list)
    for link in links:
        if link.kind is EntryLinkKind.RESPONDS_TO:
            answering[link.target].append(link)
    roots = dict.fromkeys(wholes.root(parents.get(entry.id, entry.id)) for entry in entries)
    return [_one(versions[root], parts[root], answering) for root in roots]


def sourced(casefile: CasefileView, threads: Sequence[Gathered]) -> list[Gathered]:
    """Return threads with the entries that answer them, looked up at once."""
    known = {e.id: e for thread in threads for e in (*thread.versions, *thread.parts)}
    wanted = {link.source for thread in threads for link in thread.answers}
    found = {each: known[each] for each in wanted if each in known}
    found |= {each.id: each for each in casefile.entries_by_id(sorted(wanted - found.keys()))}
    return [_with_sources(thread, found) for thread in threads]


def _with_sources(thread: Gathered, found: Mapping[str, Entry]) -> Gathered:
    answers = tuple(link for link in thread.answers if link.source in found)
    return replace(thread, answers=answers, sources=found)


def _one(
    versions: Iterable[Entry], parts: Iterable[Entry], answering: Mapping[str, Sequence[EntryLink]]
) -> Gathered:
    own = {each.id for each in (*versions, *parts)}
    answers = sorted((link for i in own for link in answering.get(i, ())), key=_placed)
    return Gathered(tuple(sorted(versions, key=_when)), tuple(sorted(parts, key=_when)), tuple(answers))


def _placed(link: EntryLink) -> tuple[str, str, EntryLinkKind, str]:
    return link.source, link.target, link.kind, link.report


def _when(entry: Entry) -> tuple[bool, str, str, str]:
    """Order by day, and what the body of a page has before what its furniture alone has."""
    return (_is_furniture(entry), entry.first_day or "9999", entry.last_day or "9999", entry.id)


def _followed(
    casefile: CasefileView, known: dict[str, Entry], kinds: Collection[EntryKind]
) -> list[EntryLink]:
    """Return the links of entries and of what repeats tie to them; fill ``known`` with these."""
    links: dict[tuple[str, str, EntryLinkKind, str], EntryLink] = {}
    asked: set[str] = set()
    for _ in range(_ROUNDS):
        new = [i for i in known if i not in asked]
        if not new:
            break
        asked.update(new)
        found = casefile.links_of(new, _TYING)
        links |= {(link.source, link.target, link.kind, link.report): link for link in found}
        ends = {
            i
            for link in found
            if link.kind is not EntryLinkKind.RESPONDS_TO
            for i in (link.source, link.target)
        }
        further = casefile.entries_by_id(sorted(ends - known.keys()))
        known |= {each.id: each for each in further if each.kind in kinds}
    return [links[key] for key in sorted(links)]


def _is_part(link: EntryLink, known: Mapping[str, Entry], kinds: Collection[EntryKind]) -> bool:
    source, target = known.get(link.source), known.get(link.target)
    if source is None or target is None or target.kind not in kinds or source.kind not in kinds:
        return False
    return bool(set(source.principals or source.actors) & set(target.principals or target.actors))


def _retold(
    casefile: CasefileView, known: dict[str, Entry], kinds: Collection[EntryKind]
) -> Mapping[str, str]:
    """Return what headlines, summaries and captions alone carry, each with what their page's body has of it.

    Only where the body has one thing of the party and kind alone: which of several is meant is not told.
    """
    out: dict[str, str] = {}
    for entry in list(known.values()):
        if not _is_furniture(entry):
            continue
        document = entry.reports[0].act.document
        of_party = _of_party(casefile, entry, document) if entry.principals else ()
        beside = [each for each in of_party if not _is_furniture(each)]
        if len(beside) == 1 and entry.kind in kinds and beside[0].actors == entry.actors:
            known.setdefault(beside[0].id, beside[0])
            out[entry.id] = beside[0].id
    return out


def _of_party(casefile: CasefileView, entry: Entry, document: str) -> Iterator[Entry]:
    """Yield what a page reports of the kind and a party of an entry; a page has few of a kind."""
    where = EntryFilter(kinds=(entry.kind.value,), document=document)
    own = set(entry.principals)
    yield from (each for each in casefile.entries(where) if own & set(each.principals))


def _furniture_beside(
    casefile: CasefileView, entries: Sequence[Entry], kinds: Collection[EntryKind]
) -> Iterator[Entry]:
    """Yield what the headlines, summaries and captions of entries' pages alone carry of the same party."""
    told = [each for each in entries if each.kind in kinds and each.principals and not _is_furniture(each)]
    if not told:
        return
    pages = tuple(dict.fromkeys(page for entry in told for page in _pages(entry)))
    where = EntryFilter(kinds=tuple({each.kind.value for each in told}), documents=pages)
    for each in casefile.entries(where):
        if _is_furniture(each) and any(_is_beside(each, entry) for entry in told):
            yield each


def _is_beside(one: Entry, other: Entry) -> bool:
    """Tell whether a page reports both, of one kind and of a party of both."""
    of_party = one.kind is other.kind and not set(one.principals).isdisjoint(other.principals)
    return of_party and not _pages(one).isdisjoint(_pages(other))


def _pages(entry: Entry) -> set[str]:
    return {report.act.document for report in entry.reports}


def _is_furniture(entry: Entry) -> bool:
    return all(report.act.zone is not ZoneKind.BODY for report in entry.reports)


class _Joined:
    """Tell which entries are versions of one; the least id stands for them."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, name: str) -> str:
        while name in self._above:
            name = self._above[name]
        return name

    def join(self, left: str, right: str) -> None:
        one, other = sorted((self.root(left), self.root(right)))
        if one != other:
            self._above[other] = one
