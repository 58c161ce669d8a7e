"""Give programs the register and the articles: entries, documents, and what was read from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from fastapi import Depends, Query, Request, Response

from onrecord.errors import UsageError
from onrecord.model import (
    Act,
    ClaimProperty,
    CommitmentStatus,
    DerivationKind,
    EntryKind,
    EventKind,
    EventStatus,
    RecordKind,
    Stance,
)
from onrecord.review.marking import mark_fields, marks_of
from onrecord.review.view import ReviewedView
from onrecord.store.entry_filters import EntrySort
from onrecord.store.interface import DocumentFilter, StatementFilter
from onrecord.store.interface_coverage import TieFilter
from onrecord.store.record_filters import ClaimFilter, CommitmentFilter, EventFilter
from onrecord.views.ahead import looked_ahead
from onrecord.views.article import article_record
from onrecord.views.entries import entry_record, link_record
from onrecord.views.found import claim_record, commitment_record, event_record
from onrecord.views.lineage import derivation_record, story_record
from onrecord.views.looking import Looked
from onrecord.views.places import placed, placed_records
from onrecord.views.records import document_record, statement_record
from onrecord.web.api.answering import FromPaging, Paging, answer, casefile_for, page, streamed, view_for
from onrecord.web.api.asking import (
    Actor,
    Day,
    DocumentId,
    EntryId,
    FromIssues,
    InDocument,
    Issue,
    Outlet,
    Since,
    Text,
    Until,
    day,
    several,
)
from onrecord.web.api.describing import api_router, many, one
from onrecord.web.choosing import Chosen, chosen
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.standing.asked import known_issues

if TYPE_CHECKING:
    from onrecord.views.parts import Record

router = api_router()
ARTICLES: Any = {"tags": ["articles"]}
Undecided: TypeAlias = Literal["undecided"]
Filter: TypeAlias = StatementFilter | CommitmentFilter | EventFilter | ClaimFilter


def register_choice(
    request: Request,
    kind: Annotated[list[EntryKind] | None, Query(description="Kinds of acts.")] = None,
    status: Annotated[
        list[CommitmentStatus | EventStatus | Undecided] | None, Query(description="How far it has come.")
    ] = None,
    issue: Issue = None,
    name: Annotated[
        list[str] | None, Query(description="Whole name of who does it or answers for it.")
    ] = None,
    behalf: Annotated[list[str] | None, Query(description="Whole name of who answers for it.")] = None,
    actor: Actor = None,
    whom: Annotated[list[str] | None, Query(description="Whole name of towards whom it is.")] = None,
    towards: Annotated[str | None, Query(description="Part of the name of towards whom it is.")] = None,
    text: Annotated[str | None, Query(description='Words of it: all of them, "phrases", begin*.')] = None,
    outlet: Outlet = None,
    origins: Annotated[
        str | None, Query(description="Told independently so often: 2 (or more), 1-1, 2-5.")
    ] = None,
    reviewed: Annotated[str | None, Query(description="yes or no: whether a person confirmed it.")] = None,
    confidence: Annotated[str | None, Query(description="sure, fair, unsure or guess.")] = None,
    since: Annotated[str | None, Query(description="First reported on or after this day (EDTF).")] = None,
    until: Annotated[str | None, Query(description="First reported on or before this day.")] = None,
    date: Annotated[
        str | None, Query(description="First reported on this day, or in this month or year.")
    ] = None,
    done_since: Annotated[str | None, Query(description="Done or said on or after this day.")] = None,
    done_until: Annotated[str | None, Query(description="Done or said on or before this day.")] = None,
    answered: Annotated[str | None, Query(description="yes or no: whether another entry responds.")] = None,
    document: InDocument = None,
    sort: Annotated[EntrySort, Query(description="In which order.")] = EntrySort.NEWEST,
) -> Chosen:
    """Return what the address chooses; the parameters are those of the page of the register.

    Raises:
        UsageError: a parameter is not understood.
    """
    found = chosen((key, value) for key, value in request.query_params.multi_items() if key != "page")
    if found.problems:
        raise UsageError(" ".join(found.problems))
    return found


FromRegister = Annotated[Chosen, Depends(register_choice)]


@router.get("/entries", tags=["register"], responses=many("Entry", "Entries."))
def list_entries(request: Request, desk: FromDesk, where: FromRegister, asked: FromPaging) -> Response:
    """List entries of the register, each with all that reports it."""
    casefile = casefile_for(request, desk)

    def found() -> tuple[Iterable[Any], int | None]:
        shown = casefile.entries_page(where.filter(), where.sort, asked.offset, asked.limit + 1)
        return shown.entries, shown.total

    def records(rows: Sequence[Any]) -> Iterator[Record]:
        look = Looked(casefile)
        return (entry_record(each, look) for each in looked_ahead(casefile, look, rows))

    return page(request, desk, asked, found, records)


@router.get("/entries/{entry}", tags=["register"], responses=one("EntryDetail", "The entry."))
def show_entry(request: Request, desk: FromDesk, entry: EntryId) -> Response:
    """Return one entry by its id, an id that it once had, or the beginning of one; with its links."""
    casefile = casefile_for(request, desk)

    def made() -> Record:
        found = casefile.entry(entry)
        links = casefile.entry_links(found.id)
        ends = {end for link in links for end in (link.source, link.target)}
        known = {each.id: each for each in casefile.entries_by_id(ends)}
        return entry_record(found, Looked(casefile)) | {"links": [link_record(each, known) for each in links]}

    return answer(request, desk, made)


@router.get("/documents", responses=many("Document", "Articles."), **ARTICLES)
def list_documents(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    text: Text = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    all_versions: Annotated[bool, Query(description="Earlier versions of changed pages too.")] = False,
    undated: Annotated[bool, Query(description="Those alone that have no date.")] = False,
) -> Response:
    """List articles, the latest first, the undated last."""
    where = DocumentFilter(outlet, day(since), day(until), text, all_versions, undated)

    def found() -> tuple[Iterable[Any], int]:
        return desk.casefile.document_page(where, True, asked.offset, asked.limit + 1)

    return page(request, desk, asked, found, lambda rows: map(document_record, rows))


@router.get("/documents/{document}", responses=one("DocumentDetail", "The article."), **ARTICLES)
def show_document(request: Request, desk: FromDesk, document: DocumentId) -> Response:
    """Return one article by its id or the beginning of it: text, zones and everything read from it."""

    def made() -> Record:
        view = view_for(request, desk)
        summary = view.summary(document)
        whole = article_record(view.document(summary.id), summary, view.reading(summary.id))
        for kind in RecordKind:
            for record in whole[f"{kind.value}s"]:
                record |= mark_fields(view, kind, summary.id, record["id"])
        return whole

    return answer(request, desk, made)


@router.get("/statements", responses=many("Statement", "Statements."), **ARTICLES)
def list_statements(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    issues: FromIssues,
    speaker: Annotated[
        str | None, Query(description="Part of the speaker's name or of the words for it.")
    ] = None,
    affiliation: Annotated[str | None, Query(description="Part of whom the speaker speaks for.")] = None,
    addressee: Annotated[str | None, Query(description="Part of the name of whom it is aimed at.")] = None,
    act: Annotated[list[Act | Undecided] | None, Query(description="What the speaker does.")] = None,
    stance: Annotated[list[Stance | Undecided] | None, Query(description="Which way it leans.")] = None,
    outlet: Outlet = None,
    text: Text = None,
    since: Since = None,
    until: Until = None,
    document: InDocument = None,
) -> Response:
    """List statements as reviewed, by the date of their articles."""
    where = StatementFilter(
        speaker=speaker, affiliation=affiliation, addressee=addressee, acts=several(act), issues=issues,
        stances=several(stance), outlet=outlet, text=text, date_from=day(since), date_until=day(until),
        document=document,
    )  # fmt: skip
    return _records(request, desk, asked, RecordKind.STATEMENT, where)


@router.get("/commitments", responses=many("Commitment", "Commitments."), **ARTICLES)
def list_commitments(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    party: Annotated[str | None, Query(description="Part of the name of who would do it.")] = None,
    beneficiary: Annotated[str | None, Query(description="Part of the name of for or against whom.")] = None,
    measure: Issue = None,
    status: Annotated[
        list[CommitmentStatus | Undecided] | None, Query(description="How far it has come.")
    ] = None,
    outlet: Outlet = None,
    text: Text = None,
    since: Since = None,
    until: Until = None,
    document: InDocument = None,
) -> Response:
    """List commitments as reviewed, by the date of their articles."""
    where = CommitmentFilter(
        party=party, beneficiary=beneficiary, measures=known_issues(desk, measure or ()),
        statuses=several(status), outlet=outlet, text=text, date_from=day(since), date_until=day(until),
        document=document,
    )  # fmt: skip
    return _records(request, desk, asked, RecordKind.COMMITMENT, where)


@router.get("/events", responses=many("Event", "Events."), **ARTICLES)
def list_events(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    kind: Annotated[list[EventKind] | None, Query(description="Kinds of events.")] = None,
    status: Annotated[
        list[EventStatus | Undecided] | None, Query(description="Whether it has happened.")
    ] = None,
    participant: Annotated[str | None, Query(description="Part of a participant's name.")] = None,
    place: Annotated[str | None, Query(description="Part of the place.")] = None,
    event_since: Day = None,
    event_until: Day = None,
    outlet: Outlet = None,
    text: Text = None,
    document: InDocument = None,
) -> Response:
    """List events as reviewed, by their own date, the undated last."""
    where = EventFilter(
        kinds=several(kind), statuses=several(status), participant=participant, place=place, outlet=outlet,
        event_from=day(event_since), event_until=day(event_until), text=text, document=document,
    )  # fmt: skip
    return _records(request, desk, asked, RecordKind.EVENT, where)


@router.get("/claims", responses=many("Claim", "Claims."), **ARTICLES)
def list_claims(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    property: Annotated[list[ClaimProperty] | None, Query(description="What is claimed.")] = None,
    subject: Annotated[str | None, Query(description="Part of what it is claimed of.")] = None,
    value: Annotated[str | None, Query(description="Part of what is claimed.")] = None,
    outlet: Outlet = None,
    text: Text = None,
    since: Since = None,
    until: Until = None,
    document: InDocument = None,
) -> Response:
    """List claims as reviewed, by the date of their articles."""
    where = ClaimFilter(
        properties=several(property), subject=subject, value=value, outlet=outlet, text=text,
        date_from=day(since), date_until=day(until), document=document,
    )  # fmt: skip
    return _records(request, desk, asked, RecordKind.CLAIM, where)


@router.get("/derivations", responses=many("Derivation", "Derivations."), **ARTICLES)
def list_derivations(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    source: Annotated[str | None, Query(description="Whole name of the outlet that was first.")] = None,
    derived: Annotated[
        str | None, Query(description="Whole name of the outlet that derives from it.")
    ] = None,
    kind: Annotated[list[DerivationKind] | None, Query(description="How it derives.")] = None,
) -> Response:
    """List which article derives from which."""
    where, look = TieFilter(source, derived, several(kind)), Looked(desk.casefile)
    return page(
        request, desk, asked, lambda: desk.casefile.ties(where, asked.offset, asked.limit + 1),
        lambda rows: (derivation_record(each, look) for each in rows),
    )  # fmt: skip


@router.get("/stories", responses=many("Story", "Stories."), **ARTICLES)
def list_stories(request: Request, desk: FromDesk, asked: FromPaging) -> Response:
    """List stories: articles that tell the same matter, by their first day."""
    look = Looked(desk.casefile)

    def records(rows: Sequence[Any]) -> Iterator[Record]:
        return (story_record(each, desk.casefile.derivations(each.documents), look) for each in rows)

    return page(request, desk, asked, lambda: (streamed(desk.casefile.stories(), asked), None), records)


_SHOWN: Mapping[RecordKind, tuple[Callable[..., Iterable[Any]], Callable[[Any], Record]]] = {
    RecordKind.STATEMENT: (placed, statement_record),
    RecordKind.COMMITMENT: (placed_records, commitment_record),
    RecordKind.EVENT: (placed_records, event_record),
    RecordKind.CLAIM: (placed_records, claim_record),
}
"""What finds the places of records of a kind in their articles, and what makes them plain."""


def _records(request: Request, desk: Desk, asked: Paging, kind: RecordKind, where: Filter) -> Response:
    """Answer with a page of the records of a kind, each with what people decided about it."""
    view, name = view_for(request, desk), f"{kind.value}s"
    place, record = _SHOWN[kind]

    def found() -> tuple[Iterator[Any], int | None]:
        # Without a filter the store has counted them; reviews and holds change which of them are listed.
        is_all = where == type(where)() and isinstance(view, ReviewedView) and not view.reviewed()
        total = getattr(view.counts(), name) if is_all else None
        return streamed(getattr(view, name)(where), asked), total

    def records(rows: Sequence[Any]) -> Iterator[Record]:
        return (record(each) | marks_of(view, kind, each) for each in place(iter(rows), view.document))

    return page(request, desk, asked, found, records)
