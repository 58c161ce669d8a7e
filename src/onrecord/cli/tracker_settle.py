"""``onrecord tracker settle``: take what articles have for the tracker, or leave it."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from onrecord.cli import opening, registered
from onrecord.cli.actors import by_option, who
from onrecord.cli.ending import when_interrupted
from onrecord.cli.options import db as db_option
from onrecord.cli.options import limit as limit_option
from onrecord.cli.review_asking import Asking
from onrecord.cli.screen import counted, one_line, width
from onrecord.cli.tracker_report import chosen, kind_options, tracker_option
from onrecord.model import Finding, FindingKind, TrackerAction, TrackerDecision

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.cli.tracker_tools import Tracker
    from onrecord.model import TrackerRow
    from onrecord.store.interface import CasefileStore
    from onrecord.tracker.findings import Settled

_KEYS = "a accept  n new row  w which row  r reject  s skip  u undo  ? help  q quit > "
_HELP = """\
a  accept: the finding is right; a new row, a status or a source goes into the table
n  it is a new row
w  it is about another row: type its number; its status moves where the passage is further
r  reject: it is not so, or not wanted in the table
s  skip: leave it for later
u  undo your last decision
?  this help
q  quit; every decision is kept already"""


@click.command(short_help="Take what articles have for the tracker, or leave it.")
@db_option
@tracker_option
@by_option
@kind_options
@click.option("--skipped", is_flag=True, help="What was skipped before, too.")
@limit_option
@click.option("--json", "as_json", is_flag=True, help="Print the decisions as a JSON array at the end.")
def settle(
    db: str, name: str | None, by: str | None, skipped: bool, limit: int | None, as_json: bool, **kinds: bool
) -> None:
    """Step through the findings for your tracker: the row beside the passage, a key for each answer.

    Each decision is kept at once and holds over re-runs. Keys on a terminal, from a pipe a line for
    each answer; ? lists them. What was accepted is written by onrecord tracker export.
    """
    from onrecord.cli import tracker_tools
    from onrecord.cli.review import _screen

    when_interrupted("nothing was decided")
    with opening.to_write(db) as casefile:
        for line in registered.behind(casefile):
            click.echo(line, err=True)
        tracker = tracker_tools.opened(casefile, name)
        session = Session(casefile, tracker, who(by).strip(), _screen(as_json), chosen(kinds), skipped)
        session.run(limit)
    if as_json:
        click.echo(json.dumps([_record(each) for each in session.made], ensure_ascii=False, indent=1))
    else:
        click.echo(session.summary(db))


class Session:
    """Carry one person's session: where it stands among the entries, and the decisions made so far."""

    def __init__(
        self,
        casefile: CasefileStore,
        tracker: Tracker,
        by: str,
        screen: Console,
        kinds: Collection[FindingKind],
        skipped: bool,
    ) -> None:
        from onrecord.tracker.sayings import in_order

        self._casefile, self._tracker, self._screen = casefile, tracker, screen
        self._kinds, self._skipped = kinds, skipped
        self._keeper = tracker.keeper(by)
        self._asking = Asking(screen)
        self._entries = in_order(casefile.entries())
        self._at = 0
        self._asked = 0
        self._left: set[str] = set()  # entries that were skipped in this session
        self._begin()
        self.made: list[TrackerDecision] = []

    def _begin(self) -> None:
        """Settle from the first entry on: what was decided is in the casefile."""
        from onrecord.tracker.findings import Walk

        words = self._tracker.words
        rows = self._tracker.effective().rows
        self._walk = Walk(rows, self._tracker.decisions(), self._tracker.wanted, words.name_of)
        self._at = 0

    def run(self, limit: int | None) -> None:
        """Ask about each open finding until the last one, ``q``, or the end of the input."""
        try:
            while self._at < len(self._entries):
                settled = self._walk.settle(self._entries[self._at])
                if settled is not None and self._is_due(settled):
                    if limit is not None and self._asked >= limit:
                        return
                    if not self._step(settled):
                        return
                    continue
                if settled is not None and settled.is_open:
                    self._walk.carry_on(settled.finding)
                self._at += 1
            self._say("That was the last one." if self._asked else "There is nothing to settle that fits.")
        except EOFError:
            self._say("")

    def _is_due(self, settled: Settled) -> bool:
        finding = settled.finding
        if finding.kind not in self._kinds or not settled.is_open or finding.entry.id in self._left:
            return False
        return self._skipped or settled.decision is None

    def _step(self, settled: Settled) -> bool:
        """Show one finding until it is decided on or left; tell whether to go on."""
        finding = settled.finding
        self._asked += 1
        self._print(settled)
        while True:
            key = self._asking.key(_KEYS).lower()
            if key == "q":
                return False
            if key == "s":
                self._keep(self._keeper.skip(finding, _now()), finding)
                self._left.add(finding.entry.id)
                return True
            if key == "r":
                self._keep(self._keeper.reject(finding, _now()), finding)
                return True
            if key == "u":
                if self._undo():
                    return True
            elif key in ("a", "n", "w"):
                meant = self._meant(key, finding)
                if meant is not None:
                    self._keep(self._keeper.accept(meant, self._table(), _now()), meant)
                    return True
            else:
                self._say(_HELP)

    def _meant(self, key: str, finding: Finding) -> Finding | None:
        """Return the finding that a key accepts; say what is wrong where it cannot."""
        from onrecord.tracker.settle import against, as_new

        if key == "n":
            return finding if finding.kind is FindingKind.NEW else as_new(finding.entry)
        if key == "a":
            if finding.kind is FindingKind.UNDECIDED:
                self._say("It is undecided: say which row with w, or n for a new one.")
                return None
            if any(not number for number in finding.numbers):
                self._say("Its row is not settled yet: it would be new itself. Take that one first, or n.")
                return None
            return finding
        typed = self._asking.line("row: ")
        found = [row for row in self._table() if str(row.number) == typed]
        if not found:
            self._say(one_line(f"there is no row {typed!r}"))
            return None
        return against(finding.entry, found[0])

    def _keep(self, decision: TrackerDecision, finding: Finding) -> None:
        from onrecord.store.trackers import sealed

        kept = sealed(decision)
        self._casefile.add_tracker_decisions([kept])
        self.made.append(kept)
        told = counted(len(self.made), "decision")
        when_interrupted(f"{told} kept; the same command goes on from there")
        self._say(f"kept: {_line(kept, finding)}")
        self._walk.note(kept)
        if kept.action is TrackerAction.ACCEPT:
            self._take(kept, finding)
        if kept.action is not TrackerAction.SKIP:
            self._at += 1

    def _take(self, decision: TrackerDecision, finding: Finding) -> None:
        """Let what was accepted bear on the entries that come after it."""
        from onrecord.tracker.accepted import row_of_new

        if finding.kind is FindingKind.NEW:
            rows = self._table()
            number = max((row.number for row in rows), default=0) + 1
            readers = self._tracker.words.readers
            self._walk.rows.put(row_of_new(decision, number, self._tracker.file.name, readers))
        else:
            self._walk.carry_on(finding)

    def _table(self) -> tuple[TrackerRow, ...]:
        """Return the rows that stand in the table or were accepted for it."""
        return tuple(row for row in self._walk.rows.all.values() if row.number)

    def _forward(self, at: int) -> None:
        while self._at < at:
            settled = self._walk.settle(self._entries[self._at])
            if settled is not None and settled.is_open:
                self._walk.carry_on(settled.finding)
            self._at += 1

    def _undo(self) -> bool:
        """Take this person's last decision back, and return to its entry."""
        mine = [each for each in self._tracker.decisions() if each.by == self._keeper.by]
        if not mine:
            self._say("There is no decision of yours to undo.")
            return False
        from onrecord.store.trackers import sealed

        last = mine[-1]
        back = sealed(self._keeper.undo(last, _now()))
        self._casefile.add_tracker_decisions([back])
        self.made.append(back)
        self._say(f"undone: {last.action.value} of {last.kind.value.replace('_', ' ')}")
        of = [at for at, entry in enumerate(self._entries) if last.place in entry.places]
        self._left -= {self._entries[at].id for at in of}
        self._begin()
        self._forward(min([*of, self._at] if of else [self._at]))
        return True

    def summary(self, db: str) -> str:
        """Say what was decided."""
        undone = {each.undoes for each in self.made}
        held = [each for each in self.made if each.action is not TrackerAction.UNDO and each.id not in undone]
        accepted = sum(each.action is TrackerAction.ACCEPT for each in held)
        told = f"{counted(len(held), 'decision')} kept in {db}, {accepted} accepted"
        return f"{told}; `onrecord tracker export FILE` writes them." if accepted else f"{told}."

    def _print(self, settled: Settled) -> None:
        from onrecord.cli import tracker_lines

        page = self._tracker.page_of(settled.finding.document)
        self._screen.print()
        columns, name_of = self._screen.width or width(), self._tracker.words.name_of
        for text in tracker_lines.lines(settled, self._walk.rows.all, page, columns, name_of):
            self._screen.print(text, soft_wrap=True)

    def _say(self, text: str) -> None:
        self._screen.print(text, markup=False, soft_wrap=True)


def _now() -> datetime:
    return datetime.now(UTC)


def _line(decision: TrackerDecision, finding: Finding) -> str:
    """Say on one line what was decided, safe to print."""
    from onrecord.tracker.telling import decision_line

    return one_line(decision_line(decision, finding.numbers, finding.was))


def _record(decision: TrackerDecision) -> dict[str, object]:
    return {
        "id": decision.id,
        "action": decision.action.value,
        "kind": decision.kind.value,
        "rows": list(decision.rows),
        "becomes": decision.becomes or None,
        "by": decision.by,
        "at": decision.at.isoformat(),
        "values": dict(decision.values),
        "citation": dict(decision.citation),
        "undoes": decision.undoes,
    }
