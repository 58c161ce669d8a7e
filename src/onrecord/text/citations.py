"""Find where a text names an outlet as a source: "told The Harbour Times", "Ridgeway reported"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.model import Span
from onrecord.text.dates import first_date
from onrecord.text.outlets import is_known_outlet, outlet_like

_TOKEN = r"(?:[A-ZČŠŽÉÖÜ][\w’'&.-]*[\w]|[A-Z]{2,}|24|\d)"
_NAME = (
    rf"{_TOKEN}(?:[ \u00a0](?:{_TOKEN}|of|de|della|the|and(?=[ \u00a0](?:Mail|Courier|"
    rf"Star)))(?=[ \u00a0]|\b)){{0,5}}"
)
_KIND = (
    r"(?:(?:online |daily |weekly |opposition |local |independent |state |private |public |"
    r"national |regional |popular )*"
    r"(?:news ?agency|press ?agency|agency|news ?wire|wire service|newspaper|paper|daily|weekly|"
    r"tabloid|magazine|website|web ?site|site|portal|"
    r"broadcaster|channel|TV channel|television(?: channel| station)?|TV|radio(?: station)?|"
    r"outlet|publication|blog|news outlet|news service|news network|news site|network))"
)
_SAYS = (
    r"(?:(?:has |have |had )?(?:first |earlier |previously |also |later |recently |"
    r"exclusively )?(?:reported|reports|reporting|report|wrote|writes|write|quoted|quotes|quoting|"
    r"cited|cites|citing|noted|notes|revealed|reveals|learned|learnt|published|publishes|"
    r"disclosed|broke the (?:story|news)|said in (?:a|its) report|says?|said|"
    r"contributed to this))\b"
)
_KIND_ENDS = (
    *("agency", "wire", "service", "paper", "daily", "weekly", "tabloid", "magazine", "site", "portal"),
    *("broadcaster", "channel", "television", "station", "TV", "radio", "outlet", "publication", "blog"),
    "network",
)
"""What the words for kinds of outlets end on: the pattern of these words is tried only after one of them."""
_BEFORE = re.compile(
    r"(?P<cue>(?i:(?:as |was |were )?(?:first |later |previously |earlier |also )?(?:reported|"
    r"quoted|cited|obtained|seen|published|interviewed|revealed|polled|carried|reviewed|told|"
    r"confirmed|relayed|explained)(?:[^.!?\r\n]{0,30}?)? (?:by|to|in|on|from)|told|tells|telling|"
    r"according to(?: (?:a|an|the) (?:\w+ )?(?:report|article|story|interview)s? (?:by|in|from|on|"
    r"with))?|"
    r"(?:interview|interviews|comments?|remarks|statement|conversation|commentary|article|op-ed|"
    r"report|story|translation|exclusive) (?:to|with|by|in|for|on|from|carried by)|"
    r"with reference to|referring to|citing|quoting|quotes|via|in a report (?:by|in|for)|sources? ?:))"
    r"[ \u00a0](?:[“\"‘'])?(?P<lead>(?:the|a|an|its|local|state|state-run|state-owned|"
    r"semi-official|official|private|independent|opposition|Russian|Ukrainian|Turkish|Polish|"
    r"German|French|British|American|Italian|Iranian|Israeli|Chinese|Kurdish|US|U\.S\.|UK|"
    + _KIND[3:-1]
    + r")[ \u00a0])*$"
)  # fmt: skip
_OWN = re.compile(
    r"\b(?:told|telling|explained to|interviewed by|polled by|interview with) (?:[Tt]he )?[“\"]?$"
)
_REPORTER = re.compile(r"^[’']?s?[ \u00a0](?:reporter|correspondent|journalist|photographer|crew|team)s?\b")
_MENTION = re.compile(_NAME)
_AND_NAME = re.compile(
    rf"[ \u00a0]and[ \u00a0](?:the[ \u00a0])?(?:(?:[a-z]+[ \u00a0]){{0,3}})(?P<name>{_NAME})"
)
_KIND_AFTER = re.compile(rf"^[ \u00a0]{_KIND}\b")
_KIND_BEFORE = re.compile(rf"\b{_KIND}[ \u00a0]$")
_AFTER = re.compile(
    rf"^[”\"]?(?:[’']s? [A-Z]\w+(?: [A-Z]\w+)?)?(?:[ \u00a0]{_KIND})?(?: on \w+| this week| today|"
    rf" yesterday)?[ \u00a0]{_SAYS}"
)
_TOO_LOOSE = frozenset({"said", "says", "say", "published", "publishes", "notes", "noted"})
_NO_NAMES = frozenset(
    ("the", "tv", "radio", "channel", "newspaper", "state", "press", "media", "online", "agency")
)
_DEMONYM = re.compile(r"^\w+(?:ian|ish|ese|ench|man|can|eli|aqi|ani|ean|utch)$")
_ASKED = re.compile(r"\bfor comment (?:by|from) (?:[Tt]he )?$")
_ELSEWHERE = re.compile(
    r"^[”\"]?(?:[’']s? |,? (?:host|anchor|reporter|journalist|in (?:19|20)\d\d|in (?:an? )?(?:January|"
    r"February|March|April|May|June|July|August|September|October|November|December|"
    r"interview (?:published|aired|broadcast))|last |earlier |on (?:Mon|Tues|Wednes|Thurs|Fri|"
    r"Satur|Sun)day|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))"
)
_REPORT_OF = re.compile(
    r"\b(?:(?:report|article|story|stories)s? (?:by|in|from)|reference to|sources? ?:) (?:the )?[“\"]?$",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"^(?:[,.;:)”\"]|$|[\r\n])")
_DAY = re.compile(r"\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")
_NOT_OUTLETS = re.compile(
    r"\b(?:Ministry|Minister|President|Government|Committee|Service|Council|Party|Office|Court|"
    r"Army|Police|Union|University|Institute|House|Bank|Embassy|Department)\b"
)
_INSIDE = re.compile(
    r"(?:news|media|press|times|daily|wire|discourse|leaks|radio|herald|gazet|pravda|post$|tv$|"
    r"\.(?:com|ru|net|org|ua|info|eu|pl|de)$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cited:
    """Hold an outlet that the article names as a source, and the words that do so."""

    outlet: str
    span: Span
    told: int = 0  # how often it is told something: "told The Harbour Times", as a paper writes of itself
    reports: int = 0  # how often it is the one that reports: "The Harbour Times reported"
    crew: int = 0  # how often its own people act: "a Harbour Times reporter saw"


def citations(text: str, body: Span) -> Iterator[Cited]:
    """Yield each place of a stretch of text that names an outlet as a source, in order.

    >>> text = "He told the Harbour Times on Friday; Reuters reported a truce."
    >>> [c.outlet for c in citations(text, Span(0, len(text)))]
    ['Harbour Times', 'Reuters']
    """
    for m in _MENTION.finditer(text, body.start, body.end):
        yield from _cited(text, body, m)


def _cited(text: str, body: Span, m: re.Match[str]) -> list[Cited]:
    name, lead = _trim(m.group())
    if not name or _is_no_name(name):
        return []
    start = m.start() + lead
    end = start + len(name)
    # non-breaking spaces become spaces here, one for one, so that places stay
    before = text[max(body.start, start - 110) : start].replace("\u00a0", " ")
    after = text[end : min(body.end, end + 70)].replace("\u00a0", " ")
    near = before[-40:]
    kind = _KIND_AFTER.match(after) if after[:1] == " " else None
    after_kind = near.rstrip().endswith(_KIND_ENDS) and _KIND_BEFORE.search(near)
    described = bool(kind or after_kind) and not _NOT_OUTLETS.search(name)
    known = _is_known(name)
    if kind and not known and _DEMONYM.search(name):  # "told French television"
        return []
    likely = known or (described and len(name) > 2) or _looks_outlet(name)
    if not likely and not _unknown_reports(name, near, after):
        return []
    cue = _BEFORE.search(before)
    if cue:
        spoken = bool(_OWN.search(before)) and not described
        told = int((spoken and not _ELSEWHERE.match(after)) or bool(_ASKED.search(before)))
        begin, stop = start - len(before) + cue.start(), end + (kind.end() if kind else 0)
        return [
            Cited(_spaced(name), Span(begin, stop), told, int(not spoken and not told)),
            *_second(text, end, body.end, begin),
        ]
    said = _AFTER.match(after)
    if said and likely:
        loose = said.group().split()[-1] in _TOO_LOOSE and not re.match("[’']", said.group())
        return [] if loose else [Cited(_spaced(name), Span(start, end + said.end()), reports=1)]
    if known and _REPORTER.match(after):
        return [Cited(_spaced(name), Span(start, end + 1 + len(after.split()[0])), crew=1)]
    return []


def _unknown_reports(name: str, before: str, after: str) -> bool:
    """Tell whether an unknown name is said to report: "a report by Ostra," "Source: Ostra"."""
    if _CLOSED.match(after) is None or len(name.split()) > 3 or _REPORT_OF.search(before) is None:
        return False
    return not _NOT_OUTLETS.search(name)


def _second(text: str, at: int, stop: int, begin: int) -> list[Cited]:
    """Find a second outlet after "and": "in comments to Eastline and the news site Brae.net"."""
    m = _AND_NAME.match(text, at, stop)
    if m and (is_known_outlet(m["name"]) or _looks_outlet(m["name"])):
        return [Cited(_spaced(m["name"]), Span(begin, m.end()), reports=1)]
    return []


# An article names the same people and places again and again, and is searched more than once.
_is_known = lru_cache(maxsize=16384)(is_known_outlet)


@lru_cache(maxsize=16384)
def _is_no_name(name: str) -> bool:
    return name.lower() in _NO_NAMES or first_date(name + " 1") is not None  # "interview in November"


@lru_cache(maxsize=16384)
def _trim(name: str) -> tuple[str, int]:
    """Cut small words off both ends of a run of capitalised words, and a possessive off its end.

    Return what is left and how much was cut off its front.
    """
    start = 0
    while name.split() and name.split()[-1] in ("of", "the", "de", "and", "della"):
        name = name[: name.rfind(name.split()[-1])].rstrip(" \u00a0")
    person, _, paper = name.rpartition(" of ")  # "told Ana Oster of Ridgeway News"
    if person and is_known_outlet(paper):
        start += len(person) + 4
        name = paper
    name = _DAY.sub("", re.split(r"[’'](?:s\b|$)", name)[0]).rstrip(".")
    first = name.split()[0] if name.split() else ""
    if first in (
        "A",
        "An",
        "In",
        "According",
        "As",
        "Meanwhile",
        "Earlier",
        "On",
        "But",
        "And",
        "However",
        "Source",
        "Sources",
        "Asked",
    ) and len(name) > len(first):
        start += len(first) + 1
        name = name[len(first) + 1 :]
    return name, start


def _spaced(name: str) -> str:
    return name.replace("\u00a0", " ")


@lru_cache(maxsize=16384)
def _looks_outlet(name: str) -> bool:
    return not _NOT_OUTLETS.search(name) and (
        (outlet_like(name) and len(name.split()) > 1) or bool(_INSIDE.search(name))
    )
