"""Hold every register index to one contract: acts, clusters with their entries, and links, found by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from onrecord.model import (
    Answer,
    Cluster,
    Document,
    Entry,
    EntryLink,
    EntryLinkKind,
    RegisterIndex,
    ReportedAct,
)
from onrecord.register.memory import MemoryRegister
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore, NewPage

MakePage = Callable[..., NewPage]
MakeAct = Callable[..., ReportedAct]
MakeEntry = Callable[..., Entry]
MakeCluster = Callable[..., Cluster]

EVER = ("0000-01-01", "9999-12-31")


@dataclass
class Filled:
    """Hold an index and three documents, by their digests in order, and where they are kept."""

    index: RegisterIndex
    documents: list[Document]
    casefile: CasefileStore | None


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path: Path, make_page: MakePage) -> Iterator[Filled]:
    pages = [make_page(f"Page {n} says no, said Ada Quill.") for n in range(3)]
    location = str(tmp_path / "onrecord.db")
    if request.param == "memory":
        documents = [replace(page.document, id=f"{n:016x}") for n, page in enumerate(pages)]
        yield Filled(MemoryRegister(), sorted(documents, key=lambda each: each.digest), None)
        return
    if request.param == "postgresql":
        location = request.getfixturevalue("new_postgres")()
    with open_casefile(location, create=True) as casefile:
        documents = [each.document for each in casefile.add_documents(pages)]
        yield Filled(casefile, sorted(documents, key=lambda each: each.digest), casefile)


def test_acts_come_back_as_they_were_put_and_the_later_hold(filled: Filled, make_act: MakeAct) -> None:
    index, (one, other, _) = filled.index, filled.documents
    late, early, elsewhere = make_act(one, 9), make_act(one, 2), make_act(other, 0)
    index.put_acts(one.id, [late, early], {late.record: ["a", "b"], early.record: ["a"]})
    index.put_acts(other.id, [elsewhere], {})
    assert list(index.acts([other.id, one.id])) == [early, late, elsewhere]
    found = index.acts_with(["a", "b", "c"])
    assert {key: list(held) for key, held in found.items()} == {"a": [early, late], "b": [late]}
    index.put_acts(one.id, [early], {early.record: ["c"]})
    assert list(index.acts([one.id])) == [early]
    assert {key: list(held) for key, held in index.acts_with("abc").items()} == {"c": [early]}
    index.put_acts(one.id, (), {})
    assert list(index.acts([one.id, "nobody"])) == []
    assert not index.acts_with("abc")


def test_clusters_come_back_with_their_entries(
    filled: Filled, make_act: MakeAct, make_entry: MakeEntry, make_cluster: MakeCluster
) -> None:
    index, (one, other, third) = filled.index, filled.documents
    acts = [make_act(one, 0), make_act(other, 3), make_act(third, 5), make_act(one, 12)]
    split = make_cluster(make_entry(acts[0], acts[1]), make_entry(acts[2], notes=(), steps=()))
    alone = make_cluster(make_entry(acts[3], first_day=None, last_day=None, status=""))
    index.put_clusters([], [split, alone])
    both = sorted((split, alone), key=lambda each: each.id)
    assert list(index.clusters([act.record for act in acts])) == both
    assert list(index.clusters([acts[2].record, "nothing"])) == [split]
    merged = make_cluster(make_entry(*acts))
    index.put_clusters([split.id, alone.id], [merged])
    assert list(index.clusters([acts[3].record])) == [merged]
    index.put_clusters([merged.id], [])
    assert list(index.clusters([act.record for act in acts])) == []


def test_entries_are_found_by_keys_and_days(
    filled: Filled, make_act: MakeAct, make_entry: MakeEntry, make_cluster: MakeCluster
) -> None:
    index, (one, *_) = filled.index, filled.documents
    days = {0: ("2031-04-01", "2031-04-31"), 8: ("2031-05-01", "2031-05-01"), 16: (None, None)}
    made = {
        start: make_entry(make_act(one, start), first_day=first, last_day=last)
        for start, (first, last) in days.items()
    }
    april, may, undated = made.values()
    keys = {april.id: ["x", "y"], may.id: ["x"], undated.id: ["x"]}
    index.put_clusters([], [make_cluster(each) for each in made.values()], keys)

    def found(first: str, last: str, *wanted: str) -> list[str]:
        return [each.id for each in index.entries_with(wanted, first, last)]

    assert found(*EVER, "x", "y") == sorted(keys)
    assert list(index.entries_with(["y"], *EVER)) == [april]
    assert found(*EVER, "z") == []
    # An entry without days may lie anywhere.
    assert found("2031-04-20", "2031-04-20", "x") == sorted([april.id, undated.id])
    assert found("2031-05-01", "2031-06-01", "x") == sorted([may.id, undated.id])
    assert found("2031-06-02", "2031-07-01", "x", "y") == [undated.id]
    index.put_clusters([april.id], [])
    assert found(*EVER, "y") == []


def test_what_is_put_again_stands_in_place_of_the_earlier(
    filled: Filled, make_act: MakeAct, make_entry: MakeEntry, make_cluster: MakeCluster
) -> None:
    index, (one, other, _) = filled.index, filled.documents
    first, second = make_act(one, 0), make_act(other, 3)
    before, after = make_cluster(make_entry(first)), make_cluster(make_entry(first, second))
    assert before.id == after.id
    index.put_clusters([], [before], {before.entries[0].id: ["x"]})
    index.put_clusters([before.id], [after], {after.entries[0].id: ["y"]})
    assert list(index.clusters([first.record])) == list(index.clusters([second.record])) == [after]
    assert list(index.entries_with(["x"], *EVER)) == []
    assert list(index.entries_with(["y"], *EVER)) == list(after.entries)


def link(source: Entry, target: Entry, kind: EntryLinkKind = EntryLinkKind.RESPONDS_TO) -> EntryLink:
    report = source.reports[0].act
    return EntryLink(
        source.id, target.id, kind, Answer.CONDITIONED, report.record, report.quote, 0.5, "it answers"
    )


@pytest.mark.parametrize("filled", ["sqlite", "postgresql"], indirect=True)
def test_links_are_kept_until_their_source_goes(
    filled: Filled, make_act: MakeAct, make_entry: MakeEntry, make_cluster: MakeCluster
) -> None:
    index, (one, *_), casefile = filled.index, filled.documents, filled.casefile
    assert casefile is not None
    a, b, c = sorted((make_entry(make_act(one, start)) for start in (0, 8, 16)), key=lambda each: each.id)
    clusters = {each.id: make_cluster(each) for each in (a, b, c)}
    index.put_clusters([], list(clusters.values()))
    again = replace(link(a, c, EntryLinkKind.REPEATS), answer=None)
    index.put_links([a.id, b.id], [link(b, a), again])
    assert casefile.entry_links(a.id) == (again, link(b, a))
    assert casefile.entry_links(c.id) == (again,)
    index.put_links([b.id], [link(b, c)])
    assert casefile.entry_links(a.id) == (again,)
    index.put_clusters([a.id], [clusters[a.id]])
    assert casefile.entry_links(a.id) == ()
    index.put_clusters([c.id], [])
    assert casefile.entry_links(b.id) == (link(b, c),)  # of b, until b is looked at again
