"""Keep the queue of records in memory: made once, made anew beside the pages, cheap to ask."""

from __future__ import annotations

import logging
import threading
import time
from bisect import bisect_left, bisect_right
from collections import Counter, OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError
from onrecord.model import RecordKind
from onrecord.review.ledger import Ledger
from onrecord.review.worth import Ranked, ranked
from onrecord.store.interface import EntryFilter
from onrecord.store.interface_review import EntryUse, RecordHead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.codebook.records import Codebook
    from onrecord.web.desk import Desk

LOG = logging.getLogger("onrecord.web")

FIRST = 0.5
"""Seconds that the first page waits for the queue; a larger casefile has it a little later."""

EVERY = 60.0
"""Seconds between two queues at most, where the casefile changes: small ones are made anew sooner."""

_BREATH = 200  # records after which the others get their turn
_FILTERS = 64


@dataclass(frozen=True, slots=True)
class Chosen:
    """Choose records of the queue; empty and ``None`` choose all."""

    kinds: tuple[RecordKind, ...] = ()
    issue: str | None = None
    actor: str | None = None  # part of a name
    document: str | None = None  # id
    entry: str | None = None  # id

    @property
    def of_register(self) -> bool:
        """Tell whether what is chosen hangs on the register."""
        return any((self.issue, self.actor, self.entry))


@dataclass(slots=True)
class Standing:
    """Hold the queue as it stood once, and what it was reckoned from."""

    ranked: Sequence[Ranked]
    uses: Mapping[str, EntryUse]
    conflicts: Mapping[str, int]
    measures: Mapping[str, int]
    revision: int
    at: float  # monotonic
    took: float
    today: str | None  # the last day that a report has: ages are reckoned from there
    rank: dict[tuple[RecordKind, str], int] = field(default_factory=dict)
    chosen: OrderedDict[Chosen, tuple[int, ...]] = field(default_factory=OrderedDict)


@dataclass(frozen=True, slots=True)
class Place:
    """Hold where a record stands among those that are chosen."""

    item: Ranked | None  # None: nothing is left
    before: Ranked | None
    after: Ranked | None  # the next that nobody decided on
    left: int  # chosen and not decided on
    of: int  # chosen


class Queue:
    """Hold the queue of one casefile for all pages of a process."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._standing: Standing | None = None
        self._made = threading.Event()
        self._guard = threading.Lock()
        self._making = False
        self._ledger = Ledger()
        self._error: OnrecordError | None = None

    def begin(self) -> None:
        """Have the queue made before anybody asks for it."""
        self._see_to_it()

    def standing(self) -> Standing | None:
        """Return the queue; ``None`` where it is not made yet. A newer one is made beside the pages."""
        self._see_to_it()
        if self._standing is None:
            self._made.wait(FIRST)
        if self._error is not None:
            error, self._error = self._error, None
            raise error
        return self._standing

    def ledger(self) -> Ledger:
        """Return the account of all reviews that the casefile has by now."""
        with self._guard:
            self._ledger.take(self._desk.casefile.review_heads(self._ledger.last))
            return self._ledger

    def place(self, standing: Standing, where: Chosen, record: tuple[RecordKind, str] | None) -> Place:
        """Return where a record stands among the chosen; without one, the first that nobody decided on."""
        ledger, ranks = self.ledger(), self._ranks(standing, where)
        every = standing.ranked
        at = standing.rank.get(record) if record is not None else None

        def open_after(start: int) -> Ranked | None:
            for place in range(start, len(ranks)):
                each = every[ranks[place]]
                if not ledger.is_decided(each.kind, each.id):
                    return each
            return None

        decided = sum(
            1
            for key in ledger.decided()
            if (rank := standing.rank.get(key)) is not None and _has(ranks, rank)
        )
        left = len(ranks) - decided
        if record is not None and at is None:
            return Place(None, None, open_after(0), left, len(ranks))
        if at is None:
            item = open_after(0)
            at = standing.rank[item.kind, item.id] if item is not None else -1
        item = every[at] if at >= 0 else None
        place = bisect_left(ranks, at)
        before = every[ranks[place - 1]] if item is not None and place > 0 else None
        after = open_after(bisect_right(ranks, at)) if item is not None else None
        return Place(item, before, after or self._wrapped(open_after(0), item), left, len(ranks))

    @staticmethod
    def _wrapped(first: Ranked | None, item: Ranked | None) -> Ranked | None:
        """Return the first record again, where the last was reached; not the very one that is shown."""
        same = first is not None and item is not None and (first.kind, first.id) == (item.kind, item.id)
        return None if same else first

    def _ranks(self, standing: Standing, where: Chosen) -> tuple[int, ...]:
        with self._guard:
            if where in standing.chosen:
                standing.chosen.move_to_end(where)
                return standing.chosen[where]
        found = self._found(standing, where)
        with self._guard:
            standing.chosen[where] = found
            while len(standing.chosen) > _FILTERS:
                standing.chosen.popitem(last=False)
        return found

    def _found(self, standing: Standing, where: Chosen) -> tuple[int, ...]:
        entries: set[str] | None = None
        if where.of_register:
            asked = EntryFilter(actor=where.actor, issues=(where.issue,) if where.issue else ())
            if where.issue or where.actor:
                entries = {each.id for each in self._desk.casefile.entry_heads(asked)}
            if where.entry:
                only = {self._desk.casefile.entry(where.entry).id}
                entries = only if entries is None else entries & only
        document = self._desk.casefile.summary(where.document).id if where.document else None
        return tuple(
            rank
            for rank, each in enumerate(standing.ranked)
            if (not where.kinds or each.kind in where.kinds)
            and (document is None or each.document == document)
            and (entries is None or each.entry in entries)
        )

    def _see_to_it(self) -> None:
        with self._guard:
            standing = self._standing
            if self._making:
                return
            if standing is not None:
                age = time.monotonic() - standing.at
                if age < self._rest(standing) or standing.revision == self._desk.revision():
                    return
                if not standing.ranked:  # of a casefile that was empty: wait for the new one
                    self._standing = None
                    self._made.clear()
            self._making = True
        threading.Thread(target=self._make, name="review queue", daemon=True).start()

    @staticmethod
    def _rest(standing: Standing) -> float:
        """Return for how many seconds a queue is good enough: none where it was empty."""
        return 0.0 if not standing.ranked else min(EVERY, 20 * standing.took)

    def _make(self) -> None:
        try:
            self._standing = made(self._desk)
            self._error = None
        except OnrecordError as error:
            LOG.warning("the review queue could not be made: %s", error)
            self._error = error
        finally:
            self._making = False
            self._made.set()


def made(desk: Desk) -> Standing:
    """Return the queue of a casefile as it is now."""
    began, casefile, revision = time.monotonic(), desk.casefile, desk.revision()
    uses = {each.id: each for each in casefile.entry_uses()}
    entries, conflicts = dict(casefile.record_entries()), casefile.record_conflicts()
    measures = measures_of(desk.codebook())
    found = ranked(_unhurried(casefile.record_heads()), entries, uses, conflicts, measures)
    today = max((each.last_day for each in uses.values() if each.last_day), default=None)
    standing = Standing(found, uses, conflicts, measures, revision, began, time.monotonic() - began, today)
    standing.rank.update(((each.kind, each.id), rank) for rank, each in enumerate(found))
    return standing


def measures_of(book: Codebook) -> Mapping[str, int]:
    """Return of how many measures of a codebook's packages each issue is one."""
    named = (issue for package in book.packages for each in package.measures for issue in each.issues)
    return Counter(named)


def _unhurried(heads: Iterable[RecordHead]) -> Iterator[RecordHead]:
    """Yield records, and let other threads have their turn now and then."""
    for number, head in enumerate(heads, 1):
        yield head
        if not number % _BREATH:
            time.sleep(0.0005)


def _has(ranks: Sequence[int], rank: int) -> bool:
    at = bisect_left(ranks, rank)
    return at < len(ranks) and ranks[at] == rank


def queue_of(desk: Desk) -> Queue:
    """Return the queue of a desk's casefile; one for all pages."""
    return desk.lasting(Queue, lambda: Queue(desk))
