"""Make pictures' tables of what ``views.matrix`` and ``views.unity`` set out."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.model import Point
from onrecord.views.pictures.matrix import Cell, Table
from onrecord.views.pictures.unity import Member, Spread
from onrecord.views.positions import matrix as view
from onrecord.views.positions.matrix import Matrix
from onrecord.views.positions.standing import Standing
from onrecord.views.positions.unity import STANCES, Unity
from onrecord.views.wordings import counted

ACTORS, ISSUES = 20, 8
"""Rows and columns of one picture."""


def table_of(
    found: Matrix,
    labels: Mapping[str, str],
    actors: int = ACTORS,
    issues: int = ISSUES,
    page: int = 1,
) -> Table:
    """Return the first actors and issues of a matrix, which have most on record; the others are counted.

    Args:
        found: what is set out.
        labels: what issues are called, by id.
        actors: rows at most.
        issues: columns at most.
        page: the first rows, the next ones, and so on.
    """
    columns = found.issues[:issues]
    spoken = [a for a in found.actors if any(found.cells[a, i].stances for i in columns)]
    rows = [each for each in found.actors if each in set(spoken)]
    shown = rows[(page - 1) * actors : page * actors]
    cells = {
        (actor, issue): cell
        for actor in shown
        for issue in columns
        if (cell := _cell(found.cells[actor, issue])) is not None
    }
    named = tuple((issue, labels.get(issue, issue.replace("_", " "))) for issue in columns)
    total = sum(1 for cell in found.cells.values() if cell.stances)
    left = total - sum(1 for cell in cells.values() if cell.stance != view.SILENT)
    told = _left(len(found.actors) - len(shown), len(found.issues) - len(columns), left, page)
    return Table(found.as_of or "", tuple(shown), named, cells, told)


def _left(actors: int, issues: int, positions: int, page: int) -> str:
    """Say what a picture leaves out."""
    parts = [counted(actors, "actor")] if actors else []
    parts += [counted(issues, "issue")] if issues else []
    other = " (pages before and after this one among them)" if page > 1 else ""
    return (
        f"Left out: {' and '.join(parts)}, {counted(positions, 'position')} in all{other}."
        if positions
        else ""
    )


def _cell(cell: view.Cell) -> Cell | None:
    """Return a cell as it is drawn; ``None`` where nothing is on record, not even unclear words."""
    if not cell.entries:
        return None
    held = cell.standing
    others = _others(held.others) if held else ""
    return Cell(
        stance=cell.stance,
        voice=held.position.opening.voice.value if held else _voice(cell),
        since=held.position.since if held else "",
        last=(held.latest.last_day or held.position.since) if held else "",
        age=held.age if held else None,
        entries=_entries(held) if held else cell.entries.ids,
        origins=held.origins if held else max((p.origins for p in cell.undated), default=0),
        told=others,
        disputed=bool(others),
    )


def _voice(cell: view.Cell) -> str:
    return next((point.voice.value for point in cell.undated), "")


def _entries(held: Standing) -> tuple[str, ...]:
    """Return what carries a position, the latest word first."""
    return tuple(dict.fromkeys((held.latest.entry, *held.entries.ids)))


def _others(points: tuple[Point, ...]) -> str:
    """Say who of weaker voice says otherwise meanwhile."""
    said = dict.fromkeys(f"{'; '.join(p.speakers) or 'somebody'} ({p.stance})" for p in points)
    return f"says otherwise: {', '.join(said)}" if said else ""


def spread_of(found: Unity, label: str) -> Spread:
    """Return where the members of a bloc stand; with those beside them that are no members by name.

    Args:
        found: what is set out.
        label: what the issue is called.
    """
    members = [_member(cell.holder, _cell(cell)) for stance in STANCES for cell in found.by_stance[stance]]
    beside = [_standing("the bloc itself", found.itself)] if found.itself else []
    beside += [_standing(f"{each.holder.removeprefix('group: ')}, unnamed", each) for each in found.groups]
    if found.apart is None:
        told = "How far apart: not told, fewer than two take a stance."
    else:
        told = f"How far apart: {found.apart:.2f} (0: all say the same, 1: one half against the other)."
    return Spread(found.bloc, label, found.as_of or "", tuple(members), told, tuple(beside))


def _member(name: str, cell: Cell | None) -> Member:
    if cell is None or cell.stance == view.SILENT:
        return Member(name, view.SILENT, entries=cell.entries if cell else ())
    return Member(name, cell.stance, cell.since, cell.voice, cell.entries, cell.told)


def _standing(name: str, held: Standing) -> Member:
    voice = held.position.opening.voice.value
    return Member(name, held.stance, held.position.since, voice, _entries(held), _others(held.others))
