"""The reader: an article with what is on record of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.store.interface import CasefileStore, DocumentSummary
from onrecord.views.pages import safe_text
from onrecord.views.reader.page import records_in

Tree = Callable[[Any], Any]
Token = Callable[[TestClient], str]
WIRE = "Aurelle's leader puts guarantees for Velmora ahead of Alliance membership"


def casefile(client: TestClient) -> CasefileStore:
    held: CasefileStore = client.app.state.desk.casefile  # type: ignore[attr-defined]
    return held


def titled(client: TestClient, title: str) -> DocumentSummary:
    return next(each for each in casefile(client).summaries() if each.title == title)


def test_every_article_is_shown_word_for_word_with_its_records(looked_at: TestClient, tree: Tree) -> None:
    for summary in casefile(looked_at).summaries():
        page = tree(looked_at.get(f"/document/{summary.id}"))
        document, reading = casefile(looked_at).document(summary.id), casefile(looked_at).reading(summary.id)
        shown = [each.text_content() for each in page.xpath('//p[starts-with(@class, "words ")]')]
        lines = [safe_text(line) for line in document.text.split("\n") if line.strip()]
        assert shown == lines, summary.name
        assert reading is not None
        notes = set(page.xpath('//details[contains(@class, "note-of")]/@id'))
        assert notes == {f"r-{each.id}" for each in records_in(reading)}


def test_the_words_of_a_record_are_what_is_marked(looked_at: TestClient, tree: Tree) -> None:
    summary = titled(looked_at, WIRE)
    page, reading = tree(looked_at.get(f"/document/{summary.id}")), casefile(looked_at).reading(summary.id)
    assert reading is not None
    numbers = {
        each.get("id").removeprefix("r-"): each.get("data-n")
        for each in page.xpath('//details[contains(@class, "note-of")]')
    }
    for statement in reading.statements:
        for role, evidence in (
            ("content", statement.quote), ("cue", statement.cue), ("speaker", statement.speaker_text),
        ):  # fmt: skip
            number = numbers[statement.id]
            marked = "".join(
                each.text_content()
                for each in page.xpath(f'//*[contains(concat(" ", @data-r, " "), " {number} ")]')
                if role in each.get("class").split()
            )
            for piece in evidence:
                assert "".join(piece.exact.split("\n")) in marked


def test_a_passage_is_marked_and_can_be_led_to(looked_at: TestClient, tree: Tree) -> None:
    summary = titled(looked_at, WIRE)
    text = casefile(looked_at).document(summary.id).text
    start = text.index("Guarantees first")
    page = tree(looked_at.get(f"/document/{summary.id}?at={start}-{start + 33}"))
    assert "".join(page.xpath("//mark//text()")) == text[start : start + 33]
    assert page.xpath(f'//*[@id="p-{start}"]')
    for wrong in ("x", "9-3", f"{len(text)}-{len(text) + 5}"):
        assert not tree(looked_at.get(f"/document/{summary.id}?at={wrong}")).xpath("//mark")


def test_a_record_leads_to_its_entry_its_speaker_and_its_review(looked_at: TestClient, tree: Tree) -> None:
    summary = titled(looked_at, WIRE)
    page = tree(looked_at.get(f"/document/{summary.id}"))
    for note in page.xpath('//details[contains(@class, "note-of")]'):
        addresses = note.xpath(".//a/@href")
        record = note.get("id").removeprefix("r-")
        entry = next(each.rsplit("/", 1)[1] for each in addresses if each.startswith("/entry/"))
        assert record in {each.act.record for each in casefile(looked_at).entry(entry).reports}
        assert any(each.startswith("/review") and record in each for each in addresses)
    speakers = page.xpath('//a[contains(@class, "speaker")]/@href')
    assert speakers
    assert all(each.startswith("/actor/") for each in speakers)


@pytest.mark.slow
def test_what_was_taken_from_it_is_said_at_its_head_and_at_each_paragraph(
    looked_at: TestClient, tree: Tree
) -> None:
    summary = titled(looked_at, WIRE)
    page = tree(looked_at.get(f"/document/{summary.id}"))
    ties = [each.text_content() for each in page.xpath('//ul[@class="ties"]/li')]
    assert any(each.startswith("copied by The Tidewater Post") for each in ties)
    also = page.xpath('//*[@class="also"]//a/@href')
    assert also
    assert all(looked_at.get(each).status_code == 200 for each in also)


def test_one_kind_of_record_can_be_shown_alone(looked_at: TestClient, tree: Tree) -> None:
    summary = titled(looked_at, WIRE)
    page = tree(looked_at.get(f"/document/{summary.id}?only=event"))
    kinds = {each.get("class") for each in page.xpath('//details[contains(@class, "note-of")]')}
    assert kinds == {"note-of event"}
    assert page.xpath('//a[@aria-current="true"][contains(@href, "only=event")]')


def test_ids_of_nothing_are_told(looked_at: TestClient) -> None:
    answer = looked_at.get("/document/zzz")
    assert answer.status_code == 404
    assert "zzz" in answer.text


def test_a_title_is_put_right_and_said_to_be_stated(own: TestClient, tree: Tree, token: Token) -> None:
    summary = titled(own, WIRE)
    form = {
        "csrf": token(own), "title": "Guarantees first", "outlet": summary.outlet or "",
        "byline": "", "published": summary.published or "", "url": "https://wire.example/1",
    }  # fmt: skip
    answer = own.post(f"/document/{summary.id}/edit", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/document/{summary.id}")
    page = tree(own.get(f"/document/{summary.id}"))
    assert page.xpath("string(//h1)") == "Guarantees first"
    assert "byline" in page.xpath('string(//section[@class="provenance"])')
    link = page.xpath('//a[@href="https://wire.example/1"]')[0]
    assert link.get("rel") == "noopener noreferrer nofollow"
    assert [job.kind for job in own.app.state.foreman.jobs.open()] == ["register"]  # type: ignore[attr-defined]


def test_with_another_date_an_article_is_to_be_read_again(own: TestClient, token: Token) -> None:
    summary = titled(own, WIRE)
    form = {
        name: getattr(summary, name) or "" for name in ("title", "outlet", "byline", "url")
    } | {"csrf": token(own), "published": "5 February 2031"}  # fmt: skip
    assert own.post(f"/document/{summary.id}/edit", data=form).status_code == 303
    assert casefile(own).summary(summary.id).published == "2031-02-05"
    job, = own.app.state.foreman.jobs.open()  # type: ignore[attr-defined]  # fmt: skip
    assert (job.kind, job.request) == ("reread", {"documents": [summary.id]})
    again = own.post(f"/document/{summary.id}/edit", data=form | {"published": "2031-02-05"})
    assert again.status_code == 303
    assert len(casefile(own).edits(summary.id)) == 1


def test_what_is_no_date_is_refused_and_nothing_is_kept(own: TestClient, token: Token) -> None:
    summary = titled(own, WIRE)
    form = {"csrf": token(own), "title": "x", "published": "one day"}
    assert own.post(f"/document/{summary.id}/edit", data=form).status_code == 400
    assert own.post(f"/document/{summary.id}/edit", data=form | {"csrf": "no"}).status_code == 403
    assert casefile(own).edits(summary.id) == ()
