"""Make conflicts of two facts or two reports; which of them stands left means nothing."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Conflict, ConflictKind, Fact, Report, Side


def of_fact(fact: Fact) -> Side:
    """Return a fact as a side of a conflict."""
    return Side(
        fact.record_kind, fact.record, fact.document, None, fact.outlet, fact.published, fact.asserted_by,
        fact.shown, fact.quote,
    )  # fmt: skip


def of_report(report: Report, value: str) -> Side:
    """Return a report as a side of a conflict, with what it says in short.

    Where these words stand beside the quote, the whole sentences are quoted.
    """
    act = report.act
    joined = " ".join(" ".join(e.exact.split()) for e in act.quote)
    quote = act.quote if value in joined or not act.around else act.around
    who = next(iter(act.actors), None)
    return Side(act.record_kind, act.record, act.document, None, act.outlet, act.published, who, value, quote)


def between_facts(
    kind: ConflictKind, subject: str, a: Fact, b: Fact, why: str, confidence: float = 0.8
) -> Conflict:
    """Return the conflict of two facts."""
    left, right = sorted((a, b), key=lambda f: (f.published or "", f.document, f.id))
    days = [d for f in (a, b) for d in (f.first_day, f.last_day) if d is not None]
    return Conflict(
        kind, subject, of_fact(left), of_fact(right), why,
        first_day=min(days, default=None), last_day=max(days, default=None), confidence=confidence,
    )  # fmt: skip


def between_reports(
    kind: ConflictKind, subject: str, sides: Sequence[tuple[Report, str]], why: str, confidence: float = 0.7
) -> Conflict:
    """Return the conflict of two reports of one act; each comes with what it says in short."""
    (left, said), (right, told) = sorted(sides, key=lambda x: (x[0].act.published or "", x[0].act.place))
    days = [d for r, _ in sides for d in (r.act.first_day, r.act.last_day) if d is not None]
    issues = tuple(dict.fromkeys(i for r, _ in sides for i in r.act.issues if not i.startswith("event:")))
    return Conflict(
        kind, subject, of_report(left, said), of_report(right, told), why, issues,
        min(days, default=None), max(days, default=None), confidence, "entry",
    )  # fmt: skip
