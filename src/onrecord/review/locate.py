"""Find the words of a review in the text as it is now: by their place, else by the words around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from onrecord.evaluation.compare import jaccard, words
from onrecord.model import Evidence, Span
from onrecord.text.sentences import sentences

_PLACES = 500
"""Places of the same words that are looked at; more are no words of their own."""
_AROUND = 8  # code points of context that tell one place from another
_OWN_WORDS = 4  # from so many words on, words that stand once are recognised whatever stands around them
_CHANGED = 0.5  # share of words from which a sentence is the passage, changed


@dataclass(frozen=True, slots=True)
class Located:
    """Hold where words stand now, or why they are not found."""

    spans: tuple[Span, ...] = ()
    why: str | None = None


def locate(text: str, evidence: Iterable[Evidence]) -> Located:
    """Find the pieces of a quote in a text; all of them or none.

    >>> old = Evidence.at("He said: no deal is signed.", Span(9, 26))
    >>> locate("On Friday he said: no deal is signed.", [old]).spans
    (Span(start=19, end=36),)
    >>> locate("He said: no deal is near.", [old]).why
    "its passage has changed: it now reads 'He said: no deal is near.'"
    """
    pieces = tuple(evidence)
    found = [_place(text, each) for each in pieces]
    spans = tuple(each for each in found if each is not None)
    if spans and len(spans) == len(pieces):
        return Located(spans)
    missing = next((each for each, place in zip(pieces, found, strict=True) if place is None), None)
    return Located(why=_why(text, missing) if missing else "it has no words that could be found again")


def located(text: str, evidence: Evidence) -> Evidence | None:
    """Return evidence as it stands in the text now; ``None`` where its words are not found."""
    place = _place(text, evidence)
    return None if place is None else Evidence.at(text, place)


def _place(text: str, evidence: Evidence) -> Span | None:
    if evidence.holds(text):
        return Span(evidence.start, evidence.end)
    if not evidence.exact.strip():
        return None
    places = list(islice(_places(text, evidence.exact), _PLACES))
    if not places:
        return None
    ranked = sorted(places, key=lambda at: (-_context(text, evidence, at), abs(at.start - evidence.start)))
    around = _context(text, evidence, ranked[0])
    if around >= min(_AROUND, len(evidence.prefix) + len(evidence.suffix)):
        return ranked[0]
    alone = len(places) == 1 and len(evidence.exact.split()) >= _OWN_WORDS
    return ranked[0] if alone else None


def _places(text: str, exact: str) -> Iterable[Span]:
    """Yield where words stand, however they are broken into lines."""
    pattern = r"\s+".join(map(re.escape, exact.split()))
    return (Span(m.start(), m.end()) for m in re.finditer(pattern, text))


def _context(text: str, evidence: Evidence, at: Span) -> int:
    """Count the code points around a place that are as they were."""
    before, after = evidence.prefix[::-1], evidence.suffix
    now_before = text[max(0, at.start - len(before)) : at.start][::-1]
    return _shared(before, now_before) + _shared(after, text[at.end : at.end + len(after)])


def _shared(left: str, right: str) -> int:
    for count, (a, b) in enumerate(zip(left, right, strict=False)):
        if a != b:
            return count
    return min(len(left), len(right))


def _why(text: str, evidence: Evidence) -> str:
    if any(True for _ in _places(text, evidence.exact)):
        return f"{_short(evidence.exact)} stands in the text, but not where it stood"
    was = words(evidence.exact)
    likest = max(sentences(text), key=lambda each: _likeness(was, each.of(text)), default=None)
    if likest is not None and _likeness(was, likest.of(text)) >= _CHANGED:
        return f"its passage has changed: it now reads {_short(likest.of(text))}"
    return f"its passage is not in the text any more: {_short(evidence.exact)}"


def _likeness(was: Counter[str], sentence: str) -> float:
    """Return the share of a passage's words that a sentence has, or how alike they are, whichever is more."""
    now = words(sentence)
    shorter = min(was.total(), now.total())
    held = (was & now).total() / was.total() if was.total() >= _OWN_WORDS and shorter else 0.0
    return max(jaccard(was, now), held)


def _short(passage: str) -> str:
    line = " ".join(passage.split())
    return repr(line if len(line) <= 80 else f"{line[:79]}…")
