"""Articles that are long, not read, replaced, or written to deceive."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.model import (
    Directness,
    Document,
    Evidence,
    Piece,
    Reading,
    Span,
    Statement,
    Zone,
    ZoneKind,
)
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import NewPage

Tree = Callable[[Any], Any]
Asks = Callable[..., TestClient]
LINE = "The ferry of Port Elan will sail on Monday, Vera Marenko said at the harbour. "


def page(text: str, **fields: Any) -> NewPage:
    raw = text.encode()
    made = Document(
        id="offered", digest=hashlib.sha256(raw).hexdigest(), name="page.txt", media_type="text/plain",
        source_text=text, text=text, pieces=(Piece(0, 0, len(text)),),
        zones=(Zone(ZoneKind.BODY, Span(0, len(text))),), furniture=(), title=None, outlet=None, byline=None,
        published=None, language="en", url=None, path=None,
    )  # fmt: skip
    return NewPage(replace(made, **fields), raw)


def statement(document: Document, number: int) -> Statement:
    start = number * (len(LINE) + 1)
    return Statement(
        id=f"s{number}", document_id=document.id,
        quote=(Evidence.at(document.text, Span(start, start + 42)),),
        cue=(Evidence.at(document.text, Span(start + 57, start + 61)),),
        speaker_text=(Evidence.at(document.text, Span(start + 44, start + 56)),),
        speakers=("Vera Marenko",), speaker_mentions=(), directness=Directness.INDIRECT, zone=ZoneKind.BODY,
    )  # fmt: skip


@pytest.fixture
def held(tmp_path: Path) -> tuple[Path, list[Document]]:
    """Return a casefile with a long article, one in another language, two versions, and one that deceives."""
    path = tmp_path / "long.db"
    url = "https://post.example/1"
    pages = [
        page("\n".join([LINE] * 600), path="long.txt"),
        page("Der Hafen bleibt zu.", language="de", path="german.txt"),
        page("The port opens on Monday.", url=url),
        page("The port opens on Tuesday.", url=url),
        page("He denied \u202ethat\u202c it <script>x</script> “sank”.\x00 <b>No</b>", path="trick.txt"),
    ]
    with open_casefile(str(path), create=True) as casefile:
        documents = [each.document for each in casefile.add_documents(pages)]
        said = tuple(statement(documents[0], number) for number in range(600))
        casefile.put_reading(Reading(documents[0].id, "by hand", said, ()))
    return path, documents


@pytest.mark.slow
def test_a_long_article_comes_in_parts_that_hold_all_of_it(
    held: tuple[Path, list[Document]], asks: Asks, tree: Tree
) -> None:
    path, (long, *_) = held
    client = asks(path)
    first = tree(client.get(f"/document/{long.id}"))
    parts = int(first.xpath('string(//nav[@class="pages"]/span)').split()[-1])
    assert parts > 2
    words, records = [], []
    address = f"/document/{long.id}"
    for _ in range(parts):
        shown = tree(client.get(address))
        words += [each.text_content() for each in shown.xpath('//p[starts-with(@class, "words")]')]
        records += shown.xpath('//details[contains(@class, "note-of")]/@id')
        address = next(iter(shown.xpath('//a[@rel="next"]/@href')), "")
    assert words == long.text.split("\n")
    assert records == [f"r-s{number}" for number in range(600)]
    assert len(client.get(f"/document/{long.id}").content) < 300_000


@pytest.mark.slow
def test_a_passage_and_a_record_lead_to_their_part(
    held: tuple[Path, list[Document]], asks: Asks, tree: Tree
) -> None:
    path, (long, *_) = held
    client = asks(path)
    start = 500 * (len(LINE) + 1)
    for query in (f"at={start}-{start + 42}", "record=s500"):
        shown = tree(client.get(f"/document/{long.id}?{query}"))
        assert "".join(shown.xpath("//mark//text()")) == long.text[start : start + 42]
        assert shown.xpath(f'//*[@id="p-{start}"]')
        assert shown.xpath('//*[@id="r-s500"]')
    assert client.get(f"/document/{long.id}?part=9999999").status_code == 200


def test_what_is_not_read_says_why(held: tuple[Path, list[Document]], asks: Asks) -> None:
    path, (_, german, old, new, _) = held
    client = asks(path)
    assert "not in English" in client.get(f"/document/{german.id}").text
    assert "not read yet" in client.get(f"/document/{new.id}").text
    assert "later version of this page" in client.get(f"/document/{old.id}").text
    assert "what changed" in client.get(f"/document/{new.id}").text
    diff = client.get(f"/document/{new.id}/diff").text
    assert "Two versions of one page" in diff
    assert "<del>Monday</del>" in diff
    assert "<ins>Tuesday</ins>" in diff


def test_nothing_of_an_article_is_markup_or_turns_what_is_read(
    held: tuple[Path, list[Document]], asks: Asks, tree: Tree
) -> None:
    path, documents = held
    client = asks(path)
    for address in (
        f"/document/{documents[4].id}",
        f"/document/{documents[4].id}/diff?against={documents[0].id}",
    ):
        answer = client.get(address)
        assert "\u202e" not in answer.text
        assert "\x00" not in answer.text
        assert not tree(answer).xpath("//main//script | //main//p//b")
        assert "<script>x</script>" in tree(answer).text_content()
