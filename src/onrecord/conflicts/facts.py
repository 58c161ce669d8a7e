"""Read the facts out of an article that other articles may contradict."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from onrecord.actors.base import Base
from onrecord.conflicts.amounts import amounts
from onrecord.conflicts.attributions import attributed
from onrecord.conflicts.controls import controls
from onrecord.conflicts.counts import counts
from onrecord.conflicts.dates import dated
from onrecord.conflicts.drafts import Draft, fact_of
from onrecord.conflicts.headlines import headlines
from onrecord.conflicts.held import held
from onrecord.conflicts.marked import marked
from onrecord.conflicts.memberships import memberships
from onrecord.conflicts.occasions import occasioned
from onrecord.conflicts.scene import Scene
from onrecord.conflicts.undertakings import undertaken
from onrecord.model import ConflictKind, Document, Fact, Reading, ZoneKind

_CORRECTS = re.compile(
    r"\b(?:correct(?:s|ed|ing|ion)|earlier version|wrongly|mistakenly|erroneously|clarif\w+)\b", re.IGNORECASE
)

_CORRECTION = re.compile(
    r"\b(?:correction\b|corrects?\s(?:an|its|the)\s|retract\w+|withdrew\s(?:its|the|an)\s(?:earlier\s)?report|"
    r"(?:in\san|our|its|an)\searlier\s(?:report|version|edition|article)|contrary\sto\swhat|"
    r"(?:we|this\s(?:newspaper|paper|site|station|agency))\s(?:had\s)?(?:wrongly\s)?(?:wrote|written|reported|regrets?|apologis\w+))",
    re.IGNORECASE,
)
_HEAD = 100_000
_MOST = 50
"""Statements of a page on one subject that are held against each other."""


def facts_of(document: Document, reading: Reading, base: Base) -> tuple[Fact, ...]:
    """Return the facts that a document states, by id.

    What a page tells in several ways, and what it tells of two sides without taking one, is left out: of a
    subject on which a page has more than one value it states none. A page that corrects another states none.

    Args:
        document: with the user's edits.
        reading: its records as decided and reviewed.
        base: the facts by which states, peoples and bodies are known.
    """
    if _CORRECTION.search(document.text[:_HEAD]):
        return ()
    scene = Scene(document, reading, base)
    drafts = [d for d in _drafts(scene) if not _CORRECTS.search(d.sentence.text)]
    facts = {f.id: f for f in (fact_of(scene, d) for d in _stated(drafts))}
    return tuple(facts[id] for id in sorted(facts))


def _drafts(scene: Scene) -> Iterator[Draft]:
    sure = list(controls(scene))
    yield from sure
    yield from held(scene, frozenset(d.sentence.number for d in sure))
    for find in (counts, amounts, dated, occasioned, attributed, memberships, undertaken, marked, headlines):
        yield from find(scene)


def _stated(drafts: list[Draft]) -> Iterator[Draft]:
    """Yield what a page states: its own word before that of others, the body's before a headline's."""
    of: dict[tuple[ConflictKind, str], list[Draft]] = defaultdict(list)
    for d in drafts:
        of[d.kind, d.subject].append(d)
    for d in drafts:
        rivals = of[d.kind, d.subject][:_MOST]
        first = all(
            _weight(d) > _weight(o) for o in rivals if o.day.edtf == d.day.edtf and o.value != d.value
        )
        if d.kind is ConflictKind.HEADLINE or (first and not _headline_of(d, rivals)):
            yield d


def _weight(d: Draft) -> tuple[bool, bool]:
    return d.sentence.zone is not ZoneKind.HEADLINE, d.teller.own


def _headline_of(d: Draft, others: Sequence[Draft]) -> bool:
    """Tell whether a draft is a headline's of what the body tells too."""
    headline = d.sentence.zone is ZoneKind.HEADLINE
    return headline and any(o.sentence.zone is not ZoneKind.HEADLINE for o in others)
