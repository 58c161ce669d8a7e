"""Hold pages and facets to the plain list of entries: the same ones, in order, counted as they are found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product

import pytest

from onrecord.model import Cluster, Entry, EntryKind, ReportedAct
from onrecord.store import entry_facets, entry_pages
from onrecord.store.entry_facets import OWN
from onrecord.store.entry_filters import EntryFilter, EntrySort
from onrecord.store.facet_rows import band_of, origins_of
from onrecord.store.interface import CasefileStore, NewPage

TEXT = " ".join(f"Word{n} said Ada Quill of Port Élan again." for n in range(40))


@pytest.fixture(params=["asked", "held in memory"])
def filled(
    request: pytest.FixtureRequest,
    casefile: CasefileStore,
    make_page: Callable[..., NewPage],
    make_act: Callable[..., ReportedAct],
    make_entry: Callable[..., Entry],
    make_cluster: Callable[..., Cluster],
) -> CasefileStore:
    """Return a casefile with entries that differ in all that is counted."""
    page = make_page(TEXT)
    document = casefile.add_document(page.document, page.raw).document
    kinds = (EntryKind.OFFER, EntryKind.DEMAND, EntryKind.CLAIM)
    entries = []
    for n in range(24):
        year, sure = 2030 + n % 3, (0.1, 0.3, 0.6, 0.9)[n % 4]
        act = make_act(
            document,
            n * 9,
            kind=kinds[n % 3],
            actors=(f"Person {n % 5}",),
            principals=("XAA", "XBB")[n % 2 :],
            issues=(("ceasefire",), ("arms_supply", "ceasefire"), ())[n % 3],
            status=("pledged", "")[n % 2],
            confidence=sure,
            reviewed=n % 7 == 0,
            first_day=None if n == 5 else f"{year}-04-{n + 1:02}",
            last_day=None if n == 5 else f"{year}-05-{n + 1:02}",
        )
        again = [replace(act, record=f"{act.record}-{k}", confidence=sure / 2) for k in range(n % 3)]
        origins = tuple(f"origin {k}" for k in range(1 + n % 7))
        entries.append(make_entry(act, *again, origins=origins, last_reported=f"2031-0{1 + n % 9}"))
    casefile.put_clusters([], [make_cluster(each) for each in entries])
    if request.param == "held in memory":
        casefile.hold_facets()
    return casefile


FILTERS = [
    EntryFilter(),
    EntryFilter(kinds=("offer", "claim")),
    EntryFilter(actors=("XAA",)),
    EntryFilter(actors=("Person 1", "Person 2"), issues=("ceasefire",)),
    EntryFilter(issues=("undecided",)),
    EntryFilter(issues=("undecided", "arms_supply"), statuses=("pledged",)),
    EntryFilter(actor="person 3", date_from="2031"),
    EntryFilter(date_from="2031-04", date_until="2031-05-03"),
    EntryFilter(least_origins=2, most_origins=5),
    EntryFilter(least_origins=3, kinds=("demand",)),
    EntryFilter(least_origins=4, most_origins=4),
    EntryFilter(confidence_from=0.25, confidence_until=0.75),
    EntryFilter(confidence_from=0.2, confidence_until=0.65, reviewed=False),
    EntryFilter(confidence_until=1.0, reviewed=True),
    EntryFilter(unreviewed=False, statuses=("",)),
    EntryFilter(unreviewed=False, reviewed=False),
    EntryFilter(words="word3", kinds=("offer",)),
    EntryFilter(outlet="gazette", issues=("ceasefire",), actors=("XBB",)),
    EntryFilter(towards="nobody"),
]


def test_a_page_has_what_the_list_has(filled: CasefileStore) -> None:
    for where, sort in product(FILTERS, EntrySort):
        every = list(filled.entries(where))
        first = filled.entries_page(where, sort, 0, 5)
        rest = filled.entries_page(where, sort, 5, 100)
        found = [*first.entries, *rest.entries]
        assert first.total == rest.total == len(every)
        assert {each.id for each in found} == {each.id for each in every}
        assert len(found) == len(every)
        ranks = [_rank(each, sort) for each in found]
        assert ranks == sorted(ranks), (where, sort)
        assert {each.id for each in filled.entry_heads(where)} == {each.id for each in every}


def _rank(entry: Entry, sort: EntrySort) -> tuple[object, ...]:
    day = (entry.first_day is None, entry.first_day or "")
    newest = (day[0], tuple(-ord(each) for each in day[1]))
    if sort is EntrySort.OLDEST:
        return day
    if sort is EntrySort.NEWEST:
        return newest
    if sort is EntrySort.LATEST:
        return (tuple(-ord(each) for each in entry.last_reported or ""),)
    first = {
        EntrySort.ORIGINS: -len(entry.origins),
        EntrySort.REPORTS: -len(entry.reports),
        EntrySort.DOUBT: _sure(entry),
    }
    return (first[sort], *newest)


def _sure(entry: Entry) -> float:
    return max(1.0 if each.act.reviewed else each.act.confidence for each in entry.reports)


def _values(entry: Entry) -> dict[str, tuple[str, ...]]:
    return {
        "kind": (entry.kind.value,),
        "status": (str(entry.status),),
        "origins": (origins_of(len(entry.origins)),),
        "confidence": (band_of(_sure(entry)),),
        "reviewed": ("yes" if any(each.act.reviewed for each in entry.reports) else "no",),
        "year": ((entry.first_day or "")[:4],),
        "actor": tuple({*entry.actors, *entry.principals}),
        "issue": entry.issues or ("undecided",),
    }


def test_each_facet_counts_what_would_be_found_without_its_own_choice(filled: CasefileStore) -> None:
    for where in FILTERS:
        facets = filled.entry_facets(where)
        assert facets.total == len(list(filled.entries(where)))
        assert set(facets.counts) == set(OWN)
        _hold_counts(filled, where, facets.counts)


def _hold_counts(filled: CasefileStore, where: EntryFilter, found: Mapping[str, Mapping[str, int]]) -> None:
    for name, counts in found.items():
        expected: dict[str, int] = {}
        for entry in filled.entries(replace(where, **OWN[name])):
            for value in _values(entry)[name]:
                expected[value] = expected.get(value, 0) + 1
        assert dict(counts) == expected, (where, name)


def test_the_most_frequent_actors_come_first_and_others_not_at_all(filled: CasefileStore) -> None:
    every = filled.entry_facets().counts["actor"]
    assert list(every.values()) == sorted(every.values(), reverse=True)
    assert list(filled.entry_facets(top=2).counts["actor"].items()) == list(every.items())[:2]


def test_a_value_of_a_facet_finds_as_many_as_it_counts(filled: CasefileStore) -> None:
    choose: dict[str, Callable[[str], EntryFilter]] = {
        "kind": lambda value: EntryFilter(kinds=(value,)),
        "status": lambda value: EntryFilter(statuses=(value,)),
        "actor": lambda value: EntryFilter(actors=(value,)),
        "issue": lambda value: EntryFilter(issues=(value,)),
        "reviewed": lambda value: EntryFilter(reviewed=value == "yes"),
    }
    counts = filled.entry_facets().counts
    for name, value in [(n, v) for n in choose for v in counts[n]]:
        assert filled.entries_page(choose[name](value), limit=1).total == counts[name][value]


def test_no_entry_is_lost_between_pages(filled: CasefileStore) -> None:
    for sort, size in product(EntrySort, (1, 7)):
        found = [
            each.id
            for offset in range(0, 24, size)
            for each in filled.entries_page(EntryFilter(), sort, offset, size).entries
        ]
        assert len(set(found)) == len(found) == 24
    assert filled.entries_page(EntryFilter(), EntrySort.NEWEST, 24, 50).entries == ()


def test_some_entries_are_left_out_whatever_is_asked(filled: CasefileStore) -> None:
    for where in FILTERS:
        every = [each.id for each in filled.entries(where)]
        gone = tuple(every[::2])
        asked = replace(where, without=gone)
        left = set(every) - set(gone)
        assert {each.id for each in filled.entries(asked)} == left
        assert {each.id for each in filled.entries_page(asked).entries} == left
        assert filled.entries_page(asked).total == filled.entry_facets(asked).total == len(left)


def test_the_rows_go_with_their_entry(
    casefile: CasefileStore,
    make_page: Callable[..., NewPage],
    make_act: Callable[..., ReportedAct],
    make_entry: Callable[..., Entry],
    make_cluster: Callable[..., Cluster],
) -> None:
    page = make_page(TEXT)
    document = casefile.add_document(page.document, page.raw).document
    cluster = make_cluster(make_entry(make_act(document)))
    casefile.put_clusters([], [cluster])
    assert casefile.entries_page().total == 1
    casefile.put_clusters([cluster.id], [])
    assert casefile.entries_page().total == casefile.entry_facets().total == 0


def test_what_is_held_in_memory_is_of_one_state(
    casefile: CasefileStore,
    make_page: Callable[..., NewPage],
    make_act: Callable[..., ReportedAct],
    make_entry: Callable[..., Entry],
    make_cluster: Callable[..., Cluster],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = make_page(TEXT)
    document = casefile.add_document(page.document, page.raw).document
    casefile.put_clusters([], [make_cluster(make_entry(make_act(document)))])
    casefile.hold_facets()
    with monkeypatch.context() as without:
        without.setattr(entry_facets, "facets", _never)
        without.setattr(entry_pages, "page", _never)
        assert casefile.entries_page().total == casefile.entry_facets().total == 1
    casefile.put_clusters([], [make_cluster(make_entry(make_act(document, 9)))])
    assert casefile.entries_page().total == casefile.entry_facets().total == 2
    casefile.hold_facets()
    assert casefile.entries_page().total == casefile.entry_facets().total == 2


def _never(*_: object) -> object:
    raise AssertionError("the database was asked for what is held in memory")
