"""Answers, parts, orders and repetitions are tied to what their words name, in any order of candidates."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.actors.base import Base, shipped
from onrecord.actors.loading import read_table
from onrecord.intake.document import to_document
from onrecord.intake.pages import pages
from onrecord.model import (
    Answer,
    Document,
    Entry,
    EntryKind,
    EntryLink,
    EntryLinkKind,
    Evidence,
    Place,
    RawPage,
    RecordKind,
    Relation,
    RelationKind,
    Report,
    ReportedAct,
    Span,
    ZoneKind,
)
from onrecord.reader import Reader
from onrecord.register import links
from onrecord.register.acts import acts_of
from onrecord.register.answering import answering
from onrecord.register.context import Context
from onrecord.register.memory import MemoryRegister
from onrecord.register.propositions import proposition
from onrecord.register.update import rebuild
from onrecord.text.sentences import sentences

STATES = b"""code,name,other_names,demonyms,metonyms
XQA,Calder,,Calderan|Calderans,Highmoor
XQB,Vessany,,Vessanian|Vessanians,Lurne
XQC,Tormark,,Tormarki|Tormarkis,Eddring
"""
HOLDERS = b"""person,office,of,other_spellings,from,to,source
Tobias Renn,foreign minister,XQA,,2032-01-01,,the articles
Adela Fonti,foreign minister,XQB,,2032-01-01,,the articles
Goran Stelk,head of state,XQC,,2032-01-01,,the articles
"""
PLAN = """LURNE COURIER

Fonti wants a lane for fishing boats
4 May 2036

Vessany's foreign minister, Adela Fonti, proposed a lane for fishing boats through the Calder Sound \
on Sunday. Under the proposal, no warship would enter the lane at night.

"We accept it without conditions," Calder's foreign minister, Tobias Renn, told reporters.

The price of cod fell on Monday.
"""
REPLY = """THE EDDRING POST

Tormark rejects the lane
7 May 2036

Tormark on Wednesday rejected Vessany's proposal for a lane for fishing boats through the Calder Sound. \
President Goran Stelk said that his navy knew no lanes.
"""


@cache
def base() -> Base:
    return (
        shipped().with_facts(read_table(STATES, "states.csv")).with_facts(read_table(HOLDERS, "holders.csv"))
    )


@cache
def register() -> tuple[Entry, ...]:
    """Return the entries of both articles, read with the shipped model."""
    pages = [RawPage(f"{n}.txt", t.encode(), "text/plain") for n, t in (("plan", PLAN), ("reply", REPLY))]
    documents: list[Document] = [to_document(p) for p in pages]
    read = zip(documents, Reader(1, base=base()).read(documents), strict=True)
    index = MemoryRegister()
    rebuild(index, {d.id: acts_of(d, r) for d, r in read}, lambda _: Context())
    return index.entries()


def linked(entries: Sequence[Entry]) -> list[EntryLink]:
    return [link for e in entries for link in links.links_of(e, entries)]


def text_of(entry_id: str) -> str:
    return " ".join(r.act.text for e in register() if e.id == entry_id for r in e.reports)


def test_answers_of_read_articles_are_tied_to_the_proposal() -> None:
    found = {
        (link.answer, text_of(link.target).count("lane for fishing boats") > 0)
        for link in linked(register())
        if link.kind is EntryLinkKind.RESPONDS_TO
    }
    assert found == {(Answer.ACCEPTED, True), (Answer.REJECTED, True)}


def test_every_link_shows_words_of_the_report_that_it_names() -> None:
    acts = {r.act.record: r.act for e in register() for r in e.reports}
    found = linked(register())
    assert found
    for link in found:
        assert link.evidence
        assert 0 < link.confidence < 1
        words = [(e.start, e.end) for e in (*acts[link.report].quote, *acts[link.report].around)]
        for e in link.evidence:
            assert any(start <= e.start and e.end <= end for start, end in words)


def test_entries_that_are_tied_share_a_key() -> None:
    by_id = {e.id: e for e in register()}
    for link in linked(register()):
        assert links.keys(by_id[link.source]) & links.keys(by_id[link.target])


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_the_order_of_candidates_changes_nothing(data: st.DataObject) -> None:
    entries = register()
    mixed = data.draw(st.permutations(entries))
    twice = [*mixed, *data.draw(st.lists(st.sampled_from(entries), max_size=3))]
    for entry in entries:
        assert links.links_of(entry, mixed) == links.links_of(entry, twice) == links.links_of(entry, entries)


def test_candidates_beyond_the_window_change_nothing() -> None:
    entries = register()
    far = [replace(e, id=f"far {e.id}", first_day="2020-01-01", last_day="2020-01-02") for e in entries]
    for entry in entries:
        assert links.links_of(entry, [*entries, *far]) == links.links_of(entry, entries)


def made(
    sentence: str,
    quote: str,
    kind: EntryKind,
    who: str,
    *,
    cue: str = "",
    to: tuple[str, ...] = (),
    issue: str = "territory",
    day: str = "2036-05-04",
    document: str = "a",
    at: int = 0,
    relation: tuple[str, RelationKind, str, str] | None = None,
    condition: str = "",
) -> Entry:
    """Make an entry of one report by hand: the words of a sentence, told at a place of a document."""
    text = f"{' ' * at}{sentence}"

    def words(part: str) -> Evidence:
        start = text.index(part, at)
        return Evidence.at(text, Span(start, start + len(part)))

    related: tuple[Relation, ...] = ()
    if relation is not None:
        left, kind_of, word, right = relation
        related = (Relation(kind_of, words(word), words(left), words(right), None, None),)
    told = words(quote)
    place = Place(hashlib.sha256(document.encode()).hexdigest(), told.start, told.end)
    act = ReportedAct(
        place=place,
        document=document,
        record_kind=RecordKind.STATEMENT,
        record=hashlib.sha256(f"{document} {at} {quote}".encode()).hexdigest()[:16],
        kind=kind,
        principals=(who,),
        actors=(who,),
        towards=to,
        act="",
        issues=(issue,),
        stance="",
        status="",
        quote=(told,),
        text=quote,
        zone=ZoneKind.BODY,
        first_day=day,
        last_day=day,
        dated=True,
        published=day,
        outlet=None,
        cue=(words(cue),) if cue else (),
        relations=related,
        condition=(words(condition),) if condition else (),
        around=tuple(Evidence.at(text, Span(s.start, s.end)) for s in sentences(text)),
    )
    return Entry(
        id=act.record,
        kind=kind,
        proposition=proposition(quote, who, (issue,)),
        actors=(who,),
        principals=(who,),
        towards=to,
        issues=(issue,),
        stance="",
        status="",
        reports=(Report(act, (), document),),
        origins=(document,),
        first_reported=day,
        last_reported=day,
        first_day=day,
        last_day=day,
    )


PROPOSED = made(
    "Vessany proposed a lane for fishing boats.",
    "a lane for fishing boats",
    EntryKind.PROPOSAL,
    "XQB",
    cue="proposed",
)


@pytest.mark.parametrize(
    ("sentence", "quote", "kind", "cue", "condition", "answer"),
    [
        (
            "Tormark turned the proposal down.",
            "the proposal",
            EntryKind.REFUSAL,
            "turned",
            "",
            Answer.REJECTED,
        ),
        ("Tormark accepted it.", "it", EntryKind.ACCEPTANCE, "accepted", "", Answer.ACCEPTED),
        (
            "Tormark would accept it only if the boats carry lamps.",
            "Tormark would accept it only if the boats carry lamps",
            EntryKind.OFFER,
            "",
            "only if the boats carry lamps",
            Answer.CONDITIONED,
        ),
        (
            "We reject this plan, Stelk said.",
            "We reject this plan",
            EntryKind.UNDECIDED,
            "said",
            "",
            Answer.REJECTED,
        ),
    ],
)
def test_short_answers_point_at_what_was_put_forward_last(
    sentence: str, quote: str, kind: EntryKind, cue: str, condition: str, answer: Answer
) -> None:
    source = made(sentence, quote, kind, "XQC", cue=cue, at=200, condition=condition)
    (link,) = links.links_of(source, [PROPOSED])
    assert (link.kind, link.answer, link.target) == (EntryLinkKind.RESPONDS_TO, answer, PROPOSED.id)


def test_a_denial_is_tied_to_the_accusation_that_it_repeats() -> None:
    accused = made(
        "Tormark accused Calder of mining the northern pillar.",
        "mining the northern pillar",
        EntryKind.ACCUSATION,
        "XQC",
        cue="accused",
        to=("XQA",),
    )
    denied = made(
        "Calder denied that it had mined the northern pillar of the bridge.",
        "it had mined the northern pillar of the bridge",
        EntryKind.DENIAL,
        "XQA",
        cue="denied that",
        document="b",
        day="2036-05-05",
    )
    (link,) = links.links_of(denied, [accused, PROPOSED])
    assert (link.answer, link.target) == (Answer.DENIED, accused.id)


@pytest.mark.parametrize(
    ("sentence", "quote", "who", "cue", "document", "issue", "day"),
    [
        ("Vessany rejected the proposal.", "the proposal", "XQB", "rejected", "a", "territory", "2036-05-04"),
        (
            "Tormark rejected the school budget.",
            "the school budget",
            "XQC",
            "rejected",
            "b",
            "other",
            "2036-05-06",
        ),
        (
            "Tormark would not comment on it.",
            "it",
            "XQC",
            "would not comment on",
            "a",
            "territory",
            "2036-05-04",
        ),
        (
            "Tormark rejected the fishing lane.",
            "the fishing lane",
            "XQC",
            "rejected",
            "b",
            "territory",
            "2036-05-01",
        ),
    ],
    ids=["one's own proposal", "another matter", "no comment", "said before"],
)
def test_what_is_no_answer_is_not_tied(
    sentence: str, quote: str, who: str, cue: str, document: str, issue: str, day: str
) -> None:
    at = 200 if document == "a" else 0
    source = made(
        sentence, quote, EntryKind.REFUSAL, who, cue=cue, document=document, issue=issue, day=day, at=at
    )
    assert links.links_of(source, [PROPOSED]) == ()


def test_an_answer_goes_to_the_party_that_it_names() -> None:
    others = [
        replace(PROPOSED, id="z"),
        made(
            "Calder proposed a lane for ferries.",
            "a lane for ferries",
            EntryKind.PROPOSAL,
            "XQA",
            cue="proposed",
            document="c",
        ),
    ]
    source = made(
        "Tormark rejected Calder's proposal for a lane for ferries.",
        "Calder's proposal for a lane for ferries",
        EntryKind.REFUSAL,
        "XQC",
        cue="rejected",
        to=("XQA",),
        document="b",
        day="2036-05-06",
    )
    (link,) = links.links_of(source, others)
    assert link.target == others[1].id
    assert "Calder's proposal" in {e.exact for e in link.evidence}


def test_a_part_is_tied_to_its_package() -> None:
    part = made(
        "Under the proposal, no warship would enter the lane at night.",
        "no warship would enter the lane at night",
        EntryKind.COMMITMENT,
        "XQC",
        at=100,
    )
    (link,) = links.links_of(part, [PROPOSED])
    assert (link.kind, link.target) == (EntryLinkKind.PART_OF, PROPOSED.id)
    assert [e.exact for e in link.evidence] == ["Under the proposal"]


@pytest.mark.parametrize(
    ("kind", "word", "wanted"),
    [
        (RelationKind.BEFORE, "before", EntryLinkKind.BEFORE),
        (RelationKind.INSTEAD_OF, "instead of", EntryLinkKind.INSTEAD_OF),
        (RelationKind.IN_EXCHANGE_FOR, "in exchange for", EntryLinkKind.IN_EXCHANGE_FOR),
        (RelationKind.ALONGSIDE, "alongside", None),
    ],
)
def test_relations_tie_entries_of_the_same_party(
    kind: RelationKind, word: str, wanted: EntryLinkKind | None
) -> None:
    sentence = f"Vessany wants a fishing treaty {word} harbour fees."
    source = made(
        sentence,
        f"a fishing treaty {word} harbour fees",
        EntryKind.DEMAND,
        "XQB",
        cue="wants",
        relation=("a fishing treaty", kind, word, "harbour fees"),
    )
    fees = made(
        "Vessany offered harbour fees.", "harbour fees", EntryKind.OFFER, "XQB", cue="offered", document="b"
    )
    strange = made(
        "Tormark offered harbour fees.", "harbour fees", EntryKind.OFFER, "XQC", cue="offered", document="c"
    )
    found = [(link.kind, link.target) for link in links.links_of(source, [fees, strange])]
    assert found == ([] if wanted is None else [(wanted, fees.id)])


def test_an_order_is_turned_where_the_entry_is_its_second_side() -> None:
    sentence = "Vessany wants harbour fees before a fishing treaty."
    source = made(
        sentence,
        "a fishing treaty",
        EntryKind.DEMAND,
        "XQB",
        relation=("harbour fees", RelationKind.BEFORE, "before", "a fishing treaty"),
    )
    fees = made(
        "Vessany offered harbour fees.", "harbour fees", EntryKind.OFFER, "XQB", cue="offered", document="b"
    )
    (link,) = links.links_of(source, [fees])
    assert (link.kind, link.target) == (EntryLinkKind.AFTER, fees.id)


def test_the_same_demand_a_month_later_repeats_the_first() -> None:
    words = "Vessany demanded that Tormark release the nine fishermen of Cape Ludd."
    content = "Tormark release the nine fishermen of Cape Ludd"
    times = [
        made(
            words,
            content,
            EntryKind.DEMAND,
            "XQB",
            cue="demanded that",
            to=("XQC",),
            document=d,
            day=day,
            issue="detainees",
        )
        for d, day in (("a", "2036-05-04"), ("b", "2036-06-14"), ("c", "2036-08-02"))
    ]
    found = [link for e in times for link in links.links_of(e, times) if link.kind is EntryLinkKind.REPEATS]
    assert [(link.source, link.target) for link in found] == [
        (times[1].id, times[0].id),
        (times[2].id, times[0].id),
    ]


def test_undated_entries_are_tied_within_their_own_article() -> None:
    undated = replace(PROPOSED, first_day=None, last_day=None)
    source = made("Tormark accepted it.", "it", EntryKind.ACCEPTANCE, "XQC", cue="accepted", at=200)
    assert [link.target for link in links.links_of(source, [undated])] == [PROPOSED.id]
    elsewhere = made("Tormark accepted the lane for fishing boats.", "the lane for fishing boats",
                     EntryKind.ACCEPTANCE, "XQC", cue="accepted", document="b")  # fmt: skip
    assert links.links_of(elsewhere, [undated]) == ()
    assert links.window(undated) == ("0001-01-01", "9999-12-31")


def test_words_that_are_negated_are_no_answer() -> None:
    act = (
        made("Tormark has not rejected the proposal.", "the proposal", EntryKind.CLAIM, "XQC").reports[0].act
    )
    assert answering(act) is None


@pytest.mark.parametrize(
    ("text", "quote", "kind", "names", "answers"),
    [
        # Whose word it is: another actor's name stands right before it.
        ("Calder set terms and Vessany turned it down.", None, EntryKind.REFUSAL,
         (("Calder", "XQA"), ("Vessany", "XQB")), False),
        ("Calder set terms and Calder turned it down.", None, EntryKind.REFUSAL, (("Calder", "XQA"),), True),
        ("Calder and Vessany turned it down.", None, EntryKind.REFUSAL,
         (("Calder", "XQA"), ("Vessany", "XQB")), True),
        # An undertaking beside a refusal that its own words do not hold.
        ("Calder rejects the paper, handed to it at noon.", "handed to it", EntryKind.COMMITMENT, (), False),
        # "Decline" without an object, and an "it" that stands for what follows.
        ("The leverage of the pipeline is going to decline.", None, EntryKind.CLAIM, (), False),
        ("Calder declined the offer of talks.", None, EntryKind.CLAIM, (), True),
    ],
)  # fmt: skip
def test_an_answer_is_its_own_partys_and_has_an_object(
    text: str, quote: str | None, kind: EntryKind, names: tuple[tuple[str, str], ...], answers: bool
) -> None:
    whole = made(text, quote or text.rstrip("."), kind, "XQA").reports[0].act
    words = Evidence.at(text, Span(0, len(text)))
    act = replace(whole, names=names, around=(words,), cue=(words,) if quote else ())
    assert (answering(act) is not None) is answers


def test_an_it_that_stands_for_what_follows_points_at_nothing() -> None:
    text = "it was “unacceptable” for foreign troops to remain in the valley"
    act = made(text, text, EntryKind.REFUSAL, "XQC").reports[0].act
    how = answering(act)
    assert how is not None
    assert not any(reference.points for reference in how.references)


EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.slow
def test_the_answers_to_the_planted_plan_are_found_in_the_examples() -> None:
    told = shipped()
    for name in ("states.csv", "organisations.csv", "holders.csv"):
        told = told.with_facts(read_table((EXAMPLES / "actors" / name).read_bytes(), name))
    files = ["2031-03-12-lorrin-one-zone.html", "2031-03-13-korvath-today-plan.txt"]
    found = [p for p in pages([str(EXAMPLES / "articles" / f) for f in files]) if isinstance(p, RawPage)]
    documents = [to_document(p) for p in found]
    index = MemoryRegister()
    read = zip(documents, Reader(1, base=told).read(documents), strict=True)
    rebuild(index, {d.id: acts_of(d, r) for d, r in read}, lambda _: Context())
    by_id = {e.id: e for e in index.entries()}
    answers = {
        (party, link.answer)
        for link in linked(index.entries())
        if link.kind is EntryLinkKind.RESPONDS_TO and _is_the_plan(by_id[link.target])
        for party in by_id[link.source].principals
    }
    assert {("XAR", Answer.ACCEPTED), ("XVM", Answer.CONDITIONED), ("XKV", Answer.REJECTED)} <= answers
    assert not {("XAR", Answer.REJECTED), ("XVM", Answer.ACCEPTED), ("XKV", Answer.ACCEPTED)} & answers


def _is_the_plan(entry: Entry) -> bool:
    return "XLR" in entry.principals or "Amina Sorrel" in entry.actors


OFFERED = made(
    "Korvath offered to forgo membership of the Northern Union in exchange for a harbour guarantee.",
    "to forgo membership of the Northern Union in exchange for a harbour guarantee",
    EntryKind.OFFER,
    "XQA",
    cue="offered",
    issue="other",
)


def answer(sentence: str, quote: str, cue: str, kind: EntryKind = EntryKind.REFUSAL) -> Entry:
    """Make an answer of Tormark told in the same article a little later."""
    return made(sentence, quote, kind, "XQC", cue=cue, to=("XQA",), issue="other", at=200)


def answered(source: Entry, target: Entry) -> list[Answer | None]:
    """Return the answers of an entry to another."""
    return [
        link.answer for link in links.links_of(source, [target]) if link.kind is EntryLinkKind.RESPONDS_TO
    ]


@pytest.mark.parametrize(
    ("sentence", "quote", "cue"),
    [
        (
            "The notion worries many, given Tormark's opposition to Korvath's Northern Union membership.",
            "Korvath's Northern Union membership",
            "opposition to",
        ),
        (
            "Tormark rejected Korvath's bid for membership of the Northern Union.",
            "Korvath's bid for membership of the Northern Union",
            "rejected",
        ),
        (
            "Tormark rules out membership of the Northern Union for Korvath.",
            "membership of the Northern Union for Korvath",
            "rules out",
        ),
    ],
)
def test_opposition_to_a_thing_does_not_reject_the_offer_to_forgo_it(
    sentence: str, quote: str, cue: str
) -> None:
    assert answered(answer(sentence, quote, cue), OFFERED) == []


@pytest.mark.parametrize(
    ("sentence", "quote", "cue"),
    [
        ("Tormark rejected the offer.", "the offer", "rejected"),
        ("Tormark turned it down.", "it", "turned"),
        (
            "Tormark rejected Korvath's offer to renounce membership of the Northern Union.",
            "Korvath's offer to renounce membership of the Northern Union",
            "rejected",
        ),
        (
            "Tormark rejected Korvath's proposal on membership of the Northern Union.",
            "Korvath's proposal on membership of the Northern Union",
            "rejected",
        ),
    ],
)
def test_who_names_the_offer_or_the_giving_up_answers_it(sentence: str, quote: str, cue: str) -> None:
    assert answered(answer(sentence, quote, cue), OFFERED) == [Answer.REJECTED]


def test_a_demand_to_give_up_is_turned_down_by_who_will_not_part_with_it() -> None:
    demanded = made(
        "Vessany demanded that Tormark relinquish the Lurne harbour district.",
        "relinquish the Lurne harbour district",
        EntryKind.DEMAND,
        "XQB",
        cue="demanded that",
        to=("XQC",),
    )
    refused = made(
        "Tormark refused to cede the Lurne harbour district to Vessany.",
        "to cede the Lurne harbour district to Vessany",
        EntryKind.REFUSAL,
        "XQC",
        cue="refused",
        to=("XQB",),
        at=200,
    )
    assert answered(refused, demanded) == [Answer.REJECTED]


def test_who_will_not_give_a_thing_up_has_not_turned_down_an_offer_of_it() -> None:
    wanted = made(
        "Vessany proposed membership of the Northern Union for Tormark.",
        "membership of the Northern Union for Tormark",
        EntryKind.PROPOSAL,
        "XQB",
        cue="proposed",
        to=("XQC",),
    )
    kept = made(
        "Tormark refused to abandon membership of the Northern Union, it told Vessany.",
        "to abandon membership of the Northern Union",
        EntryKind.REFUSAL,
        "XQC",
        cue="refused",
        to=("XQB",),
        at=200,
    )
    assert answered(kept, wanted) == []


def test_a_longstanding_no_answers_nothing_new() -> None:
    source = made(
        "Tormark's longstanding opposition to a lane for fishing boats off Vessany is known.",
        "a lane for fishing boats off Vessany",
        EntryKind.REFUSAL,
        "XQC",
        cue="longstanding opposition to",
        at=200,
    )
    fresh = replace(source.reports[0].act, cue=(replace(source.reports[0].act.cue[0], exact="rejected"),))
    recent = replace(source, reports=(Report(fresh, (), "a"),))
    assert answered(source, PROPOSED) == []
    assert answered(recent, PROPOSED) == [Answer.REJECTED]


def test_what_is_first_named_before_the_verb_is_what_is_turned_down() -> None:
    asked = made(
        "Vessany urged Tormark to strike a deal with Calder.",
        "to strike a deal with Calder",
        EntryKind.DEMAND,
        "XQB",
        cue="urged",
        to=("XQC",),
    )
    source = made(
        "Calder wants the dunes, a condition Tormark has categorically rejected.",
        "a condition",
        EntryKind.REFUSAL,
        "XQC",
        cue="has categorically rejected",
        at=200,
    )
    assert answered(source, asked) == []
