"""See a page as lines, with the shape of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from onrecord.intake.vocabulary import words as word_list
from onrecord.model import Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*")
_END = re.compile(r"""[.!?…][\s"'”’»)\]]*$""")
_EDGES = " \t\u00a0\ufeff\u200b\u200e\u200f•·*-–—>»›→←↑↓«‹+|[]▶►▸#:"


LONG = 1_500
"""Characters of a line from which on it is running text; shapes are asked for in shorter lines only."""


@dataclass(frozen=True)
class Line:
    """Hold a line of the source text: where it stands, without its line break, and how it is shaped."""

    index: int
    start: int
    stop: int  # after the line break
    raw: str  # without the line break

    @cached_property
    def text(self) -> str:
        """The line without surrounding white space."""
        return self.raw.strip(" \t\u00a0\ufeff\u200b\u200e\u200f")

    @cached_property
    def bare(self) -> str:
        """The line without bullets, arrows and brackets around it, lower case, in plain characters."""
        return self.text.strip(_EDGES).replace("’", "'").replace("\u00a0", " ").lower()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the line."""
        return tuple(_WORD.findall(self.text))

    @property
    def blank(self) -> bool:
        """Tell whether there is nothing on the line."""
        return not self.text

    @property
    def is_long(self) -> bool:
        """Tell whether the line is too long to be anything but running text, whatever its shape."""
        return len(self.raw) > LONG

    @property
    def ends(self) -> bool:
        """Tell whether the line ends as a sentence does."""
        return bool(_END.search(self.text[-40:]))

    @property
    def is_sentence(self) -> bool:
        """Tell whether this is running text: it ends as a sentence or is too long for a heading."""
        return self.is_long or (self.ends and len(self.words) >= 5) or len(self.words) >= 25

    @property
    def span(self) -> Span:
        """Return where the visible part of the line stands in the source text."""
        lead = len(self.raw) - len(self.raw.lstrip(" \t\u00a0\ufeff\u200b\u200e\u200f"))
        return Span(self.start + lead, self.start + lead + len(self.text))

    @property
    def whole(self) -> Span:
        """Return where the line stands with its line break."""
        return Span(self.start, self.stop)

    @cached_property
    def is_titled(self) -> bool:
        """Tell whether every word that headings capitalise is capitalised."""
        return titled(self.words)


def lines_of(text: str) -> list[Line]:
    r"""Cut a text into its lines; together they are the text again.

    >>> [line.text for line in lines_of("One\r\n two")]
    ['One', 'two']
    """
    out: list[Line] = []
    for m in _LINE.finditer(text):
        if m.end() > m.start():
            out.append(Line(len(out), m.start(), m.end(), m.group().rstrip("\r\n")))
    return out


def titled(words: tuple[str, ...] | list[str]) -> bool:
    """Tell whether words are written as in a title: all but the small ones capitalised.

    >>> titled(["Truth", "and", "Consequences"]), titled(["Against", "the", "grain"])
    (True, False)
    """
    return bool(words) and all(not w[0].islower() or w in word_list("title_small_words.txt") for w in words)
