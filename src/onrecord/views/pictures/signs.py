"""Draw stances and voices as signs: each told by its shape, then by hatching, then by colour."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from onrecord.views.pictures.sheet import INK, PAPER, Look, Sheet

COLOURS: Mapping[str, str] = {
    "for": "#0072b2",
    "against": "#d55e00",
    "conditional": "#aa3377",
    "none": "#555555",
    "mixed": "#f0e442",
}
"""Told apart whatever colours one sees (after Okabe and Ito, and Tol); in grey they differ too."""

HATCHES: Mapping[str, str] = {"for": "", "against": "----", "conditional": "////", "mixed": "xxxx"}

STANCES: Mapping[str, str] = {
    "for": "for",
    "against": "against",
    "conditional": "conditional: for, under a condition",
    "mixed": "mixed: undated words differ",
    "none": "spoke of it, took no side",
    "undecided": "undecided",
    "silent": "silent: nothing on record",
}
_VOICES: Mapping[str, tuple[str, Look]] = {
    "binding": ("thick frame: an office that can bind it", Look(None, INK, 2.2)),
    "speaking": ("thin frame: speaks for it", Look(None, INK, 0.8)),
    "within": ("dashed: belongs to it", Look(None, INK, 0.8, dash=True)),
    "unnamed": ("dotted: unnamed", Look(None, INK, 0.8, dots=True)),
    "apart": ("no frame: for itself alone", Look(None, None)),
}
"""What frames mean, from the weightiest voice down."""


def frame(voice: str) -> Look:
    """Return the border that tells whose voice carries a cell."""
    return _VOICES[voice][1] if voice in _VOICES else Look(None, None)


def stance(sheet: Sheet, x: float, y: float, size: float, what: str) -> None:
    """Draw the sign of a stance about a spot; of silence there is none."""
    half = size / 2
    left, top = x - half, y - half
    colour = COLOURS.get(what, INK)
    edge = Look(PAPER, INK, 1.0)
    if what == "for":
        sheet.box(left, top, size, size, Look(colour, INK, 1.0))
    elif what == "against":
        sheet.box(left, top, size, size, Look(PAPER, colour, 1.6))
        sheet.line(((left, y), (left + size, y)), Look(None, colour, 2.6))
    elif what == "conditional":
        sheet.box(left, top, size, size, edge)
        corners = ((left, top + size), (left + size, top + size), (left + size, top))
        sheet.shape(corners, Look(colour, INK, 1.0, hatch="//////"))
    elif what == "mixed":
        sheet.box(left, top, size, size, Look(colour, INK, 1.0))
        for ends in (((left, top), (left + size, top + size)), ((left, top + size), (left + size, top))):
            sheet.line(ends, Look(None, INK, 1.2))
    elif what == "none":
        sheet.circle(x, y, size / 5, Look(INK, INK))
    elif what != "silent":
        sheet.circle(x, y, half * 0.8, Look(PAPER, INK, 1.0, dash=True))
        sheet.text(x, y + size * 0.22, "?", size * 0.65, at="center")


def keys(
    sheet: Sheet, stances: Sequence[str], voices: Sequence[str]
) -> list[tuple[Callable[[float, float], None], str]]:
    """Return what the signs of a picture mean, those alone that it has, as ``Sheet.legend`` takes them."""

    def sign(what: str) -> Callable[[float, float], None]:
        return lambda x, y: stance(sheet, x, y, 9.0, what)

    def border(voice: str) -> Callable[[float, float], None]:
        return lambda x, y: sheet.box(x - 7, y - 5, 14, 10, frame(voice))

    made = [(sign(each), told) for each, told in STANCES.items() if each in stances and each != "silent"]
    if "silent" in stances:
        made.append((lambda _x, _y: None, f"empty = {STANCES['silent']}"))
    return made + [(border(each), _VOICES[each][0]) for each in _VOICES if each in voices]
