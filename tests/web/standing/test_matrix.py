"""The matrix and the unity of a bloc: signs and words, silence, days, and what cells lead to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

Tree = Callable[[Any], Any]


def cell(page: Any, actor: str, issue: str) -> Any:
    heads = [a.get("href") for a in page.xpath("//table[@class='matrix']/thead//th/a")]
    (row,) = page.xpath(f"//table[@class='matrix']/tbody/tr[th/a/@href='/actor/{actor}']")
    return row.xpath("td")[heads.index(f"/issue/{issue}")]


def test_a_cell_has_sign_word_day_and_leads_to_the_words(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/matrix"))
    found = cell(page, "XVM", "nato_membership")
    assert found.get("class") == "against"
    assert found.text_content().split()[:4] == ["−", "against", "22", "Apr"]
    entry = looked_at.get(found.xpath("a/@href")[0])
    assert "would not ask for a date of entry" in entry.text


def test_silence_is_said_and_unclear_words_lead_to_their_entries(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/matrix"))
    silent = cell(page, "XLR", "nato_membership")
    assert silent.get("class") == "silent"
    assert silent.xpath("span/@aria-label") == ["silent"]
    unclear = cell(page, "XLR", "ground_troops")
    assert unclear.text_content() == "1 unclear"
    assert looked_at.get(unclear.xpath("a/@href")[0]).status_code == 200


def test_a_day_shows_what_was_known_by_then(looked_at: TestClient, tree: Tree) -> None:
    before = tree(looked_at.get("/matrix", params={"as_of": "2031-03"}))
    assert cell(before, "XVM", "nato_membership").get("class") == "for"
    after = tree(looked_at.get("/matrix", params={"as_of": "2031-04"}))
    found = cell(after, "XVM", "nato_membership")
    assert found.get("class") == "against"
    assert found.xpath(".//*[@class='fresh']"), "it began in the month that is looked at"
    assert "As of Apr 2031" in after.xpath("//div[@class='steps apart']")[0].text_content()


def test_steps_and_address_keep_what_is_chosen(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/matrix?as_of=2031-04&actor=XVM&actor=XKV&issue=ceasefire"))
    assert [each.text_content() for each in page.xpath("//tbody//th/a")] == ["Velmora", "Korvath"]
    (before,) = page.xpath("//a[@rel='prev']/@href")
    assert before == "/matrix?as_of=2031-03&actor=XVM&actor=XKV&issue=ceasefire"
    (after,) = page.xpath("//a[@rel='next']/@href")
    assert "as_of=2031-05" in after
    assert page.xpath("//input[@type='checkbox'][@checked]/@value") == ["XVM", "XKV", "ceasefire"]


def test_the_slider_is_for_scripts_alone(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/matrix?as_of=2031-04"))
    (slider,) = page.xpath("//input[@type='range']")
    assert slider.get("name") is None, "a form without scripts sends the date field alone"
    assert slider.xpath("ancestor::div[@data-slider]/@hidden") == [""]
    assert (slider.get("data-first"), slider.get("value")) == ("2031-02", "2")


def test_names_are_taken_as_typed(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/matrix", params={"also": "korvath, XVM"}))
    assert [each.text_content() for each in page.xpath("//tbody//th/a")] == ["Korvath", "Velmora"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/matrix?as_of=sometime", 400),
        ("/matrix?also=Nobody+Atall", 404),
        ("/matrix?issue=no_such_issue", 404),
        ("/matrix?bloc=No+Such+Bloc", 404),
        ("/matrix?rows=many&columns=-3", 200),
        ("/unity?bloc=No+Such+Bloc", 404),
        ("/unity?members=XVM&issue=none_such", 404),
        ("/unity?as_of=later", 400),
    ],
)
def test_what_cannot_be_asked_is_said(looked_at: TestClient, address: str, status: int) -> None:
    assert looked_at.get(address).status_code == status


def test_a_script_gets_the_same_page(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/matrix?as_of=2031-04", headers={"HX-Request": "true"}))
    (found,) = page.xpath("//*[@id='found']")
    assert (found.get("data-month"), found.get("data-as-of")) == ("2", "2031-04")


def test_an_empty_casefile_has_an_empty_matrix(empty: TestClient) -> None:
    assert "No position is on record" in empty.get("/matrix").text
    assert "No position is on record by" in empty.get("/matrix?as_of=2031-04").text


MEMBERS = "XVM, XKV, XAR, XOM"


def test_a_divided_bloc_names_who_departs(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/unity", params={"members": MEMBERS, "issue": "nato_membership"}))
    verdict = page.xpath("//p[@class='verdict']")[0].text_content()
    assert "Divided" in verdict
    assert "Most are against; Aurelle departs" in " ".join(verdict.split())
    assert [each.text_content() for each in page.xpath("//tr[@class='departs']/th/a")] == ["Aurelle"]
    assert "Silent (1): Ostmere (1 unclear)" in " ".join(page.text_content().split())


def test_a_united_bloc_is_said_to_be(looked_at: TestClient) -> None:
    answer = looked_at.get("/unity", params={"members": "XVM, XAR", "issue": "ground_troops"})
    assert "<strong>United</strong>" in answer.text


def test_one_voice_tells_nothing_about_unity(looked_at: TestClient) -> None:
    answer = looked_at.get("/unity", params={"members": "XAR, XOM", "issue": "nato_membership"})
    assert "is not told: fewer than two take a side" in answer.text


def test_without_an_issue_all_are_shown_in_numbers(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/unity", params={"members": MEMBERS}))
    links = page.xpath("//table[@class='spreads']//th/a/@href")
    assert any("issue=nato_membership" in each for each in links)
    one = tree(looked_at.get(next(each for each in links if "nato_membership" in each)))
    assert one.xpath("//p[@class='verdict']")


def test_a_counted_group_stands_apart_from_members(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/unity", params={"members": MEMBERS, "issue": "ground_troops"}))
    (groups,) = page.xpath("//h3[contains(., 'Counted groups')]")
    told = groups.getnext().text_content()
    assert "guarantor states" in told or "Nineteen states" in told or "two Alliance members" in told
    assert "Counted" not in " ".join(each.text_content() for each in page.xpath("//table//th"))


def test_how_many_entries_leads_to_them_as_of_that_day(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/matrix?as_of=2031-03&actor=XVM&issue=peace_talks"))
    (more,) = page.xpath("//td/a[@class='more']")
    assert more.get("href") == "/actor/XVM?as_of=2031-03#on-peace_talks"
    actor = tree(looked_at.get(more.get("href").partition("#")[0]))
    (held,) = actor.xpath("//li[@id='on-peace_talks']")
    told = held.xpath("p[@class='carried']")[0]
    assert told.text_content().strip().startswith(more.text_content())
    assert len(told.xpath("a[starts-with(@href, '/entry/')]")) == int(more.text_content().split()[0])
    assert "stood as of Mar 2031" in actor.text_content()
