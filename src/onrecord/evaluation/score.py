"""Score codings of articles against gold codings, both in the manual's JSON.

Every record needs its verbatim evidence: without it nothing matches. What is undecided is never right;
it is shown as the share decided. Statements are matched one to one where the word multisets of the quotes
have a Jaccard of at least 0.5; "full record" asks for speaker, act and issue as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.evaluation.compare import (
    listed,
    same_actor,
    same_words,
    shared_actors,
    tokens,
    words,
)
from onrecord.evaluation.judgements import commitment_rights, matched, statement_rights
from onrecord.evaluation.match import (
    Coding,
    Likeness,
    Record,
    commitment_likeness,
    event_likeness,
    statement_likeness,
)
from onrecord.evaluation.tally import Scores, Tally

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


def score(pairs: Iterable[tuple[Coding, Coding]]) -> Scores:
    """Score (gold, predicted) codings of the same articles, pooled."""
    return pooled(counts(gold, predicted) for gold, predicted in pairs)


def counts(gold: Coding, predicted: Coding) -> Tally:
    """Count the hits of one article; articles counted once can be pooled in many ways."""
    tally = Tally()
    _statements(tally, gold["statements"], predicted.get("statements") or [])
    _commitments(tally, gold.get("commitments") or [], predicted.get("commitments") or [])
    _events(tally, gold.get("events") or [], predicted.get("events") or [])
    _document(tally, gold.get("document") or {}, predicted.get("document") or {})
    return tally


def pooled(tallies: Iterable[Tally]) -> Scores:
    """Score what was counted over some articles."""
    total = Tally()
    for tally in tallies:
        total.add(tally)
    return total.scores(MEASURES)


def _statements(tally: Tally, gold: Sequence[Record], predicted: Sequence[Record]) -> None:
    pairs = _hits(gold, predicted, statement_likeness)
    tally.add_set("statements", len(pairs), len(predicted), len(gold))
    full = sum(_statement_fields(tally, g, p) for g, p in pairs)
    tally.add_set("full record", full, len(predicted), len(gold))
    for name in ("addressees", "via"):
        hits = sum(shared_actors(g.get(name), p.get(name)) for g, p in pairs)
        tally.add_set(name, hits, _values(predicted, name), _values(gold, name))
    conditions = sum(same_words(g.get("condition"), p.get("condition")) for g, p in pairs)
    tally.add_set("conditions", conditions, _filled(predicted, "condition"), _filled(gold, "condition"))
    days = sum(_same_filled(g, p, "said_on") for g, p in pairs)
    tally.add_set("said_on", days, _filled(predicted, "said_on"), _filled(gold, "said_on"))


def _hits(
    gold: Sequence[Record], predicted: Sequence[Record], likeness: Likeness
) -> list[tuple[Record, Record]]:
    """Return the (gold, predicted) records that match, in the order of the predictions."""
    return [(g, p) for g, p in matched(gold, predicted, likeness) if g is not None]


def _statement_fields(tally: Tally, gold: Record, predicted: Record) -> bool:
    """Count the fields of a matched statement; return whether speaker, act and issue are all right."""
    right = statement_rights(gold, predicted)
    for name, key in (("speaker", "speakers"), ("act", "act"), ("issue", "issues"), ("stance", "stance")):
        tally.add_field(name, right[name], bool(listed(predicted.get(key))))
    tally.add_field("directness", gold.get("directness") == predicted.get("directness"))
    tally.add_field("cue", same_words(gold.get("cue"), predicted.get("cue")))
    if gold["speakers"] and _is_pronoun(gold.get("speaker_text")):
        tally.add_field("speaker where the text has a pronoun", right["speaker"])
    _actor_field(tally, "affiliation", gold.get("affiliation"), predicted.get("affiliation"))
    return right["speaker"] and right["act"] and right["issue"]


def _is_pronoun(speaker_text: object) -> bool:
    return bool(words(speaker_text)) and str(listed(speaker_text)[0]).lower() in PRONOUNS


def _commitments(tally: Tally, gold: Sequence[Record], predicted: Sequence[Record]) -> None:
    pairs = _hits(gold, predicted, commitment_likeness)
    tally.add_set("commitments", len(pairs), len(predicted), len(gold))
    for g, p in pairs:
        tally.add_field("commitment status", commitment_rights(g, p)["status"])
        _actor_field(tally, "commitment beneficiary", g.get("beneficiary"), p.get("beneficiary"))
        for name in ("quantity", "condition"):
            if g.get(name) or p.get(name):
                tally.add_field(f"commitment {name}", same_words(g.get(name), p.get(name)))


def _events(tally: Tally, gold: Sequence[Record], predicted: Sequence[Record]) -> None:
    pairs = _hits(gold, predicted, event_likeness)
    tally.add_set("events", len(pairs), len(predicted), len(gold))
    for g, p in pairs:
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
        tally.add_field(name, same_actor(gold or "-", predicted or "--"))


def _same_filled(gold: Record, predicted: Record, name: str) -> bool:
    return bool(gold.get(name)) and gold.get(name) == predicted.get(name)


def _values(records: Sequence[Record], name: str) -> int:
    return sum(len(listed(record.get(name))) for record in records)


def _filled(records: Sequence[Record], name: str) -> int:
    return sum(bool(listed(record.get(name))) for record in records)
