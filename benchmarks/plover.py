"""Measure acts against PLOVER's gold standard records: sentences with the words of one event each.

usage: python benchmarks/plover.py [--smoke] [--errors]

Each record's sentence is read and coded like an article; of the statements found, the one whose words
overlap the record's eventText most gives the class, and none where no word overlaps. Likelihoods that leave
unlikely statements out of an article are not applied: the records say that there is an event. A measure
only, never for training.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping

from _setting import conditions, digest, shared
from onrecord.coding.acts import code_act, features
from onrecord.encoder.session import Encoder
from onrecord.model import UNDECIDED, Act, Attribution

WORD = re.compile(r"\w+")


def overlap(text: str, a: Attribution, event: Counter[str]) -> int:
    """Count the words of an event that an attribution's cue and content hold."""
    own = Counter(w.lower() for s in (*a.cue, *a.content) for w in WORD.findall(s.of(text)))
    return (own & event).total()


def event_class(record: Mapping[str, str], found: list[Attribution]) -> str | None:
    """Return the PLOVER class of the act that the record's event words belong to."""
    text = record["text"]
    event = Counter(w.lower() for w in WORD.findall(record["eventText"]))
    scored = [(overlap(text, a, event), len(a.cue) > 0, -i) for i, a in enumerate(found)]
    best = max(scored, default=(0, False, 0))
    if not best[0]:
        return None
    a = found[-best[2]]
    cue, content = (" ".join(s.of(text) for s in part) for part in (a.cue, a.content))
    act = code_act(features(cue, content, a.codes)).value
    return None if act == UNDECIDED else Act(act).plover


def main() -> int:
    """Predict and score."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--smoke", action="store_true", help="ten records: does it run?")
    parser.add_argument("--errors", action="store_true", help="print each wrong record")
    o = parser.parse_args()
    data = shared()
    if data is None:
        print("skipped: the PLOVER records are not here")
        return 0
    path = data / "corpora/plover_gsr_dev.json"
    records = json.loads(path.read_text(encoding="utf-8"))[: 10 if o.smoke else None]
    encoder = Encoder(1)
    found = [r.attributions for r in encoder.read([r["text"] for r in records])]
    rows = [{"id": r["id"], "event": event_class(r, f)} for r, f in zip(records, found, strict=True)]
    if o.errors:
        for r, f, row in zip(records, found, rows, strict=True):
            spans = [([s.of(r["text"]) for s in a.cue], [s.of(r["text"]) for s in a.content]) for a in f]
            print(r["event"], row["event"], "|", r["eventText"], "|", r["text"], "|", spans)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write("".join(json.dumps(row) + "\n" for row in rows))
        file.flush()
        subprocess.run([sys.executable, str(data / "tools/plover_eval.py"), str(path), file.name], check=True)
    print(f"{encoder.name}; {conditions(digest([path]))}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
