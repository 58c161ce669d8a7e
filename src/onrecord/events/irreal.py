"""Tell what is only feared, possible or averted from what happened or is planned: that is no event."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from onrecord.model import Span

_BEFORE, _AFTER = 60, 30  # characters on either side of the trigger
_NEAR, _SOON = 3, 3  # words between a phrase and the trigger; between the trigger and what follows it
_BREAK = re.compile(r"[,;:.!?]\s|\n|\b(?:but|while|although|which|who|whose|because|after|and)\b")
_WORD = re.compile(r"[\w’'-]+")


@cache
def _phrases(side: str) -> re.Pattern[str]:
    path = files("onrecord.events").joinpath("data/irreal_words.toml")
    listed = tomllib.loads(path.read_text(encoding="utf-8"))[side]
    longest = sorted(listed, key=len, reverse=True)
    # What follows a trigger begins no sentence: "in May" is a month.
    flags = re.NOFLAG if side == "after" else re.IGNORECASE
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", flags)


def irreal(text: str, trigger: Span) -> bool:
    """Tell whether the words around a trigger say that nothing of the kind is told as a fact or a plan.

    >>> told = "He warned of the dangers of a military clash. The army shelled the town."
    >>> [irreal(told, Span(*at)) for at in ((39, 44), (55, 62))]
    [True, False]
    """
    before = _BREAK.split(text[max(0, trigger.start - _BEFORE) : trigger.start])[-1]
    last = max(_phrases("before").finditer(before), key=lambda m: m.end(), default=None)
    if last is not None and len(_WORD.findall(before[last.end() :])) <= _NEAR:
        return True
    if _phrases("clause").search(before):
        return True
    after = _BREAK.split(text[trigger.end : trigger.end + _AFTER])[0].lstrip()
    first = _phrases("after").search(after)
    return first is not None and len(_WORD.findall(after[: first.start()])) <= _SOON
