"""Choose for each document what it directly derives from. Pure, of likenesses that hang together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.lineage.cites import above, cites
from onrecord.lineage.direction import decide
from onrecord.model import (
    Derivation,
    DerivationKind,
    Evidence,
    Judgement,
    JudgementKind,
    Likeness,
    Material,
    Passage,
)

FURTHER = 0.1
"""How much nearer a document must be than what it derives from itself, to be given as the source."""

CREDITED = 0.3
"""What a credit adds to how near a source is."""

POSSIBLE = 0.2
"""Chance of a rewrite from which a document may be the source of one whose other source derives from it."""

NEW_WORDS = 40
"""Characters that a further source of passages must give beside those that are accounted for."""

_WHOLE = (DerivationKind.COPY, DerivationKind.REWRITE)
_BY_CONTENT = ("content", "undecided")
_CERTAIN = {"undecided": 0, "content": 1, "dates": 2, "credit": 3, "decision": 4, "version": 5}


@dataclass(frozen=True, slots=True)
class _Edge:
    """Hold one way in which a document may derive from another."""

    source: str
    derived: str
    likeness: Likeness
    by: str
    kind: DerivationKind
    weak: bool = False  # not likely in itself, likely where something nearer is in between
    turned: bool = False  # the other way than content has it, because it went in a circle

    @property
    def credit(self) -> tuple[Evidence, ...]:
        return self.likeness.credit_in_a if self.derived == self.likeness.a else self.likeness.credit_in_b

    @property
    def passages(self) -> tuple[Passage, ...]:
        turned = self.derived == self.likeness.a
        made = [Passage(y, x) if turned else Passage(x, y) for x, y in self.likeness.passages]
        return tuple(sorted(made, key=lambda p: (p.derived.start, p.source.start)))

    @property
    def nearness(self) -> float:
        """Return how near the two are: words taken over count beside what is said alike."""
        m = self.likeness.measures
        taken = m["part_a"] if self.derived == self.likeness.a else m["part_b"]
        copied = 1.0 if self.kind is DerivationKind.COPY else 0.0
        return copied + taken + m["matched"] * (1 - copied) + (CREDITED if self.credit else 0.0)

    @property
    def weakness(self) -> tuple[float, ...]:
        """Order edges by how little their direction can be relied on, the least first."""
        return (_CERTAIN[self.by], abs(self.likeness.measures["content_direction"]), self.nearness)


def derivations(
    materials: Mapping[str, Material], likenesses: Sequence[Likeness], judgements: Sequence[Judgement] = ()
) -> tuple[Derivation, ...]:
    """Return the derivations of documents, by derived document, then source.

    Each document has at most one source for the whole of it (copy, rewrite or revision), any number of
    sources of passages, and the outlets that it cites beside these.

    Args:
        materials: the documents, by id; of outsiders that they are like only outlet and text count.
        likenesses: all in which the documents take part.
        judgements: all decisions of people; those on origins are heeded.
    """
    apart, together = _decided(materials, judgements)
    edges = _edges(materials, [x for x in likenesses if (x.a, x.b) not in apart])
    whole = _whole(edges, materials)
    chosen: list[Derivation] = [
        _derivation(edge, materials) for edge in whole.values() if not _is_revision(edge, materials)
    ]
    chosen += [_revision(m) for m in materials.values() if m.previous is not None]
    chosen += [_derivation(e, materials) for e in _partial(edges, whole, materials)]
    chosen += _same_origin(together, chosen, materials)
    chosen += cites(materials, likenesses, chosen, apart)
    order = list(DerivationKind)
    return tuple(sorted(chosen, key=lambda d: (d.derived, order.index(d.kind), d.source, d.outlet or "")))


def _decided(
    materials: Mapping[str, Material], judgements: Sequence[Judgement]
) -> tuple[set[tuple[str, str]], list[tuple[str, str]]]:
    """Return the pairs that a person set apart, and those said to have one origin; the last word counts."""
    undone = {j.undoes for j in judgements}
    by_digest: dict[str, list[str]] = {}
    for document_id, material in materials.items():
        by_digest.setdefault(material.document.digest, []).append(document_id)
    last: dict[tuple[str, str], JudgementKind] = {}
    for judgement in judgements:
        if judgement.id in undone or judgement.undoes is not None:
            continue
        for one in by_digest.get(judgement.left.digest, ()):
            for other in by_digest.get(judgement.right.digest, ()):
                if one != other:
                    last[(min(one, other), max(one, other))] = judgement.kind
    apart = {pair for pair, kind in last.items() if kind is JudgementKind.NOT_DERIVED}
    return apart, sorted(pair for pair, kind in last.items() if kind is JudgementKind.SAME_ORIGIN)


def _edges(materials: Mapping[str, Material], likenesses: Iterable[Likeness]) -> list[_Edge]:
    out = []
    for likeness in likenesses:
        if likeness.a not in materials or likeness.b not in materials:
            continue
        if likeness.kind is None and _chance(likeness) < POSSIBLE:
            continue
        if materials[likeness.b].previous == likeness.a:
            way, by = 1, "version"
        elif materials[likeness.a].previous == likeness.b:
            way, by = -1, "version"
        else:
            way, by = decide(likeness.measures)
        source, derived = (likeness.a, likeness.b) if way > 0 else (likeness.b, likeness.a)
        kind = likeness.kind or DerivationKind.REWRITE
        out.append(_Edge(source, derived, likeness, by, kind, weak=likeness.kind is None))
    return out


def _chance(likeness: Likeness) -> float:
    return max(likeness.measures["rewrite_of_a"], likeness.measures["rewrite_of_b"])


def _whole(edges: Sequence[_Edge], materials: Mapping[str, Material]) -> dict[str, _Edge]:
    """Return for each document the one that the whole of it derives from; there are no circles."""
    left = [e for e in edges if e.kind in _WHOLE]
    while True:
        best = _nearest(left, materials)
        circle = _circle({d: e.source for d, e in best.items()})
        if not circle:
            return best
        worst = min((best[d] for d in circle), key=lambda e: (*e.weakness, e.derived))
        left.remove(worst)
        if not worst.turned and worst.by in _BY_CONTENT:
            left.append(replace(worst, source=worst.derived, derived=worst.source, turned=True))


def _nearest(edges: Sequence[_Edge], materials: Mapping[str, Material]) -> dict[str, _Edge]:
    into: dict[str, dict[str, _Edge]] = {}
    for edge in edges:
        into.setdefault(edge.derived, {})[edge.source] = edge
    best: dict[str, _Edge] = {}
    for derived, found in into.items():
        likely = [e for e in found.values() if not e.weak]
        if not likely:
            continue
        edge = max(likely, key=lambda e: (e.by == "version", e.nearness, e.source))
        seen = {edge.source}
        while edge.by != "version":
            # What its source derives from comes first, unless the source is clearly nearer.
            earlier = [
                found[s]
                for s in into.get(edge.source, {})
                if s in found and s not in seen and found[s].nearness >= edge.nearness - FURTHER
            ]
            if not earlier:
                break
            edge = max(earlier, key=lambda e: (e.nearness, e.source))
            seen.add(edge.source)
        best[derived] = edge
    return best


def _circle(source_of: Mapping[str, str]) -> list[str]:
    """Return the documents of one circle, empty where there is none."""
    done: set[str] = set()
    for start in sorted(source_of):
        path: list[str] = []
        at: str | None = start
        while at is not None and at not in done and at not in path:
            path.append(at)
            at = source_of.get(at)
        if at in path:
            return path[path.index(at) :]
        done.update(path)
    return []


def _partial(
    edges: Sequence[_Edge], whole: Mapping[str, _Edge], materials: Mapping[str, Material]
) -> list[_Edge]:
    """Return for each document the sources of passages that nothing else accounts for."""
    into: dict[str, list[_Edge]] = {}
    for edge in edges:
        if edge.kind is DerivationKind.PARTIAL:
            into.setdefault(edge.derived, []).append(edge)
    source_of = {d: {e.source} for d, e in whole.items()}
    roots = {d: len(above(d, source_of)) for d in materials}
    out: list[_Edge] = []
    for derived in sorted(into):
        main = whole.get(derived)
        taken: set[int] = set()
        if main is not None:
            if main.kind is DerivationKind.COPY:
                continue
            taken = _places(main)
        for edge in sorted(into[derived], key=lambda e: _partial_order(e, roots)):
            if len(_places(edge) - taken) >= NEW_WORDS and derived not in above(edge.source, source_of):
                taken |= _places(edge)
                out.append(edge)
                source_of.setdefault(derived, set()).add(edge.source)
    return out


def _partial_order(edge: _Edge, roots: Mapping[str, int]) -> tuple[float, ...]:
    """Put the source first that gives most; among near equals a credited one, then one that derives least."""
    return (
        -round(len(_places(edge)) / 50),
        -float(bool(edge.credit)),
        roots[edge.source],
        -len(_places(edge)),
    )


def _places(edge: _Edge) -> set[int]:
    return {n for p in edge.passages for n in range(p.derived.start, p.derived.end)}


def _is_revision(edge: _Edge, materials: Mapping[str, Material]) -> bool:
    return materials[edge.derived].previous is not None


def _revision(material: Material) -> Derivation:
    assert material.previous is not None
    return Derivation(
        material.previous,
        material.document.id,
        DerivationKind.REVISION,
        material.document.outlet,
        direction="version",
    )


def _derivation(edge: _Edge, materials: Mapping[str, Material]) -> Derivation:
    m = edge.likeness.measures
    of_derived = "a" if edge.derived == edge.likeness.a else "b"
    sure = max(m[f"rewrite_of_{of_derived}"], m["rest"])
    return Derivation(
        edge.source,
        edge.derived,
        edge.kind,
        materials[edge.source].document.outlet,
        credited=bool(edge.credit),
        credit=edge.credit,
        passages=edge.passages,
        direction=edge.by,
        confidence=round(sure, 3) if edge.kind is DerivationKind.REWRITE else 1.0,
        why={name: round(value, 3) for name, value in m.items()},
    )


def _same_origin(
    pairs: Iterable[tuple[str, str]], chosen: Sequence[Derivation], materials: Mapping[str, Material]
) -> list[Derivation]:
    """Tie documents that a person said to have one origin, where nothing ties them yet."""
    source_of: dict[str, set[str]] = {}
    for d in chosen:
        if d.kind is not DerivationKind.PARTIAL:
            source_of.setdefault(d.derived, set()).add(d.source)
    out = []
    for one, other in pairs:
        if above(one, source_of) & above(other, source_of):
            continue
        first, second = sorted((one, other), key=lambda d: (materials[d].document.published or "~", d))
        outlet = materials[first].document.outlet
        out.append(Derivation(first, second, DerivationKind.REWRITE, outlet, direction="decision"))
        source_of.setdefault(second, set()).add(first)
    return out
