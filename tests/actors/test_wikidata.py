"""Results of Wikidata queries become holders: JSON as the query service gives it, and its CSV."""

from __future__ import annotations

import csv
import io
import json

import pytest

from onrecord.actors.base import Base
from onrecord.actors.facts import Holder
from onrecord.actors.loading import read_table
from onrecord.errors import OnrecordError

COLUMNS = (
    "person",
    "personLabel",
    "office",
    "iso3",
    "start",
    "end",
    "startPrecision",
    "endPrecision",
    "altLabels",
)
ADA = (
    "Q71",
    "Ada Quill",
    "head of state",
    "XAA",
    "2020-03-01",
    "2022-03-01",
    "11",
    "11",
    "Ada Kwill|A. Quill",
)


def as_json(*rows: tuple[str, ...]) -> bytes:
    bindings = []
    for item, *cells in rows:
        values = (f"http://www.wikidata.org/entity/{item}", *cells)
        named = {c: {"type": "literal", "value": v} for c, v in zip(COLUMNS, values, strict=True) if v}
        for day in ("start", "end"):
            if day in named and len(named[day]["value"]) == 10:
                named[day]["value"] += "T00:00:00Z"
        bindings.append(named)
    return json.dumps({"head": {"vars": COLUMNS}, "results": {"bindings": bindings}}).encode()


def as_csv(*rows: tuple[str, ...]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows((f"http://www.wikidata.org/entity/{item}", *cells) for item, *cells in rows)
    return out.getvalue().encode()


def read(*rows: tuple[str, ...]) -> list[Holder]:
    held = read_table(as_json(*rows), "result.json").holders
    from_csv = read_table(as_csv(*rows), "result.csv").holders
    assert [(h.person, h.since, h.until) for h in held] == [(h.person, h.since, h.until) for h in from_csv]
    return list(held)


def row(
    item: str, name: str, start: str, end: str, precisions: tuple[str, str] = ("11", "11")
) -> tuple[str, ...]:
    return (item, name, "head of state", "XAA", start, end, *precisions, "")


def test_a_line_becomes_a_holder() -> None:
    (holder,) = read(ADA)
    assert holder == Holder(
        "Ada Quill",
        ("Ada Kwill", "A. Quill"),
        "head of state",
        "XAA",
        "2020-03-01",
        "2022-03-01",
        "https://www.wikidata.org/wiki/Q71",
        "Q71",
        "result.json:result 1",
    )


def test_a_precision_shortens_the_day() -> None:
    (holder,) = read(row("Q71", "Ada Quill", "2020-01-01", "2022-03-01", ("9", "10")))
    assert (holder.since, holder.until) == ("2020", "2022-03")


def test_lines_that_say_the_same_are_one() -> None:
    held = read(
        ADA,
        ADA,
        row("Q71", "Ada Quill", "2021-03-01", "2023-03-01"),
        row("Q71", "Ada Quill", "2030-01-01", ""),
    )
    assert [(h.since, h.until) for h in held] == [("2020-03-01", "2023-03-01"), ("2030-01-01", None)]


def test_an_open_term_ends_where_the_next_begins() -> None:
    held = read(row("Q71", "Ada Quill", "2020-03-01", ""), row("Q72", "Ido Marl", "2024-03-01", ""))
    assert [(h.person, h.until) for h in held] == [("Ada Quill", "2024-03-01"), ("Ido Marl", None)]


def test_days_of_election_and_oath_side_by_side_are_one_handover() -> None:
    held = read(row("Q71", "Ada Quill", "2020-03-01", "2024-03-20"), row("Q72", "Ido Marl", "2024-03-01", ""))
    assert held[0].until == "2024-03-01"


def test_a_longer_overlap_is_left_for_the_user_to_mend(base: Base) -> None:
    rows = (row("Q71", "Ada Quill", "2030-03-01", "2034-03-20"), row("Q72", "Ido Marl", "2032-03-01", ""))
    with pytest.raises(
        OnrecordError, match=r"own\.json:result 2: Ido Marl and Ada Quill \(own\.json:result 1\)"
    ):
        base.with_facts(read_table(as_json(*rows), "own.json"))


def test_items_without_a_name_are_left_out() -> None:
    assert read(row("Q71", "Q71", "2020-03-01", "")) == []


def test_unknown_values_leave_the_end_open() -> None:
    (holder,) = read(row("Q71", "Ada Quill", "http://www.wikidata.org/.well-known/genid/1a", ""))
    assert (holder.since, holder.until) == (None, None)


def test_a_bare_list_of_rows_is_read_too() -> None:
    rows = [{"person": "Q71", "personLabel": "Ada Quill", "office": "minister", "iso3": "XAA"}]
    assert [h.person for h in read_table(json.dumps(rows).encode(), "r.json").holders] == ["Ada Quill"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"{", r"r\.json:1: is no JSON"),
        (b"{}", r"r\.json: holds no query result"),
        (b"[" * 200_000, r"r\.json: is no JSON: nested too deeply"),
        (as_csv(ADA).replace(b",", b"\t"), r"r\.json:1: is parted by tabs; download the result as"),
        (b'{"results": {"bindings": [1]}}', "holds no query result"),
        (b'{"results": {"bindings": [{}]}}', r"r\.json:result 1: .* no person and no personLabel"),
        (as_json(row("Q7x", "Ada Quill", "", "")), "is no Wikidata item"),
        (as_json(row("Q71", "Ada Quill", "lately", "")), "start is no time: lately"),
        (as_csv(ADA).replace(b"head of state", b""), r"r\.json:2: office or iso3 is empty"),
        (b"person,personLabel\nQ71,Ada\n", r"r\.json:1: .* no office and no iso3"),
        (b"person,personLabel,office,iso3\nQ71,Ada\n", r"r\.json:2: has 2 cells"),
    ],
)
def test_what_cannot_be_read(content: bytes, what: str) -> None:
    with pytest.raises(OnrecordError, match=what):
        read_table(content, "r.json")
