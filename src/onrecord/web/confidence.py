"""Say in words how sure the machine is, and which entries are meant by such words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.store.facet_rows import BANDS as STORED
from onrecord.store.facet_rows import LEAST_OF_BANDS


@dataclass(frozen=True, slots=True)
class Band:
    """Hold a stretch of the scale from 0 to 1, and what it is called."""

    name: str  # as a parameter has it
    words: str
    counted_as: str  # by the store's facets
    least: float
    below: float  # 1: all that is not below ``least``


_WORDS = (("guess", "a guess"), ("unsure", "unsure"), ("fair", "fairly sure"), ("sure", "sure"))

BANDS: Sequence[Band] = tuple(
    Band(name, words, counted_as, least, below)
    for (name, words), counted_as, least, below in zip(
        _WORDS, STORED, LEAST_OF_BANDS, (*LEAST_OF_BANDS[1:], 1.0), strict=True
    )
)[::-1]
"""From the surest down, as the store counts them; how often each is right, `onrecord evaluate` tells."""

BY_NAME = {band.name: band for band in BANDS}
CONFIRMED = "confirmed by a person"


def band_of(confidence: float) -> Band:
    """Return the band that a confidence lies in.

    >>> band_of(0.75).name, band_of(0.749).name, band_of(0.0).name, band_of(1.0).name
    ('sure', 'fair', 'guess', 'sure')
    """
    return next((band for band in BANDS if confidence >= band.least), BANDS[-1])


def told(confidence: float, *, reviewed: bool = False) -> str:
    """Say how sure a record is: that a person confirmed it, or how sure the machine is.

    >>> told(0.42), told(0.4, reviewed=True)
    ('unconfirmed, unsure (0.42)', 'confirmed by a person')
    """
    if reviewed:
        return CONFIRMED
    return f"unconfirmed, {band_of(confidence).words} ({confidence:.2f})"
