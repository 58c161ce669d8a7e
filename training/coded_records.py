"""Read coded/records.tsv: commitments and events of the coded articles, by place, as targets for the encoder.

One row is one record: its trigger, its evidence and the words that fill its other arguments, as places in
code points; ``none`` is an article that was coded and holds no record. Texts are named ``coded/NAME`` (an
invented article), ``syn/N`` (a synthetic story) or ``polnear/NAME``.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onrecord.encoder.labels import ARGUMENTS, ISSUES, KINDS, OF_COMMITMENT, OF_EVENT, STATUSES
from onrecord.encoder.tokens import SEP, Pieces
from polnear import IGNORED, _covered

Ints = npt.NDArray[np.int64]
Row = Mapping[str, str]


@dataclass(frozen=True)
class Triggered:
    """Hold one record's targets: the pieces of its trigger and of each argument that its kind has."""

    trigger: Ints
    arguments: tuple[Ints | None, ...]  # in the order of ARGUMENTS; None: not of this kind
    measure: int  # of ISSUES; IGNORED for events


@dataclass(frozen=True)
class RecordTargets:
    """Hold one text's targets for the heads ``commitments`` and ``events``, and its records."""

    commitments: Ints  # 0: triggers nothing; 1 + status
    events: Ints  # 0; 1 + kind
    planned: Ints  # 0, 1; IGNORED where there is no event
    records: tuple[Triggered, ...]


def read(path: Path) -> dict[str, list[Row]]:
    """Return the rows of each text; a text without records has none."""
    out: dict[str, list[Row]] = defaultdict(list)
    lines = path.read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t"):
        if row["kind"] == "none":
            out[row["text"]] = []
        else:
            out[row["text"]].append(row)
    return dict(out)


def targets(p: Pieces, rows: Sequence[Row] | None) -> RecordTargets:
    """Label a text's pieces; ``None`` for a text whose commitments and events nobody coded."""
    n = len(p)
    commitments, events = (np.full(n, IGNORED if rows is None else 0, np.int64) for _ in range(2))
    planned = np.full(n, IGNORED, np.int64)
    records = []
    for row in rows or ():
        at = _places(p, row["trigger"])
        if not len(at):
            continue
        is_event = row["kind"] == "event"
        if is_event:
            events[at] = 1 + KINDS.index(row["code"])
            planned[at] = int(row["planned"] == "planned")
        else:
            commitments[at] = 1 + STATUSES.index(row["code"])
        measure = IGNORED if is_event else ISSUES.index(row["measure"])
        records.append(Triggered(at, tuple(_argument(p, row, name, is_event) for name in ARGUMENTS), measure))
    for target in (commitments, events):
        target[p.ids == SEP] = IGNORED
    return RecordTargets(commitments, events, planned, tuple(records))


def _argument(p: Pieces, row: Row, name: str, is_event: bool) -> Ints | None:
    if name not in (OF_EVENT if is_event else OF_COMMITMENT):
        return None
    return _places(p, row["actors" if name in ("party", "participant") else name])


def _places(p: Pieces, value: str) -> Ints:
    spans = [tuple(map(int, span.split("-"))) for span in value.split()]
    found = [_covered(p, a, b) for a, b in spans]
    return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)
