"""Draw who takes from whom: outlets on a circle of two halves, a line for each pair, its width how often."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.web.reading.sources import Pair

MOST = 24
"""Pairs that are drawn; the table and the list have them all."""
_ROW = 26.0
_TOP = 34.0
WIDTH = 760.0
LEFT, RIGHT = 270.0, 490.0


@dataclass(frozen=True, slots=True)
class Node:
    """Hold an outlet on one side of the picture."""

    outlet: str
    label: str
    y: float
    number: int


@dataclass(frozen=True, slots=True)
class Edge:
    """Hold a line from a source to who takes from it."""

    pair: Pair
    path: str
    width: float
    dashed: bool  # it is only named
    says: str


@dataclass(frozen=True, slots=True)
class Web:
    """Hold the picture: what is taken from at the left, who takes at the right."""

    sources: tuple[Node, ...]
    takers: tuple[Node, ...]
    edges: tuple[Edge, ...]
    height: float
    left_out: int  # pairs that are not drawn


def web_of(pairs: Sequence[Pair], most: int = MOST) -> Web:
    """Lay out the pairs with the most derivations."""
    shown = [each for each in pairs if each.source != each.taker][:most]
    sources = tuple(_nodes([(each.source, each.total) for each in shown]))
    takers = tuple(_nodes([(each.taker, each.total) for each in shown]))
    left, right = {n.outlet: n for n in sources}, {n.outlet: n for n in takers}
    largest = max((each.total for each in shown), default=1)
    edges = tuple(_edge(each, left[each.source].y, right[each.taker].y, largest) for each in shown)
    height = _TOP + _ROW * max(len(sources), len(takers), 1)
    others = sum(each.source != each.taker for each in pairs) - len(shown)
    return Web(sources, takers, edges, height, others)


def _nodes(held: Sequence[tuple[str, int]]) -> Iterator[Node]:
    sums: dict[str, int] = {}
    for name, number in held:
        sums[name] = sums.get(name, 0) + number
    for place, name in enumerate(sorted(sums, key=lambda each: (-sums[each], each))):
        label = name or "outlet not known"
        short = label if len(label) <= 34 else f"{label[:33]}…"
        yield Node(name, short, _TOP + _ROW * place, sums[name])


def _edge(pair: Pair, from_y: float, to_y: float, largest: int) -> Edge:
    middle = (LEFT + RIGHT) / 2
    start, end = LEFT + 6, RIGHT - 6
    path = f"M{start:g} {from_y:g}C{middle:g} {from_y:g} {middle:g} {to_y:g} {end:g} {to_y:g}"
    told = ", ".join(f"{number} {kind}" for kind, number in sorted(pair.kinds.items()))
    says = f"{pair.taker or 'outlet not known'} from {pair.source or 'outlet not known'}: {told}"
    return Edge(
        pair,
        path,
        round(1.2 + 4.8 * (pair.total - 1) / max(largest - 1, 4), 2),
        set(pair.kinds) == {"cites"},
        says,
    )
