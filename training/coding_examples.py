"""Turn coded articles and coded attributions into targets for the coding heads.

Three sources: the invented articles of coded/ (everything coded), PolNeAR attributions and attributions
found in the synthetic stories, both coded by act, stance and addressee in coded/attributions.tsv (places
only, no text). What a source does not code is IGNORED.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

import coded_records
from coded import Coded, folder
from coded_records import RecordTargets, Row
from held_out import held_out
from onrecord.encoder.labels import ACTS, ISSUES, MARK_TAGS, MARKS, NO_STATEMENT, STANCES
from onrecord.encoder.tokens import SEP, Pieces
from onrecord.model import Span
from onrecord.text.sentences import sentence_starts
from polnear import IGNORED, Labelled, Quote, _covered, _mark, _repair, articles, label

Ints = npt.NDArray[np.int64]
STORIES = "gpt_synthetic_events_2023-10-19_19.csv"


@dataclass(frozen=True)
class Item:
    """Hold one attribution's codes: its pieces and its classes (IGNORED where not coded)."""

    cue: Ints
    content: Ints
    act: int
    stance: int
    issue: int = IGNORED


@dataclass(frozen=True)
class CodingExample:
    """Hold one text's targets: ``labelled.role`` for the head ``tags``, ``coded`` for that of its name."""

    labelled: Labelled
    coded: Ints
    marks: Ints
    items: tuple[Item, ...]
    records: RecordTargets


def _at(p: Pieces, spans: Iterable[tuple[int, int]]) -> Ints:
    found = [_covered(p, a, b) for a, b in spans]
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def _no_roles(x: Labelled) -> Labelled:
    nothing = np.full(len(x.pieces), IGNORED, np.int64)
    return Labelled(x.name, x.pieces, nothing, x.mention, nothing, nothing)


def from_articles(path: Path) -> list[CodingExample]:
    """Return the invented articles: spans, links, marks, codes, commitments and events."""
    records = coded_records.read(path / "records.tsv")
    return [example(a.name, a.text, a.statements, records.get(f"coded/{a.name}")) for a in folder(path)]


def example(
    name: str, text: str, statements: Sequence[Coded], records: Sequence[Row] | None = None
) -> CodingExample:
    """Label one fully coded article."""

    def pairs(spans: Iterable[Span]) -> list[tuple[int, int]]:
        return sorted((s.start, s.end) for s in spans)

    quotes = [Quote(pairs(s.source), pairs(s.cue), pairs(s.quote)) for s in statements]
    x = _nearest_links(label(name, text, quotes, None), quotes)
    p = x.pieces
    marks = np.zeros(len(p), np.int64)
    for s in statements:
        for kind, spans in zip(MARKS, (s.to, s.condition), strict=True):
            for a, b in pairs(spans):
                _mark(marks, _covered(p, a, b), MARKS.index(kind))
    marks = _repair(marks, len(MARK_TAGS))
    marks[p.ids == SEP] = IGNORED
    items = tuple(
        Item(
            _at(p, pairs(s.cue)),
            _at(p, pairs(s.quote)),
            ACTS.index(s.act.value),
            STANCES.index(s.stance.value),
            ISSUES.index(s.issues[0]),
        )
        for s in statements
    )
    # PolNeAR's habits and the manual's differ: these articles teach the manual's head alone.
    nothing = np.full(len(p), IGNORED, np.int64)
    apart = Labelled(name, p, nothing, nothing, x.to_cue, x.to_source)
    return CodingExample(apart, x.role, marks, items, coded_records.targets(p, records))


def _nearest_links(x: Labelled, quotes: Sequence[Quote]) -> Labelled:
    """Point each content at its nearest cue and each cue at its nearest source: a record may join several.

    ``label`` points at the first, as PolNeAR has but one; pointers that learn that overlook nearer cues.
    """
    to_cue, to_source = x.to_cue.copy(), x.to_source.copy()
    for quote in quotes:
        for target, rows, aims in ((to_cue, quote.content, quote.cue), (to_source, quote.cue, quote.source)):
            for a, b in rows if len(aims) > 1 else ():
                near = min(aims, key=lambda s: max(a - s[1], s[0] - b))
                aim = _covered(x.pieces, *near)
                if len(aim):
                    target[_covered(x.pieces, a, b)] = aim[0]
    return replace(x, to_cue=to_cue, to_source=to_source)


def from_attributions(
    shared: Path, files: Sequence[Path], silver: Mapping[str, list[tuple[int, int, str]]] | None = None
) -> list[CodingExample]:
    """Return PolNeAR train whole, and the synthetic stories, with the codes that the files hold.

    ``silver`` has the names of the texts (silver_mentions.py); without it no names are taught.
    """
    names = silver or {}
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for file in (f for f in files if f.name != "records.tsv"):
        lines = file.read_text(encoding="utf-8").splitlines()
        for row in csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t"):
            rows[row["text"]].append(row)
    out = []
    records: dict[str, list[Row]] = {}
    for file in files:
        if file.name == "records.tsv":
            records = coded_records.read(file)
    for name, text, quotes in articles(shared / "corpora/polnear/train"):
        x = label(name, text, quotes, names.get(f"train/{name}"))
        doc = f"polnear/{name}"
        out.append(_with_codes(x, text, rows.get(doc, []), records.get(doc)))
    told = stories(shared)
    for doc in sorted({*rows, *records}):
        if doc.startswith("syn/"):
            text = told[int(doc.removeprefix("syn/"))]
            x = _no_roles(label(doc, text, [], None))
            out.append(_with_codes(x, text, rows.get(doc, []), records.get(doc)))
    return out


def stories(shared: Path) -> list[str]:
    """Return the texts of the synthetic stories."""
    csv.field_size_limit(10**8)
    with zipfile.ZipFile(shared / "corpora/synthetic_events.csv.zip").open(STORIES) as file:
        return [row["text"] for row in csv.DictReader(io.TextIOWrapper(file, encoding="utf-8"))]


def _pairs(value: str) -> list[tuple[int, int]]:
    return [(int(a), int(b)) for a, b in (span.split("-") for span in value.split())]


def _with_codes(
    x: Labelled, text: str, rows: Sequence[dict[str, str]], records: Sequence[Row] | None
) -> CodingExample:
    p = x.pieces
    marks = np.full(len(p), IGNORED, np.int64)
    starts = sentence_starts(text)
    items = []
    for row in rows:
        cue, content = (_at(p, _pairs(row[k])) for k in ("cue", "content"))
        act = NO_STATEMENT if row["act"] == "x" else ACTS.index(row["act"])
        stance = STANCES.index(row["stance"]) if row["stance"] else IGNORED
        is_told = row["issue"] and row["text"] not in held_out()
        items.append(Item(cue, content, act, stance, ISSUES.index(row["issue"]) if is_told else IGNORED))
        _mark_addressees(marks, p, starts, row)
    marks[p.ids == SEP] = IGNORED
    nothing = np.full(len(p), IGNORED, np.int64)
    known = None if x.name in held_out() or f"polnear/{x.name}" in held_out() else records
    return CodingExample(x, nothing, marks, tuple(items), coded_records.targets(p, known))


def _mark_addressees(marks: Ints, p: Pieces, starts: Sequence[int], row: dict[str, str]) -> None:
    """Mark a coded attribution's addressee, and its cue's sentence as looked through."""
    for a, b in _pairs(row["cue"]):
        first = max((s for s in starts if s <= a), default=0)
        last = min((s for s in starts if s >= b), default=int(p.ends[-1]))
        here = _covered(p, first, last)
        here = here[marks[here] == IGNORED]
        marks[here] = 0
    for a, b in _pairs(row["addressee"]):
        _mark(marks, _covered(p, a, b), MARKS.index("addressee"))
