"""Take words of evidence out of longer evidence, with their own surroundings."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model import CONTEXT, Evidence, ReportedAct


def within(whole: Evidence, start: int, end: int) -> Evidence:
    """Return the evidence of some of the words of longer evidence, by offsets into its exact words.

    >>> part = within(Evidence(10, 24, "accept it all.", "We ", " She"), 0, 9)
    >>> part.start, part.end, part.exact, part.prefix, part.suffix
    (10, 19, 'accept it', 'We ', ' all. She')
    """
    before, after = whole.prefix + whole.exact[:start], whole.exact[end:] + whole.suffix
    return Evidence(
        whole.start + start,
        whole.start + end,
        whole.exact[start:end],
        before[max(0, len(before) - CONTEXT) :],
        after[:CONTEXT],
    )


def told(act: ReportedAct) -> tuple[Evidence, ...]:
    """Return the words of an act with its cue, in the order of the text, each stretch once."""
    return tuple(
        sorted({(e.start, e.end): e for e in (*act.cue, *act.quote)}.values(), key=lambda e: e.start)
    )


def around(act: ReportedAct) -> tuple[Evidence, ...]:
    """Return the sentences that an act stands in; its own words where these are not kept."""
    return act.around or told(act)


def joined(evidence: Iterable[Evidence]) -> str:
    """Return the words of evidence, one stretch behind another."""
    return " ".join(e.exact for e in evidence)


def overlap(a: ReportedAct, b: ReportedAct) -> bool:
    """Tell whether two acts are told by the same words of an article."""
    if a.document != b.document:
        return False
    return any(x.start < y.end and y.start < x.end for x in a.quote for y in b.quote)
