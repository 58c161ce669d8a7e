"""Look-ups: by what name, on what day, and honest where a name does not decide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.actors.base import As, Base, Role, key


@pytest.mark.parametrize(
    ("name", "codes", "by"),
    [
        ("Arland", ("XAA",), As.NAME),
        ("ARLAND’S", ("XAA",), As.NAME),
        ("ARL", ("XAA",), As.NAME),
        ("A.R.L.", ("XAA",), As.NAME),
        ("Arlandish", ("XAA",), As.DEMONYM),
        ("Arlander", ("XAA", "XCC"), As.DEMONYM),
        ("the Citadel", ("XAA",), As.METONYM),
        ("Port-Arl", ("XAA",), As.METONYM),
        ("the Thing", ("XAA",), As.METONYM),  # a parliament stands for its state
        ("Kingdom of Arland", ("XAA",), As.NAME),
        ("Arlandish Republic", ("XAA",), As.NAME),
    ],
)
def test_words_for_a_state(base: Base, name: str, codes: tuple[str, ...], by: As) -> None:
    found = base.state(name)
    assert found is not None
    assert (found.codes, found.by) == (codes, by)


@pytest.mark.parametrize("name", ["arl", "Nowhere", "", "Republic of Nowhere", "State of Calm", "Port"])
def test_what_is_no_word_for_a_state(base: Base, name: str) -> None:
    assert base.state(name) is None


def test_a_word_of_several_states_has_no_code(base: Base) -> None:
    found = base.state("Arlander")
    assert found is not None
    assert found.code is None


def test_doubtful_names_say_what_else_they_are(base: Base) -> None:
    calm, borrow, arland = base.state("Calm"), base.state("Borrow"), base.state("Arland")
    assert calm is not None
    assert borrow is not None
    assert arland is not None
    assert (calm.also, calm.usual) == ("quiet", False)
    assert (borrow.also, borrow.usual) == ("an act of lending", True)
    assert (arland.also, arland.usual) == ("", True)


def test_organisations_by_any_name(base: Base) -> None:
    found = {base.organisation(n) for n in ("LOC", "the Coastal League", "League of Coasts")}
    assert [o.id for o in found if o] == ["League of Coasts"]
    assert base.organisation("loc") is None
    council = base.organisation("Council of the League of Coasts")
    assert council is not None
    assert council.part_of == "League of Coasts"


@pytest.mark.parametrize(
    ("day", "members"),
    [
        ("2005-06-01", ("XAA", "XBB")),
        ("2011", ("XAA", "XBB", "XCC")),
        ("2020-02-01", ("XAA", "XCC")),
        ("2020", ("XAA", "XBB", "XCC")),
        ("1999", ()),
        (None, ("XAA", "XBB", "XCC")),
        ("XXXX-03-01", ("XAA", "XBB", "XCC")),
    ],
)
def test_members_by_day(base: Base, day: str | None, members: tuple[str, ...]) -> None:
    assert base.members("League of Coasts", day) == members


@pytest.mark.parametrize(
    ("day", "names"),
    [
        ("2009", []),
        ("2012-07-01", ["Orsel Vantrey"]),
        ("2018-03-01", ["Orsel Vantrey", "Mira Dolsky"]),  # the day of the handover
        ("2018", ["Orsel Vantrey", "Mira Dolsky"]),
        ("2018-03-02", ["Mira Dolsky"]),
        (None, ["Orsel Vantrey", "Mira Dolsky"]),
    ],
)
def test_holders_by_day(base: Base, day: str | None, names: list[str]) -> None:
    assert [h.person for h in base.holders("head of state", "XAA", day)] == names


@pytest.mark.parametrize(
    ("words", "of", "office"),
    [
        ("President", None, "head of state"),
        ("president", "XAA", "head of state"),
        ("the president", "XBB", "head of government"),
        ("premier", "XCC", "head of state"),  # one person is both there
        ("king", "XAA", "head of state"),
        ("king", "XCC", None),
        ("gardener", "XAA", None),
    ],
)
def test_offices_of_a_state(base: Base, words: str, of: str | None, office: str | None) -> None:
    found = base.office(words, of)
    assert (found.id if found else None) == office


def test_one_person_in_two_offices_is_found_by_either(base: Base) -> None:
    assert [h.person for h in base.holders("head of government", "XCC", "2016")] == ["Joren Halk"]


def test_an_office_says_what_its_holder_speaks_as(base: Base) -> None:
    office = base.office("premier", "XAA")
    assert office is not None
    assert office.kind is Role.HEAD
    assert office.single


@pytest.mark.parametrize(
    "name", ["Orsel Vantrey", "ORSEL WANTREY", "Mira Dolskiy", "Mira Dolskyy", "Myra Dolskaia"]
)
def test_people_however_spelt(base: Base, name: str) -> None:
    assert len(base.person(name)) == 1


def test_a_surname_tells_all_who_bear_it(base: Base) -> None:
    assert {p.name for p in base.surnamed("Astrel")} == {"Timon Astrel", "Ila Astrel"}
    assert base.surnamed("Mira") == ()
    assert base.person("Astrel") == ()


@given(st.text())
def test_a_key_is_its_own_key(name: str) -> None:
    once = key(name)
    assert once == " ".join(once.split())
