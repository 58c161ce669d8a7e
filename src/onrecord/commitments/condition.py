"""Find the condition that the words of a commitment state."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.coding.conditions import conditions
from onrecord.model import Attribution, Evidence, Span


def condition(text: str, spans: Sequence[Span]) -> tuple[Evidence, ...]:
    """Return the condition within the spans; the rest of their sentence is often another's condition.

    >>> text = "If the siege ends, Xenia will pay. Ystria will not."
    >>> [e.exact for e in condition(text, [Span(0, 34)])]
    ['If the siege ends']
    """
    found = conditions(text, Attribution((), (), tuple(spans))) if spans else ()
    return tuple(Evidence.at(text, s) for s in found)
