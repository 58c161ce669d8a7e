"""Say in a line what a mark rests on: the words of an entry, who published them and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import Entry
from onrecord.views.pictures.letters import clean
from onrecord.views.wordings import words_of

_WORDS = 160  # characters of a quote in a title
_MOST = 6  # entries that a title tells of


@dataclass(frozen=True, slots=True)
class Told:
    """Hold what a title says of an entry."""

    words: str
    outlet: str
    day: str
    unconfirmed: bool = False

    @property
    def line(self) -> str:
        """Return it on one line."""
        mark = " (unconfirmed)" if self.unconfirmed else ""
        return f"“{self.words}” {self.outlet}, {self.day}{mark}"


def told(entries: Iterable[Entry]) -> dict[str, Told]:
    """Return what to say of entries, by id; the best report of each stands for it."""
    return {each.id: _told(each) for each in entries}


def _told(entry: Entry) -> Told:
    best = entry.reports[0]
    words = clean(words_of(best))
    short = words if len(words) <= _WORDS else f"{words[:_WORDS].rstrip()}…"
    return Told(
        short,
        clean(best.act.outlet or "outlet not told"),
        best.act.published or "undated",
        not any(report.act.reviewed for report in entry.reports),
    )


def told_of(ids: Sequence[str], told: Mapping[str, Told], head: str = "") -> str:
    """Return the title of a mark: what it shows, and the words of the entries that it stands for."""
    return "\n".join(filter(None, (head, *_lines(ids, told))))


def _lines(ids: Sequence[str], told: Mapping[str, Told]) -> Iterator[str]:
    for each in ids[:_MOST]:
        yield told[each].line if each in told else f"entry {each}"
    if len(ids) > _MOST:
        yield f"and {len(ids) - _MOST} more"
