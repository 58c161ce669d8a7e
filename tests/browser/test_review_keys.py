"""The review by keys alone, in a real browser; and what is lost when the server dies during it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.store.casefile import open_casefile
from onrecord.store.reviews import Review

pytestmark = pytest.mark.slow
HEAD, TOLD = "#record-head", "[data-told]"


def reviews(casefile: Path) -> list[Review]:
    with open_casefile(str(casefile), read_only=True) as opened:
        return [each.review for each in opened.all_reviews()]


@pytest.fixture
def casefile(examples_casefile: Path, tmp_path: Path) -> Path:
    """Return a casefile that the test may change."""
    return Path(shutil.copy(examples_casefile, tmp_path / "review.db"))


def press(page: Any, key: str) -> str:
    """Press a key and return what the page says once the next record is there."""
    page.evaluate("document.querySelector('[data-told]').textContent = ''")
    page.keyboard.press(key)
    page.wait_for_function("() => document.querySelector('[data-told]')?.textContent")
    return str(page.locator(TOLD).inner_text())


def opened(page: Any, address: str) -> None:
    page.goto(f"{address}/review")
    page.wait_for_selector(HEAD, timeout=60_000)


def test_ten_records_are_reviewed_by_keys_alone(
    served: Callable[..., str], casefile: Path, page: Any
) -> None:
    opened(page, served(casefile))
    for key in "aaraaraaaa":
        assert press(page, key).startswith("kept: ")
    made = reviews(casefile)
    assert [each.action for each in made] == ["reject" if key == "r" else "accept" for key in "aaraaraaaa"]
    assert len({(each.shown or {})["id"] for each in made}) == 10
    with page.expect_navigation():
        page.keyboard.press("u")
    assert reviews(casefile)[-1].undoes == made[-1].id


def test_a_field_is_corrected_by_keys_alone(served: Callable[..., str], casefile: Path, page: Any) -> None:
    page.goto(f"{served(casefile)}/review?kind=commitment")
    page.wait_for_selector(HEAD, timeout=60_000)
    page.keyboard.press("c")
    page.keyboard.press("3")
    page.wait_for_function("() => document.activeElement.name === 'value'")
    page.keyboard.type("ratified")
    assert press(page, "Enter").startswith("kept: corrected")
    (kept,) = reviews(casefile)
    assert dict(kept.fields) == {"status": "ratified"}
    page.keyboard.press("c")
    page.keyboard.press("6")
    page.wait_for_function("() => document.activeElement.name === 'value'")
    page.keyboard.press("ArrowDown")  # into the passage: words are chosen there
    page.wait_for_function("() => document.activeElement.id === 'passage'")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.name === 'value'")
    chosen = page.evaluate("document.activeElement.value")
    assert press(page, "Enter").startswith("kept: corrected")
    last = reviews(casefile)[-1]
    assert [" ".join(each["exact"].split()) for each in last.fields["condition"]] == [chosen]


def test_a_letter_after_g_goes_somewhere_and_decides_nothing(
    served: Callable[..., str], casefile: Path, page: Any
) -> None:
    opened(page, served(casefile))
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("r")
    assert page.url.endswith("/register")
    assert reviews(casefile) == []


def test_killing_the_server_loses_at_most_the_decision_in_flight(
    servers: Callable[..., Any], casefile: Path, page: Any
) -> None:
    server = servers(casefile)
    opened(page, server.address)
    kept = 0
    for key in "aar":
        kept += press(page, key).startswith("kept: ")
    server.kill()
    assert "Not kept" in press(page, "a")
    assert len(reviews(casefile)) == kept == 3
    again = servers(casefile)
    opened(page, again.address)
    assert press(page, "a").startswith("kept: ")
    assert len(reviews(casefile)) == 4


def test_a_tracker_is_settled_by_keys_alone(served: Callable[..., str], casefile: Path, page: Any) -> None:
    address = served(casefile)
    table = Path(__file__).parents[2] / "examples" / "tracker" / "tracker.csv"
    page.goto(f"{address}/tracker")
    page.set_input_files("#file", str(table))
    page.click("main button.first")
    page.goto(f"{address}/tracker/tracker.csv/settle")
    for key in ("n", "r", "s"):
        before = page.locator('[name="finding"]').first.input_value()
        page.keyboard.press(key)
        page.wait_for_function(
            "was => document.querySelector('[name=\"finding\"]')?.value !== was", arg=before, timeout=60_000
        )
    with open_casefile(str(casefile), read_only=True) as held:
        assert [each.action for each in held.tracker_decisions("tracker.csv")] == ["accept", "reject", "skip"]
