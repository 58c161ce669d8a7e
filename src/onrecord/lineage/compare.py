"""Compare two documents: what ties them, by which words, which was there first. Pure, of the two alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.lineage import direction
from onrecord.lineage.align import Alignment, align
from onrecord.lineage.credits import mentions, same_outlet
from onrecord.lineage.measures import alignment_measures, fitted, rewrite_measures, without
from onrecord.lineage.prepared import SEED, Prepared
from onrecord.lineage.runs import Run, bridged, covered, runs
from onrecord.lineage.stories import MATCHED
from onrecord.model import DerivationKind, Evidence, Likeness, Material

LIKELY = 0.5
"""Chance from which one is taken for a rewrite of the other."""

LIKELY_REST = 0.3
"""The same for what is left beside words taken over: that one has the other before it is known by then."""

SURE = 0.9
"""Chance that a rewrite needs within one outlet, or weeks apart without a credit, as follow-ups are."""

NEAR_DAYS = 4

_LEAST_MATCHED = 0.1  # of `Alignment.matched`: two reports that say less alike are not looked at further
_LONGEST_LINE = 300  # characters of a line of furniture; a longer one is a paragraph
_FURNITURE = 60  # words; the longest that an outlet was seen to repeat has 32
_PAIRS = 2  # telling words that two reports put together alike, where nothing is word for word the same
_MAYBE_COPY = 0.15  # part from which the small edits of a copy are looked for
_COPY_BOTH = 0.64  # part of the words of either that stand in the other, for a copy
_COPY_ONE, _COPY_LEAST = 0.8, 0.1  # or of the one that was cut short, and of the other
_COPY_WORDS = 15
_PASSAGE = 8  # words of a run that a reader would call taken over
_PARTIAL = 10  # words of the longest such run that make a partial takeover
_PARTIAL_SAME_OUTLET = 30  # words altogether, where an outlet repeats its own background
_QUOTES = 2  # runs within quotation marks on both sides that do with a credit and without other words
_BEST = 0.35  # excess from which two sentences are shown as saying the same


@dataclass(frozen=True, slots=True)
class _Shared:
    """Hold what is the same word for word."""

    found: list[Run]
    in_a: npt.NDArray[np.bool_]
    in_b: npt.NDArray[np.bool_]

    @property
    def parts(self) -> tuple[float, float]:
        """Return which part of either document's words it is."""
        return _part(self.in_a), _part(self.in_b)


def _part(mask: npt.NDArray[np.bool_]) -> float:
    return float(mask.mean()) if len(mask) else 0.0


def compare(one: Material, other: Material) -> Likeness | None:
    """Return what two documents have in common; ``None`` where they are about different things."""
    return compare_prepared(Prepared(one), Prepared(other))


def compare_prepared(one: Prepared, other: Prepared) -> Likeness | None:
    """Compare documents that were prepared before; the order of the two makes no difference."""
    a, b = sorted((one, other), key=lambda p: p.document.id)
    found = runs(a, b)
    common = [run for run in found if at_an_edge(a, b, run)]
    if len(common) == len(found) and len(a.pair_set & b.pair_set) < _PAIRS:
        return None  # furniture alone, or less than a report told again would have in common
    shared = _Shared(found, covered(found, len(a.words), in_a=True), covered(found, len(b.words), in_a=False))
    aligned = aligned_reports(a, b, common)
    if len(common) == len(found) and (aligned is None or aligned.matched() < _LEAST_MATCHED):
        return None
    credit_a, credit_b = mentions(a.document, b.document.outlet), mentions(b.document, a.document.outlet)
    measures = _measures(a, b, shared, aligned, len(credit_a), len(credit_b))
    taken = _taken_over(a, b, shared, bool(credit_a or credit_b))
    kind = _kind(a, b, measures, taken)
    if kind is None and measures["matched"] < MATCHED and not (credit_a or credit_b):
        return None
    if kind is not None:
        credit_a = mentions(a.document, b.document.outlet, likely=True)
        credit_b = mentions(b.document, a.document.outlet, likely=True)
        measures["credit_direction"] = float(bool(credit_b)) - float(bool(credit_a))
    passages = _verbatim(a, b, found) if kind is not DerivationKind.PARTIAL else _verbatim(a, b, taken)
    if kind in (DerivationKind.REWRITE, None) and aligned is not None:
        passages = _merged(passages, _told_alike(a, b, aligned))
    return Likeness(a.document.id, b.document.id, kind, tuple(passages), measures, credit_a, credit_b)


def aligned_reports(a: Prepared, b: Prepared, common: list[Run]) -> Alignment | None:
    """Align the sentences of two documents without the furniture that they have in common."""
    if not common:
        return align(a.sentences, b.sentences)
    return align(
        without(a.sentences, covered(common, len(a.words), in_a=True)),
        without(b.sentences, covered(common, len(b.words), in_a=False)),
    )


def _measures(
    a: Prepared, b: Prepared, shared: _Shared, aligned: Alignment | None, credit_a: int, credit_b: int
) -> dict[str, float]:
    part_a, part_b = shared.parts
    same_a, same_b = part_a, part_b
    if max(part_a, part_b) >= _MAYBE_COPY:
        same_a, same_b = bridged(runs(a, b, SEED), (len(a.words), len(b.words)))
    said = alignment_measures(aligned)
    from_a = rewrite_measures(said, a, b, credit_b, credit_a)
    from_b = rewrite_measures(said, b, a, credit_a, credit_b)
    apart = direction.days_apart(a, b)
    logistic = fitted("rewrite")
    measures = {
        **said,
        "words": float(sum(run.length for run in shared.found)),
        "part_a": part_a,
        "part_b": part_b,
        "same_a": same_a,
        "same_b": same_b,
        "numbers_a": from_b["numbers_taken"],
        "numbers_b": from_a["numbers_taken"],
        "rewrite_of_a": logistic.chance(from_a),
        "rewrite_of_b": logistic.chance(from_b),
        "credit_direction": float((credit_b > 0) - (credit_a > 0)),
        "dates_direction": float(direction.by_dates(a, b)),
        "content_direction": 2 * direction.by_content(a, b, shared.in_a, shared.in_b) - 1,
        "days_apart": -1.0 if apart is None else float(apart),
    }
    measures["rest"] = 0.0
    if measures["words"] >= _PASSAGE and not _is_copy(measures):
        measures["rest"] = _rest(a, b, shared, direction.decide(measures)[0])
    return measures


def _rest(a: Prepared, b: Prepared, shared: _Shared, way: int) -> float:
    """Return the chance that what is not word for word the same was rewritten from the source.

    The mean of two looks: what is left of the derived against all of the source, and against what is left.
    """
    source, derived = (a, b) if way > 0 else (b, a)
    of_source, of_derived = (shared.in_a, shared.in_b) if way > 0 else (shared.in_b, shared.in_a)
    left = without(derived.sentences, of_derived)
    chances = []
    for other in (source.sentences, without(source.sentences, of_source)):
        said = alignment_measures(align(other, left))
        chances.append(fitted("rewrite").chance(rewrite_measures(said, source, derived, 0, 0)))
    return sum(chances) / len(chances)


def _kind(a: Prepared, b: Prepared, m: dict[str, float], taken: Sequence[Run]) -> DerivationKind | None:
    if _is_copy(m):
        return DerivationKind.COPY
    own = same_outlet(a.document.outlet, b.document.outlet)
    if taken:
        return DerivationKind.REWRITE if m["rest"] >= LIKELY_REST and not own else DerivationKind.PARTIAL
    far = m["days_apart"] > NEAR_DAYS and not m["credit_direction"]
    chance = m["rest"] if m["words"] >= _PASSAGE else max(m["rewrite_of_a"], m["rewrite_of_b"])
    return DerivationKind.REWRITE if chance >= (SURE if own or far else LIKELY) else None


def _is_copy(m: dict[str, float]) -> bool:
    least, most = sorted((m["same_a"], m["same_b"]))
    cut_short = most >= _COPY_ONE and least >= _COPY_LEAST
    return m["words"] >= _COPY_WORDS and (least >= _COPY_BOTH or cut_short)


def _taken_over(a: Prepared, b: Prepared, shared: _Shared, credited: bool) -> list[Run]:
    """Return the runs that make one a taker of the other's words; none where they do not suffice.

    Left out are headlines (teasers repeat them), what stands at the end of both (furniture) and what is
    quoted in both: two reporters at one press conference write down the same words.
    """
    long = [
        run
        for run in shared.found
        if run.length >= _PASSAGE and not _headline(a, b, run) and not at_an_edge(a, b, run)
    ]
    words = [run for run in long if not _quoted(a, b, run)]
    if same_outlet(a.document.outlet, b.document.outlet):
        return long if sum(run.length for run in words) >= _PARTIAL_SAME_OUTLET else []
    if max((run.length for run in words), default=0) >= _PARTIAL:
        return long
    return long if credited and len(long) >= _QUOTES else []


def _headline(a: Prepared, b: Prepared, run: Run) -> bool:
    return bool(a.headline[run.a : run.a + run.length].any() or b.headline[run.b : run.b + run.length].any())


def _quoted(a: Prepared, b: Prepared, run: Run) -> bool:
    """Tell whether nearly all of a run stands in quotation marks on both sides."""
    inside = a.quoted[run.a : run.a + run.length] & b.quoted[run.b : run.b + run.length]
    return run.length - int(inside.sum()) < _PASSAGE


def at_an_edge(a: Prepared, b: Prepared, run: Run) -> bool:
    """Tell whether a run is furniture: it ends in the last line of both documents, or begins in the first.

    Neither is a long one, nor one that is most of a document: there a page was taken over word for word.
    """
    if run.length > _FURNITURE or run.length >= _COPY_ONE * min(len(a.words), len(b.words)):
        return False
    last = run.length - 1
    return (_last_line(a, run.a + last) and _last_line(b, run.b + last)) or (
        _first_line(a, run.a) and _first_line(b, run.b)
    )


def _last_line(p: Prepared, word: int) -> bool:
    text = p.document.text.rstrip()
    last = text.rfind("\n")
    return 0 <= last < p.words.starts[word] and len(text) <= last + _LONGEST_LINE


def _first_line(p: Prepared, word: int) -> bool:
    text = p.document.text
    begin = len(text) - len(text.lstrip())
    end = text.find("\n", begin)
    return bool(p.words.starts[word] < end <= begin + _LONGEST_LINE)


def _verbatim(a: Prepared, b: Prepared, found: Sequence[Run]) -> list[tuple[Evidence, Evidence]]:
    return [
        (
            Evidence.at(a.document.text, a.words.span(run.a, run.length)),
            Evidence.at(b.document.text, b.words.span(run.b, run.length)),
        )
        for run in found
        if run.length >= _PASSAGE
    ]


def _told_alike(a: Prepared, b: Prepared, aligned: Alignment) -> list[tuple[Evidence, Evidence]]:
    return [
        (
            Evidence.at(a.document.text, aligned.a.spans[i]),
            Evidence.at(b.document.text, aligned.b.spans[j]),
        )
        for i, j in aligned.mutual
        if aligned.excess[i, j] >= _BEST
    ]


def _merged(
    first: list[tuple[Evidence, Evidence]], more: list[tuple[Evidence, Evidence]]
) -> list[tuple[Evidence, Evidence]]:
    """Add sentences that hold none of the runs already there."""
    kept = [(x, y) for x, y in more if not any(_overlap(x, u) or _overlap(y, v) for u, v in first)]
    return sorted([*first, *kept], key=lambda p: (p[0].start, p[0].end, p[1].start))


def _overlap(x: Evidence, y: Evidence) -> bool:
    return x.start < y.end and y.start < x.end
