"""Pictures of chains and lineage: well-formed, with every node, always the same, readable without colour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.views.chain_svg import described, drawn
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


def frames(root: ET.Element) -> list[ET.Element]:
    return root.findall(f"{SVG}g/{SVG}rect")


@given(trees=st.lists(nodes, max_size=3), title=texts)
def test_any_tree_gives_well_formed_xml_with_a_frame_for_each_node(trees: list[Node], title: str) -> None:
    picture = drawn(trees, title)
    assert picture == drawn(trees, title)
    root = ET.fromstring(picture)
    every = [node for tree in trees for node in tree.walk()]
    assert len(frames(root)) == len(every) + sum(node.chosen for node in every), "a chosen one has two"
    told = (root.findtext(f"{SVG}desc") or "").splitlines()
    assert len([line for line in told if line.strip()]) <= len(every)
    arrows = root.findall(f"{SVG}g[@fill='none']/{SVG}path")
    assert len(arrows) == 2 * (len(every) - len(trees)), (
        "a line and its head for each but the first of a tree"
    )


@given(trees=st.lists(nodes, min_size=1, max_size=3))
def test_no_frame_lies_on_another_or_outside(trees: list[Node]) -> None:
    root = ET.fromstring(drawn(trees, "any"))
    boxes = []
    for frame in (each for group in root.findall(f"{SVG}g") for each in group.findall(f"{SVG}rect")[:1]):
        x, y, width, height = (float(frame.get(name, "")) for name in ("x", "y", "width", "height"))
        assert x >= 0
        assert y >= 0
        assert x + width <= float(root.get("width", ""))
        assert y + height <= float(root.get("height", ""))
        boxes.append((x, y, x + width, y + height))
    for number, a in enumerate(boxes):
        for b in boxes[number + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


@pytest.fixture
def forest() -> tuple[Node, ...]:
    taken = Node(
        "Lantern Wire, undated", document="b", tie="rewrite, not credited", lines=("Monitors <due> & sent",)
    )
    page = Node("Harbour Post, 2031-05-03", document="a", origin=True, chosen=True, children=(taken,))
    return (Node("anon: a diplomat", "speaker", marks=("unnamed",), children=(page,)),)


def words_in(picture: str) -> Iterator[str]:
    yield from (re.sub(r"\s+", " ", text) for text in ET.fromstring(picture).itertext() if text.strip())


def test_every_word_is_in_the_picture_and_in_its_description(forest: Sequence[Node]) -> None:
    picture = drawn(forest, "The way it came")
    shown = " ".join(words_in(picture))
    for words in (
        "anon: a diplomat",
        "unnamed",
        "Harbour Post,",
        "began here",
        "Lantern Wire,",
        "rewrite, not",
        "<due>",
    ):
        assert words in shown
    assert list(described(forest)) == [
        "anon: a diplomat (unnamed)",
        "  Harbour Post, 2031-05-03 (begins here)",
        "    rewrite, not credited: Lantern Wire, undated; Monitors <due> & sent",
    ]


def test_it_is_black_and_white_and_accessible(forest: Sequence[Node]) -> None:
    picture = drawn(forest, "The way it came")
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', picture))
    assert colours <= {"black", "white", "none", "#333"}
    root = ET.fromstring(picture)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title desc"
    assert root.findtext(f"{SVG}title") == "The way it came"
    assert "stroke-dasharray" in picture, "what is not credited or not named is dashed"


def test_the_legend_tells_the_shapes_that_are_there(forest: Sequence[Node]) -> None:
    shown = " ".join(words_in(drawn(forest, "")))
    assert "Dashed line: not credited." in shown
    assert "Round frame: who speaks." in shown
    assert "Round frame" not in " ".join(words_in(drawn([Node("Harbour Post", document="a")], "")))


def test_what_is_too_long_for_its_box_is_cut_and_told_whole(forest: Sequence[Node]) -> None:
    long = Node("P" * 400, document="a", lines=("word " * 200,))
    picture = drawn([long], "x" * 900)
    assert "…" in picture
    assert "P" * 400 in (ET.fromstring(picture).findtext(f"{SVG}desc") or "")


def test_characters_that_xml_has_no_place_for_are_replaced() -> None:
    picture = drawn([Node("a\x07b\ud800c", document="a")], "\x1b[31m")
    assert "\ufffd" in picture
    ET.fromstring(picture)
