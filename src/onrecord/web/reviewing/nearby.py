"""Find the entries that one may be the same act as: of the same actors, near in time, alike in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from onrecord.store.fold import fold
from onrecord.store.interface import EntryFilter
from onrecord.views.spells import days_after
from onrecord.views.wordings import proposition_of

if TYPE_CHECKING:
    from onrecord.model import Entry
    from onrecord.store.interface import CasefileView

DAYS = 60
_LOOKED_AT = 300
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Near:
    """Hold an entry that may be the same act, and how alike their words are, from 0 to 1."""

    entry: Entry
    alike: float


def nearby(casefile: CasefileView, entry: Entry) -> list[Near]:
    """Return entries that may be the same act as one, the likest first.

    Of those who answer for it, and where these are few of the same issue too, within two months.
    """
    who, days = entry.principals or entry.actors, _days(entry) or (None, None)
    period = EntryFilter(date_from=days[0], date_until=days[1])
    found: dict[str, Entry] = {}
    for where in (
        replace(period, principals=who) if who else None,
        replace(period, issues=entry.issues[:1]) if entry.issues else None,
    ):
        if where is not None and len(found) < _SHOWN:
            found |= {each.id: each for each in islice(casefile.entries(where), _LOOKED_AT)}
    return _likest(entry, list(found.values()))


def searched(casefile: CasefileView, entry: Entry, words: str) -> list[Near]:
    """Return entries that some words find, the likest to an entry first."""
    return _likest(entry, list(islice(casefile.entries(EntryFilter(text=words)), _LOOKED_AT)))


def _likest(entry: Entry, found: Sequence[Entry]) -> list[Near]:
    mine = _words(entry)
    held = [
        Near(each, fuzz.token_set_ratio(mine, _words(each)) / 100 + (each.kind is entry.kind) / 10)
        for each in found
        if each.id != entry.id
    ]
    return sorted(held, key=lambda each: (-each.alike, each.entry.id))[:_SHOWN]


def _words(entry: Entry) -> str:
    return fold(f"{proposition_of(entry)} {entry.reports[0].act.text}")


def _days(entry: Entry) -> tuple[str, str] | None:
    if entry.first_day is None or entry.last_day is None:
        return None
    first, last = date.fromisoformat(entry.first_day), date.fromisoformat(entry.last_day)
    return days_after(first, -DAYS).isoformat(), days_after(last, DAYS).isoformat()
