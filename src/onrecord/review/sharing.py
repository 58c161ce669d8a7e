"""Take decisions from one casefile to another: a file of one JSON object to a line, its header first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.errors import UsageError
from onrecord.store.reviews import Review, review_json, review_of, sealed

FORMAT = "onrecord reviews"
VERSION = 1
_REMEDY = "name a file that `onrecord review file export` wrote"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Say what of a line of a decisions file cannot be taken, and why."""

    line: int
    why: str


def written(reviews: Iterable[Review]) -> Iterator[str]:
    """Yield the lines of a decisions file."""
    yield json.dumps({"format": FORMAT, "version": VERSION})
    for review in reviews:
        yield json.dumps(review_json(review), ensure_ascii=False)


def read(content: bytes, name: str) -> Iterator[Review | Unreadable]:
    """Yield the reviews of a decisions file, and what of it cannot be read.

    Raises:
        UsageError: it is no decisions file, or one of a newer version.
    """
    try:
        lines = content.decode("utf-8").splitlines()
        header = json.loads(lines[0]) if lines else {}
    except ValueError as error:
        raise UsageError("is no decisions file", name, _REMEDY) from error
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise UsageError("is no decisions file", name, _REMEDY)
    if header.get("version") != VERSION:
        raise UsageError("was written by a newer version of onrecord", name, "import it with that version")
    for number, line in enumerate(lines[1:], 2):
        if line.strip():
            yield _read(line, number)


def _read(line: str, number: int) -> Review | Unreadable:
    try:
        review = review_of(json.loads(line))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return Unreadable(number, f"is no decision ({type(error).__name__}: {error})")
    if sealed(review).id != review.id:
        return Unreadable(number, "was changed after it was written: its id does not fit what it says")
    return review
