"""Proposals are listed with who answered how, and each has its thread in the order of time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

Tree = Callable[[Any], Any]


def listed(page: Any) -> list[str]:
    return list(page.xpath('//table[contains(@class,"answers")]//p[@class="what"]/a/@href'))


def test_answered_proposals_are_listed_the_newest_first(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/proposals"))
    assert len(listed(page)) >= 3
    assert page.xpath('//a[contains(@class,"reply") and contains(@class,"rejected")]')
    assert page.xpath('//span[@class="silent"]')


@pytest.mark.parametrize("shown", ["answered", "open", "unanswered"])
def test_each_of_a_list_has_a_page_of_its_own(looked_at: TestClient, tree: Tree, shown: str) -> None:
    found = listed(tree(looked_at.get(f"/proposals?shown={shown}")))
    assert found
    for each in found:
        page = tree(looked_at.get(each))
        assert page.xpath('//ol[contains(@class,"thread")]/li')
        assert len(page.xpath("//h1")) == 1
        if shown == "unanswered":
            assert not page.xpath('//li[@class="answer"]')
        else:
            assert page.xpath('//li[@class="answer"]')


def test_the_words_of_a_thread_lead_to_their_place_in_the_article(looked_at: TestClient, tree: Tree) -> None:
    (first, *_) = listed(tree(looked_at.get("/proposals")))
    words = tree(looked_at.get(first)).xpath('//ol[contains(@class,"thread")]//a[@class="words"]/@href')
    assert words
    for each in words:
        assert each.startswith("/document/")
        assert "#r-" in each


def test_as_of_a_day_later_answers_are_not_known(looked_at: TestClient, tree: Tree) -> None:
    (first, *_) = listed(tree(looked_at.get("/proposals")))
    answers = '//ol[contains(@class,"thread")]/li[@class="answer"]'
    now, then = (tree(looked_at.get(f"{first}{each}")).xpath(answers) for each in ("", "?as_of=2031-03-12"))
    assert 0 < len(then) < len(now)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/proposal/ffffffffffffffff", 404),
        ("/proposals?shown=sung", 400),
        ("/proposals?since=soon", 400),
        ("/proposals?start=-1", 400),
        ("/proposals?start=100000", 200),
        ("/proposals?actor=Sorrel&issue=demilitarised_zone&since=2031&all=yes", 200),
    ],
)
def test_what_cannot_be_answered_is_said_so(looked_at: TestClient, address: str, status: int) -> None:
    assert looked_at.get(address).status_code == status


def test_an_empty_casefile_has_none(empty: TestClient, tree: Tree) -> None:
    assert tree(empty.get("/proposals")).xpath('//p[@class="empty"]')
