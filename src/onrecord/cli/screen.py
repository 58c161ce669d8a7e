"""Lay out what a person reads: the console, its width, and text that is safe to print on it."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable
from itertools import islice
from typing import IO, TYPE_CHECKING, NoReturn, TypeVar, cast

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_Row = TypeVar("_Row")

PIPED_WIDTH = 140
"""Columns of a table that is not shown on a terminal, unless COLUMNS says otherwise."""
NARROW = 120
"""Below this many columns a table stacks what it would otherwise put side by side."""
SLIM = 90
"""Below this many columns report and place stand under who it is about: the words need theirs."""

_TOGETHER = 100  # rows laid out at once
# Control characters could move the cursor or recolour it; direction overrides reorder what is read.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

_FILLING = re.compile(r" +\n")


def printable(text: str) -> str:
    r"""Show characters that would act on the terminal as the replacement character.

    >>> printable("a\x1b[31mb")
    'a\ufffd[31mb'
    """
    return _UNSAFE.sub("\ufffd", text)


def one_line(text: str | None) -> str:
    """Return text without line breaks, safe to print."""
    return printable(" ".join((text or "").split()))


def fitted(text: str, width: int, lines: int) -> str:
    r"""Wrap text to a width, shortened to so many lines.

    >>> fitted("the monitors would arrive before winter", 14, 2)
    'the monitors\nwould arrive…'
    """
    return "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder="…"))


def counted(number: int, what: str, several: str | None = None) -> str:
    """Say how many of something there are; ``several`` where the plural is not made with an s.

    >>> counted(1, "page"), counted(1200, "page"), counted(2, "entry", "entries")
    ('1 page', '1,200 pages', '2 entries')
    """
    return f"{number:,} {what if number == 1 else several or what + 's'}"


def records_counted(statements: int, commitments: int, events: int, claims: int) -> str:
    """Say how many records of each kind there are; kinds other than statements where there are any.

    >>> records_counted(2, 0, 1, 3)
    '2 statements, 1 event, 3 claims'
    """
    others = ((commitments, "commitment"), (events, "event"), (claims, "claim"))
    held = (counted(number, what) for number, what in others if number)
    return ", ".join([counted(statements, "statement"), *held])


def not_read(language: str) -> str:
    """Say why a page was kept and not read.

    >>> not_read("fr")
    "kept, but not read: it seems to be in 'fr', and only English is read"
    """
    if language == "en":
        return "kept, but not read: it has no text besides page furniture"
    seems = f"seems to be in {language!r}" if language != "und" else "is in a language that cannot be told"
    return f"kept, but not read: it {seems}, and only English is read"


def width() -> int:
    """Return the columns there are."""
    fallback = shutil.get_terminal_size((PIPED_WIDTH, 24)).columns
    return max(60, fallback if sys.stdout.isatty() or "COLUMNS" in os.environ else PIPED_WIDTH)


def coloured() -> bool:
    """Tell whether stdout shows colour: a terminal, and NO_COLOR not set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class _Trimmed(io.TextIOBase):
    """Pass lines on to stdout without the spaces that fill a table's last column."""

    def write(self, text: str) -> int:
        """Write text that ends where a line ends, as rich does."""
        return sys.stdout.write(_FILLING.sub("\n", text))

    def flush(self) -> None:
        """Pass on what is written."""
        sys.stdout.flush()


def console() -> Console:
    """Return the console for results."""
    from rich.console import Console

    class Piped(Console):
        def on_broken_pipe(self) -> NoReturn:
            raise BrokenPipeError  # rich would end the process here with code 1

    return Piped(
        file=None if sys.stdout.isatty() else cast("IO[str]", _Trimmed()),
        width=width(),
        highlight=False,
        markup=False,
        emoji=False,
        no_color=not coloured(),
    )


def empty_table(header: bool, *, leading: int = 0) -> Table:
    """Return the table that lists have: a line under the header, no frame."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, show_header=header, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    table.leading = leading
    return table


def print_rows(rows: Iterable[_Row], layout: Callable[[list[_Row], int, bool], Table]) -> int:
    """Print rows as one table, some at a time so that no list is too long; return how many.

    ``layout`` makes the table of some rows, given the columns there are and whether to begin with the header.
    """
    screen, columns, left, count = console(), width(), iter(rows), 0
    while group := list(islice(left, _TOGETHER)):
        screen.print(layout(group, columns, not count))
        count += len(group)
    return count
