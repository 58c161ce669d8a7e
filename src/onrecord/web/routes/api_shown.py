"""Give programs what follows from the register: positions, conflicts, proposals, packages, the calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from onrecord.model import ConflictKind, EventKind, SubjectKind
from onrecord.store.interface_shown import ConflictFilter, PositionFilter
from onrecord.views.looking import Looked
from onrecord.web.api.answering import FromPaging, Paging, answer, casefile_for, page, sliced, whole
from onrecord.web.api.asking import Actor, AsOf, Day, Holder, Issue, Text, day, several
from onrecord.web.api.describing import many, one
from onrecord.web.desk import FromDesk
from onrecord.web.errors import NotFoundError
from onrecord.web.standing import asked as names

if TYPE_CHECKING:
    from onrecord.store.interface import CasefileStore
    from onrecord.views.parts import Record

router = APIRouter(prefix="/api/v1")
POSITIONS: Any = {"tags": ["positions"]}
PLANS: Any = {"tags": ["plans"]}


@router.get("/positions", responses=many("Position", "Positions."), **POSITIONS)
def list_positions(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    holder: Holder = None,
    issue: Issue = None,
    as_of: AsOf = None,
    history: Annotated[bool, Query(description="Those that were replaced too.")] = False,
) -> Response:
    """List where actors stand: the positions that held on a day, or the latest known ones."""
    from onrecord.views.positions.standing import standings, usual

    holders = tuple(names.holder(desk, each) for each in several(holder))
    where = PositionFilter(holders, _issues(desk, request), SubjectKind.ISSUE, day(as_of))

    def rows(casefile: CasefileStore) -> Iterable[Any]:
        return usual(standings(casefile, where, history=history), people=bool(holders))

    return _table(request, desk, asked, "positions", (where, history), rows)


@router.get("/shifts", responses=many("Shift", "Shifts."), **POSITIONS)
def list_shifts(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    holder: Holder = None,
    issue: Issue = None,
    since: Day = None,
    until: Day = None,
) -> Response:
    """List changes of position, each with the words before and after."""
    from onrecord.views.positions.shifts import shifts

    holders = tuple(names.holder(desk, each) for each in several(holder))
    where = PositionFilter(holders, _issues(desk, request), since_from=day(since), since_until=day(until))
    return _table(request, desk, asked, "shifts", where, lambda casefile: shifts(casefile, where))


@router.get("/matrix", responses=many("MatrixCell", "Cells, row by row."), **POSITIONS)
def show_matrix(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    actor: Holder = None,
    issue: Issue = None,
    as_of: AsOf = None,
) -> Response:
    """List actors against issues, a record for each cell; where nothing is on record, `silent`."""
    from onrecord.views.positions.matrix import matrix

    on, issues = day(as_of), _issues(desk, request)
    actors = tuple(names.holder(desk, each) for each in several(actor))

    def rows(casefile: CasefileStore) -> Iterable[Any]:
        found = matrix(casefile, on, actors, issues)
        return (cell for each in found.actors for cell in found.row(each))

    return _table(request, desk, asked, "matrix", (on, actors, issues), rows, on)


@router.get("/unity", responses=one("Unity", "Where its members stand."), **POSITIONS)
def show_unity(
    request: Request,
    desk: FromDesk,
    bloc: Annotated[str, Query(max_length=200, description="Name of a bloc that the facts know members of.")],
    issue: Annotated[str, Query(max_length=200, description="Id of an issue.")],
    members: Annotated[list[str] | None, Query(description="Its members, where the facts know none.")] = None,
    as_of: AsOf = None,
) -> Response:
    """Return how far the members of a bloc stand together on an issue."""
    from onrecord.views.positions.unity import unity, unity_record
    from onrecord.web.standing.blocs import bloc_asked

    on = day(as_of)
    (chosen,) = _issues(desk, request)
    found = bloc_asked(desk, request, on)
    if found is None:
        raise NotFoundError(
            "there is no bloc without a name", None, "give bloc, as the page of unity lists them"
        )
    casefile = casefile_for(request, desk)
    name, known = found.name, found.members

    def made() -> Record:
        return unity_record(unity(casefile, name, known, chosen, on), Looked(casefile))

    return answer(request, desk, made)


@router.get("/conflicts", responses=many("Conflict", "Conflicts."), **POSITIONS)
def list_conflicts(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    kind: Annotated[list[ConflictKind] | None, Query(description="Kinds of conflicts.")] = None,
    issue: Issue = None,
    actor: Actor = None,
    text: Text = None,
    since: Day = None,
    until: Day = None,
) -> Response:
    """List what reports disagree on, each with all its sides; none is chosen."""
    from onrecord.views.conflicts.disputes import disputes

    where = ConflictFilter(
        kinds=several(kind),
        issues=_issues(desk, request),
        text=text,
        date_from=day(since),
        date_until=day(until),
    )
    rows = lambda casefile: disputes(casefile, where, actor)  # noqa: E731 - as short as it is
    return _table(request, desk, asked, "conflicts", (where, actor), rows)


@router.get("/proposals", responses=many("Proposal", "Proposals."), **PLANS)
def list_proposals(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    issue: Issue = None,
    actor: Actor = None,
    since: Day = None,
    until: Day = None,
    as_of: AsOf = None,
    answered: Annotated[bool | None, Query(description="Those with an answer alone, or without one.")] = None,
) -> Response:
    """List what was put forward, each with who accepted, rejected or conditioned it, or is silent."""
    from onrecord.views.proposals.proposals import ProposalFilter, proposals

    where = ProposalFilter(
        issues=_issues(desk, request), actor=actor, since=day(since), until=day(until), as_of=day(as_of),
        answered=answered,
    )  # fmt: skip
    return _table(request, desk, asked, "proposals", where, lambda casefile: proposals(casefile, where))


@router.get("/pledges", responses=many("Pledge", "Pledges."), **PLANS)
def list_pledges(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    party: Holder = None,
    beneficiary: Annotated[list[str] | None, Query(description="Whole names of for whom it is.")] = None,
    measure: Annotated[list[str] | None, Query(description="Ids of issues.")] = None,
    as_of: AsOf = None,
) -> Response:
    """List what was pledged against what was delivered."""
    from onrecord.views.packages.pledges import PledgeFilter, pledges

    on = day(as_of)
    where = PledgeFilter(several(party), several(beneficiary), several(measure), on)
    return _table(request, desk, asked, "pledges", where, lambda casefile: pledges(casefile, where), on)


@router.get("/deadlines", responses=many("Deadline", "Deadlines."), **PLANS)
def list_deadlines(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    party: Holder = None,
    beneficiary: Annotated[list[str] | None, Query(description="Whole names of for whom it is.")] = None,
    since: Day = None,
    until: Day = None,
    as_of: AsOf = None,
) -> Response:
    """List what is due or expected by when; without `as_of` nothing is held against a day."""
    from onrecord.views.packages.deadlines import DeadlineFilter, deadlines

    on = day(as_of)
    where = DeadlineFilter(several(party), several(beneficiary), day(since), day(until), on)
    return _table(request, desk, asked, "deadlines", where, lambda casefile: deadlines(casefile, where), on)


@router.get("/calendar", responses=many("Happening", "Happenings."), **PLANS)
def list_calendar(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    kind: Annotated[
        list[EventKind] | None, Query(description="Kinds of events; meetings and attacks else.")
    ] = None,
    actor: Actor = None,
    since: Day = None,
    until: Day = None,
    planned: Annotated[bool, Query(description="Those alone that no report says have happened.")] = False,
    undated: Annotated[bool, Query(description="Those too whose day no text tells.")] = False,
) -> Response:
    """List happenings, past and planned, merged over their reports."""
    from onrecord.views.calendar.calendar import CalendarFilter, calendar

    where = CalendarFilter(day(since), day(until), several(kind), actor, planned, undated)
    return _table(request, desk, asked, "calendar", where, lambda casefile: calendar(casefile, where))


@router.get("/gaps", responses=many("Gap", "Measures."), **PLANS)
def list_gaps(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    beneficiary: Annotated[str, Query(max_length=200, description="For whom: code, name or acronym.")],
    against: Annotated[
        str | None, Query(max_length=100, description="Id of a package of the codebook.")
    ] = None,
    as_of: AsOf = None,
) -> Response:
    """List, measure by measure, what is asked for somebody, who stands behind it, and what is missing."""
    from onrecord.views.packages.gaps import gaps
    from onrecord.web.naming import named

    on, whom, book = day(as_of), named(desk, beneficiary), desk.codebook()
    packages = {package.id: package for package in book.packages}
    if against is not None and against not in packages:
        told = f"there are {', '.join(packages) or 'none'}"
        raise NotFoundError(f"there is no package {against!r} in the codebook {book.name!r}", None, told)
    package = packages[against] if against else None

    def rows(casefile: CasefileStore) -> Iterable[Any]:
        board = gaps(casefile, book, whom, on, package)
        return ((line, board) for line in board.lines)

    return _table(request, desk, asked, "gaps", (whom, on, against), rows, on)


@router.get("/digest", responses=one("Digest", "What is new."), **PLANS)
def show_digest(
    request: Request,
    desk: FromDesk,
    since: Annotated[str, Query(description="First day of publication (EDTF).")],
    until: Day = None,
    actor: Actor = None,
    issue: Issue = None,
    confirmed: Annotated[bool, Query(description="Leave out what no person confirmed.")] = False,
) -> Response:
    """Return what the articles of a window of time add: new, changed, contradicted, answered, upcoming."""
    from onrecord.views.digest.digest import digest
    from onrecord.views.digest.digest_records import digest_record
    from onrecord.views.digest.window import DigestFilter

    where = DigestFilter(day(since) or since, day(until), actor, _issues(desk, request), confirmed)
    casefile = casefile_for(request, desk)
    return answer(request, desk, lambda: digest_record(digest(casefile, where), Looked(casefile)))


@router.api_route("/{rest:path}", methods=["GET"], include_in_schema=False)
def nothing(rest: str) -> Response:
    """Say that there is no such address; the last of the API's modules has it."""
    raise NotFoundError(f"there is no /api/v1/{rest[:100]}", None, "/api/openapi.json lists what there is")


def _issues(desk: FromDesk, request: Request) -> tuple[str, ...]:
    """Return the issues that are asked for; raise where there is no such issue."""
    return names.issues(desk, request)


def _table(
    request: Request,
    desk: FromDesk,
    asked: Paging,
    name: str,
    params: object,
    rows: Callable[[CasefileStore], Iterable[Any]],
    on: str | None = None,
) -> Response:
    """Answer with a page of a table as exports have it."""
    from onrecord.views.tables import TABLES

    casefile = casefile_for(request, desk)
    how, look = TABLES[name], Looked(casefile)

    def found() -> tuple[Sequence[Any], int]:
        return sliced(whole(desk, name, params, rows, casefile), asked)

    def records(some: Sequence[Any]) -> Iterator[Record]:
        return (how.record(row, look, on) for row in some)

    return page(request, desk, asked, found, records)
