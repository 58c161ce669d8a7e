"""Make entries of groups of acts: what they are about, who reports them, and from where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from onrecord.model import (
    UNDECIDED,
    Entry,
    EntryKind,
    EventStatus,
    Judgement,
    JudgementKind,
    RecordKind,
    Report,
    ReportedAct,
)
from onrecord.register import ladders
from onrecord.register.cluster import Decided
from onrecord.register.context import Context
from onrecord.register.names import one_actor
from onrecord.register.notes import notes
from onrecord.register.propositions import proposition
from onrecord.register.reports import report_of, sorted_by_nearness
from onrecord.register.when import ordinal
from onrecord.text.days import days

T = TypeVar("T")
MOST_ISSUES = 3
_NEGATIVE = frozenset({EntryKind.REFUSAL, EntryKind.DENIAL})
_UNDERTAKEN = (EntryKind.COMMITMENT, EntryKind.OFFER, EntryKind.REFUSAL)


def entry_of(
    acts: Sequence[ReportedAct],
    context: Context,
    judgements: Iterable[Judgement] = (),
    people: Decided | None = None,
) -> Entry:
    """Return the entry of one group of acts.

    Args:
        acts: that are one, by place.
        context: of their documents.
        judgements: of people on the origins of documents.
        people: what they decided about acts.
    """
    reports = sorted_by_nearness([report_of(act, context) for act in acts])
    counted = origins(reports, context, judgements)
    best = reports[0].act
    kind = _kind(reports)
    actors = _first_told(r.act.actors for r in reports)
    issues = _issues(reports)
    commitment = any(r.act.record_kind is RecordKind.COMMITMENT for r in reports)
    if kind is EntryKind.EVENT:
        actors, principals = (
            _all(getattr(r.act, name) for r in reports) for name in ("actors", "principals")
        )
    else:
        principals = _most([r.act.principals for r in reports if r.act.principals]) or ()
        fitting = [r for r in reports if not principals or r.act.principals == principals]
        actors = _first_told(r.act.actors for r in fitting) or actors
    first, last = _days(reports, whole=commitment)
    reported = _reported(reports)
    return Entry(
        id=min(act.place for act in acts).id,
        kind=kind,
        proposition=proposition(
            [e.exact for e in best.quote], next(iter(actors), ""), issues, negation=kind not in _NEGATIVE
        ),
        actors=actors,
        principals=principals,
        towards=_all(r.act.towards for r in reports),
        issues=issues,
        stance=_most([r.act.stance for r in reports if r.act.stance != UNDECIDED]) or UNDECIDED,
        status=_status(kind, commitment, reports),
        reports=reports,
        origins=counted,
        first_reported=reported[0] if reported else None,
        last_reported=reported[-1] if reported else None,
        first_day=first,
        last_day=last,
        steps=ladders.steps(reports) if commitment or kind in _UNDERTAKEN else (),
        notes=notes(reports, counted, context),
        decided=people.of(act.record for act in acts) if people else (),
    )


def origins(
    reports: Sequence[Report], context: Context, judgements: Iterable[Judgement] = ()
) -> tuple[str, ...]:
    """Return the independent origins of reports, each once: that of the nearest report first.

    Origins that a person called the same are one. An unnamed source is never counted as several: where
    nobody is named in any report, all of them are one origin; beside a named source it adds none.
    """
    same = _same_origins(judgements)
    digests = {d.id: d.digest for d in context.documents.values()}
    named = [r for r in reports if not r.act.unnamed]
    found: dict[str, str] = {}
    for r in named or reports:
        began = digests.get(r.origin, r.origin)
        found.setdefault(same.get(began, began), r.origin)
    return tuple(found.values()) if named else tuple(found.values())[:1]


def _same_origins(judgements: Iterable[Judgement]) -> Mapping[str, str]:
    """Return what stands for a page of which a person said that it has another's origin."""
    into: dict[str, str] = {}

    def root(each: str) -> str:
        while into.get(each, each) != each:
            each = into[each]
        return each

    for j in judgements:
        if j.kind is JudgementKind.SAME_ORIGIN:
            low, high = sorted((root(j.left.digest), root(j.right.digest)))
            into[high] = low
    return {each: root(each) for each in into}


def _kind(reports: Sequence[Report]) -> EntryKind:
    """Return the kind that most reports give; what one report tells as a commitment is one."""
    acts = [r.act for r in reports]
    undertaken = {a.kind for a in acts if a.record_kind is RecordKind.COMMITMENT}
    if undertaken == {EntryKind.OFFER} and any(a.kind is EntryKind.PROPOSAL for a in acts):
        return EntryKind.PROPOSAL  # a plan that is put before others, not only what its author would do
    for kind in _UNDERTAKEN:
        if kind in undertaken:
            return kind
    return _most([a.kind for a in acts if a.kind is not EntryKind.UNDECIDED]) or EntryKind.UNDECIDED


def _status(kind: EntryKind, commitment: bool, reports: Sequence[Report]) -> str:
    if kind is EntryKind.EVENT:
        known = [r.act.status for r in reports if r.act.status != UNDECIDED]
        # What is reported to have happened is not undone by a page that still expected it.
        return EventStatus.HAPPENED if EventStatus.HAPPENED in known else next(iter(known), UNDECIDED)
    return ladders.status(reports) if commitment or kind in _UNDERTAKEN else ""


def _most(values: Sequence[T]) -> T | None:
    """Return the value given most often, of several the one that stands first."""
    counted = Counter(values)
    return max(counted, key=lambda v: (counted[v], -values.index(v)), default=None)


def _first_told(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return next((each for each in lists if each), ())


def _all(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return every actor once, under the name that the nearest report has."""
    out: list[str] = []
    for each in lists:
        out += [name for name in each if not any(one_actor(name, known) for known in out)]
    return tuple(out)


def _issues(reports: Sequence[Report]) -> tuple[str, ...]:
    """Return the issues, the one that is most often the first before others."""
    weight: Counter[str] = Counter()
    for r in reports:
        for rank, issue in enumerate(r.act.issues):
            weight[issue] += 2 if rank == 0 else 1
    order = list(dict.fromkeys(issue for r in reports for issue in r.act.issues))
    return tuple(sorted(order, key=lambda i: (-weight[i], order.index(i)))[:MOST_ISSUES])


def _days(reports: Sequence[Report], *, whole: bool) -> tuple[str | None, str | None]:
    """Return the days between which the act lies: as the text that dates it most closely says.

    Where no text dates it, the earliest day of a report. A commitment (``whole``) lies where its reports do.
    """
    known = [r.act for r in reports if r.act.first_day and r.act.last_day]
    if not known:
        return None, None
    if whole:
        return min(str(a.first_day) for a in known), max(str(a.last_day) for a in known)
    dated = [a for a in known if a.dated]
    if dated:
        closest = min(dated, key=lambda a: (_length(a), str(a.first_day)))
        return closest.first_day, closest.last_day
    earliest = min(known, key=lambda a: (str(a.last_day), str(a.first_day)))
    return earliest.first_day, earliest.last_day


def _length(act: ReportedAct) -> int:
    return ordinal(str(act.last_day)) - ordinal(str(act.first_day))


def _reported(reports: Sequence[Report]) -> list[str]:
    """Return the dates of publication in the order of time; those without a year come last and only alone."""
    told = sorted({r.act.published for r in reports if r.act.published})
    dated = sorted((each for each in told if days(each)), key=lambda each: (days(each), each))
    return dated or told
