"""What may leave the desk follows from what people decided: a hold beats everything, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import About, Entry, Release, ReleaseKind
from onrecord.store.publishing import sealed
from onrecord.views.published.policy import Out, Policy, policy_of

TODAY = date(2031, 5, 10)
AT = datetime(2031, 5, 4, tzinfo=UTC)
KINDS = (ReleaseKind.HOLD, ReleaseKind.PUBLISH, ReleaseKind.WITHDRAW, ReleaseKind.CORRECT, ReleaseKind.REPLY)


def decision(kind: ReleaseKind, hours: int = 0, about: About = About.ENTRY, **more: object) -> Release:
    given: dict[str, object] = {"entry": "e", "reason": f"reason {hours}", **more}
    return sealed(Release("", kind, about, "Bo", AT + timedelta(hours=hours), **given))  # type: ignore[arg-type]


def rules(*releases: Release, today: date = TODAY) -> Policy:
    return policy_of(releases, {"e": "e", "old": "e"}, today)


@pytest.fixture
def entry(make_entry: Callable[..., Entry]) -> Entry:
    return replace(make_entry("apple"), id="e")


def out(entry: Entry, *releases: Release, confirmed_alone: bool = False, today: date = TODAY) -> Out | None:
    return rules(*releases, today=today).out(entry, confirmed_alone=confirmed_alone)


def test_what_nobody_confirmed_stays_unless_it_is_published(entry: Entry) -> None:
    assert out(entry) is None
    assert out(entry, confirmed_alone=True) is Out.UNCONFIRMED
    assert out(entry, decision(ReleaseKind.PUBLISH), confirmed_alone=True) is None


def test_a_withdrawal_holds_until_it_is_published_again(entry: Entry) -> None:
    published, withdrawn = decision(ReleaseKind.PUBLISH), decision(ReleaseKind.WITHDRAW, 1)
    assert out(entry, published, withdrawn) is Out.WITHDRAWN
    assert out(entry, published, withdrawn, decision(ReleaseKind.PUBLISH, 2)) is None
    ended = decision(ReleaseKind.RELEASE, 2, undoes=withdrawn.id)
    assert out(entry, withdrawn, ended) is None


def test_a_hold_follows_the_entry_under_another_id(entry: Entry) -> None:
    assert out(entry, decision(ReleaseKind.HOLD, entry="old")) is Out.HELD


def test_a_delay_ends_after_its_days_and_the_latest_holds(entry: Entry) -> None:
    week = decision(ReleaseKind.DELAY, about=About.ISSUE, entry=None, name="ceasefire", days=7)
    assert out(entry, week, today=date(2031, 5, 9)) is Out.DELAYED
    assert out(entry, week) is None  # first reported on 3 May
    month = decision(ReleaseKind.DELAY, 1, About.KIND, entry=None, name="claim", days=30)
    assert out(entry, week, month) is Out.DELAYED
    assert out(entry, week, month, decision(ReleaseKind.PUBLISH)) is None
    assert out(entry, month, decision(ReleaseKind.DELAY, 2, About.KIND, entry=None, name="claim")) is None
    assert out(replace(entry, first_reported=None), week) is Out.DELAYED  # nothing tells that it is over
    assert out(replace(entry, issues=("trade",)), week, today=date(2031, 5, 4)) is None


def test_a_name_stays_hidden_where_its_entry_is_gone() -> None:
    found = rules(decision(ReleaseKind.SUPPRESS, about=About.PERSON, entry="gone", name="Ada Quill"))
    assert found.names("any") == {"Ada Quill"}
    assert [each.entry for each in found.gone] == ["gone"]


def test_names_and_sources_are_of_one_entry_or_of_all() -> None:
    found = rules(
        decision(ReleaseKind.SUPPRESS, about=About.PERSON, name="Ada Quill"),
        decision(ReleaseKind.SUPPRESS, 1, About.PERSON, entry=None, name="Bo Tarn"),
        decision(ReleaseKind.SUPPRESS, 2, About.SOURCES, entry="e"),
    )
    assert found.names("e") == {"Ada Quill", "Bo Tarn"}
    assert found.names("f") == {"Bo Tarn"}
    assert (found.protects_sources("e"), found.protects_sources("f")) == (True, False)


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.booleans()), max_size=8))
def test_a_hold_that_nobody_ended_beats_everything(made: list[tuple[ReleaseKind, bool]]) -> None:
    releases: list[Release] = []
    for hour, (kind, ends) in enumerate(made):
        releases.append(decision(kind, 2 * hour))
        if ends:
            releases.append(decision(ReleaseKind.RELEASE, 2 * hour + 1, undoes=releases[-1].id))
    found = rules(*releases)
    decided = found.decided("e")
    held = any(kind is ReleaseKind.HOLD and not ends for kind, ends in made)
    assert (decided.hold is not None) == held
    last = [k for k, ends in made if not ends and k in (ReleaseKind.PUBLISH, ReleaseKind.WITHDRAW)]
    assert (decided.withdrawal is not None) == (last[-1:] == [ReleaseKind.WITHDRAW])
    assert len(decided.replies) == sum(k is ReleaseKind.REPLY and not ends for k, ends in made)
    assert len(decided.corrections) == sum(k is ReleaseKind.CORRECT and not ends for k, ends in made)
