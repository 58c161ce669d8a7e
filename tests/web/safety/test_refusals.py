"""Who is refused gets an answer like any other, and leaves no more behind than the log has room for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.types import Message

from onrecord.web.safety.headers import POLICY

Browser = Callable[..., TestClient]


@pytest.mark.parametrize("path", ["/nothing", "/theme", "/review/decide", "/add", "/publishing/hold"])
def test_a_form_of_a_session_that_is_over_leads_to_the_login(browser_of: Browser, path: str) -> None:
    answer = browser_of().post(path, data={"csrf": "0" * 64})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert answer.headers["content-security-policy"] == POLICY


def test_what_was_refused_is_never_told_as_done(browser_of: Browser) -> None:
    client = browser_of()
    client.post("/publishing/hold", data={"csrf": "0" * 64})
    line = client.app.state.desk_store.audit.lines()[0]  # type: ignore[attr-defined]
    assert (line.who, line.what, line.on_what, line.done) == ("", "POST", "/publishing/hold", False)


@pytest.mark.parametrize("method", ["CONNECT", "TRACE", "PROPFIND", "ANYTHING-AT-ALL", "OPTIONS"])
def test_methods_that_no_page_has_are_refused_and_not_noted(browser_of: Browser, method: str) -> None:
    client = browser_of()
    answer = client.request(method, "/nothing")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, POST"
    assert answer.headers["content-security-policy"] == POLICY
    assert client.app.state.desk_store.audit.count() == 0  # type: ignore[attr-defined]


def test_strangers_do_not_fill_the_log(browser_of: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.web.safety import refusals

    monkeypatch.setattr(refusals, "MOST", 10)
    client = browser_of()
    for number in range(40):
        client.post(f"/nothing/{number}", data={})
    audit = client.app.state.desk_store.audit  # type: ignore[attr-defined]
    assert audit.count() == 10
    assert audit.lines()[0].what == "further refusals are not noted"


def test_an_address_that_begins_with_no_slash_is_none(browser_of: Browser) -> None:
    sent: list[Message] = []
    scope = {"type": "http", "method": "GET", "path": "@evil.example/audit", "query_string": b"",
             "headers": [(b"host", b"127.0.0.1")], "state": {}}  # fmt: skip
    asyncio.run(_asked(browser_of(), scope, sent))
    assert sent[0]["status"] == 400


def test_a_request_of_two_lengths_ends_its_connection(browser_of: Browser) -> None:
    headers = {"Content-Length": "4", "Transfer-Encoding": "chunked"}
    answer = browser_of().post("/login", content=b"0\r\n\r\n", headers=headers)
    assert (answer.status_code, answer.headers["connection"]) == (400, "close")


async def _asked(client: TestClient, scope: Any, sent: list[Message]) -> None:
    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        sent.append(message)

    await client.app(scope, receive, send)
