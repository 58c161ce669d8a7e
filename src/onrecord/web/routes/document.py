"""Read an article: its words with what is on record of them, and put right what its page does not say."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from onrecord.model import Given, RecordKind
from onrecord.model.users import Role
from onrecord.store.interface import FIELDS, DocumentSummary
from onrecord.views.reader.ties import head_line
from onrecord.web.desk import FromDesk
from onrecord.web.jobs.foreman import foreman_of
from onrecord.web.pages import TO, shown
from onrecord.web.reading.article import Asked, article_page
from onrecord.web.reading.asking import number, passage
from onrecord.web.reading.hand import hand_of
from onrecord.web.reviewing.afterwards import put_in_step
from onrecord.web.safety import needs, noted

router = APIRouter(include_in_schema=False)


@router.get("/document/{document_id}")
def document(request: Request, desk: FromDesk, document_id: str) -> HTMLResponse:
    """Show an article with what is on record of it."""
    query = request.query_params
    asked = Asked(
        number(query.get("part")),
        passage(query.get("at")),
        query.get("record", "")[:64],
        _kind(query.get("only")),
    )
    view, may_edit = desk.view(), request.state.user.role.may(Role.REVIEWER)
    if may_edit:
        view.effective(document_id)  # what is decided on it, and what is shown, are read once
    page = article_page(desk, view, document_id, asked)
    title = " ".join((page.summary.title or "").split()) or page.summary.name
    hand = hand_of(desk, view, page, query.get("decided", "")[:64]) if may_edit else None
    return shown(
        request, "document.html.j2", title=title, page=page, head=head_line(page.ties), may_edit=may_edit,
        hand=hand, kinds=list(RecordKind),
    )  # fmt: skip


@router.post("/document/{document_id}/edit", dependencies=[needs(Role.REVIEWER)])
def edit(
    request: Request, desk: FromDesk, document_id: str,
    title: Annotated[str, Form(max_length=1_000)] = "", outlet: Annotated[str, Form(max_length=300)] = "",
    byline: Annotated[str, Form(max_length=300)] = "", published: Annotated[str, Form(max_length=60)] = "",
    url: Annotated[str, Form(max_length=2_000)] = "",
) -> RedirectResponse:  # fmt: skip
    """Keep what the user states about an article; what days and relays hang on is read again by a worker."""
    stated = {"title": title, "outlet": outlet, "byline": byline, "published": published, "url": url}
    before = desk.casefile.summary(document_id)
    given, user, foreman = changed(before, stated), request.state.user, foreman_of(request)
    found = before.id
    if given != Given():
        with desk.writing() as casefile:
            after = casefile.edit_document(before.id, given)
        found = after.id
        noted(request, "document edited", found)
        if (before.published, before.outlet) != (after.published, after.outlet) and before.model:
            told = f"reading {before.name} again"
            foreman.put("reread", user.name, told, {"documents": [found]})
        else:
            put_in_step(request, user)
    return RedirectResponse(TO.document(found), 303)


def _kind(given: str | None) -> str:
    return given if given in {kind.value for kind in RecordKind} else ""


def changed(before: DocumentSummary, stated: dict[str, str]) -> Given:
    """Return what is stated otherwise than it was known; an empty text says that the page has none."""
    told = {name: stated[name].strip() for name in FIELDS}
    return Given(**{name: text for name, text in told.items() if text != (getattr(before, name) or "")})
