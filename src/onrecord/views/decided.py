"""Say on one line what was decided about actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.store.decisions import Decision


def actor_line(decision: Decision) -> str:
    """Say on one line what was decided."""
    names = ", ".join(map(repr, decision.names))
    match decision.kind.value:
        case "merge":
            told = f"{names} merged into {decision.into!r}"
        case "rename":
            told = f"{names} renamed {decision.into!r}"
        case "split":
            where = (
                f"a statement of document {decision.document}" if decision.statement else decision.document
            )
            told = f"{names} is {decision.into!r} in {where}"
        case "import":
            told = f"{names} imported"
        case _:
            told = f"decision {decision.undoes} undone"
    return " ".join(told.split())
