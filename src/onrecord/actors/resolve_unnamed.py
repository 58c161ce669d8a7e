"""Tell unnamed persons from groups, and for whom they speak."""

from __future__ import annotations

import re

from onrecord.actors.context import FAIR, THIN, Context, Kind, Resolved, undecided
from onrecord.actors.resolve_people import side_by_words
from onrecord.actors.resolve_runs import side_of
from onrecord.actors.resolve_words import Phrase, Word, nouns

_MANY = re.compile(r"\d{3,}|\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d+)?%")


def unnamed(phrase: Phrase, hint: Kind | None, context: Context) -> Resolved | None:
    """Keep unnamed people as the text describes them, with the state or body that they speak for."""
    head = phrase.head
    if head is None:
        return None
    kind = _sort(phrase, head) if hint is None else Kind.GROUP if _is_crowd(phrase) else hint
    if kind is None:
        return None
    if hint is None and kind is Kind.ANON and phrase.definite and not _is_plural(head):
        return undecided(f"the words {phrase.text} do not tell who is meant")
    text = phrase.core() if phrase.words[0].plain in ("the", "this", "these") else phrase.text
    form = _side_of_unnamed(phrase, kind, context)
    return Resolved((f"{kind.value}: {text}",), kind, form, FAIR)


def _side_of_unnamed(phrase: Phrase, kind: Kind, context: Context) -> str | None:
    """Return for whom unnamed people speak: their words say it, or they are a state's officials or forces."""
    official = _speaks_for_state(phrase)
    side = side_by_words(phrase.text, context) if kind is Kind.ANON or official else None
    if side is not None and side.confidence > THIN:
        return side.form
    front = [n for n in phrase.before_head() if n.is_state]
    former = any(w.plain in nouns("former") for w in phrase.words)
    return side_of(front[0], context) if official and not former and not phrase.of_others and front else None


def _is_plural(head: Word) -> bool:
    return head.plain.endswith(("s", "people", "men", "women"))


def _sort(phrase: Phrase, head: Word) -> Kind | None:
    """Tell unnamed persons from groups; ``None`` where the phrase names a body or person."""
    front = phrase.words[: phrase.last]
    if head.plain in nouns("determiners") | nouns("pronouns"):
        return None
    singular = head.plain in nouns("offices") | nouns("private") and not head.plain.endswith("s")
    if singular and (front[0].plain in ("a", "an", "one", "another") or not head.capital):
        return Kind.ANON
    if head.plain in nouns("lumps") and (not head.capital or head.plain == "west"):
        return Kind.GROUP
    if head.capital and not any(w.plain in nouns("counted") for w in front[:-1]):
        return None
    if not _is_plural(head):
        return None if not phrase.counted else Kind.GROUP
    return Kind.GROUP if head.plain not in nouns("people") or _is_crowd(phrase) else Kind.ANON


def _is_crowd(phrase: Phrase) -> bool:
    """Tell whether so many are meant, or all of a place, that they are a crowd, not unnamed sources."""
    front = phrase.words[: phrase.last]
    if any(w.plain in nouns("crowds") or _MANY.match(w.plain) for w in front):
        return True
    if front[0].plain == "those" or front[-1].plain in nouns("masses"):
        return True
    few = nouns("counted") - {"many", "most"}
    of_place = phrase.last < len(phrase.words) and phrase.words[phrase.last].plain in (
        "in",
        "of",
        "across",
        "from",
    )
    of_state = any(n.is_state and n.last == phrase.last - 1 for n in phrase.names)
    return phrase.head_is("people") and (of_place or of_state) and not any(w.plain in few for w in front)


def _speaks_for_state(phrase: Phrase) -> bool:
    words = {form for w in phrase.words for form in (w.plain, w.plain.removesuffix("s"))}
    return bool(words & (nouns("officials") | nouns("state") | nouns("offices")))
