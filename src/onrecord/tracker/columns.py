"""Guess which column of a hand-kept table holds what, by the words over it and by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import mean, median

from rapidfuzz import fuzz

from onrecord.model import UNDECIDED
from onrecord.text.days import days
from onrecord.tracker.dates import date_of
from onrecord.tracker.sheets import Line, Sheet
from onrecord.tracker.statuses import status_of
from onrecord.tracker.words import listed, plain

FIELDS = (
    "party", "measure", "status", "beneficiary", "amount", "announced", "due", "source", "notes", "people",
    "number",
)  # fmt: skip
"""The fields that a column can hold, in the order in which they are shown."""

NEEDED = ("party", "measure")
"""The fields without which a table is no tracker."""

IsActor = Callable[[str], bool]

_LOOKED_AT = 40  # lines in which the header is looked for
_SAMPLE = 300  # rows whose cells are looked at
_LEAST = 0.45  # what a column has to score for a field
_BY_VALUES = 0.62  # the most that a column scores by its values alone
_URL = re.compile(r"https?://|www\.", re.I)
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Guess:
    """Say which column holds a field, and how sure that is, 0 to 1."""

    field: str
    column: int  # from 0
    score: float


def header_line(sheet: Sheet) -> Line | None:
    """Return the line that names the columns: the one with the most usual names, two at least.

    A title, a legend and groups over several columns may stand above it.
    """
    best: tuple[float, int, Line] | None = None
    for line in sheet.lines[:_LOOKED_AT]:
        filled = [value for value in line.values if value]
        if len(filled) < 2 or max(map(len, filled)) > 80:
            continue
        found = {field: max(_named(field, value) for value in filled) for field in FIELDS}
        score = sum(each for each in found.values() if each >= 0.8)
        if score >= 1.6 and (best is None or score > best[0]):
            best = (score, -line.number, line)
    return best[2] if best else _first_of_words(sheet)


def _first_of_words(sheet: Sheet) -> Line | None:
    """Return the first line of three or more cells that are words: names of columns in another manner."""
    for line in sheet.lines[:_LOOKED_AT]:
        filled = [value for value in line.values if value]
        if len(filled) >= 3 and not any(_NUMBER.search(value) or _URL.match(value) for value in filled):
            return line
    return None


def guess(sheet: Sheet, header: Line, is_actor: IsActor) -> tuple[Guess, ...]:
    """Return the likeliest column of each field, at most one each; a field without one is left out.

    ``is_actor`` tells names of states and organisations from other words.
    """
    below = [line for line in sheet.lines if line.number > header.number][:_SAMPLE]
    scored: list[Guess] = []
    for column in range(sheet.width):
        name = header.values[column] if column < len(header.values) else ""
        cells = [text for line in below if column < len(line.values) and (text := line.values[column])]
        by_values = _by_values(cells, is_actor) if cells else {}
        for field in FIELDS:
            named = _named(field, name)
            seen = by_values.get(field, 0.0)
            score = named * 0.7 + seen * 0.3 if named >= 0.6 else seen * _BY_VALUES
            if named >= 0.6 and not cells:
                score = named * 0.7
            if score >= _LEAST:
                scored.append(Guess(field, column, round(score, 3)))
    return _in_order(_settled(_dates_apart(scored, below)))


def _settled(scored: Sequence[Guess]) -> Iterator[Guess]:
    """Give each field and each column once, the surest first; of equal ones the first column."""
    fields, taken = set[str](), set[int]()
    for each in sorted(scored, key=lambda each: (-each.score, FIELDS.index(each.field), each.column)):
        if each.field not in fields and each.column not in taken:
            fields.add(each.field)
            taken.add(each.column)
            yield each


def _in_order(found: Iterator[Guess]) -> tuple[Guess, ...]:
    return tuple(sorted(found, key=lambda each: FIELDS.index(each.field)))


def _named(field: str, header: str) -> float:
    """Return how well the words over a column name a field, 0 to 1."""
    wanted = plain(header)
    if not wanted:
        return 0.0
    best = 0.0
    for name in listed("headers")[field]:
        if wanted == name:
            return 1.0
        if len(wanted) >= 5 and len(name) >= 5:
            best = max(best, fuzz.ratio(wanted, name) / 100 - 0.08)
        if re.search(rf"\b{re.escape(name)}\b", wanted) and len(name) > 2:
            best = max(best, 0.62 + 0.3 * len(name) / len(wanted))
    return best if best >= 0.6 else 0.0


def _by_values(cells: Sequence[str], is_actor: IsActor) -> dict[str, float]:
    """Return how far what stands in a column is what each field holds, 0 to 1."""

    def share(fits: Callable[[str], bool]) -> float:
        return mean(fits(cell) for cell in cells)

    distinct = len(set(map(plain, cells))) / len(cells)
    words = mean(len(cell.split()) for cell in cells)
    dated = share(lambda cell: date_of(cell) is not None and len(cell) <= 24)
    linked = share(lambda cell: _URL.search(cell) is not None)
    actors = share(is_actor)
    known = share(lambda cell: status_of(cell) != UNDECIDED)
    amounts = (
        share(lambda cell: len(cell) <= 30 and _NUMBER.search(cell) is not None) * (1 - dated) * (1 - linked)
    )
    serial = share(str.isdigit) if distinct == 1.0 and len(cells) > 3 else 0.0
    text = min(1.0, words / 4) * distinct * (1 - dated) * (1 - linked) if words >= 2 else 0.0
    return {
        "status": known if len(set(map(plain, cells))) <= max(12, len(cells) // 3) else known * 0.6,
        "announced": dated,
        "due": dated * 0.95,
        "source": linked,
        "party": actors * (0.9 + 0.1 * (1 - distinct)),
        "beneficiary": actors * (0.8 + 0.1 * (1 - distinct)),
        "amount": amounts * (0.6 if serial else 0.9),
        "number": serial,
        "measure": text,
        "notes": text * 0.8 * (1.0 if len(cells) > 2 else 0.5),
    }


def _dates_apart(scored: Sequence[Guess], below: Sequence[Line]) -> list[Guess]:
    """Take, of two columns of dates that only their values tell, the later one as what is due."""
    dated = sorted({each.column for each in scored if each.field in ("announced", "due")})
    firm = {each.column for each in scored if each.field in ("announced", "due") and each.score > _BY_VALUES}
    if len(dated) != 2 or firm:
        return list(scored)
    when = {column: _middle(below, column) for column in dated}
    if None in when.values() or when[dated[0]] == when[dated[1]]:
        return list(scored)
    early, late = sorted(dated, key=lambda column: str(when[column]))
    wrong = {("announced", late), ("due", early)}
    return [each for each in scored if (each.field, each.column) not in wrong]


def _middle(below: Sequence[Line], column: int) -> str | None:
    found = sorted(
        between[0]
        for line in below
        if column < len(line.values) and (between := days(date_of(line.values[column])))
    )
    return found[int(median(range(len(found))))] if found else None
