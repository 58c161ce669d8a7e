"""Say where things are shown: templates ask here, so that pages of a static site can lead elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol
from urllib.parse import quote, quote_plus, urlencode


class Addresses(Protocol):
    """Give the address of each thing that has a page."""

    def page(self, name: str, /, **query: object) -> str:
        """Return the address of a page by its name, as ``register``; values of ``None`` are left out."""
        ...

    def entry(self, entry_id: str, part: str = "") -> str:
        """Return where an entry is shown; ``part``: an anchor there."""
        ...

    def document(self, document_id: str, at: tuple[int, int] | None = None) -> str:
        """Return where an article is read; ``at``: start and end of a passage in its clean text."""
        ...

    def actor(self, name: str) -> str:
        """Return the page of an actor."""
        ...

    def issue(self, issue_id: str) -> str:
        """Return the page of an issue."""
        ...

    def conflict(self, conflict_id: str) -> str:
        """Return the page of a conflict."""
        ...

    def proposal(self, entry_id: str) -> str:
        """Return the page of a proposal: of the entry that puts it forward."""
        ...

    def package(self, name: str) -> str:
        """Return the page of a guarantee package."""
        ...

    def story(self, story_id: str) -> str:
        """Return the page of a story: reports of one matter."""
        ...

    def static(self, path: str) -> str:
        """Return where a file of the app's own lies, as ``css/base.css``."""
        ...

    def with_pairs(self, name: str, pairs: Iterable[tuple[str, str]]) -> str:
        """Return the address of a page with a query of names and values in their order."""
        ...

    def record(self, document_id: str, record_id: str) -> str:
        """Return where a record stands in its article."""
        ...

    def picture(self, kind: str, /, **query: object) -> str:
        """Return the address of a picture, as ``timeline``."""
        ...

    def feed(self, name: str, /, **query: object) -> str:
        """Return the address of a feed, as ``calendar.ics``."""
        ...

    def merge(self, entry_id: str) -> str:
        """Return where an entry is merged with another."""
        ...

    def split(self, entry_id: str, record_id: str) -> str:
        """Return where a record is split off an entry."""
        ...

    def origins(self, document_id: str, other: str) -> str:
        """Return where it is decided whether two articles have one origin."""
        ...

    def actor_decide(self, name: str) -> str:
        """Return where it is decided who is meant by a name."""
        ...


class Served:
    """Give addresses of the app as it is served.

    >>> to = Served()
    >>> to.entry("ab12"), to.actor("Ana Vell / Orlin"), to.document("cd34", at=(10, 20))
    ('/entry/ab12', '/actor/Ana%20Vell%20%2F%20Orlin', '/document/cd34?at=10-20#p-10')
    >>> to.page("register", actor="Orlin", kind=["offer", "demand"], text=None), to.page("")
    ('/register?actor=Orlin&kind=offer&kind=demand', '/')
    """

    def page(self, name: str, /, **query: object) -> str:
        """Return the address of a page with a query; lists give a parameter for each value."""
        asked = "&".join(_pair(key, value) for key, value in query.items() if value not in (None, "", (), []))
        return f"/{name}?{asked}" if asked else f"/{name}"

    def with_pairs(self, name: str, pairs: Iterable[tuple[str, str]]) -> str:
        """Return the address of a page with a query, as ``feeds/changes.atom``."""
        asked = urlencode(list(pairs))
        return f"/{name}" + (f"?{asked}" if asked else "")

    def entry(self, entry_id: str, part: str = "") -> str:
        """Return where an entry is shown."""
        return f"/entry/{_part(entry_id)}" + (f"#{part}" if part else "")

    def document(self, document_id: str, at: tuple[int, int] | None = None) -> str:
        """Return where an article is read."""
        where = f"?at={at[0]}-{at[1]}#p-{at[0]}" if at else ""
        return f"/document/{_part(document_id)}{where}"

    def actor(self, name: str) -> str:
        """Return the page of an actor."""
        return f"/actor/{_part(name)}"

    def issue(self, issue_id: str) -> str:
        """Return the page of an issue."""
        return f"/issue/{_part(issue_id)}"

    def conflict(self, conflict_id: str) -> str:
        """Return the page of a conflict."""
        return f"/conflict/{_part(conflict_id)}"

    def proposal(self, entry_id: str) -> str:
        """Return the page of a proposal."""
        return f"/proposal/{_part(entry_id)}"

    def package(self, name: str) -> str:
        """Return the page of a package."""
        return f"/package/{_part(name)}"

    def story(self, story_id: str) -> str:
        """Return the page of a story."""
        return f"/story/{_part(story_id)}"

    def record(self, document_id: str, record_id: str) -> str:
        """Return where a record stands in its article."""
        return self.page(f"document/{_part(document_id)}", record=record_id) + f"#r-{_part(record_id)}"

    def picture(self, kind: str, /, **query: object) -> str:
        """Return the address of a picture."""
        return self.page(f"pictures/{_part(kind)}.svg", **query)

    def feed(self, name: str, /, **query: object) -> str:
        """Return the address of a feed."""
        return self.page(f"feeds/{_part(name)}", **query)

    def merge(self, entry_id: str) -> str:
        """Return where an entry is merged with another."""
        return f"/entry/{_part(entry_id)}/merge"

    def split(self, entry_id: str, record_id: str) -> str:
        """Return where a record is split off an entry."""
        return self.page(f"entry/{_part(entry_id)}/split", record=record_id)

    def origins(self, document_id: str, other: str) -> str:
        """Return where it is decided whether two articles have one origin."""
        return self.page(f"document/{_part(document_id)}/origin", other=other)

    def actor_decide(self, name: str) -> str:
        """Return where it is decided who is meant by a name."""
        return f"/actor/{_part(name)}/decide"

    def static(self, path: str) -> str:
        """Return where a file of the app's own lies; another text of it has another address."""
        from onrecord.web.assets import stamped

        return f"/static/{stamped(path)}"


_AT_HAND = 8_192
"""Names and words of addresses that are kept as they stand there: a page has the same ones many times."""


@lru_cache(maxsize=_AT_HAND)
def _part(text: str) -> str:
    return quote(text, safe="")


@lru_cache(maxsize=_AT_HAND)
def _word(text: str) -> str:
    return quote_plus(text)


def _pair(key: str, value: object) -> str:
    """Return a parameter as it stands in an address, once for each of several values."""
    return f"{_word(key)}={_word(value)}" if type(value) is str else urlencode({key: value}, doseq=True)
