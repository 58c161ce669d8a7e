"""Of an entry what a person confirmed is left, and nothing that only other reports say."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Entry, EntryKind, Evidence, Place, RecordKind, Report, ReportedAct, Step, ZoneKind
from onrecord.views.confirmed import confirmed, is_confirmed


def report(number: int, *, reviewed: bool, **given: Any) -> Report:
    words = f"words {number}"
    act = ReportedAct(
        place=Place(f"d{number}", 0, 5), document=f"d{number}", record_kind=RecordKind.COMMITMENT,
        record=f"r{number}", kind=EntryKind.OFFER, principals=("XVM",), actors=(f"Actor {number}",),
        towards=(f"XT{number}",), act="offer", issues=(f"issue_{number}",), stance="for", status="proposed",
        quote=(Evidence(0, 5, words, "", ""),), text=words, zone=ZoneKind.BODY,
        first_day=f"2031-05-0{number}", last_day=f"2031-05-0{number}", dated=True,
        published=f"2031-05-0{number}", outlet=f"Outlet {number}",
        reviewed=reviewed,
    )  # fmt: skip
    return Report(act, (), f"d{number}")


def entry(*flags: bool) -> Entry:
    reports = tuple(report(number, reviewed=flag) for number, flag in enumerate(flags, 1))
    acts = [each.act for each in reports]
    return Entry(
        id="e", kind=EntryKind.OFFER, proposition="words 1", actors=tuple(a.actors[0] for a in acts),
        principals=("XVM",), towards=tuple(a.towards[0] for a in acts),
        issues=tuple(a.issues[0] for a in acts), stance="for", status="proposed",
        reports=reports, origins=tuple(a.document for a in acts),
        first_reported=acts[0].published, last_reported=acts[-1].published, first_day=acts[0].first_day,
        last_day=acts[0].last_day,
        steps=tuple(Step("decided", "proposed", None, n) for n in range(len(acts))),
    )  # fmt: skip


def test_what_only_others_say_is_left_out() -> None:
    found = confirmed(entry(False, True, False))
    assert found is not None
    assert [each.act.record for each in found.reports] == ["r2"]
    assert (found.proposition, found.actors, found.towards, found.issues) == (
        "words 2", ("Actor 2",), ("XT2",), ("issue_2",),
    )  # fmt: skip
    assert (found.origins, found.first_reported, found.last_reported) == (("d2",), "2031-05-02", "2031-05-02")
    assert (found.first_day, found.last_day) == ("2031-05-02", "2031-05-02")
    assert [step.report for step in found.steps] == [0]
    assert found.id == "e"


@pytest.mark.parametrize("flags", [(True,), (True, True)])
def test_an_entry_that_is_confirmed_throughout_stays(flags: tuple[bool, ...]) -> None:
    made = entry(*flags)
    assert confirmed(made) is made


@given(st.lists(st.booleans(), min_size=1, max_size=8))
def test_nothing_unconfirmed_is_left(flags: list[bool]) -> None:
    made = entry(*flags)
    found = confirmed(made)
    assert (found is not None) is any(flags) is is_confirmed(made)
    if found is not None:
        assert all(each.act.reviewed for each in found.reports)
        records = {each.act.document for each in found.reports}
        assert set(found.origins) <= records
        assert all(found.reports[step.report].act.reviewed for step in found.steps)
        told = {name for each in found.reports for name in each.act.actors}
        assert set(found.actors) == told
