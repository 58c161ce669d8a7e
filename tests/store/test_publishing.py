"""Hold decisions on publication to what they promise: appended, once, by somebody, undone but never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from onrecord.errors import UsageError
from onrecord.model import About, PublishedVersion, Release, ReleaseKind
from onrecord.store.interface import CasefileStore
from onrecord.store.publishing import holding, sealed

AT = datetime(2031, 4, 5, 10, tzinfo=UTC)
HOLD = sealed(Release("", ReleaseKind.HOLD, About.ENTRY, "Bo", AT, "asked to wait", entry="e1"))
DELAY = sealed(Release("", ReleaseKind.DELAY, About.ISSUE, "Bo", AT, name="ground_troops", days=14))
END = sealed(
    Release("", ReleaseKind.RELEASE, About.ENTRY, "Cy", AT + timedelta(1), entry="e1", undoes=HOLD.id)
)


def test_decisions_are_kept_once_and_come_in_order(casefile: CasefileStore) -> None:
    assert casefile.add_releases([DELAY, HOLD, HOLD]) == (DELAY, HOLD)
    assert casefile.add_releases([END, HOLD]) == (END,)
    assert casefile.releases() == (*sorted((DELAY, HOLD), key=lambda each: each.id), END)
    assert holding(casefile.releases()) == (DELAY,)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (replace(HOLD, by=" "), "who makes it"),
        (replace(HOLD, reason="another"), "not what it was"),
        (sealed(replace(END, undoes="0" * 32)), "no decision"),
    ],
)
def test_a_decision_that_is_none_is_refused_with_all_others(
    casefile: CasefileStore, wrong: Release, why: str
) -> None:
    with pytest.raises(UsageError, match=why):
        casefile.add_releases([DELAY, wrong])
    assert casefile.releases() == ()


def test_a_decision_is_undone_once(casefile: CasefileStore) -> None:
    casefile.add_releases([HOLD, END])
    with pytest.raises(UsageError, match="undone already"):
        casefile.add_releases([sealed(replace(END, by="Di"))])


def test_a_version_is_added_where_what_is_shown_changed(casefile: CasefileStore) -> None:
    first = casefile.add_published("site", {"e1": "a", "e2": "b"}, AT)
    assert first == (PublishedVersion("site", "e1", 1, "a", AT), PublishedVersion("site", "e2", 1, "b", AT))
    later = AT + timedelta(1)
    assert casefile.add_published("site", {"e1": "a", "e2": "c"}, later) == (
        PublishedVersion("site", "e2", 2, "c", later),
    )
    assert casefile.add_published("other", {"e2": "c"}, later)[0].version == 1
    assert [each.version for each in casefile.published_versions("site")] == [1, 1, 2]
    assert len(casefile.published_versions()) == 4
