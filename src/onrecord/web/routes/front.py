"""Serve the front page: what changed since the last visit, what came last, what is open, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.codebook.packs import DEFAULT, shipped_names
from onrecord.model.users import Role
from onrecord.store.entry_filters import EntryFilter
from onrecord.views.digest.digest import Digest
from onrecord.views.digest.words import counts, kind_title
from onrecord.web import front_page as view
from onrecord.web import register_page
from onrecord.web.choosing import chosen
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.jobs.receiving import PASTED
from onrecord.web.jobs.spool import KINDS
from onrecord.web.pages import TO, shown
from onrecord.web.plans.showing import kept_page
from onrecord.web.routes.conflicts import all_conflicts
from onrecord.web.saying import saying
from onrecord.web.saying_days import day_words
from onrecord.web.settings import MEGABYTE
from onrecord.web.standing.keeping import body
from onrecord.web.timeline import Timeline

router = APIRouter(include_in_schema=False)

Saved = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Filters that somebody keeps."""

_PAGES = {"changed": "Changed", "contradicted": "Contradicted", "denied": "Denied", "withdrawn": "Taken back",
          "answered": "Answered", "upcoming": "Upcoming", "new": "New on record"}  # fmt: skip
"""Numbers of a digest that the front page shows, by the anchor of their section."""

_AT_ONCE = 2_000
"""Articles up to which what changed is told with the page: later it takes too long for a first look."""


@router.get("/")
def front(request: Request, desk: FromDesk) -> HTMLResponse:
    """Show what is new to whoever asks; of an empty casefile how to begin."""
    here = request.app.state.desk_store.visits.here(request.state.user.name)
    may = request.state.user.role.may(Role.REVIEWER)
    rests = desk.kept("coverage", (), lambda: view.coverage(desk.casefile))
    if not rests.pages:
        return _beginning(request, may)
    of = view.window(rests.last, here.before)
    before = here.before.date().isoformat() if here.before else ""
    # Two parts take longer than the rest: a page that would have to wait for one comes without it.
    ready = desk.at_hand("conflicts", ())
    told = rests.pages <= _AT_ONCE or desk.at_hand("front changes", (of.since, of.until))
    asked = of, before, may, ready, told, tuple(_saved(request))
    return kept_page(
        request, desk, "front.html.j2", asked, lambda: ("Front page", _made(desk, rests, *asked))
    )


def _made(
    desk: Desk,
    rests: view.Coverage,
    of: view.Window,
    before: str,
    may: bool,
    ready: bool,
    told: bool,
    saved: Saved,
) -> dict[str, object]:
    """Return what the front page shows: all but its frame hangs on the casefile and on what was asked."""
    say, nothing = saying(desk), chosen(())
    counted = desk.kept("register", EntryFilter(), lambda: desk.casefile.entry_facets(EntryFilter()))
    return {
        **(_conflicts(desk) if ready else {"disputes": [], "conflicts": None}),
        "rests": rests,
        **(_changes(desk, of) if told and rests.last else {"of": of, "found": None, "labels": say.issues}),
        "before": before,
        "latest": [register_page.row_of(each, nothing, say.issues) for each in view.latest(desk.casefile)],
        "line": line_of_time(desk),
        "everything": counted.total,
        "unconfirmed": counted.counts.get("reviewed", {}).get("no", 0),
        "saved": saved,
        "may": may,
    }


def first_front(desk: Desk) -> None:
    """Make the dear parts of what is shown to whoever was not here before, unless they are kept."""
    rests = desk.kept("coverage", (), lambda: view.coverage(desk.casefile))
    line_of_time(desk)
    if rests.last:
        changed(desk, view.window(rests.last, None))


def changed(desk: Desk, of: view.Window) -> Digest:
    """Return what the pages of a window of days add to the record, kept until the casefile changes."""
    return desk.kept("front changes", (of.since, of.until), lambda: view.changes(desk.casefile, of))


def line_of_time(desk: Desk) -> Timeline:
    """Return how many entries were first reported when, kept until the casefile changes."""
    return desk.kept("front line", (), lambda: view.line(desk.casefile))


@router.get("/front/conflicts")
def conflicts(request: Request, desk: FromDesk) -> Response:
    """Give the part of the front page that tells of conflicts to the script that asks for it."""
    if request.headers.get("HX-Request") != "true":
        return RedirectResponse(TO.page("conflicts"), 302)
    made = body(desk, "front_conflicts.html.j2", (), lambda: _conflicts(desk))
    return HTMLResponse(made, headers={"Cache-Control": "no-store"})


@router.get("/front/changes")
def changes(request: Request, desk: FromDesk) -> Response:
    """Give the part of the front page that tells what changed to the script that asks for it."""
    here = request.app.state.desk_store.visits.here(request.state.user.name)
    rests = desk.kept("coverage", (), lambda: view.coverage(desk.casefile))
    of = view.window(rests.last, here.before) if rests.last else None
    if of is None or request.headers.get("HX-Request") != "true":
        days = {"since": of.since, "until": of.until} if of else {}
        return RedirectResponse(TO.page("digest", **days), 302)
    asked = of.since, of.until
    words = {"called": saying(desk).called, "day_words": day_words}
    made = body(desk, "front_changes.html.j2", asked, lambda: _changes(desk, of) | words)
    return HTMLResponse(made, headers={"Cache-Control": "no-store"})


def _changes(desk: Desk, of: view.Window) -> dict[str, object]:
    """Return what the pages of some days add to the record, with the numbers of it."""
    found = changed(desk, of)
    return {
        "of": of,
        "found": found,
        "numbers": _numbers(found),
        "kind_title": kind_title,
        "labels": saying(desk).issues,
    }


def _conflicts(desk: Desk) -> dict[str, object]:
    """Return the last conflicts, and how many there are."""
    found = all_conflicts(desk)
    return {"disputes": [each.dispute for each in found[: view.DISPUTES]], "conflicts": len(found)}


def _beginning(request: Request, may: bool) -> HTMLResponse:
    """Show how to begin."""
    settings = request.app.state.settings
    return shown(
        request,
        "front_empty.html.j2",
        title="How to begin",
        may=may,
        kinds=sorted(KINDS),
        most_files=settings.max_files,
        most_file=settings.max_upload // MEGABYTE,
        most_whole=settings.max_request // MEGABYTE,
        most_pasted=PASTED,
        codebooks=shipped_names(),
        usual=DEFAULT,
    )


def _numbers(found: Digest) -> list[tuple[str, str, int]]:
    """Return the numbers of a digest: the anchor of what each counts, what it is called, and how many."""
    return [(anchor, _PAGES[anchor], each.number) for anchor, each in counts(found) if anchor in _PAGES]


def _saved(request: Request) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Yield the filters that somebody keeps: the name of each, and what it chooses."""
    for each in request.app.state.desk_store.filters.all(request.state.user.name, "register"):
        yield each.name, chosen(parse_qsl(each.query)).values
