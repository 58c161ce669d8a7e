"""Find the names of an article: mentions, edges and kinds mended, and what they left out in sources."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Mention, MentionKind, Span
from onrecord.reading.lexicon import (
    CAPITAL,
    POSSESSIVE,
    bare,
    closed,
    given_names,
    honorifics,
    nouns,
    role_words,
    singular,
    states,
    words,
)
from onrecord.text.folding import fold

_PARTICLES = r"(?:de|del|della|di|da|dos|du|van|von|der|den|bin|bint|ibn|al|el|la|le|ter|zu)"
_PARTICLE = re.compile(_PARTICLES + r"|al-\w+|d'\w+|[eiy]")
_RUN = re.compile(rf"{CAPITAL}[\w.’'-]*(?:[ \xa0]+(?:{_PARTICLES}[ \xa0]+)*{CAPITAL}[\w’'-]*)*")
_CAPITAL_BEFORE = re.compile(rf"(?<![\w-])({CAPITAL}[\w-]+)[ \xa0]$")
_LOWER = re.compile(r"\b[a-z][\w-]+")
_INNER = re.compile(rf"[a-z,] ({CAPITAL}[\w-]*)")
_NEXT_CAPITAL = re.compile(rf"[ \xa0]({CAPITAL}[\w-]+)")
_DATES = closed("dates")
_OPENERS = closed("openers")
_STYLES = closed("styles")
_ENDS = " \t\r\n\xa0,;:.\"“”‘’'()[]"


@dataclass(frozen=True, slots=True)
class Found:
    """Place a name: its folded words, the gender an honorific shows, and whether it owns what follows."""

    span: Span
    kind: MentionKind
    tokens: tuple[str, ...]
    gender: str
    possessive: bool


@dataclass(frozen=True, slots=True)
class _Usual:
    """Hold how words are written in the article: in small letters, and capitalised within a sentence."""

    lower: frozenset[str]
    inner: frozenset[str]


def spot(text: str, mentions: Sequence[Mention], sources: Sequence[Span]) -> list[Found]:
    """Return an article's names in order: the mentions, trimmed, and names in sources that none covers."""
    found = _trimmed(text, mentions)
    return sorted(found + _by_capitals(text, found, sources), key=lambda f: f.span)


def _trimmed(text: str, mentions: Sequence[Mention]) -> list[Found]:
    out: list[Found] = []
    lone = {
        fold(m.span.of(text)) for m in mentions if m.kind is MentionKind.PERSON and " " not in m.span.of(text)
    }
    last = 0
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
        if mention.span.start < last:
            continue
        found = _trim(text, mention.span, _mended(text, mention, lone), last)
        if found is not None:
            out.append(found)
            last = found.span.end
    return out


def _mended(text: str, mention: Mention, lone: set[str]) -> MentionKind:
    """Return the kind of a mention, a given name in front or a list of states overruling what was found."""
    tokens = [bare(w) for _, w in words(text, mention.span.start, mention.span.end)]
    if " ".join(tokens) in states():
        return MentionKind.PLACE
    named = tokens and (tokens[0] in given_names() or tokens[-1] in lone)
    if mention.kind is not MentionKind.PERSON and 1 < len(tokens) <= 3 and named:
        return MentionKind.ORGANISATION if tokens[-1] in nouns("bodies") else MentionKind.PERSON
    if (
        tokens
        and tokens[-1] not in nouns("bodies")
        and _given_before(text, mention.span.start, 0) < mention.span.start
    ):
        return MentionKind.PERSON
    if mention.kind is MentionKind.PERSON and tokens and tokens[-1] in nouns("bodies"):
        return MentionKind.ORGANISATION
    return mention.kind


def _trim(text: str, span: Span, kind: MentionKind, floor: int) -> Found | None:
    """Strip what is no part of a name from its edges; ``None`` where nothing remains."""
    parts = words(text, span.start, span.end)
    while parts and parts[0][1] in ("the", "a", "an"):
        parts.pop(0)
    gender = ""
    if kind is MentionKind.PERSON:
        owners = [i for i, (_, w) in enumerate(parts[:-1]) if w.endswith("'s")]
        parts = _until_clause(text, parts[owners[-1] + 1 :] if owners else parts)
        while len(parts) > 1 and (parts[0][1] in _OPENERS or parts[0][1] in nouns("prepositions")):
            parts.pop(0)
        while len(parts) > 1 and (parts[0][1] in honorifics() or parts[0][1] in role_words()):
            gender = gender or honorifics().get(parts[0][1], "")
            if len(parts) == 2 and parts[0][1] in _STYLES:
                break
            parts.pop(0)
    if not parts or (not text[parts[0][0].start].isupper() and kind is MentionKind.PERSON):
        return None
    if parts[0][1].startswith(("pro-", "anti-")) or _is_hyphenated(text, parts[0][0].start, parts[-1][0].end):
        return None
    start, end = parts[0][0].start, parts[-1][0].end
    if kind is MentionKind.PERSON and len(parts) == 1 and parts[0][1] in given_names():
        surname = _NEXT_CAPITAL.match(text, end)
        if surname is not None:
            parts += words(text, surname.start(1), surname.end(1))
            end = surname.end(1)
    start = _given_before(text, start, floor) if kind is MentionKind.PERSON else start
    parts = words(text, start, end)
    ending = POSSESSIVE.search(text, start, end)
    if ending is not None and ending.start() > start:
        end = ending.start()
    possessive = ending is not None or text[end : end + 2] in ("'s", "’s")
    if kind is MentionKind.PERSON and not gender:
        gender = _honorific_before(text, start)
    return Found(Span(start, end), kind, tuple(bare(w) for _, w in parts), gender, possessive)


def _until_clause(text: str, parts: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """Cut a person's mention where a word in small letters shows that it runs on into the sentence."""
    for index, (span, word) in enumerate(parts):
        small = text[span.start].islower() and word not in honorifics() and word not in role_words()
        if index and small and not _PARTICLE.fullmatch(word):
            return parts[:index]
    return parts


def _given_before(text: str, start: int, floor: int) -> int:
    """Return where a person's name begins when given names right before the mention belong to it."""
    while (word := _CAPITAL_BEFORE.search(text, max(floor, start - 20), start)) is not None:
        token = fold(word.group(1))
        if token not in given_names() or token in honorifics() or token in role_words():
            break
        start = word.start(1)
    return start


def _is_hyphenated(text: str, start: int, end: int) -> bool:
    """Tell whether a name only helps to build another word: "anti-X", "X-backed"."""
    return text[max(0, start - 1) : start] == "-" or (
        text[end : end + 1] == "-" and text[end + 1 : end + 2].islower()
    )


def _honorific_before(text: str, start: int) -> str:
    before = text[max(0, start - 14) : start].split()
    word = fold(before[-1]) if before else ""
    if word in honorifics():
        return honorifics()[word]
    return role_words()[word].gender if word in role_words() else ""


def _by_capitals(text: str, found: list[Found], sources: Sequence[Span]) -> list[Found]:
    """Take capitalised runs in sources that no mention covers, and known surnames anywhere there."""
    starts = [f.span.start for f in found]
    usual = _Usual(frozenset(_LOWER.findall(text)), frozenset(_INNER.findall(text)))
    known = {f.tokens[-1] for f in found if f.kind is MentionKind.PERSON}
    out: list[Found] = []
    taken: set[Span] = set()
    for source in sorted(sources):
        at = source.start
        while run := _RUN.search(text, at, source.end):
            index = bisect_left(starts, run.end()) - 1
            if index >= 0 and found[index].span.end > run.start():
                at = max(found[index].span.end, at + 1)
                continue
            at = run.end()
            name = _run_as_name(text, Span(run.start(), run.end()), source, known, usual)
            if name is not None and name.span not in taken:
                taken.add(name.span)
                out.append(name)
                known |= {name.tokens[-1]} if name.kind is MentionKind.PERSON else set()
    return out


def _run_as_name(text: str, run: Span, source: Span, known: set[str], usual: _Usual) -> Found | None:
    parts = words(text, run.start, run.end)
    titled = False
    titles = [i for i, (_, w) in enumerate(parts[:-1]) if w in honorifics() or w in role_words()]
    if titles and bare(parts[-1][1]) not in nouns("bodies"):
        titled, parts = True, parts[titles[-1] + 1 :]
    while parts and (_no_name(parts[0][1]) or parts[0][1] in honorifics()):
        titled = titled or parts[0][1] in honorifics() or parts[0][1] in role_words()
        parts.pop(0)
    while parts and _no_name(parts[-1][1]) and bare(parts[-1][1]) not in nouns("bodies"):
        parts.pop()
    if not parts:
        return None
    span = Span(parts[0][0].start, parts[-1][0].end)
    tokens = [bare(w) for _, w in parts]
    before = text[max(source.start, span.start - 24) : span.start].split()
    titled = titled or (
        bool(before) and (fold(before[-1]) in honorifics() or fold(before[-1]) in role_words())
    )
    opens = len(tokens) == 1 and span.start == source.start and tokens[0] not in known
    if opens and not _stands_alone(span.of(text), tokens[0], span.end == source.end, usual):
        return None
    return _trim(text, span, _kind_by_words(text, span, tokens, titled, known), span.start)


def _no_name(word: str) -> bool:
    plain = bare(word)
    return (
        plain in ("the", "a", "an", "he", "she", "it", "they", "we", "i", "you", "his", "her", "their", "its")
        or singular(plain) in role_words()
        or plain in _DATES
        or plain in nouns("prepositions")
        or plain in nouns("quantifiers")
    )


def _stands_alone(word: str, token: str, is_all: bool, usual: _Usual) -> bool:
    """Tell whether one capitalised word that opens a source is a name, not just a sentence's first word."""
    if token in states() or token in given_names() or word in usual.inner:
        return True
    if word.isupper() and len(word) > 1:
        return True
    return is_all and not token.endswith("s") and token not in usual.lower


def _kind_by_words(text: str, span: Span, tokens: list[str], titled: bool, known: set[str]) -> MentionKind:
    if tokens[-1] in nouns("bodies"):
        return MentionKind.ORGANISATION
    if " ".join(tokens) in states():
        return MentionKind.PLACE
    if titled or tokens[-1] in known or tokens[0] in given_names():
        return MentionKind.PERSON
    acronym = text[span.start : span.end].isupper() and len(tokens) == 1
    if acronym or fold(text[max(0, span.start - 4) : span.start]) == "the ":
        return MentionKind.ORGANISATION
    return MentionKind.PERSON


def strip_ends(text: str, span: Span) -> Span | None:
    """Return a span without white space, quotation marks and punctuation at its ends."""
    start, end = span.start, span.end
    while start < end and text[start] in _ENDS + "-–—":
        start += 1
    while end > start and text[end - 1] in _ENDS + "-–—" and not _is_abbreviated(text, start, end):
        end -= 1
    return Span(start, end) if start < end else None


def _is_abbreviated(text: str, start: int, end: int) -> bool:
    return bool(re.search(r"(?:\b[A-Z]\.){1,3}$|\b(?:Sr|Jr)\.$", text[max(start, end - 8) : end]))
