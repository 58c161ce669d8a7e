"""Give what follows from the register to ``onrecord export``: positions, conflicts, proposals and more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from onrecord.cli import naming, position_lines
from onrecord.cli.export_forms import Exported, How

if TYPE_CHECKING:
    from onrecord.store.interface import CasefileStore

Rows: TypeAlias = Callable[["CasefileStore", Mapping[str, Any]], Iterable[Any]]
"""Gives the rows that options choose."""


def positions(casefile: CasefileStore, chosen: Mapping[str, Any]) -> Iterable[Any]:
    """Return positions as ``show positions`` has them; or all that ever were, of a day all that held."""
    from onrecord.model import SubjectKind
    from onrecord.store.interface_shown import PositionFilter
    from onrecord.views.positions.standing import standings, usual

    every = chosen["every_position"]
    where = PositionFilter(
        _holders(casefile, chosen), _issues(chosen), None if every else SubjectKind.ISSUE,
        chosen["as_of"], since_from=chosen["done_since"], since_until=chosen["done_until"],
    )  # fmt: skip
    found = standings(casefile, where, history=every and chosen["as_of"] is None)
    found = found if every else usual(found, people=bool(chosen["actor"]))
    return (each for each in found if not chosen["confirmed"] or each.position.opening.reviewed)


def points(casefile: CasefileStore, chosen: Mapping[str, Any]) -> Iterable[Any]:
    """Return points, those too that make no position."""
    from onrecord.store.interface_shown import PointFilter

    where = PointFilter(
        _holders(casefile, chosen),
        _issues(chosen),
        day_from=chosen["done_since"],
        day_until=chosen["done_until"],
    )
    return (each for each in casefile.points(where) if not chosen["confirmed"] or each.reviewed)


def shifts(casefile: CasefileStore, chosen: Mapping[str, Any]) -> Iterable[Any]:
    """Return shifts, by the day of the new position."""
    from onrecord.store.interface_shown import PositionFilter
    from onrecord.views.positions import shifts as view

    where = PositionFilter(
        _holders(casefile, chosen), _issues(chosen),
        since_from=chosen["done_since"], since_until=chosen["done_until"],
    )  # fmt: skip
    found = view.shifts(casefile, where)
    return (
        each for each in found if not chosen["confirmed"] or (each.before.reviewed and each.after.reviewed)
    )


def conflicts(casefile: CasefileStore, chosen: Mapping[str, Any]) -> Iterable[Any]:
    """Return conflicts, each with all its sides."""
    from onrecord.cli.options import to_filter
    from onrecord.store.interface_shown import ConflictFilter
    from onrecord.views.conflicts.disputes import disputes

    published = to_filter(chosen)
    where = ConflictFilter(
        issues=_issues(chosen), text=published["text"], date_from=chosen["done_since"],
        date_until=chosen["done_until"], reported_from=published["date_from"],
        reported_until=published["date_until"],
    )  # fmt: skip
    return disputes(casefile, where, chosen["actor"])


def proposals(casefile: CasefileStore, chosen: Mapping[str, Any]) -> Iterable[Any]:
    """Return proposals with their answers."""
    from onrecord.views.proposals import proposals as view

    where = view.ProposalFilter(
        issues=_issues(chosen), actor=chosen["actor"], since=chosen["done_since"],
        until=chosen["done_until"], as_of=chosen["as_of"],
    )  # fmt: skip
    found = view.proposals(casefile, where)
    return (each for each in found if not chosen["confirmed"] or each.card.confirmed)


def calendar(casefile: CasefileStore, chosen: Mapping[str, Any]) -> Iterable[Any]:
    """Return happenings, past and planned, those without a day too."""
    from onrecord.model import UNDECIDED
    from onrecord.views.calendar import calendar as view

    kinds = tuple(each for each in chosen["kinds"] if each != UNDECIDED)
    where = view.CalendarFilter(
        chosen["done_since"],
        chosen["done_until"],
        kinds,
        chosen["actor"],
        undated=chosen["done_since"] is None,
    )
    return (each for each in view.calendar(casefile, where) if not chosen["confirmed"] or each.confirmed)


def pledges(casefile: CasefileStore, chosen: Mapping[str, Any]) -> Iterable[Any]:
    """Return what was pledged against what was delivered."""
    from onrecord.views.packages import pledges as view

    measures = tuple(each.strip().lower() for each in chosen["measures"])
    where = view.PledgeFilter(*_parties(casefile, chosen), measures, chosen["as_of"])
    found = view.pledges(casefile, where)
    return (each for each in found if not chosen["confirmed"] or each.standing.reviewed)


def deadlines(casefile: CasefileStore, chosen: Mapping[str, Any]) -> Iterable[Any]:
    """Return what is due or expected by when."""
    from onrecord.views.packages import deadlines as view

    where = view.DeadlineFilter(
        *_parties(casefile, chosen), chosen["due_since"], chosen["due_until"], chosen["as_of"]
    )
    return view.deadlines(casefile, where)


def exported(what: str, casefile: CasefileStore, chosen: Mapping[str, Any]) -> Exported:
    """Return the rows of a kind that options choose, and how they are written."""
    from onrecord.views.looking import Looked
    from onrecord.views.tables import TABLES

    table, look = TABLES[what], Looked(casefile)
    cells = table.cells
    if cells is None:
        raise ValueError(f"{what} has no form of cells")
    how: How[Any] = How(
        lambda row: table.record(row, look, chosen["as_of"]),
        lambda row: cells(row, look),
        table.columns,
        table.schema,
    )
    return KINDS[what](casefile, chosen), how


def _issues(chosen: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(each.strip().lower() for each in chosen["issues"])


def _holders(casefile: CasefileStore, chosen: Mapping[str, Any]) -> tuple[str, ...]:
    return position_lines.holders_named(casefile, [chosen["actor"]]) if chosen["actor"] else ()


def _parties(casefile: CasefileStore, chosen: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return whose and for whom, by the names that the register gives them."""
    whose, whom = (
        (naming.actor_named(casefile, typed),) if (typed := chosen[name]) else ()
        for name in ("party", "beneficiary")
    )
    return whose, whom


KINDS: Mapping[str, Rows] = {
    "positions": positions,
    "points": points,
    "shifts": shifts,
    "conflicts": conflicts,
    "proposals": proposals,
    "calendar": calendar,
    "pledges": pledges,
    "deadlines": deadlines,
}
"""What gives each kind, by what ``--what`` calls it."""

_TIME = ("done_since", "done_until")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "positions": ("issues", "actor", *_TIME, "as_of", "confirmed", "every_position"),
    "points": ("issues", "actor", *_TIME, "confirmed"),
    "shifts": ("issues", "actor", *_TIME, "confirmed"),
    "conflicts": ("issues", "actor", *_TIME, "since", "until", "on", "text"),
    "proposals": ("issues", "actor", *_TIME, "as_of", "confirmed"),
    "calendar": ("kinds", "actor", *_TIME, "confirmed"),
    "pledges": ("measures", "party", "beneficiary", "as_of", "confirmed"),
    "deadlines": ("party", "beneficiary", "due_since", "due_until", "as_of"),
}
"""The options that choose each kind."""
