"""Tell whether two facts exclude each other: of one matter and one day, and nothing lets both hold."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.conflicts import amounts, attributions, dates, marked, occasions
from onrecord.conflicts.days import NEAR_DAYS, day_words, one_day, published_together, undated
from onrecord.conflicts.lists import fate, vote_words, words
from onrecord.conflicts.numbers import apart, ratio
from onrecord.conflicts.sides import between_facts
from onrecord.conflicts.tellings import matter
from onrecord.model import Conflict, ConflictKind, Fact, RecordKind

_COUNTED = 7
"""Days over which pages tell of one toll."""
_CHANGES = ("took", "retook")
_EARLY, _LATE = 1, 3
"""Parts of a day: who took a place by the morning held it when a page came out."""
_SHARED = 6
"""Stems in common from which two pages without a date are taken to tell of one time."""
_ALIKE = 0.3
_GROWN = 1.4
"""How many times as many a number that grows through a day must be, to be no later count."""


def compare(a: Fact, b: Fact) -> Conflict | None:
    """Return the conflict of two facts, in whichever order; ``None`` where both may hold."""
    if a.property is not b.property or a.id == b.id:
        return None
    if a.property is ConflictKind.HEADLINE:
        return _headline(a, b)
    if a.document == b.document or a.digest == b.digest or (a.outlet is not None and a.outlet == b.outlet):
        return None
    rule = _RULES.get(a.property)
    first, second = sorted((a, b), key=lambda f: f.id)
    return rule(first, second) if rule is not None else None


def _control(a: Fact, b: Fact) -> Conflict | None:
    """Compare who holds a place."""
    if a.value == b.value or a.subject != b.subject or not _one_time(a, b):
        return None
    when = (
        f"On {day_words(a, b)}"
        if one_day(a, b)
        else f"In two pages that tell of the same matter, {_of_days(a, b)},"
    )
    told = " and ".join(f"{f.value}{' (most of it)' if f.unit else ''}" for f in _ordered(a, b))
    why = f"{when} one place cannot be held by both {told}."
    return between_facts(ConflictKind.CONTROL, a.subject.title(), a, b, why, 0.9 if one_day(a, b) else 0.6)


def _of_days(a: Fact, b: Fact) -> str:
    return "neither with a date" if undated(a, b) else "a few days apart at most"


def _one_time(a: Fact, b: Fact) -> bool:
    """Tell whether two pages say who held a place at one time; a place may change hands within a day."""
    changed = [f for f in (a, b) if f.about[0] in _CHANGES]
    if undated(a, b):
        return not changed and alike(a, b)
    if not one_day(a, b):
        return not changed and _near_days(a, b)
    if len(changed) == 2:
        return False
    if changed:
        return _after(changed[0], b if changed[0] is a else a)
    parts = {f.about[1] for f in (a, b)}
    if len(parts) == 2 and "" in parts:
        return int(max(parts)) > _EARLY  # the morning's holder need not be that of the day
    if len(parts) < 2 or "" in parts:
        return True
    return max((a, b), key=lambda f: f.about[1]).about[0] == "keeps"


def _after(taken: Fact, held: Fact) -> bool:
    """Tell whether a place is said to be held by somebody at a time when another is said to have taken it."""
    took, at = (int(f.about[1]) if f.about[1] else None for f in (taken, held))
    if held.about[0] == "keeps":
        return (at is None or at >= _LATE) if took is None else (took <= _EARLY if at is None else at > took)
    if at is not None:
        return at >= (_LATE if took is None else took)
    return took is not None and took <= _EARLY and taken.about[0] == "took"


def _near_days(a: Fact, b: Fact) -> bool:
    """Tell whether two pages of near days tell, beside the same matter, who holds a whole region.

    A town may change hands from one day to the next; a region does not without being told of.
    """
    region = a.subject.rpartition(" ")[2] in words("regions")
    lasting = region and not a.dated and not b.dated
    return lasting and published_together(a, b, NEAR_DAYS - 1) and alike(a, b)


def alike(a: Fact, b: Fact) -> bool:
    """Tell whether the sentences around two facts are about the same matter."""
    left, right = set(a.around), set(b.around)
    shared = len(left & right)
    return shared >= _SHARED and 2 * shared >= _ALIKE * (len(left) + len(right))


def _number(a: Fact, b: Fact) -> Conflict | None:
    """Compare how many were killed, returned or voted for it, or are counted of one matter."""
    if a.subject == b.subject and a.subject.startswith(amounts.AMOUNT):
        return _amount(a, b)
    if a.subject != b.subject or not one_day(a, b) or not apart(a, b):
        return None
    if a.unit == "votes":
        shared = set(a.about) & set(b.about)
        if not (_one_vote(a, b, shared) or 2 * len(shared) >= _ALIKE * (len(a.about) + len(b.about))):
            return None
        if len(shared) < 2:
            return None
    else:
        if not set(a.about) & set(b.about):
            return None
        if fate(a.unit).grows and (ratio(a, b) < _GROWN or _later_count(a, b)):
            return None
    one, other = _ordered(a, b)
    where = next(iter(sorted(set(a.about) & set(b.about))), "") if a.unit != "votes" else ""
    subject = f"{a.subject}, {where.title()}" if where else a.subject
    why = f"Of {day_words(a, b)}, the same count cannot be both {one.value} and {other.value}."
    return between_facts(ConflictKind.NUMBER, subject, a, b, why)


def _one_vote(a: Fact, b: Fact, shared: set[str]) -> bool:
    """Tell whether two results that texts date to one day share words that are not of votes as such."""
    return a.dated and b.dated and len({w for w in shared if w not in vote_words()}) >= 2


def _amount(a: Fact, b: Fact) -> Conflict | None:
    """Compare amounts of one noun that pages of near days give of one matter."""
    near = one_day(a, b) or (not (a.dated and b.dated) and published_together(a, b, 1))
    if not near or not apart(a, b) or not amounts.compare(a, b):
        return None
    if a.unit in amounts.GROWS and (ratio(a, b) < _GROWN or _later_count(a, b)):
        return None
    one, other = _ordered(a, b)
    why = f"Of one matter ({matter(a, b)}) the same count cannot be both {one.shown} and {other.shown}."
    undertaken = a.unit == amounts.LASTING or RecordKind.COMMITMENT in (a.record_kind, b.record_kind)
    kind = ConflictKind.SCOPE if undertaken else ConflictKind.NUMBER
    return between_facts(kind, f"{a.unit}: {matter(a, b)}", a, b, why, 0.6)


def _later_count(a: Fact, b: Fact) -> bool:
    """Tell whether one number may be a later count of the other: of pages of two days the later has more."""
    if published_together(a, b):
        return False
    first, then = _ordered(a, b)
    if not (a.dated and b.dated and published_together(a, b, _COUNTED)):
        return True
    return first.least is None or then.least is None or then.least >= first.least


def _membership(a: Fact, b: Fact) -> Conflict | None:
    """Compare how many members a group has, and whether somebody belongs to it."""
    if a.subject != b.subject or not one_day(a, b):
        return None
    if a.least is not None and b.least is not None:
        if a.approximate or b.approximate or not apart(a, b):
            return None
    elif a.value == b.value:
        return None
    one, other = _ordered(a, b)
    why = f"Of {day_words(a, b)}, {a.subject} cannot be both {one.value} and {other.value}."
    return between_facts(ConflictKind.MEMBERSHIP, a.subject, a, b, why, 0.9)


def _scope(a: Fact, b: Fact) -> Conflict | None:
    """Compare the amount of one undertaking."""
    if a.subject != b.subject or not one_day(a, b) or not published_together(a, b, 1) or not apart(a, b):
        return None
    if len(set(a.about) & set(b.about)) < 2:
        return None
    one, other = _ordered(a, b)
    why = f"The same undertaking of {day_words(a, b)} cannot be of both {one.value} and {other.value}."
    return between_facts(ConflictKind.SCOPE, a.subject, a, b, why)


def _headline(a: Fact, b: Fact) -> Conflict | None:
    """Set a headline against the words of its body that do not carry it."""
    if a.document != b.document or a.unit != b.unit or a.value == b.value:
        return None
    head, body = sorted((a, b), key=lambda f: f.value != "headline")
    return between_facts(
        ConflictKind.HEADLINE, head.subject, head, body, " ".join(head.about), head.confidence
    )


def _ordered(a: Fact, b: Fact) -> tuple[Fact, Fact]:
    one, other = sorted((a, b), key=lambda f: (f.published or "", f.document, f.id))
    return one, other


_RULES: dict[ConflictKind, Callable[[Fact, Fact], Conflict | None]] = {
    ConflictKind.CONTROL: _control,
    ConflictKind.NUMBER: _number,
    ConflictKind.MEMBERSHIP: _membership,
    ConflictKind.SCOPE: _scope,
    ConflictKind.DATE: dates.compare,
    ConflictKind.PLACE: occasions.place,
    ConflictKind.ATTRIBUTION: attributions.compare,
    ConflictKind.APPROVAL: marked.compare,
    ConflictKind.STRENGTH: marked.compare,
    ConflictKind.CONDITION: marked.compare,
}
