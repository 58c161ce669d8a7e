"""No cache between the app and a browser keeps what an account may see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

ADDRESSES = ("/register", "/audit", "/feeds/changes.atom", "/api/v1/entries", "/export?to=csv", "/nothing",
             "/pictures/timeline.svg", "/pictures/matrix.svg")  # fmt: skip


@pytest.fixture
def admin(signed_in: Callable[..., TestClient]) -> TestClient:
    """Return a browser that an admin has signed in with."""
    return signed_in("Ada Quill")


@pytest.mark.slow
@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_of_an_account_are_kept_by_nobody_else(admin: TestClient, address: str) -> None:
    assert admin.get(address).headers["cache-control"] in ("no-store", "private, no-cache")
