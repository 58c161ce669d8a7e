"""The register lists what fits an address, says what it leaves out, and leads to all that it counts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.store.entry_filters import EntryFilter
from onrecord.web.choosing import chosen

Tree = Callable[[Any], Any]
Token = Callable[[TestClient], str]


def ids(page: Any) -> list[str]:
    """Return the ids of the entries that a page lists, in its order."""
    return [link.rpartition("/")[2] for link in page.xpath('//li[@data-line]//p[@class="what"]/a/@href')]


def total(page: Any) -> int:
    """Return how many entries a page says that there are."""
    return int(page.xpath('string(//p[@class="told-count"]/strong)').replace(",", ""))


def test_all_entries_are_listed_page_by_page(looked_at: TestClient, tree: Tree) -> None:
    casefile = looked_at.app.state.desk.casefile  # type: ignore[attr-defined]
    every = {each.id for each in casefile.entries()}
    seen: list[str] = []
    page = tree(looked_at.get("/register"))
    assert total(page) == len(every)
    while True:
        seen += ids(page)
        after = page.xpath('//nav[@aria-label="Pages"]/a[@rel="next"]/@href')
        if not after:
            break
        page = tree(looked_at.get(after[0]))
    assert len(seen) == len(every)
    assert set(seen) == every


def test_every_facet_counts_what_its_link_finds(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/register?kind=commitment&kind=offer"))
    others = page.xpath('//section[@class="facet" and not(@aria-labelledby="facet-kind")]//li')
    found = [item for item in others if item.xpath('span[@class="count"] and a')]
    assert len(found) > 20
    (further,) = page.xpath('//section[@aria-labelledby="facet-kind"]//li[contains(a, "threat")]')
    more = total(page) + int(further.xpath('string(span[@class="count"])'))
    assert total(tree(looked_at.get(further.xpath("string(a/@href)")))) == more
    for item in found[::5]:
        (link,), count = item.xpath("a/@href"), int(item.xpath('string(span[@class="count"])'))
        assert total(tree(looked_at.get(link))) == count, link


def test_a_chosen_value_is_marked_and_its_link_takes_it_away(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/register?kind=refusal&origins=1-1"))
    (chosen_kind,) = page.xpath('//section[@aria-labelledby="facet-kind"]//a[@aria-current="true"]')
    assert chosen_kind.text_content().startswith("refusal")
    assert chosen_kind.get("href") == "/register?origins=1-1"
    chips = page.xpath('//ul[@aria-label="Chosen filters"]//a/@href')
    assert chips == ["/register?origins=1-1", "/register?kind=refusal", "/register"]


def test_words_are_marked_where_they_were_found(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/register", params={"text": "PEACEKEEPERS"}))
    assert ids(page)
    for line in page.xpath("//li[@data-line]"):
        marks = [mark.text.lower() for mark in line.xpath(".//mark")]
        said = line.text_content().lower()
        assert "peacekeepers" in marks or "peacekeepers" in said


@pytest.mark.parametrize("sort", ["newest", "oldest", "latest", "origins", "reports", "doubt"])
def test_each_order_lists_the_same_entries(looked_at: TestClient, tree: Tree, sort: str) -> None:
    page = tree(looked_at.get(f"/register?kind=threat&sort={sort}"))
    usual = tree(looked_at.get("/register?kind=threat"))
    assert sorted(ids(page)) == sorted(ids(usual))
    assert page.xpath("string(//option[@selected]/@value)") == sort


def test_an_empty_result_says_what_to_loosen(looked_at: TestClient, tree: Tree) -> None:
    answer = looked_at.get("/register?kind=threat&text=zebra")
    page = tree(answer)
    assert answer.status_code == 200
    assert "No entry fits" in page.text_content()
    (link,) = page.xpath('//div[@class="empty"]//li/a')
    assert link.get("href") == "/register?kind=threat"
    assert total(tree(looked_at.get(link.get("href")))) == int(link.text.split()[0])


def test_a_beginning_of_words_is_offered_where_whole_words_find_nothing(
    looked_at: TestClient, tree: Tree
) -> None:
    page = tree(looked_at.get("/register?text=peacekeep"))
    (link,) = page.xpath('//a[contains(., "begins so")]/@href')
    assert total(tree(looked_at.get(link))) > 0


def test_what_is_not_understood_is_said_and_nothing_is_listed(looked_at: TestClient, tree: Tree) -> None:
    answer = looked_at.get("/register", params={"since": "last week", "kind": "threat"})
    page = tree(answer)
    assert answer.status_code == 400
    assert "'last week' is not a date" in page.xpath('string(//div[@role="alert"])')
    assert ids(page) == []
    assert page.xpath('string(//input[@name="since"]/@value)') == "last week"


def test_a_page_behind_the_last_leads_back(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/register?kind=threat&page=9"))
    assert page.xpath('//p[@class="empty"]/a/@href') == ["/register?kind=threat"]


def test_exports_and_the_feed_take_just_what_is_shown(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/register?kind=threat&text=border&sort=oldest&page=1"))
    links = page.xpath('//section[h2="Take along"]//a/@href')
    assert "/export?to=csv&text=border&kind=threat" in links
    assert "/feeds/changes.atom?text=border&kind=threat" in links
    assert chosen([("text", "border"), ("kind", "threat")]).filter() == EntryFilter(
        kinds=("threat",), words="border"
    )


def test_what_was_typed_is_shown_and_never_run(looked_at: TestClient, tree: Tree) -> None:
    typed = '"><script>alert(1)</script>\u202e'
    answer = looked_at.get("/register", params={"text": typed, "actor": typed})
    assert "<script>alert" not in answer.text
    assert "\u202e" not in answer.text
    assert tree(answer).xpath('string(//input[@id="words"]/@value)') == '"><script>alert(1)</script>'


def test_a_filter_is_kept_by_a_name_and_forgotten(own: TestClient, tree: Tree, token: Token) -> None:
    made = own.post(
        "/register/saved",
        data={
            "csrf": token(own),
            "name": "  Threats  at the border ",
            "query": "kind=threat&text=border&x=1",
        },
    )
    assert (made.status_code, made.headers["location"]) == (303, "/register?text=border&kind=threat")
    page = tree(own.get("/register"))
    (saved,) = page.xpath('//li[@class="saved"]')
    assert saved.xpath("string(a)") == "Threats at the border"
    assert saved.xpath("string(a/@href)") == "/register?text=border&kind=threat"
    assert own.get("/").text.count("Threats at the border") == 1
    gone = own.post(saved.xpath("string(form/@action)"), data={"csrf": token(own), "again": "//evil.example"})
    assert (gone.status_code, gone.headers["location"]) == (303, "/")
    assert not tree(own.get("/register")).xpath('//li[@class="saved"]')


@pytest.mark.parametrize(("name", "query"), [("", "kind=threat"), ("All", ""), ("Faulty", "kind=none")])
def test_a_filter_that_chooses_nothing_is_not_kept(
    own: TestClient, token: Token, name: str, query: str
) -> None:
    answer = own.post("/register/saved", data={"csrf": token(own), "name": name, "query": query})
    assert answer.status_code == 400


def test_no_filter_is_kept_without_a_token(own: TestClient) -> None:
    assert own.post("/register/saved", data={"name": "x", "query": "kind=threat"}).status_code == 403


def test_an_empty_casefile_says_how_to_begin(empty: TestClient, tree: Tree) -> None:
    page = tree(empty.get("/register"))
    assert "Nothing is on record yet" in page.text_content()
    assert page.xpath('//div[@class="empty"]//a/@href') == ["/add", "/"]


def test_the_page_is_whole_without_scripts_and_has_no_style_of_its_own(
    looked_at: TestClient, tree: Tree
) -> None:
    answer = looked_at.get("/register?kind=event")
    page = tree(answer)
    assert not page.xpath("//@style | //style | //script[not(@src)] | //@onclick")
    assert page.xpath('//form[@action="/register" and not(@method)]')
    assert len(page.xpath("//h1")) == 1
    assert len(set(page.xpath("//@id"))) == len(page.xpath("//@id"))
    assert len(answer.content) < 300_000
    assert not re.search(r"\bNone\b|Undefined", page.text_content())


def test_the_name_of_a_state_leads_to_its_code(looked_at: TestClient, tree: Tree) -> None:
    answer = looked_at.get("/register?actor=velmora&kind=demand", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (302, "/register?kind=demand&name=XVM")
    towards = looked_at.get("/register?towards=Velmora", follow_redirects=False)
    assert towards.headers["location"] == "/register?whom=XVM"
    part = tree(looked_at.get("/register?actor=velm&kind=demand"))
    assert "/register?kind=demand&name=XVM" in part.xpath("//main//a/@href")
    code = looked_at.get("/register?actor=XVM", follow_redirects=False)
    assert code.status_code == 200


def test_a_page_past_the_last_does_not_count_what_it_shows(looked_at: TestClient) -> None:
    told = looked_at.get("/register?page=99").text
    assert "There is no page 99" in told
    assert "4,901" not in told
