"""Open every page in a real browser, in both themes: nothing is asked of elsewhere, and all may read it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

pytestmark = pytest.mark.slow

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 900}
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
SHOTS = os.environ.get("ONRECORD_SHOTS")
"""Where pictures of the pages are kept, to be looked at."""


class Looked:
    """Look at a page, keeping what the browser objected to and whom it asked."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.page: Page = context.new_page()
        self.home, self.trouble = home, list[str]()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.trouble.append(f"error: {error}"))
        self.page.on("request", self._asked)
        self.page.on("dialog", lambda dialog: self.trouble.append(f"dialog: {dialog.message}"))

    def _said(self, message: Any) -> None:
        missing = "status of 404" in message.text  # the page that says so is looked at too
        if message.type in ("error", "warning") and not missing:
            self.trouble.append(f"{message.type}: {message.text}")

    def _asked(self, request: Any) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.home).netloc:
            self.trouble.append(f"asked {request.url}")

    def at(self, address: str) -> Page:
        """Open an address and wait until nothing more comes."""
        self.trouble.clear()
        self.page.goto(self.home + address, wait_until="networkidle")
        return self.page


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_is_sound_and_can_be_read_by_all(
    home: str, every_address: list[str], browser: Browser, theme: str
) -> None:
    context = browser.new_context(viewport=DESK, color_scheme=theme)  # type: ignore[arg-type]
    looked, found = Looked(context, home), list[str]()
    for each in every_address:
        page = looked.at(each)
        kept(page, each, theme)
        found += [f"{each}: {trouble}" for trouble in looked.trouble]
        found += [f"{each}: {trouble}" for trouble in unread(page)]
        page.set_viewport_size(DESK)
        found += [f"{each}: {page.locator('h1').count()} headings of the first order"] * (
            page.locator("h1").count() != 1
        )
    context.close()
    assert not found, "\n".join(found)


def test_no_page_scrolls_sideways_on_a_phone(home: str, every_address: list[str], browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True)
    looked, found = Looked(context, home), list[str]()
    for each in every_address:
        page = looked.at(each)
        kept(page, each, "phone")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.append(f"{each}: {wide} pixels too wide: {page.evaluate(WIDE)}")
    context.close()
    assert not found, "\n".join(found)


def test_every_page_is_read_without_scripts(home: str, every_address: list[str], browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page, found = context.new_page(), list[str]()
    for each in every_address:
        answer = page.goto(home + each)
        assert answer is not None
        if answer.status not in (200, 404) or len(page.locator("main").inner_text()) < 40:
            found.append(f"{each}: {answer.status}")
    context.close()
    assert not found, "\n".join(found)


WIDE = """[...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll'))
  .slice(0, 3).map(e => e.tagName + '.' + e.className).join(' ')"""


def unread(page: Page) -> Iterator[str]:
    """Yield what axe finds that keeps somebody from reading a page; the whole page is in view for that.

    A bar that stays at the foot of the window would else lie over what can be scrolled from under it.
    """
    page.set_viewport_size({"width": 1280, "height": page.evaluate("document.body.scrollHeight") + 200})
    for each in Axe().run(page, options=RULES).response["violations"]:
        places = "; ".join(str(node["target"]) for node in each["nodes"][:3])
        yield f"{each['id']} ({len(each['nodes'])}): {places}: {each['nodes'][0]['failureSummary'][:300]}"


def kept(page: Page, address: str, theme: str) -> None:
    """Keep a picture of a page where somebody wants to look at it."""
    if SHOTS:
        name = "".join(letter if letter.isalnum() else "_" for letter in address.split("#")[0]) or "front"
        page.screenshot(path=f"{SHOTS}/{name}-{theme}.png", full_page=True)
