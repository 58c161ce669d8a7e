"""Adding a record that the machine missed, from the article that it stands in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from onrecord.cli.main import onrecord
from onrecord.model import Document, RecordKind
from onrecord.model.users import Role
from onrecord.review import adding
from onrecord.review.view import ReviewedView
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore
from onrecord.store.reviews import Review, ReviewAction, sealed

Tree = Callable[[Any], Any]
Send = Callable[..., Any]
WIRE = "Aurelle's leader puts guarantees for Velmora ahead of Alliance membership"
COOL = "an idea that Velmora's leader received coolly"
GIVEN: Mapping[str, Mapping[str, str]] = {
    "statement": {
        "words": COOL, "trigger": "received coolly", "speakers": "Yarek Veshchin", "act": "refuse",
        "issues": "security_guarantees", "stance": "against", "addressees": "Hélène Marchaud",
        "said_on": "2031-02-04",
    },
    "commitment": {
        "words": "his government would study the proposal", "trigger": "would", "party": "XVM",
        "measure": "security_guarantees", "status": "considered", "what": "", "beneficiary": "",
    },
    "event": {
        "words": "A truce that began in December", "trigger": "began", "kind": "", "participants": "",
        "status": "happened", "date": "2030-12", "place": "Ilmar",
    },
    "claim": {
        "words": "Saint-Aubrey, the capital of Lorrin", "trigger": "Saint-Aubrey", "property": "controls",
        "subject": "Lorrin", "value": "Saint-Aubrey", "as_of": "",
    },
}  # fmt: skip
"""What a person fills in for a record of each kind."""

FIRST_AND_REST = [
    pytest.param(kind, marks=[pytest.mark.slow] if at else []) for at, kind in enumerate(sorted(GIVEN))
]


def opened(client: TestClient) -> CasefileStore:
    return open_casefile(client.app.state.settings.location, read_only=True)  # type: ignore[attr-defined]


def article(client: TestClient) -> Document:
    with opened(client) as casefile:
        return casefile.document(next(each.id for each in casefile.summaries() if each.title == WIRE))


def reviews(client: TestClient) -> list[Review]:
    with opened(client) as casefile:
        return [each.review for each in casefile.all_reviews()]


def address(document: Document, kind: str = "statement", **query: object) -> str:
    asked = "".join(f"&{name}={value}" for name, value in query.items())
    return f"/document/{document.id}/add?kind={kind}{asked}"


def typed(**fields: str) -> dict[str, str]:
    return {f"f-{name}": value for name, value in fields.items()}


def post(client: TestClient, send: Send, at: str, **fields: str) -> Any:
    return send(client, at, at.partition("?")[0], **fields)


def told(tree: Tree, answer: Any) -> str:
    return " ".join(tree(answer).xpath("//main")[0].text_content().split())


@pytest.mark.parametrize("kind", FIRST_AND_REST)
def test_what_the_form_keeps_is_what_the_command_keeps(
    own: TestClient, send: Send, tmp_path: Path, kind: str
) -> None:
    twin = Path(shutil.copy(own.app.state.settings.location, tmp_path / "twin.db"))  # type: ignore[attr-defined]
    document = article(own)
    answer = post(own, send, address(document, kind), **typed(**GIVEN[kind]))
    assert answer.status_code == 303, answer.text
    (kept,) = reviews(own)
    assert (kept.action, kept.kind, kept.by) == (ReviewAction.ADD, RecordKind(kind), "Ina Marl")
    command = by_command(twin, document, kind)
    same = replace(command, at=kept.at, by=kept.by)
    assert replace(kept, id="") == replace(same, id="")
    assert sealed(same).id == kept.id


def by_command(db: Path, document: Document, kind: str) -> Review:
    """Add a record by the command, from the first record of the article."""
    given = GIVEN[kind]
    answers = [given["words"], given["trigger"], *(given[name] for name in adding.ASKED[RecordKind(kind)])]
    lines = "\n".join(["m", str([*RecordKind].index(RecordKind(kind)) + 1), *answers, "q", ""])
    run = ["review", "--db", str(db), "--by", "Cy", "--order", "text", "--document", document.id]
    result = CliRunner().invoke(onrecord, run, input=lines)
    assert result.exit_code == 0, result.output
    with open_casefile(str(db), read_only=True) as casefile:
        (kept,) = casefile.all_reviews()
    return kept.review


@pytest.mark.parametrize("kind", FIRST_AND_REST)
def test_the_reader_shows_the_record_at_once_and_takes_it_back(
    own: TestClient, send: Send, tree: Tree, kind: str
) -> None:
    document = article(own)
    where = post(own, send, address(document, kind), **typed(**GIVEN[kind])).headers["location"]
    record = where.partition("#r-")[2]
    page = tree(own.get(where))
    (note,) = page.xpath(f'//*[@id="r-{record}"]')
    assert "added by Ina Marl" in note.text_content()
    assert GIVEN[kind]["words"] in note.text_content()
    back = send(own, where, "/review/undo")
    assert back.status_code == 303
    assert back.headers["location"].startswith(f"/document/{document.id}?at=")
    after = tree(own.get(back.headers["location"]))
    assert not after.xpath(f'//*[@id="r-{record}"]')
    assert "Taken back: added" in after.xpath("//main")[0].text_content()
    assert not after.xpath('//form[@action="/review/undo"]//button')


@pytest.mark.slow
def test_it_goes_out_as_gold_and_into_the_register(
    own: TestClient, send: Send, tree: Tree, tmp_path: Path
) -> None:
    location = own.app.state.settings.location  # type: ignore[attr-defined]
    post(own, send, address(article(own)), **typed(**GIVEN["statement"]))
    run = CliRunner().invoke(onrecord, ["register", "update", "--db", location])
    assert run.exit_code == 0, run.output
    listed = tree(own.get("/register", params={"text": COOL}))
    leads = listed.xpath('//*[@id="found"]//a/@href')
    entries = {each.partition("#")[0] for each in leads if each.startswith("/entry/")}
    pages = [tree(own.get(each)).xpath("//main")[0].text_content() for each in sorted(entries)]
    assert any(COOL in page and "Yarek Veshchin" in page for page in pages)
    gold = tmp_path / "gold"
    run = CliRunner().invoke(onrecord, ["review", "export", "--partial", "--db", location, "-o", str(gold)])
    assert run.exit_code == 0, run.output
    written = [gold] if gold.is_file() else [each for each in gold.rglob("*") if each.is_file()]
    assert any(COOL in each.read_text("utf-8") for each in written)


def test_fields_that_the_command_does_not_ask_for_can_be_given_too(own: TestClient, send: Send) -> None:
    given = {
        **GIVEN["commitment"], "legal_form": "treaty", "due": "2031-04", "members_named": "no",
        "quantities": "1,200 peacekeepers", "condition": "once a ceasefire has held for ninety days",
    }  # fmt: skip
    answer = post(own, send, address(article(own), "commitment"), **typed(**given))
    assert answer.status_code == 303, answer.text
    (kept,) = reviews(own)
    assert (kept.fields["due"], kept.fields["members_named"]) == ("2031-04", False)
    assert [each["exact"] for each in kept.fields["condition"]] == [given["condition"]]
    assert [each["least"] for each in kept.fields["quantities"]] == [1200.0]
    assert kept.fields["legal_form"] == "treaty"


def test_everything_may_stay_undecided(own: TestClient, send: Send, tree: Tree) -> None:
    document = article(own)
    page = tree(own.get(address(document)))
    for name in ("act", "stance", "issues"):
        first = page.xpath(f'//select[@name="f-{name}"]')[0].xpath("option")[0]
        assert (first.get("value"), first.text) == ("", "undecided")
    assert post(own, send, address(document), **typed(words=COOL)).status_code == 303
    (kept,) = reviews(own)
    assert (kept.fields["act"], kept.fields["stance"]) == ("undecided", "undecided")
    assert (kept.fields["speakers"], kept.fields["issues"], kept.fields["cue"]) == ([], [], [])


@pytest.mark.parametrize(
    ("kind", "wrong", "said"),
    [
        ("statement", {"words": "a plan that nobody liked"}, "do not stand in the text"),
        ("statement", {"words": ""}, "there are no words in that"),
        ("statement", {"trigger": "shouted"}, "do not stand in the text"),
        ("statement", {"act": "shout"}, "act cannot be 'shout'"),
        ("statement", {"said_on": "soon"}, "that is no date"),
        ("statement", {"condition": "if it snows"}, "do not stand in the text"),
        ("commitment", {"trigger": ""}, "needs the word that carries it"),
        ("event", {"trigger": ""}, "needs the word that carries it"),
        ("claim", {"value": ""}, "value cannot be empty"),
        ("claim", {"property": ""}, "property cannot be empty"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_nothing_is_kept(
    own: TestClient, send: Send, tree: Tree, kind: str, wrong: Mapping[str, str], said: str
) -> None:
    given = {**GIVEN[kind], **wrong}
    answer = post(own, send, address(article(own), kind), **typed(**given))
    assert answer.status_code == 422
    page = tree(answer)
    ((name, value),) = wrong.items()
    (field,) = page.xpath(f'//*[@id="f-{name}"]')
    assert f"f-{name}-wrong" in field.get("aria-describedby")
    assert said in page.xpath(f'//*[@id="f-{name}-wrong"]')[0].text_content()
    if field.tag != "select":
        assert (field.get("value") or field.text or "").strip() == value
    other = next(each for each in given if each not in wrong and given[each])
    filled = page.xpath(f'//*[@id="f-{other}"]/@value | //*[@id="f-{other}"]/text()')
    assert given[other] in " ".join(map(str, filled))  # what else was filled in stays
    assert reviews(own) == []


def test_words_that_stand_twice_are_asked_about_and_chosen(own: TestClient, send: Send, tree: Tree) -> None:
    document = article(own)
    assert document.text.count("Guarantees") < document.text.count("Marchaud")
    answer = post(own, send, address(document), **typed(words="Marchaud"))
    assert answer.status_code == 422
    assert "stand in" in told(tree, answer)
    places = tree(answer).xpath('//input[@type="radio" and @name="at-words"]/@value')
    assert len(places) == document.text.count("Marchaud")
    assert (
        post(own, send, address(document), **typed(words="Marchaud"), **{"at-words": places[2]}).status_code
        == 303
    )
    (kept,) = reviews(own)
    assert [each.start for each in kept.quote] == [int(places[2])]


@pytest.mark.slow
def test_in_a_paragraph_its_own_words_are_meant(own: TestClient, send: Send, tree: Tree) -> None:
    document = article(own)
    start = document.text.index("Veshchin, standing beside her")
    first = document.text.index("membership", start)
    within = address(document, within=start)
    assert document.text.count("membership") > 1
    assert post(own, send, within, **typed(words="membership")).status_code == 303
    assert reviews(own)[0].quote[0].start == first
    twice = post(own, send, within, **typed(words="attack on"))
    assert twice.status_code == 422
    assert len(tree(twice).xpath('//input[@type="radio" and @name="at-words"]')) == 2
    elsewhere = post(own, send, within, **typed(words=COOL))
    assert elsewhere.status_code == 422
    assert "do not stand in this paragraph" in told(tree, elsewhere)
    (place,) = tree(elsewhere).xpath('//input[@type="radio" and @name="at-words"]/@value')
    assert post(own, send, within, **typed(words=COOL), **{"at-words": place}).status_code == 303
    assert reviews(own)[1].quote[0].exact == COOL


@pytest.mark.slow
def test_offsets_of_a_browser_are_a_hint_and_no_evidence(own: TestClient, send: Send) -> None:
    document = article(own)
    second = document.text.index("Marchaud", document.text.index("Marchaud") + 1)
    close = {"at-words": str(second + 3)}
    assert post(own, send, address(document), **typed(words="Marchaud"), **close).status_code == 303
    assert reviews(own)[0].quote[0].start == second
    for wild in ("999999", "-4", "x", "1e9", "5,,9", "９"):
        answer = post(own, send, address(document), **typed(words=COOL), **{"at-words": wild})
        assert answer.status_code == 303
    assert {each.quote[0].start for each in reviews(own)[1:]} == {document.text.index(COOL)}


def test_a_selection_leads_to_the_form_with_its_words(own: TestClient, tree: Tree) -> None:
    document = article(own)
    start = document.text.index(COOL)
    by_place = tree(own.get(address(document, at=f"{start}-{start + len(COOL)}")))
    by_words = tree(own.get(address(document, words=COOL, at=f"{start}-{start + 5}")))
    for page in (by_place, by_words):
        assert page.xpath('//textarea[@name="f-words"]')[0].text == COOL
        assert page.xpath('//input[@name="at-words"]/@value') == [str(start)]
        assert page.xpath('//*[contains(@class, "m-quote")]')[0].text_content() == COOL
        shown = page.xpath("//*[@id='passage']//*[@data-start]")[0]
        text = shown.text_content()
        assert document.text[int(shown.get("data-start")) :].startswith(text)
    assert own.get(address(document, at="5000000-5000009")).status_code == 200
    assert own.get(address(document, within="5000000")).status_code == 200
    assert own.get(address(document, kind="rumour")).status_code == 400


def test_a_text_that_changed_meanwhile_is_told(own: TestClient, send: Send, tree: Tree) -> None:
    document = article(own)
    answer = post(own, send, address(document), **typed(**GIVEN["statement"]), seen="another text")
    assert answer.status_code == 409
    assert "changed since the form was made" in told(tree, answer)
    assert tree(answer).xpath('//textarea[@name="f-words"]')[0].text == COOL
    assert reviews(own) == []
    location = own.app.state.settings.location  # type: ignore[attr-defined]
    page = tree(own.get(address(document)))
    with open_casefile(location) as casefile:  # a title put right changes no words
        from onrecord.model import Given

        casefile.edit_document(document.id, Given(title="Guarantees first"))
    form = {each.get("name"): each.get("value") or "" for each in page.xpath("//main//form//input[@name]")}
    kept = own.post(f"/document/{document.id}/add", data={**form, **typed(words=COOL)})
    assert kept.status_code == 303
    assert len(reviews(own)) == 1


def test_a_record_that_the_machine_has_is_not_there_twice(own: TestClient, send: Send) -> None:
    document = article(own)
    with opened(own) as casefile:
        reading = casefile.reading(document.id)
        assert reading is not None
        held = next(each for each in reading.commitments if each.measure == "ground_troops")
    given = {
        "words": held.quote[0].exact, "trigger": held.trigger.exact, "party": held.party,
        "measure": "ground_troops", "status": "refused",
    }  # fmt: skip
    answer = post(own, send, address(document, "commitment"), **typed(**given))
    assert answer.headers["location"].endswith(f"#r-{held.id}")
    with opened(own) as casefile:
        shown = ReviewedView(casefile).reading(document.id)
    assert shown is not None
    (now,) = (each for each in shown.commitments if each.measure == "ground_troops" and each.id == held.id)
    assert now.status == "refused"


def test_readers_are_refused(
    own: TestClient, send: Send, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = article(own)
    page = tree(own.get(address(document)))
    form = {each.get("name"): each.get("value") or "" for each in page.xpath("//main//form//input[@name]")}
    monkeypatch.setattr(Role, "may", lambda self, needed: needed is Role.READER)
    assert own.post(f"/document/{document.id}/add", data={**form, **typed(words=COOL)}).status_code == 403
    assert own.get(address(document)).status_code == 403
    read = tree(own.get(f"/document/{document.id}"))
    assert not read.xpath('//a[contains(@href, "/add")][not(@href="/add")]')
    assert not read.xpath('//main//form[contains(@action, "review")]')
    assert reviews(own) == []


def test_without_the_token_of_its_page_nothing_is_kept(own: TestClient, tree: Tree) -> None:
    document = article(own)
    page = tree(own.get(address(document)))
    form = {each.get("name"): each.get("value") or "" for each in page.xpath("//main//form//input[@name]")}
    data = {**form, **typed(words=COOL), "csrf": "other"}
    assert own.post(f"/document/{document.id}/add", data=data).status_code == 403
    assert reviews(own) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "hostile",
    [
        "<script>pwned=1</script>",
        '"><img src=x onerror=pwned=1>',
        "a\u202eb",
        "\ud7ff\U0010ffff",
        "(.*)+",
        "x" * 3_000,
    ],
)
def test_hostile_words_are_text(own: TestClient, send: Send, tree: Tree, hostile: str) -> None:
    given = {**GIVEN["statement"], "words": hostile, "speakers": hostile, "note": hostile}
    answer = post(own, send, address(article(own)), **typed(**given), note=hostile)
    assert answer.status_code == 422
    assert not tree(answer).xpath("//main//script|//main//img|//*[@onerror]")
    kept = post(own, send, address(article(own)), **typed(**{**given, "words": COOL}), note=hostile)
    assert kept.status_code == 303
    page = tree(own.get(kept.headers["location"]))
    assert not page.xpath("//main//script|//main//img|//*[@onerror]")
    assert own.get("/review/log").status_code == 200


def test_too_much_and_nothing_at_all_are_told(own: TestClient, send: Send) -> None:
    document = article(own)
    assert post(own, send, address(document), **typed(words="x" * 5_000)).status_code == 400
    assert own.get("/document/none/add").status_code == 404
    assert post(own, send, address(document), kind="rumour", **typed(words=COOL)).status_code == 400
    assert reviews(own) == []
