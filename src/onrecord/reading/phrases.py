"""Read one phrase of a source: a name, a pronoun, a described person or body, or somebody unnamed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Span
from onrecord.reading.lexicon import (
    bare,
    closed,
    honorifics,
    is_people,
    nouns,
    role_words,
    singular,
    words,
)
from onrecord.reading.names import Named, Role
from onrecord.reading.roles import describe
from onrecord.reading.spotting import strip_ends

PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("who", "whom", "whose", "which", "that"), "who"),
    **dict.fromkeys(("i", "me", "my", "myself", "we", "us", "our", "ourselves"), "i"),
    **dict.fromkeys(("you", "your", "this", "these", "those", "each"), "you"),
    "both": "both",
}
DEFINITE = closed("definite")
INDEFINITE = closed("indefinite")
_PARTICIPLE = re.compile(r"[a-z]{3,}(?:ing|ed)$")
_STATES_OF = closed("states_of")
_AUTHOR = re.compile(r"\b(?:by|from|of)\s+(?:the\s+)?(?:\S+\s+)?$", re.IGNORECASE)
_SINGLE = closed("single")
_PERSONAL = re.compile(r"(?:ist|ian|man|woman|native|self|one)$")
_PERCENT = re.compile(r"(?:[\w’'-]+\s){0,4}?(?:\d+(?:[.,]\d+)?\s?%|[\w.,-]+\sper\s?cent\b)")
_AGE = re.compile(r"\d+[- ]years?[- ]old$")


@dataclass(frozen=True, slots=True)
class Part:
    """Describe one speaker within a source."""

    # "named", "pronoun", "unnamed", "text" (a body as it is called), "document", "owned" (its ministry),
    # and descriptions to be looked up: "person", "body", "plural" (the ministers)
    kind: str
    span: Span
    named: Named | None = None
    pronoun: str = ""
    role: Role | None = None
    head: str = ""
    prefix: str = ""  # "anon" or "group" where nobody is named
    plural: bool = False


def pronoun_of(text: str, span: Span) -> str | None:
    """Return the pronoun that a phrase is; "US" and "IT" are none."""
    word = span.of(text)
    return None if len(word) > 1 and word.isupper() else PRONOUNS.get(word.lower())


def read_phrase(text: str, span: Span, inside: Sequence[Named]) -> Part | None:
    """Return the speaker that a phrase means, given the names inside it; ``None`` where it means nobody."""
    names = [n for n in inside if span.start <= n.span.start and n.span.end <= span.end]
    word = pronoun_of(text, span)
    if word is not None:
        return Part("pronoun", span, pronoun=word)
    for named in names:
        if is_head(text, named, span):
            if named.span.end == span.end and _is_crowd(text, named):
                return Part("unnamed", span, head=named.actor.tokens[-1], prefix="group", plural=True)
            return _widened(text, named, span)
    return _description(text, span, names)


def _is_crowd(text: str, named: Named) -> bool:
    """Tell whether a demonym means some of a people ("Varnians"), not its state ("the Varnians")."""
    before = text[max(0, named.span.start - 4) : named.span.start].lower()
    plural = named.actor.kind == "place" and named.actor.plural and not named.possessive
    return plural and not before.endswith("the ")


def _widened(text: str, named: Named, span: Span) -> Part:
    """Return the part that a name heads; an organisation keeps the owner that stands before it."""
    if named.actor.kind == "organisation":
        before = [p for p in words(text, span.start, named.span.start) if p[1] not in DEFINITE | INDEFINITE]
        is_owned = before and text[before[0][0].start].isupper() and before[-1][1].endswith("'s")
        is_tail = before and named.actor.tokens[-1] in nouns("bodies") and text[before[0][0].start].isupper()
        if is_owned and len(named.actor.tokens) == 1 and named.actor.tokens[-1] not in nouns("bodies"):
            return Part("named", named.span, named=named)
        is_people = before and text[before[0][0].start].isupper() and named.actor.tokens[-1].endswith("s")
        if is_people and len(named.actor.tokens) == 1 and span.of(text)[-1:] == "s" and not is_tail:
            whole = Span(before[0][0].start, named.span.end)
            return Part("unnamed", whole, head=named.actor.tokens[-1], prefix="group", plural=True)
        if is_owned or is_tail:
            return Part("text", Span(before[0][0].start, named.span.end), head=named.actor.tokens[-1])
    return Part("named", named.span, named=named)


def _is_complement(text: str, named: Named, span: Span) -> bool:
    """Tell whether a person's name completes a preposition, its title between: "an aide to Premier X"."""
    last = words(text, span.start, named.span.start)[-1][1]
    return last in nouns("prepositions") or last in DEFINITE or last in honorifics() or last in role_words()


def is_head(text: str, named: Named, span: Span) -> bool:
    """Tell whether a name is what a phrase is about, not its modifier or complement."""
    before = [p for p in words(text, span.start, named.span.start) if p[1] not in honorifics()]
    last = named.actor.tokens[-1]
    alone = named.span.end == span.end and all(w in DEFINITE for _, w in before)
    if named.actor.kind != "person" and singular(last) != last and singular(last) in role_words():
        return alone and len(named.actor.tokens) == 1
    if any(w in nouns("prepositions") for _, w in before) and (
        named.actor.kind != "person" or _is_complement(text, named, span)
    ):
        return False
    rest = text[named.span.end : span.end]
    if named.possessive:
        following = words(text, named.span.end + 2, span.end)
        return not following
    following = words(text, named.span.end, span.end)
    if not following or rest[:1] in ",([":
        return True
    word = following[0][1]
    if word in nouns("prepositions") or _PARTICIPLE.match(word):
        return True
    return word in ("also", "himself", "herself", "itself", "both", "jr", "sr", "iii")


def _description(text: str, span: Span, names: Sequence[Named]) -> Part | None:
    parts = words(text, span.start, span.end)
    if not parts:
        return None
    if _PERCENT.match(text, span.start, span.end):
        return Part("unnamed", span, head=parts[-1][1], prefix="group", plural=True)
    determiner = parts[0][1] if parts[0][1] in DEFINITE | INDEFINITE else ""
    region = _region(parts[1:] if determiner else parts)
    if not region:
        return Part("unnamed", span, head=parts[0][1], prefix="anon", plural=parts[0][1] not in _SINGLE)
    head, front = bare(region[-1][1]), Span(region[0][0].start, region[-1][0].end)
    definite = determiner in DEFINITE or any(n.possessive for n in names)
    if head in nouns("documents") or singular(head) in nouns("documents"):
        return _document(text, span, front, names, head)
    if head in nouns("bodies") and head not in nouns("groups"):
        return _body(text, span, front, region, parts, head, definite)
    role = describe(region if len(region) == len(parts) else parts)
    again = determiner in ("the", "this", "that", "these", "those")
    counted = head in nouns("groups") or is_people(head)
    counted = counted or region[0][1] in nouns("quantifiers")
    if counted or (singular(head) != head and head != "press"):
        kind, prefix = "plural" if again else "unnamed", _prefix(head, region, parts)
        many = region[0][1] not in _SINGLE
        where = _phrase(text, span, parts)
        return Part(kind, where, role=role, head=singular(head), prefix=prefix, plural=many)
    if head in role_words() or _AGE.search(head):
        if determiner in INDEFINITE:
            return Part("unnamed", _phrase(text, span, parts), role=role, head=head, prefix="anon")
        return Part("person", _phrase(text, span, parts), role=role, head=head, prefix="anon")
    return _unknown(text, span, names, region, determiner, head)


def _unknown(
    text: str, span: Span, names: Sequence[Named], region: list[tuple[Span, str]], determiner: str, head: str
) -> Part | None:
    """Read a noun that no list holds: the name that owns it, else somebody unnamed, else nobody."""
    front = Span(region[0][0].start, region[-1][0].end)
    names = [n for n in names if n.span.start < front.end]
    owner = next((n for n in names if n.possessive), None)
    if owner is None and names and names[0].actor.kind == "person":
        owner = names[0]
    if owner is not None:
        return Part("named", owner.span, named=owner)
    if determiner in INDEFINITE and (not names or (determiner and text[region[-1][0].start].islower())):
        start = span.start if determiner else front.start
        return Part("unnamed", Span(start, front.end), head=head, prefix="anon")
    if names:
        return Part("text", front, head=head)
    if determiner and _PERSONAL.search(head):
        return Part("person", span, head=head)
    return Part("text", front, head=head) if text[front.start].isupper() else None


def _is_complete(word: str) -> bool:
    """Tell whether a word can head its phrase, so that a participle after it opens a clause."""
    head = singular(bare(word))
    return head in role_words() or head in nouns("documents") or head in nouns("bodies")


def _region(parts: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    out: list[tuple[Span, str]] = []
    for index, (span, word) in enumerate(parts):
        by = index + 1 < len(parts) and parts[index + 1][1] == "by"
        if out and _PARTICIPLE.match(word) and (by or bare(out[-1][1]).endswith("s")):
            break
        if word in nouns("prepositions") or (out and word.endswith("ing") and _is_complete(out[-1][1])):
            break
        out.append((span, word))
    return out


def _prefix(head: str, region: list[tuple[Span, str]], parts: list[tuple[Span, str]]) -> str:
    if head in nouns("quantifiers") and head not in ("some", "others"):
        of = next((i for i, (_, w) in enumerate(parts) if w == "of"), None)
        counted = _region([p for p in parts[of + 1 :] if p[1] not in DEFINITE]) if of is not None else []
        if counted:
            head = bare(counted[-1][1])
    if head in nouns("groups") or is_people(head) or "%" in region[0][1]:
        return "group"
    return "anon"


def _phrase(text: str, span: Span, parts: list[tuple[Span, str]]) -> Span:
    """Return a description up to its relative clause, without a definite article."""
    start = (
        parts[1][0].start
        if parts[0][1] in ("the", "this", "these", "those") and len(parts) > 1
        else span.start
    )
    end = next((s.start for s, w in parts if w in ("who", "which", "whose") and s.start > start), span.end)
    return strip_ends(text, Span(start, end)) or span


def _document(text: str, span: Span, front: Span, names: Sequence[Named], head: str) -> Part:
    """Read a text as what its owner or author says: "a report by X", "X's statement"."""
    owner = next((n for n in names if n.possessive), None)
    if owner is None:
        owner = next((n for n in names if n.span.start < front.end), None)
    if owner is None:
        owner = next((n for n in names if _AUTHOR.search(text, span.start, n.span.start)), None)
    if owner is not None:
        return Part("named", owner.span, named=owner)
    definite = words(text, span.start, front.start)[-1:]
    return Part("document" if definite and definite[0][1] in DEFINITE else "owned", span, head=head)


def _body(
    text: str,
    span: Span,
    front: Span,
    region: list[tuple[Span, str]],
    parts: list[tuple[Span, str]],
    head: str,
    definite: bool,
) -> Part:
    named = any(text[s.start].isupper() for s, _ in region[1:]) or text[region[0][0].start].isupper()
    end = front.end
    after = [(s, w) for s, w in parts if s.start >= front.end]
    if after and after[0][1] in _STATES_OF:
        complement = _region(after[1:])
        end = complement[-1][0].end if complement else end
        named = named or any(text[s.start].isupper() for s, _ in complement)
    where = Span(front.start, end)
    if named:
        return Part("text", where, head=head)
    if definite and parts[0][1] not in ("the", "this", "that"):
        return Part("owned", where, pronoun=PRONOUNS.get(parts[0][1], ""), head=head)
    if definite:
        return Part("body", where, head=head)
    return Part("text", where, head=head)
