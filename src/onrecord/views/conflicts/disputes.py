"""Group pairs of reports that cannot both hold into disputes: one line for each, with every side in full.

Forty rewrites of one side stand on that side once, under the origin that they go back to. No side is chosen,
and none comes before another but by the day of its first report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from onrecord.model import Conflict, ConflictKind, Derivation, Entry, Side
from onrecord.store.fold import fold
from onrecord.store.interface_shown import ConflictFilter
from onrecord.views.counted import Counted
from onrecord.views.lineage import copies, family

_UNDATED = "9999-99-99"
_SEVERAL = frozenset((ConflictKind.CONTROL, ConflictKind.NUMBER, ConflictKind.MEMBERSHIP))
"""Kinds of which one report may hold several matters."""
ALL = ConflictFilter()


class Asks(Protocol):
    """Be asked for conflicts, entries and derivations; a casefile does."""

    def conflicts(self, where: ConflictFilter = ...) -> Iterator[Conflict]:
        """Stream conflicts."""
        ...

    def entries_by_id(self, ids: Collection[str]) -> Sequence[Entry]:
        """Return entries."""
        ...

    def derivations(self, document_ids: Collection[str] | None = None) -> Sequence[Derivation]:
        """Return derivations."""
        ...


@dataclass(frozen=True, slots=True)
class Told:
    """Hold one report on one side of a dispute, with where it began."""

    side: Side
    origin: str  # id of a document, or "outlet: NAME"


@dataclass(frozen=True, slots=True)
class Stand:
    """Hold one of the values of a dispute with all that reports it, the earliest first."""

    value: str  # in the words of its first report
    reports: tuple[Told, ...]
    origins: Counted  # of documents, or "outlet: NAME"
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Hold what reports disagree on, each value with its reports; none is chosen."""

    kind: str
    subject: str
    stands: tuple[Stand, ...]
    why: str
    issues: tuple[str, ...]
    first_day: str | None
    last_day: str | None
    confidence: float
    conflicts: Counted  # ids of the pairs
    entries: Counted  # ids of the entries that report a side

    @property
    def id(self) -> str:
        """Return the least id of its pairs, by which a casefile finds one of them."""
        return min(self.conflicts.ids)


def disputes(casefile: Asks, where: ConflictFilter = ALL, actor: str | None = None) -> Iterator[Dispute]:
    """Yield the disputes of the conflicts that are chosen, by day, undated last.

    Args:
        casefile: what is asked.
        where: which conflicts.
        actor: part of the name of somebody who asserts a side, or takes part in what it is about.
    """
    chosen, same = _once(casefile.conflicts(where))
    if actor is not None:
        chosen = _of_actor(casefile, chosen, actor)
    groups = _groups(chosen)
    roots = _roots(casefile, chosen)
    origins = _origins(casefile, chosen)
    made = [_dispute(group, roots, origins, same) for group in groups]
    yield from sorted(made, key=lambda d: (d.first_day or _UNDATED, d.kind, d.subject, d.id))


def _once(found: Iterable[Conflict]) -> tuple[list[Conflict], Mapping[str, Sequence[str]]]:
    """Part off numbers of which a surer conflict has the words: "31 servicemen" beside "31 killed".

    Return those that are shown, and by the id of each the ids of those that it stands for.
    """
    kept: dict[tuple[object, ...], list[Conflict]] = defaultdict(list)
    same: dict[str, list[str]] = defaultdict(list)
    for c in sorted(found, key=lambda c: (-c.confidence, c.id)):
        alike = kept[c.kind, *sorted((c.left.document, c.right.document))]
        first = next((o for o in alike if c.kind is ConflictKind.NUMBER and _same_words(c, o)), None)
        if first is None:
            alike.append(c)
        else:
            same[first.id].append(c.id)
    return [c for each in kept.values() for c in each], same


def _same_words(a: Conflict, b: Conflict) -> bool:
    """Tell whether both sides of two conflicts have the same words, or one of them more of these."""
    first, second = (sorted((c.left, c.right), key=lambda s: s.document) for c in (a, b))
    return all(
        x.document == y.document and (fold(x.value) in fold(y.value) or fold(y.value) in fold(x.value))
        for x, y in zip(first, second, strict=True)
    )


def _of_actor(casefile: Asks, chosen: Sequence[Conflict], actor: str) -> list[Conflict]:
    """Keep the conflicts in which somebody of this name asserts a side or takes part."""
    ids = {side.entry for c in chosen for side in (c.left, c.right) if side.entry}
    names = {e.id: (*e.actors, *e.principals, *e.towards) for e in casefile.entries_by_id(ids)} if ids else {}
    wanted = fold(actor)

    def told(c: Conflict) -> Iterator[str]:
        yield from (c.subject, c.why)
        for side in (c.left, c.right):
            yield from (side.asserted_by or "", *names.get(side.entry or "", ()))

    return [c for c in chosen if any(wanted in fold(each) for each in told(c))]


def _groups(chosen: Sequence[Conflict]) -> list[list[Conflict]]:
    """Return the conflicts that share a report and are of one kind and subject, in the order of ids."""
    above: dict[str, str] = {}

    def root(key: str) -> str:
        while above.setdefault(key, key) != key:
            key = above[key]
        return key

    for c in chosen:
        first, second = (root(_node(c, side)) for side in (c.left, c.right))
        above[max(first, second)] = min(first, second)
    found: dict[str, list[Conflict]] = defaultdict(list)
    for c in sorted(chosen, key=lambda c: c.id):
        found[root(_node(c, c.left))].append(c)
    return list(found.values())


def _node(c: Conflict, side: Side) -> str:
    """Return what a report is known by within a kind; one sentence may count or place several things."""
    return f"{c.kind.value} {side.record} {c.subject if c.kind in _SEVERAL else ''}"


def _dispute(
    group: Sequence[Conflict],
    roots: Mapping[str, str],
    origins: Mapping[str, str],
    same: Mapping[str, Sequence[str]],
) -> Dispute:
    surest = min(group, key=lambda c: (-c.confidence, c.id))
    days = [day for c in group for day in (c.first_day, c.last_day) if day]
    stands = tuple(_stand(sides, roots, origins) for sides in _sides(group))
    return Dispute(
        kind=surest.kind.value,
        subject=surest.subject,
        stands=tuple(sorted(stands, key=lambda s: (s.reports[0].side.published or _UNDATED, s.value))),
        why=surest.why,
        issues=tuple(dict.fromkeys(issue for c in group for issue in c.issues)),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        confidence=surest.confidence,
        conflicts=Counted.of(id for c in group for id in (c.id, *same.get(c.id, ()))),
        entries=Counted.of(side.entry for c in group for side in (c.left, c.right) if side.entry),
    )


def _sides(group: Sequence[Conflict]) -> list[list[Side]]:
    """Part the reports of a dispute so that none stands beside one that it cannot hold together with."""
    held: dict[str, Side] = {}
    against: dict[str, set[str]] = defaultdict(set)
    for c in group:
        left, right = _node(c, c.left), _node(c, c.right)
        held.setdefault(left, c.left)
        held.setdefault(right, c.right)
        against[left].add(right)
        against[right].add(left)
    parts: list[list[str]] = []
    for node in _reached(against):
        fitting = next((part for part in parts if not against[node] & set(part)), None)
        if fitting is None:
            parts.append([node])
        else:
            fitting.append(node)
    return [[held[node] for node in part] for part in parts]


def _reached(against: Mapping[str, set[str]]) -> list[str]:
    """Return the reports, each after one that it stands against, so that few parts are made."""
    out: dict[str, None] = {}
    waiting = sorted(against)[:1]
    while waiting:
        node = waiting.pop(0)
        if node not in out:
            out[node] = None
            waiting += sorted(against[node] - out.keys())
    return [*out, *sorted(against.keys() - out.keys())]


def _stand(sides: Sequence[Side], roots: Mapping[str, str], origins: Mapping[str, str]) -> Stand:
    ordered = sorted(sides, key=_by_day)
    reports = tuple(
        Told(side, origins.get(side.record) or roots.get(side.document, side.document)) for side in ordered
    )
    outlets = tuple(dict.fromkeys(side.outlet for side in ordered if side.outlet))
    return Stand(ordered[0].value, reports, Counted.of(t.origin for t in reports), outlets)


def _by_day(side: Side) -> tuple[str, str, int, str]:
    start = min((e.start for e in side.quote), default=0)
    return side.published or _UNDATED, side.document, start, side.record


def _origins(casefile: Asks, chosen: Sequence[Conflict]) -> dict[str, str]:
    """Return where the reports of entries began, by record: all at once, since few questions are quick."""
    ids = {side.entry for c in chosen for side in (c.left, c.right) if side.entry}
    entries = casefile.entries_by_id(ids) if ids else ()
    return {report.act.record: report.origin for entry in entries for report in entry.reports}


def _roots(casefile: Asks, chosen: Sequence[Conflict]) -> dict[str, str]:
    """Return the document that each document of a side was made from as a whole, itself where none."""
    documents = {side.document for c in chosen for side in (c.left, c.right)}
    if not documents:
        return {}
    above: dict[str, str] = {}
    for each in family(documents, casefile.derivations):
        if copies(each):
            above.setdefault(each.derived, each.source or f"outlet: {each.outlet}")
    return {document: _top(document, above) for document in documents}


def _top(document: str, above: Mapping[str, str]) -> str:
    seen: list[str] = []
    while document in above and document not in seen:
        seen.append(document)
        document = above[document]
    return min(seen[seen.index(document) :]) if document in seen else document
