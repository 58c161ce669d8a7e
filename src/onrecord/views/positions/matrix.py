"""Set out who stands where: actors against issues, as of a day, with silence shown as silence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model import UNDATED, Point, Stance, SubjectKind
from onrecord.store.interface import CasefileView
from onrecord.store.interface_shown import PointFilter, PositionFilter
from onrecord.views.counted import Counted
from onrecord.views.looking import Asked
from onrecord.views.parts import Record
from onrecord.views.positions.position_records import point_record, position_record
from onrecord.views.positions.standing import Standing, is_of_people, on_day, people_apart, whole

MOST_ACTORS, MOST_ISSUES = 16, 12
"""Rows and columns of a matrix for which none are asked by name."""
SILENT, MIXED = "silent", "mixed"


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold where one actor stands on one issue."""

    holder: str
    issue: str
    standing: Standing | None  # None: nothing on record that makes a position
    unclear: Counted  # of a silent one: entries in which they spoke of it, none of which makes a position
    undated: tuple[Point, ...] = ()  # that would make one if it were known when they were said

    @property
    def stances(self) -> tuple[str, ...]:
        """Return the stances on record; several where undated words differ."""
        if self.standing is not None:
            return (self.standing.stance,)
        told = tuple(sorted({str(p.stance) for p in self.undated}))
        return tuple(each for each in told if each != Stance.NONE) or told

    @property
    def stance(self) -> str:
        """Return the stance; that undated words differ; or that there is none on record."""
        if len(self.stances) > 1:
            return MIXED
        return next(iter(self.stances), SILENT)

    @property
    def entries(self) -> Counted:
        """Return the entries that show the stance, of a silent one those that are unclear."""
        if self.standing is not None:
            return self.standing.entries
        return Counted.of(p.entry for p in self.undated) or self.unclear


@dataclass(frozen=True, slots=True)
class Matrix:
    """Hold actors, issues and a cell for each of both."""

    actors: tuple[str, ...]
    issues: tuple[str, ...]
    as_of: str | None
    cells: Mapping[tuple[str, str], Cell]
    holders: int = 0  # that have a position there, shown or not

    def row(self, actor: str) -> tuple[Cell, ...]:
        """Return the cells of an actor, by issue."""
        return tuple(self.cells[actor, issue] for issue in self.issues)


def matrix(
    casefile: CasefileView,
    as_of: str | None = None,
    actors: Sequence[str] = (),
    issues: Sequence[str] = (),
    most: tuple[int, int] = (MOST_ACTORS, MOST_ISSUES),
) -> Matrix:
    """Return who stood where.

    Args:
        casefile: to look in.
        as_of: EDTF; ``None``: the latest known.
        actors: by the names of the register, in this order; empty: those with most positions; people are
            left out.
        issues: ids, in this order; empty: those on which most have a position.
        most: actors and issues where none are named.
    """
    where = PositionFilter(tuple(actors), tuple(issues), SubjectKind.ISSUE, as_of, latest=as_of is None)
    where, holders = _most_told(casefile, where, most)
    held = list(casefile.positions(where))
    if not actors:
        held = [p for p in people_apart(held) if not is_of_people(p)]
    rows = tuple(actors) or _most((p.holder for p in held), most[0])
    columns = tuple(issues) or _most(p.subject for p in held if p.holder in rows)
    among = [p for p in held if p.holder in rows and p.subject in columns]
    shown = on_day(casefile, among, as_of) if as_of is not None else map(whole, among)
    at = {(s.holder, s.subject): s for s in shown}
    known = _spoken(casefile, rows, columns, at, as_of)
    pairs = ((actor, issue) for actor in rows for issue in columns)
    cells = {pair: _made(pair, at.get(pair), known.get(pair, ())) for pair in pairs}
    return Matrix(rows, columns, as_of, cells, holders)


def _most_told(
    casefile: CasefileView, where: PositionFilter, most: tuple[int, int]
) -> tuple[PositionFilter, int]:
    """Name those with most positions, as many as a table holds; and say how many have any."""
    if where.holders and where.subjects:
        return where, len(where.holders)
    pairs = casefile.position_pairs(where)
    issues = where.subjects or _most((issue for _, issue in pairs), most[1])
    holders = where.holders or _most((holder for holder, issue in pairs if issue in issues), 2 * most[0])
    return replace(where, holders=holders, subjects=issues), len({holder for holder, _ in pairs})


def _most(names: Iterable[str], most: int | None = None) -> tuple[str, ...]:
    """Return names, those that come most often first, at most so many."""
    counted = Counter(names)
    return tuple(sorted(counted, key=lambda name: (-counted[name], name))[:most])


def _spoken(
    casefile: CasefileView,
    actors: Sequence[str],
    issues: Sequence[str],
    at: Mapping[tuple[str, str], Standing],
    as_of: str | None,
) -> Mapping[tuple[str, str], Sequence[Point]]:
    """Return what those without a position on an issue said of it."""
    found: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for actor in actors:
        silent = tuple(issue for issue in issues if (actor, issue) not in at)
        where = PointFilter((actor,), silent, SubjectKind.ISSUE, day_until=as_of, uncounted=True)
        for point in casefile.points(where) if silent else ():
            found[point.holder, point.subject].append(point)
    return found


def _made(pair: tuple[str, str], standing: Standing | None, spoken: Sequence[Point]) -> Cell:
    undated = () if standing else tuple(p for p in spoken if p.why_not == UNDATED)
    unclear = Counted.of(p.entry for p in spoken if p not in undated)
    return Cell(*pair, standing, unclear, undated)


def matrix_records(found: Matrix, look: Asked) -> list[Record]:
    """Return the cells of a matrix, row by row, silent ones too."""
    return [cell_record(cell, found.as_of, look) for actor in found.actors for cell in found.row(actor)]


def cell_record(cell: Cell, as_of: str | None, look: Asked) -> Record:
    """Return one cell with the position that it shows."""
    return {
        "actor": cell.holder,
        "issue": cell.issue,
        "as_of": as_of,
        "stance": cell.stance,
        "position": position_record(cell.standing, look) if cell.standing else None,
        "stances": list(cell.stances),
        "undated": [point_record(point, look) for point in cell.undated],
        "unclear": list(cell.unclear.ids),
    }


def cell_cells(cell: Cell, as_of: str | None) -> dict[str, str]:
    """Return one cell as a row of text for a spreadsheet."""
    s = cell.standing
    return {
        "actor": cell.holder,
        "issue": cell.issue,
        "as_of": as_of or "",
        "stance": cell.stance,
        "dated": "yes" if s else "no" if cell.undated else "",
        "since": s.position.since if s else "",
        "last_said": (s.latest.last_day or "") if s else "",
        "age": "" if s is None or s.age is None else str(s.age),
        "voice": s.latest.voice.value if s else "",
        "condition": s.latest.condition if s else "",
        "origins": str(s.origins) if s else "",
        "entries": "; ".join(cell.entries.ids) if cell.stances else "",
        "words": s.latest.words if s else " | ".join(p.words for p in cell.undated),
        "unclear": "; ".join(cell.unclear.ids),
    }


MATRIX_COLUMNS = (
    "actor", "issue", "as_of", "stance", "dated", "since", "last_said", "age", "voice", "condition",
    "origins", "entries", "words", "unclear",
)  # fmt: skip
