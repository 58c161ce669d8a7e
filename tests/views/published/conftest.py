"""Invented entries that each have words of their own, so that it is seen where these come out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from onrecord.model import (
    Entry,
    EntryKind,
    Evidence,
    Link,
    Place,
    RecordKind,
    Report,
    ReportedAct,
    Step,
    ZoneKind,
)


@pytest.fixture(scope="session")
def make_report() -> Callable[..., Report]:
    return new_report


@pytest.fixture(scope="session")
def make_entry() -> Callable[..., Entry]:
    return new_entry


def new_report(word: str, number: int = 0, *, chain: tuple[Link, ...] = (), **given: Any) -> Report:
    """Make a report whose every text has a word of its own."""
    said = Evidence(10 + number * 100, 40 + number * 100, f"we say {word} today", f"be{word} ", f" af{word}")
    act = ReportedAct(
        place=Place(f"d{word}", said.start, said.end), document=f"doc{word}{number}",
        record_kind=RecordKind.STATEMENT, record=f"r{word}{number}", kind=EntryKind.CLAIM,
        principals=("XAA",), actors=("Ada Quill",), towards=(), act="assert", issues=("ceasefire",),
        stance="for", status="", quote=(said,), text=said.exact, zone=ZoneKind.BODY, first_day="2031-05-02",
        last_day="2031-05-02", dated=True, published="2031-05-03", outlet="The Gazette",
        cue=(replace(said, exact=f"she said {word}"),), around=(replace(said, exact=f"around {word}"),),
    )  # fmt: skip
    return Report(
        replace(act, **given), chain or (Link("The Gazette", "outlet", act.document),), act.document
    )


def new_entry(word: str, *reports: Report, **given: Any) -> Entry:
    """Make an entry of reports; with none, of one that has its word."""
    held = reports or (new_report(word),)
    acts = [each.act for each in held]
    made = Entry(
        id=acts[0].place.id, kind=acts[0].kind, proposition=acts[0].text, actors=acts[0].actors,
        principals=acts[0].principals, towards=acts[0].towards, issues=acts[0].issues, stance="for",
        status=acts[0].status, reports=held, origins=tuple(each.origin for each in held),
        first_reported="2031-05-03", last_reported="2031-05-03", first_day="2031-05-02",
        last_day="2031-05-02", steps=(Step("decided", "pledged", None, 0),),
    )  # fmt: skip
    return replace(made, **given)
