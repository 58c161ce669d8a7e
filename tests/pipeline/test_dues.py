"""A day that a demand or a promise sets in its words is one by which it is due; a past one is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.intake.document import to_document
from onrecord.model import (
    EntryKind,
    Evidence,
    Given,
    Place,
    RawPage,
    RecordKind,
    ReportedAct,
    Span,
    ZoneKind,
)
from onrecord.pipeline.dues import with_dues


def due_of(
    text: str,
    kind: EntryKind = EntryKind.DEMAND,
    published: str | None = "2031-06-12",
    due: str | None = None,
) -> tuple[str | None, list[str]]:
    page = to_document(RawPage("p.txt", text.encode(), "text/plain", Given(published=published)))
    start = page.text.index(text)
    quote = Evidence.at(page.text, Span(start, start + len(text)))
    act = ReportedAct(
        place=Place(page.digest, quote.start, quote.end), document=page.id, record_kind=RecordKind.STATEMENT,
        record="r", kind=kind, principals=("XKV",), actors=("XKV",), towards=("XVM",), act="request",
        issues=("ceasefire",), stance="for", status="", quote=(quote,), text=text, zone=ZoneKind.BODY,
        first_day=published, last_day=published, dated=False, published=published, outlet="Harbour Post",
        due=due,
    )  # fmt: skip
    (made,) = with_dues(page, (act,))
    assert made == replace(act, due=made.due, due_text=made.due_text)
    return made.due, [piece.exact for piece in made.due_text]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Velmora has to withdraw by 1 July", "2031-07-01"),
        ("Velmora has until Friday to withdraw", "../2031-06-13"),
        ("the troops must leave within ten days", "2031-06-22"),
        ("the house will vote before the end of the month", "2031-06-30"),
    ],
)
def test_a_day_that_is_set(text: str, due: str) -> None:
    found, words = due_of(text)
    assert found == due
    assert words
    assert all(each in text for each in words)


@pytest.mark.parametrize(
    ("text", "kind", "published"),
    [
        ("the troops will leave by 1 July", EntryKind.CLAIM, "2031-06-12"),  # of a claim it may be any day
        ("the vote that was to be held by 1 May 2031", EntryKind.DEMAND, "2031-06-12"),  # past
        ("would present the plan to reporters on Thursday", EntryKind.PROPOSAL, "2031-06-12"),  # a Thursday
        ("Velmora has to withdraw by 1 July", EntryKind.DEMAND, None),  # of which year
        ("Velmora has to withdraw", EntryKind.DEMAND, "2031-06-12"),
    ],
)
def test_a_day_that_is_none(text: str, kind: EntryKind, published: str | None) -> None:
    assert due_of(text, kind, published) == (None, [])


def test_a_day_that_is_known_stays() -> None:
    assert due_of("Velmora has to withdraw by 1 July", due="2031-08") == ("2031-08", [])
