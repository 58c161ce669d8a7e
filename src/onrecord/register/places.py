"""Give every act of a document a place of its own, by which it is found again whatever is read anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Place, ReportedAct, Span

UNPLACED = Place("", 0, 0)
SAME_WORDS = 0.5
"""Share of the words of two places, of all that either covers, from which they are of one act."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold an act that has no place yet, and the stretches of text that may be its place, the best first."""

    act: ReportedAct
    spans: tuple[Span, ...]
    digest: str  # of the document


def placed(drafts: Sequence[Draft]) -> tuple[ReportedAct, ...]:
    """Return the acts by place, each with one of its own.

    Two records may rest on the same words ("Britain and Estonia have pledged"): the later in order takes the
    next stretch of its own that is free, at last a shorter one of the same words.
    """
    taken: set[tuple[int, int]] = set()
    out = []
    for draft in drafts:
        span = next(each for each in _choices(draft.spans) if (each.start, each.end) not in taken)
        taken.add((span.start, span.end))
        out.append(replace(draft.act, place=Place(draft.digest, span.start, span.end)))
    return tuple(sorted(out, key=lambda act: act.place))


def _choices(spans: Sequence[Span]) -> Iterator[Span]:
    yield from spans
    widest = max(spans, key=lambda s: s.end - s.start)
    for start in range(widest.start, widest.end):
        for end in range(widest.end, start, -1):
            yield Span(start, end)


def found(place: Place, acts: Iterable[ReportedAct]) -> ReportedAct | None:
    """Return the act that a place is of: at exactly this place, else the one with most of its words.

    A newer reading may draw the bounds of an act a little otherwise; what was decided of it still holds.
    """
    best: tuple[float, ReportedAct] | None = None
    for act in acts:
        if act.place == place:
            return act
        share = overlap(act.place, place)
        if share >= SAME_WORDS and (best is None or (-share, act.place) < (-best[0], best[1].place)):
            best = (share, act)
    return best[1] if best else None


def overlap(a: Place, b: Place) -> float:
    """Return which share of the words under two places is under both.

    >>> overlap(Place("ab", 0, 10), Place("ab", 5, 10)), overlap(Place("ab", 0, 10), Place("cd", 0, 10))
    (0.5, 0.0)
    """
    if a.digest != b.digest:
        return 0.0
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared / (max(a.end, b.end) - min(a.start, b.start)) if shared > 0 else 0.0
