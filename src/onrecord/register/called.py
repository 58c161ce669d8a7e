"""Learn from the records of an article which of its words name which actor: "Calder" is XQA.

Records hold actors in the manual's forms, such as codes of states, which the words of an article do not show.
Where an act says "Calder's proposal", this tells whose proposal it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.model import Evidence, Reading, ReportedAct
from onrecord.register.names import is_state
from onrecord.register.wherein import around, joined

_NAME = re.compile(r"(?<![\w'’-])[A-Z][^\W\d_]+(?:-[^\W\d_]+)*")
_NO_NAMES = frozenset(("The", "A", "An", "Its", "His", "Her", "Their", "Our", "This", "That"))


def words_for(reading: Reading, speaks_for: Callable[[str], str]) -> Mapping[str, str]:
    """Return what words of an article name, by word: a state, or the state that a person speaks for.

    Words that would name two are left out.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for form, evidence in _told(reading):
        if is_state(form):
            words = _names(joined(evidence))
            if len(words) == 1:
                found[words[0]].add(form)
        elif not form.startswith(("anon:", "group:")) and " " in form:
            party, surname = speaks_for(form), form.split()[-1]
            if party != form:
                found[surname].add(party)
    return {word: next(iter(forms)) for word, forms in found.items() if len(forms) == 1}


def with_names(acts: Iterable[ReportedAct], words: Mapping[str, str]) -> tuple[ReportedAct, ...]:
    """Return acts with the words of their sentences that name an actor."""
    out = []
    for act in acts:
        held = sorted({w for w in _names(joined(around(act))) if w in words})
        out.append(replace(act, names=tuple((w, words[w]) for w in held)))
    return tuple(out)


def _told(reading: Reading) -> Iterator[tuple[str, Sequence[Evidence]]]:
    """Yield the actors of records with the words that name them, where these are one actor's."""
    for s in reading.statements:
        if len(s.speakers) == 1:
            yield s.speakers[0], s.speaker_text
        if len(s.addressees) == 1:
            yield s.addressees[0], s.addressee_text
    for c in reading.commitments:
        yield c.party, c.party_text
        if c.beneficiary:
            yield c.beneficiary, c.beneficiary_text
    for e in reading.events:
        if len(e.participants) == len(e.participant_text):
            for form, words in zip(e.participants, e.participant_text, strict=True):
                yield form, (words,)


def _names(text: str) -> list[str]:
    found = (m.group() for m in _NAME.finditer(text))
    return list(dict.fromkeys(word for word in found if word not in _NO_NAMES))
