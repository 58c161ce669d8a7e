"""Pictures of invented positions and packages, and ways to look into them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from onrecord.views.pictures import matrix, package, timeline, unity
from onrecord.views.pictures.evidence import Told
from onrecord.views.pictures.sheet import Picture, Words

Shown = Callable[[Picture], list[Words]]

TOLD = {
    "e1": Told("we <will> & “never” for $5bn", "Harbour Post", "2031-05-02"),
    "e2": Told("not before the first snow", "Lantern Wire", "2031-06", unconfirmed=True),
}


def words_of(picture: Picture) -> Iterator[Words]:
    for mark in picture.marks:
        yield from (thing for thing in mark.things if isinstance(thing, Words))


@pytest.fixture
def shown() -> Callable[[Picture], str]:
    return lambda picture: " ".join(each.text for each in words_of(picture))


def a_matrix() -> Picture:
    stances = ("for", "against", "conditional", "mixed", "none", "undecided")
    voices = ("binding", "speaking", "within", "unnamed", "apart", "binding")
    issues = tuple((f"i{n}", f"issue number {n} with a long name") for n in range(len(stances)))
    cells = {
        ("Velmora", issue): matrix.Cell(
            stance, voice, "2031-05-02", f"2031-05-{2 + n:02}", 40 * n, ("e1", "e2"), n + 1
        )
        for n, ((issue, _), stance, voice) in enumerate(zip(issues, stances, voices, strict=True))
    }
    return matrix.draw(
        matrix.Table("2031-07-01", ("Velmora", "Tarn"), issues, cells, "Left out: 3 actors."),
        TOLD,
        "Data: here.",
    )


def a_timeline() -> Picture:
    bars = (
        timeline.Bar("for", "2031-02-01", "2031-02-28", "2031-03-01", "2031-04-08", ("e1",)),
        timeline.Bar(
            "conditional", "2031-04-08", "2031-04-08", "2031-06-20", None, ("e2", "e1"), "after a ceasefire",
            "for → conditional: after a ceasefire",
        ),
    )  # fmt: skip
    happenings = (
        timeline.Happening("meetings", "talks in Sarnholt", "2031-03-01", "2031-03-01", False, ("e1",)),
        timeline.Happening("meetings", "talks again", "2031-03-02", "2031-03-02", False, ("e2",)),
        timeline.Happening("meetings", "vote", "2031-09-01", "2031-09-31", True, ("e2",)),
        timeline.Happening("attacks", "strike on Brennock", "2031-06-12", "2031-06-12", False, ("e2",)),
    )
    course = timeline.Course((timeline.Lane("Velmora", "membership", bars),), happenings, "2031-08-31")
    return timeline.draw(course, TOLD, "Data: here.")


def a_package() -> Picture:
    pieces = {
        ("g", "Velmora"): (package.Piece("signed", ("e1",), 2, legal_form="treaty"),),
        ("g", "19 states, unnamed"): (package.Piece("pledged", ("e2",), 1, condition="a ceasefire holds"),),
        ("g", "Tarn"): (
            package.Piece("ratified", (), supposed=True),
            package.Piece("pledged", ("e2",), 1, off="withdrawn"),
        ),
        ("", "Tarn"): (package.Piece("", ("e1",), general=True),),
        ("t", "Velmora"): (package.Piece("in_force", ("e1",), 1, "allocated", approval="approval given"),),
    }
    measures = (
        package.Measure("", "In general terms, not counted"),
        package.Measure(
            "g", "guarantees", "ratified", "", "treaty", ("e1", "e2"), missing=(("ratification", ("e1",)),)
        ),
        package.Measure(
            "t", "troops", "", "delivered", apart=("e2",), missing=(("nobody is behind it", ()),)
        ),
        package.Measure("a", "arms"),
    )
    parties = ("Velmora", "Tarn", "19 states, unnamed")
    board = package.Board("A package", "2031-07-01", parties, frozenset(parties[2:]), measures, pieces)
    return package.draw(board, TOLD, "Data: here.")


def a_unity() -> Picture:
    members = (
        unity.Member("Velmora", "for", "2031-02-04", "binding", ("e1",)),
        unity.Member("Tarn", "against", "2031-02-04", "speaking", ("e2", "e1")),
        unity.Member("Skerrin", "undecided", "2031-02-04", "within", ("e2",)),
        unity.Member("A federation with a name that is very long", "silent"),
    )
    spread = unity.Spread("Coastal Union", "sanctions", "2031-07-01", members, "They stand at opposite ends.")
    return unity.draw(spread, TOLD, "Data: here.")


DRAWN = {"matrix": a_matrix, "timeline": a_timeline, "package": a_package, "unity": a_unity}


@pytest.fixture(params=sorted(DRAWN))
def picture(request: pytest.FixtureRequest) -> Picture:
    """Return a picture of each kind."""
    return DRAWN[request.param]()


@pytest.fixture
def drawn() -> dict[str, Callable[[], Picture]]:
    return dict(DRAWN)
