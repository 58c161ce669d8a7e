"""Hold a codebook: the issues that statements are coded with, and how each is recognised."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PATTERN = "re:"
"""What a cue that is a regular expression begins with."""


class Strength(StrEnum):
    """What a cue says about its issue where it stands."""

    STRONG = "strong"  # enough by itself
    WEAK = "weak"  # a hint, which needs company
    NOT = "not"  # a phrase in which cues of this issue do not count


@dataclass(frozen=True, slots=True)
class Cue:
    """Hold a phrase, or a pattern after ``re:``."""

    phrase: str
    strength: Strength


@dataclass(frozen=True, slots=True)
class Issue:
    """Describe one issue; ``broader`` are those that it is a special case of, and that give way to it."""

    id: str
    label: str
    description: str
    cues: tuple[Cue, ...] = ()
    broader: tuple[str, ...] = ()
    is_residual: bool = False  # takes what belongs to none of the others


@dataclass(frozen=True, slots=True)
class Example:
    """Hold a sentence and the issues that it has to be given, and those that it must not."""

    text: str
    issues: tuple[str, ...]
    absent: tuple[str, ...] = ()
    before: str = ""  # what stands before it in the article
    line: int = 0  # of the file


@dataclass(frozen=True, slots=True)
class Codebook:
    """Hold the issues of one subject; ``digest`` tells one state of a file from another."""

    name: str
    title: str
    issues: tuple[Issue, ...]
    examples: tuple[Example, ...] = ()
    digest: str = ""

    def __hash__(self) -> int:
        """Go by name and digest: a look-up by codebook is not to visit every cue."""
        return hash((self.name, self.digest))

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of all issues, in the file's order."""
        return tuple(issue.id for issue in self.issues)

    @property
    def residual(self) -> str | None:
        """Return the issue that takes what belongs to none of the others."""
        return next((issue.id for issue in self.issues if issue.is_residual), None)
