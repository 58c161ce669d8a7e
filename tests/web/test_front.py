"""The front page says what changed and what it rests on; of an empty casefile, how to begin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from onrecord.store.desk import schema as t
from onrecord.web.front_page import window
from onrecord.web.routes import front

Tree = Callable[[Any], Any]


def number(page: Any, title: str) -> int:
    """Return a number of what the record rests on."""
    told = page.xpath(f'string(//dl[@class="rests"]/div[contains(dt, "{title}")]/dd)')
    return int(told.replace(",", ""))


def test_it_says_what_the_record_rests_on(looked_at: TestClient, tree: Tree) -> None:
    casefile = looked_at.app.state.desk.casefile  # type: ignore[attr-defined]
    page = tree(looked_at.get("/"))
    assert number(page, "Articles") == casefile.counts().documents
    assert number(page, "Outlets") == sum(1 for each in casefile.outlets_counted() if each.outlet)
    assert number(page, "Origins") == len({o for each in casefile.entries() for o in each.origins})
    assert number(page, "copies") == sum(each.taken for each in casefile.outlets_counted()) > 0


def test_every_link_of_it_leads_somewhere_within(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/"))
    here = {each for each in page.xpath("//main//a/@href") if each.startswith(("/register", "/entry"))}
    assert len(here) > 20
    for address in sorted(here)[::3]:
        assert looked_at.get(address).status_code == 200, address


def test_the_line_of_time_counts_every_entry(looked_at: TestClient, tree: Tree) -> None:
    casefile = looked_at.app.state.desk.casefile  # type: ignore[attr-defined]
    page = tree(looked_at.get("/"))
    rows = page.xpath("//figure//tbody/tr")
    counts = [int(row.xpath("string(td[1])").replace(",", "")) for row in rows]
    assert sum(counts) == sum(1 for _ in casefile.entries())
    assert len(page.xpath("//figure/svg/a")) == len(rows) - 1  # what has no day has no bar
    for row in rows[:3]:
        listed = tree(looked_at.get(row.xpath("string(td[1]/a/@href)")))
        told = listed.xpath('string(//p[@class="told-count"]/strong)')
        assert told == row.xpath("string(td[1])")


def test_the_latest_entries_come_first(looked_at: TestClient, tree: Tree) -> None:
    casefile = looked_at.app.state.desk.casefile  # type: ignore[attr-defined]
    page = tree(looked_at.get("/"))
    shown = [link.rpartition("/")[2] for link in page.xpath('//li[@data-line]//p[@class="what"]/a/@href')]
    days = [casefile.entry(each).last_reported for each in shown]
    assert len(shown) == 12
    assert days == sorted(days, reverse=True)


def test_open_conflicts_are_told_with_their_sides(looked_at: TestClient, tree: Tree) -> None:
    apart = looked_at.get("/front/conflicts", headers={"HX-Request": "true"})
    assert tree(apart).xpath('//ul[contains(@class, "open")]/li')
    page = tree(looked_at.get("/"))
    told = page.xpath('//ul[contains(@class, "open")]/li')
    assert told
    assert all("against" in each.text_content() for each in told)


def test_conflicts_that_are_still_to_be_made_come_after_the_page(own: TestClient, tree: Tree) -> None:
    page = tree(own.get("/"))
    (later,) = page.xpath('//div[@hx-get="/front/conflicts"]')
    assert later.xpath(".//a/@href") == ["/conflicts"]  # without scripts
    assert own.get("/front/conflicts").headers["location"] == "/conflicts"
    assert own.get("/front/conflicts", headers={"HX-Request": "true"}).status_code == 200
    assert not tree(own.get("/")).xpath('//div[@hx-get="/front/conflicts"]')


def test_of_many_articles_what_changed_comes_after_the_page(
    own: TestClient, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front, "_AT_ONCE", 2)
    page = tree(own.get("/"))
    (later,) = page.xpath('//div[@hx-get="/front/changes"]')
    (digest,) = later.xpath(".//a/@href")  # without scripts
    assert digest.startswith("/digest?since=")
    assert own.get("/front/changes", follow_redirects=False).headers["location"] == digest
    apart = tree(own.get("/front/changes", headers={"HX-Request": "true"}))
    numbers = [each.text_content() for each in apart.xpath('//ul[@class="numbers"]/li')]
    again = tree(own.get("/"))
    assert numbers
    assert numbers == [each.text_content() for each in again.xpath('//ul[@class="numbers"]/li')]


def test_it_tells_what_was_published_since_the_last_visit(own: TestClient, tree: Tree) -> None:
    assert "The last days on record" in own.get("/").text
    store = own.app.state.desk_store  # type: ignore[attr-defined]
    before = datetime(2031, 9, 30, 12, tzinfo=UTC).replace(tzinfo=None)
    with store.engine.execution_options(writes=True).begin() as connection:
        connection.execute(update(t.visits).values(before=before))
    page = tree(own.get("/"))
    assert "Since your last visit" in page.xpath('string(//h2[@id="changes"])')
    (digest,) = page.xpath('//h2[@id="changes"]/a/@href')
    assert digest == "/digest?since=2031-09-30&until=2031-10-21"
    assert page.xpath('//ul[contains(@class, "groups")]/li')


def test_the_window_is_of_the_last_visit_or_of_the_last_days_and_never_too_long() -> None:
    last = "2031-05-20"
    assert window(last, None).since == "2031-05-14"
    after = window(last, datetime(2031, 6, 1, tzinfo=UTC))
    assert (after.since, after.visited) == ("2031-05-14", False)
    long_ago = window(last, datetime(2030, 1, 1, tzinfo=UTC))
    assert (long_ago.since, long_ago.until, long_ago.cut) == ("2031-04-20", last, True)
    assert window("2031-02-31", None).since == "2031-02-22"


def test_an_empty_casefile_shows_how_to_begin(empty: TestClient, tree: Tree) -> None:
    page = tree(empty.get("/"))
    assert page.xpath("string(//h1)") == "How to begin"
    forms = page.xpath('//main//form[@action="/add" and @enctype="multipart/form-data"]')
    assert [bool(form.xpath('.//input[@type="file"]')) for form in forms] == [True, False]
    assert all(form.xpath('*[1][@name="csrf"]') for form in forms)
    assert forms[1].xpath('.//textarea[@name="text"]')
    assert "onrecord add" in page.text_content()


def test_it_is_whole(looked_at: TestClient, tree: Tree) -> None:
    answer = looked_at.get("/")
    page = tree(answer)
    assert not page.xpath("//@style | //style | //script[not(@src)]")
    assert len(page.xpath("//h1")) == 1
    assert len(set(page.xpath("//@id"))) == len(page.xpath("//@id"))
    assert len(answer.content) < 300_000
