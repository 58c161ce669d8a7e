"""Hold the register of a casefile: entries by filters and by any id they had, derivations, stories."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.errors import CasefileError, UsageError
from onrecord.model import (
    Cluster,
    Derivation,
    DerivationKind,
    Document,
    Entry,
    EntryKind,
    Evidence,
    Given,
    Passage,
    ReportedAct,
    Story,
)
from onrecord.store.entry_filters import Per
from onrecord.store.interface import CasefileStore, EntryFilter, NewPage

MakePage = Callable[..., NewPage]
MakeAct = Callable[..., ReportedAct]
MakeEntry = Callable[..., Entry]
MakeCluster = Callable[..., Cluster]

TEXT = "Page {} says no to the Šefčov plan, said Ada Quill of Port Élan on Tuesday."


@pytest.fixture
def documents(casefile: CasefileStore, make_page: MakePage) -> list[Document]:
    added = casefile.add_documents([make_page(TEXT.format(n)) for n in range(3)])
    return sorted((each.document for each in added), key=lambda each: each.digest)


@pytest.fixture
def four(
    casefile: CasefileStore,
    documents: list[Document],
    make_act: MakeAct,
    make_entry: MakeEntry,
    make_cluster: MakeCluster,
) -> list[Entry]:
    """Put four entries, in the order in which they are listed."""
    one, two, three = documents
    acts = [
        make_act(one, 0),
        make_act(two, 20, outlet="Morning Quarrel"),
        make_act(three, 40, outlet=None, kind=EntryKind.REFUSAL),
        make_act(one, 50),
        make_act(two, 60),
    ]
    april = make_entry(acts[0], acts[1], first_day="2031-04-05", last_day="2031-04-05")
    may = make_entry(
        acts[2],
        kind=EntryKind.REFUSAL,
        proposition="Šefčov’s plan for the zone",
        actors=("Cy Orr",),
        principals=("Lorrin Pact",),
        towards=(),
        issues=(),
        status="",
        first_reported="2031",
        first_day="2031-05-01",
        last_day="2031-05-31",
    )
    undated = [
        make_entry(acts[n], first_day=None, last_day=None, first_reported=None, issues=("sanctions", "arms"))
        for n in (3, 4)
    ]
    undated.sort(key=lambda each: each.id)
    entries = [april, may, *undated]
    casefile.put_clusters([], [make_cluster(each) for each in entries])
    return entries


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (EntryFilter(), [0, 1, 2, 3]),
        (EntryFilter(kinds=("refusal",)), [1]),
        (EntryFilter(kinds=("refusal", "offer")), [0, 1, 2, 3]),
        (EntryFilter(actor="QUILL"), [0, 2, 3]),
        (EntryFilter(actor="lorrin"), [1]),
        (EntryFilter(towards="orr"), [0, 2, 3]),
        (EntryFilter(issues=("arms_supply",)), [0]),
        (EntryFilter(issues=("arms",)), [2, 3]),
        (EntryFilter(issues=("arms_supply", "undecided")), [0, 1]),
        (EntryFilter(statuses=("pledged",)), [0, 2, 3]),
        (EntryFilter(outlet="quarrel"), [0]),
        (EntryFilter(text="sefcov's PLAN"), [1]),
        (EntryFilter(text="E sefco"), [0]),
        (EntryFilter(text="page%"), []),
        (EntryFilter(date_from="2031-05"), [1]),
        (EntryFilter(date_from="2031-04", date_until="2031-05-20"), [0, 1]),
        (EntryFilter(reported_from="2031-04-07"), [1]),
        (EntryFilter(reported_until="2031-04-07"), [0, 1]),
        (EntryFilter(least_origins=2), [0]),
        (EntryFilter(least_origins=2, kinds=("refusal",)), []),
    ],
)
def test_entries_are_found(
    casefile: CasefileStore, four: list[Entry], where: EntryFilter, found: list[int]
) -> None:
    assert list(casefile.entries(where)) == [four[n] for n in found]


def test_entries_are_found_by_a_document_that_reports_them(
    casefile: CasefileStore, four: list[Entry], documents: list[Document]
) -> None:
    for n, document in enumerate(documents):
        expected = [each for each in four if any(r.act.document == document.id for r in each.reports)]
        assert list(casefile.entries(EntryFilter(document=document.id[:12]))) == expected
        assert len(expected) == (2, 2, 1)[n]
    with pytest.raises(UsageError, match="there is no document 'zz'"):
        list(casefile.entries(EntryFilter(document="zz")))
    with pytest.raises(UsageError, match="'soon' is not a date"):
        list(casefile.entries(EntryFilter(date_from="soon")))


@pytest.mark.slow
def test_more_entries_than_one_chunk_come_whole_and_in_order(
    casefile: CasefileStore,
    make_page: MakePage,
    make_act: MakeAct,
    make_entry: MakeEntry,
    make_cluster: MakeCluster,
) -> None:
    long = casefile.add_documents([make_page("No, she said, never. " * 120)])[0].document
    entries = [make_entry(make_act(long, start)) for start in range(0, 5 * 450, 5)]
    casefile.put_clusters([], [make_cluster(each) for each in entries])
    assert list(casefile.entries()) == sorted(entries, key=lambda each: each.id)


def test_an_entry_is_found_by_its_id_and_its_beginning(casefile: CasefileStore, four: list[Entry]) -> None:
    for each in four:
        assert casefile.entry(each.id) == each
        assert casefile.entry(each.id[:12].upper()) == each
    with pytest.raises(
        UsageError, match="there is no entry 'zz'; `onrecord show register` lists the entries"
    ):
        casefile.entry("zz")
    with pytest.raises(UsageError, match="there is no entry ''"):
        casefile.entry("")


def test_two_entries_that_begin_alike_are_told(
    casefile: CasefileStore,
    documents: list[Document],
    make_act: MakeAct,
    make_entry: MakeEntry,
    make_cluster: MakeCluster,
) -> None:
    pair = [make_entry(make_act(documents[0], start), id=f"abc{start}") for start in (0, 9)]
    casefile.put_clusters([], [make_cluster(each) for each in pair])
    with pytest.raises(UsageError, match=r"several entries begin with 'ab' \(abc0, abc9\); give more"):
        casefile.entry("ab")
    assert casefile.entry("abc9") == pair[1]


def test_the_place_of_any_report_serves_as_an_id(casefile: CasefileStore, four: list[Entry]) -> None:
    places = four[0].places
    assert len(places) == 2
    for place in places:
        assert casefile.entry(place.id) == four[0]
    assert casefile.entry_aliases(four[0].id) == ()  # it never went by another


def test_an_id_outlives_the_merging_and_splitting_of_its_entry(
    casefile: CasefileStore,
    documents: list[Document],
    make_act: MakeAct,
    make_entry: MakeEntry,
    make_cluster: MakeCluster,
) -> None:
    acts = [make_act(document, 4) for document in documents]
    alone = [make_cluster(make_entry(act)) for act in acts]
    casefile.put_clusters([], alone)
    merged = make_cluster(make_entry(*acts))
    casefile.put_clusters([each.id for each in alone], [merged])
    for each in alone:
        assert casefile.entry(each.entries[0].id) == merged.entries[0]
        assert casefile.entry(each.entries[0].id[:10]) == merged.entries[0]
    aliases = sorted(each.entries[0].id for each in alone[1:])
    assert casefile.entry_aliases(merged.entries[0].id) == tuple(aliases)
    casefile.put_clusters([merged.id], alone)
    assert [casefile.entry(each.entries[0].id) for each in alone] == [each.entries[0] for each in alone]
    assert casefile.entry_aliases(alone[1].entries[0].id) == ()


def test_an_id_finds_what_stands_on_its_words_after_another_reading(
    casefile: CasefileStore,
    documents: list[Document],
    make_act: MakeAct,
    make_entry: MakeEntry,
    make_cluster: MakeCluster,
) -> None:
    before = make_cluster(make_entry(make_act(documents[0], 10)))
    casefile.put_clusters([], [before])
    wide, narrow = (make_cluster(make_entry(make_act(documents[0], start))) for start in (8, 16))
    casefile.put_clusters([before.id], [wide, narrow])
    assert casefile.entry(before.entries[0].id) == wide.entries[0]  # five characters shared against one
    assert casefile.entry(before.entries[0].id[:9]) == wide.entries[0]
    casefile.put_clusters([wide.id, narrow.id], [])
    gone = before.entries[0].id
    with pytest.raises(
        UsageError, match=f"no entry stands any more on the words that '{gone}' was made from"
    ):
        casefile.entry(gone)


def test_an_id_is_followed_to_the_newest_version_of_its_page(
    casefile: CasefileStore,
    make_page: MakePage,
    make_act: MakeAct,
    make_entry: MakeEntry,
    make_cluster: MakeCluster,
) -> None:
    url = Given(url="https://a.example/1")
    old, new = (
        casefile.add_documents([make_page(text, given=url)])[0].document
        for text in ("She will sign, said Ada Quill.", "Update: She will sign, said Ada Quill.")
    )
    before, after = make_cluster(make_entry(make_act(old, 4))), make_cluster(make_entry(make_act(new, 12)))
    casefile.put_clusters([], [before])
    casefile.put_clusters([before.id], [after])
    assert before.entries[0].reports[0].act.text == after.entries[0].reports[0].act.text == "will si"
    assert casefile.entry(before.entries[0].id) == after.entries[0]


def derivation(source: str, derived: str, kind: DerivationKind = DerivationKind.COPY) -> Derivation:
    words, others = Evidence(0, 4, "Page", "", " 0 s"), Evidence(5, 6, "0", "Page ", " say")
    passages = (Passage(words, others),)
    return Derivation(
        source, derived, kind, "The Gazette", True, (others,), passages, "credit", 0.75, {"x": 0.5}
    )


def test_derivations_come_back_and_the_later_hold(casefile: CasefileStore, documents: list[Document]) -> None:
    a, b, c = sorted(each.id for each in documents)
    cited = Derivation("", c, DerivationKind.CITES, "Politico")
    found = [derivation(a, b), derivation(b, c, DerivationKind.PARTIAL), cited]
    casefile.put_derivations([a, b, c], found[::-1])
    assert casefile.derivations() == (found[0], cited, found[1])
    assert casefile.derivations([a]) == (found[0],)
    assert casefile.derivations([b, "unknown"]) == (found[0], found[1])
    assert casefile.derivations([]) == ()
    casefile.put_derivations([c], [derivation(a, c)])
    assert casefile.derivations() == (found[0], derivation(a, c))
    casefile.put_derivations([b, c], [])
    assert casefile.derivations() == ()
    with pytest.raises(CasefileError, match="has no document nothing"):
        casefile.put_derivations([], [derivation("nothing", a)])


def test_stories_come_back_in_order(casefile: CasefileStore, documents: list[Document]) -> None:
    a, b, c = (each.id for each in documents)
    first = Story("s2", (b, a), "2031-04-01", "2031-05-31")
    undated = Story("s1", (c,), None, None)
    casefile.put_stories([], [undated, first])
    assert list(casefile.stories()) == [first, undated]
    assert casefile.story("s2") == casefile.story(a) == casefile.story(b[:12]) == first
    assert casefile.story("S1") == undated
    with pytest.raises(UsageError, match=r"several stories begin with 's' \(s2, s1\)"):
        casefile.story("s")
    with pytest.raises(UsageError, match="there is no story and no document 'zz'"):
        casefile.story("zz")
    casefile.put_stories(["s2"], [Story("s1", (c, b), None, None)])
    assert list(casefile.stories()) == [Story("s1", (c, b), None, None)]
    with pytest.raises(UsageError, match=f"document {a} belongs to no story yet"):
        casefile.story(a)


def test_documents_come_by_their_ids(casefile: CasefileStore, documents: list[Document]) -> None:
    wanted = {each.id: each for each in documents[:2]}
    assert casefile.documents_by_id([*wanted, "unknown"]) == wanted


def test_a_report_of_no_place_in_the_cluster_is_kept_whole(
    casefile: CasefileStore, documents: list[Document], make_act: MakeAct, make_entry: MakeEntry
) -> None:
    inside, outside = make_act(documents[0], 0), make_act(documents[1], 0)
    entry = make_entry(inside, outside)
    casefile.put_clusters([], [Cluster("c", (inside,), (), (entry,))])
    assert casefile.entry(entry.id) == entry
    assert list(casefile.clusters([inside.record])) == [Cluster("c", (inside,), (), (entry,))]


@pytest.mark.parametrize(
    ("per", "counts"),
    [
        (Per.YEAR, {"2031": 2, "": 2}),
        (Per.MONTH, {"2031-04": 1, "2031-12": 1, "": 2}),
        (Per.DAY, {"2031-04-06": 1, "2031-12-31": 1, "": 2}),
    ],
)
def test_entries_are_counted_by_when_they_were_first_reported(
    casefile: CasefileStore, four: list[Entry], per: Per, counts: dict[str, int]
) -> None:
    assert casefile.entry_days(per) == counts


def test_pages_are_counted_by_when_they_were_published(
    casefile: CasefileStore, documents: list[Document], make_page: MakePage
) -> None:
    casefile.edit_document(documents[0].id, Given(published="2031-04-05"))
    casefile.edit_document(documents[1].id, Given(published="2031-04"))
    assert casefile.document_days() == {"2031-04": 2, "": 1}
    assert casefile.document_days(Per.DAY) == {"2031-04-05": 1, "2031-04-01": 1, "": 1}


def test_entries_are_listed_by_the_beginning_of_any_id_that_they_have(
    casefile: CasefileStore, four: list[Entry]
) -> None:
    for entry in four:
        assert entry.id in casefile.entry_ids_beginning(entry.id[:4])
        for place in entry.places:
            assert casefile.entry_ids_beginning(place.id) == [entry.id]
    assert casefile.entry_ids_beginning("zz") == []
    assert casefile.entry_ids_beginning("") == []
    starts = [entry.id[0] for entry in four]
    assert len(casefile.entry_ids_beginning(starts[0], 1)) == 1
