"""Hold how the web app is run."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """Hold how the app is run; the usual values are those of one person at one machine."""

    location: str  # of the casefile: a path, or the address of a PostgreSQL database
    by: str = "desk"  # the person at the machine, where there are no accounts
    host: str = "127.0.0.1"
    port: int = 8000
    accounts: bool = False  # everybody signs in
    hosts: tuple[str, ...] = ()  # further names under which the app is reached
    proxies: tuple[str, ...] = ()  # addresses of proxies, which tell who asks and take care of TLS
    tls_cert: str | None = None  # file with the certificate, and that with its key
    tls_key: str | None = None
    max_upload: int = 64 * MEGABYTE  # bytes of one file
    max_request: int = 256 * MEGABYTE  # bytes of all that one request sends
    max_files: int = 2_000  # of one request
    works: bool = True  # start the process that does the long work

    @property
    def secure(self) -> bool:
        """Tell whether browsers reach it by https: then cookies are sent by that alone."""
        return bool(self.proxies) or self.tls_cert is not None
