"""Give the weights, limits and words of data/positions.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def settings() -> Mapping[str, Any]:
    """Return everything that data/positions.yaml holds."""
    read: dict[str, Any] = yaml.safe_load(
        files("onrecord.positions").joinpath("data/positions.yaml").read_text("utf-8")
    )
    return read


def shift_limit(name: str) -> float:
    """Return one limit of shifts: days, shares or confidences.

    >>> shift_limit("stray") > shift_limit("near")
    True
    """
    return float(settings()["shift"][name])


@cache
def phrases(name: str) -> re.Pattern[str]:
    """Return what finds the words of a list, the longest first, whatever their case and blanks between."""
    listed = sorted(settings()[name], key=lambda w: (-len(w), w))
    either = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in listed)
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)
