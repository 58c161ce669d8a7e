"""Make the pages of proposals: what is looked for, and the thread of one in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model import Position
from onrecord.text.days import days
from onrecord.views.cards import Card
from onrecord.views.proposals.paging import Paged, candidates, paged
from onrecord.views.proposals.proposals import Party, Proposal, ProposalFilter, Reply, proposal
from onrecord.web.plans.parameters import Given, choice, day, number, one

if TYPE_CHECKING:
    from onrecord.web.desk import Desk

SHOWN = ("answered", "open", "unanswered")
"""Which proposals a page shows: those with an answer, those of these not settled, those put to somebody."""
Query = dict[str, list[str]]
_UNDATED = "9999-99-99"


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what an address asks for."""

    shown: str
    actor: str | None
    issues: tuple[str, ...]
    since: str | None
    until: str | None
    as_of: str | None
    every: bool
    start: int

    def filter(self) -> ProposalFilter:
        """Return what is looked for."""
        return ProposalFilter(
            self.issues, self.actor, self.since, self.until, self.as_of, self.shown == "open",
            self.shown != "unanswered", self.every,
        )  # fmt: skip

    def query(self, **changes: object) -> Query:
        """Return the parameters of this view, some of them changed."""
        values = {
            "shown": self.shown if self.shown != SHOWN[0] else None,
            "actor": self.actor,
            "issue": list(self.issues),
            "since": self.since,
            "until": self.until,
            "as_of": self.as_of,
            "all": "yes" if self.every else None,
            "start": self.start or None,
        } | changes
        return {
            name: [str(each) for each in value] if isinstance(value, list) else [str(value)]
            for name, value in values.items()
            if value not in (None, "", [])
        }


def asked(given: Given) -> Asked:
    """Return what an address asks for.

    Raises:
        UsageError: a date, a number or a choice is none.
    """
    return Asked(
        choice(given, "shown", SHOWN) or SHOWN[0],
        one(given, "actor"),
        tuple(given.get("issue", ())),
        day(given, "since"),
        day(given, "until"),
        day(given, "as_of"),
        one(given, "all") == "yes",
        number(given, "start", 0),
    )


def page(desk: Desk, wanted: Asked) -> Paged:
    """Return the proposals of a page."""
    where = wanted.filter()
    ids = desk.kept("proposal ids", where, lambda: candidates(desk.view(), where))
    make = lambda: paged(desk.view(), where, ids, wanted.start)  # noqa: E731
    return desk.kept("proposals", (where, wanted.start), make)


@dataclass(frozen=True, slots=True)
class Happened:
    """Hold one thing of a thread: a version, a part, an answer, or where somebody moved to since."""

    day: str  # EDTF, or "undated"
    order: tuple[str, str]
    what: str  # "put forward", "put forward again", "part", "answer", "moved"
    card: Card | None = None
    reply: Reply | None = None
    party: Party | None = None
    moved: Position | None = None


def thread(found: Proposal) -> tuple[Happened, ...]:
    """Return what happened to a proposal in the order of time, undated last."""
    return tuple(sorted(_happened(found), key=lambda each: each.order))


def _happened(found: Proposal) -> Iterator[Happened]:
    for number_, card in enumerate(found.versions):
        yield Happened(
            card.day, _order(card.day, "0"), "put forward again" if number_ else "put forward", card
        )
    for card in found.parts:
        yield Happened(card.day, _order(card.day, "1"), "part", card)
    for party in found.parties:
        for reply in party.replies:
            yield Happened(reply.day, _order(reply.day, "2"), "answer", reply=reply, party=party)
        for later in party.later:
            yield Happened(later.since, _order(later.since, "3"), "moved", party=party, moved=later)


def _order(day_: str, kind: str) -> tuple[str, str]:
    """Order by the last day that a date allows: what is told of a month may be of its end."""
    span = days(day_)
    return (span[1] if span else _UNDATED, kind)


def one_of(desk: Desk, entry_id: str, as_of: str | None) -> Proposal:
    """Return the proposal that an entry belongs to.

    Raises:
        UsageError: there is no such entry.
    """
    return desk.kept("proposal", (entry_id, as_of), lambda: proposal(desk.view(), entry_id, as_of))
