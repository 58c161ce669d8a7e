"""Find the statement that carries a trigger: a promise made in words that the article attributes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.encoder.triggers import Trigger
from onrecord.model import Statement

_REACH = 700  # characters that a cue may be long


@dataclass(frozen=True, slots=True)
class Carried:
    """Hold the statement that a trigger stands in: in its content, or as its cue."""

    statement: Statement
    by_cue: bool


class Carriers:
    """Find the statement that a trigger stands in; made once for an article."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        """Sort the pieces of contents and cues by where they begin."""
        self._contents = sorted(
            (e.start, e.end, sum(q.end - q.start for q in s.quote), i)
            for i, s in enumerate(statements)
            for e in s.quote
        )
        self._cues = sorted((e.start, e.end, i) for i, s in enumerate(statements) for e in s.cue)
        self._statements = statements
        self._longest = max((end - start for start, end, *_ in self._contents), default=0)

    def of(self, t: Trigger) -> Carried | None:
        """Return the shortest statement whose content holds a trigger, else one whose cue meets it."""
        at = t.span.start
        first = bisect_left(self._contents, (at - self._longest, 0, 0, 0))
        last = bisect_right(self._contents, (at, 10**12, 0, 0))
        holding = [(size, i) for start, end, size, i in self._contents[first:last] if start <= at < end]
        if holding:
            return Carried(self._statements[min(holding)[1]], by_cue=False)
        first = bisect_left(self._cues, (at - _REACH, 0, 0))
        last = bisect_left(self._cues, (t.span.end, 0, 0))
        meeting = [i for _, end, i in self._cues[first:last] if end > at]
        return Carried(self._statements[meeting[0]], by_cue=True) if meeting else None
