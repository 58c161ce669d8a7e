"""What is due stands in groups as of a day, each line with what says so; pledges against deliveries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

Tree = Callable[[Any], Any]


def groups(page: Any) -> dict[str, int]:
    heads = page.xpath('//section/h2[span[@class="number"]]')
    return {each.get("id"): int(each.xpath('string(span[@class="number"])')) for each in heads}


def test_as_of_a_day_some_are_overdue_and_others_to_come(looked_at: TestClient, tree: Tree) -> None:
    before, after = (
        groups(tree(looked_at.get(f"/deadlines?as_of={day}"))) for day in ("2031-01-01", "2031-12-01")
    )
    assert before["overdue"] == 0
    assert after["overdue"] > 0
    assert "later" not in after


def test_each_line_leads_to_what_says_so(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/deadlines?as_of=2031-07-01"))
    rows = page.xpath('//table[@class="due"]/tbody/tr')
    assert rows
    for row in rows:
        assert row.xpath('./td[@class="when"]//a[contains(@href, "#r-")]')
        assert row.xpath('.//a[@class="words"]/@href')


def test_a_group_is_shown_whole(looked_at: TestClient, tree: Tree) -> None:
    whole = groups(tree(looked_at.get("/deadlines?as_of=2031-12-01&group=overdue")))
    assert set(whole) == {"overdue"}
    assert whole["overdue"] == groups(tree(looked_at.get("/deadlines?as_of=2031-12-01")))["overdue"]


def test_without_a_day_it_is_of_the_latest_page_where_today_is_another_time(
    looked_at: TestClient, tree: Tree
) -> None:
    told = tree(looked_at.get("/deadlines")).xpath('string(//p[@role="status"])')
    assert "the day of the latest page" in told
    assert "2031" in told


def test_what_words_reckon_from_a_day_that_they_do_not_give_stands_apart(
    looked_at: TestClient, tree: Tree
) -> None:
    page = tree(looked_at.get("/deadlines?shown=undated"))
    assert "within thirty days of ratification" in page.text_content()


def test_pledges_say_what_is_not_known_to_be_delivered(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/deadlines?shown=pledges&party=Skerrin"))
    whose = [each.text_content() for each in page.xpath('//table[@class="due"]/tbody/tr/td[1]')]
    assert whose
    assert all("Skerrin" in each for each in whose)
    assert "not known to be delivered" in page.text_content()
    late = tree(looked_at.get("/deadlines?shown=pledges&overdue=yes&as_of=2031-12-01"))
    rows = late.xpath('//table[@class="due"]/tbody/tr')
    assert rows
    assert all("overdue" in row.text_content() for row in rows)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/deadlines?kind=song", 400),
        ("/deadlines?as_of=soon", 400),
        ("/deadlines?party=Nobody+Inparticular", 404),
        ("/deadlines?page=0", 400),
        ("/deadlines?shown=pledges&page=99", 200),
        ("/deadlines?since=2031-01&until=2031-12&kind=event", 200),
    ],
)
def test_what_cannot_be_answered_is_said_so(looked_at: TestClient, address: str, status: int) -> None:
    assert looked_at.get(address).status_code == status


def test_an_empty_casefile_has_none(empty: TestClient) -> None:
    for shown in ("due", "undated", "pledges"):
        assert empty.get(f"/deadlines?shown={shown}").status_code == 200
