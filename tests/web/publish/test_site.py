"""A published site has what may be shown, and no word of anything else in any of its files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from onrecord.errors import UsageError
from onrecord.model import Entry, Release, ReleaseKind
from onrecord.store.interface import CasefileStore
from onrecord.views.published import deciding
from onrecord.web.publish.pages import Pages
from onrecord.web.publish.site import Summary, publish

Words = Callable[[Entry], list[str]]
TextOf = Callable[[Path], str]


def page(site: Path, entry: Entry, version: str = "") -> str:
    return (site / "entry" / f"{entry.id}{version}.html").read_text("utf-8")


def decide(
    casefile: CasefileStore, kind: ReleaseKind, entry: Entry, reason: str = "", **more: str
) -> Release:
    (made,) = casefile.add_releases([deciding.on_entry(kind, entry, "Bo Desk", reason, **more)])
    return made


def test_only_what_is_published_is_found(
    location: str, casefile: CasefileStore, chosen: list[Entry], site: Path, words: Words, text_of: TextOf
) -> None:
    summary = publish(location, site, address="https://news.example/record")
    text = text_of(site)
    assert (summary.entries, summary.new_versions) == (4, 4)
    assert all(word in text for entry in chosen for word in words(entry))
    shown = {word for entry in chosen for word in words(entry)}
    others = {word for entry in casefile.entries() for word in words(entry)} - shown
    assert len(others) > 100
    assert not [word for word in others if word in text and not any(word in each for each in shown)]
    titles = {each.title for each in casefile.summaries() if each.title}
    assert not [title for title in titles if title in text]
    assert "Bo Desk" not in text
    assert location not in text


def test_every_link_leads_somewhere(location: str, chosen: list[Entry], site: Path) -> None:
    publish(location, site)
    pages = {path: html.fromstring(path.read_bytes()) for path in site.rglob("*.html")}
    assert len(pages) > 20
    for path, tree in pages.items():
        assert len(tree.xpath("//h1")) == 1, path
        runs = tree.xpath("//script | //form")
        assert bool(runs) == (path.name == "search.html"), path
        assert not tree.xpath("//script/text() | //style | //@style | //@onclick"), path
        for address in tree.xpath("//a/@href | //link/@href | //script/@src"):
            parts = urlsplit(address)
            if parts.scheme:
                assert parts.scheme in ("http", "https"), address
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), (path, address)
            if parts.fragment:
                assert pages[target].xpath("//*[@id=$name]", name=parts.fragment), (path, address)


def test_an_entry_keeps_its_address_and_earlier_versions_theirs(
    location: str, casefile: CasefileStore, chosen: list[Entry], site: Path
) -> None:
    publish(location, site)
    assert publish(location, site).new_versions == 0
    decide(
        casefile,
        ReleaseKind.REPLY,
        chosen[0],
        text="I was in Orlin that day.",
        who="Ana Sorn",
        day="2031-09-01",
    )
    decide(casefile, ReleaseKind.CORRECT, chosen[0], "The day was wrong.")
    assert publish(location, site).new_versions == 1
    shown, first, second = page(site, chosen[0]), page(site, chosen[0], "/v1"), page(site, chosen[0], "/v2")
    for each in ("I was in Orlin that day.", "Ana Sorn", "1 Sep 2031", "The day was wrong."):
        assert each in shown
        assert each in second
        assert each not in first
    assert f"{chosen[0].id}/v1.html" in shown
    assert "The day was wrong." in (site / "corrections.html").read_text("utf-8")
    assert "Version 1" in page(site, chosen[1])


@pytest.mark.slow
def test_what_is_held_goes_with_its_versions_and_comes_back(
    location: str, casefile: CasefileStore, chosen: list[Entry], site: Path, words: Words, text_of: TextOf
) -> None:
    publish(location, site)
    hold = decide(casefile, ReleaseKind.HOLD, chosen[0], "they asked us to wait")
    summary = publish(location, site)
    text = text_of(site)
    assert summary.left_out["held"] == 1
    assert not [word for word in words(chosen[0]) if word in text]
    assert "they asked us to wait" not in text
    assert "is not shown at present" in page(site, chosen[0])
    assert "is not shown at present" in page(site, chosen[0], "/v1")
    casefile.add_releases([deciding.ended(casefile.releases(), hold.id, "Bo Desk")])
    publish(location, site)
    assert all(word in text_of(site) for word in words(chosen[0]))


@pytest.mark.slow
def test_a_withdrawn_entry_says_so_and_why(
    location: str, casefile: CasefileStore, chosen: list[Entry], site: Path, words: Words, text_of: TextOf
) -> None:
    publish(location, site)
    decide(casefile, ReleaseKind.WITHDRAW, chosen[1], "It was another envoy <b>.")
    publish(location, site)
    assert not [word for word in words(chosen[1]) if word in text_of(site)]
    for each in (
        page(site, chosen[1]),
        page(site, chosen[1], "/v1"),
        (site / "corrections.html").read_text(),
    ):
        assert "It was another envoy &lt;b&gt;." in each
    assert "was withdrawn on" in page(site, chosen[1])


def test_what_was_withdrawn_before_it_went_out_is_not_spoken_of(
    location: str, casefile: CasefileStore, chosen: list[Entry], site: Path, text_of: TextOf
) -> None:
    decide(casefile, ReleaseKind.WITHDRAW, chosen[1], "never went out")
    publish(location, site)
    assert "never went out" not in text_of(site)
    assert not (site / "entry" / f"{chosen[1].id}.html").exists()


def test_a_private_person_is_in_no_file_nor_in_earlier_versions(
    location: str, casefile: CasefileStore, chosen: list[Entry], site: Path, text_of: TextOf
) -> None:
    name = chosen[0].actors[0]
    parts = [each for each in re.findall(r"\w+", name) if len(each) > 3]
    publish(location, site)
    assert name in text_of(site)
    casefile.add_releases([deciding.hide_person(name, "Bo Desk", "a bystander")])
    publish(location, site)
    text = text_of(site)
    assert not [each for each in (name, *parts) if re.search(rf"\b{each}\b", text)]
    assert "a private person" in page(site, chosen[0])
    assert "is not shown any more" in page(site, chosen[0], "/v1")
    assert f"{chosen[0].id}/v1.html" not in page(site, chosen[0])


@pytest.mark.slow
def test_a_delay_lets_entries_wait(
    location: str, casefile: CasefileStore, site: Path, words: Words, text_of: TextOf
) -> None:
    first = next(each for each in casefile.entries() if each.issues and words(each))
    issue = first.issues[0]
    casefile.add_releases([deciding.delay(issue, 3650, "Bo", issues=[issue])])
    summary = publish(location, site, confirmed_alone=False)
    text = text_of(site)
    waiting = {w for each in casefile.entries() if issue in each.issues for w in words(each)}
    assert summary.left_out["delayed"] == sum(issue in each.issues for each in casefile.entries())
    assert waiting
    assert not [word for word in waiting if word in text]


def test_data_files_have_what_the_pages_have(location: str, chosen: list[Entry], site: Path) -> None:
    publish(location, site, address="https://news.example/record/")
    entries = json.loads((site / "data" / "entries.json").read_text("utf-8"))
    assert {each["id"] for each in entries} == {each.id for each in chosen}
    assert json.loads((site / "data" / "record.jsonld").read_text("utf-8"))["@graph"]
    assert "https://news.example/record/entry/" in (site / "data" / "changes.atom").read_text("utf-8")
    assert (site / "data" / "calendar.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


@pytest.mark.slow
def test_a_run_that_ends_badly_leaves_the_old_site(
    location: str, chosen: list[Entry], site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(location, site)
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}

    def fail(*_: object) -> None:
        raise RuntimeError("power is gone")

    monkeypatch.setattr(Pages, "put_assets", fail)
    with pytest.raises(RuntimeError, match="power is gone"):
        publish(location, site)
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before
    assert [each.name for each in site.parent.glob(".site*")] == []


def test_a_folder_with_other_things_is_not_replaced(location: str, site: Path) -> None:
    site.mkdir()
    (site / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="other things in it"):
        publish(location, site)
    assert (site / "mine.txt").read_text() == "mine"


@pytest.mark.slow
def test_a_site_that_a_killed_run_moved_aside_is_put_back(
    location: str, chosen: list[Entry], site: Path
) -> None:
    publish(location, site)
    site.rename(site.with_name(".site.old"))
    (site.with_name(".site.12345678.new")).mkdir()
    assert publish(location, site).new_versions == 0
    assert (site / "index.html").is_file()
    assert list(site.parent.glob(".site*")) == []


def test_the_summary_says_what_was_left_out() -> None:
    told = Summary("site", True, 1, 2, 3_000_000, 1, {"held": 1, "unconfirmed": 0})
    assert told.lines() == [
        "site: 2 pages, 3.0 MB; 1 entry, 1 new or changed.",
        "Left out: 1 held.",
    ]
