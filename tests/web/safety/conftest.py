"""An app with accounts, and browsers that are signed in to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html

from onrecord.model.users import Role
from onrecord.store.casefile import open_casefile
from onrecord.store.desk.opening import open_desk
from onrecord.web.app import make_app
from onrecord.web.safety import passwords
from onrecord.web.settings import Settings

HOME = "http://127.0.0.1:8000"
WORDS = "four odd words here"
PEOPLE = {"Ada Quill": Role.ADMIN, "Bo Tarn": Role.REVIEWER, "Cy Marsh": Role.READER}


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> Iterator[None]:
    """Let hashes be made in no time: what they cost is not what these tests are about."""
    from argon2 import PasswordHasher

    with pytest.MonkeyPatch.context() as patch:
        cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        patch.setattr(passwords, "hasher", lambda: cheap)
        passwords._of_nobody.cache_clear()
        yield
    passwords._of_nobody.cache_clear()


@pytest.fixture
def staffed(tmp_path: Path) -> Path:
    """Return a casefile that is empty, with an admin, a reviewer and a reader."""
    path = tmp_path / "talks.db"
    open_casefile(str(path), create=True).close()
    with open_desk(str(path)) as desk:
        for name, role in PEOPLE.items():
            desk.accounts.add(name, role, passwords.hashed(WORDS))
    return path


@pytest.fixture
def browser_of(staffed: Path) -> Iterator[Callable[..., TestClient]]:
    """Give what makes another browser of the same app: ``browser_of()``, ``browser_of(secure=True)``."""
    opened: list[TestClient] = []
    apps: dict[Any, Any] = {}

    def browser(**settings: Any) -> TestClient:
        key = tuple(sorted(settings.items()))
        if key not in apps:
            apps[key] = make_app(Settings(str(staffed), by="Ina Marl", works=False, **settings))
        home = HOME.replace("http:", "https:") if apps[key].state.settings.secure else HOME
        client = TestClient(apps[key], base_url=home, follow_redirects=False)
        if not any(each.app is apps[key] for each in opened):
            client.__enter__()
            opened.append(client)
        return client

    yield browser
    for each in opened:
        each.__exit__(None, None, None)


@pytest.fixture
def signed_in(browser_of: Callable[..., TestClient]) -> Callable[..., TestClient]:
    """Give what returns a browser that somebody has signed in with."""

    def browser(name: str, **settings: Any) -> TestClient:
        client = browser_of(**settings)
        answer = post(client, "/login", page="/login", name=name, password=WORDS)
        assert answer.status_code == 303, answer.text
        return client

    return browser


def token_at(client: TestClient, page: str) -> str:
    """Return the token of the forms on a page."""
    found = html.document_fromstring(client.get(page).text).xpath('//input[@name="csrf"]/@value')
    return str(found[0])


def post(client: TestClient, address: str, *, page: str = "/help", **fields: str) -> Any:
    """Send a form as a browser does that has the page open."""
    return client.post(address, data={"csrf": token_at(client, page), **fields})


@pytest.fixture(scope="session")
def sends() -> Callable[..., Any]:
    """Give what sends a form as a browser does."""
    return post


@pytest.fixture(scope="session")
def token_on() -> Callable[[TestClient, str], str]:
    """Give what returns the token of the forms on a page."""
    return token_at
