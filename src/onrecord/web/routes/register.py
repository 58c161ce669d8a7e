"""Serve the register: what fits an address, what it can be narrowed down by, and filters kept by a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from onrecord.errors import UsageError
from onrecord.model.users import Role, User
from onrecord.web.choosing import SORTS, chosen
from onrecord.web.desk import FromDesk
from onrecord.web.inside import inside
from onrecord.web.pages import TO, shown
from onrecord.web.register_found import listed, whole
from onrecord.web.safety import needs
from onrecord.web.saying import saying

router = APIRouter(include_in_schema=False)

PAGE = "register"
FORMS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}
"""The usual forms of exports, and what they are called; the page of exports has all."""
FIELDS = (
    ("actor", "Actor’s name has", ""),
    ("towards", "Towards", ""),
    ("outlet", "Outlet", ""),
    ("done_since", "Done since", "2031-05"),
    ("done_until", "until", "2031-06-15"),
    ("since", "First reported since", "2031-05"),
    ("until", "until", "2031"),
)
"""Parameters that are typed: name, label, and for dates an example."""
_LONGEST_QUERY = 4_000


@router.get("/register")
def register(request: Request, desk: FromDesk) -> Response:
    """Show the entries that fit, and by what they can be narrowed down."""
    asked, say = chosen(request.query_params.multi_items()), saying(desk)
    if (instead := whole(asked, say)) is not None:
        return RedirectResponse(TO.page(PAGE, **instead), 302)
    found = listed(desk, asked, say) if not asked.problems else None
    return shown(
        request,
        "register.html.j2",
        title="Register",
        status=200 if found else 400,
        chosen=asked,
        found=found,
        sorts=SORTS,
        forms=FORMS,
        fields=FIELDS,
        typed_names=("text", *(name for name, _, _ in FIELDS)),
        further=any(asked.typed(name) for name, _, _ in FIELDS),
        query_text=urlencode(asked.choice(), doseq=True),
        saved=list(_saved(request)) if found else [],
    )


def _saved(request: Request) -> Iterator[dict[str, object]]:
    """Yield the filters that somebody keeps, each with its address."""
    filters = request.app.state.desk_store.filters
    for each in filters.all(request.state.user.name, PAGE):
        kept = chosen(parse_qsl(each.query))
        yield {"name": each.name, "number": each.number, "query": kept.choice()}


@router.post("/register/saved")
def save(
    request: Request,
    name: Annotated[str, Form()],
    user: Annotated[User, needs(Role.READER)],
    query: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Keep a filter by a name; one of the same name makes room for it."""
    called = " ".join(name.split())[:100]
    asked = chosen(parse_qsl(query[:_LONGEST_QUERY]))
    if not called or asked.problems or asked.is_everything:
        raise UsageError(
            "a filter is kept by a name, and chooses something", None, "choose filters and a name"
        )
    kept = urlencode(asked.choice(), doseq=True)
    request.app.state.desk_store.filters.save(user.name, called, kept, PAGE)
    return RedirectResponse(TO.page(PAGE, **asked.choice()), 303)


@router.post("/register/saved/{number}/delete")
def forget(
    request: Request,
    number: int,
    user: Annotated[User, needs(Role.READER)],
    again: Annotated[str, Form()] = f"/{PAGE}",
) -> RedirectResponse:
    """Forget a filter that somebody kept."""
    request.app.state.desk_store.filters.delete(user.name, number)
    return RedirectResponse(inside(again), 303)
