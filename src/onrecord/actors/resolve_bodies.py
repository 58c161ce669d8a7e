"""Tell which state or organisation a body or its officials stand for ("Varnian officials", "the regime")."""

from __future__ import annotations

from onrecord.actors.context import FAIR, LIKELY, THIN, Context, Kind, Resolved, undecided
from onrecord.actors.resolve_people import person_named
from onrecord.actors.resolve_runs import side_of
from onrecord.actors.resolve_words import Name, Phrase, nouns

_FEW = 5  # members of an organisation up to which its members' people are told state by state
_MEMBERS = frozenset(("countries", "nations", "states", "members"))


def officials(phrase: Phrase, context: Context) -> Resolved | None:
    """Take plural officials as their state or organisation, unless they are counted or unnamed."""
    head = phrase.head
    if head is None or head.plain not in nouns("officials") | nouns("followers") | _MEMBERS:
        return None
    if phrase.counted or _is_joined(phrase) or head.owns or phrase.of_others:
        return None
    if any(w.plain in nouns("former") for w in phrase.words[: phrase.last]):
        return None
    names = [n for n in phrase.before_head() if not _is_compound(phrase, n)] or owners_after(phrase)
    if not names:
        return _of_bare_body(phrase, context)
    members = head.plain in nouns("of_members") | _MEMBERS
    followers = head.plain in nouns("followers") | _MEMBERS
    if followers and any(n.organisation is None for n in names):
        return None
    forms = [f for n in names for f in _members_or_self(n, members, context)]
    if not forms or not _are_alike(names):
        return None
    kind = Kind.STATE if all(n.is_state or n.body for n in names) else Kind.ORGANISATION
    if kind is Kind.ORGANISATION and members:
        if forms != [_id(n) for n in names]:
            return Resolved(tuple(forms), Kind.STATE, None, FAIR)
        return Resolved((f"group: {phrase.core()}",), Kind.GROUP, None, FAIR)
    return Resolved(tuple(dict.fromkeys(forms)), kind, None, LIKELY)


def _of_bare_body(phrase: Phrase, context: Context) -> Resolved | None:
    """Take "Defence Ministry officials" as the state in view."""
    front = [w.plain for w in phrase.words[phrase.first : phrase.last - 1]]
    bodies = nouns("state") | nouns("parts")
    if context.in_view is None or not set(front) & bodies or not set(front) <= bodies | nouns("plain"):
        return None
    return Resolved((context.in_view,), Kind.STATE, None, THIN)


def _id(name: Name) -> str:
    return name.organisation.id if name.organisation is not None else ""


def _are_alike(names: list[Name]) -> bool:
    """Tell whether names are of one sort: a list of states, or one body alone."""
    return len(names) == 1 or all(n.is_state for n in names)


def _members_or_self(name: Name, members: bool, context: Context) -> list[str]:
    if name.organisation is not None and members:
        found = context.base.members(name.organisation.id, context.day)
        if 0 < len(found) <= _FEW:
            return list(found)
    side = side_of(name, context)
    return [side] if side else []


def owners_after(phrase: Phrase) -> list[Name]:
    """Return the states and bodies that follow "of", "from" or "for" after the head, as one list."""
    at = phrase.last
    if at >= len(phrase.words) or phrase.words[at].plain not in ("of", "from"):
        return []
    names = [n for n in phrase.after_head() if n.is_state or n.organisation or n.body]
    return [n for n in names if _closes(phrase, n)]


def _closes(phrase: Phrase, name: Name) -> bool:
    """Tell whether a name is no modifier of what follows it ("of the Varnian Hillmen")."""
    after = phrase.words[name.last] if name.last < len(phrase.words) else None
    return after is None or after.opens or after.plain in nouns("prepositions") | {"and"}


def _is_joined(phrase: Phrase) -> bool:
    """Tell whether others are named beside the head: "officials and analysts"."""
    plain = [w.plain for w in phrase.words[: phrase.last + 1]]
    if "and" not in plain:
        return False
    at = plain.index("and")
    left = next((n for n in phrase.names if n.last == at), None)
    right = next((n for n in phrase.names if n.first == at + 1), None)
    return left is None or right is None


def _is_compound(phrase: Phrase, name: Name) -> bool:
    return name.last < len(phrase.words) and phrase.words[name.last - 1].text.startswith(("pro-", "anti-"))


def body_of_state(phrase: Phrase, context: Context) -> Resolved | None:
    """Read "Varnia's government", "the Assad regime", "the Varnian parliament", "the interior ministry"."""
    head = phrase.head
    if head is None or head.owns:
        return None
    if phrase.spanning is not None:
        return None
    whole, part = head.plain in nouns("state"), head.plain in nouns("parts")
    if not (whole or part) or phrase.counted or phrase.of_others:
        return None
    name = _owner(phrase)
    if name is not None and name.organisation is not None:
        form = name.organisation.id if whole else phrase.core()
        return Resolved((form,), Kind.ORGANISATION, None if whole else name.organisation.id, FAIR)
    if name is not None:
        return _with_state(phrase, side_of(name, context), whole or head.plain in nouns("parts_as_state"))
    if _has_own_name(phrase):
        return _by_person(phrase, context)
    owner = phrase.words[phrase.first - 1].plain if phrase.first else ""
    if context.in_view is None:
        return undecided(f"no state is in view that {phrase.text} could be of") if phrase.definite else None
    if phrase.definite and (whole or owner in nouns("definite")):
        if whole:
            return Resolved((context.in_view,), Kind.STATE, None, THIN)
        return Resolved((_with_demonym(phrase, context),), Kind.ORGANISATION, context.in_view, THIN)
    if whole and head.plain in ("ministry", "authorities", "government"):
        return Resolved((context.in_view,), Kind.STATE, None, THIN)
    return None


def _with_demonym(phrase: Phrase, context: Context) -> str:
    """Name a body by the state in view: "the General Staff" is the Varnian General Staff."""
    state = context.base.state_record(context.in_view or "")
    named = state is not None and state.demonyms and phrase.head is not None and phrase.head.capital
    return f"{state.demonyms[0]} {phrase.core()}" if state is not None and named else phrase.core()


def _owner(phrase: Phrase) -> Name | None:
    """Return the state or body that owns the head: before it, or after "of" and "in"."""
    before = [n for n in phrase.before_head() if not _is_compound(phrase, n)]
    if before:
        return before[0]
    after = [n for n in phrase.after_head() if n.is_state or n.body]
    follows = phrase.words[phrase.last].plain if phrase.last < len(phrase.words) else ""
    seated = follows == "in" and phrase.head_is("government", "authorities")
    return after[0] if after and (follows == "of" or seated) else None


def _with_state(phrase: Phrase, code: str | None, whole: bool) -> Resolved:
    if code is None:
        return undecided(f"the words {phrase.text} fit several states")
    if _has_own_name(phrase) and not phrase.head_is("government", "ministry", "authorities"):
        return Resolved((phrase.core(),), Kind.ORGANISATION, code, FAIR)
    if whole:
        return Resolved((code,), Kind.STATE, None, LIKELY)
    return Resolved((phrase.core(),), Kind.ORGANISATION, code, FAIR)


def _has_own_name(phrase: Phrase) -> bool:
    """Tell whether a capitalised word before the head belongs to no list: a person's or a place's name."""
    forces = phrase.head_is("forces", "army", "troops")
    for at in range(phrase.first, phrase.last - 1):
        word = phrase.words[at]
        known = any(n.first <= at < n.last for n in phrase.names)
        common = nouns("of_forces") if forces else nouns("plain") | nouns("offices")
        if word.capital and not known and word.plain not in common and "-" not in word.text:
            return True
    return False


def _by_person(phrase: Phrase, context: Context) -> Resolved | None:
    """Take "Marenko's government" as her state; any other name is the body's own."""
    run = [w for w in phrase.words[phrase.first : phrase.last - 1] if w.capital]
    found = person_named(" ".join(w.text for w in run), context) or person_named(run[-1].text, context)
    state = found.affiliation if found is not None and found.affiliation else _once_of(run[-1].text, context)
    if state and phrase.head is not None and phrase.head.plain in nouns("state"):
        return Resolved((state,), Kind.STATE, None, LIKELY)
    return Resolved((phrase.core(),), Kind.ORGANISATION, None, FAIR)


def _once_of(surname: str, context: Context) -> str | None:
    """Return the one state that the base's people of a surname held offices of, at any time."""
    held = {h.of for p in context.base.surnamed(surname) for h in p.held}
    return next(iter(held)) if len(held) == 1 else None
