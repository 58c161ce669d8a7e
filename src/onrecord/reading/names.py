"""Gather the people, organisations and places that an article names, each under its fullest form there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.actors.context import surname_key
from onrecord.model import Mention, MentionKind, Span
from onrecord.reading.lexicon import (
    gender_of,
    is_people,
    nouns,
    squeeze,
    states,
)
from onrecord.reading.spotting import Found, spot
from onrecord.text.folding import fold

_ACRONYM = re.compile(r"\s*\(\s*(?:the\s+)?([A-Z][A-Za-z]*[A-Z])s?\b")
_ALIAS = re.compile(
    r"[^.;\n]{0,60}\b(?:known|named|nicknamed|called|alias|nom de guerre|pseudonym)\b[^.,;\n]{0,25}[\s“\"']$"
)
_LONGEST_NAME = 5


@dataclass(frozen=True, slots=True)
class Role:
    """Describe what a person is said to be: head noun, modifiers, and the states among them (ISO codes)."""

    head: str
    modifiers: frozenset[str]
    states: frozenset[str]
    complement: frozenset[str] = frozenset()  # the modifiers after "of"
    span: Span | None = field(default=None, compare=False)  # of the words that say so
    origin: Span | None = field(default=None, compare=False)  # "of Varnia" after the name


@dataclass(slots=True, eq=False)
class Actor:
    """Collect what the article shows of one actor; several names where it is a list of them."""

    kind: str  # "person", "organisation", "place", "anon", "group" or "list"
    names: tuple[str, ...]
    spans: tuple[Span, ...]  # where each name stands
    tokens: tuple[str, ...] = ()  # of the fullest name, folded
    gender: str = ""
    plural: bool = False
    count: int = 0
    first: int = 0  # where first named in full
    roles: list[Role] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Named:
    """Place one mention of an actor, honorifics and possessive ending left out."""

    span: Span
    actor: Actor
    possessive: bool


@dataclass(slots=True)
class Cast:
    """Hold the actors that an article names, and their mentions in order."""

    named: list[Named]
    starts: list[int]
    surnames: dict[str, list[Actor]]

    def within(self, span: Span) -> list[Named]:
        """Return the mentions that lie inside a span."""
        found = self.named[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]
        return [n for n in found if n.span.end <= span.end]


def gather(text: str, mentions: Sequence[Mention], sources: Sequence[Span], headline: Span | None) -> Cast:
    """Link the mentions of an article; names in sources that no mention covers are taken by capitals."""
    found = spot(text, whole_names(text, mentions), sources)
    surnames: dict[str, list[Actor]] = {}
    linked = _link_people(text, found, surnames, headline)
    _join_aliases(text, linked, surnames)
    others: dict[str, Actor] = {}
    named: list[Named] = []
    for f in found:
        actor = linked.get(f.span) or _link_other(text, f, others)
        actor.count += 1
        named.append(Named(f.span, actor, f.possessive))
    return Cast(named, [n.span.start for n in named], surnames)


def whole_names(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Join two single names of people that only a blank parts: no sentence names two people so.

    >>> text = "Minister Vasil Orlovik declared"
    >>> parts = [Mention(Span(*at), MentionKind.PERSON, 0.9) for at in ((9, 14), (15, 22))]
    >>> [m.span.of(text) for m in whole_names(text, parts)]
    ['Vasil Orlovik']
    """
    out: list[Mention] = []
    for m in mentions:
        last = out[-1] if out else None
        if last is not None and _one_name(text, last, m):
            out[-1] = Mention(Span(last.span.start, m.span.end), m.kind, min(last.confidence, m.confidence))
        else:
            out.append(m)
    return out


def _one_name(text: str, a: Mention, b: Mention) -> bool:
    both = a.kind is b.kind is MentionKind.PERSON and text[a.span.end : b.span.start] == " "
    return both and all(x.span.of(text).isalpha() and x.span.of(text).istitle() for x in (a, b))


def _link_people(
    text: str, found: list[Found], surnames: dict[str, list[Actor]], headline: Span | None
) -> dict[Span, Actor]:
    linked: dict[Span, Actor] = {}
    full = [f for f in found if f.kind is MentionKind.PERSON and 1 < len(f.tokens) <= _LONGEST_NAME]
    for f in full:
        actor = _same_person(f, surnames)
        if actor is None:
            actor = _person(text, f)
            surnames.setdefault(_surname(f.tokens), []).append(actor)
        elif _is_fuller(text, f, actor, headline):
            actor.names, actor.spans, actor.tokens = (_name(text, f.span),), (f.span,), f.tokens
        actor.gender = actor.gender or f.gender or gender_of(f.tokens)
        linked[f.span] = actor
    first = _by_first_name(surnames)
    for f in found:
        if f.span in linked or not _may_be_person(f, surnames):
            continue
        linked[f.span] = _link_short(text, f, surnames, first)
    return linked


def _join_aliases(text: str, linked: dict[Span, Actor], surnames: dict[str, list[Actor]]) -> None:
    """Take "X, better known as Y" as one person, under the first name."""
    spans = sorted(linked)
    same: dict[int, Actor] = {}
    for left, right in pairwise(spans):
        named, alias = linked[left], linked[right]
        if len(alias.tokens) == 1 and alias is not named and _ALIAS.match(text, left.end, right.start):
            same[id(alias)] = named
    for span in spans if same else ():
        linked[span] = same.get(id(linked[span]), linked[span])
    for key in surnames if same else ():
        surnames[key] = [same.get(id(a), a) for a in surnames[key]]


def _may_be_person(f: Found, surnames: dict[str, list[Actor]]) -> bool:
    if f.kind is MentionKind.PERSON:
        return True
    if " ".join(f.tokens) in states():
        return False
    if len(f.tokens) == 1:
        return _surname(f.tokens) in surnames
    return any(_ends_alike(a.tokens, f.tokens) for a in surnames.get(_surname(f.tokens), ()))


def _ends_alike(full: tuple[str, ...], short: tuple[str, ...]) -> bool:
    return [surname_key(t) for t in full[-len(short) :]] == [surname_key(t) for t in short]


def _link_short(
    text: str, f: Found, surnames: dict[str, list[Actor]], first: dict[str, list[Actor]]
) -> Actor:
    """Link a bare surname or given name to the person named in full, the first one where several fit.

    Whoever else bears the surname of an article's main person is usually named in full each time.
    """
    fitting = surnames.get(_surname(f.tokens)) or first.get(f.tokens[0]) or first.get(f.tokens[-1]) or []
    fitting = [a for a in fitting if not (f.gender and a.gender and f.gender != a.gender)]
    if fitting:
        actor = min(fitting, key=lambda a: a.first)
        actor.gender = actor.gender or f.gender
        return actor
    actor = _person(text, f)
    surnames.setdefault(_surname(f.tokens), []).append(actor)
    return actor


def _person(text: str, f: Found) -> Actor:
    gender = f.gender or gender_of(f.tokens)
    return Actor("person", (_name(text, f.span),), (f.span,), f.tokens, gender, first=f.span.start)


def _name(text: str, span: Span) -> str:
    return squeeze(span.of(text))


def _surname(tokens: tuple[str, ...]) -> str:
    """Return what the spellings of a surname share ("Zelenskiy", "Zelensky")."""
    return surname_key(tokens[-1])


def _by_first_name(surnames: dict[str, list[Actor]]) -> dict[str, list[Actor]]:
    first: dict[str, list[Actor]] = {}
    for actors in surnames.values():
        for actor in actors:
            first.setdefault(actor.tokens[0], []).append(actor)
    return first


def _same_person(f: Found, surnames: dict[str, list[Actor]]) -> Actor | None:
    for actor in surnames.get(_surname(f.tokens), []):
        if len(actor.tokens) == 1 or _given_agree(f.tokens, actor.tokens):
            return actor
        if f.tokens == actor.tokens[-len(f.tokens) :] or actor.tokens == f.tokens[-len(actor.tokens) :]:
            return actor
    return None


def _given_agree(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    a, b = left[0].rstrip("."), right[0].rstrip(".")
    if left[0] in right or right[0] in left or a.startswith(b) or b.startswith(a):
        return True
    return (len(a) > 3 and len(b) > 3 and a[:3] == b[:3]) or surname_key(a) == surname_key(b)


def _is_fuller(text: str, f: Found, actor: Actor, headline: Span | None) -> bool:
    if headline is not None and headline.start <= f.span.start < headline.end:
        return False
    was_headline = headline is not None and headline.start <= actor.spans[0].start < headline.end
    if was_headline and len(f.tokens) >= len(actor.tokens):
        return True
    shouted = text[actor.spans[0].start : actor.spans[0].end].isupper()
    return len(f.tokens) > len(actor.tokens) or (shouted and len(f.tokens) == len(actor.tokens))


def _link_other(text: str, f: Found, others: dict[str, Actor]) -> Actor:
    key = " ".join(f.tokens)
    actor = others.get(key)
    if actor is None:
        kind = "place" if f.kind is MentionKind.PLACE or key in states() else "organisation"
        plural = is_people(key) or f.tokens[-1] in nouns("groups")
        actor = others[key] = Actor(kind, (_name(text, f.span),), (f.span,), f.tokens, plural=plural)
    elif len(key) > _LONGEST_NAME and actor.names[0].isupper() and not _name(text, f.span).isupper():
        actor.names, actor.spans = (_name(text, f.span),), (f.span,)  # a headline in capitals
    short = _ACRONYM.match(text, f.span.end)
    if short and len(f.tokens) > 1 and short.group(1)[0].lower() == f.tokens[0][0]:
        others.setdefault(fold(short.group(1)), actor)
    return actor
