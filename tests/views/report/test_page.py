"""The report: every number and mark leads to its evidence, it asks for nothing, and nothing in it runs."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import Act
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore
from onrecord.views.report.content import Choice


def made_of(casefile: CasefileStore, choice: Choice, **given: Any) -> Any:
    from lxml import html

    from onrecord.cli import codebooks
    from onrecord.views.report.page import chunks

    text = "".join(chunks(casefile, codebooks.used_by(casefile), choice, **given))
    return text, html.document_fromstring(text)


def targets(tree: Any) -> dict[str, Any]:
    return {each.get("id"): each for each in tree.xpath("//*[@id]")}


@pytest.mark.slow
def test_ids_are_unique_and_every_link_within_the_page_resolves(whole: Any) -> None:
    counted = Counter(whole.tree.xpath("//@id"))
    assert [name for name, number in counted.items() if number > 1] == []
    links = set(whole.tree.xpath("//a/@href"))
    assert [link for link in links if link.startswith("#") and link[1:] not in counted] == []


@pytest.mark.slow
def test_every_number_leads_to_as_many_entries_as_it_says(whole: Any) -> None:
    known = targets(whole.tree)
    numbers = whole.tree.xpath("//a[contains(@class, 'number')]")
    assert len(numbers) > 50
    for number in numbers:
        told, anchor = int(number.text.replace(",", "")), number.get("href")[1:]
        if anchor == "entries":
            assert len(known[anchor].xpath(".//article")) == told
        elif anchor == "sources":
            assert len(known[anchor].xpath(".//tbody/tr")) >= told
        elif anchor.startswith("e-"):
            assert told == 1
        else:
            entries = known[anchor].xpath(".//a/@href")
            assert len(set(entries)) == told == int(known[anchor].get("data-count"))
            assert all(known[each[1:]].tag == "article" for each in entries)


@pytest.mark.slow
def test_the_numbers_of_the_contents_are_those_of_the_sections(whole: Any) -> None:
    known = targets(whole.tree)
    inside = {"shifts": "opposed", "conflicts": "opposed", "proposals": "proposal", "entries": "act"}
    for line in whole.tree.xpath("//nav//li[span]"):
        anchor = line.find("a").get("href")[1:]
        told = int(line.find("span").text.replace(",", ""))
        if anchor in inside:
            assert len(known[anchor].xpath(f".//article[contains(@class, '{inside[anchor]}')]")) == told
        elif anchor == "packages":
            assert len(known[anchor].xpath(".//figure")) == told
        else:
            assert len(known[anchor].xpath(".//tbody/tr")) == told


def test_every_mark_of_every_picture_leads_to_entries_of_the_page(
    whole: Any, examples_casefile: Path
) -> None:
    known = targets(whole.tree)
    marks = [each for each in whole.tree.xpath("//svg//a") if each.get("data-entries")]
    assert len(marks) > 50
    assert len(marks) == len(whole.tree.xpath("//svg//a"))
    with open_casefile(str(examples_casefile), read_only=True) as casefile:
        origins = {each.id: len(each.origins) for each in casefile.entries()}
    for mark in marks:
        ids = mark.get("data-entries").split()
        assert all(f"e-{each}" in known for each in ids)
        assert mark.get("href")[1:] in known
        assert mark.find("title").text
        if mark.get("data-of") == "origins":
            # On one measure of a package an entry may have fewer origins than in all.
            assert 1 <= int(mark.get("data-count")) <= max(origins[each] for each in ids)
        elif mark.get("data-count") and not mark.get("data-of"):
            assert int(mark.get("data-count")) == len(ids)


def test_every_entry_stands_with_its_words_marked_and_where_they_are_from(
    whole: Any, examples_casefile: Path
) -> None:
    known = targets(whole.tree)
    with open_casefile(str(examples_casefile), read_only=True) as casefile:
        entries = list(casefile.entries())
        assert entries
        for entry in entries:
            article = known[f"e-{entry.id}"]
            assert len(article.xpath(".//li[contains(@class, 'report')]")) == len(entry.reports)
            marked = plain(" ".join(article.xpath(".//mark//text()")))
            for report in entry.reports:
                for piece in report.act.quote:
                    assert plain(piece.exact) in marked
                if report.act.act == Act.DENY:
                    words = plain(" ".join(article.itertext()))
                    assert all(plain(piece.exact) in words for piece in report.act.cue)
                assert f"d-{report.act.document}" in known


def plain(text: str) -> str:
    return re.sub(r"\W+", "", text)


def test_it_asks_for_nothing_and_runs_nothing(whole: Any) -> None:
    nothing_runs(whole.text, whole.tree)


def nothing_runs(text: str, tree: Any) -> None:
    assert not tree.xpath("//script | //link | //img | //iframe | //object | //embed | //form | //base")
    assert not [name for each in tree.iter() for name in each.attrib if name.startswith("on")]
    assert not tree.xpath("//@src")
    assert not re.search(r"@import|url\((?!#)", text)
    addresses = [each for each in tree.xpath("//a/@href") if not each.startswith("#")]
    assert all(re.match(r"https?://", each) for each in addresses)
    assert "default-src 'none'" in text


def test_article_text_cannot_run(hostile: CasefileStore) -> None:
    text, tree = made_of(hostile, Choice())
    nothing_runs(text, tree)
    assert "javascript:" not in text
    assert "\u202e" not in text
    assert "{{ 7 * 7 }}" in text, "no template is made of it"
    article = tree.xpath("//section[@id='entries']//article")[0]
    assert "<script>alert(1)</script>" in article.xpath("string(.//mark)")
    assert len(tree.xpath("//section[@id='shifts']//article")) == 1
    assert len(tree.xpath("//svg")) >= 2, "they have the hostile name in them"


def test_what_nobody_confirmed_is_left_out_and_counted(hostile: CasefileStore) -> None:
    text, tree = made_of(hostile, Choice(confirmed=True))
    assert tree.xpath("//section[@id='entries']//article") == []
    assert "1 entry that nobody confirmed left out." in text
    assert tree.xpath("//section[@id='shifts']//article") == []


def test_what_a_person_confirmed_stays(looked_at: CasefileStore) -> None:
    text, tree = made_of(looked_at, Choice(confirmed=True))
    assert len(tree.xpath("//section[@id='entries']//article")) == 1
    assert len(tree.xpath("//section[@id='shifts']//article")) == 1
    assert "unconfirmed</span>" not in text
    ids = set(tree.xpath("//@id"))
    assert all(link[1:] in ids for link in tree.xpath("//a/@href") if link.startswith("#"))


def test_a_choice_is_said_and_what_numbers_lead_to_stays(examples_casefile: Path) -> None:
    with open_casefile(str(examples_casefile), read_only=True) as casefile:
        choice = Choice(issues=("sanctions",), beneficiaries=("XVM",), packages=("article-5",))
        packages = [each.id for each in _book(casefile).packages]
        text, tree = made_of(casefile, choice if "article-5" in packages else Choice(issues=("sanctions",)))
    assert "Chosen: issues sanctions." in text
    ids = set(tree.xpath("//@id"))
    assert all(link[1:] in ids for link in tree.xpath("//a/@href") if link.startswith("#"))
    shown = tree.xpath("//section[@id='entries']//article")
    assert shown
    assert all("sanctions" in each.xpath("string(.)") for each in shown)


def _book(casefile: CasefileStore) -> Any:
    from onrecord.cli import codebooks

    return codebooks.used_by(casefile)


def test_months_are_folded_where_there_is_much(hostile: CasefileStore) -> None:
    _, tree = made_of(hostile, Choice(), many=0)
    assert [each.get("open") for each in tree.xpath("//details[@class='month']")] == [None]
    assert tree.xpath("//section[@id='entries']/@class") == ["many"]


def test_it_can_be_read_without_seeing_it(whole: Any) -> None:
    tree = whole.tree
    assert tree.xpath("//main")
    assert tree.xpath("//nav/@aria-label") == ["Contents"]
    assert len(tree.xpath("//h1")) == 1
    for section in tree.xpath("//main/section"):
        assert section.get("aria-labelledby") in tree.xpath("//h2/@id")
    for table in tree.xpath("//table"):
        assert table.find("caption") is not None
        assert all(head.get("scope") for head in table.iter("th"))
    for svg in tree.xpath("//svg"):
        assert svg.get("role") == "img"
        assert svg.find("title") is not None


@pytest.mark.parametrize("section", ["shifts", "conflicts", "proposals", "packages", "calendar", "pledges"])
def test_an_empty_register_is_said_to_be_empty(section: str, tmp_path: Path) -> None:
    with open_casefile(str(tmp_path / "empty.db"), create=True) as casefile:
        _, tree = made_of(casefile, Choice())
    assert tree.xpath(f"//section[@id='{section}']//p[@class='silent']")
