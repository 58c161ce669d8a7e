"""Say where things stand in a site: relative addresses, so that it may lie anywhere, on a disk too."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from onrecord.store.fold import fold
from onrecord.web.assets import stamped

_LETTER = re.compile(r"[^a-z0-9]+")
_INNER = re.compile(r'(?:xlink:)?href="#(?P<kind>[endcp])-(?P<id>[\w.:-]+)"')
_SLUG = 40


def slug(name: str) -> str:
    """Return a name as the address of a page has it: the same name always the same, two names never one.

    >>> slug("Ana Vell / Orlin"), slug("Ана")
    ('ana-vell-orlin-e00bbb30', '4773edd0')
    """
    plain = _LETTER.sub("-", fold(name)).strip("-")[:_SLUG].strip("-")
    mark = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{plain}-{mark}" if plain else mark


@dataclass(frozen=True, slots=True)
class Places:
    """Know which pages a site has: ``entries`` by the id that an entry has now, its permanent one."""

    entries: Mapping[str, str]
    actors: Collection[str] = ()
    issues: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Relative:
    """Give addresses as they are written in a page that lies so many folders deep."""

    places: Places
    depth: int = 0

    def page(self, name: str) -> str:
        """Return the address of a page or file of the site, as ``register/index.html``."""
        return f"{'../' * self.depth}{name}"

    def entry(self, entry_id: str) -> str:
        """Return the page of an entry by its present id; "" where it has none."""
        known = self.places.entries.get(entry_id)
        return self.page(f"entry/{known}.html") if known else ""

    def actor(self, name: str) -> str:
        """Return the page of an actor; "" where there is none."""
        return self.page(f"actor/{slug(name)}.html") if name in self.places.actors else ""

    def issue(self, issue_id: str) -> str:
        """Return the page of an issue; "" where there is none."""
        return self.page(f"issue/{slug(issue_id)}.html") if issue_id in self.places.issues else ""

    def static(self, path: str) -> str:
        """Return where a style lies."""
        return self.page(f"static/{stamped(path)}")

    def led(self, html: str) -> str:
        """Return markup made for one page with the links within it led to the pages of the site."""
        return _INNER.sub(self._led, html)

    def _led(self, found: re.Match[str]) -> str:
        kind, name = found["kind"], found["id"]
        whole = f"{kind}-{name}"
        where = {
            "e": self.entry(name),
            "n": self.page(f"counts.html#{whole}"),
            "d": self.page(f"sources.html#{whole}"),
            "c": self.page(f"conflicts.html#{whole}"),
            "p": self.page(f"proposals.html#{whole}"),
        }[kind]
        return f'href="{where}"' if where else ""
