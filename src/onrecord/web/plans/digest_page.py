"""Make the digest's page: of which days, what they added, and as which file it is taken along."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from onrecord.store.interface import DocumentFilter
from onrecord.views.digest.as_html import to_html
from onrecord.views.digest.as_markdown import to_markdown
from onrecord.views.digest.digest import Digest, digest
from onrecord.views.digest.digest_records import digest_record
from onrecord.views.digest.window import DigestFilter
from onrecord.views.looking import Looked
from onrecord.web.leaving import leaving, today
from onrecord.web.plans.due_page import after, latest_page, usual_day
from onrecord.web.plans.parameters import Given, day, one

if TYPE_CHECKING:
    from onrecord.web.desk import Desk

FORMS = {"md": "text/markdown; charset=utf-8", "html": "text/html; charset=utf-8", "json": "application/json"}
"""As which files a digest is taken along, with their types."""
PAGES = 4_000
"""Articles from which a window is too long to be set out while somebody waits."""
SHOWN = 25
"""Things of a kind that the page shows; the files have all."""
Query = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Preset:
    """Hold a window that a link chooses."""

    name: str
    query: Query


def asked(desk: Desk, given: Given, now: date | None = None) -> DigestFilter:
    """Return what an address asks for; where it gives no day, of the week up to the latest page.

    Raises:
        UsageError: a date is none.
    """
    since, until = day(given, "since"), day(given, "until")
    if since is None:
        last = until or latest_page(desk) or (now or date.today()).isoformat()
        since = after(last[:10], -6) if len(last) >= 10 else last
    return DigestFilter(
        since, until, one(given, "actor"), tuple(given.get("issue", ())), one(given, "confirmed") == "yes"
    )


def query(where: DigestFilter, **changes: str | None) -> Query:
    """Return the parameters of a digest, some of them changed."""
    values: dict[str, object] = {
        "since": where.since,
        "until": where.until,
        "actor": where.actor,
        "issue": list(where.issues),
        "confirmed": "yes" if where.confirmed else None,
    }
    values.update(changes)
    return {
        name: [str(each) for each in value] if isinstance(value, list) else [str(value)]
        for name, value in values.items()
        if value not in (None, "", [])
    }


def presets(
    desk: Desk, where: DigestFilter, visited: datetime | None, day_now: date | None = None
) -> Iterator[Preset]:
    """Yield windows to choose from, up to today, or to the latest page of a record of another time."""
    now = usual_day(desk, day_now or date.today())
    for name, back in (("the latest day", 0), ("two days", 1), ("a week", 6), ("a month", 30)):
        yield Preset(name, query(where, since=after(now, -back), until=now))
    if visited is not None:
        yield Preset("since your last visit", query(where, since=visited.date().isoformat(), until=None))


def pages(desk: Desk, where: DigestFilter) -> int:
    """Return how many articles of the window there are."""
    window = DocumentFilter(date_from=where.since, date_until=where.until)
    return desk.kept("pages of a window", window, lambda: desk.casefile.document_page(window, True, 0, 1)[1])


def page(desk: Desk, where: DigestFilter) -> Digest:
    """Return a digest."""
    return desk.kept("digest", where, lambda: digest(desk.view(), where))


def taken_along(desk: Desk, where: DigestFilter) -> Digest:
    """Return a digest without what may not leave the desk yet."""
    asked = (where, today(), desk.revision())
    return desk.kept("digest to take along", asked, lambda: digest(leaving(desk), where))


def written(desk: Desk, found: Digest, form: str) -> bytes:
    """Return a digest as a file of one of ``FORMS``, as `onrecord digest --to` writes it."""
    if form == "html":
        text = to_html(found, desk.name)
    elif form == "json":
        text = json.dumps(digest_record(found, Looked(leaving(desk))), ensure_ascii=False, indent=1) + "\n"
    else:
        text = to_markdown(found)
    return text.encode("utf-8", errors="backslashreplace")


def file_name(found: Digest, form: str) -> str:
    """Return what the file of a digest is called.

    >>> from types import SimpleNamespace as Is
    >>> file_name(Is(window=Is(first="2031-06-09", last="2031-06-15")), "md")
    'digest-2031-06-09-to-2031-06-15.md'
    """
    return f"digest-{found.window.first}-to-{found.window.last}.{form}"
