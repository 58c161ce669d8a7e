"""Bring facts about actors into a casefile, and look actors up by them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from onrecord.actors.files import amounts, base_of, checked, facts_in

if TYPE_CHECKING:
    from onrecord.store.decisions import ActorFile
    from onrecord.store.interface import CasefileView
    from onrecord.views.actors import Known

__all__ = ["amounts", "base_of", "checked", "fact_line", "fact_records", "facts_in", "forms", "look_up"]

_INVENTED = re.compile("X[A-Z]{2}")  # the codes that ISO 3166 leaves to its users


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
    """Return what gives the form of an actor that a person types; see ``actors.forms``."""
    from onrecord.actors.forms import form_of
    from onrecord.store.fold import fold

    shown = {fold(name): name for name in casefile.actor_names().values()}
    return form_of(base_of(casefile.actor_files()), shown, fold)
