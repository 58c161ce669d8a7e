"""Hold what a casefile answers about positions, points, conflicts and links: filters, order, ids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.errors import UsageError
from onrecord.model import (
    Answer,
    Cluster,
    Conflict,
    ConflictKind,
    Document,
    Entry,
    EntryLink,
    EntryLinkKind,
    Fact,
    Point,
    Position,
    ReportedAct,
    SubjectKind,
)
from onrecord.store.entry_filters import EntryHead
from onrecord.store.interface import CasefileStore, EntryFilter, NewPage
from onrecord.store.interface_shown import ConflictFilter, PointFilter, PositionFilter

MakePage = Callable[..., NewPage]
MakePoint = Callable[..., Point]
MakePosition = Callable[..., Position]
MakeConflict = Callable[..., Conflict]
MakeAct = Callable[..., ReportedAct]
MakeEntry = Callable[..., Entry]
MakeCluster = Callable[..., Cluster]

TEXT = "Page {} says no to the Šefčov plan, said Ada Quill of Port Élan on Tuesday."


@pytest.fixture
def documents(casefile: CasefileStore, make_page: MakePage) -> list[Document]:
    added = casefile.add_documents([make_page(TEXT.format(n)) for n in range(3)])
    return sorted((each.document for each in added), key=lambda each: each.digest)


@pytest.fixture
def stood(casefile: CasefileStore, make_position: MakePosition) -> list[Position]:
    """Put five positions, in the order in which they stream."""
    proposal = {"subject": "0a1b", "about": SubjectKind.PROPOSITION}
    made = [
        make_position(**proposal, holder="XBB", since="2031-03-01", until=None, before=None),
        make_position(holder="XAA", since="2031-01-10", until="2031-04-05", before=None, entries=()),
        make_position(holder="XAA", since="2031-04-05", until="2031-06-01"),
        make_position(holder="XAA", since="2031-06-01", until=None),
        make_position(holder="Łucja", since="2031-02-01", until=None, before=None, others=(), voices={}),
    ]
    casefile.put_positions([], list(reversed(made)))
    return made


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (PositionFilter(), [0, 1, 2, 3, 4]),
        (PositionFilter(holders=("XAA",)), [1, 2, 3]),
        (PositionFilter(holders=("xaa",)), []),
        (PositionFilter(holders=("XBB", "Łucja")), [0, 4]),
        (PositionFilter(subjects=("0a1b",)), [0]),
        (PositionFilter(about=SubjectKind.ISSUE), [1, 2, 3, 4]),
        (PositionFilter(as_of="2031-04-04"), [0, 1, 4]),
        (PositionFilter(as_of="2031-04-05"), [0, 2, 4]),
        (PositionFilter(as_of="2031-02"), [1, 4]),
        (PositionFilter(as_of="2030"), []),
        (PositionFilter(as_of="2032", holders=("XAA",)), [3]),
        (PositionFilter(shifted=True), [2, 3]),
        (PositionFilter(shifted=True, since_from="2031-05"), [3]),
        (PositionFilter(since_from="2031-02-01", since_until="2031-04"), [0, 2, 4]),
    ],
)
def test_positions_are_found(
    casefile: CasefileStore, stood: list[Position], where: PositionFilter, found: list[int]
) -> None:
    assert list(casefile.positions(where)) == [stood[n] for n in found]


def test_a_date_that_is_none_is_told(casefile: CasefileStore) -> None:
    with pytest.raises(UsageError, match="'soon' is not a date"):
        list(casefile.positions(PositionFilter(as_of="soon")))


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (PointFilter(), [0, 1, 2, 3, 4]),
        (PointFilter(holders=("XAA",)), [0, 1, 2, 3]),
        (PointFilter(subjects=("0a1b", "sanctions")), [0, 4]),
        (PointFilter(about=SubjectKind.PROPOSITION), [0]),
        (PointFilter(day_from="2031-05"), [2]),
        (PointFilter(day_from="2031-04-20"), [1, 2]),
        (PointFilter(day_until="2031-04-01"), [1]),
        (PointFilter(counting=True), [2, 3]),
        (PointFilter(counting=True, day_from="2031"), [2]),
    ],
)
def test_points_are_found(
    casefile: CasefileStore, make_point: MakePoint, where: PointFilter, found: list[int]
) -> None:
    points = [
        make_point("e5", subject="0a1b", about=SubjectKind.PROPOSITION, first_day=None, last_day=None),
        make_point("e4", first_day="2031-04-01", last_day="2031-04-31"),
        make_point("e3", first_day="2031-05-01", last_day="2031-05-01", counts=True),
        make_point("e2", first_day=None, last_day=None, counts=True),
        make_point("e1", subject="sanctions", holder="Łucja"),
    ]
    casefile.put_points([], [points[n] for n in (3, 0, 4, 2, 1)])
    assert list(casefile.points(where)) == [points[n] for n in found]


@pytest.fixture
def disputed(
    casefile: CasefileStore, documents: list[Document], make_conflict: MakeConflict
) -> list[Conflict]:
    """Put four conflicts, in the order in which they stream."""
    one, two, three = documents
    april = make_conflict((one, "a"), (two, "b"))
    may = make_conflict(
        (two, "b"),
        (three, "c"),
        kind=ConflictKind.CONTROL,
        subject="Šefčov Hill",
        issues=(),
        first_day="2031-05-01",
        last_day="2031-05-31",
    )
    may = replace(may, left=replace(may.left, published="2031-07"), right=replace(may.right, published=None))
    undated = [make_conflict((one, name), (one, "z"), first_day=None, last_day=None) for name in "xy"]
    undated = [replace(c, issues=("arms",), left=replace(c.left, published="2031-01-09")) for c in undated]
    undated.sort(key=lambda each: each.id)
    casefile.put_conflicts([], [undated[1], may, undated[0], april], "facts")
    return [april, may, *undated]


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (ConflictFilter(), [0, 1, 2, 3]),
        (ConflictFilter(kinds=("control", "date")), [1]),
        (ConflictFilter(issues=("arms",)), [2, 3]),
        (ConflictFilter(issues=("attacks", "undecided")), [0, 1]),
        (ConflictFilter(text="sefcov HILL"), [1]),
        (ConflictFilter(text="port elan"), [0, 2, 3]),
        (ConflictFilter(text="page"), [0, 1, 2, 3]),
        (ConflictFilter(date_from="2031-04-06"), [0, 1]),
        (ConflictFilter(date_until="2031-04"), [0]),
        (ConflictFilter(reported_from="2031-04-07"), [1]),
        (ConflictFilter(reported_until="2031-04-06"), [0, 2, 3]),
    ],
)
def test_conflicts_are_found(
    casefile: CasefileStore, disputed: list[Conflict], where: ConflictFilter, found: list[int]
) -> None:
    assert list(casefile.conflicts(where)) == [disputed[n] for n in found]


def test_conflicts_are_found_by_a_document_of_either_side(
    casefile: CasefileStore, disputed: list[Conflict], documents: list[Document]
) -> None:
    for n, document in enumerate(documents):
        where = ConflictFilter(documents=(document.id[:12],))
        expected = [each for each in disputed if document.id in (each.left.document, each.right.document)]
        assert list(casefile.conflicts(where)) == expected
        assert len(expected) == (3, 2, 1)[n]
    with pytest.raises(UsageError, match="there is no document 'zz'"):
        list(casefile.conflicts(ConflictFilter(documents=("zz",))))


def test_the_sides_of_a_conflict_name_the_entries_that_report_them_now(
    casefile: CasefileStore,
    disputed: list[Conflict],
    documents: list[Document],
    make_act: MakeAct,
    make_entry: MakeEntry,
    make_cluster: MakeCluster,
) -> None:
    entry = make_entry(make_act(documents[1], 20, record="b"))
    cluster = make_cluster(entry)
    casefile.put_clusters([], [cluster])
    (found,) = casefile.conflicts(ConflictFilter(kinds=("number",), entries=(entry.id,)))
    assert found == replace(disputed[0], right=replace(disputed[0].right, entry=entry.id))
    assert casefile.conflict(disputed[1].id).left.entry == entry.id
    earlier = make_entry(make_act(documents[1], 3, record="b"))
    casefile.put_clusters([cluster.id], [make_cluster(earlier)])
    assert list(casefile.conflicts(ConflictFilter(entries=(entry.id,)))) == []
    assert casefile.conflict(disputed[1].id).left.entry == earlier.id
    casefile.put_conflicts([], [casefile.conflict(disputed[1].id)], "facts")
    casefile.put_clusters([make_cluster(earlier).id], [])
    assert casefile.conflict(disputed[1].id) == disputed[1]


def test_one_conflict_is_found_by_the_beginning_of_its_id(
    casefile: CasefileStore, disputed: list[Conflict]
) -> None:
    for each in disputed:
        assert casefile.conflict(each.id) == casefile.conflict(each.id[:10].upper()) == each
    with pytest.raises(UsageError, match="there is no conflict 'zz'; `onrecord show conflicts` lists"):
        casefile.conflict("zz")
    with pytest.raises(UsageError, match="there is no conflict ''"):
        casefile.conflict("")


def test_a_beginning_of_several_ids_is_told(
    casefile: CasefileStore, documents: list[Document], make_conflict: MakeConflict
) -> None:
    many = [make_conflict((documents[0], f"a{n}"), (documents[1], "b")) for n in range(40)]
    casefile.put_conflicts([], many, "facts")
    first = next(c for c in "0123456789abcdef" if len([each for each in many if each.id.startswith(c)]) > 1)
    with pytest.raises(UsageError, match=f"several conflicts begin with '{first}' .*; give more of the id"):
        casefile.conflict(first)


@pytest.fixture
def entries(
    casefile: CasefileStore,
    documents: list[Document],
    make_act: MakeAct,
    make_entry: MakeEntry,
    make_cluster: MakeCluster,
) -> list[Entry]:
    """Put three entries, in the order in which they are listed."""
    one, two, three = documents
    made = [
        make_entry(
            make_act(one, 0, due="2031-06", reviewed=False),
            make_act(two, 20, due="2033", reviewed=False),
            principals=("XAA", "Lorrin Pact"),
            issues=("event:talks", "arms_supply"),
            last_reported="2031-05",
            first_day="2031-04-05",
        ),
        make_entry(
            make_act(three, 40, due=None),
            principals=("XAA Front",),
            towards=("XBB",),
            issues=("arms",),
            last_reported="2031-06-02",
            first_day="2031-05-01",
        ),
        make_entry(
            make_act(one, 50, due="XXXX-06-12", reviewed=False),
            principals=(),
            towards=(),
            issues=(),
            last_reported=None,
            first_day=None,
            last_day=None,
        ),
    ]
    casefile.put_clusters([], [make_cluster(each) for each in made])
    return made


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (EntryFilter(principals=("XAA",)), [0]),
        (EntryFilter(principals=("XAA Front", "Lorrin Pact")), [0, 1]),
        (EntryFilter(principals=("xaa",)), []),
        (EntryFilter(beneficiaries=("XBB",)), [0, 1]),
        (EntryFilter(beneficiaries=("Cy Orr",), principals=("XAA",)), [0]),
        (EntryFilter(issues=("event:talks",)), [0]),
        (EntryFilter(issues=("arms", "undecided")), [1, 2]),
        (EntryFilter(due_from="2031"), [0]),
        (EntryFilter(due_from="2031-07", due_until="2032"), []),
        (EntryFilter(due_from="2033-02-01", due_until="2033-02-02"), [0]),
        (EntryFilter(due_until="2031-05"), []),
        (EntryFilter(moved_from="2031-06"), [1]),
        (EntryFilter(moved_until="2031-06-01"), [0]),
        (EntryFilter(unreviewed=False), [1]),
        (EntryFilter(unreviewed=False, principals=("XAA",)), []),
    ],
)
def test_entries_are_found_by_names_dues_and_last_reports(
    casefile: CasefileStore, entries: list[Entry], where: EntryFilter, found: list[int]
) -> None:
    assert list(casefile.entries(where)) == [entries[n] for n in found]


def test_links_of_many_entries_come_each_once(casefile: CasefileStore, entries: list[Entry]) -> None:
    a, b, c = sorted(entries, key=lambda each: each.id)

    def link(source: Entry, target: Entry, kind: EntryLinkKind, answer: Answer | None = None) -> EntryLink:
        act = source.reports[0].act
        return EntryLink(source.id, target.id, kind, answer, act.record, act.quote, 0.5, "it answers")

    responds, repeats = EntryLinkKind.RESPONDS_TO, EntryLinkKind.REPEATS
    links = [
        link(a, b, repeats),
        link(a, c, responds, Answer.DENIED),
        link(b, c, responds),
        link(c, b, responds, Answer.ACCEPTED),
    ]
    casefile.put_links([], list(reversed(links)))
    assert list(casefile.links_of([a.id, b.id, c.id])) == links
    assert list(casefile.links_of([a.id])) == links[:2]
    assert list(casefile.links_of([b.id], [responds])) == links[2:]
    assert list(casefile.links_of([b.id, "nobody"], (repeats,))) == links[:1]
    assert list(casefile.links_of([])) == []
    answered = {each.id for each in casefile.entries(EntryFilter(answered=True))}
    assert answered == {b.id, c.id}
    assert [each.id for each in casefile.entries(EntryFilter(answered=False))] == [a.id]
    casefile.put_links([b.id], [])
    assert [each.id for each in casefile.entries(EntryFilter(answered=True))] == [b.id]


def test_facts_of_an_older_version_are_out_of_step(
    casefile: CasefileStore, make_page: MakePage, make_fact: Callable[..., Fact]
) -> None:
    old = casefile.add_documents([make_page("One says no.", path="a.txt")])[0].document
    casefile.put_facts(old.id, [make_fact(old, "f1")], {})
    casefile.add_documents([make_page("Two says no.", path="a.txt")])
    assert casefile.out_of_step()[old.id] == ""
    casefile.put_facts(old.id, (), {})
    assert old.id not in casefile.out_of_step()


def test_entries_are_seen_at_a_glance(casefile: CasefileStore, entries: list[Entry]) -> None:
    found = {each.id: each for each in casefile.entry_heads()}
    first, _, last = entries
    assert set(found) == {each.id for each in entries}
    assert found[first.id] == EntryHead(
        first.id,
        "offer",
        "pledged",
        ("event:talks", "arms_supply"),
        "2031-04-05",
        "2031-04-05",
        "2031-05-31",
        2,
    )
    assert found[last.id] == EntryHead(last.id, "offer", "pledged", (), None, None, None, 1)
    assert [each.id for each in casefile.entry_heads(EntryFilter(principals=("XAA",)))] == [first.id]


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (PositionFilter(latest=True), [0, 3, 4]),
        (PositionFilter(latest=True, holders=("XAA",)), [3]),
        (PositionFilter(lumped=True), []),
    ],
)
def test_the_latest_positions_and_those_of_groups_are_found(
    casefile: CasefileStore,
    stood: list[Position],
    make_position: MakePosition,
    where: PositionFilter,
    found: list[int],
) -> None:
    assert list(casefile.positions(where)) == [stood[n] for n in found]
    assert list(casefile.position_pairs(where)) == [(stood[n].holder, stood[n].subject) for n in found]
    group = make_position(holder="group: 26 ports", until="2032-01-01")
    casefile.put_positions([], [group, make_position(holder="grouper", until="2032-01-01")])
    assert list(casefile.positions(PositionFilter(lumped=True))) == [group]
