"""Say which column of a table holds what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

DEFAULTS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "article_text", "fulltext", "full_text", "html"),
    "title": ("title", "headline", "head", "heading"),
    "date": (
        "date", "published", "published_at", "publish_date", "publication_date", "date_publish", "pubdate",
        "pub_date", "datetime", "timestamp",
    ),
    "url": ("url", "link", "address", "uri", "source_url", "canonical_url"),
    "outlet": ("outlet", "source", "publisher", "publication", "domain", "source_domain", "newspaper"),
    "byline": ("byline", "author", "authors", "writer"),
}  # fmt: skip
"""Names that columns usually have, the likeliest first; compared without regard to case."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Name the columns of a table; ``None`` leaves it to the usual names."""

    text: str | None = None
    title: str | None = None
    date: str | None = None
    url: str | None = None
    outlet: str | None = None
    byline: str | None = None

    def named(self) -> dict[str, str]:
        """Return what the user named, field by field."""
        pairs = ((f.name, getattr(self, f.name)) for f in fields(self))
        return {field: name for field, name in pairs if name}

    def find(self, present: Iterable[str]) -> dict[str, str]:
        """Return the column of each field among those present; a field without one is left out.

        >>> Columns(title="Kop").find(["Body", "KOP", "Link"])
        {'text': 'Body', 'title': 'KOP', 'url': 'Link'}
        """
        by_name = {name.strip().lower(): name for name in reversed(list(present))}
        found: dict[str, str] = {}
        mine = self.named()
        for field, usual in DEFAULTS.items():
            wanted = (mine[field],) if field in mine else usual
            hit = next((by_name[name.lower()] for name in wanted if name.lower() in by_name), None)
            if hit is not None:
                found[field] = hit
        return found

    def missing(self, present: Iterable[str]) -> list[str]:
        """Return the columns that the user named and the table does not have."""
        here = {name.strip().lower() for name in present}
        return [name for name in self.named().values() if name.lower() not in here]
