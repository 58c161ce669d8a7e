"""Open the hostile articles in a real browser: nothing runs, nothing is asked of anybody else."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

ATTEMPTS = json.loads((Path(__file__).parent / "attempts.json").read_text("utf-8"))
IN_WORDS = ATTEMPTS["in words"]

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

pytestmark = pytest.mark.slow
START = (
    "/",
    "/register",
    *(f"/documents?page={number}" for number in range(1, 5)),
    "/actors",
    "/issues",
    "/matrix",
    "/unity",
    "/packages",
    "/proposals",
    "/shifts",
    "/deadlines",
    "/conflicts",
    "/calendar",
    "/sources",
    "/digest",
    "/review",
    "/review/measures",
    "/review/log",
    "/tracker",
    "/add",
    "/jobs",
    "/export",
    "/report",
    "/api",
    "/publishing",
    "/accounts",
    "/audit",
    "/register?text=%3Cscript%3Ewindow.pwned=1%3C/script%3E",
    "/nothing/%3Cscript%3Ewindow.pwned=1%3C/script%3E",
)
LINKS = (
    "[...document.querySelectorAll('a[href]')].map(e => String(new URL(e.getAttribute('href'), location)))"
)

MOST = 6
"""Pages of each kind that are opened, but of articles: those are all opened, since each is an attempt."""

ARTICLE = re.compile(r"/document/[0-9a-f]+")

TOUCH = """() => {
  for (const each of document.querySelectorAll('summary')) each.click();
  for (const each of [...document.querySelectorAll('input, button, a, [tabindex], [id]')].slice(0, 400))
    for (const name of ['focus', 'mouseover', 'pointerenter', 'toggle', 'error', 'load'])
      each.dispatchEvent(new Event(name));
  return window.pwned !== undefined || document.cookie.includes('pwned');
}"""
"""What a hand and a mouse would do to all of a page, and whether something ran."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Have playwright start the machine's own Chromium; every other name leads nowhere."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    found = os.environ.get("ONRECORD_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip("no Chromium is installed: apt install chromium, or name one in ONRECORD_CHROMIUM")
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    outside = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
    return {**browser_type_launch_args, "executable_path": found, "args": [outside, *root]}


@pytest.fixture
def home(all_of_them: Path, tmp_path: Path) -> Iterator[str]:
    """Serve the hostile articles as the command does; return the address."""
    path = shutil.copy(all_of_them, tmp_path / "hostile.db")
    command = [sys.executable, "-m", "onrecord", "serve", "--db", str(path), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        line = next(line for line in process.stderr if " is open at " in line)
        yield line.split(" is open at ")[1].split(" ")[0].rstrip("/")
        process.terminate()


def test_nothing_runs_and_nobody_else_is_asked(home: str, browser: Browser) -> None:
    context = browser.new_context()
    page, trouble, articles = context.new_page(), list[str](), 0

    def asked_back(dialog: Dialog) -> None:
        trouble.append(f"dialog {dialog.message}")
        dialog.dismiss()

    page.on("dialog", asked_back)
    page.on("console", lambda message: trouble.extend(objection(message.type, message.text)))
    page.on("pageerror", lambda error: trouble.append(f"error {error}"))
    page.on("request", lambda request: trouble.extend(elsewhere(home, request.url)))
    found: list[str] = []
    for address in addresses(home, page):
        trouble.clear()
        page.goto(home + address, wait_until="load")
        articles += ARTICLE.fullmatch(address) is not None
        if page.evaluate(TOUCH):
            found.append(f"{address}: something ran")
        found += [f"{address}: {each}" for each in trouble]
        if urlsplit(page.url).netloc != urlsplit(home).netloc:
            found.append(f"{address}: led to {page.url}")
    context.close()
    assert not found, "\n".join(found[:40])
    assert articles > len(IN_WORDS)


def objection(kind: str, text: str) -> Iterator[str]:
    """Yield what a browser objects to."""
    if (
        "Content Security Policy" in text
        or "pwned" in text
        or (kind == "error" and "status of 4" not in text)
    ):
        yield f"{kind} {text[:200]}"


def elsewhere(home: str, address: str) -> Iterator[str]:
    """Yield what was asked of somebody else."""
    if urlsplit(address).netloc != urlsplit(home).netloc:
        yield f"asked {address[:200]}"


def addresses(home: str, page: Page) -> Iterator[str]:
    """Yield addresses to open, and those that the pages opened lead to."""
    waiting, seen, kinds = list(START), set(START), Counter[str]()
    while waiting:
        yield waiting.pop(0)
        if page.evaluate("document.contentType") != "text/html":
            continue
        for link in page.evaluate(LINKS):
            parts = urlsplit(link)
            inside = link.removeprefix(home).split("#")[0]
            kind = re.sub(r"(?<=/)[^/]*\d[^/]*(?=/|$)|(?<=^/actor/).*", "*", parts.path)
            is_page = not re.match(r"/(?:api/|feeds/|pictures/|static/)|.*[?&]to=", inside)
            more = kinds[kind] < MOST or ARTICLE.fullmatch(inside)
            if link.startswith(f"{home}/") and is_page and inside not in seen and more:
                seen.add(inside)
                kinds[kind] += 1
                waiting.append(inside)
