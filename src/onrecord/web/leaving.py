"""Lend the casefile as it may leave the desk today: for feeds, files to take along, programs of readers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from onrecord.views.published.leaving import Leaving, kept_back, policy

if TYPE_CHECKING:
    from onrecord.store.interface import CasefileView
    from onrecord.web.desk import Desk


def today() -> date:
    """Return the day by which delays of publication are reckoned."""
    return datetime.now(UTC).date()


def leaving(desk: Desk) -> CasefileView:
    """Return the casefile without what is held back, withdrawn or has to wait, and what rests on it."""
    view, now = desk.view(), today()
    # By the revision: what was held back a moment ago, by whatever program, does not go out.
    asked = (now, desk.revision())
    back = desk.kept("kept back", asked, lambda: kept_back(view, policy(view, now)))
    return Leaving(view, back) if back else view
