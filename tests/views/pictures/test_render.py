"""SVG and PNG of pictures: links with their words, the same bytes each time, nothing that runs or asks."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import pytest

from onrecord.errors import UsageError
from onrecord.views.pictures.letters import clean, shortened, wide, wrapped
from onrecord.views.pictures.render import SVG, XLINK, to_link, to_png, to_svg
from onrecord.views.pictures.sheet import MARGIN, Look, Picture, Sheet

HOSTILE = "<script>alert(1)</script> \x1b[31m \u202eevil\u202c $x^2$ ]]> & 漢"


@pytest.fixture
def small() -> Picture:
    sheet = Sheet(240, f"Title {HOSTILE}")
    with sheet.mark(["e1", "e2"], HOSTILE, count=2):
        sheet.box(MARGIN, 60, 40, 20, Look("#0072b2", hatch="////"))
        sheet.text(MARGIN, 100, "2")
    with sheet.mark(["e1"], "said"):
        sheet.circle(100, 70, 6, Look(dash=True))
    sheet.line(((10, 50), (90, 50)))
    sheet.text(120, 100, HOSTILE)
    sheet.y = 110
    return sheet.done("Data: here.", HOSTILE)


def anchors(root: ET.Element) -> list[ET.Element]:
    return list(root.iter(f"{{{SVG}}}a"))


def test_marks_are_links_with_their_words(small: Picture) -> None:
    root = ET.fromstring(to_svg(small, to_link("report.html#e-{id}")))
    first, second = anchors(root)
    assert first.get("href") == first.get(f"{{{XLINK}}}href") == "report.html#e-e1"
    assert first.get("data-entries") == "e1 e2"
    assert first.get("data-count") == "2"
    assert "<script>" in (first.findtext(f"{{{SVG}}}title") or "")
    assert len(list(first.iter(f"{{{SVG}}}text"))) == 1, "box and number are one link"
    assert second.findtext(f"{{{SVG}}}title") == "said"


def test_the_same_picture_gives_the_same_bytes(small: Picture) -> None:
    assert to_svg(small) == to_svg(small)
    assert to_png(small) == to_png(small)


def test_words_stay_words_and_nothing_runs(small: Picture) -> None:
    svg = to_svg(small).decode()
    assert "<script" not in svg
    assert "\x1b" not in svg
    assert "\u202e" not in svg
    root = ET.fromstring(svg)
    texts = ["".join(each.itertext()) for each in root.iter(f"{{{SVG}}}text")]
    assert any("$x^2$" in text and "漢" in text for text in texts), "no formula is made of it"
    assert not list(root.iter(f"{{{SVG}}}style"))
    assert not list(root.iter(f"{{{SVG}}}metadata"))
    assert not list(root.iter(f"{{{SVG}}}image"))


def test_ids_have_their_prefix_and_only_those_that_are_pointed_to_stay(small: Picture) -> None:
    root = ET.fromstring(to_svg(small, prefix="p1-"))
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    assert all(str(each).startswith("p1-") for each in ids)
    hatch = [e for e in root.iter() if "url(#" in e.get("style", "")]
    assert hatch
    assert all(f"{e.get('style', '').split('url(#')[1].split(')')[0]}" in ids for e in hatch)


def test_it_is_named_and_described(small: Picture) -> None:
    root = ET.fromstring(to_svg(small))
    assert root.get("role") == "img"
    assert (root.findtext(f"{{{SVG}}}title") or "").startswith("Title")
    assert root.find(f"{{{SVG}}}desc") is not None


def test_a_png_is_as_large_as_the_picture(small: Picture) -> None:
    header = io.BytesIO(to_png(small)).read(24)
    assert header[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(header[16:20], "big") == 480


@pytest.mark.parametrize(
    "pattern", ["javascript:{id}", "JavaScript :{id}", "data:text/html,{id}", "report.html", ""]
)
def test_links_are_relative_or_of_the_web(pattern: str) -> None:
    with pytest.raises(UsageError):
        to_link(pattern)


def test_all_ids_can_be_in_a_link() -> None:
    assert to_link("https://example.org/?e={ids}")(["a", "b"]) == "https://example.org/?e=a+b"


def test_words_are_cut_to_a_width() -> None:
    lines = wrapped("the monitors would arrive before winter " * 3, 80, 9, most=3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(wide(line, 9) <= 80 for line in lines)
    assert wrapped("P" * 100, 80, 9)[0].startswith("PP")
    assert wide(shortened("P" * 100, 80, 9), 9) <= 80
    assert clean("a\u00adb\u200bc") == "abc"
