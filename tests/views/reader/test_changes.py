"""What became of the record between a source and what derives from it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from onrecord.model import (
    Entry,
    EntryKind,
    Evidence,
    Link,
    Place,
    RecordKind,
    Report,
    ReportedAct,
    Span,
    ZoneKind,
)
from onrecord.views.reader.changes import Became, counted_changes, record_changes

TEXT = "Ana Vell said the port would open. Mr Calder said ships may come."
PORT, SHIPS = Span(14, 33), Span(50, 64)


def act(document: str, span: Span, **fields: Any) -> ReportedAct:
    words = Evidence.at(TEXT, span)
    made = ReportedAct(
        place=Place(document, span.start, span.end), document=document, record_kind=RecordKind.STATEMENT,
        record=f"{document}{span.start}", kind=EntryKind.CLAIM, principals=("XAA",), actors=("Ana Vell",),
        towards=(), act="assert", issues=(), stance="for", status="", quote=(words,), text=words.exact,
        zone=ZoneKind.BODY, first_day=None, last_day=None, dated=False, published=None, outlet=None,
        cue=(Evidence.at(TEXT, Span(9, 13)),),
    )  # fmt: skip
    return replace(made, **fields)


def entry(name: str, *reports: Report) -> Entry:
    return Entry(
        name, EntryKind.CLAIM, "", ("Ana Vell",), (), (), (), "", "", reports, (), None, None, None, None
    )


def report(made: ReportedAct, wording: str = "", strength: float | None = None) -> Report:
    return Report(made, (Link("Post", "outlet"),), made.document, wording, strength)


def test_wording_name_condition_and_cue_are_compared() -> None:
    first = report(act("a", PORT, condition=(Evidence.at(TEXT, SHIPS),)), "may open", 0.2)
    second = report(act("b", PORT, actors=("anon: an official",), unnamed=True, cue=()), "will open", 0.9)
    change, = record_changes("a", "b", [entry("e1", first, second)], called=str.upper)  # fmt: skip
    assert change.became is Became.CHANGED
    assert change.says == (
        "worded more firmly: “may open” became “will open”",
        "lost its name: ANA VELL became ANON: AN OFFICIAL",
        "told as fact: the words that attribute it are gone",
        "condition dropped: “ships may come”",
    )


def test_of_several_reports_the_most_alike_are_compared() -> None:
    mine = report(act("a", PORT))
    other = report(act("b", SHIPS, kind=EntryKind.OFFER, actors=("Mr Calder",)))
    change, = record_changes("a", "b", [entry("e1", mine, other, report(act("b", PORT)))])  # fmt: skip
    assert change.became is Became.ALIKE


def test_what_is_gone_is_dropped_or_stands_without_its_attribution() -> None:
    held = [entry("e1", report(act("a", PORT))), entry("e2", report(act("a", SHIPS)))]
    kept = [(Span(14, 33), Span(0, 19))]
    changes = record_changes("a", "b", held, kept)
    assert [(each.entry, each.became) for each in changes] == [
        ("e1", Became.UNATTRIBUTED), ("e2", Became.DROPPED),
    ]  # fmt: skip
    assert changes[0].right is not None
    assert (changes[0].right.start, changes[0].right.end) == (0, 19)
    assert counted_changes(changes)[Became.DROPPED] == 1


def test_what_is_new_comes_last() -> None:
    held = [entry("e1", report(act("b", PORT))), entry("e2", report(act("a", SHIPS)))]
    assert [each.became for each in record_changes("a", "b", held)] == [Became.DROPPED, Became.ADDED]
