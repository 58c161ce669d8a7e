"""Answer for proposals: what was put before others, and who answered it how."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.views.proposals.proposals import Proposal
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.plans import proposal_page
from onrecord.web.plans.parameters import day, parameters
from onrecord.web.plans.showing import kept_blocks, kept_page
from onrecord.web.saying import saying

router = APIRouter(include_in_schema=False)

_LIST = "proposals.html.j2"


@router.get("/proposals")
def proposals(request: Request, desk: FromDesk) -> HTMLResponse:
    """List proposals with who accepted, rejected or conditioned them, and who is silent."""
    asked = proposal_page.asked(parameters(request))
    return kept_page(request, desk, _LIST, asked, lambda: _listed(desk, asked))


def first_proposals(desk: Desk) -> None:
    """Make the list that is shown where nothing is asked for, unless it is kept."""
    asked = proposal_page.asked({})
    kept_blocks(desk, _LIST, asked, lambda: _listed(desk, asked))


def _listed(desk: Desk, asked: proposal_page.Asked) -> tuple[str, Mapping[str, object]]:
    page = proposal_page.page(desk, asked)
    values = {"asked": asked, "page": page, "book": desk.codebook(), "tabs": proposal_page.SHOWN}
    return "Proposals", values


@router.get("/proposal/{entry_id}")
def proposal(request: Request, desk: FromDesk, entry_id: str) -> HTMLResponse:
    """Show one proposal: its versions, who answered it how, and the thread in the order of time."""
    as_of = day(parameters(request), "as_of")

    def make() -> tuple[str, Mapping[str, object]]:
        found = proposal_page.one_of(desk, entry_id, as_of)
        values = {
            "found": found, "asked_id": entry_id, "thread": proposal_page.thread(found), "as_of": as_of
        }  # fmt: skip
        return _title(found, saying(desk).called), values

    return kept_page(request, desk, "proposal.html.j2", (entry_id, as_of), make)


def _title(found: Proposal, called: Callable[[str], str]) -> str:
    whose = "; ".join(map(called, found.actors)) or "somebody undecided"
    return f"{found.card.kind.capitalize()} of {whose}"
