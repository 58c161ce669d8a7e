"""Requests stay within bounds, and every answer says what a browser may do with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException

from onrecord.errors import UsageError
from onrecord.web.app import make_app
from onrecord.web.safety import exposure, limits, passwords
from onrecord.web.safety.downloads import attachment, safe_name
from onrecord.web.safety.headers import ALWAYS, POLICY, Headed
from onrecord.web.safety.hosts import hosts_of
from onrecord.web.safety.who import neighbourhood
from onrecord.web.settings import Settings

ADDRESSES = ("/help", "/static/css/base.css", "/nothing", "/favicon.ico", "/static/../settings.py", "/login")


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_the_headers(empty: TestClient, address: str) -> None:
    answer = empty.get(address)
    assert {name: answer.headers[name] for name in ALWAYS} == dict(ALWAYS)
    assert "server" not in answer.headers
    assert answer.headers["cache-control"]


def test_an_answer_to_a_failure_has_them_too(tmp_path: Path) -> None:
    app = make_app(Settings(str(tmp_path / "x.db"), works=False))
    router = APIRouter()

    @router.get("/fails")
    def fails() -> None:
        raise ZeroDivisionError("secret")

    app.include_router(router)
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        answer = client.get("/fails")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY


def test_the_policy_lets_nothing_run_that_stands_in_a_page() -> None:
    assert "unsafe" not in POLICY
    assert POLICY.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "base-uri 'none'; frame-ancestors 'none'" in POLICY


def test_a_header_never_begins_another() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(
            {"type": "http.response.start", "status": 200, "headers": [(b"x", b"a\r\nSet-Cookie: y=1\0")]}
        )
        await send({"type": "http.response.body", "body": b""})

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(Headed(app, secure=False)({"type": "http"}, None, send))  # type: ignore[arg-type]
    assert (b"x", b"aSet-Cookie: y=1") in sent[0]["headers"]


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:8000",
        "",
        "a@127.0.0.1",
        "192.0.2.7",
        "127.0.0.1:80:80",
        "[::1",
        "0.0.0.0",
        "localhost#",
        "xn--lcalhost-x8a",
        "127.0.0.1:999999",
    ],
)
def test_who_asks_by_another_name_gets_nothing(empty: TestClient, host: str) -> None:
    answer = empty.get("/help", headers={"Host": host})
    assert answer.status_code == 421
    assert "onrecord" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8000", "LOCALHOST", "[::1]:8000", "localhost."])
def test_this_machine_is_known_by_its_names(empty: TestClient, host: str) -> None:
    assert empty.get("/help", headers={"Host": host}).status_code == 200


def test_a_port_is_a_number_of_ascii() -> None:
    assert not hosts_of("127.0.0.1").fit("127.0.0.1:²")


def test_names_that_its_owner_gives_are_known() -> None:
    hosts = hosts_of("0.0.0.0", ["desk.example"])
    assert [
        hosts.fit(each)
        for each in ("desk.example:443", "192.0.2.7", "[2001:db8::1]:8000", "other.example", None)
    ] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_addresses_that_are_too_long_or_hold_nothing_of_text_are_refused(empty: TestClient) -> None:
    assert empty.get("/register?text=" + "x" * 9000).status_code == 414
    assert empty.get("/register?" + "&".join(["kind=offer"] * 400)).status_code == 414
    assert empty.get("/" + "x" * 3000).status_code == 414
    assert empty.get("/register?text=%00").status_code == 400
    assert empty.get("/entry/%00").status_code == 400


def test_no_more_is_taken_than_somebody_may_send(
    signed_in: Callable[..., TestClient], token_on: Callable[..., str], browser_of: Callable[..., TestClient]
) -> None:
    stranger = browser_of()
    assert stranger.post("/login", content=b"x" * 20_000).status_code == 413
    reader = signed_in("Cy Marsh")
    answer = reader.post(
        "/theme", content=b"x" * 200_000, headers={"X-CSRF-Token": token_on(reader, "/help")}
    )
    assert answer.status_code == 413
    assert "At most 128 kB" in answer.text


def test_more_than_was_announced_is_refused_as_it_comes() -> None:
    async def receive() -> Any:
        return {"type": "http.request", "body": b"x" * 600, "more_body": True}

    limited = limits.bounded({"headers": []}, receive, 1000)
    assert asyncio.run(limited())["body"] == b"x" * 600  # type: ignore[arg-type]
    with pytest.raises(HTTPException) as told:
        asyncio.run(limited())  # type: ignore[arg-type]
    assert told.value.status_code == 413
    with pytest.raises(HTTPException):
        limits.bounded({"headers": [(b"content-length", b"1001")]}, receive, 1000)


def test_what_comes_too_slowly_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PATIENCE", 0.02)

    async def never() -> Any:
        await asyncio.sleep(30)

    with pytest.raises(HTTPException) as told:
        asyncio.run(limits.bounded({"headers": []}, never, 1000)())  # type: ignore[arg-type]
    assert told.value.status_code == 408
    times = iter(range(0, 1000, 10))
    monkeypatch.setattr("onrecord.web.safety.limits.time.monotonic", lambda: next(times))

    async def drop() -> Any:
        return {"type": "http.request", "body": b"x", "more_body": True}

    with pytest.raises(HTTPException) as told:
        asyncio.run(limits.bounded({"headers": []}, drop, 1000)())  # type: ignore[arg-type]
    assert told.value.status_code == 408


@given(st.text(max_size=300))
def test_a_download_has_a_name_that_leads_nowhere(name: str) -> None:
    told, safe = attachment(name), safe_name(name)
    assert told.isascii()
    assert told.isprintable()
    assert told.startswith('attachment; filename="')
    assert told.count('"') == 2
    assert not set(safe) & set('/\\"<>|:*?%;\r\n\0')
    assert not safe.startswith(".")
    assert safe.isprintable()
    assert 0 < len(safe) <= 120


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "at least 12"),
        ("aaaaaaaaaaaaaa", "hardly any different"),
        ("Password 12345", "tried first"),
        ("correct horse battery staple", "tried first"),
        ("Ada Quill 1", "at least 12"),
        ("Ada-Quill-2031", "little more than the name"),
        ("x" * 600 + "abcdef" * 100, "at most"),
        ("ｐａｓｓｗｏｒｄ１２３４", "tried first"),
    ],
)
def test_passwords_that_are_soon_guessed_are_refused(password: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        passwords.checked(password, "Ada Quill")


def test_a_good_password_is_one_however_it_is_typed() -> None:
    assert passwords.checked("vier seltsame Wörter", "Ada Quill")
    kept = passwords.hashed("vier seltsame Wörter")
    assert passwords.fits(kept, "vier seltsame Wo\u0308rter")
    assert not passwords.fits(kept, "vier seltsame Worter")
    assert not passwords.fits("no hash", "vier seltsame Wörter")
    assert not passwords.fits(None, "nobody has this password")


def test_hashes_cost_what_they_should(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    from argon2 import PasswordHasher, Type

    made = passwords.hasher.__wrapped__() if hasattr(passwords.hasher, "__wrapped__") else PasswordHasher()
    assert made.type is Type.ID
    assert made.memory_cost >= 19_456
    assert made.time_cost >= 2


def test_others_are_let_in_only_where_somebody_can_sign_in(staffed: Path, tmp_path: Path) -> None:
    with pytest.raises(
        UsageError, match=r"there is no admin account to sign in with; make one first: onrecord users add"
    ):
        make_app(Settings(str(tmp_path / "x.db"), host="0.0.0.0", works=False))
    app = make_app(Settings(str(staffed), host="0.0.0.0", accounts=True, works=False))
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as client:
        assert client.get("/register").status_code == 303


def test_certificates_are_looked_at_first(tmp_path: Path) -> None:
    some = tmp_path / "x.pem"
    some.write_text("nothing")
    with pytest.raises(UsageError, match="go together; give both"):
        exposure.check_certificate(Settings("x", tls_cert=str(some)))
    with pytest.raises(UsageError, match="cannot be used as certificate and key"):
        exposure.check_certificate(Settings("x", tls_cert=str(some), tls_key=str(some)))
    assert exposure.warnings(Settings("x", host="0.0.0.0"))
    assert not exposure.warnings(Settings("x", host="0.0.0.0", proxies=("192.0.2.7",)))
    assert not exposure.warnings(Settings("x"))


def test_a_household_is_one_address() -> None:
    assert neighbourhood("2001:db8::1") == neighbourhood("2001:db8::ffff")
    assert neighbourhood("2001:db8::1") != neighbourhood("2001:db8:0:1::1")
    assert neighbourhood("::ffff:192.0.2.7") == "192.0.2.7"
