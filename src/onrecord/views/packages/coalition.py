"""Narrow a board of gaps to some parties: what a coalition of these would still lack."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from onrecord.views.packages.gaps import Board, Line, Stand, weighed
from onrecord.views.packages.undertakings import Standing


def among(board: Board, parties: Collection[str]) -> Board:
    """Return a board with what these parties stand behind or refuse alone; no parties: all of it.

    Who asks for a measure stays, whoever it is, and so do supposed steps.
    """
    if not parties:
        return board
    wanted = frozenset(parties)
    return replace(board, lines=tuple(_narrowed(line, wanted, board.beneficiary) for line in board.lines))


def _narrowed(line: Line, parties: frozenset[str], beneficiary: str) -> Line:
    narrowed = replace(
        line,
        stands=_stands(line.stands, parties),
        general=_stands(line.general, parties),
        refusals=tuple(each for each in line.refusals if _of(each, parties)),
        apart=tuple(each for each in line.apart if _of(each, parties)),
    )
    return weighed(narrowed, beneficiary)


def _stands(found: Iterable[Stand], parties: frozenset[str]) -> tuple[Stand, ...]:
    return tuple(each for each in found if _of(each.standing, parties))


def _of(standing: Standing, parties: frozenset[str]) -> bool:
    return not parties.isdisjoint((*standing.parties, *standing.actors))
