"""Make statements of drafts: every field of the coding manual, with its words or undecided with a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.actors.base import Base
from onrecord.codebook.matcher import matcher
from onrecord.codebook.records import Codebook
from onrecord.coding.acts import Choice, code_act, code_stance, features
from onrecord.coding.addressees import Addressees, addressees
from onrecord.coding.conditions import conditions
from onrecord.coding.confidence import confidences
from onrecord.coding.issues import IssueCoding, issues
from onrecord.coding.meaning import Floats, SentenceVectors, likeness
from onrecord.coding.relations import relations
from onrecord.coding.relay import Relay, relays
from onrecord.coding.said_on import SaidOn, day_of, said_on
from onrecord.coding.speaker_role import InRole, introductions, speaker_role
from onrecord.coding.speakers import Speakers, code
from onrecord.coding.surroundings import Surroundings
from onrecord.model import (
    UNDECIDED,
    Attribution,
    Document,
    Evidence,
    Mark,
    Relation,
    Span,
    Stance,
    Statement,
)
from onrecord.reading.statements import Draft, Drafted


@dataclass(frozen=True, slots=True)
class _Codes:
    """Hold the codes of the states that a base knows."""

    base: Base

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and self.base.code_known(code)


@dataclass(frozen=True, slots=True)
class Fields:
    """Hold what was coded of one draft."""

    who: Speakers
    role: InRole | None
    act: Choice
    stance: Choice
    issues: IssueCoding
    to: Addressees
    condition: tuple[Span, ...]
    said_on: SaidOn | None
    relay: Relay
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Hold what a document is coded with: the issues, their meanings as vectors, and the base of actors."""

    codebook: Codebook
    centres: Floats  # meaning.issue_vectors(...).centres()
    base: Base


def statements(
    document: Document,
    drafted: Drafted,
    marks: Sequence[Mark],
    vectors: SentenceVectors,
    known: Knowledge,
    around: Surroundings | None = None,
) -> tuple[Statement, ...]:
    """Return the statements of a document's drafts, in their order; marks and vectors are the encoder's."""
    coded = code_drafts(document, drafted, marks, vectors, known, around)
    return tuple(
        _statement(document, d, f) for d, f in zip(drafted.drafts, coded, strict=True) if not d.carries
    )


def code_drafts(
    document: Document,
    drafted: Drafted,
    marks: Sequence[Mark],
    vectors: SentenceVectors,
    known: Knowledge,
    around: Surroundings | None = None,
) -> list[Fields]:
    """Code every field of every draft; the time grows with the text, not its square.

    ``around`` is the article's surroundings where they are known already.
    """
    text, codebook, base = document.text, known.codebook, known.base
    found = [d.attribution for d in drafted.drafts]
    day = day_of(document)
    around = around or Surroundings(text, drafted.casting, base, day)
    who = code(text, found, [d.naming for d in drafted.drafts], around)
    names = [w.speakers for w in who]
    described = [features(_words(text, a.cue), _words(text, a.content), a.codes) for a in found]
    acts = [code_act(x) for x in described]
    through = relays(text, found, names, document.outlet)
    whose = [(*n, *r.names) for n, r in zip(names, through, strict=True)]
    like = likeness(found, vectors, known.centres)
    return [
        Fields(
            who=w,
            role=_role(text, a, w, base, document.outlet),
            act=act,
            stance=_with_condition(code_stance(x), condition),
            issues=issue,
            to=to,
            condition=condition,
            said_on=said,
            relay=relay,
            relations=_relations(text, a, codebook),
        )
        for a, w, x, act, issue, to, condition, said, relay in zip(
            found,
            who,
            described,
            acts,
            issues(text, found, document.zones, codebook, like),
            addressees(text, found, acts, names, marks, drafted.mentions, around),
            [conditions(text, a) for a in found],
            said_on(text, found, whose, day, document.zones),
            through,
            strict=True,
        )
    ]


def _words(text: str, spans: Iterable[Span]) -> str:
    return " ".join(s.of(text) for s in spans)


UNDER_A_CONDITION = 0.65
"""Share of statements with a condition whose stance was left open that are conditional: 7 of 11 in gold/."""


def _with_condition(stance: Choice, condition: Sequence[Span]) -> Choice:
    """Take a stance that was left open for conditional where the words state a condition."""
    if stance.value != UNDECIDED or not condition:
        return stance
    return Choice(Stance.CONDITIONAL.value, UNDER_A_CONDITION)


def _role(text: str, a: Attribution, who: Speakers, base: Base, outlet: str | None) -> InRole | None:
    if not who.speakers:
        return None
    phrases = list(a.source)
    for mention in who.mentions[:1]:
        phrases += [mention, *introductions(text, mention)]
    return speaker_role(text, who.speakers, phrases, _Codes(base), outlet)


def _relations(text: str, a: Attribution, codebook: Codebook) -> tuple[Relation, ...]:
    """Return the relations that a content states, with the issue of either side where its words name one."""
    out: dict[tuple[int, int], Relation] = {}
    for span in a.content:
        for r in relations(text, span):
            left, right = (_named_issue(side.exact, codebook) for side in (r.left, r.right))
            out[r.cue.start, r.cue.end] = replace(r, left_issue=left, right_issue=right)
    return tuple(out.values())


def _named_issue(words: str, codebook: Codebook) -> str | None:
    """Return the issue that a few words name: that of their first strong cue, else of their first."""
    hits = sorted(matcher(codebook).hits(words), key=lambda h: (not h.is_strong, h.start))
    return hits[0].issue if hits else None


def _statement(document: Document, d: Draft, f: Fields) -> Statement:
    text, a = document.text, d.attribution
    marks = ",".join(f"{s.start}-{s.end}" for s in a.content)

    def evidence(spans: Sequence[Span]) -> tuple[Evidence, ...]:
        return tuple(Evidence.at(text, s) for s in spans)

    return Statement(
        id=hashlib.sha256(f"{document.id} {marks}".encode()).hexdigest()[:16],
        document_id=document.id,
        quote=evidence(a.content),
        cue=evidence(a.cue),
        speaker_text=evidence(a.source),
        speakers=f.who.speakers,
        speaker_mentions=evidence(f.who.mentions),
        directness=d.direct,
        zone=d.zone,
        via=f.relay.names,
        via_text=evidence(f.relay.spans),
        affiliation=f.who.affiliation,
        speaker_role=f.role.role if f.role else None,
        act=f.act.value,
        addressees=f.to.forms,
        addressee_text=evidence(f.to.spans),
        issues=f.issues.ids,
        stance=f.stance.value,
        condition=evidence(f.condition),
        said_on=f.said_on.edtf if f.said_on else None,
        said_on_text=evidence(f.said_on.spans) if f.said_on else (),
        relations=f.relations,
        undecided=_reasons(f),
        confidence=_confidence(d, f),
    )


def _reasons(f: Fields) -> dict[str, str]:
    """Say for each field that was left open why."""
    out: dict[str, str] = {}
    if not f.who.speakers:
        out["speakers"] = f.who.reason
    if f.act.value == UNDECIDED:
        out["act"] = f.act.reason
    if f.stance.value == UNDECIDED:
        out["stance"] = f.stance.reason
    if not f.issues.ids:
        out["issues"] = f.issues.reason or ""
    return out


_BY_RULE = 0.7
"""Raw score of a field that a rule gives, before it is calibrated."""


def _confidence(d: Draft, f: Fields) -> dict[str, float]:
    """Return how sure each given field is, calibrated; what is undecided or absent has none.

    The raw score of a field is that of the record times its own: both have to be right.
    """
    cue = d.attribution.confidence.get("cue", 0.0)
    given: list[tuple[str, bool, float]] = [
        ("speaker", bool(f.who.speakers), f.who.confidence),
        ("act", f.act.value != UNDECIDED, f.act.confidence),
        ("stance", f.stance.value != UNDECIDED, f.stance.confidence),
        ("issue", bool(f.issues.ids), f.issues.confidence),
        ("addressees", bool(f.to.forms), f.to.confidence),
        ("said_on", f.said_on is not None, f.said_on.confidence if f.said_on else 0.0),
        ("via", bool(f.relay.names), f.relay.confidence),
        ("speaker_role", f.role is not None, f.role.confidence if f.role else 0.0),
        ("affiliation", f.who.affiliation is not None, f.who.confidence),
        ("directness", True, 1.0),
        ("cue", bool(d.attribution.cue), cue),
        ("condition", bool(f.condition), _BY_RULE),
    ]
    record = min(1.0, d.record)
    raw = {field: record * min(1.0, score) for field, there, score in given if there}
    return confidences("statement", {"record": record, **raw})
