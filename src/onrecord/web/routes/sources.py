"""Show who takes from whom, where entries began, outlets, unnamed sources and citations that lead nowhere."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.store.interface import StatementFilter
from onrecord.store.interface_coverage import TieFilter
from onrecord.views.looking import Looked
from onrecord.views.wordings import OUTLET
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.errors import NotFoundError
from onrecord.web.pages import shown
from onrecord.web.reading.article import names_of
from onrecord.web.reading.asking import PAGE, Pages, number
from onrecord.web.reading.picture import web_of
from onrecord.web.reading.sources import WAYS, origin_lines, overview, tie_lines, tie_pairs
from onrecord.web.reading.story import entry_lines

router = APIRouter(include_in_schema=False)
_FEW = 12


@router.get("/sources")
def sources(request: Request, desk: FromDesk) -> HTMLResponse:
    """Show an overview, or with ``?shown=`` one of the lists that its numbers lead to."""
    wanted = request.query_params.get("shown", "")
    if not wanted:
        return _overview(request, desk)
    if wanted not in _LISTS:
        raise NotFoundError(f"there is no list {wanted!r} of sources", None, "open /sources")
    return _LISTS[wanted](request, desk, number(request.query_params.get("page")))


def _overview(request: Request, desk: Desk) -> HTMLResponse:
    found = overview(desk)
    origins, origins_total = origin_lines(desk, 0, _FEW)
    placeholders, placeholders_total = desk.kept(
        "placeholders", _FEW, lambda: desk.casefile.placeholders(0, _FEW)
    )
    summaries = desk.casefile.summaries_by_id({each.document for each in placeholders})
    return shown(
        request, "sources.html.j2", title="Sources", found=found, origins=origins,
        origins_total=origins_total, placeholders=placeholders, placeholders_total=placeholders_total,
        summaries=summaries, web=web_of(found.pairs), few=_FEW, ways=WAYS, tie_pairs=tie_pairs,
    )  # fmt: skip


def _ties(request: Request, desk: Desk, page: int) -> HTMLResponse:
    query = request.query_params
    kinds = tuple(kind for kind in query.getlist("relation") if kind in _KINDS)
    where = TieFilter(query.get("source"), query.get("derived"), kinds)
    found, total = tie_lines(desk, where, (page - 1) * PAGE, PAGE)
    return shown(
        request, "sources_ties.html.j2", title="Derivations", found=found, where=where,
        pages=Pages(page, total), kept=tie_pairs(where.source, where.derived, kinds),
    )  # fmt: skip


_KINDS = frozenset(("copy", "rewrite", "partial", "cites", "revision"))


def _pairs(request: Request, desk: Desk, page: int) -> HTMLResponse:
    held = overview(desk).pairs
    found = held[(page - 1) * PAGE : page * PAGE]
    return shown(
        request, "sources_pairs.html.j2", title="Who takes from whom", found=found,
        pages=Pages(page, len(held)), kept=[("shown", "pairs")], tie_pairs=tie_pairs,
    )  # fmt: skip


def _outlets(request: Request, desk: Desk, page: int) -> HTMLResponse:
    held = overview(desk).outlets
    found = held[(page - 1) * PAGE : page * PAGE]
    return shown(
        request, "sources_outlets.html.j2", title="Outlets", found=found, pages=Pages(page, len(held)),
        kept=[("shown", "outlets")], tie_pairs=tie_pairs,
    )  # fmt: skip


def _origins(request: Request, desk: Desk, page: int) -> HTMLResponse:
    found, total = origin_lines(desk, (page - 1) * PAGE, PAGE)
    return shown(
        request, "sources_origins.html.j2", title="Where entries began", found=found,
        pages=Pages(page, total), kept=[("shown", "origins")],
    )  # fmt: skip


def _began(request: Request, desk: Desk, page: int) -> HTMLResponse:
    origin = request.query_params.get("origin", "")
    ids, total = desk.casefile.entries_from(origin, (page - 1) * PAGE, PAGE)
    document = None if origin.startswith(OUTLET) else desk.casefile.summary(origin)
    return shown(
        request, "sources_began.html.j2", title="Entries that began here", origin=origin,
        document=document, outlet=origin.removeprefix(OUTLET), found=entry_lines(desk, ids),
        pages=Pages(page, total), kept=[("shown", "began"), ("origin", origin)],
    )  # fmt: skip


def _placeholders(request: Request, desk: Desk, page: int) -> HTMLResponse:
    found, total = desk.casefile.placeholders((page - 1) * PAGE, PAGE)
    summaries = desk.casefile.summaries_by_id({each.document for each in found})
    return shown(
        request, "sources_placeholders.html.j2", title="Citations that lead nowhere", found=found,
        summaries=summaries, pages=Pages(page, total), kept=[("shown", "placeholders")],
    )  # fmt: skip


def _unnamed(request: Request, desk: Desk, page: int) -> HTMLResponse:
    outlets = tuple(request.query_params.getlist("outlet")[:20])
    counted = overview(desk).outlets
    total = sum(each.unnamed for each in counted if not outlets or each.outlet in outlets)
    rows = desk.casefile.statements(StatementFilter(speaker="anon:", outlets=outlets))
    found = list(islice(rows, (page - 1) * PAGE, page * PAGE))
    return shown(
        request, "sources_unnamed.html.j2", title="Statements of unnamed sources", found=found,
        names=names_of(desk), outlets=outlets, look=Looked(desk.casefile), pages=Pages(page, total),
        kept=[("shown", "unnamed"), *(("outlet", name) for name in outlets)],
    )  # fmt: skip


_LISTS: dict[str, Callable[[Request, Desk, int], HTMLResponse]] = {
    "ties": _ties,
    "pairs": _pairs,
    "outlets": _outlets,
    "origins": _origins,
    "began": _began,
    "placeholders": _placeholders,
    "unnamed": _unnamed,
}
