"""What tests of the review get: the record of a page, and forms sent as a browser sends them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html

from onrecord.web.reviewing import waiting

Send = Callable[..., Any]


def form_of(page: Any, path: str) -> dict[str, str]:
    """Return the fields of the first form of a page that posts to an address."""
    found = page.xpath(f'//main//form[@method="post" and @action="{path}"]')
    assert found, f"no form posts to {path}"
    inputs = found[0].xpath(".//input[@name]|.//select[@name]")
    return {each.get("name"): each.get("value") or "" for each in inputs if each.get("type") != "checkbox"}


@pytest.fixture(autouse=True)
def _whole_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for the queue however slow the machine is: no test here is about a page that says it comes."""
    monkeypatch.setattr(waiting, "FIRST", 60.0)


@pytest.fixture
def send() -> Send:
    """Give what sends the form of a page: ``send(client, page address, form address, field=value)``."""

    def call(client: TestClient, address: str, to: str, **fields: str) -> Any:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text[:500]
        return client.post(to, data={**form_of(html.document_fromstring(answer.text), to), **fields})

    return call
