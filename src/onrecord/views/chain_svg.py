"""Draw trees of chains, derivations and stories as SVG: black on white, the same tree the same picture.

What came first stands at the left. Shapes and dashes carry the meaning, never colour; title and description
say all of it again for whoever does not see the picture.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from onrecord.views.trees import Node

_SIZE = 13  # of the letters, in pixels, as everything here
_LEADING = 17
_PADDING = 10
_BOX = 250  # width of a box
_GAP = 44  # between boxes
_TIED = 150  # between boxes where words stand on the line
_APART = 16  # between boxes above one another
_MARGIN = 16
_LINES = 5  # of words in a box, the others are cut off; the description has them all

_UNCREDITED = "not credited"
_BOLD = 1.13  # by how much wider bold letters are
_NARROW, _WIDE = frozenset("iIjltfr.,:;'’‘!|()[]“” -"), frozenset("mwMW@%—…")


@dataclass(frozen=True, slots=True)
class _Box:
    """Hold a node at its place, with its words cut to lines."""

    node: Node
    x: int
    y: int
    lines: tuple[tuple[str, str], ...]  # text, class
    parent: int | None  # index of its parent's box
    tie: tuple[str, ...]

    @property
    def height(self) -> int:
        return 2 * _PADDING + _LEADING * len(self.lines)


def drawn(trees: Sequence[Node], title: str) -> str:
    """Return trees as an SVG document.

    Args:
        trees: what came first, with what took it over below.
        title: what the picture shows, in a line.
    """
    tied = any(_tied(tree) for tree in trees)
    step = _BOX + (_TIED if tied else _GAP)
    boxes: list[_Box] = []
    bottom = _MARGIN + 2 * _LEADING
    for tree in trees:
        bottom = _place(tree, 0, bottom, step, None, boxes)
    width = max((box.x + _BOX for box in boxes), default=_BOX) + _MARGIN
    legend = _wrapped(" ".join(_legend(boxes)), width - 2 * _MARGIN)
    height = bottom + _LEADING * len(legend) + _MARGIN
    return _document(boxes, title, legend, (width, height), bottom, "\n".join(described(trees)))


def _legend(boxes: Sequence[_Box]) -> Iterator[str]:
    """Yield what the shapes mean that the picture has."""
    nodes = [box.node for box in boxes]
    if any(node.origin for node in nodes):
        yield "Thick frame: a report began here."
    if any(node.chosen for node in nodes):
        yield "Double frame: what was asked for."
    if any(map(_is_dashed, nodes)):
        yield "Dashed frame: not in the casefile, or not named."
    if any(_UNCREDITED in node.tie for node in nodes):
        yield "Dashed line: not credited."
    if any(node.role == "speaker" for node in nodes):
        yield "Round frame: who speaks."


def _is_dashed(node: Node) -> bool:
    return (node.document is None and node.role != "speaker") or "unnamed" in node.marks


def described(trees: Sequence[Node], depth: int = 0) -> Iterator[str]:
    """Yield a line for each node, those below it indented: the tree in words."""
    for node in trees:
        parts = [f"{node.tie}: " if node.tie else "", node.label, *(f"; {line}" for line in node.lines)]
        told = [*(["begins here"] if node.origin else []), *node.marks]
        yield "  " * depth + _clean("".join(parts) + (f" ({', '.join(told)})" if told else ""))
        yield from described(node.children, depth + 1)


def _tied(node: Node) -> bool:
    return bool(node.tie) or any(_tied(child) for child in node.children)


def _place(node: Node, depth: int, top: int, step: int, parent: int | None, boxes: list[_Box]) -> int:
    """Put a node and what is below it on the picture; return where the next may begin."""
    tie = _wrapped(node.tie, _TIED - 24)
    box = _Box(node, _MARGIN + depth * step, top, tuple(_words(node)), parent, tuple(tie))
    boxes.append(box)
    mine = len(boxes) - 1
    bottom = top
    for child in node.children:
        bottom = _place(child, depth + 1, bottom, step, mine, boxes)
    return max(bottom, top + max(box.height, _LEADING * (len(tie) + 1)) + _APART)


def _words(node: Node) -> Iterator[tuple[str, str]]:
    inner = _BOX - 2 * _PADDING
    for line in _wrapped(node.label, round(inner / _BOLD)):
        yield line, "name"
    shown = [line for words in node.lines for line in _wrapped(words, inner)]
    for line in shown[: _LINES - 1] + ([f"{shown[_LINES - 1]} …"] if len(shown) > _LINES - 1 else []):
        yield line, "words"
    told = [*(["began here"] if node.origin else []), *node.marks]
    for line in _wrapped(", ".join(told), inner):
        yield line, "mark"


def _document(
    boxes: Sequence[_Box], title: str, legend: Sequence[str], size: tuple[int, int], bottom: int, told: str
) -> str:
    width, height = size
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": str(width),
            "height": str(height),
            "viewBox": f"0 0 {width} {height}",
            "role": "img",
            "aria-labelledby": "title desc",
            "font-family": "Helvetica, Arial, sans-serif",
            "font-size": str(_SIZE),
        },
    )
    ET.SubElement(root, "title", {"id": "title"}).text = _clean(title)
    ET.SubElement(root, "desc", {"id": "desc"}).text = told
    ET.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": "white"})
    _text(root, _MARGIN, _MARGIN + _SIZE, _cut(title, width - 2 * _MARGIN), {"font-weight": "bold"})
    lines = ET.SubElement(root, "g", {"fill": "none", "stroke": "black", "stroke-width": "1.2"})
    for box in boxes:
        if box.parent is not None:
            _line(lines, root, boxes[box.parent], box)
    for box in boxes:
        _draw(root, box)
    for number, line in enumerate(legend):
        _text(root, _MARGIN, bottom + _SIZE + number * _LEADING, line, {"font-size": "11", "fill": "#333"})
    ET.indent(root, " ")
    return ET.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def _line(lines: ET.Element, root: ET.Element, parent: _Box, child: _Box) -> None:
    """Draw what ties a box to its parent's, with the words on it."""
    start, turn = parent.x + _BOX, parent.x + _BOX + 14
    out, into = parent.y + _PADDING + _LEADING // 2, child.y + _PADDING + _LEADING // 2
    path = {"d": f"M{start} {out} H{turn} V{into} H{child.x}"}
    if _UNCREDITED in child.node.tie:
        path["stroke-dasharray"] = "5 4"
    ET.SubElement(lines, "path", path)
    ET.SubElement(
        lines, "path", {"d": f"M{child.x - 6} {into - 4} L{child.x} {into} L{child.x - 6} {into + 4}"}
    )
    for number, words in enumerate(child.tie):
        # The first line stands above the line, what does not fit below it.
        y = into - 5 if number == 0 else into + 1 + number * 14
        _text(root, turn + 5, y, words, {"font-size": "11", "font-style": "italic"})


def _draw(root: ET.Element, box: _Box) -> None:
    node = box.node
    group = ET.SubElement(root, "g")
    frame = {
        "x": str(box.x),
        "y": str(box.y),
        "width": str(_BOX),
        "height": str(box.height),
        "rx": "14" if node.role == "speaker" else "0",
        "fill": "white",
        "stroke": "black",
        "stroke-width": "3" if node.origin else "1.2",
    }
    if _is_dashed(node):
        frame["stroke-dasharray"] = "5 4"
    ET.SubElement(group, "rect", frame)
    if node.chosen:
        inner = {
            "x": str(box.x + 3),
            "y": str(box.y + 3),
            "width": str(_BOX - 6),
            "height": str(box.height - 6),
        }
        ET.SubElement(group, "rect", {**inner, "fill": "none", "stroke": "black", "stroke-width": "0.8"})
    looks = {"name": {"font-weight": "bold"}, "words": {}, "mark": {"font-style": "italic"}}
    for number, (line, kind) in enumerate(box.lines):
        _text(group, box.x + _PADDING, box.y + _PADDING + _SIZE + number * _LEADING, line, looks[kind])


def _text(parent: ET.Element, x: int, y: int, words: str, look: dict[str, str]) -> None:
    ET.SubElement(parent, "text", {"x": str(x), "y": str(y), **look}).text = words


def _wrapped(text: str, width: int) -> list[str]:
    """Cut text into lines of at most so many pixels, as far as that can be told without the letters."""
    lines: list[str] = []
    for word in _clean(text).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _pixels(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(_cut(word, width))
    return lines


def _cut(text: str, width: int) -> str:
    text = _clean(text)
    if _pixels(text) <= width:
        return text
    while text and _pixels(f"{text}…") > width:
        text = text[:-1]
    return f"{text}…"


def _pixels(text: str) -> float:
    return sum(map(_em, text)) * _SIZE


def _em(letter: str) -> float:
    """Return about how wide a letter is, in parts of its size."""
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in _NARROW:
        return 0.38
    return 0.98 if letter in _WIDE else 0.74 if letter.isupper() else 0.63


def _clean(text: str) -> str:
    """Return text on one line without the characters that XML has no place for."""
    allowed = (
        letter if letter.isprintable() or letter == " " else "\ufffd" for letter in " ".join(text.split())
    )
    return "".join(allowed)
