"""Read the parameters of the review's pages, and write them into addresses again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.errors import UsageError
from onrecord.model import RecordKind
from onrecord.web.reviewing.waiting import Chosen

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

Record = tuple[RecordKind, str]
"""Kind and id."""

WHOLE = "all"
"""What ``article`` is where the reader shows records of every kind."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Hold what a page of the review is asked for."""

    where: Chosen
    record: Record | None = None
    draw: str | None = None  # id of a sample that was drawn at random
    article: str = ""  # not empty: of the reader, which is gone back to; the kind that it shows, or WHOLE

    def pairs(self, record: Record | None = None) -> list[tuple[str, str]]:
        """Return names and values of the address of the same queue, at a record."""
        return list(_pairs(replace(self, record=record)))


def wanted(params: QueryParams) -> Wanted:
    """Return what an address asks for.

    Raises:
        UsageError: a kind or record is none.
    """
    kinds = tuple(_kind(each) for each in params.getlist("kind") if each)
    given = {name: params.get(name, "").strip() or None for name in ("issue", "actor", "document", "entry")}
    where = Chosen(tuple(sorted(set(kinds))), **given)
    record, draw = params.get("record") or None, params.get("draw") or None
    article = params.get("article", "")
    if article not in ("", WHOLE):
        article = _kind(article).value
    return Wanted(where, record_of(record) if record else None, draw, article)


def record_of(text: str) -> Record:
    """Return kind and id of a record as addresses have them.

    >>> record_of("statement-ab12")
    (<RecordKind.STATEMENT: 'statement'>, 'ab12')
    """
    kind, _, name = text.partition("-")
    if not name:
        raise UsageError(f"there is no record {text!r}")
    return _kind(kind), name


def record_text(record: Record) -> str:
    """Return kind and id of a record as addresses have them."""
    return f"{record[0].value}-{record[1]}"


def _kind(text: str) -> RecordKind:
    try:
        return RecordKind(text)
    except ValueError as error:
        known = ", ".join(RecordKind)
        raise UsageError(f"{text!r} is no kind of record", None, f"it is one of {known}") from error


def _pairs(asked: Wanted) -> Iterator[tuple[str, str]]:
    where = asked.where
    yield from (("kind", kind.value) for kind in where.kinds)
    for name in ("issue", "actor", "document", "entry"):
        if value := getattr(where, name):
            yield name, value
    if asked.draw:
        yield "draw", asked.draw
    if asked.article:
        yield "article", asked.article
    if asked.record:
        yield "record", record_text(asked.record)
