"""Say where things stand in a site: relative addresses, so that it may lie anywhere, on a disk too."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from onrecord.store.fold import fold
from onrecord.web.assets import stamped

_LETTER = re.compile(r"[^a-z0-9]+")
_SLUG = 40
_ROOMS = {
    "register": "register/index.html",
    "shifts": "shifts.html",
    "conflicts": "conflicts.html",
    "proposals": "proposals.html",
    "matrix": "positions.html",
    "packages": "packages.html",
    "deadlines": "deadlines.html",
}
"""Pages of the app that templates name, and which page of a site has the same."""


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
    records: Mapping[str, str] = field(default_factory=dict)  # by id of a record, its entry's present id


@dataclass(frozen=True, slots=True)
class Relative:
    """Give addresses as they are written in a page that lies so many folders deep; "": there is no page."""

    places: Places
    depth: int = 0

    def page(self, name: str, /, **query: object) -> str:
        """Return the address of a page or file of the site, as ``register/index.html``.

        A name of the app's, as ``register``, is led to what the site has of it: entries that are chosen by
        whose they are stand on the page of the actor.
        """
        if name == "register" and query.get("name"):
            return self.actor(str(query["name"]))
        return f"{'../' * self.depth}{_ROOMS.get(name, name)}"

    def entry(self, entry_id: str, part: str = "") -> str:
        """Return the page of an entry by its present id."""
        known = self.places.entries.get(entry_id)
        return self.page(f"entry/{known}.html") + (f"#{part}" if part else "") if known else ""

    def record(self, document_id: str, record_id: str) -> str:
        """Return where a record is shown: on the page of its entry."""
        return self.entry(self.places.records.get(record_id, ""), f"r-{record_id}")

    def document(self, document_id: str, at: tuple[int, int] | None = None) -> str:
        """Return nothing: no article is shown whole."""
        return ""

    def conflict(self, conflict_id: str) -> str:
        """Return where a conflict is shown."""
        return self.page(f"conflicts.html#c-{conflict_id}")

    def proposal(self, entry_id: str) -> str:
        """Return where a proposal is shown."""
        return self.page(f"proposals.html#p-{entry_id}")

    def actor(self, name: str) -> str:
        """Return the page of an actor."""
        return self.page(f"actor/{slug(name)}.html") if name in self.places.actors else ""

    def issue(self, issue_id: str) -> str:
        """Return the page of an issue."""
        return self.page(f"issue/{slug(issue_id)}.html") if issue_id in self.places.issues else ""

    def static(self, path: str) -> str:
        """Return where a style or script lies."""
        return self.page(f"static/{stamped(path)}")
