"""Gather what a report shows as plain tables: pledges against what was delivered, and deadlines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.store.fold import fold
from onrecord.store.interface import CasefileView
from onrecord.text.days import days
from onrecord.views.cards import span
from onrecord.views.packages.deadlines import Deadline, DeadlineFilter, deadlines
from onrecord.views.packages.pledges import Pledge, PledgeFilter, pledges
from onrecord.views.report.content import Choice, Content


@dataclass(frozen=True, slots=True)
class Row:
    """Hold a line of a table, with the entries that it rests on, or the pages where it rests on none."""

    cells: tuple[str, ...]
    entries: tuple[str, ...]
    documents: tuple[str, ...]
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """Hold a table."""

    id: str
    title: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    none: str  # what is said where there is no row


def tables(casefile: CasefileView, choice: Choice, content: Content) -> list[Rows]:
    """Return the tables of a report.

    Args:
        casefile: of confirmed entries alone, where the report is of these.
        choice: what the report shows.
        content: what was gathered so far: which entries are confirmed, as of which day things are said.
    """
    reviewed = frozenset(content.coverage.confirmed)
    as_of = choice.until or content.last or None
    pledged = PledgeFilter(measures=choice.issues, as_of=as_of)
    due = DeadlineFilter(first=choice.since, last=choice.until, as_of=as_of)
    told = f" as of {as_of}" if as_of else ""
    return [
        Rows(
            "pledges",
            "Pledged against delivered",
            f"Undertakings: how far they are decided and done{told}. Amounts are never added up.",
            ("Who", "Measure", "Decided", "Done", "How much", "Due", "Words"),
            tuple(_pledge(each) for each in pledges(casefile, pledged) if _wanted(each, choice)),
            "Nothing is undertaken.",
        ),
        Rows(
            "deadlines",
            "Deadlines",
            f"What is due or expected by when{told}.",
            ("Due", "Who", "What", "State", "Words"),
            tuple(
                _deadline(each, reviewed)
                for each in deadlines(casefile, due)
                if _is_of(choice, (*each.parties, *each.towards)) and _on(choice, each.issues)
            ),
            "Nothing is due by a day that is told.",
        ),
    ]


def _wanted(pledge: Pledge, choice: Choice) -> bool:
    held = pledge.standing
    first, last = days(choice.since), days(choice.until)
    dated = held.first_day is not None and held.last_day is not None
    late = first is None or (dated and str(held.last_day) >= first[0])
    early = last is None or (dated and str(held.first_day) <= last[1])
    return late and early and _is_of(choice, (*held.parties, *held.actors, *held.towards))


def _is_of(choice: Choice, names: Iterable[str]) -> bool:
    wanted = fold(choice.actor or "")
    return not wanted or any(wanted in fold(name) for name in names)


def _on(choice: Choice, issues: Iterable[str]) -> bool:
    return not choice.issues or bool({*choice.issues} & {*issues})


def _pledge(pledge: Pledge) -> Row:
    held = pledge.standing
    back = " ".join(filter(None, (held.taken_back, held.taken_back_on)))
    decided = " ".join(filter(None, (_plain(held.status or ""), held.since)))
    done = " ".join(filter(None, (_plain(held.done or ""), held.done_since)))
    overdue = " (overdue: not known to be delivered)" if pledge.overdue else ""
    apart = f" (not counted: {held.apart})" if held.apart else ""
    return Row(
        (
            "; ".join(held.parties) or "who: undecided",
            _plain(held.measure),
            f"{decided or 'not told'}{f'; {back}' if back else ''}{apart}",
            done or "not told",
            "; ".join(amount.words for amount in held.amounts) or "not told",
            "; ".join(due.edtf or due.words for due in held.dues) + overdue or "not told",
            f"“{held.quote}”",
        ),
        (held.entry,),
        held.documents.ids,
        held.reviewed,
    )


def _deadline(each: Deadline, reviewed: frozenset[str]) -> Row:
    return Row(
        (
            each.due or span(each.first_day, each.last_day),
            "; ".join(each.parties) or "who: undecided",
            each.what,
            str(each.state.value),
            f"“{each.words}”" if each.words else "",
        ),
        each.entries.ids,
        each.documents.ids,
        any(entry in reviewed for entry in each.entries.ids),
    )


def _plain(value: str) -> str:
    return str(value).replace("_", " ")
