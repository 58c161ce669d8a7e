"""Which of the likenesses of documents are derivations."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from onrecord.lineage.derive import derivations
from onrecord.lineage.direction import decide
from onrecord.lineage.stories import stories
from onrecord.model import DerivationKind, Judgement, JudgementKind, Place

COPY, REWRITE, PARTIAL = DerivationKind.COPY, DerivationKind.REWRITE, DerivationKind.PARTIAL


def told(found: Any) -> list[tuple[str, str, str]]:
    return [(d.source, d.derived, d.kind.value) for d in found]


def three(make: Any) -> tuple[Any, Any, Any]:
    return tuple(make(d, f"Text of {d} and more of it.", f"Outlet {d}") for d in "abc")


def by_id(*materials: Any) -> dict[str, Any]:
    return {m.document.id: m for m in materials}


def test_a_rewrite_of_a_rewrite_derives_from_the_nearer(make: Any, alike: Any) -> None:
    a, b, c = three(make)
    likenesses = [
        alike(a, b, REWRITE, matched=0.5),
        alike(b, c, REWRITE, matched=0.6),
        alike(a, c, REWRITE, matched=0.3),
    ]
    assert told(derivations(by_id(a, b, c), likenesses)) == [("a", "b", "rewrite"), ("b", "c", "rewrite")]


def test_siblings_derive_from_what_both_have_it_from(make: Any, alike: Any) -> None:
    a, b, c = three(make)
    likenesses = [
        alike(a, b, COPY, part_a=0.8, part_b=0.9), alike(a, c, REWRITE, matched=0.5),
        alike(b, c, REWRITE, matched=0.53),
    ]  # fmt: skip
    assert told(derivations(by_id(a, b, c), likenesses)) == [("a", "b", "copy"), ("a", "c", "rewrite")]


def test_a_credit_outweighs_a_slightly_nearer_text(make: Any, alike: Any) -> None:
    a, b, c = three(make)
    credited = alike(b, c, REWRITE, matched=0.4, credit_direction=1.0)
    named = type(credited)(
        credited.a, credited.b, credited.kind, credited.passages, credited.measures,
        credit_in_b=credited.passages[0][1:],
    )  # fmt: skip
    found = derivations(by_id(a, b, c), [alike(a, b, REWRITE), alike(a, c, REWRITE, matched=0.5), named])
    assert told(found)[1] == ("b", "c", "rewrite")
    assert found[1].credited
    assert found[1].direction == "credit"


def test_there_are_no_circles(make: Any, alike: Any) -> None:
    a, b, c = three(make)
    likenesses = [alike(a, b, REWRITE), alike(b, c, REWRITE, dates_direction=1.0)]
    likenesses.append(alike(c, a, REWRITE))  # goes round
    sources = {d.derived: d.source for d in derivations(by_id(a, b, c), likenesses)}
    for start in sources:
        seen, at = set(), start
        while at in sources:
            assert at not in seen
            seen.add(at)
            at = sources[at]
    assert len(sources) == 2


def test_passages_that_a_copy_gives_as_well_have_one_source(make: Any, alike: Any) -> None:
    a, b, c = three(make)
    text = "A passage that is long enough to be counted as taken, word for word. Own words."
    c = make("c", text)
    likenesses = [
        alike(a, b, COPY, part_a=0.9, part_b=0.9), alike(a, c, PARTIAL), alike(b, c, PARTIAL)
    ]  # fmt: skip
    assert told(derivations(by_id(a, b, c), likenesses)) == [("a", "b", "copy"), ("a", "c", "partial")]


def test_what_is_cited_is_tied_to_a_page_of_the_outlet_or_named(make: Any, alike: Any) -> None:
    a = make("a", "The talks ended.", "Lantern Wire")
    cited = [("Lantern Wire", "Lantern Wire"), ("Politico", "Politico"), ("BT", "say so")]
    b = make("b", "Lantern Wire and Politico say so.", "Buna Times", cites=cited)
    found = derivations(by_id(a, b), [alike(a, b, None, rewrite_of_a=0.1, rewrite_of_b=0.1)])
    assert [(d.source, d.outlet) for d in found] == [("", "BT"), ("", "Politico"), ("a", "Lantern Wire")]
    later = alike(a, b, None, rewrite_of_a=0.1, rewrite_of_b=0.1, dates_direction=-1.0)
    assert "a" not in {d.source for d in derivations(by_id(a, b), [later])}


def test_an_outlet_does_not_cite_itself(make: Any) -> None:
    page = make("a", "OSSEN (CPA) - Talks.", "Corvane Press Agency", cites=[("CPA", "CPA")])
    assert derivations(by_id(page), []) == ()


def test_a_new_version_derives_from_the_one_before(make: Any, alike: Any) -> None:
    a, b = make("a", "One text."), make("b", "One text, mended.", previous="a")
    found = derivations(by_id(a, b), [alike(b, a, COPY, part_a=0.9, part_b=0.9)])
    assert told(found) == [("a", "b", "revision")]


def decided(kind: JudgementKind, one: str, other: str, number: int, undoes: str | None = None) -> Judgement:
    left, right = (Place(f"digest of {d}", 0, 0) for d in (one, other))
    return Judgement(
        f"j{number}", kind, left, right, "Ann", datetime(2031, 5, number, tzinfo=UTC), undoes=undoes
    )


def test_a_person_may_set_documents_apart_and_take_it_back(make: Any, alike: Any) -> None:
    a, b, _ = three(make)
    apart = decided(JudgementKind.NOT_DERIVED, "b", "a", 1)
    back = decided(JudgementKind.NOT_DERIVED, "b", "a", 2, undoes="j1")
    likenesses = [alike(a, b, REWRITE)]
    assert derivations(by_id(a, b), likenesses, [apart]) == ()
    assert len(derivations(by_id(a, b), likenesses, [apart, back])) == 1


def test_a_person_may_say_that_documents_have_one_origin(make: Any) -> None:
    a, b = make("a", "Text.", published="2031-05-02"), make("b", "Other.", published="2031-05-01")
    found = derivations(by_id(a, b), [], [decided(JudgementKind.SAME_ORIGIN, "a", "b", 1)])
    assert [(d.source, d.derived, d.direction) for d in found] == [("b", "a", "decision")]


def test_direction_goes_by_credit_then_dates_then_content() -> None:
    measures = {"credit_direction": -1.0, "dates_direction": 1.0, "content_direction": 0.8}
    assert decide(measures) == (-1, "credit")
    assert decide(measures | {"credit_direction": 0.0}) == (1, "dates")
    assert decide(measures | {"credit_direction": 0.0, "dates_direction": 0.0}) == (1, "content")
    assert decide({"credit_direction": 0.0, "dates_direction": 0.0, "content_direction": -0.1}) == (
        -1,
        "undecided",
    )


def test_stories_hold_reports_of_a_few_days_and_their_copies(make: Any, alike: Any) -> None:
    days = {"a": "2031-05-01", "b": "2031-05-02", "c": "2031-05-20", "d": "2031-06-20"}
    m = {d: make(d, f"Text {d}.", published=day) for d, day in days.items()}
    likenesses = [
        alike(m["a"], m["b"], None, days_apart=1.0), alike(m["a"], m["d"], None, days_apart=50.0),
        alike(m["a"], m["c"], COPY, days_apart=19.0), alike(m["b"], m["d"], PARTIAL, days_apart=49.0),
    ]  # fmt: skip
    (story,) = stories(m, likenesses)
    assert story.documents == ("a", "b", "c")
    assert (story.first_day, story.last_day) == ("2031-05-01", "2031-05-20")
    assert stories(dict(reversed(m.items())), likenesses[::-1]) == (story,)
