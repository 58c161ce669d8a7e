"""Find the package that an act is a part of: "under the plan", "as part of the treaty"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.model import (
    CommitmentStatus,
    Entry,
    EntryKind,
    EntryLink,
    EntryLinkKind,
    EventKind,
    Evidence,
    ReportedAct,
)
from onrecord.register.answering import lists, pattern
from onrecord.register.names import any_in_common
from onrecord.register.sameness import content_words, is_generic, same_proposition
from onrecord.register.wherein import around, overlap, told, within

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})
_BUILT = frozenset({EntryKind.PROPOSAL, EntryKind.ACCEPTANCE, EntryKind.OFFER})
_BOUND = frozenset(
    {
        CommitmentStatus.PROPOSED,
        CommitmentStatus.AGREED,
        CommitmentStatus.SIGNED,
        CommitmentStatus.RATIFIED,
        CommitmentStatus.IN_FORCE,
    }
)
_HEAD = 9
"""Words at the head of an act within which a package is named that it is about."""
_BESIDE = 80
"""Characters before the words of an act in which its clause may name the whole."""
_CLAUSE = re.compile(r"[.;:!?\"“”«»]|,?\s(?:and|but)\s(?=\w+(?:ed|s)\b)")
_PARTS = frozenset(
    {
        EntryKind.COMMITMENT,
        EntryKind.OFFER,
        EntryKind.PROPOSAL,
        EntryKind.EVENT,
        EntryKind.DEMAND,
        EntryKind.UNDECIDED,
    }
)
_TO_DO = re.compile(r"^to\s|\b(?:will|would|shall|should|must|is to|are to)\b", re.IGNORECASE)
_REPORTS = 6
_LEAST = 2.4
_LIKE = 0.3
_SUGGESTED = frozenset({"plan", "proposal", "scheme", "formula", "initiative", "draft", "roadmap"})
"""Wholes that a proposal is, whatever its own words call it."""


@dataclass(frozen=True, slots=True)
class _Belonging:
    """Hold the words that make an act part of a whole, and the noun of the whole."""

    evidence: Evidence
    noun: str
    phrase: str  # "the treaty of guarantee"


def part_of(source: Entry, candidates: Sequence[Entry]) -> EntryLink | None:
    """Return the link from an entry to the plan, treaty or package that its words make it part of."""
    best: tuple[tuple[float, str, str], ReportedAct, _Belonging] | None = None
    for report in source.reports[:_REPORTS]:
        for belonging in _belongings(report.act):
            for target in candidates:
                if target.id == source.id or not _may_hold(source, target):
                    continue
                score = max(
                    (_score(report.act, belonging, target, r.act) for r in target.reports[:_REPORTS]),
                    default=0.0,
                )
                key = (round(score, 4), target.last_day or "", target.id)
                if score >= _LEAST and (best is None or key > best[0]):
                    best = (key, report.act, belonging)
    if best is None:
        return None
    (score, _, target_id), act, belonging = best
    return EntryLink(
        source=source.id,
        target=target_id,
        kind=EntryLinkKind.PART_OF,
        answer=None,
        report=act.record,
        evidence=(belonging.evidence,),
        confidence=round(min(0.99, score / (score + 1)), 3),
        why=f"its words place it in {belonging.phrase}",
    )


def is_part(act: ReportedAct) -> bool:
    """Tell whether the words of an act place it in a package."""
    return next(_belongings(act), None) is not None


@cache
def _belonging() -> tuple[re.Pattern[str], ...]:
    """Return what places an act in a whole: "under the treaty of guarantee", "the treaty obliges"."""
    nouns = "|".join(sorted(lists()["wholes"], key=lambda n: (-len(n), n)))
    middle = r"(?:(?!(?:the|a|an|that|of|to|and|is|was|has|had)\b)[\w-]+\s+){0,3}?"
    whole = (
        rf"(?P<whole>(?:the|this|his|her|its|their|our|[\w-]+'s)\s+{middle}(?P<noun>{nouns})"
        r"(?:\s+of\s+[\w-]+|\s+on\s+(?:the\s+)?[\w-]+)?)"
    )
    return (
        re.compile(rf"(?:{pattern('belongs').pattern})\s+{whole}(?![\w'-])", re.IGNORECASE),
        re.compile(rf"(?<![\w'-]){whole}\s+(?:also\s+)?(?:{pattern('obliges').pattern})", re.IGNORECASE),
    )


def _belongings(act: ReportedAct) -> Iterator[_Belonging]:
    """Yield the words of an act that place it in a whole: of its own, then right before them."""
    if act.kind not in _PARTS or (act.kind is EntryKind.UNDECIDED and not _TO_DO.search(act.text)):
        return
    seen: set[tuple[int, int]] = set()
    own = told(act)
    for e in (*own, *(_beside(act, s) for s in around(act) if s not in own)):
        if e is None:
            continue
        text = e.exact.translate(_STRAIGHT)
        for found in _belonging():
            for m in found.finditer(text):
                part = within(e, m.start(), m.end())
                if (part.start, part.end) not in seen:
                    seen.add((part.start, part.end))
                    yield _Belonging(part, m["noun"].lower(), " ".join(m["whole"].split()))


def _beside(act: ReportedAct, sentence: Evidence) -> Evidence | None:
    """Return the words right before those of an act in a sentence, with the act's own: one clause."""
    inside = [e for e in told(act) if sentence.start <= e.start < sentence.end]
    if not inside:
        return None
    first, last = min(e.start for e in inside), max(e.end for e in inside)
    before = sentence.exact[: first - sentence.start]
    start = max(0, len(before) - _BESIDE, *(m.end() for m in _CLAUSE.finditer(before)))
    return within(sentence, start, min(last, sentence.end) - sentence.start)


def _may_hold(source: Entry, target: Entry) -> bool:
    whole = (
        target.kind in _BUILT
        or (target.kind is EntryKind.COMMITMENT and target.status in _BOUND)
        or (target.kind is EntryKind.EVENT and f"event:{EventKind.SIGNING.value}" in target.issues)
    )
    if not whole or any(overlap(s.act, t.act) for s in source.reports for t in target.reports):
        return False
    return not (source.last_day and target.first_day and target.first_day > source.last_day)


def _score(act: ReportedAct, belonging: _Belonging, target: Entry, said: ReportedAct) -> float:
    """Return how well a report names the whole that an act belongs to; 0 where it names none of the kind."""
    here = act.document == said.document
    about = _is_about(said, belonging.noun)
    known = about or (here and target.kind is EntryKind.PROPOSAL and belonging.noun in _SUGGESTED)
    if overlap(act, said) or not known or (here and said.place.start > act.place.start):
        return 0.0
    if any(b.noun == belonging.noun for b in _belongings(said)):
        return 0.0  # it is a part itself
    telling = [w for w in content_words(belonging.phrase) if not is_generic(w)]
    theirs = content_words(f"{said.text} {target.proposition}") | content_words(" ".join(target.actors))
    named = any(w in theirs or any_in_common((w.title(),), target.actors) for w in telling)
    if telling and not named:
        return 0.0
    return (
        1.0
        + 1.0 * here
        + 1.2 * named
        + 0.8 * about
        + 0.6 * any_in_common((*act.principals, *act.towards), (*target.principals, *target.towards))
        + 0.4 * bool(set(act.issues) & set(target.issues))
        + 0.4 * (same_proposition(act.text, said.text).contained >= _LIKE)
    )


def _is_about(said: ReportedAct, noun: str) -> bool:
    """Tell whether an act is about a package of this name: "signed a treaty of guarantee"."""
    head = " ".join(said.text.translate(_STRAIGHT).lower().split()[:_HEAD])
    cue = " ".join(e.exact for e in said.cue).lower()
    return bool(re.search(rf"\b{re.escape(noun)}s?\b", f"{cue} {head}"))
