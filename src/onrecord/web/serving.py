"""Listen for requests, until somebody ends it."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from onrecord.web.settings import Settings

BACKLOG = 2048

CONNECTIONS = 500
"""Connections at once; further ones are told to come again."""

YOUNG = 20_000
"""Things made between two searches for garbage: a page makes some ten thousand, nearly all for itself."""


def listening(settings: Settings) -> socket.socket:
    """Return a socket at the address that settings name; port 0 takes any that is free.

    Raises:
        UsageError: it is taken, or is no address of this machine.
    """
    kind = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    made = socket.socket(kind, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((settings.host, settings.port))
    except OSError as error:
        made.close()
        where = f"{settings.host}:{settings.port}"
        raise UsageError(
            f"cannot listen: {error.strerror}", where, "choose another one with --port"
        ) from error
    made.listen(BACKLOG)
    return made


def address(at: socket.socket, settings: Settings) -> str:
    """Return the address to open in a browser: of all addresses of a machine, the machine's name."""
    host, port = at.getsockname()[:2]
    secure = settings.tls_cert is not None
    if host in ("0.0.0.0", "::"):
        host = next(iter(settings.hosts), socket.gethostname())
    return f"{'https' if secure else 'http'}://{f'[{host}]' if ':' in host else host}:{port}/"


def run(app: FastAPI, at: socket.socket, settings: Settings, ready: Callable[[], None]) -> None:
    """Answer requests until the process is told to end; ``ready`` is called when the first can come."""
    import uvicorn

    from onrecord.web.safety import logs
    from onrecord.web.safety.slow import Patient

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if not self.should_exit:
                ready()

    logs.begin()
    config = uvicorn.Config(
        app,
        log_config=logs.of_uvicorn(),
        log_level="warning",
        server_header=False,
        http=Patient,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=list(settings.proxies),
        ssl_certfile=settings.tls_cert,
        ssl_keyfile=settings.tls_key,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=64 * 1024,
    )
    gc.set_threshold(YOUNG, 20, 20)
    Server(config).run(sockets=[at])
