"""Say what can be taken along, in the words of the page."""

from __future__ import annotations

from dataclasses import dataclass

ROWS = ("csv", "json", "jsonl", "parquet")
"""Forms of one kind of rows."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Hold one kind of rows as the page offers it."""

    what: str
    name: str
    told: str


OF_REGISTER = (
    Shelf("entries", "Entries", "a row for each act"),
    Shelf("reports", "Reports", "a row for each report of an act"),
    Shelf("links", "Ties", "which act answers, repeats or is part of which"),
)
TABLES = (
    Shelf("positions", "Positions", "where each actor stands on each issue"),
    Shelf("shifts", "Shifts", "changes of position, with the words before and after"),
    Shelf("conflicts", "Conflicts", "reports that cannot all hold"),
    Shelf("proposals", "Proposals", "with their answers"),
    Shelf("pledges", "Pledges", "what was pledged against what was delivered"),
    Shelf("deadlines", "Deadlines", "what is due or expected by when"),
    Shelf("calendar", "Calendar", "meetings and attacks, merged over their reports"),
    Shelf("documents", "Articles", "without their text"),
    Shelf("statements", "Statements", "each with its place in its article, as reviewed"),
    Shelf("commitments", "Commitments", "as articles have them, as reviewed"),
    Shelf("events", "Events", "as articles have them, as reviewed"),
    Shelf("claims", "Claims", "as articles have them, as reviewed"),
)
