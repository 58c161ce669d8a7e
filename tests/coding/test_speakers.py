"""The coded speakers of an article: manual forms, and affiliation by introduction, office and view."""

from __future__ import annotations

import re
from functools import reduce
from operator import add

import pytest

from onrecord.actors.base import Base
from onrecord.actors.context import Kind
from onrecord.actors.loading import read_table
from onrecord.coding.periods import period_of
from onrecord.coding.speakers import Speakers, code
from onrecord.coding.surroundings import Surroundings
from onrecord.model import Attribution, Mention, MentionKind, Span
from onrecord.reading.speakers import cast_speakers

TABLES = {
    "states.csv": """\
code,name,other_names,demonyms,metonyms,wikidata
XAA,Varnia,,Varnian|Varnians,Sarn,
XBB,Orlin,,Orlish,Port Orl,
""",
    "organisations.csv": """\
id,name,other_names,kind,part_of,state,wikidata
Coast League,Coast League,CL,alliance,,,
""",
    "offices.csv": """\
office,words,kind,level,holders
head of state,president,head of state or government,state,one
foreign minister,foreign minister,minister,ministry,one
""",
    "holders.csv": """\
person,other_spellings,office,of,from,to,source,wikidata
Vera Marenko,Vera Marenka,head of state,XAA,2014-06-01,2019-06-01,,
Pavel Ostrin,,head of state,XAA,2019-06-01,,,
Dan Hollet,,foreign minister,XBB,2012-01-01,2016-01-01,,
""",
}
BASE = Base(reduce(add, (read_table(content.encode(), name) for name, content in TABLES.items())))
MARK = re.compile(r"\{([SQ])(\d):|<([POL]):|[}>]")
KINDS = {"P": MentionKind.PERSON, "O": MentionKind.ORGANISATION, "L": MentionKind.PLACE}


def coded(marked: str, day: str | None = "2016-03-01") -> list[Speakers]:
    """Code the speakers of a text marked {S1:source} {Q1:content} <P:person> <O:body> <L:place>."""
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
            roles.setdefault(number, {"S": [], "Q": []})[kind].append(Span(start, len(text)))
        else:
            mentions.append(Mention(Span(start, len(text)), KINDS[kind], 0.9))
    text += marked[at:]
    found = [Attribution(tuple(r["S"]), (), tuple(r["Q"])) for _, r in sorted(roles.items())]
    casting = cast_speakers(text, found, mentions, None)
    return code(text, found, casting.namings, Surroundings(text, casting, BASE, day))


@pytest.mark.parametrize(
    ("article", "speakers", "affiliation"),
    [
        ("{S1:<L:Sarn>} said {Q1:it was ready}.", ("XAA",), None),
        ("{S1:<O:Varnian> officials} said {Q1:it was ready}.", ("XAA",), None),
        ("{S1:The <L:Varnians>} said {Q1:it was ready}.", ("XAA",), None),
        ("{S1:The <O:CL>} said {Q1:it was ready}.", ("Coast League",), None),
        ("{S1:Five Orlish diplomats} said {Q1:it was ready}.", ("anon: five Orlish diplomats",), "XBB"),
        ("{S1:26 nations} said {Q1:they were ready}.", ("group: 26 nations",), None),
        ("{S1:<P:Marenko>} said {Q1:it was ready}.", ("Vera Marenko",), "XAA"),
        ("{S1:The Varnian president} said {Q1:it was ready}.", ("Vera Marenko",), "XAA"),
        ("{S1:Orlish Prime Minister <P:Bo Tarsk>} said {Q1:it was ready}.", ("Bo Tarsk",), "XBB"),
        (
            "{S1:<P:Bo Tarsk>, a spokesman for the Orlish trade ministry,} said {Q1:it was ready}.",
            ("Bo Tarsk",),
            "XBB",
        ),
        (
            "{S1:<P:Bo Tarsk>, an analyst at the <O:Harbour Institute>,} said {Q1:it was ready}.",
            ("Bo Tarsk",),
            "Harbour Institute",
        ),
        (
            "<P:Bo Tarsk> is co-chair of the <O:Reed Council>. {S1:He} said {Q1:no}.",
            ("Bo Tarsk",),
            "Reed Council",
        ),
        (
            "Minister of Transport <P:Bo Tarsk> of <L:Orlin> came. {S1:<P:Tarsk>} said {Q1:no}.",
            ("Bo Tarsk",),
            "XBB",
        ),
        (
            "{S1:<O:Reed Hall>'s leader, former surgeon <P:Bo Tarsk>,} said {Q1:it was ready}.",
            ("Bo Tarsk",),
            "Reed Hall",
        ),
        (
            "The <O:Reed Hall> met. {S1:The group's leader, <P:Bo Tarsk>,} said {Q1:it was ready}.",
            ("Bo Tarsk",),
            "Reed Hall",
        ),
        ("{S1:<P:Bo Tarsk>, a baker,} said {Q1:it was ready}.", ("Bo Tarsk",), None),
        (
            "{S1:<P:Marenko> and <P:Dan Hollet>} said {Q1:it was ready}.",
            ("Vera Marenko", "Dan Hollet"),
            None,
        ),
        ("{S1:<P:Marenko> and others} said {Q1:it was ready}.", ("Vera Marenko", "anon: others"), "XAA"),
        ("{S1:Orlish and Varnian leaders} said {Q1:it was ready}.", ("XBB", "XAA"), None),
        (
            "<L:Varnia> has a harbour. <L:Varnia> wants more. {S1:The trade ministry} said {Q1:so}.",
            ("XAA",),
            None,
        ),
    ],
)
def test_speakers_and_affiliation(article: str, speakers: tuple[str, ...], affiliation: str | None) -> None:
    found = coded(article)[0]
    assert (found.speakers, found.affiliation) == (speakers, affiliation)
    assert len(found.speakers) == len(found.kinds) == len(found.mentions)
    assert 0 < found.confidence <= 1


def test_one_person_spelt_in_two_ways_is_one_speaker() -> None:
    first, second = coded(
        "{S1:President <P:Vera Marenko>} said {Q1:it was late}. {S2:<P:Marenka>} said {Q2:it was early}."
    )
    assert first.speakers == second.speakers == ("Vera Marenko",)


def test_a_government_that_no_words_place_is_undecided_with_a_reason() -> None:
    found = coded("<L:Varnia> and <L:Orlin> met. {S1:The government} said {Q1:it was ready}.")[0]
    assert not found.speakers
    assert "no state is in view" in found.reason


def test_a_person_of_the_state_brings_it_into_view() -> None:
    found = coded(
        "<P:Marenko> wrote to <L:Orlin>. <P:Marenko> waited, and <P:Marenko> was tired. "
        "{S1:The government} said {Q1:it was ready}."
    )[0]
    assert (found.speakers, found.kinds) == (("XAA",), (Kind.STATE,))


def test_an_article_without_a_date_is_dated_by_the_offices_that_its_people_hold() -> None:
    dated = (
        "Foreign Minister <P:Dan Hollet> of <L:Orlin> wrote. "
        "{S1:<P:Pavel Ostrin>} and {S2:<P:Vera Marenko>} said {Q1:no} and {Q2:yes}."
    )
    ostrin, marenko = coded(dated, None)
    assert (ostrin.affiliation, marenko.affiliation) == (None, "XAA")


def test_no_time_is_told_where_offices_contradict_each_other() -> None:
    text = "President <P:Pavel Ostrin> and Foreign Minister <P:Dan Hollet> said {Q1:no}."
    plain = MARK.sub("", text)
    mentions = [
        Mention(Span(plain.index(name), plain.index(name) + len(name)), MentionKind.PERSON, 0.9)
        for name in ("Pavel Ostrin", "Dan Hollet")
    ]
    people = cast_speakers(plain, [], mentions, None).people
    assert [p.words for p in people] == ["President", "Foreign Minister"]
    assert period_of(people, BASE) is None
    assert period_of(people[:1], BASE) == "2019-06-01/.."
    assert period_of((), BASE) is None
