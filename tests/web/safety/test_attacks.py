"""Ask every page with what no form would send: it answers, with nothing of it but text."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from fastapi.testclient import TestClient

from onrecord.web.app import routers
from onrecord.web.safety.rights import all_routes

NAMES = (
    "actor",
    "name",
    "towards",
    "whom",
    "issue",
    "kind",
    "status",
    "outlet",
    "publisher",
    "since",
    "until",
    "done_since",
    "done_until",
    "as_of",
    "text",
    "origins",
    "origin",
    "document",
    "reviewed",
    "confidence",
    "sort",
    "page",
    "month",
    "date",
    "entry",
    "record",
    "against",
    "at",
    "shown",
    "source",
    "derived",
    "relation",
    "to",
    "form",
    "limit",
    "offset",
    "next",
    "for",
    "party",
    "bloc",
    "by",
    "measure",
    "who",
    "what",
    "draw",
    "made",
    "of",
    "undated",
)
ODD = (
    "'",
    '"',
    "\\",
    "%",
    "%_%",
    "';--",
    '" OR 1=1 --',
    "*",
    "(",
    "NEAR(",
    '"unclosed',
    "a AND",
    "^",
    "-1",
    "0",
    "99999999999999999999",
    "1e9",
    "NaN",
    "true",
    "[]",
    "{}",
    "null",
    "../../etc/passwd",
    "\\\\host\\share",
    "file:///x",
    "http://evil.example",
    "//evil.example",
    "<script>",
    "{{7*7}}",
    "${7*7}",
    "\r\nX: y",
    "\u202e",
    "\ufeff",
    "\U0001f600",
    "2031-13-45",
    "9999-99-99",
    "-9999",
    "2031-02-30",
    "10000-01-01",
    "1-2",
    "5-1",
    "a" * 1000,
    "é" * 300,
    "é",
    "İ",
    "(((((((((((((((((((((((((((((((((((((((((((((a",
    "a" * 40 + "!",
    " " * 500,
    "\t",
    "\x7f",
)


def pages() -> Iterator[str]:
    """Yield the address of every page, with its places still open."""
    for router in routers():
        for route in all_routes(router.routes):
            if "GET" in (route.methods or ()):
                yield route.path


PAGES = sorted(set(pages()))


def wrong(answer: Any, value: str) -> str | None:
    """Say what is wrong with an answer to an odd question."""
    if answer.status_code >= 500:
        return f"answers {answer.status_code}"
    if "<script>" in value and "<script>" in answer.text and "html" in answer.headers["content-type"]:
        return "gives it back as it was"
    if any("\n" in each or "\r" in each for each in answer.headers.values()):
        return "lets it into a header"
    if answer.headers.get("location", "/")[:2] not in ("/",) and not answer.headers["location"].startswith(
        "/"
    ):
        return f"leads to {answer.headers['location']}"
    if answer.headers.get("location", "/").startswith(("//", "/\\")):
        return f"leads to {answer.headers['location']}"
    return None


def asked(client: TestClient, addresses: Iterator[tuple[str, str]]) -> list[str]:
    """Return what went wrong, by address."""
    found = []
    for address, value in addresses:
        told = wrong(client.get(address), value)
        if told:
            found.append(f"{address[:160]}: {told}")
    return found


@pytest.fixture
def patient(empty: TestClient) -> TestClient:
    """Return what asks an app, and gets the page that tells of a failure rather than the failure itself."""
    return TestClient(
        empty.app, "http://127.0.0.1:8000", raise_server_exceptions=False, follow_redirects=False
    )


def some_questions(chance: random.Random, number: int) -> Iterator[tuple[str, str]]:
    """Yield addresses with odd values in every place: of the path, and of the query."""
    for page in PAGES:
        for _ in range(number):
            value = chance.choice(ODD)
            parts = page.split("/")
            path = "/".join(quote(value, safe="") if part.startswith("{") else part for part in parts)
            path = path.replace("{kind}", "timeline").replace("{name}", "x")
            query = urlencode({chance.choice(NAMES): value for _ in range(chance.randint(0, 6))})
            yield f"{path[:1500]}?{query}", value


@pytest.mark.slow
def test_odd_questions_are_answered(patient: TestClient) -> None:
    found = asked(patient, some_questions(random.Random(7), 3))
    assert not found, "\n".join(found[:30])


@pytest.mark.slow
def test_odd_questions_about_the_examples_are_answered(looked_at: TestClient) -> None:
    client = TestClient(
        looked_at.app, "http://127.0.0.1:8000", raise_server_exceptions=False, follow_redirects=False
    )
    found = asked(client, some_questions(random.Random(8), 30))
    every = (
        (f"{page}?{urlencode({name: value})}", value)
        for page in PAGES
        if "{" not in page
        for name, value in zip(NAMES, ODD, strict=False)
    )
    found += asked(client, every)
    assert not found, "\n".join(found[:30])


def test_wildcards_of_the_store_are_letters(looked_at: TestClient) -> None:
    for value in ("%", "_", "%%", "\\%", "*"):
        for page in ("/register?actor=", "/documents?outlet=", "/register?outlet="):
            answer = looked_at.get(page + quote(value))
            assert answer.status_code == 200
            assert 'href="/entry/' not in answer.text, page + value
            assert 'href="/document/' not in answer.text, page + value


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static//etc/passwd",
        "/static/css/%00",
        "/static/..\\app.py",
        "/jobs/1/result/../../x",
        "/static/js/../../../../../../../etc/passwd",
        "/pictures/..%2f..%2fx.svg",
        "/tracker/..%2f..%2fetc%2fpasswd",
        "/api/v1/../../etc/passwd",
        "/feeds/..%2fx",
    ],
)
def test_no_path_reaches_the_file_system(patient: TestClient, path: str) -> None:
    answer = patient.get(path)
    assert answer.status_code in (400, 404), path
    assert "root:" not in answer.text
    assert "import" not in answer.text
