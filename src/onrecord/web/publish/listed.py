"""Hold entries as the lists of a site have them, and write the register, and pages of actors and issues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import Entry
from onrecord.store.fold import fold
from onrecord.views.published.hiding import NOBODY
from onrecord.web.publish.pages import Pages
from onrecord.web.publish.places import slug
from onrecord.web.register_page import Row
from onrecord.web.saying_days import day_words
from onrecord.web.standing.positions import ShiftShown, Shown
from onrecord.web.standing.rows import rows
from onrecord.web.standing.signs import SIGNS, Sign

LINES = 200
"""Entries of a page; further ones stand on pages of their own."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Hold an entry as lists show it."""

    row: Row
    month: str  # "2031-05", or "" where nothing dates it
    first_day: str
    names: tuple[str, ...]  # who does it or answers for it, and has a page
    issues: tuple[str, ...]
    words: tuple[str, ...]  # of its reports, for the search
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Positions:
    """Hold who stands where, for the pages of actors and issues."""

    by_holder: Mapping[str, Sequence[Shown]]
    by_subject: Mapping[str, Sequence[Shown]]
    shifts: Sequence[ShiftShown]
    cells: Mapping[str, Sequence[str]]  # by holder, the issues of the matrix


@dataclass(frozen=True, slots=True)
class Side:
    """Hold those who take one side on an issue."""

    sign: Sign
    held: tuple[Shown, ...]


def listed(entries: Iterable[Entry], labels: Mapping[str, str]) -> Iterator[Listed]:
    """Yield entries as lists have them; ``labels``: what issues are called."""
    for entry in entries:
        (row,) = rows((entry,), labels)
        acts = [report.act for report in entry.reports]
        names = dict.fromkeys((*entry.actors, *entry.principals))
        yield Listed(
            row=row,
            month=(entry.first_day or entry.last_day or "")[:7],
            first_day=entry.first_day or entry.last_day or "",
            names=tuple(each for each in names if each not in NOBODY),
            issues=entry.issues,
            words=tuple(piece.exact for act in acts for piece in (*act.quote, *act.cue)),
            records=tuple(act.record for act in acts),
        )


def write_lists(pages: Pages, found: Sequence[Listed], held: Positions) -> None:
    """Write the register by month, and the pages of actors and issues with their lists."""
    months, who, issues = (defaultdict[str, list[Listed]](list) for _ in range(3))
    for each in found:
        months[each.month].append(each)
        for name in each.names:
            who[name].append(each)
        for issue in each.issues:
            issues[issue].append(each)
    _register(pages, months)
    _actors(pages, who, held)
    _issues(pages, issues, held)


def _register(pages: Pages, months: Mapping[str, list[Listed]]) -> None:
    index = [
        (day_words(month or None), f"register/{month or 'undated'}.html", len(found))
        for month, found in sorted(months.items(), key=_newest, reverse=True)
    ]
    pages.write("register/index.html", "index", "Register", index=index, what="Month", fold=False)
    for month, found in months.items():
        told = day_words(month or None)
        _write(pages, f"register/{month or 'undated'}", "list", f"Register, {told}", found)


def _newest(item: tuple[str, list[Listed]]) -> str:
    return item[0]


def _actors(pages: Pages, who: Mapping[str, list[Listed]], held: Positions) -> None:
    called = pages.frame.called
    index = []
    for name in pages.places.actors:
        found = who.get(name, [])
        index.append((called(name), f"actor/{slug(name)}.html", len(found)))
        positions = held.by_holder.get(name, ())
        on = dict.fromkeys(held.cells.get(name, ()))
        for each in positions:
            on.pop(each.subject, None)
        _write(
            pages, f"actor/{slug(name)}", "actor", called(name), found, positions=positions,
            shifts=[each for each in held.shifts if name in each.holders], unclear=list(on),
        )  # fmt: skip
    index.sort(key=lambda line: (-line[2], fold(line[0])))
    pages.write("actors.html", "index", "Actors", index=index, what="Actor", fold=True)


def _issues(pages: Pages, issues: Mapping[str, list[Listed]], held: Positions) -> None:
    index = []
    for issue in pages.places.issues:
        found = issues.get(issue, [])
        label = pages.frame.issue(issue)
        index.append((label, f"issue/{slug(issue)}.html", len(found)))
        shown = held.by_subject.get(issue, ())
        sides = [Side(sign, some) for sign in SIGNS.values() if (some := _of_side(shown, sign))]
        shifts = [each for each in held.shifts if each.subject == issue]
        _write(pages, f"issue/{slug(issue)}", "issue", label, found, sides=sides, shifts=shifts)
    index.sort(key=lambda line: fold(line[0]))
    pages.write("issues.html", "index", "Issues", index=index, what="Issue", fold=False)


def _of_side(shown: Iterable[Shown], sign: Sign) -> tuple[Shown, ...]:
    return tuple(each for each in shown if each.sign.name == sign.name)


def _write(
    pages: Pages, path: str, template: str, heading: str, found: Sequence[Listed], **values: object
) -> None:
    """Write a list, of many entries on several pages; what else is shown stands on the first."""
    last = max(1, -(-len(found) // LINES))
    for number in range(1, last + 1):
        some = [each.row for each in found[(number - 1) * LINES : number * LINES]]
        name = path if number == 1 else f"{path}-{number}"
        turned = {"base": path, "number": number, "last": last, "total": len(found)}
        pages.write(f"{name}.html", template, heading, rows=some, turned=turned, **values)
