"""List the articles of the casefile."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.views.wordings import counted
from onrecord.web.desk import FromDesk
from onrecord.web.pages import shown
from onrecord.web.reading.asking import PAGE, Pages, listing

router = APIRouter(include_in_schema=False)


@router.get("/documents")
def documents(request: Request, desk: FromDesk) -> HTMLResponse:
    """List articles, the newest first."""
    asked = listing(request.query_params, tuple(request.query_params.getlist("publisher")[:20]))
    newest = asked.sort != "oldest"
    found, total = desk.casefile.document_page(asked.filter(), newest, (asked.page - 1) * PAGE, PAGE)
    counts = desk.kept("counts", (), desk.casefile.counts)
    pages = Pages(asked.page, total)
    return shown(
        request,
        "documents.html.j2",
        title="Articles",
        found=found,
        asked=asked,
        pages=pages,
        counts=counts,
        counted=counted,
    )
