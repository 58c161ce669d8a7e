"""Hold a codebook: issues and how each is recognised, and packages of measures on them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.vocabulary import CommitmentStatus, LegalForm

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


class Provision(StrEnum):
    """What a measure obliges to or provides for, in the terms of the ATOP codebook of alliance treaties.

    The first five are its kinds of obligation, the others provisions that come with them.
    """

    DEFENCE = "defence"  # to help actively one that is attacked
    OFFENCE = "offence"  # to help one where it was not attacked
    NEUTRALITY = "neutrality"  # to stay out, and not to help its enemy
    NON_AGGRESSION = "non-aggression"
    CONSULTATION = "consultation"  # to consult in a crisis that may become one of arms
    MILITARY_AID = "military aid"  # arms, equipment, training, money for them
    MILITARY_CONTACT = "military contact"  # regular, between armed forces
    COMMAND = "integrated command"
    CONTRIBUTION = "contribution of forces"
    BASES = "bases"  # forces of one on the soil of another
    ORGANISATION = "organisation"  # a body of its own
    ECONOMIC_AID = "economic aid"
    RATIFICATION = "ratification"  # how it comes to bind


@dataclass(frozen=True, slots=True)
class PackageMeasure:
    """Hold one measure of a package, and what it takes for a party to be bound to it.

    Records on one of ``issues`` are looked at. Those on one of ``near``, and where there are ``words`` those
    that have none of them, speak of it in general terms: they are shown beside, never counted.
    """

    id: str
    label: str
    description: str
    issues: tuple[str, ...]
    source: str  # where it is laid down: treaty, year, article
    provision: Provision | None = None
    near: tuple[str, ...] = ()
    words: tuple[str, ...] = ()  # cues, where the issues are wider than the measure
    status: CommitmentStatus | None = None  # the least step of the ladder of decisions; None: any
    done: str | None = None  # the least step of the ladder of deeds
    legal_forms: tuple[LegalForm, ...] = ()  # one of these; none: any will do
    condition: str | None = None  # under which the package itself puts it
    approval: str | None = None  # by whom it has to be approved
    extent: str | None = None  # how far it goes, where that is left open: "such action as it deems necessary"


@dataclass(frozen=True, slots=True)
class Package:
    """Describe a guarantee or pledge architecture as the measures that it is made of."""

    id: str
    label: str
    description: str
    source: str
    measures: tuple[PackageMeasure, ...]
    line: int = 0  # of the file


@dataclass(frozen=True, slots=True)
class Codebook:
    """Hold the issues of one subject; ``digest`` tells one state of them from another.

    Packages are no part of the digest: what articles are read for does not hang on them.
    """

    name: str
    title: str
    issues: tuple[Issue, ...]
    examples: tuple[Example, ...] = ()
    digest: str = ""
    packages: tuple[Package, ...] = ()

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
