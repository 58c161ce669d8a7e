"""Read which way one report leans, and what several reports of one act come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum

from onrecord.model import (
    UNDECIDED,
    CommitmentStatus,
    Entry,
    EntryKind,
    RecordKind,
    Report,
    ReportedAct,
    Stance,
    ZoneKind,
)
from onrecord.positions.plain_words import is_hindered, is_plain, plain_stance, tells_of_another
from onrecord.positions.settings import phrases, settings
from onrecord.positions.telling import condition_of, gives_up, is_conditional, matter_of
from onrecord.register.ladders import decided_status, done_status
from onrecord.register.names import is_group
from onrecord.register.sameness import content
from onrecord.text.days import days

YES = (Stance.FOR, Stance.CONDITIONAL)
_PLAIN = (EntryKind.ACCEPTANCE, EntryKind.REFUSAL, EntryKind.SUPPORT)
_PUT = (EntryKind.PROPOSAL, EntryKind.OFFER, EntryKind.COMMITMENT, EntryKind.UNDECIDED)
_MAY_HANG = (*_PUT, EntryKind.ACCEPTANCE)
_DEEDS = (CommitmentStatus.IN_FORCE, CommitmentStatus.DELIVERED)
_SILENT_KINDS = (EntryKind.EVENT, EntryKind.DENIAL)
HEADLINE = "a headline alone carries it"
DOUBTFUL = "the stance is too doubtful"
NO_CONDITION = "it hangs on a condition that the words do not tell"
BOTH_WAYS = "its words lean both ways"
DISPUTED = "its reports disagree"
WEIGHED = "it is only being considered"
OF_OTHERS = "somebody else says so of them"
NARRATED_DEED = "a deed that nobody announces tells no position"
NO_REFUSAL = "its words do not refuse"
PLAIN = "too doubtful by itself: it counts where it turns what was said of the same matter"
OF_ANOTHER = "it tells what somebody else said"
HINDERED = "what it speaks of is made harder, not wanted"


@dataclass(frozen=True, slots=True)
class Leaning:
    """Hold which way one report leans."""

    stance: str
    confidence: float
    status: str = ""  # of an undertaking
    undertaken: bool = False
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """Hold what reports of an entry say one way; an act that was taken back says two things."""

    stance: str
    confidence: float
    reports: tuple[tuple[Report, Leaning], ...]  # those that lean so; the one to quote first
    whole: bool  # the only one: the days are those of the entry
    why_not: str = ""

    @property
    def best(self) -> tuple[Report, Leaning]:
        """Return the report to quote."""
        return self.reports[0]


def leaning(act: ReportedAct) -> Leaning | None:
    """Return which way a report leans; ``None`` where it does not say."""
    if act.kind in _SILENT_KINDS:
        return None
    status = _status(act)
    if act.record_kind is RecordKind.COMMITMENT and status in settings()["statuses"]:
        return _undertaking(act, status)
    return _statement(act)


def _status(act: ReportedAct) -> str:
    if act.record_kind is not RecordKind.COMMITMENT:
        return ""
    found = decided_status(act) or done_status(act) or act.status
    return "" if found == UNDECIDED else str(found)


def _undertaking(act: ReportedAct, status: str) -> Leaning:
    """Read an undertaking: by its step, which a stance that says otherwise puts in doubt."""
    stance = settings()["statuses"][status]
    if stance == Stance.NONE or phrases("talking").search(act.text):
        return Leaning(Stance.NONE, act.confidence, status, True, WEIGHED)
    if stance == Stance.FOR and gives_up(act):
        stance = Stance.AGAINST
    if is_conditional(act) and not _lasting(act, status):
        stance = Stance.CONDITIONAL
    if act.reviewed:
        return Leaning(stance, 1.0, status, True)
    told = act.stance if act.stance in (Stance.FOR, Stance.AGAINST, Stance.CONDITIONAL) else ""
    confidence = min(float(settings()["of_status"]), act.confidence)
    if told and not _opposed(stance, told):
        confidence = max(confidence, act.stance_confidence)
    why_not = _not_theirs(act, status) or _doubtful(act, status, stance, told)
    kind = "refused" if status == CommitmentStatus.REFUSED else "undertaking"
    if not why_not and confidence < settings()["least"][kind]:
        why_not = DOUBTFUL
    return Leaning(stance, confidence, status, True, why_not)


def _doubtful(act: ReportedAct, status: str, stance: str, told: str) -> str:
    """Say why the words of an undertaking leave open which way it leans; "" where they do not."""
    if told and _opposed(stance, told) and not gives_up(act):
        return BOTH_WAYS
    if status in _DEEDS and not act.sayers:
        return NARRATED_DEED
    if phrases("failing").search(act.text):
        return BOTH_WAYS
    yes = settings()["statuses"][status] == Stance.FOR
    return BOTH_WAYS if yes and not gives_up(act) and content(matter_of(act)).negations % 2 else ""


def _lasting(act: ReportedAct, status: str) -> bool:
    """Tell whether a clause says no condition: of what is taken back, or how long what is in force lasts."""
    if status in (CommitmentStatus.WITHDRAWN, CommitmentStatus.SUSPENDED):
        return True
    in_force = status in (CommitmentStatus.IN_FORCE, CommitmentStatus.DELIVERED)
    return in_force and phrases("lasting").match(condition_of(act)) is not None


def _not_theirs(act: ReportedAct, status: str) -> str:
    """Say why an undertaking is not one by the words of who undertakes it; "" where it is."""
    if act.reviewed:
        return ""
    others = act.sayers_for and not any(is_group(p) for p in act.principals)
    if others and not set(act.sayers_for) & {*act.principals, *act.actors}:
        return OF_OTHERS
    if status != CommitmentStatus.REFUSED or act.trigger is None:
        return ""
    word = act.trigger.exact
    refuses = phrases("refusing").search(word) and not phrases("left_undone").search(word)
    return "" if refuses else NO_REFUSAL


def _statement(act: ReportedAct) -> Leaning | None:
    """Read a statement: by its stance, which the kind of act bears out or not."""
    implied = settings()["kinds"].get(act.kind.value, "")
    if act.stance in (UNDECIDED, ""):
        if act.kind not in _PLAIN:
            return _by_words(act)
        stance, confidence = implied, float(settings()["of_kind"])
    else:
        stance, confidence = str(act.stance), act.stance_confidence
        if stance == Stance.FOR and act.kind in _PUT and gives_up(act):
            stance = Stance.AGAINST
    if stance == Stance.NONE:
        return Leaning(Stance.NONE, confidence)
    given = stance == Stance.AGAINST and act.stance == Stance.FOR
    if (stance == Stance.FOR or given) and act.kind in _MAY_HANG and is_conditional(act):
        stance = Stance.CONDITIONAL
    if act.reviewed:
        return Leaning(stance, 1.0)
    why_not = ""
    if stance == Stance.CONDITIONAL and not condition_of(act):
        why_not = NO_CONDITION
    elif _both_ways(act, stance, implied):
        why_not = BOTH_WAYS
    elif is_hindered(act):
        why_not = HINDERED
    elif tells_of_another(act):
        why_not = OF_ANOTHER
    elif confidence < _least(act, stance, implied):
        sure = is_plain(act, stance) and confidence >= settings()["shift"]["confidence"]
        why_not = PLAIN if sure else DOUBTFUL
    return Leaning(stance, confidence, why_not=why_not)


def _by_words(act: ReportedAct) -> Leaning | None:
    """Read a statement whose stance was left open by plain words alone, where these tell one."""
    stance = plain_stance(act.text)
    if not stance or is_conditional(act) or is_hindered(act) or tells_of_another(act):
        return None
    return Leaning(stance, float(settings()["of_words"]), why_not=PLAIN)


def _both_ways(act: ReportedAct, stance: str, implied: str) -> bool:
    """Tell whether the kind of a statement, or a "will not" in it, says otherwise than its stance."""
    if act.kind in _PLAIN and implied != stance and stance != Stance.CONDITIONAL:
        return True
    negated = stance == Stance.FOR and act.kind in (*_PUT, *_PLAIN)
    return negated and phrases("negated").search(act.text) is not None


def _least(act: ReportedAct, stance: str, implied: str) -> float:
    least = settings()["least"]
    if act.kind.value in least:
        return float(least[act.kind.value])
    agree = bool(implied) and not _opposed(stance, implied)
    return float(least["borne_out" if agree else "otherwise"])


def _opposed(a: str, b: str) -> bool:
    """Tell whether of two stances one is against the matter and the other is not."""
    return (a == Stance.AGAINST) != (b == Stance.AGAINST)


def sayings(entry: Entry) -> tuple[Saying, ...]:
    """Return what the reports of an entry say: one thing, or two where an undertaking was changed.

    Reports that disagree about one act are weighed: what has too little weight is not said.
    """
    own = [r for r in entry.reports if not entry.principals or r.act.principals == entry.principals]
    read = [(r, found) for r in own if (found := leaning(r.act)) is not None]
    yes = [x for x in read if x[1].stance in YES]
    no = [x for x in read if x[1].stance == Stance.AGAINST]
    if not yes and not no:
        return (_saying(read, whole=True),) if read else ()
    if yes and no and _changed(yes, no):
        return tuple(_saying(side, whole=False) for side in (yes, no))
    side, other = (yes, no) if _weight(yes) >= _weight(no) else (no, yes)
    share = _weight(side) / ((_weight(side) + _weight(other)) or 1.0) if other else 1.0
    disputed = DISPUTED if other and share < settings()["agreed"] else ""
    return (_saying(side, whole=True, share=share, why_not=disputed),)


def _weight(side: Iterable[tuple[Report, Leaning]]) -> float:
    return fsum(found.confidence for _, found in side if found.why_not != NO_CONDITION)


def _changed(yes: Sequence[tuple[Report, Leaning]], no: Sequence[tuple[Report, Leaning]]) -> bool:
    """Tell whether an act was undertaken on some days and refused or taken back on others."""
    if not any(found.undertaken for _, found in (*yes, *no)):
        return False
    sides = [[r.act for r, found in side if not found.why_not] for side in (yes, no)]
    if not all(sides) or not all(a.first_day and a.last_day for side in sides for a in side):
        return False
    first, second = (min((str(a.last_day), str(a.first_day)) for a in side) for side in sides)
    return first[0] < second[1] or second[0] < first[1]


def _of_its_days(
    first: tuple[Report, Leaning], side: Sequence[tuple[Report, Leaning]]
) -> tuple[Report, Leaning]:
    """Quote, in place of a report that looks back, one of the days whose plain words say the same."""
    if _fresh(first[0].act):
        return first
    then = (r for r, found in side if found.why_not == PLAIN and r.act.zone is ZoneKind.BODY)
    report = next((r for r in then if _fresh(r.act)), first[0])
    return report, first[1]


def _fresh(act: ReportedAct) -> bool:
    """Tell whether a page tells of an act in the days when it was done; true where either is not known."""
    told, done = days(act.published), days(act.last_day)
    if told is None or done is None:
        return True
    return _number(told[0]) - _number(done[0]) <= int(settings()["fresh_report"])


def _number(day: str) -> int:
    """Return a day's number in a calendar whose months all have 31 days, so that any EDTF has one."""
    year, month, number = map(int, day.split("-"))
    return (year * 12 + month) * 31 + number


def _saying(
    side: Sequence[tuple[Report, Leaning]], *, whole: bool, share: float = 1.0, why_not: str = ""
) -> Saying:
    """Put together what leans one way.

    The report to quote is in a body of text, of those days rather than looking back at them, and the surest.
    """
    usable = [x for x in side if not x[1].why_not] or list(side)
    first = max(
        usable,
        key=lambda x: (x[0].act.zone is ZoneKind.BODY, _fresh(x[0].act), x[1].confidence, -side.index(x)),
    )
    order = (_of_its_days(first, side), *(x for x in side if x is not first))
    zones = {r.act.zone for r, _ in side}
    told = first[1].why_not
    headline = HEADLINE if zones == {ZoneKind.HEADLINE} else ""
    reason = why_not or (headline or told if told == PLAIN else told or headline)
    confidence = first[1].confidence * min(1.0, share / 0.75)
    return Saying(first[1].stance, round(confidence, 4), order, whole, reason)
