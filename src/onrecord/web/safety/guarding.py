"""Put the guards around the app, the outermost first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.types import ASGIApp

from onrecord.web.safety.exposure import check_accounts
from onrecord.web.safety.headers import Headed
from onrecord.web.safety.hosts import hosts_of
from onrecord.web.safety.limits import Bounded
from onrecord.web.safety.rights import unguarded
from onrecord.web.safety.who import Knowing

if TYPE_CHECKING:
    from onrecord.web.settings import Settings


class Guarded(FastAPI):
    """Answer through the guards, which stand outside of what answers errors: no response passes them."""

    def build_middleware_stack(self) -> ASGIApp:
        """Return the app with the guards around it."""
        settings: Settings = self.state.settings
        known = Knowing(super().build_middleware_stack(), settings, self.state.desk_store)
        bounded = Bounded(known, hosts_of(settings.host, settings.hosts))
        return Headed(bounded, secure=settings.secure)


def protect(app: Guarded, settings: Settings) -> None:
    """Check that the app can be guarded; called when all of its routes are there.

    Raises:
        UsageError: others could reach it, and there is no admin account.
        RuntimeError: a route changes something and does not say what it needs.
    """
    check_accounts(settings, app.state.desk_store)
    open_routes = unguarded(app)
    if open_routes:
        raise RuntimeError(f"routes that change something without needs(...): {', '.join(open_routes)}")
