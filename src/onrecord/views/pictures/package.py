"""Draw a package: its measures in rows, the parties in columns, how far each has come on two ladders.

The rungs of decisions stand before those of deeds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.codebook.packaging import DECIDED, DONE
from onrecord.views.pictures.evidence import Told, told_of
from onrecord.views.pictures.letters import shortened, wrapped
from onrecord.views.pictures.sheet import (
    GREY,
    INK,
    MARGIN,
    PALE,
    PAPER,
    PLAIN,
    SMALL,
    Look,
    Picture,
    Sheet,
    empty,
)  # fmt: skip

_DONE, _LEFT = "#0072b2", "#d55e00"
_HEAD, _COLUMN, _RUNG = 138.0, 116.0, 12.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold how far one party has come with one measure: on the ladder of decisions, on that of deeds."""

    status: str  # "": not told
    entries: tuple[str, ...]
    origins: int = 0
    done: str = ""
    off: str = ""  # refused, suspended or withdrawn: no longer on a ladder
    legal_form: str = ""
    condition: str = ""
    approval: str = ""
    supposed: bool = False  # what is only supposed, not on record
    general: bool = False  # in general terms: shown, not counted
    told: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """Hold what a package needs: a measure, with the status and legal form that it needs."""

    id: str
    label: str
    status: str = ""  # the rungs that it needs; "": none
    done: str = ""
    legal_form: str = ""
    asked: tuple[str, ...] = ()  # entries that ask for it
    apart: tuple[str, ...] = ()  # entries that are not counted
    unread: tuple[str, ...] = ()  # entries that come after those that are shown
    missing: tuple[tuple[str, tuple[str, ...]], ...] = ()  # what is missing of it in words, in which entries


@dataclass(frozen=True, slots=True)
class Board:
    """Hold a package as of a day."""

    title: str
    as_of: str  # "": all that is reported
    parties: tuple[str, ...]  # counted groups by what they are called: "19 states, unnamed"
    counted: frozenset[str]  # those parties that are a counted group
    measures: tuple[Measure, ...]
    pieces: Mapping[tuple[str, str], tuple[Piece, ...]]  # by id of the measure and party
    left_out: str = ""
    compared: bool = True  # with a package: without one nothing can be missing


def draw(board: Board, told: Mapping[str, Told], caption: str, width: float = 0.0) -> Picture:
    """Lay a package out.

    Args:
        board: measures, parties, and how far each has come.
        told: what to say of each entry, by id.
        caption: where the data is.
        width: of the picture at least, in points.
    """
    title = f"{board.title}, as of {board.as_of}" if board.as_of else board.title
    if not board.measures:
        return empty(title, "The package has no measure.", caption)
    number = max(1, len(board.parties)) + board.compared  # the last column says what is missing
    column = max(_COLUMN, (width - 2 * MARGIN - _HEAD) / number)
    sheet = Sheet(2 * MARGIN + _HEAD + column * number, title)
    _heads(sheet, board, column)
    for measure in board.measures:
        _row(sheet, board, measure, column, told)
    _under(sheet, board)
    return sheet.done(caption, "\n".join(_described(board)))


def _heads(sheet: Sheet, board: Board, column: float) -> None:
    names = [*(board.parties or ("nobody on record",)), *(["missing"] if board.compared else [])]
    lines = [wrapped(name, column - 12, PLAIN, bold=True, most=3) for name in names]
    deepest = max(map(len, lines))
    height = deepest * PLAIN * 1.25
    for number, (name, cut) in enumerate(zip(names, lines, strict=True)):
        x = MARGIN + _HEAD + column * number
        if name in board.counted:
            size = (x + 3, sheet.y, column - 6, height + 6)
            sheet.box(*size, Look(None, INK, 0.9, dash=True))
        for line, words in enumerate(cut):
            y = sheet.y + (deepest - len(cut) + line + 1) * PLAIN * 1.25
            sheet.text(x + column / 2, y, words, PLAIN, bold=True, at="center")
    sheet.y += height + 10


def _row(sheet: Sheet, board: Board, measure: Measure, column: float, told: Mapping[str, Told]) -> None:
    top = sheet.y
    bottom = [_measure(sheet, measure, top, told)]
    for number, party in enumerate(board.parties):
        x = MARGIN + _HEAD + column * number
        pieces = board.pieces.get((measure.id, party), ())
        where = f"{party}, {measure.label}"
        y = top
        lacks = board.compared and not pieces and bool(measure.missing)
        if lacks and party in _contributors(board):
            sheet.text(x + column / 2, top + 20, "missing", SMALL, slant=True, colour=GREY, at="center")
        for piece in pieces:
            draw_it = _general if piece.general else _piece
            y = draw_it(sheet, piece, measure, (x, y, column), where, told)
        bottom.append(max(y, top + 28))
    x = MARGIN + _HEAD + column * max(1, len(board.parties))
    if board.compared and not board.parties and measure.missing:
        sheet.text(x - column / 2, top + 20, "missing", SMALL, slant=True, colour=GREY, at="center")
    if board.compared and (measure.status or measure.done or measure.missing):
        bottom.append(_missing(sheet, measure, (x + 8, top + 4, column - 12), told))
    sheet.y = max(bottom) + 7
    sheet.line(((MARGIN, sheet.y), (sheet.width - MARGIN, sheet.y)), Look(None, PALE, 0.6))


def _contributors(board: Board) -> frozenset[str]:
    """Return the parties that stand behind any measure: of these others can be missing."""
    return frozenset(
        party
        for (_, party), pieces in board.pieces.items()
        if any(not (piece.off or piece.general or piece.supposed) for piece in pieces)
    )


def _missing(
    sheet: Sheet, measure: Measure, place: tuple[float, float, float], told: Mapping[str, Told]
) -> float:
    x, y, room = place
    if not measure.missing:
        sheet.text(x, y + 10, "nothing", SMALL, colour=GREY)
        return y + 10
    for words, ids in measure.missing:
        with sheet.mark(ids, told_of(ids, told, f"{measure.label}, missing: {words}")):
            y = sheet.lines(x, y + 10, words, room, SMALL, most=4, bold=True)
    return y


def _measure(sheet: Sheet, measure: Measure, top: float, told: Mapping[str, Told]) -> float:
    y = sheet.lines(MARGIN, top + 14, measure.label, _HEAD - 10, PLAIN, most=3, bold=True)
    needs = " · ".join(map(_plain, filter(None, (measure.status, measure.done, measure.legal_form))))
    if needs:
        y = sheet.lines(MARGIN, y + 11, f"needs: {needs}", _HEAD - 10, SMALL, most=2, colour=GREY)
    if measure.asked:
        head = f"{measure.label}: asked for"
        with sheet.mark(measure.asked, told_of(measure.asked, told, head), count=len(measure.asked)):
            y += 11
            sheet.text(MARGIN, y, f"asked for: {len(measure.asked)}", SMALL, colour=GREY)
    for what, ids in (("not counted", measure.apart), ("not shown", measure.unread)):
        if ids:
            with sheet.mark(ids, told_of(ids, told, f"{measure.label}: {what}"), count=len(ids)):
                y += 10
                sheet.text(MARGIN, y, f"{what}: {len(ids)}", SMALL, colour=GREY)
    return y


def _general(
    sheet: Sheet, piece: Piece, _: Measure, place: tuple[float, float, float], where: str,
    told: Mapping[str, Told],
) -> float:  # fmt: skip
    """Write how often somebody spoke of it in general terms alone."""
    x, top, column = place
    words = told_of(piece.entries, told, f"{where}: in general terms, not counted")
    with sheet.mark(piece.entries, words, count=len(piece.entries)):
        sheet.text(x + column / 2, top + 14, f"said: {len(piece.entries)}", SMALL, at="center")
    return top + 18


def _piece(
    sheet: Sheet, piece: Piece, measure: Measure, place: tuple[float, float, float], where: str,
    told: Mapping[str, Told],
) -> float:  # fmt: skip
    x, top, column = place
    room, left, y = column - 16, x + 8, top + 14
    said = [*([f"if {piece.condition}"] if piece.condition else []), piece.approval]
    with sheet.mark(piece.entries, told_of(piece.entries, told, f"{where}: {_all(piece)}")):
        _ladder(sheet, piece, measure, left, y, room)
        y = sheet.lines(left, y + 17, _stage(piece), room, SMALL, most=2, bold=True)
        for words in filter(None, said):
            y = sheet.lines(left, y + 9.5, words, room, SMALL, most=2, slant=True)
    if piece.origins and piece.entries:
        y += 9.5
        with sheet.mark(piece.entries, told_of(piece.entries, told, where), piece.origins, "origins"):
            sheet.text(left, y, f"{piece.origins} or.", SMALL, colour=GREY)
    if piece.supposed:
        y += 9.5
        sheet.text(left, y, "supposed", SMALL, slant=True)
        sheet.box(x + 3, top, column - 6, y - top + 4, Look(None, INK, 1.6, dash=True))
    return y + 6


def _ladder(sheet: Sheet, piece: Piece, measure: Measure, left: float, y: float, room: float) -> None:
    """Draw rungs from left to right: filled as far as it has come, a triangle over the one that is needed."""
    step = min(_RUNG, room / (len(DECIDED) + len(DONE) + 0.5))
    after = left + (len(DECIDED) + 0.5) * step
    ladders = ((DECIDED, piece.status, measure.status, left), (DONE, piece.done, measure.done, after))
    for ladder, held, needed, x in ladders:
        reached = ladder.index(held) if held in ladder else -1
        for number in range(len(ladder)):
            _rung(sheet, (x + number * step, y - 4, step - 2), number <= reached, piece)
        if needed in ladder:
            middle = x + ladder.index(needed) * step + (step - 2) / 2
            _needed(sheet, middle, y - 8)
    if piece.off:
        end = after + len(DONE) * step - 2
        sheet.line(((left, y + 4), (end, y - 4)), Look(None, _LEFT, 2.0))


def _rung(sheet: Sheet, place: tuple[float, float, float], reached: bool, piece: Piece) -> None:
    open_ = piece.supposed or bool(piece.off)
    fill = _DONE if reached and not open_ else PAPER
    hatch = "//////" if reached and open_ else ""
    x, y, wide = place
    sheet.box(x, y, wide, 8, Look(fill, INK if reached else GREY, 0.8, hatch=hatch))


def _needed(sheet: Sheet, x: float, y: float) -> None:
    sheet.shape(((x - 3.5, y - 2), (x + 3.5, y - 2), (x, y + 3)), Look(INK, INK, 0.5))


def _stage(piece: Piece) -> str:
    """Say how far a piece has come and in what form."""
    reached = [each for each in (piece.status, piece.done) if each and each != piece.off]
    far = ", ".join(map(_plain, reached)) or ("" if piece.off else "how far is not told")
    off = f"{_plain(piece.off)}{f' (was {far})' if far else ''}" if piece.off else far
    return f"{off} · {_plain(piece.legal_form)}" if piece.legal_form else off


def _all(piece: Piece) -> str:
    parts = [f"if {piece.condition}" if piece.condition else "", piece.approval, piece.told]
    if piece.general:
        return "in general terms, not counted"
    return ", ".join(filter(None, [*(["supposed"] if piece.supposed else []), _stage(piece), *parts]))


def _under(sheet: Sheet, board: Board) -> None:
    pieces = [piece for held in board.pieces.values() for piece in held]
    rungs = f"{', '.join(map(_plain, DECIDED))}; after the gap {', '.join(map(_plain, DONE))}"

    def reached(x: float, y: float) -> None:
        for number in range(3):
            look = Look(_DONE if number < 2 else PAPER, INK if number < 2 else GREY, 0.8)
            sheet.box(x - 9 + number * 6, y - 3, 5, 7, look)

    def off(x: float, y: float) -> None:
        sheet.line(((x - 8, y + 4), (x + 8, y - 4)), Look(None, _LEFT, 2.0))

    def dashed(x: float, y: float) -> None:
        sheet.box(x - 8, y - 4, 16, 9, Look(None, INK, 1.2, dash=True))

    keys: list[tuple[Callable[[float, float], None], str]] = [(reached, "how far it has come")]
    if any(measure.status or measure.done for measure in board.measures):
        keys.append((lambda x, y: _needed(sheet, x, y), "how far the package needs it"))
    if any(piece.off for piece in pieces):
        keys.append((off, "refused, suspended or withdrawn"))
    if any(piece.supposed for piece in pieces):
        keys.append((dashed, "framed: supposed, not on record"))
    if board.counted:
        keys.append((dashed, "dashed head: a counted group, members not named"))
    sheet.legend(keys)
    told = " missing: the package needs it, and they stand behind other measures." if board.compared else ""
    sheet.note(f"Rungs: {rungs}. or. = independent origins. empty = nothing on record.{told}", colour=INK)
    if board.left_out:
        sheet.note(board.left_out, colour=INK)


def _described(board: Board) -> list[str]:
    lines = []
    for measure in board.measures:
        for party in board.parties:
            pieces: Sequence[Piece] = board.pieces.get((measure.id, party), ())
            words = "; ".join(map(_all, pieces)) or "nothing on record"
            lines.append(f"{measure.label}, {party}: {words}")
        if board.compared:
            missing = "; ".join(words for words, _ in measure.missing) or "nothing"
            lines.append(f"{measure.label}, missing: {missing}")
    return [*lines, *([board.left_out] if board.left_out else [])]


def _plain(value: str) -> str:
    return shortened(str(value).replace("_", " "), 200, SMALL)
