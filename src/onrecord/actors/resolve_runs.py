"""Read runs of words within a phrase: where a name ends, whose it is, what is no part of it."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors.base import Base
from onrecord.actors.context import Context
from onrecord.actors.resolve_words import Name, Phrase, Word, nouns

_LINKS = frozenset(("of", "for", "and", "the", "de", "al", "&", "on", "in"))
_PLAIN = (
    "plain",
    "parts",
    "state",
    "of_whole_state",
    "free_bodies",
    "offices",
    "private",
    "former",
    "determiners",
    "counted",
    "candidates",
    "prepositions",
    "openers",
    "areas",
)


def is_unknown(phrase: Phrase, at: int) -> bool:
    """Tell whether a word is none that plainly describes an office: it may be a body's own name."""
    word = phrase.words[at]
    if any(n.first <= at < n.last for n in phrase.names) or "-" in word.text:
        return False
    return not any(word.plain in nouns(kind) for kind in _PLAIN)


def portfolio_end(words: Sequence[Word], at: int) -> int | None:
    """Return the end of capitalised words that only tell a portfolio ("Minister of Transport")."""
    end, run = at, run_from(words, at)
    common = nouns("plain") | nouns("parts") | nouns("of_whole_state")
    if all(w.plain in common or not w.capital for w in words[at:run]):
        return run
    while end < run and words[end].capital and words[end].plain in nouns("plain"):
        end += 1
    return end if at < end < run and not words[end].capital else None


def is_of_whole(phrase: Phrase, role: int, first: int, last: int) -> bool:
    """Tell whether a region's office or a body "Federal ..." belongs to the whole state."""
    if role >= 0 and phrase.words[role].plain in nouns("of_regions"):
        return True
    opening = nouns("of_whole_state") | nouns("plain") | nouns("parts")
    return phrase.words[first].plain in opening and phrase.words[last - 1].plain in nouns("parts")


def has_body(phrase: Phrase, at: int) -> bool:
    """Tell whether a part of the state follows its name: "of the Varnian army"."""
    for word in phrase.words[at:]:
        if word.opens or word.plain in nouns("prepositions"):
            return False
        if word.plain in nouns("state") | nouns("parts"):
            return True
    return False


def is_of_state(phrase: Phrase, start: int, end: int) -> bool:
    """Tell whether what goes on after a state's name is a part of it ("Varnian Foreign Ministry")."""
    last = phrase.words[end - 1].plain
    return last not in nouns("free_bodies") and any(
        w.plain in nouns("state") | nouns("parts") | nouns("plain") for w in phrase.words[start:end]
    )


def run_from(words: Sequence[Word], at: int) -> int:
    """Return the end of a run of capitalised words, small links within it included."""
    last = at + 1
    reach = last
    while reach < len(words) and not words[reach].opens:
        if words[reach - 1].owns and words[reach - 1].plain not in nouns("name_owners"):
            break
        if words[reach].capital:
            last = reach + 1
        elif words[reach].plain not in _LINKS or words[reach].plain == "in":
            break
        reach += 1
    return last


def body_named(base: Base, phrase: Phrase, first: int, last: int) -> str:
    """Return the form of a body named by words ``first`` to ``last``: the base's, else as it is written."""
    text = phrase.text[phrase.words[first].start : phrase.words[last - 1].end]
    known = base.organisation(text)
    return known.id if known is not None else text


def side_of(name: Name, context: Context) -> str | None:
    """Return whom somebody speaks for who belongs to a name of the base."""
    if name.organisation is not None:
        return name.organisation.id
    if len(name.codes) == 1:
        return name.codes[0]
    return context.in_view if context.in_view in name.codes else None
