"""Take supposed steps out of an address and put them into one: PARTY:MEASURE:STATUS[:LEGAL_FORM]."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from onrecord.codebook.packaging import DECIDED, DONE
from onrecord.codebook.records import PackageMeasure
from onrecord.errors import UsageError
from onrecord.model import CommitmentStatus, LegalForm
from onrecord.views.packages.gaps import Supposition, after_step
from onrecord.views.packages.lacks import LackKind, lacks
from onrecord.views.packages.undertakings import Standing

STATUSES = (*DECIDED, *DONE, CommitmentStatus.REFUSED, CommitmentStatus.SUSPENDED, CommitmentStatus.WITHDRAWN)
"""What may be supposed."""
FORMS = tuple(each.value for each in LegalForm)
MOST = 40
"""Steps that an address may suppose."""
_REMEDY = "write it as PARTY:MEASURE:STATUS or PARTY:MEASURE:STATUS:LEGAL_FORM"


def written(step: Supposition) -> str:
    """Return a step as an address has it.

    >>> written(Supposition("XSK", "land", "signed", "treaty"))
    'XSK:land:signed:treaty'
    """
    return ":".join(filter(None, (step.party, step.measure, step.status, step.legal_form)))


def supposition(typed: str, measures: Collection[str], named: Callable[[str], str]) -> Supposition:
    """Take a step out of an address; a party's name may have colons.

    Args:
        typed: as ``written`` gives it.
        measures: that there are.
        named: returns what the register calls somebody; raises for nobody.

    Raises:
        UsageError: it is no step, or of a measure, status or legal form that there is not.

    >>> supposition("group: 24 leaders:land:agreed", ["land"], str)
    Supposition(party='group: 24 leaders', measure='land', status='agreed', legal_form=None)
    """
    parts = [part.strip() for part in typed.split(":")]
    form = parts.pop() if len(parts) > 3 and parts[-1] in FORMS else None
    if len(parts) < 3 or not all(parts):
        raise UsageError(f"{typed!r} is no step that could be supposed", None, _REMEDY)
    *names, measure, status = parts
    if measure not in measures:
        raise UsageError(f"{measure!r} is no measure here", None, f"it is one of {', '.join(measures)}")
    if status not in STATUSES:
        raise UsageError(f"{status!r} is no status", None, f"it is one of {', '.join(STATUSES)}")
    return Supposition(named(typed_name(typed, names)), measure, str(status), form)


def typed_name(typed: str, names: Collection[str]) -> str:
    """Return the name that a step begins with, as it was typed."""
    return ":".join(typed.split(":")[: len(names)]).strip()


def next_step(
    party: str, measure: str, need: PackageMeasure | None, now: Standing | None, issue: str
) -> Supposition | None:
    """Return the least step by which somebody would have what a package needs; ``None``: no step would do.

    Where it is a decision and a deed that are lacking, the decision comes first.
    """
    for step in _steps(party, measure, need, now):
        then = after_step(step, now, issue)
        left = {lack.kind for lack in lacks(then, need)}
        if not left & {LackKind.STATUS, LackKind.FORM, LackKind.FORM_NOT_TOLD, LackKind.APPROVAL}:
            if step.status in DONE and LackKind.DEED in left:
                continue
            return step
    return None


def _steps(
    party: str, measure: str, need: PackageMeasure | None, now: Standing | None
) -> Iterator[Supposition]:
    held = [form.value for form in now.legal_forms] if now else []
    wanted = [str(form) for form in need.legal_forms] if need else []
    form = None if not wanted or set(held) & set(wanted) else wanted[0]
    lacking = {lack.kind for lack in lacks(now, need)} if now else None
    if need is not None and need.done and lacking == {LackKind.DEED}:
        yield Supposition(party, measure, need.done)
    least = DECIDED.index(need.status) if need and need.status else DECIDED.index(CommitmentStatus.AGREED)
    at = DECIDED.index(CommitmentStatus(now.status)) if now and now.status and not now.taken_back else 0
    for status in DECIDED[max(least, at) :]:
        yield Supposition(party, measure, str(status), form)
