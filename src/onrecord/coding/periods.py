"""Tell the time of an undated article from the offices that its people hold in it."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors.base import Base
from onrecord.actors.context import Introduction
from onrecord.actors.periods import earliest, latest
from onrecord.actors.resolve_words import nouns, read

_FIRST, _LAST = "0000-01-01", "9999-12-31"


def period_of(people: Sequence[Introduction], base: Base) -> str | None:
    """Return the time (EDTF interval) in which all who are introduced by an office of the base held it.

    ``None`` where nobody is, and where two contradict each other: an article may look back.
    """
    begin, end = _FIRST, _LAST
    for one in people:
        since, until = _term(one, base)
        begin, end = max(begin, since), min(end, until)
    if begin > end or (begin, end) == (_FIRST, _LAST):
        return None
    return f"{_edge(begin, _FIRST)}/{_edge(end, _LAST)}"


def _edge(day: str, open_end: str) -> str:
    """Return an end of an interval; a month's end that no calendar has is told by the month."""
    return ".." if day == open_end else day[:7] if day.endswith("-31") else day


def _term(one: Introduction, base: Base) -> tuple[str, str]:
    """Return from when to when somebody held the office that the words name."""
    known = base.person(one.person) if one.words else ()
    if len(known) != 1:
        return _FIRST, _LAST
    phrase = read(base, one.words)
    if any(w.plain in nouns("former") for w in phrase.words):
        return _FIRST, _LAST
    front = range(phrase.first, phrase.last)
    named = {i for n in phrase.names for i in range(n.first, n.last)}
    words = " ".join(phrase.words[i].text for i in front if i not in named)
    held = [h for h in known[0].held if (office := base.office(words, h.of)) and office.id == h.office]
    if not held:
        return _FIRST, _LAST
    return min(earliest(h.since) for h in held), max(latest(h.until) for h in held)
