"""Facts that contradict each other: a message with file and line, and nothing loaded."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.actors.base import Base, Facts
from onrecord.errors import OnrecordError


@pytest.mark.parametrize(
    ("table", "lines", "where", "what"),
    [
        ("states.csv", "XAA,Other,,,,", "states.csv:6", "code XAA is given twice, first at states.csv:3"),
        ("states.csv", "XQQ,The Arland,,,,", "states.csv:6", "name arland is given twice"),
        ("organisations.csv", "Coast Council,X,,bloc,,,", "organisations.csv:4", "given twice"),
        ("bodies.csv", "thing of arland,,court,XAA,", "bodies.csv:3", "given twice"),
        ("offices.csv", "minister,m,official,any,many", "offices.csv:5", "given twice"),
        ("doubtful.csv", "calm,rest,this", "doubtful.csv:4", "given twice"),
        ("organisations.csv", "Z,Zed,,bloc,,XZZ,", "organisations.csv:4", "no state is known as 'XZZ'"),
        ("organisations.csv", "Z,Zed,,bloc,Y,,", "organisations.csv:4", "no organisation is known as 'Y'"),
        ("members.csv", "Nobody,XAA,,,", "members.csv:5", "no organisation is known as 'Nobody'"),
        ("members.csv", "League of Coasts,XQQ,,,", "members.csv:5", "known as 'XQQ'"),
        ("bodies.csv", "Court,,court,XQQ,", "bodies.csv:3", "known as 'XQQ'"),
        ("office_rules.csv", "XQQ,chief,minister", "office_rules.csv:5", "known as 'XQQ'"),
        ("office_rules.csv", "XAA,chief,archduke", "office_rules.csv:5", "no office is known as 'archduke'"),
        ("office_rules.csv", "XBB,President,minister", "office_rules.csv:5", "has a rule already"),
        ("holders.csv", "A B,,minister,XQQ,,,,", "holders.csv:7", "known as 'XQQ'"),
        ("holders.csv", "A B,,archduke,XAA,,,,", "holders.csv:7", "no office is known as 'archduke'"),
        ("holders.csv", "A B,,minister,XAA,2014,2011,,", "holders.csv:7", "ends on 2011 before it begins"),
        ("members.csv", "League of Coasts,XBB,2024,2023,", "members.csv:5", "ends on 2023 before"),
        ("members.csv", "League of Coasts,XAA,2010,,", "members.csv:5", "twice at a time"),
        (
            "holders.csv",
            "A B,,head of state,XAA,2017-12-01,2018-01-01,,",
            "holders.csv:7",
            "A B and Orsel Vantrey (holders.csv:2) are both head of state of XAA",
        ),
        ("holders.csv", "A B,,head of state,XAA,2020,,,", "holders.csv:7", "Mira Dolsky (holders.csv:3)"),
        (
            "organisations.csv",
            "Z,Zed,LOC|Coast Council,bloc,,,",
            "organisations.csv:4",
            "which names Coast Council at organisations.csv:3",
        ),
        ("members.csv", "Coast Council,League of Coasts,,,", "members.csv:5", "part of itself"),
    ],
)
def test_contradictions_name_file_and_line(
    altered: Callable[[str, str], Facts], table: str, lines: str, where: str, what: str
) -> None:
    with pytest.raises(OnrecordError) as caught:
        Base(altered(table, lines))
    assert caught.value.where == where
    assert what in caught.value.what
    assert caught.value.remedy


def test_a_longer_circle_is_found(altered: Callable[[str, str], Facts]) -> None:
    lines = "A,A,,bloc,B,,\nB,B,,bloc,C,,\nC,C,,bloc,A,,"
    with pytest.raises(OnrecordError, match=r"A > B > C > A"):
        Base(altered("organisations.csv", lines))


@pytest.mark.parametrize(
    "line",
    [
        "A B,,head of state,XBB,2010,,,",
        "A B,,head of state,XAA,,2010-03-01,,",  # hands over on the day
        "A B,,head of state,XAA,2010,2010,,",  # may have ended before the next began
        "A B,,minister,XAA,2012,2014,,",  # there are many ministers
    ],
)
def test_what_does_not_contradict(altered: Callable[[str, str], Facts], line: str) -> None:
    assert Base(altered("holders.csv", line)).person("A B")
