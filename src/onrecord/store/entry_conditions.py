"""Turn what a user looks for among entries into conditions, and into the ids that names lead to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, and_, bindparam, func, or_, select

from onrecord.model import UNDECIDED, Answer, EntryLinkKind
from onrecord.store import schema as t
from onrecord.store import word_search
from onrecord.store.entry_filters import EntryFilter
from onrecord.store.filters import Conditions, day_bounds, holds
from onrecord.store.fold import fold

Role = tuple[str, ...]
Named = tuple[Role, tuple[str, ...]]
"""Roles of ``entry_names``, and names of which an entry has one in one of them."""

_MANY = 300
"""Names above which looking for each costs more than looking through all entries."""


def conditions(where: EntryFilter) -> Conditions:
    """Return what the row of an entry has to meet, but for names, its own days and what other tables tell."""
    columns = t.entries.c
    found: Conditions = [
        holds(column, fold(words))
        for column, words in ((columns.outlet_folded, where.outlet), (columns.content_folded, where.text))
        if words is not None
    ]
    found += [
        column.in_(wanted)
        for column, wanted in ((columns.kind, where.kinds), (columns.status, where.statuses))
        if wanted
    ]
    reported = columns.reported_first_day, columns.reported_last_day
    found += between(*reported, where.reported_from, where.reported_until)
    found += between(columns.moved_first_day, columns.moved_last_day, where.moved_from, where.moved_until)
    if where.moved_from is not None and where.reported_until is not None:  # also to find them by an index
        told = columns.reported_first_day, columns.moved_last_day
        found += between(*told, where.moved_from, where.reported_until)
    if where.least_origins > 1:
        found.append(columns.origins >= where.least_origins)
    if not where.unreviewed or where.reviewed:
        found.append(columns.reviewed)
    if where.reviewed is False:
        found.append(~columns.reviewed)
    if where.most_origins is not None:
        found.append(columns.origins <= where.most_origins)
    return found + _sure(where) + left_out(where, columns.id)


def left_out(where: EntryFilter, column: ColumnElement[str]) -> Conditions:
    """Return the condition that an entry is none of those that are left out, however many these are."""
    if not where.without:
        return []
    ids: BindParameter[Any] = bindparam(
        "without", list(where.without), expanding=True, literal_execute=True, unique=True
    )
    return [column.not_in(ids)]


def _sure(where: EntryFilter) -> Conditions:
    held = t.entry_facets.c
    bounds = confidence_bounds(where, held.confidence)
    return [t.entries.c.id.in_(select(held.entry).where(held.role == "", *bounds))] if bounds else []


def confidence_bounds(where: EntryFilter, column: ColumnElement[float]) -> Conditions:
    """Return the conditions on how sure an entry is."""
    found: Conditions = []
    if where.confidence_from is not None:
        found.append(column >= where.confidence_from)
    if where.confidence_until is not None and where.confidence_until < 1:
        found.append(column < where.confidence_until)
    return found


def told_elsewhere(
    entry: ColumnElement[str], where: EntryFilter, document: str | None, *, every: bool = False
) -> Conditions:
    """Return what other tables have to tell of an entry, whose id a column holds.

    ``every``: all that fit are wanted, not the first page of them.
    """
    found: Conditions = []
    if where.due_from is not None or where.due_until is not None:
        dues = t.entry_dues.c
        days = between(dues.first_day, dues.last_day, where.due_from, where.due_until)
        found.append(entry.in_(select(dues.entry).where(*days)))
    if document is not None:
        reports = t.entry_reports.c
        found.append(entry.in_(select(reports.entry).where(reports.document == document)))
    if where.documents:
        reports = t.entry_reports.c
        found.append(entry.in_(select(reports.entry).where(reports.document.in_(where.documents))))
    if where.answered is not None and every:
        found.append(entry.in_(_answers()) if where.answered else entry.not_in(_answers()))
    elif where.answered is not None:
        # Looked up entry by entry: there are many, and mostly the first page of them is looked for.
        answered = _answers().where(t.entry_links.c.target == entry).exists()
        found.append(answered if where.answered else ~answered)
    return found


def _answers() -> Select[tuple[str]]:
    links = t.entry_links.c
    is_answer = or_(links.answer.is_(None), links.answer != Answer.DENIED.value)
    return select(links.target).where(links.kind == EntryLinkKind.RESPONDS_TO.value, is_answer)


def are_few(where: EntryFilter, document: str | None) -> bool:
    """Tell whether an index finds those that are looked for, and few of them, whatever their order."""
    periods = (
        (where.moved_from, where.moved_until),
        (where.reported_from, where.reported_until),
        (where.due_from, where.due_until),
        (where.moved_from, where.reported_until),
    )
    return document is not None or bool(where.documents) or any(None not in each for each in periods)


def between(
    first: ColumnElement[Any], last: ColumnElement[Any], begin: str | None, end: str | None
) -> Conditions:
    """Return the condition that what lies between two days may lie in a period.

    Most things have one day: where both ends are given, those whose last day lies in the period are apart
    from the few that reach over its end, so that each are found by an index.
    """
    if begin is None and end is None:
        return []
    if end is None:
        return [last >= day_bounds(begin or "")[0]]
    least, most = day_bounds(begin)[0] if begin is not None else None, day_bounds(end)[1]
    if least is None:
        return [first <= most]
    inside = and_(last >= least, last <= most, first <= most)
    return [or_(inside, and_(last > most, first <= most, first != last))]


def names(connection: Connection, where: EntryFilter) -> tuple[list[Named], Conditions]:
    """Return the names that an entry has to have, and the conditions in place of names that are too many."""
    columns = t.entries.c
    found: list[Named] = [
        ((role,), wanted)
        for role, wanted in (("principals", where.principals), ("towards", where.beneficiaries))
        if wanted
    ]
    others: Conditions = []
    if where.actors:
        found.append((("actors", "principals"), where.actors))
    if where.words is not None:
        others.append(columns.id.in_(word_search.ids(connection, where.words)))
    for roles, words, column in (
        (("actors", "principals"), where.actor, columns.actor_folded),
        (("towards",), where.towards, columns.towards_folded),
    ):
        if words is None:
            continue
        holding = [each for each in _names_in(connection, roles) if fold(words) in fold(each)]
        if len(holding) <= _MANY:
            found.append((roles, tuple(holding)))
        else:
            others.append(holds(column, fold(words)))
    if where.issues and UNDECIDED in where.issues:
        named = columns.id.in_(_with([(("issues",), where.issues)]))
        others.append(or_(columns.issue_list == "", named))
    elif where.issues:
        found.append((("issues",), where.issues))
    return found, others


def _names_in(connection: Connection, roles: Role) -> set[str]:
    """Return every name in some roles, going from each to the next in the index."""
    found: set[str] = set()
    for role in roles:
        held, later = t.entry_names.alias(), t.entry_names.alias()
        first = select(func.min(held.c.name).label("name")).where(held.c.role == role)
        each = first.cte("each_name", recursive=True)
        above = select(func.min(later.c.name)).where(later.c.role == role, later.c.name > each.c.name)
        each = each.union_all(select(above.scalar_subquery()).where(each.c.name.is_not(None)))
        found.update(connection.scalars(select(each.c.name).where(each.c.name.is_not(None))))
    return found


def ids_with(
    connection: Connection, wanted: Sequence[Named], where: EntryFilter, document: str | None
) -> list[str]:
    """Return the ids of the entries that have all of some names, by first day, undated last, then by id.

    Of these, those that other tables tell what is looked for of, and that may lie before the end of a period.
    """
    held = t.entry_names.c
    query = _with(wanted, held.entry, held.day).where(*told_elsewhere(held.entry, where, document))
    query = query.order_by(held.day, held.entry).where(*_about(where))
    return list(dict.fromkeys(connection.scalars(query)))


def _about(where: EntryFilter) -> Conditions:
    """Return what a name's row tells of whether its entry may lie in a period: not all, but at no cost."""
    held, found = t.entry_names.c, list[ColumnElement[bool]]()
    if where.date_until is not None:
        found.append(held.day <= day_bounds(where.date_until)[1])
    if where.date_from is not None:
        columns, begin = t.entries.c, day_bounds(where.date_from)[0]
        lasting = columns.first_day < begin, columns.last_day >= begin, columns.first_day != columns.last_day
        found.append(or_(held.day >= begin, held.entry.in_(select(columns.id).where(*lasting))))
    return found


def with_all(wanted: Sequence[Named], where: EntryFilter) -> Conditions:
    """Return the conditions that an entry has all of some names; what is of no use is left out early."""
    return [t.entries.c.id.in_(_with([each]).where(*_about(where))) for each in wanted]


def _with(wanted: Sequence[Named], *columns: ColumnElement[Any]) -> Select[Any]:
    held = t.entry_names.c
    (roles, some), *others = wanted
    query = select(*(columns or (held.entry,))).where(held.role.in_(roles), held.name.in_(some))
    return query.where(*(held.entry.in_(_among(*each)) for each in others))


def _among(roles: Role, some: tuple[str, ...]) -> Select[tuple[str]]:
    held = t.entry_names.alias().c
    return select(held.entry).where(held.role.in_(roles), held.name.in_(some))
