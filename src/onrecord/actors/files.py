"""Build the base of facts about actors that a casefile is read with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Protocol

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.actors.base import Base
    from onrecord.actors.facts import Facts


class FactsFile(Protocol):
    """Be a file of facts that was brought into a casefile."""

    @property
    def name(self) -> str:
        """Return what it was called."""
        ...

    @property
    def content(self) -> bytes:
        """Return what it holds."""
        ...


def base_of(files: Iterable[FactsFile]) -> Base:
    """Return the facts that come with the program, with a casefile's own files laid over in their order."""
    from onrecord.actors.base import shipped

    base = shipped()
    for each in files:
        base = base.with_facts(facts_in(each.name, each.content))
    return base


def facts_in(name: str, content: bytes) -> Facts:
    """Read a file of facts: a Wikidata query result or a table of our own; raise naming file and line."""
    from onrecord.actors.loading import read_table
    from onrecord.actors.wikidata import is_result, read_result

    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return read_table(content, name)  # says where it is not UTF-8
    return read_result(text, name) if is_result(text) else read_table(content, name)


def checked(files: Iterable[FactsFile], name: str, content: bytes) -> Facts:
    """Read a file of facts that is to be added to those of a casefile.

    Raises:
        OnrecordError: it cannot be read, holds no fact, or contradicts itself or the others.
    """
    facts = facts_in(name, content)
    if not any(amounts(facts)):
        raise OnrecordError("holds no facts", name, "add lines to it, or ask the query for other states")
    base_of(files).with_facts(facts)
    return facts


def amounts(facts: Facts) -> Iterator[str]:
    """Say how many facts of each kind there are."""
    held = ((field.name, len(getattr(facts, field.name))) for field in fields(facts))
    yield from (f"{name} {count:,}" for name, count in held if count)
