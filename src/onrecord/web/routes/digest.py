"""Answer for the digest: what the pages of some days add, as a page and as files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import Response

from onrecord.views.digest import words
from onrecord.views.spans import joined_quote
from onrecord.web.desk import FromDesk
from onrecord.web.plans import digest_page
from onrecord.web.plans.parameters import choice, parameters
from onrecord.web.plans.showing import kept_page
from onrecord.web.safety.downloads import attachment

if TYPE_CHECKING:
    from onrecord.store.desk.store import DeskStore

router = APIRouter(include_in_schema=False)


@router.get("/digest")
def digest(request: Request, desk: FromDesk) -> Response:
    """Show what is new, changed, contradicted, taken back, answered and upcoming in some days."""
    given = parameters(request)
    where = digest_page.asked(desk, given)
    form = choice(given, "to", tuple(digest_page.FORMS))
    number = digest_page.pages(desk, where)
    fits = number <= digest_page.PAGES
    if form is not None and fits:
        found = digest_page.taken_along(desk, where)
        return Response(
            digest_page.written(desk, found, form),
            media_type=digest_page.FORMS[form],
            headers={"Content-Disposition": attachment(digest_page.file_name(found, form))},
        )
    visited = _visited(request)

    def make() -> tuple[str, Mapping[str, object]]:
        values = {
            "where": where,
            "found": digest_page.page(desk, where) if fits else None,
            "pages": number,
            "query": digest_page.query,
            "presets": list(digest_page.presets(desk, where, visited)),
            "words": words,
            "most": digest_page.SHOWN,
            "book": desk.codebook(),
            "joined_quote": joined_quote,
        }
        return "Digest", values

    return kept_page(request, desk, "digest_page.html.j2", (where, visited), make)


def _visited(request: Request) -> datetime | None:
    """Return when the last visit of who asks ended; ``None``: this is the first."""
    store: DeskStore = request.app.state.desk_store
    visit = store.visits.of(request.state.user.name)
    return visit.before if visit else None
