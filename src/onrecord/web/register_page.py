"""Lay out the register: its rows, the values by which they can be narrowed down, and what to do with none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import UNDECIDED, Entry
from onrecord.store import words
from onrecord.store.entry_filters import EntryFacets
from onrecord.views.cards import amount, day_of, span
from onrecord.views.confirmed import is_confirmed
from onrecord.views.wordings import outlets, proposition_of, strengths, words_of
from onrecord.web import confidence
from onrecord.web.choosing import Chosen, Query, in_words, issue_words

PAGE = 50
"""Rows of a page."""

_VALUES = {"name": 14, "issue": 16}  # of a facet, at most; those that are chosen are always among them
_OUTLETS = 3
_WHAT = 320  # characters of what an entry is about; the entry itself has it whole
_PAGES = 2  # links to pages before and behind the one that is shown

Labelled = tuple[tuple[str, str, bool], ...]
"""Issues: id, label, and whether the codebook has it, so that it has a page."""


@dataclass(frozen=True, slots=True)
class Row:
    """Hold an entry as a line of the register."""

    id: str
    day: str
    kind: str
    who: tuple[str, ...]  # empty: undecided
    principals: tuple[str, ...]  # who answers for them, where that is another
    towards: tuple[str, ...]
    status: str
    what: words.Pieces
    cut: bool  # there is more of what it is about
    found: words.Pieces  # words of a report in which the search found it, where ``what`` has none
    issues: Labelled
    amount: str
    outlets: tuple[str, ...]
    more_outlets: int
    reported: str
    strength: str
    sure: str
    confirmed: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """Hold a value of a facet: how many entries have it, and the parameters that choose it or give it up."""

    value: str
    words: str
    count: int
    chosen: bool
    query: Query


@dataclass(frozen=True, slots=True)
class Facet:
    """Hold what entries can be narrowed down by; ``left``: values that are not listed."""

    name: str
    title: str
    values: tuple[Value, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Loosened:
    """Hold how many entries there were without one of the values that are chosen."""

    label: str
    words: str
    count: int
    query: Query


def row_of(entry: Entry, chosen: Chosen, labels: Mapping[str, str]) -> Row:
    """Return an entry as a line of the register, with the words marked that were looked for."""
    asked = chosen.one("text")
    about = proposition_of(entry)
    shown = about if len(about) <= _WHAT else f"{about[:_WHAT].rsplit(' ', 1)[0]} …"
    what = words.marked(shown, asked)
    found: words.Pieces = ()
    if asked and not any(hit for _, hit in what):
        found = words.snippet((words_of(report) for report in entry.reports), asked)
    told = outlets(entry)
    bounds = strengths(entry)
    best = max(entry.reports, key=lambda each: (each.act.reviewed, each.act.confidence))
    return Row(
        id=entry.id,
        day=day_of(entry),
        kind=entry.kind.value,
        who=entry.actors,
        principals=tuple(each for each in entry.principals if each not in entry.actors),
        towards=entry.towards,
        status="" if entry.status == UNDECIDED else str(entry.status).replace("_", " "),
        what=what,
        cut=shown is not about,
        found=found,
        issues=issues_of(entry, labels),
        amount=amount(entry),
        outlets=told[:_OUTLETS],
        more_outlets=max(0, len(told) - _OUTLETS),
        reported=span(entry.first_reported, entry.last_reported),
        strength="" if bounds is None else "–".join(dict.fromkeys(f"{each:.2f}" for each in bounds)),
        sure=confidence.told(best.act.confidence, reviewed=best.act.reviewed),
        confirmed=is_confirmed(entry),
        notes=entry.notes,
    )


def issues_of(entry: Entry, labels: Mapping[str, str]) -> Labelled:
    """Return the issues of an entry as pages name them."""
    return tuple((each, labels.get(each, issue_words(each)), each in labels) for each in entry.issues)


_TITLES: Sequence[tuple[str, str, str]] = (
    ("kind", "kind", "Act"),
    ("name", "actor", "Actor"),
    ("issue", "issue", "Issue"),
    ("status", "status", "Status"),
    ("origins", "origins", "Origins"),
    ("reviewed", "reviewed", "Confirmed"),
    ("confidence", "confidence", "Confidence"),
)
"""Parameter, facet of the store, and what it is called."""

_LEAST_ORIGINS = {"1": 1, "2": 2, "3-5": 3, "6+": 6}


def facets(counted: EntryFacets, chosen: Chosen, labels: Mapping[str, str]) -> tuple[Facet, ...]:
    """Return the facets that tell entries apart: those with several values, or with one that is chosen."""
    found = []
    for name, held, title in _TITLES:
        counts = dict(_counts(name, counted.counts.get(held, {})))
        for value in chosen.all(name):
            counts.setdefault(value, 0)
        if len(counts) > 1 or chosen.all(name):
            found.append(_facet(name, title, counts, chosen, labels))
    return tuple(found)


def _counts(name: str, counts: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Yield the counts of a facet by what the parameter has for each value; what has none is left out."""
    if name == "origins":
        yield from _origins(counts)
    elif name == "confidence":
        for band in confidence.BANDS:
            if number := counts.get(band.counted_as, 0):
                yield band.name, number
    else:
        yield from ((value, number) for value, number in counts.items() if value)


def _origins(counts: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Yield how many entries have one origin alone, and how many at least two, three or six."""
    if counts.get("1"):
        yield "1-1", counts["1"]
    for least in (2, 3, 6):
        number = sum(n for held, n in counts.items() if _LEAST_ORIGINS.get(held, 0) >= least)
        if number:
            yield str(least), number


def _facet(
    name: str, title: str, counts: Mapping[str, int], chosen: Chosen, labels: Mapping[str, str]
) -> Facet:
    kept = [
        value
        for at, value in enumerate(counts)
        if at < _VALUES.get(name, len(counts)) or chosen.has(name, value)
    ]
    values = tuple(
        Value(
            value=value,
            words=in_words(name, value, labels),
            count=counts[value],
            chosen=chosen.has(name, value),
            query=chosen.without(name, value) if chosen.has(name, value) else chosen.adding(name, value),
        )
        for value in kept
    )
    return Facet(name, title, values, len(counts) - len(kept))


def pages(total: int, page: int) -> tuple[int | None, ...]:
    """Return the pages that are linked: the first, the last, and those around the one shown; ``None``: a gap.

    >>> pages(1000, 7)
    (1, None, 5, 6, 7, 8, 9, None, 20)
    >>> pages(0, 1), pages(51, 2)
    ((1,), (1, 2))
    """
    last = max(1, -(-total // PAGE))
    near = range(max(1, page - _PAGES), min(last, page + _PAGES) + 1)
    shown = sorted({1, last, *near})
    out: list[int | None] = []
    for number in shown:
        if out and out[-1] is not None and number > out[-1] + 1:
            out.append(out[-1] + 1 if number == out[-1] + 2 else None)
        out.append(number)
    return tuple(out)
