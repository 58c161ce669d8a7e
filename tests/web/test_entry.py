"""The page of an entry shows everything that carries it, under every id that it has or had."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.model import Entry, JudgementKind
from onrecord.web.desk import Desk
from onrecord.web.entry_page import WHOLE, entry_page

Tree = Callable[[Any], Any]


def desk_of(client: TestClient) -> Desk:
    """Return the desk of the app that a client asks."""
    desk: Desk = client.app.state.desk  # type: ignore[attr-defined]
    return desk


def entries(client: TestClient) -> list[Entry]:
    """Return all entries, those with the most to show first."""
    casefile = desk_of(client).casefile
    return sorted(casefile.entries(), key=lambda e: (-len(e.steps), -len(e.reports), e.id))


def test_every_report_is_shown_with_its_words_marked_in_its_paragraph(
    looked_at: TestClient, tree: Tree
) -> None:
    entry = entries(looked_at)[0]
    page = tree(looked_at.get(f"/entry/{entry.id}"))
    articles = page.xpath('//article[@class="report"]')
    assert len(articles) == len(entry.reports) >= 3
    for number, report in enumerate(entry.reports, 1):
        (article,) = page.xpath(f'//article[@id="report-{number}"]')
        marked = "".join(article.xpath('.//*[contains(@class, "quote")]//text()')).split()
        assert marked == " ".join(piece.exact for piece in report.act.quote).split()
        link = article.xpath("string(.//h3/a/@href)")
        assert link.startswith(f"/document/{report.act.document}?at=")


def test_reports_stand_under_the_origin_that_they_go_back_to(looked_at: TestClient, tree: Tree) -> None:
    entry = next(each for each in entries(looked_at) if len(each.origins) > 1)
    page = tree(looked_at.get(f"/entry/{entry.id}"))
    sections = page.xpath('//section[starts-with(@class, "origin")]')
    assert len(sections) == len({report.origin for report in entry.reports})
    numbers = [
        {int(name.removeprefix("report-")) for name in section.xpath(".//article/@id")}
        for section in sections
    ]
    assert set().union(*numbers) == set(range(1, len(entry.reports) + 1))
    for some in numbers:
        assert len({entry.reports[number - 1].origin for number in some}) == 1


def test_the_ladder_has_each_step_with_its_day_and_words(looked_at: TestClient, tree: Tree) -> None:
    entry = entries(looked_at)[0]
    page = tree(looked_at.get(f"/entry/{entry.id}"))
    reached = page.xpath('//ol[@class="ladder"]/li[starts-with(@class, "reached")]')
    assert {each.xpath('string(span[@class="rung"])') for each in reached} == {
        step.status.replace("_", " ") for step in entry.steps
    }
    assert len(page.xpath('//ol[@class="ladder"]/li[contains(@class, "latest")]')) == len(
        {step.ladder for step in entry.steps}
    )
    assert all(each.xpath('.//a[starts-with(@href, "#report-")]') for each in reached)


def test_wordings_come_by_strength_the_strongest_first(looked_at: TestClient) -> None:
    desk = desk_of(looked_at)
    told = 0
    for entry in entries(looked_at)[:20]:
        found = entry_page(entry, desk.casefile, "x", {}).wordings
        known = [each.strength for each in found if each.strength is not None]
        assert known == sorted(known, reverse=True)
        told += len(known)
    assert told > 10


def test_answers_lead_both_ways(looked_at: TestClient, tree: Tree) -> None:
    desk = desk_of(looked_at)
    entry = next(each for each in entries(looked_at) if len(desk.casefile.entry_links(each.id)) > 2)
    for link in desk.casefile.entry_links(entry.id):
        source = tree(looked_at.get(f"/entry/{link.source}"))
        target = tree(looked_at.get(f"/entry/{link.target}"))
        assert source.xpath(f'//ul[contains(@class, "ties")]//a[@href="/entry/{link.target}"]')
        assert target.xpath(f'//ul[contains(@class, "ties")]//a[@href="/entry/{link.source}"]')


def test_a_conflict_is_said_at_the_head_and_shown_with_its_sides(looked_at: TestClient, tree: Tree) -> None:
    desk = desk_of(looked_at)
    conflict = next(each for each in desk.casefile.conflicts() if each.left.entry or each.right.entry)
    page = tree(looked_at.get(f"/entry/{conflict.left.entry or conflict.right.entry}"))
    assert page.xpath('//div[@class="heading"]//a[starts-with(@href, "/conflict/")]')
    assert len(page.xpath('//article[@class="dispute"]//div[@class="side"]')) >= 2


def test_the_way_it_came_is_a_tree_in_words_and_a_picture(looked_at: TestClient, tree: Tree) -> None:
    entry = next(each for each in entries(looked_at) if len(each.reports) > 3)
    page = tree(looked_at.get(f"/entry/{entry.id}"))
    assert page.xpath('//div[@class="tree"]//span[contains(@class, "origin")]')
    (address,) = page.xpath('//figure/a[contains(@href, "/pictures/chain.svg")]/@href')
    alone = looked_at.get(address)
    assert alone.headers["content-type"].startswith("image/svg+xml")
    within = looked_at.get(address, headers={"HX-Request": "true"})
    assert within.headers["content-type"].startswith("text/html")
    assert not tree(within).xpath("//@style")
    assert tree(within).xpath("//svg//a/@href")


def test_a_citation_stands_there_in_plain_text(looked_at: TestClient, tree: Tree) -> None:
    entry = entries(looked_at)[0]
    page = tree(looked_at.get(f"/entry/{entry.id}"))
    cited = [each.text_content() for each in page.xpath('//div[@class="citation"]/pre')]
    assert len(cited) == 3
    assert all(entry.id in each for each in cited)


def test_the_machines_confidence_is_said_in_words(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get(f"/entry/{entries(looked_at)[0].id}"))
    assert "unconfirmed" in page.xpath('string(//p[@class="facts-line"])')
    assert "Nobody has decided anything" in page.text_content()


def test_a_beginning_that_one_entry_has_leads_to_it(looked_at: TestClient) -> None:
    entry = entries(looked_at)[0]
    answer = looked_at.get(f"/entry/{entry.id[:9]}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (302, f"/entry/{entry.id}")


def test_the_id_of_a_record_leads_to_its_entry(looked_at: TestClient) -> None:
    entry = entries(looked_at)[0]
    record = entry.reports[-1].act.record
    answer = looked_at.get(f"/entry/{record}", follow_redirects=False)
    assert answer.headers["location"] == f"/entry/{entry.id}"


def test_a_beginning_that_several_have_gives_a_choice(looked_at: TestClient, tree: Tree) -> None:
    starts = [each.id[0] for each in entries(looked_at)]
    several = max(set(starts), key=starts.count)
    answer = looked_at.get(f"/entry/{several}")
    page = tree(answer)
    assert answer.status_code == 300
    assert f"begin with {several}" in page.xpath("string(//h1)")
    assert len(page.xpath("//li[@data-line]")) >= starts.count(several)


@pytest.mark.parametrize("wanted", ["ffffffffffffffff", "zz", "no%20such", "a'b", "x" * 80, "ä"])
def test_what_there_is_none_of_is_said_with_help(looked_at: TestClient, tree: Tree, wanted: str) -> None:
    answer = looked_at.get(f"/entry/{wanted}")
    assert answer.status_code == 404
    page = tree(answer)
    assert "The register lists the entries" in page.text_content()
    assert "/register" in page.xpath("//main//a/@href")


@pytest.mark.slow
def test_an_id_that_an_entry_had_leads_to_it_for_good(own: TestClient, tree: Tree) -> None:
    from onrecord.actors.files import base_of
    from onrecord.pipeline.registering import keep_register

    desk = desk_of(own)
    one, two = entries(own)[0], entries(own)[1]
    with desk.writing() as casefile:
        left, right = one.reports[0].act.place, two.reports[0].act.place
        casefile.add_judgement(JudgementKind.SAME_ACT, left, right, "Ina Marl", "one treaty")
        keep_register(casefile, base_of(casefile.actor_files()))
    now = desk.casefile.entry(two.id)
    old = next(each for each in (one.id, two.id) if each != now.id)
    answer = own.get(f"/entry/{old}")
    assert (answer.status_code, answer.headers["location"]) == (301, f"/entry/{now.id}")
    page = tree(own.get(f"/entry/{now.id}"))
    told = page.xpath('string(//ol[contains(@class, "history")])')
    assert "Ina Marl" in told
    assert "two reports are of one act" in told
    assert "one treaty" in told


def test_many_reports_are_shown_whole_when_asked_for(looked_at: TestClient, tree: Tree) -> None:
    desk = desk_of(looked_at)
    entry = max(entries(looked_at), key=lambda each: len(each.reports))
    shown = entry_page(entry, desk.casefile, "x", {})
    whole = entry_page(entry, desk.casefile, "x", {}, whole=True)
    assert shown.left == max(0, len(entry.reports) - WHOLE)
    assert whole.left == 0
    assert looked_at.get(f"/entry/{entry.id}?reports=all").status_code == 200


def test_every_page_of_an_entry_is_whole(looked_at: TestClient, tree: Tree) -> None:
    for entry in entries(looked_at)[::12]:
        answer = looked_at.get(f"/entry/{entry.id}")
        page = tree(answer)
        assert answer.status_code == 200
        assert not page.xpath("//@style | //style | //script[not(@src)]")
        assert len(page.xpath("//h1")) == 1
        assert len(set(page.xpath("//@id"))) == len(page.xpath("//@id"))
        assert len(answer.content) < 300_000
