"""Hold casefiles to opening well in Datasette itself: views, search, links, and nothing else in the way."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from datasette.plugins import pm

from onrecord.store.schema_views import named
from onrecord.views import datasette_links
from onrecord.views.datasette import metadata

VIEWS = {name for kind, name in named("views") if kind == "VIEW"}
Get = Callable[[str], Any]


@pytest.fixture(scope="module")
def get(examples_casefile: Path) -> Get:
    """Return what fetches a page of Datasette that serves a casefile with its metadata."""
    if not pm.is_registered(datasette_links) and not pm.has_plugin("onrecord"):
        pm.register(datasette_links)
    name = examples_casefile.stem
    served = Datasette([], immutables=[str(examples_casefile)], metadata=metadata(name))

    def fetch(path: str) -> Any:
        answer = asyncio.run(served.client.get(f"/{name}{path}"))
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text[:300]}"
        return answer.json() if ".json" in path else answer.text

    return fetch


def rows(get: Get, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = get(f"{path}{'&' if '?' in path else '?'}_shape=array&_size=max")
    return found


def test_the_casefile_shows_its_views_and_hides_the_tables_behind_them(get: Get) -> None:
    page = get(".json")
    assert {each["name"] for each in page["views"]} - {"statement_words"} == VIEWS
    assert [each["name"] for each in page["tables"] if not each["hidden"]] == []
    assert page["queries_count" if "queries_count" in page else "queries"]


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_every_view_has_a_page_with_its_title(get: Get, view: str) -> None:
    assert metadata("x")["databases"]["x"]["tables"][view]["title"] in get(f"/{view}")


@pytest.mark.parametrize("view", sorted(VIEWS - {"claim_list"}))
def test_every_view_has_rows_in_its_order_and_facets(get: Get, view: str) -> None:
    told = metadata("x")["databases"]["x"]["tables"][view]
    page = get(f"/{view}.json")
    columns = set(page["columns"])
    assert page["rows"]
    assert set(told.get("columns", ())) <= columns
    assert {told.get("sort", told.get("sort_desc")), told.get("label_column")} - {None} <= columns
    named = [next(iter(x.values())) if isinstance(x, dict) else x for x in told.get("facets", ())]
    assert set(named) <= columns
    assert {each["name"] for each in page["facet_results"].values()} == set(named)


def test_entries_and_statements_are_searched_whatever_case_and_accents(get: Get) -> None:
    found = rows(get, "/register.json?_search=CEASEFIRE")
    assert found
    assert all("ceasefire" in f"{each}".lower() or each["reports"] > 1 for each in found)
    said = rows(get, "/statement_list.json?_search=helene marchaud")
    assert "Hélène Marchaud" in {name for each in said for name in json.loads(each["speakers"])}
    assert all("Marchaud" in f"{each['speakers']} {each['quote']}" for each in said)
    assert rows(get, "/register.json?_search=nothingofthekind") == []


@pytest.mark.parametrize("view", ["register", "reports", "position_list", "shifts", "conflict_list"])
def test_ids_lead_to_the_rows_that_they_name(get: Get, view: str) -> None:
    links = re.findall(r'<a href="(/[^"]*__exact=[^"]*)">([^<]*)</a>', get(f"/{view}"))
    assert links
    for address, shown in links[:4]:
        database, _, query = unescape(address).removeprefix("/").partition("/")
        assert database == "examples"
        name, _, where = query.partition("?")
        found = rows(get, f"/{name}.json?{where}")
        assert found
        assert all(shown in each.values() for each in found)


def test_what_is_told_of_columns_is_of_columns_that_are_there(examples_casefile: Path) -> None:
    told = metadata("x")["databases"]["x"]
    with closing(sqlite3.connect(f"file:{examples_casefile}?mode=ro", uri=True)) as connection:
        columns = {
            view: {row[1] for row in connection.execute(f"PRAGMA table_info({view})")} for view in VIEWS
        }
    for view in VIEWS:
        assert set(told["tables"][view].get("columns", ())) <= columns[view]
    for place, (view, key) in told["plugins"]["onrecord"]["links"].items():
        name, column = place.split(".")
        assert column in columns[name], place
        assert key in columns[view], place


def test_the_ready_made_questions_are_answered(get: Get) -> None:
    (position, *_) = rows(get, "/position_list.json?about__exact=issue")
    asked = f"issue={position['subject']}&day={position['since']}"
    standing = rows(get, f"/standing_on_a_day.json?{asked}")
    assert position["opening"] in {each["opening"] for each in standing}
    told = rows(get, f"/told_of_an_entry.json?entry={position['opening']}")
    assert [each["quote"] for each in told]
    (answer, *_) = [each for each in rows(get, "/responses.json") if each["tie"] == "responds_to"]
    answers = rows(get, f"/answers_to_a_proposal.json?entry={answer['target']}")
    assert answer["entry"] in {each["entry"] for each in answers}


def test_a_casefile_of_another_name_is_left_alone(get: Get) -> None:
    class Bare:
        @staticmethod
        def plugin_config(name: str, database: str) -> None:
            return None

    cell = datasette_links.render_cell("e1", "entry", "reports", "other", Bare())
    assert cell is None
