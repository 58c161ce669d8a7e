"""Time lineage alone at 1,000 and at 100,000 stored documents, and against datasketch's MinHash LSH alone.

usage: python benchmarks/lineage_speed.py [--stored 100000] [--reports 8] [--smoke]

Readings are given: what is timed is keys, candidates, comparison and the choice of sources, for 1,000
documents that come in batches of 64: the pages of benchmarks/data/lineage (planted copies, rewrites and
traps), read beforehand, among generated ones. The stored ones are generated too, on as many matters as make
REPORTS stored documents on each: what costs is how many tell of one matter. The index is held in memory;
the stored keys in a sorted array, so that 100,000 documents fit. MinHash LSH takes the same documents in the
same run: shingles of three words, 128 permutations, queried and added one after another, at several
thresholds; the one with the best F1 on planted copies and rewrites counts. Its signatures are made in one
call for all shingles of a document (``update_batch``), and, apart, shingle by shingle (``update``), as its
manual shows.
"""

from __future__ import annotations

import argparse
import gc
import json
import re
import statistics
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
from datasketch import MinHash, MinHashLSH

from _distractors import REPORTS, Distractors
from _setting import ROOT, conditions, digest
from onrecord.intake.document import to_document
from onrecord.intake.pages import pages
from onrecord.lineage.keys import keys
from onrecord.lineage.memory import MemoryIndex
from onrecord.lineage.prepared import Prepared
from onrecord.lineage.update import update
from onrecord.model import Given, Material, RawPage
from onrecord.reader import Reader

OWN = ROOT / "benchmarks" / "data" / "lineage"
BATCH = 64
REACH = 2.0
THRESHOLDS = (0.2, 0.3, 0.5, 0.7)


class Stored(MemoryIndex):
    """Hold the keys of many generated documents in one sorted array, further ones in dictionaries."""

    def __init__(self, distractors: Distractors, count: int) -> None:
        super().__init__()
        self._made = distractors
        parts: list[np.ndarray] = []
        self._ids: list[str] = []
        self._number: dict[str, int] = {}
        for number in range(count):
            prepared = Prepared(distractors.material(number))
            held = np.fromiter(keys(prepared), dtype=np.int64)
            parts.append(np.stack([held, np.full(len(held), number)]))
            self._ids.append(prepared.document.id)
            self._number[prepared.document.id] = number
        every = np.concatenate(parts, axis=1) if parts else np.zeros((2, 0), dtype=np.int64)
        order = np.argsort(every[0], kind="stable")
        self._sorted, self._of = every[0][order], every[1][order].astype(np.int32)

    def keys(self, document_ids: Collection[str]) -> Mapping[str, frozenset[int]]:
        """Return the keys of documents; those of generated ones are made again."""
        out = dict(super().keys(document_ids))
        for d in document_ids:
            if d in self._number:
                out[d] = keys(Prepared(self._made.material(self._number[d])))
        return out

    def holders(self, keys: Collection[int], limit: int) -> Mapping[int, tuple[str, ...]]:
        """Return the documents that hold each key."""
        out = dict(super().holders(keys, limit))
        asked = np.fromiter(keys, dtype=np.int64)
        first, last = (np.searchsorted(self._sorted, asked, side=s) for s in ("left", "right"))
        for n in np.flatnonzero(last > first).tolist():
            key = int(asked[n])
            stored = [self._ids[i] for i in self._of[first[n] : min(last[n], first[n] + limit + 1)].tolist()]
            out[key] = tuple(sorted([*out.get(key, ()), *stored])[: limit + 1])
        return out

    def material(self, document_ids: Collection[str]) -> Mapping[str, Material]:
        """Return documents; generated ones are made again."""
        out = dict(super().material(document_ids))
        out.update((d, self._made.material(self._number[d])) for d in document_ids if d in self._number)
        return out


def planted(limit: int | None) -> dict[str, Material]:
    """Read the pages of the lineage families."""
    outlets = json.loads((OWN / "outlets.json").read_text(encoding="utf-8"))
    found = [p for p in pages(sorted(str(p) for p in OWN.glob("b*.txt"))[:limit]) if isinstance(p, RawPage)]
    documents = [to_document(replace(p, given=Given(outlet=outlets[p.name]))) for p in found]
    readings = Reader(1).read(documents)
    return {
        p.name: Material(d, r.sentences, r.mentions)
        for p, d, r in zip(found, documents, readings, strict=True)
    }


def mixed(known: Mapping[str, Material], distractors: Distractors, count: int) -> list[Material]:
    """Put the planted pages among generated ones, in the order of their ids."""
    filler = [distractors.material(10**8 + n) for n in range(count - len(known))]
    return sorted([*known.values(), *filler], key=lambda m: m.document.id)


def ours(index: MemoryIndex, new: Sequence[Material]) -> tuple[float, set[frozenset[str]]]:
    """Return seconds and the copies and rewrites that lineage gives."""
    index.take(new)
    ids = [m.document.id for m in new]
    found: dict[str, set[frozenset[str]]] = {}
    gc.collect()
    start = time.process_time()
    for first in range(0, len(ids), BATCH):
        change = update(index, ids[first : first + BATCH])
        found.update((d, set()) for d in change.documents)
        for each in change.derivations:
            if each.kind.value in ("copy", "rewrite"):
                found[each.derived].add(frozenset((each.source, each.derived)))
    return time.process_time() - start, {pair for pairs in found.values() for pair in pairs}


def minhash(
    new: Sequence[Material], threshold: float, *, batch: bool = True
) -> tuple[float, set[frozenset[str]]]:
    """Return seconds and the pairs that MinHash LSH gives for the same documents."""
    lsh = MinHashLSH(threshold=threshold, num_perm=128)
    found: set[frozenset[str]] = set()
    gc.collect()
    start = time.process_time()
    for material in new:
        words = re.findall(r"\w+", material.document.text.lower())
        signature = MinHash(num_perm=128)
        cut = {" ".join(words[i : i + 3]).encode() for i in range(len(words) - 2)}
        if batch:
            signature.update_batch(cut)
        else:
            for shingle in cut:
                signature.update(shingle)
        found.update(frozenset((other, material.document.id)) for other in lsh.query(signature))
        lsh.insert(material.document.id, signature)
    return time.process_time() - start, found


def f1(found: set[frozenset[str]], known: Mapping[str, Material]) -> tuple[float, float, float]:
    """Return precision, recall and F1 on copies and rewrites; siblings and partial takings do not count."""
    name = {m.document.id: n for n, m in known.items()}
    pairs = json.loads((OWN / "pairs.json").read_text(encoding="utf-8"))
    listed = {frozenset((p["from"], p["to"])): p["relation"] for p in pairs}
    gold = {k for k, r in listed.items() if r in ("copy", "rewrite") and k <= known.keys()}
    named = {frozenset(name.get(d, d) for d in pair) for pair in found}
    hit = len(gold & named)
    false = sum(
        (listed.get(p) in ("independent", "other_event")) if len({n[:3] for n in p}) == 1 else True
        for p in named
    )
    precision, recall = hit / max(hit + false, 1), hit / max(len(gold), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def say(what: str, seconds: float, figures: tuple[float, float, float]) -> None:
    """Print one line of figures."""
    p, r, f = figures
    print(f"{what}: {1000 * seconds:.2f} ms a document, P {p:.3f} R {r:.3f} F1 {f:.3f}", flush=True)


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--stored", type=int, default=100_000)
    parser.add_argument("--reports", type=int, default=REPORTS, help="stored documents on one matter")
    parser.add_argument("--smoke", action="store_true", help="few documents: does it run?")
    o = parser.parse_args()
    few, many, count = (20, 60, 40) if o.smoke else (1_000, o.stored, 1_000)
    known = planted(18 if o.smoke else None)
    new = mixed(known, Distractors.ready(few // o.reports), count)
    ours(MemoryIndex(), new[: min(64, count)])  # warm the caches of words
    print(
        f"{len(new)} documents, {len(known)} of them planted pages, the others generated;"
        f" {o.reports} stored on a matter"
    )
    print(conditions(digest(OWN.glob("b*.txt"))))
    times: dict[int, float] = {}
    best: set[frozenset[str]] = set()
    for stored in (few, many):
        distractors = Distractors.ready(stored // o.reports)
        seconds, found = ours(Stored(distractors, stored), mixed(known, distractors, count))
        times[stored], best = seconds, found
        print(f"lineage at {stored:7,} stored: {1000 * seconds / len(new):6.2f} ms a document", flush=True)
    print(f"ratio {times[many] / times[few]:.2f}  reach at most {REACH}")
    rows = []
    for threshold in THRESHOLDS:
        runs = [minhash(new, threshold) for _ in range(3)]
        rows.append((f1(runs[0][1], known), statistics.median(s for s, _ in runs), threshold))
        say(f"MinHash LSH at {threshold}", rows[-1][1] / len(new), rows[-1][0])
    (_, _, lsh_f1), lsh_seconds, threshold = max(rows)
    plain = statistics.median(minhash(new, threshold, batch=False)[0] for _ in range(3))
    mine = [ours(MemoryIndex(), new) for _ in range(3)]
    seconds, figures = statistics.median(s for s, _ in mine), f1(mine[0][1], known)
    say("lineage, the same documents", seconds / len(new), figures)
    print(f"F1 {figures[2]:.3f} against {lsh_f1:.3f}  reach higher")
    print(
        f"time {seconds / lsh_seconds:.2f} x that of LSH with update_batch, {seconds / plain:.2f} x with"
        f" update  reach at most {REACH}"
    )
    p, r, f = f1(best, known)
    print(f"lineage among {many:,} stored: P {p:.3f} R {r:.3f} F1 {f:.3f}")
    if o.smoke:
        print("smoke run: no figures")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
