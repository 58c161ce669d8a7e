"""Read PolNeAR articles and label their wordpieces: roles, links, silver mentions.

PolNeAR 1.0.0 (Newell, Margolin & Ruths 2018): text/*.txt with brat-style attributions/*.ann. Where several
people annotated an article, the first by file name counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onrecord.encoder.labels import MENTION_TAGS, MENTIONS, ROLE_TAGS, ROLES
from onrecord.encoder.tokens import SEP, Pieces, pieces

Spans = list[tuple[int, int]]
IGNORED = -100
"""Target that no loss counts (torch's default ignore_index)."""


@dataclass(frozen=True)
class Quote:
    """Hold one annotated attribution as character spans by role."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True)
class Labelled:
    """Hold one text's pieces with their targets (each of length n; IGNORED where there is none).

    ``to_cue`` and ``to_source`` hold piece positions in the text, -1 for "none anywhere".
    """

    name: str
    pieces: Pieces
    role: npt.NDArray[np.int64]
    mention: npt.NDArray[np.int64]
    to_cue: npt.NDArray[np.int64]
    to_source: npt.NDArray[np.int64]


def read_text(path: Path) -> str:
    """Return a file's text with its newlines untouched."""
    with path.open(encoding="utf-8", newline="") as f:
        return f.read()


def articles(split: Path, every_annotator: bool = False) -> list[tuple[str, str, list[Quote]]]:
    """Return (name, text, quotes) of a split; with ``every_annotator`` one entry per annotation file."""
    out: list[tuple[str, str, list[Quote]]] = []
    seen: set[str] = set()
    for path in sorted((split / "attributions").glob("*.ann")):
        name = path.stem.rsplit("_", 1)[0]
        if name in seen and not every_annotator:
            continue
        seen.add(name)
        out.append((name, read_text(split / "text" / f"{name}.txt"), _quotes(read_text(path))))
    return out


def _quotes(annotation: str) -> list[Quote]:
    spans: dict[str, Spans] = {}
    events: list[list[str]] = []
    for line in annotation.replace("\r", "").split("\n"):
        columns = line.split("\t")
        if line.startswith("T") and len(columns) > 1:
            places = columns[1].split(" ", 1)[1].split(";")
            spans[columns[0]] = [(int(a), int(b)) for a, b in (p.split() for p in places)]
        elif line.startswith("E") and len(columns) > 1:
            events.append(columns[1].split())
    quotes = []
    for parts in events:
        held: dict[str, Spans] = {role: [] for role in ROLES}
        for part in parts[1:]:
            role, span = part.split(":")
            role = re.sub(r"\d+$", "", role).lower()
            if role in held and span in spans:
                held[role] += spans[span]
        quotes.append(Quote(*(sorted(held[role]) for role in ROLES)))
    return quotes


def _covered(p: Pieces, start: int, end: int) -> npt.NDArray[np.int64]:
    first = int(np.searchsorted(p.ends, start, side="right"))
    last = int(np.searchsorted(p.starts, end, side="left"))
    return np.array([i for i in range(first, last) if p.ends[i] > p.starts[i]], np.int64)


def _mark(target: npt.NDArray[np.int64], at: npt.NDArray[np.int64], kind: int) -> None:
    begin, inside, last, single = (1 + 4 * kind + k for k in range(4))
    if len(at) == 1:
        target[at] = single
    elif len(at):
        target[at] = inside
        target[at[0]], target[at[-1]] = begin, last


def label(
    name: str, text: str, quotes: Sequence[Quote], mentions: Sequence[tuple[int, int, str]] | None
) -> Labelled:
    """Turn one annotated text into targets; without ``mentions`` that head learns nothing from it."""
    p = pieces([text])[0]
    n = len(p)
    role = np.zeros(n, np.int64)
    role[p.ids == SEP] = IGNORED
    mention = np.full(n, 0 if mentions is not None else IGNORED, np.int64)
    mention[p.ids == SEP] = IGNORED
    to_cue, to_source = np.full(n, IGNORED, np.int64), np.full(n, IGNORED, np.int64)
    for quote in quotes:
        at = {r: [_covered(p, a, b) for a, b in getattr(quote, r)] for r in ROLES}
        first = {r: next((int(x[0]) for x in at[r] if len(x)), -1) for r in ROLES}
        for r in ("content", "source", "cue"):
            for x in at[r]:
                _mark(role, x, ROLES.index(r))
        for x in at["content"]:
            to_cue[x] = first["cue"]
        for x in at["cue"]:
            to_source[x] = first["source"]
    for a, b, kind in mentions or ():
        _mark(mention, _covered(p, a, b), MENTIONS.index(kind))
    return Labelled(
        name, p, _repair(role, len(ROLE_TAGS)), _repair(mention, len(MENTION_TAGS)), to_cue, to_source
    )


def _repair(tags: npt.NDArray[np.int64], count: int) -> npt.NDArray[np.int64]:
    """Close spans that a later one cut into, so that every target path is an allowed one."""
    out = tags.copy()
    real = np.flatnonzero(out != IGNORED)
    values = out[real]
    for i, tag in enumerate(values):
        if tag <= 0:
            continue
        kind = (tag - 1) // 4
        part = (tag - 1) % 4
        before = values[i - 1] if i else 0
        after = values[i + 1] if i + 1 < len(values) else 0
        opened = before > 0 and (before - 1) // 4 == kind and (before - 1) % 4 in (0, 1) and part in (1, 2)
        goes_on = after > 0 and (after - 1) // 4 == kind and (after - 1) % 4 in (1, 2) and part in (0, 1)
        values[i] = 1 + 4 * kind + (1 if opened and goes_on else 2 if opened else 0 if goes_on else 3)
    out[real] = values
    assert out.max(initial=0) < count
    return out


def read_mentions(path: Path) -> Mapping[str, list[tuple[int, int, str]]]:
    """Read the silver mentions that silver_mentions.py wrote."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {row["doc"]: [(int(a), int(b), str(k)) for a, b, k in row["mentions"]] for row in rows}
