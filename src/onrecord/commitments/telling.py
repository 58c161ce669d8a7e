"""Take a trigger's sentence apart: its words, which of them a family knows, and how a word is told.

How a word is told is read off the helping words before it ("will not", "has", "may") and off the word that
governs it, before a "to" or a form in -ing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.commitments.status_words import GAP, Entry, words
from onrecord.model import Span

AS = {"would": "will", "is to": "will"}
"""Ways of telling that come to what another comes to."""

_REACH = 240  # characters on either side of a trigger that are looked at, within its sentence
_TOKEN = re.compile(r"\w+(?=n't\b)|n't\b|'\w+|\w+(?:-\w+)*|[^\w\s]")
_END = re.compile(r"[.!?](?=\s+[\"“‘'(]?[^\W\d_a-z])|[;\n]")
_SHORT = {"wo": "will", "ca": "can", "sha": "shall", "n't": "not"}
_HELPING = ("be", "have", "do", "will", "may", "must")
_BEFORE_TO = 9  # words before a "to" among which its governor stands
_OBJECT = 5  # words before a noun among which its verb stands


@dataclass(frozen=True, slots=True)
class Way:
    """Hold how a word is told, and the word that governs it.

    ``told`` is "past", "perfect", "present", "doing", "ing", "plain", "will", "would", "is to", "may", "can",
    "wont" (denied of what is to come), "not", "must", or with a governor "infinitive" or "gerund", without a
    known one "unknown". ``negated``: between the governor and the word ("vowed never to").
    """

    told: str
    governor: int | None = None
    negated: bool = False


class Clause:
    """Hold the words of a trigger's sentence; words are named by their numbers."""

    def __init__(self, text: str, trigger: Span) -> None:
        """Cut the sentence out and split it."""
        start = max(0, trigger.start - _REACH)
        start += max((m.end() for m in _END.finditer(text[start : trigger.start])), default=0)
        stop = min(len(text), trigger.end + _REACH)
        after = _END.search(text, trigger.end, stop)
        flat = text[start : after.start() if after else stop].replace("’", "'")
        found = list(_TOKEN.finditer(flat))
        self.raw = [m.group() for m in found]
        self.words = [_SHORT.get(w.lower(), w.lower()) for w in self.raw]
        a, b = trigger.start - start, trigger.end - start
        self.own = [i for i, m in enumerate(found) if m.start() < b and m.end() > a]
        self.lists = words()
        self._found: dict[int, tuple[Entry, int] | None] = {}

    def helps(self, i: int, *names: str) -> bool:
        """Tell whether a word is one of some helping words."""
        if not 0 <= i < len(self.words):
            return False
        word = self.words[i]
        return any(word in self.lists.helpers[name] for name in names)

    def entry(self, i: int) -> tuple[Entry, int] | None:
        """Return the longest entry that begins at a word, and its last word."""
        if i not in self._found:
            self._found[i] = self._looked_up(i) if 0 <= i < len(self.words) else None
        return self._found[i]

    def _looked_up(self, i: int) -> tuple[Entry, int] | None:
        listed = self.lists.entries.get(self.words[i], ())
        fits = [(e, end) for e in listed if (end := self._end(i, e)) is not None]
        nouns = sum(e.form == "noun" for e, _ in fits)
        if 0 < nouns < len(fits):
            is_noun = self._names(i)
            fits = [f for f in fits if (f[0].form == "noun") == is_noun or f[0].form == "other"]
        return fits[0] if fits else None

    def _end(self, i: int, e: Entry) -> int | None:
        n = len(e.rest)
        for at in range(i + 1, i + 2 + (GAP if e.apart else 0)):
            if at > i + 1 and at <= len(self.words) and not self.words[at - 1][0].isalnum():
                return None
            if tuple(self.words[at : at + n]) == e.rest:
                return at + n - 1
        return None

    def _names(self, i: int) -> bool:
        """Tell whether a word that may be a verb is a noun where it stands: "a plan", "dropped plans"."""
        j = i - 1
        while j >= 0 and (self.helps(j, "skipped") or self.words[j].endswith("ly")):
            j -= 1
        if j < 0 or self.words[i].endswith(("ed", "ing")):
            return False
        if self.words[j] == "to" or self.helps(j, "do", "will", "may", "must", "not", "persons"):
            return False
        if self.words[i].endswith("s") and not self.helps(j, "of_nouns", "light") and self.words[j] != "'s":
            return not self.raw[j][0].isupper() and self._may_be_verb(j)
        return True

    def _may_be_verb(self, j: int) -> bool:
        return any(e.form not in ("noun", "other") for e in self.lists.entries.get(self.words[j], ()))

    def around(self, i: int) -> tuple[int, tuple[Entry, int]] | None:
        """Return the phrase that begins before a word and takes it in: "put ... on HOLD"."""
        for j in range(i - 1, max(-1, i - GAP - 3), -1):
            found = self.entry(j)
            if found is not None and found[1] >= i and found[0].rest:
                return j, found
        return None

    def action(self) -> int | None:
        """Return the trigger's first word that is no helping word, else the one that follows."""
        rest = [i for i in self.own if not self._is_helper(i) and self.words[i][0].isalnum()]
        if rest or not self.own:
            return rest[0] if rest else None
        after = self.own[-1] + 1
        while after < len(self.words) and self._is_helper(after):
            after += 1
        return after if after < len(self.words) else None

    def _is_helper(self, i: int) -> bool:
        word = self.words[i]
        return word == "to" or word.endswith("ly") or self.helps(i, *_HELPING, "not", "skipped")

    def is_supposed(self) -> bool:
        """Tell whether the clause only supposes it: "if Varnia ratifies"."""
        i = (self.own[0] if self.own else 0) - 1
        while i >= 0 and (self.words[i][0].isalnum() or self.words[i] == "'s"):
            if self.helps(i, "if"):
                return True
            i -= 1
        return False

    def is_outright(self, i: int, told: str) -> bool:
        """Tell whether what is to come is promised outright: without "if", and not in a plan's own words."""
        every = range(len(self.words))
        if any(self.helps(k, "conditions") for k in every) or any(self.helps(k, "plans") for k in range(i)):
            return False
        return told in ("will", "may") or (told == "would" and any(self.helps(k, "reports") for k in every))

    def is_qualified(self, i: int) -> bool:
        """Tell whether a word stands right after an article or an owner: "its promised aid"."""
        return self.helps(i - 1, "of_nouns") or self.words[max(0, i - 1) : i] == ["'s"]

    def way(self, i: int, form: str) -> Way:
        """Return how a word is told, by the helping words before it."""
        j, seen, negated = self._helped(i)
        if "to" in seen:
            return self._infinitive(j, negated)
        if form == "ing" and "be" not in seen:
            governor = self._before_gerund(j)
            return Way("gerund", governor, negated) if governor is not None else Way("ing")
        if "must" in seen or {"will", "have"} <= seen or (form == "base" and not seen and self._is_asked(i)):
            return Way("must")
        if "will" in seen or "may" in seen:
            return self._modal(j, i, negated or self._is_of_none(j))
        if negated:
            return Way("not")
        if form in ("participle", "past"):
            return Way("perfect" if seen & {"have", "be"} else "past")
        return Way({"ing": "doing", "s": "present", "base": "present"}.get(form, "plain"))

    def _modal(self, before: int, i: int, negated: bool) -> Way:
        here = {self.words[k] for k in range(before + 1, i)}
        if negated:
            return Way("not" if here & {"may", "might"} else "wont")
        if "can" in here:
            return Way("can")
        if here & {"would", "'d"}:
            return Way("would")
        return Way("will" if here & self.lists.helpers["will"] else "may")

    def _helped(self, i: int) -> tuple[int, set[str], bool]:
        """Return the word before the helping words, their kinds, and whether one denies."""
        seen: set[str] = set()
        negated = False
        j = i - 1
        while j >= 0:
            kinds = [n for n in _HELPING if self.helps(j, n)]
            if self.words[j] == "to":
                seen.add("to")
                break
            if self.helps(j, "not"):
                if self.words[j] == "no" and self.words[j + 1 : j + 2] != ["longer"]:
                    break
                negated = negated or self.words[j + 1 : j + 2] != ["only"]
            elif kinds:
                seen.update(kinds)
            elif not (self.helps(j, "skipped") or self.words[j].endswith("ly")):
                break
            j -= 1
        return j, seen, negated

    def _is_of_none(self, j: int) -> bool:
        """Tell whether the subject is none: "no soldiers will be sent"."""
        return "no" in self.words[max(0, j - 2) : max(0, j)]

    def _infinitive(self, to: int, negated: bool) -> Way:
        """Return how a word after "to" is told: by what governs the "to"."""
        k = to - 1
        while k >= 0 and self.helps(k, "not"):
            negated, k = True, k - 1
        if self.words[max(0, k) : k + 1] == ["whether"]:
            return Way("wont" if negated else "may")
        if self.helps(k, "be"):
            return Way("wont" if negated else "is to")
        governor = self._before_to(k, to)
        return Way("infinitive", governor, negated) if governor is not None else Way("unknown")

    def _before_to(self, k: int, to: int) -> int | None:
        """Return the known word that a "to" hangs on, with what may stand in between."""
        for g in range(k, max(-1, k - _BEFORE_TO), -1):
            if not (self.words[g][0].isalnum() or self.words[g] == "'s"):
                return None
            found = self.entry(g)
            if found is not None:
                is_asked = found[0].family.name == "ask"  # its object may be any words
                return g if is_asked or all(self._is_loose(b) for b in range(found[1] + 1, to)) else None
        return None

    def _is_loose(self, i: int) -> bool:
        """Tell whether a word may stand between a verb and its "to": "decided on Tuesday to"."""
        return self.helps(i, "links", "skipped", "not") or self.raw[i][0].isupper() or self.words[i] == "'s"

    def _before_gerund(self, j: int) -> int | None:
        """Return the known word that governs a form in -ing right after it: "ruled out sending"."""
        for g in range(j, max(-1, j - 3), -1):
            found = self.entry(g)
            if found is not None and j - 1 <= found[1] <= j + 1:
                return g
            if not self.words[g][0].isalnum():
                return None
        return None

    def _is_asked(self, i: int) -> bool:
        """Tell whether a base form is what somebody asks for: "demanded that Korvath withdraw"."""
        left = self.words[max(0, i - 9) : i]
        if "that" not in left:
            return False
        at = i - len(left) + left.index("that")
        near = (self.entry(g) for g in range(max(0, at - 3), at))
        return any(found is not None and found[0].family.name == "ask" for found in near)

    def infinitive_after(self, end: int) -> tuple[int, bool] | None:
        """Return the word after the "to" that a word governs, and whether it is denied in between."""
        if self.words[end : end + 1] == ["to"]:
            return end + 1, False
        k = end + 1
        while k < len(self.words) and self.words[k] != "to" and self._is_loose(k):
            k += 1
        if self.words[k : k + 1] != ["to"]:
            return None
        return k + 1, any(self.helps(x, "not") for x in range(end + 1, k))

    def governing_verb(self, i: int) -> tuple[int, Entry] | None:
        """Return the verb whose object a noun is: "DROPPED a plan", "went BACK ON its promise"."""
        for g in range(i - 1, max(-1, i - 1 - _OBJECT), -1):
            if not (self.words[g][0].isalnum() or self.words[g] == "'s") or self.words[g] == "no":
                return None
            found = self.entry(g)
            if found is not None and found[0].form != "noun" and found[1] < i:
                return g, found[0]
            if self.helps(g, "light"):
                return None
        return None

    def is_made(self, i: int) -> bool:
        """Tell whether a noun is the object of a verb that says nothing by itself: "made an offer"."""
        return any(self.helps(g, "light") for g in range(max(0, i - _OBJECT), i))

    def is_denied(self, i: int) -> bool:
        """Tell whether a noun is denied: "no promise"."""
        return "no" in self.words[max(0, i - 3) : i]
