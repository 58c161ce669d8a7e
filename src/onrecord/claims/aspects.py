"""Tell which fact of its subject a claim gives: that a war began or ended, how many were killed."""

from __future__ import annotations

import re
from functools import cache

from onrecord.claims.patterns import patterns, table
from onrecord.model import Claim, ClaimProperty

_SECTIONS = {
    ClaimProperty.DATE: (("dates", "pattern"),),
    ClaimProperty.NUMBER: (("numbers", "verb"), ("numbers", "passive")),
}


def aspect(claim: Claim) -> str | None:
    """Return what of the subject a date or number is; only claims of one aspect can contradict each other.

    It is read off the first words of ``value_text``. ``None``: the words carry no aspect (control,
    membership, "the treaty of 1994", "the 193-member assembly").
    """
    if len(claim.value_text) < 2 or claim.property not in _SECTIONS:
        return None
    said = " ".join(claim.value_text[0].exact.split())
    for found, name in _known(claim.property):
        if found.fullmatch(said):
            return name
    nouns = table("numbers")["measures"]["nouns"]
    return next((w for w in nouns if said.split()[-1] == w), None)


@cache
def _known(kind: ClaimProperty) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the patterns that name an aspect, with it."""
    known = [(p.regex, p.aspect) for file, section in _SECTIONS[kind] for p in patterns(file, section)]
    if kind is ClaimProperty.NUMBER:
        return (*known, (re.compile("killing"), "killed"), (re.compile("wounding|injuring"), "wounded"))
    asides = table("dates")["apposition"].items()
    return (*known, *((re.compile("|".join(map(re.escape, verbs))), name) for name, verbs in asides))
