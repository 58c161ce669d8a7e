"""Apply what a keeper accepted to the rows of a tracker, and say what it changes in the table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.model import Entry, Finding, FindingKind, TrackerAction, TrackerDecision, TrackerRow
from onrecord.tracker.amounts import in_words
from onrecord.tracker.comparing import amounts_of
from onrecord.tracker.mapping import TableMapping
from onrecord.tracker.rows import Readers, row_key

Citation = Mapping[str, str]
"""What stands beside a row, by the names of ``mapping.CITATION``."""

FORMS = "forms:"
"""What begins the names of values that hold forms in place of a cell's words."""

_APART = "\n"


@dataclass(slots=True)
class Change:
    """Hold what is written into one row: new values of cells by field, and citations."""

    row: TrackerRow
    values: dict[str, str] = field(default_factory=dict)
    citations: list[Citation] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Effective:
    """Hold the rows of a tracker with what was accepted, and what that changes in its table."""

    rows: tuple[TrackerRow, ...]  # those that wait to be written last
    changes: tuple[Change, ...]  # of rows that stand in the table
    added: tuple[Change, ...]  # rows to be appended
    lost: tuple[TrackerDecision, ...]  # accepted on rows that the table does not have any more


def effective(
    rows: Sequence[TrackerRow], decisions: Iterable[TrackerDecision], readers: Readers
) -> Effective:
    """Return the rows of a tracker as they are with what was accepted.

    A move is applied where the row still has the status that it moved from: a cell that its keeper has
    changed since is left as it is. A new row that the table has by now is not added again.

    Args:
        rows: as the table has them.
        decisions: those in force, the oldest first.
        readers: what reads the words of new rows.
    """
    held = {row.key: Change(row) for row in rows}
    added: dict[str, Change] = {}
    lost = []
    number = max((row.number for row in rows), default=0)
    for each in decisions:
        if each.action is not TrackerAction.ACCEPT:
            continue
        if each.kind is FindingKind.NEW and each.rows[0] not in {**held, **added}:
            number += 1
            row = row_of_new(each, number, rows[0].tracker if rows else each.tracker, readers)
            added[row.key] = Change(row, dict(_cells(each)))
        gone = True
        for key in each.rows:
            change = held.get(key) or added.get(key)
            if change is not None:
                gone = False
                _apply(each, change)
        if gone:
            lost.append(each)
    changed = tuple(change for change in held.values() if change.values or change.citations)
    now = tuple(change.row for change in (*held.values(), *added.values()))
    return Effective(now, changed, tuple(added.values()), tuple(lost))


def _apply(decision: TrackerDecision, change: Change) -> None:
    if decision.citation:
        change.citations.append(decision.citation)
    moves = decision.kind is FindingKind.MOVES_STATUS and change.row.status == decision.values.get("was")
    if moves:
        on = decision.values.get("on") or None
        word = decision.values.get("status", decision.becomes)
        change.row = replace(change.row, status=decision.becomes, status_text=word, status_on=on)
        change.values["status"] = word


def _cells(decision: TrackerDecision) -> Mapping[str, str]:
    return {name: text for name, text in decision.values.items() if not name.startswith(FORMS)}


def row_of_new(decision: TrackerDecision, number: int, tracker: str, readers: Readers) -> TrackerRow:
    """Return the row that was accepted as new, with the number that it would get."""
    values = defaultdict(str, decision.values)

    def forms(name: str) -> tuple[str, ...]:
        return tuple(part for part in values[FORMS + name].split(_APART) if part)

    return TrackerRow(
        tracker, number, decision.rows[0], (), values["party"], forms("party"), forms("people"),
        values["beneficiary"], forms("beneficiary"), values["measure"], forms("issues"), decision.becomes,
        values["status"], amounts=readers.amounts(values["amount"]), amount_text=values["amount"],
        announced=values["announced"] or None, due=values["due"] or None, source=values["source"],
        notes=values["notes"], waits=True,
    )  # fmt: skip


def values_of_new(
    finding: Finding,
    rows: Sequence[TrackerRow],
    mapping: TableMapping,
    name_of: Callable[[str], str],
    address: str,
) -> tuple[str, dict[str, str]]:
    """Return the key of the row that a finding makes, and its values: cells by field, and forms.

    Parties and statuses are written as the tracker's keeper writes them, where the table tells how.

    Args:
        finding: whose entry becomes a row.
        rows: of the tracker.
        mapping: of the tracker.
        name_of: what gives the name of a form ("XSK": "Skerrin").
        address: of the page that carries it.
    """
    entry = finding.entry
    party = _spelt(entry.principals, [(row.principals, row.party) for row in rows], name_of)
    towards = _spelt(entry.towards, [(row.towards, row.beneficiary) for row in rows], name_of)
    status = finding.becomes
    due = next((report.act.due for report in entry.reports if report.act.due), None)
    values = {
        "party": party,
        "measure": entry.proposition,
        "beneficiary": towards,
        "status": word_for(status, rows, mapping),
        "amount": "; ".join(map(in_words, amounts_of(entry))),
        "announced": _day(entry),
        "due": due or "",
        "source": address,
        f"{FORMS}party": _APART.join(entry.principals),
        f"{FORMS}people": _APART.join(entry.actors),
        f"{FORMS}beneficiary": _APART.join(entry.towards),
        f"{FORMS}issues": _APART.join(entry.issues),
    }
    return row_key(party, entry.proposition, towards), values


def word_for(status: str, rows: Sequence[TrackerRow], mapping: TableMapping) -> str:
    """Return the word that a keeper uses for a status: the commonest in the table, else the mapping's."""
    used = Counter(row.status_text for row in rows if row.status == status and row.status_text)
    if used:
        return used.most_common(1)[0][0]
    return next((word for word, meant in mapping.statuses.items() if meant == status), status)


def _spelt(
    forms: Sequence[str], known: Sequence[tuple[tuple[str, ...], str]], name_of: Callable[[str], str]
) -> str:
    used = Counter(text for held, text in known if held == tuple(forms) and text)
    if used:
        return used.most_common(1)[0][0]
    each = {held[0]: text for held, text in reversed(known) if len(held) == 1 and text}
    return ", ".join(each.get(form, name_of(form)) for form in forms)


def _day(entry: Entry) -> str:
    return entry.first_day or entry.first_reported or ""
