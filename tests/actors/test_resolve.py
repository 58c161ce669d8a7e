"""Whom a noun phrase means, in the manual's forms: a base of invented states, an article's people."""

from __future__ import annotations

from functools import reduce
from operator import add

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.actors.base import Base
from onrecord.actors.loading import read_table
from onrecord.actors.resolve import Context, Introduction, Kind, people_by_name, resolve, resolve_list

TABLES = {
    "states.csv": """\
code,name,other_names,demonyms,metonyms,wikidata
XAA,Varnia,Republic of Varnia,Varnian|Varnians,Sarn|the Old Keep,
XBB,Orlin,,Orlish,Port Orl,
XCC,Korvath,,Korvathian|Korvathians,Mirek,
XDD,Calm,,Calmer,,
XEE,North Selm,,Selmian|Selmians,,
XFF,South Selm,,Selmian|Selmians,,
""",
    "organisations.csv": """\
id,name,other_names,kind,part_of,state,wikidata
Coast League,League of the Coast States,CL,alliance,,,
Three Rivers Group,Three Rivers Group,T3,bloc,,,
Hill Party,Hill Party,Hillmen,party,,XAA,
Red Anchor,Red Anchor,RA,organisation,,,
""",
    "members.csv": """\
organisation,state,from,to,source
Three Rivers Group,XAA,2001,,
Three Rivers Group,XBB,2001,,
Three Rivers Group,XCC,2001,2015,
""",
    "bodies.csv": """\
name,other_names,kind,state,wikidata
Varnian Thing,the Thing,parliament,XAA,
the Stone House,Orlish Defence Ministry,ministry,XBB,
""",
    "offices.csv": """\
office,words,kind,level,holders
head of state,president,head of state or government,state,one
head of government,prime minister|premier,head of state or government,state,one
foreign minister,foreign minister,minister,ministry,one
minister,minister,minister,ministry,many
secretary-general,secretary-general|chief,head of state or government,organisation,one
""",
    "holders.csv": """\
person,other_spellings,office,of,from,to,source,wikidata
Vera Marenko,,head of state,XAA,2014-06-01,2019-06-01,,
Pavel Ostrin,,head of state,XAA,2019-06-01,,,
Dan Hollet,,head of state,XBB,2012-01-01,2018-01-01,,
Ruta Sell,,foreign minister,XCC,2010,,,
Iven Corr,,secretary-general,Coast League,2014,,,
""",
    "doubtful.csv": "name,also,usually\nCalm,quiet,other\n",
}
BASE = Base(reduce(add, (read_table(content.encode(), name) for name, content in TABLES.items())))
PEOPLE = people_by_name(
    (
        Introduction("Mila Zelenskaya", "the Orlish prime minister"),
        Introduction("Jon Arden", "a senior analyst with the Harbour Institute"),
        Introduction("Bo Tarsk", ""),
        Introduction("Pavel Ostrin", "President"),
    )
)


def context(day: str | None = "2016-03-01", in_view: str | None = None) -> Context:
    return Context(BASE, day, PEOPLE, in_view)


@pytest.mark.parametrize(
    ("phrase", "form", "kind"),
    [
        ("Varnia", "XAA", Kind.STATE),
        ("Sarn", "XAA", Kind.STATE),
        ("the Old Keep", "XAA", Kind.STATE),
        ("the Varnians", "XAA", Kind.STATE),
        ("Varnians", "group: Varnians", Kind.GROUP),
        ("many Varnians", "group: many Varnians", Kind.GROUP),
        ("Varnian officials", "XAA", Kind.STATE),
        ("senior Varnian officials", "XAA", Kind.STATE),
        ("the Orlish government", "XBB", Kind.STATE),
        ("Orlin’s defence ministry", "XBB", Kind.STATE),
        ("the Sarn authorities", "XAA", Kind.STATE),
        ("the foreign ministry of Korvath", "XCC", Kind.STATE),
        ("the government in Sarn", "XAA", Kind.STATE),
        ("Varnian forces", "XAA", Kind.STATE),
        ("the Varnian armed forces", "XAA", Kind.STATE),
        ("the Stone House", "XBB", Kind.STATE),
        ("Hollet's government", "XBB", Kind.STATE),
        ("the Hollet administration", "XBB", Kind.STATE),
        ("the Ostrin administration", "XAA", Kind.STATE),
        ("the Orlish delegation", "XBB", Kind.STATE),
        ("a delegation", "group: a delegation", Kind.GROUP),
        ("CL", "Coast League", Kind.ORGANISATION),
        ("the League of the Coast States", "Coast League", Kind.ORGANISATION),
        ("CL officials", "Coast League", Kind.ORGANISATION),
        ("Red Anchor fighters", "Red Anchor", Kind.ORGANISATION),
        ("several Red Anchor fighters", "group: several Red Anchor fighters", Kind.GROUP),
        ("the Varnian Hill Party", "Hill Party", Kind.ORGANISATION),
        ("anon: Hillmen", "Hill Party", Kind.ORGANISATION),
        ("the Thing", "Varnian Thing", Kind.ORGANISATION),
        ("Tarsk's campaign", "Tarsk campaign", Kind.ORGANISATION),
        ("anon: Orlish people", "group: Orlish people", Kind.GROUP),
        ("the Varnian Free Forces", "Varnian Free Forces", Kind.ORGANISATION),
        ("the Harbour Institute thinktank", "Harbour Institute", Kind.ORGANISATION),
        ("Orlin Institute of Sea Law", "Orlin Institute of Sea Law", Kind.ORGANISATION),
        ("the Varnian supreme court", "Varnian supreme court", Kind.ORGANISATION),
        ("five Orlish diplomats", "anon: five Orlish diplomats", Kind.ANON),
        ("a senior Orlish official", "anon: a senior Orlish official", Kind.ANON),
        ("officials", "anon: officials", Kind.ANON),
        ("26 nations", "group: 26 nations", Kind.GROUP),
        ("aid agencies", "group: aid agencies", Kind.GROUP),
        ("the West", "group: West", Kind.GROUP),
        ("pro-Varnian rebels", "group: pro-Varnian rebels", Kind.GROUP),
        ("rebel forces in northern Varnia", "group: rebel forces in northern Varnia", Kind.GROUP),
        ("anon: some 10,000 people", "group: some 10,000 people", Kind.GROUP),
        ("several people", "anon: several people", Kind.ANON),
        ("eyewitnesses", "anon: eyewitnesses", Kind.ANON),
        ("Marenko", "Vera Marenko", Kind.PERSON),
        ("Zelenskaya", "Mila Zelenskaya", Kind.PERSON),
        ("Zelenskaia", "Mila Zelenskaya", Kind.PERSON),
        ("the Orlish prime minister, Mila Zelenskaya", "Mila Zelenskaya", Kind.PERSON),
        ("Foreign Minister Bo Tarsk", "Bo Tarsk", Kind.PERSON),
        ("the Varnian president", "Vera Marenko", Kind.PERSON),
        ("the president of Orlin", "Dan Hollet", Kind.PERSON),
        ("Korvath's foreign minister", "Ruta Sell", Kind.PERSON),
        ("the Coast League's secretary-general", "Iven Corr", Kind.PERSON),
    ],
)
def test_a_phrase_takes_the_form_of_the_manual(phrase: str, form: str, kind: Kind) -> None:
    found = resolve(phrase, context())
    assert (found.forms, found.kind) == ((form,), kind)
    assert 0.5 <= found.confidence <= 1


@pytest.mark.parametrize(
    ("phrase", "forms"),
    [
        ("Varnian, Orlish and Korvathian leaders", ("XAA", "XBB", "XCC")),
        ("the foreign ministers of Varnia, Orlin and Korvath", ("XAA", "XBB", "XCC")),
        ("the foreign ministers of the Three Rivers Group", ("XAA", "XBB")),
        ("T3 countries", ("XAA", "XBB")),
    ],
)
def test_officials_of_several_states_are_these_states(phrase: str, forms: tuple[str, ...]) -> None:
    assert resolve(phrase, context()).forms == forms


@pytest.mark.parametrize(
    ("phrase", "forms"),
    [
        ("Varnia and Orlin", ("XAA", "XBB")),
        ("the Coast League, Sarn and Mila Zelenskaya", ("Coast League", "XAA", "Mila Zelenskaya")),
        ("the ministry of trade and industry of Varnia", ("XAA",)),
        ("Varnian officials and analysts", ("anon: Varnian officials and analysts",)),
    ],
)
def test_a_list_is_resolved_member_by_member(phrase: str, forms: tuple[str, ...]) -> None:
    assert tuple(f for r in resolve_list(phrase, context()) for f in r.forms) == forms


def test_an_office_goes_with_the_day() -> None:
    assert resolve("the Varnian president", context("2020-02")).form == "Pavel Ostrin"
    assert resolve("the Varnian president", context("2016")).form == "Vera Marenko"


def test_an_office_without_a_day_is_whoever_of_its_holders_the_article_names() -> None:
    assert resolve("the Varnian president", context(None)).form == "Pavel Ostrin"
    assert resolve("the Varnian president", Context(BASE)).kind is Kind.UNDECIDED


def test_a_bare_government_is_that_of_the_state_in_view() -> None:
    assert resolve("the government", context(in_view="XCC")).form == "XCC"
    assert resolve("the interior ministry", context(in_view="XCC")).form == "XCC"
    assert resolve("Defence Ministry officials", context(in_view="XCC")).form == "XCC"
    found = resolve("the government", context())
    assert found.kind is Kind.UNDECIDED
    assert "no state is in view" in found.reason


def test_what_fits_several_states_is_undecided_with_a_reason() -> None:
    found = resolve("the Selmians", context())
    assert (found.forms, found.kind) == ((), Kind.UNDECIDED)
    assert "several states" in found.reason
    assert resolve("the Selmians", context(in_view="XFF")).form == "XFF"


def test_a_name_that_usually_means_something_else_is_undecided() -> None:
    found = resolve("Calm", context())
    assert found.kind is Kind.UNDECIDED
    assert "quiet" in found.reason


@pytest.mark.parametrize("phrase", ["", "the", "this", "they", "the conversation", "...", "“"])
def test_what_names_nobody_is_undecided(phrase: str) -> None:
    found = resolve(phrase, context())
    assert found.kind is Kind.UNDECIDED
    assert found.reason


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("the Varnian prime minister", "XAA"),
        ("Varnia's envoy to Korvath", "XAA"),
        ("the Varnian ambassador to the Coast League", "XAA"),
        ("the Coast League envoy for Korvath", "Coast League"),
        ("a spokesman for the Varnian interior ministry", "XAA"),
        ("spokeswoman of the Orlish army", "XBB"),
        ("the Orlish foreign ministry spokesman", "XBB"),
        ("the head of the general staff of the Korvathian armed forces", "XCC"),
        ("Hollet's spokesman", "XBB"),
        ("Marenko's Korvath envoy", "XAA"),
        ("a senior analyst with the Sarn-based Harbour Institute", "Harbour Institute"),
        ("professor of law at Port Orl Sea College", "Port Orl Sea College"),
        ("a Red Anchor spokesman", "Red Anchor"),
        ("Lantern Weekly correspondent", "Lantern Weekly"),
        ("Tarsk campaign manager", "Tarsk campaign"),
        ("the leader of the Hill Party", "Hill Party"),
        ("a member of the Hill Party", "Hill Party"),
        ("president of the Free Republic of Ost", "Free Republic of Ost"),
        ("of the Harbour Institute", "Harbour Institute"),
        ("of Port Ann", None),
        ("Senator of Port Ann", None),
        ("Investigative reporter", None),
        ("chief of staff to President Hollet", "XBB"),
        ("press secretary of the President of Orlin", "XBB"),
        ("expert on sea law at Reed College", "Reed College"),
        ("Varnia's", "XAA"),
        ("President Hollet's budget director", "XBB"),
        ("of the Varnian army", "XAA"),
        ("commander of the Ost battalion", "Ost battalion"),
        ("a former Varnian minister", None),
        ("ex-minister of Varnia", None),
        ("Orlish presidential candidate", None),
        ("a Varnian journalist", None),
        ("a baker from Sarn", None),
        ("a Varnian lawmaker", "XAA"),
        ("Varnian opposition leader", "Varnian opposition"),
        ("European diplomat", None),
        ("a native of Korvath", None),
        ("a diplomat from Eastern Europe", None),
    ],
)
def test_words_beside_a_name_tell_for_whom_somebody_speaks(words: str, side: str | None) -> None:
    told = people_by_name([Introduction("Ana Kerr", words)])
    assert resolve("Ana Kerr", Context(BASE, "2016", told)).affiliation == side


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("the foreign minister", "XCC"),
        ("Prime Minister", "XCC"),
        ("the Senate's deputy speaker", "XCC"),
        ("the governor of Mirek region", "XCC"),
        ("head of the Federal Border Service", "XCC"),
        ("a local health official", None),
        ("a teacher", None),
    ],
)
def test_a_bare_office_is_of_the_state_in_view_where_it_is_told(words: str, side: str | None) -> None:
    told = people_by_name([Introduction("Ana Kerr", words, in_view="XCC")])
    assert resolve("Ana Kerr", Context(BASE, "2016", told)).affiliation == side


@pytest.mark.parametrize(
    ("phrase", "side"),
    [
        ("a senior Orlish official", "XBB"),
        ("anon: Orlish military sources", "XBB"),
        ("a Coast League diplomat", "Coast League"),
        ("a Red Anchor employee", "Red Anchor"),
        ("a former Orlish admiral", None),
        ("anon: Port Orl residents", None),
        ("group: Varnian protesters", None),
        ("group: Varnian lawmakers", "XAA"),
    ],
)
def test_unnamed_people_speak_for_the_body_or_state_named_with_them(phrase: str, side: str | None) -> None:
    assert resolve(phrase, context()).affiliation == side


def test_people_who_are_each_others_people_speak_for_nobody() -> None:
    told = people_by_name(
        [Introduction("Ana Kerr", "Jo Brand's aide"), Introduction("Jo Brand", "Ana Kerr's aide")]
    )
    assert resolve("Ana Kerr", Context(BASE, "2016", told)).affiliation is None


def test_a_candidates_people_speak_for_the_campaign() -> None:
    told = people_by_name(
        [
            Introduction("Ana Kerr", "Jo Brand's spokeswoman"),
            Introduction("Jo Brand", "presidential candidate"),
        ]
    )
    assert resolve("Ana Kerr", Context(BASE, "2016", told)).affiliation == "Brand campaign"


def test_somebody_who_is_in_office_only_later_speaks_for_nobody_yet() -> None:
    assert resolve("Pavel Ostrin", Context(BASE, "2016")).affiliation is None
    assert resolve("Pavel Ostrin", Context(BASE, "2021")).affiliation == "XAA"


def test_the_very_title_of_an_office_held_outweighs_another_that_stands_beside_it() -> None:
    told = people_by_name(
        [Introduction("Ruta Sell", "Foreign Minister"), Introduction("Ruta Sell", "the Orlish mediator")]
    )
    assert resolve("Ruta Sell", Context(BASE, "2016-03-01", told)).affiliation == "XCC"
    beside = people_by_name([Introduction("Ruta Sell", "the Orlish mediator")])
    assert resolve("Ruta Sell", Context(BASE, "2016-03-01", beside)).affiliation == "XBB"


WORDS = [
    "the",
    "a",
    "Varnian",
    "Orlish",
    "Sarn",
    "of",
    "and",
    ",",
    "officials",
    "Marenko's",
    "government",
    "26",
    "CL",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS)))
def test_any_words_give_forms_or_a_reason(words: list[str]) -> None:
    found = resolve(" ".join(words), context(in_view="XBB"))
    assert bool(found.forms) != bool(found.reason)
    assert found.kind is not Kind.UNDECIDED or not found.forms
