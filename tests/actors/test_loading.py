"""Files of facts: their columns, their cells, and what is wrong with them by file and line."""

from __future__ import annotations

import pytest

from onrecord.actors.loading import read_table
from onrecord.errors import OnrecordError

STATES = "code,name,other_names,demonyms,metonyms,wikidata\n"
HOLDERS = "person,office,of,from,to\n"


def test_a_table_is_known_by_its_header_whatever_its_name() -> None:
    table = f"{HOLDERS}Ada Quill,minister,XAA,2031-02-03,\n"
    (holder,) = read_table(table.encode(), "mine.csv").holders
    assert (holder.person, holder.since, holder.until) == ("Ada Quill", "2031-02-03", None)
    assert (holder.other_spellings, holder.source, holder.wikidata) == ((), None, None)
    assert holder.where == "mine.csv:2"


def test_comments_empty_lines_and_quoted_line_breaks_count_as_lines() -> None:
    table = f'# first\n{STATES}\n  # more\nXAA,"Ar\nland",,,,\n\nXBB,Borrow,,,,\n'
    assert [(s.name, s.where) for s in read_table(table.encode(), "s.csv").states] == [
        ("Ar\nland", "s.csv:5"),
        ("Borrow", "s.csv:8"),
    ]


def test_lists_in_cells_keep_order_and_lose_doubles() -> None:
    (state,) = read_table(f"{STATES}XAA,Arland, A | B|| A,,,\n".encode(), "s.csv").states
    assert state.other_names == ("A", "B")


@pytest.mark.parametrize("prefix", [b"\xef\xbb\xbf", b""])
def test_a_byte_order_mark_and_other_line_ends_do_no_harm(prefix: bytes) -> None:
    table = prefix + f"{STATES}XAA,Årland,,,,\n".replace("\n", "\r\n").encode()
    assert [s.name for s in read_table(table, "s.csv").states] == ["Årland"]


@pytest.mark.parametrize(
    ("table", "where", "what"),
    [
        ("", "t.csv", "has no header"),
        ("# nothing\n\n", "t.csv", "has no header"),
        ("a,b\n", "t.csv:1", "no table of facts has the columns a,b"),
        ("# note\ncode;name\nXAA;Arland\n", "t.csv:2", "no table of facts"),
        ("code,name,colour\n", "t.csv:1", "no table of facts"),
        ("code,name,name\n", "t.csv:1", "no table of facts"),
        (f"{STATES}XAA,Arland\n", "t.csv:2", "has 2 cells where the header has 6"),
        (f"{STATES}XAA,Arland,,,,\nxbb,Borrow,,,,\n", "t.csv:3", "'xbb' is no code of a state"),
        (f"{STATES},Arland,,,,\n", "t.csv:2", "code is empty"),
        (f"{STATES}XAA,,,,,\n", "t.csv:2", "name is empty"),
        (f"{STATES}XAA,Arland,,,,42\n", "t.csv:2", "42 is no Wikidata id"),
        (f'{STATES}XAA,"Arl"and,,,,\n', "t.csv:2", "cannot be read as CSV"),
        (f'{STATES}XAA,"Arland,,,,\n', "t.csv:2", "cannot be read as CSV"),
        (f"{HOLDERS}A B,minister,XAA,2031-02-30,\n", "t.csv:2", "from is no date: 2031-02-30"),
        (f"{HOLDERS}A B,minister,XAA,,soon\n", "t.csv:2", "to is no date: soon"),
        (f"{HOLDERS}A B,minister,XAA,3 May 2031,\n", "t.csv:2", "from is no date"),
        (f"{HOLDERS},minister,XAA,,\n", "t.csv:2", "person is empty"),
        ("id,name,kind\nZ,Zed,gang\n", "t.csv:2", "kind cannot be 'gang'"),
        ("name,kind,state\nThing,pub,XAA\n", "t.csv:2", "kind cannot be 'pub'"),
        ("office,words,kind,level,holders\nkeeper,keeper,official,any,two\n", "t.csv:2", "holders cannot be"),
        ("name,also,usually\nCalm,quiet,often\n", "t.csv:2", "usually cannot be"),
        ("code,name\nXAA,.\n", "t.csv:2", "name has no letter: '.'"),
        ("code,name\nXAA,Arland\nXBB,Bor\x00row\n", "t.csv:3", "holds a control character"),
    ],
)
def test_what_is_wrong_is_told_by_file_and_line(table: str, where: str, what: str) -> None:
    with pytest.raises(OnrecordError) as caught:
        read_table(table.encode(), "t.csv")
    assert caught.value.where == where
    assert what in caught.value.what
    assert caught.value.remedy


def test_other_encodings_are_named_with_their_line() -> None:
    with pytest.raises(OnrecordError, match=r"t\.csv:3: is not UTF-8; save"):
        read_table(f"{STATES}XAA,Arland,,,,\n".encode() + "XBB,Bürrow,,,,\n".encode("latin-1"), "t.csv")


@pytest.mark.parametrize(
    ("header", "remedy"),
    [
        ("code;name", "part the columns with commas, not with ';'"),
        ("code\tname", "part the columns with commas, not with tabs"),
        ("code,name,name", "leave one of the columns 'name' out"),
        ("code,name,colour", "the columns of states are code,name,[other_names],[demonyms],"),
        ("Person,Office,Of", "the columns of holders are person,office,of,[other_spellings],"),
        ("a,b", "the columns are one of these: code,name,[other_names],"),
    ],
)
def test_a_header_of_no_table_is_told_the_nearest_one(header: str, remedy: str) -> None:
    with pytest.raises(OnrecordError) as caught:
        read_table(f"{header}\n".encode(), "t.csv")
    assert (caught.value.remedy or "").startswith(remedy)
