"""Make documents of plain words, with sentence vectors that stand for their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from onrecord.lineage.words import number_of, words
from onrecord.model import (
    Citation,
    DerivationKind,
    Document,
    Evidence,
    Likeness,
    Material,
    SentenceVector,
    Span,
    Zone,
    ZoneKind,
)
from onrecord.text.sentences import sentences

MakeMaterial = Callable[..., Material]
MakeLikeness = Callable[..., Likeness]


def vector(text: str) -> bytes:
    """Return a vector that is the sum of one for each word."""
    total = np.zeros(128)
    for word, _, _ in words(text):
        total += np.random.default_rng(number_of(word)).normal(size=128)
    raw: bytes = np.rint(total / (np.linalg.norm(total) or 1) * 127).astype(np.int8).tobytes()
    return raw


@pytest.fixture(scope="session")
def make() -> MakeMaterial:
    """Return a function that makes a document's material of its text."""

    def material(
        document_id: str,
        text: str,
        outlet: str | None = None,
        published: str | None = None,
        *,
        cites: Sequence[tuple[str, str]] = (),
        placeholders: Sequence[str] = (),
        headline: str = "",
        previous: str | None = None,
    ) -> Material:
        whole = f"{headline}\n{text}" if headline else text
        begin = len(whole) - len(text)
        zones = (Zone(ZoneKind.HEADLINE, Span(0, begin)),) if headline else ()

        def at(words_: str) -> Evidence:
            place = whole.index(words_)
            return Evidence.at(whole, Span(place, place + len(words_)))

        document = Document(
            id=document_id, digest=f"digest of {document_id}", name=f"{document_id}.txt",
            media_type="text/plain", source_text=whole, text=whole, pieces=(),
            zones=(*zones, Zone(ZoneKind.BODY, Span(begin, len(whole)))), furniture=(),
            title=headline or None, outlet=outlet, byline=None, published=published, language="en",
            url=None, path=None, cites=tuple(Citation(name, at(words_)) for name, words_ in cites),
            placeholders=tuple(at(words_) for words_ in placeholders),
        )  # fmt: skip
        cut = tuple(SentenceVector(s, vector(s.of(whole))) for s in sentences(whole))
        return Material(document, cut, previous=previous)

    return material


MEASURES = {
    "matched": 0.5, "mutual": 0.6, "gain": 0.2, "ordered": 0.4, "level": 0.5, "words": 0.0, "rest": 0.0,
    "part_a": 0.0, "part_b": 0.0, "same_a": 0.0, "same_b": 0.0, "numbers_a": 0.5, "numbers_b": 0.5,
    "rewrite_of_a": 0.9, "rewrite_of_b": 0.9, "credit_direction": 0.0, "dates_direction": 0.0,
    "content_direction": 0.8, "days_apart": -1.0,
}  # fmt: skip


@pytest.fixture(scope="session")
def alike() -> MakeLikeness:
    """Return a function that makes the likeness of two documents, the first of which looks the source."""

    def likeness(
        source: Material, derived: Material, kind: DerivationKind | None, **measures: float
    ) -> Likeness:
        first, second = source.document, derived.document
        turned = first.id > second.id
        both = (
            Evidence.at(first.text, Span(0, len(first.text))),
            Evidence.at(second.text, Span(0, len(second.text))),
        )
        one, other = (second, first) if turned else (first, second)
        content = -0.8 if turned else 0.8
        found = MEASURES | {"content_direction": content} | measures
        return Likeness(one.id, other.id, kind, ((both[1], both[0]) if turned else both,), found)

    return likeness
