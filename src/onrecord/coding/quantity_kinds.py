"""Tell what a number counts: money, a share, people, things, a length of time, or nothing at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.coding.numerals import Number, Token, glued, hyphen, low, number
from onrecord.coding.quantity_nouns import Noun, counted, of_whole
from onrecord.coding.quantity_words import words
from onrecord.model import QuantityKind

_PER = frozenset(("a", "an", "per", "each", "every"))
_AHEAD = frozenset(("first", "next", "coming", "following", "initial", "another", "further"))
_PAST = frozenset(("past", "last", "previous", "preceding"))
_CLOCK = frozenset(("am", "pm", "a.m", "p.m", "gmt", "utc", "o'clock", "o’clock"))
_LARGEST = 1e18  # beyond it no news counts anything
_YEARS = (1700, 2100)  # figures that may be a year


@dataclass(frozen=True, slots=True)
class Found:
    """Hold an amount by its tokens, half open, before its bounds are read."""

    kind: QuantityKind
    unit: str | None
    first: int
    end: int
    times: float = 1.0


def find(run: Sequence[Token], i: int, read: Number) -> Found | None:
    """Tell what a number counts; ``None`` where it is no amount."""
    if read.least is not None and read.most is not None and (read.least > read.most or read.most > _LARGEST):
        return None
    if _is_label(run, i, read) or _is_clock_or_age(run, i, read.end):
        return None
    for rule in (_money, _share, _tied, _lasting, _measured, _people_or_things, _alone):
        found = rule(run, i, read)
        if found is not None:
            return found
    return None


def _is_label(run: Sequence[Token], i: int, read: Number) -> bool:
    """Tell whether a figure numbers something: "Article 5", "Minsk 2", "#12"."""
    if run[i].kind != "figure" or i == 0:
        return False
    before = run[i - 1]
    if before.text in ("#", "№", "+"):
        return True
    one_digit = read.plain and len(run[i].text) == 1 and i > 1
    titled = before.kind == "word" and before.text[0].isupper()
    return (
        read.plain
        and titled
        and (before.low in words().labels or (one_digit and before.low not in words().stops))
    )


def _is_clock_or_age(run: Sequence[Token], i: int, j: int) -> bool:
    if low(run, j) in _CLOCK or (
        low(run, j) in ("a", "p") and low(run, j + 1) == "." and low(run, j + 2) == "m"
    ):
        return True
    if low(run, j) == ":" and glued(run, j) and glued(run, j + 1):
        return True
    if low(run, i - 1) == ":" and glued(run, i):
        return True
    if low(run, i - 1) in ("aged", "age") or (low(run, i - 1) == "of" and low(run, i - 2) == "age"):
        return True
    k = j + hyphen(run, j)
    aged = low(run, k + 1) == "old" or (low(run, k + 1) == "of" and low(run, k + 2) == "age")
    return low(run, k).startswith("year") and (
        aged
        or low(run, k) in ("year-old", "year-olds")
        or (hyphen(run, k + 1) and low(run, k + 2) in ("old", "olds"))
    )


def _money(run: Sequence[Token], i: int, read: Number) -> Found | None:
    """Read a currency before or after the number, what it is in another, and per which time."""
    w, first, j, unit = words(), i, read.end, None
    if i and run[i - 1].kind == "sign":
        unit, first = w.signs[run[i - 1].low], i - 1
        j += hyphen(run, j) and low(run, j + 1) in w.money and 2
        j += low(run, j) in w.money
    elif i and run[i - 1].text in w.codes:
        unit, first = run[i - 1].text, i - 1
    else:
        k = j + (hyphen(run, j) or low(run, j) == "of")
        if low(run, k) in w.money_adjectives and low(run, k + 1) in w.money:
            unit, j = w.money_adjectives[low(run, k)], k + 2
        elif low(run, k) in w.money and not (low(run, k) in ("won", "francs") and k > j):
            unit, j = w.money[low(run, k)], k + 1
        elif k < len(run) and run[k].text in w.codes:
            unit, j = run[k].text, k + 1
    if unit is None:
        return None
    times = 1e6 if read.metres else 1.0
    return Found(QuantityKind.MONEY, unit, first, _per(run, _converted(run, j)), times)


def _converted(run: Sequence[Token], j: int) -> int:
    """Go past the same amount in another currency: "(£3.8bn)"."""
    if low(run, j) != "(":
        return j
    k = j + 1
    while (
        k < len(run)
        and k < j + 4
        and (run[k].kind == "sign" or run[k].text in words().codes or run[k].low in ("about", "around"))
    ):
        k += 1
    inner = number(run, k)
    named = k > j + 1 and inner is not None and low(run, inner.end) == ")"
    return inner.end + 1 if named and inner is not None else j


def _per(run: Sequence[Token], j: int) -> int:
    """Go past the time that an amount is for: "a year", "per month"."""
    return j + 2 if low(run, j) in _PER and low(run, j + 1) in words().time else j


def _share(run: Sequence[Token], i: int, read: Number) -> Found | None:
    j = read.end
    k = j + hyphen(run, j)
    after = low(run, k)
    cents = after == "per" and low(run, k + 1) == "cent"
    if after in ("%", "percent", "pct", "percentage") or cents:
        k += 2 if cents or (after == "percentage" and low(run, k + 1).startswith("point")) else 1
        return Found(QuantityKind.SHARE, "%", i, of_whole(run, k))
    if not read.fraction:
        return None
    if (
        low(run, j) == "of"
        and low(run, j + 1) in ("a", "one")
        and low(run, j + 2) in ("percentage", "percent", "per")
    ):
        end = j + 3 + (low(run, j + 3) in ("point", "cent"))
        return Found(QuantityKind.SHARE, "%", i, end, 0.01)
    if low(run, i - 1) in words().one_of_two:
        return None
    if low(run, j) == "of":
        return Found(QuantityKind.SHARE, "%", i, of_whole(run, j))
    if low(run, i) == "half":
        lasting = low(run, j) in _PER and low(run, j + 1) in words().time
        if lasting:
            return Found(QuantityKind.DURATION, _time(run, j + 1)[0], i, j + 2, 0.01 * _time(run, j + 1)[1])
        whole = low(run, j) in ("the", "its", "their", "his", "her", "our", "all")
        return Found(QuantityKind.SHARE, "%", i, of_whole(run, j)) if whole else None
    if low(run, i) in ("a", "an") and (not j < len(run) or run[j].kind == "word"):
        return None  # "a third country"
    return Found(QuantityKind.SHARE, "%", i, j + (low(run, j) == "majority"))


def _time(run: Sequence[Token], k: int) -> tuple[str, float]:
    """Return the unit of time that a word names, and how many of it."""
    unit, _, times = words().time[low(run, k)].partition("*")
    return unit, float(times or 1)


def _tied(run: Sequence[Token], i: int, read: Number) -> Found | None:
    """Read what a hyphen ties to a number: "three-day", "2,000-strong", "15-member", "30km-deep"."""
    j = read.end
    if glued(run, j) and (low(run, j).split("-")[0] in words().measures):
        unit = words().measures[low(run, j).split("-")[0]]
        k = j + 1
        k += 2 if hyphen(run, k) and glued(run, k + 1) else 0
        return Found(QuantityKind.THINGS, unit, i, k)
    if not hyphen(run, j) or not glued(run, j + 1):
        return None
    tied = low(run, j + 1).split("-")[0]
    if tied == "strong":
        return Found(QuantityKind.PEOPLE, "strong", i, j + 2)
    if tied in ("member", "man", "woman", "person") or (tied in words().person and tied != "other"):
        return Found(QuantityKind.PEOPLE, _plural(tied), i, j + 2)
    if tied in words().time:
        unit, times = _time(run, j + 1) if low(run, j + 1) in words().time else (_plural(tied), 1.0)
        return Found(QuantityKind.DURATION, unit, i, j + 2, times)
    if tied in words().measures:
        return Found(QuantityKind.THINGS, words().measures[tied], i, j + 2)
    return None


def _plural(word: str) -> str:
    return {"man": "men", "woman": "women", "person": "people"}.get(word, f"{word}s")


def _lasting(run: Sequence[Token], i: int, read: Number) -> Found | None:
    """Read how long something lasts; "two years ago", "the past two years" say when."""
    j = read.end + (low(run, read.end) in ("more", "full", "whole", "of", "long", "additional", "further"))
    if low(run, j) not in words().time:
        return None
    unit, times = _time(run, j)
    before = low(run, i - 1)
    if (
        low(run, j + 1) in words().no_length
        or before in _PAST
        or (low(run, i - 2) in _PAST and before in ("few", "some"))
    ):
        return None
    if low(run, i) == "one" and before not in words().lasting:
        return None
    if before in _AHEAD:
        i -= 2 if low(run, i - 2) in ("the", "his", "her", "its", "their") else 1
    halves = low(run, i) in ("a", "an") and low(run, j + 1) == "and" and low(run, j + 3) == "half"
    return Found(QuantityKind.DURATION, unit, i, j + (4 if halves else 1), times)


def _measured(run: Sequence[Token], i: int, read: Number) -> Found | None:
    w, j = words(), read.end
    two = f"{low(run, j)} {low(run, j + 1)}"
    if two in w.measures_of_two:
        return Found(QuantityKind.THINGS, w.measures_of_two[two], i, _per(run, of_whole(run, j + 2)))
    if low(run, j) in w.measures and not (run[j].text[0].isupper() and len(run[j].low) > 3):
        return Found(QuantityKind.THINGS, w.measures[low(run, j)], i, _per(run, of_whole(run, j + 1)))
    noun = counted(run, j) if read.metres else None
    if read.metres and noun is None:
        return Found(QuantityKind.THINGS, "m", i, j)
    return None


def _people_or_things(run: Sequence[Token], i: int, read: Number) -> Found | None:
    noun = counted(run, read.end)
    if noun is None or (low(run, i) == "one" and read.end == i + 1) or read.fraction:
        return _one_person(run, i, read)
    if (
        read.plain
        and _may_be_year(run, i)
        and (not noun.people or low(run, i - 1) in ("in", "since", "of", "by", "the"))
    ):
        return None
    return Found(_kind(noun), noun.unit, i, noun.end, 1e6 if read.metres else 1.0)


def _kind(noun: Noun) -> QuantityKind:
    return QuantityKind.PEOPLE if noun.people else QuantityKind.THINGS


def _may_be_year(run: Sequence[Token], i: int) -> bool:
    text = run[i].text
    return len(text) == 4 and text.isdigit() and _YEARS[0] <= int(text) <= _YEARS[1]


def _one_person(run: Sequence[Token], i: int, read: Number) -> Found | None:
    """Read "one soldier" where one was hurt, killed or taken; "one official said" counts nobody."""
    if low(run, i) != "one" or low(run, i + 1) not in words().person:
        return None
    near = {low(run, k) for k in (i - 1, *range(i + 2, i + 6))}
    return Found(QuantityKind.PEOPLE, low(run, i + 1), i, i + 2) if near & words().casualty else None


def _alone(run: Sequence[Token], i: int, read: Number) -> Found | None:
    """Take a number without its noun where the words around tell that it counts: "killed 26"."""
    j = read.end
    if low(run, i) == "one" or read.fraction or (read.plain and _may_be_year(run, i)):
        return None
    k = j + (low(run, j) == "more")
    k += low(run, k) in ("were", "was", "are", "have", "had")
    k += low(run, k) in ("been", "reported", "confirmed")
    if low(run, bound(run, i)[0] - 1) in words().casualty or (k > j and low(run, k) in words().casualty):
        return Found(QuantityKind.PEOPLE, None, i, j)
    big = read.least is not None and read.least >= 1000 and not read.plain
    ends = j >= len(run) or run[j].kind == "mark" or low(run, j) in words().stops
    if read.least is None and j > 1 and low(run, j - 1) == "number":
        return Found(QuantityKind.THINGS, None, i, j)
    return Found(QuantityKind.THINGS, None, i, j) if big and ends and low(run, i - 1) != "$" else None


def bound(run: Sequence[Token], i: int) -> tuple[int, str]:
    """Return where the words begin that bound the amount from below or above, and which way."""
    for size in (3, 2, 1):
        words_before = " ".join(t.low for t in run[max(0, i - size) : i])
        if i >= size and words_before in words().bounds:
            return i - size, words().bounds[words_before]
    return i, ""
