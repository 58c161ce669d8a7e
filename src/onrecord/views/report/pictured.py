"""Put pictures into a report: drawn for the page, with a table that says the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.codebook.records import Codebook
from onrecord.model import Entry
from onrecord.store.interface import CasefileView
from onrecord.text.days import days
from onrecord.views.calendar.happenings import kinds_known
from onrecord.views.looking import Looked
from onrecord.views.packages.gaps import Board, Line
from onrecord.views.pictures import matrix, package, timeline
from onrecord.views.pictures.boards import board_of
from onrecord.views.pictures.courses import course_of, happenings_of
from onrecord.views.pictures.evidence import Told, told
from onrecord.views.pictures.matrix import Table
from onrecord.views.pictures.render import to_svg
from onrecord.views.pictures.scale import to_date
from onrecord.views.pictures.sheet import Picture
from onrecord.views.pictures.tables import table_of
from onrecord.views.report.content import Choice, Content
from onrecord.views.report.entries import EntryShown, shown
from onrecord.views.report.numbers import Numbers

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Drawn:
    """Hold a picture that stands in the page."""

    svg: Markup
    caption: str


@dataclass(frozen=True, slots=True)
class CellShown:
    """Hold a cell of the matrix in words."""

    words: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowShown:
    """Hold a row of the matrix; silent cells are ``None``."""

    name: str
    cells: tuple[CellShown | None, ...]


@dataclass(frozen=True, slots=True)
class MatrixShown:
    """Hold the matrix as picture and table."""

    title: str
    issues: tuple[str, ...]
    rows: tuple[RowShown, ...]
    drawn: Drawn


@dataclass(frozen=True, slots=True)
class LineShown:
    """Hold a measure of a package in numbers."""

    label: str
    asked: tuple[str, ...]
    stands: tuple[str, ...]
    refused: tuple[str, ...]
    missing: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class BoardShown:
    """Hold a package as picture and table."""

    title: str
    drawn: Drawn
    lines: tuple[LineShown, ...]


class Making:
    """Hold what making a page needs throughout: the casefile, the numbers, and which picture is the next."""

    def __init__(self, casefile: CasefileView, codebook: Codebook, choice: Choice) -> None:
        self.casefile, self.choice = casefile, choice
        self.labels = {issue.id: issue.label for issue in codebook.issues}
        self.look, self.numbers = Looked(casefile), Numbers()
        self._pictures = 0
        self.documents: dict[str, None] = {}
        self.held: set[str] = set()  # ids of the entries that were shown

    def told(self, ids: Iterable[str]) -> dict[str, Told]:
        """Return what to say of entries, by id."""
        return told(self.casefile.entries_by_id(tuple(dict.fromkeys(ids))))

    def drawn(self, picture: Picture, caption: str) -> Drawn:
        """Draw a picture whose marks lead to the entries of the page."""
        from markupsafe import Markup

        self._pictures += 1
        svg = to_svg(picture, self.numbers.leads, f"pic{self._pictures}-").decode()
        return Drawn(Markup(svg), caption)

    def entries(self, found: Iterable[Entry], *, tied: bool) -> Iterator[EntryShown]:
        """Stream entries, keeping which pages and other entries they lead to."""
        alone = self.choice.confirmed
        for each in shown(found, self.casefile, self.look, confirmed_alone=alone, tied=tied):
            self.held.add(each.card.id)
            self.documents.update(dict.fromkeys(report.quoted.document for report in each.reports))
            self.numbers.asked.update(dict.fromkeys(tie.id for tie in each.ties))
            yield each


def matrix_shown(content: Content, making: Making) -> MatrixShown | None:
    """Return who stands where; ``None`` where nobody has a position."""
    if content.matrix is None:
        return None
    table = table_of(content.matrix, making.labels)
    ids = [each for cell in table.cells.values() for each in cell.entries]
    title = "Who stands where"
    picture = matrix.draw(table, making.told(ids), "")
    rows = tuple(
        RowShown(actor, tuple(_cell(table, actor, issue) for issue, _ in table.issues))
        for actor in table.actors
    )
    about = "Each sign leads to the entries that it rests on."
    return MatrixShown(title, tuple(label for _, label in table.issues), rows, making.drawn(picture, about))


def _cell(table: Table, actor: str, issue: str) -> CellShown | None:
    cell = table.cells.get((actor, issue))
    if cell is None:
        return None
    if cell.stance == "silent":
        return CellShown("silent; unclear:", cell.entries)
    last = f", last said {cell.last}" if cell.last > cell.since else ""
    since = f"since {cell.since}{last}" if cell.since else "undated"
    return CellShown(f"{cell.stance} {since} ({cell.voice})", cell.entries)


def course_shown(content: Content, making: Making) -> Drawn | None:
    """Draw the time line; ``None`` where nothing has a day."""
    happenings = happenings_of(content.calendar, kinds_known().harm)
    choice = making.choice
    bound = days(choice.until)
    last = bound[1] if bound else content.last
    if not last or not (content.positions or happenings):
        return None
    as_of = to_date(last).isoformat()
    course = course_of(content.positions, happenings, making.labels, as_of, choice.since, choice.until)
    bars = [each for lane in course.lanes for bar in lane.bars for each in bar.entries]
    ids = [*bars, *(each for happening in course.happenings for each in happening.entries)]
    picture = timeline.draw(course, making.told(ids), "")
    return making.drawn(picture, "Each bar leads to the entries that carry the position.")


def board_shown(board: Board, making: Making) -> BoardShown:
    """Return a package as picture and table."""
    made = board_of(board, 4)
    ids = [each for pieces in made.pieces.values() for piece in pieces for each in piece.entries]
    ids += [each for measure in made.measures for each in (*measure.asked, *measure.apart, *measure.unread)]
    ids += [each for measure in made.measures for _, entries in measure.missing for each in entries]
    about = board.package.description if board.package else "All measures that the register has."
    lines = tuple(map(_line, board.lines))
    return BoardShown(made.title, making.drawn(package.draw(made, making.told(ids), ""), about), lines)


def _line(line: Line) -> LineShown:
    return LineShown(
        label=line.label,
        asked=tuple(dict.fromkeys(each.entry for each in line.asked)),
        stands=tuple(dict.fromkeys(each.standing.entry for each in line.stands)),
        refused=tuple(dict.fromkeys(each.entry for each in line.refusals)),
        missing=tuple((lack.words, lack.entries.ids) for lack in line.missing),
    )
