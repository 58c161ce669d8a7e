"""Gather who takes from whom, where entries began, and which citations lead nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model import Derivation, DerivationKind
from onrecord.store.interface import DocumentSummary
from onrecord.store.interface_coverage import OutletCount, OutletTie, TieFilter
from onrecord.views.looking import Looked
from onrecord.views.reader.ties import Tie, ties_of
from onrecord.views.wordings import OUTLET

if TYPE_CHECKING:
    from onrecord.web.desk import Desk

TABLE = 14
"""Outlets of the table of who takes from whom; all pairs are in the list below it."""
TAKEN = (DerivationKind.COPY.value, DerivationKind.REWRITE.value, DerivationKind.PARTIAL.value)
"""Kinds by which words were taken."""
NAMED = (DerivationKind.CITES.value,)
WAYS: Mapping[str, tuple[str, ...]] = {"taken": TAKEN, "named": NAMED}


@dataclass(frozen=True, slots=True)
class Grid:
    """Hold how often the outlets at the left take from those at the top, in one way."""

    sources: tuple[str, ...]
    takers: tuple[str, ...]
    cells: Mapping[tuple[str, str], int]  # (source, taker)
    left_out: int  # derivations between outlets that the table has no room for
    total: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Hold how often one outlet takes from another, by kind."""

    source: str
    taker: str
    kinds: Mapping[str, int]

    @property
    def total(self) -> int:
        """Return how often in all."""
        return sum(self.kinds.values())


@dataclass(frozen=True, slots=True)
class OriginLine:
    """Hold an origin with what a list shows of it."""

    origin: str
    document: DocumentSummary | None  # None: an outlet that has no page here
    outlet: str
    entries: int


def grid(ties: Sequence[OutletTie], kinds: Sequence[str], most: int = TABLE) -> Grid:
    """Return the table of the outlets that take most and are taken from most, in some ways.

    >>> ties = [OutletTie("Wire", "Post", "copy", 3), OutletTie("Wire", "Post", "cites", 1)]
    >>> grid(ties, ["copy"]).cells
    {('Wire', 'Post'): 3}
    """
    cells: dict[tuple[str, str], int] = {}
    for tie in ties:
        if tie.kind in kinds:
            cells[tie.source, tie.derived] = cells.get((tie.source, tie.derived), 0) + tie.number
    given, taken = _sums(cells, 0), _sums(cells, 1)
    sources, takers = given[:most], taken[:most]
    shown = {pair: n for pair, n in cells.items() if pair[0] in sources and pair[1] in takers}
    total = sum(cells.values())
    return Grid(tuple(sources), tuple(takers), shown, total - sum(shown.values()), total)


def tie_pairs(source: str | None, taker: str | None, kinds: Sequence[str]) -> list[tuple[str, str]]:
    """Return the parameters of the list of some derivations; ``None``: of any outlet.

    >>> tie_pairs("Wire", None, ["copy"])
    [('shown', 'ties'), ('source', 'Wire'), ('relation', 'copy')]
    """
    ends = [(name, outlet) for name, outlet in (("source", source), ("derived", taker)) if outlet is not None]
    return [("shown", "ties"), *ends, *(("relation", kind) for kind in kinds)]


def _sums(cells: Mapping[tuple[str, str], int], side: int) -> list[str]:
    sums: dict[str, int] = {}
    for pair, number in cells.items():
        sums[pair[side]] = sums.get(pair[side], 0) + number
    return sorted(sums, key=lambda name: (-sums[name], name))


def pairs(ties: Sequence[OutletTie]) -> tuple[Pair, ...]:
    """Return each pair of outlets once, that with the most derivations first."""
    held: dict[tuple[str, str], dict[str, int]] = {}
    for tie in ties:
        held.setdefault((tie.source, tie.derived), {})[tie.kind] = tie.number
    found = (Pair(source, taker, kinds) for (source, taker), kinds in held.items())
    return tuple(sorted(found, key=lambda each: (-each.total, each.source, each.taker)))


@dataclass(frozen=True, slots=True)
class Overview:
    """Hold what the page about sources begins with."""

    taken: Grid
    named: Grid
    outlets: tuple[OutletCount, ...]
    pairs: tuple[Pair, ...]

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return sum(each.pages for each in self.outlets)

    @property
    def own(self) -> int:
        """Return how many of them were not made of another."""
        return sum(each.own for each in self.outlets)

    @property
    def unnamed(self) -> int:
        """Return how many statements have a speaker without a name."""
        return sum(each.unnamed for each in self.outlets)

    @property
    def statements(self) -> int:
        """Return how many statements there are."""
        return sum(each.statements for each in self.outlets)

    @property
    def placeholders(self) -> int:
        """Return how many citations lead nowhere."""
        return sum(each.placeholders for each in self.outlets)


def overview(desk: Desk) -> Overview:
    """Return who takes from whom, and what the pages of each outlet come to; kept until something changes."""

    def made() -> Overview:
        ties = desk.casefile.outlet_ties()
        return Overview(
            grid(ties, TAKEN), grid(ties, NAMED), tuple(desk.casefile.outlets_counted()), pairs(ties)
        )

    return desk.kept("sources", (), made)


def origin_lines(desk: Desk, offset: int, limit: int) -> tuple[tuple[OriginLine, ...], int]:
    """Return some origins, that of the most entries first; and how many there are."""
    found, total = desk.kept("origins", (offset, limit), lambda: desk.casefile.origins_counted(offset, limit))
    ids = [each.origin for each in found if not each.origin.startswith(OUTLET)]
    summaries = desk.casefile.summaries_by_id(ids)
    lines = tuple(
        OriginLine(
            each.origin, held := summaries.get(each.origin),
            (held.outlet or held.name) if held else each.origin.removeprefix(OUTLET), each.entries,
        )
        for each in found
    )  # fmt: skip
    return lines, total


@dataclass(frozen=True, slots=True)
class TieLine:
    """Hold one derivation of a list: the article that derives, and what ties it to its source."""

    derived: DocumentSummary
    tie: Tie


def tie_lines(desk: Desk, where: TieFilter, offset: int, limit: int) -> tuple[tuple[TieLine, ...], int]:
    """Return some of the derivations that fit; and how many fit."""
    found, total = desk.casefile.ties(where, offset, limit)
    look = Looked(desk.casefile)
    look.look_ahead(desk.casefile, [end for each in found for end in _ends(each)])
    return tuple(
        TieLine(look.summary(each.derived), ties_of(each.derived, [each], look)[0])
        for each in found
        if each.source != each.derived
    ), total


def _ends(derivation: Derivation) -> tuple[str, ...]:
    return tuple(end for end in (derivation.source, derivation.derived) if end)
