"""Signing in: by those who may, so often and no oftener, and the session is the browser's alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.model.users import Role
from onrecord.store.desk import attempts
from onrecord.store.desk.opening import open_desk
from onrecord.store.desk.store import DeskStore
from onrecord.web.safety import passwords
from onrecord.web.safety.signing import Refused, SignedIn, sign_in

WORDS = "four odd words here"
Browsers = Callable[..., TestClient]
Sends = Callable[..., Any]


def desk_of(client: TestClient) -> DeskStore:
    store: DeskStore = client.app.state.desk_store  # type: ignore[attr-defined]
    return store


def session_cookie(client: TestClient) -> str:
    (value,) = [each.value for each in client.cookies.jar if each.name.startswith(("onrecord-", "__Host-"))]
    return str(value)


def test_nobody_sees_anything_before_signing_in(browser_of: Browsers) -> None:
    client = browser_of()
    for address in ("/", "/register", "/document/abc", "/help", "/audit", "/nothing", "/entry/x?at=1"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/login"), address
    assert (
        client.get("/register?actor=Orlin").headers["location"] == "/login?next=%2Fregister%3Factor%3DOrlin"
    )
    for address in (
        "/api/v1/entries",
        "/feeds/changes.atom",
        "/api/v1/entries?token=x",
        "/feeds/changes.atom?token=x",
    ):
        assert client.get(address).status_code == 401, address
    assert client.get("/register", headers={"HX-Request": "true"}).headers["hx-redirect"] == "/login"
    page = client.get("/login")
    assert page.status_code == 200
    assert "talks" not in page.text, "not even the name of the casefile"
    assert "nav" not in page.text
    missing = client.get("/static/nothing.css")
    assert missing.status_code == 404
    assert "talks" not in missing.text


def test_signing_in_and_out(browser_of: Browsers, sends: Sends) -> None:
    client = browser_of()
    client.get("/login")
    before = session_cookie(client)
    answer = sends(
        client, "/login", page="/login", name=" ada QUILL ", password=WORDS, next="/register?kind=offer"
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/register?kind=offer")
    assert session_cookie(client) != before, "a cookie from before is of no use afterwards"
    kept = answer.headers["set-cookie"]
    assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(kept.split("; "))
    assert "Secure" not in kept
    page = client.get("/help")
    assert page.status_code == 200
    assert "Ada Quill" in page.text
    assert page.headers["cache-control"] == "no-store"
    held = session_cookie(client)
    assert client.get("/login?next=/help").headers["location"] == "/help"
    assert sends(client, "/logout").headers["location"] == "/login"
    client.cookies.clear()
    client.cookies.set(f"onrecord-{desk_of(client).id}", held)
    assert client.get("/help").status_code == 303, "a cookie that was kept opens nothing any more"


def test_over_https_the_cookie_goes_that_way_alone(browser_of: Browsers, sends: Sends) -> None:
    client = browser_of(proxies=("127.0.0.1",), accounts=True)
    answer = sends(client, "/login", page="/login", name="Ada Quill", password=WORDS)
    kept = answer.headers["set-cookie"]
    assert kept.startswith("__Host-onrecord-")
    assert {"Secure", "HttpOnly", "Path=/"} <= set(kept.split("; "))
    assert "domain" not in kept.lower()
    assert client.get("/help").headers["strict-transport-security"].startswith("max-age=")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "///evil.example",
        "/\t/evil.example",
        "/%0d%0aSet-Cookie:x=1\r\nX: y",
        "http:evil.example",
        " //evil.example",
    ],
)
def test_signing_in_leads_nowhere_else(browser_of: Browsers, sends: Sends, elsewhere: str) -> None:
    client = browser_of()
    assert "evil.example" not in str(client.get("/login", params={"next": elsewhere}).text)
    answer = sends(client, "/login", page="/login", name="Ada Quill", password=WORDS, next=elsewhere)
    assert answer.status_code == 303
    target = answer.headers["location"]
    assert target == "/" or (target.startswith("/%0d%0a") and "\n" not in target)
    again = client.get("/login", params={"next": elsewhere})
    assert not re.match(r"(?:[a-z]+:|[/\\]{2})", again.headers["location"])


def test_wrong_passwords_are_refused_and_counted(browser_of: Browsers, sends: Sends) -> None:
    client = browser_of()
    for number in range(attempts.PAIR):
        answer = sends(client, "/login", page="/login", name="Ada Quill", password=f"wrong {number}")
        assert answer.status_code == 401
        assert "no such account with this password" in answer.text
    answer = sends(client, "/login", page="/login", name="Ada Quill", password=WORDS)
    assert answer.status_code == 429
    assert "Try again in 15 minutes" in answer.text
    assert int(answer.headers["retry-after"]) > 800
    # Somebody else is not shut out by it, and the log says what happened without what was typed.
    assert sends(client, "/login", page="/login", name="Bo Tarn", password=WORDS).status_code == 303
    lines = [(each.what, each.on_what, each.done) for each in desk_of(client).audit.lines()]
    assert lines[:3] == [
        ("signed in", "Bo Tarn", True),
        ("signing in too often", "Ada Quill", False),
        ("signing in", "Ada Quill", False),
    ]


def test_what_is_typed_is_not_kept(browser_of: Browsers, sends: Sends, staffed: Path) -> None:
    client = browser_of()
    for name, password in (
        ("my quiet password", "x"),
        ("Ada Quill", "another quiet one"),
        ("Ada Quill", WORDS),
    ):
        sends(client, "/login", page="/login", name=name, password=password)
    assert desk_of(client).audit.lines(what="signing in")[1].on_what == "an account that is not there"
    kept = b"".join(each.read_bytes() for each in staffed.parent.glob("talks.db.desk*"))
    assert b"quiet" not in kept
    assert WORDS.encode() not in kept
    assert session_cookie(client).encode() not in kept


def test_an_account_that_is_not_there_takes_the_same_work(
    staffed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[str] = []
    real = passwords.hasher()

    class Counting:
        def verify(self, kept: str, password: str) -> bool:
            worked.append(kept[:9])
            return bool(real.verify(kept, password))

        def __getattr__(self, name: str) -> Any:
            return getattr(real, name)

    monkeypatch.setattr(passwords, "hasher", lambda: Counting())
    with open_desk(str(staffed)) as desk:
        desk.accounts.disable("Cy Marsh")
        for name in ("Ada Quill", "nobody", "Cy Marsh", "", "\ud800", "x" * 2000):
            assert isinstance(sign_in(desk, name, "wrong", "192.0.2.7", ""), Refused)
    assert worked == ["$argon2id"] * 6


def test_a_hash_of_older_parameters_is_renewed(staffed: Path) -> None:
    from argon2 import PasswordHasher

    with open_desk(str(staffed)) as desk:
        old = PasswordHasher(time_cost=2, memory_cost=32, parallelism=1).hash(WORDS)
        desk.accounts.rehash("Bo Tarn", old)
        assert isinstance(sign_in(desk, "Bo Tarn", WORDS, "", ""), SignedIn)
        kept = desk.accounts.password("Bo Tarn")
        assert kept is not None
        assert kept != old
        assert passwords.fits(kept, WORDS)
        assert not passwords.outdated(kept)


def test_one_changes_ones_own_password(signed_in: Browsers, browser_of: Browsers, sends: Sends) -> None:
    client, other = signed_in("Cy Marsh"), signed_in("Cy Marsh")
    new = "a much longer set of words"
    for fields, told in (
        ({"old": WORDS, "new": new, "again": "x"}, "differ"),
        ({"old": WORDS, "new": "short", "again": "short"}, "at least 12 characters"),
        ({"old": "wrong", "new": new, "again": new}, "old password is not"),
    ):
        answer = sends(client, "/account/password", page="/account", **fields)
        assert answer.status_code == 400
        assert told in answer.text
    assert (
        sends(client, "/account/password", page="/account", old=WORDS, new=new, again=new).status_code == 303
    )
    assert client.get("/account").status_code == 200
    assert other.get("/account").status_code == 303, "what the old password opened is shut"
    fresh = browser_of()
    assert sends(fresh, "/login", page="/login", name="Cy Marsh", password=WORDS).status_code == 401
    assert sends(fresh, "/login", page="/login", name="Cy Marsh", password=new).status_code == 303


def test_one_ends_ones_own_sessions_and_nobody_elses(signed_in: Browsers, sends: Sends) -> None:
    mine, second, others = signed_in("Cy Marsh"), signed_in("Cy Marsh"), signed_in("Bo Tarn")
    desk = desk_of(mine)
    (of_other,) = desk.sessions.all("Bo Tarn")
    sends(mine, "/account/sessions", page="/account", session=of_other.id)
    assert others.get("/help").status_code == 200
    sends(mine, "/account/sessions", page="/account")
    assert (mine.get("/help").status_code, second.get("/help").status_code) == (200, 303)


def test_tokens_open_feeds_and_the_api_as_their_owner_may(
    signed_in: Browsers, browser_of: Browsers, sends: Sends
) -> None:
    client, program = signed_in("Cy Marsh"), browser_of()
    made = {}
    for kind in ("feed", "api"):
        page = sends(client, "/account/tokens", page="/account", kind=kind, name="a program").text
        made[kind] = re.search(r"onrecord_(?:feed|api)_[\w-]{43}", page)[0]  # type: ignore[index]
    assert made["api"] not in client.get("/account").text
    bearer = {"Authorization": f"Bearer {made['api']}"}
    assert program.get("/api/v1/entries", headers=bearer).status_code == 200
    assert program.get("/register", headers=bearer).status_code == 303
    assert (
        program.get("/api/v1/entries", headers={"Authorization": f"Bearer {made['feed']}"}).status_code == 401
    )
    feed = program.get("/feeds/changes.atom", params={"token": made["feed"]})
    assert feed.status_code == 200
    assert made["feed"] not in feed.text
    assert program.get("/api/v1/entries", params={"token": made["feed"]}).status_code == 401
    assert program.get("/feeds/changes.atom", params={"token": made["api"]}).status_code == 401
    answer = program.post("/api/v1/reviews", headers=bearer, json={})
    assert answer.status_code == 403, "a reader's token decides nothing"
    token = next(each for each in desk_of(client).tokens.all("Cy Marsh") if each.kind == "feed")
    sends(client, "/account/tokens/withdraw", page="/account", token=token.id)
    assert program.get("/feeds/changes.atom", params={"token": made["feed"]}).status_code == 401


def test_with_the_first_account_everybody_signs_in(empty: TestClient, sends: Sends) -> None:
    assert "Nobody signs in" in empty.get("/account").text
    fields = {"name": "Ada Quill", "new": WORDS, "again": WORDS}
    refused = sends(empty, "/accounts/add", page="/accounts", role="reader", **fields)
    assert (refused.status_code, "the first account is an admin&#39;s" in refused.text) == (400, True)
    assert sends(empty, "/accounts/add", page="/accounts", role="admin", **fields).status_code == 303
    assert empty.get("/register").headers["location"].startswith("/login")
    assert sends(empty, "/login", page="/login", name="Ada Quill", password=WORDS).status_code == 303
    assert empty.get("/register").status_code == 200


def test_an_admin_looks_after_accounts(signed_in: Browsers, sends: Sends) -> None:
    admin, reader = signed_in("Ada Quill"), signed_in("Cy Marsh")
    desk = desk_of(admin)

    def does(address: str, **fields: str) -> Any:
        return sends(admin, f"/accounts/{address}", page="/accounts", **fields)

    assert does("add", name="Dov Pell", role="reviewer", new=WORDS, again=WORDS).status_code == 303
    assert desk.accounts.get("dov pell") is not None
    assert "already" in does("add", name="dov pell", role="reader", new=WORDS, again=WORDS).text
    assert "choose another name" in does("add", name="<b>", role="reader", new=WORDS, again=WORDS).text
    assert does("role", name="Cy Marsh", role="reviewer").status_code == 303
    assert reader.get("/help").status_code == 200
    assert does("sessions", name="Cy Marsh").status_code == 303
    assert reader.get("/help").status_code == 303
    assert (
        does("password", name="Cy Marsh", new="quite other words", again="quite other words").status_code
        == 303
    )
    assert does("shut", name="Cy Marsh").status_code == 303
    assert does("shut", name="Ada Quill").status_code == 400
    assert does("open", name="Cy Marsh").status_code == 303
    assert does("role", name="nobody there", role="admin").status_code == 400
    log = [(each.who, each.what, each.on_what, each.done) for each in desk.audit.lines(limit=4)]
    assert log == [
        ("Ada Quill", "role admin", "an account that is not there", False),
        ("Ada Quill", "account opened", "Cy Marsh", True),
        ("Ada Quill", "account shut", "Ada Quill", False),
        ("Ada Quill", "account shut", "Cy Marsh", True),
    ]
    page = admin.get("/audit?who=Ada+Quill&what=account+shut")
    assert "2 lines" in page.text
    assert "refused" in page.text
    assert admin.get("/audit?page=0").status_code == 400
    assert admin.get("/audit?page=999999").status_code == 200


@pytest.mark.parametrize("who", ["Bo Tarn", "Cy Marsh"])
def test_accounts_and_log_are_for_admins(signed_in: Browsers, who: str) -> None:
    client = signed_in(who)
    for address in ("/accounts", "/audit"):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "It takes the role of admin" in answer.text


def test_roles_that_change_hold_at_the_next_request(signed_in: Browsers) -> None:
    client = signed_in("Bo Tarn")
    desk_of(client).accounts.set_role("Bo Tarn", Role.ADMIN)
    assert client.get("/audit").status_code == 200
    desk_of(client).accounts.set_role("Bo Tarn", Role.READER)
    assert client.get("/audit").status_code == 403
