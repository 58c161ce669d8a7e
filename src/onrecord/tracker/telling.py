"""Put findings and rows of a tracker into words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from onrecord.model import UNDECIDED, Finding, FindingKind, TrackerDecision, TrackerRow

SAYS = {
    FindingKind.NEW: "new",
    FindingKind.REPEATS: "repeating a row",
    FindingKind.MOVES_STATUS: "moving a status",
    FindingKind.CONTRADICTS: "contradicting a row",
    FindingKind.UNDECIDED: "undecided",
}


def headline(finding: Finding, rows: Mapping[str, TrackerRow], name_of: Callable[[str], str] = str) -> str:
    """Say on one line what a finding is: "moves row 6 (no. 1) from floated to proposed"."""
    who = ", ".join(map(name_of, finding.entry.principals)) or UNDECIDED
    where = " and ".join(_place(key, rows) for key in finding.keys)
    match finding.kind:
        case FindingKind.NEW:
            return f"new: {who}, {finding.becomes}"
        case FindingKind.REPEATS:
            return f"repeats {where}"
        case FindingKind.MOVES_STATUS:
            return f"moves its status: {where}, {finding.was} -> {finding.becomes}"
        case FindingKind.CONTRADICTS:
            return f"contradicts {where}: {finding.differs}"
        case FindingKind.UNDECIDED:
            return f"undecided: {who}" + (f", may be {where.replace(' and ', ' or ')}" if where else "")


def _place(key: str, rows: Mapping[str, TrackerRow]) -> str:
    row = rows.get(key)
    if row is None:
        return f"the new row of {key}"
    label = f" (no. {_one_line(row.label)})" if row.label else ""
    return f"row {row.number}{label}{', not written yet' if row.waits else ''}"


def row_line(row: TrackerRow) -> str:
    """Return a row on one line: who, what, how much, for whom, status, since when."""
    parts = [
        row.party or "-",
        row.measure or "-",
        row.amount_text,
        f"for {row.beneficiary}" * bool(row.beneficiary),
    ]
    told = "; ".join(_one_line(part) for part in parts if part)
    since = row.status_on or row.announced or ""
    return f"{told} [{_one_line(row.status_text) or '-'}: {row.status}] {since}".rstrip()


def decision_line(decision: TrackerDecision, numbers: Iterable[int] = (), was: str = "") -> str:
    """Say on one line what was decided."""
    rows = " and ".join(f"row {number}" for number in numbers)
    kind = decision.kind.value.replace("_", " ")
    past = {"accept": "accepted", "reject": "rejected", "skip": "skipped", "undo": "undone:"}
    moved = f": {was} -> {decision.becomes}" if decision.kind is FindingKind.MOVES_STATUS else ""
    return f"{past[decision.action.value]} {kind}{f' of {rows}' if rows else ''}{moved}"


def counts(kinds: Iterable[FindingKind]) -> str:
    """Say how many findings of each kind there are.

    >>> counts(iter([FindingKind.NEW, FindingKind.NEW, FindingKind.MOVES_STATUS]))
    '2 new, 1 moving a status'
    """
    found = Counter(kinds)
    return ", ".join(f"{found[kind]:,} {SAYS[kind]}" for kind in FindingKind if found[kind])


def _one_line(text: str) -> str:
    return " ".join(text.split())
