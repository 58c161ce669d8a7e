"""Hold every kind of store to what it says of records as work to review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from onrecord.model import Document, Evidence, Reading, RecordKind, Span
from onrecord.store.interface import CasefileStore, NewPage
from onrecord.store.interface_review import RecordHead
from onrecord.store.reviews import Review, ReviewAction, ReviewedDocument, sealed

MakePage = Callable[..., NewPage]
MakeReading = Callable[..., Reading]


def test_heads_have_what_a_record_is_worth_by(
    casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading
) -> None:
    page = make_page()
    document = casefile.add_document(page.document, page.raw).document
    reading = make_reading(document)
    bare = replace(
        reading.statements[0], id="bare", speakers=(), issues=(), act="undecided", confidence={"act": 0.5}
    )
    casefile.put_reading(replace(reading, statements=(*reading.statements, bare)))
    found = {(each.kind, each.id): each for each in casefile.record_heads()}
    assert {kind for kind, _ in found} == set(RecordKind)
    full = found[RecordKind.STATEMENT, reading.statements[0].id]
    assert (full.document, full.open) == (document.id, ())
    assert full.confidence == {"speaker": 0.25, "quote": 1.0}
    left = found[RecordKind.STATEMENT, "bare"]
    assert set(left.open) == {"act", "speakers", "issues"}
    commitment = found[RecordKind.COMMITMENT, reading.commitments[0].id]
    assert commitment == RecordHead(
        RecordKind.COMMITMENT, document.id, reading.commitments[0].id, {"record": 0.75, "status": 1 / 3}, ()
    )


def test_uses_count_what_rests_on_an_entry(
    casefile: CasefileStore,
    make_page: MakePage,
    make_act: Callable[..., Any],
    make_entry: Callable[..., Any],
    make_cluster: Callable[..., Any],
) -> None:
    page = make_page()
    document = casefile.add_document(page.document, page.raw).document
    act = make_act(document)
    cluster = make_cluster(make_entry(act))
    casefile.put_acts(document.id, [act], {act.record: ()})
    casefile.put_clusters((), [cluster], {})
    (entry,) = cluster.entries
    assert dict(casefile.record_entries()) == {act.record: entry.id}
    (found,) = casefile.entry_uses()
    assert (found.id, found.kind, found.status) == (entry.id, entry.kind.value, entry.status)
    assert (found.origins, found.reports) == (len(entry.origins), len(entry.reports))
    assert (found.positions, found.shifts, found.answers) == (0, 0, 0)
    assert casefile.record_conflicts() == {}


def test_review_heads_come_in_the_order_of_the_casefile_and_from_where_one_left_off(
    casefile: CasefileStore, make_page: MakePage
) -> None:
    page = make_page()
    document = casefile.add_document(page.document, page.raw).document
    first, second = (_review(document, minute) for minute in (5, 1))
    casefile.add_reviews([first])
    casefile.add_reviews([second])
    heads = list(casefile.review_heads())
    assert [each.id for each in heads] == [first.id, second.id]
    assert [each.at for each in heads] == [first.at, second.at]
    assert (heads[0].record, heads[0].document, heads[0].kind) == ("s1", document.id, RecordKind.STATEMENT)
    assert (heads[0].action, heads[0].fields, heads[0].subject) == ("correct", ("act",), first.id)
    assert [each.id for each in casefile.review_heads(heads[0].key)] == [second.id]
    assert list(casefile.review_heads(heads[1].key)) == []


def _review(document: Document, minute: int) -> Review:
    named = ReviewedDocument(document.id, document.digest, document.name, document.url)
    quote = (Evidence.at(document.text, Span(0, 7)),)
    return sealed(
        Review(
            "", datetime(2031, 5, 2, 12, minute, tzinfo=UTC), "Cy", named, RecordKind.STATEMENT,
            ReviewAction.CORRECT, quote, quote, {"id": "s1", "act": "deny"}, (), {"act": "offer"}, "m1",
            "why",
        )
    )  # fmt: skip
