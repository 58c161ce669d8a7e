"""Hold how names are counted, and what entries several pages report."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.model import Cluster, Document, Entry, EntryKind, ReportedAct
from onrecord.store.interface import CasefileStore, EntryFilter, NewPage

MakePage = Callable[..., NewPage]
MakeAct = Callable[..., ReportedAct]
MakeEntry = Callable[..., Entry]
MakeCluster = Callable[..., Cluster]


@pytest.fixture
def pages(casefile: CasefileStore, make_page: MakePage) -> list[Document]:
    added = casefile.add_documents(
        [make_page(f"Page {n} says no to the plan, said Ada Quill.") for n in range(3)]
    )
    return [each.document for each in added]


@pytest.fixture
def three(
    casefile: CasefileStore, pages: list[Document], make_act: MakeAct, make_entry: MakeEntry,
    make_cluster: MakeCluster,
) -> list[Entry]:  # fmt: skip
    """Put a commitment for two, an offer for one and a demand of one, each on a page of its own."""
    told = (
        (EntryKind.COMMITMENT, ("XAA", "XBB"), "2031-04-05"),
        (EntryKind.OFFER, ("XBB",), "2031-05-05"),
        (EntryKind.DEMAND, ("XCC",), None),
    )
    made = []
    for page, (kind, towards, day) in zip(pages, told, strict=True):
        act = make_act(page, 0, kind=kind)
        made.append(make_entry(act, kind=kind, towards=towards, first_day=day, last_day=day))
    casefile.put_clusters([], [make_cluster(each) for each in made])
    return made


def test_names_are_counted_in_their_role_most_first(casefile: CasefileStore, three: list[Entry]) -> None:
    assert three
    assert list(casefile.names_counted("towards")) == [("XBB", 2), ("XAA", 1), ("XCC", 1)]
    assert list(casefile.names_counted("towards", limit=1)) == [("XBB", 2)]
    assert list(casefile.names_counted("towards", ("commitment", "demand"))) == [
        ("XAA", 1),
        ("XBB", 1),
        ("XCC", 1),
    ]
    assert list(casefile.names_counted("towards", ("threat",))) == []


def test_entries_of_several_pages_are_found_at_once(
    casefile: CasefileStore, three: list[Entry], pages: list[Document]
) -> None:
    def found(**where: object) -> list[str]:
        entries = list(casefile.entries(EntryFilter(**where)))  # type: ignore[arg-type]
        heads = {each.id for each in casefile.entry_heads(EntryFilter(**where))}  # type: ignore[arg-type]
        assert {each.id for each in entries} == heads
        return [each.id for each in entries]

    one, two, other = three
    assert found(documents=(pages[1].id, pages[0].id)) == [one.id, two.id]
    assert found(documents=(pages[2].id, "0" * 16)) == [other.id]
    assert found(documents=(pages[0].id, pages[1].id), kinds=("offer",)) == [two.id]
    assert found(documents=("0" * 16,)) == []


PERIODS = (
    (EntryFilter(beneficiaries=("XBB",)), 2),
    (EntryFilter(beneficiaries=("XBB",), date_from="2031-04-06"), 1),
    (EntryFilter(beneficiaries=("XBB",), date_until="2031-04-05"), 1),
    (EntryFilter(beneficiaries=("XBB",), date_from="2031-05-06"), 0),
    (EntryFilter(beneficiaries=("XCC",), date_until="2039"), 0),
    (EntryFilter(beneficiaries=("XBB",), kinds=("offer",), date_from="2031-04", date_until="2031-05"), 1),
)


@pytest.mark.parametrize(("where", "number"), PERIODS)
def test_heads_of_a_name_are_those_of_the_period(
    casefile: CasefileStore, three: list[Entry], where: EntryFilter, number: int
) -> None:
    heads = {head.id for head in casefile.entry_heads(where)}
    assert heads == {entry.id for entry in casefile.entries(where)}
    assert len(heads) == number
    assert heads <= {entry.id for entry in three}
