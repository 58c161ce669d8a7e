"""The reader for reviewers: decisions beside the passage, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.model.users import Role
from onrecord.store.casefile import open_casefile
from onrecord.store.reviews import Review

Tree = Callable[[Any], Any]
DECIDE = "/review/decide"


def reviews(client: TestClient) -> list[Review]:
    with open_casefile(client.app.state.settings.location, read_only=True) as casefile:  # type: ignore[attr-defined]
        return [each.review for each in casefile.all_reviews()]


def reader_of(client: TestClient) -> str:
    """Return the address of an article with records of several kinds."""
    casefile = client.app.state.desk.casefile  # type: ignore[attr-defined]
    return next(
        f"/document/{each.id}" for each in casefile.summaries() if "puts guarantees" in (each.title or "")
    )


def first(page: Any) -> tuple[str, dict[str, str]]:
    """Return the id of the first record of a page, and the fields of the form that decides on it."""
    note = page.xpath('//details[contains(@class, "note-of")]')[0]
    inputs = note.xpath(f'.//form[@action="{DECIDE}"]//input')
    return note.get("id").removeprefix("r-"), {each.get("name"): each.get("value") for each in inputs}


@pytest.mark.slow
def test_every_record_can_be_decided_on_where_it_stands(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get(reader_of(looked_at)))
    notes = page.xpath('//details[contains(@class, "note-of")]')
    assert notes
    for note in notes:
        assert note.xpath(".//button/@value") == ["accept", "reject"]
        (correct,) = note.xpath('.//a[@data-key="c"]/@href')
        held = tree(looked_at.get(correct))
        record = held.xpath('//form[@data-decide]//input[@name="record"]/@value')[0]
        assert record.endswith(note.get("id").removeprefix("r-"))
        assert held.xpath('//a[@data-key="b"]/@href')[0].endswith(f"#{note.get('id')}")


def test_accepting_leads_back_to_the_record_and_is_undone_there(own: TestClient, tree: Tree) -> None:
    reader = reader_of(own)
    record, form = first(tree(own.get(reader)))
    answer = own.post(DECIDE, data={**form, "decision": "accept"})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(reader)
    assert answer.headers["location"].endswith(f"#r-{record}")
    page = tree(own.get(answer.headers["location"]))
    assert "accepted by Ina Marl" in page.xpath(f'//*[@id="r-{record}"]')[0].text_content()
    undo = page.xpath('//form[@action="/review/undo"]//input')
    back = own.post("/review/undo", data={each.get("name"): each.get("value") for each in undo})
    assert back.headers["location"].endswith(f"#r-{record}")
    assert (
        "unconfirmed"
        in tree(own.get(back.headers["location"])).xpath(f'//*[@id="r-{record}"]')[0].text_content()
    )
    assert [each.action for each in reviews(own)] == ["accept", "undo"]


def test_a_rejected_record_is_gone_and_still_found(own: TestClient, tree: Tree) -> None:
    reader = reader_of(own)
    record, form = first(tree(own.get(f"{reader}?only=event")))
    answer = own.post(DECIDE, data={**form, "decision": "reject"})
    assert "only=event" in answer.headers["location"]
    page = tree(own.get(answer.headers["location"]))
    assert not page.xpath(f'//*[@id="r-{record}"]')
    assert "Kept: rejected event" in page.xpath('//*[@role="status"]')[0].text_content()
    (again,) = page.xpath('//section[contains(@class, "whole")]//li/a/@href')
    held = tree(own.get(again))
    assert held.xpath('//form[@data-decide]//input[@name="record"]/@value') == [f"event-{record}"]


def test_an_article_is_said_to_be_complete_where_it_is_read(own: TestClient, tree: Tree) -> None:
    reader = reader_of(own)
    page = tree(own.get(reader))
    inputs = page.xpath('//section[contains(@class, "whole")]//form//input')
    form = {each.get("name"): each.get("value") for each in inputs}
    answer = own.post(DECIDE, data={**form, "decision": "complete"})
    assert answer.headers["location"].startswith(reader)
    told = tree(own.get(answer.headers["location"])).xpath('//section[contains(@class, "whole")]')[0]
    assert "Looked at in full by Ina Marl" in told.text_content()
    assert [each.action for each in reviews(own)] == ["complete"]


def test_a_record_that_changed_meanwhile_is_told(own: TestClient, tree: Tree) -> None:
    reader = reader_of(own)
    _, form = first(tree(own.get(reader)))
    assert own.post(DECIDE, data={**form, "decision": "reject"}).status_code == 303
    late = own.post(DECIDE, data={**form, "decision": "accept"})
    assert late.status_code == 409
    assert tree(late).xpath('//a[@data-key="b"]')
    assert len(reviews(own)) == 1


def test_only_decisions_on_this_article_are_said(own: TestClient, tree: Tree) -> None:
    reader = reader_of(own)
    for wrong in ("x", "0" * 32, "<b>"):
        page = tree(own.get(reader, params={"decided": wrong}))
        assert not page.xpath('//form[@action="/review/undo"]')


def test_readers_see_the_record_alone(
    looked_at: TestClient, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Role, "may", lambda self, needed: needed is Role.READER)
    page = tree(looked_at.get(reader_of(looked_at)))
    assert not page.xpath('//main//form[@method="post"]')
    assert not page.xpath('//*[contains(@class, "add-here")]')
