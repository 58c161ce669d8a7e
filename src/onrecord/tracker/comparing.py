"""Compare an entry of the register with one row of a tracker, field by field."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.model import Entry, RecordKind, TrackerRow
from onrecord.model.tracker import Amount
from onrecord.register.names import one_actor
from onrecord.register.sameness import content, stem
from onrecord.text.days import days
from onrecord.tracker.amounts import Agreement, compared
from onrecord.tracker.words import listed

_RESIDUAL = frozenset({"other"})
"""The issue that takes what belongs to none: sharing it says nothing."""

_HALF = 0.5
_WORD = re.compile(r"[^\W\d_]+")
_ROOT = 5  # letters that a name and its people share: Korvath, Korvathi


@dataclass(frozen=True, slots=True)
class Likeness:
    """Hold how far an entry is what a row is about; ``points`` add up what speaks for it.

    An issue in common is one point, as is a word of the measure, the beneficiary; half of the words of either
    side and an amount in common are two each.
    """

    row: TrackerRow
    points: int
    issues: bool  # one in common
    words: bool  # one in common that is no name
    measure: bool  # an issue or half of the words
    amount: Agreement
    amounts: str  # the pair of amounts in words
    beneficiary: Agreement
    due: Agreement
    reasons: tuple[str, ...]


def same_party(entry: Entry, row: TrackerRow) -> bool:
    """Tell whether those who answer for an entry include all of a row's, or a person that it names."""
    theirs = (*entry.principals, *entry.actors)
    if row.principals and all(any(one_actor(p, q) for q in theirs) for p in row.principals):
        return True
    return any(one_actor(person, actor) for person in row.people for actor in entry.actors)


def likeness(entry: Entry, row: TrackerRow) -> Likeness:
    """Compare an entry with a row of the same party, or of one that is not settled."""
    reasons: list[str] = []
    points = 0
    shared = sorted((set(entry.issues) & set(row.issues)) - _RESIDUAL)
    if shared:
        points += 1
        reasons.append(f"both are about {', '.join(shared)}")
    words, of = _words_in_common(entry, row)
    if words:
        points += 2 if len(words) >= _HALF * of else 1
        reasons.append(f"both speak of {_as_written(words, row.measure)}")
    amount, amounts = compared(row.amounts, amounts_of(entry))
    if amount is Agreement.YES:
        points += 2
        reasons.append(f"the amounts agree: {amounts}")
    beneficiary = _beneficiaries(entry, row)
    if beneficiary is Agreement.YES:
        points += 1
        reasons.append(f"for {row.beneficiary}")
    elif beneficiary is Agreement.NO:
        points -= 1
        reasons.append(f"for {', '.join(entry.towards)} against {row.beneficiary}")
    measure = bool(shared) or len(words) >= max(2, _HALF * of)
    return Likeness(
        row,
        points,
        bool(shared),
        bool(words - content(row.measure).names),
        measure,
        amount,
        amounts,
        beneficiary,
        _due(entry, row),
        tuple(reasons),
    )


def words_of(entry: Entry) -> str:
    """Return the words of all reports of an entry."""
    return entry.proposition + "\n" + "\n".join(dict.fromkeys(report.act.text for report in entry.reports))


def _words_in_common(entry: Entry, row: TrackerRow) -> tuple[frozenset[str], int]:
    """Return the words in common, and how many the side with fewer has; names of the parties do not count."""
    names = {stem[:_ROOT] for stem in _stems(" ".join((row.party, row.beneficiary, *row.people)))}
    mine = {word for word in _stems(row.measure) if word[:_ROOT] not in names}
    theirs = {word for word in _stems(words_of(entry)) if word[:_ROOT] not in names}
    return frozenset(mine & theirs), min(len(mine), len(theirs)) or 1


def _as_written(stems: Collection[str], text: str) -> str:
    """Return the words of a text that have some stems, as they stand there."""
    found = {stem(word): word for word in reversed(_WORD.findall(text))}
    return ", ".join(found.get(each, each) for each in sorted(stems))


@lru_cache(maxsize=16384)
def _stems(text: str) -> frozenset[str]:
    found = content(text)
    return (found.names | found.others | found.opening) - _common()


@cache
def _common() -> frozenset[str]:
    return frozenset(stem(word) for word in listed("common_words")["words"])


def amounts_of(entry: Entry) -> Iterable[Amount]:
    """Return the amounts of all reports of an entry, each once."""
    return dict.fromkeys(amount for report in entry.reports for amount in report.act.quantities)


def _beneficiaries(entry: Entry, row: TrackerRow) -> Agreement:
    """Compare for whom it is; counted groups, places and what a text leaves open settle nothing."""
    if not row.towards or not entry.towards:
        return Agreement.OPEN
    if any(one_actor(a, b) for a in row.towards for b in entry.towards):
        return Agreement.YES
    pledged = [report.act for report in entry.reports if report.act.record_kind is RecordKind.COMMITMENT]
    names = {name for act in pledged for name in act.towards} - set(entry.principals)
    codes = [name for name in names if _is_code(name)]
    return Agreement.NO if codes and any(map(_is_code, row.towards)) else Agreement.OPEN


def _is_code(name: str) -> bool:
    return len(name) == 3 and name.isupper()


def _due(entry: Entry, row: TrackerRow) -> Agreement:
    mine = days(row.due)
    if mine is None:
        return Agreement.OPEN
    found = [between for report in entry.reports if (between := days(report.act.due))]
    if not found:
        return Agreement.OPEN
    apart = all(last < mine[0] or first > mine[1] for first, last in found)
    return Agreement.NO if apart else Agreement.YES
