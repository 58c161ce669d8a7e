"""Settle what an entry of the register is to a tracker: new, a repetition, a move, a contradiction, or open.

Precision first: an entry is tied to a row only where party, matter and something more agree; what is near and
no more than that is undecided, with the rows that it may be. Every outcome has its reasons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.model import (
    UNDECIDED,
    Act,
    Entry,
    EntryKind,
    Finding,
    FindingKind,
    Report,
    TrackerRow,
    ZoneKind,
)
from onrecord.register.names import is_unnamed, name_key, one_actor
from onrecord.tracker.amounts import Agreement, family
from onrecord.tracker.comparing import Likeness, likeness, same_party
from onrecord.tracker.sayings import is_pledge
from onrecord.tracker.steps import BACK, Move, move, status_in, taken_back, words_up_to

LOOKED_AT = frozenset(
    {
        EntryKind.COMMITMENT,
        EntryKind.OFFER,
        EntryKind.REFUSAL,
        EntryKind.ACCEPTANCE,
        EntryKind.DENIAL,
        EntryKind.UNDECIDED,
    }
)
"""The kinds of entries that can say something of a pledge."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Say what makes a new row: the kinds of entries, and for whom and about what; empty ones want all."""

    keeps: Collection[str]  # values of EntryKind
    beneficiaries: Collection[str] = ()  # forms
    issues: Collection[str] = ()
    is_known: Callable[[str], bool] = bool  # whether the facts about actors hold a form

    def takes(self, entry: Entry) -> bool:
        """Tell whether an entry is of a kind and within the scope that make a new row."""
        about = not self.issues or any(issue in self.issues for issue in entry.issues)
        known = entry.towards and self.beneficiaries
        fits = not known or any(one_actor(a, b) for a in entry.towards for b in self.beneficiaries)
        pledged = is_pledge(report.act for report in entry.reports)
        return pledged and entry.kind.value in self.keeps and about and fits


_SAME = 3  # points from which an entry is what a row is about
_NEAR = 2  # points from which it may be


class Rows:
    """Hold the rows of a tracker so that those of a party are found at once."""

    def __init__(self, rows: Iterable[TrackerRow]) -> None:
        self.all: dict[str, TrackerRow] = {}
        self._by_name: dict[str, dict[str, None]] = defaultdict(dict)
        for row in rows:
            self.put(row)

    def put(self, row: TrackerRow) -> None:
        """Take a row in, in place of the one with its key."""
        self.all[row.key] = row
        for name in (*row.principals, *row.people):
            self._by_name[name_key(name)][row.key] = None

    def name(self, form: str) -> bool:
        """Tell whether a row that is not merely to be names an actor."""
        found = (self.all[key] for key in self._by_name.get(name_key(form), ()))
        return any(form in (*row.principals, *row.people) and row.number for row in found)

    def of(self, entry: Entry) -> Iterator[TrackerRow]:
        """Yield the rows of those who answer for an entry, in the table's order."""
        keys = {key for name in (*entry.principals, *entry.actors) for key in self._by_name[name_key(name)]}
        found = (self.all[key] for key in keys)
        yield from sorted((row for row in found if same_party(entry, row)), key=lambda row: row.number)


def is_looked_at(entry: Entry) -> bool:
    """Tell whether an entry can say something to a tracker of pledges at all.

    A rejection of what others propose is no refusal to do something of one's own.
    """
    if entry.kind is EntryKind.UNDECIDED:
        return bool(entry.status)
    rejected = entry.kind is EntryKind.REFUSAL and all(r.act.act == Act.REJECT for r in entry.reports)
    return entry.kind in LOOKED_AT and not rejected


def settle(entry: Entry, rows: Rows, wanted: Wanted, tied: Collection[str] = frozenset()) -> Finding | None:
    """Return what an entry is to a tracker; ``None`` where it says nothing to one.

    Args:
        entry: what some reports of an entry say at one time (``sayings``).
        rows: of the tracker, with what was accepted before.
        wanted: what makes a new row.
        tied: keys of the rows that other reports of the entry are about: they need less to agree.
    """
    if not is_looked_at(entry):
        return None
    if not entry.principals or all(p == UNDECIDED or is_unnamed(p) for p in entry.principals):
        return _without_party(entry, rows, wanted)
    near = _alone([likeness(entry, row) for row in rows.of(entry)])
    fitting = [each for each in near if _is_same(each)] or [
        each for each in near if each.row.key in tied and each.points >= 1 and each.amount is not Agreement.NO
    ]
    if fitting:
        return _of_rows(entry, fitting)
    doubtful = [
        each for each in near if each.points >= _NEAR and each.amount is not Agreement.NO and each.row.number
    ]
    if doubtful:
        reasons = ("it may be one of these rows, but too little agrees", *doubtful[0].reasons)
        return _found(FindingKind.UNDECIDED, entry, [each.row for each in doubtful], reasons)
    return _new(entry, wanted, rows)


def against(entry: Entry, row: TrackerRow) -> Finding:
    """Return what an entry is to a row that a person says it is about."""
    found = _of_row(entry, likeness(entry, row))
    if found.kind is not FindingKind.UNDECIDED:
        return found
    return replace(found, kind=FindingKind.REPEATS)


def as_new(entry: Entry) -> Finding:
    """Return an entry as one that a person says makes a new row."""
    return _found(FindingKind.NEW, entry, [], ("a person says that it is new",), becomes=status_in(entry))


def _alone(near: list[Likeness]) -> list[Likeness]:
    """Add a point where one row alone of a party is about the issue and a word agrees too."""
    about = [each for each in near if each.issues]
    if len(about) != 1 or not about[0].words or about[0].beneficiary is Agreement.NO:
        return near
    only = about[0]
    more = replace(
        only, points=only.points + 1, reasons=(*only.reasons, "no other row of the party is about it")
    )
    return [more if each is only else each for each in near]


def _is_same(each: Likeness) -> bool:
    if each.amount is Agreement.NO:  # another amount of the same: nearly all else has to agree
        return each.points >= _SAME and each.measure and each.beneficiary is not Agreement.NO
    return each.points >= _SAME and (each.measure or each.amount is Agreement.YES)


def _of_rows(entry: Entry, fitting: Sequence[Likeness]) -> Finding:
    """Tie an entry to the row that fits best; to all of them where several fit as well."""
    most = max(_fit(each) for each in fitting)
    best = [each for each in fitting if _fit(each) == most]
    if len(best) > 1 and len({each.row.principals for each in best}) < len(best):
        reasons = (f"{len(best)} rows of {best[0].row.party} fit as well", *best[0].reasons)
        return _found(FindingKind.UNDECIDED, entry, [each.row for each in best], reasons)
    first = _of_row(entry, best[0])
    if len(best) == 1:
        return first
    others = [_of_row(entry, each) for each in best[1:]]  # a joint pledge: one row of each party
    if any((each.kind, each.becomes) != (first.kind, first.becomes) for each in others):
        reasons = ("it says different things to the rows of its parties", *first.reasons)
        return _found(FindingKind.UNDECIDED, entry, [each.row for each in best], reasons)
    return replace(
        first,
        keys=tuple(each.row.key for each in best),
        numbers=tuple(each.row.number for each in best),
    )


def _fit(each: Likeness) -> tuple[bool, int, bool]:
    return each.amount is not Agreement.NO, each.points, each.measure


def _of_row(entry: Entry, like: Likeness) -> Finding:
    """Say what an entry is to a row; a row that is only to be cannot be contradicted."""
    found = _held_against(entry, like)
    if found.kind is FindingKind.CONTRADICTS and not like.row.number:
        return replace(found, kind=FindingKind.UNDECIDED, differs="")
    return found


def _held_against(entry: Entry, like: Likeness) -> Finding:
    row, reasons = like.row, like.reasons
    if like.amount is Agreement.NO:
        told = f"the amounts differ: {like.amounts}"
        return _found(FindingKind.CONTRADICTS, entry, [row], (told, *reasons), differs="amount")
    if entry.kind is EntryKind.DENIAL:
        if row.status in ("", UNDECIDED):
            told = "it is denied, and the row's status is not settled"
            return _found(FindingKind.UNDECIDED, entry, [row], (told, *reasons))
        told = f"it is denied where the row says {row.status}"
        return _found(FindingKind.CONTRADICTS, entry, [row], (told, *reasons), differs="status")
    status = status_in(entry)
    moved, why = move(row.status, status, row.status_on or row.announced, entry.last_day)
    back = taken_back(words_up_to(_passage(entry, status).act)) if status not in BACK else ""
    if back and moved in (Move.SAME, Move.ON, Move.EARLIER):
        told = f"the passage was read as {status}, but says {back!r}"
        return _found(FindingKind.UNDECIDED, entry, [row], (told, *reasons))
    match moved:
        case Move.ON if like.points <= _SAME and not is_pledge(report.act for report in entry.reports):
            told = "a statement says so, and no pledge was read in it"
            return _found(FindingKind.UNDECIDED, entry, [row], (told, why, *reasons))
        case Move.ON:
            if like.due is Agreement.NO:
                reasons = (f"another day by which it is due: the row has {row.due}", *reasons)
            return _found(
                FindingKind.MOVES_STATUS, entry, [row], (why, *reasons), was=row.status, becomes=status
            )
        case Move.AGAINST:
            return _found(FindingKind.CONTRADICTS, entry, [row], (why, *reasons), differs="status")
        case Move.OPEN if status in BACK or row.status in BACK:
            return _found(FindingKind.UNDECIDED, entry, [row], (why, *reasons))
        case _ if like.due is Agreement.NO:
            told = f"another day by which it is due: the row has {row.due}"
            return _found(FindingKind.CONTRADICTS, entry, [row], (told, *reasons), differs="due")
        case _:
            return _found(FindingKind.REPEATS, entry, [row], (*reasons, why))


def _without_party(entry: Entry, rows: Rows, wanted: Wanted) -> Finding | None:
    """Leave open an entry that does not settle who: with the rows that have its matter and amount."""
    near = [likeness(entry, row) for row in rows.all.values()]
    fitting = [each for each in near if each.amount is Agreement.YES and each.points >= _SAME]
    if not fitting and not wanted.takes(entry):
        return None
    reasons = ("the passage does not settle who it is", *(fitting[0].reasons if fitting else ()))
    return _found(FindingKind.UNDECIDED, entry, [each.row for each in fitting], reasons)


def _new(entry: Entry, wanted: Wanted, rows: Rows) -> Finding | None:
    if not wanted.takes(entry):
        return None
    status = status_in(entry)
    who = ", ".join(entry.principals)
    unknown = [name for name in entry.principals if not wanted.is_known(name) and not rows.name(name)]
    if unknown:
        told = f"neither the facts about actors nor the table know {', '.join(unknown)}"
        return _found(FindingKind.UNDECIDED, entry, [], (told,))
    if all(report.act.zone is ZoneKind.HEADLINE for report in entry.reports):
        return _found(FindingKind.UNDECIDED, entry, [], ("only a headline carries it",))
    if not _is_concrete(entry):
        told = "it says neither for or against whom, nor how much, by when or on what condition"
        return _found(FindingKind.UNDECIDED, entry, [], (f"no row of {who} is about it", told))
    back = taken_back(words_up_to(_passage(entry, status).act)) if status not in BACK else ""
    if back:
        told = f"no row of {who} is about it, and the passage, read as {status}, says {back!r}"
        return _found(FindingKind.UNDECIDED, entry, [], (told,))
    return _found(FindingKind.NEW, entry, [], (f"no row of {who} is about it",), becomes=status)


def _is_concrete(entry: Entry) -> bool:
    """Tell whether a pledge names anything by which it could be held against its party."""
    acts = [report.act for report in entry.reports]
    sized = any(family(unit) is not None for act in acts for unit, _, _ in act.quantities)
    return sized or any(set(act.towards) - set(act.principals) or act.due or act.condition for act in acts)


def _passage(entry: Entry, status: str) -> Report:
    """Return the report that carries a status, the best source first."""
    return next((report for report in entry.reports if report.act.status == status), entry.reports[0])


def _found(
    kind: FindingKind,
    entry: Entry,
    rows: Sequence[TrackerRow],
    reasons: tuple[str, ...],
    *,
    was: str = "",
    becomes: str = "",
    differs: str = "",
) -> Finding:
    act = _passage(entry, becomes or status_in(entry)).act
    return Finding(
        kind,
        entry,
        tuple(row.key for row in rows),
        tuple(row.number for row in rows),
        reasons,
        act.quote,
        act.document,
        act.place,
        was,
        becomes,
        differs,
    )
