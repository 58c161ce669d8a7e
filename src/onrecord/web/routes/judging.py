"""Decide what is one act and what began where; what would come of a decision is shown first.

To reckon that takes seconds: a page stands at once, and asks for it by itself with ``outcome=yes``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from onrecord.errors import UsageError
from onrecord.model import JudgementKind
from onrecord.model.users import Role
from onrecord.pipeline.judging import Wanted, act_of, merging, on_documents, preview, splitting
from onrecord.views.wordings import counted, document_name, outlets, proposition_of, words_of
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.pages import TO, shown
from onrecord.web.reviewing.afterwards import put_in_step
from onrecord.web.reviewing.nearby import nearby, searched
from onrecord.web.safety import needs, noted
from onrecord.web.saying import saying
from onrecord.web.saying_days import day_words

if TYPE_CHECKING:
    from onrecord.model import Entry, Judgement
    from onrecord.register.update import RegisterChange

router = APIRouter(include_in_schema=False)
MAY = needs(Role.REVIEWER)
Short = Annotated[str, Form(max_length=200)]
Note = Annotated[str, Form(max_length=4000)]
Asked = Annotated[str, Query(max_length=200)]
_ON_PAGES = (JudgementKind.SAME_ORIGIN, JudgementKind.NOT_DERIVED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold what would come of a judgement: entries that would be made, go or change."""

    main: tuple[Entry, ...]  # what the judgement is about
    others: tuple[Entry, ...]  # others that would be otherwise
    gone: tuple[str, ...]
    nothing: bool


@router.get("/entry/{entry_id}/merge", dependencies=[MAY])
def merge_page(
    request: Request, desk: FromDesk, entry_id: str, other: Asked = "", q: Asked = "", outcome: Asked = ""
) -> HTMLResponse:
    """Show which entries may be the same act, and what would come of merging two."""
    entry = desk.casefile.entry(entry_id)
    values: dict[str, Any] = {
        "entry": entry,
        "other": None,
        "outcome": None,
        "near": [],
        "q": q,
        "problem": "",
    }
    if other:
        values |= {"other": desk.casefile.entry(other)}
        wanted = merging(desk.casefile, entry.id, values["other"].id)
        values["outcome"] = _outcome(preview(desk.casefile, wanted), wanted) if outcome else None
    else:
        values["near"] = searched(desk.casefile, entry, q) if q else nearby(desk.casefile, entry)
    return _shown(request, desk, "entry_merge.html.j2", "Merge entries", **values)


@router.post("/entry/{entry_id}/merge", dependencies=[MAY])
def merge(request: Request, desk: FromDesk, entry_id: str, other: Short, note: Note = "") -> RedirectResponse:
    """Keep the decision that two entries are one act."""
    return _keep(request, desk, merging(desk.casefile, entry_id, other), note)


@router.get("/entry/{entry_id}/split", dependencies=[MAY])
def split_page(
    request: Request, desk: FromDesk, entry_id: str, record: Asked = "", outcome: Asked = ""
) -> HTMLResponse:
    """Show the reports of an entry, and what would come of taking one out."""
    entry = desk.casefile.entry(entry_id)
    values: dict[str, Any] = {"entry": entry, "act": None, "outcome": None}
    if record:
        act = act_of(entry, record)
        wanted = splitting(entry, act)
        values["act"] = act
        values["outcome"] = _outcome(preview(desk.casefile, wanted), wanted) if outcome else None
    return _shown(request, desk, "entry_split.html.j2", "Split an entry", **values)


@router.post("/entry/{entry_id}/split", dependencies=[MAY])
def split(
    request: Request, desk: FromDesk, entry_id: str, record: Short, note: Note = ""
) -> RedirectResponse:
    """Keep the decision that a record does not belong to its entry."""
    entry = desk.casefile.entry(entry_id)
    return _keep(request, desk, splitting(entry, act_of(entry, record)), note)


@router.get("/document/{document_id}/origin", dependencies=[MAY])
def origin_page(
    request: Request,
    desk: FromDesk,
    document_id: str,
    other: Asked = "",
    kind: Asked = "",
    outcome: Asked = "",
) -> HTMLResponse:
    """Show which articles an article may have its report from, and what would come of a decision on two."""
    casefile = desk.casefile
    page = casefile.summary(document_id)
    found = casefile.derivations([page.id])
    related = {each for d in found for each in (d.source, d.derived) if each and each != page.id}
    values: dict[str, Any] = {
        "page": page,
        "related": casefile.summaries_by_id(related),
        "derivations": found,
        "other": casefile.summary(other) if other else None,
        "kind": kind if kind in [each.value for each in _ON_PAGES] else "",
        "outcome": None,
        "document_name": document_name,
    }
    if other and values["kind"] == JudgementKind.SAME_ORIGIN.value:
        wanted = on_documents(casefile, JudgementKind.SAME_ORIGIN, page.id, values["other"].id)
        values["outcome"] = _outcome(preview(casefile, wanted), wanted) if outcome else None
    return _shown(request, desk, "document_origin.html.j2", "Where it began", **values)


@router.post("/document/{document_id}/origin", dependencies=[MAY])
def origin(
    request: Request, desk: FromDesk, document_id: str, other: Short, kind: Short, note: Note = ""
) -> RedirectResponse:
    """Keep a decision on the origin of two articles."""
    if kind not in [each.value for each in _ON_PAGES]:
        raise UsageError(f"{kind!r} is no decision on articles")
    return _keep(request, desk, on_documents(desk.casefile, JudgementKind(kind), document_id, other), note)


@router.post("/review/log/register/undo", dependencies=[MAY])
def undo(request: Request, desk: FromDesk, judgement: Short) -> RedirectResponse:
    """Take a decision on entries or origins back."""
    with desk.writing() as casefile:
        made = casefile.undo_judgement(judgement, request.state.user.name)
    noted(request, "decision on the register undone", made.undoes or "")
    put_in_step(request, request.state.user)
    return RedirectResponse(TO.page("review/log", of="register", made=made.id), 303)


def _keep(request: Request, desk: Desk, wanted: Wanted, note: str) -> RedirectResponse:
    """Keep a judgement; the register follows, and the log says so."""
    user = request.state.user
    with desk.writing() as casefile:
        made: Judgement = casefile.add_judgement(
            wanted.kind, wanted.left, wanted.right, user.name, note.strip() or None
        )
    noted(request, f"decided: {wanted.kind.value}", made.id)
    put_in_step(request, user)
    return RedirectResponse(TO.page("review/log", of="register", made=made.id), 303)


def _outcome(change: RegisterChange, wanted: Wanted) -> Outcome:
    before = {each.id: each for each in change.before}
    changed = [each for each in change.made if before.get(each.id) != each]
    places = {wanted.left, wanted.right}
    main = tuple(each for each in change.made if places & set(each.places))
    if wanted.kind in _ON_PAGES:
        main = tuple(changed)
    others = tuple(each for each in changed if each not in main)
    return Outcome(main, others, tuple(sorted(change.gone)), not changed and not change.gone)


def _shown(request: Request, desk: Desk, template: str, title: str, **values: Any) -> HTMLResponse:
    return shown(
        request, template, title=title, called=saying(desk).called, day_words=day_words,
        proposition_of=proposition_of,
        words_of=words_of, outlets=outlets, amount=amount, **values,
    )  # fmt: skip


def amount(entry: Entry) -> str:
    """Say in how many articles an entry is reported, and from how many beginnings."""
    articles: Sequence[str] = sorted({each.act.document for each in entry.reports})
    return f"{counted(len(articles), 'article')}, {counted(len(entry.origins), 'origin')}"
