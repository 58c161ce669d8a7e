"""The list of actors and the page of one: who stands where, towards whom, who speaks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from onrecord.store.interface_shown import Between
from onrecord.web.standing.actor import relations_of
from onrecord.web.standing.actors import Line, shelves
from onrecord.web.standing.who import Who

Tree = Callable[[Any], Any]


def line(name: str, kind: str, called: str = "") -> Line:
    return Line(name, called, kind, 3, 1, (), ())


def test_actors_stand_by_kind_and_long_kinds_are_cut() -> None:
    found = [line(f"X{n:02}", "state") for n in range(60)] + [line("Ana Vell", "person")]
    first, second = shelves(found)
    assert (first.kind, first.total, len(first.lines)) == ("state", 60, 50)
    assert [each.name for each in second.lines] == ["Ana Vell"]
    (whole,) = shelves(found, "state")
    assert len(whole.lines) == 60, "more of the one kind that was asked for"
    many = [line(f"P{n:03}", "person") for n in range(450)]
    last = shelves(many, "person", page=3)[0]
    assert (last.total, [each.name for each in last.lines][::49]) == (450, ["P400", "P449"])


@pytest.mark.parametrize("typed", ["vél", "VEL", "Velm"])
def test_a_part_of_a_name_finds_what_a_code_stands_for(typed: str) -> None:
    found = shelves([line("XVM", "state", "Velmora"), line("XKV", "state", "Korvath")], text=typed)
    assert [each.name for shelf in found for each in shelf.lines] == ["XVM"]


def test_relations_have_both_ways_beside_each_other() -> None:
    from onrecord.actors.base import shipped

    between = [
        Between("XAA", "XBB", "demand", 4),
        Between("XBB", "XAA", "demand", 1),
        Between("XAA", "XCC", "offer", 2),
    ]
    kinds, (first, second) = relations_of("XAA", between, Who(shipped()))
    assert kinds == ("demand", "offer")
    assert (first.name, first.does["demand"], first.is_done["demand"], first.entries) == ("XBB", 4, 1, 5)
    assert (second.name, second.does["offer"], second.is_done) == ("XCC", 2, {})


def test_the_list_leads_to_pages_and_entries(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/actors"))
    assert page.xpath("//h1")[0].text_content() == "Actors"
    assert "States" in page.xpath("//h2")[0].text_content()
    assert page.xpath("//a[@href='/actor/XVM']/bdi")[0].text == "Velmora"
    (entries,) = page.xpath("//tr[th/a/@href='/actor/XVM']/td[1]/a")
    shown = tree(looked_at.get(entries.get("href"))).xpath("//p[@role='status']/strong")[0]
    assert shown.text == entries.text, "a number leads to as many entries"
    assert page.xpath("//a[@href='/actor/H%C3%A9l%C3%A8ne%20Marchaud']")


def test_the_list_can_be_narrowed(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/actors", params={"text": "marchaud", "kind": "person"}))
    assert [each.text_content() for each in page.xpath("//tbody//th/a")] == ["Hélène Marchaud"]
    assert "Nobody is called so" in looked_at.get("/actors", params={"text": "zzzz"}).text


def test_a_page_has_positions_with_words_and_evidence(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/actor/XVM"))
    (held,) = page.xpath("//li[@id='on-nato_membership']")
    assert held.xpath(".//span[contains(@class, 'stance')]")[0].text_content().split() == ["−", "against"]
    assert "for → against" in held.text_content()
    assert "would not ask for a date of entry" in held.xpath(".//blockquote")[0].text_content()
    assert "unconfirmed" in held.text_content()
    for address in held.xpath(".//a/@href"):
        assert looked_at.get(address.partition("#")[0]).status_code == 200, address


def test_shifts_are_told_with_both_sides(looked_at: TestClient, tree: Tree) -> None:
    (shift,) = tree(looked_at.get("/actor/XVM")).xpath("//article[@class='shift']")
    before, after = shift.xpath(".//div[@class='side']")
    assert "essential to its survival" in before.text_content()
    assert "would not ask" in after.text_content()
    assert "words in common" in shift.text_content()


def test_positions_over_time_are_drawn_lazily(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/actor/XVM"))
    (place,) = page.xpath("//div[@class='place']")
    assert place.get("hx-trigger") == "revealed"
    (link,) = place.xpath(".//a/@href")
    assert link == place.get("hx-get")
    assert not page.xpath("//svg")


def test_numbers_between_two_lead_to_as_many_entries(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/actor/XVM"))
    links = page.xpath("//table[@class='relations']//td/a")
    assert links
    for link in links[:6]:
        number = "".join(c for c in link.text_content() if c.isdigit())
        found = tree(looked_at.get(link.get("href"))).xpath("//p[@role='status']/strong")[0].text
        assert found == number, link.get("href")


def test_who_speaks_for_it_stands_with_their_differences(looked_at: TestClient, tree: Tree) -> None:
    (row,) = tree(looked_at.get("/actor/XVM")).xpath("//tr[th/a/bdi='Ilsa Koravin']")
    assert "conditional" in row.text_content()
    assert "(Velmora: for)" in row.text_content()
    assert not tree(looked_at.get("/actor/XVM")).xpath(
        "//table[@class='people']//th/a[@href='/actor/XAR']"
    ), "who answers for an act together with it does not speak for it"


def test_a_person_says_for_whom_they_speak(looked_at: TestClient) -> None:
    page = looked_at.get("/actor/Yarek Veshchin").text
    assert "Person; speaks for" in page
    assert 'href="/actor/XVM"' in page


@pytest.mark.parametrize("typed", ["Velmora", "velmora", "xvm"])
def test_a_name_as_typed_leads_to_the_page(looked_at: TestClient, typed: str) -> None:
    answer = looked_at.get(f"/actor/{typed}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/actor/XVM")


@pytest.mark.parametrize("name", ["Nobody Atall", "a/b/c", "<script>alert(1)</script>", "..%2f..%2fetc"])
def test_who_is_not_on_record_is_not_found(looked_at: TestClient, name: str) -> None:
    answer = looked_at.get(f"/actor/{quote(name, safe='%')}")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text


def test_an_empty_casefile_says_how_to_begin(empty: TestClient) -> None:
    assert "Add articles" in empty.get("/actors").text
    assert empty.get("/actor/XVM").status_code == 404


def test_words_that_make_no_position_are_said_with_the_reason(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/actor/XKV"))
    (told,) = page.xpath("//span[@id='on-collective_defence']")
    assert " ".join(told.text_content().split()) == (
        "Collective defence − against (no day is known: entry 1, 2)"
    )
    assert not page.xpath("//li[@id='on-collective_defence']")


def test_deadlines_load_when_they_come_into_sight(looked_at: TestClient, tree: Tree) -> None:
    (place,) = tree(looked_at.get("/actor/XVM")).xpath("//div[@hx-select='#found > section']")
    answer = tree(looked_at.get(place.get("hx-get")))
    assert answer.xpath("//*[@id='found']/section"), "that is what is put there"


def test_the_bodies_of_pages_say_nothing_of_who_asks(looked_at: TestClient, tree: Tree) -> None:
    first, second = (tree(looked_at.get(f"/actor/XVM?x={n}")).xpath("//main")[0] for n in (1, 2))
    assert first.text_content() == second.text_content()
    assert not first.xpath(".//input[@name='csrf']"), "the body is kept and shown to others"


@pytest.mark.slow
def test_counts_of_who_speaks_for_whom_are_those_of_the_lists_they_lead_to(
    looked_at: TestClient, tree: Tree
) -> None:
    links = tree(looked_at.get("/actors")).xpath("//table[@class='actors']//td/a[@class='count']")
    assert links
    for link in links:
        (total,) = tree(looked_at.get(link.get("href"))).xpath("//p[contains(@class, 'told-count')]/strong")
        assert total.text_content().strip() == link.text_content().strip(), link.get("href")


@pytest.mark.slow
def test_deadlines_know_everybody_who_has_a_page(looked_at: TestClient, tree: Tree) -> None:
    for name in tree(looked_at.get("/actors")).xpath("//tr[@data-line]/th/a/@href"):
        (place,) = tree(looked_at.get(name)).xpath("//div[@hx-select='#found > section']")
        assert looked_at.get(place.get("hx-get")).status_code == 200, name
