"""List who is on record: states, organisations, people and groups, with who speaks for whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model import SubjectKind
from onrecord.store.fold import fold
from onrecord.store.interface import CasefileView
from onrecord.store.interface_shown import PositionFilter, SpokenFor
from onrecord.web.standing.who import KINDS, Who

FEW, PAGE = 50, 200
"""Actors of each kind where all kinds are shown, and of a page of one kind."""


@dataclass(frozen=True, slots=True)
class Line:
    """Hold an actor as the list shows it."""

    name: str
    called: str  # "Velmora" for "XVM"
    kind: str
    entries: int
    positions: int  # issues that it has a position on
    speaks_for: tuple[tuple[str, int], ...]  # with the number of entries, most first
    spoken_for_by: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Hold the actors of one kind."""

    kind: str
    title: str
    lines: tuple[Line, ...]
    total: int


def lines(
    casefile: CasefileView, who: Who, counted: Iterable[tuple[str, int]], spoken_for: Iterable[SpokenFor]
) -> tuple[Line, ...]:
    """Return everybody who acts or answers for acts, most entries first.

    Args:
        casefile: to look in.
        who: tells what codes stand for.
        counted: who acts, with the number of entries.
        spoken_for: who speaks for whom.
    """
    speaks: dict[str, list[tuple[str, int]]] = defaultdict(list)
    spoken: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for each in spoken_for:
        speaks[each.speaker].append((each.principal, each.entries))
        spoken[each.principal].append((each.speaker, each.entries))
    where = PositionFilter(about=SubjectKind.ISSUE, latest=True)
    held = Counter(holder for holder, _ in casefile.position_pairs(where))
    return tuple(
        Line(
            name,
            who.called(name),
            kind_of(name, who, bool(speaks[name])),
            entries,
            held[name],
            tuple(speaks[name]),
            tuple(spoken[name]),
        )
        for name, entries in counted
    )


def kind_of(name: str, who: Who, speaks: bool) -> str:
    """Return what an actor is; one of whom no fact is known, and who speaks for others, is a person."""
    known = who.kind(name)
    return "person" if known == "other" and speaks else known


def shelves(found: Iterable[Line], kind: str = "", text: str = "", page: int = 1) -> tuple[Shelf, ...]:
    """Put actors on shelves by kind.

    Args:
        found: the actors, most entries first.
        kind: of this kind alone, ``PAGE`` at a time; "": of all kinds, ``FEW`` of each.
        text: part of the name, or of what it stands for.
        page: of the one kind.
    """
    by: dict[str, list[Line]] = defaultdict(list)
    wanted = fold(text)
    for line in found:
        if (not kind or line.kind == kind) and wanted in fold(f"{line.name} {line.called}"):
            by[line.kind].append(line)
    shown = slice((page - 1) * PAGE, page * PAGE) if kind else slice(FEW)
    return tuple(
        Shelf(each, title, tuple(by[each][shown]), len(by[each])) for each, title in KINDS.items() if by[each]
    )
