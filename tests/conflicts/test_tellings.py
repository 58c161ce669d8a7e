"""Two pages tell of one matter where they share names and words enough, and not otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from onrecord.actors.base import Base
from onrecord.conflicts.scene import Scene
from onrecord.conflicts.tellings import NAME, STATE, STEM, known, names_in, of, one_matter, tokens_of
from onrecord.model import Document, Fact, Reading

MakePage = Callable[..., tuple[Document, Reading]]
Facts = Callable[[tuple[Document, Reading]], tuple[Fact, ...]]


def test_names_are_states_by_code_and_others_by_their_words(make_page: MakePage, base: Base) -> None:
    scene = Scene(*make_page("On Thursday the Ostrian convoy with Mira Tallow reached Brod."), base)
    assert names_in(scene, scene.sentences[0].text) == {
        f"{STATE}XQA",
        f"{NAME}mira",
        f"{NAME}tallow",
        f"{NAME}brod",
    }


def test_a_headline_lends_its_names_to_the_body(make_page: MakePage, base: Base) -> None:
    page = make_page("The death toll stands at seven.", title="Brod buries its dead")
    scene = Scene(*page, base)
    assert f"{NAME}brod" in tokens_of(scene, scene.sentences[-1])


def test_our_farmers_are_those_of_the_outlets_state(make_page: MakePage, base: Base) -> None:
    scene = Scene(*make_page("Our farmers may sell to Brod.", outlet="Ostria Morning"), base)
    assert f"{STATE}XQA" in tokens_of(scene, scene.sentences[0])


def test_one_matter_asks_for_a_name_and_for_more(make_page: MakePage, facts: Facts) -> None:
    (fact,) = facts(make_page("On Thursday the lorries brought 86 tonnes of flour to the depot in Brod."))
    assert one_matter(fact, replace(fact, id="other"))
    assert not one_matter(fact, replace(fact, about=tuple(of(fact.about, STEM))))
    assert not one_matter(replace(fact, dated=False), replace(fact, about=tuple(of(fact.about, NAME))))


def test_a_page_that_says_too_much_is_not_kept() -> None:
    assert known(["2", "1", "1"]) == ("k:1", "k:2")
    assert known(str(n) for n in range(100)) is None
