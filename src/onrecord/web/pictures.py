"""Make pictures fit for a page: no styles and nothing that runs, so that they pass the strictest policy.

What draws them (``views.pictures.render``) writes looks into style="", which no page allows without
`unsafe-inline`. Here each becomes an attribute of its own, and whatever is left that a picture has no use for
is refused. Colours stay as they are: static/css/pictures.css turns them in the dark.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from markupsafe import Markup

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.views.pictures.render import Leads
    from onrecord.views.pictures.sheet import Picture

_SVG, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
_DROPPED = frozenset(("style", "script", "metadata"))
_WORDS = {
    "elements": "svg g a title desc defs pattern clipPath path rect circle ellipse line polyline polygon text"
    " tspan",
    "looks": "fill fill-opacity fill-rule stroke stroke-width stroke-linejoin stroke-linecap stroke-dasharray"
    " stroke-dashoffset stroke-opacity stroke-miterlimit opacity font-size font-style font-weight text-anchor"
    " clip-path",
    "others": "id class d x y x1 y1 x2 y2 dx dy cx cy r rx ry width height points transform viewBox role"
    " patternUnits patternContentUnits patternTransform clipPathUnits preserveAspectRatio aria-label"
    " aria-labelledby aria-hidden data-count data-of",
}
_ELEMENTS, _LOOKS, _OTHERS = (frozenset(words.split()) for words in _WORDS.values())
_ATTRIBUTES = _LOOKS | _OTHERS
"""What an element may say; looks stand in a style too."""
_LEFT_OUT = frozenset(("data-entries", f"{_XLINK}href", "version"))
"""Attributes that a page has no use for: the link says the same in fewer letters."""
_USUAL = {"stroke-dashoffset": "0", "text-anchor": "start"}
"""What holds anyway."""
_POINTED = re.compile(r"url\(#[\w.-]+\)")
_SCHEME = re.compile(r"[\s\x00-\x1f]*([A-Za-z][\w+.-]*):")
_BLANK = re.compile(r"\s+")
_PENCIL = threading.Lock()


def drawn(lay_out: Callable[[], Picture], leads: Leads, prefix: str = "") -> bytes:
    """Return a picture as SVG; one is drawn at a time, since fonts and settings of the library are shared.

    Args:
        lay_out: makes the picture; it measures letters, so it is called in turn as well.
        leads: where marks lead, by the ids of their entries.
        prefix: put before each id.
    """
    from onrecord.views.pictures.render import to_svg

    with _PENCIL:
        return to_svg(lay_out(), leads, prefix)


def inline(svg: bytes, label: str = "") -> Markup:
    """Return a picture for the middle of a page.

    It has no size of its own (static/css/pictures.css gives it one), and is read out as a group: its marks
    are links, which an image has none of.

    Args:
        svg: as ``views.pictures.render.to_svg`` gives it; of several in one page each with a prefix.
        label: what it is read out as, in place of its title.

    Raises:
        OnrecordError: it has an element, an attribute or an address that no picture has.

    >>> inline(b'<svg xmlns="http://www.w3.org/2000/svg"><path style="fill: none"/></svg>')
    Markup('<svg xmlns="http://www.w3.org/2000/svg" role="img" class="picture"><path fill="none" /></svg>')
    """
    root = _cleaned(svg)
    root.attrib.pop("height", None)
    if (width := root.attrib.pop("width", None)) is not None:
        root.set("class", f"picture {_broad(width)}")
    else:
        root.set("class", "picture")
    if label:
        root.attrib.pop("aria-labelledby", None)
        root.set("aria-label", label)
    return Markup(_written(root))  # made of elements and attributes that were checked


def alone(svg: bytes) -> bytes:
    """Return a picture as a file of its own, under the same policy; see ``inline``."""
    return _written(_cleaned(svg)).encode() + b"\n"


def _written(root: ET.Element) -> str:
    ET.register_namespace("", _SVG[1:-1])
    return ET.tostring(root, encoding="unicode")


def _cleaned(svg: bytes) -> ET.Element:
    if b"<!" in svg:  # neither comments nor a DOCTYPE, whose entities could be endless
        raise OnrecordError("has a declaration or a comment", "a picture", "draw it anew")
    root = ET.fromstring(svg)
    for parent in list(root.iter()):
        for child in list(parent):
            if _name(child) in _DROPPED:
                parent.remove(child)
    for element in root.iter():
        _check(element)
        element.attrib = dict(_attributes(element))
    if any(True for _ in root.iter(f"{_SVG}a")):
        root.set("role", "group")  # an image would hide the links in it
    else:
        root.set("role", "img")
    return root


def _name(element: ET.Element) -> str:
    return str(element.tag).removeprefix(_SVG)


def _check(element: ET.Element) -> None:
    if _name(element) not in _ELEMENTS:
        raise OnrecordError(f"has an element {_name(element)!r}", "a picture", "draw it anew")


def _attributes(element: ET.Element) -> Iterator[tuple[str, str]]:
    """Yield the attributes of an element with its style taken apart."""
    told = {name: value for name, value in element.attrib.items() if name != "style"}
    for name, value in {**told, **dict(_looks(element.get("style", "")))}.items():
        if name in _LEFT_OUT or _USUAL.get(name) == value:
            continue
        if name == "href" and _name(element) == "a":
            yield name, _address(value)
        elif name in _ATTRIBUTES:
            yield name, _value(name, value)
        else:
            raise OnrecordError(f"has an attribute {name!r}", "a picture", "draw it anew")


def _looks(style: str) -> Iterator[tuple[str, str]]:
    for part in style.split(";"):
        name, _, value = part.partition(":")
        if name.strip() == "font-family":
            continue  # the page has its own
        if name.strip():
            yield name.strip(), value.strip().removesuffix("px")


def _value(name: str, value: str) -> str:
    if "url(" in value and not _POINTED.fullmatch(value):
        raise OnrecordError(f"points elsewhere in {name!r}", "a picture", "draw it anew")
    return _BLANK.sub(" ", value).strip()


def _address(value: str) -> str:
    """Return where a mark leads: within this site, or over http."""
    scheme = _SCHEME.match(value)
    if (scheme and scheme[1].lower() not in ("http", "https")) or not value.isprintable():
        raise OnrecordError(f"leads to {value[:40]!r}", "a picture", "draw it anew")
    return value


def _broad(width: str) -> str:
    """Return the class that keeps the letters of a picture readable: how wide it is at least.

    >>> _broad("780pt"), _broad("1300pt")
    ('picture-m', 'picture-l')
    """
    number = float(re.sub(r"[a-z%]+$", "", width))
    return "picture-s" if number <= 520 else "picture-m" if number <= 820 else "picture-l"
