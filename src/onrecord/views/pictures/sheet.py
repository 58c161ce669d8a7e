"""Hold a picture as a list of things to draw, each with the entries that it stands for.

Everything is measured in points from the upper left corner; letters stand on their base line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from onrecord.views.pictures.letters import clean, shortened, wide, wrapped

Spot: TypeAlias = tuple[float, float]

INK, GREY, PALE, PAPER = "#000000", "#555555", "#d9d9d9", "#ffffff"
MARGIN = 16.0
TITLE, PLAIN, SMALL = 12.0, 9.0, 7.5
"""Sizes of letters."""


@dataclass(frozen=True, slots=True)
class Look:
    """Hold how an area or a line is drawn; ``fill`` of ``None`` leaves an area open."""

    fill: str | None = PAPER
    edge: str | None = INK
    width: float = 0.9
    dash: bool = False
    dots: bool = False
    hatch: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """Hold a closed shape by its corners; a round one by centre and radius."""

    corners: tuple[Spot, ...]
    look: Look
    radius: float = 0.0  # of a circle about the one corner; of the rounded corners of a box


@dataclass(frozen=True, slots=True)
class Line:
    """Hold an open line."""

    spots: tuple[Spot, ...]
    look: Look


@dataclass(frozen=True, slots=True)
class Words:
    """Hold one line of letters."""

    x: float
    y: float
    text: str
    size: float = PLAIN
    bold: bool = False
    slant: bool = False
    colour: str = INK
    at: str = "left"  # what of the words is at x: left, center, right


Thing: TypeAlias = Area | Line | Words


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold things drawn together, and what they stand for.

    ``ids`` are those of entries; ``count`` is the number that is written, ``of`` what it counts where that
    is something else than these entries.
    """

    things: tuple[Thing, ...]
    ids: tuple[str, ...] = ()
    told: str = ""
    count: int | None = None
    of: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """Hold a whole picture: its marks in the order in which they are drawn."""

    width: float
    height: float
    title: str
    told: str  # the picture in words, for whoever does not see it
    marks: tuple[Mark, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of all entries that it leads to, each once."""
        return tuple(dict.fromkeys(each for mark in self.marks for each in mark.ids))


@dataclass(slots=True)
class Sheet:
    """Gather the marks of a picture while it is laid out; ``y`` is where the next thing may begin."""

    width: float
    title: str
    y: float = MARGIN
    marks: list[Mark] = field(default_factory=list)
    _open: list[Thing] | None = None

    def __post_init__(self) -> None:
        self.title = clean(self.title)
        for line in wrapped(self.title, self.inner, TITLE, bold=True, most=3):
            self.y += TITLE + 3
            self.text(MARGIN, self.y, line, TITLE, bold=True)
        self.y += 8

    @property
    def inner(self) -> float:
        """Return the width between the margins."""
        return self.width - 2 * MARGIN

    @contextmanager
    def mark(
        self, ids: Iterable[str] = (), told: str = "", count: int | None = None, of: str = ""
    ) -> Iterator[None]:
        """Take everything drawn in the block as one mark that stands for these entries."""
        assert self._open is None, "marks do not nest"
        self._open = []
        try:
            yield
        finally:
            things, self._open = tuple(self._open), None
        self.marks.append(Mark(things, tuple(dict.fromkeys(ids)), clean(told), count, of))

    def _put(self, thing: Thing) -> None:
        if self._open is not None:
            self._open.append(thing)
        else:
            self.marks.append(Mark((thing,)))

    def box(self, x: float, y: float, w: float, h: float, look: Look, *, radius: float = 0.0) -> None:
        """Draw a box by its upper left corner."""
        corners = ((x, y), (x + w, y), (x + w, y + h), (x, y + h))
        self._put(Area(corners, look, radius))

    def shape(self, corners: Sequence[Spot], look: Look) -> None:
        """Draw a closed shape."""
        self._put(Area(tuple(corners), look))

    def circle(self, x: float, y: float, radius: float, look: Look) -> None:
        """Draw a circle about a spot."""
        self._put(Area(((x, y),), look, radius))

    def line(self, spots: Sequence[Spot], look: Look | None = None) -> None:
        """Draw a line."""
        self._put(Line(tuple(spots), look or Look()))

    def text(
        self, x: float, y: float, words: str, size: float = PLAIN, *, bold: bool = False, slant: bool = False,
        colour: str = INK, at: str = "left",
    ) -> None:  # fmt: skip
        """Write one line of letters."""
        self._put(Words(x, y, clean(words), size, bold, slant, colour, at))

    def lines(
        self, x: float, y: float, words: str, width: float, size: float = PLAIN, *, most: int = 99,
        bold: bool = False, slant: bool = False, colour: str = INK, at: str = "left",
    ) -> float:  # fmt: skip
        """Write words in lines of at most a width, the first one on the base line y; return the last one."""
        for number, line in enumerate(wrapped(words, width, size, bold=bold, most=most)):
            y += size * 1.25 if number else 0
            self.text(x, y, line, size, bold=bold, slant=slant, colour=colour, at=at)
        return y

    def note(self, words: str, *, slant: bool = False, colour: str = GREY) -> None:
        """Write small words over the whole width below what there is."""
        for line in wrapped(words, self.inner, SMALL):
            self.y += SMALL * 1.35
            self.text(MARGIN, self.y, line, SMALL, slant=slant, colour=colour)

    def legend(self, keys: Sequence[tuple[Callable[[float, float], None], str]]) -> None:
        """Draw what signs mean, side by side as far as there is room.

        Args:
            keys: what draws a sign about a spot, and what it means.
        """
        x, self.y = MARGIN, self.y + 18
        for draw, words in keys:
            words = shortened(words, self.inner - 24, SMALL)
            size = 24 + wide(words, SMALL)
            if x + size > self.width - MARGIN and x > MARGIN:
                x, self.y = MARGIN, self.y + 17
            draw(x + 8, self.y - 3)
            self.text(x + 20, self.y, words, SMALL)
            x += size + 14
        self.y += 4

    def done(self, caption: str, told: str) -> Picture:
        """Write what the picture is made of below it and return it whole.

        Args:
            caption: where the data is.
            told: the picture in words.
        """
        self.y += 6
        self.note(caption)
        return Picture(self.width, self.y + MARGIN, self.title, told, tuple(self.marks))


def empty(title: str, why: str, caption: str, width: float = 480.0) -> Picture:
    """Return a picture that says that there is nothing to draw, and why."""
    sheet = Sheet(width, title)
    sheet.y += PLAIN
    sheet.y = sheet.lines(MARGIN, sheet.y, why, sheet.inner, slant=True)
    return sheet.done(caption, why)
