"""Turn the records of one document into acts that can be compared with those of others."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from onrecord.model import (
    UNDECIDED,
    Act,
    Commitment,
    CommitmentStatus,
    Document,
    EntryKind,
    Event,
    Evidence,
    Quantity,
    Reading,
    RecordKind,
    ReportedAct,
    Span,
    Statement,
)
from onrecord.register.called import with_names, words_for
from onrecord.register.names import is_unnamed, one_actor
from onrecord.register.places import UNPLACED, Draft, placed
from onrecord.register.when import act_days
from onrecord.text.outlets import is_known_outlet, outlet_like
from onrecord.text.sentences import sentence_starts

AnswersFor = Callable[[str], str | None]
"""Tell which state or organisation a person, by full name, speaks for; ``None``: not known."""

OF_ACT: dict[str, EntryKind] = {
    UNDECIDED: EntryKind.UNDECIDED,
    Act.COMMIT: EntryKind.COMMITMENT,
    Act.OFFER: EntryKind.OFFER,
    Act.REQUEST: EntryKind.DEMAND,
    Act.PROPOSE: EntryKind.PROPOSAL,
    Act.AGREE: EntryKind.ACCEPTANCE,
    Act.REFUSE: EntryKind.REFUSAL,
    Act.REJECT: EntryKind.REFUSAL,
    Act.THREATEN: EntryKind.THREAT,
    Act.DENY: EntryKind.DENIAL,
    Act.SUPPORT: EntryKind.SUPPORT,
    Act.ACCUSE: EntryKind.ACCUSATION,
    Act.WARN: EntryKind.WARNING,
    Act.ASSERT: EntryKind.CLAIM,
}
"""The kind of entry that a statement's act makes."""

OF_STATUS: dict[str, EntryKind] = {
    UNDECIDED: EntryKind.UNDECIDED,
    CommitmentStatus.REFUSED: EntryKind.REFUSAL,
    CommitmentStatus.CONSIDERED: EntryKind.OFFER,
    CommitmentStatus.PROPOSED: EntryKind.OFFER,
}
"""The kind of entry that a commitment's status makes, where it is not ``COMMITMENT``."""

CARRIED = frozenset({Act.COMMIT, Act.OFFER, Act.REFUSE})
"""Acts of statements that a commitment holds whole: such a statement is no act of its own besides."""


def nobody_known(name: str) -> str | None:
    """Know no person."""
    return None


def acts_of(
    document: Document, reading: Reading, answers_for: AnswersFor = nobody_known
) -> tuple[ReportedAct, ...]:
    """Return the acts that a document reports, by place; no two have the same place.

    Args:
        document: with the user's edits.
        reading: its records as decided and reviewed.
        answers_for: whom a person speaks for, where the document does not say.
    """
    article = _Article(document, reading, answers_for)
    statements = {s.id: s for s in reading.statements}
    carriers = {c.id: statements.get(c.statement or "") for c in reading.commitments}
    held = {s.id for s in carriers.values() if s is not None and s.act in CARRIED}
    acts = placed(
        [
            *(article.commitment(c, carriers[c.id]) for c in reading.commitments),
            *(article.statement(s) for s in reading.statements if s.id not in held),
            *(article.event(e) for e in reading.events),
        ]
    )
    return with_names(acts, words_for(reading, article.speaks_for))


class _Article:
    """Make acts of the records of one document."""

    def __init__(self, document: Document, reading: Reading, answers_for: AnswersFor) -> None:
        self.document, self.answers_for = document, answers_for
        self.text, self.sentences = document.text, reading.sentences
        self.starts = sentence_starts(document.text)
        told = Counter(
            (name, s.affiliation) for s in reading.statements if s.affiliation for name in s.speakers
        )
        # The affiliation told most often, then the last in order: one answer whatever the order of records.
        self.told = {name: of for (name, of), _ in sorted(told.items(), key=lambda x: (x[1], x[0]))}
        roles = Counter(
            (name, s.speaker_role) for s in reading.statements if s.speaker_role for name in s.speakers
        )
        self.roles = {name: role for (name, role), _ in sorted(roles.items(), key=lambda x: (x[1], x[0]))}

    def statement(self, s: Statement) -> Draft:
        """Return the act of a statement."""
        first, last, dated = act_days(s.said_on, self.document.published)
        act = ReportedAct(
            place=UNPLACED,
            document=self.document.id,
            record_kind=RecordKind.STATEMENT,
            record=s.id,
            kind=OF_ACT[s.act],
            principals=self._principals(s.speakers, s.affiliation),
            actors=s.speakers,
            towards=s.addressees,
            act=s.act,
            issues=s.issues,
            stance=s.stance,
            status="",
            quote=s.quote,
            text=" ".join(e.exact for e in s.quote),
            zone=s.zone,
            first_day=first,
            last_day=last,
            dated=dated,
            published=self.document.published,
            outlet=self.document.outlet,
            condition=s.condition,
            via=s.via,
            unnamed=_unnamed(s.speakers),
            vector=self._vector(s.quote),
            confidence=s.confidence.get("record", 1.0),
            cue=s.cue,
            relations=s.relations,
            around=self._around((*s.quote, *s.cue)),
            role=self._role(s),
            stance_confidence=s.confidence.get("stance", 1.0),
        )
        spans = (_hull(s.quote), _hull((*s.quote, *s.cue)), _hull((*s.quote, *s.speaker_text)))
        return Draft(act, spans, self.document.digest)

    def commitment(self, c: Commitment, s: Statement | None) -> Draft:
        """Return the act of a commitment, with what a statement that carries it says of act and relay."""
        first, last, dated = act_days(s.said_on if s else None, self.document.published)
        party = () if c.party == UNDECIDED else (c.party,)
        act = ReportedAct(
            place=UNPLACED,
            document=self.document.id,
            record_kind=RecordKind.COMMITMENT,
            record=c.id,
            kind=OF_STATUS.get(c.status, EntryKind.COMMITMENT),
            principals=self._principals(party, None),
            actors=party,
            towards=() if c.beneficiary in (None, UNDECIDED) else (str(c.beneficiary),),
            act="",
            issues=() if c.measure == UNDECIDED else (c.measure,),
            stance=UNDECIDED,
            status=c.status,
            quote=c.quote,
            text=" ".join(e.exact for e in c.quote),
            zone=c.zone,
            first_day=first,
            last_day=last,
            dated=dated,
            published=self.document.published,
            outlet=self.document.outlet,
            condition=c.condition,
            quantities=tuple(map(_bounds, c.quantities)),
            unnamed=_unnamed(party),
            statement=s.id if s else None,
            vector=self._vector(c.quote),
            confidence=c.confidence.get("record", 1.0),
            trigger=c.trigger,
            due=c.due,
            around=self._around((*c.quote, *(s.cue if s else ()))),
            quantity_text=tuple(q.text for q in c.quantities),
            due_text=c.due_text,
            legal_form=c.legal_form or "",
            legal_form_text=c.legal_form_text,
            approval=c.approval,
            approval_text=c.approval_text,
            members_named=c.members_named,
        )
        if s is not None:
            condition = c.condition or s.condition
            act = replace(
                act, via=s.via, cue=s.cue, relations=s.relations, stance=s.stance, condition=condition
            )
            act = replace(act, role=self._role(s), stance_confidence=s.confidence.get("stance", 1.0))
            act = replace(act, sayers=s.speakers, sayers_for=self._principals(s.speakers, s.affiliation))
            if s.act in CARRIED:
                act = replace(act, act=s.act)
        spans = (
            _hull((*c.party_text, c.trigger)),
            _hull(c.quote),
            _hull((c.trigger,)),
            _hull((*c.quote, *c.party_text)),
        )
        return Draft(act, spans, self.document.digest)

    def event(self, e: Event) -> Draft:
        """Return the act of an event; its ``due`` is the date as the text gives it, partial as it may be."""
        first, last, dated = act_days(e.date, self.document.published)
        act = ReportedAct(
            place=UNPLACED,
            document=self.document.id,
            record_kind=RecordKind.EVENT,
            record=e.id,
            kind=EntryKind.EVENT,
            principals=self._principals(e.participants, None),
            actors=e.participants,
            towards=(),
            act="",
            issues=(f"event:{e.kind}",),
            stance=UNDECIDED,
            status=e.status,
            quote=e.quote,
            text=" ".join(x.exact for x in e.quote),
            zone=e.zone,
            first_day=first,
            last_day=last,
            dated=dated,
            published=self.document.published,
            outlet=self.document.outlet,
            quantities=tuple(map(_bounds, e.quantities)),
            via=e.reported_by,
            vector=self._vector(e.quote),
            confidence=e.confidence.get("record", 1.0),
            trigger=e.trigger,
            due=e.date,
            due_text=e.date_text,
            place_name=e.place,
            around=self._around(e.quote),
            quantity_text=tuple(q.text for q in e.quantities),
        )
        spans = (
            _hull((*e.quote, e.trigger)),
            _hull((e.trigger,)),
            _hull((*e.quote, *e.date_text, *e.place_text)),
        )
        return Draft(act, spans, self.document.digest)

    def _principals(self, names: Sequence[str], affiliation: str | None) -> tuple[str, ...]:
        """Return who answers for what these actors do: what they speak for, else they themselves.

        Nobody is known to answer for what an outlet says (it may pass on others' words), or somebody unnamed
        who speaks for nobody.
        """
        one = affiliation if len(names) == 1 else None
        found = (one or self.speaks_for(name) for name in names)
        return tuple(dict.fromkeys(name for name in found if not is_unnamed(name) and not self._outlet(name)))

    def _role(self, s: Statement) -> str:
        """Return in what capacity a statement is made: as it tells, else as the document tells elsewhere."""
        if s.speaker_role or len(s.speakers) != 1:
            return s.speaker_role or ""
        return self.roles.get(s.speakers[0], "")

    def speaks_for(self, name: str) -> str:
        """Return whom an actor speaks for; itself where that is not known."""
        return self.told.get(name) or self.answers_for(name) or name

    def _outlet(self, name: str) -> bool:
        """Tell whether a name is that of an outlet: this one, one that it cites, or one by its words."""
        cited = [c.outlet for c in self.document.cites]
        here = [outlet for outlet in (self.document.outlet, *cited) if outlet]
        return is_known_outlet(name) or outlet_like(name) or any(one_actor(name, outlet) for outlet in here)

    def _vector(self, quote: Sequence[Evidence]) -> bytes:
        """Return the mean of the vectors of the sentences that a quote touches."""
        touched = [
            np.frombuffer(s.vector, np.int8).astype(np.float64)
            for s in self.sentences
            if any(s.span.start < e.end and e.start < s.span.end for e in quote)
        ]
        if not touched:
            return b""
        mean = np.mean(touched, axis=0)
        length = float(np.linalg.norm(mean))
        return np.rint(mean / length * 127).astype(np.int8).tobytes() if length else b""

    def _around(self, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """Return the sentences in which evidence stands, each once."""
        found: dict[int, Span] = {}
        for e in evidence:
            at = max(bisect_right(self.starts, e.start) - 1, 0)
            while at < len(self.starts) and self.starts[at] < e.end:
                end = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.text)
                words = self.text[self.starts[at] : end].rstrip()
                if words:
                    found[self.starts[at]] = Span(self.starts[at], self.starts[at] + len(words))
                at += 1
        return tuple(Evidence.at(self.text, span) for _, span in sorted(found.items()))


def _unnamed(names: Iterable[str]) -> bool:
    """Tell whether nobody among the actors is named."""
    listed = list(names)
    return bool(listed) and all(name.startswith("anon:") for name in listed)


def _bounds(q: Quantity) -> tuple[str, float | None, float | None]:
    return (q.unit or q.kind.value, q.least, q.most)


def _hull(evidence: Sequence[Evidence]) -> Span:
    return Span(min(e.start for e in evidence), max(e.end for e in evidence))
