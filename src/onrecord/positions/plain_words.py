"""Read in plain words which way they lean by themselves: "will vote for it", "has no business there"."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.codebook.matcher import matcher
from onrecord.codebook.packs import shipped
from onrecord.model import ReportedAct, Stance
from onrecord.positions.settings import phrases
from onrecord.positions.telling import condition_of, matter_of

_BEFORE = 90
"""Characters in front of a quote in which a word may stand that turns it."""
_WILL_NOT = re.compile(
    r"\b(?:will|would|shall) (?:not|never|no longer) [a-z]|\b(?:won|wouldn)[’']t [a-z]", re.IGNORECASE
)
_WILL = re.compile(
    r"\b(?:will|shall|(?:is|are) (?:ready|prepared|willing) to) "
    r"(?!not\b|never\b|no\b|be\b|have\b|only\b)[a-z]+ (?!not\b|no\b)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"^\W*(?:that\s+)?(?:[\w.]+\s+){0,5}?(?P<name>[A-Z][\w’'-]+)\s+(?:[a-z]+ly\s+)?(?P<verb>[a-z]+)\b"
)


def plain_stance(text: str) -> str:
    """Return the stance that plain words tell without anything else; "" where none do, or both.

    >>> plain_stance("our soldiers have no business on the river"), plain_stance("we will vote for its entry")
    ('against', 'for')
    >>> plain_stance("in favour of what is out of the question")
    ''
    """
    no = phrases("plainly_against").search(text) is not None or _WILL_NOT.search(text) is not None
    yes = phrases("plainly_for").search(text) is not None or (not no and _WILL.search(text) is not None)
    if yes and phrases("negated").search(text):
        return ""
    if no == yes:
        return ""
    return Stance.AGAINST.value if no else Stance.FOR.value


def is_plain(act: ReportedAct, stance: str) -> bool:
    """Tell whether words by themselves bear a stance out: they say it, or tell the condition it hangs on."""
    told = plain_stance(matter_of(act))
    if stance == Stance.CONDITIONAL:
        return bool(condition_of(act)) and told != Stance.AGAINST
    return bool(told) and told == stance


@lru_cache(maxsize=8192)
def issues_named(text: str) -> tuple[str, ...]:
    """Return the issues of the shipped codebook that strong words of a text name, in their order."""
    hits = sorted(matcher(shipped()).hits(text), key=lambda h: h.start)
    return tuple(dict.fromkeys(h.issue for h in hits if h.is_strong))


def is_hindered(act: ReportedAct) -> bool:
    """Tell whether a quote is what is made harder: "complicating efforts to unite the allies"."""
    first = min((q.start for q in act.quote), default=0)
    for near in act.around:
        if near.start < first <= near.end:
            before = near.exact[max(0, first - near.start - _BEFORE) : first - near.start]
            found = [m.end() for m in phrases("hindering").finditer(before)]
            if found and not re.search(r"[.;:“”\"]", before[found[-1] :]):
                return True
    return False


def tells_of_another(act: ReportedAct) -> bool:
    """Tell whether what is said is what somebody else said: "Oster appeared to threaten them", by Vasil.

    Whose words these are is known by the names in them: those that stand neither for who speaks nor for whom.
    """
    found = _OTHER.match(act.text)
    if found is None or not phrases("retelling").fullmatch(found["verb"]):
        return False
    own = {*act.actors, *act.principals}
    named = {whom for word, whom in act.names if word == found["name"] or word.endswith(f" {found['name']}")}
    return not named & own if named else not any(found["name"] in name for name in own)
