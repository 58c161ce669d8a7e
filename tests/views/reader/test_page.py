"""The article as it is read."""

from __future__ import annotations

from dataclasses import replace

from onrecord.model import DerivationKind, Document, Evidence, Reading, RecordKind, Span, Zone, ZoneKind
from onrecord.views.reader.notes import Names
from onrecord.views.reader.page import laid, part, records_in
from onrecord.views.reader.ties import Tie


def words(document: Document, reading: Reading | None, **given: object) -> list[str]:
    records = records_in(reading)
    made = part(document, records, laid(document, records), 1, **given)  # type: ignore[arg-type]
    return ["".join(each.text for each in paragraph.segments) for paragraph in made.paragraphs]


def test_the_words_are_those_of_the_article(document: Document, recorded: Reading) -> None:
    lines = [line for line in document.text.split("\n") if line.strip()]
    assert words(document, recorded) == lines
    assert words(document, None) == lines


def test_every_record_stands_beside_the_paragraph_where_it_begins(
    document: Document, recorded: Reading
) -> None:
    records = records_in(recorded)
    made = part(document, records, laid(document, records), 1)
    beside = {note.record: paragraph for paragraph in made.paragraphs for note in paragraph.notes}
    assert set(beside) == {each.id for each in records}
    for each in records:
        begin = min(piece.start for piece in each.quote)
        assert beside[each.id].start <= begin < beside[each.id].end
    assert list(made.numbers.values()) == sorted(made.numbers.values())


def test_what_was_cut_out_stands_where_it_was(document: Document) -> None:
    made = part(document, (), laid(document, ()), 1)
    assert [(each.cut, document.text[each.start : each.end][:9]) for each in made.paragraphs if each.cut] == [
        ("Harbour Post | Menu | Share", "“We will "),
        ("Advertisement", "the first"),
    ]
    assert made.cut_after == "Read more"


def test_zones_credits_and_placeholders_are_marked(document: Document) -> None:
    at = document.text.index("an envoy")
    marked = replace(
        document,
        placeholders=(Evidence.at(document.text, Span(at, at + 8)),),
        zones=(*document.zones[:1], Zone(ZoneKind.CAPTION, Span(document.text.index("“"), at))),
    )
    made = part(marked, (), laid(marked, ()), 1)
    roles = {role: each.text for p in made.paragraphs for each in p.segments for role in each.roles}
    assert roles == {"placeholder": "an envoy", "credit": "Lantern Wire reported"}
    assert [each.zone for each in made.paragraphs] == ["headline", "caption", "caption", "caption"]


def test_a_passage_is_shown_in_its_part_and_marked(document: Document, reading: Reading) -> None:
    records = records_in(reading)
    cut = replace(laid(document, records), parts=((0, 2), (2, 4)))
    at = document.text.index("an envoy")
    made = part(document, records, cut, 1, at=Span(at, at + 8))
    assert (made.number, made.of) == (2, 2)
    assert [s.text for p in made.paragraphs for s in p.segments if "at" in s.roles] == ["an envoy"]


def test_a_passage_that_is_also_elsewhere_leads_there(document: Document) -> None:
    here = Span(document.text.index("She denied"), document.text.index("\nLantern"))
    tie = Tie(
        "copied by", DerivationKind.COPY, False, "other", "Lorrin One, undated", "Monitors", "Lorrin One",
        (), (), ((here, Span(5, 40)),), True, False,
    )  # fmt: skip
    made = part(document, (), laid(document, ()), 1, [tie])
    found = {document.text[each.start : each.end]: each.also for each in made.paragraphs if each.also}
    assert {line: [also.at for also in each] for line, each in found.items()} == {
        document.text.split("\n")[-3]: [Span(5, 40)]
    }


def test_notes_say_every_field_and_why_one_is_open(document: Document, recorded: Reading) -> None:
    records = records_in(recorded)
    names = Names({"monitoring": "Monitoring of a ceasefire"}, {"XVM": "Velmora (XVM)"}.get)  # type: ignore[arg-type]
    names = replace(names, called=lambda name: {"XVM": "Velmora (XVM)"}.get(name, name))
    made = part(document, records, laid(document, records), 1, names=names)
    notes = {note.record: note for paragraph in made.paragraphs for note in paragraph.notes}
    first = recorded.statements[0]
    fields = {each.name: [value.text for value in each.values] for each in notes[first.id].fields}
    assert fields["about"] == ["Monitoring of a ceasefire", "ceasefire"]
    assert fields["speaks for"] == ["Velmora (XVM)"]
    assert fields["condition"] == ["before the first snow"]
    assert notes["c1"].kind is RecordKind.COMMITMENT
    assert [value.actor for value in notes["c1"].who] == ["XVM"]
    open_ones = {each.name: each.open for each in notes[recorded.statements[2].id].fields if each.open}
    assert open_ones == {"speaker": "nobody is named", "act": "no cue fits"}
    assert notes["c2"].who == ()
    denied = notes[recorded.statements[1].id]
    assert denied.words == "{denied that} troops would follow"


def test_unnamed_sources_and_groups_are_said_to_be_so() -> None:
    names = Names()
    assert names.actor("anon: two officials").text == "two officials (unnamed)"
    assert names.actor("group: 26 ports").text == "26 ports (a group)"
    assert names.actors("undecided", None, "XVM") == (names.actor("XVM"),)


def test_an_article_without_text_is_one_empty_part(document: Document) -> None:
    bare = replace(document, text="", pieces=(), zones=(), cites=(), furniture=(Span(0, 26),))
    made = part(bare, (), laid(bare, ()), 3)
    assert (made.number, made.of, made.paragraphs) == (1, 1, ())
    assert made.cut_after == "Monitors due before winter"


def test_records_that_begin_at_one_place_open_in_the_order_of_their_numbers(
    document: Document, recorded: Reading
) -> None:
    records = records_in(recorded)
    made = part(document, records, laid(document, records), 1)
    opened = [
        [made.numbers[mark.record] for mark in segment.opening if mark.role in ("content", "record")]
        for paragraph in made.paragraphs
        for segment in paragraph.segments
    ]
    assert [len(each) for each in opened if len(each) > 1]
    assert all(each == sorted(each) for each in opened)
