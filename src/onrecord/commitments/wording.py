"""Read off the words around a trigger how far a commitment has come, where they settle it.

The trigger's word belongs to a family (status_words.py); how it is told decides ("ratified", "will ratify",
"may ratify", "did not ratify"), and so do the words that govern it: "refused to ratify", "plans to sign",
"dropped a plan to send", "considering sending". What no family knows is an action, of which the helping words
may still say enough: "will not send".
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.commitments.status_words import Family
from onrecord.commitments.telling import AS, Clause, Way
from onrecord.model import CommitmentStatus, Span

_DEEP = 4  # governing words that are followed up
_TO_COME = ("will", "would", "is to", "may")
_ENDS = {"ing": "ing", "past": "ed"}
_SOFT_IN_ING = frozenset(("suspend", "withdraw", "drop", "force"))
_TAKES = frozenset(("withdraw", "drop", "suspend", "sign", "ratify", "agree", "consider"))
"""Families of verbs whose object a promise or an offer may be, and that say how it went on: not "rejected the
offer", where the offer is another's."""

_AT_ONCE = {"suspend": "suspended", "drop": "withdrawn", "withdraw": "withdrawn", "refuse": "refused"}
"""What a decision comes to by what was decided."""

_ACTION = Family(
    "action",
    {
        "will": CommitmentStatus.PLEDGED.value,
        "may": CommitmentStatus.CONSIDERED.value,
        "wont": CommitmentStatus.REFUSED.value,
    },
    soft=False,
)


@dataclass(frozen=True, slots=True)
class Said:
    """Hold what the words come to: a status or none, whether they settle it, and what it rests on."""

    status: str | None
    settled: bool
    family: str
    told: str


NOTHING = Said(None, False, _ACTION.name, "")
"""What is said where nothing is."""


def said(text: str, trigger: Span) -> Said:
    """Return what the words around a trigger say of its status.

    >>> said("Varnia will not send troops.", Span(16, 20)).status
    'refused'
    """
    return _Reader(Clause(text, trigger)).said()


@dataclass(frozen=True, slots=True)
class _Head:
    """Hold the word that a status is read off: where it begins and ends, its family and its form."""

    at: int
    end: int
    family: Family
    form: str


class _Reader:
    """Read the status of one clause."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause

    def said(self) -> Said:
        """Return what the words say."""
        head = self._known() or self._action()
        if head is None:
            return NOTHING
        family, told = head.family, self.clause.way(head.at, head.form).told
        status = self._complemented(self._status(head, 0), head)
        if status is None or self.clause.is_supposed():
            return Said(None, False, family.name, told)
        if told in _TO_COME and status == family.outcomes.get(AS.get(told, told)):
            if self.clause.helps(head.end + 1, "none"):
                return Said(CommitmentStatus.REFUSED.value, True, family.name, "wont")
            settled = not family.soft and self.clause.is_outright(head.at, told)
            return Said(status, settled, family.name, told)
        is_soft = family.soft or (told == "ing" and family.name in _SOFT_IN_ING)
        return Said(status, not is_soft, family.name, told)

    def _known(self) -> _Head | None:
        """Return the trigger's first word that a family knows, or the phrase or verb that takes it in."""
        known = [(i, entry) for i in self.clause.own if (entry := self.clause.entry(i)) is not None]
        heads = [x for x in known if x[1][0].family.name not in ("ask", "treaty", "speak")] or known
        first = heads[0][0] if heads else self.clause.own[0] if self.clause.own else 0
        found = self.clause.around(first) or (heads[0] if heads else None)
        if found is None:
            return None
        i, (e, end) = found
        if e.form == "noun":
            verb = self.clause.governing_verb(i)
            if verb is not None and verb[1].family.name in _TAKES:
                i, e = verb[0], verb[1]
                end = i
        return _Head(i, end, e.family, e.form)

    def _action(self) -> _Head | None:
        """Return the trigger's word as an action that no family knows."""
        at = self.clause.action()
        if at is None:
            return None
        word = self.clause.words[at]
        form = next((f for f, ends in _ENDS.items() if word.endswith(ends)), "base")
        return _Head(at, at, _ACTION, form)

    def _status(self, h: _Head, depth: int) -> str | None:
        """Return what a word comes to, with all that governs it."""
        if h.family.name in ("ask", "speak") or depth > _DEEP:
            return None
        if h.form == "noun":
            return self._nominal(h, depth)
        if h.form in ("participle", "past") and self.clause.is_qualified(h.at):
            return None  # "its promised aid"
        way = self.clause.way(h.at, h.form)
        done = way.told in ("past", "perfect") and h.family.name == "withdraw"
        if h.family.name in ("drop", "withdraw") and not done and not self._takes_back(h.at, h.end, h.form):
            return self._verbal(_ACTION, way, depth)
        return self._verbal(h.family, way, depth)

    def _takes_back(self, at: int, end: int, form: str) -> bool:
        """Tell whether an offer, a plan or a treaty is what is withdrawn: not so of troops or bombs."""
        after, before = self.clause.words[at + 1 : max(end, at) + 12], self.clause.words[max(0, at - 14) : at]
        near = after + (before if form in ("participle", "past") else [])
        return any(w in self.clause.lists.withdrawable for w in near)

    def _verbal(self, family: Family, way: Way, depth: int) -> str | None:
        if way.governor is not None:
            return self._governed(family, way.governor, way.negated, depth)
        told = AS.get(way.told, way.told)
        if told in ("past", "perfect", "doing", "present", "ing"):
            return family.outcomes.get(told) or family.outcomes.get("plain")
        return family.outcomes.get(told)

    def _governed(self, family: Family, governor: int, negated: bool, depth: int) -> str | None:
        found = self.clause.entry(governor)
        if found is None:
            return None
        e, end = found
        outer = self._status(_Head(governor, end, e.family, e.form), depth + 1)
        return combined(outer, e.family.name, family.name, negated)

    def _nominal(self, h: _Head, depth: int) -> str | None:
        """Return what a noun comes to: by the verb whose object it is, else by itself."""
        verb = self.clause.governing_verb(h.at)
        if verb is not None and verb[1].family.name in _TAKES:
            return self._status(_Head(verb[0], verb[0], verb[1].family, verb[1].form), depth + 1)
        if self.clause.is_denied(h.at) or (verb is None and h.family.soft and not self.clause.is_made(h.at)):
            return None
        return h.family.outcomes.get("plain")

    def _complemented(self, status: str | None, h: _Head) -> str | None:
        """Return the status with what the word governs taken in: "decided to suspend"."""
        to = self.clause.infinitive_after(h.end)
        if to is None:
            return status
        at, negated = to
        inner = self.clause.entry(at)
        if inner is None or inner[0].form == "noun":
            return combined(status, h.family.name, _ACTION.name, negated)
        e, end = inner
        is_other = e.family.name in ("drop", "withdraw") and not self._takes_back(at, end, e.form)
        return combined(status, h.family.name, _ACTION.name if is_other else e.family.name, negated)


def combined(outer: str | None, governs: str, inner: str, negated: bool) -> str | None:
    """Return what a word comes to with the family that it governs.

    >>> combined("refused", "refuse", "refuse", False), combined("pledged", "decide", "suspend", False)
    ('considered', 'suspended')
    """
    if inner == "speak":
        return None  # "declined to comment"
    if outer == "refused" and inner == "refuse":
        return CommitmentStatus.CONSIDERED.value
    if outer == "pledged" and governs == "decide":
        return CommitmentStatus.REFUSED.value if negated else _AT_ONCE.get(inner, outer)
    if outer in ("pledged", "agreed") and negated:
        return None  # "promised not to attack" and "promised never to sign" are not told apart
    if outer == "pledged" and inner in ("consider", "judge"):
        return CommitmentStatus.CONSIDERED.value
    if outer == "pledged" and inner == "refuse":
        return CommitmentStatus.REFUSED.value
    return outer
