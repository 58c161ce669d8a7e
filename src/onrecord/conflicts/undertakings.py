"""Find the amounts that somebody undertakes: troops, batteries, loans, months."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.conflicts.counts import number_words, partial
from onrecord.conflicts.drafts import Draft
from onrecord.conflicts.matters import names
from onrecord.conflicts.scene import Scene, Sentence
from onrecord.model import UNDECIDED, Commitment, CommitmentStatus, ConflictKind, Quantity, RecordKind, Span
from onrecord.register.sameness import content, is_generic, stem

_NOT = frozenset(
    (CommitmentStatus.REFUSED, CommitmentStatus.SUSPENDED, CommitmentStatus.WITHDRAWN, UNDECIDED)
)


def undertaken(scene: Scene) -> Iterator[Draft]:
    """Yield the amounts of each commitment that is not refused or taken back."""
    for c in scene.reading.commitments:
        sentence = scene.at(c.trigger.start)
        if sentence is None or c.status in _NOT or scene.distant(sentence):
            continue
        who = _principal(scene, sentence, c)
        for q in c.quantities:
            if who is not None and (draft := _draft(scene, sentence, c, q, who)) is not None:
                yield draft


def _draft(scene: Scene, sentence: Sentence, c: Commitment, q: Quantity, who: str) -> Draft | None:
    words = Span(q.text.start, q.text.end)
    if (q.least is None and q.most is None) or q.unit is None or partial(sentence, words, within=False):
        return None
    about = tuple(sorted(w for w in content(_wide(scene, sentence)).others if not is_generic(w)))
    return Draft(
        ConflictKind.SCOPE, sentence, words, f"{who}: {stem(q.unit)}", number_words(q.least, q.most),
        " ".join(q.text.exact.split()), scene.day(sentence, words.start), scene.teller(words), about, q.unit,
        q.least, q.most, q.approximate, record=(RecordKind.COMMITMENT, c.id),
    )  # fmt: skip


def _wide(scene: Scene, sentence: Sentence) -> str:
    """Return a sentence with the one behind it."""
    return " ".join(s.text for s in scene.beside(sentence) if s.number >= sentence.number)


def _principal(scene: Scene, sentence: Sentence, c: Commitment) -> str | None:
    """Return who answers for a commitment: a state, an organisation; of a group whose it is."""
    if scene.base.code_known(c.party):
        return c.party
    organisation = scene.base.organisation(c.party)
    if organisation is not None:
        return organisation.id
    known = scene.base.answers_for(c.party)
    if known is not None:
        return known
    if not c.party.startswith("group:") or not c.party_text:
        return None
    first, last = c.party_text[0].start, max(e.end for e in c.party_text)
    text = scene.text[first : last + 40]
    found = names(scene, Span(first, min(last + 40, len(scene.text))), text)
    return next(iter(found)) if len(found) == 1 else None
