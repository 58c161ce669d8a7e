"""Tie entries by the order and exchange that words state: "guarantees before membership"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from onrecord.model import Entry, EntryLink, EntryLinkKind, Evidence, Relation, RelationKind, ReportedAct
from onrecord.register.names import any_in_common
from onrecord.register.sameness import is_generic, same_proposition
from onrecord.register.wherein import overlap

_KINDS: Mapping[RelationKind, EntryLinkKind] = {
    RelationKind.BEFORE: EntryLinkKind.BEFORE,
    RelationKind.AFTER: EntryLinkKind.AFTER,
    RelationKind.INSTEAD_OF: EntryLinkKind.INSTEAD_OF,
    RelationKind.IN_EXCHANGE_FOR: EntryLinkKind.IN_EXCHANGE_FOR,
}
_TURNED: Mapping[EntryLinkKind, EntryLinkKind] = {
    EntryLinkKind.BEFORE: EntryLinkKind.AFTER,
    EntryLinkKind.AFTER: EntryLinkKind.BEFORE,
    EntryLinkKind.IN_EXCHANGE_FOR: EntryLinkKind.IN_EXCHANGE_FOR,
}
_LEAST = 0.6
_BOTH_WAYS = 0.4
"""Share of the words of side and entry together: an entry is about a side, it does not only mention it."""
_REPORTS = 6


def orders(source: Entry, candidates: Sequence[Entry]) -> tuple[EntryLink, ...]:
    """Return the links that the relations of an entry's own words make to entries of the other matter."""
    best: dict[tuple[EntryLinkKind, str], tuple[float, EntryLink]] = {}
    for report in source.reports[:_REPORTS]:
        for relation in report.act.relations:
            for kind, other, issue in _sides(source, report.act, relation):
                found = _holder(source, report.act, other, issue, candidates)
                if found is None:
                    continue
                score, target = found
                key = (kind, target.id)
                if key not in best or score > best[key][0]:
                    best[key] = (score, _link(source, report.act, relation, kind, target, score))
    return tuple(link for _, (_, link) in sorted(best.items()))


def _link(
    source: Entry, act: ReportedAct, relation: Relation, kind: EntryLinkKind, target: Entry, score: float
) -> EntryLink:
    return EntryLink(
        source=source.id,
        target=target.id,
        kind=kind,
        answer=None,
        report=act.record,
        evidence=(relation.cue,),
        confidence=round(min(0.99, score), 3),
        why=f'"{_short(relation.left)} {relation.cue.exact} {_short(relation.right)}"',
    )


def _short(side: Evidence) -> str:
    return " ".join(side.exact.split())


def _sides(
    source: Entry, act: ReportedAct, relation: Relation
) -> Iterator[tuple[EntryLinkKind, Evidence, str | None]]:
    """Yield how the entry stands to the other side of a relation; the entry is the side that it is about."""
    kind = _KINDS.get(relation.kind)
    if kind is None:
        return
    left = _about(source.proposition, act, relation.left, relation.left_issue)
    right = _about(source.proposition, act, relation.right, relation.right_issue)
    if left >= right:
        yield kind, relation.right, relation.right_issue
    elif kind in _TURNED:
        yield _TURNED[kind], relation.left, relation.left_issue


def _about(proposition: str, act: ReportedAct, side: Evidence, issue: str | None) -> float:
    same = same_proposition(proposition, side.exact)
    first = bool(issue) and act.issues[:1] == (issue,)
    return same.contained + 0.3 * first


def _holder(
    source: Entry, act: ReportedAct, side: Evidence, issue: str | None, candidates: Sequence[Entry]
) -> tuple[float, Entry] | None:
    """Return the entry whose matter a side of a relation is, by the same principal or in the same article."""
    best: tuple[float, str, Entry] | None = None
    for target in candidates:
        if target.id == source.id or not _near(source, act, target):
            continue
        score = max(
            (
                _matter(side, issue, target, r.act)
                for r in target.reports[:_REPORTS]
                if not overlap(act, r.act)
            ),
            default=0.0,
        )
        if score >= _LEAST and (best is None or (score, target.id) > best[:2]):
            best = (score, target.id, target)
    return None if best is None else (best[0], best[2])


def _near(source: Entry, act: ReportedAct, target: Entry) -> bool:
    if any_in_common(source.principals, target.principals):
        return True
    return any(r.act.document == act.document for r in target.reports)


def _matter(side: Evidence, issue: str | None, target: Entry, act: ReportedAct) -> float:
    """Return how well an entry is about a side: most of its words, at the head of what the entry is about."""
    same = same_proposition(side.exact, target.proposition)
    telling = [w for w in same.shared if not is_generic(w)]
    if not telling or same.score < _BOTH_WAYS:
        return 0.0
    score = same.contained * 0.6 + same.score * 0.3 + 0.2 * bool(issue and issue in target.issues)
    return round(score * (0.8 if len(telling) == 1 else 1.0), 4)
