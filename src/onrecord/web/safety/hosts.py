"""Answer only those who ask for this app by a name of its own.

A page elsewhere can have its own name lead to this machine (DNS rebinding), and would then be of the same
origin as the app. It cannot change the name that it asks for.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection
from dataclasses import dataclass

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Hosts:
    """Hold the names by which the app may be asked for."""

    names: frozenset[str]
    any_number: bool  # it listens for others: an address that is a number cannot be made to lead elsewhere

    def fit(self, asked: str | None) -> bool:
        """Tell whether the Host of a request is one of these; the port is no matter."""
        name = name_of(asked or "")
        return name in self.names or (self.any_number and _number(name) is not None)


def hosts_of(listens_at: str, further: Collection[str] = ()) -> Hosts:
    """Return the names of an app by the address that it listens at, and those that its owner gave it.

    >>> hosts_of("127.0.0.1").fit("localhost:8000"), hosts_of("127.0.0.1").fit("rebound.example:8000")
    (True, False)
    >>> hosts_of("0.0.0.0", ["Desk.example"]).fit("desk.example"), hosts_of("0.0.0.0").fit("192.0.2.7:80")
    (True, True)
    """
    names = LOOPBACK | {name_of(each) for each in further}
    if not is_loopback(listens_at):
        names |= {name_of(listens_at), socket.gethostname().lower()}
    return Hosts(frozenset(names - {""}), not is_loopback(listens_at))


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches an address to listen at.

    >>> [is_loopback(each) for each in ("::1", "localhost", "127.8.9.1", "0.0.0.0", "desk.example")]
    [True, True, True, False, False]
    """
    if host.lower() == "localhost":
        return True
    number = _number(host)
    return number is not None and number.is_loopback


def name_of(host: str) -> str:
    """Return the name in a Host header, without port, brackets and a closing dot; nothing where it is none.

    >>> name_of("Desk.Example.:8000"), name_of("[::1]:80"), name_of("a@b"), name_of("::1")
    ('desk.example', '::1', '', '::1')
    """
    if host.startswith("["):
        name, closed, port = host[1:].partition("]")
        fits = bool(closed) and (not port or (port.startswith(":") and _is_port(port[1:])))
    elif host.count(":") > 1:
        name, fits = host, True
    else:
        name, colon, port = host.partition(":")
        fits = not colon or _is_port(port)
    name = name.lower().rstrip(".")
    plain = name.isascii() and all(each.isalnum() or each in ".-:_" for each in name)
    return name if fits and plain else ""


def _is_port(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 5


def _number(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
