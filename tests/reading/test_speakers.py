"""Who speaks, within an article: names, pronouns, descriptions, lists, unnamed people, and honest gaps."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Attribution, Mention, MentionKind, Span
from onrecord.reading.lexicon import squeeze
from onrecord.reading.speakers import SpeakerNaming, cast_speakers

MARK = re.compile(r"\{([SCQ])(\d):|<([POL]):|[}>]")
KINDS = {"P": MentionKind.PERSON, "O": MentionKind.ORGANISATION, "L": MentionKind.PLACE}


def read(marked: str) -> list[SpeakerNaming]:
    """Name the speakers of a text marked {S1:source} {C1:cue} {Q1:content} <P:person> <O:body> <L:place>."""
    text, at = "", 0
    opened: list[tuple[str, str, int]] = []
    roles: dict[str, dict[str, list[Span]]] = {}
    mentions: list[Mention] = []
    for m in MARK.finditer(marked):
        text += marked[at : m.start()]
        at = m.end()
        if m.group(1) or m.group(3):
            opened.append((m.group(1) or m.group(3), m.group(2) or "", len(text)))
            continue
        kind, number, start = opened.pop()
        if number:
            roles.setdefault(number, {"S": [], "C": [], "Q": []})[kind].append(Span(start, len(text)))
        else:
            mentions.append(Mention(Span(start, len(text)), KINDS[kind], 0.9))
    text += marked[at:]
    found = [Attribution(tuple(r["S"]), tuple(r["C"]), tuple(r["Q"])) for _, r in sorted(roles.items())]
    return list(cast_speakers(text, found, mentions, None).namings)


def names(marked: str) -> list[tuple[str, ...]]:
    return [n.names for n in read(marked)]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Prime Minister <P:Vera Marenko>", "Vera Marenko"),
        ("<L:Varnia>'s foreign minister, <P:Pavel Ostrin>,", "Pavel Ostrin"),
        ("<P:Vera Marenko>, a senior analyst with the <L:Orlin>-based <O:Harbour Institute>", "Vera Marenko"),
        ("Gen. <P:Pavel Ostrin>, the head of the army and a former <L:Varnia> envoy", "Pavel Ostrin"),
        ("According to <P:Pavel Ostrin>", "Pavel Ostrin"),
        ("Sen. <P:Vera Marenko> (<O:R-Dale>)", "Vera Marenko"),
        ("SARN, 4 May (RNA) - President <P:Vera Marenko> of Varnia", "Vera Marenko"),
        ("Photo: A. Lisk\n\nPresident <P:Vera Marenko>", "Vera Marenko"),
        (
            "A source close to Prime Minister <P:Vera Marenko>",
            "anon: a source close to Prime Minister Vera Marenko",
        ),
        ("a spokeswoman, <P:Vera Marenko>,", "Vera Marenko"),
        ("<P:Marenko> campaign manager <P:Pavel Ostrin>", "Pavel Ostrin"),
        ("<P:Pavel Ostrin>'s 15 May statement", "Pavel Ostrin"),
        ("A report by the <O:Harbour Institute>", "Harbour Institute"),
        ("<P:Marenko>'s office", "Marenko's office"),
        ("<L:Varnia>'s defence ministry", "Varnia's defence ministry"),
        ("The <O:European Council>", "European Council"),
        ("the <L:Varnia> government", "Varnia government"),
        ("five Orlish diplomats", "anon: five Orlish diplomats"),
        ("A spokesman for <P:Ostrin>", "anon: a spokesman for Ostrin"),
        ("Some", "anon: some"),
        ("a former admiral who asked not to be named", "anon: a former admiral"),
        ("26 nations", "group: 26 nations"),
        ("12% of respondents in <L:Varnia>", "group: 12% of respondents in Varnia"),
        ("a mere three per cent", "group: a mere three per cent"),
        ("aid agencies", "group: aid agencies"),
        ("Some 850 <O:Ukrainians>", "group: some 850 Ukrainians"),
        ("the <L:US>", "US"),
        ("<O:UN> and aid agency officials", "anon: UN and aid agency officials"),
        ("most of the international community", "group: most of the international community"),
    ],
)
def test_a_source_is_named_without_titles_and_appositions(source: str, name: str) -> None:
    assert names(f"Talks went on. {{S1:{source}}} {{C1:said}} {{Q1:the talks had failed}}.") == [(name,)]


@pytest.mark.parametrize(
    ("source", "listed"),
    [
        ("<P:Vera Marenko> and <P:Pavel Ostrin>", ("Vera Marenko", "Pavel Ostrin")),
        ("<L:Varnia>, <L:Orlin> and the <O:European Council>", ("Varnia", "Orlin", "European Council")),
        ("The foreign ministers of <L:Varnia>, <L:Orlin> and <L:Sorrel>", ("Varnia", "Orlin", "Sorrel")),
        ("<P:Vera Marenko> and others", ("Vera Marenko", "anon: others")),
    ],
)
def test_a_list_gives_each_of_its_speakers(source: str, listed: tuple[str, ...]) -> None:
    assert names(f"Yesterday {{S1:{source}}} {{C1:said}} {{Q1:the talks had failed}}.") == [listed]


def test_a_surname_gets_the_fullest_form_of_the_article() -> None:
    text = (
        "<P:Marenko> to visit. Prime Minister <P:Vera Marenko> {S1:<P:Marenko>} {C1:said} {Q1:yes}. "
        "{S2:Mrs <P:Marenko>} {C2:added} {Q2:no}. {S3:MARENKO}: {Q3:Perhaps}."
    )
    assert names(text) == [("Vera Marenko",)] * 3


def test_two_bearers_of_a_surname_stay_apart_by_their_honorifics() -> None:
    text = (
        "Mr. <P:Pavel Marenko> met his wife, Mrs. <P:Vera Marenko>. "
        "{S1:Mrs. <P:Marenko>} {C1:said} {Q1:yes}. "
        "{S2:Mr. <P:Marenko>} {C2:said} {Q2:no}."
    )
    assert names(text) == [("Vera Marenko",), ("Pavel Marenko",)]


def test_a_name_that_no_mention_covers_is_taken_by_its_capitals() -> None:
    text = "{S1:Energy Minister Vera Marenko} {C1:said} {Q1:yes}. {S2:Marenko} {C2:added} {Q2:no}."
    assert names(text) == [("Vera Marenko",), ("Vera Marenko",)]


def test_a_pronoun_follows_the_speaker_before_it() -> None:
    text = (
        "{S1:<P:Pavel Ostrin>} {C1:told} <P:Igor Talvik> that {Q1:the border was closed}. "
        "{S2:He} {C2:added} that {Q2:it would stay so}."
    )
    assert names(text) == [("Pavel Ostrin",)] * 2


def test_a_pronoun_follows_the_subject_of_the_sentence_before() -> None:
    text = (
        "{S1:<P:Igor Talvik>} {C1:said} {Q1:the border was closed}. On Monday <P:Pavel Ostrin> met reporters "
        'in <L:Orlin>. {Q2:"The border is open,"} {S2:he} {C2:said}.'
    )
    assert names(text)[1] == ("Pavel Ostrin",)


def test_a_pronoun_agrees_in_gender() -> None:
    text = (
        "{S1:<P:Pavel Ostrin>} {C1:said} {Q1:yes} after meeting Ms <P:Talvik>. {S2:She} {C2:said} {Q2:no}. "
        "{S3:He} {C3:replied} {Q3:perhaps}."
    )
    assert names(text) == [("Pavel Ostrin",), ("Talvik",), ("Pavel Ostrin",)]


def test_narrated_pronouns_keep_a_person_in_view() -> None:
    text = (
        "<P:Vera Marenko> came to power in May. She was a lawyer. She won twice. She lost once. "
        "{Q1:The treaty will hold}, {S1:she} {C1:said}."
    )
    assert names(text) == [("Vera Marenko",)]


def test_who_is_named_inside_the_quotation_is_not_its_speaker() -> None:
    text = (
        "{S1:<P:Pavel Ostrin>} {C1:spoke of} {Q1:trust}.\n"
        '{Q2:"<P:Igor Talvik> has lied to us, and <P:Igor Talvik> knows it,"} {S2:he} {C2:said}.'
    )
    assert names(text)[1] == ("Pavel Ostrin",)


def test_two_equal_candidates_leave_a_pronoun_undecided() -> None:
    text = (
        "<P:Pavel Ostrin> and <P:Igor Talvik> met in <L:Orlin>. {Q1:The border is closed}, {S1:he} {C1:said}."
    )
    naming = read(text)[0]
    assert naming == SpeakerNaming((), (), 0.0, "undecided")


def test_a_pronoun_without_anybody_before_it_is_undecided() -> None:
    assert names("{S1:She} {C1:said} {Q1:the border was closed}.") == [()]


def test_they_and_it_take_up_groups_and_bodies() -> None:
    text = (
        "{S1:Five diplomats} {C1:said} {Q1:yes}. {S2:They} {C2:added} {Q2:no}. "
        "{S3:The <O:Harbour Institute>} {C3:said} {Q3:perhaps}. {Q4:It was late}, {S4:it} {C4:wrote}."
    )
    assert names(text) == [("anon: five diplomats",)] * 2 + [("Harbour Institute",)] * 2


@pytest.mark.parametrize(
    ("description", "name"),
    [
        ("the Varnian leader", "Vera Marenko"),
        ("The prime minister", "Vera Marenko"),
        ("the foreign minister", "Pavel Ostrin"),
        ("the Orlish diplomat", "Pavel Ostrin"),
        ("the spokeswoman", "Dana Lisk"),
    ],
)
def test_a_description_finds_the_person_whose_title_fits(description: str, name: str) -> None:
    text = (
        "The Varnian prime minister, <P:Vera Marenko>, met the Orlish foreign minister <P:Pavel Ostrin>. "
        "<P:Dana Lisk>, a spokeswoman for the council, took notes. "
        f"Later that day {{S1:{description}}} {{C1:said}} {{Q1:the talks would go on}}."
    )
    assert names(text) == [(name,)]


def test_a_title_of_another_state_fits_nobody() -> None:
    text = (
        "The Varnian president, <P:Vera Marenko>, arrived. "
        "{S1:The Orlish president} {C1:said} {Q1:the talks would go on}."
    )
    assert names(text) == [("anon: Orlish president",)]


def test_the_diplomat_is_the_unnamed_one_before() -> None:
    text = (
        "{S1:A Varnian diplomat} {C1:said} {Q1:yes}. {S2:The diplomat} {C2:added} {Q2:no}. "
        "{S3:he} {C3:went on} {Q3:perhaps}."
    )
    assert names(text) == [("anon: a Varnian diplomat",)] * 3


def test_the_ministry_is_the_one_named_before() -> None:
    text = (
        "{S1:The <O:Varnian Foreign Ministry>} {C1:said} {Q1:yes}. <O:Harbour Institute> agreed. "
        "{S2:The ministry} {C2:added} {Q2:no}."
    )
    assert names(text)[1] == ("Varnian Foreign Ministry",)


def test_who_takes_the_name_right_before_it() -> None:
    text = "It was <P:Vera Marenko>, {S1:who} {C1:said} {Q1:the border was closed}."
    assert names(text) == [("Vera Marenko",)]


def test_who_takes_the_description_right_before_it() -> None:
    text = (
        "{S1:A diplomat} {C1:said} {Q1:no}. {S2:One official}, {S3:who} {C3:asked} {Q3:not to be named}, "
        "{C2:said} {Q2:yes}. {S4:Who} {C4:knows} {Q4:more}?"
    )
    assert names(text) == [("anon: a diplomat",), ("anon: one official",), ("anon: one official",), ()]


def test_given_names_before_a_mention_belong_to_the_name() -> None:
    text = (
        "{S1:The premier, Vera Maria <P:Marenko>,} {C1:said} {Q1:yes}. "
        "{S2:<P:Varnia's Pavel Ostrin>} {C2:said} {Q2:no}. {S3:Igor <O:Talvik>} {C3:said} {Q3:perhaps}."
    )
    assert names(text) == [("Vera Maria Marenko",), ("Pavel Ostrin",), ("Igor Talvik",)]


def test_a_quotation_without_a_source_goes_on_with_its_speaker() -> None:
    text = (
        '{Q1:"The border is closed,"} {S1:<P:Vera Marenko>} {C1:said}.\n\n{Q2:"It will stay closed."}\n\n'
        "<P:Pavel Ostrin> left. {Q3:The border is expected to open} {C3:reportedly}."
    )
    assert names(text) == [("Vera Marenko",), ("Vera Marenko",), ()]


def test_i_in_a_quotation_is_who_is_quoted_and_elsewhere_nobody() -> None:
    text = (
        '{Q1:"{S2:I} {C2:think} {Q2:it is over},"} {S1:<P:Vera Marenko>} {C1:said}. '
        "{S3:I} {C3:doubt} {Q3:that}."
    )
    assert names(text) == [("Vera Marenko",), ("Vera Marenko",), ()]


def test_i_in_a_transcript_is_whose_turn_it_is() -> None:
    text = "{S1:<P:Marenko>}: {Q1:It is over}. {S2:I} {C2:think} {Q2:nobody won}."
    assert names(text) == [("Marenko",), ("Marenko",)]


def test_its_ministry_is_the_state_before() -> None:
    text = (
        "{S1:<L:Varnia>} {C1:rejected} {Q1:the plan}. {S2:Its foreign ministry} {C2:said} {Q2:it was late}. "
        "<P:Vera Marenko> left. {S3:Her office} {C3:said} {Q3:nothing}."
    )
    assert names(text) == [("Varnia",), ("Varnia",), ()]


def test_an_acronym_stands_for_its_long_form() -> None:
    text = "The <O:Northern Trade Union> (NTU) met. {S1:The <O:NTU>} {C1:said} {Q1:yes}."
    assert names(text) == [("Northern Trade Union",)]


def test_an_assumed_name_is_the_person_behind_it() -> None:
    text = (
        "<P:Igor Talvik>, better known as <P:Falcon>, leads the militia. {S1:<P:Falcon>} {C1:said} {Q1:yes}."
    )
    assert names(text) == [("Igor Talvik",)]


def test_both_takes_up_the_two_who_spoke_together() -> None:
    text = (
        "{S1:<P:Vera Marenko> and <P:Pavel Ostrin>} {C1:said} {Q1:yes}. {S2:Both} {C2:denied} {Q2:a rift}. "
        "{S3:They} {C3:added} {Q3:no}."
    )
    assert names(text) == [("Vera Marenko", "Pavel Ostrin")] * 3


def test_two_offices_of_one_state_are_two_speakers() -> None:
    text = (
        "{S1:Varnia's president and foreign minister} {C1:said} {Q1:yes}. The Varnian president, "
        "<P:Vera Marenko>, and the Varnian foreign minister, <P:Pavel Ostrin>, met in <L:Orlin>."
    )
    assert names(text) == [("Vera Marenko", "Pavel Ostrin")]


def test_a_headline_does_not_give_the_fullest_form() -> None:
    text = "VERA MARENKO SPEAKS\n\nPrime Minister Vera Marenko said yes."
    body = Span(36, 48)
    mentions = [Mention(span, MentionKind.PERSON, 0.9) for span in (Span(0, 12), body)]
    found = [Attribution((body,), (Span(49, 53),), (Span(54, 57),))]
    naming = cast_speakers(text, found, mentions, Span(0, 19)).namings[0]
    assert (naming.names, naming.mentions) == (("Vera Marenko",), (body,))


WORDS = st.sampled_from(
    [
        "Vera",
        "Marenko",
        "Ostrin",
        "said",
        "the",
        "minister",
        "of",
        "Varnia",
        "he",
        "she",
        "they",
        "and",
        ",",
        ".",
        "“",
        "”",
        "“I",
        "who",
        "’s",
        "five",
        "officials",
        "(",
        ")",
        "–",
        "president",
        "Mr.",
        "EU",
        "is",
        "US-backed",
        "both",
        "a",
    ]
)


@st.composite
def articles(draw: st.DrawFn) -> tuple[str, list[Attribution], list[Mention]]:
    lines = draw(st.lists(st.lists(WORDS, min_size=3, max_size=30), min_size=1, max_size=3))
    text = "\n".join(" ".join(line) for line in lines)
    place = st.integers(0, len(text) - 1)

    def span() -> Span:
        start = draw(place)
        return Span(start, min(len(text), start + draw(st.integers(1, 30))))

    found = [
        Attribution(
            tuple(span() for _ in range(draw(st.integers(0, 2)))),
            tuple(span() for _ in range(draw(st.integers(0, 1)))),
            tuple(span() for _ in range(draw(st.integers(1, 2)))),
        )
        for _ in range(draw(st.integers(0, 4)))
    ]
    mentions = [
        Mention(span(), draw(st.sampled_from(MentionKind)), 0.5) for _ in range(draw(st.integers(0, 5)))
    ]
    return text, found, mentions


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(articles())
def test_every_name_stands_where_it_is_said_to_stand(
    article: tuple[str, list[Attribution], list[Mention]],
) -> None:
    text, found, mentions = article
    namings = cast_speakers(text, found, mentions, None).namings
    assert len(namings) == len(found)
    assert namings == cast_speakers(text, found, mentions, None).namings
    for naming in namings:
        assert len(naming.names) == len(naming.mentions)
        assert 0.0 <= naming.confidence <= 1.0
        assert bool(naming.names) == (naming.method != "undecided")
        for name, span in zip(naming.names, naming.mentions, strict=True):
            assert 0 <= span.start < span.end <= len(text)
            bare = re.sub("^(?:anon|group): ", "", name)
            assert bare.lower() == squeeze(span.of(text)).lower()


def test_names_in_a_relative_clause_do_not_speak_and_its_goes_back_to_the_state() -> None:
    marked = (
        "{S1:<P:Korvath>, which holds <O:the eastern bank of the Ilmar>,} {C1:has long regarded} "
        "{Q1:the bid as a threat}. {S2:Its foreign ministry} {C2:said} {Q2:the talks were over}."
    )
    first, second = read(marked)
    assert first.names == ("Korvath",)
    assert second.names == ("Korvath",)


def test_a_common_noun_alone_names_nobody() -> None:
    (only,) = read("{S1:The publication} {C1:notes that} {Q1:the talks are over}.")
    assert only.names == ()
    assert only.method == "undecided"


def test_who_right_after_unnamed_people_means_them() -> None:
    text = "The port was seized by armed rebels {S1:who} said {Q1:they would stay}."
    assert names(text) == [("group: armed rebels",)]
    assert names("He ran the port {S1:who} said {Q1:they would stay}.") == [()]


def test_a_cue_without_a_source_has_the_subject_of_its_sentence() -> None:
    assert names("<P:Vera Marenko> grew bolder, and on Monday {C1:declared} {Q1:that all was well}.") == [
        ("Vera Marenko",)
    ]
    assert names("With <P:Vera Marenko> it {C1:seemed} {Q1:that all was well}.") == [()]


def test_a_quotation_that_opens_right_after_another_goes_on_with_its_speaker() -> None:
    text = "“{Q1:It rained},” {S1:<P:Vera Marenko>} said. “{Q2:It was late}.” “{Q3:It was cold}.” He left."
    assert names(text)[2] == names(text)[1]


def test_who_said_it_is_the_speaker_not_who_passed_it_on() -> None:
    text = "“{Q1:It rained},” <P:Vera Marenko> said, {C1:according to} {S1:the <O:Harbour News>}."
    assert names(text) == [("Vera Marenko",)]


def test_a_second_verb_in_the_sentence_has_the_speaker_of_the_first() -> None:
    text = "{S1:<P:Vera Marenko>} said {Q1:it rained}, {C2:adding} that {Q2:it was late}. {C3:And}: {Q3:no}."
    assert names(text) == [("Vera Marenko",), ("Vera Marenko",), ()]
