"""Read numbers in words, figures and scales: "5bn", "two to three dozen", "one and a half million".

A text is cut into tokens once; every number is read by looking ahead over a few of them, so that the time is
linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

_TOKEN = re.compile(
    r"(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)"
    r"|[1-9]\d{0,2}(?:[\u00a0\u202f ]\d{3})+(?!\d|[.,]\d)"
    r"|\d+(?:\.\d+)?)"
    r"|(?P<sign>(?:US|CA?|AU?|NZ|HK)?\$|[£€¥₽₴₹₪₺₩])"
    r"|(?P<code>(?!(?:EUR|USD|GBP|CHF)\d)[^\W\d_]+-?\d+\w*)"
    r"|(?P<word>(?:U\.S\.|[^\W\d_]+(?:['’][^\W\d_]+)?(?:-[^\W\d_]+)*))"
    r"|(?P<mark>[^\w\s])"
)
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {w: float(n) for n, w in enumerate(_ONES.split())} | {
    w: 20.0 + 10 * n for n, w in enumerate(_TENS.split())
}
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
    "mln": 1e6,
    "bln": 1e9,
}
_GLUED = {"k": 1e3, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12}
_MANY = frozenset(["dozens", "scores", "hundreds", "thousands", "millions", "billions", "trillions", "tens"])
_PARTS = {
    "half": 2.0,
    "halves": 2.0,
    "third": 3.0,
    "thirds": 3.0,
    "quarter": 4.0,
    "quarters": 4.0,
    "fifth": 5.0,
    "fifths": 5.0,
    "tenth": 10.0,
    "tenths": 10.0,
}
_SPLIT = frozenset((*_SMALL, *_SCALES, "half", "quarter", "several"))
_DIGITS = 24  # characters of a figure, separators included
_HYPHENS = frozenset("-–—‑")


@dataclass(frozen=True, slots=True)
class Token:
    """Hold a word, a figure or a mark of a text and its place."""

    kind: str  # figure, sign, code ("S-400"), word, mark
    text: str
    low: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number:
    """Hold what a run of tokens counts; both bounds ``None`` where it says no number ("dozens")."""

    least: float | None
    most: float | None
    end: int  # index of the token after it
    base: float = 0.0  # the number before its scale: 3 of "3 billion"
    scale: float = 1.0
    fraction: bool = False  # "two thirds": of a whole, as its hundredths
    approximate: bool = False  # "a couple"
    plain: bool = False  # figures alone, without separators or scale: may be a year or a label
    metres: bool = False  # "500m": metres or millions, as what stands around it tells


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Cut a stretch of a text into tokens; a number word parts from what a hyphen ties to it.

    >>> [t.text for t in tokens("a three-day air-defence drill, $5bn", 0, 35)]
    ['a', 'three', '-', 'day', 'air-defence', 'drill', ',', '$', '5', 'bn']
    """
    out: list[Token] = []
    for m in _TOKEN.finditer(text, start, end):
        kind, word = m.lastgroup or "mark", m.group()
        if kind == "word" and "-" in word and word.split("-", 1)[0].lower() in _SPLIT:
            at = m.start()
            for piece in re.split("(-)", word):
                out.append(
                    Token("mark" if piece == "-" else "word", piece, piece.lower(), at, at + len(piece))
                )
                at += len(piece)
        else:
            out.append(Token(kind, word, word.lower(), m.start(), m.end()))
    return out


def low(run: Sequence[Token], i: int) -> str:
    """Return a token's text in lower case; empty beyond either end."""
    return run[i].low if 0 <= i < len(run) else ""


def glued(run: Sequence[Token], i: int) -> bool:
    """Tell whether a token stands directly after the one before it."""
    return 0 < i < len(run) and run[i].start == run[i - 1].end


def hyphen(run: Sequence[Token], i: int) -> bool:
    """Tell whether a token is a hyphen or dash that ties two words."""
    return 0 <= i < len(run) and run[i].text in _HYPHENS and glued(run, i)


def number(run: Sequence[Token], i: int) -> Number | None:
    """Read the number, or the words in its place, that begins at a token; ``None`` where none does.

    >>> n = number(tokens("two to three dozen", 0, 18), 0)
    >>> n.least, n.most
    (24.0, 36.0)
    """
    first = _one(run, i)
    if first is None or first.least is None:
        return first
    return _range(run, i, first) or first


def _range(run: Sequence[Token], i: int, first: Number) -> Number | None:
    """Read the upper end of a range, which may carry the scale of both: "2-3 billion"."""
    j = first.end
    while low(run, j) in ("%", "percent"):
        j += 1
    between = low(run, i - 1) == "between" or (
        i > 1 and run[i - 1].kind == "sign" and low(run, i - 2) == "between"
    )
    tie = low(run, j)
    if not (tie in ("to", "or") or hyphen(run, j) or (tie == "and" and between)):
        return None
    j += 1
    if j < len(run) and run[j].kind == "sign":
        j += 1
    second = _one(run, j)
    if second is None or second.least is None or first.least is None or second.fraction != first.fraction:
        return None
    least = first.least
    if first.scale == 1.0 and second.scale > 1.0 and least <= second.base:
        least *= second.scale
    if least >= second.least:
        return Number(second.least, least, second.end, plain=True) if hyphen(run, first.end) else None
    return replace(second, least=least, most=second.least)


def _one(run: Sequence[Token], i: int) -> Number | None:
    if i >= len(run):
        return None
    token = run[i]
    if token.kind == "figure":
        return _figure(run, i)
    if token.kind != "word":
        return None
    return _many(run, i) or _fraction(run, i) or _words(run, i)


def _figure(run: Sequence[Token], i: int) -> Number | None:
    text = run[i].text
    if len(text) > _DIGITS:
        return None
    value = float(re.sub(r"[^\d.]", "", text))
    after = low(run, i + 1)
    if glued(run, i + 1) and run[i + 1].kind == "word":
        if after in _GLUED:
            return _scaled(run, value, _GLUED[after], i + 2)
        if after == "m":
            return Number(value, value, i + 2, value, metres=True)
        if after in ("st", "nd", "rd", "th", "s", "am", "pm"):
            return None
    if low(run, i + 1) == "and" and low(run, i + 2) == "a" and low(run, i + 3) == "half":
        return _scaled(run, value + 0.5, 1.0, i + 4)
    read = _scaled(run, value, 1.0, i + 1)
    return replace(read, plain=read.scale == 1.0 and text.isdigit())


def _scaled(run: Sequence[Token], value: float, scale: float, j: int) -> Number:
    """Multiply a number by the scale words after it: "5 hundred thousand", "10-billion"."""
    while True:
        k = j + 1 if hyphen(run, j) and low(run, j + 1) in _SCALES else j
        if low(run, k) not in _SCALES:
            break
        scale *= _SCALES[low(run, k)]
        j = k + 1
    return Number(value * scale, value * scale, j, value, scale)


def _many(run: Sequence[Token], i: int) -> Number | None:
    """Read words that count without a number: "dozens", "tens of thousands", "a few hundred", "a handful"."""
    word, j = run[i].low, i + 1
    if word in _MANY:
        while low(run, j) == "of" and low(run, j + 1) in _MANY:
            j += 2
        return Number(None, None, j) if word != "tens" or j > i + 1 else None
    few = word == "several" or (word == "a" and low(run, j) in ("few", "handful", "good"))
    if word == "a" and low(run, j) in ("couple", "pair"):
        return Number(2.0, 2.0, j + 1, 2.0, approximate=low(run, j) == "couple")
    if not few:
        return None
    j += word == "a"
    while low(run, j) in _SCALES or low(run, j) == "dozen":
        j += 1
    return Number(None, None, j)


def _fraction(run: Sequence[Token], i: int) -> Number | None:
    """Read a part of a whole: "half", "two thirds", "a quarter"; and "half a million"."""
    word, j = run[i].low, i + 1
    if word == "half" and low(run, j) in ("a", "an") and low(run, j + 1) in _SCALES:
        return _scaled(run, 0.5, 1.0, j + 1)
    if word == "half":
        return Number(50.0, 50.0, j, fraction=True)
    count = _SMALL.get(word, 1.0 if word in ("a", "an") else 0.0)
    j += hyphen(run, j)
    name = low(run, j)
    if not count or name not in _PARTS or (count > 1) != name.endswith("s") or name == "half":
        return None
    if (
        name == "quarter"
        and low(run, j + 1) == "of"
        and low(run, j + 2) == "a"
        and low(run, j + 3) in _SCALES
    ):
        return _scaled(run, 0.25, 1.0, j + 3)
    value = 100.0 * count / _PARTS[name]
    return Number(value, value, j + 1, fraction=True)


def _words(run: Sequence[Token], i: int) -> Number | None:
    """Read a number in words: "a hundred and five", "twenty-two thousand", "one and a half million"."""
    total = current = scale = 0.0
    j, word = i, run[i].low
    if word in ("a", "an"):
        if low(run, i + 1) not in _SCALES:
            return None
        current, j = 1.0, i + 1
    while j < len(run):
        word = run[j].low
        if word in _SMALL and not _adds(current, _SMALL[word]):
            break
        if word in _SMALL:
            current += _SMALL[word]
        elif word in ("hundred", "dozen") and current:
            current *= _SCALES[word]
            scale = max(scale, _SCALES[word])
        elif word in _SCALES and current:
            total, current = total + current * _SCALES[word], 0.0
            scale = _SCALES[word]
        elif not (current or total) or not _goes_on(run, j, scale):
            break
        j += 1
    value = total + current
    if j == i or not (value or word == "zero"):
        return None
    if low(run, j) == "and" and low(run, j + 1) in ("a", "one") and low(run, j + 2) == "half" and value < 100:
        return _scaled(run, value + 0.5, 1.0, j + 3)
    return Number(value, value, j, value / max(scale, 1.0), max(scale, 1.0))


def _adds(current: float, small: float) -> bool:
    """Tell whether a small number word carries on the number read so far: "hundred five", "twenty two"."""
    rest = current % 100
    return rest == 0 or (rest >= 20 and rest % 10 == 0 and 0 < small < 10)


def _goes_on(run: Sequence[Token], j: int, scale: float) -> bool:
    """Tell whether a number in words goes on after an "and" or a hyphen."""
    if run[j].low == "and":
        return scale in (1e2, 1e3, 1e6) and low(run, j + 1) in _SMALL and low(run, j + 1) != "zero"
    return hyphen(run, j) and (low(run, j + 1) in _SMALL or low(run, j + 1) in _SCALES)
