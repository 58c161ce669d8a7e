"""Recognise lines of credit: who wrote it, for whom, when; kept for evidence, never read for statements."""

from __future__ import annotations

import re

from onrecord.intake.lines import Line
from onrecord.text.dates import dates

NAME = r"[A-ZÀ-Ž][\w.'’-]*(?:\s+(?:[A-ZÀ-Ž][\w.'’-]*|de|van|von|der|al|bin|la|le)){0,4}"
_NAMES = rf"{NAME}(?:(?:,| and| &)\s+{NAME}){{0,4}}"
_BY = re.compile(
    rf"^(?:by|text|words|story|written by|author|reported by|report by|text by|posted by|post by|"
    rf"from)\s*:?\s+(?P<who>{_NAMES})(?P<rest>.*)$",
    re.IGNORECASE,
)
_BY_STRICT = re.compile(
    rf"(?:^|[|·•,]\s*|\s)(?:[Bb]y|BY|[Tt]ext:|[Tt]ext by|[Aa]uthor:|[Ww]ritten by|[Pp]osted by|"
    rf"[Rr]eported by|[Ww]ords(?::| by)|[Ii]nterview:)\s+(?P<who>{_NAMES})"
)
_DESK = re.compile(
    r"\b(?:(?:staff|our|special|foreign|chief|senior|political|"
    r"diplomatic) [\w ]{0,30}(?:correspondents?|reporters?|writers?|desk|editors?|staff|bureau)|"
    r"(?:news|foreign|web|online) (?:desk|team|staff))\b",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"^(?:first |last |originally )?(?:published|posted|updated|update|filed|created|modified|"
    r"date|issued|released|printed|added|dated|text|photo|image|picture|source|sources|agency|"
    r"from our|by our|reporting by|additional reporting by|editing by|writing by|compiled by|"
    r"translated by|translation)\b\s*(?:on|at|by|:|in)?",
    re.IGNORECASE,
)
_CREDIT_START = re.compile(
    r"^(?:sources?\s*:|via\s*:|source -|(?:additional )?(?:reporting|editing|writing|translation|"
    r"photograph\w*|photos?|images?) by\b|\((?:additional )?(?:reporting|editing|writing)\b|"
    r"(?:photo|image|picture|foto)s?(?: credit)?\s*:\s*\S+(?:\s+\S+){0,3}$|"
    r"\(.{3,40} in (?:english|russian|german|"
    r"french)\)$)",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"\b(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|"
    r"fri|sat(?:ur)?|sun)(?:day)?|gmt|utc|[ceb]e?s?t|am|pm|at|on|by|in|updated|published|posted|"
    r"last|first|update|modified|with tags?|reading time|min(?:ute)?s?(?: read)?|comments?|\d+)\b|"
    r"[|·•,:;–—/()-]",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"[0-2]?\d[:.][0-5]\d(?: ?(?:[ap]m|GMT|UTC))?$")
_SMALL = frozenset(
    ("our", "from", "a", "of", "and", "by", "tags", "special", "staff", "reporter", "correspondent")
)
_NO_AUTHOR = re.compile(
    r"\W*(?:photo|image|picture|video|edit|illustrat|graphic|translat)\w*\b", re.IGNORECASE
)
_LONGEST = 18


def is_credit(line: Line) -> bool:
    r"""Tell whether a line only says who wrote it, for whom, where or when.

    >>> from onrecord.intake.lines import lines_of
    >>> [is_credit(x) for x in lines_of("By Mira Tolne | 4 May 2031\nShe went by train on 4 May 2031.")]
    [True, False]
    """
    text = line.text
    if not text or line.is_long or len(line.words) > _LONGEST:
        return False
    if _CREDIT_START.match(text) or _CLOCK.match(text):
        return True
    if line.ends and len(line.words) > 6 and not _STAMP.match(text):
        return False
    if next(dates(text), None):
        return _STAMP.match(text) is not None or _only_stamp(text)
    by = _BY.match(text)
    if by and not line.ends:
        return len(line.words) <= 12 and (by["who"][0].isupper() or bool(_DESK.search(text)))
    return bool(_DESK.search(text)) and re.match(r"(?:by|from)\b", text, re.IGNORECASE) is not None


def _only_stamp(text: str) -> bool:
    """Tell whether little stands beside a date: names of places, outlets, sections, no sentence."""
    rest = text
    for found in dates(text):
        rest = rest.replace(found.span.of(text), " ")
    left = [w for w in _NOISE.sub(" ", rest).split() if w not in ("the", "The")]
    lower = [w for w in left if w[0].islower() and w not in _SMALL]
    return len(left) <= 9 and len(lower) <= 2


def author_of(text: str) -> str | None:
    """Return the author that a line of credit names, if it names people and not a desk.

    >>> author_of("9 March 2031 · reading time 4 min · by Aurel Brandis")
    'Aurel Brandis'
    """
    m = _BY_STRICT.search(text)
    if not m or _NO_AUTHOR.match(text):
        return None
    who = re.sub(r"\s+(?:on|in|for|at)$", "", m["who"].strip(" .,"))
    return who if not _DESK.search(m.group()) and not list(dates(who)) else None
