"""Who takes from whom, origins, outlets, and the articles of one matter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi.testclient import TestClient

from onrecord.store.interface import CasefileStore
from onrecord.store.interface_coverage import OutletTie, TieFilter
from onrecord.web.reading.picture import web_of
from onrecord.web.reading.sources import TAKEN, grid, pairs

Tree = Callable[[Any], Any]


def casefile(client: TestClient) -> CasefileStore:
    held: CasefileStore = client.app.state.desk.casefile  # type: ignore[attr-defined]
    return held


def lines(page: Any) -> int:
    return len(page.xpath("//main//*[@data-line]"))


def test_every_number_of_the_tables_leads_to_as_many_lines(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/sources"))
    cells = page.xpath('//table[contains(@class, "grid-ties")]//td/a')
    assert cells
    for cell in cells:
        assert lines(tree(looked_at.get(cell.get("href")))) == int(cell.text_content())


def test_every_number_of_an_outlet_leads_to_what_it_counts(looked_at: TestClient, tree: Tree) -> None:
    rows = tree(looked_at.get("/sources?shown=outlets")).xpath("//tbody/tr")
    assert len(rows) == len(casefile(looked_at).outlets_counted())
    for row in rows:
        for link in row.xpath("td[@class='number']/a"):
            if "placeholders" in link.get("href"):
                continue
            assert lines(tree(looked_at.get(link.get("href")))) == int(link.text_content()), link.get("href")


def test_origins_lead_to_the_entries_that_began_there(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/sources?shown=origins"))
    found = page.xpath('//li[@data-line]/a[@class="number"]')
    numbers = [int(each.text_content()) for each in found]
    assert numbers == sorted(numbers, reverse=True)
    for each in found[:4]:
        began = tree(looked_at.get(each.get("href")))
        assert lines(began) == int(each.text_content())
        assert all(
            address.startswith("/entry/")
            for address in began.xpath("//li[@data-line]//bdi/parent::a/@href")
            if "/actor/" not in address
        )


def test_citations_that_lead_nowhere_are_listed_with_their_passage(looked_at: TestClient, tree: Tree) -> None:
    found = tree(looked_at.get("/sources?shown=placeholders")).xpath("//li[@data-line]")
    held, total = casefile(looked_at).placeholders()
    assert len(found) == total > 0
    assert [each.xpath("string(.//mark)") for each in found] == [each.evidence.exact for each in held]
    page = tree(looked_at.get(found[0].xpath(".//a/@href")[0]))
    assert "".join(page.xpath("//mark//text()")) == held[0].evidence.exact
    assert page.xpath('//*[contains(@class, "placeholder")]')


def test_the_lists_say_where_they_end(looked_at: TestClient) -> None:
    for shown in ("pairs", "outlets", "origins", "placeholders", "unnamed", "ties"):
        answer = looked_at.get(f"/sources?shown={shown}&page=99")
        assert answer.status_code == 200, shown
    assert looked_at.get("/sources?shown=other").status_code == 404
    assert looked_at.get("/sources?shown=began&origin=zzz").status_code == 404


def test_an_empty_casefile_has_pages_too(empty: TestClient) -> None:
    assert "There are no articles yet" in empty.get("/sources").text
    for shown in ("pairs", "outlets", "origins", "placeholders", "unnamed", "ties"):
        assert empty.get(f"/sources?shown={shown}").status_code == 200


def test_a_story_shows_its_articles_what_was_made_of_what_and_the_record(
    looked_at: TestClient, tree: Tree
) -> None:
    story = next(casefile(looked_at).stories())
    page = tree(looked_at.get(f"/story/{story.id}"))
    assert len(page.xpath("//table//tbody/tr")) == len(story.documents)
    shown = {each.rsplit("/", 1)[1] for each in page.xpath('//ul[@class="tree"]//a/@href')}
    assert shown == set(story.documents)
    assert page.xpath('//li[contains(@class, "entry-line")]')
    assert looked_at.get(f"/story/{story.documents[0]}").status_code == 200
    assert looked_at.get("/story/zzz").status_code == 404


def test_the_table_holds_the_outlets_that_matter_most() -> None:
    ties = [OutletTie("Wire", "Post", "copy", 5), OutletTie("Wire", "Ledger", "rewrite", 2),
            OutletTie("Digest", "Post", "partial", 1), OutletTie("Wire", "Post", "cites", 9)]  # fmt: skip
    found = grid(ties, TAKEN, most=1)
    assert (found.sources, found.takers, found.cells) == (("Wire",), ("Post",), {("Wire", "Post"): 5})
    assert (found.left_out, found.total) == (3, 8)
    assert [(each.source, each.taker, each.total) for each in pairs(ties)] == [
        ("Wire", "Post", 14), ("Wire", "Ledger", 2), ("Digest", "Post", 1),
    ]  # fmt: skip


def test_the_picture_draws_the_pairs_with_most() -> None:
    held = pairs([OutletTie("Wire", "Post", "copy", 5), OutletTie("Wire", "Wire", "copy", 9),
                  OutletTie("", "Post", "cites", 1)])  # fmt: skip
    web = web_of(held, most=1)
    assert [(edge.says, edge.dashed) for edge in web.edges] == [("Post from Wire: 5 copy", False)]
    assert web.left_out == 1
    assert [edge.dashed for edge in web_of(held).edges] == [False, True]
    assert web_of(()).edges == ()


def test_derivations_are_found_by_either_outlet(looked_at: TestClient) -> None:
    held = casefile(looked_at)
    total = held.ties(TieFilter())[1]
    assert total == len(held.derivations())
    ties = held.outlet_ties()
    assert sum(each.number for each in ties) == total
    for each in ties:
        assert held.ties(TieFilter(each.source, each.derived, (each.kind,)))[1] == each.number
