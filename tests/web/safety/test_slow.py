"""A connection that does not say what it wants is closed; one that does is answered."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest
import uvicorn

from onrecord.web.safety import slow

WHOLE = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


async def answers(scope: Any, receive: Any, send: Any) -> None:
    await asyncio.sleep(0.3)  # longer than heads are waited for
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ",
        pytest.param(WHOLE + b"GET / HT", marks=pytest.mark.slow),
    ],
)
def test_an_unfinished_head_is_not_waited_for(monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    monkeypatch.setattr(slow, "PATIENCE", 0.1)
    got = asyncio.run(asked(sent))
    assert got.count(b"200 OK") == sent.count(WHOLE)


def test_a_whole_head_is_answered_however_long_that_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow, "PATIENCE", 0.1)
    got = asyncio.run(asked(WHOLE + WHOLE.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")))
    assert got.count(b"200 OK") == 2


async def asked(sent: bytes) -> bytes:
    """Send bytes to a server, and return all that comes back until the connection is closed."""
    config = uvicorn.Config(answers, http=slow.Patient, lifespan="off", log_level="critical", ws="none")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as at:
        running = asyncio.create_task(server.serve(sockets=[at]))
        reader, writer = await asyncio.open_connection(*at.getsockname())
        writer.write(sent)
        got = await asyncio.wait_for(reader.read(), 30)
        writer.close()
        await writer.wait_closed()
        server.should_exit = True
        await running
    return got
