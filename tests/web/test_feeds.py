"""Feeds tell what their page shows, by the same filters, to programs that ask again and again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import vobject
from fastapi.testclient import TestClient
from lxml import etree

from onrecord.model import About, Release, ReleaseKind
from onrecord.store.casefile import open_casefile
from onrecord.store.entry_filters import EntryFilter, EntrySort
from onrecord.store.publishing import sealed

ATOM = "{http://www.w3.org/2005/Atom}"
RULES = Path(__file__).parent / "data" / "atom.rng"
CHANGES, CALENDAR = "/feeds/changes.atom", "/feeds/calendar.ics"


def entries(client: TestClient, address: str) -> list[etree._Element]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    root = etree.fromstring(answer.content)
    etree.RelaxNG(etree.parse(RULES)).assertValid(root)
    return list(root.iter(f"{ATOM}entry"))


def terms(entry: etree._Element) -> set[str]:
    return {str(each.get("term")) for each in entry.iter(f"{ATOM}category")}


def leads(found: list[etree._Element]) -> set[str]:
    links = (link.get("href") for each in found for link in each.iter(f"{ATOM}link"))
    return {str(link).rpartition("/")[2] for link in links if "/entry/" in str(link)}


def test_the_changes_are_valid_atom_with_every_kind_of_change(looked_at: TestClient) -> None:
    found = entries(looked_at, CHANGES)
    kinds = {next(iter(each.iter(f"{ATOM}category"))).get("term") for each in found}
    assert {"new", "step", "shift", "conflict"} <= kinds
    whens = [str(each.findtext(f"{ATOM}updated")) for each in found]
    assert whens == sorted(whens, reverse=True)
    ids = [each.findtext(f"{ATOM}id") for each in found]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("kind", ["offer", "commitment", "denial"])
def test_a_filter_of_the_register_chooses_what_a_feed_tells(looked_at: TestClient, kind: str) -> None:
    found = entries(looked_at, f"{CHANGES}?kind={kind}")
    assert found
    assert all(kind in terms(each) for each in found)


def test_shifts_are_chosen_by_issue_and_left_out_where_a_filter_is_of_entries_alone(
    looked_at: TestClient,
) -> None:
    by_issue = entries(looked_at, f"{CHANGES}?issue=naval_support")
    assert any("shift" in terms(each) for each in by_issue)
    assert all("naval_support" in terms(each) for each in by_issue if "shift" in terms(each))
    by_origins = entries(looked_at, f"{CHANGES}?issue=naval_support&origins=2")
    assert not any({"shift", "conflict"} & terms(each) for each in by_origins)


def test_every_link_of_a_feed_leads_to_a_page(looked_at: TestClient) -> None:
    found = entries(looked_at, f"{CHANGES}?kind=offer")
    for entry in leads(found):
        assert looked_at.get(f"/entry/{entry}").status_code == 200


def test_a_filter_that_is_not_understood_is_refused(looked_at: TestClient) -> None:
    assert looked_at.get(f"{CHANGES}?kind=song").status_code == 400
    assert looked_at.get(f"{CALENDAR}?kind=song").status_code == 400


@pytest.mark.parametrize("address", [CHANGES, f"{CHANGES}?kind=offer", CALENDAR])
def test_who_has_a_feed_already_is_told_so_without_it(looked_at: TestClient, address: str) -> None:
    first = looked_at.get(address)
    again = looked_at.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = looked_at.get(address, headers={"If-None-Match": 'W/"another"'})
    assert (other.status_code, other.content) == (200, first.content)


def test_the_mark_of_a_feed_changes_with_the_casefile(
    own: TestClient, casefile_of: Callable[..., Any]
) -> None:
    before = own.get(CHANGES)
    with casefile_of(own) as casefile:
        casefile.add_releases([hold(casefile, leading(casefile))])
    after = own.get(CHANGES, headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert after.headers["etag"] != before.headers["etag"]


@pytest.fixture
def casefile_of() -> Callable[[TestClient], Any]:
    """Give what opens the casefile behind a client."""
    return lambda client: open_casefile(client.app.state.settings.location)  # type: ignore[attr-defined]


def leading(casefile: Any) -> str:
    """Return the id of the entry that was reported last."""
    page = casefile.entries_page(EntryFilter(), EntrySort.LATEST, 0, 1)
    return str(page.entries[0].id)


def hold(casefile: Any, entry: str, kind: ReleaseKind = ReleaseKind.HOLD, **given: Any) -> Release:
    place = min(report.act.place for report in casefile.entry(entry).reports)
    at = datetime(2031, 12, 1, 8, 30, tzinfo=UTC)
    return sealed(Release("", kind, About.ENTRY, "Ina Marl", at, entry=entry, place=place, **given))


def test_what_is_held_back_is_in_no_feed(own: TestClient, casefile_of: Callable[..., Any]) -> None:
    with casefile_of(own) as casefile:
        entry = leading(casefile)
        assert entry in leads(entries(own, CHANGES))
        uids = re.findall(r"UID:([0-9a-f]+)@onrecord", own.get(f"{CALENDAR}?since=2000").text)
        happening = next(each for each in uids if casefile.entries_by_id([each]))
        casefile.add_releases([hold(casefile, each) for each in {entry, happening}])
    assert entry not in leads(entries(own, CHANGES))
    assert f"{happening}@onrecord" not in own.get(f"{CALENDAR}?since=2000").text


def test_a_correction_and_a_withdrawal_are_told_with_their_reason(
    own: TestClient, casefile_of: Callable[..., Any]
) -> None:
    with casefile_of(own) as casefile:
        one, other = (
            each.id for each in casefile.entries_page(EntryFilter(), EntrySort.LATEST, 0, 2).entries
        )
        casefile.add_releases(
            [
                hold(casefile, one, ReleaseKind.CORRECT, reason="It was four ships, not five."),
                hold(casefile, other, ReleaseKind.WITHDRAW, reason="The page was a forgery."),
            ]
        )
    told = {str(each.findtext(f"{ATOM}title")): each for each in entries(own, CHANGES)[:2]}
    withdrawn = told[f"Withdrawn: entry {other}"]
    assert "forgery" in str(withdrawn.findtext(f"{ATOM}content"))
    (corrected,) = (each for title, each in told.items() if title.startswith("Corrected: "))
    assert "four ships" in str(corrected.findtext(f"{ATOM}content"))
    assert corrected.findtext(f"{ATOM}updated") == "2031-12-01T08:30:00Z"


def test_a_token_is_never_repeated(own: TestClient) -> None:
    assert own.get(f"{CHANGES}?token=onrecord_feed_unknown").status_code == 401
    assert own.get(f"{CALENDAR}?token=onrecord_feed_unknown").status_code == 401


def test_the_calendar_feed_is_read_by_another_program(looked_at: TestClient) -> None:
    answer = looked_at.get(f"{CALENDAR}?since=2030&until=2032")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    made = vobject.readOne(answer.text)
    assert made.vevent_list
    uids = [event.uid.value for event in made.vevent_list]
    assert len(set(uids)) == len(uids)
    planned = vobject.readOne(looked_at.get(f"{CALENDAR}?since=2030&until=2032&planned=yes").text)
    assert {event.status.value for event in planned.vevent_list} == {"TENTATIVE"}
    assert len(planned.vevent_list) < len(uids)


def test_feeds_of_an_empty_casefile_are_empty(empty: TestClient) -> None:
    assert entries(empty, CHANGES) == []
    assert "VEVENT" not in empty.get(CALENDAR).text
