"""Copies of one page are compared with their source, and with each other only where they differ from it."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.model import Derivation, DerivationKind, ReportedAct, Tie
from onrecord.register.candidates import Covers, candidates, copied_pairs, with_copies
from onrecord.register.context import Context
from onrecord.register.keys import keys
from onrecord.register.memory import MemoryRegister

MakeAct = Callable[..., ReportedAct]
SHIPS = "Ostmere will send four patrol ships to keep the grain route open"


def family(make_act: MakeAct) -> tuple[list[ReportedAct], Context, MemoryRegister]:
    acts = [make_act(SHIPS, page=page) for page in ("source", "one", "two")]
    source = acts[0].document
    told = {a.document: [Derivation(source, a.document, DerivationKind.COPY)] for a in acts[1:]}
    index = MemoryRegister()
    for act in acts:
        index.put_acts(act.document, [act], {act.record: keys(act)})
    return acts, Context(derivations=told), index


def test_acts_of_copies_that_are_their_sources_are_not_compared(make_act: MakeAct) -> None:
    acts, context, index = family(make_act)
    source, one, two = (act.record for act in acts)
    copied = dict(copied_pairs(acts, context))
    assert set(copied) == {(min(source, x), max(source, x)) for x in (one, two)}
    ties = [Tie(left, right, 1.0) for left, right in copied]
    pair = (min(one, two), max(one, two))
    assert pair not in dict(candidates(index, acts, context, Covers(acts, ties, context)))
    assert pair in dict(candidates(index, acts, context, Covers(acts, ties[:1], context)))


def test_all_that_was_copied_from_one_page_goes_together(make_act: MakeAct) -> None:
    acts, context, _ = family(make_act)
    assert with_copies([acts[1].document], lambda ids: context) == sorted(act.document for act in acts)
    assert with_copies(["another"], lambda ids: context) == ["another"]
