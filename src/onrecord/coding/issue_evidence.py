"""Gather for each statement what speaks for each issue of a codebook: where its cues stand, and how near.

Everything is counted per sentence first and spread from there, so that the time is linear in the article
however many statements it has.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from onrecord.codebook.matcher import Hit, matcher, wider
from onrecord.codebook.phrases import tokens
from onrecord.codebook.records import Codebook
from onrecord.model import Attribution, Span, Zone, ZoneKind
from onrecord.text.sentences import sentences

Floats: TypeAlias = npt.NDArray[np.float64]

KINDS = (
    "content, strong",  # less where the whole article has it, as then it tells nothing of one sentence
    "content, weak",
    "content, longer cue",
    "content, share of the words",
    "content, first",
    "cue",
    "sentence, strong",  # this and the next two only so far as the content itself is silent
    "sentence, weak",
    "sentences before",
    "sentences after",
    "previous statement",
    "next statement",  # so far as the content is silent
    "headline",
    "article",
    "narrower",  # a narrower issue is in the content
    "residual",
    "residual, silent",  # so far as the content is silent
    "pointing back",  # a short content without a cue points at what stands before it
    "residual, pointing back",
    "likeness",  # of its sentences to the issue's description and examples, see ``meaning``
)
"""What speaks for an issue or against it; ``data/issue_weights.json`` has the weights under these names."""

_DECAY = 0.6  # of a sentence's say, from one sentence to the next
_HEADS = (ZoneKind.HEADLINE, ZoneKind.SUMMARY)
_WEAK_IN_CONTEXT = 0.4  # of a strong cue
_SHORT = 60  # most characters of a content that can do little else than point back


@dataclass(frozen=True, slots=True)
class _Article:
    """Hold the cues of an article, counted where statements look for them."""

    ids: tuple[str, ...]
    hits: Sequence[Hit]
    starts: Sequence[int]
    columns: dict[str, int]
    sentences: Sequence[Span]
    sentence_starts: Sequence[int]
    counts: Floats  # sentence, issue: weighted cues


def evidence(
    text: str,
    statements: Sequence[Attribution],
    zones: Iterable[Zone],
    codebook: Codebook,
    like: Floats | None,
) -> Floats:
    """Return what speaks for what: an array of statement, issue and kind of evidence, each of 0 to 1.

    ``like`` is the likeness of statements and issues, in standard deviations, if it is known. Where the
    codebook has no residual issue, the array has one more in its place, last, which stands for none of them.
    """
    article = _article(text, codebook)
    out = np.zeros((len(statements), len(article.ids), len(KINDS)))
    total = article.counts.sum(0)
    share = total / max(float(total.sum()), 1.0)
    before, after = _spread(article.counts), _spread(article.counts[::-1])[::-1]
    above = {article.columns[k]: [article.columns[w] for w in v] for k, v in wider(codebook).items()}
    strength, silent, pointing = np.zeros(out.shape[:2]), np.ones(len(out)), np.zeros(len(out))
    for row, statement in enumerate(statements):
        own = _own(article, statement)
        strong, weak = _saturated(own.strong), _saturated(own.weak)
        silent[row] = np.exp2(-2 * strong.sum() - weak.sum())
        pointing[row] = silent[row] * _points_back(text, statement)
        put = partial(_put, out[row])
        put("content, strong", strong * (1 - share / 2))
        put("content, weak", weak)
        put("content, longer cue", own.longer)
        put("content, share of the words", own.cover)
        put("content, first", own.first)
        put("cue", _saturated(own.cue))
        put("sentence, strong", silent[row] * _saturated(own.rest_strong))
        put("sentence, weak", silent[row] * _saturated(own.rest_weak))
        put("narrower", _overruled(strong, above))
        earlier = before[own.begin - 1] if own.begin else np.zeros(len(article.ids))
        put("sentences before", silent[row] * _saturated(earlier))
        put("pointing back", pointing[row] * _saturated(2 * own.rest_strong + own.rest_weak + earlier))
        if own.end < len(after):
            put("sentences after", _saturated(after[own.end]))
        strength[row] = np.maximum(strong, _WEAK_IN_CONTEXT * weak)
    _put(out[1:], "previous statement", strength[:-1])
    _put(out[:-1], "next statement", silent[:-1, None] * strength[1:])
    _put(out, "headline", _saturated(_zone_counts(article, zones)))
    _put(out, "article", share)
    if like is not None:
        _put(out, "likeness", like)
    if codebook.residual is None:
        out = np.concatenate([out, np.zeros((len(out), 1, len(KINDS)))], 1)
    residual = out[:, article.columns[codebook.residual] if codebook.residual is not None else -1]
    _put(residual, "residual", 1)
    _put(residual, "residual, silent", silent)
    _put(residual, "residual, pointing back", pointing)
    return out


@cache
def _pointing_words() -> frozenset[str]:
    content = files("onrecord.coding").joinpath("data/pointing_words.txt").read_text(encoding="utf-8")
    return frozenset(w for line in content.splitlines() if not line.startswith("#") for w in line.split())


def _points_back(text: str, statement: Attribution) -> bool:
    """Tell whether a content is short and has a word that points at what was said before."""
    if sum(span.end - span.start for span in statement.content) > _SHORT:
        return False
    found = [token.text for span in statement.content for token in tokens(span.of(text))]
    return not _pointing_words().isdisjoint(found)


def _put(rows: Floats, kind: str, values: Floats | float) -> None:
    rows[..., KINDS.index(kind)] = values


def _overruled(strong: Floats, above: Mapping[int, Sequence[int]]) -> Floats:
    """Mark the issues of which a narrower one has a strong cue."""
    out = np.zeros(len(strong))
    for column in np.flatnonzero(strong):
        out[above[int(column)]] = 1
    return out


@lru_cache(maxsize=2)
def _article(text: str, codebook: Codebook) -> _Article:
    """Count an article's cues; kept while its statements and then its commitments are coded."""
    hits = matcher(codebook).hits(text)
    ids = codebook.ids
    columns = {name: i for i, name in enumerate(ids)}
    found = sentences(text)
    starts = [s.start for s in found]
    counts = np.zeros((len(found), len(ids)))
    for hit in hits:
        at = bisect_right(starts, hit.start) - 1
        if at >= 0:
            counts[at, columns[hit.issue]] += 1 if hit.is_strong else _WEAK_IN_CONTEXT
    return _Article(ids, hits, [h.start for h in hits], columns, found, starts, counts)


@dataclass(slots=True)
class _Own:
    """Count the cues in a statement's own words and in the rest of its sentences, by issue."""

    begin: int  # the first of its sentences
    end: int  # one after the last
    strong: Floats
    weak: Floats
    longer: Floats
    cover: Floats
    first: Floats
    cue: Floats
    rest_strong: Floats
    rest_weak: Floats


def _own(article: _Article, statement: Attribution) -> _Own:
    """Count for one statement."""
    spans = [*statement.content, *statement.cue]
    begin = max(bisect_right(article.sentence_starts, min(s.start for s in spans)) - 1, 0)
    end = max(bisect_left(article.sentence_starts, max(s.end for s in spans)), begin)
    own = _Own(begin, end, *(np.zeros(len(article.ids)) for _ in range(8)))
    if begin == end:
        return own
    start, stop = article.sentences[begin].start, article.sentences[end - 1].end
    size = sum(c.end - c.start for c in statement.content)
    first: int | None = None
    for hit in article.hits[bisect_left(article.starts, start) : bisect_left(article.starts, stop)]:
        column = article.columns[hit.issue]
        if _in(hit, statement.content):
            own.cover[column] = min(own.cover[column] + (hit.end - hit.start) / size, 1)
            (own.strong if hit.is_strong else own.weak)[column] += 1
            if hit.is_strong:
                first = hit.start if first is None else first
                own.first[column] = max(own.first[column], hit.start == first)
                own.longer[column] = max(own.longer[column], hit.is_phrase)
        elif _in(hit, statement.cue):
            own.cue[column] += 1 if hit.is_strong else _WEAK_IN_CONTEXT
        elif not _in(hit, statement.source):
            (own.rest_strong if hit.is_strong else own.rest_weak)[column] += 1
    return own


def _in(hit: Hit, spans: Iterable[Span]) -> bool:
    return any(hit.start < s.end and s.start < hit.end for s in spans)


def _zone_counts(article: _Article, zones: Iterable[Zone]) -> Floats:
    """Count the cues in headline and summary."""
    out = np.zeros(len(article.ids))
    for zone in zones:
        if zone.kind in _HEADS:
            first = bisect_left(article.starts, zone.span.start)
            for hit in article.hits[first : bisect_left(article.starts, zone.span.end)]:
                out[article.columns[hit.issue]] += 1 if hit.is_strong else _WEAK_IN_CONTEXT
    return out


def _saturated(counts: Floats) -> Floats:
    """Let the second cue say less than the first."""
    return 1 - np.exp2(-counts)


def _spread(counts: Floats) -> Floats:
    """Carry each sentence's counts on to those after it, less and less."""
    out = counts.copy()
    for i in range(1, len(out)):
        out[i] += _DECAY * out[i - 1]
    return out
