"""Tell which amounts of a clause belong to what a commitment or an event is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.coding.quantities import quantities
from onrecord.coding.quantity_words import words
from onrecord.model import Quantity, QuantityKind, Span

_TURN = re.compile(
    r";|\.\s|[?!]\s|\n|,\s(?:while|whereas|but|although|though|after|as|because|despite|since|when)\s|"
    r"\s(?:while|whereas|although|though|because|despite|unless|if|once|until)\s",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"(?:several|a few|a handful|a couple|a good|a number)\b", re.IGNORECASE)
_ALL = re.compile(r"\b(?:all|both|these|those|the|its|their)\s$", re.IGNORECASE)
_FEW = 10  # below it, "the three ministers" are those who act


def quantity_of(
    text: str,
    spans: Sequence[Span],
    trigger: Span | None = None,
    party: Sequence[Span] = (),
    *,
    of_event: bool = False,
) -> tuple[Quantity, ...]:
    """Return the amounts that belong to the action of a commitment, or to an event, in order.

    ``spans`` are the clauses or sentences that carry the record, ``trigger`` the word in them that it hangs
    on: of a commitment's, what follows that word in its clause counts, else what stands before it; of an
    event, both, but no durations. Amounts within the ``party`` count nobody's action.

    >>> text = "The six states agreed to send 40 tanks, while 12 people died in Orvel."
    >>> [q.text.exact for q in quantity_of(text, [Span(0, len(text))], Span(15, 21))]
    ['40 tanks']
    """
    found = [q for s in spans for q in quantities(text, s) if _counts(text, q, party, of_event)]
    if trigger is None or not any(s.start <= trigger.start < s.end for s in spans):
        return tuple(found)
    whole = next(s for s in spans if s.start <= trigger.start < s.end)
    clause = _clause(text, whole, trigger)
    near = [q for q in found if clause.start <= q.text.start < clause.end]
    others = [q for q in found if not whole.start <= q.text.start < whole.end]
    if of_event:
        return tuple(near or others)
    after = [q for q in near if q.text.end > trigger.start]
    return tuple(after or near or others)


def _clause(text: str, whole: Span, trigger: Span) -> Span:
    """Return the part of a sentence around the trigger that no turn ("while", "but") parts from it."""
    before = [m.end() for m in _TURN.finditer(text, whole.start, trigger.start)]
    after = _TURN.search(text, trigger.end, whole.end)
    return Span(before[-1] if before else whole.start, after.start() if after else whole.end)


def _counts(text: str, q: Quantity, party: Sequence[Span], of_event: bool) -> bool:
    """Tell whether an amount can belong to an action, not to those who act."""
    if any(p.start <= q.text.start and q.text.end <= p.end for p in party) or _LOOSE.match(q.text.exact):
        return False
    if of_event and q.kind is QuantityKind.DURATION:
        return False
    few = q.least is not None and q.least == q.most and q.least < _FEW
    who = q.unit in words().parties and few
    return not who or (not of_event and not _ALL.search(text[max(0, q.text.start - 6) : q.text.start]))
