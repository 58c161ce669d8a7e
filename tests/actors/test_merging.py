"""Facts of a user's own win over those beneath."""

from __future__ import annotations

import pytest

from onrecord.actors.base import Base
from onrecord.actors.loading import read_table
from onrecord.errors import OnrecordError

HOLDERS = "person,office,of,from,to,wikidata\n"


def over(base: Base, content: str) -> Base:
    return base.with_facts(read_table(content.encode(), "own.csv"))


def heads(base: Base) -> list[tuple[str, str | None, str | None]]:
    return [(h.person, h.since, h.until) for h in base.holders("head of state", "XAA")]


def test_a_newer_holder_ends_the_open_term(base: Base) -> None:
    newer = over(base, f"{HOLDERS}Ada Quill,head of state,XAA,2026-09-01,,\n")
    assert heads(newer) == [
        ("Orsel Vantrey", "2010-03-01", "2018-03-01"),
        ("Mira Dolsky", "2018-03-01", "2026-09-01"),
        ("Ada Quill", "2026-09-01", None),
    ]
    assert heads(base)[-1] == ("Mira Dolsky", "2018-03-01", None), "the base beneath stays as it was"


def test_terms_that_overlap_one_of_the_users_are_left_out(base: Base) -> None:
    assert heads(over(base, f"{HOLDERS}Ada Quill,head of state,XAA,2012,2019,\n")) == [
        ("Ada Quill", "2012", "2019")
    ]


def test_the_same_term_is_replaced(base: Base) -> None:
    newer = over(base, f"{HOLDERS}Mira Dolsky,head of state,XAA,2018-03-01,2024-05-06,Q1\n")
    assert heads(newer)[1:] == [("Mira Dolsky", "2018-03-01", "2024-05-06")]


def test_a_whole_line_is_replaced(base: Base) -> None:
    newer = over(base, "code,name,metonyms\nXAA,New Arland,Port New\n")
    assert newer.state("Arland") is None
    found = newer.state("Port New")
    assert found is not None
    assert found.code == "XAA"
    assert base.state("Arland") is not None


def test_memberships_of_one_member_are_replaced_together(base: Base) -> None:
    newer = over(base, "organisation,state,from,to\nLeague of Coasts,XBB,2015,\n")
    assert newer.members("League of Coasts", "2010") == ("XAA",)
    assert newer.members("League of Coasts", "2021") == ("XAA", "XCC", "XBB")


def test_rules_are_replaced_word_by_word(base: Base) -> None:
    newer = over(base, "state,words,office\nXCC,king|count,head of state\n")
    offices = [newer.office(words, "XCC") for words in ("king", "count", "premier")]
    assert [o.id for o in offices if o] == ["head of state", "head of state", "head of state"]


def test_new_states_can_be_added_and_used(base: Base) -> None:
    wider = over(base, "code,name\nXDD,Dimmer\n")
    assert wider.code_known("XDD")
    assert not base.code_known("XDD")
    assert over(wider, f"{HOLDERS}Ada Quill,minister,XDD,,,\n").person("Ada Quill")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (f"{HOLDERS}Ada Quill,head of state,XQQ,2020,,\n", r"own\.csv:2: .*'XQQ'"),
        (
            f"{HOLDERS}Ada Quill,head of state,XAA,2020,,\nIdo Marl,head of state,XAA,2022,2023,\n",
            r"own\.csv:3: Ido Marl and Ada Quill \(own\.csv:2\)",
        ),
        (
            "id,name,kind,part_of\nLeague of Coasts,League,bloc,Coast Council\n",
            r"own\.csv:2: .*part of itself",
        ),
    ],
)
def test_contradictions_in_the_users_own_lines(base: Base, content: str, what: str) -> None:
    with pytest.raises(OnrecordError, match=what):
        over(base, content)
