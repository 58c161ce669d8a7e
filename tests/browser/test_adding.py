"""A record that the machine missed is added where it stands: by selecting its words in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.store.casefile import open_casefile
from onrecord.store.reviews import Review

pytestmark = pytest.mark.slow
ENTRY = "#found a[href^='/entry/']"
COOL = "an idea that Velmora's leader received coolly"
SELECT = """(words) => {
  for (const text of document.querySelectorAll("[data-start]")) {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(words);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + words.length);
      node.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
      const [first, last] = [range.getClientRects()[0], [...range.getClientRects()].at(-1)];
      return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
    }
  }
  return null;
}"""


@pytest.fixture
def casefile(examples_casefile: Path, tmp_path: Path) -> Path:
    """Return a casefile that the test may change."""
    return Path(shutil.copy(examples_casefile, tmp_path / "adding.db"))


@pytest.fixture
def article(casefile: Path) -> str:
    """Return the path of the article that is read."""
    with open_casefile(str(casefile), read_only=True) as opened:
        found = (each for each in opened.summaries() if "puts guarantees" in (each.title or ""))
        return f"/document/{next(found).id}"


def reviews(casefile: Path) -> list[Review]:
    with open_casefile(str(casefile), read_only=True) as opened:
        return [each.review for each in opened.all_reviews()]


def select(page: Any, words: str) -> None:
    """Draw the mouse over words of the article."""
    found = page.evaluate(SELECT, words)
    assert found, f"{words!r} stands nowhere in one piece"
    page.mouse.move(found[0], found[1])
    page.mouse.down()
    page.mouse.move(found[2], found[3], steps=4)
    page.mouse.up()


def test_words_that_are_selected_become_a_statement_of_the_register(
    served: Callable[..., str], casefile: Path, article: str, page: Any
) -> None:
    address = served(casefile)
    page.goto(f"{address}{article}")
    assert page.locator("#adding").is_hidden()
    select(page, COOL)
    page.click("#adding button[value=statement]")
    page.wait_for_selector("#f-words")
    assert page.input_value("#f-words") == COOL
    page.focus("#f-trigger")
    select(page, "received coolly")
    assert page.input_value("#f-trigger") == "received coolly"
    page.fill("#f-speakers", "Yarek Veshchin")
    page.select_option("#f-issues", "security_guarantees")
    page.select_option("#f-stance", "against")
    page.click("form button.first")
    page.wait_for_url("**#r-*")
    note = page.locator(".note-of[open]")
    assert "added by" in note.inner_text()
    assert "Kept: added statement" in page.locator("main [role=status]").first.inner_text()
    (kept,) = reviews(casefile)
    assert [each.exact for each in kept.quote] == [COOL]
    found = f"{address}/register?text={'+'.join(COOL.split())}"
    for _ in range(60):  # the register follows in the worker, once nobody decided for some seconds
        page.goto(found)
        if page.locator(ENTRY).count():
            break
        page.wait_for_timeout(1_000)
    page.click(ENTRY)
    assert "received coolly" in page.inner_text("main")
    assert "Yarek Veshchin" in page.inner_text("main")


def test_words_are_chosen_and_a_record_is_kept_and_undone_by_keys_alone(
    served: Callable[..., str], casefile: Path, article: str, page: Any
) -> None:
    page.goto(f"{served(casefile)}{article}")
    page.keyboard.press("w")
    page.wait_for_function("() => document.activeElement.matches('[data-walk]')")
    page.keyboard.press("ArrowDown")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    chosen = page.evaluate("getSelection().toString().trim().replace(/\\s+/g, ' ')")
    assert len(chosen.split()) > 1
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.value") == "statement"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Add an event" in page.inner_text("h1")
    assert page.input_value("#f-words") == chosen
    page.focus("#f-trigger")
    page.keyboard.press("ArrowDown")  # into the text, at the words
    page.wait_for_function("() => document.activeElement.id === 'passage'")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'f-trigger'")
    assert page.input_value("#f-trigger")
    page.keyboard.press("Enter")
    page.wait_for_url("**#r-*")
    assert [each.action for each in reviews(casefile)] == ["add"]
    with page.expect_navigation():
        page.keyboard.press("u")
    assert [each.action for each in reviews(casefile)] == ["add", "undo"]


def test_records_are_decided_on_by_keys_where_they_stand(
    served: Callable[..., str], casefile: Path, article: str, page: Any
) -> None:
    page.goto(f"{served(casefile)}{article}")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("a")
    page.wait_for_selector(".note-of[open] .by")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("r")
    assert [each.action for each in reviews(casefile)] == ["accept", "reject"]
