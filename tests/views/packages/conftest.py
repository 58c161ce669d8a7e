"""A casefile in which entries are written down by hand, each with words of an article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from onrecord.codebook.packs import parse
from onrecord.codebook.records import Codebook
from onrecord.intake.document import to_document
from onrecord.model import (
    Cluster,
    Document,
    Entry,
    EntryKind,
    Evidence,
    Given,
    Link,
    Place,
    RawPage,
    RecordKind,
    Report,
    ReportedAct,
    Span,
    Tie,
    ZoneKind,
)
from onrecord.register import ladders
from onrecord.register.keys import keys
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore

BOOK = """\
codebook: trial
issues:
  - {id: defence, label: Defence, description: Help when attacked., strong: [defence pact]}
  - {id: ships, label: Ships, description: Ships., strong: [patrol ship*]}
  - {id: troops, label: Troops, description: Troops., strong: [troop*]}
  - {id: guarantees, label: Guarantees, description: Guarantees., strong: [guarantee*]}
packages:
  - id: river-pact
    label: A pact on the river
    description: Troops and ships under a treaty, with consultation.
    source: Treaty of Saint-Aubrey 2031
    measures:
      - id: land
        label: Land part
        description: Troops.
        provision: contribution of forces
        issues: [troops]
        near: [guarantees]
        status: signed
        legal_form: [treaty, agreement]
        approval: the parliament of each
        source: Treaty of Saint-Aubrey 2031, Article 2
      - id: sea
        label: Sea part
        description: Ships.
        issues: [ships]
        status: pledged
        done: delivered
        source: Treaty of Saint-Aubrey 2031, Article 3
      - id: consultation
        label: Consultation
        description: Consult.
        provision: consultation
        issues: [guarantees]
        words: [consult*]
        condition: an armed attack
        source: Treaty of Saint-Aubrey 2031, Article 4
"""


@pytest.fixture(scope="session")
def book() -> Codebook:
    """Return a codebook with a package."""
    return parse(BOOK, "trial.yaml")


class Hand:
    """Write entries into a casefile."""

    def __init__(self, casefile: CasefileStore) -> None:
        self.casefile = casefile
        self.pages = 0

    def page(self, text: str, day: str | None = "2031-05-02", outlet: str = "Harbour Post") -> Document:
        """Add an article."""
        self.pages += 1
        name = f"page{self.pages}.txt"
        given = Given(outlet=outlet, published=day, title=f"Page {self.pages}")
        page = RawPage(name, f"{text}\n\nPage {self.pages}.".encode(), "text/plain", given)
        document = replace(to_document(page), language="en")
        return self.casefile.add_document(document, page.raw, page.given).document

    def act(
        self, text: str, day: str | None = "2031-05-02", *, party: str = "XSK", status: str = "pledged",
        measure: str = "troops", quote: str | None = None, **given: Any,
    ) -> ReportedAct:  # fmt: skip
        """Return what one article of its own reports; ``day`` is when it was published."""
        page = self.page(text, day)
        said = at(page, quote or text)
        plain = ReportedAct(
            place=Place(page.digest, said.start, said.end), document=page.id,
            record_kind=RecordKind.COMMITMENT, record=f"r{self.pages:03}", kind=EntryKind.COMMITMENT,
            principals=(party,) if party else (), actors=(party,) if party else (), towards=("XVM",), act="",
            issues=(measure,), stance="for", status=status, quote=(said,), text=said.exact,
            zone=ZoneKind.BODY, first_day=day, last_day=day, dated=False, published=day,
            outlet="Harbour Post",
        )  # fmt: skip
        for name in ("condition", "quantity_text", "due_text", "legal_form_text", "approval_text", "cue"):
            if isinstance(given.get(name), str):
                given[name] = (at(page, given[name]),)
        return replace(plain, **given)

    def entry(self, *acts: ReportedAct, **given: Any) -> Entry:
        """Put acts on record as one entry."""
        reports = tuple(
            Report(act, (Link("Harbour Post", "outlet", act.document),), act.document) for act in acts
        )
        days = sorted(a.published for a in acts if a.published)
        first = acts[0]
        plain = Entry(
            id=min(act.place for act in acts).id, kind=first.kind, proposition=first.text,
            actors=first.actors,
            principals=first.principals, towards=tuple(dict.fromkeys(t for a in acts for t in a.towards)),
            issues=tuple(dict.fromkeys(i for a in acts for i in a.issues)), stance=first.stance,
            status=first.status, reports=reports, origins=tuple(dict.fromkeys(r.origin for r in reports)),
            first_reported=days[0] if days else None,
            last_reported=days[-1] if days else None,
            first_day=first.first_day, last_day=acts[-1].last_day, steps=ladders.steps(reports),
        )  # fmt: skip
        made = replace(plain, **given)
        held = tuple(sorted(acts, key=lambda act: act.place))
        for act in held:
            self.casefile.put_acts(act.document, (act,), {act.record: keys(act)})
        records = sorted(act.record for act in held)
        ties = tuple(Tie(a, b, 0.9) for a, b in pairwise(records))
        self.casefile.put_clusters((), [Cluster(made.id, held, ties, (made,))])
        return made

    def said(self, text: str, day: str | None = "2031-05-02", **given: Any) -> Entry:
        """Put one statement on record: a demand of the beneficiary, unless given otherwise."""
        plain = {
            "record_kind": RecordKind.STATEMENT, "kind": EntryKind.DEMAND, "act": "request", "party": "XVM",
            "status": "", "towards": (),
        }  # fmt: skip
        return self.entry(self.act(text, day, **{**plain, **given}))


def at(document: Document, words: str) -> Evidence:
    """Select the first place of some words."""
    start = document.text.index(words)
    return Evidence.at(document.text, Span(start, start + len(words)))


@pytest.fixture
def hand(tmp_path: Path) -> Iterator[Hand]:
    """Return what writes entries into a casefile of its own."""
    with open_casefile(str(tmp_path / "hand.db"), create=True) as casefile:
        yield Hand(casefile)
