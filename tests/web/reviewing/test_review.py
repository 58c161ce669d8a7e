"""The review in the browser: the queue, and that its decisions are those of the command."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from onrecord.cli.main import onrecord
from onrecord.model import RecordKind
from onrecord.model.users import Role
from onrecord.review.making import Reviewer
from onrecord.review.view import ReviewedView
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore
from onrecord.store.record_filters import EventFilter
from onrecord.store.reviews import Review, ReviewAction, sealed

Tree = Callable[[Any], Any]
Send = Callable[..., Any]
DECIDE, UNDO = "/review/decide", "/review/undo"


def casefile_of(client: TestClient) -> CasefileStore:
    """Open the casefile that a client asks about."""
    return open_casefile(client.app.state.settings.location, read_only=True)  # type: ignore[attr-defined]


def reviews(client: TestClient) -> list[Review]:
    """Return what was decided, the oldest first."""
    with casefile_of(client) as casefile:
        return [each.review for each in casefile.all_reviews()]


def record_on(page: Any) -> str:
    """Return kind and id of the record that a page shows."""
    return str(page.xpath(f'//form[@action="{DECIDE}"]//input[@name="record"]/@value')[0])


def first_of(client: TestClient, tree: Tree, kind: str) -> str:
    return record_on(tree(client.get(f"/review?kind={kind}")))


def test_one_record_is_shown_with_all_that_decides_it(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/review"))
    assert page.xpath('//*[@id="passage"]//span[contains(@class, "m-quote")]')
    assert len(page.xpath('//table[contains(@class, "fields")]/tbody/tr')) > 5
    assert page.xpath('//aside//h2[text()="What hangs on it"]')
    open_ = int(page.xpath("//*[@data-count]")[0].text.replace(",", ""))
    assert open_ > 100
    for key in "acrnfsmuyo":
        assert page.xpath(f'//*[@data-key="{key}"]'), f"nothing shows the key {key}"


def test_the_passage_is_the_text_itself_character_for_character(looked_at: TestClient, tree: Tree) -> None:
    page = tree(looked_at.get("/review"))
    (place,) = page.xpath('//*[@id="passage"]//*[@data-start]')
    words, start = place.text_content(), int(place.get("data-start"))
    document = page.xpath('//form[@data-decide]//input[@name="document"]/@value')[0]
    with casefile_of(looked_at) as casefile:
        assert casefile.document(document).text[start : start + len(words)] == words


def test_the_queue_can_be_narrowed(looked_at: TestClient, tree: Tree) -> None:
    whole = tree(looked_at.get("/review"))
    events = tree(looked_at.get("/review?kind=event"))
    assert record_on(events).startswith("event-")
    count = [int(each.xpath("//*[@data-count]")[0].text) for each in (whole, events)]
    assert count[1] < count[0]
    by_entry = whole.xpath("//aside//p/a/@href")[0].rpartition("/")[2]
    held = tree(looked_at.get(f"/review?entry={by_entry}"))
    assert held.xpath("//aside//p/a/@href")[0].endswith(by_entry)
    nobody = looked_at.get("/review?actor=Nobody%20At%20All")
    assert "There is nothing to review here" in nobody.text
    assert looked_at.get("/review?kind=rumour").status_code == 400
    assert looked_at.get("/review?record=statement-0000").status_code == 404


@pytest.mark.parametrize(("decision", "action"), [("accept", "accept"), ("reject", "reject")])
def test_a_decision_is_kept_before_the_next_record_is_shown(
    own: TestClient, tree: Tree, send: Send, decision: str, action: str
) -> None:
    shown = record_on(tree(own.get("/review")))
    answer = send(own, "/review", DECIDE, decision=decision, note="seen twice")
    assert answer.status_code == 303
    (kept,) = reviews(own)
    assert (kept.action, kept.by, kept.note) == (action, "Ina Marl", "seen twice")
    assert f"{kept.kind}-{(kept.shown or {})['id']}" == shown
    following = tree(own.get(answer.headers["location"]))
    assert record_on(following) != shown
    assert "seen twice" in following.xpath("//*[@data-last]")[0].text_content()


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("statement", "speakers", "velmora; Nobody Known"),
        ("commitment", "status", "ratified"),
        *(
            pytest.param(*each, marks=pytest.mark.slow)
            for each in (
                ("statement", "act", "deny"),
                ("statement", "issues", "ceasefire"),
                ("statement", "said_on", "2031-05"),
                ("statement", "cue", "-"),
                ("commitment", "members_named", "yes"),
                ("event", "place", "Saint-Aubrey"),
            )
        ),
    ],
)
def test_what_the_page_decides_is_what_the_command_decides(
    own: TestClient, tree: Tree, send: Send, tmp_path: Path, kind: str, field: str, value: str
) -> None:
    twin = Path(shutil.copy(own.app.state.settings.location, tmp_path / "twin.db"))  # type: ignore[attr-defined]
    record = first_of(own, tree, kind)
    answer = send(own, f"/review?record={record}", DECIDE, decision="correct", field=field, value=value)
    assert answer.status_code == 303, answer.text[:2000]
    (kept,) = reviews(own)
    command = by_command(twin, record, kind, field, value)
    same = replace(command, at=kept.at, by=kept.by)
    assert replace(kept, id="") == replace(same, id="")
    assert sealed(same).id == kept.id


def by_command(db: Path, record: str, kind: str, field: str, value: str) -> Review:
    """Correct a record by the command, stepping to it with s."""
    with open_casefile(str(db), read_only=True) as casefile:
        document = next(
            each.document for each in casefile.record_heads() if f"{each.kind.value}-{each.id}" == record
        )
        ids = [each.id for each in ReviewedView(casefile).of_kind(document, RecordKind(kind))]
        if kind == "event":  # the command goes by their days
            ids = [row.record.id for row in casefile.events(EventFilter(document=document))]
    steps = ids.index(record.partition("-")[2])
    typed = "\n".join(["s"] * steps + ["c", field, value, "q", ""])
    run = ["review", "--db", str(db), "--by", "Cy", "--order", "text", "--kind", kind, "--document", document]
    result = CliRunner().invoke(onrecord, run, input=typed)
    assert result.exit_code == 0, result.output
    with open_casefile(str(db), read_only=True) as casefile:
        (kept,) = casefile.all_reviews()
    return kept.review


def test_accepting_is_what_the_command_does_too(own: TestClient, tree: Tree, send: Send) -> None:
    record = first_of(own, tree, "statement")
    with casefile_of(own) as casefile:
        view = ReviewedView(casefile)
        page = tree(own.get("/review?kind=statement"))
        document_id = page.xpath('//form[@data-decide]//input[@name="document"]/@value')[0]
        document = casefile.document(document_id)
        shown = view.effective(document.id)
        each = next(one for one in shown.records if f"{one.kind.value}-{one.record.id}" == record)
        expected = Reviewer("Ina Marl", document, shown).accept(each)
    send(own, f"/review?record={record}", DECIDE, decision="accept")
    (kept,) = reviews(own)
    assert replace(expected, at=kept.at, id="") == replace(kept, id="")


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("condition", "if it snows", "do not stand in the text"),
        ("condition", "-", "changes nothing: the record has no condition"),
        ("said_on", "soon", "that is no date"),
        ("act", "shout", "it is one of deny"),
        ("quote", "-", "quote cannot be empty"),
        ("colour", "red", "has no field"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_kept(
    own: TestClient, tree: Tree, send: Send, field: str, value: str, told: str
) -> None:
    record = first_of(own, tree, "statement")
    answer = send(own, f"/review?record={record}", DECIDE, decision="correct", field=field, value=value)
    assert answer.status_code == 422
    assert told in tree(answer).xpath("//main")[0].text_content()
    assert reviews(own) == []


def test_words_in_several_places_are_asked_about_and_chosen(own: TestClient, tree: Tree, send: Send) -> None:
    record = first_of(own, tree, "statement")
    asked = {"decision": "correct", "field": "cue", "value": "the"}
    answer = send(own, f"/review?record={record}", DECIDE, **asked)
    assert answer.status_code == 422
    places = tree(answer).xpath('//ol[@class="places"]//input[@name="at"]/@value')
    assert len(places) > 1
    assert send(own, f"/review?record={record}", DECIDE, **asked, at=places[1]).status_code == 303
    (kept,) = reviews(own)
    assert [each["start"] for each in kept.fields["cue"]] == [int(places[1])]


def test_two_reviewers_on_one_record_are_told(own: TestClient, tree: Tree, send: Send) -> None:
    record = first_of(own, tree, "statement")
    page = tree(own.get(f"/review?record={record}"))
    form = {
        each.get("name"): each.get("value")
        for each in page.xpath(f'//form[@action="{DECIDE}" and @data-decide]//input[@name]')
    }
    assert send(own, f"/review?record={record}", DECIDE, decision="reject").status_code == 303
    late = own.post(DECIDE, data={**form, "decision": "accept"})
    assert late.status_code == 409
    assert "rejected by Ina Marl" in tree(late).xpath("//main")[0].text_content()
    assert len(reviews(own)) == 1
    as_json = own.post(DECIDE, data={**form, "decision": "accept"}, headers={"Accept": "application/json"})
    assert as_json.status_code == 409
    assert "changed since it was shown" in as_json.json()["told"]


def test_undo_takes_back_ones_own_last_decision_that_holds(own: TestClient, tree: Tree, send: Send) -> None:
    first = record_on(tree(own.get("/review")))
    send(own, "/review", DECIDE, decision="accept")
    send(own, "/review", DECIDE, decision="reject")
    answers = [send(own, "/review", UNDO) for _ in range(2)]
    assert answers[1].headers["location"].endswith(f"record={first}")
    made = reviews(own)
    assert [each.action for each in made[2:]] == [ReviewAction.UNDO, ReviewAction.UNDO]
    assert [each.undoes for each in made[2:]] == [made[1].id, made[0].id]
    assert own.post(UNDO, data={"csrf": _csrf(tree(own.get("/review")))}).status_code == 400
    assert record_on(tree(own.get("/review"))) == first


def test_a_script_is_told_in_a_record_of_its_own(own: TestClient, tree: Tree) -> None:
    page = tree(own.get("/review"))
    fields = page.xpath(f'//form[@action="{DECIDE}" and @data-decide]//input[@name]')
    form = {each.get("name"): each.get("value") or "" for each in fields}
    answer = own.post(DECIDE, data={**form, "decision": "accept"}, headers={"Accept": "application/json"})
    (kept,) = reviews(own)
    assert answer.json()["review"] == kept.id
    assert answer.json()["told"].startswith("kept: accepted")
    assert answer.json()["next"] == "/review"
    assert not answer.json()["stays"]


def test_a_reader_may_look_and_not_decide(
    own: TestClient, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tree(own.get("/review"))
    fields = page.xpath(f'//form[@action="{DECIDE}" and @data-decide]//input[@name]')
    form = {each.get("name"): each.get("value") or "" for each in fields}
    monkeypatch.setattr(Role, "may", lambda self, needed: needed is Role.READER)
    assert own.post(DECIDE, data={**form, "decision": "accept"}).status_code == 403
    assert own.post(UNDO, data=form).status_code == 403
    assert not tree(own.get("/review")).xpath(f'//form[@action="{DECIDE}"]')
    assert reviews(own) == []


def test_without_the_token_of_its_page_nothing_is_decided(own: TestClient, tree: Tree) -> None:
    page = tree(own.get("/review"))
    fields = page.xpath(f'//form[@action="{DECIDE}" and @data-decide]//input[@name]')
    form = {each.get("name"): each.get("value") or "" for each in fields if each.get("name") != "csrf"}
    assert own.post(DECIDE, data={**form, "decision": "accept"}).status_code == 403
    assert reviews(own) == []


def test_names_are_completed(looked_at: TestClient) -> None:
    assert any(each.startswith("Eskil") for each in looked_at.get("/review/names?q=eski").json())
    assert looked_at.get("/review/names?q=").json() == []


@pytest.mark.slow
def test_a_sample_is_stepped_through_in_the_order_in_which_it_was_drawn(
    own: TestClient, tree: Tree, send: Send
) -> None:
    answer = send(own, "/review", "/review/draw", size="5", kind="statement")
    address = answer.headers["location"]
    seen = []
    for _ in range(5):
        page = tree(own.get(address))
        seen.append(record_on(page))
        assert seen[-1].startswith("statement-")
        send(own, address, DECIDE, decision="accept")
    assert len(set(seen)) == 5
    assert "All 5 are decided on" in own.get(address).text
    measures = tree(own.get("/review/measures")).xpath("//main")[0].text_content()
    assert re.search(r"drawn at random by Ina Marl;\s*5 decided on", measures)
    assert "It speaks for all records that it was drawn from" in measures


def test_nothing_can_be_drawn_from_nothing(own: TestClient, send: Send) -> None:
    assert send(own, "/review", "/review/draw", size="0").status_code == 400
    assert own.get("/review?draw=none").status_code in (400, 404)


def test_an_empty_casefile_says_how_to_begin(empty: TestClient) -> None:
    answer = empty.get("/review")
    assert answer.status_code == 200
    assert "Add articles" in answer.text


def test_what_was_decided_elsewhere_leaves_the_queue(own: TestClient, tree: Tree) -> None:
    record = record_on(tree(own.get("/review")))
    location = own.app.state.settings.location  # type: ignore[attr-defined]
    with open_casefile(location) as casefile:
        heads = {f"{each.kind.value}-{each.id}": each.document for each in casefile.record_heads()}
        document = casefile.document(heads[record])
        shown = ReviewedView(casefile).effective(document.id)
        each = next(one for one in shown.records if f"{one.kind.value}-{one.record.id}" == record)
        casefile.add_reviews([Reviewer("Di", document, shown).accept(each)])
    assert record_on(tree(own.get("/review"))) != record
    assert "accepted by Di" in own.get(f"/review?record={record}").text


def test_the_log_lists_every_decision_and_takes_one_back(own: TestClient, tree: Tree, send: Send) -> None:
    for decision in ("accept", "reject", "accept"):
        send(own, "/review", DECIDE, decision=decision)
    page = tree(own.get("/review/log"))
    assert len(page.xpath("//tbody/tr")) == 3
    made = reviews(own)
    send(own, "/review/log", UNDO, review=made[0].id)
    assert reviews(own)[-1].undoes == made[0].id
    assert "undone" in tree(own.get("/review/log")).xpath("//tbody/tr[4]")[0].text_content()
    lines = own.get("/review/log/decisions.jsonl").text.splitlines()
    assert len(lines) == 5
    assert '"format": "onrecord reviews"' in lines[0]


def test_measures_say_who_decided_how_much_and_how_far_two_agree(
    own: TestClient, tree: Tree, send: Send
) -> None:
    record = first_of(own, tree, "statement")
    send(own, f"/review?record={record}", DECIDE, decision="accept")
    with open_casefile(own.app.state.settings.location) as casefile:  # type: ignore[attr-defined]
        (mine,) = (each.review for each in casefile.all_reviews())
        casefile.add_reviews([sealed(replace(mine, by="Di", at=datetime.now(UTC), about=mine.id))])
    told = tree(own.get("/review/measures")).xpath("//main")[0].text_content()
    assert "1 record was decided on by two or more" in told
    assert "100 %" in told
    assert "Ina Marl" in told
    assert "They do not speak for all" in told


def _csrf(page: Any) -> str:
    return str(page.xpath('//meta[@name="csrf"]/@content')[0])
