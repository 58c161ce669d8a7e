"""The app's own files are served by listed names alone, and pages load nothing else."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.web.assets import assets, kind, stamped


def test_a_file_is_kept_for_good_by_the_mark_of_its_content(looked_at: TestClient) -> None:
    answer = looked_at.get(f"/static/{stamped('css/base.css')}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert looked_at.get("/static/css/base.css").headers["cache-control"] == "no-cache"
    assert looked_at.get("/static/css/base.css?v=other").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    ["../pages.py", "%2e%2e/pages.py", "css/../../app.py", "/etc/passwd", "css/", "", "fonts/x.LICENSE"],
)
def test_no_other_file_is_reached(looked_at: TestClient, path: str) -> None:
    assert looked_at.get(f"/static/{path}").status_code == 404


def test_every_file_has_a_kind_and_the_scripts_have_nothing_to_evaluate() -> None:
    assert {kind(path).split(";")[0] for path in assets()} <= {
        "text/css", "text/javascript", "image/svg+xml", "font/woff2",
    }  # fmt: skip
    ours = [path for path in assets() if path.endswith(".js") and "htmx" not in path]
    assert ours
    for path in ours:
        text = assets()[path].decode()
        assert not re.search(
            r"\beval\(|new Function|innerHTML|outerHTML|document\.write|insertAdjacentHTML", text
        ), path


def test_styles_load_only_what_is_served() -> None:
    for path in (each for each in assets() if each.endswith(".css")):
        for wanted in re.findall(r"url\(\"?([^\")]+)", assets()[path].decode()):
            assert wanted.startswith("../fonts/"), f"{path}: {wanted}"
            assert wanted.removeprefix("../") in assets(), f"{path}: {wanted}"


def test_pages_load_what_is_served_alone(looked_at: TestClient, tree: Any) -> None:
    page = tree(looked_at.get("/help"))
    loaded = page.xpath("//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href")
    assert len(loaded) > 4
    for each in loaded:
        assert looked_at.get(each).status_code == 200, each
    assert not page.xpath("//style | //*[@style] | //script[not(@src)] | //*[@onclick]")
