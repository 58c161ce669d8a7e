"""Tell which entries and datings are of one happening, what kind it is, and which day its reports give it.

The register merges reports of one happening; what it keeps apart is joined here in three plain cases alone:
what a headline has of the same page, what was planned for the very day on which it happened, and gatherings
at one place. Whatever is joined keeps its entries, and each is named.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files

from onrecord.model import Claim, Entry, EventStatus, ReportedAct, ZoneKind
from onrecord.store.fold import fold
from onrecord.text.days import days
from onrecord.views.cards import Quoted, span

_SHORT = 10
"""Days that a happening may take for others to be joined to it."""
_MANY = ("group:",)
_HALF_A_YEAR, _A_YEAR = 183, 366  # days
_PLAIN = re.compile(r"\d{4}|\b(?:last|past|previous|ago|earlier|since)\b", re.IGNORECASE)
"""What makes plain which year is meant."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """Hold the kinds of a calendar: see data/calendar.toml."""

    meetings: tuple[str, ...]
    harm: tuple[str, ...]
    nouns: Mapping[str, str]  # "signing ceremony" -> signing

    def of_subject(self, subject: str) -> str | None:
        """Return the kind that the last words of a subject name.

        >>> kinds_known().of_subject("The signing ceremony"), kinds_known().of_subject("The bridge")
        ('signing', None)
        """
        words = fold(subject).split()
        tails = (" ".join(words[-n:]) for n in (3, 2, 1))
        return next((self.nouns[tail] for tail in tails if tail in self.nouns), None)

    def of_entry(self, entry: Entry, chosen: Collection[str]) -> str:
        """Return the kind that stands for an entry: of several the one that says most."""
        own = [issue.removeprefix("event:") for issue in entry.issues]
        ranked = [kind for kind in (*self.meetings, *self.harm, *own) if kind in own]
        return next((kind for kind in ranked if kind in chosen), ranked[0] if ranked else "other")


@cache
def kinds_known() -> Kinds:
    """Return the kinds of data/calendar.toml."""
    read = tomllib.loads(files("onrecord.views").joinpath("data/calendar.toml").read_text("utf-8"))
    nouns = {fold(noun): kind for kind, listed in read["nouns"].items() for noun in listed}
    return Kinds(tuple(read["meetings"]), tuple(read["harm"]), nouns)


@dataclass(slots=True)
class Draft:
    """Gather the entries and datings of one happening."""

    kind: str
    entries: list[Entry] = field(default_factory=list)
    claims: list[tuple[Claim, str, Quoted]] = field(default_factory=list)

    @property
    def first(self) -> str | None:
        """Return the first day on which it can lie."""
        return min((e.first_day for e in self.entries if e.first_day), default=self._claimed(0))

    @property
    def last(self) -> str | None:
        """Return the last day on which it can lie."""
        return max((e.last_day for e in self.entries if e.last_day), default=self._claimed(1))

    def _claimed(self, end: int) -> str | None:
        found = [span[end] for claim, *_ in self.claims if (span := days(claim.value))]
        return found[0] if found else None


def joined(
    entries: Iterable[Entry],
    claims: Sequence[tuple[Claim, str, Quoted]],
    known: Kinds,
    chosen: Collection[str],
) -> Iterator[Draft]:
    """Join what is of one happening; yield each by its first day, undated ones last.

    Args:
        entries: events by their first day, undated last.
        claims: outlets' datings with their kinds, by day.
        known: the kinds.
        chosen: the kinds that are looked for.
    """
    open_now: list[Draft] = []
    waiting = list(claims)
    for entry in entries:
        today = entry.first_day
        while open_now and (today is None or _is_over(open_now[0], today)):
            yield from _closed(open_now.pop(0), open_now, waiting)
        kind = known.of_entry(entry, chosen)
        into = next((draft for draft in open_now if today and _is_one(draft, entry, kind)), None)
        if into is None:
            open_now.append(Draft(kind, [entry]))
        else:
            into.entries.append(entry)
            into.entries.sort(key=_rank)
            into.kind = _surer(into, known, chosen)
    while open_now:
        yield from _closed(open_now.pop(0), open_now, waiting)
    for claim in waiting:
        yield Draft(claim[1], [], [claim])


def _closed(
    draft: Draft, others: Sequence[Draft], waiting: list[tuple[Claim, str, Quoted]]
) -> Iterator[Draft]:
    """Yield the datings that come before a draft, then the draft with those that are of it."""
    begins = draft.first
    for claim in list(waiting):
        on = days(claim[0].value)
        if on is None or begins is None:
            continue
        fits = [each for each in (draft, *others) if each.kind == claim[1] and _lies_on(each, on)]
        if len(fits) == 1 and fits[0] is draft:
            draft.claims.append(claim)
            waiting.remove(claim)
        elif not fits and on[0] < begins:
            waiting.remove(claim)
            yield Draft(claim[1], [], [claim])
    yield draft


def _lies_on(draft: Draft, on: tuple[str, str]) -> bool:
    return draft.first == on[0] and draft.last == on[1]


def _surer(draft: Draft, known: Kinds, chosen: Collection[str]) -> str:
    kinds = [known.of_entry(entry, chosen) for entry in draft.entries]
    return next((kind for kind in (*known.meetings, *known.harm) if kind in kinds), kinds[0])


def _rank(entry: Entry) -> tuple[bool, int, str]:
    """Order entries of a happening: what a page's body has first, then what most reports tell."""
    return (_is_furniture(entry), -len(entry.reports), entry.id)


def _is_over(draft: Draft, today: str) -> bool:
    return _length(draft.first, draft.last) > _SHORT or draft.last is None or draft.last < today


def _is_one(draft: Draft, entry: Entry, kind: str) -> bool:
    """Tell whether an entry is of the happening of a draft."""
    if _length(entry.first_day, entry.last_day) > _SHORT or _length(draft.first, draft.last) > _SHORT:
        return False
    if not _overlap(draft, entry):
        return False
    return any(_retold(other, entry, draft.kind == kind) for other in draft.entries) or (
        _places_agree(draft, entry)
        and (
            (draft.kind == kind and any(_planned_for(other, entry) for other in draft.entries))
            or any(_gathering(other, entry) for other in draft.entries)
        )
    )


def _overlap(draft: Draft, entry: Entry) -> bool:
    return bool(draft.first and draft.last and entry.first_day and entry.last_day) and (
        str(draft.first) <= str(entry.last_day) and str(entry.first_day) <= str(draft.last)
    )


def _retold(one: Entry, other: Entry, same_kind: bool) -> bool:
    """Tell whether one is the headline, summary or caption of the page that has the other in its body."""
    if not same_kind or _is_furniture(one) == _is_furniture(other):
        return False
    pages = {report.act.document for report in one.reports}
    return any(report.act.document in pages for report in other.reports)


def _planned_for(one: Entry, other: Entry) -> bool:
    """Tell whether one was planned for the very day on which the other happened, for the same parties."""
    if _is_planned(one) == _is_planned(other):
        return False
    if not (_is_dated(one) and _is_dated(other)) or _days_of(one) != _days_of(other):
        return False
    ours, theirs = _sides(one), _sides(other)
    return bool(ours & theirs) and (ours <= theirs or theirs <= ours)


def _gathering(one: Entry, other: Entry) -> bool:
    """Tell whether both are of many who meet at one place: a summit, told as its leaders' meeting."""
    kinds = {issue for entry in (one, other) for issue in entry.issues}
    if "event:summit" not in kinds or not (_is_dated(one) and _is_dated(other)):
        return False
    if not set(map(fold, _places((one,)))) & set(map(fold, _places((other,)))):
        return False
    return all("event:summit" in e.issues or any(a.startswith(_MANY) for a in e.actors) for e in (one, other))


def _sides(entry: Entry) -> set[str]:
    """Return who takes part, by state or organisation; of one that tells nobody whom its words name."""
    if entry.principals:
        return set(entry.principals)
    return {whom for report in entry.reports for _, whom in report.act.names}


def _places(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(r.act.place_name for e in entries for r in e.reports if r.act.place_name)


def _places_agree(draft: Draft, entry: Entry) -> bool:
    """Tell whether two name a place in common, or one names none."""
    ours, theirs = ({fold(p) for p in _places(each)} for each in (draft.entries, (entry,)))
    return not ours or not theirs or bool(ours & theirs)


def _is_planned(entry: Entry) -> bool:
    return all(status_of(report.act, entry) is EventStatus.PLANNED for report in entry.reports)


def _is_dated(entry: Entry) -> bool:
    return any(report.act.dated for report in entry.reports)


def _days_of(entry: Entry) -> tuple[str | None, str | None]:
    return entry.first_day, entry.last_day


def _is_furniture(entry: Entry) -> bool:
    return all(report.act.zone is not ZoneKind.BODY for report in entry.reports)


def _length(first: str | None, last: str | None) -> int:
    if first is None or last is None:
        return _SHORT + 1
    begin, end = _real(first), _real(last)
    return (end - begin).days if begin and end else _SHORT + 1


def _real(day: str) -> date | None:
    """Return a day; of a month that is written with 31 days throughout its last."""
    for last in (day, f"{day[:8]}30", f"{day[:8]}29", f"{day[:8]}28"):
        try:
            return date.fromisoformat(last)
        except ValueError:
            continue
    return None


def status_of(act: ReportedAct, entry: Entry) -> EventStatus:
    """Return whether a report can say that a happening has happened: not before its first day."""
    told = days(act.published)
    if any(r.act.dated for r in entry.reports) and told and entry.first_day and told[1] < entry.first_day:
        return EventStatus.PLANNED
    return EventStatus.PLANNED if act.status == EventStatus.PLANNED else EventStatus.HAPPENED


def day_told(draft: Draft, status: EventStatus) -> tuple[str, str | None, str | None, bool]:
    """Return the date of a happening in EDTF, the days between which it lies, and whether a text tells them.

    Of several days told the narrowest holds; where no text tells any, it is by the day of the page that says
    that it happened, or after the page that says that it is planned.
    """
    reports = [report.act for entry in draft.entries for report in entry.reports]
    told = [act.due for act in reports if act.dated and act.due and is_year_told(act)]
    told += [claim.value for claim, *_ in draft.claims]
    known = sorted((_length(*found), found, edtf) for edtf in told if (found := days(edtf)))
    if known:
        _, (first, last), edtf = next((each for each in known if _takes(each, known[0])), known[0])
        return edtf, first, last, True
    begin, end = draft.first, draft.last
    if begin is None and end is None:
        partial = [act.due for act in reports if act.due]
        return (partial[0] if partial else ""), None, None, False
    if any(act.dated and not is_year_told(act) for act in reports):
        return f"XXXX{str(reports[0].due)[4:]}", None, None, False
    if any(act.dated for act in reports):
        return span(begin, end), begin, end, True
    partial = [act.due for act in reports if act.due]
    edge = f"../{end}" if status is EventStatus.HAPPENED else f"{begin}/.."
    return (partial[0] if partial else edge), begin, end, False


def _takes(one: tuple[int, tuple[str, str], str], narrowest: tuple[int, tuple[str, str], str]) -> bool:
    """Tell whether a date gives the days from and until of what the narrowest gives one day of."""
    length, (first, last), edtf = one
    return 0 < length <= _SHORT and "/" in edtf and first <= narrowest[1][0] and narrowest[1][1] <= last


def is_year_told(act: ReportedAct) -> bool:
    """Tell whether the words that date an act give its year, or what lies back so little that it is plain.

    "The July summit" in a page of March is not surely of the year before: July to come is nearer.
    """
    told, on = days(act.published), days(act.due)
    if not act.due_text or told is None or on is None:
        return True
    ago = _length(on[1], told[0])
    words = " ".join(piece.exact for piece in act.due_text)
    return not (_HALF_A_YEAR < ago <= _A_YEAR) or bool(_PLAIN.search(words))
