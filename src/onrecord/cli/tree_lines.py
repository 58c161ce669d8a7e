"""Draw trees of chains, derivations and stories in the terminal, or into a file as a picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.cli.screen import one_line

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree

    from onrecord.views.trees import Node

_SHORT = 8
_WORDS = 150  # characters of a title or a quote in a tree


def trees(nodes: Iterable[Node]) -> list[Tree]:
    """Return trees to print, what came first above."""
    from rich.tree import Tree

    def grown(tree: Tree, node: Node) -> Tree:
        for child in node.children:
            grown(tree.add(_text(child)), child)
        return tree

    return [grown(Tree(_text(node), guide_style="dim"), node) for node in nodes]


def _text(node: Node) -> Text:
    from rich.text import Text

    style = "cyan" if node.role == "speaker" else "bold" if node.document else ""
    parts = [Text(one_line(node.label), f"{style} reverse" if node.chosen else style)]
    if node.tie:
        parts.insert(0, Text(f"{one_line(node.tie)}: ", "yellow"))
    told = [*(["asked for"] if node.chosen else []), *(["began here"] if node.origin else [])]
    if told:
        parts.append(Text(f" ({', '.join(told)})", "green"))
    if node.marks:
        parts.append(Text(f" ({one_line(', '.join(node.marks))})", "red"))
    if node.document:
        parts.append(Text(f"  {node.document[:_SHORT]}", "dim"))
    lines = [Text(_shortened(line), "dim") for line in node.lines]
    return Text("\n").join([Text("").join(parts), *lines])


def _shortened(line: str) -> str:
    words = one_line(line)
    return words if len(words) <= _WORDS else f"{words[:_WORDS].rstrip()}…"


def draw(nodes: Sequence[Node], title: str, path: Path | None) -> None:
    """Draw trees into a file where one is named, and say so."""
    if path is None:
        return
    from onrecord.cli.draw_out import put
    from onrecord.views.pictures.chain import draw as drawn

    put(drawn(nodes, title), path)
