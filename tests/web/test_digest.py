"""The digest of some days is a page, and the same as files."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.model import About, Release, ReleaseKind
from onrecord.store.casefile import open_casefile
from onrecord.store.publishing import sealed

Tree = Callable[[Any], Any]
SPRING = "/digest?since=2031-03-01&until=2031-07-10"


def test_each_number_of_the_page_leads_to_what_it_counts(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get(SPRING))
    ids = set(page.xpath("//@id"))
    numbers = page.xpath("//aside//li/span[@class='number']/a")
    assert {each.get("href")[1:] for each in numbers} <= ids
    counts = {each.get("href")[1:]: int(each.text_content()) for each in numbers}
    assert (
        len(
            page.xpath(
                "//section[@aria-labelledby='answered']/ul/li/div/ul/li/a[starts-with(@class,'reply')]"
            )
        )
        >= 1
    )
    assert counts["withdrawn"] == len(page.xpath("//section[@aria-labelledby='withdrawn']/ul/li"))
    assert len(page.xpath("//h1")) == 1


@pytest.mark.parametrize(
    ("form", "kind", "ending"),
    [("md", "text/markdown; charset=utf-8", "md"), ("html", "text/html; charset=utf-8", "html"),
     ("json", "application/json", "json")],
)  # fmt: skip
def test_the_same_is_taken_along_as_a_file(looked_at: TestClient, form: str, kind: str, ending: str) -> None:
    answer = looked_at.get(f"{SPRING}&to={form}")
    assert answer.headers["content-type"] == kind
    name = f'attachment; filename="digest-2031-03-01-to-2031-07-10.{ending}"'
    assert answer.headers["content-disposition"] == name
    assert len(answer.content) > 1000


def test_the_file_has_the_numbers_of_the_page(looked_at: TestClient, tree: Tree) -> None:
    record = json.loads(looked_at.get(f"{SPRING}&to=json").text)
    page = tree(looked_at.get(SPRING))
    for name in ("changed", "contradicted", "answered", "new"):
        shown = page.xpath(f"string(//h2[@id='{name}']/span[@class='number'])").replace(",", "")
        assert int(shown) == record["counts"][name]["number"]


def test_the_windows_that_are_offered_are_of_the_time_of_the_record(
    looked_at: TestClient, tree: Tree
) -> None:
    page = tree(looked_at.get("/digest"))
    presets = page.xpath('//nav[@aria-label="Windows"]//a')
    assert [each.text_content() for each in presets][:4] == [
        "the latest day",
        "two days",
        "a week",
        "a month",
    ]
    for each in presets:
        assert "2031" in each.get("href")
        assert looked_at.get(each.get("href")).status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/digest?since=soon", 400),
        ("/digest?since=2031-05&until=2031-01", 400),
        ("/digest?since=2031-03&to=pdf", 400),
        ("/digest?since=2031&actor=Velmora&issue=naval_support&confirmed=yes", 200),
    ],
)
def test_what_cannot_be_answered_is_said_so(looked_at: TestClient, address: str, status: int) -> None:
    assert looked_at.get(address).status_code == status


def test_what_is_held_back_is_in_no_file(own: TestClient) -> None:
    record = json.loads(own.get(f"{SPRING}&to=json").text)
    entry = record["counts"]["new"]["ids"][0]
    with open_casefile(own.app.state.settings.location) as casefile:  # type: ignore[attr-defined]
        place = min(report.act.place for report in casefile.entry(entry).reports)
        at = datetime(2031, 12, 1, tzinfo=UTC)
        hold = Release("", ReleaseKind.HOLD, About.ENTRY, "Ina Marl", at, entry=entry, place=place)
        casefile.add_releases([sealed(hold)])
    again = json.loads(own.get(f"{SPRING}&to=json").text)
    assert again["counts"]["new"]["number"] == record["counts"]["new"]["number"] - 1
    for form in ("json", "md", "html"):
        assert entry not in own.get(f"{SPRING}&to={form}").text


def test_an_empty_casefile_adds_nothing(empty: TestClient, tree: Tree) -> None:
    assert tree(empty.get("/digest")).xpath('//p[@class="empty"]')
