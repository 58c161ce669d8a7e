"""Lay a board of gaps out as a table: measures in rows, parties in columns, each cell with its entries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import TypeVar

from onrecord.codebook.packaging import DECIDED, DONE
from onrecord.model import UNDECIDED
from onrecord.views.counted import Counted
from onrecord.views.packages.gaps import Board, Line, Stand, Supposed, furthest_of
from onrecord.views.packages.lacks import LackKind
from onrecord.views.packages.undertakings import Standing
from onrecord.web.plans.stages import Stage, stages
from onrecord.web.plans.supposing import next_step, written
from onrecord.web.saying_days import day_words

S = TypeVar("S", Stand, Standing)

COLUMNS = 6
"""Parties that a table shows, unless all are asked for."""
_WORDS = 50  # letters of the words that stand for an entry without a day
_SHOWN = 3  # undertakings of one party in one cell
_GROUP, _UNNAMED = "group: ", ("group: ", "anon: ")
_LACKS = {
    LackKind.STATUS: "not decided so far",
    LackKind.FORM: "in another form",
    LackKind.FORM_NOT_TOLD: "form not told",
    LackKind.APPROVAL: "lacks approval",
    LackKind.CONDITION: "under a condition",
    LackKind.DEED: "not known to be done",
    LackKind.UNNAMED: "members not named",
}
"""What a cell says of what is lacking; that it was taken back is said by itself."""
UNKNOWN = ""
"""Stands for undertakings of which it is undecided whose they are."""


@dataclass(frozen=True, slots=True)
class Party:
    """Hold a column: who it is."""

    name: str  # as the register has it; UNKNOWN: undecided
    shown: str
    group: bool  # a counted group: whom of them it binds is not known unless its words name them


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold one undertaking as a cell shows it."""

    standing: Standing
    stages: frozenset[Stage]
    told: str  # "signed since 17 Sep 2031"
    lacks: tuple[tuple[str, str], ...]  # in a word, and whole
    off: bool  # refused, suspended or withdrawn


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold what one party has on record on one measure."""

    party: Party
    pieces: tuple[Piece, ...]
    more: Counted  # further undertakings
    asked: Counted  # entries that ask it of this party
    refused: Counted
    general: Counted  # in general terms, not counted
    supposed: tuple[Supposed, ...]
    suppose: str | None  # the step, as an address has it, by which it would have what is needed; None: none

    @property
    def meets(self) -> bool:
        """Tell whether one of the undertakings lacks nothing of what is needed."""
        return any(not piece.lacks and not piece.off for piece in self.pieces)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing of this party is on record here."""
        return not (self.pieces or self.asked or self.refused or self.general or self.supposed)


@dataclass(frozen=True, slots=True)
class Row:
    """Hold a measure with a cell for each party."""

    line: Line
    cells: tuple[Cell, ...]
    supposed_by: tuple[str, ...]  # parties of which a supposed step would leave nothing lacking

    @property
    def state(self) -> str:
        """Return in a word how the measure stands: "met", "open" or "nobody"."""
        if self.line.meets:
            return "met"
        return "open" if any(each.standing.stands for each in self.line.stands) else "nobody"


@dataclass(frozen=True, slots=True)
class Table:
    """Hold a board as a table, and which parties are left out of it."""

    parties: tuple[Party, ...]
    others: tuple[Party, ...]
    rows: tuple[Row, ...]

    def of_state(self, state: str) -> tuple[Row, ...]:
        """Return the measures that stand so."""
        return tuple(row for row in self.rows if row.state == state)

    @property
    def then_met(self) -> tuple[Row, ...]:
        """Return the measures that would be met by what is supposed, and are not."""
        return tuple(row for row in self.rows if row.state != "met" and row.supposed_by)


def table(
    board: Board, most: int | None = COLUMNS, always: Collection[str] = (), *, whole: bool = True
) -> Table:
    """Return a board as a table.

    Args:
        board: what is on record.
        most: parties that are shown, those with most on record first; ``None``: all. It gives way to those
            who are supposed to act and, up to twice as many, to those who refuse, or who alone have
            something on a measure.
        always: parties that are shown in any case.
        whole: show several undertakings of a party in a cell, not the furthest alone.
    """
    parties = _parties(board)
    shown = _kept(board, parties, most, always)
    columns = tuple(_party(name, board) for name in parties if name in shown)
    pieces = _SHOWN if whole else 1
    rows = tuple(_row(line, columns, board, pieces) for line in board.lines)
    return Table(columns, tuple(_party(name, board) for name in parties if name not in shown), rows)


def _names(standing: Standing) -> tuple[str, ...]:
    return standing.parties or (UNKNOWN,)


def _parties(board: Board) -> list[str]:
    """Return everybody who has something on the board, those with most on record first."""
    weight: dict[str, list[int]] = {}

    def count(name: str, at: int, least: int = 1) -> None:
        held = weight.setdefault(name, [0, 0, 0, 0])
        held[at] += least

    for line in board.lines:
        for each in line.supposed:
            count(each.step.party, 0)
        stood = {name for stand in line.stands for name in _names(stand.standing)}
        for name in stood | {name for refusal in line.refusals for name in _names(refusal)}:
            count(name, 1)
        for stand in line.stands:
            for name in _names(stand.standing):
                count(name, 2, 1 + _step(stand.standing))
        for stand in line.general:
            for name in _names(stand.standing):
                count(name, 3)
        for name in (name for each in line.asked for name in _asked_of(each, board)):
            count(name, 3)
    return sorted(weight, key=lambda name: (*(-each for each in weight[name]), name))


def _step(standing: Standing) -> int:
    reached = [
        ladder.index(held)
        for ladder, held in ((DECIDED, standing.status), (DONE, standing.done))
        if held is not None and held in ladder
    ]
    return max(reached, default=0)


def _asked_of(standing: Standing, board: Board) -> tuple[str, ...]:
    """Return of whom something is asked: who has a name and is not the one whom it is for."""
    if standing.kind != "demand":
        return ()
    return tuple(n for n in standing.towards if n != board.beneficiary and not n.startswith(_UNNAMED))


def _kept(board: Board, parties: Sequence[str], most: int | None, always: Collection[str]) -> set[str]:
    if most is None:
        return set(parties)
    kept = {*parties[:most], *(name for name in parties if name in always)}
    kept.update(each.step.party for line in board.lines for each in line.supposed)
    for name in (name for line in board.lines for name in _due_a_column(line, parties, kept)):
        if len(kept) >= 2 * most:
            break
        kept.add(name)
    return kept


def _due_a_column(line: Line, parties: Sequence[str], kept: Collection[str]) -> Iterator[str]:
    """Yield who else is to be seen of a measure: who alone has something on it, and who refuses it."""
    held = {name for stand in line.stands for name in _names(stand.standing)}
    if held and held.isdisjoint(kept):
        yield min(held, key=parties.index)
    refusing = {name for refusal in line.refusals for name in _names(refusal)}
    yield from sorted(refusing - set(kept), key=parties.index)


def _party(name: str, board: Board) -> Party:
    if not name:
        return Party(UNKNOWN, UNDECIDED, False)
    if not name.startswith(_GROUP):
        return Party(name, name, False)
    named = any(
        stand.standing.members_named
        for line in board.lines
        for stand in (*line.stands, *line.general)
        if name in stand.standing.parties
    )
    shown = name.removeprefix(_GROUP)
    return Party(name, shown if named else f"{shown}, unnamed", True)


def _row(line: Line, parties: Iterable[Party], board: Board, most: int) -> Row:
    stands = _by_name((stand, stand.standing) for stand in line.stands)
    general = _by_name((stand, stand.standing) for stand in line.general)
    refused = _by_name((each, each) for each in line.refusals)
    cells = tuple(
        _cell(
            line, party, board, stands.get(party.name, ()), general.get(party.name, ()),
            refused.get(party.name, ()), most,
        )
        for party in parties
    )  # fmt: skip
    done = tuple(dict.fromkeys(each.step.party for each in line.supposed if each.would_do))
    return Row(line, cells, done)


def _by_name(found: Iterable[tuple[S, Standing]]) -> Mapping[str, Sequence[S]]:
    out: dict[str, list[S]] = {}
    for each, standing in found:
        for name in _names(standing):
            out.setdefault(name, []).append(each)
    return out


def _cell(
    line: Line, party: Party, board: Board, stands: Sequence[Stand], general: Sequence[Stand],
    refused: Sequence[Standing], most: int,
) -> Cell:  # fmt: skip
    asked = Counted.of(each.entry for each in line.asked if party.name in _asked_of(each, board))
    pieces = tuple(_piece(stand, bool(asked)) for stand in stands)
    supposed = tuple(each for each in line.supposed if each.step.party == party.name)
    return Cell(
        party=party,
        pieces=pieces[:most],
        more=Counted.of(piece.standing.entry for piece in pieces[most:]),
        asked=asked,
        refused=Counted.of(each.entry for each in refused),
        general=Counted.of(each.standing.entry for each in general),
        supposed=supposed,
        suppose=None if supposed or not _may_step(party, board) else _suppose(line, party.name, pieces),
    )


def _may_step(party: Party, board: Board) -> bool:
    """Tell whether it makes sense to suppose a step: of somebody named, other than whom it is for."""
    return not party.group and party.name not in (UNKNOWN, board.beneficiary)


def _suppose(line: Line, party: str, pieces: Sequence[Piece]) -> str | None:
    if line.need is None or any(not piece.lacks and not piece.off for piece in pieces):
        return None
    issue = line.issues[0] if line.issues else UNDECIDED
    step = next_step(party, line.id, line.need, furthest_of(line, party), issue)
    return written(step) if step else None


def _piece(stand: Stand, asked: bool) -> Piece:
    s = stand.standing
    off = s.taken_back is not None
    lacks = tuple((_LACKS[each.kind], each.words) for each in stand.lacks if each.kind in _LACKS)
    return Piece(s, stages(s, asked), "; ".join(how_far(s)), lacks, off)


def named_entries(board: Board) -> Mapping[str, str]:
    """Return what the entries of a board are called, by id: their day, else their first words."""
    found = (
        standing
        for line in board.lines
        for standing in (
            *line.asked, *line.refusals, *line.apart,
            *(stand.standing for stand in (*line.stands, *line.general)),
        )
    )  # fmt: skip
    return {each.entry: _entry_named(each) for each in found}


def _entry_named(s: Standing) -> str:
    if s.first_day is None and s.last_day is None:
        words = shorten(s.quote, _WORDS, placeholder="…")
        return f"“{words}”"
    first, last = s.first_day or "..", s.last_day or ".."
    return day_words(first if first == last else f"{first}/{last}")


def how_far(s: Standing) -> Iterator[str]:
    """Yield how far it is decided, and how far it is done, each since when."""
    since = f" since {day_words(s.since)}" if s.since else ""
    decided = f"{_plain(s.status)}{since}" if s.status else ""
    if s.taken_back:
        back = _plain(s.taken_back) + (f" {day_words(s.taken_back_on)}" if s.taken_back_on else "")
        yield f"{back} (had been {decided})" if decided else back
    elif decided:
        yield decided
    if s.done:
        yield f"{s.done} {day_words(s.done_since)}" if s.done_since else s.done
    if not (decided or s.taken_back or s.done):
        yield "how far is undecided"


def _plain(value: str) -> str:
    return str(value).replace("_", " ")
