"""Serve the page of an entry, under every id that it has or had."""

from __future__ import annotations

import re

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.errors import UsageError
from onrecord.model import UNDECIDED, Entry, EntryKind, EntryLinkKind
from onrecord.model.users import Role
from onrecord.views.cards import span
from onrecord.views.citing.citation import casefile_name
from onrecord.views.published.leaving import policy
from onrecord.web import register_page
from onrecord.web.choosing import chosen
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.entry_history import history
from onrecord.web.entry_page import entry_page
from onrecord.web.errors import NotFoundError
from onrecord.web.pages import TO, shown
from onrecord.web.plans.showing import kept_page
from onrecord.web.routes.pictures import answer, lead
from onrecord.web.saying import saying
from onrecord.web.saying_days import day_words

router = APIRouter(include_in_schema=False)

_ID = re.compile("[0-9A-Za-z]{1,64}")
_WHOLE = 16
"""Characters of a whole id of an entry."""
_CHOICES = 50
_HELP = "the register lists the entries; an id has 16 letters and digits, and its first ones will do"


@router.get("/entry/{wanted}")
def entry(request: Request, wanted: str, desk: FromDesk, reports: str = "") -> Response:
    """Show an entry; an id that it had leads to the one that it has, the beginning of several to a choice."""
    found = _found(desk, wanted)
    if isinstance(found, list):
        return _choices(request, desk, wanted, found)
    if found.id != wanted:
        # An id that the entry had is its address for good; a beginning may soon be that of another too.
        return RedirectResponse(TO.entry(found.id), 301 if len(wanted) == _WHOLE else 302)
    whole, reviewer = reports == "all", request.state.user.role.may(Role.REVIEWER)
    asked = found.id, whole, reviewer
    return kept_page(request, desk, "entry.html.j2", asked, lambda: _made(desk, found, whole, reviewer))


def _made(desk: Desk, found: Entry, whole: bool, reviewer: bool) -> tuple[str, dict[str, object]]:
    """Return the title of the page of an entry, and what it shows."""
    name = casefile_name(desk.casefile.location)
    page = entry_page(found, desk.casefile, name, saying(desk).issues, whole=whole)
    return f"{found.kind.value}: {page.card.who}", {
        "shown": page,
        "stance": "" if found.stance in ("", "none", UNDECIDED) else found.stance,
        "reported": span(found.first_reported, found.last_reported),
        "history": history(found, desk.view(), page.aliases),
        "published": desk.kept("publishing", (), lambda: policy(desk.casefile)).decided(found.id),
        "reviewer": reviewer,
        "proposal": _is_answered(desk, found),
    }


def _is_answered(desk: Desk, found: Entry) -> bool:
    """Tell whether an entry puts something forward that others respond to."""
    if found.kind not in (EntryKind.PROPOSAL, EntryKind.OFFER, EntryKind.DEMAND):
        return False
    links = desk.casefile.entry_links(found.id)
    return any(each.kind is EntryLinkKind.RESPONDS_TO and each.target == found.id for each in links)


@router.get("/pictures/chain.svg")
def chain(request: Request, desk: FromDesk, entry: str = "") -> Response:
    """Draw the way that the reports of an entry came, down to who said it."""
    found = _found(desk, entry)
    if isinstance(found, list):
        raise NotFoundError(f"several entries begin with {entry!r}", None, "give the whole id")
    return answer(request, desk, ("chain", found.id), lambda: _drawn(desk, found))


def _drawn(desk: Desk, found: Entry) -> bytes:
    from onrecord.views.looking import Looked
    from onrecord.views.pictures import chain as picture
    from onrecord.views.trees import chain_tree
    from onrecord.web.pictures import drawn

    trees = chain_tree(found, Looked(desk.casefile))
    return drawn(lambda: picture.draw(trees, picture.title_of(found), ids=(found.id,)), lead)


def _found(desk: Desk, wanted: str) -> Entry | list[str]:
    """Return the entry that an id means, also the id of a record in it, or the ids that begin so.

    Raises:
        NotFoundError: there is none.
    """
    if not _ID.fullmatch(wanted):
        raise NotFoundError("there is no entry of such an id", None, _HELP)
    for cluster in desk.casefile.clusters([wanted]):
        for each in cluster.entries:
            if any(report.act.record == wanted for report in each.reports):
                return each
    try:
        return desk.casefile.entry(wanted)
    except UsageError as error:
        ids = list(desk.casefile.entry_ids_beginning(wanted, _CHOICES))
        if len(ids) > 1:
            return ids
        raise NotFoundError(error.what, None, _HELP) from None


def _choices(request: Request, desk: Desk, wanted: str, ids: list[str]) -> HTMLResponse:
    say, nothing = saying(desk), chosen(())
    found = desk.casefile.entries_by_id(ids)
    rows = [register_page.row_of(each, nothing, say.issues) for each in found]
    return shown(
        request,
        "entry_choices.html.j2",
        title=f"Several entries begin with {wanted}",
        status=300,
        rows=rows,
        called=say.called,
        day_words=day_words,
    )
