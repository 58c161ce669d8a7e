"""Describe a casefile to Datasette: titles, facets, search, and where ids lead."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from onrecord.store.schema_views import behind_views

PLUGIN = "onrecord"
"""The name under which the configuration of ``datasette_links`` stands."""


@cache
def _described() -> Mapping[str, Any]:
    text = (files("onrecord.views") / "data" / "datasette.yaml").read_text("utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


def metadata(database: str) -> dict[str, Any]:
    """Return what Datasette is told about a casefile, for a file of JSON that it takes as ``--metadata``.

    Args:
        database: what Datasette calls the casefile: its file's name without the ending.

    >>> found = metadata("talks")["databases"]["talks"]
    >>> found["tables"]["register"]["title"], found["tables"]["clusters"]
    ('Register', {'hidden': True})
    """
    told = _described()
    views: Mapping[str, Mapping[str, Any]] = told["views"]
    head = {name: told[name] for name in ("title", "description", "source")}
    tables = {name: {"hidden": True} for name in behind_views()}
    tables |= {name: _of_view(each) for name, each in views.items()}
    links = {f"{name}.{column}": to for name, each in views.items() for column, to in each["link"].items()}
    of_casefile = {
        **head,
        "tables": tables,
        "queries": told["queries"],
        "plugins": {PLUGIN: {"links": links}},
    }
    return {**head, "databases": {database: of_casefile}}


def _of_view(told: Mapping[str, Any]) -> dict[str, Any]:
    kept = ("title", "description", "sort", "sort_desc", "facets", "columns")
    found = {name: told[name] for name in kept if name in told}
    if "label" in told:
        found["label_column"] = told["label"]
    if "search" in told:
        found |= {"fts_table": told["search"], "fts_pk": "number"}
    return found
