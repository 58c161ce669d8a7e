"""Write a digest as one HTML file that asks for nothing from outside and runs nothing."""

from __future__ import annotations

from onrecord.views.digest import words
from onrecord.views.digest.digest import Digest
from onrecord.views.pages import Page, rendered
from onrecord.views.spans import joined_quote


def to_html(found: Digest, casefile: str = "") -> str:
    """Return a digest as an HTML page; ``casefile`` is what the casefile is called."""
    page = Page(
        title=words.title(found),
        kicker="Digest",
        lede=words.lede(found),
        foot=f"Made by onrecord from {casefile}." if casefile else "Made by onrecord.",
    )
    seen: list[str] = []
    return rendered("digest.html.j2", page, found=found, words=words, seen=seen, joined_quote=joined_quote)
