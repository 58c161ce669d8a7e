"""Code who speaks: the manual's form of each speaker that reading named, and for whom they speak."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.actors.base import Base
from onrecord.actors.context import Kind, Resolved
from onrecord.coding.surroundings import Surroundings
from onrecord.model import Attribution, Span
from onrecord.reading.lexicon import squeeze
from onrecord.reading.speakers import SpeakerNaming

_BEFORE = re.compile(r"(?<![\w-])(the|The|(?:[A-Z]\.){2,}|[A-Z]\w+)\s$")
_MARK = re.compile(r"(?:anon|group): ")
_BARE = 0.8  # how sure the reading of a source is that reading had left open


@dataclass(frozen=True, slots=True)
class Speakers:
    """Hold the speakers of one statement in the manual's forms; none: undecided, with the reason."""

    speakers: tuple[str, ...]
    kinds: tuple[Kind, ...]  # of each speaker
    mentions: tuple[Span, ...]  # where each is named
    affiliation: str | None
    confidence: float
    reason: str = ""


def code(
    text: str, attributions: Sequence[Attribution], namings: Sequence[SpeakerNaming], around: Surroundings
) -> list[Speakers]:
    """Return the speakers of each attribution, in order."""
    return [_coded(text, a, n, around) for a, n in zip(attributions, namings, strict=True)]


def _coded(text: str, attribution: Attribution, naming: SpeakerNaming, around: Surroundings) -> Speakers:
    place = min(attribution.source or attribution.cue or attribution.content).start
    if not naming.names:
        return _left_open(text, attribution, around)
    several = _several_states(text, attribution, around)
    if several is not None:
        return several
    found = [
        around.resolve(_in_full(text, n, s, around.base), place)
        for n, s in zip(naming.names, naming.mentions, strict=True)
    ]
    forms: dict[str, tuple[Kind, Span]] = {}
    for one, span in zip(found, naming.mentions, strict=True):
        for form in one.forms:
            forms.setdefault(form, (one.kind, span))
    if not forms:
        return _undecided(found[0].reason)
    sure = min(r.confidence for r in found if r.forms)
    return Speakers(
        tuple(forms),
        tuple(kind for kind, _ in forms.values()),
        tuple(span for _, span in forms.values()),
        _affiliation([r for r in found if r.forms]),
        round(sure * naming.confidence, 3),
    )


def _in_full(text: str, name: str, span: Span, base: Base) -> str:
    """Put back what reading left out before a name: the article of "the Varnians", the state of a body."""
    before = _BEFORE.search(text, max(0, span.start - 24), span.start)
    if before is None:
        return name
    mark = _MARK.match(name)
    at = mark.end() if mark is not None else 0
    word = before.group(1)
    if word.lower() == "the":
        return f"{name[:at]}the {name[at:]}"
    is_body = not at and " " in name and base.state(word) is not None
    return f"{word} {name}" if is_body else name


def _several_states(text: str, attribution: Attribution, around: Surroundings) -> Speakers | None:
    """Read a source of one phrase for several states: "German and French leaders"."""
    if len(attribution.source) != 1:
        return None
    span = attribution.source[0]
    found = around.resolve(squeeze(span.of(text)), span.start)
    if found.kind is not Kind.STATE or len(found.forms) < 2:
        return None
    kinds, mentions = (found.kind,) * len(found.forms), (span,) * len(found.forms)
    return Speakers(found.forms, kinds, mentions, None, found.confidence)


def _left_open(text: str, attribution: Attribution, around: Surroundings) -> Speakers:
    """Read a bare "the authorities" or "the Varnian president" that the article itself does not explain."""
    for span in attribution.source[:1]:
        found = around.resolve(squeeze(span.of(text)), span.start)
        if found.kind in (Kind.STATE, Kind.PERSON):
            kinds = (found.kind,) * len(found.forms)
            mentions = (span,) * len(found.forms)
            return Speakers(
                found.forms, kinds, mentions, found.affiliation, round(_BARE * found.confidence, 3)
            )
        return _undecided(found.reason or f"the article does not tell who {squeeze(span.of(text))} is")
    return _undecided("the text names no speaker there")


def _undecided(reason: str) -> Speakers:
    return Speakers((), (), (), None, 0.0, reason or "the words name nobody")


def _affiliation(found: Sequence[Resolved]) -> str | None:
    """Return for whom all speakers speak, where that is one party; unnamed people without one go with it."""
    told = [r for r in found if r.kind is not Kind.ANON or r.affiliation]
    sides = {r.affiliation for r in told}
    return next(iter(sides)) if len(sides) == 1 else None
