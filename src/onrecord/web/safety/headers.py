"""Put on every response what tells a browser what it may do with it."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""What a page may load and do: only what the app itself serves, and nothing that stands in the page."""

_REFUSED = (
    "accelerometer", "autoplay", "camera", "clipboard-read", "display-capture",
    "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection",
    "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get",
    "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip

ALWAYS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Nothing goes to others; with "no-referrer" browsers would send the app's own forms with "Origin: null".
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": ", ".join(f"{each}=()" for each in _REFUSED),
}
"""The headers of every response, whatever a route says."""

_YEAR = 365 * 24 * 3600


class Headed:
    """Give every response these headers, those that tell of errors too."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self._app = app
        self._always = dict(ALWAYS)
        if secure:  # browsers leave it aside for addresses that are numbers and for other schemes
            self._always["Strict-Transport-Security"] = f"max-age={_YEAR}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [(name, _on_one_line(value)) for name, value in message["headers"]]
                headers = MutableHeaders(scope=message)
                for name, value in self._always.items():
                    headers[name] = value
                # What is shown changes with every decision, and is for those who may see it alone.
                headers.setdefault("Cache-Control", "no-store" if _signed_in(scope) else "private, no-cache")
            await send(message)

        await self._app(scope, receive, headed)


def _signed_in(scope: Scope) -> bool:
    user = scope.get("state", {}).get("user")
    return user is None or bool(user.account)


def _on_one_line(value: bytes) -> bytes:
    """Return the value of a header without what would begin another one."""
    return value.translate(None, b"\r\n\0")
