"""Tables are streamed row by row; a bad row is named by its number and the others are read."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.errors import PageError
from onrecord.intake import pages as module
from onrecord.intake.columns import Columns
from onrecord.intake.pages import count, pages
from onrecord.model import Given, RawPage

ROWS = [
    {
        "Body": "Aramia said no.",
        "headline": "No",
        "published_at": "2031-04-02",
        "link": "https://a.example/1",
    },
    {
        "Body": "Velmark said yes.",
        "headline": "Yes",
        "published_at": "2031-04-03",
        "link": "https://a.example/2",
    },
]


def _read(path: Path, columns: Columns = Columns(), given: Given = Given()) -> list[RawPage | PageError]:  # noqa: B008
    return list(pages([str(path)], given, columns))


def _write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def _table(folder: Path, suffix: str) -> Path:
    path = folder / f"t{suffix}"
    if suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(ROWS), path)
    elif suffix == ".jsonl":
        _write(path, "\n".join(map(json.dumps, ROWS)) + "\n\n")
    else:
        mark = "\t" if suffix == ".tsv" else ","
        _write(path, "\r\n".join(mark.join(r) for r in [list(ROWS[0]), *(list(x.values()) for x in ROWS)]))
    return path


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".tsv", ".parquet"])
def test_usual_column_names_are_found(tmp_path: Path, suffix: str) -> None:
    first, second = _read(_table(tmp_path, suffix))
    assert isinstance(first, RawPage)
    assert isinstance(second, RawPage)
    assert (first.name, first.raw, first.given.title) == (f"t{suffix}#1", b"Aramia said no.", "No")
    assert (second.given.published, second.given.url) == ("2031-04-03", "https://a.example/2")
    assert first.path is not None
    assert first.path.endswith(f"t{suffix}#1")


def test_named_columns_and_what_the_user_states_overrule(tmp_path: Path) -> None:
    path = _write(
        tmp_path / "t.jsonl", json.dumps({"text": "short", "lang_text": "Aramia said no.", "title": "Row"})
    )
    (page,) = _read(path, Columns(text="lang_text"), Given(title="Mine", outlet="Ridgeway"))
    assert isinstance(page, RawPage)
    assert (page.raw, page.given.title, page.given.outlet) == (b"Aramia said no.", "Mine", "Ridgeway")


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_a_table_without_text_column_is_one_error_that_names_its_columns(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"t{suffix}"
    if suffix == ".parquet":
        pq.write_table(pa.table({"kop": ["a", "b"], "nr": [1, 2]}), path)
    elif suffix == ".csv":
        _write(path, "kop,nr\na,1\nb,2\n")
    else:
        _write(path, '{"kop": "a", "nr": 1}\n{"kop": "b", "nr": 2}\n')
    (error,) = _read(path)
    assert isinstance(error, PageError)
    assert "no text column" in str(error)
    assert "kop, nr" in str(error)
    assert "--column text=NAME" in str(error)


def test_a_named_column_that_is_not_there_is_said_once(tmp_path: Path) -> None:
    path = _write(tmp_path / "t.csv", "text,kop\nAramia said no.,a\nVelmark said yes.,b\n")
    found = _read(path, Columns(title="Titel"))
    assert [isinstance(x, PageError) for x in found] == [True, False, False]
    assert "'Titel'" in str(found[0])


def test_bad_rows_are_named_and_the_others_read(tmp_path: Path) -> None:
    path = _write(
        tmp_path / "t.jsonl", '{"text": "Aramia said no."}\n{"text": \n[1]\n{"text": " "}\n{"text": "Yes."}\n'
    )
    found = _read(path)
    assert [isinstance(x, PageError) for x in found] == [False, True, True, True, False]
    assert "#2" in str(found[1])
    assert "not valid JSON" in str(found[1])
    assert "not a JSON object" in str(found[2])
    assert "no text" in str(found[3])


def test_csv_rows_may_hold_quotation_marks_line_breaks_and_long_cells(tmp_path: Path) -> None:
    long = "He said “no”. " * 20_000  # more than the csv module takes by default
    path = _write(tmp_path / "t.csv", f'title;text\nOne;"She said ""yes"".\nThen she left."\nTwo;"{long}"\n')
    found = _read(path)
    assert [p.raw.decode() for p in found if isinstance(p, RawPage)] == [
        'She said "yes".\nThen she left.',
        long,
    ]


def test_an_unclosed_quotation_mark_is_named_by_its_row(tmp_path: Path) -> None:
    path = _write(tmp_path / "t.csv", 'text\nAramia said no.\n"Velmark said yes.\nNobody else spoke.\n')
    found = _read(path)
    assert isinstance(found[0], RawPage)
    assert isinstance(found[1], PageError)
    assert "never closed" in str(found[1])
    assert "#2" in str(found[1])


def test_a_row_with_too_many_cells_is_an_error(tmp_path: Path) -> None:
    found = _read(_write(tmp_path / "t.csv", "title,text\nOne,No, said Aramia.\nTwo,Yes.\n"))
    assert isinstance(found[0], PageError)
    assert "3 cells where the header has 2" in str(found[0])
    assert isinstance(found[1], RawPage)


def test_a_table_in_windows_1252_keeps_its_letters(tmp_path: Path) -> None:
    found = _read(_write(tmp_path / "t.csv", "text\nHélène said “no”.\n", "cp1252"))
    assert isinstance(found[0], RawPage)
    assert found[0].raw.decode() == "Hélène said “no”."


def test_tables_of_any_size_are_read_but_not_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LIMIT", 50)
    rows = [{"text": "Aramia said no."}] * 20 + [{"text": "a" * 51}]
    found = _read(_write(tmp_path / "t.jsonl", "\n".join(map(json.dumps, rows))))
    assert len(found) == 21
    assert [isinstance(x, PageError) for x in found] == [False] * 20 + [True]


def test_a_broken_parquet_file_is_one_error(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    path.write_bytes(b"PAR1 not really PAR1")
    (error,) = _read(path)
    assert isinstance(error, PageError)
    assert "not a Parquet table" in str(error)


def test_parquet_dates_and_lists_become_text_and_rows_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pq.write_table(
        pa.table({"text": ["No."], "date": [date(2031, 4, 2)], "authors": [["Ana Oster", "Jo Sim"]]}), path
    )
    (page,) = _read(path)
    assert isinstance(page, RawPage)
    assert (page.given.published, page.given.byline) == ("2031-04-02", "Ana Oster, Jo Sim")
    assert count([str(path)]) == 1


def test_an_empty_table_is_an_error(tmp_path: Path) -> None:
    (error,) = _read(_write(tmp_path / "t.jsonl", "\n"))
    assert "holds no rows" in str(error)


def test_half_of_a_surrogate_pair_is_read_as_a_question_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Aramia said \\ud800 no.", "title": "A \\udc00 B"}\n', encoding="utf-8")
    (page,) = pages([str(path)])
    assert isinstance(page, RawPage)
    assert page.raw == b"Aramia said ? no."
    assert page.given.title is not None
    assert page.given.title.startswith("A ")


def test_a_header_of_several_lines_and_a_name_given_twice_are_read(tmp_path: Path) -> None:
    path = _write(tmp_path / "t.csv", 'text,"how\nsure",text\nAramia said no.,1,Not this.\n')
    (page,) = _read(path)
    assert isinstance(page, RawPage)
    assert (page.name, page.raw) == ("t.csv#1", b"Aramia said no.")


def test_a_header_that_never_ends_is_one_line(tmp_path: Path) -> None:
    (problem,) = _read(_write(tmp_path / "t.csv", 'text,"title\nAramia said no.,No\n'))
    assert "t.csv: has a header that is not valid" in str(problem)


def test_a_bad_line_is_named_by_its_place_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Aramia said no."}\n\n\n{bad\n', encoding="utf-8")
    assert "a.jsonl#4" in str(list(pages([str(path)]))[1])
