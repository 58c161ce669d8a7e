"""Pictures within pages: nothing is lost, nothing runs, nothing has a style of its own."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.views.pictures.render import SVG, to_link, to_svg
from onrecord.views.pictures.sheet import MARGIN, Look, Picture, Sheet
from onrecord.web.pictures import alone, inline

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


@pytest.fixture
def picture() -> Picture:
    sheet = Sheet(240, "Where <Velmora> stands")
    with sheet.mark(["e1", "e2"], "said “<script>alert(1)</script>”", count=2):
        sheet.box(MARGIN, 60, 40, 20, Look("#0072b2", hatch="////", dash=True))
        sheet.text(MARGIN, 100, "<b>2</b> & more", bold=True)
    with sheet.mark(["e1"], "said"):
        sheet.circle(100, 70, 6, Look(dash=True))
    sheet.y = 110
    return sheet.done("Data: here.", "all of it")


def made(body: str) -> bytes:
    return f"{HEAD}{body}</svg>".encode()


def test_a_picture_keeps_links_words_and_looks(picture: Picture) -> None:
    root = ET.fromstring(inline(to_svg(picture, to_link("/entry/{id}"), "p1-")))
    links = list(root.iter(f"{{{SVG}}}a"))
    assert [each.get("href") for each in links] == ["/entry/e1", "/entry/e1"]
    assert "<script>" in (links[0].findtext(f"{{{SVG}}}title") or ""), "as words"
    assert links[0].get("data-count") == "2"
    assert any(each.text == "<b>2</b> & more" for each in root.iter(f"{{{SVG}}}text"))
    assert any(each.get("font-weight") == "700" for each in root.iter(f"{{{SVG}}}text"))
    assert any(each.get("fill", "").startswith("url(#p1-") for each in root.iter(f"{{{SVG}}}path")), "hatched"
    assert any(each.get("stroke-dasharray") for each in root.iter(f"{{{SVG}}}path"))


def test_no_style_is_left_and_no_size(picture: Picture) -> None:
    shown = inline(to_svg(picture))
    assert not re.search(r"<style|\sstyle=|<script|<!|xlink", shown)
    root = ET.fromstring(shown)
    assert root.get("width") is None is root.get("height")
    assert root.get("viewBox")
    assert (root.get("class") or "").split() == ["picture", "picture-s"]


def test_links_make_a_group_of_a_picture_and_a_label_names_it(picture: Picture) -> None:
    svg = to_svg(picture)
    assert ET.fromstring(inline(svg)).get("role") == "group"
    assert ET.fromstring(inline(svg)).get("aria-labelledby") == "title desc"
    assert ET.fromstring(inline(svg, "Positions")).get("aria-label") == "Positions"
    assert 'role="img"' in inline(made("<path d='M 0 0'/>"))


def test_a_file_of_its_own_keeps_its_size(picture: Picture) -> None:
    root = ET.fromstring(alone(to_svg(picture)))
    assert (root.get("width") or "").endswith("pt")
    assert not any("style" in each.attrib for each in root.iter())


def test_what_could_style_or_run_is_dropped() -> None:
    body = "<metadata>x</metadata><style>g{}</style><g><script>alert(1)</script><style>h{}</style></g>"
    assert inline(made(body)) == (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" class="picture"><g /></svg>'
    )


@pytest.mark.parametrize(
    "body",
    [
        '<image href="x.png"/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<use href="#a"/>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<p xmlns="http://www.w3.org/1999/xhtml"/>',
        '<path onclick="alert(1)"/>',
        '<path style="behavior: url(x)"/>',
        '<path style="fill: url(http://elsewhere.example/x)"/>',
        '<path fill="url(data:x)"/>',
        '<a href="javascript:alert(1)"/>',
        '<a href=" JAVASCRIPT:alert(1)"/>',
        '<a href="java&#10;script:alert(1)"/>',
        '<a href="data:text/html,x"/>',
        "<!-- x -->",
    ],
)
def test_anything_else_is_refused(body: str) -> None:
    with pytest.raises(OnrecordError, match="a picture: "):
        inline(made(body))


def test_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + made("<text>&a;</text>")
    with pytest.raises(OnrecordError, match="declaration"):
        inline(bomb)


@pytest.mark.slow
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30))
def test_words_are_never_markup(words: str) -> None:
    sheet = Sheet(200, "T")
    with sheet.mark(["e"], words):
        sheet.text(20, 40, words)
    shown = inline(to_svg(sheet.done("Data.", words)))
    root = ET.fromstring(shown)
    assert {each.tag.removeprefix(f"{{{SVG}}}") for each in root.iter()} <= {
        "svg", "g", "a", "title", "desc", "text", "defs", "path",
    }  # fmt: skip
