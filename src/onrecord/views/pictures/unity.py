"""Draw how far apart the members of a bloc are on an issue: on a line from against to for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.views.pictures import signs
from onrecord.views.pictures.evidence import Told, told_of
from onrecord.views.pictures.letters import shortened, wide
from onrecord.views.pictures.sheet import GREY, INK, MARGIN, PALE, PLAIN, SMALL, Look, Picture, Sheet, empty

_STATIONS = ("against", "mixed", "none", "conditional", "for")
"""From left to right; undecided members stand with those that took no side."""
_HEADS = {"none": "took no side"}
_COLUMN, _BOX, _GAP = 112.0, 24.0, 5.0


@dataclass(frozen=True, slots=True)
class Member:
    """Hold where a member of a bloc stands; one that is silent has no entries."""

    name: str
    stance: str
    since: str = ""
    voice: str = ""
    entries: tuple[str, ...] = ()
    told: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """Hold where all members of a bloc stand on an issue as of a day."""

    bloc: str
    issue: str
    as_of: str  # "": the latest known
    members: tuple[Member, ...]
    apart: str = ""  # how far apart they are, in a line
    beside: tuple[Member, ...] = ()  # the bloc by its own words, and counted groups without names


def draw(spread: Spread, told: Mapping[str, Told], caption: str, width: float = 0.0) -> Picture:
    """Lay the members of a bloc out on a line.

    Args:
        spread: where the members stand.
        told: what to say of each entry, by id.
        caption: where the data is.
        width: of the picture at least, in points.
    """
    when = f"as of {spread.as_of}" if spread.as_of else "the latest known"
    title = f"{spread.bloc} on {spread.issue}, {when}"
    if not spread.members:
        return empty(title, "No member of the bloc is known as of that day.", caption)
    columns = {each: [m for m in spread.members if _station(m) == each] for each in (*_STATIONS, "silent")}
    shown = [each for each in _STATIONS if columns[each] or each in ("against", "for")]
    column = max(_COLUMN, (width - 2 * MARGIN) / (len(shown) + 1.3))
    sheet = Sheet(2 * MARGIN + column * (len(shown) + 1.3), title)
    if spread.apart:
        ids = [each for member in spread.members if _station(member) != "silent" for each in member.entries]
        with sheet.mark(ids, told_of(ids, told, spread.apart)):
            sheet.note(spread.apart, colour=INK)
    _line(sheet, shown, columns, column)
    bottom = [_column(sheet, columns[s], MARGIN + n * column, column, told) for n, s in enumerate(shown)]
    left = MARGIN + (len(shown) + 0.3) * column
    bottom.append(_silent(sheet, columns["silent"], left, column))
    sheet.y = max(bottom) + 6
    _beside(sheet, spread.beside, column, told)
    everybody = [*spread.members, *spread.beside]
    held = [member.stance for member in everybody]
    voices = [member.voice for member in everybody if member.voice]
    sheet.legend(signs.keys(sheet, [each for each in held if each != "silent"], voices))
    return sheet.done(caption, "\n".join(_described(spread)))


def _station(member: Member) -> str:
    if member.stance == "silent":
        return "silent"
    return member.stance if member.stance in _STATIONS else "none"


def _line(sheet: Sheet, shown: Sequence[str], columns: Mapping[str, Sequence[Member]], column: float) -> None:
    sheet.y += PLAIN + 12
    for number, station in enumerate(shown):
        x = MARGIN + (number + 0.5) * column
        ids = [each for member in columns[station] for each in member.entries]
        names = ", ".join(member.name for member in columns[station])
        head = _HEADS.get(station, station)
        with sheet.mark(ids, f"{head}: {names}", count=len(columns[station]), of="members"):
            sheet.text(x, sheet.y, f"{head}: {len(columns[station])}", PLAIN, bold=True, at="center")
    x = MARGIN + (len(shown) + 0.8) * column
    sheet.text(x, sheet.y, f"silent: {len(columns['silent'])}", PLAIN, slant=True, colour=GREY, at="center")
    sheet.y += 12
    ends = MARGIN + column * 0.5, MARGIN + column * (len(shown) - 0.5)
    sheet.line(((ends[0], sheet.y), (ends[1], sheet.y)), Look(None, INK, 1.4))
    for number in range(len(shown)):
        x = MARGIN + (number + 0.5) * column
        sheet.line(((x, sheet.y - 4), (x, sheet.y + 4)), Look(None, INK, 1.4))
    sheet.y += 10


def _beside(sheet: Sheet, members: Sequence[Member], column: float, told: Mapping[str, Told]) -> None:
    """Draw in a row of their own who is no member by name."""
    for number, member in enumerate(members):
        fits = max(1, int(sheet.inner // (2 * column)))
        if number % fits == 0:
            if not number:
                sheet.y += PLAIN + 4
                sheet.text(MARGIN, sheet.y, "Beside the members:", SMALL, colour=GREY)
            sheet.y += 8 if not number else _BOX + _GAP
        _one(sheet, member, MARGIN + (number % fits) * 2 * column, sheet.y, 2 * column, told)
    if members:
        sheet.y += _BOX + _GAP


def _column(
    sheet: Sheet, members: Sequence[Member], left: float, column: float, told: Mapping[str, Told]
) -> float:
    y = sheet.y
    for member in members:
        _one(sheet, member, left, y, column, told)
        y += _BOX + _GAP
    return y


def _one(
    sheet: Sheet, member: Member, left: float, y: float, column: float, told: Mapping[str, Told]
) -> None:
    since = f"since {member.since}" if member.since else "undated"
    head = f"{member.name}: {signs.STANCES.get(member.stance, member.stance)}, {since}"
    words = told_of(member.entries, told, f"{head}; {member.told}" if member.told else head)
    with sheet.mark(member.entries, words):
        sheet.box(left + 4, y, column - 8, _BOX, signs.frame(member.voice))
        signs.stance(sheet, left + 15, y + _BOX / 2, 10.0, member.stance)
        sheet.lines(left + 25, y + 10, member.name, column - 32, PLAIN, most=1, bold=True)
        sheet.text(left + 25, y + 20, member.since or "undated", SMALL - 0.5, colour=GREY)


def _silent(sheet: Sheet, members: Sequence[Member], left: float, column: float) -> float:
    """Write the names of the silent beside one another, as many as go into a line."""
    x, y = left + 8, sheet.y + PLAIN
    right = sheet.width - MARGIN
    for member in members:
        unclear = f" (unclear: {len(member.entries)})" if member.entries else ""
        words = shortened(f"{member.name}{unclear}", right - left - 8, PLAIN)
        size = wide(words, PLAIN)
        if x + size > right and x > left + 8:
            x, y = left + 8, y + PLAIN * 1.5
        with sheet.mark(member.entries, f"{member.name}: spoke of it, and nothing that makes a position"):
            sheet.text(x, y, words, PLAIN, colour=GREY)
        x += size + 9
    if members:
        sheet.line(((left, sheet.y - 6), (left, y + 4)), Look(None, PALE, 1.2))
    return y + 6


def _described(spread: Spread) -> list[str]:
    lines = [spread.apart] if spread.apart else []
    for member in spread.members:
        since = f", since {member.since}" if member.since else ""
        lines.append(f"{member.name}: {member.stance}{since}")
    return [*lines, *(f"{each.name}: {each.stance}" for each in spread.beside)]
