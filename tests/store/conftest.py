"""Open new casefiles of every kind that the contract holds for, and make pages to put into them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.model import (
    Act,
    Citation,
    Claim,
    ClaimProperty,
    Commitment,
    CommitmentStatus,
    Directness,
    Document,
    Event,
    EventKind,
    EventStatus,
    Evidence,
    Given,
    LegalForm,
    Mention,
    MentionKind,
    Piece,
    Quantity,
    QuantityKind,
    Reading,
    Relation,
    RelationKind,
    Span,
    SpeakerRole,
    Stance,
    Statement,
    Zone,
    ZoneKind,
)
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore, NewPage

MakePage = Callable[..., NewPage]
MakeReading = Callable[..., Reading]


@pytest.fixture(params=["sqlite"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where a new casefile can be made; another kind of store is one more parameter."""
    return {"sqlite": str(tmp_path / "onrecord.db")}[request.param]


@pytest.fixture
def casefile(location: str) -> Iterator[CasefileStore]:
    with open_casefile(location, create=True) as opened:
        yield opened


@pytest.fixture
def make_page() -> MakePage:
    return new_page


@pytest.fixture
def make_reading() -> MakeReading:
    return new_reading


def new_page(
    text: str = "Xandria will sign, said Ada Quill.",
    *,
    path: str | None = None,
    language: str = "en",
    given: Given | None = None,
    found: Given | None = None,
) -> NewPage:
    """Make a page as intake would, its first character furniture; ``given`` overrules what is ``found``."""
    given, found = given or Given(), found or Given()
    source = "*" + text
    raw = source.encode()
    fields = {
        name: getattr(given, name) if getattr(given, name) is not None else getattr(found, name)
        for name in ("title", "outlet", "byline", "published", "url")
    }
    first = Evidence.at(text, Span(0, 1))
    document = Document(
        id="offered",
        digest=hashlib.sha256(raw).hexdigest(),
        name=path or "page.txt",
        media_type="text/plain",
        source_text=source,
        text=text,
        pieces=(Piece(0, 1, len(text)),),
        zones=(Zone(ZoneKind.BODY, Span(0, len(text))),),
        furniture=(Span(0, 1),),
        language=language,
        path=path,
        cites=(Citation("The Quarrel", first),),
        placeholders=(first,),
        notes=("decoded as utf-8",),
        **fields,
    )
    return NewPage(document, raw, given)


def new_reading(
    document: Document,
    *,
    model: str = "m1",
    speaker: str = "Ada Quill",
    content: tuple[Span, ...] = (Span(0, 7), Span(8, 12)),
) -> Reading:
    """Make a reading with one record of each kind that fills every field."""
    text = document.text

    def at(start: int, end: int) -> Evidence:
        return Evidence.at(text, Span(start, end))

    statement = Statement(
        id=f"{document.id}-{content[0].start}",
        document_id=document.id,
        quote=tuple(Evidence.at(text, span) for span in content),
        cue=(at(3, 5),),
        speaker_text=(at(5, 6),),
        speakers=(speaker, "Bo Tarn"),
        speaker_mentions=(at(6, 7),),
        directness=Directness.MIXED,
        zone=ZoneKind.HEADLINE,
        via=("The Quarrel", "Bo Tarn"),
        via_text=(at(7, 9),),
        affiliation="XAA",
        speaker_role=SpeakerRole.ENVOY,
        act=Act.OFFER,
        addressees=("XBB", "Cy Orr"),
        addressee_text=(at(8, 9),),
        issues=("ground_troops", "ceasefire"),
        stance=Stance.CONDITIONAL,
        condition=(at(9, 11), at(12, 13)),
        said_on="2031-04-05",
        said_on_text=(at(10, 11),),
        relations=(
            Relation(RelationKind.AFTER, at(1, 2), at(2, 3), at(3, 4), "ground_troops", "ceasefire"),
            Relation(RelationKind.UNLESS, at(1, 2), at(2, 3), at(3, 4)),
        ),
        undecided={"addressees": "no name fits"},
        confidence={"speaker": 0.25, "quote": 1.0},
    )
    mentions = (Mention(Span(1, 3), MentionKind.PLACE, 0.5), Mention(Span(0, 1), MentionKind.PERSON, 0.1))
    records = (new_commitment(document, content),), (new_event(document, content),), (new_claim(document),)
    return Reading(document.id, model, (statement,), mentions, *records)


def new_commitment(document: Document, content: tuple[Span, ...] = (Span(0, 7), Span(8, 12))) -> Commitment:
    """Make a commitment that fills every field."""

    def at(start: int, end: int) -> Evidence:
        return Evidence.at(document.text, Span(start, end))

    return Commitment(
        id=f"{document.id}-c{content[0].start}",
        document_id=document.id,
        quote=tuple(Evidence.at(document.text, span) for span in content),
        trigger=at(3, 5),
        zone=ZoneKind.SUMMARY,
        party="XBB",
        party_text=(at(5, 6),),
        measure="arms_supply",
        status=CommitmentStatus.SUSPENDED,
        what="send forty patrol boats",
        beneficiary="Lorrin Pact",
        beneficiary_text=(at(6, 7), at(8, 9)),
        condition=(at(9, 11), at(12, 13)),
        quantities=(
            Quantity(at(1, 3), QuantityKind.MONEY, "USD", 5e9, None, True),
            Quantity(at(2, 3), QuantityKind.THINGS, None, None, None),
        ),
        due="2031-06/2031-09",
        due_text=(at(7, 9),),
        legal_form=LegalForm.MEMORANDUM,
        legal_form_text=(at(4, 6),),
        approval=("XAA", "Cy Orr"),
        approval_text=(at(5, 8),),
        members_named=False,
        statement=f"{document.id}-{content[0].start}",
        undecided={"status": "two fit"},
        confidence={"record": 0.75, "status": 1 / 3},
    )


def new_event(document: Document, content: tuple[Span, ...] = (Span(0, 7), Span(8, 12))) -> Event:
    """Make an event that fills every field."""

    def at(start: int, end: int) -> Evidence:
        return Evidence.at(document.text, Span(start, end))

    return Event(
        id=f"{document.id}-e{content[0].start}",
        document_id=document.id,
        quote=tuple(Evidence.at(document.text, span) for span in content),
        trigger=at(0, 3),
        zone=ZoneKind.CAPTION,
        kind=EventKind.TALKS,
        status=EventStatus.PLANNED,
        participants=("XAA", "group: 26 ports"),
        participant_text=(at(3, 4), at(5, 6)),
        place="Port Élan",
        place_text=(at(6, 8),),
        date="2031-05-02",
        date_text=(at(8, 10),),
        quantities=(Quantity(at(1, 2), QuantityKind.PEOPLE, "envoys", 12, 12),),
        reported_by=("XCC", "Bo Tarn"),
        reported_by_text=(at(9, 11),),
        undecided={"place": "two fit"},
        confidence={"record": 0.5, "date": 0.125},
    )


def new_claim(document: Document) -> Claim:
    """Make a claim that fills every field."""

    def at(start: int, end: int) -> Evidence:
        return Evidence.at(document.text, Span(start, end))

    return Claim(
        id=f"{document.id}-k",
        document_id=document.id,
        quote=(at(0, 5), at(6, 9)),
        zone=ZoneKind.BODY,
        property=ClaimProperty.MEMBERSHIP,
        subject="XDD",
        subject_text=(at(0, 2),),
        value="Lorrin Pact",
        value_text=(at(2, 4),),
        quantity=Quantity(at(1, 2), QuantityKind.SHARE, "%", 50.0, 50.0),
        as_of="2031-04",
        as_of_text=(at(3, 5),),
        asserted_by="The Gazette",
        confidence={"record": 0.25},
    )
