"""Keep the parts of pages that are long: they are the same for everybody until the casefile changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from onrecord.web.pages import TO, templates

if TYPE_CHECKING:
    from onrecord.web.desk import Desk


def body(desk: Desk, template: str, params: Hashable, values: Callable[[], Mapping[str, object]]) -> Markup:
    """Return what a template makes, kept by the template and what it hangs on.

    Args:
        desk: keeps it.
        template: of ``web/templates``; it may show nothing of who asks but what ``params`` say.
        params: everything that the values hang on, besides the casefile.
        values: gives what the template shows.
    """

    def made() -> Markup:
        # The template has escaped what it was given.
        return Markup(templates().get_template(template).render(to=TO, **values()))

    return desk.kept(template, params, made)
