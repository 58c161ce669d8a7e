"""Name the tags that the encoder gives each wordpiece, and which tag may follow which."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from onrecord.model import Act, CommitmentStatus, EventKind, Stance

ROLES = ("source", "cue", "content")
MENTIONS = ("person", "organisation", "place")
MARKS = ("addressee", "condition")

ACTS = tuple(act.value for act in Act)
STANCES = tuple(stance.value for stance in Stance)
NO_STATEMENT = len(ACTS)
"""Class of what looks like an attribution and is none that the manual codes."""

CODES = 1 + len(ACTS) + 1 + len(STANCES)
"""Columns of a code head: weight in the mean over a span's pieces, acts, no statement, stances."""

STATUSES = tuple(status.value for status in CommitmentStatus)
KINDS = tuple(kind.value for kind in EventKind)

ARGUMENTS = ("evidence", "party", "beneficiary", "participant", "place", "date", "quantity")
"""What the trigger of a commitment or an event is scored with against every piece of its window."""

OF_COMMITMENT = ("evidence", "party", "beneficiary", "quantity")
OF_EVENT = ("evidence", "participant", "place", "date", "quantity")

ISSUES = (
    "nato_membership",
    "eu_membership",
    "security_guarantees",
    "collective_defence",
    "legal_form",
    "ground_troops",
    "air_support",
    "naval_support",
    "training",
    "arms_supply",
    "intelligence_sharing",
    "military_operations",
    "military_cooperation",
    "ceasefire",
    "peace_talks",
    "territory",
    "demilitarised_zone",
    "monitoring",
    "detainees",
    "elections_and_autonomy",
    "sanctions",
    "trade_and_energy",
    "financial_aid",
    "humanitarian",
    "infrastructure_damage",
    "nuclear",
    "legitimacy",
    "unity",
    "other",
)
"""The coding manual's issues, which the head of measures knows; another codebook does without it."""

FORBIDDEN = np.float32(-1e9)


def scheme(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return the BIOES tags over some kinds: outside, begin, inside, end, single.

    >>> scheme(("cue",))
    ('O', 'B-cue', 'I-cue', 'E-cue', 'S-cue')
    """
    return ("O", *(f"{part}-{kind}" for kind in kinds for part in "BIES"))


ROLE_TAGS = scheme(ROLES)
MENTION_TAGS = scheme(MENTIONS)
MARK_TAGS = scheme(MARKS)


def transitions(tags: tuple[str, ...]) -> tuple[npt.NDArray[np.float32], ...]:
    """Return what may start, follow and end a sequence: 0 where allowed, FORBIDDEN where not.

    Shapes: (tags,), (tags, tags) from row to column, (tags,).
    """
    open_ = [t[0] in "BI" for t in tags]
    start = np.array([FORBIDDEN if t[0] in "IE" else 0 for t in tags], np.float32)
    end = np.array([FORBIDDEN if o else 0 for o in open_], np.float32)
    step = np.full((len(tags), len(tags)), FORBIDDEN, np.float32)
    for i, a in enumerate(tags):
        for j, b in enumerate(tags):
            continues = b[0] in "IE"
            if (open_[i] and continues and a[1:] == b[1:]) or (not open_[i] and not continues):
                step[i, j] = 0
    return start, step, end
