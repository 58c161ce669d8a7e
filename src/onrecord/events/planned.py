"""Tell what has happened from what is planned, by the tense and the words around an event's trigger.

What is going on counts as happened; what others were to do ("the assault would begin") is planned. The
regression's weights (data/planned_weights.json) are fitted by training/fit_event_fields.py.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.coding.when import Anchor
from onrecord.events.calendar import Calendar, Dating
from onrecord.events.choice import ENCODER, weights
from onrecord.model import EventStatus, Span

_BEFORE, _AFTER = 70, 50  # characters on either side of the trigger that are of its clause
_CLOSE = 25  # characters right before it
# What is called so has not been, whatever tense the sentence has: "discussed the upcoming summit".
_AHEAD = re.compile(r"\b(?:upcoming|forthcoming)\s(?:[\w’'-]+\s){0,3}$", re.IGNORECASE)
_CALLED = 0.95
"""How sure that is; by hand, none of the fitted articles says otherwise."""
_BREAK = re.compile(r"[;:.!?]\s|\n|\b(?:but|while|although|which|who|whose)\b")


@dataclass(frozen=True, slots=True)
class Status:
    """Hold whether an event happened or is planned, why, and how sure that is."""

    status: EventStatus
    features: dict[str, float]
    confidence: float


@cache
def _groups() -> dict[str, re.Pattern[str]]:
    path = files("onrecord.events").joinpath("data/planned_words.toml")
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        name: re.compile(
            "|".join(
                rf"{'' if w[0] in '’' + chr(39) else chr(92) + 'b'}{re.escape(w)}\b"
                for w in sorted(words, key=len, reverse=True)
            ),
            re.IGNORECASE,
        )
        for name, words in read.items()
    }


def event_status(
    calendar: Calendar, trigger: Span, evidence: Sequence[Span], score: float | None = None
) -> Status:
    """Return whether an event happened; ``score`` is the encoder's log odds that it is planned.

    >>> text = "The ministers will meet on Friday. They met in March, too."
    >>> c = Calendar(text, "2031-06-12")
    >>> [event_status(c, Span(*at), [Span(*at)]).status.value for at in ((19, 23), (40, 43))]
    ['planned', 'happened']
    """
    described = features(calendar, trigger, evidence)
    if score is not None:
        described[ENCODER] = score
    if _AHEAD.search(calendar.text[max(0, trigger.start - _BEFORE) : trigger.start]):
        return Status(EventStatus.PLANNED, described, _CALLED)
    fitted = weights("planned")
    chance = fitted.chance(described)
    planned = chance >= fitted.least
    status = EventStatus.PLANNED if planned else EventStatus.HAPPENED
    return Status(status, described, round(chance if planned else 1 - chance, 3))


def features(calendar: Calendar, trigger: Span, evidence: Sequence[Span]) -> dict[str, float]:
    """Describe the words around a trigger."""
    text = calendar.text
    sentence = calendar.sentences[calendar.sentence(trigger.start)] if calendar.sentences else trigger
    before = _last_clause(text[max(sentence.start, trigger.start - _BEFORE) : trigger.start])
    after = _BREAK.split(text[trigger.end : max(trigger.end, min(sentence.end, trigger.end + _AFTER))])[0]
    quote = " ".join(s.of(text) for s in evidence)
    far = text[max(sentence.start, trigger.start - 4 * _BEFORE) : trigger.start]
    out = _form(trigger.of(text), before)
    for name, pattern in _groups().items():
        last = max(pattern.finditer(before), key=lambda m: m.end(), default=None)
        if last is not None:
            out[f"before {name}"] = 1.0
            if len(before) - last.end() <= _CLOSE:
                out[f"close {name}"] = 1.0
        elif pattern.search(far):
            out[f"far {name}"] = 1.0
        if pattern.search(after):
            out[f"after {name}"] = 1.0
        if name not in ("to", "that") and pattern.search(quote):
            out[f"quote {name}"] = 1.0
    out.update(_dates(calendar, sentence, trigger))
    return out


def _last_clause(words: str) -> str:
    return _BREAK.split(words)[-1]


def _form(trigger: str, before: str) -> dict[str, float]:
    """Describe the form of the trigger's last word: "shelled", "shelling", "to shell"."""
    word = trigger.split()[-1].lower() if trigger.split() else ""
    ending = next((e for e in ("ed", "ing", "s") if word.endswith(e) and len(word) > len(e) + 1), "plain")
    to = bool(re.search(r"\bto\s(?:\w+ly\s)?$", before, re.IGNORECASE))
    return {f"form {ending}": 1.0, **({"to do": 1.0} if to else {})}


def _dates(calendar: Calendar, sentence: Span, trigger: Span) -> dict[str, float]:
    """Say on which side of the article's day the dates beside the trigger lie."""
    first, last = max(sentence.start, trigger.start - 150), min(sentence.end, trigger.end + 150)
    out: dict[str, float] = {}
    for d in calendar.dated(first, last, False):
        side = _side(d, calendar.anchor)
        if side:
            out[side] = 1.0
    return out


def _side(d: Dating, at: Anchor) -> str | None:
    day = at.write(at.day) if at.day and at.year else at.month
    if d.when.kind == "weekday":
        return "date back" if d.looks_back else "date ahead" if d.when.shift else "a weekday"
    if d.when.kind in ("today", "yesterday", "ago"):
        return "date back" if d.when.kind != "today" else "today"
    if day is None or d.edtf.startswith("XXXX"):
        return None
    ends = d.edtf.rpartition("/")[2]
    size = min(len(ends), len(day))
    if ends[:size] == day[:size]:
        return "date now"
    return "date ahead" if ends[:size] > day[:size] else "date back"
