"""Say what an undertaking lacks of what a package needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from onrecord.codebook.packaging import DECIDED, DONE
from onrecord.codebook.records import PackageMeasure
from onrecord.model import CommitmentStatus
from onrecord.views.counted import Counted
from onrecord.views.packages.undertakings import Standing

_BINDS = (CommitmentStatus.RATIFIED, CommitmentStatus.IN_FORCE)


class LackKind(StrEnum):
    """What is missing."""

    NOBODY = "nobody"
    TAKEN_BACK = "taken back"
    STATUS = "status"
    FORM = "legal form"
    FORM_NOT_TOLD = "legal form not told"
    APPROVAL = "approval"
    CONDITION = "condition"
    DEED = "deed"
    UNNAMED = "members not named"


@dataclass(frozen=True, slots=True)
class Lack:
    """Say what is missing, in words, and of which entries."""

    kind: LackKind
    words: str
    entries: Counted = field(default_factory=Counted)


def lacks(standing: Standing, need: PackageMeasure | None) -> Iterator[Lack]:
    """Yield what an undertaking lacks; without a need, what keeps it open in any case."""
    ids = Counted.of(filter(None, (standing.entry,)))
    for kind, words in _lacks(standing, need):
        yield Lack(kind, words, ids)


def _lacks(s: Standing, need: PackageMeasure | None) -> Iterator[tuple[LackKind, str]]:
    if s.taken_back is not None:
        yield LackKind.TAKEN_BACK, " ".join(filter(None, (s.taken_back, s.taken_back_on)))
        return
    if need is not None:
        yield from _status(s, need)
        yield from _form(s, need)
    yield from _approval(s, need)
    if s.conditions and s.done != DONE[-1] and not (need and need.condition):
        yield LackKind.CONDITION, f"its condition is not known to be met: “{s.conditions[0].words}”"
    if need is not None and need.done is not None and _step(DONE, s.done) < _step(DONE, need.done):
        yield LackKind.DEED, f"not known to be {need.done}"
    if s.group and not s.members_named:
        yield LackKind.UNNAMED, "its words name no members: who of them is bound is not known"


def _status(s: Standing, need: PackageMeasure) -> Iterator[tuple[LackKind, str]]:
    if need.status is None or _step(DECIDED, s.status) >= _step(DECIDED, need.status):
        return
    wanted = need.status.replace("_", " ")
    if s.status is None:
        yield LackKind.STATUS, f"how far it is decided is not told; needed: {wanted}"
    else:
        yield LackKind.STATUS, f"{s.status.replace('_', ' ')}; needed: {wanted}"


def _form(s: Standing, need: PackageMeasure) -> Iterator[tuple[LackKind, str]]:
    if not need.legal_forms:
        return
    wanted = " or ".join(need.legal_forms)
    held = [form.value for form in s.legal_forms]
    if not held:
        yield LackKind.FORM_NOT_TOLD, f"in what form is not told; needed: {wanted}"
    elif not set(held) & set(need.legal_forms):
        yield LackKind.FORM, f"{', '.join(held)}; needed: {wanted}"


def _approval(s: Standing, need: PackageMeasure | None) -> Iterator[tuple[LackKind, str]]:
    if s.status in _BINDS:
        return
    left = [a for a in s.approvals if a.state != "given"]
    for each in left:
        by = f" by {', '.join(each.by)}" if each.by else ""
        told = "approval is open" if each.state == "open" else "whether it is approved is undecided"
        yield LackKind.APPROVAL, f"{told}{by}: “{each.told.words}”"
    if need is None or need.approval is None or s.approvals or next(_status(s, need), None):
        return  # what has not come so far yet, is not to be approved yet
    yield LackKind.APPROVAL, f"no approval is on record; needed: {need.approval}"


def _step(ladder: tuple[str, ...], step: str | None) -> int:
    return ladder.index(step) if step in ladder else -1
