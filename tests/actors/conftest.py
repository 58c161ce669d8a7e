"""A base of invented states and people."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.actors.base import Base, Facts
from onrecord.actors.loading import read_table

TABLES = {
    "states.csv": """\
# invented
code,name,other_names,demonyms,metonyms,wikidata
XAA,Arland,Republic of Arland|ARL,Arlander|Arlanders|Arlandish,Port Arl|the Citadel,
XBB,Borrow,Borrow Isles,Borrower,Borrowgate,
XCC,Calm,,Calmer|Arlander,,
""",
    "organisations.csv": """\
id,name,other_names,kind,part_of,state,wikidata
League of Coasts,League of Coasts,LOC|Coastal League,alliance,,,
Coast Council,Council of the League of Coasts,,organisation,League of Coasts,,
""",
    "members.csv": """\
organisation,state,from,to,source
League of Coasts,XAA,2001-05-01,,
League of Coasts,XBB,2001-05-01,2020-01-31,
League of Coasts,XCC,2011,,
""",
    "bodies.csv": "name,other_names,kind,state,wikidata\nThing of Arland,Thing,parliament,XAA,\n",
    "offices.csv": """\
office,words,kind,level,holders
head of state,president|king,head of state or government,state,one
head of government,prime minister|premier,head of state or government,state,one
minister,minister,minister,ministry,many
""",
    "office_rules.csv": """\
state,words,office
XBB,president,head of government
XCC,head of government,head of state
XCC,king,none
""",
    "holders.csv": """\
person,other_spellings,office,of,from,to,source,wikidata
Orsel Vantrey,Orsel Wantrey,head of state,XAA,2010-03-01,2018-03-01,,
Mira Dolsky,Myra Dolskaya,head of state,XAA,2018-03-01,,,Q1
Timon Astrel,,minister,XAA,2012,2014,,
Ila Astrel,,minister,XAA,2012,2014,,
Joren Halk,,head of state,XCC,2015,,,
""",
    "doubtful.csv": "name,also,usually\nCalm,quiet,other\nBorrow,an act of lending,this\n",
}


def facts_of(tables: dict[str, str]) -> Facts:
    """Read tables given as text."""
    facts = Facts()
    for name, content in tables.items():
        facts += read_table(content.encode(), name)
    return facts


@pytest.fixture(scope="session")
def base() -> Base:
    return Base(facts_of(TABLES))


@pytest.fixture
def altered() -> Callable[[str, str], Facts]:
    """Return what adds lines to one of the tables; lines that begin with "-" are taken out instead."""

    def alter(name: str, lines: str) -> Facts:
        table = TABLES[name]
        for line in lines.splitlines():
            table = table.replace(line[1:] + "\n", "") if line.startswith("-") else f"{table}{line}\n"
        return facts_of(TABLES | {name: table})

    return alter
