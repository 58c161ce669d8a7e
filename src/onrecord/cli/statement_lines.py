"""Put into lines what a statement was coded as: act, issues, stance, and the circumstances."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.cli.screen import one_line
from onrecord.model import UNDECIDED, Statement
from onrecord.views.records import relation_line
from onrecord.views.spans import joined_quote


def who(statement: Statement) -> str:
    """Return the speakers; where they are undecided, the words that name them there."""
    if statement.speakers:
        return one_line("; ".join(statement.speakers))
    words = one_line(joined_quote(statement.speaker_text, " "))
    return f"{UNDECIDED} ({words})" if words else UNDECIDED


def capacity(statement: Statement) -> str:
    """Return in what capacity and for whom the speaker speaks; empty where neither is known."""
    role = statement.speaker_role.value if statement.speaker_role else None
    return one_line(", ".join(filter(None, (role, statement.affiliation))))


def coded(statement: Statement) -> tuple[str, str, str]:
    """Return act, issues and stance, each said to be undecided where it is."""
    issues = one_line(", ".join(statement.issues)) or f"issue {UNDECIDED}"
    act, stance = (
        f"{name} {UNDECIDED}" if value == UNDECIDED else str(value)
        for name, value in (("act", statement.act), ("stance", statement.stance))
    )
    return act, issues, "no stance" if stance == "none" else stance


def circumstances(statement: Statement) -> Iterator[str]:
    """Yield a line each for addressees, day, condition, relay, and how its matters are tied."""
    if statement.addressees:
        yield one_line(f"to {'; '.join(statement.addressees)}")
    if statement.said_on:
        yield one_line(f"said {statement.said_on}")
    if statement.condition:
        yield one_line(f"condition: {joined_quote(statement.condition, ' … ')}")
    if statement.via:
        yield one_line(f"via {', '.join(statement.via)}")
    for relation in statement.relations:
        yield one_line(relation_line(relation))
