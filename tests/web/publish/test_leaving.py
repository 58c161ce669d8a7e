"""Pages and counts that leave the desk are of the same entries as its lists."""

from __future__ import annotations

from onrecord.model import EntryKind, ReleaseKind
from onrecord.store.entry_filters import EntryFilter
from onrecord.store.interface import CasefileStore
from onrecord.views.published import deciding
from onrecord.views.published.leaving import leaving


def test_pages_and_counts_are_without_what_is_held(casefile: CasefileStore) -> None:
    every = list(casefile.entries())
    casefile.add_releases([deciding.on_entry(ReleaseKind.HOLD, each, "Bo") for each in every[:3]])
    casefile.add_releases([deciding.delay(EntryKind.CLAIM.value, 3650, "Bo", issues=())])
    view, number = leaving(casefile)
    ids = [each.id for each in view.entries()]
    assert number == len(every) - len(ids)
    assert not {each.id for each in every[:3]} & set(ids)
    page = view.entries_page(EntryFilter(), limit=1000)
    assert {each.id for each in page.entries} == set(ids)
    assert page.total == view.entry_facets().total == len(ids)
    assert EntryKind.CLAIM.value not in view.entry_facets().counts["kind"]
    assert {each.id for each in view.entry_heads()} == set(ids)
    held = {each.id for each in every} - set(ids)
    assert not [each for each in view.points() if each.entry in held]
    assert not [
        each for each in view.positions() if {each.opening.entry, each.latest.entry, *each.entries} & held
    ]


def test_without_decisions_it_is_the_casefile_itself(casefile: CasefileStore) -> None:
    assert leaving(casefile) == (casefile, 0)
