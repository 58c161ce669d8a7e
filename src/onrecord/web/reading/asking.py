"""Read what a page about articles is asked for out of its address, and write it back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from onrecord.model import Span
from onrecord.store.interface import DocumentFilter

PAGE = 50
"""Lines of a list."""
_AT = re.compile(r"(\d{1,9})-(\d{1,9})")
YES = "yes"


@dataclass(frozen=True, slots=True)
class Listing:
    """Hold which articles are listed: the parameters of ``/documents``."""

    outlet: str = ""  # part of the name
    publisher: tuple[str, ...] = ()  # whole names
    unknown: str = ""  # "yes": those without an outlet
    since: str = ""
    until: str = ""
    text: str = ""
    undated: str = ""
    unread: str = ""
    copied: str = ""
    copies: str = ""
    all_versions: str = ""
    sort: str = ""  # "oldest"; "": the newest first
    page: int = 1

    def filter(self) -> DocumentFilter:
        """Return the filter of the store."""
        return DocumentFilter(
            outlet=self.outlet or None,
            date_from=self.since or None,
            date_until=self.until or None,
            text=self.text or None,
            all_versions=self.all_versions == YES,
            undated=self.undated == YES,
            outlets=(*self.publisher, *([""] if self.unknown == YES else [])),
            unread=self.unread == YES,
            copied=self.copied == YES,
            copies=self.copies == YES,
        )

    def query(self, **changed: object) -> dict[str, object]:
        """Return the parameters that are not as usual, with some changed; the page is the first."""
        other = replace(self, **{"page": 1, **changed})  # type: ignore[arg-type]
        usual = Listing()
        return {
            each.name: getattr(other, each.name)
            for each in fields(other)
            if getattr(other, each.name) != getattr(usual, each.name)
        }

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters as ``query`` does, as pairs."""
        found: list[tuple[str, str]] = []
        for name, value in self.query().items():
            found += [(name, str(each)) for each in (value if isinstance(value, tuple) else (value,))]
        return found


def listing(params: Mapping[str, str], publishers: tuple[str, ...]) -> Listing:
    """Return which articles are asked for.

    >>> listing({"outlet": " Post ", "page": "x"}, ()).query()
    {'outlet': 'Post'}
    """
    names = {each.name for each in fields(Listing)} - {"page", "publisher"}
    given = {name: params[name].strip()[:200] for name in names if params.get(name, "").strip()}
    return Listing(**given, publisher=publishers, page=number(params.get("page")))


def number(given: str | None, most: int = 10_000_000) -> int:
    """Return the number of a page; the first where none is given.

    >>> number("3"), number("-2"), number("many"), number(None)
    (3, 1, 1, 1)
    """
    return min(max(1, int(given)), most) if given and given.isdecimal() and len(given) < 12 else 1


def passage(given: str | None) -> Span | None:
    """Return the passage that ``?at=START-END`` names.

    >>> passage("10-20"), passage("20-10"), passage("x")
    (Span(start=10, end=20), None, None)
    """
    found = _AT.fullmatch(given or "")
    if found is None or int(found[1]) >= int(found[2]):
        return None
    return Span(int(found[1]), int(found[2]))


@dataclass(frozen=True, slots=True)
class Pages:
    """Hold where in a long list a page stands."""

    page: int
    total: int  # lines
    size: int = PAGE

    @property
    def of(self) -> int:
        """Return how many pages there are."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """Return the number of the first line, from 1."""
        return (self.page - 1) * self.size + 1

    @property
    def last(self) -> int:
        """Return the number of the last line."""
        return min(self.total, self.page * self.size)
