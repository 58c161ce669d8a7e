"""Hold what the register has to know of documents: what they derive from, and which passages say the same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.model import Derivation, DerivationKind, Document, Evidence, Likeness, ReportedAct

_CLOSENESS = (
    DerivationKind.REVISION,
    DerivationKind.COPY,
    DerivationKind.REWRITE,
    DerivationKind.PARTIAL,
    DerivationKind.CITES,
)
Stretch = tuple[int, int]
WHOLE = frozenset({DerivationKind.COPY, DerivationKind.REWRITE, DerivationKind.REVISION})
"""Derivations in which the whole document retells its source."""


@dataclass(frozen=True, slots=True)
class Between:
    """Hold what ties the documents of two acts: passages as (stretch of a, stretch of b)."""

    kind: DerivationKind | None = None  # None: neither derives from the other, nor both from one
    passages: tuple[tuple[Stretch, Stretch], ...] = ()
    direct: bool = False  # one derives from the other
    near: bool = False  # neither does as far as is known, but one may
    best: frozenset[tuple[str, str]] = frozenset()  # records that answer each other best: ``matching.among``

    def turned(self) -> Between:
        """Return the same seen from the other side."""
        passages = tuple((b, a) for a, b in self.passages)
        best = frozenset((b, a) for a, b in self.best)
        return Between(self.kind, passages, self.direct, self.near, best)

    def aligned(self, a: ReportedAct, b: ReportedAct) -> float:
        """Return which share of a quote lies in passages whose other side holds words of the other."""
        best = 0.0
        for left, right in self.passages:
            here, there = share(a.quote, left), share(b.quote, right)
            if here and there:
                best += min(here, there) if here < 1 or there < 1 else 1.0
        return min(best, 1.0)

    def centres(self) -> list[tuple[float, float]]:
        """Return the middles of the passages on both sides, in the order of the first."""
        return sorted((_centre(x), _centre(y)) for x, y in self.passages)

    def in_step(self, a: ReportedAct, b: ReportedAct) -> float:
        """Return how near b stands to where the passages around a lead: 1 at that place, 0 far from it.

        What retells a report mostly keeps its order, so what stands between two passages that are known
        answers what stands between them on the other side.
        """
        if not self.passages:
            return 0.0
        here, there = middle(a.quote), middle(b.quote)
        pairs = self.centres()
        forth = abs(led(here, pairs) - there)
        back = abs(led(there, sorted((y, x) for x, y in pairs)) - here)
        return max(0.0, 1 - min(forth, back) / FAR)


APART = Between()
PERHAPS = 0.25
"""Chance of a rewrite from which what two articles say is compared as if one were made from the other."""
FAR = 600.0
"""Characters from which two quotes stand nowhere near."""


@dataclass(frozen=True, slots=True)
class Context:
    """Hold what is known around some documents.

    ``derivations`` has, by the document that derives, every derivation in which one of them takes part, and
    everything upwards to the roots; ``documents`` all that are named there; ``likenesses``, by the two
    documents in order, those in which one of them takes part.
    """

    documents: Mapping[str, Document] = field(default_factory=dict)
    derivations: Mapping[str, Sequence[Derivation]] = field(default_factory=dict)
    likenesses: Mapping[tuple[str, str], Likeness] = field(default_factory=dict)

    def neighbours(self, document_id: str) -> frozenset[str]:
        """Return the documents of which one is, or may be, the other's source."""
        sources = {d.source for d in self.derivations.get(document_id, ()) if d.source}
        near = {
            other
            for pair, found in self.likenesses.items()
            if document_id in pair and _near(found)
            for other in pair
        }
        return (self._derived_from({document_id}) | sources | near) - {document_id}

    def relatives(self, document_id: str) -> frozenset[str]:
        """Return the documents that have a source in common with one, or tell the same story."""
        sources = {d.source for d in self.derivations.get(document_id, ()) if d.source}
        alike = {other for pair in self.likenesses if document_id in pair for other in pair}
        return (self._derived_from(sources) | alike) - {document_id} - self.neighbours(document_id)

    def _derived_from(self, sources: Collection[str]) -> frozenset[str]:
        return frozenset(d.derived for each in self.derivations.values() for d in each if d.source in sources)

    def between(self, a: str, b: str) -> Between:
        """Return what ties two documents: a derivation of one from the other, else a source of both."""
        if a == b:
            return APART
        for derived, source, turned in ((b, a, False), (a, b, True)):
            told = [d for d in self.derivations.get(derived, ()) if d.source == source]
            if told:
                passages = tuple((_at(p.source), _at(p.derived)) for d in told for p in d.passages)
                found = Between(_closest(d.kind for d in told), passages, direct=True)
                return found.turned() if turned else found
        found = self._siblings(a, b)
        return found if found.passages else self._alike(a, b)

    def roots(self, document_id: str) -> frozenset[str]:
        """Return where what a document derives from began; itself where it derives from nothing."""
        found, edge, ends = {document_id}, [document_id], set[str]()
        while edge:
            at = edge.pop()
            above = {d.source for d in self.derivations.get(at, ()) if d.source}
            if not above:
                ends.add(at)
            edge += above - found
            found |= above
        return frozenset(ends)

    def tied(self, a: str, b: str) -> bool:
        """Tell whether two documents derive from one, or one of them may from the other."""
        likeness = self.likenesses.get((min(a, b), max(a, b)))
        return bool(self.roots(a) & self.roots(b)) or (likeness is not None and _near(likeness))

    def with_(self, other: Context) -> Context:
        """Return what both know together."""
        derivations = {derived: list(found) for derived, found in self.derivations.items()}
        for derived, found in other.derivations.items():
            known = derivations.setdefault(derived, [])
            known += [d for d in found if d not in known]
        for found in derivations.values():
            found.sort(key=lambda d: (d.source, d.outlet or "", d.kind.value))
        likenesses = {**self.likenesses, **other.likenesses}
        return Context({**self.documents, **other.documents}, derivations, likenesses)

    def _siblings(self, a: str, b: str) -> Between:
        """Return what two documents have of the same words of a source that both derive from."""
        passages: list[tuple[Stretch, Stretch]] = []
        kinds: list[DerivationKind] = []
        for left in self.derivations.get(a, ()):
            for right in self.derivations.get(b, ()):
                if not left.source or left.source != right.source:
                    continue
                kinds += [left.kind, right.kind]
                passages += [
                    (_at(p.derived), _at(q.derived))
                    for p in left.passages
                    for q in right.passages
                    if p.source.start < q.source.end and q.source.start < p.source.end
                ]
        return Between(_closest(kinds, last=True), tuple(passages))

    def _alike(self, a: str, b: str) -> Between:
        """Return which passages two documents have alike that only tell the same story."""
        found = self.likenesses.get((min(a, b), max(a, b)))
        if found is None:
            return APART
        told = Between(None, tuple((_at(x), _at(y)) for x, y in found.passages), near=_near(found))
        return told if found.a == a else told.turned()


NOTHING_KNOWN = Context()

Contexts = Callable[[Collection[str]], Context]
"""Give the context of documents; whoever keeps them makes it."""


def _closest(kinds: Iterable[DerivationKind], *, last: bool = False) -> DerivationKind | None:
    """Return the kind that ties most closely, or (``last``) least closely."""
    given = set(kinds)
    order = [kind for kind in _CLOSENESS if kind in given]
    return (order[-1] if last else order[0]) if order else None


def _near(likeness: Likeness) -> bool:
    """Tell whether one of two documents may be a rewrite of the other, though not likely enough to say so."""
    return max(likeness.measures.get(f"rewrite_of_{x}", 0.0) for x in "ab") >= PERHAPS


def _at(e: Evidence) -> Stretch:
    return (e.start, e.end)


def middle(quote: Sequence[Evidence]) -> float:
    """Return where a quote has its middle."""
    return (min(e.start for e in quote) + max(e.end for e in quote)) / 2


def _centre(stretch: Stretch) -> float:
    return (stretch[0] + stretch[1]) / 2


def led(at: float, pairs: Sequence[tuple[float, float]]) -> float:
    """Return where a place leads to: by the line through the two nearest pairs around it."""
    before = [p for p in pairs if p[0] <= at]
    after = [p for p in pairs if p[0] > at]
    if before and after:
        (x0, y0), (x1, y1) = before[-1], after[0]
        return y0 + (y1 - y0) * (at - x0) / (x1 - x0)
    x, y = before[-1] if before else after[0]
    return y + (at - x)


def share(quote: Sequence[Evidence], stretch: Stretch) -> float:
    """Return which share of a quote lies within a stretch."""
    first, last = stretch
    total = held = 0
    for e in quote:
        total += e.end - e.start
        if e.start < last and first < e.end:
            held += min(e.end, last) - max(e.start, first)
    return held / total if total else 0.0
