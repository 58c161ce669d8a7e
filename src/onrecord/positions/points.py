"""Make points of an entry: what it puts on record of where those who stand behind it stand, and on what.

Points are a function of the entry, the links that go out from it and the entries that these lead to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model import (
    UNDATED,
    Answer,
    Basis,
    Entry,
    EntryKind,
    EntryLink,
    EntryLinkKind,
    Evidence,
    Point,
    RelationKind,
    ReportedAct,
    SpeakerRole,
    Stance,
    SubjectKind,
    Voice,
)
from onrecord.positions.leanings import NO_CONDITION, PLAIN, YES, Leaning, Saying, sayings
from onrecord.positions.plain_words import is_plain, issues_named
from onrecord.positions.settings import phrases, settings
from onrecord.positions.telling import (
    EARLIER,
    OF_THEM,
    condition_of,
    matter_of,
    orders_of,
    others_of,
    told,
)
from onrecord.positions.voices import strongest, voice_of
from onrecord.register.names import is_group, is_unnamed
from onrecord.register.sameness import content_words, is_generic
from onrecord.text.days import days

_ANSWERS: Mapping[Answer, Stance] = {
    Answer.ACCEPTED: Stance.FOR,
    Answer.REJECTED: Stance.AGAINST,
    Answer.CONDITIONED: Stance.CONDITIONAL,
}
_PUT_FORWARD = (EntryKind.PROPOSAL, EntryKind.DEMAND, EntryKind.OFFER)
_LEAST_SAID = 2
"""Words that what a stance is on must have."""
_OF_ORDER = 0.8
"""Share of its confidence that a stance has towards what stands in an order with its issue."""
_CARRIED = (EntryKind.PROPOSAL, EntryKind.OFFER)
"""Kinds of what is answered from which the answer tells something of its issue: who rejects what others
demand of them ("withdraw first") is not against the talks that it is about."""
_UNNAMED = "an unnamed source alone reports it"
_APART = "who says it speaks for nobody else"
_NO_ACTOR = "who is sent takes no position"
_SAYS_LITTLE = "its words do not say on what"
_NO_SIDE = "its issue names a field: only what is plainly wanted or refused there is a position"
_OTHERWISE = "its stance and its answer say otherwise"


@dataclass(frozen=True, slots=True)
class _Holder:
    """Hold one of those who stand behind an act."""

    name: str
    voice: Voice
    why_not: str  # why what is said is not theirs


def points_of(entry: Entry, links: Sequence[EntryLink], targets: Mapping[str, Entry]) -> tuple[Point, ...]:
    """Return the points of an entry, by subject, holder and day.

    Args:
        entry: of any kind; events and denials have no points.
        links: those whose source is the entry; others are passed over.
        targets: the entries that they lead to, by id.
    """
    said = sayings(entry)
    answers = [x for x in links if x.source == entry.id and _answered(x) and x.target in targets]
    answered = min(answers, key=lambda x: (-x.confidence, x.target)).target if answers else ""
    found = [p for saying in said for p in _said(entry, saying, answered)]
    for link in sorted(answers, key=lambda x: (x.target, str(x.answer))):
        found = _with_answer(found, entry, link, targets[link.target])
    if entry.kind in _PUT_FORWARD and not answers:
        found += _put_forward(entry, said)
    return tuple(sorted(_each_once(found), key=_order))


def _answered(link: EntryLink) -> bool:
    return link.kind is EntryLinkKind.RESPONDS_TO and link.answer in _ANSWERS


def _order(p: Point) -> tuple[str, ...]:
    return p.about.value, p.subject, p.holder, p.last_day or "9999", p.record, p.stance, p.order


def _each_once(points: Sequence[Point]) -> Sequence[Point]:
    """Keep the surest of points that say the same of one holder and subject."""
    best: dict[tuple[str, ...], Point] = {}
    for p in points:
        key = (p.holder, p.about.value, p.subject, p.stance, p.record)
        if key not in best or (p.counts, p.confidence) > (best[key].counts, best[key].confidence):
            best[key] = p
    return list(best.values())


def subject_of(entry: Entry) -> str:
    """Return the issue that the stance of an entry is towards: the first that is one; "" where none is."""
    return next((i for i in entry.issues if i not in settings()["no_issue"]), "")


def _said(entry: Entry, saying: Saying, answered: str) -> Iterator[Point]:
    """Yield the points on the issue that an entry is about, and on what is wanted in its place."""
    issue = subject_of(entry)
    if not issue:
        unplaced = next(iter(settings()["no_issue"]))
        for holder in _holders(saying):
            point = _point(entry, saying, holder, unplaced, SubjectKind.ISSUE, answered)
            yield from _beside(point, entry, saying)
        return
    orders = [o for report, _ in saying.reports for o in orders_of(report.act, issue)]
    for holder in _holders(saying):
        point = _point(entry, saying, holder, issue, SubjectKind.ISSUE, answered)
        made = _telling(point)
        yield replace(made, order=orders[0] if orders else "")
        yield from _in_order(made, saying, issue)
        yield from _beside(point, entry, saying)


def _beside(p: Point, entry: Entry, saying: Saying) -> Iterator[Point]:
    """Yield what a saying says on other issues that its words name, or on its second issue after a field.

    "Our soldiers have no business there" is on military operations, and on sending soldiers. Such a point is
    one side of a shift at most: what plain words or a condition tell, where the other side counts anyway.
    """
    act = saying.best[0].act
    if p.why_not not in ("", PLAIN, NO_CONDITION) or p.told or not is_plain(act, p.stance):
        return
    fields = (*settings()["no_side"], *settings()["no_issue"])
    listed = entry.issues if p.subject in fields else ()
    others = dict.fromkeys((*issues_named(p.matter), *listed))
    for other in others:
        if other != p.subject and other not in fields:
            yield _telling(replace(p, subject=other, counts=False, why_not=PLAIN, order=""))


def _in_order(made: Point, saying: Saying, issue: str) -> Iterator[Point]:
    """Yield the points on matters that the words put before, after or out of the way of what they want."""
    if saying.stance not in YES:
        return
    for other, kind, order in (x for r, _ in saying.reports for x in others_of(r.act, issue)):
        yield replace(
            made,
            subject=other,
            stance=Stance.AGAINST if kind is RelationKind.INSTEAD_OF else Stance.FOR,
            order=order,
            condition="",
            basis=Basis.SAID,
            confidence=round(made.confidence * _OF_ORDER, 4),
        )


def _telling(p: Point) -> Point:
    """Leave out what says too little of what it is on: "the group", "it, more quietly"."""
    if p.reviewed or not (p.counts or p.why_not == PLAIN):
        return p
    says = [w for w in content_words(p.words) if not is_generic(w)]
    if not p.answers and len(says) < _LEAST_SAID:
        return replace(p, counts=False, why_not=_SAYS_LITTLE)
    field = p.subject in settings()["no_side"]
    wanted = p.kind.value in settings()["kinds"] and p.told not in (EARLIER, OF_THEM)
    if (
        field
        and p.stance != Stance.NONE
        and not (wanted and p.confidence >= settings()["least"]["otherwise"])
    ):
        return replace(p, counts=False, why_not=_NO_SIDE)
    return p


def _put_forward(entry: Entry, said: Sequence[Saying]) -> Iterator[Point]:
    """Yield that those who put something forward are for it; that it may be withdrawn later shows there."""
    for saying in said:
        if saying.stance in (*YES, Stance.NONE):
            for holder in _holders(saying):
                made = _point(entry, saying, holder, entry.id, SubjectKind.PROPOSITION, "")
                reason = made.why_not if made.why_not in (_UNNAMED, _APART, UNDATED) else ""
                yield replace(made, stance=Stance.FOR, counts=not reason, why_not=reason, condition="")
            return


def _with_answer(found: Sequence[Point], entry: Entry, link: EntryLink, target: Entry) -> list[Point]:
    """Add what an answer says: on what was put forward, and on the issue that this is about."""
    stance = _ANSWERS[link.answer] if link.answer else Stance.NONE
    report = next((r for r in entry.reports if r.act.record == link.report), entry.reports[0])
    saying = Saying(stance, link.confidence, ((report, Leaning(stance, link.confidence)),), True)
    issue = subject_of(target) if target.kind in _CARRIED else ""
    subjects = [(link.target, SubjectKind.PROPOSITION), *([(issue, SubjectKind.ISSUE)] if issue else [])]
    out = list(found)
    for subject, about in subjects:
        for holder in _holders(saying):
            made = replace(
                _point(entry, saying, holder, subject, about, link.target, link.evidence),
                basis=Basis.ANSWER,
                matter=f"{target.proposition}. {matter_of(report.act)}",
            )
            same = [p for p in out if (p.holder, p.subject, p.about) == (made.holder, subject, about)]
            against = [p for p in same if _says_otherwise(p, made)]
            if against:
                made = replace(made, counts=False, why_not=made.why_not or _OTHERWISE)
            out = [p for p in out if p not in same or p in against]
            out = [
                replace(p, counts=False, why_not=p.why_not or _OTHERWISE) if p in against else p for p in out
            ]
            out.append(_joined(made, [p for p in same if p not in against]))
    return out


def _says_otherwise(p: Point, answer: Point) -> bool:
    sides = {p.stance == Stance.AGAINST, answer.stance == Stance.AGAINST}
    return p.stance != Stance.NONE and len(sides) == 2 and p.counts


def _joined(answer: Point, same: Sequence[Point]) -> Point:
    """Return an answer with the order that the same words tell, as sure as the surest of both."""
    sure = max([answer.confidence, *(p.confidence for p in same if p.stance == answer.stance)])
    order = next((p.order for p in same if p.order), "")
    return replace(answer, confidence=sure, order=order)


def _holders(saying: Saying) -> tuple[_Holder, ...]:
    """Return who stands behind a saying: those who answer for it, and by name who speaks."""
    acts = [report.act for report, _ in saying.reports]
    first = acts[0]
    out: dict[str, _Holder] = {}
    for principal in dict.fromkeys(name for act in acts for name in act.principals):
        of = [act for act in acts if principal in act.principals]
        voice = strongest(voice_of(act, principal) for act in of)
        why_not = _UNNAMED if voice is Voice.UNNAMED else _APART if voice is Voice.APART else ""
        if is_group(principal) and phrases("no_actors").search(principal):
            why_not = _NO_ACTOR
        if voice is Voice.APART and principal in first.actors and first.role != SpeakerRole.OUTLET:
            why_not = ""  # nobody's position but their own
        out[principal] = _Holder(principal, voice, why_not)
    for act in acts:
        for name in _speakers(act):
            if _is_person(act, name):
                out.setdefault(name, _Holder(name, _own(act, acts, name), ""))
    return tuple(out.values())


def _own(act: ReportedAct, acts: Sequence[ReportedAct], name: str) -> Voice:
    """Return in what voice a person speaks, for display: what they say is their own position in any."""
    principal = next(iter(act.principals), name)
    return strongest(voice_of(each, principal) for each in acts if name in _speakers(each))


def _speakers(act: ReportedAct) -> tuple[str, ...]:
    """Return who says it themselves: of an undertaking, those of its own side who announce it."""
    if not act.sayers or not set(act.sayers_for) & {*act.principals, *act.actors}:
        return act.actors
    return tuple(dict.fromkeys((*act.sayers, *act.actors)))


def _is_person(act: ReportedAct, name: str) -> bool:
    if name in act.principals or is_unnamed(name) or is_group(name):
        return False
    return act.role not in (SpeakerRole.OUTLET, SpeakerRole.STATE, SpeakerRole.ORGANISATION)


def _point(
    entry: Entry,
    saying: Saying,
    holder: _Holder,
    subject: str,
    about: SubjectKind,
    answered: str,
    evidence: Sequence[Evidence] = (),
) -> Point:
    report, found = saying.best
    act = report.act
    first, last, dated = _days(entry, saying, act)
    plain = PLAIN if saying.why_not == PLAIN else ""
    why_not = (not plain and saying.why_not) or holder.why_not or ("" if first and last else UNDATED) or plain
    return Point(
        entry=entry.id,
        record=act.record,
        document=act.document,
        holder=holder.name,
        speakers=_speakers(act) or (holder.name,),
        voice=holder.voice,
        subject=subject,
        about=about,
        stance=saying.stance,
        basis=Basis.UNDERTAKEN if found.undertaken else Basis.SAID,
        kind=act.kind,
        words=_words(act, evidence),
        first_day=first,
        last_day=last,
        condition=_condition(saying),
        status=found.status,
        origins=len(entry.origins),
        reviewed=any(r.act.reviewed for r, _ in saying.reports),
        counts=not why_not,
        why_not=why_not,
        confidence=saying.confidence,
        answers=answered,
        towards=act.towards,
        dated=dated,
        told=_told(entry, act),
        vector=act.vector,
        matter=matter_of(act),
    )


def _told(entry: Entry, act: ReportedAct) -> str:
    """Tell whether the article that is quoted looks back, in any passage that tells of the act."""
    near = (r.act for r in entry.reports if r.act.document == act.document and r.act.last_day == act.last_day)
    found = next((t for each in near if (t := told(each)) not in ("", OF_THEM)), "")
    return told(act) or found


def _words(act: ReportedAct, evidence: Sequence[Evidence]) -> str:
    """Return the words to quote; of an answer with those that answer, where they stand outside of it."""
    outside = [e for e in evidence if not any(q.start <= e.start and e.end <= q.end for q in act.quote)]
    if not outside:
        return act.text
    return " … ".join(e.exact for e in sorted((*outside, *act.quote), key=lambda e: (e.start, e.end)))


def _condition(saying: Saying) -> str:
    """Return the condition of a conditional stance, as the report to quote has it or another more of it."""
    if saying.stance != Stance.CONDITIONAL:
        return ""
    told_in = [c for r, _ in saying.reports if (c := condition_of(r.act))]
    first = next(iter(told_in), "")
    return max((c for c in told_in if c.startswith(first)), key=len, default="")


def _days(entry: Entry, saying: Saying, act: ReportedAct) -> tuple[str | None, str | None, bool]:
    """Return the days between which it was said: the entry's, or of one of several sayings the earliest.

    What a text looks back at lies before the day of its page: when, is not known.
    """
    dated = any(r.act.dated for r, _ in saying.reports)
    if saying.whole and not any(found.undertaken for _, found in saying.reports):
        return entry.first_day, entry.last_day, dated
    known = [(str(r.act.last_day), str(r.act.first_day)) for r, _ in saying.reports if days(r.act.last_day)]
    known = [each for each in known if days(each[1])]
    if not known:
        return act.first_day, act.last_day, dated
    last, first = min(known)
    return first, last, dated
