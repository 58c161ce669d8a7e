"""Find through whom an article has a statement: outlets that its passage names, or people who tell of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise, takewhile

from onrecord.model import Attribution, Span
from onrecord.text.citations import Cited, citations
from onrecord.text.outlets import is_known_outlet, listed_form
from onrecord.text.sentences import sentences

_NAME = r"(?:[A-ZÀ-Ž][\w’'.-]*|de|van|von|bin|al)(?:[ \u00a0](?:[A-ZÀ-Ž][\w’'.-]*|de|van|von|bin|al))*"
_TRAILING = re.compile(
    rf",\s(?:as\s)?(?P<who>{_NAME})\s(?:(?:has|had|first|later|earlier)\s)*(?:reported|reports)"
    r"(?:\son\s\w+|\s\w+day)?[.;]?\W*$"
)
_INTRODUCES = re.compile(r"\b(?:comments?|interview|remarks|told|conversation|statement)\b", re.IGNORECASE)
_NEAR = 8  # attributions on either side of an outlet's name that it can belong to
_NEXT = 250  # characters after which words announced in a sentence of their own follow
_QUOTES = re.compile(
    rf"(?P<who>{_NAME})\s(?:also\s|later\s)?(?:quote[sd]?|quoting|cite[sd]?|citing)\s(?:the\s)?$"
)
_PRONOUN = frozenset(
    ("He", "She", "They", "It", "We", "I", "But", "And", "In", "This", "That", "There", "You")
)
_CITING = re.compile(
    r"\b(?:citing|quoting)\s(?:the\s|its\s|an?\s)?(?P<who>\w[^,;.!?“”\"\n]{1,60}?)(?=,|\s(?:said|says|reports?|reported|writes?|"
    r"wrote|put|claims?|claimed|tells|told|warns?|warned)\b|$)"
)
_PERSON = re.compile(r"s?he|they", re.IGNORECASE)
_SEEN = 200  # characters from a source to the end of its cue that are looked at
_CARRY = 150  # characters within which the next words of the same speaker come by the same way


@cache
def _list(section: str) -> str:
    """Return the words of a section of the word list as one alternative."""
    rows = files("onrecord.coding").joinpath("data/relay_words.txt").read_text(encoding="utf-8").splitlines()
    begin = rows.index(f"[{section}]") + 1
    taken = takewhile(lambda row: not row.startswith("["), rows[begin:])
    return "|".join(row for row in taken if row and not row.startswith("#"))


@cache
def _tells() -> str:
    return (
        rf"(?:(?:has|have|had|also|later|earlier|then)\s)*(?:{_list('tells')})"
        r"(?:\s(?:on\s\w+|earlier|later|yesterday|\w+day))?(?:\s(?:that|how))?\s(?:the\s)?"
    )


@cache
def _teller() -> re.Pattern[str]:
    """Return the pattern of somebody named who tells of what follows."""
    return re.compile(rf"(?P<who>{_NAME})\s{_tells()}$")


@cache
def _unnamed() -> re.Pattern[str]:
    """Return the pattern of unnamed people who tell of what follows."""
    people = rf"(?:[A-Z][\w.]*\s)?(?:\w+\s){{0,2}}(?:{_list('unnamed')})"
    return re.compile(rf"(?:^|[,;]\s)(?P<who>{people})\s{_tells()}$")


@cache
def _unnamed_people() -> re.Pattern[str]:
    """Return the pattern of words that end in unnamed people: "two Velmark officials"."""
    return re.compile(rf"\b(?:{_list('unnamed')})$")


@cache
def _noun() -> re.Pattern[str]:
    """Return the pattern of a cue that is a noun of saying alone."""
    whose = r"(?:\w+['’]s?\s|his\s|her\s|its\s|their\s|the\s|an?\s)?(?:\w+\s)?"
    return re.compile(rf"{whose}(?:{_list('nouns')})(?:\s(?:to|that|for|of|on|by|from|urging|calling))?")


@dataclass(frozen=True, slots=True)
class Relay:
    """Hold through whom a statement comes, nearest first, and the words that say so.

    ``outer`` is the index of the attribution within whose content this one stands, if there is one.
    """

    names: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    outer: int | None = None
    confidence: float = 0.0


def relays(
    text: str,
    attributions: Sequence[Attribution],
    speakers: Sequence[Sequence[str]],
    outlet: str | None,
) -> list[Relay]:
    """Say for each attribution of an article through whom it comes; no names: the article reports itself.

    ``speakers`` names who speaks in each attribution; an outer speaker's names are taken over as they stand.
    ``outlet`` is the article's own: what it was told itself is not relayed. People whom the words alone name
    ("Oster quoted villagers as saying") come as written.

    >>> text = "Ana Oster told Reuters the bridge is closed. Marr said Xenia had refused to pay."
    >>> a = Attribution((Span(0, 9),), (Span(10, 14),), (Span(23, 43),))
    >>> b = Attribution((Span(45, 49),), (Span(50, 54),), (Span(55, 79),))
    >>> c = Attribution((Span(55, 60),), (Span(61, 72),), (Span(73, 79),))
    >>> [r.names for r in relays(text, [a, b, c], [["Ana Oster"], ["Dov Marr"], ["XAA"]], None)]
    [('Reuters',), (), ('Dov Marr',)]
    """
    outers = nested(attributions)
    cited = _cited(text, attributions, speakers, outlet)
    full = _full_names({c.outlet for hits in cited for c in hits})
    out: list[Relay] = []
    for i, a in enumerate(attributions):
        outer, through = outers[i], cited[i]
        if outer is not None and speakers[outer] and _embedded(text, a, speakers[i], speakers[outer]):
            names = tuple(dict.fromkeys((*speakers[outer], *(full[c.outlet] for c in cited[outer]))))
            spans = attributions[outer].source or attributions[outer].cue
            out.append(Relay(names, spans, outer, 0.7))
        elif through:
            names = tuple(dict.fromkeys(full[c.outlet] for c in through))
            out.append(Relay(names, tuple(c.span for c in through), outer, 0.7))
        else:
            cites = _citing(text, a, speakers[i], outer)
            out.append(cites if cites.names else _told(text, a, speakers[i], outer))
    return [_relayed(r, outlet) for r in out]


def _relayed(r: Relay, outlet: str | None) -> Relay:
    """Leave the article's own outlet out: what it reports itself is not relayed."""
    if outlet is None or not any(_same([n], [outlet]) for n in r.names):
        return r
    names = tuple(n for n in r.names if not _same([n], [outlet]))
    return replace(r, names=names) if names else Relay(outer=r.outer)


def nested(attributions: Sequence[Attribution]) -> list[int | None]:
    """Return for each attribution the smallest other one within whose content its cue and source stand.

    An outer attribution whose whole content is an inner one adds nothing of its own beyond relaying it.

    >>> outer = Attribution((Span(0, 3),), (Span(4, 8),), (Span(9, 40),))
    >>> inner = Attribution((Span(9, 14),), (Span(15, 20),), (Span(21, 40),))
    >>> nested([outer, inner])
    [None, 0]
    """
    contents = sorted((c.start, c.end, i) for i, a in enumerate(attributions) for c in a.content)
    starts = [c[0] for c in contents]
    out: list[int | None] = []
    for i, a in enumerate(attributions):
        marks = [*a.cue, *a.source] or list(a.content[:1])
        place, stop = min(m.start for m in marks), max(m.end for m in marks)
        around = contents[max(0, bisect_right(starts, place) - 12) : bisect_right(starts, place)]
        holding = [(end - start, j) for start, end, j in around if j != i and start <= place and stop <= end]
        out.append(min(holding)[1] if holding else None)
    return out


def _embedded(text: str, a: Attribution, speakers: Sequence[str], outer: Sequence[str]) -> bool:
    """Tell whether an inner attribution is another's act that is told, not a plan that is mentioned."""
    cue = a.cue[0].of(text) if a.cue else ""
    return not _same(outer, speakers) and not _noun().fullmatch(cue)


def _citing(text: str, a: Attribution, speakers: Sequence[str], outer: int | None) -> Relay:
    """Find whom a source cites, between itself and its cue: "a report citing villagers said"."""
    marks = [*a.source[:1], *a.cue[:1]]
    if not a.cue or marks[-1].start < marks[0].start or marks[-1].end - marks[0].start > _SEEN:
        return Relay(outer=outer)
    m = _CITING.search(text, marks[0].start, marks[-1].end)
    if m is None or _same([m["who"]], speakers):
        return Relay(outer=outer)
    span = (Span(*m.span("who")),)
    if _unnamed_people().search(m["who"]):
        return Relay((f"anon: {m['who']}",), span, outer, 0.55)
    named = re.fullmatch(_NAME, m["who"])
    return Relay((listed_form(m["who"]),), span, outer, 0.55) if named else Relay(outer=outer)


def _told(text: str, a: Attribution, speakers: Sequence[str], outer: int | None) -> Relay:
    """Find who tells of the act by the words before its source or cue: "Oster said Xenia had refused"."""
    marks = [*a.source, *a.cue]
    if not marks:
        return Relay(outer=outer)
    start = min(m.start for m in marks)
    before = text[max(0, start - 90) : start]
    before = re.split(r"[.!?“”\"\n]\s*(?=[^.!?“”\"\n]*$)", before)[-1]
    quoting = a.cue and re.match(r"(?:also\s|later\s)?(?:quot|cit)(?:e[sd]?|ing)\b", a.cue[0].of(text))
    m = _QUOTES.search(before + (a.cue[0].of(text) + " " if quoting and start == a.cue[0].start else ""))
    m = m or (_teller().search(before) or _unnamed().search(before) if a.source else None)
    if m is None or m["who"].split()[0] in _PRONOUN or _same([m["who"]], speakers):
        return Relay(outer=outer)
    at = start - len(before) + m.start("who")
    if m.re is _unnamed():
        return Relay((f"anon: {m['who']}",), (Span(at, at + len(m["who"])),), outer, 0.55)
    name = listed_form(m["who"]) if is_known_outlet(m["who"]) else m["who"]
    return Relay((name,), (Span(at, at + len(m["who"])),), outer, 0.55)


def _cited(
    text: str, attributions: Sequence[Attribution], speakers: Sequence[Sequence[str]], outlet: str | None
) -> list[list[Cited]]:
    """Give each attribution the outlets that its own passage names as its way."""
    out: list[list[Cited]] = [[] for _ in attributions]
    found = sentences(text)
    starts = [s.start for s in found]
    by_sentence: dict[int, list[int]] = {}
    for i, a in enumerate(attributions):
        for mark in (*a.cue, *a.source, *([] if a.cue else a.content)):
            by_sentence.setdefault(bisect_right(starts, mark.start) - 1, []).append(i)
    order = sorted(range(len(out)), key=lambda i: _bounds(attributions[i])[0])
    begins = [_bounds(attributions[i])[0] for i in order]
    for number, sentence in enumerate(found):
        members = sorted(set(by_sentence.get(number, ())), key=lambda i: _bounds(attributions[i])[0])
        places = [_bounds(attributions[i])[0] for i in members]
        for hit in _named(text, sentence, bool(members)):
            if outlet and _same([hit.outlet], [outlet]):
                continue
            if members:
                first = max(0, bisect_right(places, hit.span.start) - _NEAR)
                near = members[first : bisect_right(places, hit.span.end) + _NEAR]
                _give(hit, near, attributions, speakers, out)
                continue
            after = bisect_right(begins, hit.span.end)
            if (
                after < len(order)
                and begins[after] - hit.span.end < _NEXT
                and _INTRODUCES.search(hit.span.of(text))
            ):
                out[order[after]].append(hit)
    _carry(text, attributions, speakers, out)
    return out


def _full_names(names: set[str]) -> dict[str, str]:
    """Give a short form the one full name that goes on from it: "Eastline" is "Eastline News"."""
    longer = {n: [m for m in names if m.startswith(n + " ")] for n in names}
    return {n: listed_form(more[0] if len(more) == 1 else n) for n, more in longer.items()}


def _named(text: str, sentence: Span, has_members: bool) -> list[Cited]:
    """Return the outlets that a sentence cites; one that it ends on reporting is one, known or not."""
    hits = list(citations(text, sentence))
    trailing = (
        _TRAILING.search(text, max(sentence.start, sentence.end - 90), sentence.end) if has_members else None
    )
    if trailing and not any(
        trailing.start("who") < h.span.end and h.span.start < trailing.end() for h in hits
    ):
        hits.append(Cited(trailing["who"], Span(trailing.start("who"), trailing.end())))
    return hits


def _give(
    hit: Cited,
    members: Sequence[int],
    attributions: Sequence[Attribution],
    speakers: Sequence[Sequence[str]],
    out: list[list[Cited]],
) -> None:
    """Give an outlet to the nearest attribution of its sentence, and to those of the same speaker there."""
    fit = [
        i
        for i in members
        if not any(c.start < hit.span.end <= c.end for c in attributions[i].content)
        and not any(hit.span.start <= m.start < hit.span.end for m in attributions[i].source)
        and not _same([hit.outlet], speakers[i])
    ]
    if not fit:
        return
    nearest = min(fit, key=lambda i: _distance(attributions[i], hit.span))
    for i in fit:
        if i == nearest or _same(speakers[i], speakers[nearest]):
            out[i].append(hit)


def _carry(
    text: str, attributions: Sequence[Attribution], speakers: Sequence[Sequence[str]], out: list[list[Cited]]
) -> None:
    """Let the words that the same speaker goes on with come by the same way.

    "He" whom nobody could name is the one who has just been heard.
    """
    order = sorted(range(len(out)), key=lambda i: _bounds(attributions[i])[0])
    given = [bool(hits) for hits in out]
    for before, i in pairwise(order):
        gap = _bounds(attributions[i])[0] - _bounds(attributions[before])[1]
        unnamed = not speakers[i] and _unnamed_one(text, attributions[i])
        goes_on = unnamed or _same(speakers[before], speakers[i])
        if given[before] and not out[i] and gap < _CARRY and goes_on:
            out[i] = list(out[before])


def _unnamed_one(text: str, a: Attribution) -> bool:
    return any(_PERSON.fullmatch(s.of(text)) for s in a.source)


def _bounds(a: Attribution) -> tuple[int, int]:
    marks = [*a.cue, *a.source, *a.content]
    return min(m.start for m in marks), max(m.end for m in marks)


def _distance(a: Attribution, span: Span) -> int:
    return min(max(m.start - span.end, span.start - m.end, 0) for m in (*a.cue, *a.source, *a.content))


def _same(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether two lists share a name; a last name or a name without its article is enough."""
    return any(_key(x) == _key(y) or _key(x).split()[-1:] == _key(y).split()[-1:] for x in a for y in b)


def _key(name: str) -> str:
    return re.sub(r"^the\s+", "", name.lower())
