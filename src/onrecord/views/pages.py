"""Make HTML pages from templates: article text is escaped wherever it stands, and nothing in it can run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment

# Control characters have no place in HTML; direction overrides reorder what is read.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Page:
    """Hold what the frame of a page says: see ``templates/base.html.j2``."""

    title: str
    kicker: str
    foot: str
    lede: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def rendered(template: str, page: Page, **values: object) -> str:
    """Return a page made from a template of ``views/templates``, everything put into it escaped.

    Raises:
        jinja2.UndefinedError: a template asks for what it was not given.
    """
    return templates().get_template(template).render(page=page, **values)


@cache
def templates() -> Environment:
    """Return the templates of reports and digests."""
    from jinja2 import PackageLoader

    return environment(PackageLoader("onrecord.views", "templates"))


def environment(loader: BaseLoader) -> Environment:
    """Return templates that all escape, and raise for names that they were not given."""
    from jinja2 import Environment, StrictUndefined

    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
        keep_trailing_newline=True,
    )
    made.tests["web"] = is_web
    return made


def safe_text(text: str) -> str:
    r"""Return text with the characters replaced that pages must not have.

    >>> safe_text("a\x00b\u202ec")
    'a\ufffdb\ufffdc'
    """
    return text if text.isprintable() else _UNSAFE.sub("\ufffd", text)  # what is barred never is printable


def is_web(address: str | None) -> bool:
    """Tell whether an address may be a link: on the web, and no script.

    >>> is_web("https://example.org/a"), is_web("javascript:alert(1)"), is_web(None)
    (True, False, False)
    """
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _shown(value: object) -> object:
    """Make what a template puts out safe; markup that templates themselves made stays as it is."""
    if value is None:
        return ""
    return safe_text(value) if type(value) is str else value
