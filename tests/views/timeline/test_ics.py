"""Calendar files are read back by a library of others, and nothing in an article can add to them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import EventStatus
from onrecord.views.calendar.calendar import CalendarFilter, Line, Telling, calendar
from onrecord.views.calendar.ics import to_ics
from onrecord.views.cards import Quoted
from onrecord.views.counted import Counted

Desk = Any  # what the fixture of this name gives


def quoted(words: str, published: str | None = "2031-05-02", url: str | None = None) -> Quoted:
    return Quoted(
        words, "", "Ann Sand", "", "Harbour Post, 2031-05-02", "Harbour Post", published, url, "d1", "r1", "",
        "", "", "d1", False,
    )  # fmt: skip


def line(words: str = "They met.", who: str = "Ann Sand", place: str = "Tarn", **given: Any) -> Line:
    told = Telling("e1", "meeting", EventStatus.HAPPENED, quoted(words), "2031-05-01", place, (), True)
    plain: dict[str, Any] = {
        "id": "e1", "entries": Counted(("e1",)), "claims": Counted(), "kind": "meeting", "date": "2031-05-01",
        "first_day": "2031-05-01", "last_day": "2031-05-01", "certain": True,
        "status": EventStatus.HAPPENED, "participants": (who,), "principals": (who,), "places": (place,),
        "tellings": (told,), "origins": ("d1",), "outlets": ("Harbour Post",), "notes": (),
        "confirmed": False,
    }  # fmt: skip
    return Line(**(plain | given))


def read(content: bytes) -> Any:
    return vobject.readOne(content.decode())


def test_a_calendar_is_read_back_with_its_days_and_states(desk: Desk) -> None:
    page = desk.page(
        "They met on 10 March. They will meet on 8 and 9 July.", "2031-05-02", url="https://p.example/a"
    )
    met = desk.entry(desk.event(page, "They met on 10 March", "2031-03-10", place_name="Tarn"))
    ahead = desk.entry(
        desk.event(page, "They will meet on 8 and 9 July", "2031-07-08/2031-07-09", status="planned")
    )
    found = list(calendar(desk.casefile))
    made = to_ics(found)
    one, two = read(made.content).vevent_list
    assert (one.uid.value, one.status.value, one.dtstart.value) == (
        f"{met.id}@onrecord",
        "CONFIRMED",
        date(2031, 3, 10),
    )
    assert one.dtend.value == date(2031, 3, 11)
    assert (one.location.value, one.summary.value) == ("Tarn", "Meeting: Ann Sand, Bo Reed")
    assert "“They met on 10 March”" in one.description.value
    assert "https://p.example/a" in one.description.value
    assert met.id in one.description.value
    assert (two.uid.value, two.status.value) == (f"{ahead.id}@onrecord", "TENTATIVE")
    assert (two.dtstart.value, two.dtend.value) == (date(2031, 7, 8), date(2031, 7, 10))
    assert to_ics(calendar(desk.casefile)).content == made.content
    assert (made.events, made.left_out) == (2, ())


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2031-05", "2031-05-01", "2031-05-31"),
        ("2031", "2031-01-01", "2031-12-31"),
        ("2031-01-01/2031-12-31", "2031-01-01", "2031-12-31"),
        ("2031-04", "2031-04-01", "2031-04-31"),
    ],
)
def test_what_has_no_certain_day_is_left_out_and_counted(edtf: str, first: str, last: str) -> None:
    made = to_ics(
        [line(date=edtf, first_day=first, last_day=last), line(certain=False), line(first_day=None)]
    )
    assert made.left_out == ("e1", "e1", "e1")
    assert made.events == 0
    assert not hasattr(read(made.content), "vevent")


INJECTED = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:free lunch\r\nATTACH:https://evil.example/x;\\,\x00"


def test_article_text_cannot_add_a_component_or_a_property() -> None:
    made = to_ics([line(INJECTED, INJECTED, INJECTED, notes=(INJECTED,))])
    (event,) = read(made.content).vevent_list
    assert not hasattr(event, "attach")
    assert "free lunch" in event.summary.value
    assert "\n" not in event.summary.value
    assert "\x00" not in event.description.value


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_comes_back_as_one_event(words: str, who: str) -> None:
    made = to_ics([line(words, who)])
    (event,) = read(made.content).vevent_list
    assert event.uid.value == "e1@onrecord"
    assert sorted(event.contents) == sorted(
        ("uid", "dtstamp", "sequence", "dtstart", "dtend", "status", "transp", "summary", "location",
         "categories", "description")
    )  # fmt: skip


def test_the_filter_is_the_views_own(desk: Desk) -> None:
    page = desk.page("They met on 10 March.", "2031-05-02")
    desk.entry(desk.event(page, "They met on 10 March", "2031-03-10"))
    assert to_ics(calendar(desk.casefile, CalendarFilter(date_from="2031-04"))).events == 0
