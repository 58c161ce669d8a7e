"""Turn the coded articles of gold/ into targets: their words are located in the text that reading sees."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from coding_examples import CodingExample, Item, _at
from onrecord.encoder.labels import ACTS, MARK_TAGS, MARKS, STANCES
from onrecord.encoder.tokens import SEP
from onrecord.intake.document import to_document
from onrecord.intake.pages import pages
from onrecord.model import RawPage
from polnear import IGNORED, Labelled, Quote, _covered, _mark, _repair, label

Pairs = list[tuple[int, int]]


@dataclass(frozen=True)
class GoldItem(Item):
    """Hold an item with the words of its cue and its content."""

    words: tuple[str, str] = ("", "")


def from_gold(folder: Path) -> list[CodingExample]:
    """Return the articles of a gold folder; addressees are not marked there and stay IGNORED."""
    out = []
    for page in pages([str(p) for p in sorted(folder.glob("*.txt"))]):
        assert isinstance(page, RawPage)
        coding = json.loads((folder / page.name).with_suffix(".json").read_text(encoding="utf-8"))
        out.append(_example(Path(page.name).stem, to_document(page).text, coding["statements"]))
    return out


def _example(name: str, text: str, statements: Sequence[dict[str, object]]) -> CodingExample:
    quotes, items, conditions = [], [], []
    for s in statements:
        quote = sorted(place(text, s["quote"], []))
        cue = sorted(place(text, s.get("cue"), quote))
        source = sorted(place(text, s.get("speaker_text"), cue or quote, whole=True))
        conditions += place(text, s.get("condition"), quote)
        quotes.append((Quote(source, cue, quote), s))
    x = label(name, text, [q for q, _ in quotes], None)
    p = x.pieces
    for q, s in quotes:
        words = tuple(" ".join(text[a:b] for a, b in part) for part in (q.cue, q.content))
        act, stance = ACTS.index(str(s["act"])), STANCES.index(str(s["stance"]))
        items.append(GoldItem(_at(p, q.cue), _at(p, q.content), act, stance, (words[0], words[1])))
    marks = np.full(len(p), IGNORED, np.int64)
    for a, b in conditions:
        _mark(marks, _covered(p, a, b), MARKS.index("condition"))
    marks = _repair(marks, len(MARK_TAGS))
    marks[p.ids == SEP] = IGNORED
    nothing = np.full(len(p), IGNORED, np.int64)
    apart = Labelled(name, p, nothing, nothing, x.to_cue, x.to_source)
    return CodingExample(apart, x.role, marks, tuple(items))


def place(text: str, value: object, near: Pairs, whole: bool = False) -> Pairs:
    """Locate a verbatim string or the pieces of an interrupted one, each nearest to others."""
    out: Pairs = []
    values: Iterable[object] = value if isinstance(value, list) else [value] if value else []
    for piece in values:
        pattern = re.escape(str(piece))
        found = [m.span() for m in re.finditer(rf"(?<!\w){pattern}(?!\w)" if whole else pattern, text)]
        anchors = near or out
        if found:
            out.append(
                min(found, key=lambda s: min((max(a - s[1], s[0] - b, -1) for a, b in anchors), default=0))
            )
    return out
