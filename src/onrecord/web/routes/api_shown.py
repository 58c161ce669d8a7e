"""Give programs what follows from the register: positions, conflicts, proposals, packages, the calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Query, Request, Response

from onrecord.model import ConflictKind, EventKind, SubjectKind
from onrecord.store.interface_shown import ConflictFilter, PositionFilter
from onrecord.views.calendar.calendar import CalendarFilter, calendar
from onrecord.views.conflicts.disputes import disputes
from onrecord.views.digest.digest import digest
from onrecord.views.digest.digest_records import digest_record
from onrecord.views.digest.window import DigestFilter
from onrecord.views.looking import Looked
from onrecord.views.packages.deadlines import DeadlineFilter, deadlines
from onrecord.views.packages.gaps import gaps
from onrecord.views.packages.pledges import PledgeFilter, pledges
from onrecord.views.positions.matrix import matrix
from onrecord.views.positions.shifts import shifts
from onrecord.views.positions.standing import standings, usual
from onrecord.views.positions.unity import unity, unity_record
from onrecord.views.proposals.proposals import ProposalFilter, proposals
from onrecord.views.tables import TABLES
from onrecord.web.api.answering import FromPaging, Paging, answer, casefile_for, page, sliced, whole
from onrecord.web.api.asking import (
    LONGEST,
    Actor,
    AsOf,
    Beneficiary,
    Day,
    FromIssues,
    Holder,
    Issue,
    Text,
    day,
    several,
    whole_names,
)
from onrecord.web.api.describing import api_router, many, one
from onrecord.web.desk import FromDesk
from onrecord.web.errors import NotFoundError
from onrecord.web.naming import named
from onrecord.web.standing.asked import known_issues
from onrecord.web.standing.blocs import bloc_asked

if TYPE_CHECKING:
    from onrecord.store.interface import CasefileStore
    from onrecord.views.parts import Record

router = api_router()
POSITIONS: Any = {"tags": ["positions"]}
PLANS: Any = {"tags": ["plans"]}


@router.get("/positions", responses=many("Position", "Positions."), **POSITIONS)
def list_positions(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    issues: FromIssues,
    holder: Holder = None,
    as_of: AsOf = None,
    history: Annotated[bool, Query(description="Those that were replaced too.")] = False,
) -> Response:
    """List where actors stand: the positions that held on a day, or the latest known ones."""
    holders = whole_names(desk, holder)
    where = PositionFilter(holders, issues, SubjectKind.ISSUE, day(as_of))

    def rows(casefile: CasefileStore) -> Iterable[Any]:
        return usual(standings(casefile, where, history=history), people=bool(holders))

    return _table(request, desk, asked, "positions", (where, history), rows)


@router.get("/shifts", responses=many("Shift", "Shifts."), **POSITIONS)
def list_shifts(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    issues: FromIssues,
    holder: Holder = None,
    since: Day = None,
    until: Day = None,
) -> Response:
    """List changes of position, each with the words before and after."""
    holders = whole_names(desk, holder)
    where = PositionFilter(holders, issues, since_from=day(since), since_until=day(until))
    return _table(request, desk, asked, "shifts", where, lambda casefile: shifts(casefile, where))


@router.get("/matrix", responses=many("MatrixCell", "Cells, row by row."), **POSITIONS)
def show_matrix(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    issues: FromIssues,
    actor: Holder = None,
    as_of: AsOf = None,
) -> Response:
    """List actors against issues, a record for each cell; where nothing is on record, `silent`."""
    on = day(as_of)
    actors = whole_names(desk, actor)

    def rows(casefile: CasefileStore) -> Iterable[Any]:
        found = matrix(casefile, on, actors, issues)
        return (cell for each in found.actors for cell in found.row(each))

    return _table(request, desk, asked, "matrix", (on, actors, issues), rows, on)


@router.get("/unity", responses=one("Unity", "Where its members stand."), **POSITIONS)
def show_unity(
    request: Request,
    desk: FromDesk,
    bloc: Annotated[str, Query(max_length=LONGEST, description="Name of a bloc of the facts.")],
    issue: Annotated[str, Query(max_length=LONGEST, description="Id of an issue.")],
    members: Annotated[list[str] | None, Query(description="Its members, where the facts know none.")] = None,
    as_of: AsOf = None,
) -> Response:
    """Return how far the members of a bloc stand together on an issue."""
    on = day(as_of)
    (chosen,) = known_issues(desk, (issue,))
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
    issues: FromIssues,
    kind: Annotated[list[ConflictKind] | None, Query(description="Kinds of conflicts.")] = None,
    actor: Actor = None,
    text: Text = None,
    since: Day = None,
    until: Day = None,
) -> Response:
    """List what reports disagree on, each with all its sides; none is chosen."""
    where = ConflictFilter(
        kinds=several(kind),
        issues=issues,
        text=text,
        date_from=day(since),
        date_until=day(until),
    )
    return _table(
        request, desk, asked, "conflicts", (where, actor), lambda casefile: disputes(casefile, where, actor)
    )


@router.get("/proposals", responses=many("Proposal", "Proposals."), **PLANS)
def list_proposals(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    issues: FromIssues,
    actor: Actor = None,
    since: Day = None,
    until: Day = None,
    as_of: AsOf = None,
    answered: Annotated[bool | None, Query(description="Those with an answer alone, or without one.")] = None,
) -> Response:
    """List what was put forward, each with who accepted, rejected or conditioned it, or is silent."""
    where = ProposalFilter(
        issues=issues, actor=actor, since=day(since), until=day(until), as_of=day(as_of),
        answered=answered,
    )  # fmt: skip
    return _table(request, desk, asked, "proposals", where, lambda casefile: proposals(casefile, where))


@router.get("/pledges", responses=many("Pledge", "Pledges."), **PLANS)
def list_pledges(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    party: Holder = None,
    beneficiary: Beneficiary = None,
    measure: Issue = None,
    as_of: AsOf = None,
) -> Response:
    """List what was pledged against what was delivered."""
    on = day(as_of)
    where = PledgeFilter(
        whole_names(desk, party), whole_names(desk, beneficiary), known_issues(desk, measure or ()), on
    )
    return _table(request, desk, asked, "pledges", where, lambda casefile: pledges(casefile, where), on)


@router.get("/deadlines", responses=many("Deadline", "Deadlines."), **PLANS)
def list_deadlines(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    party: Holder = None,
    beneficiary: Beneficiary = None,
    since: Day = None,
    until: Day = None,
    as_of: AsOf = None,
) -> Response:
    """List what is due or expected by when; without `as_of` nothing is held against a day."""
    on = day(as_of)
    where = DeadlineFilter(
        whole_names(desk, party), whole_names(desk, beneficiary), day(since), day(until), on
    )
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
    where = CalendarFilter(day(since), day(until), several(kind), actor, planned, undated)
    return _table(request, desk, asked, "calendar", where, lambda casefile: calendar(casefile, where))


@router.get("/gaps", responses=many("Gap", "Measures."), **PLANS)
def list_gaps(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    beneficiary: Annotated[str, Query(max_length=LONGEST, description="For whom: code, name or acronym.")],
    against: Annotated[
        str | None, Query(max_length=100, description="Id of a package of the codebook.")
    ] = None,
    as_of: AsOf = None,
) -> Response:
    """List, measure by measure, what is asked for somebody, who stands behind it, and what is missing."""
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
    issues: FromIssues,
    since: Annotated[str, Query(max_length=40, description="First day of publication (EDTF).")],
    until: Day = None,
    actor: Actor = None,
    confirmed: Annotated[bool, Query(description="Leave out what no person confirmed.")] = False,
) -> Response:
    """Return what the articles of a window of time add: new, changed, contradicted, answered, upcoming."""
    where = DigestFilter(day(since) or since, day(until), actor, issues, confirmed)
    casefile = casefile_for(request, desk)
    return answer(request, desk, lambda: digest_record(digest(casefile, where), Looked(casefile)))


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
    casefile = casefile_for(request, desk)
    how, look = TABLES[name], Looked(casefile)

    def found() -> tuple[Sequence[Any], int]:
        return sliced(whole(request, desk, name, params, lambda: rows(casefile)), asked)

    def records(some: Sequence[Any]) -> Iterator[Record]:
        return (how.record(row, look, on) for row in some)

    return page(request, desk, asked, found, records)
