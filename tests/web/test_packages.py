"""The page of a package shows who stands behind each measure, what is missing, and what if."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

Tree = Callable[[Any], Any]
COALITION = "/package/coalition?for=XVM"


def test_the_packages_are_listed_with_how_each_stands(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/packages?for=XVM"))
    leads = page.xpath('//ul[contains(@class,"packages")]//a/@href')
    assert any(each.startswith("/package/coalition?for=XVM") for each in leads)
    for each in leads:
        assert looked_at.get(each).status_code == 200
    assert page.xpath('//table[contains(@class,"board")]//tbody/tr')


def test_each_cell_of_a_board_leads_to_its_entries(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get(COALITION))
    (board,) = page.xpath('//table[contains(@class,"board")]')
    pieces = board.xpath('.//div[contains(@class,"piece")]//p[@class="reach"]/a/@href')
    assert pieces
    for each in {each.partition("#")[0] for each in pieces}:
        assert looked_at.get(each).status_code == 200
    assert any("dd19b74d" in each for each in pieces)  # what the command line says of the same casefile
    missing = board.xpath('.//td[@class="missing"]//a')
    assert missing
    assert all(re.search(r"\d{4}|“", each.text_content()) for each in missing), "by day or words, not by id"
    assert "nobody is on record as standing behind it" in board.text_content()


def test_every_anchor_of_the_page_is_there(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get(COALITION))
    ids = set(page.xpath("//@id"))
    anchors = {each[1:] for each in page.xpath('//main//a[starts-with(@href,"#")]/@href')}
    assert anchors <= ids
    assert len(page.xpath("//@id")) == len(ids)


def test_what_is_supposed_stands_in_the_address_and_is_mixed_into_nothing(
    looked_at: TestClient, tree: Tree
) -> None:
    plain = tree(looked_at.get(COALITION))
    step = "XSK:training:agreed"
    page = tree(looked_at.get(f"{COALITION}&if={step}"))
    assert page.xpath(f'//input[@name="if"][@value="{step}"]/@checked')
    (row,) = page.xpath('//tr[@id="row-training"]')
    assert "Supposed" in row.text_content()
    assert "nothing would be missing" in row.text_content()
    for name in ("land", "air", "sea"):
        (was,), (now,) = (each.xpath(f'//tr[@id="row-{name}"]') for each in (plain, page))
        stages = './/div[@class="piece"]//p[@class="reach"]/a/text()'
        assert sorted(was.xpath(stages)) == sorted(now.xpath(stages))
    (back,) = page.xpath('//ul[@class="chips"]//a[contains(., "take back")]/@href')
    assert "if" not in parse_qs(urlsplit(back).query)
    assert "nothing is supposed" in tree(looked_at.get(back)).text_content().lower()


def test_every_step_that_the_page_offers_is_understood_and_would_do(
    looked_at: TestClient, tree: Tree
) -> None:
    page = tree(looked_at.get(COALITION))
    offered = page.xpath('//label[@class="suppose"]/input[@name="if"]/@value')
    assert offered
    whole = tree(looked_at.get(COALITION, params={"for": "XVM", "if": offered}))
    assert len(whole.xpath('//ul[@class="chips"]//a[contains(., "take back")]')) == len(set(offered))
    for row in whole.xpath('//tr[starts-with(@id,"row-")]'):
        if row.xpath('.//div[contains(@class,"supposed")]'):
            assert "would have all that is needed" in row.text_content()


def test_the_fields_of_a_form_lead_to_the_plain_address(looked_at: TestClient) -> None:
    given = {"for": "XVM", "who": "Skerrin", "what": "air", "status": "signed", "form": "treaty", "as_of": ""}
    answer = looked_at.get("/package/coalition", params=given, follow_redirects=False)
    assert answer.status_code == 303
    assert parse_qs(urlsplit(answer.headers["location"]).query) == {
        "for": ["XVM"], "if": ["XSK:air:signed:treaty"]
    }  # fmt: skip


def test_among_some_parties_others_are_not_counted(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get(f"{COALITION}&party=XAR"))
    heads = page.xpath('//table[contains(@class,"board")]/thead//th')
    assert [each.text_content().strip() for each in heads] == ["Measure", "Aurelle", "Missing"]
    (row,) = page.xpath('//tr[@id="row-land"]')
    assert "nobody" in row.text_content()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/package/nothing", 404),
        ("/package/coalition?for=Nobody+Inparticular", 404),
        ("/package/coalition?for=XVM&as_of=soon", 400),
        ("/package/coalition?for=XVM&if=XSK:moon:signed", 400),
        ("/package/coalition?for=XVM&measure=moon", 404),
        ("/package/coalition?for=XVM&measure=land&all=yes", 200),
        ("/package/coalition?for=Velmora&as_of=2031-06", 200),
        ("/packages?for=XVM&measure=ground_troops", 200),
    ],
)
def test_what_cannot_be_answered_is_said_so(looked_at: TestClient, address: str, status: int) -> None:
    assert looked_at.get(address).status_code == status


def test_an_empty_casefile_says_how_to_begin(empty: TestClient, tree: Tree) -> None:
    for address in ("/packages", "/package/coalition"):
        page = tree(empty.get(address))
        assert page.xpath('//p[@class="empty"]//a[@href="/add"]')
