"""An invented article with furniture in its middle, and statements placed in it by their words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.model import (
    Act,
    Citation,
    Directness,
    Document,
    Evidence,
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
