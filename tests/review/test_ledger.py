"""The account of reviews: what is decided on now, whose decision was the last, how fast somebody decides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import RecordKind
from onrecord.review.ledger import PAUSE, Ledger, days, latest_first, pace, sitting
from onrecord.store.interface_review import ReviewHead

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
STATEMENT = RecordKind.STATEMENT


def head(
    key: int,
    record: str = "s1",
    action: str = "accept",
    by: str = "Cy",
    undoes: str | None = None,
    at: float = 0,
) -> ReviewHead:
    kind = None if action == "complete" else STATEMENT
    when = NOON + timedelta(seconds=at or key)
    return ReviewHead(key, f"r{key}", when, by, "d1", kind, action, record or None, None, undoes, None)


def test_a_record_is_decided_on_until_its_decisions_are_taken_back() -> None:
    ledger = Ledger()
    ledger.take([head(1), head(2, by="Di")])
    assert ledger.is_decided(STATEMENT, "s1")
    assert ledger.by(STATEMENT, "s1") == {"Cy", "Di"}
    ledger.take([head(3, "", "undo", undoes="r1")])
    assert ledger.by(STATEMENT, "s1") == {"Di"}
    ledger.take([head(4, "", "undo", "Di", undoes="r2")])
    assert not ledger.is_decided(STATEMENT, "s1")
    assert list(ledger.decided()) == []
    assert ledger.undone("r1")


def test_only_what_is_new_is_taken_in() -> None:
    ledger = Ledger()
    assert ledger.take([head(1), head(5)]) == 2
    assert ledger.last == 5
    assert ledger.take([]) == 0


def test_the_last_decision_of_somebody_is_theirs_and_holds() -> None:
    ledger = Ledger()
    assert ledger.last_of("Cy") is None
    ledger.take([head(1, "a"), head(2, "b"), head(3, "c", by="Di"), head(4, "", "undo", undoes="r2")])
    last = ledger.last_of("Cy")
    assert last is not None
    assert last.id == "r1"
    assert [each.key for each in latest_first(ledger.heads)] == [4, 3, 2, 1]


@given(st.lists(st.integers(0, 10**6), min_size=2))
def test_minutes_are_never_more_than_the_time_between_first_and_last_and_one_more(seconds: list[int]) -> None:
    times = [NOON + timedelta(seconds=each) for each in seconds]
    found = pace(times, len(times))
    assert 0 <= found.minutes <= len(times) * PAUSE.total_seconds() / 60


def test_pauses_are_left_out_of_the_pace() -> None:
    times = [NOON + timedelta(seconds=each) for each in (0, 30, 60, 4000, 4030, 4060)]
    found = pace(times, 6)
    assert found.minutes == 3.0  # four gaps of half a minute, and one before each of the two runs
    assert found.per_minute == 2.0
    assert pace(times[:1], 1).per_minute is None


def test_days_and_reviewers_are_counted_apart() -> None:
    tomorrow = 24 * 3600
    found = days([head(1), head(2, "s2", "reject"), head(3, "s3", by="Di"), head(4, at=tomorrow)])
    assert [(each.day, each.by) for each in found] == [
        ("2031-05-03", "Cy"), ("2031-05-02", "Cy"), ("2031-05-02", "Di"),
    ]  # fmt: skip
    assert found[1].actions == {"accept": 1, "reject": 1}
    assert found[1].pace.records == 2


def test_a_sitting_goes_on_for_half_an_hour() -> None:
    heads = [head(1, at=1), head(2, "s2", at=4000), head(3, "s3", at=4060)]
    now = NOON + timedelta(seconds=4100)
    found = sitting(heads, "Cy", now)
    assert found is not None
    assert (found.decisions, found.records) == (2, 2)
    assert sitting(heads, "Cy", now + timedelta(hours=1)) is None
    assert sitting(heads, "Di", now) is None
