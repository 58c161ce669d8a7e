"""Issues, shifts and conflicts: who stands where, both sides with their words, and what leads there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.web.standing import issues

Tree = Callable[[Any], Any]


def test_issues_are_listed_with_how_many_stand_where(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/issues"))
    (row,) = page.xpath("//tr[th/a/@href='/issue/nato_membership']")
    against = row.xpath(".//a[@href='/issue/nato_membership#against']")[0].text_content().split()
    on_page = tree(looked_at.get("/issue/nato_membership"))
    assert int(against[1]) == len(on_page.xpath("//h2[@id='against']/following::ul[1]/li"))
    assert int(row.xpath(".//a[starts-with(@href, '/shifts')]")[0].text) == 1


def test_an_issue_says_who_stands_on_which_side(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/issue/nato_membership"))
    sides = {h.get("id"): h.getparent().text_content() for h in page.xpath("//section/h2[span[@class]]")}
    assert "Korvath" in sides["against"]
    assert "Aurelle" in sides["for"]
    assert "Velmora" in sides["against"]
    assert "took no side: Skerrin" in " ".join(page.text_content().split())
    assert page.xpath("//article[@class='shift']"), "who moved"
    assert page.xpath("//section[h2/@id='proposals']//li[contains(@class, 'entry')]")


def test_of_many_who_stand_alike_the_older_ones_are_lines_that_lead_to_their_words(
    looked_at: TestClient, own: TestClient, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = tree(looked_at.get("/issue/nato_membership"))
    held = whole.xpath("//ul[contains(@class, 'held-list')]/li//p[@class='about']/a/@href")
    monkeypatch.setattr(issues, "WHOLE", 1)
    page = tree(own.get("/issue/nato_membership"))
    shown = page.xpath("//ul[contains(@class, 'held-list')]/li//p[@class='about']/a/@href")
    lines = page.xpath("//ul[contains(@class, 'brief')]/li/a[@class='actor']/@href")
    assert lines
    assert sorted([*shown, *(each.partition("#")[0] for each in lines)]) == sorted(held)
    counts = [each.text for each in page.xpath("//h2/span[@class='count']")]
    assert counts == [each.text for each in whole.xpath("//h2/span[@class='count']")]
    for actor, entry in zip(lines, page.xpath("//ul[contains(@class, 'brief')]/li/a[2]/@href"), strict=True):
        address, _, anchor = actor.partition("#")
        assert tree(own.get(address)).xpath(f"//*[@id='{anchor}']"), actor
        assert own.get(entry).status_code == 200


@pytest.mark.parametrize("id", ["no_such_issue", "%2e%2e", "<b>"])
def test_what_is_no_issue_is_not_found(looked_at: TestClient, id: str) -> None:
    assert looked_at.get(f"/issue/{id}").status_code == 404


def test_shifts_come_latest_first_and_can_be_chosen(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/shifts"))
    days = [each.text for each in page.xpath("//article/h2/time")]
    assert days == ["8 Jul 2031", "20 Jun 2031", "22 Apr 2031"]
    (one,) = tree(looked_at.get("/shifts?also=XKV&since=2031-06")).xpath("//article")
    assert "against → for" in one.text_content()
    assert "Nobody is shown to have moved" in looked_at.get("/shifts?since=2032").text


def test_conflicts_are_listed_and_chosen(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/conflicts"))
    assert len(page.xpath("//article[@class='conflict']")) == 4
    (one,) = tree(looked_at.get("/conflicts?kind=control")).xpath("//article")
    assert "Brennock" in one.xpath("h2")[0].text_content()
    assert len(tree(looked_at.get("/conflicts?text=civilian")).xpath("//article")) >= 1
    assert len(tree(looked_at.get("/conflicts?actor=korvath")).xpath("//article")) >= 1
    assert "No conflict fits" in looked_at.get("/conflicts?since=2035").text
    assert looked_at.get("/conflicts?since=nonsense").status_code == 400


def test_a_conflict_has_its_sides_beside_each_other(looked_at: TestClient, tree: Tree) -> None:
    address = tree(looked_at.get("/conflicts?kind=control")).xpath("//article/h2/a/@href")[0]
    page = tree(looked_at.get(address))
    first, second = page.xpath("//div[@class='sides']/section")
    assert "remained under Velmoran control" in first.xpath(".//mark")[0].text_content()
    assert "took full control" in second.xpath(".//mark")[0].text_content()
    assert "no side is chosen" in page.text_content()
    for link in page.xpath("//div[@class='sides']//a/@href"):
        assert looked_at.get(link.partition("#")[0]).status_code == 200, link


def test_any_pair_of_a_conflict_leads_to_it(looked_at: TestClient, tree: Tree) -> None:
    address = tree(looked_at.get("/conflicts?kind=control")).xpath("//article/h2/a/@href")[0]
    sides = [each.text_content() for each in tree(looked_at.get(address)).xpath("//main//section")]
    short = [each.text_content() for each in tree(looked_at.get(address[:-4])).xpath("//main//section")]
    assert short == sides, "the beginning of an id"
    assert looked_at.get("/conflict/none").status_code == 404
    assert looked_at.get("/conflict/").status_code == 404


def test_an_empty_casefile_is_silent(empty: TestClient) -> None:
    assert "No two reports are known to be in conflict" in empty.get("/conflicts").text
    assert "Nobody is shown to have moved" in empty.get("/shifts").text
    assert "silent" in empty.get("/issues").text
    assert "Silent: nobody has a position" in empty.get("/issue/nato_membership").text


@pytest.mark.slow
def test_an_issue_tells_of_whom_no_position_follows(looked_at: TestClient, tree: Tree) -> None:
    told = {}
    for (id,) in {(each.rsplit("/")[-1],) for each in tree(looked_at.get("/issues")).xpath("//th/a/@href")}:
        page = tree(looked_at.get(f"/issue/{id}"))
        for line in page.xpath("//section[h2/@id='unclear']//li"):
            told[id] = line
            for link in line.xpath(".//a[contains(@href, '/entry/')]/@href"):
                assert looked_at.get(link).status_code == 200
    assert told, "the examples have words that make no position"
    for id in told:
        assert "Silent: nobody has a position" not in looked_at.get(f"/issue/{id}").text
