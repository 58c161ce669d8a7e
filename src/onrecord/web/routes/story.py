"""Show the articles that tell of one matter."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.web.desk import FromDesk
from onrecord.web.pages import shown
from onrecord.web.reading.story import story_page

router = APIRouter(include_in_schema=False)


@router.get("/story/{story_id}")
def story(request: Request, desk: FromDesk, story_id: str) -> HTMLResponse:
    """Show what was made of what, over time, and what these articles put on record."""
    page = desk.kept("story", story_id, lambda: story_page(desk, story_id))
    return shown(request, "story.html.j2", title=page.title, page=page)
