"""Relations on sentences written for it: precision 0.98, recall 0.97 over all of them.

The last 22 were written when the rules stood; on these alone, before mending: precision 0.83, recall 0.77.
"""

from __future__ import annotations

from pathlib import Path

from onrecord.coding.relations import relations
from onrecord.model import Relation, Span

ROWS = [
    row.split("\t")
    for row in Path(__file__).with_name("relations.tsv").read_text("utf-8").splitlines()
    if row and not row.startswith("#")
]


def found(sentence: str) -> tuple[Relation, ...]:
    return relations(sentence, Span(0, len(sentence)))


def right(kind: str, left: str, other: str, hit: Relation) -> bool:
    return (
        hit.kind.value == kind
        and left.lower() in hit.left.exact.lower()
        and other.lower() in hit.right.exact.lower()
    )


def test_precision_and_recall() -> None:
    true = wrong = missed = 0
    for kind, left, other, sentence in ROWS:
        hits = found(sentence)
        good = any(right(kind, left, other, h) for h in hits)
        true += good
        wrong += len(hits) - good
        missed += kind != "-" and not good
    assert len(ROWS) >= 60
    assert true / (true + wrong) >= 0.95
    assert true / (true + missed) >= 0.95
