"""Name the coded texts that the encoder is not trained on: what is fitted behind it is fitted there as well.

``coded/held_out.txt`` lists synthetic stories and PolNeAR articles whose issues, commitments and events are
coded, and which ``coding_examples`` leaves out. Their attributions, acts and stances are still learnt.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "coded/held_out.txt"


@cache
def held_out() -> frozenset[str]:
    """Return the names of the texts, as in coded/*.tsv."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
