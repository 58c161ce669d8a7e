"""Hold the number of a casefile to its changes: every one that is kept counts, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from onrecord.model import About, Given, Place, Reading, Release, ReleaseKind
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore, NewPage
from onrecord.store.publishing import sealed


def test_every_change_counts_once_and_is_seen_by_others(
    casefile: CasefileStore,
    location: str,
    make_page: Callable[..., NewPage],
    make_reading: Callable[..., Reading],
) -> None:
    page = make_page()
    hold = sealed(
        Release("", ReleaseKind.HOLD, About.ENTRY, "Bo", datetime(2031, 4, 5, tzinfo=UTC), entry="e1")
    )
    document = casefile.add_document(page.document, page.raw).document
    changes: list[Callable[[], object]] = [
        lambda: casefile.put_reading(make_reading(document)),
        lambda: casefile.edit_document(document.id, Given(outlet="The Lake Post")),
        lambda: casefile.rename_actor("Ada Quill", "Ada Quay", "Bo"),
        lambda: casefile.put_setting("bloc", "x"),
        lambda: casefile.add_releases([hold]),
        lambda: casefile.add_published("site", {"e1": "d"}, hold.at),
        lambda: casefile.put_stamps({document.id: "stamp"}),
    ]
    with open_casefile(location, read_only=True) as other:
        for change in changes:
            before = other.revision()
            change()
            assert other.revision() == casefile.revision() == before + 1


def test_what_changes_nothing_does_not_count(
    casefile: CasefileStore, make_page: Callable[..., NewPage]
) -> None:
    page = make_page()
    casefile.add_document(page.document, page.raw)
    before = casefile.revision()
    casefile.add_document(page.document, page.raw)
    list(casefile.entries())
    casefile.counts()
    casefile.add_releases([])
    assert casefile.revision() == before


def test_a_batch_counts_once_and_one_that_fails_not_at_all(
    casefile: CasefileStore, make_page: Callable[..., NewPage]
) -> None:
    pages = [make_page(f"Page {n}, said Ada Quill.") for n in range(3)]
    before = casefile.revision()
    with casefile.batch():
        for page in pages[:2]:
            casefile.add_document(page.document, page.raw)
        assert casefile.revision() == before
    assert casefile.revision() == before + 1
    with pytest.raises(ValueError, match="no more"):
        _add_and_fail(casefile, pages[2])
    assert casefile.revision() == before + 1
    assert casefile.counts().documents == 2


def test_the_place_of_a_decision_comes_back(casefile: CasefileStore) -> None:
    at = datetime(2031, 4, 5, tzinfo=UTC)
    made = sealed(
        Release(
            "", ReleaseKind.REPLY, About.ENTRY, "Bo", at, "asked", "e1", Place("ab", 3, 9), "", "I did not.",
            "Ada Quill", "2031-04-06",
        )
    )  # fmt: skip
    assert casefile.add_releases([made]) == casefile.releases() == (made,)


def _add_and_fail(casefile: CasefileStore, page: NewPage) -> None:
    with casefile.batch():
        casefile.add_document(page.document, page.raw)
        raise ValueError("no more")
