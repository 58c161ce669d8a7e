"""Tell what a status that an article carries does to the status of a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import cache
from importlib.resources import files

import yaml

from onrecord.model import UNDECIDED, CommitmentStatus, Entry, RecordKind, Report, ReportedAct
from onrecord.register import ladders
from onrecord.text.days import days

BACK = frozenset({"refused", "suspended", "withdrawn"})
"""The statuses that take a pledge back or hold it up, or say that there is none."""


@cache
def _up() -> tuple[str, ...]:
    """Return the steps of a pledge from first to last."""
    return (*ladders.words()["decided"], CommitmentStatus.DELIVERED.value)


class Move(Enum):
    """Say what the status of a passage does to that of a row."""

    SAME = "same"
    ON = "on"  # moves it
    EARLIER = "earlier"  # a step that the row has behind it
    AGAINST = "against"  # says otherwise of the same time
    OPEN = "open"  # cannot be told


def status_of_act(act: ReportedAct) -> str:
    """Return how far a report says that a pledge has come; of a statement what its act amounts to."""
    if act.status == CommitmentStatus.DELIVERED:
        return act.status
    return ladders.decided_status(act) or UNDECIDED


def status_in(saying: Entry) -> str:
    """Return how far a pledge has come by what an entry's reports say at one time."""
    return status_of_act(saying.reports[0].act)


def further(reports: Sequence[Report]) -> Report:
    """Return the report that carries the furthest step: pledges before statements, then the best source."""

    def rank(report: Report) -> tuple[bool, int]:
        status = status_of_act(report.act)
        step = _up().index(status) if status in _up() else len(_up()) if status in BACK else -1
        return report.act.record_kind is RecordKind.COMMITMENT, step

    return max(reports, key=rank)  # of equal ones the first


def move(row: str, passage: str, row_day: str | None, passage_day: str | None) -> tuple[Move, str]:
    """Say what a passage's status does to a row's, and why.

    :param row_day: EDTF, since when the row has its status, as far as it is known: when it was announced.
    :param passage_day: the ISO day of the act that the passage reports; ``None``: not known.

    >>> move("considered", "pledged", None, None)[0].value, move("signed", "pledged", None, None)[0].value
    ('on', 'earlier')
    >>> move("pledged", "withdrawn", "2031-04-22", "2031-07-08")[0].value
    'on'
    """
    if UNDECIDED in (row, passage):
        whose = "the row" if row == UNDECIDED else "the passage"
        return Move.OPEN, f"how far {whose} has come is not settled"
    if row == passage:
        return Move.SAME, f"the row says {row} already"
    order = _order(row_day, passage_day)
    if row in _up() and passage in _up():
        if _up().index(passage) > _up().index(row):
            return Move.ON, f"{passage} is further than {row}"
        return Move.EARLIER, f"{passage} comes before {row}"
    if order < 0:
        return Move.EARLIER, f"{passage} on {passage_day}, before {row} on {row_day}"
    if order > 0:
        return Move.ON, f"{passage} on {passage_day}, after {row} on {row_day}"
    if row in _up():  # refused, suspended or withdrawn, and nothing says when the row was written
        if passage == CommitmentStatus.REFUSED and row_day is not None and passage_day is not None:
            return Move.AGAINST, f"refused where the row says {row}, of the same time"
        return Move.ON, f"{passage} ends {row}"
    if row == CommitmentStatus.REFUSED and row_day is not None and passage_day is not None:
        return Move.AGAINST, f"{passage} where the row says refused, of the same time"
    return Move.OPEN, f"the dates do not tell whether {passage} came before or after {row}"


def taken_back(words: str) -> str:
    """Return the words by which a passage takes something back or does not do it; "" where it has none.

    >>> taken_back("Ostmere, he said, withdraws the naval offer")
    'withdraws'
    """
    found = _taking_back().search(words)
    return found[0] if found else ""


def words_up_to(act: ReportedAct) -> str:
    """Return the words of a passage with those right before it in its sentence ("failed on Friday to")."""
    before = re.split(r"[.!?:\n]", act.quote[0].prefix)[-1] if act.quote else ""
    return f"{before}{act.text}"


@cache
def _taking_back() -> re.Pattern[str]:
    text = files("onrecord.tracker").joinpath("data/taking_back.yaml").read_text(encoding="utf-8")
    words = (
        re.escape(word).replace(r"\*", r"\w*").replace(r"\ \.\.\.\ ", r"(?:\W+\w+){0,3}\W+")
        for word in yaml.safe_load(text)["words"]
    )
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


def _order(row_day: str | None, passage_day: str | None) -> int:
    """Return -1 where the passage's day lies before the row's, 1 where after, 0 where it cannot be told."""
    mine, theirs = days(row_day), days(passage_day)
    if mine is None or theirs is None:
        return 0
    return -1 if theirs[1] < mine[0] else 1 if theirs[0] > mine[1] else 0
