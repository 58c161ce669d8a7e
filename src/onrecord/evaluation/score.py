"""Score codings of articles against gold codings, both in the manual's JSON.

Every record needs its verbatim evidence: without it nothing matches. What is undecided is never right;
it is shown as the share decided. Statements are matched one to one where the word multisets of the quotes
have a Jaccard of at least 0.5; "full record" asks for speaker, act and issue as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from onrecord.evaluation.compare import (
    half_shared,
    listed,
    same_actor,
    same_words,
    shared_actors,
    tokens,
    words,
)
from onrecord.evaluation.match import (
    Record,
    commitment_likeness,
    event_likeness,
    match,
    statement_likeness,
)
from onrecord.evaluation.tally import Scores, Tally

Coding: TypeAlias = Mapping[str, Any]
"""One article's coding: document, statements, commitments, events."""

MEASURES = (
    "statements",
    "full record",
    "addressees",
    "conditions",
    "said_on",
    "via",
    "commitments",
    "events",
    "document fields",
    "furniture (words)",
    "cites",
    "placeholders (words)",
)
PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "who", "which"})
_DOCUMENT_FIELDS = ("title", "outlet", "byline", "published")
_ISSUES_COUNTED = 2  # the manual asks for the most specific one or two


def score(pairs: Iterable[tuple[Coding, Coding]]) -> Scores:
    """Score (gold, predicted) codings of the same articles, pooled."""
    tally = Tally()
    for gold, predicted in pairs:
        _statements(tally, gold["statements"], predicted.get("statements") or [])
        _commitments(tally, gold.get("commitments") or [], predicted.get("commitments") or [])
        _events(tally, gold.get("events") or [], predicted.get("events") or [])
        _document(tally, gold.get("document") or {}, predicted.get("document") or {})
    return tally.scores(MEASURES)


def _statements(tally: Tally, gold: Sequence[Record], predicted: Sequence[Record]) -> None:
    pairs = match(gold, predicted, statement_likeness)
    tally.add_set("statements", len(pairs), len(predicted), len(gold))
    full = sum(_statement_fields(tally, gold[i], predicted[j]) for i, j in pairs)
    tally.add_set("full record", full, len(predicted), len(gold))
    for name in ("addressees", "via"):
        hits = sum(shared_actors(gold[i].get(name), predicted[j].get(name)) for i, j in pairs)
        tally.add_set(name, hits, _values(predicted, name), _values(gold, name))
    conditions = sum(same_words(gold[i].get("condition"), predicted[j].get("condition")) for i, j in pairs)
    tally.add_set("conditions", conditions, _filled(predicted, "condition"), _filled(gold, "condition"))
    days = sum(_same_filled(gold[i], predicted[j], "said_on") for i, j in pairs)
    tally.add_set("said_on", days, _filled(predicted, "said_on"), _filled(gold, "said_on"))


def _statement_fields(tally: Tally, gold: Record, predicted: Record) -> bool:
    """Count the fields of a matched statement; return whether speaker, act and issue are all right."""
    issues = listed(predicted.get("issues"))
    decided = {name: bool(listed(predicted.get(name))) for name in ("speakers", "act", "stance")}
    speaker = decided["speakers"] and half_shared(gold["speakers"], predicted.get("speakers"))
    act = gold["act"] == predicted.get("act")
    issue = bool(set(gold["issues"]) & set(issues[:_ISSUES_COUNTED]))
    tally.add_field("speaker", speaker, decided["speakers"])
    tally.add_field("act", act, decided["act"])
    tally.add_field("issue", issue, bool(issues))
    tally.add_field("stance", gold.get("stance") == predicted.get("stance"), decided["stance"])
    tally.add_field("directness", gold.get("directness") == predicted.get("directness"))
    tally.add_field("cue", same_words(gold.get("cue"), predicted.get("cue")))
    if gold["speakers"] and _is_pronoun(gold.get("speaker_text")):
        tally.add_field("speaker where the text has a pronoun", speaker)
    _actor_field(tally, "affiliation", gold.get("affiliation"), predicted.get("affiliation"))
    return speaker and act and issue


def _is_pronoun(speaker_text: object) -> bool:
    return bool(words(speaker_text)) and str(listed(speaker_text)[0]).lower() in PRONOUNS


def _commitments(tally: Tally, gold: Sequence[Record], predicted: Sequence[Record]) -> None:
    pairs = match(gold, predicted, commitment_likeness)
    tally.add_set("commitments", len(pairs), len(predicted), len(gold))
    for g, p in ((gold[i], predicted[j]) for i, j in pairs):
        tally.add_field("commitment status", g.get("status") == p.get("status"))
        _actor_field(tally, "commitment beneficiary", g.get("beneficiary"), p.get("beneficiary"))
        for name in ("quantity", "condition"):
            if g.get(name) or p.get(name):
                tally.add_field(f"commitment {name}", same_words(g.get(name), p.get(name)))


def _events(tally: Tally, gold: Sequence[Record], predicted: Sequence[Record]) -> None:
    pairs = match(gold, predicted, event_likeness)
    tally.add_set("events", len(pairs), len(predicted), len(gold))
    for g, p in ((gold[i], predicted[j]) for i, j in pairs):
        tally.add_field("event status", g.get("status") == p.get("status"))
        if g.get("date") or p.get("date"):
            tally.add_field("event date", g.get("date") == p.get("date"))
        if g.get("place") or p.get("place"):
            tally.add_field("event place", same_words(g.get("place"), p.get("place")))


def _document(tally: Tally, gold: Record, predicted: Record) -> None:
    for name in _DOCUMENT_FIELDS:
        g, p = gold.get(name), predicted.get(name)
        tally.add_set("document fields", bool(g and p) and tokens(g) == tokens(p), bool(p), bool(g))
    cited = [[cite.get("outlet") for cite in coding.get("cites") or []] for coding in (gold, predicted)]
    tally.add_set("cites", shared_actors(*cited), len(cited[1]), len(cited[0]))
    for name in ("placeholders", "furniture"):
        a, b = (words(" ".join(coding.get(name) or [])) for coding in (gold, predicted))
        tally.add_set(f"{name} (words)", (a & b).total(), b.total(), a.total())


def _actor_field(tally: Tally, name: str, gold: object, predicted: object) -> None:
    """Count an actor field where either side fills it; filled on one side only is wrong."""
    if gold or predicted:
        tally.add_field(name, bool(gold and predicted) and same_actor(gold, predicted))


def _same_filled(gold: Record, predicted: Record, name: str) -> bool:
    return bool(gold.get(name)) and gold.get(name) == predicted.get(name)


def _values(records: Sequence[Record], name: str) -> int:
    return sum(len(listed(record.get(name))) for record in records)


def _filled(records: Sequence[Record], name: str) -> int:
    return sum(bool(listed(record.get(name))) for record in records)
