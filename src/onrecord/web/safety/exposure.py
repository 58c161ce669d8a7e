"""Say what has to hold before the app listens for others than this machine."""

from __future__ import annotations

import shlex
import ssl
from typing import TYPE_CHECKING

from onrecord.errors import UsageError
from onrecord.store import postgres
from onrecord.web.safety.hosts import is_loopback

if TYPE_CHECKING:
    from onrecord.store.desk.store import DeskStore
    from onrecord.web.settings import Settings


def needs_accounts(host: str, behind_proxy: bool) -> bool:
    """Tell whether others may reach the app, so that everybody has to sign in.

    >>> needs_accounts("::1", False), needs_accounts("::1", True), needs_accounts("0.0.0.0", False)
    (False, True, True)
    """
    return behind_proxy or not is_loopback(host)


def check_accounts(settings: Settings, desk: DeskStore) -> None:
    """Raise where others could reach the app and nobody could sign in to look after it.

    Raises:
        UsageError: there is no admin.
    """
    reached = settings.accounts or needs_accounts(settings.host, bool(settings.proxies))
    if reached and not desk.accounts.admins():
        name = settings.location
        shown = postgres.shown(name) if postgres.is_address(name) else shlex.quote(name)
        what = f"others can reach {settings.host}, and there is no admin account to sign in with"
        raise UsageError(what, None, f"make one first: onrecord users add NAME admin --db {shown}")


def check_certificate(settings: Settings) -> None:
    """Raise where the certificate cannot be used.

    Raises:
        UsageError: one of its two files is missing, or they do not fit.
    """
    if settings.tls_cert is None and settings.tls_key is None:
        return
    if settings.tls_cert is None or settings.tls_key is None:
        raise UsageError("a certificate and its key go together", None, "give both --tls-cert and --tls-key")
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(
            settings.tls_cert, settings.tls_key
        )
    except (OSError, ssl.SSLError) as error:
        what = f"cannot be used as certificate and key: {error.strerror or error}"
        raise UsageError(
            what, f"{settings.tls_cert}, {settings.tls_key}", "give PEM files that fit"
        ) from error


def warnings(settings: Settings) -> list[str]:
    """Return what the one who starts the app should know."""
    if settings.secure or is_loopback(settings.host):
        return []
    return [
        "passwords and pages go over the network in the clear: give --tls-cert and --tls-key,"
        " or let a proxy with TLS stand before it and say so with --behind-proxy"
    ]
