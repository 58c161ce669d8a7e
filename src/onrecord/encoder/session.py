"""Run the shipped model over texts: one pass gives tags, mentions, links and vectors."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from onrecord.encoder.decode import Head, attributions, marks, mentions
from onrecord.encoder.links import Window
from onrecord.encoder.tokens import CLS, SEP, Pieces, pieces, windows
from onrecord.encoder.triggers import Trigger, triggers
from onrecord.encoder.vectors import sentence_vectors
from onrecord.encoder.viterbi import Floats
from onrecord.errors import OnrecordError
from onrecord.model import Attribution, Mark, Mention, Span

MODEL = "data/tagger.onnx"

BLOCK = 50_000
"""Most code points read at one time: some 11,000 pieces, whose scores take 45 MB."""


class Read(NamedTuple):
    """Hold what one pass gave for one text."""

    attributions: list[Attribution]
    mentions: list[Mention]
    marks: list[Mark]
    vectors: list[tuple[Span, Floats]]  # of each sentence, see encoder/vectors.py
    triggers: list[Trigger]


class Encoder:
    """Hold the loaded model; make one and share it.

    ``threads`` is for one window's arithmetic; results do not depend on it. Windows run one at a time,
    unpadded: faster on CPUs than padded batches, and no window's scores depend on its neighbours.
    """

    def __init__(self, threads: int | None = None, model: bytes | None = None) -> None:
        import onnxruntime

        self._bytes = model or files("onrecord.encoder").joinpath(MODEL).read_bytes()
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = threads or min(4, _cores())
        settings.inter_op_num_threads = 1
        settings.log_severity_level = 3
        # Spinning threads burn a second core while this one decodes; without it both cores do work.
        settings.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session = onnxruntime.InferenceSession(
                self._bytes,
                settings,
                providers=["CPUExecutionProvider"],
                # The fused operator takes four times as long as the two it replaces (1.31.1, one core).
                disabled_optimizers=["SkipLayerNormFusion"],
            )
        except Exception as error:  # onnxruntime raises its own classes, which differ between versions
            raise OnrecordError(
                f"the reading model does not load ({error})", remedy="reinstall onrecord"
            ) from error
        props = self._session.get_modelmeta().custom_metadata_map
        self._heads = [(k, int(v)) for k, v in (h.split(":") for h in props["heads"].split(","))]

    @cached_property
    def name(self) -> str:
        """Return the model's name with the digest of its weights."""
        return f"onrecord-tagger {hashlib.sha256(self._bytes).hexdigest()[:12]}"

    def encode(self, texts: Sequence[Pieces]) -> list[list[Window]]:
        """Return each text's windows with all scores."""
        return [[self._window(p, a, b) for a, b in windows(p.breaks)] for p in texts]

    def _window(self, p: Pieces, begin: int, end: int) -> Window:
        n = end - begin
        ids = np.empty(n + 2, np.int64)
        ids[0], ids[1:-1], ids[-1] = CLS, p.ids[begin:end], SEP
        scores: Floats = self._session.run(None, {"ids": ids})[0]
        parts: dict[str, Floats] = {}
        at = 0
        for name, width in self._heads:
            parts[name] = scores[:, at : at + width]
            at += width
        return Window(
            begin,
            end,
            tags=parts["tags"][1:-1],
            mentions=parts["mentions"][1:-1],
            vectors=parts["vectors"][1:-1],
            asks=parts["asks"][1:-1].reshape(n, 2, -1).transpose(1, 0, 2),
            answers=parts["answers"][:-1].reshape(n + 1, 2, -1).transpose(1, 0, 2),
            coded=parts["coded"][1:-1],
            marks=parts["marks"][1:-1],
            cue_codes=parts["cue_codes"][1:-1],
            content_codes=parts["content_codes"][1:-1],
            commitments=parts["commitments"][1:-1],
            events=parts["events"][1:-1],
            measures=parts["measures"][1:-1],
            seeks=parts["seeks"][1:-1],
            fills=parts["fills"][1:-1],
        )

    def read(self, texts: Sequence[str], head: Head = "coded") -> list[Read]:
        """Return the attributions, mentions and marks of each text.

        ``head`` tells whose spans: the manual's (``coded``) or PolNeAR's (``tags``). Each text is read by
        itself: what stands beside it changes nothing. A text of more than BLOCK code points is read in
        blocks of paragraphs, so that memory does not grow with it.
        """
        out = [Read([], [], [], [], []) for _ in texts]
        for group in _groups([(i, at, block) for i, text in enumerate(texts) for at, block in blocks(text)]):
            cut = pieces([block for _, _, block in group])
            windows_ = self.encode(cut)
            found = attributions([block for _, _, block in group], cut, windows_, head=head)
            sought = triggers([block for _, _, block in group], cut, windows_)
            for (i, at, _), here, names, marked, told, p, w in zip(
                group,
                found,
                mentions(cut, windows_),
                marks(cut, windows_),
                sought,
                cut,
                windows_,
                strict=True,
            ):
                out[i].attributions.extend(_shifted(a, at) for a in here)
                out[i].mentions.extend(replace(m, span=_shift(m.span, at)) for m in names)
                out[i].marks.extend(replace(m, span=_shift(m.span, at)) for m in marked)
                out[i].triggers.extend(t.shifted(at) for t in told)
                out[i].vectors.extend((_shift(s, at), v) for s, v in sentence_vectors(p, w))
        return out


def blocks(text: str, limit: int = BLOCK) -> list[tuple[int, str]]:
    r"""Cut a text into blocks of at most ``limit`` code points with their offsets.

    Between paragraphs where that leaves at least half a block, else between words, else anywhere.

    >>> blocks("one two\nthree four", limit=12)
    [(0, 'one two\n'), (8, 'three four')]
    """
    out: list[tuple[int, str]] = []
    at = 0
    while len(text) - at > limit:
        low, high = at + limit // 2, at + limit
        cut = max(text.rfind("\n", low, high), -1) + 1 or max(text.rfind(" ", low, high), -1) + 1 or high
        out.append((at, text[at:cut]))
        at = cut
    return [*out, (at, text[at:])]


def _groups(todo: list[tuple[int, int, str]]) -> Iterator[list[tuple[int, int, str]]]:
    """Yield runs of blocks of at most BLOCK code points together: what is held in memory at one time."""
    group: list[tuple[int, int, str]] = []
    size = 0
    for item in todo:
        if group and size + len(item[2]) > BLOCK:
            yield group
            group, size = [], 0
        group.append(item)
        size += len(item[2])
    if group:
        yield group


def _cores() -> int:
    """Return how many cores this process may use; not every system tells more than what the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _shift(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _shifted(a: Attribution, by: int) -> Attribution:
    if not by:
        return a
    source, cue, content = (tuple(_shift(s, by) for s in part) for part in (a.source, a.cue, a.content))
    return replace(a, source=source, cue=cue, content=content)
