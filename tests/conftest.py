"""What every test gets: no network, models loaded once, and no skip that goes unnoticed."""

from __future__ import annotations

import ipaddress
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from onrecord.reader import Reader
    from onrecord.encoder.session import Encoder


class NetworkBlockedError(RuntimeError):
    """A test tried to reach another machine."""


def _is_local(host: object) -> bool:
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _guarded(real: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a socket method whose last argument is the address."""

    def call(sock: socket.socket, *args: Any) -> Any:
        if sock.family != socket.AF_UNIX and not _is_local(args[-1][0]):
            raise NetworkBlockedError(f"the tests run without a network, but this one wants {args[-1]}")
        return real(sock, *args)

    return call


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Let no socket leave the machine, and no name be looked up."""
    look_up = socket.getaddrinfo

    def look_up_local(host: Any, *args: Any, **options: Any) -> Any:
        if not _is_local(host):
            raise NetworkBlockedError(f"the tests run without a network, but this one looks up {host}")
        return look_up(host, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        patch.setattr(socket, "getaddrinfo", look_up_local)
        yield


@pytest.fixture(scope="session")
def reader() -> Reader:
    """Load the shipped model, once for all tests that read."""
    from onrecord.reader import Reader

    return Reader()


@pytest.fixture(scope="session")
def encoder(reader: Reader) -> Encoder:
    """Return the encoder of the shipped model, which takes most of the time to load."""
    return reader.encoder


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly how many tests were skipped, and why."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(str(report.longrepr[2]) for report in skipped if isinstance(report.longrepr, tuple))
    if reasons:
        terminalreporter.section(f"NOT TESTED: {sum(reasons.values())} skipped", yellow=True)
    for reason, count in sorted(reasons.items()):
        terminalreporter.line(f"{count:5d}  {reason.removeprefix('Skipped: ')}", yellow=True)
