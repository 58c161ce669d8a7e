"""Set out who stands where as a table: a sign for each actor on each issue, silence shown as silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.store.interface import CasefileView
from onrecord.views.positions.matrix import SILENT, Matrix, matrix
from onrecord.views.positions.matrix import Cell as Told
from onrecord.web.standing.months import Months, months
from onrecord.web.standing.signs import SIGNS, VOICES, Sign, plain, sign
from onrecord.web.standing.who import Who

ROWS, COLUMNS = (16, 32, 48), (12, 16)
"""How many actors and issues may be asked for where none are named."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold where an actor stands on an issue, with what leads to the words."""

    holder: str
    issue: str
    sign: Sign
    day: str  # of the last word; "undated"
    since: str
    hangs_on: str  # condition or order
    voice: str
    entry: str  # of the last word, or of the first that is unclear
    entries: int
    unclear: int  # of a silent one: entries that make no position
    others: int  # weaker voices that say otherwise
    fresh: bool  # the position began in the month that is looked at
    age: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """Hold the cells of an actor."""

    name: str
    called: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Hold actors against issues."""

    issues: tuple[tuple[str, str], ...]  # id and label
    rows: tuple[Row, ...]
    months: Months | None
    as_of: str | None
    holders: int  # that have a position, shown or not
    silent: int
    legend: tuple[Sign, ...]  # of those that stand in it

    @property
    def cells(self) -> int:
        """Return how many cells there are."""
        return len(self.rows) * len(self.issues)

    @property
    def fresh(self) -> int:
        """Return how many positions began in the month that is looked at."""
        return sum(cell.fresh for row in self.rows for cell in row.cells)


def table(
    casefile: CasefileView,
    who: Who,
    labels: Mapping[str, str],
    as_of: str | None = None,
    actors: Sequence[str] = (),
    issues: Sequence[str] = (),
    most: tuple[int, int] = (ROWS[0], COLUMNS[0]),
    told: tuple[str, str] | None = None,
) -> Table:
    """Return who stood where.

    Args:
        casefile: to look in.
        who: tells what codes stand for.
        labels: what issues are called, by id.
        as_of: EDTF; ``None``: the latest known.
        actors: whole names; empty: those with most positions.
        issues: ids; empty: those on which most have a position.
        most: actors and issues where none are named.
        told: the first and the last day on which anybody took a position.
    """
    when = months(told, as_of)
    return laid_out(matrix(casefile, as_of, actors, issues, most), who, labels, when, as_of)


def laid_out(
    found: Matrix, who: Who, labels: Mapping[str, str], when: Months | None, as_of: str | None
) -> Table:
    """Return a matrix as a page shows it."""
    month = when.now if when and as_of else ""
    rows = tuple(
        Row(each, who.called(each), tuple(_cell(cell, month) for cell in found.row(each)))
        for each in found.actors
    )
    names = {cell.sign.name for row in rows for cell in row.cells}
    return Table(
        issues=tuple((each, labels.get(each, plain(each))) for each in found.issues),
        rows=rows,
        months=when,
        as_of=as_of,
        holders=found.holders,
        silent=sum(cell.sign.name == SILENT for row in rows for cell in row.cells),
        legend=tuple(each for each in SIGNS.values() if each.name in names),
    )


def _cell(cell: Told, month: str) -> Cell:
    held, undated = cell.standing, cell.undated
    latest = held.latest if held else undated[0] if undated else None
    order = plain(latest.order) if latest else ""
    return Cell(
        holder=cell.holder,
        issue=cell.issue,
        sign=sign(cell.stance),
        day=(held.latest.last_day or held.position.since) if held else "undated" if undated else "",
        since=held.position.since if held else "",
        hangs_on=" ".join((latest.condition or order).split()) if latest else "",
        voice=VOICES[latest.voice.value] if latest else "",
        entry=latest.entry if latest else next(iter(cell.entries.ids), ""),
        entries=cell.entries.number if cell.stances else 0,
        unclear=cell.unclear.number if cell.stance == SILENT else 0,
        others=len(held.others) if held else 0,
        fresh=bool(month and held and held.position.since[:7] == month),
        age=held.age if held else None,
    )
