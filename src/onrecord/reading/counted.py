"""Find whom "both countries", "the two leaders" or "all three candidates" count: actors mentioned before."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Span
from onrecord.reading.lexicon import states, words
from onrecord.reading.names import Actor
from onrecord.reading.phrases import Part
from onrecord.reading.pronouns import Scene
from onrecord.reading.roles import fits

_COUNTS = {"both": 2, "two": 2, "three": 3}
_ALL = frozenset(("both", "the", "these", "all"))
_STATES = frozenset(("country", "state", "nation", "government", "capital", "neighbour", "neighbor"))
_PEOPLE = frozenset(("man", "woman", "leader", "politician", "rival"))
_SENTENCES = 5  # narration sentences looked back
_EVENTS = 30


def counted_again(text: str, scene: Scene, part: Part) -> tuple[Actor, ...]:
    """Return the actors that a counted description takes up; none where their number does not come out."""
    count = _count(text, part.span)
    if not count:
        return ()
    recent = list(_recent(scene, part.span.start))
    if part.head in _STATES:
        places = [a for a in recent if a.kind == "place"]
        return _last([a for a in places if " ".join(a.tokens) in states()] or places, count)
    people = [a for a in recent if a.kind == "person" and not a.plural]
    if part.role is None:
        return _last(people, count) if part.head in _PEOPLE else ()
    fitting = [a for a in people if (fits(part.role, a) or 0.0) > 0]
    possible = [a for a in people if fits(part.role, a) is not None]
    return _last(fitting, count) or _last(possible, count)


def _count(text: str, span: Span) -> int:
    """Return how many a phrase counts if it means all of them; 0 where it does not say so."""
    before = [w for _, w in words(text, max(0, span.start - 8), span.start)]
    front = [*before[-1:], *(w for _, w in words(text, span.start, span.end)[:3])]
    number = next((_COUNTS[w] for w in front if w in _COUNTS), 0)
    return number if any(w in _ALL for w in front) else 0


def _recent(scene: Scene, position: int) -> Iterator[Actor]:
    """Yield who was mentioned shortly before, each once, the last first."""
    here = scene.sentence(position)
    seen: set[int] = set()
    for event in reversed(scene.events[-_EVENTS:]):
        if here - event.sentence > _SENTENCES:
            return
        if event.position < position and id(event.actor) not in seen:
            seen.add(id(event.actor))
            yield event.actor


def _last(found: list[Actor], count: int) -> tuple[Actor, ...]:
    """Return the last few in the order of the text, where only so many were in view."""
    return tuple(reversed(found)) if len(found) == count else ()
