"""What goes wrong is told: what, where, what to do next; pages for people, problems for programs."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.web.inside import inside


def test_a_page_that_is_not_there_says_so_and_leads_on(looked_at: TestClient, tree: Any) -> None:
    answer = looked_at.get("/nothing/here")
    page = tree(answer)
    assert answer.status_code == 404
    assert page.findtext(".//h1") == "There is no such page."
    assert "/register" in page.xpath("//main//a/@href")


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("/document/doesnotexist", "/documents"),
        ("/entry/doesnotexist", "/register"),
        ("/story/doesnotexist", "/documents"),
        ("/package/none", "/packages"),
        ("/conflict/doesnotexist", "/conflicts"),
        ("/unity?bloc=No+Such+Bloc", "/unity"),
    ],
)
def test_a_page_names_no_command_but_leads_to_the_list(
    looked_at: TestClient, tree: Any, address: str, leads: str
) -> None:
    answer = looked_at.get(address)
    main = tree(answer).xpath("//main")[0]
    assert answer.status_code == 404
    assert "`onrecord" not in main.text_content()
    assert leads in main.xpath(".//a/@href")
    assert all(each.text_content()[0].isupper() for each in main.xpath(".//p"))


def test_programs_are_told_with_a_problem(looked_at: TestClient) -> None:
    answer = looked_at.get("/api/v1/nothing")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 404


def test_the_choice_of_a_theme_is_kept_and_leads_back(own: TestClient, token: Any, tree: Any) -> None:
    given = {"csrf": token(own), "theme": "dark", "again": "/register?kind=offer"}
    answer = own.post("/theme", data=given)
    assert (answer.status_code, answer.headers["location"]) == (303, "/register?kind=offer")
    assert tree(own.get("/help")).get("data-theme") == "dark"
    away = own.post("/theme", data=given | {"again": "//elsewhere.example/"})
    assert away.headers["location"] == "/"


def test_addresses_elsewhere_are_no_way_on() -> None:
    for bad in (
        "https://e.example/",
        "//e.example",
        "/\\e.example",
        "\\\\e",
        "javascript:x",
        "/a\r\nX: y",
        "",
    ):
        assert inside(bad) == "/", bad
