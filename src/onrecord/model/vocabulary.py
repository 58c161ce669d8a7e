"""Name the values that fields of records take: the coding manual's words."""

from __future__ import annotations

from enum import StrEnum

UNDECIDED = "undecided"
"""The value of a field that the text does not settle: counted apart, never guessed."""


class ZoneKind(StrEnum):
    """Part of the article that a stretch of text belongs to."""

    HEADLINE = "headline"
    SUMMARY = "summary"
    CAPTION = "caption"
    CREDIT = "credit"  # byline, outlet and date lines: kept for evidence, never read for statements
    BODY = "body"


class Directness(StrEnum):
    """How far the content stands within quotation marks."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class MentionKind(StrEnum):
    """What a named mention names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


class Act(StrEnum):
    """What a speaker does by a statement: the manual's thirteen, the first that fits from the top."""

    DENY = "deny"
    THREATEN = "threaten"
    REFUSE = "refuse"
    REJECT = "reject"
    COMMIT = "commit"
    OFFER = "offer"
    AGREE = "agree"
    PROPOSE = "propose"
    REQUEST = "request"
    ACCUSE = "accuse"
    SUPPORT = "support"
    WARN = "warn"
    ASSERT = "assert"

    @property
    def plover(self) -> str | None:
        """Return the PLOVER event class; ``None`` where that ontology has none.

        >>> Act.OFFER.plover, Act.WARN.plover
        ('AGREE', None)
        """
        return _PLOVER.get(self)


_PLOVER = {
    Act.THREATEN: "THREATEN",
    Act.REFUSE: "REJECT",
    Act.REJECT: "REJECT",
    Act.COMMIT: "AGREE",
    Act.OFFER: "AGREE",
    Act.AGREE: "AGREE",
    Act.PROPOSE: "REQUEST",
    Act.REQUEST: "REQUEST",
    Act.ACCUSE: "ACCUSE",
    Act.SUPPORT: "SUPPORT",
}


class Stance(StrEnum):
    """Which way a statement leans on its issue coming about."""

    FOR = "for"
    AGAINST = "against"
    CONDITIONAL = "conditional"
    NONE = "none"


class SpeakerRole(StrEnum):
    """In what capacity somebody speaks: not everyone speaks for the state."""

    HEAD = "head of state or government"
    MINISTER = "minister"
    SPOKESPERSON = "spokesperson"
    ENVOY = "envoy"
    LEGISLATOR = "legislator"
    MILITARY = "military"
    OFFICIAL = "official"
    FORMER = "former"
    EXPERT = "expert"
    PUBLIC = "public"
    UNNAMED = "unnamed"
    OUTLET = "outlet"
    STATE = "state"  # the state, government or ministry itself speaks ("Kyiv", "the ministry said")
    ORGANISATION = "organisation"  # an organisation or armed group itself speaks


class RelationKind(StrEnum):
    """How the words tie one matter to another ("guarantees before membership")."""

    BEFORE = "before"
    AFTER = "after"
    INSTEAD_OF = "instead_of"
    IN_EXCHANGE_FOR = "in_exchange_for"
    ALONGSIDE = "alongside"
    UNLESS = "unless"


class CommitmentStatus(StrEnum):
    """How far a commitment has come: the furthest step that the text carries."""

    REFUSED = "refused"
    CONSIDERED = "considered"  # others discuss it, or it might happen
    PROPOSED = "proposed"
    PLEDGED = "pledged"
    AGREED = "agreed"
    SIGNED = "signed"
    RATIFIED = "ratified"
    IN_FORCE = "in_force"
    DELIVERED = "delivered"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"


class EventKind(StrEnum):
    """What kind of happening an event is."""

    MEETING = "meeting"
    CALL = "call"
    VISIT = "visit"
    SUMMIT = "summit"
    TALKS = "talks"
    VOTE = "vote"
    SIGNING = "signing"
    ATTACK = "attack"
    DEPLOYMENT = "deployment"
    ARREST = "arrest"
    PROTEST = "protest"
    OTHER = "other"


class EventStatus(StrEnum):
    """Whether an event has happened; what is going on counts as happened."""

    HAPPENED = "happened"
    PLANNED = "planned"


class LegalForm(StrEnum):
    """By what kind of instrument a party is bound, where the words name one."""

    TREATY = "treaty"
    AGREEMENT = "agreement"
    MEMORANDUM = "memorandum"
    DECLARATION = "declaration"
    LAW = "law"
    RESOLUTION = "resolution"
    DECREE = "decree"  # of an executive: an order, a decree
    CONTRACT = "contract"
    POLITICAL = "political"  # the words say that it does not bind


class QuantityKind(StrEnum):
    """What a quantity counts."""

    MONEY = "money"
    PEOPLE = "people"  # troops, refugees, casualties
    SHARE = "share"  # per cent
    THINGS = "things"  # anything else counted or weighed: drones, tonnes, towns
    DURATION = "duration"


class ClaimProperty(StrEnum):
    """What an outlet claims in its own voice."""

    CONTROLS = "controls"  # who holds a place
    NUMBER = "number"
    DATE = "date"
    MEMBERSHIP = "membership"


class RecordKind(StrEnum):
    """The kinds of records that an article gives."""

    STATEMENT = "statement"
    COMMITMENT = "commitment"
    EVENT = "event"
    CLAIM = "claim"
