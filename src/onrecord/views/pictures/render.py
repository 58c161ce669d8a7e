"""Put a picture on paper through matplotlib, as SVG with links or as PNG: the same bytes each time."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias
from xml.etree import ElementTree as ET

from onrecord.errors import UsageError
from onrecord.views.pictures.letters import clean, font
from onrecord.views.pictures.sheet import Area, Line, Look, Mark, Picture, Thing, Words

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

Leads: TypeAlias = Callable[[Sequence[str]], str]
"""Gives the address of what shows entries, by their ids."""

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
LINK = "#e-{id}"
"""Where a mark leads unless told otherwise: to the anchor of its first entry, which a report has."""

_POINTS = 72  # to the inch
_SHARP = 144  # dots to the inch of a PNG
_MOST_DOTS = 12_000_000  # of a PNG beside sharpness: a larger one is drawn coarser
_MARK = re.compile(r"mark-(\d+)$")
_POINTED = re.compile(r"url\(#([^)]+)\)|^#(.+)$")
_SETTINGS: dict[Any, Any] = {
    "font.sans-serif": ["DejaVu Sans", "Verdana"],  # the second is as wide as the first
    "svg.fonttype": "none",  # letters stay letters: searchable, and read aloud
    "svg.hashsalt": "onrecord",
    "hatch.linewidth": 0.7,
    "path.simplify": False,
    "text.parse_math": False,
}


def to_link(pattern: str = LINK) -> Leads:
    """Return what gives addresses by a pattern with {id}, or {ids} for all that a mark stands for.

    Raises:
        UsageError: the pattern has neither, or is neither relative nor http or https.

    >>> to_link("report.html#e-{id}")(["ab12", "cd34"])
    'report.html#e-ab12'
    """
    scheme = re.match(r"([A-Za-z][\w+.-]*):", pattern)
    plain = pattern.isprintable() and " " not in pattern  # browsers drop some white space within an address
    if (
        not plain
        or not re.search(r"\{ids?\}", pattern)
        or (scheme and scheme[1].lower() not in ("http", "https"))
    ):
        told = 'write an address with {id} in it, as "report.html#e-{id}"'
        raise UsageError(f"{pattern!r} is no pattern for links", None, told)
    return lambda ids: pattern.replace("{ids}", "+".join(ids)).replace("{id}", ids[0])


def to_svg(picture: Picture, leads: Leads | None = None, prefix: str = "") -> bytes:
    """Return a picture as SVG: each mark that stands for entries is a link with their words as its title.

    Args:
        picture: what to draw.
        leads: where marks lead; ``None``: to anchors of entries.
        prefix: put before each id, so that several pictures can stand in one page.
    """
    out = io.BytesIO()
    with _drawn(picture) as figure:
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        canvas: Any = FigureCanvasSVG(figure)  # has no types
        canvas.print_svg(out, metadata={"Date": None, "Creator": None})
    return _linked(out.getvalue(), picture, leads or to_link(), prefix)


def to_png(picture: Picture) -> bytes:
    """Return a picture as PNG, twice as sharp as a screen; a very large one is coarser."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    out = io.BytesIO()
    area = picture.width * picture.height
    with _drawn(picture) as figure:
        figure.set_dpi(max(_POINTS / 2, min(_SHARP, _POINTS * (_MOST_DOTS / area) ** 0.5)))
        canvas: Any = FigureCanvasAgg(figure)
        canvas.print_png(out, metadata={"Software": None, "Title": picture.title})
    return out.getvalue()


@contextmanager
def _drawn(picture: Picture) -> Iterator[Figure]:
    """Lay the things of a picture on a figure, in their order; settings of the user's are left aside."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(), warnings.catch_warnings():
        # Letters that the font lacks: another font of whoever looks at the SVG has them.
        warnings.filterwarnings("ignore", message=r"Glyph .* missing from", category=UserWarning)
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_SETTINGS)
        figure = Figure(figsize=(picture.width / _POINTS, picture.height / _POINTS), dpi=_POINTS)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_xlim(0, picture.width)
        axes.set_ylim(picture.height, 0)
        axes.set_axis_off()
        order = 1.0
        for number, mark in enumerate(picture.marks):
            for thing in mark.things:
                artist = _artist(thing)
                order += 1.0
                artist.set(zorder=order, clip_on=False)
                if mark.ids:
                    artist.set_gid(f"mark-{number}")
                axes.add_artist(artist)
                artist.set_clip_path(None)
        yield figure


def _artist(thing: Thing) -> Artist:
    from matplotlib.lines import Line2D
    from matplotlib.text import Text

    if isinstance(thing, Words):
        return Text(
            thing.x,
            thing.y,
            thing.text,
            color=thing.colour,
            horizontalalignment=thing.at,  # type: ignore[arg-type]
            verticalalignment="baseline",
            fontproperties=font(thing.size, thing.bold, thing.slant),
            parse_math=False,
        )
    if isinstance(thing, Line):
        return Line2D(
            [x for x, _ in thing.spots],
            [y for _, y in thing.spots],
            color=thing.look.edge,
            linewidth=thing.look.width,
            linestyle=_dashes(thing.look),
            solid_capstyle="butt",
        )
    return _patch(thing)


def _patch(thing: Area) -> Artist:
    from matplotlib.patches import Circle, FancyBboxPatch, Polygon

    look = thing.look
    how: dict[str, Any] = {
        "facecolor": look.fill or "none",
        "edgecolor": look.edge or "none",
        "linewidth": look.width if look.edge else 0,
        "linestyle": _dashes(look),
        "hatch": look.hatch or None,
    }
    if len(thing.corners) == 1:
        return Circle(thing.corners[0], thing.radius, **how)
    if thing.radius:
        (x, y), (right, bottom) = thing.corners[0], thing.corners[2]
        style = f"round,pad=0,rounding_size={thing.radius}"
        return FancyBboxPatch((x, y), right - x, bottom - y, boxstyle=style, mutation_aspect=1, **how)
    return Polygon(thing.corners, closed=True, **how)


def _dashes(look: Look) -> Any:
    return (0, (3.5, 2.5)) if look.dash else (0, (1, 1.8)) if look.dots else "-"


def _linked(raw: bytes, picture: Picture, leads: Leads, prefix: str) -> bytes:
    """Make links of marks, say what the picture shows, and leave ids alone that something points to."""
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    root = ET.fromstring(raw)
    root[:] = [child for child in root if child.tag not in (f"{{{SVG}}}metadata",)]
    for parent in root.iter():
        for child in list(parent):
            if child.tag == f"{{{SVG}}}style":  # it would reach into the page around the picture
                parent.remove(child)
        _gather(parent, picture.marks, leads)
    _rename(root, prefix)
    _shorten(root)
    told = {"role": "img", "aria-labelledby": f"{prefix}title {prefix}desc"}
    root.attrib.update(told, style="stroke-linejoin:round;stroke-linecap:butt")
    for number, (name, words) in enumerate((("title", picture.title), ("desc", picture.told))):
        element = ET.Element(f"{{{SVG}}}{name}", {"id": f"{prefix}{name}"})
        element.text = "\n".join(map(clean, words.splitlines()))
        root.insert(number, element)
    made: bytes = ET.tostring(root, encoding="utf-8")
    return made + b"\n"


def _gather(parent: ET.Element, marks: Sequence[Mark], leads: Leads) -> None:
    """Put the elements of each mark that stand side by side into one link."""
    made: list[ET.Element] = []
    last = -1
    for child in list(parent):
        found = _MARK.match(child.get("id", ""))
        number = int(found[1]) if found and child.tag == f"{{{SVG}}}g" else -1
        if number < 0:
            made.append(child)
        else:
            del child.attrib["id"]
            if number != last:
                made.append(_anchor(marks[number], leads))
            made[-1].append(child)
        last = number
    parent[:] = made


def _anchor(mark: Mark, leads: Leads) -> ET.Element:
    address = leads(mark.ids)
    about = {"href": address, f"{{{XLINK}}}href": address, "data-entries": " ".join(mark.ids)}
    if mark.count is not None:
        about["data-count"] = str(mark.count)
    if mark.of:
        about["data-of"] = mark.of
    anchor = ET.Element(f"{{{SVG}}}a", about)
    ET.SubElement(anchor, f"{{{SVG}}}title").text = mark.told or ", ".join(mark.ids)
    return anchor


def _shorten(root: ET.Element) -> None:
    """Leave out what has no effect: white space between elements, and turns by nothing."""
    for element in root.iter():
        if element.get("transform", "").startswith("rotate(-0 "):
            del element.attrib["transform"]
        if element.tag != f"{{{SVG}}}text" and element.text and not element.text.strip():
            element.text = None
        element.tail = None


def _rename(root: ET.Element, prefix: str) -> None:
    """Drop ids that nothing points to; put the prefix before the others."""
    pointed = {
        found[1] or found[2]
        for element in root.iter()
        for name, value in element.attrib.items()
        if element.tag != f"{{{SVG}}}a"
        for found in _POINTED.finditer(value)
        if name.endswith("href") or "url(" in value
    }
    for element in root.iter():
        if element.tag == f"{{{SVG}}}a":
            continue
        if (name := element.get("id")) is not None:
            if name in pointed:
                element.set("id", prefix + name)
            else:
                del element.attrib["id"]
        for key, value in list(element.attrib.items()):
            if "url(#" in value:
                element.set(key, value.replace("url(#", f"url(#{prefix}"))
            elif key.endswith("href") and value.startswith("#"):
                element.set(key, f"#{prefix}{value[1:]}")
