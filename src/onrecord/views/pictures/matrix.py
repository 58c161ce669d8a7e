"""Draw where actors stand on issues as of a day: a sign in each cell, since when, on what it rests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.views.pictures import signs
from onrecord.views.pictures.evidence import Told, told_of
from onrecord.views.pictures.letters import wide, wrapped
from onrecord.views.pictures.sheet import GREY, INK, MARGIN, PALE, PLAIN, SMALL, Look, Picture, Sheet, empty

_CELL, _ROW = 86.0, 40.0
_HEAD = 140.0  # most for the name of a row
_SIGN = 13.0
_TINY = 7.0
_NAMES = 3  # lines of a name


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold where an actor stands on an issue, and the entries that carry it."""

    stance: str  # for, against, conditional, none, mixed; silent where words are there, but none is clear
    voice: str
    since: str  # ISO day on which it began; "": nothing dates it
    last: str  # ISO day of the last word on it
    age: int | None  # days from the last time it was said to the day of the matrix
    entries: tuple[str, ...]  # ids, at least one
    origins: int  # most that one of them has
    told: str = ""  # what else is to be known of it, in a line
    disputed: bool = False  # a weaker voice says otherwise


@dataclass(frozen=True, slots=True)
class Table:
    """Hold a matrix: names of actors, issues as id and label, and the cells that have any words."""

    as_of: str  # "": the latest known
    actors: tuple[str, ...]
    issues: tuple[tuple[str, str], ...]
    cells: Mapping[tuple[str, str], Cell]
    left_out: str = ""  # what of it is not here: "12 more actors with 14 positions"


def draw(
    table: Table, told: Mapping[str, Told], caption: str, width: float = 0.0, title: str = ""
) -> Picture:
    """Lay a matrix out.

    Args:
        table: actors, issues, cells.
        told: what to say of each entry, by id.
        caption: where the data is.
        width: of the picture at least, in points; the cells take what they get.
        title: in place of the usual one.
    """
    title = title or f"Who stands where, {f'as of {table.as_of}' if table.as_of else 'the latest known'}"
    if not table.cells:
        return empty(title, "No position is on record for what was asked.", caption)
    head = min(_HEAD, 8 + max(wide(line, PLAIN, bold=True) for a in table.actors for line in _name(a)))
    column = max(_CELL, (width - 2 * MARGIN - head) / len(table.issues))
    sheet = Sheet(2 * MARGIN + head + column * len(table.issues), title)
    _heads(sheet, table.issues, head, column)
    for actor in table.actors:
        _row(sheet, table, actor, head, column, told)
    _under(sheet, table)
    return sheet.done(caption, "\n".join(_described(table)))


def _name(name: str) -> list[str]:
    return wrapped(name, _HEAD - 8, PLAIN, bold=True, most=2)


def _heads(sheet: Sheet, issues: Sequence[tuple[str, str]], head: float, column: float) -> None:
    lines = [wrapped(label, column - 8, SMALL, bold=True, most=_NAMES) for _, label in issues]
    deepest = max(map(len, lines))
    for number, name in enumerate(lines):
        x = MARGIN + head + column * (number + 0.5)
        for line, words in enumerate(name):
            y = sheet.y + (deepest - len(name) + line + 1) * SMALL * 1.25
            sheet.text(x, y, words, SMALL, bold=True, at="center")
    sheet.y += deepest * SMALL * 1.25 + 6


def _row(
    sheet: Sheet, table: Table, actor: str, head: float, column: float, told: Mapping[str, Told]
) -> None:
    top = sheet.y
    name = _name(actor)
    for number, words in enumerate(name):
        y = top + _ROW / 2 + 3 + (number - (len(name) - 1) / 2) * PLAIN * 1.2
        sheet.text(MARGIN, y, words, PLAIN, bold=True)
    for number, (issue, label) in enumerate(table.issues):
        x = MARGIN + head + column * number
        sheet.box(x, top, column, _ROW, Look(None, PALE, 0.6))
        cell = table.cells.get((actor, issue))
        if cell is not None:
            _cell(sheet, cell, (x, top, column), f"{actor}, {label}", told)
    sheet.y += _ROW


def _cell(
    sheet: Sheet, cell: Cell, place: tuple[float, float, float], where: str, told: Mapping[str, Told]
) -> None:
    x, top, column = place
    if cell.stance == "silent":
        _unclear(sheet, cell, place, where, told)
        return
    words = told_of(cell.entries, told, _head(cell, where))
    with sheet.mark(cell.entries, words):
        sheet.box(x + 3, top + 3, column - 6, _ROW - 6, signs.frame(cell.voice))
        signs.stance(sheet, x + 15, top + _ROW / 2, _SIGN, cell.stance)
        y = top + (13 if cell.since < cell.last else 17)
        sheet.text(x + 26, y, cell.last or "undated", _TINY)
        if cell.since < cell.last:
            y += 10
            sheet.text(x + 26, y, f"since {cell.since[:7]}", _TINY)
        if cell.disputed:
            sheet.text(x + column - 7, top + _ROW - 8, "≠", PLAIN, at="right")
    count = f"{cell.origins} or."
    with sheet.mark(cell.entries, words, count=cell.origins, of="origins"):
        sheet.text(x + 26, y + 10, count, _TINY, colour=GREY)
    if cell.age:
        sheet.text(x + 26 + wide(f"{count}  ", _TINY), y + 10, _age(cell.age), _TINY, colour=GREY)


def _unclear(
    sheet: Sheet, cell: Cell, place: tuple[float, float, float], where: str, told: Mapping[str, Told]
) -> None:
    """Write in an empty cell how many entries speak of the issue without making a position."""
    x, top, column = place
    number = len(cell.entries)
    words = told_of(cell.entries, told, f"{where}: spoke of it, and nothing that makes a position")
    with sheet.mark(cell.entries, words, count=number):
        sheet.text(
            x + column / 2, top + _ROW / 2 + 2.5, f"unclear: {number}", _TINY, colour=GREY, at="center"
        )


def _age(days: int) -> str:
    """Say how old something is in few letters.

    >>> _age(12), _age(100), _age(800)
    ('12d', '3m', '2y')
    """
    return f"{days}d" if days < 60 else f"{days // 30}m" if days < 730 else f"{days // 365}y"


def _head(cell: Cell, where: str) -> str:
    if cell.stance == "silent":
        return f"{where}: silent, unclear in {len(cell.entries)}"
    last = f", last said {cell.last}" if cell.last > cell.since else ""
    since = f"since {cell.since}{last}" if cell.since else "undated"
    parts = [f"{where}: {signs.STANCES.get(cell.stance, cell.stance)}, {since}"]
    return "; ".join([*parts, f"voice {cell.voice}", *([cell.told] if cell.told else [])])


def _under(sheet: Sheet, table: Table) -> None:
    held = [each.stance for each in table.cells.values()]
    silent = len(table.cells) < len(table.actors) * len(table.issues)
    voices = [each.voice for each in table.cells.values()]
    sheet.legend(signs.keys(sheet, [*held, *(["silent"] if silent else [])], voices))
    about = "In each cell: the day of the last word, since when, on how many independent origins (or.)"
    about += "; how long ago the last word was." if any(each.age for each in table.cells.values()) else "."
    if any(each.disputed for each in table.cells.values()):
        about += " ≠: a weaker voice says otherwise."
    if "silent" in held:
        about += " unclear: in so many entries they spoke of it, and none makes a position."
    sheet.note(about, colour=INK)
    if table.left_out:
        sheet.note(table.left_out, colour=INK)


def _described(table: Table) -> list[str]:
    lines = []
    for actor in table.actors:
        for issue, label in table.issues:
            cell = table.cells.get((actor, issue))
            lines.append(_head(cell, f"{actor}, {label}") if cell else f"{actor}, {label}: silent")
    return [*lines, *([table.left_out] if table.left_out else [])]
