"""Say why a record of an undertaking is doubtful: its words do not undertake what it is recorded as.

Such a record is listed apart and counted nowhere, unless a person confirmed it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from onrecord.codebook.packaging import TAKEN_BACK
from onrecord.model import UNDECIDED, CommitmentStatus, Entry, RecordKind, Report, ReportedAct

UNSURE = "doubtful: its record is not sure"
NEGATED = "doubtful: its words hold a “not”"
TALKS = "doubtful: its words announce talks"
POSSIBLE = "doubtful: its words say that it may be"
AGAINST = "done against whom it is towards"

_BUT = re.compile(r"\bbut\b")  # what follows is the contrast: "observers but never soldiers"
_WEIGHED = (CommitmentStatus.CONSIDERED, CommitmentStatus.PROPOSED)


@cache
def settings() -> Mapping[str, Any]:
    """Return floors and word lists of data/doubt.yaml."""
    read: dict[str, Any] = yaml.safe_load(
        files("onrecord.views").joinpath("data/doubt.yaml").read_text("utf-8")
    )
    return read


def doubt_of(entry: Entry, reports: Sequence[Report] = ()) -> str:
    """Say why an undertaking is doubtful; "" where one report of it is not.

    Args:
        entry: of any kind; only its records of commitments are looked at.
        reports: those of the entry that count; none: all.
    """
    acts = [r.act for r in (reports or entry.reports) if r.act.record_kind is RecordKind.COMMITMENT]
    found = [doubt(act) for act in acts]
    return found[0] if found and all(found) else ""


def doubt(act: ReportedAct) -> str:
    """Say why the record of a commitment is doubtful; "" where it is not, or a person confirmed it."""
    return "" if act.reviewed else next(_doubts(act), "")


def _doubts(act: ReportedAct) -> Iterator[str]:
    if act.confidence < settings()["floors"][act.record_kind.value]:
        yield UNSURE
    if act.record_kind is not RecordKind.COMMITMENT or act.status in (*TAKEN_BACK, UNDECIDED):
        return
    if _negations().search(_after_trigger(act)):
        yield NEGATED
    if act.status in _WEIGHED:
        return
    if act.trigger is not None and _talks().search(act.trigger.exact):
        yield TALKS
    if _possible().search(" ".join(piece.exact for piece in act.quote)):
        yield POSSIBLE


def _after_trigger(act: ReportedAct) -> str:
    """Return what the quote says after the word that carries the status: what is undertaken."""
    if act.trigger is None:
        return ""
    start = act.trigger.end
    said = " ".join(p.exact[max(0, start - p.start) :] for p in act.quote if p.end > start)
    return _BUT.split(_harmless().sub(" ", said), maxsplit=1)[0]


def is_against(act: ReportedAct) -> bool:
    """Tell whether its words say that it is done against somebody it is towards: "drones against Xenia"."""
    said = " ".join(piece.exact for piece in act.quote)
    names = [word for word, who in act.names if who in act.towards]
    return any(re.search(rf"\bagainst (?:the )?{re.escape(word)}\b(?!['’]s)", said) for word in names)


@cache
def _negations() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any('negations')})\b|\b\w+n['’]t\b")


@cache
def _harmless() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any('not_negations')})\b")


@cache
def _talks() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any('talks')})", re.IGNORECASE)


@cache
def _possible() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any('possible')})\b")  # small letters: May is a month


def _any(name: str) -> str:
    return "|".join(re.escape(each) for each in settings()[name])
