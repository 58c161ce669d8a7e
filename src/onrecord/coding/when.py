"""Find the words that say when ("on Friday", "last month", "a day later") and work out the date as EDTF."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from onrecord.model import Span
from onrecord.text.dates import dates, months

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = "|".join(_DAYS)
_MONTH = "|".join(m.capitalize() for m in months() if len(m) > 3 or m == "may")
_COUNT = {
    w: n
    for n, words in enumerate(
        ("", "a one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    )
    for w in words.split()
}
_N = rf"(?i:{'|'.join(_COUNT)})|\d{{1,2}}"
_PART = r"(?:[ \u00a0](?:morning|afternoon|evening|night|lunchtime))?"
_PATTERN = re.compile(
    rf"""\b(?:
      (?P<weekday>(?:(?:[Oo]n|[Ll]ate|[Ee]arly|[Ee]arlier)\s)*(?:(?P<turn>[Ll]ast|[Tt]his|[Pp]ast|[Nn]ext|[Cc]oming|
        [Ee]very|[Ee]ach|[Pp]revious|[Ff]ollowing)\s)?(?P<day>{_DAY})\b(?!s\b){_PART})
    | (?P<month>(?:[Ii]n|[Ll]ast|[Tt]his|[Dd]uring|[Bb]ack\sin)\s(?:early[ -]|late[ -]|mid-?\s?)?
        (?P<name>{_MONTH})\b(?!\s?\d))
    | (?P<year>(?:[Ii]n|[Dd]uring)\s
        (?:(?:early|late|mid)[- ]?|the\s(?:spring|summer|autumn|fall|winter)\sof\s)?
        (?P<y>(?:19|20)\d\d))\b(?![-–/]\d)
    | (?P<decade>(?:[Ii]n|[Dd]uring|[Oo]f)\sthe\s(?:early\s|late\s|mid-?\s?)?(?P<ten>(?:19|20)\d)0s)\b
    | (?P<today>(?:[Ee]arlier\s|[Ll]ater\s)?
        (?:[Tt]oday|[Tt]his\s(?:morning|afternoon|evening)|[Tt]onight))\b(?!['’]s)
    | (?P<yesterday>(?:[Ee]arlier\s|[Ll]ate\s)?[Yy]esterday{_PART}|[Ll]ast\snight)\b
    | (?P<weekend>(?:[Oo]ver|[Aa]t|[Dd]uring)\s(?:the|this)\s(?:past\s)?weekend|[Ll]ast\sweekend)\b
    | (?P<period>(?:(?:[Ee]arlier|[Ll]ater|[Ll]ate|[Ee]arly|
        (?:[Aa]t|[Ii]n)\sthe\s(?:start|beginning|end)\sof)\s)?
        (?P<which>[Tt]his|[Ll]ast|the\spast|the\sprevious|the(?=\syear))\s(?P<unit>week|month|year))\b(?!['’]s)
    | (?P<ago>(?:(?:[Aa]bout|[Ss]ome|[Nn]early|[Jj]ust|[Oo]nly)\s)?
        (?P<n>{_N})\s(?P<unit2>day|week|month|year)s?\sago)\b
    | (?P<step>(?P<k>{_N})\sdays?\s(?P<way>earlier|later|before|after(?=[,.;]|\sthat))
      | the\s(?P<next>following|next|previous|same|very\ssame)\sday
      | the\sday\s(?P<near>before|after)(?=[,.;])
      | (?:[Ll]ater|[Ee]arlier)?\s?(?:on\s)?that\s(?:same\s)?(?P<that>day|evening|night|morning))\b
    )""",
    re.VERBOSE,
)
_NOT_WHEN = re.compile(
    r"(?:\b(?:by|until|till|before|since|from|for|after|ahead of|as of|next|every|following|due|through|than)"
    r"(?:\s(?:the|late|early))?)\s$",
    re.IGNORECASE,
)
_SOON = 120  # days after the publication within which a day without its year is one to come
_DATED = re.compile(r",\s|\s\(|,?\son\s|\s")
_NAMED = re.compile(r"\b(?:News|Bloody|Black|Good|Easter|Palm|Super|Ash|Holy|Red|Cyber|Green|Face)\s$")
_OF_EVENT = re.compile(
    r"['’]s?\s(?!(?:\w+\s){0,2}(?:speech|statement|remarks|address|interview|conference|announcement|call|tweet|"
    r"letter|comments|briefing|message|declaration|talks|meeting|session|hearing|debate)\b)|"
    r"\s(?:elections?|summits?|deadlines?|referendums?|votes?|polls?|attacks?|bombings?|massacres?|killings?|"
    r"protests?|revolution|coup|ceasefire|truce|agreement|deal|accords?|uprising|invasion|strikes?)\b"
)


@dataclass(frozen=True, slots=True)
class When:
    """Hold words that say when: their kind, what they hold, and whether they date something past."""

    kind: str  # date, weekday, month, year, decade, today, yesterday, weekend, period, ago, step
    span: Span
    value: str = ""  # an EDTF date, a weekday, a month, a unit
    shift: int = 0  # how many days, weeks, months or years on from the publication or the day in view


@dataclass(frozen=True, slots=True)
class Anchor:
    """Hold the day that an article is of, as far as it is known.

    ``day`` is a calendar day to reckon from; ``year`` says whether its year is known.
    """

    day: date | None = None
    month: str | None = None  # YYYY-MM, where no day is known
    year: bool = True

    def write(self, day: date) -> str:
        """Write a day as EDTF, without its year where that is unknown."""
        return day.isoformat() if self.year else f"XXXX-{day:%m-%d}"


def anchor(published: str | None, first_weekday: str | None = None) -> Anchor:
    """Take a publication date as the day to reckon from.

    Where its year is unknown, the article's first weekday is taken for that day.

    >>> anchor("2031-06-12").day
    datetime.date(2031, 6, 12)
    >>> a = anchor("XXXX-06-12", "Thursday")
    >>> a.day.strftime("%A"), a.year
    ('Thursday', False)
    """
    if not published:
        return Anchor()
    plain = published.rstrip("?~%")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", plain):
        return Anchor(date.fromisoformat(plain))
    if re.fullmatch(r"\d{4}-\d\d", plain):
        return Anchor(month=plain)
    if re.fullmatch(r"XXXX-\d\d-\d\d", plain):
        return Anchor(_some_year(plain[4:], first_weekday), year=False)
    return Anchor()


def _some_year(rest: str, weekday: str | None) -> date | None:
    """Return the month and day in some year in which it falls on a weekday."""
    for year in range(2008, 2036):
        try:
            day = date.fromisoformat(f"{year}{rest}")
        except ValueError:  # 29 February
            continue
        if weekday is None or _DAYS[day.weekday()] == weekday:
            return day
    return None


def whens(text: str, start: int, end: int) -> Iterator[When]:
    """Yield the words between two places that say when, in order, without overlap.

    >>> text = "On Friday he repeated what he had said on 3 May and in March."
    >>> [(w.kind, w.span.of(text)) for w in whens(text, 0, len(text))]
    [('weekday', 'On Friday'), ('date', '3 May'), ('month', 'in March')]
    """
    return (w for w in every_when(text, start, end) if not _dates_another(text, w.span, start))


def every_when(text: str, start: int, end: int) -> Iterator[When]:
    """Yield the words that say when likewise, with those that bound or name something: "until Friday".

    >>> [w.kind for w in every_when("until Friday", 0, 12)]
    ['weekday']
    """
    yield from _every_when(text, start, end)


@lru_cache(maxsize=4)
def _every_when(text: str, start: int, end: int) -> tuple[When, ...]:
    """Find them all; statements, events and claims ask for those of the whole article one after another."""
    return tuple(_found(text, start, end))


def _found(text: str, start: int, end: int) -> Iterator[When]:
    part = text[start:end]
    absolute = [When("date", Span(start + d.span.start, start + d.span.end), d.edtf) for d in dates(part)]
    done = start
    for w in sorted([*absolute, *_relative(part, start)], key=lambda w: (w.span.start, -w.span.end)):
        if w.span.start >= done:
            w = _with_date(text, w, absolute)
            done = w.span.end
            yield w


def _dates_another(text: str, span: Span, start: int) -> bool:
    """Tell whether words date something other than what is told: "until Friday", "the Nov. 8 election"."""
    before = text[max(start, span.start - 16) : span.start]
    after = text[span.end : span.end + 40]
    return bool(_NOT_WHEN.search(before) or _NAMED.search(before) or _OF_EVENT.match(after))


def _with_date(text: str, w: When, absolute: list[When]) -> When:
    """Let the date that follows a weekday decide: "Friday, May 9"."""
    if w.kind == "weekday":
        for d in absolute:
            if 0 < d.span.start - w.span.end <= 5 and _DATED.fullmatch(text[w.span.end : d.span.start]):
                return When("date", Span(w.span.start, d.span.end), d.value)
    return w


def _relative(part: str, at: int) -> Iterator[When]:
    for m in _PATTERN.finditer(part):
        span = Span(at + m.start() + (m.group()[0] == " "), at + m.end())
        kind = next(k for k in _KINDS if m[k])
        made = _KINDS[kind](m)
        if made is not None:
            yield When(kind, span, *made)


_Made = tuple[str, int] | None


def _weekday(m: re.Match[str]) -> _Made:
    turn = (m["turn"] or "").lower()
    return None if turn in ("next", "coming", "every", "each", "following") else (m["day"], 0)


def _month(m: re.Match[str]) -> _Made:
    return m["name"], 0


def _period(m: re.Match[str]) -> _Made:
    return m["unit"], 0 if m["which"].lower() in ("this", "the") else -1


def _ago(m: re.Match[str]) -> _Made:
    return m["unit2"], -_number(m["n"])


def _step(m: re.Match[str]) -> _Made:
    if m["k"]:
        return "", _number(m["k"]) * (1 if m["way"] in ("later", "after") else -1)
    if m["next"]:
        return "", {"following": 1, "next": 1, "previous": -1}.get(m["next"], 0)
    return "", {"before": -1, "after": 1}.get(m["near"] or "", 0)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _COUNT[word.lower()]


_KINDS = {
    "weekday": _weekday,
    "month": _month,
    "year": lambda m: (m["y"], 0),
    "decade": lambda m: (m["ten"] + "X", 0),
    "today": lambda m: ("day", 0),
    "yesterday": lambda m: ("day", -1),
    "weekend": lambda m: ("", 0),
    "period": _period,
    "ago": _ago,
    "step": _step,
}


def resolve(w: When, a: Anchor, view: str | None = None) -> str | None:
    """Work out the date that words stand for; ``view`` is the last date in view, for "two days later".

    >>> a = anchor("2031-06-12")
    >>> [resolve(w, a) for w in whens("on Friday, last month, 3 May, in July", 0, 37)]
    ['2031-06-06', '2031-05', '2031-05-03', '2030-07']
    """
    if w.kind in ("year", "decade"):
        return w.value
    if w.kind == "date":
        return _complete(w.value, a)
    if w.kind == "step":
        return _stepped(view, w.shift)
    if w.kind == "month":
        return _in_month(w.value, a)
    if a.day is None:
        return _from_month(w, a.month) if a.month else None
    if w.kind == "weekday":
        return a.write(a.day - timedelta((a.day.weekday() - _DAYS.index(w.value)) % 7))
    if w.kind == "weekend":
        saturday = a.day - timedelta((a.day.weekday() - 5) % 7)
        return f"{a.write(saturday)}/{a.write(saturday + timedelta(1))}"
    return _shifted(w, a, a.day)


def _shifted(w: When, a: Anchor, day: date) -> str | None:
    """Go back days, weeks, months or years; a week is written as the month it falls into."""
    if w.value == "day":
        return a.write(day + timedelta(w.shift))
    if w.value == "week":
        days = day + timedelta(7 * w.shift)
        return a.write(days)[:7]
    if w.value == "month":
        return _months_on(a.write(day)[:7], w.shift)
    return str(day.year + w.shift) if a.year else None


def _from_month(w: When, month: str) -> str | None:
    if w.value == "month":
        return _months_on(month, w.shift)
    return str(int(month[:4]) + w.shift) if w.value == "year" else None


def _months_on(month: str, shift: int) -> str:
    """Go some months on from YYYY-MM or XXXX-MM.

    >>> _months_on("2031-01", -1), _months_on("XXXX-01", -1)
    ('2030-12', 'XXXX-12')
    """
    year, number = month.split("-")
    count = int(number) - 1 + shift
    over, rest = divmod(count, 12)
    return f"{int(year) + over if year.isdigit() else year}-{rest + 1:02d}"


def _in_month(name: str, a: Anchor) -> str | None:
    """Take a month for the last one of that name, not after the publication."""
    number = months()[name.lower()]
    known = a.day.isoformat()[:7] if a.day and a.year else a.month
    if known is None:
        return f"XXXX-{number:02d}"
    year = int(known[:4]) - (number > int(known[5:7]))
    return f"{year}-{number:02d}"


def _complete(edtf: str, a: Anchor) -> str:
    """Give a day without its year the one nearest to the publication, ahead where it is a few weeks off.

    >>> _complete("XXXX-03-10", anchor("2031-02-04")), _complete("XXXX-11-20", anchor("2031-02-04"))
    ('2031-03-10', '2030-11-20')
    >>> _complete("XXXX-02-29", anchor("2031-06-12"))
    '2028-02-29'
    """
    if not edtf.startswith("XXXX") or not a.year or (a.day is None and a.month is None):
        return edtf
    last = a.day.isoformat() if a.day else f"{a.month}-31"
    year = int(last[:4]) - (edtf[4:] > last[4:] and not _soon(edtf, a))
    while edtf.endswith("02-29") and not isleap(year):
        year -= 1
    return f"{year}{edtf[4:]}"


def _soon(edtf: str, a: Anchor) -> bool:
    """Tell whether a day without its year comes soon after the publication."""
    if a.day is None or not re.fullmatch(r"XXXX-\d\d-\d\d", edtf) or edtf.endswith("02-29"):
        return False
    return 0 < (date.fromisoformat(f"{a.day.year}{edtf[4:]}") - a.day).days <= _SOON


def _stepped(view: str | None, shift: int) -> str | None:
    """Go some days on from the day in view."""
    if view is None or not re.fullmatch(r"(?:\d{4}|XXXX)-\d\d-\d\d", view):
        return None
    known = view[:4] != "XXXX"
    day = date.fromisoformat(
        view if known else f"2023{view[4:]}" if view[5:] != "02-29" else f"2024{view[4:]}"
    )
    moved = day + timedelta(shift)
    return moved.isoformat() if known else f"XXXX-{moved:%m-%d}"
