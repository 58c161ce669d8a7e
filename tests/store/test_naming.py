"""Name actors as decided: replayed in order, everywhere or in one place, and always to an end."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Directness, Evidence, Span, Statement, ZoneKind
from onrecord.store.decisions import DecisionKind
from onrecord.store.naming import Naming, Rule, alike

TEXT = "We will never sign, she said, and then she left the room."
NAMES = st.sampled_from(["A", "B", "C", "D"])


def statement(start: int = 0, end: int = 18) -> Statement:
    return Statement(
        id="s", document_id="d", quote=(Evidence.at(TEXT, Span(start, end)),), cue=(), speaker_text=(),
        speakers=("A", "B"), speaker_mentions=(), directness=Directness.INDIRECT, zone=ZoneKind.BODY,
        via=("C",), affiliation="D", addressees=("B", "C"),
    )  # fmt: skip


def test_a_merge_names_an_actor_once_in_every_field() -> None:
    merged = Naming([Rule(DecisionKind.MERGE, frozenset("BCD"), "A")]).applied(statement(), 1)
    assert merged == replace(statement(), speakers=("A",), via=("A",), affiliation="A", addressees=("A",))


def test_without_rules_a_statement_is_what_it_was() -> None:
    assert Naming().applied(statement(), 1) is not None
    assert Naming().applied(statement(), 1) == statement()


def test_a_later_decision_sees_what_earlier_ones_made() -> None:
    rules = [Rule(DecisionKind.RENAME, frozenset("A"), "E"), Rule(DecisionKind.MERGE, frozenset("E"), "B")]
    assert Naming(rules).everywhere == {"A": "B", "E": "B"}


def test_a_split_holds_where_it_was_made() -> None:
    in_document = Rule(DecisionKind.SPLIT, frozenset("A"), "E", 7)
    assert Naming([in_document]).applied(statement(), 7).speakers == ("E", "B")
    assert Naming([in_document]).applied(statement(), 8) == statement()
    in_statement = replace(in_document, content=(Span(0, 18),))
    assert Naming([in_statement]).applied(statement(0, 16), 7).speakers == ("E", "B")
    assert Naming([in_statement]).applied(statement(30, 57), 7) == statement(30, 57)


RULES = st.builds(
    Rule,
    st.just(DecisionKind.MERGE),
    st.frozensets(NAMES, min_size=1),
    NAMES,
    st.sampled_from([None, 1, 2]),
)


@given(st.lists(RULES, max_size=8))
def test_any_decisions_come_to_an_end_and_agree_with_one_another(rules: list[Rule]) -> None:
    naming = Naming(rules)
    for key in (1, 2, 3):
        applied = naming.applied(statement(), key)
        holding = [rule for rule in rules if rule.document_key in (None, key)]
        one_by_one = statement()
        for rule in holding:
            one_by_one = Naming([rule]).applied(one_by_one, key)
        assert applied == one_by_one


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), min_size=1, max_size=4))
def test_a_content_is_like_itself(pieces: list[tuple[int, int]]) -> None:
    spans, at = [], 0
    for gap, length in pieces:
        spans.append(Span(at + gap, at + gap + length))
        at += gap + length
    assert alike(spans, spans)
    moved = [Span(span.start + at, span.end + at) for span in spans]
    assert not alike(spans, moved)
