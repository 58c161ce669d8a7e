"""Measure how well an answer fits what it may answer, by name: what ``responding`` weighs."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from onrecord.model import Entry, Evidence, RecordKind, ReportedAct, ZoneKind
from onrecord.register.answering import Answering, Reference, putting
from onrecord.register.names import any_in_common, one_actor
from onrecord.register.sameness import content, is_generic, rooted, same_proposition, stem
from onrecord.register.when import apart
from onrecord.register.wherein import around, joined

_CAPITAL = re.compile(r"\b[^\W\d_a-z][\w’'-]+")
LONG_AGO = 30
"""Days from which what is answered lies far back."""
_ADJACENT = 90
"""Characters between an act and a refusal that follows it at once."""


def measures_of(
    act: ReportedAct,
    how: Answering,
    target: Entry,
    said: ReportedAct,
    pointed: Mapping[Evidence, str | None],
) -> tuple[dict[str, float], tuple[Evidence, ...]]:
    """Return what speaks for an answer to this report, by name, and the words that refer to it."""
    theirs = (*target.actors, *target.principals)
    here = act.document == said.document
    fitting = [r for r in how.references if target.kind in r.kinds or said.kind in r.kinds]
    known = dict(act.names)
    naming = [r for r in how.references if r.kinds and _names_one_of(r.evidence.exact, theirs, known)]
    last = [r for r in how.references if here and pointed[r.evidence] == target.id]
    shared = [r for r in how.references if holds(said, r)]
    measures = {
        "addressee": any_in_common(act.towards, theirs),
        "named where it is referred to": bool(naming),
        "said to have put it forward": any(_names_one_of(w, theirs, known) for w in putting(act)),
        "named nearby": _names_one_of(joined(around(act)), theirs, known),
        "answerer addressed": any_in_common(target.towards, (*act.principals, *act.actors)),
        "same issue": bool(set(act.issues) & set(target.issues)),
        "words": _words(act, target, said),
        "called what it is": bool(fitting),
        "same noun": bool(shared),
        "same article": here,
        "said last before": bool(last),
        "right before": here and _right_before(said, act),
        "what it points at": any(r.points for r in last),
        "long ago": (apart(_days(act), _days(said)) or 0) > LONG_AGO,
        "numbers differ": _numbers_differ(act, said),
        "addressed to another": _addresses_another(act, theirs),
    }
    shown = tuple(r.evidence for r in (last or naming or shared or fitting or list(how.references))[:2])
    return {name: float(value) for name, value in measures.items()}, shown


def _addresses_another(act: ReportedAct, theirs: Collection[str]) -> bool:
    """Tell whether a statement names an addressee, and other actors are meant by it."""
    named = [n for n in act.towards if not n.startswith(("group:", "anon:"))]
    said = act.record_kind is RecordKind.STATEMENT and bool(named)
    return said and not any_in_common(named, theirs)


def _days(act: ReportedAct) -> tuple[str | None, str | None]:
    return act.first_day, act.last_day


def _right_before(said: ReportedAct, act: ReportedAct) -> bool:
    """Tell whether an act follows another at once: "asked it to pay. Lind refused" and his words."""
    between = min(e.start for e in act.quote) - max(e.end for e in said.quote)
    return act.zone is said.zone is ZoneKind.BODY and 0 <= between <= _ADJACENT


@lru_cache(maxsize=8192)
def _capitals(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(re.sub(r"['’]s$", "", m.group()) for m in _CAPITAL.finditer(text)))


def _names_one_of(text: str, names: Collection[str], known: Mapping[str, str]) -> bool:
    """Tell whether words of a text name one of some actors; ``known`` tells whom a word names."""
    return any(
        known[word] in names if word in known else any(one_actor(word, name) for name in names)
        for word in _capitals(text)
    )


def _words(act: ReportedAct, target: Entry, said: ReportedAct) -> float:
    """Return how much of the matter of an answer stands in what it may answer, or the other way round."""
    best = 0.0
    for text in (target.proposition, said.text):
        same = same_proposition(*rooted(act.text, text))
        shared = [w for w in same.shared if not is_generic(w)]
        enough = len(shared) >= 2 or (len(shared) == 1 and len(telling(act.text)) == 1)
        best = max(best, same.contained * (1.0 if len(shared) >= 2 else 0.8) if enough else 0.0)
    return best


@lru_cache(maxsize=8192)
def telling(text: str) -> frozenset[str]:
    """Return the stems of a text that say what it is about, without those of papers and steps."""
    return frozenset(w for w in content(text).all if not is_generic(w))


def holds(said: ReportedAct, reference: Reference) -> bool:
    """Tell whether what may be answered has the noun, or the object, by which an answer refers to it."""
    words = {stem(reference.noun)} if reference.noun else content(reference.evidence.exact).all
    return bool(words & content(said.text).all) and not (reference.points and not reference.noun)


def _numbers_differ(act: ReportedAct, said: ReportedAct) -> bool:
    ours, theirs = content(act.text).numbers, content(said.text).numbers
    return bool(ours and theirs and not ours & theirs)
