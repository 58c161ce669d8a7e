"""Make the register of invented pages without comparing anything: which acts are one is given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from onrecord.model import (
    Act,
    Answer,
    Basis,
    Cluster,
    Commitment,
    CommitmentStatus,
    Conflict,
    ConflictKind,
    Document,
    Entry,
    EntryKind,
    EntryLink,
    EntryLinkKind,
    Event,
    Fact,
    Link,
    Place,
    Point,
    Position,
    Reading,
    RecordKind,
    Report,
    ReportedAct,
    Side,
    Statement,
    Step,
    SubjectKind,
    Tie,
    Voice,
    ZoneKind,
)

KINDS = {
    Act.COMMIT: EntryKind.COMMITMENT, Act.OFFER: EntryKind.OFFER, Act.REQUEST: EntryKind.DEMAND,
    Act.PROPOSE: EntryKind.PROPOSAL, Act.AGREE: EntryKind.ACCEPTANCE, Act.REFUSE: EntryKind.REFUSAL,
    Act.REJECT: EntryKind.REFUSAL, Act.THREATEN: EntryKind.THREAT, Act.DENY: EntryKind.DENIAL,
    Act.SUPPORT: EntryKind.SUPPORT, Act.ACCUSE: EntryKind.ACCUSATION, Act.WARN: EntryKind.WARNING,
    Act.ASSERT: EntryKind.CLAIM,
}  # fmt: skip
ANSWERS = {
    EntryKind.ACCEPTANCE: Answer.ACCEPTED, EntryKind.REFUSAL: Answer.REJECTED,
    EntryKind.SUPPORT: Answer.CONDITIONED,
}  # fmt: skip
VOICES = {
    "head of state or government": Voice.BINDING, "minister": Voice.BINDING, "state": Voice.BINDING,
    "spokesperson": Voice.SPEAKING, "legislator": Voice.WITHIN, "unnamed": Voice.UNNAMED,
}  # fmt: skip
CARRIED = {Act.COMMIT, Act.OFFER, Act.REFUSE}
DONE = {CommitmentStatus.DELIVERED, CommitmentStatus.SUSPENDED}


def acts_of(document: Document, reading: Reading) -> list[ReportedAct]:
    """Return the acts of a page, one after another; what a commitment holds is no act besides."""
    said = {each.id: each for each in reading.statements}
    acts = [_statement(document, each) for each in reading.statements if each.act not in CARRIED]
    acts += [_commitment(document, each, said[each.statement or ""]) for each in reading.commitments]
    acts += [_event(document, each) for each in reading.events]
    return sorted(acts, key=lambda each: each.place)


def _act(document: Document, record: Statement | Event, day: str | None, **more: Any) -> ReportedAct:
    """Return what a page reports of a record: where it stands there, and when it was."""
    quote = record.quote
    return ReportedAct(
        place=Place(document.digest, quote[0].start, quote[0].end),
        document=document.id,
        record=record.id,
        quote=quote,
        text=quote[0].exact,
        zone=ZoneKind.BODY,
        first_day=day,
        last_day=day,
        dated=True,
        published=document.published,
        outlet=document.outlet,
        **more,
    )


def _statement(document: Document, s: Statement) -> ReportedAct:
    return _act(
        document,
        s,
        s.said_on,
        record_kind=RecordKind.STATEMENT,
        kind=KINDS[Act(s.act)],
        principals=(s.affiliation or s.speakers[0],),
        actors=s.speakers,
        towards=s.addressees,
        act=s.act,
        issues=s.issues,
        stance=s.stance,
        status="",
        condition=s.condition,
        confidence=0.9,
        cue=s.cue,
        around=(*s.speaker_text, *s.quote),
        role=s.speaker_role or "",
        stance_confidence=0.8,
    )


def _commitment(document: Document, c: Commitment, s: Statement) -> ReportedAct:
    kinds = {CommitmentStatus.REFUSED: EntryKind.REFUSAL, CommitmentStatus.PROPOSED: EntryKind.OFFER}
    return replace(
        _statement(document, s),
        record_kind=RecordKind.COMMITMENT,
        record=c.id,
        kind=kinds.get(CommitmentStatus(c.status), EntryKind.COMMITMENT),
        towards=(c.beneficiary or "",),
        issues=(c.measure,),
        status=c.status,
        quantities=tuple((q.unit or "", q.least, q.most) for q in c.quantities),
        quantity_text=tuple(q.text for q in c.quantities),
        statement=s.id,
        trigger=c.trigger,
        due=c.due,
        due_text=c.due_text,
        legal_form=c.legal_form or "",
    )


def _event(document: Document, e: Event) -> ReportedAct:
    return _act(
        document,
        e,
        e.date,
        record_kind=RecordKind.EVENT,
        kind=EntryKind.EVENT,
        principals=e.participants,
        actors=e.participants,
        towards=(),
        act="",
        issues=(f"event:{e.kind}",),
        stance="undecided",
        status=e.status,
        trigger=e.trigger,
        due=e.date,
        place_name=e.place,
        around=e.quote,
    )


def cluster_of(acts: Sequence[ReportedAct]) -> Cluster:
    """Return the cluster of acts that are one, with its entry."""
    acts = sorted(acts, key=lambda each: each.place)
    best = acts[0]
    reports = tuple(
        Report(
            each,
            (Link(each.outlet or "", "outlet", each.document, (), None),
             Link(each.actors[0], "speaker", None, (), None)),
            each.document,
            "said",
            0.5,
        )
        for each in acts
    )  # fmt: skip
    days = sorted(each.published or "" for each in acts)
    ladder = "done" if best.status in DONE else "decided"
    entry = Entry(
        id=best.place.id,
        kind=best.kind,
        proposition=best.text.removeprefix("would "),
        actors=best.actors,
        principals=best.principals,
        towards=best.towards,
        issues=best.issues,
        stance=best.stance,
        status=best.status,
        reports=reports,
        origins=tuple(dict.fromkeys(each.document for each in acts)),
        first_reported=days[0],
        last_reported=days[-1],
        first_day=best.first_day,
        last_day=best.last_day,
        steps=(Step(ladder, best.status, best.last_day, 0),) if best.statement else (),
    )
    first = best.record
    ties = tuple(Tie(min(first, x.record), max(first, x.record), 0.9) for x in acts[1:])
    return Cluster(entry.id, tuple(acts), ties, (entry,))


def links_of(entries: Iterable[Entry], open_proposals: list[Entry], rng: Random) -> Iterator[EntryLink]:
    """Yield what some entries answer of the proposals that are open; new proposals are added to these."""
    for entry in entries:
        answer = ANSWERS.get(entry.kind)
        if answer is not None and open_proposals and rng.random() < 0.5:
            target = rng.choice(open_proposals[-300:])
            act = entry.reports[0].act
            kind = EntryLinkKind.RESPONDS_TO
            yield EntryLink(entry.id, target.id, kind, answer, act.record, act.cue, 0.8, "it names it")
        if entry.kind is EntryKind.PROPOSAL:
            open_proposals.append(entry)


def points_of(entry: Entry, link: EntryLink | None) -> Iterator[Point]:
    """Yield where an entry says that its principal stands: on its issue, and on what it answers."""
    act = entry.reports[0].act
    if entry.kind is EntryKind.EVENT:
        return
    voice = VOICES.get(act.role, Voice.APART)
    point = Point(
        entry=entry.id,
        record=act.record,
        document=act.document,
        holder=entry.principals[0],
        speakers=entry.actors,
        voice=voice,
        subject=entry.issues[0],
        about=SubjectKind.ISSUE,
        stance=entry.stance,
        basis=Basis.UNDERTAKEN if act.statement else Basis.SAID,
        kind=entry.kind,
        words=act.text,
        first_day=entry.first_day,
        last_day=entry.last_day,
        condition=" ".join(e.exact for e in act.condition),
        status=entry.status,
        origins=len(entry.origins),
        counts=voice is not Voice.APART,
        why_not="" if voice is not Voice.APART else "speaks for nobody",
        confidence=0.8,
        towards=entry.towards,
    )
    yield point
    if link is not None:
        stances = {Answer.ACCEPTED: "for", Answer.REJECTED: "against"}
        stance = stances.get(link.answer or Answer.DENIED, "conditional")
        about = SubjectKind.PROPOSITION
        yield replace(
            point, subject=link.target, about=about, stance=stance, basis=Basis.ANSWER, answers=link.target
        )


class Following:
    """Follow where holders stand from day to day, point by point in the order of time."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, str], list[Point]] = defaultdict(list)
        self._made: dict[tuple[str, str], list[Position]] = defaultdict(list)
        self._others: dict[tuple[str, str], list[Point]] = defaultdict(list)

    def take(self, point: Point) -> None:
        """Add a point that is not before any that was taken."""
        pair = point.holder, point.subject
        held = self._open[pair]
        if point.stance == "none" or not point.counts:
            return
        weak = point.voice in (Voice.UNNAMED, Voice.WITHIN)
        if held and held[-1].stance != point.stance and weak:
            if len(self._others[pair]) < 3:
                self._others[pair].append(point)
            return
        if held and held[-1].stance != point.stance:
            self._made[pair].append(self._position(pair, until=point.last_day))
            self._open[pair] = held = []
        held.append(point)

    def _position(self, pair: tuple[str, str], until: str | None) -> Position:
        points, others = self._open[pair], self._others.pop(pair, [])
        before = self._made[pair][-1].latest if self._made[pair] else None
        return Position(
            holder=pair[0],
            subject=pair[1],
            about=points[0].about,
            stance=points[0].stance,
            since=points[0].last_day or "",
            until=until,
            opening=points[0],
            latest=points[-1],
            entries=tuple(each.entry for each in points),
            days=tuple(each.last_day or "" for each in points),
            origins=max(each.origins for each in points),
            before=before,
            changed=("stance",) if before else (),
            others=tuple(others),
            voices={"binding": len(points)},
        )

    def positions(self) -> Iterator[list[Position]]:
        """Yield all positions, those of a pair together."""
        for pair, points in self._open.items():
            yield [*self._made[pair], *([self._position(pair, None)] if points else [])]


def facts_of(document: Document, entries: Sequence[Entry]) -> Iterator[tuple[Fact, list[str]]]:
    """Yield what some records of a page state that others may contradict, with the keys of each."""
    for entry in entries:
        act = entry.reports[0].act
        subject = f"{act.issues[0]}: {act.place_name or act.towards[0]}"
        yield (
            Fact(
                id=f"{act.record}n",
                document=document.id,
                digest=document.digest,
                record_kind=act.record_kind,
                record=act.record,
                property=ConflictKind.NUMBER,
                subject=subject,
                value="12",
                shown="a dozen",
                quote=act.quote,
                zone=act.zone,
                first_day=act.first_day,
                last_day=act.last_day,
                dated=True,
                published=act.published,
                outlet=act.outlet,
                least=12.0,
                most=12.0,
            ),
            [f"number:{subject}", f"number:{subject}:{act.first_day}"],
        )


def conflict_of(one: Entry, other: Entry, rng: Random) -> Conflict:
    """Return that the first reports of two entries cannot both hold."""

    def side(entry: Entry) -> Side:
        act = entry.reports[0].act
        place = act.record_kind, act.record, act.document, None, act.outlet, act.published
        return Side(*place, entry.actors[0], act.text[:40], act.quote)

    kinds = (ConflictKind.NUMBER, ConflictKind.CONTROL, ConflictKind.DATE, ConflictKind.ATTRIBUTION)
    day = one.first_day, other.last_day
    subject = f"{one.issues[0]}: {one.principals[0]}"
    return Conflict(rng.choice(kinds), subject, side(one), side(other), "they differ", one.issues, *day)
