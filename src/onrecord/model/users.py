"""Say who works with a casefile in the web app, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do; each role may do what those before it may."""

    READER = "reader"  # look at everything, keep filters
    REVIEWER = "reviewer"  # decide on records, add pages, hold entries back
    ADMIN = "admin"  # accounts, what is published, the log of who did what

    def may(self, needed: Role) -> bool:
        """Tell whether this role may do what another is needed for.

        >>> Role.REVIEWER.may(Role.READER), Role.READER.may(Role.ADMIN)
        (True, False)
        """
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class User:
    """Name somebody; ``account`` is false for the person at the machine, who needs none."""

    name: str
    role: Role
    account: bool = True
