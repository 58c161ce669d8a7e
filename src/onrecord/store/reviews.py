"""Say what a person decides about the records of a document: reviews, appended and never changed.

A review holds the record's evidence and the whole record as they were seen, so that it finds its record
again in a later reading, says what was decided even where that record is gone, and can be taken to another
casefile.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from onrecord.model import Evidence, RecordKind

ID_LENGTH = 32
"""Hexadecimal digits of a review's id."""


class ReviewAction(StrEnum):
    """What a review does."""

    ACCEPT = "accept"  # the record is right as it was shown
    CORRECT = "correct"  # some of its fields are to have other values
    REJECT = "reject"  # there is no such record
    ADD = "add"  # a record that was missed
    COMPLETE = "complete"  # of a document: every record in it was looked at, and none is missing
    UNDO = "undo"  # an earlier review does not hold any more


@dataclass(frozen=True, slots=True)
class ReviewedDocument:
    """Name the document of a review so that other casefiles find it too."""

    id: str
    digest: str  # sha256 of the page's bytes
    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """Hold one decision on one record. ``id`` is the digest of all the rest: the same in every casefile.

    ``shown`` is the record as it was seen, earlier reviews applied; ``fields`` are the values that the
    reviewer gives (of an added record: all of it). ``beside`` are the other records that stood on the same
    words then: they are not what was decided on, and are told apart from it later.
    ``about`` is the id of the first review of the same record; ``None``: this is the first.
    """

    id: str
    at: datetime  # UTC
    by: str
    document: ReviewedDocument
    kind: RecordKind | None  # None: of the document as a whole
    action: ReviewAction
    quote: tuple[Evidence, ...] = ()
    trigger: tuple[Evidence, ...] = ()  # of a statement its cue; of a claim the words of its value
    shown: Mapping[str, Any] | None = None
    beside: tuple[Mapping[str, Any], ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    model: str | None = None  # that had made the record; None: a person had
    note: str | None = None
    about: str | None = None
    undoes: str | None = None  # id of the review that this one takes back

    @property
    def subject(self) -> str:
        """Return the id of the first review of the same record."""
        return self.about or self.id


@dataclass(frozen=True, slots=True)
class KeptReview:
    """Hold a review as the casefile has it: bound to a document, or waiting for one."""

    review: Review
    document: str | None  # id of the casefile's document; None: it has none that fits yet


def review_json(review: Review) -> dict[str, Any]:
    """Return a review as plain JSON, as a decisions file holds it and as its id is reckoned from."""
    return asdict(review) | {
        "at": review.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "quote": [asdict(each) for each in review.quote],
        "trigger": [asdict(each) for each in review.trigger],
        "beside": [dict(each) for each in review.beside],
    }


def review_of(held: Mapping[str, Any]) -> Review:
    """Make a review of its JSON.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    at = datetime.fromisoformat(held["at"])
    if at.tzinfo is None:
        raise ValueError(f"{held['at']!r} names no time zone")
    document = held["document"]
    return Review(
        id=str(held["id"]),
        at=at.astimezone(UTC),
        by=str(held["by"]),
        document=ReviewedDocument(document["id"], document["digest"], document["name"], document.get("url")),
        kind=RecordKind(held["kind"]) if held["kind"] is not None else None,
        action=ReviewAction(held["action"]),
        quote=tuple(Evidence(**each) for each in held["quote"]),
        trigger=tuple(Evidence(**each) for each in held["trigger"]),
        shown=dict(held["shown"]) if held["shown"] is not None else None,
        beside=tuple(dict(each) for each in held["beside"]),
        fields=dict(held["fields"]),
        model=held["model"],
        note=held["note"],
        about=held["about"],
        undoes=held["undoes"],
    )


def sealed(review: Review) -> Review:
    """Return a review with the id that its content gives it."""
    content = {name: value for name, value in review_json(review).items() if name != "id"}
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return replace(review, id=hashlib.sha256(written.encode()).hexdigest()[:ID_LENGTH])


def in_order(review: Review) -> tuple[datetime, str]:
    """Return what reviews are sorted by: their time, and where that is the same their id."""
    return review.at, review.id
