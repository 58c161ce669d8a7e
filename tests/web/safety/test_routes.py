"""Every route that changes something says who may and looks for a token; looking changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient

from onrecord.model.users import Role
from onrecord.store.casefile import open_casefile
from onrecord.web.app import routers
from onrecord.web.safety import needs
from onrecord.web.safety.rights import Needs, all_routes, unguarded
from onrecord.web.safety.tokens import SAFE

FOR_ANYBODY = {"/login"}
FOR_READERS = re.compile(r"/theme|/logout|/account/.*|/register/saved.*|/export|/report")
"""What readers may do: how they look at it, their own account, and work whose outcome is a file."""


def routes() -> Iterator[tuple[str, str, Needs | None]]:
    """Yield method, path and needs of every route."""
    for router in routers():
        for route in all_routes(router.routes):
            needed = next(
                (each.call for each in route.dependant.dependencies if isinstance(each.call, Needs)), None
            )
            for method in sorted(route.methods or ()):
                yield method, route.path, needed


CHANGING = sorted((path, method) for method, path, _ in routes() if method not in SAFE)


def test_every_route_that_changes_something_says_what_it_needs() -> None:
    for method, path, needed in routes():
        if method in SAFE:
            continue
        assert needed is not None, f"{method} {path}"
        if path in FOR_ANYBODY:
            assert needed.role is None
        elif FOR_READERS.fullmatch(path):
            assert needed.role is Role.READER, path
        else:
            assert needed.role in (Role.REVIEWER, Role.ADMIN), f"{method} {path} is for {needed.role}"


def test_an_app_with_a_route_that_says_nothing_is_not_started() -> None:
    router = APIRouter()
    router.add_api_route("/careless", lambda: None, methods=["POST"])
    router.add_api_route("/careful", lambda: None, methods=["POST"], dependencies=[needs(Role.READER)])
    router.add_api_route("/looks", lambda: None, methods=["GET"])
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.include_router(router)
    assert unguarded(app) == ["POST /careless"]
    app.mount("/other", FastAPI())
    with pytest.raises(RuntimeError, match="is no route that can be guarded"):
        unguarded(app)


@pytest.mark.parametrize(("path", "method"), CHANGING)
def test_nothing_is_changed_without_the_token(empty: TestClient, path: str, method: str) -> None:
    address = re.sub(r"\{[^}]*\}", "1", path)
    for headers in ({}, {"X-CSRF-Token": "0" * 64}):
        given = {"csrf": (None, "0" * 64), "name": (None, "x")}
        answer = empty.request(method, address, files=given, headers=headers)
        assert answer.status_code == 403, f"{method} {path}: {answer.status_code}"


def test_nothing_is_changed_by_a_page_that_is_not_of_this_app(
    empty: TestClient, token: Callable[..., str]
) -> None:
    right = {"X-CSRF-Token": token(empty)}
    for said in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
                 {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"}, {"Origin": "http://[bad"},
                 {"Origin": "http://127.0.0.1:9999"}, {"Origin": "file://127.0.0.1:8000"}):  # fmt: skip
        for path, method in CHANGING:
            answer = empty.request(method, re.sub(r"\{[^}]*\}", "1", path), headers={**right, **said})
            assert answer.status_code == 403, f"{method} {path} {said}"
            assert "not of this app" in answer.text


def test_a_form_of_the_app_itself_is_taken(empty: TestClient, token: Callable[..., str]) -> None:
    for said in (
        {},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Origin": "http://127.0.0.1:8000"},
    ):
        answer = empty.post(
            "/theme", data={"theme": "dark", "csrf": token(empty), "again": "/help"}, headers=said
        )
        assert (answer.status_code, answer.headers["location"]) == (303, "/help")


@pytest.mark.parametrize(("path", "method"), CHANGING)
def test_roles_are_held(
    signed_in: Callable[..., TestClient], token_on: Callable[..., str], path: str, method: str
) -> None:
    needed = next(n for m, p, n in routes() if (p, m) == (path, method))
    assert needed is not None
    if needed.role not in (Role.REVIEWER, Role.ADMIN):
        return
    client = signed_in("Cy Marsh" if needed.role is Role.REVIEWER else "Bo Tarn")
    address = re.sub(r"\{[^}]*\}", "1", path)
    answer = client.request(method, address, headers={"X-CSRF-Token": token_on(client, "/help")})
    assert answer.status_code == 403, f"{method} {path}: {answer.status_code}"
    assert "It takes the role of" in answer.text


def state_of(path: Path) -> dict[str, Any]:
    """Return what a casefile holds that a person could have changed."""
    with open_casefile(str(path), read_only=True) as casefile:
        return {
            "counts": casefile.counts(), "decisions": casefile.decisions(), "revision": casefile.revision(),
            "reviews": casefile.all_reviews(), "releases": list(casefile.releases()),
        }  # fmt: skip


@pytest.mark.slow
def test_looking_changes_nothing(own: TestClient) -> None:
    state = own.app.state  # type: ignore[attr-defined]
    path, desk = Path(state.settings.location), state.desk_store
    before = state_of(path)
    for method, address, _ in routes():
        if method == "GET" and "{" not in address:
            own.get(address)
            own.get(f"{address}?action=delete&undo=1&confirm=yes&role=admin&do=publish")
            own.head(address)
    assert state_of(path) == before
    assert (desk.audit.count(), desk.jobs.count(), desk.accounts.any()) == (0, 0, False)
