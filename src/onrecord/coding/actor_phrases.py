"""Find the phrases of a stretch of text that may name an actor: names, demonyms, described people and bodies.

>>> text = "It urged the heavily armed rebels to leave the valley."
>>> [p.span.of(text) for p in actor_phrases(text, Span(0, len(text)), ())]
['the heavily armed rebels']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from onrecord.model import Mention, MentionKind, Span
from onrecord.reading.lexicon import bare, closed, demonyms, nouns, role_words, singular, states, words

_DOER = re.compile(r"[a-z-]{3,}(?:ers|ors|ists|ants|ees|ians|crats)$")
_MODIFIER = re.compile(
    r"(?:al|ic|ive|ary|ern|ish|ese|ian|ous|ent|ant|led|ed|backed|armed|ish|ist|less|ior|an|ly)$"
)
_VERBAL = re.compile(
    r"(?:said|told|accused|urged|asked|warned|called|blamed|praised|condemned|demanded|wanted|criticised|criticized|"
    r"thanked|supported|attacked|killed|threatened|promised|rejected|denied|assured|informed|persuaded|refused|"
    r"pledged|backed|helped|allowed|forced|arrested|invited|reminded|advised|challenged|pressed|considered|and|or|"
    r"have|had|has|was|were|is|are|mean|want|when|then|than|can|went|sent|spent|meant|only|really|also)$"
)
_MOST_WORDS = 5


@cache
def _things() -> frozenset[str]:
    """Return the plurals that end like those of people but name things."""
    lines = files("onrecord.coding").joinpath("data/no_doers.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


class How(StrEnum):
    """How a phrase tells of an actor."""

    NAME = "name"
    ADJECTIVE = "adjective"  # "Varnian aggression"
    NOUN = "noun"  # of the lists of roles, bodies and groups
    DOERS = "doers"  # a plural by its ending only: "smugglers"


@dataclass(frozen=True, slots=True)
class ActorPhrase:
    """Hold words that may name an actor."""

    span: Span
    how: How
    plural: bool = False


def actor_phrases(text: str, stretch: Span, mentions: Sequence[Mention]) -> list[ActorPhrase]:
    """Return the phrases in order, none within another; ``mentions`` are the names in the stretch."""
    parts = words(text, stretch.start, stretch.end)
    out: list[ActorPhrase] = []
    taken = len(parts)
    for at in range(len(parts) - 1, -1, -1):
        if at >= taken:
            continue
        how = _head(text, parts[at], mentions)
        if how is None:
            continue
        taken = _first(text, parts, at)
        out.append(_phrase(text, parts, taken, at, how, mentions))
    out.reverse()
    free = [s for s in _names(text, parts, mentions) if not any(_meet(s.span, p.span) for p in out)]
    return sorted((*out, *free), key=lambda p: p.span)


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _head(text: str, part: tuple[Span, str], mentions: Sequence[Mention]) -> How | None:
    """Tell whether a word can head a description of people or of a body."""
    span, word = part[0], bare(part[1])
    if any(_meet(span, m.span) and m.kind is not MentionKind.ORGANISATION for m in mentions):
        return None
    one = singular(word)
    if word in nouns("groups") or word in nouns("bodies") or one in role_words() or word == "people":
        return How.NOUN
    if one != word and (one in nouns("bodies") or one in nouns("groups")):
        return How.NOUN
    is_doer = text[span.start].islower() and _DOER.match(word) and word not in _things()
    return How.DOERS if is_doer else None


def _first(text: str, parts: Sequence[tuple[Span, str]], at: int) -> int:
    """Return the first word of the phrase that a word heads: its determiner, or its run of modifiers."""
    fixed = closed("determiners") | closed("definite") | nouns("quantifiers")
    stop = max(-1, at - _MOST_WORDS - 1)
    first, run = at, True
    for i in range(at - 1, stop, -1):
        between = text[parts[i][0].end : parts[i + 1][0].start]
        word = parts[i][1]
        if between.strip() or word in nouns("prepositions") or _VERBAL.match(word):
            break
        if word in fixed or word.isdigit():
            return i
        is_fit = text[parts[i][0].start].isupper() or _is_modifier(word)
        run = run and is_fit
        if run:
            first = i
    return first


def _is_modifier(word: str) -> bool:
    plain = bare(word)
    return (
        "-" in word
        or plain in demonyms()
        or plain in nouns("bodies")
        or plain in role_words()
        or _MODIFIER.search(plain) is not None
    )


def _phrase(
    text: str, parts: Sequence[tuple[Span, str]], first: int, at: int, how: How, mentions: Sequence[Mention]
) -> ActorPhrase:
    """Widen a description by the name that it introduces ("the minister Vera Marenko") or is of."""
    start, end = _whole_number(text, parts[first][0].start), parts[at][0].end
    word = bare(parts[at][1])
    plural = singular(word) != word or word in nouns("groups") or word == "people"
    if parts[at][1] != word:  # "the rebels'": whose something is
        end = min(end, parts[at][0].start + len(word))
    following = text[end : end + 8]
    link = re.match(r"\s(?:of\s(?:the\s)?)?", following)
    if link is not None:
        named = next((m for m in mentions if m.span.start == end + link.end()), None)
        if named is not None and (named.kind is MentionKind.PERSON) == (link.end() == 1):
            return ActorPhrase(Span(start, named.span.end), How.NAME if link.end() == 1 else how, plural)
    return ActorPhrase(Span(start, end), how, plural)


def _whole_number(text: str, start: int) -> int:
    """Return where a number begins of which words() gave the last thousands: "2,000 troops"."""
    while start > 1 and text[start - 1] == "," and text[start - 2].isdigit() and text[start].isdigit():
        start -= 2
        while start and text[start - 1].isdigit():
            start -= 1
    return start


def _names(
    text: str, parts: Sequence[tuple[Span, str]], mentions: Sequence[Mention]
) -> Iterator[ActorPhrase]:
    """Yield the names, and the words of states that are marked as none."""
    for m in mentions:
        how = How.ADJECTIVE if bare(m.span.of(text)) in demonyms() else How.NAME
        yield ActorPhrase(m.span, how)
    for span, word in parts:
        if not text[span.start].isupper() or any(_meet(span, m.span) for m in mentions):
            continue
        plain = bare(word)
        if plain in demonyms():
            yield ActorPhrase(Span(span.start, span.start + len(plain)), How.ADJECTIVE)
        elif plain in states():
            yield ActorPhrase(Span(span.start, span.start + len(plain)), How.NAME)
