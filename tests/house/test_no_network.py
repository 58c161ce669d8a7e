"""The tests' own fence holds: nothing leaves the machine, loopback and UNIX sockets work."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest


def test_other_machines_are_out_of_reach() -> None:
    with pytest.raises(RuntimeError, match="without a network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(RuntimeError, match="looks up"):
        socket.getaddrinfo("example.org", 80)


def test_loopback_and_unix_sockets_work(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(str(tmp_path / "s"))
        server.listen()
        client.connect(str(tmp_path / "s"))
