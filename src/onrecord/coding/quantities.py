"""Find amounts in a text and what of them can be reckoned with: money, people, shares, things, durations.

Dates, clock times, ages, ordinals, numbers of articles and resolutions, scores, telephone numbers are none.
An amount without a number ("dozens", "a symbolic number") is kept with both bounds open.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.coding.numerals import Number, Token, low, number, tokens
from onrecord.coding.quantity_kinds import Found, bound, find
from onrecord.coding.quantity_words import words
from onrecord.model import Evidence, Quantity, QuantityKind, Span
from onrecord.text.dates import dates


def quantities(text: str, span: Span) -> tuple[Quantity, ...]:
    """Return the amounts that a stretch of a text holds, in order, without overlap.

    >>> text = "Xenia pledged $5bn (£3.8bn) and two to three dozen soldiers for 30 days."
    >>> for q in quantities(text, Span(0, len(text))):
    ...     print(q.text.exact, q.kind.value, q.unit, q.least, q.most, sep="; ")
    $5bn (£3.8bn); money; USD; 5000000000.0; 5000000000.0
    two to three dozen soldiers; people; soldiers; 24.0; 36.0
    30 days; duration; days; 30.0; 30.0
    """
    run = tokens(text, span.start, span.end)
    dated = _dated(text, span)
    out: list[Quantity] = []
    i = done = 0
    while i < len(run):
        read = _number_of(run, i) or number(run, i) or _a_time(run, i)
        if read is None:
            i += 1
            continue
        is_date = run[i].start in dated or run[read.end - 1].start in dated
        found = None if is_date else find(run, i, read)
        if found is not None:
            out.append(_quantity(text, run, found, read, done))
            i = done = max(found.end, read.end)
        else:
            i = read.end
    return tuple(out)


def _dated(text: str, span: Span) -> set[int]:
    """Return the places that are part of dates."""
    found = dates(text[span.start : span.end])
    return {span.start + p for d in found for p in range(d.span.start, d.span.end)}


def _number_of(run: Sequence[Token], i: int) -> Number | None:
    """Read "a number of", "a symbolic number"."""
    if low(run, i) not in ("a", "an"):
        return None
    if low(run, i + 1) == "number" and low(run, i + 2) == "of":
        return Number(None, None, i + 2)
    if low(run, i + 1) in words().of_number and low(run, i + 2) == "number":
        return Number(None, None, i + 3)
    return None


def _a_time(run: Sequence[Token], i: int) -> Number | None:
    """Read "for a year", "within an hour", "a year and a half"."""
    if low(run, i) not in ("a", "an") or low(run, i + 1) not in words().time:
        return None
    if low(run, i + 2) == "and" and low(run, i + 3) == "a" and low(run, i + 4) == "half":
        return Number(1.5, 1.5, i + 1)
    return Number(1.0, 1.0, i + 1) if low(run, i - 1) in words().lasting - {"in", "only"} else None


def _quantity(text: str, run: Sequence[Token], found: Found, read: Number, done: int) -> Quantity:
    """Put an amount together with its bounds; no earlier amount's words are taken."""
    least, most = _times(read.least, found.times), _times(read.most, found.times)
    ranged = least != most
    first, which = bound(run, found.first)
    over = low(run, first) == "over" and (
        found.kind is QuantityKind.DURATION or low(run, first - 1) in words().handed
    )
    if first < done or over or (which != "about" and (least is None or ranged)):
        first, which = found.first, ""
    if ranged and low(run, first - 1) in ("between", "from") and first - 1 >= done:
        first -= low(run, first - 1) == "between"
    end = found.end
    if which == "at least" or (
        least is not None and low(run, end) == "or" and low(run, end + 1) in ("more", "above")
    ):
        most = None
    elif which == "at most" or (low(run, end) == "or" and low(run, end + 1) in ("less", "fewer")):
        least = None
    if low(run, end) == "or" and low(run, end + 1) in ("more", "above", "less", "fewer", "so"):
        end += 2
    approximate = which == "about" or read.approximate or low(run, end - 1) == "so"
    evidence = Evidence.at(text, Span(run[first].start, run[end - 1].end))
    return Quantity(evidence, found.kind, found.unit, least, most, approximate)


def _times(value: float | None, times: float) -> float | None:
    return None if value is None else round(value * times, 6)
