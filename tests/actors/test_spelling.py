"""Transliterations of one name meet; names of different people, and of one in two languages, do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.actors.spelling import name_key, surname_key


@pytest.mark.parametrize(
    "spellings",
    [
        (
            "Pavlo Marensky",
            "Pavlo Marenskyy",
            "Pavlo Marenskyi",
            "Pavlo Marenskiy",
            "Pavlo Marenskij",
            "PAVLO MARENSKY",
        ),
        ("Yuri Tarych", "Yury Tarich", "Yuriy Tarych", "Yurii Tarych"),
        ("Aleksei Dorev", "Alexey Dorev", "Aleksey Dorev"),
        ("Arseniy Vatsenyuk", "Arsenii Vatseniuk", "Arseny Vatsenyuk"),
        ("Hasan al-Tamim", "Hassan Al Tamim", "Hasan el-Tamim", "Hassan Tamim"),
        ("Jörg Müllner", "Joerg Muellner", "Jorg Mullner"),
        ("Ana-Maria Ost", "Ana Maria Ost"),
        ("Seán O’Brell", "Sean O'Brell", "Sean OBrell"),
    ],
)
def test_spellings_of_one_name(spellings: tuple[str, ...]) -> None:
    assert len({name_key(s) for s in spellings}) == 1
    assert len({surname_key(s) for s in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Aleksandr Dorev", "Oleksandr Dorev"),
        ("Vladimir Dorev", "Volodymyr Dorev"),
        ("Nikolai Dorev", "Mykola Dorev"),
        ("Ivan Dorev", "Ivana Dorev"),
        ("Ivan Dorev", "Ivan Dorov"),
        ("Ivan Dorsky", "Ivan Dorska"),
    ],
)
def test_names_that_stay_apart(one: str, two: str) -> None:
    assert name_key(one) != name_key(two)


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Ulla von der Heide", "von der Heide"),
        ("Omar bin Salim", "bin Salim"),
        ("Ray Holt Jr.", "Holt"),
        ("Ost", "Ost"),
    ],
)
def test_surnames_with_their_particles(name: str, surname: str) -> None:
    assert surname_key(name) == surname_key(surname)


@given(st.text())
def test_any_text_has_a_key(name: str) -> None:
    assert name_key(name.upper()) == name_key(name.upper().lower())
    assert surname_key(name).count("\n") == 0
