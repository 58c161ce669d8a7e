"""Find the app's own files (styles, scripts): those of the package alone, each by a name that is listed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

KINDS: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
"""Files that are served, by their endings."""


@cache
def assets() -> Mapping[str, bytes]:
    """Return every file that may be asked for, by its path, as ``css/base.css``.

    They are few and small, so they stay in memory: no path from a request is ever looked for on the disk.
    """
    found = dict(_under(files("onrecord.web") / "static", ""))
    found["css/record.css"] = (files("onrecord.views") / "templates" / "record.css").read_bytes()
    return found


@cache
def stamped(path: str) -> str:
    """Return a path with a mark of the file's content, so that browsers may keep it for good.

    Raises:
        KeyError: there is no such file.
    """
    mark = hashlib.sha256(assets()[path]).hexdigest()[:10]
    return f"{path}?v={mark}"


def kind(path: str) -> str:
    """Return the media type of a file."""
    return KINDS["." + path.rpartition(".")[2]]


def _under(folder: Traversable, before: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for each in sorted(folder.iterdir(), key=lambda item: item.name):
        if each.is_dir():
            found += _under(each, f"{before}{each.name}/")
        elif any(each.name.endswith(ending) for ending in KINDS):
            found.append((before + each.name, each.read_bytes()))
    return found
