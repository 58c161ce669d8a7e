"""Do in a real browser what an analyst does on the first day, from an empty casefile to a report."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from onrecord.cli.main import onrecord
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import EntryFilter

if TYPE_CHECKING:
    from playwright.sync_api import Page

ARTICLES = Path(__file__).parents[2] / "examples" / "articles"
ACTORS = ARTICLES.parent / "actors"
READING = 180_000  # milliseconds that the worker may take to load the model and read on a busy machine


@pytest.fixture
def patient(page: Page) -> Page:
    """Return a page that waits as long as a busy machine may take."""
    page.set_default_timeout(30_000)
    return page


def reviews(casefile: Path) -> list[str]:
    """Return the decisions that a casefile keeps, as their actions."""
    with open_casefile(str(casefile), read_only=True) as store:
        return [each.review.action.value for each in store.all_reviews()]


def counted(page: Page) -> int:
    """Return how many records the queue says are open."""
    return int(page.locator("[data-count]").inner_text().replace(",", ""))


def until_open(page: Page, number: int) -> None:
    """Wait until the queue says that so many records are open."""
    from playwright.sync_api import expect

    expect(page.locator("[data-count]")).to_have_text(f"{number:,}", timeout=30_000)


def looked_at(page: Page) -> tuple[str | None, str]:
    """Return by what a record of the queue is known on its page."""
    return page.locator("#record-head a").get_attribute("href"), page.locator("table.fields").inner_text()


def test_smoke_of_a_visit(
    examples_casefile: Path, served: Callable[..., str], tmp_path: Path, patient: Page
) -> None:
    """Search, open an entry, read the article where it stands; on a copy, since looking is kept too."""
    home = served(Path(shutil.copy(examples_casefile, tmp_path / "examples.db")))
    trouble: list[str] = []
    patient.on("console", lambda said: trouble.append(said.text) if said.type == "error" else None)
    patient.on("pageerror", lambda error: trouble.append(str(error)))
    patient.goto(home)
    assert patient.locator("h1").count() == 1
    patient.keyboard.press("/")
    patient.keyboard.type("troops")
    patient.keyboard.press("Enter")
    patient.wait_for_url(re.compile("text=troops"))
    assert patient.locator("mark").count() > 0
    patient.locator("main [data-line] a[href^='/entry/']").first.click()
    patient.wait_for_url(re.compile("/entry/"))
    patient.locator("main a[href^='/document/']").first.click()
    patient.wait_for_url(re.compile("/document/"))
    assert patient.locator("main mark, main .said, main [class*='m-']").count() > 0
    assert trouble == []


@pytest.mark.slow
def test_from_an_empty_casefile_to_a_report(
    served: Callable[..., str], tmp_path: Path, patient: Page
) -> None:
    path = tmp_path / "first.db"
    for facts in ("states", "organisations", "holders"):  # of the invented world: who is who there
        given = ["actors", "import", str(ACTORS / f"{facts}.csv"), "--db", str(path)]
        assert CliRunner().invoke(onrecord, given).exit_code == 0
    home = served(path)
    add_by_upload(patient, home)
    find_a_shift(patient, home)
    before = review_ten(patient, home, path)
    undo_one(patient, home, path, before)
    export(patient, home, path)
    report(patient, home)


def add_by_upload(page: Page, home: str) -> None:
    page.goto(home)
    page.locator("main a[href='/add'], main form[action='/add']").first.wait_for()
    page.goto(f"{home}/add")
    files = sorted(str(path) for path in ARTICLES.iterdir() if path.suffix in (".txt", ".html", ".csv"))
    page.locator("#files").set_input_files(files)
    page.get_by_role("button", name="Add the files").click()
    page.wait_for_url(re.compile(r"/jobs/\d+"))
    page.goto(f"{home}/register")  # left, and come back to
    page.locator(".working").click()
    page.locator(".message.good").wait_for(timeout=READING)
    assert page.locator("table.items tbody tr").count() >= 20


def find_a_shift(page: Page, home: str) -> None:
    page.goto(f"{home}/shifts")
    first = page.locator("main a[href^='/entry/']").first
    first.wait_for()
    assert page.locator("main q, main blockquote, main .words").count() >= 2, "before and after are quoted"
    first.click()
    page.wait_for_url(re.compile("/entry/"))


def review_ten(page: Page, home: str, path: Path) -> int:
    page.goto(f"{home}/review")
    before = counted(page)
    for done in range(1, 11):
        last = looked_at(page)
        page.keyboard.press("r" if done % 5 == 0 else "a")
        until_open(page, before - done)
        assert looked_at(page) != last, "another record is shown"
        assert len(reviews(path)) == done, "a decision is kept before the next record is shown"
    assert reviews(path).count("reject") == 2
    return before - 10


def undo_one(page: Page, home: str, path: Path, before: int) -> None:
    page.keyboard.press("u")
    until_open(page, before + 1)
    assert reviews(path)[-1] == "undo"


def export(page: Page, home: str, path: Path) -> None:
    page.goto(f"{home}/register?kind=demand")
    with page.expect_download() as downloading:
        page.locator("main a[href*='to=csv']").first.click()
    text = Path(downloading.value.path()).read_text("utf-8-sig")
    with open_casefile(str(path), read_only=True) as store:
        shown = {each.id for each in store.entries(EntryFilter(kinds=("demand",)))}
    assert shown
    assert {row["id"] for row in csv.DictReader(text.splitlines())} == shown, "exactly what is shown"


def report(page: Page, home: str) -> None:
    page.goto(f"{home}/report")
    page.locator("main form button.first, main form button").last.click()
    page.wait_for_url(re.compile(r"/jobs/\d+"))
    link = page.locator("a[download]")
    link.wait_for(timeout=READING)
    with page.expect_download() as downloading:
        link.click()
    text = Path(downloading.value.path()).read_text("utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert "Content-Security-Policy" in text


@pytest.mark.slow
def test_a_server_killed_during_a_review_loses_the_decision_in_flight_at_most(
    examples_casefile: Path, tmp_path: Path, patient: Page, servers: Any
) -> None:
    path = Path(shutil.copy(examples_casefile, tmp_path / "killed.db"))
    server = servers(path)
    patient.goto(f"{server.address}/review")
    before = counted(patient)
    for done in range(1, 6):
        patient.keyboard.press("a")
        until_open(patient, before - done)
    patient.keyboard.press("a")  # in flight
    server.kill()
    assert len(reviews(path)) in (5, 6)
    again = servers(path)
    patient.goto(f"{again.address}/review")
    assert counted(patient) == before - len(reviews(path))
