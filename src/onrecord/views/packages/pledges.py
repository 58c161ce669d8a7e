"""Set what was pledged against what was delivered: one line for each undertaking and measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.codebook.packaging import DONE
from onrecord.model import EntryKind, Stance
from onrecord.store.entry_filters import EntryFilter
from onrecord.store.interface import CasefileView
from onrecord.views.packages.dues import Due, is_past
from onrecord.views.packages.gap_records import standing_cells, standing_record
from onrecord.views.packages.undertakings import Standing, standings
from onrecord.views.parts import Record

_BEGINNING = "0001"  # whatever is due before
KINDS = (EntryKind.COMMITMENT.value, EntryKind.OFFER.value)


@dataclass(frozen=True, slots=True)
class PledgeFilter:
    """Choose pledges; empty and ``None`` choose all. Names are whole and as decided."""

    parties: tuple[str, ...] = ()  # who answers for it
    beneficiaries: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()  # ids of the codebook, UNDECIDED for those without one
    as_of: str | None = None  # EDTF: what was done, or else reported, by its last day
    overdue: bool = False  # those alone that were due before as_of, and are not known to be delivered
    offers: bool = True  # what is considered or proposed too


@dataclass(frozen=True, slots=True)
class Pledge:
    """Hold what one undertaking comes to: how far it is decided and done, how much, and by when."""

    standing: Standing
    overdue: tuple[Due, ...] = field(default=())  # days that passed before it was known to be delivered

    @property
    def delivered(self) -> bool:
        """Tell whether some report says that it is delivered: in part or whole is not told apart."""
        return self.standing.done == DONE[-1]


def pledges(casefile: CasefileView, where: PledgeFilter) -> Iterator[Pledge]:
    """Yield pledges by the first day of the act, undated last; each measure of an entry is a line."""
    wanted = EntryFilter(
        kinds=KINDS, principals=where.parties, beneficiaries=where.beneficiaries, issues=where.measures,
        due_from=_BEGINNING if where.overdue else None, due_until=where.as_of if where.overdue else None,
    )  # fmt: skip
    for entry in casefile.entries(wanted):
        if not _fits(where.parties, (*entry.principals, *entry.actors)):
            continue
        if entry.stance == Stance.AGAINST or not _fits(where.beneficiaries, entry.towards):
            continue
        for standing in standings(entry, where.as_of):
            if not _fits(where.measures, (standing.measure,)):
                continue
            pledge = Pledge(standing, tuple(_overdue(standing, where.as_of)))
            offered = standing.status in (None, "considered", "proposed") and not standing.done
            if (pledge.overdue or not where.overdue) and (where.offers or not offered):
                yield pledge


def _fits(wanted: Sequence[str], held: Sequence[str]) -> bool:
    return not wanted or bool({*wanted} & {*held})


def _overdue(standing: Standing, as_of: str | None) -> Iterator[Due]:
    """Yield the days that passed; none of what was delivered, taken back or put apart."""
    if as_of is None or standing.done == DONE[-1] or standing.taken_back or standing.apart:
        return
    yield from (due for due in standing.dues if is_past(due.last, as_of))


def pledge_record(pledge: Pledge, as_of: str | None) -> Record:
    """Return a pledge as its undertaking stands, with what of it is overdue."""
    late = [due.edtf for due in pledge.overdue]
    more = {"as_of": as_of, "delivered": pledge.delivered, "overdue": late}
    return standing_record(pledge.standing) | more


PLEDGE_COLUMNS = (
    "entry", "parties", "measure", "towards", "status", "since", "done", "done_since", "taken_back",
    "taken_back_on", "quantities", "due", "overdue", "legal_forms", "approvals", "conditions",
    "members_named", "told_by", "origins", "documents", "apart", "quote", "notes",
)  # fmt: skip


def pledge_cells(pledge: Pledge) -> dict[str, str]:
    """Return a pledge as one row of text for a spreadsheet."""
    s = pledge.standing
    cells = standing_cells(s) | {
        "measure": s.measure,
        "towards": "; ".join(s.towards),
        "due": "; ".join(due.edtf or due.words for due in s.dues),
        "overdue": "; ".join(str(due.edtf) for due in pledge.overdue),
        "apart": s.apart,
    }
    return {name: cells[name] for name in PLEDGE_COLUMNS}
