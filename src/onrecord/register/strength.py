"""Tell how far the words of a report go: "open to abandoning" is weaker than "agrees to abandon".

The scale is data/strength.yaml. The words that carry the strength are the ones that govern the matter: those
of the cue, then those at the head of the content, one hanging on the other ("would be ready to consider").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from onrecord.model import CommitmentStatus, EntryKind, Evidence, ReportedAct
from onrecord.register.wordings import Family, Hit, scale

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})
_BREAK = re.compile(r"[.;:!?…\n]|,\s(?:and|but|or|which|who|while|although)\b|[\"“”«»()]")
_WORD = re.compile(r"[\w'-]+")
_TOGETHER = re.compile(r"\s*(?:,|and|or|,\s*and)\s*", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:not|no|nor|neither|without|hardly|stop(?:s|ped|ping)? short of|fell short of)\b|n't\b",
    re.IGNORECASE,
)
_NEVER = re.compile(r"\bnever\b", re.IGNORECASE)
_REFUSING = re.compile(
    r"\b(?:refus(?:e|es|ed|ing|al)(?: to)?|declin(?:e|es|ed|ing) to|den(?:y|ies|ied|ying)|"
    r"rul(?:e|es|ed|ing) out)\b",
    re.IGNORECASE,
)
_SUBJECT = 7
"""Words that a subject may take before what governs its clause: "that the government of Ostmere will"."""
_APART = 3
"""Words that may stand between wordings that hang on one another."""
_FAR = 30
"""Words of the content after which a wording governs no longer."""

_FAMILIES = {
    EntryKind.COMMITMENT: "commitment",
    EntryKind.OFFER: "commitment",
    EntryKind.PROPOSAL: "commitment",
    EntryKind.THREAT: "commitment",
    EntryKind.DEMAND: "demand",
    EntryKind.ACCEPTANCE: "acceptance",
    EntryKind.SUPPORT: "acceptance",
    EntryKind.REFUSAL: "refusal",
    EntryKind.DENIAL: "denial",
    EntryKind.ACCUSATION: "criticism",
    EntryKind.WARNING: "claim",
    EntryKind.CLAIM: "claim",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """Hold the words that carry the strength, and where they stand on the scale of their family."""

    words: str  # as the text has them; "" where no word of the scale governs
    strength: float | None  # 0 to 1
    family: str  # "" for kinds without a scale


@dataclass(frozen=True, slots=True)
class _Chain:
    """Hold wordings that hang on one another."""

    hits: tuple[Hit, ...]

    @property
    def start(self) -> int:
        return self.hits[0].start

    @property
    def end(self) -> int:
        return self.hits[-1].end

    @property
    def bare(self) -> bool:
        return all(h.bare for h in self.hits)


def find(act: ReportedAct, kind: EntryKind | None = None) -> tuple[str, float | None]:
    """Return the wording of a report and its strength; ``("", None)`` where no word of the scale governs.

    ``kind`` is the entry's, where the report alone leaves it open.
    """
    taken = act.kind if kind is None else kind
    if act.status == CommitmentStatus.REFUSED:
        taken = EntryKind.REFUSAL
    found = of_text(_joined(act.cue), _joined(act.quote), taken, _trigger_in(act), bool(act.condition))
    return found.words, found.strength


def of_text(cue: str, quote: str, kind: EntryKind, at: int | None = None, condition: bool = False) -> Wording:
    """Return the wording of a cue and a content; ``at`` is where a trigger stands in the content.

    >>> of_text("said", "Ostmere was open to abandoning its bid", EntryKind.OFFER)
    Wording(words='open to', strength=0.38, family='commitment')
    >>> of_text("pledged", "to consider a ban", EntryKind.COMMITMENT).words
    'pledged to consider'
    """
    name = _FAMILIES.get(kind, "")
    if not name:
        return Wording("", None, "")
    family = scale().families[name]
    raw = f"{cue}\n{quote}"
    text, head = raw.translate(_STRAIGHT), len(cue) + 1
    chain = _governing(_chains(text, head, family), text, head, None if at is None else at + head)
    if chain is None:
        return Wording("", None, name)
    negation = _negation(text, chain, name)
    words = " ".join(raw[chain.start if negation is None else negation : chain.end].split())
    if negation is not None:
        return Wording(words, family.negated, name)
    value = _modified(_combined(chain, text, family), text, chain)
    if name in scale().conditioned and (condition or _holds_condition(text, chain)):
        value *= _conditioned()
    return Wording(words, round(value, 3), name)


def _joined(pieces: Sequence[Evidence]) -> str:
    return " ".join(piece.exact for piece in pieces)


def _trigger_in(act: ReportedAct) -> int | None:
    """Return where the trigger stands in the joined quote."""
    before = 0
    for piece in act.quote:
        if act.trigger is not None and piece.start <= act.trigger.start < piece.end:
            return before + act.trigger.start - piece.start
        before += len(piece.exact) + 1
    return None


def _chains(text: str, head: int, family: Family) -> list[_Chain]:
    """Return the wordings of a family in chains; one of the cue goes on at the head of the content."""
    out: list[list[Hit]] = []
    for hit in family.words.hits(text):
        if out and _hang_on(text, out[-1][-1].end, hit.start, head):
            out[-1].append(hit)
        else:
            out.append([hit])
    return [_Chain(tuple(hits)) for hits in out]


def _hang_on(text: str, end: int, start: int, head: int) -> bool:
    between = text[end:start]
    if _BREAK.search(between.strip(" ,\n")):
        return False
    if end < head <= start:
        return _words_in(text[head:start]) <= _SUBJECT
    if "," in between and not _TOGETHER.fullmatch(between):
        return False
    return _words_in(between) <= _APART


def _words_in(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))


def _governing(chains: Sequence[_Chain], text: str, head: int, at: int | None) -> _Chain | None:
    """Return the chain that governs the matter: at the trigger, in the cue, or the first of the content."""
    if at is not None:
        near = [c for c in chains if c.start <= at and _words_in(text[c.end : at]) <= _SUBJECT]
        return near[-1] if near else next((c for c in chains if c.start > at), None)
    strong = [c for c in chains if not c.bare and _words_in(text[head : c.start]) <= _FAR]
    cued = [c for c in strong if c.start < head]
    if cued:
        return cued[-1]
    return strong[0] if strong else next(iter(chains), None)


def _negation(text: str, chain: _Chain, family: str) -> int | None:
    """Return where the word begins that takes the chain back: "has not pledged"."""
    before = text[max(0, chain.start - 60) : chain.start]
    clause = max((m.end() for m in _BREAK.finditer(before)), default=0)
    patterns = [_NOT]
    if family not in ("refusal", "denial"):
        patterns += [_NEVER, _REFUSING]
    for pattern in patterns:
        found = [m for m in pattern.finditer(before, clause) if _words_in(before[m.end() :]) <= _APART]
        if found:
            return chain.start - len(before) + found[-1].start()
    return None


def _combined(chain: _Chain, text: str, family: Family) -> float:
    """Return the value of a chain; of wordings side by side ("ready and willing to") the stronger counts."""
    hits = [h for h in chain.hits if not h.bare] or list(chain.hits[:1])
    values: list[float] = []
    for before, hit in zip([None, *hits], hits, strict=False):
        if before is not None and _TOGETHER.fullmatch(text[before.end : hit.start]):
            values[-1] = max(values[-1], hit.value)
        else:
            values.append(hit.value)
    return prod(values) if family.combine == "product" else min(values)


def _modified(value: float, text: str, chain: _Chain) -> float:
    """Weaken and strengthen a value by the adverbs at its words: "agreed in principle", "firmly rejects"."""
    near = _near(text, chain)
    less, more = scale().weaken.hits(near), scale().strengthen.hits(near)
    value *= min((h.value for h in less), default=1.0)
    return value + (1 - value) * max((h.value for h in more), default=0.0)


def _near(text: str, chain: _Chain) -> str:
    """Return a chain with the words around it that belong to its clause."""
    before, after = text[max(0, chain.start - 60) : chain.start], text[chain.end : chain.end + 60]
    before = before[max((m.end() for m in _BREAK.finditer(before)), default=0) :]
    broken = _BREAK.search(after)
    after = after[: broken.start()] if broken else after
    left = list(_WORD.finditer(before))[-_APART:]
    right = list(_WORD.finditer(after))[: _APART + 1]
    start = chain.start - len(before) + left[0].start() if left else chain.start
    return text[start : chain.end + right[-1].end() if right else chain.end]


def _holds_condition(text: str, chain: _Chain) -> bool:
    return bool(scale().condition.hits(text[chain.end :]))


def _conditioned() -> float:
    return scale().condition.values[0][0]
