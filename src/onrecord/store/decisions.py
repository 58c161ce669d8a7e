"""Say what a user can decide about actors: records that are appended and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from onrecord.model import Span


class DecisionKind(StrEnum):
    """What was decided."""

    MERGE = "merge"  # several names are one actor
    RENAME = "rename"
    SPLIT = "split"  # a name is somebody else's in one document or statement
    IMPORT = "import"  # a file of facts about actors was brought in
    UNDO = "undo"  # an earlier decision does not hold any more


@dataclass(frozen=True, slots=True)
class Decision:
    """Hold one decision; ``number`` counts from 1 and says which came first."""

    number: int
    kind: DecisionKind
    names: tuple[str, ...]  # whom it is about, as they were shown then; of an import, the file's name
    into: str | None  # the name that holds from then on
    document: str | None  # id of the document in which alone it holds
    statement: tuple[Span, ...]  # content of the statement for which alone it holds, in that document
    by: str
    at: datetime  # UTC
    undoes: int | None = None
    undone: bool = False


@dataclass(frozen=True, slots=True)
class ActorFile:
    """Hold a file of facts that the user brought in, as it was."""

    name: str
    content: bytes
    by: str
    at: datetime  # UTC
