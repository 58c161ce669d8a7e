"""A headline is set against its own body: a number or a deed that the body does not know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from onrecord.actors.base import Base
from onrecord.conflicts.memory import MemoryConflicts
from onrecord.conflicts.update import update
from onrecord.model import Conflict, ConflictKind

MakePage = Callable[..., Any]

NOT_CARRIED = [
    ("10,000 troops bound for Brod", "Up to 1,200 soldiers are being considered for Brod, officials said."),
    ("Hundreds killed in Tolle", "Nine people were killed in Tolle on Thursday. The town was without power."),
    ("Ostria accepts truce", "Ostria will read the paper on a truce. It did not say whether it accepts it."),
    (
        "Sundria sends tanks to Ostria",
        "Sundria is looking at whether old tanks could help Ostria. No decision has been taken.",
    ),
]
CARRIED = [
    ("1,200 troops bound for Brod", "Up to 1,200 soldiers are being considered for Brod, officials said."),
    ("Twenty killed in Tolle", "Twelve soldiers and eight civilians were killed in Tolle on Thursday."),
    ("Hundreds killed in Tolle", "Hundreds of people were killed in Tolle on Thursday."),
    ("Ostria accepts truce", "Ostria accepted the truce on Thursday. Velmark did not say whether it would."),
    ("Sundria may send tanks to Ostria", "Sundria looks at tanks for Ostria. No decision has been taken."),
    ("Will Sundria send 10,000 troops?", "Sundria has 300 soldiers in Brod."),
    (
        "Sundria sends tanks",
        "Sundria is sending 14 tanks to Ostria. Parliament has yet to approve the budget.",
    ),
]


def found(page: Any, base: Base) -> tuple[Conflict, ...]:
    index = MemoryConflicts()
    update(index, {page[0].id: page}, (), (), base)
    return index.conflicts()


@pytest.mark.parametrize(("title", "text"), NOT_CARRIED, ids=[t for t, _ in NOT_CARRIED])
def test_headline_that_its_body_does_not_carry(
    title: str, text: str, make_page: MakePage, base: Base
) -> None:
    (conflict,) = found(make_page(text, title=title), base)
    assert conflict.kind is ConflictKind.HEADLINE
    assert {side.quote[0].exact for side in (conflict.left, conflict.right)} > {title}
    assert conflict.left.document == conflict.right.document


@pytest.mark.parametrize(("title", "text"), CARRIED, ids=[f"{t}: {b[:30]}" for t, b in CARRIED])
def test_headline_that_is_carried(title: str, text: str, make_page: MakePage, base: Base) -> None:
    assert found(make_page(text, title=title), base) == ()
