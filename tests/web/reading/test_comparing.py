"""An article beside its source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi.testclient import TestClient

from onrecord.model import DerivationKind
from onrecord.store.interface import CasefileStore
from onrecord.views.reader.differing import Change, Row, Run
from onrecord.web.reading.comparing import _folded, _paged

Tree = Callable[[Any], Any]


def casefile(client: TestClient) -> CasefileStore:
    held: CasefileStore = client.app.state.desk.casefile  # type: ignore[attr-defined]
    return held


def row(changed: bool) -> Row:
    run = Run(0, "x", Change.DROPPED if changed else Change.KEPT)
    return Row((run,), () if changed else (run,))


def test_a_copy_is_set_beside_its_source_word_for_word(looked_at: TestClient, tree: Tree) -> None:
    copy = next(each for each in casefile(looked_at).derivations() if each.kind is DerivationKind.COPY)
    pages = [
        tree(looked_at.get(f"/document/{one}/diff{against}"))
        for one, against in (
            (copy.derived, ""),
            (copy.derived, f"?against={copy.source}"),
            (copy.source, f"?against={copy.derived}"),
        )
    ]  # fmt: skip
    for page in pages:
        sides = page.xpath('//div[contains(@class, "sides") and not(contains(@class, "heads"))]')
        for place, name in enumerate((copy.source, copy.derived)):
            shown = "".join(
                "".join(
                    each.xpath(
                        f'p[{place + 1}]//text()[not(ancestor::span[@class="none" or @class="label"])]'
                    )
                )
                for each in sides
            )
            assert "".join(shown.split()) == "".join(casefile(looked_at).document(name).text.split())
        assert page.xpath("//ins")
        assert page.xpath("//del")


def test_what_became_of_the_record_leads_to_words_and_entries(looked_at: TestClient, tree: Tree) -> None:
    copy = next(each for each in casefile(looked_at).derivations() if each.kind is DerivationKind.COPY)
    page = tree(looked_at.get(f"/document/{copy.derived}/diff"))
    found = page.xpath('//ul[contains(@class, "changes")]/li')
    assert found
    for line in found:
        entry, *words = line.xpath(".//a/@href")
        reports = casefile(looked_at).entry(entry.rsplit("/", 1)[1]).reports
        documents = {each.act.document for each in reports}
        assert words
        assert any(name in each for each in words for name in documents)


def test_an_article_that_nothing_is_tied_to_says_so(looked_at: TestClient) -> None:
    tied = {end for each in casefile(looked_at).derivations() for end in (each.source, each.derived)}
    alone = next(each for each in casefile(looked_at).summaries() if each.id not in tied)
    assert "Nothing to compare it with" in looked_at.get(f"/document/{alone.id}/diff").text
    other = next(iter(tied - {""}))
    assert (
        "none of which was found to derive"
        in looked_at.get(f"/document/{alone.id}/diff?against={other}").text
    )
    assert looked_at.get(f"/document/{alone.id}/diff?against=zzz").status_code == 404


def test_what_did_not_change_is_folded_but_for_the_paragraph_beside() -> None:
    rows = [row(False)] * 5 + [row(True)] + [row(False)] * 2
    found = _folded(rows)
    assert [(len(each.rows), each.folded) for each in found] == [(4, True), (3, False), (1, False)]


def test_long_comparisons_come_in_pages() -> None:
    cut = _paged(_folded([row(True)] * 130 + [row(False)] * 200))
    assert [[len(each.rows) for each in page] for page in cut] == [[120], [11, 109], [90]]
