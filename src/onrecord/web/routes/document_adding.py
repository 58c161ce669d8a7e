"""Add a record that the machine missed, from the article that it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from onrecord.errors import OnrecordError, UsageError
from onrecord.model import RecordKind
from onrecord.model.users import Role
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.pages import shown
from onrecord.web.reading.asking import passage
from onrecord.web.reviewing.adding import NotTakenError, Sent, add, check_open
from onrecord.web.reviewing.adding_page import adding_page, begun, paragraph_at
from onrecord.web.reviewing.afterwards import put_in_step
from onrecord.web.reviewing.deciding import MOST, ChangedError
from onrecord.web.reviewing.meaning import means_of
from onrecord.web.reviewing.returning import article_address
from onrecord.web.safety import needs, noted

router = APIRouter(include_in_schema=False)
MAY = needs(Role.REVIEWER)
_FIELD, _HINT = "f-", "at-"
"""What stands before the name of a field, and before that of where its words were chosen."""


async def _form(request: Request) -> FormData:
    return await request.form()


@router.get("/document/{document_id}/add", dependencies=[MAY])
def begin(request: Request, desk: FromDesk, document_id: str) -> HTMLResponse:
    """Show the form for a record that is missing in an article."""
    query = request.query_params
    summary = desk.casefile.summary(document_id)
    check_open(summary)
    document = desk.casefile.document(summary.id)
    kind = _kind(query.get("kind") or RecordKind.STATEMENT.value)
    sent = begun(
        document, kind, query.get("words", "")[:MOST], passage(query.get("at")), _place(query.get("within"))
    )
    return _page(request, desk, sent)


@router.post("/document/{document_id}/add", dependencies=[MAY])
def added(
    request: Request, desk: FromDesk, document_id: str, form: Annotated[FormData, Depends(_form)]
) -> Response:
    """Keep a record, and go back to the article, where it stands from now on."""
    sent = _sent(desk, document_id, form)
    user = request.state.user
    try:
        with desk.writing() as casefile:
            made = add(casefile, user.name, sent, means_of(desk))
    except NotTakenError as error:
        return _page(request, desk, sent, status=422, error=error, wrong=error.wrong)
    except ChangedError as error:
        return _page(request, desk, sent, status=409, error=error)
    noted(request, "decided: add", f"{sent.kind.value} {made.record}")
    put_in_step(request, user)
    return RedirectResponse(article_address(made.review, made.record), 303)


def _sent(desk: Desk, document_id: str, form: FormData) -> Sent:
    """Return what a form holds; of several inputs of one name what was filled in.

    Raises:
        UsageError: the kind is none, or something is longer than any field.
    """
    typed: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            typed.setdefault(name, []).append(value)
    if any(len(value) > MOST for values in typed.values() for value in values):
        raise UsageError(f"a field takes {MOST:,} characters at most", None, "choose fewer words")
    document = desk.casefile.document(document_id)
    one = {name: next(reversed([each for each in values if each]), "") for name, values in typed.items()}
    return Sent(
        document=document.id,
        kind=_kind(one.get("kind", "")),
        seen=one.get("seen", ""),
        within=paragraph_at(document, _place(one.get("within"))),
        typed={
            name.removeprefix(_FIELD): "; ".join(filter(None, values))
            for name, values in typed.items()
            if name.startswith(_FIELD)
        },
        at={
            name.removeprefix(_HINT): _places(value) for name, value in one.items() if name.startswith(_HINT)
        },
        note=one.get("note", ""),
    )


def _page(
    request: Request,
    desk: Desk,
    sent: Sent,
    *,
    status: int = 200,
    error: OnrecordError | None = None,
    wrong: Mapping[str, UsageError] | None = None,
) -> HTMLResponse:
    page = adding_page(desk.casefile.document(sent.document), sent, desk.codebook(), wrong)
    return shown(
        request, "document_add.html.j2", title=f"Add {_article(sent.kind)}", status=status, page=page,
        kinds=list(RecordKind), error=error,
    )  # fmt: skip


def _article(kind: RecordKind) -> str:
    return f"an {kind.value}" if kind is RecordKind.EVENT else f"a {kind.value}"


def _kind(text: str) -> RecordKind:
    try:
        return RecordKind(text)
    except ValueError as error:
        remedy = f"it is one of {', '.join(RecordKind)}"
        raise UsageError(f"{text[:60]!r} is no kind of record", None, remedy) from error


def _place(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None


def _places(text: str) -> tuple[int, ...]:
    found = (_place(each.strip()) for each in text.split(",")[:20])
    return tuple(each for each in found if each is not None)
