"""Merging, splitting, origins and actors in the browser: what would come of it, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.model import Entry, Judgement, JudgementKind
from onrecord.pipeline.judging import Wanted, act_of, merging, on_documents, splitting
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore, EntryFilter

Tree = Callable[[Any], Any]
Send = Callable[..., Any]


@pytest.fixture
def casefile(own: TestClient) -> CasefileStore:
    """Open the casefile that the app is over."""
    return open_casefile(own.app.state.settings.location, read_only=True)  # type: ignore[attr-defined]


def two(casefile: CasefileStore) -> tuple[Entry, Entry]:
    found = list(casefile.entries(EntryFilter(kinds=("demand",))))
    return found[0], found[-1]


def is_as_wanted(made: Judgement, wanted: Wanted) -> bool:
    return (made.kind, made.left, made.right) == (wanted.kind, wanted.left, wanted.right)


@pytest.mark.slow
def test_a_merge_is_shown_first_and_kept_as_the_command_keeps_it(
    own: TestClient, casefile: CasefileStore, tree: Tree, send: Send
) -> None:
    left, right = two(casefile)
    page = tree(own.get(f"/entry/{left.id}/merge"))
    assert page.xpath('//form[contains(@class, "filters")]//input[@name="q"]')
    address = f"/entry/{left.id}/merge?other={right.id}"
    waiting = tree(own.get(address)).xpath('//*[@hx-trigger="load"]')[0]
    assert waiting.get("hx-get") in waiting.xpath(".//a/@href"), "without a script a link leads to it"
    shown = tree(own.get(waiting.get("hx-get")))
    reports = len(left.reports) + len(right.reports)
    told = shown.xpath('//section[@aria-labelledby="outcome"]')[0].text_content()
    assert "No longer an entry of its own" in told
    assert casefile.judgements() == ()
    answer = send(own, address, f"/entry/{left.id}/merge", note="one act")
    assert answer.status_code == 303
    (made,) = casefile.judgements()
    assert is_as_wanted(made, merging(casefile, left.id, right.id))
    assert (made.by, made.note) == ("Ina Marl", "one act")
    log = tree(own.get(answer.headers["location"]))
    assert "is the same act as" in log.xpath("//tbody/tr[1]")[0].text_content()
    send(own, "/review/log?of=register", "/review/log/register/undo")
    assert casefile.judgements()[-1].undoes == made.id
    assert reports > 1


def test_entries_near_it_come_first_and_words_find_others(
    own: TestClient, casefile: CasefileStore, tree: Tree
) -> None:
    entry = max(casefile.entries(), key=lambda each: len(each.reports))
    near = tree(own.get(f"/entry/{entry.id}/merge")).xpath("//section//div[@data-line]")
    assert 0 < len(near) <= 12
    found = tree(own.get(f"/entry/{entry.id}/merge?q=peacekeepers")).xpath("//section//div[@data-line]")
    assert found
    assert all("peacekeepers" in each.text_content().lower() for each in found)


@pytest.mark.slow
def test_a_split_is_shown_first_and_kept(
    own: TestClient, casefile: CasefileStore, tree: Tree, send: Send
) -> None:
    entry = max(casefile.entries(), key=lambda each: len(each.reports))
    page = tree(own.get(f"/entry/{entry.id}/split"))
    assert len(page.xpath("//ol/li[@data-line]")) == len(entry.reports)
    record = entry.reports[-1].act.record
    address = f"/entry/{entry.id}/split?record={record}"
    assert tree(own.get(address)).xpath('//*[@hx-trigger="load"]')
    assert tree(own.get(f"{address}&outcome=yes")).xpath("//section[@data-outcome]")
    assert send(own, address, f"/entry/{entry.id}/split").status_code == 303
    (made,) = casefile.judgements()
    assert is_as_wanted(made, splitting(entry, act_of(entry, record)))


@pytest.mark.parametrize("kind", [JudgementKind.SAME_ORIGIN, JudgementKind.NOT_DERIVED])
def test_origins_are_decided_on_two_articles(
    own: TestClient, casefile: CasefileStore, tree: Tree, send: Send, kind: JudgementKind
) -> None:
    first, second = (each.id for each in list(casefile.summaries())[:2])
    address = f"/document/{first}/origin"
    assert own.get(address).status_code == 200
    assert tree(own.get(f"{address}?other={second}")).xpath('//a[@data-key="1"]')
    answer = send(own, f"{address}?other={second}&kind={kind.value}", address)
    assert answer.status_code == 303
    (made,) = casefile.judgements()
    assert is_as_wanted(made, on_documents(casefile, kind, first, second))


def test_what_cannot_be_judged_is_said(
    own: TestClient, casefile: CasefileStore, tree: Tree, send: Send
) -> None:
    left, right = two(casefile)
    assert own.get(f"/entry/{left.id}/merge?other={left.id}").status_code == 400
    assert own.get("/entry/0000000000/merge").status_code == 404
    first = next(casefile.summaries()).id
    address = f"/entry/{left.id}/merge?other={right.id}"
    answer = send(own, address, f"/entry/{left.id}/merge", other=left.id)
    assert answer.status_code == 400
    assert (
        own.post(f"/document/{first}/origin", data={"other": first, "kind": "same origin"}).status_code == 403
    )
    assert casefile.judgements() == ()


def test_who_is_who_is_decided_from_the_page_of_an_actor(
    own: TestClient, casefile: CasefileStore, tree: Tree, send: Send
) -> None:
    names = sorted(casefile.actor_names().values())
    name = next(each for each in names if each.startswith("Eskil"))
    page = tree(own.get(f"/actor/{name}/decide"))
    assert name in page.xpath("//main")[0].text_content()
    assert send(own, f"/actor/{name}/decide", "/actors/rename", new="Eskil B.").status_code == 303
    made = casefile.decisions()[-1]
    assert (made.kind, made.names, made.into, made.by) == ("rename", (name,), "Eskil B.", "Ina Marl")
    assert own.get(f"/actor/{name}/decide").status_code == 200  # the former name leads to the new one
    send(own, "/review/log?of=actors", "/actors/undo")
    assert casefile.decisions()[-1].undoes == made.number
    other = next(each for each in names if each != name and not each.startswith(("anon", "group")))
    touched = tree(own.get(f"/actor/{name}/decide?other={other}"))
    assert other in touched.xpath("//main")[0].text_content()
    send(own, f"/actor/{name}/decide?other={other}", "/actors/merge")
    merged = casefile.decisions()[-1]
    assert (merged.kind, merged.names, merged.into) == ("merge", (other,), name)
    page = tree(own.get(f"/actor/{name}/decide"))
    document = page.xpath('//select[@name="document"]/option[@value!=""]/@value')[0]
    wrong = send(own, f"/actor/{name}/decide", "/actors/split", new="Somebody", document="", statement="")
    assert wrong.status_code == 400
    right = send(
        own, f"/actor/{name}/decide", "/actors/split", new="Somebody", document=document, statement=""
    )
    assert right.status_code == 303
    assert (casefile.decisions()[-1].kind, casefile.decisions()[-1].document) == ("split", document)
    assert own.get("/actor/Nobody%20At%20All/decide").status_code == 404


def test_facts_about_actors_are_brought_in_as_the_command_brings_them_in(
    own: TestClient, casefile: CasefileStore, token: Callable[[TestClient], str]
) -> None:
    before = len(casefile.actor_files())
    content = b"code,name,other_names,demonyms,metonyms,wikidata\nXZZ,Zamber,,Zamberian,,\n"

    def bring(name: str, content: bytes) -> Any:
        file = {"file": (name, content, "text/csv")}
        return own.post("/actors/facts", data={"csrf": token(own)}, files=file)

    assert bring("more.csv", content).status_code == 303
    kept = casefile.actor_files()[-1]
    assert (len(casefile.actor_files()), kept.name, kept.content, kept.by) == (
        before + 1, "more.csv", content, "Ina Marl",
    )  # fmt: skip
    assert bring("more.csv", content).headers["location"].endswith("brought=again")
    assert bring("wrong.csv", b"colour\nred\n").status_code == 422
    assert len(casefile.actor_files()) == before + 1
    assert "more.csv" in own.get("/actors/facts").text
