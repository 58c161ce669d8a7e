"""Of many entries the furthest are read; none that was there is forgotten."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.codebook.packaging import DECIDED
from onrecord.codebook.records import PackageMeasure
from onrecord.model import CommitmentStatus
from onrecord.store.entry_filters import EntryHead
from onrecord.views.packages.dues import is_past, last_day
from onrecord.views.packages.gaps import Supposition, _line, after_step
from onrecord.views.packages.lacks import LackKind, lacks
from onrecord.views.packages.picking import picked

DAYS = st.sampled_from([None, "2031-01-05", "2031-02-05", "2031-03-05"])
HEADS = st.builds(
    EntryHead,
    id=st.uuids().map(str),
    kind=st.sampled_from(["commitment", "offer", "refusal"]),
    status=st.sampled_from(["", "pledged", "signed", "withdrawn", "delivered"]),
    issues=st.lists(st.sampled_from(["troops", "ships", "flour"]), unique=True, max_size=3).map(tuple),
    first_day=DAYS,
    last_day=DAYS,
    moved_last_day=DAYS,
    origins=st.just(1),
)


@given(st.lists(HEADS, max_size=30), st.integers(1, 4), st.sampled_from([None, "2031-02"]))
def test_what_is_not_read_is_counted(heads: list[EntryHead], most: int, as_of: str | None) -> None:
    issues = ("troops", "ships")
    read, left = picked(heads, issues, as_of, most)
    there = {
        h.id for h in heads
        if set(h.issues) & set(issues) and not (as_of and h.first_day and h.first_day > "2031-02-31")
    }  # fmt: skip
    assert {*read} | {each for ids in left.values() for each in ids} == there
    assert not {*read} & {each for ids in left.values() for each in ids}
    assert {*picked(heads, issues, as_of, None)[0]} == there


@given(st.lists(HEADS, min_size=1, max_size=30))
def test_the_furthest_are_read_first(heads: list[EntryHead]) -> None:
    read, _ = picked(heads, (), None, 1)
    for issue in {issue for head in heads for issue in head.issues}:
        pledges = [h for h in heads if issue in h.issues and h.kind != "refusal"]
        if any(h.status == "delivered" for h in pledges):
            assert any(h.id in read and h.status == "delivered" for h in pledges)


@given(st.sampled_from(DECIDED), st.sampled_from(DECIDED), st.sampled_from(DECIDED))
def test_a_further_step_never_lacks_more(
    one: CommitmentStatus, other: CommitmentStatus, needed: CommitmentStatus
) -> None:
    low, high = sorted((one, other), key=DECIDED.index)
    need = PackageMeasure("m", "M", "M.", ("troops",), "2031", status=needed)
    line = _line("m", "M", ("troops",), need, {}, "XVM")

    def lacking(status: str) -> list[LackKind]:
        then = after_step(Supposition("XSK", "m", status), None, line.issues[0])
        return [lack.kind for lack in lacks(then, need)]

    assert len(lacking(high)) <= len(lacking(low))
    assert lacking(needed) == []


def test_what_is_open_at_the_end_is_never_past() -> None:
    assert last_day("2031-06") == "2031-06-31"
    assert is_past("2031-06-31", "2031-07-01") is True
    assert is_past("2031-06-31", "2031-06-30") is False
    assert is_past(last_day("2031-06/.."), "2040") is None
    assert is_past("2031-06-31", None) is None
