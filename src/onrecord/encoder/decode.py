"""Read attributions and mentions off the encoder's scores for whole articles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from onrecord.encoder.labels import MENTION_TAGS, MENTIONS, ROLE_TAGS
from onrecord.encoder.links import Linked, Window, assemble
from onrecord.encoder.tokens import SEP, Pieces
from onrecord.encoder.viterbi import Floats, best_paths, log_softmax, spans
from onrecord.model import Attribution, Mention, MentionKind, Span

MERGE = -1.5
"""Least mean log link probability for a further content to join a cue that has one. PolNeAR dev
hardly minds (-0.3 to -1.5: 0.2 points); statements of gold/train are best here (docs/experiments.md)."""

GAP = 20
"""Most pieces between two contents of one cue, cue and source not counted: 98 % of PolNeAR train."""

UNSEEN = -2.0
"""Least mean log probability at which a piece that contents point at is taken for a cue; chosen likewise."""


def _real(p: Pieces) -> npt.NDArray[np.int64]:
    return np.flatnonzero(p.ids != SEP)


def _joined(p: Pieces, windows: Sequence[Window], head: str) -> Floats:
    if not windows:
        width = len(ROLE_TAGS if head == "tags" else MENTION_TAGS)
        return np.zeros((0, width), np.float32)
    scores: Floats = log_softmax(np.concatenate([getattr(w, head) for w in windows]))
    return scores


def attributions(
    texts: Sequence[str],
    pieces: Sequence[Pieces],
    windows: Sequence[Sequence[Window]],
    merge: float = MERGE,
    gap: int = GAP,
    unseen: float = UNSEEN,
) -> list[list[Attribution]]:
    """Return each text's attributions in order of their contents."""
    scores = [_joined(p, w, "tags")[_real(p)] for p, w in zip(pieces, windows, strict=True)]
    out = []
    for text, p, w, s, path in zip(
        texts, pieces, windows, scores, best_paths(scores, ROLE_TAGS), strict=True
    ):
        at = _real(p)
        found = spans(path)
        paragraph = np.cumsum(p.ids == SEP)
        sources, cues, contents = (
            [(int(at[a]), int(at[b])) for kind, a, b in found if kind == role] for role in range(3)
        )
        sure = {
            (int(at[a]), int(at[b])): float(np.exp(s[np.arange(a, b + 1), path[a : b + 1]].mean()))
            for _, a, b in found
        }
        out.append(
            [
                _attribution(text, p, link, sure)
                for link in assemble(w, sources, cues, contents, paragraph, merge, gap, unseen)
            ]
        )
    return out


def whole_words(text: str, start: int, end: int) -> Span:
    """Widen a stretch to whole words: pieces of one word may carry different tags.

    >>> whole_words("complicating efforts", 0, 8).end
    12
    """
    while start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


def _attribution(text: str, p: Pieces, link: Linked, sure: dict[tuple[int, int], float]) -> Attribution:
    parts = {
        "source": [link.source] if link.source else [],
        "cue": [link.cue] if link.cue else [],
        "content": list(link.contents),
    }
    chars = {
        r: tuple(whole_words(text, int(p.starts[a]), int(p.ends[b])) for a, b in s) for r, s in parts.items()
    }
    confidence = {r: round(min(sure.get(x, 0.0) for x in s), 4) for r, s in parts.items() if s}
    confidence["link"] = round(float(np.exp(link.content_score)), 4)
    confidence["source_link"] = round(float(np.exp(link.source_score)), 4)
    return Attribution(chars["source"], chars["cue"], chars["content"], confidence)


def mentions(pieces: Sequence[Pieces], windows: Sequence[Sequence[Window]]) -> list[list[Mention]]:
    """Return each text's named mentions in order."""
    scores = [_joined(p, w, "mentions")[_real(p)] for p, w in zip(pieces, windows, strict=True)]
    out = []
    for p, s, path in zip(pieces, scores, best_paths(scores, MENTION_TAGS), strict=True):
        at = _real(p)
        out.append(
            [
                Mention(
                    Span(int(p.starts[at[a]]), int(p.ends[at[b]])),
                    MentionKind(MENTIONS[kind]),
                    round(float(np.exp(s[np.arange(a, b + 1), path[a : b + 1]].mean())), 4),
                )
                for kind, a, b in spans(path)
            ]
        )
    return out
