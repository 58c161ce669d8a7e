"""Bytes become text in whatever encoding they came, decisions are noted, and what is no text is refused."""

from __future__ import annotations

import codecs

import pytest

from onrecord.errors import PageError
from onrecord.intake.decoding import decode

TEXT = "“We will not sign,” Hélène Maršová told reporters in Sarn – it was late. She left at five.\n" * 3


def test_utf8_is_taken_as_it_is() -> None:
    assert decode(TEXT.encode(), "a.txt").text == TEXT
    assert decode(TEXT.encode(), "a.txt").notes == ()


def test_a_byte_order_mark_stays_in_the_text_of_a_utf8_page() -> None:
    assert decode(codecs.BOM_UTF8 + TEXT.encode(), "a.txt").text == "\ufeff" + TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_wide_encodings_with_a_mark(encoding: str) -> None:
    mark = "\ufeff".encode(encoding)
    decoded = decode(mark + TEXT.encode(encoding), "a.txt")
    assert decoded.text == TEXT
    assert encoding in decoded.notes[0]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_recognised(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.txt").text == TEXT


def test_windows_1252_is_guessed_for_western_text() -> None:
    western = TEXT.replace("š", "s")
    decoded = decode(western.encode("cp1252"), "a.txt")
    assert decoded.text == western
    assert "cp1252" in decoded.notes[0]


def test_a_text_in_another_script_keeps_its_letters() -> None:
    russian = "Переговоры продолжатся в четверг, сообщила пресс-служба министерства иностранных дел. " * 4
    assert decode(russian.encode("cp1251"), "a.txt").text == russian


def test_a_cut_last_character_is_left_out_and_noted() -> None:
    decoded = decode(TEXT.encode() + "é".encode()[:1], "a.txt")
    assert decoded.text == TEXT
    assert "middle of a character" in decoded.notes[0]


def test_a_damaged_byte_does_not_turn_utf8_into_something_else() -> None:
    raw = TEXT.encode().replace(b"five", b"f\xffve", 1)
    decoded = decode(raw, "a.txt")
    assert "Hélène Maršová" in decoded.text
    assert decoded.text.count("\ufffd") == 1
    assert "damaged place" in decoded.notes[0]


def test_a_declared_encoding_is_used_where_the_bytes_are_not_utf8() -> None:
    page = '<html><meta charset="iso-8859-2"><p>Maršová řekla ne.</p></html>'
    decoded = decode(page.encode("iso-8859-2"), "a.html", html=True)
    assert "Maršová řekla" in decoded.text
    assert "as declared" in decoded.notes[0]


def test_a_wrong_declaration_gives_way_to_valid_utf8() -> None:
    page = '<html><meta charset="iso-8859-1"><p>“Ne,” řekla Maršová.</p></html>'
    decoded = decode(page.encode(), "a.html", html=True)
    assert decoded.text == page
    assert "though the page declares iso-8859-1" in decoded.notes[0]


def test_a_declaration_of_utf8_that_is_not_true_is_noted() -> None:
    page = '<html><meta charset="utf-8"><p>Café Hélène, déjà vu.</p></html>'
    decoded = decode(page.encode("cp1252"), "a.html", html=True)
    assert "Café Hélène, déjà vu." in decoded.text
    assert any("declares utf-8" in note for note in decoded.notes)


def test_an_unknown_declaration_does_no_harm() -> None:
    page = '<html><meta charset="klingon"><p>It is late in Sarn.</p></html>'
    assert decode(page.encode(), "a.html", html=True).text == page


def test_single_nul_characters_are_kept_for_the_offsets_and_noted() -> None:
    decoded = decode((TEXT + "\x00 end").encode(), "a.txt")
    assert decoded.text.count("\x00") == 1
    assert "NUL" in decoded.notes[-1]


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
        (bytes(range(256)) * 20, "is binary"),
        (b"\x00\x01\x02abc" * 200, "is binary"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "is an image"),
        (b"PK\x03\x04....", "zip archive"),
    ],
)
def test_what_is_no_text_is_refused_with_one_line(raw: bytes, what: str) -> None:
    with pytest.raises(PageError, match=what) as caught:
        decode(raw, "page.txt")
    assert str(caught.value).startswith("page.txt: ")
    assert "\n" not in str(caught.value)
