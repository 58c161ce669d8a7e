"""What tests of the web app get: the app over a casefile, asked within the process."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html

from onrecord.web.app import make_app
from onrecord.web.settings import Settings

HOME = "http://127.0.0.1:8000"

Asks = Callable[..., TestClient]


@pytest.fixture(scope="session")
def looked_at(examples_casefile: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Return what asks the app about the examples, for tests that change nothing."""
    path = Path(shutil.copy(examples_casefile, tmp_path_factory.mktemp("web") / "examples.db"))
    with TestClient(make_app(Settings(str(path), by="Ina Marl", works=False)), base_url=HOME) as client:
        yield client


@pytest.fixture
def asks() -> Iterator[Asks]:
    """Give what opens the app over a casefile: ``asks(path, accounts=True, ...)``; no work is begun."""
    opened: list[TestClient] = []

    def ask(path: Path, **settings: Any) -> TestClient:
        given = replace(Settings(str(path), by="Ina Marl", works=False), **settings)
        client = TestClient(make_app(given), base_url=HOME, follow_redirects=False)
        opened.append(client)
        client.__enter__()
        return client

    yield ask
    for each in opened:
        each.__exit__(None, None, None)


@pytest.fixture
def own(examples_casefile: Path, tmp_path: Path, asks: Asks) -> TestClient:
    """Return what asks the app about a copy of the examples that the test may change."""
    return asks(Path(shutil.copy(examples_casefile, tmp_path / "own.db")))


@pytest.fixture
def empty(tmp_path: Path, asks: Asks) -> TestClient:
    """Return what asks the app about a casefile that has nothing yet."""
    return asks(tmp_path / "empty.db")


@pytest.fixture(scope="session")
def tree() -> Callable[[Any], Any]:
    """Give what parses a response as HTML."""
    return lambda answer: html.document_fromstring(answer.text)


@pytest.fixture(scope="session")
def token() -> Callable[[TestClient], str]:
    """Give what returns the token that forms of this client carry."""

    def of(client: TestClient) -> str:
        page = html.document_fromstring(client.get("/help").text)
        return str(page.xpath('//meta[@name="csrf"]/@content')[0])

    return of
