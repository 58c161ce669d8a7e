"""Decide when two pages are the same page, and what a page is called."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

ID_LENGTH = 16
"""Hexadecimal digits of a document's id: 64 bits, no two alike in some hundred million documents."""


@dataclass(frozen=True, slots=True)
class Known:
    """Hold what tells a page from others with the same bytes."""

    key: int
    id: str
    url: str | None
    path: str | None
    stated: bool  # the user stated the url


def page_id(digest: str, url: str | None, attempt: int = 1) -> str:
    """Return the id of the page with these bytes at this address: the same in whatever order pages come.

    ``attempt`` gives others where an id is taken, as after an edit of a url; among prints of one text without
    urls, the one that comes first has the plain id.
    """
    parts = [digest, url or "", *([str(attempt)] if attempt > 1 else [])]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:ID_LENGTH]


def same_page(known: Iterable[Known], url: str | None, path: str | None, stated: bool) -> Known | None:
    """Choose the page that one with the same bytes is; ``None``: it is another, republished elsewhere.

    It is the same under the same url, or where either has none. From the same file it is also the same where
    the page names another url than the user stated, because the statement overrules the page.

    >>> known = [Known(1, "a", "https://a.example/1", "/a.txt", True)]
    >>> same_page(known, None, "/b.txt", False) == known[0]
    True
    >>> same_page(known, "https://b.example/1", "/a.txt", False) == known[0]
    True
    >>> same_page(known, "https://b.example/1", "/a.txt", True) is None
    True
    """

    def same_file(page: Known) -> bool:
        return path is not None and page.path == path

    fitting = [
        page
        for page in known
        if page.url == url
        or page.url is None
        or url is None
        or (same_file(page) and not (stated and page.stated))
    ]
    return min(fitting, key=lambda page: (page.url != url, not same_file(page), page.id), default=None)
