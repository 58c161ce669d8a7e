"""Say what became of the record between a source and what derives from it: dropped, strengthened, unnamed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from onrecord.model import Entry, Report, Span
from onrecord.views.spans import joined_quote
from onrecord.views.wordings import words_of

_STEP = 0.05
"""By how much two wordings differ in strength at least, to be told apart."""
_KEPT = 0.6  # share of the words of a passage from which the other article has it too


class Became(StrEnum):
    """What became of a record."""

    ALIKE = "alike"
    CHANGED = "changed"
    DROPPED = "dropped"
    UNATTRIBUTED = "words kept, attribution lost"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Told:
    """Hold one side of a record: its words and where they stand."""

    document: str  # id
    start: int
    end: int
    who: str
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class RecordChange:
    """Hold what became of one record."""

    became: Became
    entry: str  # id
    left: Told | None
    right: Told | None
    says: tuple[str, ...] = ()  # a line for each thing that changed: "worded more firmly: ..."


def record_changes(
    left: str, right: str, entries: Iterable[Entry], kept: Sequence[tuple[Span, Span]] = (),
    called: Callable[[str], str] = str,
) -> tuple[RecordChange, ...]:  # fmt: skip
    """Return what became of the record of one article in another, in the order of the first.

    Args:
        left: id of the article that was there first.
        right: id of the other.
        entries: those that either of the two reports.
        kept: words that both have, by place: (in the one, in the other).
        called: says what an actor is called.
    """
    found: list[RecordChange] = []
    ordered = sorted(kept)
    covered = _covered(entries := tuple(entries), right)
    for entry in entries:
        a, b = _pair(entry, left, right)
        if a is not None and b is not None:
            says = tuple(_said(a, b, called))
            became = Became.CHANGED if says else Became.ALIKE
            found.append(RecordChange(became, entry.id, _told(a, called), _told(b, called), says))
        elif a is not None:
            found.append(_gone(entry, _told(a, called), a, ordered, covered, right))
        elif b is not None:
            found.append(RecordChange(Became.ADDED, entry.id, None, _told(b, called)))
    return tuple(sorted(found, key=_place))


def _place(change: RecordChange) -> tuple[bool, int, str]:
    held = change.left or change.right
    return change.left is None, held.start if held else 0, change.entry


def _pair(entry: Entry, left: str, right: str) -> tuple[Report | None, Report | None]:
    """Return the reports of an entry in two documents: of several those that are most alike."""
    mine, theirs = ([each for each in entry.reports if each.act.document == name] for name in (left, right))
    if not mine or not theirs:
        return next(iter(mine), None), next(iter(theirs), None)
    return max(product(mine, theirs), key=_likeness)


def _likeness(pair: tuple[Report, Report]) -> tuple[bool, bool, float]:
    a, b = (each.act for each in pair)
    shorter = min(len(a.text), len(b.text)) / (max(len(a.text), len(b.text)) or 1)
    return a.kind is b.kind, a.actors == b.actors, shorter


def _covered(entries: Iterable[Entry], document: str) -> list[tuple[int, int]]:
    """Return the passages of a document that stand in a statement, whoever makes it."""
    return sorted(
        (piece.start, piece.end)
        for entry in entries
        for report in entry.reports
        if report.act.document == document and report.act.cue
        for piece in report.act.quote
    )


def _told(report: Report, called: Callable[[str], str]) -> Told:
    act = report.act
    start, end = min(each.start for each in act.quote), max(each.end for each in act.quote)
    who = _who(report, called)
    return Told(act.document, start, end, who, words_of(report), act.kind.value)


def _who(report: Report, called: Callable[[str], str]) -> str:
    return "; ".join(map(called, report.act.actors)) or "undecided"


def _said(a: Report, b: Report, called: Callable[[str], str]) -> Iterator[str]:
    """Yield what the second report says otherwise than the first."""
    if a.strength is not None and b.strength is not None and abs(a.strength - b.strength) >= _STEP:
        how = "more firmly" if b.strength > a.strength else "more weakly"
        yield f"worded {how}: “{_line(a.wording)}” became “{_line(b.wording)}”"
    if a.act.actors != b.act.actors:
        was, now = _who(a, called), _who(b, called)
        if a.act.actors and not a.act.unnamed and (b.act.unnamed or not b.act.actors):
            yield f"lost its name: {was} became {now}"
        else:
            yield f"attributed otherwise: {was} became {now}"
    if bool(a.act.cue) != bool(b.act.cue):
        yield (
            "told as somebody’s words" if b.act.cue else "told as fact: the words that attribute it are gone"
        )
    if bool(a.act.condition) != bool(b.act.condition):
        words = _line(joined_quote((b if b.act.condition else a).act.condition, " … "))
        yield f"condition {'added' if b.act.condition else 'dropped'}: “{words}”"
    for name, was, now in (
        ("kind", a.act.kind.value, b.act.kind.value), ("status", a.act.status, b.act.status),
        ("stance", a.act.stance, b.act.stance),
    ):  # fmt: skip
        if was != now and was and now and "undecided" not in (was, now):
            yield f"{name}: {was.replace('_', ' ')} became {now.replace('_', ' ')}"
    if a.act.quantities and b.act.quantities and set(a.act.quantities) != set(b.act.quantities):
        was, now = (_line(joined_quote(each.act.quantity_text, ", ")) for each in (a, b))
        if was and now and was.casefold() != now.casefold():
            yield f"amount: “{was}” became “{now}”"


def _line(words: str) -> str:
    return " ".join(words.split())


def _gone(
    entry: Entry, told: Told, report: Report, kept: Sequence[tuple[Span, Span]],
    covered: Sequence[tuple[int, int]], right: str,
) -> RecordChange:  # fmt: skip
    """Say of a record that the other article has none of whether its words are there without it."""
    places = [each for piece in report.act.quote for each in _carried(piece.start, piece.end, kept)]
    length = sum(piece.end - piece.start for piece in report.act.quote)
    if not places or sum(end - start for start, end in places) < _KEPT * length:
        return RecordChange(Became.DROPPED, entry.id, told, None)
    start, end = min(start for start, _ in places), max(end for _, end in places)
    within = any(first < end and last > start for first, last in covered)
    became = Became.CHANGED if within or not report.act.cue else Became.UNATTRIBUTED
    says = ("its words stand there, and are not on record as this",) if became is Became.CHANGED else ()
    there = Told(right, start, end, "", "", "")
    return RecordChange(became, entry.id, told, there, says)


def _carried(start: int, end: int, kept: Sequence[tuple[Span, Span]]) -> Iterator[tuple[int, int]]:
    """Yield where the words between two places stand in the other article."""
    at = max(0, bisect_left([each.start for each, _ in kept], start) - 1)
    for here, there in kept[at:]:
        if here.start >= end:
            return
        first, last = max(start, here.start), min(end, here.end)
        if first < last:
            scale = there.start - here.start
            yield max(there.start, first + scale), min(there.end, last + scale)


def counted_changes(changes: Sequence[RecordChange]) -> dict[Became, int]:
    """Return how many records became what."""
    return {became: sum(each.became is became for each in changes) for became in Became}
