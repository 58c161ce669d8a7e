"""Give programs the register and the articles: entries, documents, and what was read from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

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
from onrecord.store.entry_filters import EntrySort
from onrecord.store.interface import DocumentFilter, StatementFilter
from onrecord.store.interface_coverage import TieFilter
from onrecord.store.record_filters import ClaimFilter, CommitmentFilter, EventFilter
from onrecord.views.ahead import looked_ahead
from onrecord.views.looking import Looked
from onrecord.web.api.answering import FromPaging, answer, casefile_for, page, streamed, view_for
from onrecord.web.api.asking import Actor, Day, Issue, Outlet, Since, Text, Until, day, several
from onrecord.web.api.describing import many, one
from onrecord.web.choosing import Chosen, chosen
from onrecord.web.desk import FromDesk
from onrecord.web.marking import marks_of

if TYPE_CHECKING:
    from onrecord.review.view import ReviewedView
    from onrecord.views.parts import Record

router = APIRouter(prefix="/api/v1")
ARTICLES: Any = {"tags": ["articles"]}


def register_choice(
    request: Request,
    kind: Annotated[list[EntryKind] | None, Query(description="Kinds of acts.")] = None,
    status: Annotated[
        list[CommitmentStatus | EventStatus] | None, Query(description="How far it has come.")
    ] = None,
    issue: Issue = None,
    name: Annotated[
        list[str] | None, Query(description="Whole name of who does it or answers for it.")
    ] = None,
    actor: Actor = None,
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
    document: Annotated[str | None, Query(description="Id of an article that reports it.")] = None,
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
    from onrecord.views.entries import entry_record

    casefile = casefile_for(request, desk)

    def found() -> tuple[Iterable[Any], int | None]:
        shown = desk.casefile.entries_page(where.filter(), where.sort, asked.offset, asked.limit + 1)
        return shown.entries, shown.total if casefile is desk.casefile else None

    def records(rows: Sequence[Any]) -> Iterator[Record]:
        look = Looked(casefile)
        if casefile is not desk.casefile:  # what is held back is no line of a reader's page
            kept = {each.id for each in casefile.entries_by_id([row.id for row in rows])}
            rows = [row for row in rows if row.id in kept]
        return (entry_record(each, look) for each in looked_ahead(casefile, look, rows))

    return page(request, desk, asked, found, records)


@router.get("/entries/{entry}", tags=["register"], responses=one("EntryDetail", "The entry."))
def show_entry(request: Request, desk: FromDesk, entry: str) -> Response:
    """Return one entry by its id, an id that it once had, or the beginning of one; with its links."""
    from onrecord.views.entries import entry_record, link_record

    casefile = casefile_for(request, desk)

    def made() -> Record:
        found = casefile.entry(entry)
        links = casefile.entry_links(found.id)
        known = {
            each.id: each for each in casefile.entries_by_id({i for k in links for i in (k.source, k.target)})
        }
        whole = [each for each in links if each.source in known and each.target in known]
        return entry_record(found, Looked(casefile)) | {"links": [link_record(each, known) for each in whole]}

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
    from onrecord.views.records import document_record

    where = DocumentFilter(outlet, day(since), day(until), text, all_versions, undated)

    def found() -> tuple[Iterable[Any], int]:
        return desk.casefile.document_page(where, True, asked.offset, asked.limit + 1)

    return page(request, desk, asked, found, lambda rows: map(document_record, rows))


@router.get("/documents/{document}", responses=one("DocumentDetail", "The article."), **ARTICLES)
def show_document(request: Request, desk: FromDesk, document: str) -> Response:
    """Return one article by its id or the beginning of it: text, zones and everything read from it."""
    from onrecord.views.article import article_record
    from onrecord.web.marking import mark_fields

    def made() -> Record:
        view = view_for(request, desk)
        summary = view.summary(document)
        whole = article_record(view.document(summary.id), summary, view.reading(summary.id))
        for kind in RecordKind:
            held = view.of_kind(summary.id, kind)
            for each, record in zip(held, whole[f"{kind.value}s"], strict=True):
                record |= mark_fields(view, kind, summary.id, each.id)
        return whole

    return answer(request, desk, made)


@router.get("/statements", responses=many("Statement", "Statements."), **ARTICLES)
def list_statements(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    speaker: Annotated[
        str | None, Query(description="Part of the speaker's name or of the words for it.")
    ] = None,
    affiliation: Annotated[str | None, Query(description="Part of whom the speaker speaks for.")] = None,
    addressee: Annotated[str | None, Query(description="Part of the name of whom it is aimed at.")] = None,
    act: Annotated[list[Act] | None, Query(description="What the speaker does.")] = None,
    issue: Issue = None,
    stance: Annotated[list[Stance] | None, Query(description="Which way it leans.")] = None,
    outlet: Outlet = None,
    text: Text = None,
    since: Since = None,
    until: Until = None,
    document: Annotated[str | None, Query(description="Id of the article.")] = None,
) -> Response:
    """List statements as reviewed, by the date of their articles."""
    from onrecord.views.places import placed
    from onrecord.views.records import statement_record

    where = StatementFilter(
        speaker=speaker, affiliation=affiliation, addressee=addressee, acts=several(act),
        issues=several(issue), stances=several(stance), outlet=outlet, text=text, date_from=day(since),
        date_until=day(until), document=document,
    )  # fmt: skip
    total = desk.casefile.counts().statements if where == StatementFilter() else None
    view = view_for(request, desk)

    def found() -> tuple[Iterable[Any], int | None]:
        return streamed(view.statements(where), asked), total

    return page(request, desk, asked, found, _marked(view, RecordKind.STATEMENT, placed, statement_record))


@router.get("/commitments", responses=many("Commitment", "Commitments."), **ARTICLES)
def list_commitments(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    party: Annotated[str | None, Query(description="Part of the name of who would do it.")] = None,
    beneficiary: Annotated[str | None, Query(description="Part of the name of for or against whom.")] = None,
    measure: Annotated[list[str] | None, Query(description="Ids of issues.")] = None,
    status: Annotated[list[CommitmentStatus] | None, Query(description="How far it has come.")] = None,
    outlet: Outlet = None,
    text: Text = None,
    since: Since = None,
    until: Until = None,
    document: Annotated[str | None, Query(description="Id of the article.")] = None,
) -> Response:
    """List commitments as reviewed, by the date of their articles."""
    from onrecord.views.found import commitment_record
    from onrecord.views.places import placed_records

    where = CommitmentFilter(
        party=party, beneficiary=beneficiary, measures=several(measure), statuses=several(status),
        outlet=outlet, text=text, date_from=day(since), date_until=day(until), document=document,
    )  # fmt: skip
    total = desk.casefile.counts().commitments if where == CommitmentFilter() else None
    view = view_for(request, desk)
    return page(
        request, desk, asked, lambda: (streamed(view.commitments(where), asked), total),
        _marked(view, RecordKind.COMMITMENT, placed_records, commitment_record),
    )  # fmt: skip


@router.get("/events", responses=many("Event", "Events."), **ARTICLES)
def list_events(
    request: Request,
    desk: FromDesk,
    asked: FromPaging,
    kind: Annotated[list[EventKind] | None, Query(description="Kinds of events.")] = None,
    status: Annotated[list[EventStatus] | None, Query(description="Whether it has happened.")] = None,
    participant: Annotated[str | None, Query(description="Part of a participant's name.")] = None,
    place: Annotated[str | None, Query(description="Part of the place.")] = None,
    event_since: Day = None,
    event_until: Day = None,
    outlet: Outlet = None,
    text: Text = None,
    document: Annotated[str | None, Query(description="Id of the article.")] = None,
) -> Response:
    """List events as reviewed, by their own date, the undated last."""
    from onrecord.views.found import event_record
    from onrecord.views.places import placed_records

    where = EventFilter(
        kinds=several(kind), statuses=several(status), participant=participant, place=place, outlet=outlet,
        event_from=day(event_since), event_until=day(event_until), text=text, document=document,
    )  # fmt: skip
    total = desk.casefile.counts().events if where == EventFilter() else None
    view = view_for(request, desk)
    return page(
        request, desk, asked, lambda: (streamed(view.events(where), asked), total),
        _marked(view, RecordKind.EVENT, placed_records, event_record),
    )  # fmt: skip


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
    document: Annotated[str | None, Query(description="Id of the article.")] = None,
) -> Response:
    """List claims as reviewed, by the date of their articles."""
    from onrecord.views.found import claim_record
    from onrecord.views.places import placed_records

    where = ClaimFilter(
        properties=several(property), subject=subject, value=value, outlet=outlet, text=text,
        date_from=day(since), date_until=day(until), document=document,
    )  # fmt: skip
    total = desk.casefile.counts().claims if where == ClaimFilter() else None
    view = view_for(request, desk)
    return page(
        request, desk, asked, lambda: (streamed(view.claims(where), asked), total),
        _marked(view, RecordKind.CLAIM, placed_records, claim_record),
    )  # fmt: skip


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
    from onrecord.views.lineage import derivation_record

    where, look = TieFilter(source, derived, several(kind)), Looked(desk.casefile)
    return page(
        request, desk, asked, lambda: desk.casefile.ties(where, asked.offset, asked.limit + 1),
        lambda rows: (derivation_record(each, look) for each in rows),
    )  # fmt: skip


@router.get("/stories", responses=many("Story", "Stories."), **ARTICLES)
def list_stories(request: Request, desk: FromDesk, asked: FromPaging) -> Response:
    """List stories: articles that tell the same matter, by their first day."""
    from onrecord.views.lineage import story_record

    look = Looked(desk.casefile)

    def records(rows: Sequence[Any]) -> Iterator[Record]:
        return (story_record(each, desk.casefile.derivations(each.documents), look) for each in rows)

    return page(request, desk, asked, lambda: (streamed(desk.casefile.stories(), asked), None), records)


def _marked(
    view: ReviewedView,
    kind: RecordKind,
    placed: Callable[..., Iterable[Any]],
    record: Callable[[Any], Record],
) -> Callable[[Sequence[Any]], Iterator[Record]]:
    """Return what turns rows into records with what people decided about each."""

    def records(rows: Sequence[Any]) -> Iterator[Record]:
        return (record(each) | marks_of(view, kind, each) for each in placed(iter(rows), view.document))

    return records
