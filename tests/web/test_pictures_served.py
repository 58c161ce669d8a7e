"""Pictures as they are served: whole as files, bare within pages; marks lead to entries."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from fastapi.testclient import TestClient

from onrecord.store.casefile import open_casefile
from onrecord.web.standing.meetings import meetings

SVG = "{http://www.w3.org/2000/svg}"
PICTURES = (
    "/pictures/timeline.svg?actor=XVM",
    "/pictures/timeline.svg?issue=nato_membership&as_of=2031-05",
    "/pictures/matrix.svg?as_of=2031-04",
    "/pictures/unity.svg?members=XVM,XKV,XAR&issue=nato_membership",
)


@pytest.mark.parametrize("address", PICTURES)
def test_a_picture_is_a_file_of_its_own(looked_at: TestClient, address: str) -> None:
    answer = looked_at.get(address)
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["vary"] == "HX-Request"
    root = ET.fromstring(answer.content)
    assert root.get("width")
    assert not any("style" in each.attrib for each in root.iter())
    links = [each.get("href") or "" for each in root.iter(f"{SVG}a")]
    assert links
    assert looked_at.get(links[0]).status_code == 200


def test_a_script_gets_it_for_the_middle_of_a_page(looked_at: TestClient) -> None:
    answer = looked_at.get(PICTURES[0], headers={"HX-Request": "true"})
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.text.startswith("<svg")
    assert 'class="picture' in answer.text
    assert "Velmora" in answer.text, "as pages call it"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/pictures/timeline.svg?actor=Nobody+Atall", 404),
        ("/pictures/timeline.svg?as_of=never", 400),
        ("/pictures/unity.svg", 404),
        ("/pictures/none.svg", 404),
    ],
)
def test_what_cannot_be_drawn_is_said(looked_at: TestClient, address: str, status: int) -> None:
    assert looked_at.get(address).status_code == status


def test_meetings_stand_below_positions_and_lead_to_their_entries(
    looked_at: TestClient, examples_casefile: Path
) -> None:
    with open_casefile(str(examples_casefile), read_only=True) as casefile:
        mine = {each.entries[0]: each for each in meetings(casefile, ("XVM",), str)}
        among = meetings(casefile, ("XVM", "XKV", "XAR"), str, least=2)
        assert not meetings(casefile, (), str)
        known = {each.id: each for each in casefile.entries_by_id(tuple(mine))}
    assert mine
    assert all("XVM" in (*each.actors, *each.principals) for each in known.values())
    assert len(among) < len(mine)
    assert {each.sort for each in among} == {"meetings among these"}
    root = ET.fromstring(looked_at.get("/pictures/timeline.svg?actor=XVM").content)
    links = {str(each.get("href")).rpartition("/")[2] for each in root.iter(f"{SVG}a")}
    assert links & set(mine)


def test_nothing_to_draw_is_drawn_as_such(empty: TestClient) -> None:
    assert "Nothing with a day is on record" in empty.get("/pictures/timeline.svg").text
