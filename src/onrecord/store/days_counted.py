"""Count by month or by day what was reported and published, for a line of time."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from onrecord.store import schema as t
from onrecord.store.entry_filters import Per


def entry_days(connection: Connection, per: Per) -> dict[str, int]:
    """Return how many entries were first reported in each period, in order; under "" those without a day.

    A report of a month or a year alone counts where that ends.
    """
    period = func.substr(t.entries.c.reported_last_day, 1, int(per)).label("period")
    rows = connection.execute(select(period, func.count()).group_by(period).order_by(period))
    return {name or "": number for name, number in rows}


def document_days(connection: Connection, per: Per) -> dict[str, int]:
    """Return how many pages were published in each period, in order; of those at one address the newest."""
    period = func.substr(t.documents.c.first_day, 1, int(per)).label("period")
    query = select(period, func.count()).where(t.documents.c.newest)
    return {
        name or "": number for name, number in connection.execute(query.group_by(period).order_by(period))
    }
