"""A user's own tracker: what articles have for it, settled by keys, and given back as a file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.errors import OnrecordError, UsageError
from onrecord.model import FindingKind
from onrecord.model.users import Role
from onrecord.pipeline.tracker_files import written
from onrecord.pipeline.trackers import Tracker
from onrecord.review.ledger import pace, sitting_of
from onrecord.tracker.citing import chain, quoted, report_of
from onrecord.tracker.telling import counts, decision_line, headline, row_line
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.exporting import TYPES
from onrecord.web.pages import TO, shown
from onrecord.web.safety import needs, noted
from onrecord.web.safety.downloads import attachment
from onrecord.web.tracking.pages import effective_at, opened_at, part, shown_for
from onrecord.web.tracking.sitting import ALL, Asked, DecidedError, entries_of, key_of, sittings_of

if TYPE_CHECKING:
    from onrecord.tracker.findings import Settled

router = APIRouter(include_in_schema=False, prefix="/tracker")
MAY = needs(Role.REVIEWER)
A_PAGE = 25
_FORMS = (".xlsx", ".csv")


@router.get("")
def page(request: Request, desk: FromDesk) -> Response:
    """Show the trackers of the casefile, and how to bring one in; of one alone its findings."""
    found = desk.casefile.trackers()
    if len(found) == 1 and "all" not in request.query_params:
        return RedirectResponse(TO.page(f"tracker/{part(found[0].name)}"), 303)
    told = [(each, len(desk.casefile.tracker_rows(each.name))) for each in found]
    may = request.state.user.role.may(Role.REVIEWER)
    return shown(request, "trackers.html.j2", title="Trackers", trackers=told, may=may, part=part)


@router.get("/{name}")
def findings(
    request: Request,
    desk: FromDesk,
    name: str,
    kind: Annotated[list[str] | None, Query()] = None,
    decided: Annotated[str, Query(max_length=5)] = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> HTMLResponse:
    """List what articles have for a tracker."""
    tracker = opened_at(desk, name)
    every: list[Settled] = desk.kept(
        "tracker findings", name, lambda: list(tracker.findings(entries_of(desk)))
    )
    kinds = frozenset(_kind(each) for each in kind or ()) or ALL
    chosen = [each for each in every if each.finding.kind in kinds and (decided == "yes" or each.is_open)]
    rows = {row.key: row for row in effective_at(desk, tracker).rows}
    some = chosen[(page - 1) * A_PAGE : page * A_PAGE]
    values: dict[str, Any] = {
        "findings": [_told(each, tracker, rows) for each in some],
        "total": len(chosen),
        "page": page,
        "pages": max(1, -(-len(chosen) // A_PAGE)),
        "open": counts(each.finding.kind for each in every if each.is_open),
        "opened": sum(each.is_open for each in every),
        "by_kind": {one: sum(e.is_open and e.finding.kind is one for e in every) for one in FindingKind},
        "chosen": kinds,
        "all_kinds": list(FindingKind),
        "decided": decided,
        "rows": len(rows),
    }
    return shown_for(request, desk, tracker, "tracker.html.j2", tracker.file.name, **values)


@router.get("/{name}/rows")
def rows(request: Request, desk: FromDesk, name: str) -> HTMLResponse:
    """List the rows of a tracker, with what was accepted for them."""
    tracker = opened_at(desk, name)
    effective = effective_at(desk, tracker)
    changed = {each.row.key: each for each in (*effective.changes, *effective.added)}
    return shown_for(
        request, desk, tracker, "tracker_rows.html.j2", f"Rows of {tracker.file.name}", rows=effective.rows,
        changed=changed, lost=effective.lost,
    )  # fmt: skip


@router.get("/{name}/export", dependencies=[MAY])
def exported(desk: FromDesk, name: str, form: Annotated[str, Query(max_length=5)] = "") -> Response:
    """Give a tracker back as a file, with what was accepted."""
    tracker = opened_at(desk, name)
    path = PurePath(tracker.file.name)
    ending = f".{form}" if f".{form}" in _FORMS else path.suffix.lower()
    content, _ = written(tracker, effective_at(desk, tracker), f"{path.stem}{ending}")
    headers = {"Content-Disposition": attachment(f"{path.stem}{ending}")}
    return Response(content, media_type=TYPES.get(ending[1:], "application/octet-stream"), headers=headers)


@router.get("/{name}/settle", dependencies=[MAY])
def settle(
    request: Request,
    desk: FromDesk,
    name: str,
    kind: Annotated[list[str] | None, Query()] = None,
    at: Annotated[str, Query(max_length=64)] = "",
    skipped: Annotated[str, Query(max_length=5)] = "",
    anew: Annotated[str, Query(max_length=5)] = "",
) -> HTMLResponse:
    """Show the next finding that nobody decided on, the row beside the passage."""
    return _settle(request, desk, name, kind or [], at, skipped == "yes", anew == "yes")


@router.post("/{name}/settle", dependencies=[MAY])
def decide(
    request: Request,
    desk: FromDesk,
    name: str,
    finding: Annotated[str, Form(max_length=64)],
    decision: Annotated[str, Form(max_length=2)],
    row: Annotated[str, Form(max_length=9)] = "",
    kind: Annotated[list[str] | None, Form()] = None,
    skipped: Annotated[str, Form(max_length=5)] = "",
) -> Response:
    """Keep a decision on a finding, and go on to the next."""
    sittings, by = sittings_of(desk), request.state.user.name
    sitting = sittings.of(name, by)
    asked = Asked(decision, finding, int(row) if row.isdecimal() else None)
    before = desk.revision()
    try:
        with desk.writing() as casefile:
            sitting.decide(casefile, asked)
    except (DecidedError, UsageError) as error:
        status = 409 if isinstance(error, DecidedError) else 422
        return _settle(
            request, desk, name, kind or [], "" if status == 409 else finding, skipped == "yes",
            error=error, status=status,
        )  # fmt: skip
    sittings.kept(sitting, before)
    noted(request, f"tracker: {decision}", finding)
    return RedirectResponse(TO.page(f"tracker/{part(name)}/settle", kind=kind, skipped=skipped), 303)


@router.post("/{name}/undo", dependencies=[MAY])
def undo(
    request: Request,
    desk: FromDesk,
    name: str,
    kind: Annotated[list[str] | None, Form()] = None,
    skipped: Annotated[str, Form(max_length=5)] = "",
) -> RedirectResponse:
    """Take the last decision of the person who asks back, and go to its finding."""
    sittings = sittings_of(desk)
    sitting = sittings.of(name, request.state.user.name)
    before = desk.revision()
    with desk.writing() as casefile:
        last = sitting.undo(casefile)
    sittings.kept(sitting, before)
    noted(request, "tracker: undone", last.id)
    return RedirectResponse(
        TO.page(f"tracker/{part(name)}/settle", at=last.place.id, kind=kind, skipped=skipped), 303
    )


def _settle(
    request: Request,
    desk: Desk,
    name: str,
    kinds: list[str],
    at: str,
    skipped: bool,
    anew: bool = False,
    *,
    error: OnrecordError | None = None,
    status: int = 200,
) -> HTMLResponse:
    by = request.state.user.name
    sitting = sittings_of(desk).of(name, by)
    if anew:
        sitting.begin_anew()
    wanted = frozenset(_kind(each) for each in kinds) or ALL
    settled = sitting.at(at) if at else sitting.due(wanted, skipped=skipped)
    tracker, rows = sitting.tracker, sitting.rows()
    every = desk.casefile.tracker_decisions(tracker.file.name)
    times = [each.at for each in sitting_of((each for each in every if each.by == by), datetime.now(UTC))]
    numbers = {row.key: row.number for row in rows.values()}
    last = next((each for each in reversed(tracker.decisions()) if each.by == by), None)
    values: dict[str, Any] = {
        "finding": _told(settled, tracker, rows) if settled is not None else None,
        "table": sorted((row for row in rows.values() if row.number), key=lambda row: row.number),
        "kinds": kinds,
        "skipped": skipped,
        "error": error,
        "last": decision_line(last, [numbers[k] for k in last.rows if numbers.get(k)]) if last else "",
        "pace": pace(times, len(times)) if times else None,
        "accepted": sum(each.action.value == "accept" for each in tracker.decisions()),
    }
    return shown_for(
        request,
        desk,
        tracker,
        "tracker_settle.html.j2",
        f"Settle {tracker.file.name}",
        status=status,
        **values,
    )


def _told(settled: Settled, tracker: Tracker, rows: dict[str, Any]) -> dict[str, Any]:
    """Return what is shown of a finding."""
    finding, name_of = settled.finding, tracker.words.name_of
    act = report_of(finding).act
    page = tracker.page_of(finding.document)
    return {
        "key": key_of(finding),
        "kind": finding.kind.value,
        "headline": headline(finding, rows, name_of),
        "rows": [(rows[key], row_line(rows[key])) for key in finding.keys if key in rows],
        "quote": quoted(finding.passage),
        "document": finding.document,
        "span": (act.place.start, act.place.end),
        "outlet": act.outlet or page.address or act.document,
        "published": act.published,
        "title": page.title,
        "chain": chain(report_of(finding).chain, name_of),
        "reasons": finding.reasons,
        "entry": finding.entry.id,
        "also": len(finding.entry.reports) - 1,
        "decision": settled.decision,
        "is_open": settled.is_open,
    }


def _kind(text: str) -> FindingKind:
    try:
        return FindingKind(text)
    except ValueError as error:
        raise UsageError(
            f"{text!r} is no kind of finding", None, f"it is one of {', '.join(FindingKind)}"
        ) from error
