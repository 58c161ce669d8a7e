"""The review: one record at a time, the most worth deciding first; each decision is kept before the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.datastructures import QueryParams

from onrecord.errors import OnrecordError, UsageError
from onrecord.model import REGISTER_VERSION, RecordKind
from onrecord.model.users import Role, User
from onrecord.review.ledger import sitting
from onrecord.review.telling import line_of
from onrecord.store.reviews import ReviewAction
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.errors import NotFoundError
from onrecord.web.pages import TO, shown
from onrecord.web.reviewing import sampling
from onrecord.web.reviewing.afterwards import put_in_step
from onrecord.web.reviewing.asking import Wanted, record_of, record_text, wanted
from onrecord.web.reviewing.deciding import MOST, Asked, ChangedError, PlacesError, decide, undo
from onrecord.web.reviewing.meaning import completions, means_of, names_of
from onrecord.web.reviewing.returning import article_address
from onrecord.web.reviewing.shown import Shown, entry_of
from onrecord.web.reviewing.shown import shown as gathered
from onrecord.web.reviewing.waiting import Place, Standing, queue_of
from onrecord.web.safety import needs, noted
from onrecord.web.saying import saying
from onrecord.web.saying_days import day_words

if TYPE_CHECKING:
    from onrecord.review.ledger import Ledger
    from onrecord.review.worth import Ranked
    from onrecord.store.interface_review import ReviewHead
    from onrecord.store.reviews import Review

router = APIRouter(include_in_schema=False, prefix="/review")
MAY = needs(Role.REVIEWER)
Typed = Annotated[str, Form(max_length=MOST)]


@router.get("")
def page(request: Request, desk: FromDesk) -> HTMLResponse:
    """Show the record that a decision is worth most on, or one that is named."""
    return _page(request, desk, wanted(request.query_params))


@router.get("/names")
def names(desk: FromDesk, q: Annotated[str, Query(max_length=200)] = "") -> JSONResponse:
    """Return names of actors that a typed beginning may mean."""
    return JSONResponse(completions(names_of(desk), q))


@router.post("/decide", dependencies=[MAY])
def decided(
    request: Request,
    desk: FromDesk,
    document: Typed,
    record: Typed,
    seen: Typed,
    decision: Typed,
    note: Typed = "",
    field: Typed = "",
    value: Typed = "",
    at: Typed = "",
    again: Typed = "",
) -> Response:
    """Keep a decision, and go on: to the next record after accepting and rejecting, else to the same."""
    kind, name = record_of(record)
    places = tuple(int(each) for each in at.split(",") if each.strip().isdecimal())
    asked = Asked(document, kind, name, decision, seen, note, field, value, places)
    back = _queue(again)
    user: User = request.state.user
    try:
        with desk.writing() as casefile:
            made = decide(casefile, user.name, asked, means_of(desk))
    except ChangedError as error:
        return _refused(request, desk, back, asked, error, 409)
    except UsageError as error:
        return _refused(request, desk, back, asked, error, 422)
    noted(request, f"decided: {decision}", f"{kind.value} {name}")
    put_in_step(request, user)
    told = f"kept: {line_of(made.review)}" + (f"; {made.remark}" if made.remark else "")
    stays = decision == "correct" or (decision == "complete" and not back.article)
    return _on(request, desk, back, told, made.review, at=(kind, name) if stays else None, on=name)


@router.post("/undo", dependencies=[MAY])
def undone(request: Request, desk: FromDesk, review: Typed = "", again: Typed = "") -> Response:
    """Take a decision back: the one that is named, else the last of the person who asks."""
    user: User = request.state.user
    back = _queue(again)
    if not review:
        last = queue_of(desk).ledger().last_of(user.name)
        if last is None:
            raise UsageError("nothing of yours is decided that could be undone", None, "go on with the queue")
        review = last.id
    with desk.writing() as casefile:
        taken_back = undo(casefile, user.name, review, anybodys=user.role.may(Role.ADMIN))
    noted(request, "decision undone", review)
    put_in_step(request, user)
    shown_id = str((taken_back.shown or {}).get("id", ""))
    where = (taken_back.kind, shown_id) if taken_back.kind is not None and shown_id else back.record
    if back.article:
        return RedirectResponse(article_address(taken_back, shown_id, back.article), 303)
    return _on(request, desk, back, f"undone: {line_of(taken_back)}", taken_back, at=where)


@router.post("/draw", dependencies=[MAY])
def drawn(
    request: Request,
    desk: FromDesk,
    size: Annotated[int, Form()],
    kind: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Draw records at random, and begin with the first of them."""
    standing = queue_of(desk).standing()
    if standing is None:
        raise UsageError("the queue is not in order yet", None, "try again in a moment")
    kinds = [each for each in RecordKind if each.value in (kind or ())]
    with desk.writing() as casefile:
        made = sampling.draw(casefile, standing.ranked, kinds, size, request.state.user.name)
    noted(request, "sample drawn", made.id)
    return RedirectResponse(TO.page("review", draw=made.id), 303)


def _queue(again: str) -> Wanted:
    """Return the queue that a page was of, by the query of its address."""
    return wanted(QueryParams(parse_qsl(again.lstrip("?"))))


def _on(
    request: Request,
    desk: Desk,
    back: Wanted,
    told: str,
    review: Review,
    at: tuple[RecordKind, str] | None,
    on: str = "",
) -> Response:
    """Go on after a decision; a script is told where to, and shows what it has fetched already."""
    address, leaves = TO.with_pairs("review", back.pairs(at)), bool(back.article) and at is None
    if leaves:
        gone = review.action in (ReviewAction.REJECT, ReviewAction.COMPLETE)
        address = article_address(review, "" if gone else on, back.article)
    if "application/json" in request.headers.get("accept", ""):
        held = {"told": told, "next": address, "review": review.id, "stays": at is not None}
        return JSONResponse(held | {"leaves": leaves})
    return RedirectResponse(address, 303)


def _refused(
    request: Request, desk: Desk, back: Wanted, asked: Asked, error: OnrecordError, status: int
) -> Response:
    if "application/json" in request.headers.get("accept", ""):
        address = TO.with_pairs("review", back.pairs((asked.kind, asked.record)))
        return JSONResponse({"told": error.told, "next": address, "stays": True}, status)
    at = replace(back, record=(asked.kind, asked.record))
    return _page(request, desk, at, status=status, asked=asked, error=error)


def _page(
    request: Request,
    desk: Desk,
    at: Wanted,
    *,
    status: int = 200,
    asked: Asked | None = None,
    error: OnrecordError | None = None,
) -> HTMLResponse:
    queue, user = queue_of(desk), request.state.user
    standing = queue.standing()
    values: dict[str, Any] = {
        "wanted": at,
        "query": TO.with_pairs("", at.pairs()).partition("?")[2],
        "book": desk.codebook(),
        "kinds": list(RecordKind),
        "may": user.role.may(Role.REVIEWER),
        "asked": asked,
        "error": error,
        "places": error.places if isinstance(error, PlacesError) else (),
    }
    if standing is None:
        return shown(request, "review_waiting.html.j2", title="Review", **values)
    ledger = queue.ledger()
    if at.draw:
        place = sampling.place(desk.casefile, queue, standing, at.draw, at.record)
    else:
        place = queue.place(standing, at.where, at.record)
    each = _record(desk, standing, place, at)
    last = ledger.last_of(user.name)
    values |= {
        "place": place,
        "record_text": record_text,
        "record": each,
        "last": last,
        "last_line": _last_line(desk, last),
        "pace": sitting(ledger.heads, user.name, _now()),
        "called": saying(desk).called,
        "day_words": day_words,
        "behind": each is not None and _is_behind(desk, ledger, each.document.id),
        "next": _address(at, place.after),
        "before": _address(at, place.before),
        "draws": sampling.draws(desk.casefile),
    }
    return shown(request, "review.html.j2", title="Review", status=status, **values)


def _record(desk: Desk, standing: Standing, place: Place, at: Wanted) -> Shown | None:
    """Return what is shown of a record: of the queue, or of its address alone where it came later."""
    if place.item is not None:
        kind, name, document = place.item.kind, place.item.id, place.item.document
    elif at.record is not None:
        kind, name = at.record
        document = _document_of(desk, kind, name)
    else:
        return None
    held = desk.view().effective(document)
    each = next(
        (one for one in held.of_kind(kind, rejected=True) if one.record.id == name),
        None,
    )
    if each is None:
        return None
    page, complete = desk.casefile.document(document), bool(held.completed)
    return gathered(desk.casefile, page, each, desk.codebook(), standing, complete=complete)


def _document_of(desk: Desk, kind: RecordKind, name: str) -> str:
    """Return the id of the document of a record that the queue does not have.

    Raises:
        NotFoundError: nobody decided on it, and the register does not report it.
    """
    heads = queue_of(desk).ledger().heads
    known = next((each.document for each in heads if (each.kind, each.record) == (kind, name)), None)
    entry = entry_of(desk.casefile, name) if known is None else None
    if entry is not None:
        known = next(report.act.document for report in entry.reports if report.act.record == name)
    if known is None:
        raise NotFoundError(f"there is no {kind.value} {name!r}", None, "its article may have been read anew")
    return known


def _address(at: Wanted, item: Ranked | None) -> str:
    return TO.with_pairs("review", at.pairs((item.kind, item.id))) if item is not None else ""


def _last_line(desk: Desk, last: ReviewHead | None) -> str:
    """Say what somebody decided last."""
    if last is None or last.document is None:
        return ""
    every = desk.casefile.reviews(last.document)
    return next((line_of(each) for each in every if each.id == last.id), "")


def _is_behind(desk: Desk, ledger: Ledger, document: str) -> bool:
    """Tell whether the register is not in step with the decisions on an article yet."""
    if not any(each.document == document for each in ledger.heads):
        return False
    return bool(desk.casefile.out_of_step(REGISTER_VERSION, [document]))


def _now() -> datetime:
    return datetime.now(UTC)
