"""Read amounts as keepers of tables write them, and compare amounts of the same kind of thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import cache

from onrecord.model.tracker import Amount
from onrecord.register.sameness import stem
from onrecord.tracker.words import listed, plain

ReadAmounts = Callable[[str], tuple[Amount, ...]]
"""Find amounts in words: unit, least and most; given from outside."""

_BARE = re.compile(
    r"(?:(?:ca|c|approx|about|~)\.? ?)?(\d{1,3}(?:[,.’' \u00a0\u202f]\d{3})+|\d+(?:[.,]\d+)?)$"
)
_SCALES = {"k": "thousand", "tsd": "thousand", "'000": "thousand", "000": "thousand", "m": "million",
           "mn": "million", "mln": "million", "mio": "million", "mil": "million", "million": "million",
           "thousand": "thousand", "bn": "billion", "bln": "billion", "billion": "billion"}  # fmt: skip
_MONEY = r"[€$£¥]|EUR|USD|GBP|CHF|JPY|CAD|AUD|SEK|NOK|DKK|PLN|CZK|UAH"
_SCALE = r"k|tsd|mn|mln|mio|mil|m|bn|bln|million|billion|thousand|'000"
_BEHIND = re.compile(rf"(\d[\d.,]*)\s*({_SCALE})?\.?\s*({_MONEY})(?![A-Za-z])", re.I)
_SHORT_SCALE = re.compile(r"(\d[\d.,]*)\s?(mn|mln|mio|mil|bln|tsd|k)\b\.?", re.I)
_MILLIONS = re.compile(r"(\d)\s?m\s+(?=[^\W\d_]{3})")  # of a cell for amounts alone: "20 m" may be metres
_IN_HEADER = re.compile(rf"(?<![A-Za-z])(?:({_MONEY})|({_SCALE}))(?![A-Za-z])", re.I)


class Agreement(Enum):
    """Say whether two values of a field agree; ``OPEN`` where one of them is missing."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


def amounts_in(cell: str, header: str, read: ReadAmounts) -> tuple[Amount, ...]:
    """Return the amounts of a cell; a bare number is counted in what the words over the column say.

    >>> amounts_in("1 200", "How many", lambda words: ())
    (('', 1200.0, 1200.0),)
    """
    text = cell.strip()
    if not text:
        return ()
    bare = _BARE.match(text)
    if bare:
        value = _value(bare[1])
        money, scale = _unit_of(header)
        times = {"thousand": 1e3, "million": 1e6, "billion": 1e9}.get(scale, 1.0)
        if money:
            found = read(f"{money}{value * times:.2f}")
            return tuple((unit, value * times, value * times) for unit, _, _ in found[:1])
        return (("", value * times, value * times),)
    return read(usual(_MILLIONS.sub(r"\1 million ", text)))


def usual(words: str) -> str:
    """Write an amount as articles do.

    >>> usual("5 mn EUR"), usual("300k")
    ('EUR5 million', '300 thousand')
    """
    text = _BEHIND.sub(
        lambda m: f"{m[3].upper()}{m[1]} {_SCALES.get((m[2] or '').lower(), '')}".strip(), words
    )
    return _SHORT_SCALE.sub(lambda m: f"{m[1]} {_SCALES[m[2].lower()]}", text)


def _unit_of(header: str) -> tuple[str, str]:
    money = scale = ""
    for found in _IN_HEADER.finditer(header):
        money = money or (found[1] or "").upper()
        scale = scale or _SCALES.get((found[2] or "").lower(), "")
    return money, scale


def _value(digits: str) -> float:
    grouped = re.sub(r"[,.’' \u00a0\u202f](?=\d{3}(?:\D|$))", "", digits)
    return float(grouped.replace(",", "."))


@cache
def _families() -> dict[str, str]:
    return {word: family for family, words in listed("units").items() for word in words}


def family(unit: str) -> str | None:
    """Return what kind of thing a unit counts; ``None`` where it tells no size, "" where none is named.

    >>> family("peacekeepers"), family("EUR"), family("days"), family("tents")
    ('troops', 'EUR', None, 'tent')
    """
    if len(unit) == 3 and unit.isupper():
        return unit
    word = plain(unit)
    if word in ("", "things", "people"):
        return ""
    known = _families().get(word, _families().get(word.rpartition(" ")[2]))
    return None if known == "none" else known or stem(word.rpartition(" ")[2])


def compared(mine: Iterable[Amount], theirs: Iterable[Amount]) -> tuple[Agreement, str]:
    """Return whether two lists of amounts agree, and the pair that shows it in words.

    >>> compared([("troops", 1200, 1200)], [("peacekeepers", None, 1200)])[0].value
    'yes'
    >>> compared([("troops", 1200, 1200)], [("soldiers", 900, 900)])
    (<Agreement.NO: 'no'>, '1,200 troops against 900 soldiers')
    """
    apart = ""
    for a, b in _pairs(list(mine), list(theirs)):
        agreement = _bounds(a, b)
        told = f"{in_words(a)} against {in_words(b)}"
        if agreement is Agreement.YES:
            return Agreement.YES, told
        if agreement is Agreement.NO and a[0] and b[0]:
            apart = apart or told
    return (Agreement.NO, apart) if apart else (Agreement.OPEN, "")


def _pairs(mine: list[Amount], theirs: list[Amount]) -> Iterator[tuple[Amount, Amount]]:
    for a in mine:
        for b in theirs:
            left, right = family(a[0]), family(b[0])
            if left is None or right is None:
                continue
            if left == right or "" in (left, right):
                yield a, b


def _bounds(a: Amount, b: Amount) -> Agreement:
    """Compare two values with bounds; "up to 1,200" agrees with 1,200, and leaves 400 open."""
    (_, low, high), (_, least, most) = a, b
    if (low is None and high is None) or (least is None and most is None):
        return Agreement.OPEN
    if _same(high, most) and (high is not None) and (_same(low, least) or low is None or least is None):
        return Agreement.YES
    if _same(low, least) and low is not None and (high is None or most is None):
        return Agreement.YES
    if (high is not None and least is not None and least > high * 1.01) or (
        most is not None and low is not None and low > most * 1.01
    ):
        return Agreement.NO
    both = None not in (low, high, least, most)
    return Agreement.YES if both else Agreement.OPEN


def _same(a: float | None, b: float | None) -> bool:
    return a is not None and b is not None and abs(a - b) <= 0.01 * max(abs(a), abs(b))


def in_words(amount: Amount) -> str:
    """Write an amount for a person.

    >>> in_words(("troops", None, 1200.0)), in_words(("EUR", 5e6, 5e6))
    ('up to 1,200 troops', '5,000,000 EUR')
    """
    unit, least, most = amount
    if least is not None and most is not None:
        value = f"{least:,.10g}" if least == most else f"{least:,.10g} to {most:,.10g}"
    elif least is not None:
        value = f"at least {least:,.10g}"
    elif most is not None:
        value = f"up to {most:,.10g}"
    else:
        value = "some"
    return value if unit in ("", "things", "people") else f"{value} {unit}"
