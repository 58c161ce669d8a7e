"""Nobody who may only look keeps the process that works for others busy for good."""

from __future__ import annotations

from collections.abc import Callable

from fastapi.testclient import TestClient

from onrecord.web.jobs import foreman


def test_so_many_files_are_made_for_one_person_at_a_time(
    signed_in: Callable[..., TestClient], token_on: Callable[..., str]
) -> None:
    reader, other = signed_in("Cy Marsh"), signed_in("Bo Tarn")

    def ask(client: TestClient) -> int:
        token = token_on(client, "/help")
        return client.post("/export", data={"csrf": token, "to": "csv"}).status_code

    assert [ask(reader) for _ in range(foreman.MOST + 2)] == [303] * foreman.MOST + [400, 400]
    assert ask(other) == 303
