"""The register is a function of the set of documents, whatever their order and batches."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import (
    Cluster,
    Derivation,
    DerivationKind,
    Document,
    Entry,
    EntryKind,
    Evidence,
    Judgement,
    JudgementKind,
    Passage,
    Place,
    RecordKind,
    ReportedAct,
    Span,
    Zone,
    ZoneKind,
)
from onrecord.register.context import Context
from onrecord.register.memory import MemoryRegister
from onrecord.register.update import RegisterChange, rebuild, update

LINES = (
    "Ostmere will send four patrol ships to Velmora",
    "Ostmere would send four patrol ships to Velmora before winter",
    "Ostmere will not send patrol ships to Velmora",
    "the talks in Grauhavn have failed and nobody is to blame",
    "talks in Grauhavn had failed",
)
PEOPLE = ("Warren Halloway", "Ilsa Koravin", "anon: two diplomats")
DAYS = ("2031-03-01", "2031-03-02", "2031-04-20", None)


@dataclass(frozen=True)
class Page:
    """Hold one made-up page: its lines, each said by somebody, its day, and the page that it copies."""

    name: str
    lines: tuple[tuple[int, int], ...]  # line, person
    day: str | None
    copies: str | None = None

    @property
    def document(self) -> Document:
        """Return the page as a document."""
        text = "\n".join(f"{LINES[line]}, {PEOPLE[who]} said." for line, who in self.lines)
        digest = hashlib.sha256(self.name.encode()).hexdigest()
        span = Span(0, len(text))
        return Document(
            digest[:16], digest, self.name, "text/plain", text, text, (), (Zone(ZoneKind.BODY, span),), (),
            None, f"The {self.name} Post", None, self.day, "en", None, None,
        )  # fmt: skip

    @property
    def acts(self) -> tuple[ReportedAct, ...]:
        """Return what the page reports: one statement for each line."""
        document, out, at = self.document, [], 0
        for line, who in self.lines:
            span = Span(at, at + len(LINES[line]))
            out.append(act(document, span, PEOPLE[who]))
            at = document.text.find("\n", at) + 1
        return tuple(out)


def act(document: Document, span: Span, person: str) -> ReportedAct:
    quote = Evidence.at(document.text, span)
    return ReportedAct(
        place=Place(document.digest, span.start, span.end),
        document=document.id,
        record_kind=RecordKind.STATEMENT,
        record=f"{document.id} {span.start}",
        kind=EntryKind.COMMITMENT if "will send" in quote.exact else EntryKind.CLAIM,
        principals=() if person.startswith("anon:") else (person,),
        actors=(person,),
        towards=(),
        act="commit" if "will send" in quote.exact else "assert",
        issues=("naval_support",) if "ships" in quote.exact else ("peace_talks",),
        stance="for",
        status="",
        quote=(quote,),
        text=quote.exact,
        zone=ZoneKind.BODY,
        first_day=document.published,
        last_day=document.published,
        dated=False,
        published=document.published,
        outlet=document.outlet,
        unnamed=person.startswith("anon:"),
    )


@st.composite
def pages(draw: st.DrawFn) -> list[Page]:
    lines = st.tuples(st.integers(0, len(LINES) - 1), st.integers(0, len(PEOPLE) - 1))
    out: list[Page] = []
    for name in "ABCDEF"[: draw(st.integers(2, 6))]:
        said = tuple(draw(st.lists(lines, min_size=1, max_size=3)))
        source = draw(st.sampled_from([None, *(p for p in out if p.copies is None)]))
        day = draw(st.sampled_from(DAYS))
        out.append(Page(name, source.lines if source else said, day, source.name if source else None))
    return out


def derivations(present: Mapping[str, Page]) -> dict[str, tuple[Derivation, ...]]:
    """Return what the pages that are here derive from."""
    out: dict[str, tuple[Derivation, ...]] = {}
    for page in present.values():
        source = present.get(page.copies or "")
        if source is not None:
            both = zip(source.acts, page.acts, strict=True)
            passages = tuple(Passage(x.quote[0], y.quote[0]) for x, y in both)
            found = Derivation(source.document.id, page.document.id, DerivationKind.COPY, passages=passages)
            out[page.document.id] = (found,)
    return out


class Run:
    """Bring a register into step with pages as they come and go."""

    def __init__(self, judgements: Sequence[Judgement] = ()) -> None:
        self.index, self.present = MemoryRegister(), dict[str, Page]()
        self.judgements = judgements
        self.changes: list[RegisterChange] = []

    def context(self, ids: Collection[str]) -> Context:
        documents = {p.document.id: p.document for p in self.present.values()}
        return Context(documents, derivations(self.present))

    def take(self, batch: Sequence[Page], gone: Collection[str] = ()) -> None:
        before = derivations(self.present)
        read: dict[str, Sequence[ReportedAct]] = {self.present.pop(n).document.id: () for n in gone}
        self.present.update((page.name, page) for page in batch)
        after = derivations(self.present)
        read |= {page.document.id: page.acts for page in batch}
        moved = {d for d in {*before, *after} if before.get(d) != after.get(d)} - set(read)
        self.changes.append(update(self.index, read, moved, self.context, self.judgements))


def content(index: MemoryRegister) -> tuple[tuple[Cluster, ...], tuple[Entry, ...]]:
    return index.all_clusters(), index.entries()


def anew(found: Sequence[Page], judgements: Sequence[Judgement] = ()) -> MemoryRegister:
    run = Run(judgements)
    run.present = {page.name: page for page in found}
    rebuild(run.index, {page.document.id: page.acts for page in found}, run.context, judgements)
    return run.index


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(found=pages(), data=st.data())
def test_any_order_in_any_batches_is_a_rebuild(found: list[Page], data: st.DataObject) -> None:
    order = data.draw(st.permutations(found))
    run, left = Run(), list(order)
    while left:
        size = data.draw(st.integers(1, len(left)))
        run.take(left[:size])
        left = left[size:]
    assert content(run.index) == content(anew(found))


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(found=pages(), data=st.data())
def test_what_goes_leaves_nothing_behind(found: list[Page], data: st.DataObject) -> None:
    run = Run()
    run.take(found)
    stays = data.draw(st.lists(st.sampled_from(found), unique=True))
    run.take((), gone=[page.name for page in found if page not in stays])
    assert content(run.index) == content(anew(stays))


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(found=pages(), data=st.data())
def test_reading_a_page_anew_is_a_rebuild(found: list[Page], data: st.DataObject) -> None:
    run = Run()
    run.take(found)
    page = data.draw(st.sampled_from([p for p in found if not any(q.copies == p.name for q in found)]))
    new = replace(page, lines=(*page.lines, (4, 1)), copies=None)
    run.take([new])
    assert content(run.index) == content(anew([new if p is page else p for p in found]))


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(found=pages(), data=st.data())
def test_an_id_of_before_is_a_place_of_an_entry_of_now(found: list[Page], data: st.DataObject) -> None:
    order = data.draw(st.permutations(found))
    run = Run()
    for page in order:
        run.take([page])
    places = {place.id for entry in run.index.entries() for place in entry.places}
    assert {entry.id for change in run.changes for entry in change.made} <= places


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(found=pages())
def test_changes_say_what_is_there_and_what_is_gone(found: list[Page]) -> None:
    run, known = Run(), dict[str, Entry]()
    for page in found:
        run.take([page])
        change = run.changes[-1]
        assert set(known.values()) >= set(change.before)
        for each in change.gone:
            known.pop(each)
        known |= {entry.id: entry for entry in change.made}
    assert tuple(known[id] for id in sorted(known)) == run.index.entries()


def judgement(kind: JudgementKind, left: Place, right: Place, at: int = 1) -> Judgement:
    moment = datetime(2031, 5, at, tzinfo=UTC)
    return Judgement(f"{kind} {at}", kind, left, right, "Ada", moment)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(found=pages(), data=st.data())
def test_what_people_decided_holds_in_any_order(found: list[Page], data: st.DataObject) -> None:
    places = [act.place for page in found for act in page.acts]
    kinds = st.sampled_from([JudgementKind.SAME_ACT, JudgementKind.OTHER_ACT])
    told = []
    for at in range(1, data.draw(st.integers(1, 2)) + 1):
        left, right, *_ = *data.draw(st.permutations(places)), places[0]
        if left != right:
            told.append(judgement(data.draw(kinds), left, right, at))
    run = Run(told)
    for page in data.draw(st.permutations(found)):
        run.take([page])
    assert content(run.index) == content(anew(found, told))
    if told:
        entry = {p: e.id for e in run.index.entries() for p in e.places}
        last = told[-1]
        together = entry[last.left] == entry[last.right]
        first = told[0]
        if last.kind is JudgementKind.SAME_ACT:
            assert together
        elif first is last or first.kind is JudgementKind.OTHER_ACT:
            assert not together


def pair(day: str = "2031-03-01") -> list[Page]:
    return [Page("A", ((0, 0),), day), Page("B", ((1, 0),), day), Page("C", ((3, 1),), day)]


def test_reports_of_one_act_are_one_entry_with_its_origins() -> None:
    found = pair()
    entries = anew(found).entries()
    both = next(entry for entry in entries if len(entry.reports) == 2)
    assert set(both.origins) == {found[0].document.id, found[1].document.id}
    assert both.principals == ("Warren Halloway",)
    assert len(entries) == 2


def test_a_copy_adds_no_origin() -> None:
    found = [*pair()[:1], Page("B", ((0, 0),), "2031-03-02", copies="A")]
    (entry,) = anew(found).entries()
    assert entry.origins == (found[0].document.id,)
    assert "one origin, reported by 2 articles" in entry.notes


def test_an_unnamed_source_is_never_several() -> None:
    found = [Page("A", ((0, 2),), "2031-03-01"), Page("B", ((0, 2),), "2031-03-01")]
    (entry,) = anew(found).entries()
    assert len(entry.origins) == 1
    assert any("unnamed source, counted as one origin" in note for note in entry.notes)


def test_split_records_leave_their_entry_alone() -> None:
    found = [Page(name, ((0, 0),), "2031-03-01") for name in "ABC"]
    least, leaves = found[0].acts[0].place, found[1].acts[0].place
    told = [judgement(JudgementKind.OTHER_ACT, leaves, least)]
    sizes = sorted(len(entry.reports) for entry in anew(found, told).entries())
    assert sizes == [1, 2]
    alone = next(entry for entry in anew(found, told).entries() if len(entry.reports) == 1)
    assert alone.reports[0].act.place == leaves
    assert alone.decided == (told[0].id,)


@pytest.mark.parametrize("far", ["2031-03-01", "2034-01-01"])
def test_merged_by_a_person_holds_over_days_and_people(far: str) -> None:
    found = [Page("A", ((0, 0),), "2031-03-01"), Page("B", ((3, 1),), far)]
    told = [judgement(JudgementKind.SAME_ACT, found[0].acts[0].place, found[1].acts[0].place)]
    (entry,) = anew(found, told).entries()
    assert len(entry.reports) == 2


def test_a_person_may_call_two_origins_one() -> None:
    found = pair()[:2]
    a, b = (Place(page.document.digest, 0, 0) for page in found)
    (entry,) = anew(found, [judgement(JudgementKind.SAME_ORIGIN, a, b)]).entries()
    assert len(entry.origins) == 1
