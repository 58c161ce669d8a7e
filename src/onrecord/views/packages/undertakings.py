"""Say how an entry stands on one measure as of a day: how far, in what form, approved by whom, if what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

import yaml

from onrecord.codebook.packaging import DECIDED, DONE, TAKEN_BACK
from onrecord.model import (
    UNDECIDED,
    CommitmentStatus,
    Entry,
    EntryKind,
    Evidence,
    RecordKind,
    Report,
    ReportedAct,
    Step,
    ZoneKind,
)
from onrecord.text.days import Days, days
from onrecord.views.counted import Counted
from onrecord.views.doubt import AGAINST, doubt_of, is_against
from onrecord.views.packages.dues import Due, due_of
from onrecord.views.wordings import words_of

UNDATED = "undated"
HEADLINE = "carried by a headline alone"
COUNTS_PARTIES = "its words count parties: whom of them it binds is not told"
_UNDERTAKEN = (EntryKind.COMMITMENT, EntryKind.OFFER, EntryKind.PROPOSAL)
NOBODY = "whose it is is undecided"


@dataclass(frozen=True, slots=True)
class Told:
    """Hold a value with the words that carry it, and the record they stand in."""

    value: str
    words: str
    record: str
    document: str


@dataclass(frozen=True, slots=True)
class Amount:
    """Hold one quantity as one or more reports tell it; two of them are never added up."""

    unit: str
    least: float | None
    most: float | None
    words: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Approval:
    """Hold by whom an undertaking must be, or was, approved."""

    by: tuple[str, ...]  # empty: the words name nobody
    state: str  # "open", "given" or UNDECIDED
    told: Told


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold what one entry says on one measure, of what was done or reported by a day.

    ``status`` is the furthest step of the ladder of decisions, ``done`` that of deeds.
    """

    entry: str
    kind: str
    measure: str  # an issue
    parties: tuple[str, ...]  # who answers for it, else who does it
    actors: tuple[str, ...]
    towards: tuple[str, ...]
    first_day: str | None  # ISO days between which the act lies
    last_day: str | None
    stance: str
    group: bool  # a party that is counted or lumped: "group: 26 nations"
    members_named: bool | None
    status: str | None
    since: str | None  # EDTF
    done: str | None
    done_since: str | None
    taken_back: str | None
    taken_back_on: str | None
    legal_forms: tuple[Told, ...]
    approvals: tuple[Approval, ...]
    conditions: tuple[Told, ...]
    amounts: tuple[Amount, ...]
    dues: tuple[Due, ...]
    quote: str  # the words that carry how far it has come, else the nearest; of a denial with its cue
    said: str  # all words of its reports on the measure
    record: str  # that the quote stands in
    document: str
    told_by: tuple[str, ...]  # who says so, where it is none of the parties; empty: a party, or the outlet
    documents: Counted  # the articles that report it, by then
    origins: tuple[str, ...]
    notes: tuple[str, ...]
    reviewed: bool
    apart: str = ""  # why it is not counted: UNDATED, HEADLINE, COUNTS_PARTIES, NOBODY

    @property
    def stands(self) -> bool:
        """Tell whether it is an undertaking that counts: none that was refused, taken back or put apart."""
        return not self.apart and self.taken_back is None and (self.status or self.done) is not None


@cache
def words(name: str) -> frozenset[str]:
    """Return a list of data/approval_words.yaml."""
    content = files("onrecord.views").joinpath("data/approval_words.yaml").read_text("utf-8")
    listed: dict[str, list[str]] = yaml.safe_load(content)
    return frozenset(listed[name])


def measures_of(entry: Entry) -> tuple[str, ...]:
    """Return what an entry is on: the measures of its commitments, else its first issue."""
    told = [r.act.issues[0] if r.act.issues else UNDECIDED for r in entry.reports if _is_commitment(r)]
    return tuple(dict.fromkeys(told)) or entry.issues[:1] or (UNDECIDED,)


def standings(entry: Entry, as_of: str | None) -> Iterator[Standing]:
    """Yield how an entry stands on each of its measures; nothing where it was not there yet.

    ``as_of`` is EDTF, its last day counts; ``None``: all that is reported.
    """
    known = known_by(entry.reports, as_of)
    for measure in measures_of(entry):
        on = [r for r in known if measure in (r.act.issues or (UNDECIDED,))]
        if on:
            yield _standing(entry, measure, on, _apart(entry, on, as_of))


def known_by(reports: Sequence[Report], as_of: str | None) -> tuple[Report, ...]:
    """Return the reports of what was done or reported by a day; undated ones only where all are undated.

    A report counts from the last day on which its act may have been done, where the text dates it, else from
    the last on which it may have been published.
    """
    if as_of is None:
        return tuple(reports)
    bound = days(as_of)
    when = [day_of(r.act) for r in reports]
    if bound is None or not any(when):
        return tuple(reports)
    return tuple(r for r, day in zip(reports, when, strict=True) if day is not None and day[1] <= bound[1])


def day_of(act: ReportedAct) -> Days | None:
    """Return between which days an act was done, where the text dates it, else published."""
    if act.dated and act.first_day and act.last_day:
        return act.first_day, act.last_day
    return days(act.published)


def origins_of(entry: Entry, known: Sequence[Report]) -> tuple[str, ...]:
    """Return those of an entry's independent origins that some of its reports go back to; one at least."""
    if len(known) == len(entry.reports):
        return entry.origins
    theirs = {r.origin for r in known}
    return tuple(o for o in entry.origins if o in theirs) or tuple(r.origin for r in known[:1])


def _standing(entry: Entry, measure: str, on: Sequence[Report], apart: str) -> Standing:
    decided, done = (_ladder(entry, ladder, on) for ladder in ("decided", "done"))
    back = decided[-1] if decided and decided[-1].status in TAKEN_BACK else None
    reached = _furthest([step for step in decided if step.status in DECIDED], DECIDED)
    deed = _furthest([step for step in done if step.status in DONE], DONE)
    status = reached.status if reached else None
    parties = entry.principals or entry.actors
    best = _carrier(entry, back or reached or deed, on)
    return Standing(
        entry=entry.id,
        kind=entry.kind.value,
        measure=measure,
        parties=parties,
        actors=entry.actors,
        towards=entry.towards,
        first_day=entry.first_day,
        last_day=entry.last_day,
        stance=entry.stance,
        group=any(each.startswith("group:") for each in parties),
        members_named=_members_named(on),
        status=status,
        since=reached.on if reached else None,
        done=deed.status if deed else None,
        done_since=deed.on if deed else None,
        taken_back=back.status if back else None,
        taken_back_on=back.on if back else None,
        legal_forms=_each((r.act.legal_form, r.act.legal_form_text, r) for r in on if r.act.legal_form),
        approvals=tuple(dict.fromkeys(a for r in on for a in approvals_of(r.act, status))),
        conditions=_each((_joined(r.act.condition), r.act.condition, r) for r in on if r.act.condition),
        amounts=amounts_of(on),
        dues=tuple(dict.fromkeys(d for r in on if (d := due_of(r.act)) is not None)),
        quote=words_of(best),
        said="\n".join(_joined((*r.act.cue, *r.act.quote)) for r in on),
        record=best.act.record,
        document=best.act.document,
        told_by=_told_by(best.act, (*entry.principals, *entry.actors)),
        documents=Counted.of(r.act.document for r in on),
        origins=origins_of(entry, on),
        notes=entry.notes,
        reviewed=any(r.act.reviewed for r in on),
        apart=apart,
    )


def _ladder(entry: Entry, ladder: str, on: Sequence[Report]) -> list[Step]:
    """Return the steps of a ladder that reports on the measure tell of, by time.

    A step stands in the entry with the first report that tells of it, which may be on another measure.
    """
    places = {r.act.place for r in on}
    told = {r.act.status for r in on}
    out: list[Step] = []
    for step in entry.steps:
        carrier = entry.reports[step.report].act.place
        if step.ladder != ladder or (carrier not in places and step.status not in told):
            continue
        if out and out[-1].status in TAKEN_BACK and step.status not in TAKEN_BACK:
            out = []  # taken up again
        out.append(step)
    return out


def _furthest(steps: Sequence[Step], ladder: Sequence[str]) -> Step | None:
    return max(steps, key=lambda step: ladder.index(step.status), default=None)


def _carrier(entry: Entry, step: Step | None, on: Sequence[Report]) -> Report:
    """Return the report whose words are shown: the one that carries a step, else the nearest."""
    if step is None:
        return on[0]
    there = entry.reports[step.report]
    same = (r for r in on if r.act.status == step.status)
    return there if there in on else next(same, on[0])


def approvals_of(act: ReportedAct, status: str | None) -> Iterator[Approval]:
    """Yield by whom an act must be, or was, approved, each with what its words say of the state of it."""
    for piece in act.approval_text:
        said = set(_runs(piece.exact.lower()))
        given = status in (CommitmentStatus.RATIFIED, CommitmentStatus.IN_FORCE)
        state = "given" if given or (said & words("given") and not said & words("open")) else UNDECIDED
        if state == UNDECIDED and said & words("open"):
            state = "open"
        yield Approval(act.approval, state, Told(state, _joined((piece,)), act.record, act.document))


def amounts_of(reports: Sequence[Report]) -> tuple[Amount, ...]:
    """Return each quantity once, with the records that tell it; lengths of time are left out."""
    found: dict[tuple[str, float | None, float | None], Amount] = {}
    for report in reports:
        act = report.act
        for number, (unit, least, most) in enumerate(act.quantities):
            if unit in _SPANS_OF_TIME:
                continue
            said = act.quantity_text[number].exact if number < len(act.quantity_text) else ""
            known = found.get((unit, least, most))
            records = (*known.records, act.record) if known else (act.record,)
            found[unit, least, most] = Amount(unit, least, most, known.words if known else said, records)
    return tuple(found.values())


_SPANS_OF_TIME = frozenset(("days", "weeks", "months", "years", "hours", "minutes", "duration"))
_WORD = re.compile(r"[^\W\d_]+")


def _runs(text: str) -> Iterator[str]:
    """Yield the words of a text, alone and in pairs."""
    found = _WORD.findall(text)
    yield from found
    yield from map(" ".join, pairwise(found))


def _apart(entry: Entry, on: Sequence[Report], as_of: str | None) -> str:
    """Say why a record is shown apart; "" where it counts.

    Without a day to hold it against, an undated record counts as others do.
    """
    parties = entry.principals or entry.actors
    if not parties:
        return NOBODY
    if all(r.act.zone is ZoneKind.HEADLINE for r in on):
        return HEADLINE
    if as_of is not None and not any(day_of(r.act) for r in entry.reports):
        return UNDATED
    grouped = any(each.startswith("group:") for each in parties)
    if (
        not grouped
        and all(_counts_parties(r.act) for r in on if _is_commitment(r))
        and any(map(_is_commitment, on))
    ):
        return COUNTS_PARTIES
    if entry.kind in _UNDERTAKEN:
        told = [r for r in on if _is_commitment(r)]
        return AGAINST if told and all(is_against(r.act) for r in told) else doubt_of(entry, on)
    return ""


def _counts_parties(act: ReportedAct) -> bool:
    return any(unit.lower() in words("counts_parties") for unit, _, _ in act.quantities)


def _told_by(act: ReportedAct, parties: Sequence[str]) -> tuple[str, ...]:
    return () if {*act.sayers, *act.sayers_for} & {*parties} else act.sayers


def _members_named(on: Sequence[Report]) -> bool | None:
    told = [r.act.members_named for r in on if r.act.members_named is not None]
    return any(told) if told else None


def _is_commitment(report: Report) -> bool:
    return report.act.record_kind is RecordKind.COMMITMENT


def _each(found: Iterable[tuple[str, Sequence[Evidence], Report]]) -> tuple[Told, ...]:
    """Return each value once, with the words of the nearest report that carry it."""
    out: dict[str, Told] = {}
    for value, evidence, report in found:
        out.setdefault(
            str(value), Told(str(value), _joined(evidence), report.act.record, report.act.document)
        )
    return tuple(out.values())


def _joined(evidence: Sequence[Evidence]) -> str:
    return " […] ".join(" ".join(piece.exact.split()) for piece in evidence)
