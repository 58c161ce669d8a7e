"""Set out what the page of an actor shows: where it stands, what it does to whom, who speaks for it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import UNDATED, Point, Stance, SubjectKind
from onrecord.store.entry_filters import EntryFilter, EntrySort
from onrecord.store.interface import CasefileView
from onrecord.store.interface_shown import Between, PointFilter, PositionFilter, SpokenFor
from onrecord.views.positions.shifts import shifts_of
from onrecord.views.positions.standing import Standing, standings
from onrecord.views.wordings import proposition_of
from onrecord.web.register_page import Row
from onrecord.web.standing.actors import kind_of
from onrecord.web.standing.looking import looked
from onrecord.web.standing.positions import ShiftShown, Shown, shifts_shown, shown
from onrecord.web.standing.rows import rows
from onrecord.web.standing.signs import Sign, plain, sign
from onrecord.web.standing.who import Who

LATEST, PEOPLE, COUNTERPARTS, PROPOSED, SHIFTS = 10, 20, 10, 8, 8
"""Entries, people, counterparts, positions on proposals and shifts that the page of an actor shows."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Hold an issue that an actor spoke of, where nothing of it makes a position."""

    issue: str
    label: str
    stances: tuple[Sign, ...]  # of words that nothing dates; empty: doubtful for another reason
    entries: tuple[str, ...]
    why: str  # of the first


@dataclass(frozen=True, slots=True)
class Difference:
    """Hold where somebody who speaks for a state or organisation stands otherwise than it does."""

    issue: str
    label: str
    theirs: Sign
    day: str
    entry: str
    own: Sign


@dataclass(frozen=True, slots=True)
class Spokesperson:
    """Hold somebody who speaks for an actor, and where they differ from it."""

    name: str
    entries: int
    positions: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Hold what passes between an actor and another, counted by kinds of acts."""

    name: str
    called: str
    does: Mapping[str, int]  # the actor towards the other
    is_done: Mapping[str, int]  # the other towards the actor

    @property
    def entries(self) -> int:
        """Return how many entries there are, both ways."""
        return sum(self.does.values()) + sum(self.is_done.values())


@dataclass(frozen=True, slots=True)
class ActorPage:
    """Hold all that the page of an actor shows of itself."""

    name: str
    called: str
    kind: str
    entries: int  # that it does, or answers for
    towards: int  # that are towards it
    other_names: tuple[str, ...]
    speaks_for: tuple[tuple[str, int], ...]
    positions: tuple[Shown, ...]
    no_side: tuple[Shown, ...]  # issues that it spoke of without taking a side
    unclear: tuple[Unclear, ...]
    history: int  # positions, those that were replaced too
    shifts: tuple[ShiftShown, ...]  # the latest first
    shifts_total: int
    answers: tuple[Shown, ...]  # where it stands on what others put forward, the latest first
    answers_total: int
    latest: tuple[Row, ...]
    people: tuple[Spokesperson, ...]
    people_total: int
    kinds: tuple[str, ...]  # of acts between it and others, most first
    relations: tuple[Counterpart, ...]
    relations_total: int


def actor_page(
    casefile: CasefileView,
    who: Who,
    labels: Mapping[str, str],
    spoken_for: Sequence[SpokenFor],
    towards: int,
    name: str,
    as_of: str | None = None,
) -> ActorPage | None:
    """Return what the page of an actor shows; ``None`` where nobody of this name is on record.

    Args:
        casefile: to look in.
        who: tells what codes stand for.
        labels: what issues are called, by id.
        spoken_for: who speaks for whom, most entries first.
        towards: how many entries are towards the actor.
        name: as the register calls the actor.
        as_of: EDTF, the day that positions are seen on; ``None``: the latest known.
    """
    page = casefile.entries_page(EntryFilter(actors=(name,)), EntrySort.NEWEST, 0, LATEST)
    held = list(standings(casefile, PositionFilter((name,), about=SubjectKind.ISSUE), history=True))
    between = casefile.acts_between(name)
    if not (page.total or held or between or towards):
        return None
    now = [each for each in held if each.position.until is None]
    if as_of is not None:
        now = list(standings(casefile, PositionFilter((name,), about=SubjectKind.ISSUE, as_of=as_of)))
    changed = shifts_of(each.position for each in held)
    answers = list(standings(casefile, PositionFilter((name,), about=SubjectKind.PROPOSITION)))
    answers.sort(key=_last_said, reverse=True)
    recent = changed[::-1][:SHIFTS]
    look = looked(casefile, [*now, *answers[:PROPOSED]], recent)
    texts = _texts(casefile, [each.subject for each in answers[:PROPOSED]])
    positions = [shown(each, labels, look) for each in sorted(now, key=_last_said, reverse=True)]
    speaks = [each for each in spoken_for if each.speaker == name]
    people = [each for each in spoken_for if each.principal == name]
    kinds, relations = relations_of(name, between, who)
    return ActorPage(
        name=name,
        called=who.called(name),
        kind=kind_of(name, who, bool(speaks)),
        entries=page.total,
        towards=towards,
        other_names=tuple(sorted(k for k, v in casefile.names_decided().items() if v == name)),
        speaks_for=tuple((each.principal, each.entries) for each in speaks),
        positions=tuple(each for each in positions if each.sign.name != "none"),
        no_side=tuple(each for each in positions if each.sign.name == "none"),
        unclear=_unclear(casefile, name, {each.subject for each in now}, labels, as_of),
        history=len(held),
        shifts=tuple(shifts_shown(recent, labels, look, {})),
        shifts_total=len(changed),
        answers=tuple(shown(each, texts, look) for each in answers[:PROPOSED]),
        answers_total=len(answers),
        latest=rows(page.entries, labels),
        people=_people(casefile, people[:PEOPLE], now, labels),
        people_total=len(people),
        kinds=kinds,
        relations=relations[:COUNTERPARTS],
        relations_total=len(relations),
    )


def _last_said(standing: Standing) -> tuple[str, str]:
    return standing.latest.last_day or "", standing.subject


def _unclear(
    casefile: CasefileView, name: str, held: Collection[str], labels: Mapping[str, str], as_of: str | None
) -> tuple[Unclear, ...]:
    """Return the issues that somebody spoke of, until a day, without a position, most entries first."""
    said: dict[str, list[Point]] = defaultdict(list)
    where = PointFilter((name,), about=SubjectKind.ISSUE, day_until=as_of, uncounted=True)
    for point in casefile.points(where):
        if point.subject not in held:
            said[point.subject].append(point)
    found = []
    for issue, points in said.items():
        undated = [point for point in points if point.why_not == UNDATED]
        stances = dict.fromkeys(str(point.stance) for point in undated if point.stance != Stance.NONE)
        entries = tuple(dict.fromkeys(point.entry for point in (*undated, *points)))
        signs = tuple(sign(each) for each in stances)
        found.append(
            Unclear(issue, labels.get(issue, plain(issue)), signs, entries, (undated or points)[0].why_not)
        )
    return tuple(sorted(found, key=lambda each: (-len(each.entries), each.label)))


def _texts(casefile: CasefileView, ids: Sequence[str]) -> dict[str, str]:
    """Return what entries put forward, by their ids."""
    return {entry.id: proposition_of(entry) for entry in casefile.entries_by_id(ids)} if ids else {}


def _people(
    casefile: CasefileView, people: Sequence[SpokenFor], now: Sequence[Standing], labels: Mapping[str, str]
) -> tuple[Spokesperson, ...]:
    """Return who speaks for an actor, with the issues on which their own latest stance is another."""
    if not people:
        return ()
    own = {each.subject: sign(each.stance) for each in now}
    where = PositionFilter(tuple(each.speaker for each in people), about=SubjectKind.ISSUE, latest=True)
    by: dict[str, list[Difference]] = defaultdict(list)
    held: Counter[str] = Counter()
    for each in casefile.positions(where):
        held[each.holder] += 1
        theirs, its = sign(str(each.stance)), own.get(each.subject)
        if its is not None and theirs.name != its.name and "none" not in (theirs.name, its.name):
            label = labels.get(each.subject, plain(each.subject))
            day, entry = each.latest.last_day or "undated", each.latest.entry
            by[each.holder].append(Difference(each.subject, label, theirs, day, entry, its))
    return tuple(
        Spokesperson(each.speaker, each.entries, held[each.speaker], tuple(by[each.speaker]))
        for each in people
    )


def relations_of(
    name: str, between: Sequence[Between], who: Who
) -> tuple[tuple[str, ...], tuple[Counterpart, ...]]:
    """Return the kinds of acts between an actor and others, and the others: most entries first."""
    does: dict[str, Counter[str]] = defaultdict(Counter)
    is_done: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: Counter[str] = Counter()
    for each in between:
        other = each.target if each.source == name else each.source
        (does if each.source == name else is_done)[other][each.kind] += each.entries
        kinds[each.kind] += each.entries
    order = tuple(kind for kind, _ in sorted(kinds.items(), key=lambda item: (-item[1], item[0])))
    found = [Counterpart(each, who.called(each), does[each], is_done[each]) for each in {*does, *is_done}]
    return order, tuple(sorted(found, key=lambda each: (-each.entries, each.name)))
