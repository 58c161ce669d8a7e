"""Find more words that say when than a statement's day needs: stretches of time, seasons, what is to come.

The grammar of coding/when.py dates what was said. Events are also dated by the words that name them
("the 2016 coup", "February's offensive"), over stretches ("on 10 and 11 May") and ahead ("next Friday").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.coding.when import When, every_when
from onrecord.model import Span
from onrecord.text.dates import dates, months

_DAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_YEAR = r"(?:1[89]|20)\d\d"
_FULL = [m.capitalize() for m in months() if len(m) > 3 or m == "may"]
_SHORT = "|".join(sorted((m.capitalize() for m in months()), key=len, reverse=True))
_ALSO_NAMES = frozenset(("March", "April", "May", "June", "August"))
_PLAIN = "|".join(m for m in _FULL if m not in _ALSO_NAMES)
_COUNTS = {
    **{
        w: n
        for n, w in enumerate(
            [
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
            ],
            1,
        )
    },
    "a": 1,
    "the": 1,
}
_N = rf"(?i:{'|'.join(_COUNTS)})|\d{{1,2}}"
_TO = r"\s?(?:and|to|or|until|[-–—])\s?"
_TH = r"(?:st|nd|rd|th)?"
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""Seasons with their EDTF codes (level 1)."""

_FEASTS = {
    "New Year's Eve": "12-31",
    "New Year's Day": "01-01",
    "Christmas Eve": "12-24",
    "Christmas Day": "12-25",
    "Boxing Day": "12-26",
    "Valentine's Day": "02-14",
}
_FEAST = "|".join(_FEASTS).replace("'", "['’]").replace(" ", r"\s")


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"""(?<![\w$£€.,/-])(?:
      (?P<range>(?:(?P<a>\d\d?){_TH}{_TO}(?P<b>\d\d?){_TH}\s(?:of\s)?(?P<m>{_SHORT})\b\.?
        |(?P<m2>{_SHORT})\b[.,]{{0,2}}\s{{1,2}}(?P<a2>\d\d?){_TH}{_TO}(?P<b2>\d\d?){_TH})(?![\d:])
        (?:,?\s(?P<y>{_YEAR})\b)?)
    | (?P<years>(?P<y1>{_YEAR})(?:[-–/]|\s(?:and|to|until|through)\s)(?P<y2>{_YEAR}|\d\d)\b(?![-/]\d))
    | (?P<season>(?:(?P<turn>[Ll]ast|[Tt]his|[Nn]ext|[Pp]ast|[Cc]oming|
        (?:(?:[Ii]n|[Ss]ince|[Dd]uring|[Bb]y|[Uu]ntil|[Ff]rom|[Oo]f)\s)?(?:the)?)\s)(?:(?:early|late|mid)[-\s]?)?(?P<quarter>spring|summer|autumn|fall|winter)\b
        (?!\sof\s(?!{_YEAR}))(?:\s(?:of\s)?(?P<sy>{_YEAR})\b)?)
    | (?P<feast>{_FEAST})(?:,?\s(?P<fy>{_YEAR})\b)?
    | (?P<month>(?:(?P<mturn>[Ss]ince|[Ff]rom|[Uu]ntil|[Bb]y|[Nn]ext|[Oo]f|[Ff]or|[Bb]efore|[Aa]fter|
        [Ii]n|[Dd]uring|[Tt]his|[Ll]ast|[Cc]oming|[Bb]ack\sin)\s)?
        (?:(?P<part>[Ee]arly|[Ll]ate|[Mm]id|[Ee]arlier\sin|[Ll]ater\sin|
        the\s(?:end|start|beginning|middle)\sof)[-\s]?)?
        (?:(?P<name>{"|".join(_FULL)})(?P<own>['’]s)?)\b
        (?!\s?\d|[.,]{{0,2}}\s{{1,2}}(?:{_YEAR}|\d\d?\s?(?:[-–—]|and\s\d|to\s\d))))
    | (?P<ahead>(?:[Oo]n\s)?(?:[Nn]ext|(?:[Tt]he|[Tt]his)\scoming)\s(?P<day>{_DAY}))
    | (?P<then>(?:[Nn]ext|[Tt]he\scoming)\s(?P<unit>week|month|year)|
        [Tt]omorrow(?:\s(?:morning|evening|night))?)
    | (?P<bound>(?:[Bb]y|[Bb]efore|[Tt]owards?|[Uu]ntil)\sthe\send\sof
        \s(?:the|this)\s(?P<bunit>week|month|year))
    | (?P<soon>[Ww]ithin\s(?:a\sfew\s|the\snext\sfew\s)?days|[Ii]n\sthe\s(?:coming|next(?:\sfew)?)\sdays)
    | (?P<hence>[Ii]n\s(?P<hn>{_N})\s(?P<hunit>day|week|month|year)s?['’]s?\stime
        |(?P<hn2>{_N})\s(?P<hunit2>day|week|month|year)s?\sfrom\snow)
    | (?P<step>(?P<sn>{_N})\s(?P<sunit>week|month|year)s?\s(?P<way>earlier|later|(?:before|after)(?=[,.;]))
        |[Tt]he\s(?P<which>following|previous|next)\s(?P<sunit2>week|month|year)
        |(?:[Ll]ater\s|[Ee]arlier\s)?[Tt]hat\s(?:same\s)?(?P<sunit3>month|year))
    | (?P<fortnight>[Aa]\sfortnight\s(?P<fway>ago|earlier|later))
    | (?P<owned>(?P<ow>(?:[Ll]ast|[Tt]his)\s(?:week|month|year)|[Yy]esterday|[Tt]oday)(?=['’]s))
    | (?P<weekend>[Tt]his\s(?:coming\s)?weekend|[Nn]ext\sweekend)
    | (?P<year>(?<=\()(?:{_YEAR})(?=\))|(?<=\s)(?P<by>{_YEAR})(?!\w|['’%]|[.,]\d|[-–/]\d)|^{_YEAR}\b)
    )(?!\w)""",
        re.VERBOSE,
    )


_YEAR_AFTER = re.compile(
    r"(?:\b(?:in|since|of|the|a|an|from|until|till|by|before|after|during|early|late|mid|between|and|his|her|its|"
    r"their|failed|disputed|that|for|this|summer|spring|autumn|winter|fall|season|[’']s)\s|[(,]\s?)$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\s(?:[a-z]+\s)?(?:[a-z]{3,}s|people|men|women|troops|km|miles)\b")


def dating_words(text: str, start: int, end: int) -> Iterator[When]:
    """Yield every stretch between two places that says when, in order, without overlap; the longest counts.

    >>> text = "Last autumn, after the 2027 coup and February’s raid, they met on 10 and 11 May."
    >>> [w.span.of(text) for w in dating_words(text, 0, len(text))]
    ['Last autumn', '2027', 'February’s', '10 and 11 May']
    """
    done = start
    days = dates(text[start:end])
    written = [When("date", Span(start + d.span.start, start + d.span.end), d.edtf) for d in days]
    found = [*every_when(text, start, end), *written, *_more(text, start, end)]
    whole = {w.span.start for w in found if w.kind in ("date", "interval")}
    for w in sorted(found, key=lambda w: (w.span.start, -w.span.end, w.kind != "season")):
        if w.kind == "month" and not whole.isdisjoint(range(w.span.start + 1, w.span.end)):
            continue  # "in November, 2015": the whole date counts
        if w.kind == "period" and text.startswith("-", w.span.end):
            continue  # "the year-long search"
        if w.span.start >= done:
            done = w.span.end
            yield w


def _more(text: str, start: int, end: int) -> Iterator[When]:
    for m in _pattern().finditer(text, start, end):
        kind = next(k for k in _MADE if m[k])
        made = _MADE[kind](text, m)
        if made is not None:
            value, shift = made
            skip = len(m.group()) - len(m.group().lstrip())
            yield When(
                _NAMES.get(kind, kind),
                Span(m.start() + skip, m.start() + len(m.group().rstrip("."))),
                value,
                shift,
            )


_Made = tuple[str, int] | None


def _range(text: str, m: re.Match[str]) -> _Made:
    month = months()[(m["m"] or m["m2"]).lower()]
    first, last = int(m["a"] or m["a2"]), int(m["b"] or m["b2"])
    if not 0 < first < last <= 31:
        return None
    year = m["y"] or "XXXX"
    return f"{year}-{month:02d}-{first:02d}/{year}-{month:02d}-{last:02d}", 0


def _years(text: str, m: re.Match[str]) -> _Made:
    first, last = m["y1"], m["y2"]
    last = last if len(last) == 4 else first[:2] + last
    return (f"{first}/{last}", 0) if int(first) < int(last) else None


def _season(text: str, m: re.Match[str]) -> _Made:
    turn = (m["turn"] or "").strip().lower()
    if m["quarter"] == "fall" and not m["sy"] and turn not in ("last", "this", "next", "past", "in the"):
        return None
    code = SEASONS[m["quarter"]]
    if m["sy"]:
        return f"{m['sy']}-{code}", 0
    return f"{code}", {"last": -1, "past": -1, "next": 1, "coming": 1}.get(turn, 0)


def _feast(text: str, m: re.Match[str]) -> _Made:
    name = " ".join(m["feast"].replace("’", "'").split())
    return f"{m['fy'] or 'XXXX'}-{_FEASTS[name]}", 0


def _month(text: str, m: re.Match[str]) -> _Made:
    turn = (m["mturn"] or "").lower()
    if m["name"] in _ALSO_NAMES and not (turn or m["part"] or m["own"]):
        return None
    if m["name"] in ("April", "May", "June") and turn in ("for", "of") and not m["part"]:  # a name: "of May"
        return None
    return m["name"], 1 if turn in ("next", "coming") else 0


def _ahead(text: str, m: re.Match[str]) -> _Made:
    return m["day"], 1


def _then(text: str, m: re.Match[str]) -> _Made:
    return m["unit"] or "day", 1


def _bound(text: str, m: re.Match[str]) -> _Made:
    return m["bunit"], 0


def _hence(text: str, m: re.Match[str]) -> _Made:
    return m["hunit"] or m["hunit2"], _count(m["hn"] or m["hn2"])


def _step(text: str, m: re.Match[str]) -> _Made:
    if m["sn"]:
        return m["sunit"], _count(m["sn"]) * (1 if m["way"] in ("later", "after") else -1)
    if m["which"]:
        return m["sunit2"], -1 if m["which"] == "previous" else 1
    return m["sunit3"], 0


def _fortnight(text: str, m: re.Match[str]) -> _Made:
    return ("week", -2) if m["fway"] == "ago" else None


def _owned(text: str, m: re.Match[str]) -> _Made:
    words = m["ow"].lower()
    if words in ("yesterday", "today"):
        return "day", -1 if words == "yesterday" else 0
    return words.split()[-1], -1 if words.startswith("last") else 0


def _weekend(text: str, m: re.Match[str]) -> _Made:
    return "", 1 if m["weekend"].lower().startswith("next") else 0


def _year(text: str, m: re.Match[str]) -> _Made:
    if not _YEAR_AFTER.search(text, max(0, m.start() - 12), m.start()) and m.start() > 0:
        return None
    if m["year"] in ("2000", "1800", "1900") and _COUNTED.match(text, m.end()):
        return None
    return m["year"], 0


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS[word.lower()]


_MADE = {
    "range": _range,
    "years": _years,
    "season": _season,
    "feast": _feast,
    "month": _month,
    "ahead": _ahead,
    "then": _then,
    "bound": _bound,
    "soon": lambda _text, _m: ("", 0),
    "hence": _hence,
    "step": _step,
    "fortnight": _fortnight,
    "owned": _owned,
    "weekend": _weekend,
    "year": _year,
}
_NAMES = {
    "range": "interval",
    "years": "interval",
    "feast": "date",
    "then": "period",
    "bound": "period",
    "hence": "period",
    "owned": "period",
    "fortnight": "ago",
    "ahead": "weekday",
    "step": "unit step",
}
"""Kinds of coding/when.py that the forms found here are worked out as; the others keep their own names."""
