"""A site of all the examples: names, no codes; days as people write them; a search; lists to their end."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from onrecord.web.publish import listed
from onrecord.web.publish.site import publish

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(examples_casefile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the examples once, with lists short enough to go over several pages; not to be changed."""
    folder = tmp_path_factory.mktemp("whole")
    location = str(shutil.copy(examples_casefile, folder / "own.db"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listed, "LINES", 20)
        publish(location, folder / "site", confirmed_alone=False, address="https://news.example/record")
    return folder / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, html.HtmlElement]:
    return {path: html.fromstring(path.read_bytes()) for path in site.rglob("*.html")}


def test_every_link_and_anchor_leads_somewhere(pages: dict[Path, html.HtmlElement]) -> None:
    ids = {path: [*tree.xpath("//@id")] for path, tree in pages.items()}
    for path, tree in pages.items():
        assert len(ids[path]) == len(set(ids[path])), path
        for address in tree.xpath("//a/@href"):
            parts = urlsplit(address)
            if parts.scheme:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), (path, address)
            assert not parts.fragment or parts.fragment in ids[target], (path, address)


def test_no_code_no_file_and_no_iso_day_is_read(pages: dict[Path, html.HtmlElement]) -> None:
    spoken = re.compile(r"\b\d{4}-\d\d-\d\d\b|\b[\w-]+\.(?:txt|html|md)\b|\banon: |\bX[A-Z]{2}\b|\bevent:\w")
    for path, tree in pages.items():
        (body,) = tree.xpath("//body")
        found = spoken.findall(" ".join(body.text_content().split()))
        assert not found, (path, found)


def test_the_navigation_has_what_there_is(site: Path, pages: dict[Path, html.HtmlElement]) -> None:
    front = pages[site / "index.html"]
    rooms = front.xpath("//nav[@class='rooms']//a/text()")
    assert {"Register", "Positions", "Shifts", "Conflicts", "Packages", "Search"} <= {*rooms}
    assert "Corrections" not in rooms
    assert "Not published yet" not in front.text_content()


def test_long_lists_go_on_and_have_every_entry(site: Path, pages: dict[Path, html.HtmlElement]) -> None:
    found: dict[str, list[str]] = {}
    for path, tree in pages.items():
        if path.parent.name == "register" and path.name != "index.html":
            lines = tree.xpath("//li[contains(@class, 'entry')]//p[@class='what']/a/@href")
            assert len(lines) <= 20
            found.setdefault(path.name[:7], []).extend(lines)
    every = [each for lines in found.values() for each in lines]
    assert len(every) == len(set(every)) == len(list((site / "entry").glob("*.html")))
    assert max(map(len, found.values())) > 20


def test_the_search_has_every_entry_with_its_names(site: Path) -> None:
    held = json.loads((site / "data" / "search.json").read_text("utf-8"))
    links = {each[0] for each in held["entries"]}
    assert links == {path.stem for path in (site / "entry").glob("*.html")}
    assert "Velmora" in held["actors"]
    assert not [name for name in held["actors"] if re.match(r"anon: |group: |X[A-Z]{2}$", name)]
    for _, _, kind, names, issues, what, further, unconfirmed in held["entries"]:
        assert kind
        assert max(names, default=0) < len(held["actors"])
        assert max(issues, default=0) < len(held["issues"])
        assert len(what) <= 202
        assert len(further.split()) <= 60
        assert unconfirmed in (0, 1)
