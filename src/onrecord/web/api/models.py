"""Hold what the API says of the desk: actors, issues, outlets, decisions, work."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from onrecord.model import RecordKind
from onrecord.store.desk.jobs import JobState, Outcome
from onrecord.store.reviews import ReviewAction


class Said(BaseModel):
    """Be said to a program; nothing else is."""

    model_config = ConfigDict(extra="forbid")


class ActorLine(Said):
    """Name somebody on record."""

    name: str = Field(description="By the name decided on; a state's ISO 3166 code.")
    called: str = Field(description="The name in words.")
    kind: str = Field(description="state, organisation, person, group, unnamed, outlet or other.")
    entries: int = Field(description="Acts that they do or answer for.")


class IssueLine(Said):
    """Name an issue."""

    id: str
    label: str
    description: str
    entries: int


class OutletLine(Said):
    """Say what the articles of an outlet come to."""

    outlet: str | None
    documents: int
    taken: int = Field(description="Copies and rewrites of others.")
    shared: int = Field(description="Take passages from others, and are no copies.")
    statements: int
    unnamed: int = Field(description="Statements whose speaker has no name.")
    placeholders: int = Field(description="Citations that stand where a source should be named.")


class Listed(Said):
    """Hold one page of a list."""

    total: int
    next: str | None = Field(description="Give it as `cursor` for the next page; null on the last.")


class OfCasefile(Listed):
    """Hold one page of a list that a state of the casefile gave."""

    revision: int


class ActorLines(OfCasefile):
    """Hold a page of actors."""

    items: list[ActorLine]


class IssueLines(OfCasefile):
    """Hold a page of issues."""

    items: list[IssueLine]


class OutletLines(OfCasefile):
    """Hold a page of outlets."""

    items: list[OutletLine]


class Decision(BaseModel):
    """Hold what a person decided on a record, as a decisions file has it."""

    model_config = ConfigDict(extra="allow")

    id: str
    at: datetime
    by: str
    document: dict[str, Any]
    kind: RecordKind | None
    action: ReviewAction
    fields: dict[str, Any]
    note: str | None
    undoes: str | None


class Decisions(OfCasefile):
    """Hold a page of decisions."""

    items: list[Decision]


class ToDecide(Said):
    """Decide on a record; `undo` takes an earlier decision back."""

    decision: Literal["accept", "correct", "reject", "complete", "undo"]
    document: str = Field("", max_length=64, description="Id of the article; not for undo.")
    kind: RecordKind | None = Field(None, description="Of the record; not for undo.")
    record: str = Field("", max_length=64, description="Id of the record; not for undo.")
    field: str = Field("", max_length=64, description="That a correction is of.")
    value: str = Field(
        "", max_length=4000, description="What it is to be; as the page of the review takes it."
    )
    note: str = Field("", max_length=4000)
    seen: str = Field(
        "",
        max_length=64,
        description="`seen` of the record as it was shown: where it has changed since, nothing is decided.",
    )
    review: str = Field("", max_length=64, description="Id of the decision to take back; for undo.")


class SeenRecord(Said):
    """Hold a record as a person sees it who is to decide on it."""

    kind: RecordKind
    document: str
    record: dict[str, Any] = Field(description="As people decided on it.")
    review: str = Field(description="How far it was decided on.")
    seen: str = Field(description="Give it with a decision.")


class Kept(Said):
    """Say what was decided."""

    review: str = Field(description="Id of the decision; the same in every casefile.")
    told: str = Field(description="In words.")


class JobItemLine(Said):
    """Say what came of one page."""

    number: int
    name: str
    outcome: Outcome
    why: str
    document: str | None
    statements: int


class JobLine(Said):
    """Say how far a job is."""

    number: int
    kind: str
    state: JobState
    by: str
    about: str
    made: datetime
    began: datetime | None
    ended: datetime | None
    done: int
    total: int | None
    doing: str
    problem: str | None
    stopping: bool
    outcomes: dict[str, int] = Field(description="How many pages came to what.")
    result: dict[str, Any] = Field(description="What came of it.")


class JobLines(Listed):
    """Hold a page of jobs, the latest first."""

    items: list[JobLine]


class JobItemLines(Listed):
    """Hold a page of what came of the pages of a job."""

    items: list[JobItemLine]


class ToAdd(Said):
    """Add one text."""

    text: str = Field(min_length=1, max_length=2_000_000, description="Plain text or HTML of the article.")
    title: str | None = Field(None, max_length=500)
    outlet: str | None = Field(None, max_length=500)
    published: str | None = Field(None, max_length=40, description="EDTF: 2031-05-02, 2031-05, 2031.")
    byline: str | None = Field(None, max_length=500)
    url: str | None = Field(None, max_length=500, description="Kept, and not fetched.")


File = Annotated[bytes, WithJsonSchema({"type": "string", "contentMediaType": "application/octet-stream"})]


class FilesToAdd(BaseModel):
    """Add files, as the form of the page Add sends them; further fields are the form's own."""

    files: list[File] = Field(description="Texts, HTML, or tables with one article to a row.")
    outlet: str = Field("", max_length=500, description="Of all of them; overrules what a page says itself.")
    date: str = Field("", max_length=40, description="Of publication, of all of them (EDTF).")
