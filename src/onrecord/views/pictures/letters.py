"""Measure letters, and fit words into lines."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_MORE = "…"
_SAID = 2_000  # characters of one text at most: pictures show beginnings, entries have the whole


def clean(text: str) -> str:
    r"""Return text on one line; what would act on its surroundings (controls, bidi marks) as U+FFFD.

    >>> clean("a\u202eb\n c")
    'a\ufffdb c'
    """
    line = " ".join(text.translate(_UNSEEN).split())
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in line)


@lru_cache(maxsize=32)
def font(size: float, bold: bool = False, slant: bool = False) -> FontProperties:
    """Return the letters that come along with matplotlib; where these lack, others as wide are asked for."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(
        family="sans-serif",
        weight="bold" if bold else "normal",
        style="oblique" if slant else "normal",
        size=size,
        fname=_file(bold, slant),
    )


def _file(bold: bool = False, slant: bool = False) -> str:
    import matplotlib

    kind = f"{'Bold' if bold else ''}{'Oblique' if slant else ''}"
    name = f"DejaVuSans{'-' if kind else ''}{kind}.ttf"
    return str(Path(matplotlib.get_data_path(), "fonts", "ttf", name))


@lru_cache(maxsize=4_096)
def _advance(letter: str, bold: bool) -> float:
    """Return how wide a letter is, in parts of its size; of one that the font lacks, a whole."""
    from matplotlib.font_manager import get_font
    from matplotlib.ft2font import LoadFlags

    face = get_font(_file(bold))
    if not face.get_char_index(ord(letter)):
        return 1.0
    glyph = face.load_char(ord(letter), flags=LoadFlags.NO_SCALE)
    return float(glyph.horiAdvance / face.units_per_EM)


def wide(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line is in points, pairs drawn closer left out of account."""
    return size * sum(_advance(letter, bold) for letter in text)


def wrapped(text: str, width: float, size: float, *, bold: bool = False, most: int = 99) -> list[str]:
    """Cut text into at most so many lines of a width; a word that is longer than a line is broken."""
    lines: list[str] = []
    left = clean(text[:_SAID]).split()
    while left:
        word = left.pop(0)
        longer = f"{lines[-1]} {word}" if lines else word
        if wide(longer, size, bold=bold) <= width:
            lines[-1:] = [longer]
        elif len(lines) == most:
            lines[-1] = shortened(longer + _MORE, width, size, bold=bold)
            break
        elif wide(word, size, bold=bold) <= width:
            lines.append(word)
        else:
            begun = _fitting(word, width, size, bold)
            lines.append(word[:begun])
            left.insert(0, word[begun:])
    return lines


def shortened(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Return the beginning of a text that fits a width, with a mark where something is left out."""
    text = clean(text[:_SAID])
    if wide(text, size, bold=bold) <= width:
        return text
    return text[: _fitting(text, width - wide(_MORE, size, bold=bold), size, bold)].rstrip() + _MORE


def _fitting(word: str, width: float, size: float, bold: bool) -> int:
    """Return how many letters of a word fit, at least one."""
    length = 0.0
    for number, letter in enumerate(word):
        length += size * _advance(letter, bold)
        if length > width:
            return max(1, number)
    return len(word)
