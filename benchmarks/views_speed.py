"""Time every view on a casefile of a million statements, against bare SELECTs of as many rows.

usage: python benchmarks/views_speed.py --folder DIR [--statements 1000000] [--runs 5] [--only NAME] [--smoke]

The casefile is invented (``_made_world.py``: 76 states and bodies, 124 people, the manual's issues, 25
statements on a page, eight years) and put into the store in bulk, with its register, positions and
conflicts; nothing is read by a model and nothing compared. It is made once and kept in the folder: about a
quarter of an hour and eight gigabytes for a million statements. Keys and vectors, which only deriving looks
at, are left out.

Each view runs once before it is timed. What it reads is counted by kind while it does; the bare SELECT
fetches as many rows of the same tables through an index with Python's own driver, and makes nothing of
them. Shown are medians over the runs, in processor time, which is wall time where nothing else runs and the
pages of the file are in memory: milliseconds of the view, of the SELECT, how many times the second goes
into the first, and the rows. A view that reads a handful of rows is held to its milliseconds alone: what a
SELECT of three rows takes is too little to compare with.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from _made_casefile import made
from _setting import conditions
from onrecord.codebook import packs
from onrecord.model import SubjectKind
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import EntryFilter
from onrecord.store.interface_shown import ConflictFilter, PositionFilter

FEW = 100
"""Rows below which a multiple says nothing."""

ROWS = {
    "Entry": "SELECT e.*, c.* FROM entries e JOIN clusters c ON c.id = e.cluster ORDER BY e.first_day, e.id",
    "EntryHead": "SELECT id, kind, status, issue_list, first_day, last_day, moved_last_day, origins"
    " FROM entries ORDER BY first_day, id",
    "Position": "SELECT * FROM positions ORDER BY subject, holder, number",
    "Point": "SELECT * FROM points ORDER BY subject, holder, first_day, last_day, entry",
    "Conflict": "SELECT * FROM conflicts ORDER BY first_day, id",
    "EntryLink": "SELECT * FROM entry_links ORDER BY source",
    "DocumentSummary": "SELECT * FROM documents ORDER BY first_day, id",
    "Document": "SELECT * FROM documents JOIN bodies ON document_key = key ORDER BY first_day, id",
    "Derivation": "SELECT * FROM derivations ORDER BY derived_key",
    "FoundRow": "SELECT * FROM claims ORDER BY document_key, position",
}
"""What reads the rows that an object of each kind is made of, in the order of an index."""


class Reading:
    """Stand before a casefile and count what it gives, by kind."""

    def __init__(self, casefile: Any) -> None:
        self._casefile, self.rows = casefile, Counter[str]()

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._casefile, name)
        return self._counted(found) if callable(found) else found

    def _counted(self, ask: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            given = ask(*args, **options)
            if isinstance(given, Iterator):
                return self._stream(given)
            several = given.values() if isinstance(given, Mapping) else given
            for each in several if isinstance(several, (list, tuple, type({}.values()))) else [given]:
                self._count(each)
            return given

        return call

    def _stream(self, given: Iterator[Any]) -> Iterator[Any]:
        for each in given:
            self._count(each)
            yield each

    def _count(self, each: Any) -> None:
        for one in each if isinstance(each, tuple) and each and not hasattr(each, "_fields") else [each]:
            self.rows[type(one).__name__] += 1


def views(path: Path) -> dict[str, Callable[[Any], Any]]:
    """Return what asks each view, by name."""
    from onrecord.views.calendar.calendar import CalendarFilter, calendar
    from onrecord.views.conflicts.disputes import disputes
    from onrecord.views.digest.digest import digest
    from onrecord.views.digest.window import DigestFilter
    from onrecord.views.entries import entry_record
    from onrecord.views.looking import Looked
    from onrecord.views.packages.deadlines import DeadlineFilter, deadlines
    from onrecord.views.packages.gaps import gaps
    from onrecord.views.packages.pledges import PledgeFilter, pledges
    from onrecord.views.positions.matrix import matrix
    from onrecord.views.positions.shifts import shifts
    from onrecord.views.positions.standing import standings
    from onrecord.views.positions.unity import unity
    from onrecord.views.proposals.proposals import ProposalFilter, proposal, proposals

    book = packs.shipped(packs.DEFAULT)
    package = book.packages[0]
    day, issue, actor = "2035-06-15", "security_guarantees", "XAB"
    bloc = tuple(f"XA{each}" for each in "ABCDEFGH") + tuple(f"XB{each}" for each in "ABCDEFGH")
    entry, answered = (
        _some(path, "SELECT id FROM entries WHERE origins > 1"),
        _some(path, "SELECT target FROM entry_links WHERE kind = 'responds_to'"),
    )
    on_issue = PositionFilter(about=SubjectKind.ISSUE, subjects=(issue,), as_of=day)
    week = PositionFilter(shifted=True, since_from="2035-06-10", since_until="2035-06-16")
    return {
        "register, first page": lambda c: list(islice(c.entries(EntryFilter()), 50)),
        "register, one actor's first page": lambda c: list(islice(c.entries(EntryFilter(actor=actor)), 50)),
        "register, words": lambda c: list(islice(c.entries(EntryFilter(text="radar budget")), 50)),
        "entry with its evidence": lambda c: entry_record(c.entry(entry), Looked(c)),
        "positions of an actor on a day": lambda c: [
            *standings(c, PositionFilter(about=SubjectKind.ISSUE, holders=(actor,), as_of=day))
        ],
        "positions on an issue on a day": lambda c: list(standings(c, on_issue)),
        "matrix on a day": lambda c: matrix(c, day),
        "matrix, latest": lambda c: matrix(c),
        "shifts of a week": lambda c: shifts(c, week),
        "shifts of an actor": lambda c: shifts(c, PositionFilter(shifted=True, holders=(actor,))),
        "unity of a bloc on a day": lambda c: unity(c, "bloc", bloc, issue, day),
        "conflicts of a month": lambda c: list(
            disputes(c, ConflictFilter(reported_from="2035-06", reported_until="2035-06"))
        ),
        "gaps for a state": lambda c: gaps(c, book, "XAC", day, package),
        "proposals, first page": lambda c: list(islice(proposals(c, ProposalFilter()), 50)),
        "one proposal with its answers": lambda c: proposal(c, answered),
        "pledges of an actor": lambda c: list(islice(pledges(c, PledgeFilter(parties=(actor,))), 50)),
        "deadlines of a month": lambda c: deadlines(c, DeadlineFilter(first="2035-06", last="2035-06")),
        "calendar of a month": lambda c: list(
            calendar(c, CalendarFilter(date_from="2035-06", date_until="2035-06"))
        ),
        "digest of a week": lambda c: digest(c, DigestFilter("2035-06-10", "2035-06-16")),
    }


def _some(path: Path, query: str) -> str:
    """Return what a query finds in the middle."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        (found,) = connection.execute(f"{query} LIMIT 1 OFFSET 20").fetchone()
    return str(found)


def timed(ask: Callable[[], Any], runs: int) -> float:
    """Return the median of the milliseconds of processor time that something takes."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        ask()
        taken.append(1000 * (time.process_time() - start))
    return statistics.median(taken)


def bare(path: Path, rows: Mapping[str, int], runs: int) -> float:
    """Return the median of the milliseconds that SELECTs of as many rows of the same kinds take."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def select() -> None:
        for kind, number in rows.items():
            if kind in ROWS:
                connection.execute(f"{ROWS[kind]} LIMIT ?", (number,)).fetchall()

    select()
    found = timed(select, runs)
    connection.close()
    return found


def main() -> int:
    """Make the casefile where it is not there, time every view, print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--folder", type=Path, help="where the casefile is kept; --smoke can do without")
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="", help="views with this in their name alone")
    parser.add_argument("--smoke", action="store_true", help="2,000 statements")
    args = parser.parse_args()
    if args.folder is None and not args.smoke:
        parser.error(
            "say with --folder where the casefile is to be kept: it takes a quarter of an hour to make"
        )
    with tempfile.TemporaryDirectory() as spare:
        table(args, args.folder or Path(spare), 2000 if args.smoke else args.statements)
    return 0


def table(args: argparse.Namespace, folder: Path, number: int) -> None:
    """Time every view and print a line for each."""
    start = time.perf_counter()
    path = made(folder, number)
    print(f"# {conditions(f'made, {number:,} statements')}; {path.stat().st_size / 1e9:.1f} GB")
    print(f"# there after {time.perf_counter() - start:.0f} s; medians of {args.runs} runs, warm\n")
    print(f"{'view':34} {'ms':>8} {'SELECT':>8} {'times':>6}  rows")
    with open_casefile(str(path), read_only=True) as casefile:
        for name, ask in views(path).items():
            if args.only not in name:
                continue
            read = Reading(casefile)
            ask(read)
            took, least = timed(partial(ask, casefile), args.runs), bare(path, read.rows, args.runs)
            seen = {kind: count for kind, count in read.rows.items() if kind in ROWS}
            times = f"{took / least:6.1f}" if sum(seen.values()) >= FEW else "   few"
            told = ", ".join(f"{count:,} {kind}" for kind, count in sorted(seen.items()))
            print(f"{name:34} {took:8.1f} {least:8.2f} {times}  {told}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
