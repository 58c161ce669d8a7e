"""Set out who stands where on issues: the list of these, and what the page of one shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.codebook.records import Codebook, Issue
from onrecord.model import EntryKind, Stance, SubjectKind
from onrecord.store.entry_filters import EntryFilter, EntrySort
from onrecord.store.interface import CasefileView
from onrecord.store.interface_shown import PointFilter, PositionFilter
from onrecord.views.looking import Asked
from onrecord.views.positions.shifts import shifts
from onrecord.views.positions.standing import Standing, standings, usual
from onrecord.web.register_page import Row
from onrecord.web.standing.looking import looked
from onrecord.web.standing.positions import ShiftShown, Shown, shifts_shown, shown
from onrecord.web.standing.rows import rows
from onrecord.web.standing.signs import SIGNS, Sign, day, plain, sign
from onrecord.web.standing.unclear import Spoke, spoke

LATEST, PROPOSALS, SHIFTS, UNCLEAR = 10, 6, 10, 12
"""Entries, proposals, shifts and holders without a clear position that the page of an issue shows."""
WHOLE = 10
"""Positions of each side that are shown with their words, those first that were last repeated."""
_PUT_FORWARD = (EntryKind.PROPOSAL.value, EntryKind.OFFER.value, EntryKind.DEMAND.value)


@dataclass(frozen=True, slots=True)
class Line:
    """Hold an issue as the list shows it."""

    id: str
    label: str
    description: str
    holders: Mapping[str, int]  # by stance: of states, organisations, groups, and people who speak alone
    shifts: int
    entries: int
    last_day: str  # on which anybody said something of it; "": nobody did

    @property
    def total(self) -> int:
        """Return how many take a position."""
        return sum(self.holders.values())


@dataclass(frozen=True, slots=True)
class Brief:
    """Hold a position as a line: who holds it, and its last words."""

    holder: str
    day: str  # of the last words, or the days between which they lie
    entry: str
    otherwise: int  # weaker voices that say otherwise


@dataclass(frozen=True, slots=True)
class Side:
    """Hold those who stand alike on an issue."""

    sign: Sign
    held: tuple[Shown, ...]  # with their words
    others: tuple[Brief, ...]  # whose last words are older

    @property
    def number(self) -> int:
        """Return how many they are."""
        return len(self.held) + len(self.others)


@dataclass(frozen=True, slots=True)
class IssuePage:
    """Hold all that the page of an issue shows."""

    id: str
    label: str
    description: str
    known: bool  # the codebook has it; else records of an earlier codebook alone
    broader: tuple[tuple[str, str], ...]  # id and label
    narrower: tuple[tuple[str, str], ...]
    sides: tuple[Side, ...]
    no_side: tuple[Brief, ...]
    unclear: tuple[Spoke, ...]  # who spoke of it, where no position follows
    unclear_total: int
    people: int  # who are left out, since their state or organisation says the same
    history: int
    shifts: tuple[ShiftShown, ...]
    shifts_total: int
    proposals: tuple[Row, ...]
    proposals_total: int
    latest: tuple[Row, ...]
    entries: int


def labels_of(book: Codebook) -> dict[str, str]:
    """Return what issues are called, by id."""
    return {issue.id: issue.label for issue in book.issues}


def lines(casefile: CasefileView, book: Codebook) -> tuple[Line, ...]:
    """Return the issues of the codebook, and others that something is on record of, most told of first."""
    about = PositionFilter(about=SubjectKind.ISSUE)
    held: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    last: dict[str, str] = defaultdict(str)
    for each in usual(standings(casefile, about), no_side=True):
        held[each.subject][each.stance] += 1
        last[each.subject] = max(last[each.subject], each.latest.last_day or "")
    moved: dict[str, int] = defaultdict(int)
    for change in shifts(casefile, about):
        moved[change.subject] += 1
    entries = dict(casefile.names_counted("issues"))
    known = {issue.id: issue for issue in book.issues}
    others = (each for each in {*held, *entries} if each not in known and not each.startswith("event:"))
    found = (_line(each, known.get(each), held, moved, entries, last) for each in (*known, *sorted(others)))
    return tuple(sorted(found, key=lambda line: (-line.total, -line.entries, line.label)))


def _line(
    id: str,
    issue: Issue | None,
    held: Mapping[str, Mapping[str, int]],
    moved: Mapping[str, int],
    entries: Mapping[str, int],
    last: Mapping[str, str],
) -> Line:
    label = issue.label if issue else plain(id)
    told = {stance: number for stance in SIGNS if (number := held.get(id, {}).get(stance, 0))}
    description = issue.description if issue else ""
    return Line(id, label, description, told, moved.get(id, 0), entries.get(id, 0), last.get(id, ""))


def issue_page(casefile: CasefileView, book: Codebook, id: str) -> IssuePage | None:
    """Return what the page of an issue shows; ``None`` where neither codebook nor records have it."""
    known = next((issue for issue in book.issues if issue.id == id), None)
    page = casefile.entries_page(EntryFilter(issues=(id,)), EntrySort.NEWEST, 0, LATEST)
    if known is None and not page.total:
        return None
    about = PositionFilter(subjects=(id,), about=SubjectKind.ISSUE)
    every = list(standings(casefile, about))
    now = sorted(usual(every, no_side=True), key=_last_said, reverse=True)
    changed = shifts(casefile, about)
    asked = EntryFilter(issues=(id,), kinds=_PUT_FORWARD)
    proposals = casefile.entries_page(asked, EntrySort.NEWEST, 0, PROPOSALS)
    recent = changed[::-1][:SHIFTS]
    no_side = [each for each in now if each.stance == Stance.NONE]
    stand = {each: [s for s in now if s.stance == each] for each in SIGNS if each != Stance.NONE}
    look = looked(casefile, [s for some in stand.values() for s in some[:WHOLE]], recent)
    labels = labels_of(book)
    doubtful = PointFilter(subjects=(id,), about=SubjectKind.ISSUE, uncounted=True)
    unclear = spoke(casefile.points(doubtful), {each.holder for each in every})
    return IssuePage(
        id=id,
        label=labels.get(id, plain(id)),
        description=known.description if known else "",
        known=known is not None,
        broader=tuple((each, labels.get(each, plain(each))) for each in (known.broader if known else ())),
        narrower=tuple((each.id, each.label) for each in book.issues if id in each.broader),
        sides=tuple(_side(stance, some, labels, look) for stance, some in stand.items() if some),
        no_side=tuple(map(_brief, no_side)),
        unclear=unclear[:UNCLEAR],
        unclear_total=len(unclear),
        people=len(every) - len(now),
        history=len(casefile.position_pairs(about)),
        shifts=tuple(shifts_shown(recent, labels, look, {})),
        shifts_total=len(changed),
        proposals=rows(proposals.entries, labels),
        proposals_total=proposals.total,
        latest=rows(page.entries, labels),
        entries=page.total,
    )


def _side(stance: str, some: Sequence[Standing], labels: Mapping[str, str], look: Asked) -> Side:
    whole = tuple(shown(each, labels, look) for each in some[:WHOLE])
    return Side(sign(stance), whole, tuple(map(_brief, some[WHOLE:])))


def _brief(standing: Standing) -> Brief:
    latest = standing.latest
    said = day(latest.first_day, latest.last_day).replace(" to ", "/")
    return Brief(standing.holder, said, latest.entry, len(standing.others))


def _last_said(standing: Standing) -> tuple[str, str]:
    return standing.latest.last_day or "", standing.holder
