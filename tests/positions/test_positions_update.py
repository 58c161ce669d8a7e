"""Points and positions kept in step, batch by batch, are those of making all anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Answer, Entry, EntryKind, EntryLink, Report
from onrecord.positions.memory import MemoryPositions
from onrecord.positions.update import update

MakeEntry = Callable[..., Entry]
MakeLink = Callable[..., EntryLink]
MakeReport = Callable[..., Report]

CHOICES = st.lists(
    st.tuples(
        st.sampled_from(["2032-03-01", "2032-04-01", "2032-06-01"]),
        st.sampled_from(["for", "against", "conditional"]),
        st.sampled_from(["minister", "spokesperson", "former"]),
        st.sampled_from([0.7, 0.4]),
    ),
    min_size=1,
    max_size=6,
)


KINDS = {"against": EntryKind.REFUSAL}


def _links(entries: Sequence[Entry], make_link: MakeLink) -> list[EntryLink]:
    """Tie every refusal to the first proposal."""
    plans = [e for e in entries if e.kind is EntryKind.PROPOSAL]
    return [make_link(e, plans[0], Answer.REJECTED) for e in entries if plans and e.kind is EntryKind.REFUSAL]


@settings(max_examples=40)
@given(CHOICES, st.randoms())
def test_batches_in_any_order_give_what_a_rebuild_gives(
    make_report: MakeReport, make_entry: MakeEntry, make_link: MakeLink, chosen: Any, chance: Any
) -> None:
    entries = [
        make_entry(
            make_report(
                f"we will {'not ' if stance == 'against' else ''}send {n}00 soldiers if others do", day,
                stance=stance, role=role, condition="if others do", stance_confidence=sure,
                kind=EntryKind.CLAIM if sure < 0.5 else KINDS.get(stance, EntryKind.PROPOSAL),
            )
        )
        for n, (day, stance, role, sure) in enumerate(chosen, 1)
    ]  # fmt: skip
    links = _links(entries, make_link)
    by = {e.id: e for e in entries}
    whole, parts = MemoryPositions(), MemoryPositions()
    update(whole, by, (), links, by)

    gone = make_entry(make_report("a word that was corrected since", "2032-05-01"))
    update(parts, {gone.id: gone}, (), (), {})
    chance.shuffle(entries)
    for n, entry in enumerate(entries):
        out = [x for x in links if x.source == entry.id]
        update(parts, {entry.id: entry}, (gone.id,) if n == 0 else (), out, by)
    assert parts.positions() == whole.positions()
    assert parts.points() == whole.points()


def test_pairs_that_were_made_anew_are_told(make_report: MakeReport, make_entry: MakeEntry) -> None:
    index, entry = MemoryPositions(), make_entry(make_report("sending 600 soldiers"))
    pairs = update(index, {entry.id: entry}, (), (), {})
    assert ("XQA", "ground_troops") in pairs
    assert update(index, {}, (entry.id,), (), {}) == pairs
    assert index.positions() == ()
    assert index.points() == ()
