"""Build the base of facts about actors that a casefile is read with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.actors.base import Base
    from onrecord.actors.facts import Facts
    from onrecord.store.decisions import ActorFile
    from onrecord.store.interface import CasefileView
    from onrecord.views.actors import Known

_INVENTED = re.compile("X[A-Z]{2}")  # the codes that ISO 3166 leaves to its users


def base_of(files: Iterable[ActorFile]) -> Base:
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


def checked(files: Iterable[ActorFile], name: str, content: bytes) -> Facts:
    """Read a file of facts that is to be added to those of a casefile.

    :raises OnrecordError: where it cannot be read, holds no fact, or contradicts itself or the others.
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


def fact_records(file: ActorFile) -> Iterator[dict[str, Any]]:
    """Yield the facts of a file as plain records with their kind and line."""
    facts = facts_in(file.name, file.content)
    for field in fields(facts):
        for fact in getattr(facts, field.name):
            yield {"kind": field.name, **asdict(fact), "by": file.by, "at": file.at.isoformat()}


def fact_line(fact: Mapping[str, Any]) -> str:
    """Return a fact on one line, without what is empty."""
    told = {name: value for name, value in fact.items() if name not in ("kind", "where", "by", "at")}
    parts = (f"{name} {_text(value)}" for name, value in told.items() if value not in (None, "", ()))
    return f"{fact['where']}  {fact['kind']}: {'; '.join(parts)}"


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def look_up(files: Iterable[ActorFile]) -> Callable[[str], Known | None]:
    """Return what tells the kind and Wikidata id of an actor from its name in a statement."""
    from onrecord.views.actors import Known

    base = base_of(files)

    def known(name: str) -> Known | None:
        state = base.state_record(name)
        if state is not None or _INVENTED.fullmatch(name):
            return Known("state", state.wikidata if state else None)
        organisation = base.organisation(name)
        if organisation is not None:
            return Known("outlet" if organisation.kind == "outlet" else "organisation", organisation.wikidata)
        body = base.body(name)
        if body is not None:
            return Known("organisation", body.wikidata)
        people = base.person(name)
        if people:
            return Known("person", people[0].wikidata if len(people) == 1 else None)
        return None

    return known


def forms(casefile: CasefileView) -> Callable[[str], str]:
    """Return what gives the form of an actor that a person types: a name of the casefile, else as read.

    A name that nothing is known of is taken as it is typed.
    """
    from onrecord.actors.resolve import Context, resolve
    from onrecord.store.fold import fold

    base = base_of(casefile.actor_files())
    shown = {fold(name): name for name in casefile.actor_names().values()}

    def form(typed: str) -> str:
        known = shown.get(fold(typed))
        if known is not None or base.code_known(typed) or re.match("(anon|group):", typed):
            return known or typed
        return resolve(typed, Context(base)).form or typed

    return form
