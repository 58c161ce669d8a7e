"""Resolve a noun phrase of an article to the actor that it means, in the forms of the coding manual.

``resolve`` is pure: it looks a phrase up in the base and in what the article itself says of its people. It
serves speakers and addressees alike; ``Context`` tells where in which article the phrase stands.

>>> from onrecord.actors.base import shipped
>>> resolve("the Kremlin", Context(shipped())).form
'RUS'
"""

from __future__ import annotations

import re
from collections.abc import Callable

from onrecord.actors.base import As, Body, Organisation
from onrecord.actors.context import (
    FAIR,
    LIKELY,
    SURE,
    THIN,
    Context,
    Introduction,
    Kind,
    Resolved,
    people_by_name,
    undecided,
)
from onrecord.actors.resolve_bodies import body_of_state, officials
from onrecord.actors.resolve_offices import holder_of_office
from onrecord.actors.resolve_people import person_named
from onrecord.actors.resolve_runs import run_from, side_of
from onrecord.actors.resolve_unnamed import unnamed
from onrecord.actors.resolve_words import Name, Phrase, nouns, read
from onrecord.text.folding import fold

__all__ = ["Context", "Introduction", "Kind", "Resolved", "people_by_name", "resolve", "resolve_list"]

_MARK = re.compile(r"(anon|group): ?", re.IGNORECASE)
_AND = re.compile(r"\s*[,;]\s+(?:and\s+|or\s+)?|\s+(?:and|&|as well as)\s+")
_OWNED = re.compile(r"['’]s?\s")
_MINISTRIES = frozenset(("ministry", "government", "executive", "department", "presidency"))


def resolve(phrase: str, context: Context) -> Resolved:
    """Return whom a noun phrase means: "the French president", "Kyiv", "EU officials", "Assad".

    ``phrase`` is as it stands in the text, article, titles and apposition included; a phrase that reading
    has marked ``anon: `` or ``group: `` keeps that mark unless it turns out to stand for a state or body.
    Lists ("France and Germany") are for ``resolve_list``.
    """
    mark = _MARK.match(phrase)
    hint = Kind(mark.group(1).lower()) if mark else None
    parsed = read(context.base, phrase[mark.end() if mark else 0 :])
    if not parsed.words:
        return undecided("no words name anybody")
    if hint is Kind.ANON and (party := _party(parsed, context)) is not None:
        return party
    if hint and parsed.definite and parsed.spanning is not None and parsed.spanning.is_state:
        return _whole(parsed, context) or undecided(f"the words {phrase} fit no state")
    rules: tuple[Callable[[Phrase, Context], Resolved | None], ...] = (
        (officials, body_of_state, holder_of_office)
        if hint
        else (_person, _whole, officials, body_of_state, holder_of_office, _titled)
    )
    for rule in rules:
        found = rule(parsed, context)
        if found is not None:
            return found
    return unnamed(parsed, hint, context) or _by_name(parsed, context)


def resolve_list(phrase: str, context: Context) -> tuple[Resolved, ...]:
    """Return whom the members of a list mean, in order; one where the phrase is no list."""
    whole = resolve(phrase, context)
    if whole.kind in (Kind.PERSON, Kind.STATE):
        return (whole,)
    parts = [p for p in _AND.split(phrase) if p and p.strip()]
    found = [resolve(p, context) for p in parts]
    named = all(r.forms and r.kind in (Kind.PERSON, Kind.STATE, Kind.ORGANISATION) for r in found)
    return tuple(found) if len(found) > 1 and named else (whole,)


def _party(phrase: Phrase, context: Context) -> Resolved | None:
    """Take a plural that is a party's name for its people as the party: "Republicans"."""
    word = phrase.head
    if word is None or phrase.last - phrase.first > 1:
        return None
    name = word.text.capitalize()
    found = context.base.organisation(name)
    if found is None and name.endswith("s"):
        found = context.base.organisation(f"{name[:-1]} Party")
    return Resolved((found.id,), Kind.ORGANISATION, None, FAIR) if found is not None else None


def _person(phrase: Phrase, context: Context) -> Resolved | None:
    """Take the person who heads the phrase or stands in apposition to it."""
    core = phrase.core()
    if phrase.words[-1].plain in nouns("free_bodies") | nouns("parts"):
        return None
    if len(phrase.words) - phrase.first <= 5 and not phrase.words[-1].owns:
        found = person_named(core, context) if phrase.words[phrase.first].capital else None
        if found is not None and not _is_known(phrase, found.name):
            return Resolved((found.name,), Kind.PERSON, found.affiliation, found.confidence)
    return None


def _titled(phrase: Phrase, context: Context) -> Resolved | None:
    """Take the person named at the end of a title ("the foreign minister Vera Marenko") or after a comma."""
    for last in _ends(phrase):
        for first in range(max(0, last - 4), last):
            run = phrase.words[first:last]
            if not run[0].capital or any(w.owns or w.opens for w in run[1:]) or run[-1].owns:
                continue
            found = person_named(" ".join(w.text for w in run), context)
            if found is not None and not any(n.first <= first < n.last for n in phrase.names):
                return Resolved((found.name,), Kind.PERSON, found.affiliation, found.confidence)
    return None


def _ends(phrase: Phrase) -> list[int]:
    """Return where names may end: at the head, and before each further comma."""
    cuts = [i for i, w in enumerate(phrase.words) if w.opens and i > phrase.last]
    return [phrase.last, *cuts, len(phrase.words)] if phrase.last < len(phrase.words) else [phrase.last]


def _is_known(phrase: Phrase, person: str) -> bool:
    """Tell whether a phrase is rather a name of the base; a lone word that is usually a state's is."""
    name = phrase.spanning
    if name is None or name.by is As.DEMONYM:
        return False
    return not name.doubt or (name.doubt.usual and " " not in person)


def _whole(phrase: Phrase, context: Context) -> Resolved | None:
    """Read a phrase that is a name of the base."""
    name = phrase.spanning
    if name is None or phrase.words[name.last - 1].owns:
        return None
    sure = SURE - (0.15 if name.doubt else 0.0)
    if name.is_state and name.doubt and not name.doubt.usual:
        return undecided(f"{phrase.core()} is also {name.doubt.also}")
    if name.body is not None:
        return _as_body(name.body, phrase)
    if name.organisation is not None:
        return Resolved((name.organisation.id,), Kind.ORGANISATION, None, sure)
    code = side_of(name, context)
    if name.by is As.DEMONYM and _is_people(phrase, name):
        return Resolved((f"group: {phrase.text}",), Kind.GROUP, None, LIKELY)
    if code is None:
        return undecided(f"{phrase.core()} names several states: {', '.join(name.codes)}")
    return Resolved((code,), Kind.STATE, None, sure)


def _is_people(phrase: Phrase, name: Name) -> bool:
    """Tell whether a demonym means some of a people ("Varnians"), not its state ("the Varnians")."""
    return phrase.words[name.last - 1].plain.endswith("s") and not phrase.definite


def _as_body(body: Body, phrase: Phrase) -> Resolved:
    general = body.kind == "military" and fold(body.name).split()[-1] in nouns("state")
    if body.kind in _MINISTRIES or general:
        return Resolved((body.state,), Kind.STATE, None, LIKELY)
    return Resolved((body.name,), Kind.ORGANISATION, body.state, LIKELY)


def _text(phrase: Phrase, context: Context) -> Resolved:
    """Take a state's law as what the state says; any other text is by somebody unnamed."""
    owner = next((n for n in phrase.before_head() if n.is_state), None)
    code = side_of(owner, context) if owner is not None and phrase.head_is(*nouns("laws")) else None
    if code is None:
        return undecided(f"the words {phrase.text} name a text, not whose it is")
    return Resolved((code,), Kind.STATE, None, FAIR)


def _by_complement(phrase: Phrase) -> Resolved | None:
    """Keep a body that only its complement names: "the press centre of the Harbour Guard"."""
    head = phrase.head
    if head is None or head.plain not in nouns("free_bodies") | nouns("parts") | nouns("state"):
        return None
    if not any(w.capital for w in phrase.words[phrase.last :]):
        return None
    return Resolved((phrase.core(),), Kind.ORGANISATION, None, THIN)


def _without_people(phrase: Phrase, first: int, last: int, context: Context) -> Organisation | None:
    """Look a name up without the demonym before it: "the Varnian Hill Party"."""
    name = next((n for n in phrase.names if n.first == first and n.by is As.DEMONYM), None)
    if name is None or name.last >= last:
        return None
    return context.base.organisation(phrase.text[phrase.words[name.last].start : phrase.words[last - 1].end])


def _by_name(phrase: Phrase, context: Context) -> Resolved:
    """Keep a capitalised name as an organisation's; anything else names nobody."""
    first = phrase.first
    while first < phrase.last and not phrase.words[first].capital:
        first += 1
    if first == phrase.last:
        return _by_complement(phrase) or undecided(f"the words {phrase.text} name nobody")
    if phrase.head_is(*nouns("laws"), *nouns("texts")):
        return _text(phrase, context)
    last = max(phrase.last, run_from(phrase.words, first))
    while (
        last - 1 > first
        and not phrase.words[last - 1].capital
        and phrase.words[last - 1].plain in nouns("tags")
    ):
        last -= 2 if phrase.words[last - 2].plain == "news" and not phrase.words[last - 2].capital else 1
    text = phrase.text[phrase.words[first].start : phrase.words[last - 1].end]
    if phrase.head_is("campaign"):
        text = _OWNED.sub(" ", text)  # "Marenko's campaign" is the Marenko campaign
    known = context.base.organisation(text) or _without_people(phrase, first, last, context)
    return Resolved((known.id if known else text,), Kind.ORGANISATION, None, LIKELY if known else FAIR)
