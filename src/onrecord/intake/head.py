"""Read the head of a page: headline, outlet, author and date, before the article begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.intake.credits import author_of, is_credit
from onrecord.intake.lines import Line, titled
from onrecord.intake.topic import Topic
from onrecord.intake.vocabulary import imprint, vocabulary
from onrecord.text.dates import dates, first_date
from onrecord.text.outlets import is_known_outlet, outlet_like

_LONGEST_HEAD = 14
_HEADLINE_WORDS = 32
_CUT = re.compile(r"\s*(?:\||•|·|::|»|\s[-–—]\s)\s*")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|"
    r"20)?\d\d)?,?\s*)?(?:by\s+)?(?P<name>[A-Z][\w&.'’-]*(?:\s+(?:[A-Z&][\w&.'’-]*|of|the|"
    r"and)){0,5})",
    re.IGNORECASE,
)
_MORE_FROM = re.compile(r"^more from (?P<name>[A-Z].{2,40}?):?$", re.IGNORECASE)
_FOLLOWED = re.compile(
    r"^(?:[Ss]ubscribe to|[Jj]oin) (?:the )?(?P<name>[A-Z][\w&.'’-]*(?: [A-Z][\w&.'’-]*){0,3}) "
    r"(?:on|in|via) [A-Z]"
)
_INSTITUTION = re.compile(
    r"(?:the )?(?:\w+ )?(?:ministry|government|office|embassy|council|commission|parliament|secretariat|"
    r"department|presidency|mission|cabinet|delegation)\b",
    re.IGNORECASE,
)
_STANDFIRST = re.compile(r"(?:how|why|what|when|inside|a|an|our|from)\b", re.IGNORECASE)
_STAMPED = re.compile(r"(?:by|from|published|posted|updated|text|our)\b", re.IGNORECASE)
_MASTHEAD = re.compile(
    r"\b(?:newspaper|magazine|weekly|founded|established|no\. ?\d+|vol\. ?\d+|edition|bulletin|"
    r"price|notes?$|blog$|page \d+)\b",
    re.IGNORECASE,
)
_MOTTO = re.compile(
    r"^(?:the )?(?:\w+ ){0,2}(?:organ|review|voice|journal|newspaper|magazine|paper|portal|home|"
    r"weekly|daily) (?:of|for|from) |"
    r"\byour (?:\w+ )?(?:paper|newspaper|daily|weekly|source|guide|window)\b|\b(?:since|founded|"
    r"established|est\.)(?: in)? 1[89]\d\d\b",
    re.IGNORECASE,
)
_ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True, slots=True)
class Head:
    """Hold what the head of a page says, by the indices of its lines."""

    headline: tuple[int, ...] = ()
    credits: tuple[int, ...] = ()
    slogans: tuple[int, ...] = ()
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None


def read_head(shown: Sequence[Line], lines: Sequence[Line]) -> Head:
    """Read the head of a page.

    The head is what stands before the first running text. Its first line that is neither credit nor outlet
    nor masthead is the headline.

    Args:
        shown: the lines of the page, furniture that is sure left out.
        lines: all lines; the small print may name the outlet.
    """
    body = _body_start(shown)
    rows = shown[:body]
    credit = [x for x in rows if is_credit(x)]
    rest = [x for x in rows if x not in credit]
    topic = Topic(shown[body:])
    small_print = _from_page(lines)
    outlet_line = next((x for x in rest[:2] if _names_outlet(x, rest, small_print)), None)
    outlet_line = outlet_line or _unknown_outlet(rest, topic)
    outlet = _outlet_name(outlet_line.text) if outlet_line else _from_credits(credit) or small_print
    rest = [x for x in rest if x is not outlet_line]
    rest, slogans = _without_masthead(rest, topic, outlet_line)
    headline = _headline(rest)
    return Head(
        headline=tuple(x.index for x in headline),
        credits=tuple(x.index for x in [*credit, *([outlet_line] if outlet_line else [])]),
        slogans=tuple(x.index for x in slogans),
        title=headline[0].text.rstrip(" ;") if headline else None,
        outlet=outlet,
        byline=next(filter(None, (author_of(x.text) for x in credit)), None),
        published=_published(credit),
    )


def _body_start(shown: Sequence[Line]) -> int:
    """Return the position of the first running text: a headline with a full stop is none."""
    for i, line in enumerate(shown[:_LONGEST_HEAD]):
        if line.is_sentence and not is_credit(line) and not _is_stopped_headline(shown, i):
            return i
    return min(len(shown), 1)


def _is_stopped_headline(shown: Sequence[Line], i: int) -> bool:
    """Tell whether a line that ends as a sentence is a headline all the same: short, without articles."""
    line = shown[i]
    after = next((x for x in shown[i + 1 :] if not is_credit(x)), None)
    if len(line.words) > 25 or after is None or len(after.words) < len(line.words):
        return False
    if line.text.endswith(("?", "!")):
        return not any(x.is_sentence for x in shown[:i])
    if i and shown[i - 1].text.endswith((";", ":")) and not shown[i - 1].ends:
        return True
    capitals = sum(w[0].isupper() for w in line.words) / len(line.words)
    plain = not any(w.lower() in _ARTICLES for w in line.words)
    return (
        i <= 3
        and not any(x.is_sentence for x in shown[:i])
        and (capitals > 0.7 or (plain and len(line.words) <= 20))
    )


def _names_outlet(line: Line, rest: Sequence[Line], small_print: str | None) -> bool:
    """Tell whether a line of the head gives the name of the outlet."""
    name = _outlet_name(line.text)
    if line.ends or not 1 <= len(name.split()) <= 6 or len(rest) < 2:
        return False
    if is_known_outlet(name) or name.lower() == (small_print or "").lower():
        return True
    if line is not rest[0]:
        return outlet_like(name) and line.is_titled and len(name.split()) <= 4
    domain = re.match(r"[\w-]+(?:\.[\w-]+)+$", name) is not None
    parted = len(name) < len(line.text)
    short = len(name.split()) <= 3 and any(len(line.words) < len(x.words) > 3 for x in rest[1:])
    body = _INSTITUTION.match(name) is not None and any(len(x.words) >= 5 for x in rest[1:])
    return domain or (titled(name.split()) and (outlet_like(name) or short or body or parted))


def _unknown_outlet(rest: Sequence[Line], topic: Topic) -> Line | None:
    """Return the first line where the article never speaks of it and a later line is the headline."""
    if (
        len(rest) < 2
        or len(rest[0].words) > 5
        or not rest[0].is_titled
        or rest[0].ends
        or topic.hits(rest[0])
    ):
        return None
    later = any(len(x.words) >= 4 and topic.hits(x) >= 2 and topic.share(x) >= 0.4 for x in rest[1:])
    return rest[0] if later and len(rest[0].words) > 1 else None


def _outlet_name(text: str) -> str:
    """Return the name of the outlet from a line that may add section, slogan or date to it."""
    first = _CUT.split(text)[0].strip()
    for found in dates(first):
        first = first[: found.span.start].strip(" ,")
        break
    name = (
        re.sub(r"\s+(?:Magazine|Travel|Online|Weekend|International)$", "", first)
        if len(first.split()) > 2
        else first
    )
    return name.strip(" ,:")


def _from_credits(credit: Iterable[Line]) -> str | None:
    """Return the outlet that a line of credit begins with: "The Dry Gazette, 7 March 2031"."""
    for line in credit:
        name = _outlet_name(re.split(r"\s*[|•·]\s*|,\s", line.text)[0])
        told = is_known_outlet(name) or outlet_like(name) or len(name.split()) >= 3
        if 2 <= len(name.split()) <= 6 and titled(name.split()) and told and not _STAMPED.match(name):
            return name
    return None


def _from_page(lines: Sequence[Line]) -> str | None:
    """Return the outlet that the page names in its copyright line, its lists or its prompts."""
    for line in reversed(lines):
        if len(line.words) > 25:
            continue
        for pattern in (_COPYRIGHT, _MORE_FROM, _FOLLOWED):
            m = pattern.search(line.text)
            if m and m["name"][0].isupper():
                name = re.sub(r"\s+(?:19|20)\d\d.*$", "", m["name"]).strip(" .,")
                if name and not re.match(r"all rights", name, re.IGNORECASE):
                    return name
    return None


def _without_masthead(rest: list[Line], topic: Topic, outlet: Line | None) -> tuple[list[Line], list[Line]]:
    """Part what stands over the headline from it: names of sections, slogans under the outlet's name.

    A headline speaks of what the article speaks of. Above it goes what is the name of a section, what says of
    itself that it is a paper, and what follows the outlet's name and speaks of nothing in the article.
    """
    over: list[Line] = []
    while len(rest) > 1 and len(rest[0].words) <= 12 and rest[0].text[0] not in '"“«‘':
        line, after = rest[0], rest[1]
        section = len(line.words) <= 3 and _is_section(line)
        foreign = topic.share(line) <= 0.34
        better = (
            len(after.words) >= 6
            and topic.hits(after) >= 2
            and (not _STANDFIRST.match(after.text) or after.index > line.index + 1)
        )
        below = outlet is not None and outlet.index < line.index and len(line.words) <= 6 and better
        small = imprint().search(line.text) is not None or _MASTHEAD.search(line.text) is not None
        motto = outlet is not None and _MOTTO.search(line.text) is not None
        if not (section or motto or (foreign and (small or below))):
            break
        over.append(rest.pop(0))
    return rest, over


def _is_section(line: Line) -> bool:
    """Tell whether a line is the name of a section, or a path of such names."""
    parts = [p.strip() for p in re.split(r"[/|>›»·•,&]", line.bare) if p.strip()]
    known = [vocabulary().menu.match(p) is not None for p in parts]
    return bool(known) and known[0] and sum(known) * 2 >= len(known)


def _headline(rest: Sequence[Line]) -> list[Line]:
    """Return the lines of the headline: the first line, and its second where the first is left open."""
    if not rest or len(rest[0].words) > _HEADLINE_WORDS or (rest[0].is_sentence and not rest[0].ends):
        return []
    lines = [rest[0]]
    if rest[0].text.endswith((";", ":", ",")) and len(rest) > 1:
        lines.append(rest[1])
    return lines


def _published(credit: Iterable[Line]) -> str | None:
    """Return the date of the credits, one with its year before one without; "updated" counts last."""
    found = [(first_date(x.text), x) for x in credit]
    known = [(d.edtf, x) for d, x in found if d]
    known.sort(
        key=lambda pair: (
            pair[0].startswith("X"),
            bool(re.match(r"(?:last )?(?:updated?|modified)", pair[1].text, re.I)),
        )
    )
    return known[0][0] if known else None
