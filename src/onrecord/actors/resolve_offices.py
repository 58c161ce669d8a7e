"""Look up who held the office that words name ("the Varnian prime minister" on a day)."""

from __future__ import annotations

from onrecord.actors.context import FAIR, LIKELY, Context, Kind, Resolved, surname_key
from onrecord.actors.resolve_bodies import owners_after
from onrecord.actors.resolve_runs import side_of
from onrecord.actors.resolve_words import Name, Phrase, nouns


def holder_of_office(phrase: Phrase, context: Context) -> Resolved | None:
    """Look up who held the office that a definite description names: "the Varnian prime minister"."""
    head = phrase.head
    if head is None or head.owns or phrase.counted or not _is_definite_office(phrase):
        return None
    names = list(phrase.before_head()) or owners_after(phrase)
    of = side_of(names[0], context) if len(names) == 1 else None
    if of is None:
        return None
    office = context.base.office(_office_words(phrase, names[0]), of)
    if office is None or not office.single:
        return None
    held = {h.person for h in context.base.holders(office.id, of, context.day)}
    present = {p for p in held if surname_key(p) in context.people}
    for persons, sure in ((held, LIKELY), (present, FAIR)):
        if len(persons) == 1:
            return Resolved((next(iter(persons)),), Kind.PERSON, of, sure)
    return None


def _is_definite_office(phrase: Phrase) -> bool:
    head = phrase.head
    return head is not None and head.plain in nouns("offices") | frozenset(("minister", "secretary-general"))


def _office_words(phrase: Phrase, name: Name) -> str:
    kept = [
        w.text
        for i, w in enumerate(phrase.words[phrase.first : phrase.last], phrase.first)
        if not name.first <= i < name.last
    ]
    return " ".join(kept)
