"""Keep track of who was mentioned how, and choose whom a pronoun or a description stands for."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from onrecord.model import Span
from onrecord.reading.names import Actor

_WINDOW = 60  # events looked back at
_SENTENCES = 8  # narration sentences looked back
_DECAY = 0.9  # per sentence
_SUBJECT, _SPEAKER = 1.1, 0.6
_IN_CONTENT, _IN_QUOTE, _IN_HEADLINE = -0.7, -1.5, -0.8
_REPEATED = 0.05  # per further event in the window, at most four
_UNPROVEN = -0.6
_AGREES = 0.2  # gender is known and agrees
MARGIN = 0.5
"""Least lead of the best candidate over the next; below it the pronoun stays undecided."""


@dataclass(frozen=True, slots=True)
class Event:
    """Record that an actor was mentioned or spoke: where, and how prominent that made it."""

    position: int
    sentence: int
    actor: Actor
    weight: float


@dataclass(frozen=True, slots=True)
class Choice:
    """Name the actor chosen, and by how much it leads the next candidate."""

    actor: Actor
    margin: float


@dataclass(slots=True)
class Scene:
    """Hold the events of an article up to the place that is being read."""

    sentences: Sequence[int]  # starts of sentences outside direct quotation
    quotes: Sequence[Span]
    contents: Sequence[Span]
    headline: Span | None
    events: list[Event] = field(default_factory=list)

    def sentence(self, position: int) -> int:
        """Return the number of the narration sentence at a place."""
        return bisect_right(self.sentences, position)

    def add(
        self, actor: Actor, position: int, *, subject: bool = False, speaker: bool = False, lean: float = 0.0
    ) -> None:
        """Note that an actor is mentioned at a place."""
        weight = 2.0 + _SUBJECT * subject + _SPEAKER * speaker + lean
        if inside(self.quotes, position):
            weight += _IN_QUOTE
        elif inside(self.contents, position):
            weight += _IN_CONTENT
        if self.headline is not None and self.headline.start <= position < self.headline.end:
            weight += _IN_HEADLINE
        self.events.append(Event(position, self.sentence(position), actor, weight))

    def choose(
        self,
        position: int,
        bonus: Callable[[Actor], float | None],
        own: Sequence[Span],
        margin: float = MARGIN,
    ) -> Choice | None:
        """Choose among the recent actors; ``bonus`` excludes by ``None``; none where two are about equal."""
        scores = self._scores(position, bonus, own)
        if not scores:
            return None
        ranked = sorted(scores, key=lambda s: -s[0])
        lead = ranked[0][0] - (ranked[1][0] if len(ranked) > 1 else -1.0)
        return Choice(ranked[0][1], lead) if lead >= margin else None

    def _scores(
        self, position: int, bonus: Callable[[Actor], float | None], own: Sequence[Span]
    ) -> list[tuple[float, Actor]]:
        here = self.sentence(position)
        best: dict[int, tuple[float, int, Actor]] = {}
        for event in self.events[-_WINDOW:]:
            if (
                here - event.sentence > _SENTENCES
                or event.position >= position
                or inside(own, event.position)
            ):
                continue
            value = event.weight - _DECAY * (here - event.sentence)
            old = best.get(id(event.actor))
            best[id(event.actor)] = (
                max(value, old[0]) if old else value,
                old[1] + 1 if old else 0,
                event.actor,
            )
        out: list[tuple[float, Actor]] = []
        for value, repeats, actor in best.values():
            extra = bonus(actor)
            if extra is not None:
                out.append((value + _REPEATED * min(repeats, 4) + extra, actor))
        return out


def inside(spans: Sequence[Span], position: int) -> bool:
    """Tell whether a place lies in one of some ordered spans without overlap."""
    at = bisect_right(spans, position, key=lambda s: s.start)
    return at > 0 and position < spans[at - 1].end


def agrees(pronoun: str) -> Callable[[Actor], float | None]:
    """Return what decides whether an actor may be meant by a pronoun, and how well it agrees."""

    def person(actor: Actor) -> float | None:
        gender = "m" if pronoun == "he" else "f"
        if actor.plural or actor.kind not in ("person", "anon") or (actor.gender and actor.gender != gender):
            return None
        return (_AGREES if actor.gender else 0.0) - (0.3 if actor.kind == "anon" else 0.0)

    def thing(actor: Actor) -> float | None:
        if actor.plural:
            return None
        if actor.kind == "person":  # a lone name that nothing shows to be a person's may be a state's
            unproven = len(actor.tokens) == 1 and not actor.gender and not actor.roles
            return _UNPROVEN if unproven else None
        return 0.0 if actor.kind in ("organisation", "place") else None

    def several(actor: Actor) -> float | None:
        if actor.kind == "person" or (actor.kind in ("anon", "place") and not actor.plural):
            return None
        return 0.8 if actor.plural else -0.5

    return {"he": person, "she": person, "it": thing}.get(pronoun, several)


def certainty(margin: float) -> float:
    """Turn a lead into a confidence between 0.5 and 0.95."""
    return round(0.95 - 0.45 * math.exp(-margin), 3)
