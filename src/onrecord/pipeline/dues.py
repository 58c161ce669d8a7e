"""Add to demands, threats and other acts that are told as statements the day that their words set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from onrecord.coding.when import Anchor, anchor
from onrecord.commitments.due import due
from onrecord.model import Document, EntryKind, RecordKind, ReportedAct, Span
from onrecord.text.days import days

SETTING_A_DAY = frozenset(
    (
        EntryKind.DEMAND,
        EntryKind.THREAT,
        EntryKind.PROPOSAL,
        EntryKind.OFFER,
        EntryKind.COMMITMENT,
        EntryKind.ACCEPTANCE,
    )
)
"""Kinds of which a day in the content is one by which something is to be done; of a claim it may be any."""


def with_dues(document: Document, acts: Sequence[ReportedAct]) -> tuple[ReportedAct, ...]:
    """Return acts, those of statements with the day that their content sets: "to withdraw by Friday".

    Commitments and events have theirs from their records.
    """
    day = anchor(document.published)
    return tuple(_with_due(document.text, act, day) for act in acts)


def _with_due(text: str, act: ReportedAct, day: Anchor) -> ReportedAct:
    if act.record_kind is not RecordKind.STATEMENT or act.kind not in SETTING_A_DAY or act.due:
        return act
    edtf, words = due(text, [Span(piece.start, piece.end) for piece in act.quote], day)
    return replace(act, due=edtf, due_text=words) if edtf is not None and _is_ahead(edtf, day) else act


def _is_ahead(edtf: str, day: Anchor) -> bool:
    """Tell whether a day is to come: not past, nor a week on, as a page's own weekday is read."""
    span = days(edtf)
    if span is None or day.day is None or not day.year:
        return False
    week = (day.day + timedelta(7)).isoformat()
    return span[1] >= day.day.isoformat() and span != (week, week)
