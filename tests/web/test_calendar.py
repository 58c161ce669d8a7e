"""A month shows each happening in its grid and in its list, and leads to the months beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

Tree = Callable[[Any], Any]
MARCH = "/calendar?month=2031-03"


def test_a_month_has_its_days_as_a_table_and_its_happenings_as_a_list(
    looked_at: TestClient, tree: Tree
) -> None:
    page = tree(looked_at.get(MARCH))
    days = page.xpath('//table[@class="month"]//td[not(@class="outside")]//p[@class="day-number"]')
    assert len(days) == 31
    shown = set(page.xpath('//table[@class="month"]//li//a/@href'))
    listed = set(page.xpath('//section[@class="date"]//a/@href'))
    assert shown
    assert {each for each in shown if not each.startswith("#")} <= listed
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {each[1:] for each in page.xpath('//table//a[starts-with(@href,"#")]/@href')} <= set(ids)


def test_planned_and_happened_are_said_in_words(looked_at: TestClient, tree: Tree) -> None:
    assert {"planned", "happened"} <= states(tree(looked_at.get(MARCH)))
    assert states(tree(looked_at.get(f"{MARCH}&planned=yes&due=no"))) == {"planned"}


def states(page: Any) -> set[str]:
    return set(page.xpath('//section[@class="date"]//span[contains(@class,"due-state")]/text()'))


def test_months_follow_each_other_with_the_same_filters(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get(f"{MARCH}&kind=meeting"))
    (before,), (after,) = (
        page.xpath(f'//nav[@class="months"]/a[@rel="{rel}"]/@href') for rel in ("prev", "next")
    )
    assert (before, after) == ("/calendar?month=2031-02&kind=meeting", "/calendar?month=2031-04&kind=meeting")
    (feed,) = page.xpath('//a[@class="feed"]/@href')
    assert feed == "/feeds/calendar.ics?kind=meeting"
    for each in (before, after, feed):
        assert looked_at.get(each).status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/calendar?month=2031", 400),
        ("/calendar?month=2031-13", 400),
        ("/calendar?month=9999-12", 400),
        ("/calendar?month=9998-12", 200),
        ("/calendar?month=1000-01", 200),
        ("/calendar?kind=song", 400),
        ("/calendar?month=2031-06&undated=yes&actor=Velmora", 200),
    ],
)
def test_what_is_no_month_is_said_so(looked_at: TestClient, address: str, status: int) -> None:
    assert looked_at.get(address).status_code == status


def test_an_empty_casefile_has_an_empty_month(empty: TestClient, tree: Tree) -> None:
    assert tree(empty.get("/calendar")).xpath('//p[@class="empty"]')
