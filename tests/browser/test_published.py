"""A published site in a real browser: the search finds, under the policy that the pages bring themselves."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from onrecord.web.publish.site import publish

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}}


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(examples_casefile: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("published")
    location = str(shutil.copy(examples_casefile, folder / "own.db"))
    publish(location, folder / "site", confirmed_alone=False)
    handler = functools.partial(Quiet, directory=str(folder / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", folder / "site"
        server.shutdown()


def test_the_search_finds_marks_and_is_kept_in_the_address(site: tuple[str, Path], browser: Browser) -> None:
    page = browser.new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.goto(f"{site[0]}search.html")
    page.fill("#text", "veshchin guarant")
    page.wait_for_selector("#lines > li")
    assert {each.lower()[:7] for each in page.locator("#lines mark").all_inner_texts()} <= {
        "veshchi",
        "guarant",
    }
    found = page.locator("#told").inner_text()
    page.reload()
    page.wait_for_selector("#lines > li")
    assert page.locator("#told").inner_text() == found
    page.locator("#lines a").first.click()
    assert "/entry/" in page.url
    assert trouble == []
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_can_be_read_by_all(site: tuple[str, Path], browser: Browser, theme: Any) -> None:
    home, folder = site
    page = browser.new_context(color_scheme=theme).new_page()
    largest = [
        max(folder.glob(some), key=lambda path: path.stat().st_size) for some in ("actor/*", "entry/*.html")
    ]
    for path in (*sorted(folder.glob("*.html")), *largest):
        page.goto(f"{home}{path.relative_to(folder)}", wait_until="networkidle")
        assert Axe().run(page, options=RULES).response["violations"] == [], path
        page.set_viewport_size({"width": 360, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        page.set_viewport_size({"width": 1280, "height": 900})
    page.close()
