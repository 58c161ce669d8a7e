"""Set out what is due or expected by when, and whether it is known to have come about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from onrecord.codebook.packaging import DONE
from onrecord.model import Claim, ClaimProperty, Entry, EntryKind, EventStatus, ReportedAct
from onrecord.store.entry_filters import EntryFilter
from onrecord.store.interface import CasefileView, FoundRow
from onrecord.store.record_filters import ClaimFilter
from onrecord.text.days import days
from onrecord.views.counted import Counted
from onrecord.views.packages.dues import Due
from onrecord.views.packages.undertakings import Standing, known_by, origins_of, standings
from onrecord.views.parts import Record
from onrecord.views.wordings import proposition_of

_OPEN_BEGINNING, _OPEN_END, _NO_DAY = "0000-01-01", "9999-12-31", "~"  # in the order of days
_UNDERTAKEN = (EntryKind.COMMITMENT, EntryKind.OFFER, EntryKind.PROPOSAL)
_BEGINNING = "0001"
_ACTS = tuple(kind for kind in EntryKind if kind is not EntryKind.EVENT)


class DeadlineKind(StrEnum):
    """What sets a day."""

    COMMITMENT = "commitment"
    ACT = "act"  # a demand, threat or other act that names a day
    EVENT = "event"  # that is, or was, planned
    CLAIM = "claim"  # an outlet says so in its own voice


class DeadlineState(StrEnum):
    """What is known of it as of a day."""

    TO_COME = "to come"
    MET = "met"
    NOT_KNOWN = "not known to be met"
    TAKEN_BACK = "taken back"
    OPEN = "open"  # no day is given, by its words or to hold it against


@dataclass(frozen=True, slots=True)
class DeadlineFilter:
    """Choose deadlines; ``None`` and empty choose all. Names are whole and as decided."""

    parties: tuple[str, ...] = ()  # who answers for it, or takes part
    beneficiaries: tuple[str, ...] = ()  # of commitments; events and claims have none
    first: str | None = None  # EDTF, inclusive: due on or after
    last: str | None = None  # EDTF, inclusive: due on or before
    as_of: str | None = None  # EDTF
    kinds: tuple[DeadlineKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """Hold a day by which something is due or expected, with everything that says so."""

    kind: DeadlineKind
    due: str | None  # EDTF; None: reckoned from a day that the words do not give ("within a week of ...")
    first_day: str | None
    last_day: str | None  # None: no day, or from the first day on; first_day is None too "until" a day
    parties: tuple[str, ...]
    towards: tuple[str, ...]
    issues: tuple[str, ...]
    what: str
    words: str  # that give the day
    state: DeadlineState
    entries: Counted  # of the register; of a claim none
    records: tuple[str, ...]
    documents: Counted
    origins: tuple[str, ...]


def deadlines(casefile: CasefileView, where: DeadlineFilter) -> tuple[Deadline, ...]:
    """Return deadlines by day: what is merged in the register is one, however often it is reported."""
    wanted = where.kinds or tuple(DeadlineKind)
    found: list[Deadline] = []
    if {DeadlineKind.COMMITMENT, DeadlineKind.ACT} & {*wanted}:
        found += (each for each in _of_acts(casefile, where) if each.kind in wanted)
    if DeadlineKind.EVENT in wanted and not where.beneficiaries:
        found += _of_events(casefile, where)
    if DeadlineKind.CLAIM in wanted and not where.beneficiaries:
        found += _of_claims(casefile, where)
    return tuple(sorted((d for d in found if _between(d, where)), key=_order))


def within(found: Iterable[Deadline], where: DeadlineFilter) -> tuple[Deadline, ...]:
    """Return those of a period and of some kinds, of deadlines that were found for all of them."""
    wanted = where.kinds or tuple(DeadlineKind)
    return tuple(each for each in found if each.kind in wanted and _between(each, where))


def _order(each: Deadline) -> tuple[str, str, str, str]:
    last = each.last_day or (_OPEN_END if each.due else _NO_DAY)
    return last, each.first_day or "", each.kind, (*each.entries.ids, *each.records)[0]


def _between(each: Deadline, where: DeadlineFilter) -> bool:
    """Tell whether a deadline may lie in the period; one without a day lies in no period."""
    first, last = days(where.first), days(where.last)
    begin, end = (
        each.first_day or each.last_day,
        each.last_day or _OPEN_END,
    )  # "until Friday" is due on Friday
    if begin is None:
        return first is None and last is None
    return (first is None or end >= first[0]) and (last is None or begin <= last[1])


def _state(done: bool, last: str | None, as_of: str | None) -> DeadlineState:
    bound = days(as_of)
    if done:
        return DeadlineState.MET
    if bound is None or last is None:
        return DeadlineState.OPEN
    return DeadlineState.TO_COME if last >= bound[0] else DeadlineState.NOT_KNOWN


def _of_acts(casefile: CasefileView, where: DeadlineFilter) -> Iterator[Deadline]:
    asked = where.kinds or tuple(DeadlineKind)
    wanted = EntryFilter(
        kinds=tuple(kind.value for kind in _ACTS if _kind(kind) in asked),
        principals=where.parties,
        beneficiaries=where.beneficiaries,
        due_from=where.first or _BEGINNING,
        due_until=where.last,
    )
    for entry in casefile.entries(wanted):
        if not _fits(where.parties, (*entry.principals, *entry.actors)):
            continue
        if not _fits(where.beneficiaries, entry.towards):
            continue
        for standing in standings(entry, where.as_of):
            yield from _of_standing(entry, standing, where.as_of)


def _kind(kind: EntryKind) -> DeadlineKind:
    """Return what acts of a kind set by the days that they name."""
    return DeadlineKind.COMMITMENT if kind in _UNDERTAKEN else DeadlineKind.ACT


def _of_standing(entry: Entry, standing: Standing, as_of: str | None) -> Iterator[Deadline]:
    """Yield the days by which an act is due, each once."""
    kind = _kind(entry.kind)
    told: dict[str | None, list[Due]] = {}
    for due in standing.dues:
        told.setdefault(due.edtf, []).append(due)
    for edtf, several in told.items():
        first, last = _bounds(edtf)
        state = _state(standing.done == DONE[-1], last, as_of)
        if standing.taken_back and state is not DeadlineState.MET:
            state = DeadlineState.TAKEN_BACK
        yield Deadline(
            kind, edtf, first, last, standing.parties, standing.towards, (standing.measure,), standing.quote,
            several[0].words, state, Counted((entry.id,)), tuple(d.record for d in several),
            Counted.of(d.document for d in several), standing.origins,
        )  # fmt: skip


def _bounds(edtf: str | None) -> tuple[str | None, str | None]:
    """Return the first and the last day that a date allows; ``None`` where an end is open."""
    span = days(edtf)
    if span is None:
        return None, None
    first, last = span
    return None if first == _OPEN_BEGINNING else first, None if last == _OPEN_END else last


def _of_events(casefile: CasefileView, where: DeadlineFilter) -> Iterator[Deadline]:
    """Yield the days on which happenings were planned, those that have happened since among them."""
    wanted = EntryFilter(
        kinds=(EntryKind.EVENT.value,), principals=where.parties, due_from=where.first or _BEGINNING,
        due_until=where.last,
    )  # fmt: skip
    for entry in casefile.entries(wanted):
        if not _fits(where.parties, (*entry.principals, *entry.actors)):
            continue
        known = known_by(entry.reports, where.as_of)
        happened = any(r.act.status == EventStatus.HAPPENED and not _to_come(r.act) for r in known)
        told: dict[str, list[ReportedAct]] = {}
        for report in known:
            if report.act.due and (report.act.status == EventStatus.PLANNED or _to_come(report.act)):
                told.setdefault(report.act.due, []).append(report.act)
        for edtf, acts in told.items():
            first, last = _bounds(edtf)
            if first is None and last is None:
                continue
            words = " ".join(piece.exact for piece in acts[0].due_text) or acts[0].text
            yield Deadline(
                DeadlineKind.EVENT, edtf, first, last, entry.principals or entry.actors, entry.towards,
                entry.issues, proposition_of(entry), words, _state(happened, last, where.as_of),
                Counted((entry.id,)), tuple(a.record for a in acts), Counted.of(a.document for a in acts),
                origins_of(entry, known),
            )  # fmt: skip


def _to_come(act: ReportedAct) -> bool:
    """Tell whether a happening lies after the article that tells of it, whatever its verb says."""
    named, published = days(act.due), days(act.published)
    return named is not None and published is not None and named[0] > published[1]


def _of_claims(casefile: CasefileView, where: DeadlineFilter) -> Iterator[Deadline]:
    """Yield the days that outlets give in their own voice, those that say the same of the same as one."""
    merged: dict[tuple[str, str], Deadline] = {}
    dates = ClaimFilter(
        properties=(ClaimProperty.DATE.value,), value_from=where.first, value_until=where.last
    )
    for row in casefile.claims(dates):
        span = days(row.record.value)
        subject = " ".join(row.record.subject.split())
        if span is None or (where.parties and subject not in where.parties) or not _ahead(row, where.as_of):
            continue
        key = (subject.casefold(), row.record.value)
        known = merged.get(key)
        merged[key] = _with(known, row) if known else _of_claim(row.record, row, span, subject, where.as_of)
    yield from merged.values()


def _ahead(row: FoundRow[Claim], as_of: str | None) -> bool:
    """Tell whether a claim gives a day that was to come when it was published, and was published by then."""
    published, named, bound = days(row.document.published), days(row.record.value), days(as_of)
    if published is None or named is None or named[1] <= published[1]:
        return False
    return bound is None or published[1] <= bound[1]


def _of_claim(
    claim: Claim, row: FoundRow[Claim], span: tuple[str, str], subject: str, as_of: str | None
) -> Deadline:
    words = " ".join(piece.exact for piece in claim.value_text)
    quote = " ".join(" ".join(piece.exact.split()) for piece in claim.quote)
    state = _state(False, span[1], as_of)
    return Deadline(
        DeadlineKind.CLAIM, claim.value, *span, (subject,), (), (), quote, words, state,
        Counted(), (claim.id,), Counted((row.document.id,)), (),
    )  # fmt: skip


def _with(known: Deadline, row: FoundRow[Claim]) -> Deadline:
    documents = Counted.of((*known.documents.ids, row.document.id))
    return replace(known, records=(*known.records, row.record.id), documents=documents)


def _fits(wanted: Sequence[str], held: Iterable[str]) -> bool:
    return not wanted or bool({*wanted} & {*held})


def deadline_record(each: Deadline, as_of: str | None) -> Record:
    """Return a deadline with what says so."""
    return {
        "kind": each.kind.value,
        "due": each.due,
        "first_day": each.first_day,
        "last_day": each.last_day,
        "parties": list(each.parties),
        "towards": list(each.towards),
        "issues": list(each.issues),
        "what": each.what,
        "words": each.words,
        "as_of": as_of,
        "state": each.state.value,
        "entries": list(each.entries.ids),
        "records": list(each.records),
        "documents": list(each.documents.ids),
        "origins": list(each.origins),
    }


DEADLINE_COLUMNS = (
    "due", "kind", "state", "parties", "towards", "issues", "what", "words", "origins", "entries", "records",
    "documents",
)  # fmt: skip


def deadline_cells(each: Deadline) -> dict[str, str]:
    """Return a deadline as one row of text for a spreadsheet."""
    return {
        "due": each.due or "",
        "kind": each.kind.value,
        "state": each.state.value,
        "parties": "; ".join(each.parties),
        "towards": "; ".join(each.towards),
        "issues": "; ".join(each.issues),
        "what": each.what,
        "words": each.words,
        "origins": str(len(each.origins)) if each.entries else "",
        "entries": "; ".join(each.entries.ids),
        "records": "; ".join(each.records),
        "documents": "; ".join(each.documents.ids),
    }
