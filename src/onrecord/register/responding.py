"""Find what an acceptance, a refusal, a condition or a denial answers: the proposal, demand, offer or claim.

An answer is tied to what it answers by what its own words say of it: whom they address, what they call it
("the mediator's zone"), what they repeat of it; then by where and when both were reported.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import (
    Answer,
    CommitmentStatus,
    Entry,
    EntryKind,
    EntryLink,
    EntryLinkKind,
    Evidence,
    ReportedAct,
)
from onrecord.register.answer_measures import holds, measures_of, telling
from onrecord.register.answering import Answering, Reference, answering, is_put
from onrecord.register.contrary import is_of_old, of_the_contrary
from onrecord.register.names import any_in_common, is_unnamed
from onrecord.register.sameness import is_generic, rooted, same_proposition
from onrecord.register.wherein import overlap
from onrecord.register.wholes import is_part

_ANSWERED = frozenset({EntryKind.PROPOSAL, EntryKind.DEMAND, EntryKind.OFFER})
_DENIED = frozenset(
    {EntryKind.CLAIM, EntryKind.ACCUSATION, EntryKind.THREAT, EntryKind.WARNING, EntryKind.UNDECIDED}
)
_WEIGHED = frozenset({CommitmentStatus.CONSIDERED, CommitmentStatus.PROPOSED})
_ANSWERING_TOO = frozenset({EntryKind.OFFER, EntryKind.COMMITMENT})
"""Kinds that may be answers themselves, and are then not what is answered."""
_SAID_OF_ONESELF = frozenset({EntryKind.THREAT, EntryKind.CLAIM, EntryKind.UNDECIDED})
_NEAR = 3_000
"""Characters between a pronoun and what it points at."""
_FEW = 2
"""Words up to which an answer does not say what it is about."""
_TELLING = 1
"""Words that something must say for a pronoun to point at it."""
_SOME, _MUCH = 0.3, 0.6
"""Shares of words in common."""
_REPORTS = 6
"""Reports of an entry whose words are compared."""

WEIGHTS: Mapping[str, float] = {
    "addressee": 2.0,
    "named where it is referred to": 2.0,
    "said to have put it forward": 2.0,
    "named nearby": 0.6,
    "answerer addressed": 0.8,
    "same issue": 0.6,
    "words": 2.6,
    "called what it is": 1.0,
    "same noun": 0.8,
    "same article": 0.8,
    "said last before": 0.9,
    "what it points at": 1.6,
    "right before": 1.0,
    "long ago": -1.0,
    "numbers differ": -1.5,
    "addressed to another": -0.8,
}
_NAMED = ("addressee", "named where it is referred to", "said to have put it forward")
_TOLD = (*_NAMED[1:], "said last before", "right before")
"""Measures beside which an answer need not share a word with what it answers."""
LEAST = 3.0
"""Sum of weights from which an answer is tied to what it answers."""


@dataclass(frozen=True, slots=True)
class _Match:
    target: Entry
    said: ReportedAct  # the report of the target that fits best
    score: float
    measures: Mapping[str, float]
    shown: tuple[Evidence, ...]


def responds(source: Entry, candidates: Sequence[Entry]) -> tuple[EntryLink, ...]:
    """Return the links from an entry to what it answers: of each answer that it gives, the surest.

    A commitment may have been refused first and agreed to later: its reports give different answers.
    """
    best: dict[Answer, tuple[tuple[float, int, str, str], ReportedAct, Answering, _Match]] = {}
    for report in source.reports[:_REPORTS]:
        how = answering(report.act)
        if how is None or is_of_old(report.act, how):
            continue
        for match in _matches(source, report.act, how, candidates):
            key = (match.score, _preference(match.target), match.target.last_day or "", match.target.id)
            if how.answer not in best or key > best[how.answer][0]:
                best[how.answer] = (key, report.act, how, match)
    return tuple(_link(source, act, how, match) for _, (_, act, how, match) in sorted(best.items()))


def _link(source: Entry, act: ReportedAct, how: Answering, match: _Match) -> EntryLink:
    shown = {(e.start, e.end): e for e in (*((how.word,) if how.word else ()), *match.shown)}
    evidence = tuple(shown[place] for place in sorted(shown)) or act.quote
    top = sorted(match.measures.items(), key=lambda x: (-x[1] * WEIGHTS[x[0]], x[0]))
    told = ", ".join(name for name, value in top if value * WEIGHTS[name] > 0)
    return EntryLink(
        source=source.id,
        target=match.target.id,
        kind=EntryLinkKind.RESPONDS_TO,
        answer=how.answer,
        report=act.record,
        evidence=_outermost(evidence),
        confidence=round(min(0.99, match.score / (match.score + 2)), 3),
        why=told,
    )


def _outermost(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Leave out evidence that lies within other evidence."""
    return tuple(
        e for e in evidence if not any(o is not e and o.start <= e.start and e.end <= o.end for o in evidence)
    )


def _preference(target: Entry) -> int:
    return [EntryKind.UNDECIDED, EntryKind.CLAIM].count(target.kind) * -1


def _matches(
    source: Entry, act: ReportedAct, how: Answering, candidates: Sequence[Entry]
) -> Iterator[_Match]:
    able = [t for t in candidates if _may_answer(source, act, how, t)]
    pointed = {r.evidence: _pointed_at(act, r, able) for r in how.references}
    for target in able:
        for report in target.reports[:_REPORTS]:
            said = report.act
            if overlap(act, said) or _later(said, act) or _settles(said):
                continue
            if of_the_contrary(act, how, said):
                continue
            measures, shown = measures_of(act, how, target, said, pointed)
            score = sum(WEIGHTS[name] * measures[name] for name in WEIGHTS)
            told = any(measures[name] for name in _TOLD) or _in_common(act, target, said)
            if score >= LEAST and told and _tied(how, target, said, measures):
                yield _Match(target, said, round(score, 4), measures, shown)


def _settles(said: ReportedAct) -> bool:
    """Tell whether an act is itself a yes or a no, and so not what others answer."""
    how = answering(said) if said.kind in _ANSWERING_TOO else None
    return how is not None and how.answer is not Answer.CONDITIONED


def _later(said: ReportedAct, act: ReportedAct) -> bool:
    return bool(said.first_day and act.last_day and said.first_day > act.last_day)


def _tied(how: Answering, target: Entry, said: ReportedAct, measures: Mapping[str, float]) -> bool:
    """Tell whether the words themselves tie the two, and not only party, place, time and issue."""
    words = measures["words"]
    near = words >= _MUCH or bool(measures["what it points at"] or measures["same issue"])
    if target.status == CommitmentStatus.CONSIDERED and not near:
        return False  # it is weighed, and was put to nobody
    if how.word is None and not measures["what it points at"]:
        if measures["right before"] and measures["answerer addressed"] and measures["same issue"]:
            return True
        addressed = measures["answerer addressed"] or measures["addressee"]
        return words >= _MUCH and bool(addressed) and not _undertaken(target, said)
    if measures["what it points at"]:
        return True
    if how.answer is Answer.DENIED:
        return words >= _SOME
    named = any(measures[name] for name in _NAMED)
    if _undertaken(target, said):
        return bool(named and words >= _SOME)
    referred = measures["called what it is"] or measures["same noun"]
    return (
        words >= _MUCH
        or bool(referred and (named or measures["said last before"] or words >= _SOME))
        or bool(named and words >= _SOME)
    )


def _in_common(act: ReportedAct, target: Entry, said: ReportedAct) -> bool:
    """Tell whether an answer that says what it is about shares a telling word with what it may answer."""
    if len(telling(act.text)) <= _FEW:
        return True
    shared = same_proposition(*rooted(act.text, f"{target.proposition}. {said.text}")).shared
    return any(not is_generic(word) for word in shared)


def _undertaken(target: Entry, said: ReportedAct) -> bool:
    """Tell whether something is a promise rather than an offer or proposal, so that few answer it."""
    return (
        target.kind is EntryKind.COMMITMENT and target.status not in _WEIGHED and said.kind not in _ANSWERED
    )


def _may_answer(source: Entry, act: ReportedAct, how: Answering, target: Entry) -> bool:
    if not _can_be_answered(how, target) or target.id == source.id:
        return False
    ours, theirs = (*act.principals, *act.actors), (*target.principals, *target.actors)
    own = bool(set(ours) & set(theirs)) or any_in_common(act.principals, target.principals)
    if own and _persons(act.actors, act.principals) and _persons(target.actors, target.principals):
        own = any_in_common(act.actors, target.actors)  # a president answers the opposition
    return not own or (how.answer is Answer.DENIED and target.kind in _SAID_OF_ONESELF)


def _persons(actors: Collection[str], principals: Collection[str]) -> bool:
    """Tell whether named people act, and not the state or organisation itself."""
    return bool(actors) and not set(actors) & set(principals) and not any(map(is_unnamed, actors))


def _can_be_answered(how: Answering, target: Entry) -> bool:
    """Tell whether an entry is what answers of this kind are given to."""
    if how.answer is Answer.DENIED:
        return target.kind in _DENIED
    if target.kind in _ANSWERED or target.kind is EntryKind.COMMITMENT:
        return True
    if target.kind is EntryKind.UNDECIDED and any(is_put(r.act) for r in target.reports[:_REPORTS]):
        return True
    return any(target.kind in r.kinds for r in how.references)


def _pointed_at(act: ReportedAct, reference: Reference, able: Sequence[Entry]) -> str | None:
    """Return the entry that a reference points at: what fits it and was put forward last before.

    What the noun most likely means goes before nearness, and what was put forward before a condition that
    another set; parts of a plan, and what says nothing itself ("to do the same"), are passed over.
    """
    found: tuple[int, int, str] | None = None
    for target in able:
        for report in target.reports:
            said = report.act
            rank = _rank(reference, target, said)
            before = act.place.start - said.place.start
            if rank is None or said.document != act.document or not 0 < before <= _NEAR:
                continue
            if overlap(act, said) or _settles(said) or is_part(said):
                continue
            if len(telling(said.text)) >= _TELLING:
                found = max(found or (-99, -1, ""), (-rank, said.place.start, target.id))
    return found[2] if found else None


def _rank(reference: Reference, target: Entry, said: ReportedAct) -> int | None:
    """Return how likely a reference means an entry, 0 for the likeliest; ``None``: it cannot."""
    if reference.kinds:
        kinds = {target.kind, said.kind} | ({EntryKind.PROPOSAL} if is_put(said) else set())
        ranks = [i for i, kind in enumerate(reference.kinds) if kind in kinds]
        return 2 * min(ranks) + (not holds(said, reference)) if ranks else None
    if _undertaken(target, said) or answering(said) is not None:
        return 1 if said.condition or target.status in _WEIGHED else None
    return 0
