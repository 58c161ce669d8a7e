"""Set out how far a commitment is decided and how far it is done, step by step, each with its report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from onrecord.model import UNDECIDED, Act, CommitmentStatus, RecordKind, Report, ReportedAct, Step
from onrecord.register.sameness import stem
from onrecord.text.days import days

DECIDED, DONE = "decided", "done"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BEFORE = 3  # words before a verb that may put it off
_OBJECT = 4  # words after a verb within which its object stands


@cache
def words() -> Mapping[str, Any]:
    """Return the lists of data/ladders.yaml."""
    listed: dict[str, Any] = yaml.safe_load(
        files("onrecord.register").joinpath("data/ladders.yaml").read_text("utf-8")
    )
    return listed


def steps(reports: Sequence[Report]) -> tuple[Step, ...]:
    """Return the steps of both ladders in the order of time, each once; a step taken back may be taken again.

    A step is carried by the first report that tells of it; of several of one day, by the nearest source.
    """
    told = sorted(range(len(reports)), key=lambda i: (when(reports[i].act)[0] or "9999", i))
    out: list[Step] = []
    for ladder, read in ((DECIDED, decided_status), (DONE, done_status)):
        standing: list[str] = []
        for i in told:
            act = reports[i].act
            status = read(act)
            if status is None or status in standing:
                continue
            if status in words()["back"]:
                standing = [each for each in standing if each in words()["back"]]
            elif any(each in words()["back"] for each in standing):
                standing = []
            standing.append(status)
            out.append(Step(ladder, status, when(act)[1], i))
    return tuple(out)


def status(reports: Sequence[Report]) -> str:
    """Return how far a commitment has come: the furthest step of the latest reports.

    What takes a commitment back stands above every step that it takes back; delivery above what was decided.
    """
    known = [(when(r.act)[0] or "", s) for r in reports if (s := _either(r.act)) is not None]
    if not known:
        return UNDECIDED
    latest = max(day for day, _ in known)
    return max((s for day, s in known if day == latest), key=_rank)


def decided_status(act: ReportedAct) -> str | None:
    """Return which step of the ladder of decisions a report tells of."""
    if act.record_kind is RecordKind.STATEMENT:
        step = words()["acts"].get(act.act)
        found = str(step) if step else None
    else:
        found = act.status if act.status in (*words()["decided"], *words()["back"]) else None
    return CommitmentStatus.WITHDRAWN if found is not None and _taken_back(act) else found


def done_status(act: ReportedAct) -> str | None:
    """Return which step of the ladder of deeds a report tells of."""
    if act.status == CommitmentStatus.DELIVERED:
        return CommitmentStatus.DELIVERED
    if act.record_kind is RecordKind.STATEMENT or decided_status(act) in (None, *words()["back"]):
        return None
    for name in reversed(list(words()["done"])):
        if _says(act, words()["done"][name], words()["to_come"]):
            return str(name)
    return None


def when(act: ReportedAct) -> tuple[str | None, str | None]:
    """Return the day by which a report's step is put in order, and the same as EDTF, to be shown."""
    if act.first_day and act.dated:
        same = act.first_day == act.last_day
        return act.first_day, act.first_day if same else f"{act.first_day}/{act.last_day}"
    known = days(act.published)
    return (known[0] if known else None), act.published


def _either(act: ReportedAct) -> str | None:
    if act.status == CommitmentStatus.DELIVERED:
        return CommitmentStatus.DELIVERED
    return decided_status(act)


def _rank(step: str) -> int:
    order = [*words()["decided"], CommitmentStatus.DELIVERED, *words()["back"]]
    return order.index(step)


def _taken_back(act: ReportedAct) -> bool:
    """Tell whether the words say that an undertaking is taken back: "withdraws the naval offer"."""
    around = act.around if act.status == CommitmentStatus.REFUSED or act.act == Act.REFUSE else ()
    said = sorted({*act.cue, *act.quote, *around}, key=lambda e: (e.start, -e.end))
    stems = [stem(m.group().lower()) for e in said for m in _WORD.finditer(e.exact)]
    verbs, given = ({stem(w) for w in words()[name]} for name in ("taken_back", "undertakings"))
    return any(word in verbs and given & set(stems[i + 1 : i + 1 + _OBJECT]) for i, word in enumerate(stems))


def _says(act: ReportedAct, verbs: Sequence[str], put_off: Sequence[str]) -> bool:
    """Tell whether the words around a report have one of the verbs, and not as something to come."""
    text = " ".join(e.exact for e in (*act.cue, *([act.trigger] if act.trigger else ()), *act.quote))
    tokens = [m.group().lower() for m in _WORD.finditer(text)]
    stems = [stem(t) for t in tokens]
    for verb in verbs:
        wanted = [stem(w) for w in verb.split()]
        for i in range(len(stems) - len(wanted) + 1):
            if stems[i : i + len(wanted)] == wanted and not set(tokens[max(0, i - _BEFORE) : i]) & set(
                put_off
            ):
                return True
    return False
