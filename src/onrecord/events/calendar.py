"""Work out every date that an article's words give, for events that happened and for those planned."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.coding.said_on import anchor_of
from onrecord.coding.when import Anchor, When, resolve
from onrecord.events.dating_words import dating_words
from onrecord.model import Span
from onrecord.text.dates import months
from onrecord.text.sentences import sentences

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = re.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d")
_LOOKS_BACK = re.compile(r"\b(?:last|past|previous|earlier)\b", re.IGNORECASE)
_JOINS = re.compile(r"\s(?:and|to|until|till)\s(?:on\s)?|\s?[–—-]\s?")
_FROM = re.compile(r"\b(?:between|from)\s(?:the\s)?$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{5,}")
STEM = 5
"""Letters that two words for one happening have in common."""
_STARTS_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}  # season: its first month
_LATE = 45  # days after which a planned day without its year is one of the next year


@dataclass(frozen=True, slots=True)
class Dating:
    """Hold dating words with the date that they stand for."""

    when: When
    edtf: str
    looks_back: bool = False  # the words themselves say that it is past: "last Friday"

    @property
    def span(self) -> Span:
        """Return where the words stand."""
        return self.when.span


class Calendar:
    """Hold an article's sentences and its dates, worked out once for all of its events."""

    def __init__(self, text: str, published: str | None) -> None:
        """Find the dating words; ``published`` is EDTF and may be partial (said_on.day_of gives it)."""
        self.text = text
        found = list(dating_words(text, 0, len(text)))
        self.anchor = anchor_of(text, found, published)
        self.sentences = sentences(text)
        self._starts = [s.start for s in self.sentences]
        self._dated = {planned: _dated(text, found, self.anchor, planned) for planned in (False, True)}
        self._words: dict[str, list[int]] = {}
        self._places = {k: [d.span.start for d in v] for k, v in self._dated.items()}

    def naming(self, stem: str) -> Sequence[int]:
        """Return the numbers of the sentences with a word that begins so, looked up once per stem."""
        if not self._words:
            for i, s in enumerate(self.sentences):
                for m in _WORD.finditer(self.text, s.start, s.end):
                    numbers = self._words.setdefault(m.group()[:STEM].lower(), [])
                    if not numbers or numbers[-1] != i:
                        numbers.append(i)
        return self._words.get(stem.lower()[:STEM], ())

    def sentence(self, place: int) -> int:
        """Return the number of the sentence at a place."""
        return max(0, bisect_right(self._starts, place) - 1)

    def dated(self, first: int, last: int, planned: bool) -> list[Dating]:
        """Return the dates between two places, as they are of what happened or of what is planned."""
        places = self._places[planned]
        return self._dated[planned][bisect_left(places, first) : bisect_left(places, last)]

    @property
    def day(self) -> str | None:
        """Return the day that the article is of as EDTF, ``None`` where it is not known."""
        return self.anchor.write(self.anchor.day) if self.anchor.day else None


def _dated(text: str, found: Sequence[When], at: Anchor, planned: bool) -> list[Dating]:
    """Resolve dating words in their order, each against the last date in view; join "from X to Y"."""
    out: list[Dating] = []
    view: str | None = None  # the last date
    day: str | None = None  # the last whole day
    for w in found:
        back = bool(_LOOKS_BACK.search(w.span.of(text)))
        edtf = work_out(w, at, day if w.kind == "step" else view, planned and not back)
        if edtf is None:
            continue
        joined = _joined(text, out[-1], w, edtf) if out else None
        if joined is not None:
            out[-1] = joined
        else:
            out.append(Dating(w, edtf, back))
        view = out[-1].edtf
        day = view if _DAY.fullmatch(_last_day(view) or "") else day
    return out


def _joined(text: str, last: Dating, w: When, edtf: str) -> Dating | None:
    """Return one interval of "between 3 May and 5 June"."""
    if not _JOINS.fullmatch(text, last.span.end, w.span.start) or len(last.edtf) != len(edtf):
        return None
    before = text[max(0, last.span.start - 12) : last.span.start]
    own = last.span.of(text).lower()
    if not (_FROM.search(before) or own.startswith(("from ", "between "))):
        return None
    if "/" in last.edtf + edtf or not last.edtf < edtf:
        return None
    span = Span(last.span.start, w.span.end)
    return Dating(When("interval", span, f"{last.edtf}/{edtf}"), f"{last.edtf}/{edtf}", last.looks_back)


def work_out(w: When, at: Anchor, view: str | None, planned: bool) -> str | None:
    """Return the date that words stand for; ``view`` is the last date in view.

    What is planned lies ahead: the coming Friday, the next March.

    >>> from onrecord.coding.when import anchor
    >>> w = When("weekday", Span(0, 6), "Friday")
    >>> [work_out(w, anchor("2031-06-12"), None, planned) for planned in (False, True)]
    ['2031-06-06', '2031-06-13']
    """
    if w.kind == "interval":
        return _interval(w, at, planned)
    if w.kind == "unit step":
        return _unit_step(view, w)
    if w.kind == "season":
        return _season(w, at, planned)
    if w.kind == "soon":
        return (at.write(at.day)[:7] if at.day else at.month) if planned else None
    if w.kind == "weekday" and w.shift:
        return at.write(_on(at.day + timedelta(1), w.value)) if at.day else None
    if w.kind == "month" and (planned or w.shift):
        return _coming_month(w.value, at)
    if planned and at.day is not None:
        ahead = _ahead(w, at, at.day)
        if ahead is not None:
            return ahead
    return resolve(w, at, _last_day(view))


def _last_day(view: str | None) -> str | None:
    return view.partition("/")[2] or view if view else None


def _on(day: date, weekday: str) -> date:
    """Return the first day with that name from a day onwards."""
    return day + timedelta((_DAYS.index(weekday) - day.weekday()) % 7)


def _ahead(w: When, at: Anchor, day: date) -> str | None:
    if w.kind == "weekday":
        return at.write(_on(day, w.value))
    if w.kind == "weekend":
        saturday = _on(day + timedelta(7 * w.shift), "Saturday")
        return f"{at.write(saturday)}/{at.write(saturday + timedelta(1))}"
    if w.kind == "date":
        return _coming_day(w.value, at, day)
    return None


def _coming_day(edtf: str, at: Anchor, day: date) -> str | None:
    """Give a planned day without its year the next one, unless it was only just."""
    if not edtf.startswith("XXXX") or not at.year:
        return None
    for year in (day.year, day.year + 1, day.year + 2):
        try:
            there = date.fromisoformat(f"{year}{edtf[4:]}")
        except ValueError:  # 29 February
            continue
        if (day - there).days <= _LATE:
            return there.isoformat()
    return None


def _coming_month(name: str, at: Anchor) -> str | None:
    number = months()[name.lower()]
    known = at.day.isoformat()[:7] if at.day and at.year else at.month
    if known is None:
        return f"XXXX-{number:02d}"
    return f"{int(known[:4]) + (number < int(known[5:7]))}-{number:02d}"


def _interval(w: When, at: Anchor, planned: bool) -> str | None:
    first, _, last = w.value.partition("/")
    ends = [
        work_out(replace(w, kind="date", value=v), at, None, planned) if "-" in v else v
        for v in (first, last)
    ]
    return "/".join(e for e in ends if e is not None) if all(ends) else None


def _unit_step(view: str | None, w: When) -> str | None:
    """Go weeks, months or years on from the date in view, as far as that is known."""
    day = _last_day(view)
    if day is None or not re.fullmatch(r"(?:\d{4}|XXXX)(?:-\d\d){0,2}", day) or day == "XXXX":
        return None
    if w.value == "year":
        return None if day.startswith("XXXX") else str(int(day[:4]) + w.shift)
    if w.value == "month" and len(day) >= 7:
        return (
            resolve(When("period", w.span, "month", w.shift), Anchor(month=day[:7]))
            if day[0] != "X"
            else None
        )
    if w.value == "week" and _DAY.fullmatch(day) and day[0] != "X":
        return (date.fromisoformat(day) + timedelta(7 * w.shift)).isoformat()
    return None


def _season(w: When, at: Anchor, planned: bool) -> str | None:
    """Return the season as EDTF: the last one that has begun, or the next where it is planned."""
    if "-" in w.value:
        return w.value
    known = at.day.isoformat()[:7] if at.day and at.year else at.month
    code = int(w.value)
    if known is None:
        return f"XXXX-{code}"
    year, month = int(known[:4]), int(known[5:7])
    begins = _STARTS_MONTH[code]
    if planned or w.shift > 0:
        return f"{year + (begins + 2 < month)}-{code}"
    year -= begins > month
    gone = (int(known[:4]) - year) * 12 + month - begins
    return f"{year - (w.shift < 0 and gone < 3)}-{code}"
