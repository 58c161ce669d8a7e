"""Every decision, of people on records, on entries and origins and on actors, with a way to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from onrecord.errors import UsageError
from onrecord.model.users import Role
from onrecord.review.ledger import latest_first
from onrecord.review.sharing import written
from onrecord.review.telling import line_of
from onrecord.views.decided import actor_line
from onrecord.views.judged import Named
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.pages import shown
from onrecord.web.reviewing.waiting import queue_of
from onrecord.web.safety import needs
from onrecord.web.safety.downloads import attachment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model.users import User
    from onrecord.review.ledger import Ledger
    from onrecord.store.interface_review import ReviewHead

router = APIRouter(include_in_schema=False, prefix="/review/log")
OF = ("records", "register", "actors")
A_PAGE = 50


@router.get("")
def page(
    request: Request,
    desk: FromDesk,
    of: Annotated[str, Query(max_length=20)] = "records",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    by: Annotated[str, Query(max_length=200)] = "",
    made: Annotated[str, Query(max_length=64)] = "",
) -> HTMLResponse:
    """List decisions, the latest first."""
    if of not in OF:
        raise UsageError(f"there is no log of {of!r}", None, f"there are {', '.join(OF)}")
    rows = {"records": _records, "register": _register, "actors": _actors}[of]
    found, total, names = rows(desk, request.state.user, page, by)
    return shown(
        request, "review_log.html.j2", title="Decisions", of=of, kinds=OF, rows=found, total=total, page=page,
        pages=max(1, -(-total // A_PAGE)), by=by, reviewers=names, made=made,
        may=request.state.user.role.may(Role.REVIEWER),
    )  # fmt: skip


@router.get("/decisions.jsonl", dependencies=[needs(Role.REVIEWER)])
def exported(desk: FromDesk) -> Response:
    """Give the decisions file that ``onrecord review file import`` brings into another casefile."""
    lines = written(each.review for each in desk.casefile.all_reviews())
    headers = {"Content-Disposition": attachment(f"{desk.name}-decisions.jsonl")}
    return Response("".join(f"{line}\n" for line in lines), media_type="application/jsonl", headers=headers)


Found = tuple[list[dict[str, Any]], int, list[str]]


def _records(desk: Desk, user: User, page: int, by: str) -> Found:
    ledger = queue_of(desk).ledger()
    every = [each for each in latest_first(ledger.heads) if not by or each.by == by]
    some = every[(page - 1) * A_PAGE : page * A_PAGE]
    lines = dict(_lines(desk, some))
    rows = [_row(each, ledger, user, lines.get(each.id, "")) for each in some]
    return rows, len(every), sorted({each.by for each in ledger.heads})


def _lines(desk: Desk, heads: Sequence[ReviewHead]) -> Iterator[tuple[str, str]]:
    """Yield what was decided by each of some reviews; those without a page here yield nothing."""
    wanted = {each.id for each in heads}
    for document in dict.fromkeys(each.document for each in heads if each.document is not None):
        yield from ((r.id, line_of(r)) for r in desk.casefile.reviews(document) if r.id in wanted)


def _row(head: ReviewHead, ledger: Ledger, user: User, line: str) -> dict[str, Any]:
    is_mine = head.by == user.name or user.role.may(Role.ADMIN)
    return {
        "id": head.id,
        "at": head.at,
        "by": head.by,
        "line": line or f"{head.action} (its page is not in this casefile)",
        "note": "",  # the line has it
        "undone": ledger.undone(head.id),
        "record": f"{head.kind.value}-{head.record}" if head.kind is not None and head.record else "",
        "document": head.document,
        "may_undo": is_mine and ledger.holds(head) and head.document is not None,
        "entry": "",
    }


def _register(desk: Desk, user: User, page: int, by: str) -> Found:
    every = desk.casefile.judgements()
    undone = {each.undoes for each in every}
    names = Named(desk.casefile)
    chosen = [each for each in reversed(every) if not by or each.by == by]
    rows = [
        {
            "id": each.id,
            "at": each.at,
            "by": each.by,
            "line": names.line(each) if each.undoes is None else f"undone: decision {each.undoes[:8]}",
            "note": each.note or "",
            "undone": each.id in undone,
            "record": "",
            "document": None,
            "may_undo": each.undoes is None and each.id not in undone,
            "entry": each.left.id if each.left.end else "",
        }
        for each in chosen[(page - 1) * A_PAGE : page * A_PAGE]
    ]
    return rows, len(chosen), sorted({each.by for each in every})


def _actors(desk: Desk, user: User, page: int, by: str) -> Found:
    every = desk.casefile.decisions()
    last = next((each.number for each in reversed(every) if each.undoes is None and not each.undone), None)
    chosen = [each for each in reversed(every) if not by or each.by == by]
    rows = [
        {
            "id": str(each.number),
            "at": each.at,
            "by": each.by,
            "line": actor_line(each),
            "note": "",
            "undone": each.undone,
            "record": "",
            "document": each.document,
            "may_undo": each.number == last,
            "entry": "",
        }
        for each in chosen[(page - 1) * A_PAGE : page * A_PAGE]
    ]
    return rows, len(chosen), sorted({each.by for each in every})
