"""Read attributions and mentions off the encoder's scores for whole articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from onrecord.encoder.labels import CODES, ISSUES, MARK_TAGS, MARKS, MENTION_TAGS, MENTIONS, ROLE_TAGS
from onrecord.encoder.links import Linked, Window, assemble
from onrecord.encoder.tokens import SEP, Pieces
from onrecord.encoder.viterbi import Floats, best_paths, log_softmax, spans
from onrecord.model import Attribution, Mark, Mention, MentionKind, Span

Head = Literal["coded", "tags"]
"""Whose spans: the coding manual's or PolNeAR's."""

MERGE = -0.7
"""Least mean log link probability for a further content to join a cue that has one. PolNeAR dev hardly minds
(-0.3 to -1.5: 0.2 points), nor does gold/train (-0.05 to -1.5: 0.3 points; docs/experiments.md)."""

BESIDE = 12.0
"""Added, for the manual's spans, to the log probability of a cue right beside a content and of a source right
beside a cue, so that they win whatever the pointers say: two sentences of one speaker, each with its cue, are
two statements. It costs gold/train 0.2 points; PolNeAR's spans, a point worse with it, do
without (docs/experiments.md)."""

GAP = 20
"""Most pieces between two contents of one cue, cue and source not counted: 98 % of PolNeAR train."""

UNSEEN = -2.0
"""Least mean log probability at which a piece that contents point at is taken for a cue; chosen likewise."""


def _real(p: Pieces) -> npt.NDArray[np.int64]:
    return np.flatnonzero(p.ids != SEP)


_SCHEMES = {"tags": ROLE_TAGS, "coded": ROLE_TAGS, "mentions": MENTION_TAGS, "marks": MARK_TAGS}


def _joined(windows: Sequence[Window], head: str) -> Floats:
    if not windows:
        return np.zeros((0, len(_SCHEMES[head])), np.float32)
    scores: Floats = log_softmax(np.concatenate([getattr(w, head) for w in windows]))
    return scores


def attributions(
    texts: Sequence[str],
    pieces: Sequence[Pieces],
    windows: Sequence[Sequence[Window]],
    merge: float = MERGE,
    gap: int = GAP,
    unseen: float = UNSEEN,
    head: Head = "coded",
) -> list[list[Attribution]]:
    """Return each text's attributions in order of their contents."""
    scores = [_joined(w, head)[_real(p)] for p, w in zip(pieces, windows, strict=True)]
    beside = BESIDE if head == "coded" else 0.0
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
        codes = _Codes(w)
        out.append(
            [
                _attribution(text, p, link, sure, codes)
                for link in assemble(w, sources, cues, contents, paragraph, merge, gap, unseen, beside)
            ]
        )
    return out


class _Codes:
    """Hold a text's code scores by piece."""

    def __init__(self, windows: Sequence[Window]) -> None:
        widths = {"cue_codes": CODES, "content_codes": CODES, "measures": 1 + len(ISSUES)}
        self.cue, self.content, self.measures = (
            np.concatenate([getattr(w, head) for w in windows])
            if windows
            else np.zeros((0, width), np.float32)
            for head, width in widths.items()
        )

    def of(self, link: Linked) -> tuple[float, ...]:
        """Return the scores of acts, of no statement and of stances: the cue's and the content's added."""
        total = pooled(self.content, link.contents)
        if link.cue:
            total = total + pooled(self.cue, [link.cue])
        return tuple(round(float(x), 4) for x in total)

    def topics(self, link: Linked) -> tuple[float, ...]:
        """Return the log probabilities of the manual's issues, of the contents."""
        total = pooled(self.measures, link.contents)
        return tuple(round(float(x), 4) for x in total - np.logaddexp.reduce(total))


def pooled(codes: Floats, spans: Sequence[tuple[int, int]]) -> Floats:
    """Return the mean of code columns over the pieces of some spans, weighed by the softmax of the first."""
    rows = np.concatenate([codes[a : b + 1] for a, b in spans])
    weight = np.exp(rows[:, 0] - rows[:, 0].max())
    mean: Floats = (weight[:, None] * rows[:, 1:]).sum(0) / weight.sum()
    return mean


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


def _attribution(
    text: str, p: Pieces, link: Linked, sure: dict[tuple[int, int], float], codes: _Codes
) -> Attribution:
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
    return Attribution(
        chars["source"], chars["cue"], chars["content"], confidence, codes.of(link), codes.topics(link)
    )


def mentions(pieces: Sequence[Pieces], windows: Sequence[Sequence[Window]]) -> list[list[Mention]]:
    """Return each text's named mentions in order."""
    return [
        [Mention(span, MentionKind(MENTIONS[kind]), sure) for span, kind, sure in found]
        for found in _tagged(pieces, windows, "mentions")
    ]


def marks(pieces: Sequence[Pieces], windows: Sequence[Sequence[Window]]) -> list[list[Mark]]:
    """Return each text's addressees and conditions in order."""
    return [
        [Mark(span, MARKS[kind], sure) for span, kind, sure in found]
        for found in _tagged(pieces, windows, "marks")
    ]


def _tagged(
    pieces: Sequence[Pieces], windows: Sequence[Sequence[Window]], head: str
) -> list[list[tuple[Span, int, float]]]:
    """Return the spans of a head's best path with their kind and mean probability."""
    scores = [_joined(w, head)[_real(p)] for p, w in zip(pieces, windows, strict=True)]
    out = []
    for p, s, path in zip(pieces, scores, best_paths(scores, _SCHEMES[head]), strict=True):
        at = _real(p)
        out.append(
            [
                (
                    Span(int(p.starts[at[a]]), int(p.ends[at[b]])),
                    kind,
                    round(float(np.exp(s[np.arange(a, b + 1), path[a : b + 1]].mean())), 4),
                )
                for kind, a, b in spans(path)
            ]
        )
    return out
