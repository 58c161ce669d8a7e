"""Work out by when a commitment is to be done: "by the end of the year", "within 30 days", "from January".

Only what can be dated is: "before the summit" names no day. The result is EDTF: the day by which it is to be
done, or from which on ("2031-01/.."), or until which ("../2031-06-12").
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta

from onrecord.coding.numerals import number, tokens
from onrecord.coding.when import Anchor
from onrecord.model import Evidence, Span
from onrecord.text.dates import dates, months

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = "|".join(m for m in months() if len(m) > 3 or m == "may")
_YEAR = r"(?:19|20)\d\d"
_DUE = re.compile(
    rf"""\b(?:
      (?P<within>within\s(?=\w)|(?:in|over|during)\s(?=the\s(?:next|coming)\s\w+\s(?:day|week|month|year)))
    | (?P<plain>(?:later\s)?(?:this|next)\s(?:year|month|week)|tomorrow)\b
    | (?P<way>by|before|no\slater\sthan|not\slater\sthan|until|till|from|starting(?:\s(?:from|in|on))?|
        beginning(?:\s(?:in|on))?|as\sof|effective(?:\sfrom)?|in|on)\s
      (?:
        (?:the\s)?(?:very\s)?(?P<edge>end|start|beginning|middle|close|spring|summer|autumn|fall|winter)\sof\s
          (?P<of>(?:the|this|next)\s(?:year|month|week|decade)|(?:{_MONTH})(?:\s{_YEAR})?|{_YEAR})\b
      | (?:early|late|mid)[-\s](?P<part>{_YEAR}|(?:{_MONTH})(?:\s{_YEAR})?)\b
      | (?P<year>{_YEAR})\b(?![/.,-]\d)
      | (?:(?:this|next|coming)\s)?(?P<day>{"|".join(_DAYS)})\b(?!['’]s)
      | (?P<period>(?:this|next)\s(?:year|month|week)|tomorrow|(?:the\s)?(?:year|month)(?:['’]s)?[-\s]end)\b
      | (?P<date>\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?(?:{_MONTH})\b|(?:{_MONTH}|[a-z]{{3,4}}\.)\s\d{{1,2}}\b|
          {_YEAR}-\d\d|\d{{1,2}}\.\d)
      | (?P<month>(?:{_MONTH})\b(?:\s{_YEAR}\b)?)(?!\s\d)
      )
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|to|due|plans?|planned|expected|promised|pledged|vowed|starting|set|going|wants?|aims?|ready|appl(?:y|ies)|valid|takes?\seffect)\b|[’']ll\b",
    re.IGNORECASE,
)
_AHEAD_AFTER = re.compile(
    r"\b(?:will|would|shall|due|plans?|planned|expected|set|going|to\s(?!(?:an?|the|its|his|her|their|all|both)\b)[a-z]+)\b|[’']ll\b"
)
_PAST = re.compile(
    r"(?!(?:expected|planned|scheduled|intended)\b)(?:\w+ed|gave|made|said|swore|took|told|undertook)\b",
    re.IGNORECASE,
)
_STILL_TO_BE = re.compile(r"\bbe\s(?:\w+\s)?$", re.IGNORECASE)
_PARTS = re.compile(r"[;:.]\s|,\s(?:and|but|after|when)\s")
_SEEN = 160  # characters before the words that tell whether they are of what is to come
_LATEST = frozenset(("by", "before", "no later than", "not later than"))
_UNTIL = frozenset(("until", "till"))
_SINCE = re.compile(r"(?:from|starting|beginning|as of|effective)")
_SEASONS = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
_MOST = 1_000  # days, weeks, months, years reckoned on
_LENGTHS = {"day": 1, "week": 7}


def due(
    text: str, spans: Sequence[Span], anchor: Anchor, trigger: Span | None = None
) -> tuple[str | None, tuple[Evidence, ...]]:
    """Return by when, as EDTF, and the words that say so; what follows the trigger comes first.

    Reckoned from the article's day; a day, month or season without its year is the next one to come.

    >>> from onrecord.coding.when import anchor
    >>> text = "Xenia will withdraw all troops within 30 days."
    >>> due(text, [Span(0, len(text))], anchor("2031-06-12"))[0]
    '2031-07-12'
    """
    found = [(m, s) for s in spans for m in _DUE.finditer(text, s.start, s.end)]
    if trigger is not None:
        found.sort(key=lambda pair: (pair[0].start() < trigger.start, pair[0].start()))
    for m, s in found:
        way = "within" if m["within"] else " ".join((m["way"] or "").lower().split())
        is_due = _is_ahead(text, way, m, s) and not _dates_the_trigger(text, way, m, trigger)
        read = _read(text, m, anchor) if is_due else None
        if read is not None:
            edtf, end = read
            return _written(edtf, way), (Evidence.at(text, Span(m.start(), end)),)
    return None, ()


def _is_ahead(text: str, way: str, m: re.Match[str], s: Span) -> bool:
    """Tell whether "in" or "on" stands in a clause of what is to come: "will ... in March"."""
    if way in _LATEST or way in _UNTIL or way == "within":
        return True
    clause = _PARTS.split(text[max(s.start, m.start() - _SEEN) : m.start()])[-1]
    return bool(_AHEAD.search(clause))


def _dates_the_trigger(text: str, way: str, m: re.Match[str], trigger: Span | None) -> bool:
    """Tell whether "on Friday" is the day of the promise: "promised Xenia troops on Friday"."""
    if trigger is None or m.start() < trigger.end:
        return False
    between = text[trigger.end : m.start()]
    if way != "on" and not (way == "in" and not between.strip()):
        return False
    if not _PAST.match(text, trigger.start, trigger.end):
        return False
    if _STILL_TO_BE.search(text, max(0, trigger.start - _SEEN), trigger.start):
        return False
    words = trigger.of(text).partition(" ")[2] + between
    return not _AHEAD_AFTER.search(words)


def _read(text: str, m: re.Match[str], a: Anchor) -> tuple[str, int] | None:
    """Return the day, month, season or year that the words mean, and where they end."""
    if m["within"]:
        return _counted(text, m.end(), a)
    if m["date"]:
        at = m.start("date")
        found = next(dates(text[at : at + 24]), None)
        if found is None or found.span.start:
            return None
        return _next(found.edtf, a), at + len(found.span.of(text[at:]).rstrip(".,"))
    edtf = _named(m, a)
    return (edtf, m.end()) if edtf else None


def _named(m: re.Match[str], a: Anchor) -> str | None:
    period = (m["plain"] or m["period"] or "").lower().removeprefix("later ").removeprefix("the ")
    if m["edge"]:
        return _edge(m["edge"].lower(), m["of"].lower(), a)
    if m["part"] or m["year"]:
        return _whole((m["part"] or m["year"]).lower(), a)
    if m["day"]:
        return _weekday(m["day"].lower(), a)
    if m["month"]:
        return _whole(m["month"].lower(), a) if m["month"][0].isupper() else None
    if period == "tomorrow":
        return a.write(a.day + timedelta(1)) if a.day else None
    return _edge("end", f"the {period[:5].rstrip(' -’')}", a) if period.endswith("end") else _whole(period, a)


def _edge(edge: str, of: str, a: Anchor) -> str | None:
    """Return the end, the beginning or a season of a year, month or week."""
    whole = _whole(of, a)
    if whole is None or edge == "middle":
        return whole
    if edge in _SEASONS:
        return f"{whole}-{_SEASONS[edge]}" if len(whole) == 4 and whole.isdigit() else None
    ends = edge in ("end", "close")
    if of.endswith("week"):
        return whole if not ends else whole.rpartition("/")[2]
    if len(whole) == 4:
        return f"{whole}-12-31" if ends else f"{whole}-01"
    if "XXXX" in whole or not ends or len(whole) != 7:
        return whole
    return f"{whole}-{calendar.monthrange(int(whole[:4]), int(whole[5:]))[1]:02d}"


def _whole(of: str, a: Anchor) -> str | None:
    """Return a year, month or week by its words: "this year", "next month", "March 2032", "2032"."""
    if of.isdigit():
        return of
    known = a.day.isoformat()[:7] if a.day and a.year else a.month
    ahead = of.startswith("next")
    if of.endswith("year"):
        return str(int(known[:4]) + ahead) if known else None
    if of.endswith("month"):
        return _months_on(known, int(ahead)) if known else None
    if of.endswith("week"):
        return _week(a, ahead)
    if of.endswith("decade"):
        return f"{known[:3]}9-12-31" if known and not ahead else None
    name, _, year = of.partition(" ")
    month = months().get(name)
    if month is None:
        return None
    return f"{year}-{month:02d}" if year else _next(f"XXXX-{month:02d}", a)


def _week(a: Anchor, ahead: bool) -> str | None:
    """Return a week as the interval of its days, Monday first."""
    if a.day is None:
        return None
    monday = a.day - timedelta(a.day.weekday()) + timedelta(7 * ahead)
    return f"{a.write(monday)}/{a.write(monday + timedelta(6))}"


def _weekday(day: str, a: Anchor) -> str | None:
    if a.day is None:
        return None
    return a.write(a.day + timedelta((_DAYS.index(day) - a.day.weekday() - 1) % 7 + 1))


def _next(edtf: str, a: Anchor) -> str:
    """Give a day or month without its year the next one to come.

    >>> from onrecord.coding.when import anchor
    >>> _next("XXXX-03-10", anchor("2031-06-12")), _next("XXXX-07", anchor("2031-06-12"))
    ('2032-03-10', '2031-07')
    """
    known = a.day.isoformat() if a.day and a.year else a.month
    if not edtf.startswith("XXXX") or known is None:
        return edtf
    size = min(len(edtf), len(known))
    return f"{int(known[:4]) + (edtf[4:size] < known[4:size])}{edtf[4:]}"


def _months_on(month: str, shift: int) -> str:
    over, rest = divmod(int(month[5:]) - 1 + shift, 12)
    return f"{int(month[:4]) + over}-{rest + 1:02d}"


def _counted(text: str, start: int, a: Anchor) -> tuple[str, int] | None:
    """Reckon "30 days", "a year", "the next two weeks" on from the article's day."""
    run = tokens(text, start, min(len(text), start + 60))
    i = next((k for k, t in enumerate(run) if t.low not in ("the", "next", "coming", "first")), len(run))
    read = number(run, i)
    one = i < len(run) and run[i].low in ("a", "an")
    j, count = (read.end, read.most) if read is not None else (i + 1, 1.0 if one else None)
    if count is None or j >= len(run) or count > _MOST:
        return None
    unit = run[j].low.rstrip("s")
    edtf = _shifted(unit, int(count), a)
    return (edtf, run[j].end) if edtf else None


def _shifted(unit: str, count: int, a: Anchor) -> str | None:
    if a.day is None or unit not in ("day", "week", "month", "year"):
        return None
    if unit in _LENGTHS:
        return a.write(a.day + timedelta(_LENGTHS[unit] * count))
    moved = _months_on(a.day.isoformat()[:7], count * (12 if unit == "year" else 1))
    if not a.year:
        return f"XXXX{moved[4:]}" if unit == "month" and count < 12 else None
    return _same_day(moved, a.day)


def _same_day(month: str, day: date) -> str:
    """Return the same day of another month, its last where it has fewer."""
    last = calendar.monthrange(int(month[:4]), int(month[5:]))[1]
    return f"{month}-{min(day.day, last):02d}"


def _written(edtf: str, way: str) -> str:
    """Write "from" and "until" as open intervals."""
    if "/" in edtf:
        return edtf
    if way in _UNTIL:
        return f"../{edtf}"
    return f"{edtf}/.." if _SINCE.match(way) else edtf
