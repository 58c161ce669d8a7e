"""Say how far the members of a bloc stand together on an issue: who is for, against, conditional, silent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum, sqrt

from onrecord.model import Stance, SubjectKind
from onrecord.store.interface import CasefileView
from onrecord.store.interface_shown import PositionFilter
from onrecord.views.counted import Counted
from onrecord.views.looking import Asked
from onrecord.views.parts import Record
from onrecord.views.positions.matrix import MIXED, SILENT, Cell, cell_record, matrix
from onrecord.views.positions.position_records import position_record
from onrecord.views.positions.standing import Standing, standings

_PLACES: Mapping[str, float] = {Stance.FOR: 1.0, Stance.CONDITIONAL: 0.5, Stance.AGAINST: 0.0}
"""Where stances lie between against and for, for telling how far apart members are."""
STANCES = (Stance.FOR.value, Stance.CONDITIONAL.value, Stance.AGAINST.value, MIXED, Stance.NONE.value, SILENT)


@dataclass(frozen=True, slots=True)
class Unity:
    """Hold where a bloc stands on an issue, member by member.

    ``apart`` is twice the standard deviation of the stances of those who take one, with for = 1,
    conditional = 0.5 and against = 0: 0 where all say the same, 1 where one half is for and the other
    against. A member whose undated words differ lies in the middle of them. The silent, and those who
    spoke and took no side, do not count in it. ``None``: fewer than two take a stance.
    """

    bloc: str
    issue: str
    as_of: str | None
    members: tuple[str, ...]
    by_stance: Mapping[str, tuple[Cell, ...]]  # of each of STANCES, by member
    apart: float | None
    itself: Standing | None  # where the bloc stands by its own words
    groups: tuple[Standing, ...]  # counted groups with unnamed members: never resolved into members

    @property
    def speaking(self) -> int:
        """Return how many members take a stance."""
        return sum(len(self.by_stance[stance]) for stance in (*_PLACES, MIXED))

    def evidence(self, stance: str) -> Counted:
        """Return the entries that show the members of one stance."""
        return Counted.of(id for cell in self.by_stance[stance] for id in cell.entries.ids)


def unity(
    casefile: CasefileView, bloc: str, members: Sequence[str], issue: str, as_of: str | None = None
) -> Unity:
    """Return where the members of a bloc stand.

    Args:
        casefile: to look in.
        bloc: its name in the register.
        members: of it on the day, as the register calls them.
        issue: id of the codebook.
        as_of: EDTF; ``None``: the latest known.
    """
    found = matrix(casefile, as_of, tuple(members), (issue,)) if members else None
    cells = [found.cells[member, issue] for member in members] if found else []
    by = {stance: tuple(c for c in cells if c.stance == stance) for stance in STANCES}
    lumped = PositionFilter((), (issue,), SubjectKind.ISSUE, as_of, lumped=True)
    groups = groups_once(standings(casefile, lumped))
    itself = list(standings(casefile, PositionFilter((bloc,), (issue,), SubjectKind.ISSUE, as_of)))
    spoken = [place for c in cells if (place := _place(c)) is not None]
    return Unity(
        bloc, issue, as_of, tuple(members), by, how_far_apart(spoken), next(iter(itself), None), tuple(groups)
    )


def groups_once(found: Iterable[Standing]) -> list[Standing]:
    """Take a counted group that is told twice ("26 countries", "26 nations") as one, of the same stance."""
    out: dict[tuple[str, str], Standing] = {}
    for s in found:
        words = s.holder.split()
        alike = " ".join("states" if w in _STATES else w for w in words)
        known = out.get((alike, s.stance))
        if known is not None and _NUMBER.search(alike):
            first, second = sorted((known, s), key=lambda each: -each.entries.number)
            entries = Counted.of((*first.entries.ids, *second.entries.ids))
            s = replace(first, entries=entries, origins=max(first.origins, second.origins))
        elif known is not None:
            alike = s.holder
        out[alike, s.stance] = s
    return list(out.values())


_STATES = frozenset(("states", "countries", "nations", "governments"))
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty)\b"
)


def _place(cell: Cell) -> float | None:
    """Return where a member lies between against and for; in between where undated words differ."""
    places = [_PLACES[stance] for stance in cell.stances if stance in _PLACES]
    return fsum(places) / len(places) if places else None


def how_far_apart(places: Sequence[float]) -> float | None:
    """Return twice the standard deviation of places between 0 and 1; ``None`` of fewer than two.

    >>> how_far_apart([1.0, 1.0]), how_far_apart([1.0, 0.0]), how_far_apart([1.0])
    (0.0, 1.0, None)
    """
    if len(places) < 2:
        return None
    mean = fsum(places) / len(places)
    return round(2 * sqrt(fsum((each - mean) ** 2 for each in places) / len(places)), 3)


def unity_record(found: Unity, look: Asked) -> Record:
    """Return where a bloc stands with what shows it."""
    return {
        "bloc": found.bloc,
        "issue": found.issue,
        "as_of": found.as_of,
        "members": list(found.members),
        "counts": {stance: len(found.by_stance[stance]) for stance in STANCES},
        "apart": found.apart,
        "by_member": [
            cell_record(cell, found.as_of, look) for stance in STANCES for cell in found.by_stance[stance]
        ],
        "itself": position_record(found.itself, look) if found.itself else None,
        "groups": [position_record(each, look) for each in found.groups],
    }
