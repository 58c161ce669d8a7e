"""Show pages whose middle is the same for everybody: it is made once for a state of the casefile."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from onrecord.web.pages import TO, shown, templates
from onrecord.web.saying import saying
from onrecord.web.saying_days import day_words

if TYPE_CHECKING:
    from onrecord.web.desk import Desk

PARTS = ("styles", "heading", "lede", "body")
"""The blocks of a template that are kept, in the order of split.html.j2."""
_BETWEEN = "\x1e"  # stands between them: what templates put out never has a control character


@dataclass(frozen=True, slots=True)
class Made:
    """Hold the title of a page and its blocks as they were made."""

    title: str
    parts: Mapping[str, Markup]


def kept_page(
    request: Request,
    desk: Desk,
    template: str,
    asked: Hashable,
    make: Callable[[], tuple[str, Mapping[str, object]]],
) -> HTMLResponse:
    """Return a page whose blocks are kept by what it was asked for; its frame is made for who asks.

    Args:
        request: whom it is for.
        desk: knows the casefile and keeps what was made.
        template: of ``web/templates``; nothing of its blocks may hang on who asks, and it has no form that
            posts: it is not given their names.
        asked: all that the blocks hang on.
        make: returns the title and what the template shows.
    """
    found = kept_blocks(desk, template, asked, make)
    return shown(request, "kept.html.j2", title=found.title, parts=found.parts)


def kept_blocks(
    desk: Desk,
    template: str,
    asked: Hashable,
    make: Callable[[], tuple[str, Mapping[str, object]]],
) -> Made:
    """Return what ``kept_page`` shows of a page, made where it is not kept."""
    return desk.kept("page", (template, asked), lambda: _made(desk, template, *make()))


def _made(desk: Desk, template: str, title: str, values: Mapping[str, object]) -> Made:
    whole = (
        templates()
        .get_template(template)
        .render(
            title=title,
            to=TO,
            called=saying(desk).called,
            day_words=day_words,
            issue_labels=saying(desk).issues,
            frame="split.html.j2",
            **values,
        )
    )
    pieces = whole.split(_BETWEEN)
    return Made(title, {name: Markup(each) for name, each in zip(PARTS, pieces, strict=True)})
