"""The list of articles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.store.interface import DocumentFilter
from onrecord.web.reading.asking import Listing, Pages, listing

Tree = Callable[[Any], Any]


def titles(tree: Tree, client: TestClient, address: str) -> list[str]:
    return [each.text_content() for each in tree(client.get(address)).xpath('//th[@class="title"]/a')]


def test_articles_are_listed_the_newest_first(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/documents"))
    days = page.xpath('//td[@class="day"]/time/@datetime')
    assert len(days) > 10
    assert {day[:4] for day in days} == {"2031"}
    whole = [day for day in days if len(day) == 10]
    assert whole == sorted(whole, reverse=True)
    oldest = tree(looked_at.get("/documents?sort=oldest")).xpath('//td[@class="day"]/time/@datetime')
    assert oldest[0] == min(whole)


def test_each_filter_narrows_the_list_and_stays_in_the_form(looked_at: TestClient, tree: Tree) -> None:
    casefile = looked_at.app.state.desk.casefile  # type: ignore[attr-defined]
    for address, where in (
        ("copies=yes", DocumentFilter(copies=True)),
        ("copied=yes", DocumentFilter(copied=True)),
        ("undated=yes", DocumentFilter(undated=True)),
        ("outlet=gazette", DocumentFilter(outlet="gazette")),
        ("since=2031-07&until=2031-09", DocumentFilter(date_from="2031-07", date_until="2031-09")),
        ("text=ceasefire", DocumentFilter(text="ceasefire")),
    ):
        page = tree(looked_at.get(f"/documents?{address}"))
        total = casefile.document_page(where)[1]
        assert 0 < total < casefile.counts().documents
        assert page.xpath('string(//*[@id="found"]//p[@role="status"])').split()[0] == str(total)
        assert len(page.xpath("//tbody/tr")) == min(50, total)
        name, value = address.split("&")[0].split("=")
        assert page.xpath(f'//form[@class="filters"]//input[@name="{name}"][@value="{value}"]')


def test_an_outlet_and_a_number_lead_to_what_they_count(looked_at: TestClient, tree: Tree) -> None:
    row = tree(looked_at.get("/documents?outlet=Harbour Courier")).xpath("//tbody/tr")[0]
    outlet, article, number, *_ = row.xpath(".//a/@href")
    assert titles(tree, looked_at, outlet) == [row.xpath("string(th/a)")]
    assert looked_at.get(article).status_code == 200
    page = tree(looked_at.get(number))
    assert len(page.xpath('//details[contains(@class, "note-of")]')) == int(row.xpath("string(td[3]/a)"))


def test_what_cannot_be_asked_is_told(looked_at: TestClient) -> None:
    answer = looked_at.get("/documents?since=someday")
    assert answer.status_code == 400
    assert "someday" in answer.text
    assert looked_at.get("/documents?page=999999999999999999999").status_code == 200
    assert "No article fits" in looked_at.get("/documents?text=zzyzx").text


def test_an_empty_casefile_says_how_to_begin(empty: TestClient) -> None:
    assert "The casefile is empty" in empty.get("/documents").text


def test_a_listing_is_read_from_an_address_and_written_back() -> None:
    asked = listing({"text": " a ", "sort": "oldest", "page": "3"}, ("Post", "Wire"))
    assert asked == Listing(text="a", sort="oldest", publisher=("Post", "Wire"), page=3)
    assert asked.pairs() == [
        ("publisher", "Post"), ("publisher", "Wire"), ("text", "a"), ("sort", "oldest"),
    ]  # fmt: skip
    assert asked.query(text="") == {"publisher": ("Post", "Wire"), "sort": "oldest"}
    assert Listing(unknown="yes").filter().outlets == ("",)


@pytest.mark.parametrize(
    ("page", "total", "shown"), [(1, 0, (1, 0, 1)), (2, 51, (51, 51, 2)), (1, 50, (1, 50, 1))]
)
def test_pages_count_their_lines(page: int, total: int, shown: tuple[int, int, int]) -> None:
    pages = Pages(page, total)
    assert (pages.first, pages.last, pages.of) == shown
