"""Claims in the outlet's own voice, on sentences of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.claims.aspects import aspect
from onrecord.model import Claim, ClaimProperty, Directness, Evidence, Span, Statement, Zone, ZoneKind

Claiming = Callable[..., tuple[Claim, ...]]


def _rows() -> list[tuple[str, str, str, str, str]]:
    lines = (Path(__file__).parent / "claims.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(kind, subject, value, as_of, text) for kind, subject, value, as_of, text in rows]


ROWS = _rows()


@pytest.mark.parametrize(("kind", "subject", "value", "as_of", "text"), ROWS, ids=[r[4][:60] for r in ROWS])
def test_own_sentences(
    claiming: Claiming, kind: str, subject: str, value: str, as_of: str, text: str
) -> None:
    found = [(c.property.value, c.subject, c.value, c.as_of or "-") for c in claiming(text)]
    if kind == "-":
        assert found == []
    else:
        assert (kind, subject, value, as_of) in found


WORDS = [row[4] for row in ROWS]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "\n", "“", "(see below)", "— and"]), max_size=6))
def test_every_evidence_holds(claiming: Claiming, parts: list[str]) -> None:
    text = " ".join(parts)
    for c in claiming(text):
        every = (*c.quote, *c.subject_text, *c.value_text, *c.as_of_text)
        assert all(e.holds(text) for e in every)
        assert c.subject_text
        assert c.value_text
        assert (c.as_of is None) == (not c.as_of_text)
        assert (c.quantity is not None) == (c.property is ClaimProperty.NUMBER)
        assert 0 < c.confidence["record"] < 1


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
def test_nothing_quoted_is_claimed(claiming: Claiming, parts: list[str]) -> None:
    plain = [p for p in parts if "“" not in p and "’" not in p]
    assert claiming("\n".join(f"“{p}”" for p in plain)) == ()


def test_what_a_statement_holds_is_not_the_outlets(claiming: Claiming) -> None:
    text = "Velmark controls Lom, the envoy declared."
    content = Evidence.at(text, Span(0, 20))
    statement = Statement("s", "d", (content,), (), (), (), (), Directness.INDIRECT, ZoneKind.BODY)
    assert claiming(text, (statement,)) == ()
    assert [c.value for c in claiming(text)] == ["Lom"]


def test_headline_is_marked_and_credit_left_out(claiming: Claiming) -> None:
    text = "SLF captured Lom\nThe bank was founded in 1871."
    zones = (Zone(ZoneKind.HEADLINE, Span(0, 16)), Zone(ZoneKind.CREDIT, Span(17, len(text))))
    assert [(c.zone, c.value) for c in claiming(text, (), zones)] == [(ZoneKind.HEADLINE, "Lom")]


def test_one_claim_per_property_and_value(claiming: Claiming) -> None:
    found = claiming("Lom, which Velmark took in March, is under the control of Velmark.")
    places = [(c.property, c.value_text[-1].start) for c in found]
    assert len(places) == len(set(places))
    assert len({c.id for c in found}) == len(found)


def test_a_claim_says_who_asserts_it_and_what_of_the_subject_it_is(claiming: Claiming) -> None:
    began, ended = claiming("The war began in 2031. The truce ended in 2033.")
    assert began.asserted_by == "Lom Courier"
    assert [aspect(c) for c in (began, ended)] == ["begin", "end"]
    (killed,) = claiming("The blast killed 26 people.")
    assert aspect(killed) == "killed"
    assert killed.quantity is not None
    assert (killed.quantity.least, killed.quantity.most) == (26, 26)


def test_time_grows_with_the_text_only(claiming: Claiming) -> None:
    text = "Lom, " * 400 + "which has. " + "The army and " * 400 + "numbers 2,000."
    assert claiming(text) == ()


def test_no_text_no_claims(claiming: Claiming) -> None:
    assert claiming("") == ()
