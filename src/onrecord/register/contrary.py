"""Tell whether an answer turns down the contrary of what is put forward, or was held long before it.

"Opposition to Korvath's union bid" is no rejection of Korvath's offer to forgo union membership.
"""

from __future__ import annotations

import re

from onrecord.model import ReportedAct
from onrecord.register.answering import Answering, lists, pattern
from onrecord.register.sameness import content, is_generic
from onrecord.register.wherein import joined, told

_NEAR = 24
"""Characters before a verb in which a negation stands."""
_NOT = re.compile(r"(?:\b(?:not|never|cannot|without|no)|n['’]t)\b", re.IGNORECASE)


def of_the_contrary(act: ReportedAct, how: Answering, said: ReportedAct) -> bool:
    """Tell whether one of an answer and what it may answer gives up what the other has or wants.

    What an answer calls by a name of its own ("the offer", "it") it answers as it stands.
    """
    if _names_it(act, how):
        return False
    ours, theirs = joined(told(act)), joined(told(said))
    given, ours_given = _given(theirs, negated=False), _given(ours, negated=True)
    if given and not _parts(ours):
        return bool(given & _telling(ours))
    return bool(ours_given and not _parts(theirs, negated=False) and ours_given & _telling(theirs))


def is_of_old(act: ReportedAct, how: Answering) -> bool:
    """Tell whether an answer was held long before, and does not say what it answers: "longstanding"."""
    words = joined((*act.cue, *((act.trigger,) if act.trigger else ()), *((how.word,) if how.word else ())))
    return bool(pattern("standing").search(words)) and not _names_it(act, how)


def _names_it(act: ReportedAct, how: Answering) -> bool:
    """Tell whether the words of an answer call what they answer a plan, a demand, an offer, or "it"."""
    own = told(act)
    return any(
        r.points or (r.noun and r.noun not in lists()["wants"])
        for r in how.references
        if r.points or any(e.start <= r.evidence.start and r.evidence.end <= e.end for e in own)
    )


def _given(text: str, *, negated: bool) -> frozenset[str]:
    """Return the telling stems of what is given up; ``negated``: where words are against giving it up too."""
    for m in pattern("giving_up").finditer(text):
        if negated or not _NOT.search(text, max(0, m.start() - _NEAR), m.start()):
            rest = text[m.end() :]
            ends = pattern("instead").search(rest)
            return _telling(rest[: ends.start()] if ends else rest)
    return frozenset()


def _parts(text: str, *, negated: bool = True) -> bool:
    """Tell whether words speak of giving up or parting with something."""
    found = [m for name in ("giving_up", "parting") for m in pattern(name).finditer(text)]
    return any(negated or not _NOT.search(text, max(0, m.start() - _NEAR), m.start()) for m in found)


def _telling(text: str) -> frozenset[str]:
    return frozenset(word for word in content(text).all if not is_generic(word))
