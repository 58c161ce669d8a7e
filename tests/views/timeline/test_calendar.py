"""A calendar has one line for each happening, which says what was planned and what happened."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from onrecord.model import EntryKind, EventStatus, RecordKind, ZoneKind
from onrecord.views.calendar.calendar import CalendarFilter, Line, calendar
from onrecord.views.calendar.calendar_records import (
    CALENDAR_COLUMNS,
    calendar_cells,
    calendar_record,
    numbers,
)

Desk = Any  # what the fixture of this name gives

PLANNED, HAPPENED = EventStatus.PLANNED, EventStatus.HAPPENED


def lines(desk: Desk, **where: Any) -> list[Line]:
    return list(calendar(desk.casefile, CalendarFilter(**where)))


def test_planned_in_february_and_happened_in_march_is_one_line(desk: Desk) -> None:
    ahead = desk.page("Sand and Reed will meet on 10 March.", "2031-02-04", "Early Post")
    after = desk.page("Sand and Reed met on Monday.", "2031-03-12", "Late Post")
    entry = desk.entry(
        desk.event(after, "Sand and Reed met on Monday", "2031-03-10"),
        desk.event(ahead, "Sand and Reed will meet on 10 March", "2031-03-10", status="planned"),
    )
    (line,) = lines(desk)
    assert (line.date, line.status, line.certain) == ("2031-03-10", HAPPENED, True)
    assert [t.quoted.outlet for t in line.planned] == ["Early Post"]
    assert [t.quoted.outlet for t in line.happened] == ["Late Post"]
    assert line.best.quoted.words == "Sand and Reed met on Monday"
    assert line.entries.ids == (entry.id,)


def test_what_a_page_tells_before_the_day_is_planned_whatever_it_was_read_as(desk: Desk) -> None:
    page = desk.page("They agreed to meet on 10 March.", "2031-02-04")
    desk.entry(desk.event(page, "They agreed to meet on 10 March", "2031-03-10", status="happened"))
    (line,) = lines(desk)
    assert line.status is PLANNED
    assert not line.happened


def test_entries_that_the_register_keeps_apart_are_joined_where_the_day_and_parties_are_the_same(
    desk: Desk,
) -> None:
    ahead = desk.page("Parliament is due to vote on 21 October.", "2031-09-17")
    after = desk.page("Parliament voted on Tuesday.", "2031-10-21")
    one = {"event": "vote", "actors": ("XAA's parliament",), "principals": ("XAA",)}
    nobody = {"event": "vote", "actors": (), "principals": (), "names": (("XAA", "XAA"),)}
    done = desk.entry(desk.event(after, "Parliament voted on Tuesday", "2031-10-21", **one))
    due = desk.entry(desk.event(ahead, "Parliament is due to vote", "2031-10-21", status="planned", **nobody))
    (line,) = lines(desk)
    assert set(line.entries.ids) == {done.id, due.id}
    assert line.status is HAPPENED


@pytest.mark.parametrize(
    "other",
    [
        {"actors": ("Cy Vale", "Ann Sand"), "principals": ("XCC", "XAA")},
        {"place_name": "Tarn"},
        {"event": "visit"},
    ],
)
def test_two_meetings_of_one_day_are_two_lines(desk: Desk, other: dict[str, Any]) -> None:
    planned = desk.page("Sand and Reed will meet in Lorrin on 10 March.", "2031-02-04")
    held = desk.page("They met on Monday.", "2031-03-12")
    desk.entry(
        desk.event(planned, "Sand and Reed will meet", "2031-03-10", status="planned", place_name="Lorrin")
    )
    desk.entry(desk.event(held, "They met on Monday", "2031-03-10", **({"place_name": "Lorrin"} | other)))
    assert len(lines(desk)) == 2


def test_a_headline_is_told_with_the_body_of_its_page(desk: Desk) -> None:
    page = desk.page("TREATY SIGNED IN LORRIN. Varnia and Orlin signed a treaty on Wednesday.", "2031-09-17")
    signing = {"event": "signing", "dated": False, "due": None}
    body = desk.entry(desk.event(page, "Varnia and Orlin signed", "2031-09-17", event="signing"))
    desk.entry(
        desk.event(
            page, "TREATY SIGNED IN LORRIN", zone=ZoneKind.HEADLINE, place_name="Lorrin", actors=(),
            principals=(), **signing,
        )
    )  # fmt: skip
    (line,) = lines(desk)
    assert line.places == ("Lorrin",)
    assert line.best.entry == body.id


def test_gatherings_at_one_place_are_one_summit_with_its_days(desk: Desk) -> None:
    wire = desk.page("The summit on 8 and 9 July nears.", "2031-04-22", "Wire")
    post = desk.page("Leaders meet in Tarn on 8 July.", "2031-06-30", "Post")
    many = {"actors": ("group: leaders",), "principals": ("group: leaders",), "place_name": "Tarn"}
    desk.entry(
        desk.event(wire, "The summit on 8 and 9 July", "2031-07-08/2031-07-09", event="summit", **many)
    )
    desk.entry(desk.event(post, "Leaders meet in Tarn", "2031-07-08", status="planned", **many))
    (line,) = lines(desk)
    assert (line.kind, line.date, line.status) == ("summit", "2031-07-08/2031-07-09", PLANNED)
    assert line.outlets == ("Wire", "Post")


def test_an_outlets_own_dating_joins_the_happening_of_its_day_and_kind(desk: Desk) -> None:
    ahead = desk.page("The signing ceremony is planned for 17 September.", "2031-07-10", "Ledger")
    after = desk.page("They signed on Wednesday.", "2031-09-17", "Wire")
    claim = desk.claim(
        ahead, "The signing ceremony is planned for 17 September.", "The signing ceremony", "2031-09-17"
    )
    alone = desk.claim(
        desk.page("The vote is due on 3 May.", "2031-04-01"),
        "The vote is due on 3 May.",
        "The vote",
        "2031-05-03",
    )
    desk.claim(
        desk.page("The bridge opened on 3 May.", "2031-05-04"),
        "The bridge opened",
        "The bridge",
        "2031-05-03",
    )
    desk.entry(desk.event(after, "They signed on Wednesday", "2031-09-17", event="signing"))
    vote, signing = lines(desk)
    assert (vote.claims.ids, vote.entries.ids, vote.status) == ((alone.id,), (), PLANNED)
    assert signing.claims.ids == (claim.id,)
    assert [t.quoted.outlet for t in signing.planned] == ["Ledger"]
    assert signing.status is HAPPENED
    assert lines(desk, actor="nobody of this name") == []


def test_what_no_text_dates_is_left_out_unless_it_is_harm_with_numbers(desk: Desk) -> None:
    page = desk.page("The war goes on. Seven soldiers were killed. They had met.", "2031-06-12")
    war = desk.entry(desk.event(page, "The war goes on", event="attack"))
    dead = desk.entry(
        desk.event(page, "Seven soldiers were killed", event="attack", quantity_text="Seven soldiers")
    )
    met = desk.entry(desk.event(page, "They had met", actors=("group: many",), principals=()))
    both = desk.entry(desk.event(page, "had met"))
    assert {line.id for line in lines(desk)} == {dead.id, both.id}
    left: list[str] = []
    assert len(list(calendar(desk.casefile, left_out=left))) == 2
    assert set(left) == {war.id, met.id}
    assert {line.id for line in lines(desk, undated=True)} == {war.id, dead.id, met.id, both.id}
    assert {(line.date, line.certain) for line in lines(desk)} == {("../2031-06-12", False)}


def test_numbers_stand_as_each_page_gives_them(desk: Desk) -> None:
    wire = desk.page("Seven soldiers were killed at Tarn on 12 June.", "2031-06-12", "Wire")
    state = desk.page("31 servicemen were killed at Tarn.", "2031-06-13", "State Daily")
    one = desk.entry(
        desk.event(
            wire, "Seven soldiers were killed", "2031-06-12", event="attack", quantity_text="Seven soldiers"
        ),
        desk.event(
            state, "31 servicemen were killed", "2031-06-12", event="attack", quantity_text="31 servicemen"
        ),
    )
    other = desk.entry(
        desk.event(state, "31 servicemen", "2031-06-12", event="attack", actors=("XCC",), principals=("XCC",))
    )
    conflict = desk.conflict(one, other)
    (first,) = (line for line in lines(desk) if line.id == one.id)
    assert list(numbers(first)) == [
        "Wire, 2031-06-12: Seven soldiers",
        "State Daily, 2031-06-13: 31 servicemen",
    ]
    assert first.conflicts.ids == (conflict.id,)


def test_what_somebody_asks_for_is_marked_as_that(desk: Desk) -> None:
    page = desk.page("He demanded that they sign a treaty on 3 June.", "2031-05-02")
    desk.entry(desk.event(page, "sign a treaty on 3 June", "2031-06-03", event="signing", status="planned"))
    desk.entry(
        desk.act(page, "that they sign a treaty on 3 June", kind=EntryKind.DEMAND, actors=("Bo Reed",))
    )
    (line,) = lines(desk)
    assert line.notes == ("told as a demand of Bo Reed",)


@pytest.mark.parametrize(
    ("words", "shown"), [("July", "XXXX-07"), ("last July", "2030-07"), ("July 2030", "2030-07")]
)
def test_a_year_that_the_words_leave_open_is_open(desk: Desk, words: str, shown: str) -> None:
    page = desk.page(f"They differ over the {words} summit.", "2031-03-06")
    act = desk.event(page, "They differ over", "2030-07-01/2030-07-31", event="summit", due_text=words)
    desk.entry(replace(act, due="2030-07"))
    (line,) = lines(desk, undated=True)
    assert line.date == shown


def test_a_place_and_a_decade_take_no_part(desk: Desk) -> None:
    page = desk.page("Sand met in Tarn.", "2031-05-02")
    who = ("Ann Sand", "Tarn", "group: 1940s")
    desk.entry(desk.event(page, "Sand met in Tarn", "2031-05-01", actors=who, place_name="Tarn"))
    assert lines(desk)[0].participants == ("Ann Sand",)


def test_filters_choose(desk: Desk) -> None:
    page = desk.page("They met in March. They will talk in June. It was arrested.", "2031-05-02")
    met = desk.entry(desk.event(page, "They met in March", "2031-03-10"))
    talk = desk.entry(
        desk.event(page, "They will talk in June", "2031-06-01", event="talks", status="planned")
    )
    arrest = desk.entry(
        desk.event(
            page, "It was arrested", "2031-04-01", event="arrest", principals=("XCC",), actors=("XCC",)
        )
    )
    assert [line.id for line in lines(desk)] == [met.id, talk.id]
    assert [line.id for line in lines(desk, planned=True)] == [talk.id]
    assert [line.id for line in lines(desk, date_until="2031-04")] == [met.id]
    assert [line.id for line in lines(desk, date_from="2031-05")] == [talk.id]
    assert [line.id for line in lines(desk, kinds=("arrest",))] == [arrest.id]
    assert lines(desk, actor="Vale") == []


def test_records_and_rows_have_what_is_published(desk: Desk) -> None:
    page = desk.page("They met in March.", "2031-05-02")
    entry = desk.entry(desk.event(page, "They met in March", "2031-03-10"))
    (line,) = lines(desk)
    assert tuple(calendar_cells(line)) == CALENDAR_COLUMNS
    record = calendar_record(line)
    assert record["entries"] == [entry.id]
    assert record["reports"][0]["words"] in page.text
    assert record["status"] == "happened"
    assert entry.reports[0].act.record_kind is RecordKind.EVENT
