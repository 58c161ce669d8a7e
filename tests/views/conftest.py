"""An invented article with furniture in its middle, and statements placed in it by their words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.model import (
    UNDECIDED,
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
    LegalForm,
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
from onrecord.store.interface import DocumentSummary
from onrecord.text.offsets import joined, without

SOURCE = (
    "Monitors due before winter\n"
    "Harbour Post | Menu | Share\n"
    "\n"
    "“We will send them,” Vera Marenko said, “before\n"
    "Advertisement\n"
    "the first snow.” She denied\u00a0that troops would follow.\n"
    "Lantern Wire reported that an envoy disagreed.\n"
    "Read more\n"
)
FURNITURE = ("Harbour Post | Menu | Share\n", "Advertisement\n", "Read more\n")

MakeStatement = Callable[..., Statement]


@pytest.fixture
def document() -> Document:
    """Return the article."""
    furniture = tuple(Span(at := SOURCE.index(line), at + len(line)) for line in FURNITURE)
    pieces = without(len(SOURCE), furniture)
    text = joined(SOURCE, pieces)
    return Document(
        id="d" * 16,
        digest="0" * 64,
        name="post.txt",
        media_type="text/plain",
        source_text=SOURCE,
        text=text,
        pieces=pieces,
        zones=(
            Zone(ZoneKind.HEADLINE, Span(0, text.index("\n"))),
            Zone(ZoneKind.BODY, Span(text.index("“"), len(text))),
        ),
        furniture=furniture,
        title="Monitors due before winter",
        outlet="Harbour Post",
        byline=None,
        published="2031-05-03",
        language="en",
        url=None,
        path="pages/post.txt",
        cites=(Citation("Lantern Wire", evidence(text, "Lantern Wire reported")),),
    )


def evidence(text: str, words: str) -> Evidence:
    """Select the first place of some words."""
    at = text.index(words)
    return Evidence.at(text, Span(at, at + len(words)))


@pytest.fixture
def statements(document: Document) -> tuple[Statement, ...]:
    """Return three statements: fully coded and over furniture, a denial, one of which much is undecided."""

    def make(quote: list[str], cue: str, speaker: str, who: tuple[str, ...]) -> Statement:
        pieces = tuple(evidence(document.text, words) for words in quote)
        return Statement(
            id=f"s-{pieces[0].start}",
            document_id=document.id,
            quote=pieces,
            cue=(evidence(document.text, cue),),
            speaker_text=(evidence(document.text, speaker),) if speaker else (),
            speakers=who,
            speaker_mentions=(),
            directness=Directness.INDIRECT,
            zone=ZoneKind.BODY,
            confidence={"speaker": 0.9},
        )

    text = document.text
    sent = make(
        ["“We will send them,”", "“before\nthe first snow.”"], "said", "Vera Marenko", ("Vera Marenko",)
    )
    denied = make(["troops would follow"], "denied\u00a0that", "She", ("Vera Marenko",))
    relation = Relation(
        RelationKind.BEFORE,
        evidence(text, "before"),
        evidence(text, "send them"),
        evidence(text, "first snow"),
    )
    return (
        replace(
            sent,
            act=Act.COMMIT,
            issues=("monitoring", "ceasefire"),
            stance=Stance.CONDITIONAL,
            affiliation="XVM",
            speaker_role=SpeakerRole.HEAD,
            addressees=("XKV", "Lorrin Council"),
            condition=(evidence(text, "before\nthe first snow"),),
            said_on="2031-05-02",
            relations=(replace(relation, left_issue="monitoring"),),
        ),
        replace(denied, act=Act.DENY, issues=("ground_troops",), stance=Stance.NONE, affiliation="XVM"),
        replace(
            make(["an envoy disagreed"], "reported", "", ()),
            via=("Lantern Wire",),
            via_text=(evidence(text, "Lantern Wire"),),
            undecided={"act": "no cue fits", "speakers": "nobody is named"},
        ),
    )


@pytest.fixture
def reading(document: Document, statements: tuple[Statement, ...]) -> Reading:
    """Return the article's reading."""
    return Reading(document.id, "by hand", statements, ())


@pytest.fixture
def recorded(document: Document, reading: Reading) -> Reading:
    """Return the article's reading with two commitments, two events and a claim, the second ones bare."""

    def at(words: str) -> Evidence:
        return evidence(document.text, words)

    sure = {"record": 0.5}
    promise = Commitment(
        id="c1",
        document_id=document.id,
        quote=reading.statements[0].quote,
        trigger=at("will"),
        zone=ZoneKind.BODY,
        party="XVM",
        party_text=(at("We"),),
        measure="monitoring",
        status=CommitmentStatus.PLEDGED,
        what="send them",
        beneficiary="XKV",
        condition=(at("before\nthe first snow"),),
        quantities=(
            Quantity(at("We"), QuantityKind.PEOPLE, None, 2, None, approximate=True),
            Quantity(at("them"), QuantityKind.PEOPLE, None, None, None),
        ),
        due="2031-12",
        legal_form=LegalForm.DECLARATION,
        approval=("XVM",),
        statement=reading.statements[0].id,
        confidence=sure,
    )
    weighed = Commitment(
        "c2", document.id, (at("troops would follow"),), at("would"), ZoneKind.BODY, UNDECIDED, (), UNDECIDED,
        UNDECIDED, "follow", undecided={"party": "nobody is named"}, confidence=sure,
    )  # fmt: skip
    vote = Event(
        id="e1",
        document_id=document.id,
        quote=(at("an envoy disagreed"),),
        trigger=at("disagreed"),
        zone=ZoneKind.BODY,
        kind=EventKind.VOTE,
        status=EventStatus.PLANNED,
        participants=("XKV",),
        participant_text=(at("envoy"),),
        place="Lorrin",
        date="2031-05-04",
        quantities=(Quantity(at("an envoy"), QuantityKind.PEOPLE, "envoys", 1, 1),),
        reported_by=("Lantern Wire",),
        confidence=sure,
    )
    unclear = Event(
        "e2", document.id, (at("reported"),), at("reported"), ZoneKind.BODY, UNDECIDED, UNDECIDED,
        undecided={"participants": "two fit"}, confidence=sure,
    )  # fmt: skip
    claim = Claim(
        "k1", document.id, (at("She"),), ZoneKind.BODY, ClaimProperty.NUMBER, "monitors", (), "2",
        (at("She"),), asserted_by="Harbour Post", confidence=sure,
    )  # fmt: skip
    return replace(reading, commitments=(promise, weighed), events=(vote, unclear), claims=(claim,))


@pytest.fixture
def summary(document: Document) -> DocumentSummary:
    """Return what a casefile lists of the article."""
    return DocumentSummary(
        id=document.id,
        digest=document.digest,
        name=document.name,
        media_type=document.media_type,
        title=document.title,
        outlet=document.outlet,
        byline=document.byline,
        published=document.published,
        language=document.language,
        url=document.url,
        path=document.path,
        notes=("decoded as windows-1252",),
        version=1,
        previous=None,
        newest=True,
        model="by hand",
        statements=3,
        edited=("outlet",),
    )
