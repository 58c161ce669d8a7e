"""Cut a text where marks begin and end, so that stretches that cross each other can all be shown."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a stretch of an article does."""

    AT = "at"  # what the reader came for
    CONTENT = "content"  # of a statement
    RECORD = "record"  # the passage of a commitment, event or claim
    CUE = "cue"
    SPEAKER = "speaker"
    TRIGGER = "trigger"  # the word that carries a commitment or names an event
    CREDIT = "credit"  # names where the article has something from
    PLACEHOLDER = "placeholder"  # stands where a source should be named


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Say what a stretch does, and in which record: its id, or "" where it is of none."""

    role: Role
    record: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Hold where a mark begins and ends in the clean text."""

    start: int
    end: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Segment:
    """Hold words whose marks are the same throughout."""

    start: int
    text: str
    marks: tuple[Mark, ...] = ()  # the longest stretch first
    opening: tuple[Mark, ...] = ()  # those that begin here

    @property
    def roles(self) -> tuple[str, ...]:
        """Return what the words do, each role once."""
        return tuple(dict.fromkeys(mark.role.value for mark in self.marks))

    @property
    def records(self) -> tuple[str, ...]:
        """Return the ids of the records that the words belong to, each once."""
        return tuple(dict.fromkeys(mark.record for mark in self.marks if mark.record))

    def of(self, role: str) -> str | None:
        """Return the record in which the words have a role, of several that with the fewest words."""
        return next((mark.record for mark in reversed(self.marks) if mark.role == role), None)


def segments(text: str, start: int, end: int, stretches: Iterable[Stretch]) -> Iterator[Segment]:
    """Cut the text between two places where stretches begin and end; their words together are the text.

    >>> marks = [Stretch(0, 4, Mark(Role.CUE)), Stretch(2, 6, Mark(Role.CONTENT, "a"))]
    >>> [(each.text, each.roles) for each in segments("abcdefg", 0, 7, marks)]
    [('ab', ('cue',)), ('cd', ('cue', 'content')), ('ef', ('content',)), ('g', ())]
    """
    here = sorted(
        (each for each in stretches if each.start < end and each.end > start and each.start < each.end),
        key=lambda each: (each.start, -each.end, each.mark),
    )
    edges = sorted({start, end, *(at for each in here for at in (each.start, each.end) if start < at < end)})
    held: list[Stretch] = []
    coming = iter(here)
    following = next(coming, None)
    for left, right in itertools.pairwise(edges):
        held = [each for each in held if each.end > left]
        opening: list[Mark] = []
        while following is not None and following.start <= left:
            held.append(following)
            if following.start >= start:
                opening.append(following.mark)
            following = next(coming, None)
        held.sort(key=lambda each: (each.start - each.end, each.start, each.mark))
        yield Segment(left, text[left:right], _marks(held), tuple(dict.fromkeys(opening)))


def _marks(held: Sequence[Stretch]) -> tuple[Mark, ...]:
    return tuple(dict.fromkeys(each.mark for each in held))
