"""The article with its statements marked."""

from __future__ import annotations

from onrecord.model import Document, Statement, ZoneKind
from onrecord.views.marks import Mark, Paragraph, Role, marked


def text_of(paragraph: Paragraph) -> str:
    """Return a paragraph's words without marks."""
    return "".join(segment.text for segment in paragraph.segments)


def test_paragraphs_hold_the_clean_text_and_number_what_begins_in_them(
    document: Document, statements: tuple[Statement, ...]
) -> None:
    paragraphs = marked(document, statements)
    assert [text_of(p) for p in paragraphs] == [line for line in document.text.split("\n") if line]
    assert [p.starting for p in paragraphs] == [(), (1,), (2,), (3,)]
    assert [p.zone for p in paragraphs][:2] == [ZoneKind.HEADLINE, ZoneKind.BODY]


def test_each_mark_covers_its_words(document: Document, statements: tuple[Statement, ...]) -> None:
    covered: dict[Mark, str] = {}
    for paragraph in marked(document, statements):
        for segment in paragraph.segments:
            for mark in segment.marks:
                covered[mark] = covered.get(mark, "") + segment.text
    assert covered[Mark(1, Role.CONTENT)] == "“We will send them,”“beforethe first snow.”"
    assert covered[Mark(2, Role.CUE)] == "denied\u00a0that"
    assert covered[Mark(1, Role.SPEAKER)] == "Vera Marenko"
    assert Mark(3, Role.SPEAKER) not in covered


def test_furniture_is_shown_on_demand_where_it_stood(
    document: Document, statements: tuple[Statement, ...]
) -> None:
    shown = [(text_of(p), p.zone is None) for p in marked(document, statements, furniture=True)]
    assert [line for line, cut in shown if cut] == [
        "Harbour Post | Menu | Share",
        "Advertisement",
        "Read more",
    ]
    assert shown[1] == ("Harbour Post | Menu | Share", True)
    assert shown[3] == ("Advertisement", True)
    assert shown[-1] == ("Read more", True)
