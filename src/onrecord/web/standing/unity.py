"""Set out how far the members of a bloc stand together: on one issue in full, on all issues in numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from onrecord.model import Stance
from onrecord.store.interface import CasefileView
from onrecord.views.positions.matrix import MIXED, SILENT, Cell, matrix
from onrecord.views.positions.standing import Standing
from onrecord.views.positions.unity import STANCES, Unity, how_far_apart, unity
from onrecord.web.standing.looking import looked
from onrecord.web.standing.positions import Shown, Word, shown, word
from onrecord.web.standing.signs import Sign, plain, sign
from onrecord.web.standing.who import Who

_TAKEN = (Stance.FOR.value, Stance.CONDITIONAL.value, Stance.AGAINST.value)
_PLACES = {Stance.FOR.value: 1.0, Stance.CONDITIONAL.value: 0.5, Stance.AGAINST.value: 0.0}
_ISSUES = 60


@dataclass(frozen=True, slots=True)
class Member:
    """Hold where a member stands."""

    name: str
    called: str
    sign: Sign
    held: Shown | None
    undated: tuple[Word, ...]
    unclear: tuple[str, ...]  # ids of entries in which a silent one spoke of it
    departs: bool  # from what most of those say who take a side


@dataclass(frozen=True, slots=True)
class UnityPage:
    """Hold where a bloc stands on an issue."""

    issue: str
    label: str
    members: tuple[Member, ...]  # those who take a side first
    silent: tuple[Member, ...]
    counts: tuple[tuple[Sign, int], ...]  # of stances that somebody has
    speaking: int
    apart: float | None
    usual: Sign | None  # the stance of most; None: no one stance has most
    itself: Shown | None  # where the bloc stands by its own words
    groups: tuple[Shown, ...]  # counted groups, whose members are not named

    @property
    def total(self) -> int:
        """Return how many members there are."""
        return len(self.members) + len(self.silent)

    @property
    def departing(self) -> tuple[Member, ...]:
        """Return the members that depart from what most say."""
        return tuple(each for each in self.members if each.departs)


@dataclass(frozen=True, slots=True)
class Spread:
    """Hold in numbers where a bloc stands on an issue."""

    issue: str
    label: str
    counts: Mapping[str, int]
    speaking: int
    apart: float | None


def unity_page(
    casefile: CasefileView,
    who: Who,
    labels: Mapping[str, str],
    bloc: str,
    members: Sequence[str],
    issue: str,
    as_of: str | None = None,
) -> UnityPage:
    """Return where the members of a bloc stand on an issue; see ``views.positions.unity``."""
    found = unity(casefile, bloc, members, issue, as_of)
    cells = [cell for stance in STANCES for cell in found.by_stance[stance]]
    held = [cell.standing for cell in cells if cell.standing]
    held += [*found.groups, *([found.itself] if found.itself else [])]
    look = looked(casefile, held)
    usual = _usual(found)

    def made(cell: Cell) -> Member:
        return Member(
            cell.holder,
            who.called(cell.holder),
            sign(cell.stance),
            told(cell.standing) if cell.standing else None,
            tuple(word(point, look) for point in cell.undated),
            cell.unclear.ids,
            usual is not None and cell.stance in (*_TAKEN, MIXED) and cell.stance != usual,
        )

    def told(standing: Standing) -> Shown:
        return shown(standing, labels, look)

    everybody = [made(cell) for cell in cells]
    counts = [(sign(stance), len(found.by_stance[stance])) for stance in STANCES]
    return UnityPage(
        issue=issue,
        label=labels.get(issue, plain(issue)),
        members=tuple(each for each in everybody if each.sign.name != SILENT),
        silent=tuple(each for each in everybody if each.sign.name == SILENT),
        counts=tuple(each for each in counts if each[1]),
        speaking=found.speaking,
        apart=found.apart,
        usual=sign(usual) if usual else None,
        itself=told(found.itself) if found.itself else None,
        groups=tuple(told(each) for each in found.groups),
    )


def _usual(found: Unity) -> str | None:
    """Return the stance that more than half of those take who take one; ``None`` where there is none."""
    return next((s for s in _TAKEN if 2 * len(found.by_stance[s]) > found.speaking), None)


def spreads(
    casefile: CasefileView, labels: Mapping[str, str], members: Sequence[str], as_of: str | None = None
) -> tuple[Spread, ...]:
    """Return in numbers where a bloc stands on each issue that a member takes a side on, most first."""
    found = matrix(casefile, as_of, tuple(members), (), (len(members), _ISSUES)) if members else None
    out = []
    for issue in found.issues if found else ():
        cells = [found.cells[member, issue] for member in members] if found else []
        counts = {s: n for s in STANCES if (n := sum(cell.stance == s for cell in cells))}
        places = [fsum(p) / len(p) for cell in cells if (p := _places(cell))]
        if places:
            label = labels.get(issue, plain(issue))
            out.append(Spread(issue, label, counts, len(places), how_far_apart(places)))
    return tuple(sorted(out, key=lambda each: (-each.speaking, each.label)))


def _places(cell: Cell) -> list[float]:
    return [_PLACES[stance] for stance in cell.stances if stance in _PLACES]
