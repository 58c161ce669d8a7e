"""Say how far somebody has come with a measure: asked, offered, undertaken, decided, in force, delivered."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from onrecord.codebook.packaging import DONE
from onrecord.model import CommitmentStatus as Status
from onrecord.views.packages.undertakings import Standing


class Stage(StrEnum):
    """How far it has come, the least first."""

    ASKED = "asked"
    OFFERED = "offered"
    UNDERTAKEN = "undertaken"
    DECIDED = "decided"
    IN_FORCE = "in force"
    DELIVERED = "delivered"


_OF_STATUS = {
    Status.CONSIDERED: Stage.OFFERED,
    Status.PROPOSED: Stage.OFFERED,
    Status.PLEDGED: Stage.UNDERTAKEN,
    Status.AGREED: Stage.DECIDED,
    Status.SIGNED: Stage.DECIDED,
    Status.RATIFIED: Stage.DECIDED,
    Status.IN_FORCE: Stage.IN_FORCE,
}


def stages(standing: Standing, asked: bool) -> frozenset[Stage]:
    """Return the stages that something on record has reached; that it was asked for is told beside it.

    A decision goes through the stages before it; a delivery says nothing of how it was decided.
    """
    found = {Stage.ASKED} if asked else set[Stage]()
    if standing.status is not None:
        found |= up_to(_OF_STATUS.get(Status(standing.status), Stage.OFFERED))
    elif standing.kind in ("offer", "proposal"):
        found.add(Stage.OFFERED)
    elif standing.kind == "commitment":
        found |= up_to(Stage.UNDERTAKEN)
    if standing.done == DONE[-1]:
        found.add(Stage.DELIVERED)
    return frozenset(found)


def up_to(last: Stage) -> set[Stage]:
    """Return the stages of a decision up to one.

    >>> sorted(up_to(Stage.UNDERTAKEN))
    [<Stage.OFFERED: 'offered'>, <Stage.UNDERTAKEN: 'undertaken'>]
    """
    every: Sequence[Stage] = tuple(Stage)
    return set(every[1 : every.index(last) + 1])
