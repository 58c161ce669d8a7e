"""Tell which person a name means, and for which state or organisation somebody speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.actors.base import Person
from onrecord.actors.context import Context, Introduction, name_key, surname_key
from onrecord.actors.periods import earliest, latest, may_hold
from onrecord.actors.resolve_runs import (
    body_named,
    has_body,
    is_of_state,
    is_of_whole,
    is_unknown,
    portfolio_end,
    run_from,
    side_of,
)
from onrecord.actors.resolve_words import Phrase, nouns, read
from onrecord.text.days import days

_SAID, _HELD, _ONCE, _IN_VIEW, _BARE = 0.85, 0.9, 0.6, 0.55, 0.75
_AND_FORMER = re.compile(r"\s+and\s+(?=(?:an?\s+|the\s+)?(?:former|ex-|one-time|onetime)\b)")
_ADJECTIVE = re.compile(r"(?:ive|al|ic|ary|ent|ant|ing|ed|ous|ful|able|ior|ern|ish|ian|ese)$")
_AT = frozenset(("of", "from", "with", "at"))
_FAR = 12  # words between what somebody is and where
_DEEPEST = 2  # people who speak for people who speak for people
_PLACED = frozenset(("in", "on", "near", "over", "against", "during", "after"))


@dataclass(frozen=True, slots=True)
class Somebody:
    """Hold a person found by name: the full name, whom they speak for, and how sure each is."""

    name: str
    confidence: float
    affiliation: str | None = None
    sure: float = 0.0  # of the affiliation
    seeking: bool = False  # an office: a candidate


@dataclass(frozen=True, slots=True)
class Side:
    """Tell for whom words say that somebody speaks; ``form`` is ``None`` where they say: for nobody."""

    form: str | None
    confidence: float


def person_named(name: str, context: Context) -> Somebody | None:
    """Return the person whom a full name or surname means in this article, else in the base on that day."""
    told = context.people.get(name_key(name)) or context.people.get(surname_key(name), ())
    first = told[0].person if told else name
    told = tuple(t for t in told if t.person == first)
    known = _in_base(first, context)
    if not told and known is None:
        return None
    sure = _SAID + 0.1 if told else _BARE
    side = affiliation(known, told, context)
    seeking = any(set(t.words.lower().split()) & nouns("candidates") for t in told)
    return Somebody(known.name if known else first, sure, side.form, side.confidence, seeking)


def _in_base(name: str, context: Context) -> Person | None:
    """Return the base's one person of this name; a surname alone needs an office held on the day."""
    if " " in name:
        found: Sequence[Person] = context.base.person(name)
    else:
        found = [p for p in context.base.surnamed(name) if _held(p, context.day)]
    if len(found) > 1:
        found = [p for p in found if _held(p, context.day)]
    return found[0] if len(found) == 1 else None


def _held(person: Person, day: str | None) -> list[str]:
    """Return for whom a person held an office on a day, the latest last."""
    return [h.of for h in person.held if may_hold(h.since, h.until, day)]


def _once(person: Person, day: str | None) -> list[str]:
    """Return for whom a person held an office before a day."""
    return [h.of for h in person.held if day and h.until and latest(h.until) < earliest(day)]


def affiliation(known: Person | None, told: Sequence[Introduction], context: Context) -> Side:
    """Return for whom a person speaks: by the words beside the name, an office held, what is in view."""
    sides = [side for t in told if t.words and (side := _side_told(t, context)) is not None]
    stated = next((s for s in sides if s.form and s.confidence > _IN_VIEW), None)
    titled = _by_title(known, told, context.day)
    if stated is not None:
        return titled or stated
    seeking = any(s.form is None and s.confidence > _HELD for s in sides)
    undated = days(context.day) is None and any(s.form is None for s in sides)
    held = _held(known, context.day) if known is not None and not seeking and not undated else []
    if held:
        return Side(held[-1], _HELD)
    past = _once(known, context.day) if known is not None and not any(s.form is None for s in sides) else []
    if past:
        return Side(past[-1], _ONCE)
    return next((s for s in sides if s.form), Side(None, 0.6))


def _by_title(known: Person | None, told: Sequence[Introduction], day: str | None) -> Side | None:
    """Return for whom a person holds the very office that the words give as a title, and nothing else.

    "By the Lorrinese mediator, Foreign Minister Orlovik said": beside the title the mediator is another.
    """
    titles = {" ".join(t.words.lower().split()) for t in told}
    held = [h for h in known.held if may_hold(h.since, h.until, day)] if known is not None else []
    return next((Side(h.of, _HELD) for h in reversed(held) if h.office.lower() in titles), None)


def _side_told(told: Introduction, context: Context) -> Side | None:
    if context.depth > _DEEPEST:
        return None
    return side_by_words(told.words, replace(context, in_view=told.in_view, depth=context.depth + 1))


def side_by_words(words: str, context: Context) -> Side | None:
    """Return for whom somebody speaks whom words describe; ``None`` where the words do not tell.

    "A spokesman for the Y ministry" speaks for the state, "an analyst with the Z Institute" for the
    institute, a former minister and a journalist for nobody.
    """
    phrase = read(context.base, _AND_FORMER.split(words, maxsplit=1)[0])
    if phrase.words and phrase.words[0].plain in _AT:
        return _by_complement(phrase, -1, True, context)
    if len(phrase.names) == 1 and phrase.names[0].last == len(phrase.words) and phrase.words[-1].owns:
        return Side(side_of(phrase.names[0], context), 0.7)
    role = _role(phrase)
    if role < 0:
        known = phrase.head is not None and phrase.head.plain not in nouns("by_birth")
        return _by_complement(phrase, phrase.last - 1, True, context) if known else None
    front = phrase.words[:role]
    head = phrase.words[role].plain
    if any(w.plain in nouns("former") or w.plain.startswith("ex-") for w in front):
        return Side(None, 0.8)
    if head in nouns("candidates"):
        return Side(None, 0.95)
    official = any(w.plain in nouns("officials") | nouns("of_forces") | {"intelligence"} for w in front)
    private = head in nouns("private") and not official
    return (
        _by_owner(phrase, role, context)
        or _by_front(phrase, role, private, context)
        or _by_complement(phrase, role, private, context)
        or _by_view(phrase, role, context)
    )


def _role(phrase: Phrase) -> int:
    """Return which word says what somebody is: the last such word before a preposition; -1: none."""
    known = nouns("offices") | nouns("private") | nouns("candidates") | nouns("officials")
    end = max(phrase.last, 1)
    found = [i for i, w in enumerate(phrase.words[:end]) if w.plain in known]
    return found[-1] if found else -1


def _by_owner(phrase: Phrase, role: int, context: Context) -> Side | None:
    """Read "Varnia's envoy", "Trump's adviser", "the party's leader"."""
    at = next((i for i in range(role) if phrase.words[i].owns), None)
    if at is None:
        return None
    name = next((n for n in phrase.names if n.first <= at < n.last), None)
    if name is not None:
        return Side(side_of(name, context), _SAID)
    start = at
    while start > 0 and phrase.words[start - 1].capital and not phrase.words[start].opens:
        start -= 1
    while start < at and phrase.words[start].plain in nouns("determiners"):
        start += 1
    owning = phrase.words[at]
    if not owning.capital or owning.plain in nouns("free_bodies"):
        return None
    if owning.plain in nouns("parts") | nouns("state"):
        return Side(context.in_view, _IN_VIEW) if context.in_view else None
    owner = phrase.text[phrase.words[start].start : owning.end]
    found = person_named(owner, context) or person_named(owning.text, context)
    if found is not None and " " in found.name:
        return _of_person(found)
    return Side(owner, 0.6) if start < at or owner.isupper() else None


def _by_front(phrase: Phrase, role: int, private: bool, context: Context) -> Side | None:
    """Read what stands before the role: "US State Department spokeswoman", "Clinton campaign manager"."""
    for name in phrase.names:
        if name.last > role:
            break
        if name.is_state and private:
            continue
        if name.first > 0 and phrase.words[name.first - 1].capital and is_unknown(phrase, name.first - 1):
            continue  # inside a longer name
        after = phrase.words[name.last] if name.last < role else None
        if name.is_state and after is not None and after.capital and after.plain in nouns("free_bodies"):
            return Side(body_named(context.base, phrase, name.first, name.last + 1), 0.65)
        if name.is_state and after is not None and after.capital and is_unknown(phrase, name.last):
            continue
        if after is not None and after.plain == "opposition":
            return Side(phrase.text[phrase.words[name.first].start : after.end], 0.6)
        return Side(side_of(name, context), _SAID)
    front = {w.plain for w in phrase.words[:role]}
    if phrase.words[role].plain in nouns("of_regions") and not front & nouns("free_bodies"):
        return None
    run = [i for i in range(role) if phrase.words[i].capital and is_unknown(phrase, i)]
    alone = run == [0] and not phrase.words[1].capital
    if not run or (alone and _ADJECTIVE.search(phrase.words[0].plain)):
        return None
    last = run[-1]
    bodies = nouns("free_bodies") | nouns("parts")
    while last + 1 < role and (phrase.words[last + 1].plain in bodies or phrase.words[last + 1].capital):
        last += 1
    first = run[0]
    if (
        first > 0
        and phrase.words[first - 1].capital
        and phrase.words[first - 1].plain not in nouns("determiners")
    ):
        first -= 1
    body = phrase.text[phrase.words[first].start : phrase.words[last].end]
    found = None if private else person_named(body, context)
    return _of_person(found) if found is not None and " " in found.name else Side(body, 0.65)


def _of_person(found: Somebody) -> Side:
    """Return for whom the people of a person speak; a candidate's people for the campaign."""
    if found.affiliation is None and found.seeking:
        return Side(f"{found.name.split()[-1]} campaign", 0.6)
    return Side(found.affiliation, 0.7)


def _by_complement(phrase: Phrase, role: int, private: bool, context: Context) -> Side | None:
    """Read what follows the role: "with the Z Institute", "of the general staff of the Varnian army"."""
    at = _place_of_work(phrase, role)
    if at >= len(phrase.words) or phrase.words[at].plain not in nouns("belongs") | {"working", "to"}:
        return None
    if role >= 0 and phrase.words[role].plain in nouns("envoys") and phrase.words[at].plain != "of":
        return None  # where somebody was sent, not who sent them
    local = phrase.words[at].plain == "in"
    while at < len(phrase.words) and not phrase.words[at].opens:
        word = phrase.words[at]
        if word.plain in ("who", "which", "whose", "that") or (word.plain in _PLACED and not local):
            return None
        office = word.plain in nouns("offices") and any(n.first > at for n in phrase.names)
        if not word.capital or "-based" in word.plain or office:
            at += 1
            continue
        name = next((n for n in phrase.names if n.first == at), None)
        if name is None and (portfolio := portfolio_end(phrase.words, at)) is not None:
            at = portfolio
            continue
        run = run_from(phrase.words, at)
        if name is not None and (
            name.last >= run or not name.is_state or is_of_state(phrase, name.last, run)
        ):
            if name.is_state and (private or local) and not has_body(phrase, name.last):
                return None
            return Side(side_of(name, context), _SAID)
        if local and private:
            return None
        if all(w.plain in nouns("areas") for w in phrase.words[at:run]):
            at = run
            continue
        person = _person_at(phrase, at, run, context) if role >= 0 else None
        if person is not None:
            return _of_person(person)
        if role < 0 and not _is_body(phrase, at, run):
            return None
        if is_of_whole(phrase, role, at, run):
            return Side(context.in_view, _IN_VIEW) if context.in_view else None
        while run < len(phrase.words) and phrase.words[run].plain in nouns("parts") | nouns("free_bodies"):
            run += 1
        return Side(body_named(context.base, phrase, at, run), 0.7)
    return None


def _place_of_work(phrase: Phrase, role: int) -> int:
    """Return where the complement begins that tells for whom somebody works: an "at" goes before an "of"."""
    for at in range(role + 1, min(len(phrase.words) - 1, role + _FAR)):
        if phrase.words[at].opens:
            break
        if phrase.words[at].plain == "at" and any(w.capital for w in phrase.words[at + 1 : at + 3]):
            return at
    return role + 1


def _person_at(phrase: Phrase, first: int, last: int, context: Context) -> Somebody | None:
    """Return the person whom a complement names: "an aide to President Marenko"."""
    while first + 1 < last and phrase.words[first].plain in nouns("offices") | nouns("former"):
        first += 1
    found = person_named(phrase.text[phrase.words[first].start : phrase.words[last - 1].end], context)
    return found if found is not None and " " in found.name else None


def _is_body(phrase: Phrase, first: int, last: int) -> bool:
    """Tell whether a capitalised run reads as a body's name, not a place's ("X of Port Orl")."""
    run = phrase.words[first:last]
    bodies = nouns("free_bodies") | nouns("parts") | nouns("state")
    acronym = len(run) == 1 and run[0].text.isupper() and run[0].text.isalpha()
    return acronym or any(w.plain in bodies for w in run)


def _by_view(phrase: Phrase, role: int, context: Context) -> Side | None:
    """Take an office of a state that no word names as one of the state in view."""
    if context.in_view is None or any(w.plain in ("local", "city", "village") for w in phrase.words):
        return None
    word = phrase.words[role].plain
    front = {w.plain for w in phrase.words[:role]}
    after = {w.plain for w in phrase.words[role + 1 :]}
    if after & nouns("free_bodies") or front & nouns("free_bodies"):
        return None
    official = word in nouns("state_offices") or front & (nouns("plain") | nouns("parts") | nouns("state"))
    if word in nouns("private") or not official:
        return None
    return Side(context.in_view, _IN_VIEW)
