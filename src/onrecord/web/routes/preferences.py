"""Keep how somebody wants to see the pages: in a cookie, since it concerns that browser alone."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from onrecord.model.users import Role
from onrecord.web.inside import inside
from onrecord.web.pages import THEMES, shown
from onrecord.web.safety import needs, noted

router = APIRouter(include_in_schema=False)
_YEAR = 365 * 24 * 3600


@router.post("/theme", dependencies=[needs(Role.READER)])
def theme(
    request: Request, theme: Annotated[str, Form()] = "auto", again: Annotated[str, Form()] = "/"
) -> RedirectResponse:
    """Keep the choice of light or dark, and go back to the page."""
    noted(request, "")
    answer = RedirectResponse(inside(again), 303)
    wanted = theme if theme in THEMES else "auto"
    secure = request.app.state.settings.secure
    answer.set_cookie("theme", wanted, max_age=_YEAR, samesite="lax", httponly=True, secure=secure)
    return answer


@router.get("/help")
def help_(request: Request) -> HTMLResponse:
    """Say which keys there are and how to read the signs."""
    return shown(request, "help.html.j2", title="How to read the record")
