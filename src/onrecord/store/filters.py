"""Turn what a user looks for into conditions on the tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, false, or_, select

from onrecord.errors import UsageError
from onrecord.model import UNDECIDED, DerivationKind
from onrecord.store import schema as t
from onrecord.store.fold import fold
from onrecord.store.interface import DocumentFilter, StatementFilter
from onrecord.text.dates import to_edtf
from onrecord.text.days import days

_DATES = "write it as 2023-04-05, 2023-04 or 2023"

Conditions = list[ColumnElement[bool]]

WHOLE = (DerivationKind.COPY.value, DerivationKind.REWRITE.value)
"""Kinds of derivation by which a page as a whole was taken from another."""


def document_conditions(where: DocumentFilter) -> Conditions:
    """Return what the row of a document has to meet."""
    found = common_conditions(where.outlet, where.date_from, where.date_until)
    if where.undated:
        found.append(t.documents.c.last_day.is_(None))
    if not where.all_versions:
        found.append(t.documents.c.newest)
    if where.outlets:
        found.append(t.documents.c.outlet_folded.in_([fold(each) for each in where.outlets]))
    if where.unread:
        read = select(t.readings.c.document_key).where(t.readings.c.document_key == t.documents.c.key)
        found.append(~read.correlate(t.documents).exists())
    if where.copied:
        found.append(_taken(t.derivations.c.source_key))
    if where.copies:
        found.append(_taken(t.derivations.c.derived_key))
    if where.text is not None:
        needle = fold(where.text)
        body = select(t.bodies.c.document_key).where(holds(t.bodies.c.folded, needle))
        found.append(or_(holds(t.documents.c.title_folded, needle), t.documents.c.key.in_(body)))
    return found


def _taken(end: ColumnElement[int | None]) -> ColumnElement[bool]:
    """Return the condition that a document stands at one end of a copy or rewrite, another at the other."""
    held = t.derivations.c
    here = end == t.documents.c.key, held.source_key.is_not(None), held.kind.in_(WHOLE)
    return select(held.key).where(*here).correlate(t.documents).exists()


def statement_conditions(where: StatementFilter, document_key: int | None) -> Conditions:
    """Return what the row of a statement, joined with its document's, has to meet."""
    found = common_conditions(where.outlet, where.date_from, where.date_until)
    if document_key is not None:
        found.append(t.documents.c.key == document_key)
    elif not where.all_versions:
        found.append(t.documents.c.newest)
    if where.outlets:
        found.append(t.documents.c.outlet_folded.in_([fold(each) for each in where.outlets]))
    if where.speaker is not None:
        found.append(holds(t.statements.c.speaker_folded, fold(where.speaker)))
    if where.text is not None:
        found.append(holds(t.statements.c.content_folded, fold(where.text)))
    return found + _coded(where)


def _coded(where: StatementFilter) -> Conditions:
    """Return the conditions on what a statement was coded as."""
    columns = t.statements.c
    found: Conditions = []
    if where.addressee is not None:
        found.append(holds(columns.addressee_folded, fold(where.addressee)))
    if where.affiliation is not None:
        found.append(holds(columns.affiliation_folded, fold(where.affiliation)))
    if where.acts:
        found.append(columns.act.in_(where.acts))
    if where.stances:
        found.append(columns.stance.in_(where.stances))
    if where.roles:
        open_too = columns.speaker_role.is_(None) if UNDECIDED in where.roles else false()
        found.append(or_(columns.speaker_role.in_(where.roles), open_too))
    if where.issues:
        found.append(_on_issues(where.issues))
    if where.said_from is not None:
        found.append(columns.said_last_day >= day_bounds(where.said_from)[0])
    if where.said_until is not None:
        found.append(columns.said_first_day <= day_bounds(where.said_until)[1])
    if where.with_condition:
        found.append(_of_statement(t.evidence).where(t.evidence.c.role == "condition").exists())
    return found


def _on_issues(wanted: tuple[str, ...]) -> ColumnElement[bool]:
    coded = _of_statement(t.issues)
    named = coded.where(t.issues.c.issue.in_(wanted)).exists()
    return or_(named, ~coded.exists()) if UNDECIDED in wanted else named


def _of_statement(table: Table) -> Select[Any]:
    """Select the rows of a table that belong to the statement."""
    columns, statement = table.c, t.statements.c
    mine = columns.document_key == statement.document_key, columns.statement == statement.position
    return select(columns.position).where(*mine).correlate(t.statements)


def common_conditions(outlet: str | None, date_from: str | None, date_until: str | None) -> Conditions:
    """Return what the row of a document has to meet by outlet and date of publication."""
    found: Conditions = []
    if outlet is not None:
        found.append(holds(t.documents.c.outlet_folded, fold(outlet)))
    if date_from is not None:
        found.append(t.documents.c.last_day >= day_bounds(date_from)[0])
    if date_until is not None:
        found.append(t.documents.c.first_day <= day_bounds(date_until)[1])
    return found


def day_bounds(given: str) -> tuple[str, str]:
    """Return the first and the last day of a date that a user gave; raise ``UsageError`` where it is none."""
    bounds = days(known_date(given))
    if bounds is None:
        raise UsageError(f"{given!r} has no year", remedy=_DATES)
    return bounds


def known_day(given: str) -> str:
    """Return a date that a user gave as EDTF; raise ``UsageError`` where it tells no day, month or year."""
    day_bounds(given)
    return known_date(given)


def known_date(given: str) -> str:
    """Return a date that a user gave as EDTF; raise ``UsageError`` where it is none."""
    edtf = given if days(given) else to_edtf(given)
    if edtf is None:
        raise UsageError(f"{given!r} is not a date", remedy=_DATES)
    return edtf


def holds(column: ColumnElement[str], needle: str) -> ColumnElement[bool]:
    """Return the condition that a folded column has a folded text within it."""
    return column.contains(needle, autoescape=True)
