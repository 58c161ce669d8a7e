"""Pictures of chains and lineage: well-formed, with every node, always the same, readable without colour."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.views.pictures.chain import described, draw
from onrecord.views.pictures.render import to_svg
from onrecord.views.pictures.sheet import Area, Line, Picture, Words
from onrecord.views.trees import Node

SVG = "{http://www.w3.org/2000/svg}"

texts = st.text(max_size=60)
nodes = st.recursive(
    st.builds(
        Node,
        label=texts,
        role=st.sampled_from(["document", "outlet", "relay", "speaker"]),
        document=st.none() | st.just("d1"),
        tie=st.sampled_from(["", "copy, credited", "rewrite, not credited, which was first is undecided"]),
        lines=st.lists(texts, max_size=3).map(tuple),
        marks=st.lists(st.sampled_from(["unnamed", "goes in a circle"]), max_size=2).map(tuple),
        origin=st.booleans(),
        chosen=st.booleans(),
    ),
    lambda below: st.builds(
        Node, label=texts, tie=st.just("copy, credited"), children=st.lists(below, max_size=3).map(tuple)
    ),
    max_leaves=8,
)


def frames(picture: Picture) -> list[Area]:
    return [
        thing
        for mark in picture.marks
        for thing in mark.things
        if isinstance(thing, Area) and wide(thing) > 150
    ]


def wide(area: Area) -> float:
    return area.corners[2][0] - area.corners[0][0]


def words(picture: Picture) -> str:
    return " ".join(thing.text for mark in picture.marks for thing in mark.things if isinstance(thing, Words))


@pytest.mark.slow
@settings(deadline=None)
@given(trees=st.lists(nodes, min_size=1, max_size=3), title=texts)
def test_every_node_has_a_frame_and_every_child_an_arrow(trees: list[Node], title: str) -> None:
    picture = draw(trees, title)
    assert picture == draw(trees, title)
    every = [node for tree in trees for node in tree.walk()]
    assert len(frames(picture)) == len(every) + sum(node.chosen for node in every), "a chosen one has two"
    assert len([line for line in picture.told.splitlines() if line.strip()]) <= len(every)
    heads = [t for mark in picture.marks for t in mark.things if isinstance(t, Line) and len(t.spots) == 3]
    assert len(heads) == len(every) - len(trees)


@pytest.mark.slow
@settings(deadline=None)
@given(trees=st.lists(nodes, min_size=1, max_size=3))
def test_no_frame_lies_on_another_or_outside(trees: list[Node]) -> None:
    picture = draw(trees, "any")
    boxes = [(*area.corners[0], *area.corners[2]) for area in frames(picture) if wide(area) == 186.0]
    for number, a in enumerate(boxes):
        assert a[0] >= 0
        assert a[1] >= 0
        assert a[2] <= picture.width
        assert a[3] <= picture.height
        for b in boxes[number + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


@pytest.fixture
def forest() -> tuple[Node, ...]:
    taken = Node(
        "Lantern Wire, undated", document="b", tie="rewrite, not credited", lines=("Monitors <due> & sent",)
    )
    page = Node("Harbour Post, 2031-05-03", document="a", origin=True, chosen=True, children=(taken,))
    return (Node("anon: a diplomat", "speaker", marks=("unnamed",), children=(page,)),)


def test_every_word_is_in_the_picture_and_in_its_description(forest: Sequence[Node]) -> None:
    picture = draw(forest, "The way it came", "Data: here.")
    shown = words(picture)
    for told in (
        "anon: a diplomat",
        "unnamed",
        "Harbour Post,",
        "began here",
        "rewrite, not",
        "<due>",
        "here.",
    ):
        assert told in shown
    assert list(described(forest)) == picture.told.splitlines()
    assert picture.told.splitlines() == [
        "anon: a diplomat (unnamed)",
        "  Harbour Post, 2031-05-03 (begins here)",
        "    rewrite, not credited: Lantern Wire, undated; Monitors <due> & sent",
    ]


def test_it_is_black_and_white_and_accessible(forest: Sequence[Node]) -> None:
    picture = draw(forest, "The way it came")
    looks = [t.look for mark in picture.marks for t in mark.things if not isinstance(t, Words)]
    assert {look.edge for look in looks} == {"#000000"}
    assert {look.fill for look in looks} <= {"#ffffff", None}
    assert any(look.dash for look in looks), "what is not credited or not named is dashed"
    root = ET.fromstring(to_svg(picture))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title desc"
    assert root.findtext(f"{SVG}title") == "The way it came"


def test_the_legend_tells_the_shapes_that_are_there(forest: Sequence[Node]) -> None:
    shown = words(draw(forest, ""))
    assert "not credited" in shown
    assert "who speaks" in shown
    assert "who speaks" not in words(draw([Node("Harbour Post", document="a")], ""))


def test_what_is_too_long_for_its_box_is_cut_and_told_whole() -> None:
    long = Node("P" * 400, document="a", lines=("word " * 200,))
    picture = draw([long], "x" * 900)
    assert "…" in words(picture)
    assert "P" * 400 in picture.told


def test_nothing_to_draw_is_said() -> None:
    assert "Nothing is tied to it." in words(draw((), "The way it came"))
