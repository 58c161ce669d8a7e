"""Draw positions over time: a lane for each actor or issue, shifts marked, meetings and attacks below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.views.pictures import signs
from onrecord.views.pictures.evidence import Told, told_of
from onrecord.views.pictures.letters import shortened, wide
from onrecord.views.pictures.scale import Scale, to_date
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

WIDTH = 780.0
_HEAD = 132.0
_BAR = 11.0
_LINE = 10.0  # of words above bars
_NEAR = 13.0  # events nearer than this are drawn as one, with their number
_CLOSE = 6.0  # ticks nearer than this are drawn as one
_ROWS = 5  # of words of one lane; further words are left to the titles
_DOTS = "..."
_PLAIN: Mapping[str, str] = {"none": "took no side", "mixed": "mixed"}


@dataclass(frozen=True, slots=True)
class Bar:
    """Hold one position: where somebody stood from when to when."""

    stance: str
    earliest: str  # ISO day: the first on which it can have begun
    since: str  # the last on which it can
    said: str  # the last on which it was said
    until: str | None  # when another took its place; None: it is the last known
    entries: tuple[str, ...]
    words: str = ""  # condition or order, short
    shift: str = ""  # "against → for", where it took the place of another
    apart: bool = False  # what comes after it is about something else: it ends with its last word


@dataclass(frozen=True, slots=True)
class Lane:
    """Hold the positions of one actor on one issue."""

    name: str
    under: str  # the other of actor and issue
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """Hold a meeting, an attack, or whatever else happened or is planned."""

    sort: str  # "meetings", "attacks": the lane it stands in
    what: str  # short
    first: str  # ISO days
    last: str
    planned: bool
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """Hold what a time line shows."""

    lanes: tuple[Lane, ...]
    happenings: tuple[Happening, ...]
    as_of: str  # ISO day
    since: str | None = None
    until: str | None = None
    left_out: str = ""
    ticks: tuple[
        Happening, ...
    ] = ()  # what stands on one quiet lane without words: it widens no line of days


def draw(
    course: Course, told: Mapping[str, Told], caption: str, width: float = WIDTH, title: str = ""
) -> Picture:
    """Lay a time line out.

    Args:
        course: lanes and happenings.
        told: what to say of each entry, by id.
        caption: where the data is.
        width: of the picture, in points.
        title: in place of the usual one.
    """
    title = title or f"Positions over time, as of {course.as_of}"
    if not any(lane.bars for lane in course.lanes) and not course.happenings:
        return empty(title, "Nothing with a day is on record for what was asked.", caption)
    sheet = Sheet(max(480.0, width), title)
    scale = _scale(course, sheet.width)
    top = _axis(sheet, scale)
    for lane in course.lanes:
        _lane(sheet, lane, scale, course, told)
    for sort in dict.fromkeys(each.sort for each in course.happenings):
        _events(sheet, sort, [each for each in course.happenings if each.sort == sort], scale, told)
    ticks = _within(course.ticks, scale)
    _ticks(sheet, ticks, scale, told)
    _today(sheet, scale, course.as_of, top)
    _under(sheet, course, ticks)
    return sheet.done(caption, "\n".join(_described(course)))


def _scale(course: Course, width: float) -> Scale:
    days = [day for lane in course.lanes for bar in lane.bars for day in (bar.earliest, bar.said)]
    days += [day for each in course.happenings for day in (each.first, each.last)]
    first, last = min([*days, course.as_of]), max([*days, course.as_of])
    left, right = to_date(course.since or first), to_date(course.until or last)
    right = max(right, left + timedelta(7))
    room = timedelta(max(1, (right - left).days // 40))
    early = left - room if left - date.min > room and not course.since else left
    late = right + room if date.max - right > room and not course.until else right
    return Scale(early, late, MARGIN + _HEAD, width - MARGIN)


def _axis(sheet: Sheet, scale: Scale) -> float:
    """Write the dates above the lanes; return where the lines below them begin."""
    sheet.y += SMALL
    for day, words in scale.ticks():
        x = scale.at(day)
        if x + wide(words, SMALL) <= sheet.width:
            sheet.text(x, sheet.y, words, SMALL, colour=GREY)
            sheet.line(((x, sheet.y + 3), (x, sheet.y + 8)), Look(None, GREY, 0.7))
    sheet.y += 8
    sheet.line(((scale.left, sheet.y), (scale.right, sheet.y)), Look(None, GREY, 0.7))
    return sheet.y


def _lane(sheet: Sheet, lane: Lane, scale: Scale, course: Course, told: Mapping[str, Told]) -> None:
    top = sheet.y + 4
    labels = [_label(bar) for bar in lane.bars]
    sizes = [
        wide(words, SMALL, bold=bool(bar.shift)) + 8 for words, bar in zip(labels, lane.bars, strict=True)
    ]
    places = [scale.at(bar.since) for bar in lane.bars]
    rows = _rows(list(zip(places, sizes, strict=True)), _before(scale, course.as_of))
    depth = max((row for row, _ in rows if row is not None), default=-1) + 1
    bar_top = top + depth * _LINE + 6
    below = _names(sheet, lane.name, lane.under, bar_top - 1)
    for bar, words, x, (row, start) in zip(lane.bars, labels, places, rows, strict=True):
        with sheet.mark(bar.entries, told_of(bar.entries, told, f"{lane.name}, {lane.under}: {words}")):
            _bar(sheet, bar, scale, course.as_of, bar_top)
            if bar.shift:
                _arrow(sheet, x, bar_top)
            if row is not None:
                sheet.text(start, top + (depth - row) * _LINE - 2, words, SMALL, bold=bool(bar.shift))
    sheet.y = max(bar_top + _BAR, below) + 5
    sheet.line(((MARGIN, sheet.y), (scale.right, sheet.y)), Look(None, PALE, 0.6))


def _before(scale: Scale, as_of: str) -> float:
    """Return where words must end so that they do not run over the line of the day."""
    x = scale.at(as_of)
    return x - 2 if x > (scale.left + scale.right) / 2 else scale.right


def _label(bar: Bar) -> str:
    words = bar.shift or _PLAIN.get(bar.stance, bar.stance)
    return shortened(f"{words}, {bar.words}" if bar.words and not bar.shift else words, 240, SMALL)


def _rows(labels: Sequence[tuple[float, float]], right: float) -> list[tuple[int | None, float]]:
    """Give each label the lowest row where it does not run into another; those without room get none."""
    ends: list[list[tuple[float, float]]] = [[] for _ in range(_ROWS)]
    found: list[tuple[int | None, float]] = []
    for at, size in labels:
        x = max(0.0, min(at, right - size))
        free = (n for n, taken in enumerate(ends) if all(x >= e or x + size <= s for s, e in taken))
        row = next(free, None)
        if row is not None:
            ends[row].append((x, x + size))
        found.append((row, x))
    return found


def _names(sheet: Sheet, name: str, under: str, y: float) -> float:
    """Write what a lane is of beside it; return how far down that reaches."""
    last = sheet.lines(MARGIN, y + 4, name, _HEAD - 8, PLAIN, most=2, bold=True)
    return sheet.lines(MARGIN, last + 11, under, _HEAD - 8, SMALL, most=2, colour=GREY) if under else last


def _bar(sheet: Sheet, bar: Bar, scale: Scale, as_of: str, top: float) -> None:
    """Draw a position: dashed while it may have begun, whole while said, low while not said again."""
    early, begun = scale.at(bar.earliest), scale.at(bar.since)
    end = max(begun + 3, scale.at(bar.said if bar.apart else bar.until or max(as_of, bar.said)))
    said = min(end, max(begun + 3, scale.at(bar.said)))
    fill, edge, hatch = _filled(bar.stance)
    if begun - early > 1:
        sheet.box(early, top, begun - early, _BAR, Look(PAPER, edge, 0.8, dash=True))
    if end - said > 1:
        look = Look(edge if hatch == _DOTS else fill, edge, 0.6, hatch="" if hatch == _DOTS else hatch)
        sheet.box(said, top + _BAR * 0.35, end - said, _BAR * 0.3, look)
    sheet.box(begun, top, said - begun, _BAR, Look(fill, edge, 1.0, hatch=hatch))


def _filled(stance: str) -> tuple[str, str, str]:
    """Return what fills a bar, what frames and hatches it, and how it is hatched."""
    colour = signs.COLOURS.get(stance, GREY)
    fill = colour if stance in ("for", "mixed") else PAPER
    return fill, INK if stance == "mixed" else colour, signs.HATCHES.get(stance, _DOTS)


def _arrow(sheet: Sheet, x: float, top: float) -> None:
    """Mark a shift: a black head that points at the beginning of its bar."""
    sheet.shape(((x - 4, top - 5), (x + 4, top - 5), (x, top + 1)), Look(INK, INK, 0.6))


def _events(
    sheet: Sheet, sort: str, happenings: Sequence[Happening], scale: Scale, told: Mapping[str, Told]
) -> None:
    """Draw a lane of happenings; those that lie too near one another as one sign with their number."""
    top, bundles = sheet.y + 5, _bundles(happenings, scale)
    below = _names(sheet, sort, "", top + 5)
    words = [_said(bundle) for bundle in bundles]
    places = [scale.at(bundle[0].first) for bundle in bundles]
    rows = _rows([(x, wide(w, SMALL) + 10) for x, w in zip(places, words, strict=True)], scale.right)
    y = top + 6
    for bundle, x, label, (row, start) in zip(bundles, places, words, rows, strict=True):
        ids = tuple(dict.fromkeys(each for happening in bundle for each in happening.entries))
        head = "\n".join(f"{each.first}: {each.what}" for each in bundle[:6])
        with sheet.mark(ids, told_of(ids, told, head), count=len(ids) if len(bundle) > 1 else None):
            _sign(sheet, bundle, x, y, scale)
            if row is not None:
                sheet.text(start, y + 14 + row * _LINE, label, SMALL)
    deepest = max((row for row, _ in rows if row is not None), default=0)
    sheet.y = max(y + 14 + deepest * _LINE, below) + 6
    sheet.line(((MARGIN, sheet.y), (scale.right, sheet.y)), Look(None, PALE, 0.6))


def _within(ticks: Sequence[Happening], scale: Scale) -> list[Happening]:
    return [each for each in ticks if scale.first <= to_date(each.first) <= scale.last]


def _ticks(sheet: Sheet, ticks: Sequence[Happening], scale: Scale, told: Mapping[str, Told]) -> None:
    """Draw a lane of ticks without words: what they stand for is said where one asks, and by the legend."""
    if not ticks:
        return
    y = sheet.y + 11
    sheet.text(MARGIN, y + 3, shortened(ticks[0].sort, _HEAD - 8, SMALL), SMALL, colour=GREY)
    for bundle in _bundles(ticks, scale, _CLOSE):
        x = scale.at(bundle[0].first)
        ids = tuple(dict.fromkeys(each for happening in bundle for each in happening.entries))
        head = "\n".join(f"{each.first}: {each.what}" for each in bundle[:6])
        with sheet.mark(ids, told_of(ids, told, head), count=len(ids) if len(bundle) > 1 else None):
            sheet.box(x - _CLOSE / 2, y - 6, _CLOSE, 12, Look(PAPER, PAPER, 0.0))  # what can be pressed
            _tick(sheet, x, y, planned=all(each.planned for each in bundle))
    sheet.y = y + 11
    sheet.line(((MARGIN, sheet.y), (scale.right, sheet.y)), Look(None, PALE, 0.6))


def _tick(sheet: Sheet, x: float, y: float, *, planned: bool) -> None:
    sheet.line(((x, y - 5), (x, y + 5)), Look(None, GREY, 1.3, dash=planned))


def _bundles(happenings: Sequence[Happening], scale: Scale, near: float = _NEAR) -> list[list[Happening]]:
    made: list[list[Happening]] = []
    for each in sorted(happenings, key=lambda one: (one.first, one.last, one.entries)):
        if made and scale.at(each.first) - scale.at(made[-1][0].first) < near:
            made[-1].append(each)
        else:
            made.append([each])
    return made


def _said(bundle: Sequence[Happening]) -> str:
    if len(bundle) == 1:
        return shortened(bundle[0].what, 170, SMALL)
    ids = {each for happening in bundle for each in happening.entries}
    return f"{len(ids)} {bundle[0].sort}"


def _sign(sheet: Sheet, bundle: Sequence[Happening], x: float, y: float, scale: Scale) -> None:
    """Draw a ring for what is planned, a disc for what happened, a cross for attacks, spans where partial."""
    first = bundle[0]
    if len(bundle) == 1 and (end := scale.at(first.last)) - x > 4:
        sheet.box(x, y - 2.5, end - x, 5, Look(PAPER, INK, 0.8, dash=True))
    if first.sort == "attacks":
        for ends in (((x - 4, y - 4), (x + 4, y + 4)), ((x - 4, y + 4), (x + 4, y - 4))):
            sheet.line(ends, Look(None, INK, 2.0))
    else:
        planned = all(each.planned for each in bundle)
        sheet.circle(x, y, 4.0, Look(PAPER if planned else INK, INK, 1.2, dash=planned))


def _today(sheet: Sheet, scale: Scale, as_of: str, top: float) -> None:
    if scale.first.isoformat() <= as_of <= scale.last.isoformat():
        x = scale.at(as_of)
        sheet.line(((x, top), (x, sheet.y)), Look(None, INK, 1.0, dash=True))
        words = f"as of {as_of}"
        sheet.text(
            min(x, scale.right - wide(words, SMALL) / 2), sheet.y + SMALL + 2, words, SMALL, at="center"
        )
        sheet.y += SMALL + 4


def _under(sheet: Sheet, course: Course, ticks: Sequence[Happening]) -> None:
    stances = list(dict.fromkeys(bar.stance for lane in course.lanes for bar in lane.bars))
    order = [each for each in signs.STANCES if each in stances]
    keys: list[tuple[Callable[[float, float], None], str]] = [
        (_swatch(sheet, each), _PLAIN.get(each, each)) for each in order
    ]
    if any(bar.shift for lane in course.lanes for bar in lane.bars):
        keys.append((lambda x, y: _arrow(sheet, x, y + 3), "shift: before → after"))
    if any(each.planned for each in course.happenings):
        keys.append((lambda x, y: sheet.circle(x, y, 4, Look(PAPER, INK, 1.2, dash=True)), "planned"))
    if any(not each.planned for each in ticks):
        keys.append((lambda x, y: _tick(sheet, x, y, planned=False), ticks[0].sort))
    if any(each.planned for each in ticks):
        keys.append((lambda x, y: _tick(sheet, x, y, planned=True), f"{ticks[0].sort}: planned"))
    sheet.legend(keys)
    if stances:
        sheet.note(
            "Low bar: not said again since, nothing else on record. Dashed: when it began is told no nearer.",
            colour=INK,
        )
    if any(bar.apart for lane in course.lanes for bar in lane.bars):
        sheet.note(
            "Bars that stand apart: the words differ in what they are about, and show no change of mind.",
            colour=INK,
        )
    if course.left_out:
        sheet.note(course.left_out, colour=INK)


def _swatch(sheet: Sheet, stance: str) -> Callable[[float, float], None]:
    fill, edge, hatch = _filled(stance)
    return lambda x, y: sheet.box(x - 8, y - 4, 16, 8, Look(fill, edge, 1.0, hatch=hatch))


def _described(course: Course) -> list[str]:
    lines = []
    for lane in course.lanes:
        for bar in lane.bars:
            held = f"{bar.since} to {bar.until}" if bar.until else f"since {bar.since}, last said {bar.said}"
            lines.append(f"{lane.name}, {lane.under}: {_label(bar)}, {held}")
    for each in (*course.happenings, *course.ticks):
        when = each.first if each.first == each.last else f"{each.first} to {each.last}"
        lines.append(f"{each.sort}: {each.what}, {when}{' (planned)' if each.planned else ''}")
    return [*lines, *([course.left_out] if course.left_out else [])]
