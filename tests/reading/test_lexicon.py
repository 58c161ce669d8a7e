"""The word lists: well formed, free of doubles, and in agreement with each other."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from onrecord.reading import lexicon
from onrecord.text.folding import fold

DATA = files("onrecord.reading") / "data"


def rows(name: str) -> list[str]:
    return [r for r in DATA.joinpath(name).read_text("utf-8").splitlines() if r and not r.startswith("#")]


@pytest.mark.parametrize(("name", "columns"), [("roles.txt", 3), ("honorifics.txt", 3)])
def test_tables_have_their_columns_and_no_double_keys(name: str, columns: int) -> None:
    table = [row.split(";") for row in rows(name)]
    assert {len(row) for row in table} == {columns}
    assert len({row[0] for row in table}) == len(table)


def test_states_carry_iso_codes() -> None:
    assert all(re.fullmatch("[A-Z]{3}", code) for code in lexicon.states().values())
    assert lexicon.states()["kyiv"] == lexicon.states()["ukrainian"] == "UKR"


def test_no_given_name_is_in_both_lists() -> None:
    women, men = (set(" ".join(rows(f"given_names_{g}.txt")).split()) for g in "fm")
    assert not women & men
    assert all(fold(name) == name for name in women | men)


@pytest.mark.parametrize("kind", ["bodies", "groups", "documents", "quantifiers", "prepositions"])
def test_lists_hold_folded_nouns_once(kind: str) -> None:
    lines = rows(f"{kind}.txt")
    assert len(lines) == len(set(lines))
    assert all(fold(line) == line or "é" in line for line in lines)


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("vera marenko", "f"),
        ("pavel ostrin", "m"),
        ("quill kovalskaya", "f"),
        ("quill ostrin", ""),
        ("ostrin", ""),
    ],
)
def test_gender_is_told_only_where_the_name_shows_it(name: str, gender: str) -> None:
    assert lexicon.gender_of(tuple(name.split())) == gender
