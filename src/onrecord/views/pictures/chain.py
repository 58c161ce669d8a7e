"""Draw trees of chains, derivations and stories: black on white, what came first at the left.

Shapes and dashes carry the meaning; title and description say all of it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import Entry
from onrecord.views.pictures.evidence import Told, told_of
from onrecord.views.pictures.letters import clean, shortened, wide, wrapped
from onrecord.views.pictures.sheet import INK, MARGIN, PAPER, Look, Picture, Sheet, empty
from onrecord.views.trees import Node

_SIZE = 9.0
_TIE = 7.5
_LEADING = 12.0
_PADDING = 7.0
_BOX = 186.0  # width of a box
_GAP = 34.0  # between boxes
_TIED = 116.0  # between boxes where words stand on the line
_APART = 12.0  # between boxes above one another
_LINES = 5  # of words in a box, the others are cut off; the description has them all

_UNCREDITED = "not credited"


@dataclass(frozen=True, slots=True)
class _Box:
    """Hold a node at its place, with its words cut to lines."""

    node: Node
    x: float
    y: float
    lines: tuple[tuple[str, bool, bool], ...]  # text, bold, slanted
    parent: int | None  # index of its parent's box
    tie: tuple[str, ...]

    @property
    def height(self) -> float:
        return 2 * _PADDING + _LEADING * len(self.lines) - 2


def draw(
    trees: Sequence[Node], title: str, caption: str = "", ids: Sequence[str] = (),
    told: Mapping[str, Told] | None = None,
) -> Picture:  # fmt: skip
    """Lay trees out.

    Args:
        trees: what came first, with what took it over below.
        title: what the picture shows, in a line.
        caption: where the data is.
        ids: of the entry whose chains these are; its boxes lead to it.
        told: what to say of the entry, by id.
    """
    if not trees:
        return empty(title, "Nothing is tied to it.", caption)
    step = _BOX + (_TIED if any(map(_tied, trees)) else _GAP)
    wide_as = MARGIN * 2 + _BOX + step * max(_depth(tree) for tree in trees)
    sheet = Sheet(max(wide_as, min(360.0, MARGIN * 2 + 1 + wide(clean(title), 12.0, bold=True))), title)
    boxes: list[_Box] = []
    for tree in trees:
        sheet.y = _place(tree, 0, sheet.y, step, None, boxes)
    for box in boxes:
        if box.parent is not None:
            _line(sheet, boxes[box.parent], box)
    for box in boxes:
        _draw(sheet, box, ids, told or {})
    sheet.legend(list(_legend(sheet, boxes)))
    return sheet.done(caption, "\n".join(described(trees)))


def title_of(entry: Entry) -> str:
    """Return what a picture of the way of an entry is called: who, what kind of act, what about."""
    who = ", ".join(entry.actors) or "who is undecided"
    about = ", ".join(issue.removeprefix("event:").replace("_", " ") for issue in entry.issues)
    return f"The way it came: {who}, {entry.kind.value}{f' ({about})' if about else ''}: {entry.proposition}"


def described(trees: Sequence[Node], depth: int = 0) -> Iterator[str]:
    """Yield a line for each node, those below it indented: the tree in words."""
    for node in trees:
        parts = [f"{node.tie}: " if node.tie else "", node.label, *(f"; {line}" for line in node.lines)]
        told = [*(["begins here"] if node.origin else []), *node.marks]
        yield "  " * depth + clean("".join(parts) + (f" ({', '.join(told)})" if told else ""))
        yield from described(node.children, depth + 1)


def _legend(sheet: Sheet, boxes: Sequence[_Box]) -> Iterator[tuple[Callable[[float, float], None], str]]:
    """Yield what the shapes mean that the picture has."""
    nodes = [box.node for box in boxes]

    def framed(look: Look, radius: float = 0.0) -> Callable[[float, float], None]:
        return lambda x, y: sheet.box(x - 8, y - 5, 16, 10, look, radius=radius)

    def double(x: float, y: float) -> None:
        sheet.box(x - 8, y - 5, 16, 10, Look())
        sheet.box(x - 6, y - 3, 12, 6, Look(None, INK, 0.6))

    if any(node.origin for node in nodes):
        yield framed(Look(PAPER, INK, 2.2)), "a report began here"
    if any(node.chosen for node in nodes):
        yield double, "what was asked for"
    if any(map(_is_dashed, nodes)):
        yield framed(Look(PAPER, INK, 0.9, dash=True)), "not in the casefile, or not named"
    if any(_UNCREDITED in node.tie for node in nodes):
        yield lambda x, y: sheet.line(((x - 8, y), (x + 8, y)), Look(dash=True)), "not credited"
    if any(node.role == "speaker" for node in nodes):
        yield framed(Look(), 4.0), "who speaks"


def _is_dashed(node: Node) -> bool:
    return (node.document is None and node.role != "speaker") or "unnamed" in node.marks


def _tied(node: Node) -> bool:
    return bool(node.tie) or any(_tied(child) for child in node.children)


def _depth(node: Node) -> int:
    return max((1 + _depth(child) for child in node.children), default=0)


def _place(node: Node, depth: int, top: float, step: float, parent: int | None, boxes: list[_Box]) -> float:
    """Put a node and what is below it on the picture; return where the next may begin."""
    tie = wrapped(node.tie, _TIED - 26, _TIE)
    box = _Box(node, MARGIN + depth * step, top, tuple(_words(node)), parent, tuple(tie))
    boxes.append(box)
    mine = len(boxes) - 1
    bottom = top
    for child in node.children:
        bottom = _place(child, depth + 1, bottom, step, mine, boxes)
    return max(bottom, top + max(box.height, _LEADING * (len(tie) + 1)) + _APART)


def _words(node: Node) -> Iterator[tuple[str, bool, bool]]:
    inner = _BOX - 2 * _PADDING
    for line in wrapped(node.label, inner, _SIZE, bold=True, most=3) or [""]:
        yield line, True, False
    shown = [line for words in node.lines for line in wrapped(words, inner, _SIZE, most=_LINES)]
    for line in shown[:_LINES]:
        yield line, False, False
    if len(shown) > _LINES:
        yield shortened("…", inner, _SIZE), False, False
    told = [*(["began here"] if node.origin else []), *node.marks]
    for line in wrapped(", ".join(told), inner, _SIZE, most=3):
        yield line, False, True


def _line(sheet: Sheet, parent: _Box, child: _Box) -> None:
    """Draw what ties a box to its parent's, with the words on it."""
    start, turn = parent.x + _BOX, parent.x + _BOX + 11
    out, into = parent.y + _PADDING + 6, child.y + _PADDING + 6
    look = Look(None, INK, 0.9, dash=_UNCREDITED in child.node.tie)
    sheet.line(((start, out), (turn, out), (turn, into), (child.x, into)), look)
    sheet.line(((child.x - 5, into - 3), (child.x, into), (child.x - 5, into + 3)))
    for number, words in enumerate(child.tie):
        # The first line stands above the line, what does not fit below it.
        y = into - 3 if number == 0 else into + 1 + number * 9.5
        sheet.text(turn + 4, y, words, _TIE, slant=True)


def _draw(sheet: Sheet, box: _Box, ids: Sequence[str], told: Mapping[str, Told]) -> None:
    node = box.node
    with sheet.mark(ids, told_of(ids, told, node.label)):
        look = Look(PAPER, INK, 2.2 if node.origin else 0.9, dash=_is_dashed(node))
        sheet.box(box.x, box.y, _BOX, box.height, look, radius=10.0 if node.role == "speaker" else 0.0)
        if node.chosen:
            inner = (box.x + 2.5, box.y + 2.5, _BOX - 5, box.height - 5)
            sheet.box(*inner, Look(None, INK, 0.6))
        for number, (line, bold, slant) in enumerate(box.lines):
            y = box.y + _PADDING + _SIZE - 1 + number * _LEADING
            sheet.text(box.x + _PADDING, y, line, _SIZE, bold=bold, slant=slant)
