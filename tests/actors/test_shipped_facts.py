"""The facts that come with the package: consistent, and right where it is easily seen."""

from __future__ import annotations

from itertools import pairwise

import pytest

from onrecord.actors.base import key, shipped
from onrecord.actors.periods import earliest
from onrecord.actors.spelling import name_key


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("the White House", "USA"),
        ("US", "USA"),
        ("U.S.", "USA"),
        ("Pentagon", "USA"),
        ("Downing Street", "GBR"),
        ("Élysée", "FRA"),
        ("Kiev", "UKR"),
        ("Verkhovna Rada", "UKR"),
        ("Türkiye", "TUR"),
        ("Burmese", "MMR"),
        ("Swiss Confederation", "CHE"),
        ("Federal Republic of Germany", "DEU"),
        ("Nigerien", "NER"),
        ("Nigerian", "NGA"),
    ],
)
def test_words_for_states(name: str, code: str) -> None:
    found = shipped().state(name)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("name", ["us", "Us", "Car", "male", "state of Georgia", "Brussels"])
def test_plain_words_are_no_states(name: str) -> None:
    assert shipped().state(name) is None


@pytest.mark.parametrize("name", ["who", "Who", "is", "Un", "Is", "labour of love"])
def test_plain_words_are_no_organisations(name: str) -> None:
    assert shipped().organisation(name) is None


@pytest.mark.parametrize("name", ["WHO", "the UN", "UN’s", "Nato", "NATO", "Unicef", "Opec", "U.N."])
def test_acronyms_as_they_are_written(name: str) -> None:
    assert shipped().organisation(name) is not None


@pytest.mark.parametrize("name", ["Congolese", "Korean", "Korea"])
def test_names_of_two_states_do_not_decide(name: str) -> None:
    found = shipped().state(name)
    assert found is not None
    assert found.code is None


@pytest.mark.parametrize(
    ("organisation", "day", "number"),
    [
        ("NATO", "2016-06-01", 28),
        ("NATO", "2024-06-01", 32),
        ("European Union", "2019-06-01", 28),
        ("European Union", "2021-06-01", 27),
        ("G7", "2024", 7),
        ("BRICS", "2022", 5),
        ("P5", "2024", 5),
        ("Council of Europe", "2024", 46),
        ("African Union", "2024", 55),
        ("Arab League", "2016", 21),
        ("ASEAN", "2024", 10),
    ],
)
def test_numbers_of_members(organisation: str, day: str, number: int) -> None:
    assert len(shipped().members(organisation, day)) == number


@pytest.mark.parametrize(
    ("words", "of", "office"),
    [
        ("secretary of state", "USA", "foreign minister"),
        ("secretary of state", "GBR", "minister"),
        ("foreign secretary", "GBR", "foreign minister"),
        ("chancellor", "GBR", "finance minister"),
        ("chancellor", "DEU", "head of government"),
        ("president", "DEU", "head of state"),
        ("president", "IRN", "head of government"),
        ("supreme leader", "IRN", "head of state"),
        ("taoiseach", "IRL", "head of government"),
        ("secretary general", "NATO", "secretary-general"),
        ("prime minister", "USA", None),
    ],
)
def test_office_words(words: str, of: str, office: str | None) -> None:
    found = shipped().office(words, of)
    assert (found.id if found else None) == office


def test_family_names_that_stand_first_are_surnames() -> None:
    assert [p.name for p in shipped().surnamed("Xi")] == ["Xi Jinping"]


def test_every_office_can_be_asked_for_by_its_id() -> None:
    base = shipped()
    assert {o.id for o in base.facts.offices} == {
        f.id for o in base.facts.offices if (f := base.office(o.id))
    }


def test_no_word_is_for_two_offices() -> None:
    words: dict[str, set[str]] = {}
    for office in shipped().facts.offices:
        for word in (office.id, *office.words):
            words.setdefault(key(word), set()).add(office.id)
    assert {w: ids for w, ids in words.items() if len(ids) > 1} == {}


def test_a_name_is_a_state_or_an_organisation_or_a_body() -> None:
    facts, uses = shipped().facts, dict[str, set[str]]()
    for state in facts.states:
        for name in (state.name, *state.other_names, *state.demonyms, *state.metonyms):
            uses.setdefault(key(name), set()).add("a state")
    for organisation in facts.organisations:
        for name in (organisation.id, organisation.name, *organisation.other_names):
            uses.setdefault(key(name), set()).add(organisation.id)
    for body in facts.bodies:
        for name in (body.name, *body.other_names):
            uses.setdefault(key(name), set()).add(f"{body.name} of {body.state}")
    assert {name: of for name, of in uses.items() if len(of) > 1} == {}
    assert {d.name for d in facts.doubtful if key(d.name) not in uses} == set()


def test_two_people_never_share_a_spelling() -> None:
    people: dict[str, set[tuple[str, str | None]]] = {}
    for holder in shipped().facts.holders:
        for name in (holder.person, *holder.other_spellings):
            people.setdefault(name_key(name), set()).add((holder.person, holder.wikidata))
    assert {name: who for name, who in people.items() if len({person for person, _ in who}) > 1} == {}


def test_wikidata_ids_name_one_thing() -> None:
    facts = shipped().facts
    ids = [s.wikidata for s in facts.states] + [o.wikidata for o in facts.organisations]
    known = [i for i in (*ids, *(b.wikidata for b in facts.bodies)) if i]
    assert len(known) == len(set(known))
    assert all(s.wikidata for s in facts.states)


def test_lines_on_one_office_are_in_order_of_time() -> None:
    lines: dict[tuple[str, str], list[str]] = {}
    for holder in shipped().facts.holders:
        lines.setdefault((holder.office, holder.of), []).append(earliest(holder.since))
    assert {place for place, days in lines.items() if any(a > b for a, b in pairwise(days))} == set()


def test_every_holder_has_a_source() -> None:
    assert [h.where for h in shipped().facts.holders if not h.source] == []
