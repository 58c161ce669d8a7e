"""The public view gives nothing away that is held, delayed, withdrawn, unconfirmed or private."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.model import (
    About,
    Basis,
    Conflict,
    ConflictKind,
    Entry,
    EntryLink,
    EntryLinkKind,
    Evidence,
    Link,
    Point,
    Position,
    RecordKind,
    Release,
    ReleaseKind,
    Report,
    Side,
    SubjectKind,
    Voice,
)
from onrecord.store.interface import CasefileView, DocumentSummary
from onrecord.store.publishing import sealed
from onrecord.views.published.leaving import Leaving, kept_back
from onrecord.views.published.policy import Out, Policy, policy_of
from onrecord.views.published.public import PublicView

WORDS = ("apple", "birch", "cedar", "daisy", "elder")
TODAY = date(2031, 5, 10)


@dataclass
class Small:
    """Answer as a casefile does, of a few entries and what follows from them."""

    held: Sequence[Entry]
    releases_: list[Release] = field(default_factory=list)

    def entries(self, where: object = None) -> Iterator[Entry]:
        return iter(self.held)

    def entries_by_id(self, ids: Collection[str]) -> list[Entry]:
        return [each for each in self.held if each.id in set(ids)]

    def entry(self, entry_id: str) -> Entry:
        for each in self.held:
            if each.id == entry_id:
                return each
        raise UsageError("there is no entry")

    def entry_aliases(self, entry_id: str) -> tuple[str, ...]:
        return ()

    def links_of(self, ids: Collection[str], kinds: object = ()) -> list[EntryLink]:
        pairs = pairwise(self.held)
        return [
            EntryLink(
                a.id,
                b.id,
                EntryLinkKind.REPEATS,
                None,
                a.reports[0].act.record,
                a.reports[0].act.quote,
                1.0,
                "",
            )
            for a, b in pairs
        ]

    def points(self, where: object = None) -> Iterator[Point]:
        return (point_of(entry, report) for entry in self.held for report in entry.reports)

    def points_of_entries(self, ids: Collection[str]) -> list[Point]:
        return [each for each in self.points() if each.entry in ids]

    def positions(self, where: object = None) -> Iterator[Position]:
        points = list(self.points())
        for before, point in zip([None, *points], points, strict=False):
            yield Position(
                "XAA", "ceasefire", SubjectKind.ISSUE, "for", "2031-05-02", None, point, points[-1],
                tuple(each.id for each in self.held), 1, before, ("stance",), tuple(points),
                compared=points[0].words,
            )  # fmt: skip

    def conflicts(self, where: object = None) -> Iterator[Conflict]:
        sides = [side_of(entry, report) for entry in self.held for report in entry.reports]
        for left, right in pairwise(sides):
            yield Conflict(ConflictKind.NUMBER, "boats", left, right, f"{left.value} is not {right.value}")

    def summaries_by_id(self, ids: Collection[str]) -> dict[str, DocumentSummary]:
        return {each: summary_of(each) for each in ids}

    def releases(self) -> tuple[Release, ...]:
        return tuple(self.releases_)


def point_of(entry: Entry, report: Report) -> Point:
    act = report.act
    return Point(
        entry.id, act.record, act.document, "XAA", act.actors, Voice.BINDING, "ceasefire", SubjectKind.ISSUE,
        "for", Basis.SAID, act.kind, act.text, act.first_day, act.last_day, reviewed=act.reviewed,
        matter=f"matter {act.text}", vector=b"1",
    )  # fmt: skip


def side_of(entry: Entry, report: Report) -> Side:
    act = report.act
    return Side(
        RecordKind.STATEMENT, act.record, act.document, entry.id, act.outlet, act.published, act.actors[0],
        act.text, act.quote,
    )  # fmt: skip


def summary_of(name: str) -> DocumentSummary:
    return DocumentSummary(
        name, "digest", f"{name}.html", "text/html", f"Title of {name}", "The Gazette", f"By {name}",
        "2031-05-03", "en", f"https://gazette.example/{name}", f"/home/bo/{name}.html", (f"note {name}",), 1,
        None, True, "m1", 1, (),
    )  # fmt: skip


def all_of(view: PublicView) -> str:
    """Return everything that a public view gives out, as text."""
    entries = list(view.entries())
    ids = [each.id for each in entries]
    documents = [report.act.document for each in entries for report in each.reports]
    given: list[object] = [
        entries, view.entries_by_id(ids), list(view.entry_heads()), view.links_of(ids), list(view.points()),
        view.points_of_entries(ids), list(view.positions()), view.position_pairs(), list(view.conflicts()),
        list(view.claims()), list(view.summaries()), view.summaries_by_id([*documents, "else"]),
        view.acts(documents), view.all_reviews(), view.derivations(), view.judgements(), view.location,
    ]  # fmt: skip
    return repr(given)


def rules_of(*releases: Release) -> Policy:
    return policy_of(releases, {each.entry: each.entry for each in releases if each.entry}, TODAY)


def decided(kind: ReleaseKind, entry: Entry | None, about: About = About.ENTRY, **more: Any) -> Release:
    at = datetime(2031, 5, 4, tzinfo=UTC) + timedelta(minutes=len(repr(more)))
    return sealed(
        Release("", kind, about, "Bo", at, "secretreason", entry.id if entry else None, None, **more)
    )


def public(entries: Sequence[Entry], *releases: Release, confirmed_alone: bool = True) -> PublicView:
    casefile = cast(CasefileView, Small(entries))
    return PublicView(casefile, rules_of(*releases), confirmed_alone=confirmed_alone)


Make = Callable[..., Any]


def test_confirmed_reports_alone_are_shown(make_entry: Make, make_report: Make) -> None:
    both = make_entry("x", make_report("apple", reviewed=True), make_report("birch", 1))
    none = make_entry("x", make_report("cedar"))
    shown = all_of(public([both, none]))
    assert "apple" in shown
    assert "birch" not in shown
    assert "cedar" not in shown
    everything = all_of(public([both, none], confirmed_alone=False))
    assert all(word in everything for word in ("apple", "birch", "cedar"))


def test_words_that_are_held_are_held_in_other_entries_too(make_entry: Make, make_report: Make) -> None:
    held = make_entry("x", make_report("apple", reviewed=True))
    same = make_entry(
        "x", make_report("apple", reviewed=True, record="other", text="apple", kind=held.kind), id="f"
    )
    other = make_entry("x", make_report("birch", reviewed=True))
    view = public([held, same, other], decided(ReleaseKind.HOLD, held))
    assert "apple" not in all_of(view)
    assert list(view.ids) == [other.id]


def test_what_it_was_not_made_to_answer_it_refuses(make_entry: Make) -> None:
    view = public([make_entry("apple")], confirmed_alone=False)
    for name in (
        "raw",
        "reading",
        "documents",
        "statements",
        "entries_page",
        "reviews",
        "setting",
        "actor_files",
    ):
        with pytest.raises(AttributeError, match="does not answer"):
            getattr(view, name)
    with pytest.raises(UsageError, match="not published"):
        view.document("docapple0")


def test_of_a_page_outlet_day_and_address_are_told(make_entry: Make) -> None:
    entry = make_entry("apple")
    view = public([entry], confirmed_alone=False)
    (page,) = view.summaries()
    assert (page.outlet, page.published, page.title, page.path, page.byline) == (
        "The Gazette", "2031-05-03", None, None, None,
    )  # fmt: skip
    assert page.url == "https://gazette.example/docapple0"
    assert view.summary("docother").url is None
    named = replace(
        entry, reports=(replace(entry.reports[0], act=replace(entry.reports[0].act, document="ada-quill")),)
    )
    hidden = public(
        [named], decided(ReleaseKind.SUPPRESS, None, About.PERSON, name="Ada Quill"), confirmed_alone=False
    )
    assert [each.url for each in hidden.summaries()] == [None]


_STATES = ("shown", "held", "withdrawn", "unconfirmed", "delayed", "published")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_STATES), min_size=1, max_size=5), st.booleans())
def test_nothing_that_stays_at_the_desk_is_given_out(
    make_entry: Make, make_report: Make, states: list[str], confirmed_alone: bool
) -> None:
    entries, releases = [], []
    for word, state in zip(WORDS, states, strict=False):
        issues = ("troops",) if state == "delayed" else ("ceasefire",)
        reviewed = state not in ("unconfirmed", "published")
        entry = make_entry("x", make_report(word, reviewed=reviewed, issues=issues))
        entries.append(entry)
        kind = {"held": ReleaseKind.HOLD, "withdrawn": ReleaseKind.WITHDRAW, "published": ReleaseKind.PUBLISH}
        if state in kind:
            releases.append(decided(kind[state], entry))
    releases.append(decided(ReleaseKind.DELAY, None, About.ISSUE, name="troops", days=90))
    view = public(entries, *releases, confirmed_alone=confirmed_alone)
    given_out = all_of(view)
    stays = {"held", "withdrawn", "delayed"} | ({"unconfirmed"} if confirmed_alone else set())
    for word, state in zip(WORDS, states, strict=False):
        assert (word in given_out) == (state not in stays), (word, state)
    assert "secretreason" not in given_out
    assert "/home/bo" not in given_out
    assert len(view.ids) + view.shown.out.total() == len(entries)


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(0, 4)), st.booleans())
def test_a_private_person_is_named_nowhere(
    make_entry: Make, make_report: Make, numbers: set[int], everywhere: bool
) -> None:
    entries = [
        make_entry("x", make_report(word, actors=("Zoltan Rask",) if n in numbers else ("Ada Quill",),
                   quote=make_report(word, 0).act.quote, names=(("Rask", "Zoltan Rask"),)))
        for n, word in enumerate(WORDS)
    ]  # fmt: skip
    about = None if everywhere or not numbers else entries[min(numbers)]
    view = public(
        entries, decided(ReleaseKind.SUPPRESS, about, About.PERSON, name="Zoltan Rask"), confirmed_alone=False
    )
    shown = all_of(view) if about is None else repr(view.entry(about.id))
    assert "Rask" not in shown
    assert "Zoltan" not in shown


def test_an_unnamed_source_is_protected_in_all_that_follows(make_entry: Make, make_report: Make) -> None:
    secret = make_report(
        "apple", actors=("anon: an envoy",), principals=("XOR",), outlet="Lake Post", unnamed=True
    )
    view = public(
        [make_entry("x", secret)], decided(ReleaseKind.SUPPRESS, None, About.SOURCES), confirmed_alone=False
    )
    entries = list(view.entries())
    assert "apple" in repr(entries)
    for word in ("XOR", "Lake Post", "docapple", "an envoy"):
        assert word not in repr(
            [entries, list(view.summaries()), list(view.entry_heads()), list(view.conflicts())]
        )


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(0, 4), min_size=1))
def test_exports_pass_over_what_is_held_and_all_that_rests_on_it(
    make_entry: Make, make_report: Make, numbers: set[int]
) -> None:
    entries = [make_entry("x", make_report(word)) for word in WORDS]
    casefile = Small(entries, [decided(ReleaseKind.HOLD, entries[n]) for n in sorted(numbers)])
    back = kept_back(cast(CasefileView, casefile), rules_of(*casefile.releases_))
    assert set(back) == {entries[n].id for n in numbers}
    view = Leaving(cast(CasefileView, casefile), back)
    ids = [each.id for each in entries]
    given_out = repr(
        [list(view.entries()), view.entries_by_id(ids), view.links_of(ids), list(view.points()),
         view.points_of_entries(ids), list(view.conflicts())]
    )  # fmt: skip
    positions = [replace(each, compared="") for each in view.positions()]
    for n, word in enumerate(WORDS):
        assert (word in given_out) == (n not in numbers), word
        assert n not in numbers or word not in repr(positions)
    with pytest.raises(UsageError, match="there is no entry"):
        view.entry(entries[min(numbers)].id)


def piece(word: str, start: int) -> Evidence:
    return Evidence(start, start + 20, f"on {word} terms", "", "")


def test_what_stands_on_held_words_goes_with_its_values(make_entry: Make, make_report: Make) -> None:
    held = make_entry("apple", make_report("apple", reviewed=True, text="apple"))
    (mine,) = held.reports
    at = mine.act.quote[0].start
    other = make_report(
        "birch", 3, reviewed=True, place=replace(mine.act.place, start=310, end=340), due="2031-05-20",
        due_text=(piece("apple", at),), condition=(piece("apple", at),), legal_form="treaty",
        quantities=(("men", 5.0, 5.0),), quantity_text=(piece("birch", 320),),
    )  # fmt: skip
    shown = make_entry("birch", other, id="birchid")
    (entry,) = public([held, shown], decided(ReleaseKind.HOLD, held)).entries()
    act = entry.reports[0].act
    assert (act.due, act.due_text, act.condition, act.legal_form) == (None, (), (), "treaty")
    assert act.quantities == (("men", 5.0, 5.0),)


def test_where_somebody_stands_on_what_is_held_is_not_told(make_entry: Make) -> None:
    held, shown = make_entry("apple"), make_entry("birch")

    class Answering(Small):
        def points(self, where: object = None) -> Iterator[Point]:
            for each in super().points():
                yield replace(each, about=SubjectKind.PROPOSITION, subject=held.id)

    rules = rules_of(decided(ReleaseKind.HOLD, held))
    casefile = cast(CasefileView, Answering([held, shown]))
    view = PublicView(casefile, rules, confirmed_alone=False)
    assert list(view.points()) == []
    left = Leaving(casefile, kept_back(casefile, rules))
    assert list(left.points()) == []
    assert [each.id for each in left.entries()] == [shown.id]


def test_what_waits_is_kept_back_also_where_nobody_confirmed_it(make_entry: Make, make_report: Make) -> None:
    waiting = make_entry("x", make_report("apple", issues=("troops",)))
    same = make_entry("x", make_report("apple", reviewed=True, record="other"), id="f")
    delay = decided(ReleaseKind.DELAY, None, About.ISSUE, name="troops", days=90)
    view = public([waiting, same], delay)
    assert "apple" not in all_of(view)
    assert view.shown.withheld == {waiting.id: Out.DELAYED}


def test_no_file_of_the_desk_is_named(
    make_entry: Make, make_report: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        Small, "summaries_by_id", lambda self, ids: {n: replace(summary_of(n), outlet=None) for n in ids}
    )
    chain = (Link("leak_73.txt", "outlet", "docapple0"), Link("Ada Quill", "speaker"))
    entry = make_entry("x", make_report("apple", chain=chain, outlet=None))
    (shown,) = public([entry], confirmed_alone=False).entries()
    assert [each.name for each in shown.reports[0].chain] == ["an outlet that is not told", "Ada Quill"]


def test_notes_of_reports_that_are_left_out_go_with_them(make_entry: Make, make_report: Make) -> None:
    reports = make_report("apple", reviewed=True), make_report("birch", 1)
    both = make_entry("x", *reports, notes=("one origin, reported by 2 articles",))
    assert [each.notes for each in public([both]).entries()] == [()]
    assert [each.notes for each in public([both], confirmed_alone=False).entries()] == [both.notes]


def test_nobody_has_the_positions_of_a_private_person(make_entry: Make) -> None:
    hidden = decided(ReleaseKind.SUPPRESS, None, About.PERSON, name="XAA")
    assert list(public([make_entry("apple")], hidden, confirmed_alone=False).positions()) == []
    assert list(public([make_entry("apple")], confirmed_alone=False).positions())
