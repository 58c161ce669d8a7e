"""Chains, derivations and stories as trees: what came first above, each thing followed once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import (
    Derivation,
    DerivationKind,
    Entry,
    EntryKind,
    Evidence,
    Link,
    Place,
    RecordKind,
    Report,
    ReportedAct,
    Span,
    ZoneKind,
)
from onrecord.views.looking import Asked
from onrecord.views.trees import CIRCLE, SHOWN, Node, chain_tree, lineage_trees, story_trees


@dataclass
class Page:
    """Be what a tree asks of a summary."""

    id: str
    outlet: str | None
    published: str | None
    name: str = "page.txt"
    title: str | None = None


@dataclass
class Pages:
    """Look pages up; those that nobody named are of an outlet called like their id."""

    held: dict[str, Page] = field(default_factory=dict)

    def summary(self, document_id: str) -> Page:
        return self.held.get(document_id) or Page(document_id, document_id.upper(), None)


LOOK = cast(Asked, Pages())


def derived(source: str, document: str, **given_: Any) -> Derivation:
    return Derivation(source, document, given_.pop("kind", DerivationKind.REWRITE), **given_)


def outline(trees: Sequence[Node], depth: int = 0) -> list[str]:
    out = []
    for node in trees:
        marks = f" ({', '.join(node.marks)})" if node.marks else ""
        out += ["  " * depth + node.label.partition(",")[0] + marks, *outline(node.children, depth + 1)]
    return out


def test_a_chain_of_rewrites_hangs_below_its_source() -> None:
    trees = lineage_trees([derived("b", "c"), derived("a", "b"), derived("a", "d")], LOOK)
    assert outline(trees) == ["A", "  B", "    C", "  D"]


def test_a_document_of_two_sources_is_followed_once() -> None:
    found = [derived("a", "c"), derived("b", "c"), derived("c", "d")]
    assert outline(lineage_trees(found, LOOK)) == ["A", "  C", "    D", "B", f"  C ({SHOWN})"]


def test_what_goes_in_a_circle_is_said_to() -> None:
    found = [derived("a", "b"), derived("b", "a"), derived("b", "c")]
    assert outline(lineage_trees(found, LOOK)) == ["A", "  B", f"    A ({CIRCLE})", "    C"]


def test_an_outlet_without_a_page_stands_last_and_repeats_nothing() -> None:
    cited = derived("", "a", kind=DerivationKind.CITES, outlet="Wire")
    assert outline(lineage_trees([cited, derived("a", "b")], LOOK)) == [
        "A", "  B", "Wire (not in the casefile)", f"  A ({SHOWN})",
    ]  # fmt: skip
    assert outline(lineage_trees([cited], LOOK)) == ["Wire (not in the casefile)", "  A"]


def test_the_tree_of_one_document_is_marked() -> None:
    trees = lineage_trees([derived("a", "b"), derived("c", "d")], LOOK, "b")
    assert outline(trees) == ["A", "  B"]
    assert trees[0].children[0].chosen


@given(st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), max_size=14))
def test_every_document_stands_somewhere_and_is_followed_once(pairs: list[tuple[str, str]]) -> None:
    found = [derived(source, document) for source, document in pairs if source != document]
    trees = lineage_trees(found, LOOK)
    every = [node for tree in trees for node in tree.walk()]
    assert {node.document for node in every} == {end for each in found for end in (each.source, each.derived)}
    followed = [node.document for node in every if node.children]
    assert len(followed) == len(set(followed))
    assert trees == lineage_trees(list(reversed(found)), LOOK), "the order of derivations is nothing"


def test_a_story_has_those_that_stand_alone_too() -> None:
    found = [derived("b", "c"), derived("x", "c"), derived("b", "y")]
    assert outline(story_trees(("a", "b", "c"), found, LOOK, "c")) == ["A", "B", "  C"]


def entry(*reports: Report) -> Entry:
    return Entry(
        id="e", kind=EntryKind.CLAIM, proposition="", actors=(), principals=(), towards=(), issues=(),
        stance="none", status="", reports=reports, origins=(), first_reported=None, last_reported=None,
        first_day=None, last_day=None,
    )  # fmt: skip


def report(words: str, origin: str, *chain: Link) -> Report:
    quote = Evidence.at(words, Span(0, len(words)))
    act = ReportedAct(
        place=Place("0", 0, 1), document="d", record_kind=RecordKind.STATEMENT, record=words,
        kind=EntryKind.CLAIM, principals=(), actors=(), towards=(), act="assert", issues=(), stance="none",
        status="", quote=(quote,), text=words, zone=ZoneKind.BODY, first_day=None, last_day=None, dated=False,
        published=None, outlet=None,
    )  # fmt: skip
    return Report(act, chain, origin)


def test_chains_share_their_beginning() -> None:
    speaker = Link("a diplomat", "speaker", note="unnamed")
    first, second, third = Link("A", "outlet", "a"), Link("B", "outlet", "b"), Link("C", "outlet", "c")
    relay = Link("A", "relay", "a")
    (tree,) = chain_tree(
        entry(
            report("one", "a", first, speaker),
            report("two", "a", second, relay, speaker),
            report("three", "a", third, Link("B", "relay", "b"), relay, speaker),
        ),
        LOOK,
    )
    assert outline([tree]) == ["a diplomat (unnamed)", "  A", "    B", "      C"]
    assert [node.origin for node in tree.walk()] == [False, True, False, False]
    assert [node.lines for node in tree.walk()] == [(), ("“one”",), ("“two”",), ("“three”",)]


def test_those_who_spoke_together_are_one_hand() -> None:
    chain = Link("A", "outlet", "a"), Link("XVM", "speaker"), Link("Ada Quill", "speaker", note="unnamed")
    (tree,) = chain_tree(entry(report("we agree", "a", *chain)), LOOK)
    assert outline([tree]) == ["XVM; Ada Quill (unnamed)", "  A"]


def test_who_took_part_in_an_event_told_nothing_of_it() -> None:
    told = report("they met", "a", Link("A", "outlet", "a"), Link("XVM", "speaker"), Link("XKV", "speaker"))
    met = replace(told, act=replace(told.act, record_kind=RecordKind.EVENT))
    assert outline(chain_tree(entry(met), LOOK)) == ["A"]


def test_an_outlet_without_a_page_is_one_whatever_its_case() -> None:
    chains = [(Link(outlet, "outlet", outlet.lower()), Link(wire, "relay")) for outlet, wire in ("AX", "Bx")]
    trees = chain_tree(entry(*(report("w", "outlet: X", *chain) for chain in chains)), LOOK)
    assert outline(trees) == ["X", "  A", "  B"]
    assert trees[0].origin
