"""Pairs of sentences that cannot both hold, and pairs that only look so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.model import Conflict, ConflictKind

PAIRS: dict[str, list[list[str]]] = yaml.safe_load(Path(__file__).with_name("pairs.yaml").read_text("utf-8"))
CONTRARY = [(kind, *pair) for kind, pairs in PAIRS.items() if not kind.startswith("none_") for pair in pairs]
COMPATIBLE = [(kind, *pair) for kind, pairs in PAIRS.items() if kind.startswith("none_") for pair in pairs]

MakePage = Callable[..., Any]
InConflict = Callable[[Any, Any], list[Conflict]]


@pytest.mark.parametrize(("kind", "left", "right"), CONTRARY, ids=[f"{k}-{b[:40]}" for k, _, b in CONTRARY])
def test_what_cannot_both_hold_is_found(
    kind: str, left: str, right: str, make_page: MakePage, in_conflict: InConflict
) -> None:
    found = in_conflict(make_page(left), make_page(right, outlet="Valley Times"))
    assert {c.kind for c in found} == {ConflictKind(kind)}
    assert all(c.left.quote and c.right.quote and c.why for c in found)


@pytest.mark.parametrize(
    ("kind", "left", "right"), COMPATIBLE, ids=[f"{k}-{b[:40]}" for k, _, b in COMPATIBLE]
)
def test_what_may_both_hold_is_left_alone(
    kind: str, left: str, right: str, make_page: MakePage, in_conflict: InConflict
) -> None:
    assert in_conflict(make_page(left), make_page(right, outlet="Valley Times")) == []
