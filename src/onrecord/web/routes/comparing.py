"""Show an article beside its source or another version: words, and what became of the record."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.web.desk import FromDesk
from onrecord.web.pages import shown
from onrecord.web.reading.asking import number
from onrecord.web.reading.comparing import candidates, comparison

router = APIRouter(include_in_schema=False)


@router.get("/document/{document_id}/diff")
def diff(request: Request, desk: FromDesk, document_id: str, against: str = "") -> HTMLResponse:
    """Compare an article word by word with what it derives from; without that, offer what there is."""
    summary = desk.casefile.summary(document_id)
    ties = candidates(desk, summary.id)
    wanted = against or summary.previous or next((tie.document for tie in ties), None)
    if not wanted:
        return shown(
            request, "diff_none.html.j2", title="Nothing to compare it with", summary=summary,
            versions=desk.casefile.versions(summary.id),
        )  # fmt: skip
    found = comparison(desk, summary.id, wanted, number(request.query_params.get("page")))
    return shown(
        request, "diff.html.j2", title="Word by word", found=found, asked=summary.id, ties=ties,
    )  # fmt: skip
