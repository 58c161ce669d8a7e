"""Take a source span apart: names, pronouns, descriptions and unnamed people, one part per speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Span
from onrecord.reading.lexicon import (
    CAPITAL,
    closed,
    demonyms,
    nouns,
    singular,
    words,
)
from onrecord.reading.names import Cast, Named
from onrecord.reading.phrases import DEFINITE, INDEFINITE, PRONOUNS, Part, is_head, pronoun_of, read_phrase
from onrecord.reading.spotting import strip_ends
from onrecord.text.folding import fold

_SEPARATOR = re.compile(
    r"\s*(?:[,;]\s|\s--?\s|\s?[—–]\s?|\()\s*(?:(?:and|or|as well as)\s+)?"
    r"|\s+(?:and|&|as well as|along with)\s+"
)
_DATELINE = re.compile(
    rf"{CAPITAL}[{CAPITAL[1:-1]} .'’/]+(?:,[^\n—–]{{0,30}}?)?\s*(?:\([\w /-]+\)\s*)?\s[—–-]{{1,2}}\s+(?=\S)"
)
_CLAUSE = re.compile(r"(?<=\w),\s+(?:who|whose|whom|which|where|when)\b")
_GOES_ON = re.compile(r",\s+(?:and|as well as|along with)\s")
_EXAMPLES = closed("examples")
_INNER_ADJECTIVE = re.compile(rf"\s(?:of|for|on)\s+(?:the\s+)?{CAPITAL}\w+(?:al|ic|ary|ive|ous)$")
_DASH = re.compile(r"\s[-–—]{1,2}\s|[–—]")
_LEAD = re.compile(
    r"(?:(?:according to|by|from|among|within|in|of|to|both|even|also|but|and|either|neither|for)\s+)+",
    re.IGNORECASE,
)
_OFFICIALS = closed("officials")


def parts_of(text: str, source: Span, cast: Cast) -> list[Part]:
    """Return the speakers of one unbroken source span, in order; nothing where it holds no word."""
    whole = _without_lead(text, source)
    if whole is None:
        return []
    word = pronoun_of(text, whole)
    if word is not None:
        return [Part("pronoun", whole, pronoun=word)]
    whole = _without_clause(text, whole, cast)
    inside = cast.within(whole)
    segments = _segments(text, whole, inside)
    parts = _read(text, segments, inside)
    if parts and all(p.kind in ("unnamed", "plural") for p in parts) and len(parts) > 1:
        joined = Span(parts[0].span.start, parts[-1].span.end)
        return [Part("unnamed", joined, head=parts[0].head, prefix=parts[0].prefix, plural=True)]
    return parts


def _without_lead(text: str, source: Span) -> Span | None:
    span = strip_ends(text, source)
    if span is None:
        return None
    start = max(span.start, text.rfind("\n", span.start, span.end) + 1)  # a credit line above the sentence
    dateline = _DATELINE.match(text, start, span.end)
    span = Span(dateline.end() if dateline else start, span.end)
    lead = _LEAD.match(text, span.start, span.end)
    if lead is not None and lead.end() < span.end:
        span = strip_ends(text, Span(lead.end(), span.end))
    return span


def _without_clause(text: str, whole: Span, cast: Cast) -> Span:
    """Cut a closing relative clause off a name: "Korvath, which holds the eastern bank" is Korvath alone."""
    m = _CLAUSE.search(text, whole.start, whole.end)
    if m is None or _GOES_ON.search(text, m.end(), whole.end):
        return whole
    front = Span(whole.start, m.start())
    return front if cast.within(front) else whole


def _segments(text: str, whole: Span, inside: Sequence[Named]) -> list[tuple[Span, str]]:
    """Cut at commas, dashes, brackets and "and" outside names; each piece with the separator before it."""
    out: list[tuple[Span, str]] = []
    start, separator = whole.start, ""
    for m in _SEPARATOR.finditer(text, whole.start, whole.end):
        if any(n.span.start < m.end() and m.start() < n.span.end for n in inside):
            continue
        _append(text, out, start, m.start(), separator)
        start, separator = m.end(), m.group()
    _append(text, out, start, whole.end, separator)
    return out


def _append(text: str, out: list[tuple[Span, str]], start: int, end: int, separator: str) -> None:
    span = strip_ends(text, Span(start, end)) if start < end else None
    if span is not None:
        out.append((span, separator))


def _read(text: str, segments: list[tuple[Span, str]], inside: Sequence[Named]) -> list[Part]:
    parts: list[Part] = []
    before: Span | None = None
    last: Span | None = None
    waiting: list[Part] = []  # names after a comma: taken when the list goes on, or holds names alone
    for span, separator in _with_modifiers(text, segments, inside):
        joins = "and" in separator or "&" in separator or "along" in separator
        if parts and ("(" in separator or _is_example(text, span)):
            continue
        if parts and joins and "," not in separator and _goes_on(text, before, span, inside):
            parts[-1] = _stretched(parts[-1], span)
            continue
        before = span
        if parts and parts[-1].kind == "named" and not _may_follow(text, span, joins, inside):
            if joins and "," not in separator and _is_crowd_of(text, last, parts[-1], span, inside):
                parts.append(read_phrase(text, span, inside) or parts[-1])
            last = span
            continue
        last = span
        part = read_phrase(text, span, inside)
        if part is not None and parts and part.kind == parts[-1].kind == "named" and not joins:
            waiting.append(part)
        elif part is not None:
            parts += waiting if part.kind == "named" else []
            waiting = [] if part.kind == "named" else waiting
            _add(text, parts, part, separator, inside)
    if parts and len(segments) == len(parts) + len(waiting):
        parts += [p for p in waiting if _alike(p, parts[-1])]
    return parts


def _is_crowd_of(text: str, last: Span | None, part: Part, span: Span, inside: Sequence[Named]) -> bool:
    """Tell whether unnamed people follow right on a name: "Marenko and leaders of the alliance"."""
    if last is None or part.named is None or not last.start <= part.named.span.start < last.end:
        return False
    following = read_phrase(text, span, inside)
    return following is not None and following.kind == "unnamed" and following.plural


def _add(text: str, parts: list[Part], part: Part, separator: str, inside: Sequence[Named]) -> None:
    """Add a part to a list of speakers, or let it name or complete the one before it."""
    joins = "and" in separator or "&" in separator or "along" in separator
    last = parts[-1].kind if parts else ""
    if not parts:
        parts.append(part)
    elif part.kind == "named" and last in ("plural", "unnamed") and _DASH.search(separator):
        parts[-1] = part
    elif part.kind == "named" and _completes(text, parts[-1], part):
        _complete(parts, part, inside)
    elif part.kind == "named":
        _add_name(parts, part, joins)
    elif joins and (
        (part.kind in ("unnamed", "plural", "pronoun") and last != "body") or part.kind == last == "person"
    ):
        parts.append(_as_joint(part, parts[-1]))


def _as_joint(part: Part, last: Part) -> Part:
    """Let the second of two offices keep the state of the first: "Varnia's president and premier"."""
    if part.role is None or last.role is None or part.role.states or part.kind != "person":
        return part
    return replace(part, role=replace(part.role, states=last.role.states))


def _is_example(text: str, span: Span) -> bool:
    return any(w in _EXAMPLES for _, w in words(text, span.start, span.end)[:1])


def _stretched(part: Part, span: Span) -> Part:
    """Take a name into the description that it completes; an apposition is left as it is."""
    return part if part.kind == "named" else replace(part, span=Span(part.span.start, span.end))


def _alike(part: Part, other: Part) -> bool:
    """Tell whether two names are both people's, or both not."""
    kinds = [p.named.actor.kind == "person" for p in (part, other) if p.named is not None]
    return len(kinds) == 2 and kinds[0] == kinds[1]


def _with_modifiers(
    text: str, segments: list[tuple[Span, str]], inside: Sequence[Named]
) -> list[tuple[Span, str]]:
    """Put "UN and aid agency officials" together again: a name that only helps to describe who follows."""
    last_span = segments[-1][0] if segments else None
    if last_span is not None and len(segments) > 1 and all(_is_demonym(text, s) for s, _ in segments[:-1]):
        part = read_phrase(text, last_span, inside)
        if part is not None and part.kind == "unnamed" and " " in last_span.of(text):
            return [(Span(segments[0][0].start, last_span.end), segments[0][1])]
    out: list[tuple[Span, str]] = []
    for span, separator in segments:
        if out and separator.strip() == "and" and text[span.start].islower() and " " in span.of(text):
            last, before = out[-1]
            alone = any(n.span == last and n.actor.kind != "person" for n in inside)
            alone = alone or _is_modifier(text, last, inside)
            part = read_phrase(text, span, inside)
            if alone and part is not None and part.kind == "unnamed" and part.span == span:
                out[-1] = (Span(last.start, span.end), before)
                continue
        out.append((span, separator))
    return out


def _is_demonym(text: str, span: Span) -> bool:
    return fold(span.of(text)) in demonyms()


def _is_modifier(text: str, span: Span, inside: Sequence[Named]) -> bool:
    """Tell whether a short piece is only the first of two modifiers ("civilian and military")."""
    parts = [w for _, w in words(text, span.start, span.end)]
    plain = not any(span.start <= n.span.start < span.end for n in inside) and len(parts) <= 2
    return (
        plain and bool(parts) and parts[0] not in DEFINITE | INDEFINITE and singular(parts[-1]) == parts[-1]
    )


def _completes(text: str, last: Part, part: Part) -> bool:
    """Tell whether a name goes on with a description's complement: "the leaders of X" and then "Y"."""
    if last.kind == "named" or part.named is None or part.named.actor.kind != "place":
        return False
    tail = words(text, last.span.start, last.span.end)
    return any(w in nouns("prepositions") for _, w in tail[1:])


def _goes_on(text: str, span: Span | None, following: Span, inside: Sequence[Named]) -> bool:
    """Tell whether a phrase ends in a name after a preposition and a bare name goes on with it."""
    if span is None:
        return False
    if _INNER_ADJECTIVE.search(text, span.start, span.end) and text[following.start].isupper():
        return True
    if all(n.span != following for n in inside):
        return False
    last = next((n for n in inside if n.span.end == span.end and n.span.start > span.start), None)
    if last is None:
        return False
    return any(w in nouns("prepositions") for _, w in words(text, span.start, last.span.start))


def _complete(parts: list[Part], part: Part, inside: Sequence[Named]) -> None:
    """Take officials of several places as those places; stretch any other description over its complement."""
    last = parts[-1]
    inner = [n for n in inside if last.span.start <= n.span.start < last.span.end and n.actor.kind == "place"]
    if last.head in _OFFICIALS and len(inner) == 1 and last.kind in ("plural", "unnamed"):
        parts[-1:] = [Part("named", inner[0].span, named=inner[0]), part]
    else:
        parts[-1] = replace(last, span=Span(last.span.start, part.span.end))


def _add_name(parts: list[Part], part: Part, joins: bool) -> None:
    """Add a name to a list, or let it name the description that it stands in apposition to."""
    last = parts[-1]
    apposed = last.kind in ("person", "body", "text") or (last.kind == "unnamed" and last.prefix == "anon")
    if apposed and not joins and part.named is not None:
        parts[-1] = part
        return
    parts.append(part)


def _may_follow(text: str, span: Span, joins: bool, inside: Sequence[Named]) -> bool:
    """Tell whether a piece after a name is a further speaker rather than an apposition to the name."""
    first = text[span.start : span.end].split()[0].lower()
    names = [n for n in inside if span.start <= n.span.start < span.end]
    if not names:
        return joins and (first in ("others", "officials", "aides") or span.of(text).lower() in PRONOUNS)
    head = next((n for n in names if is_head(text, n, span)), None)
    if head is None or any(w in nouns("prepositions") for _, w in words(text, span.start, head.span.start)):
        return False
    if first == "the" and (not joins or text[span.start : head.span.start].strip().lower() == "the"):
        return text[span.start : head.span.start].strip().lower() == "the"
    if first in DEFINITE | INDEFINITE | nouns("prepositions"):
        return joins and head.span.end == span.end and head.actor.kind == "person"
    return text[span.start].isupper() or joins
