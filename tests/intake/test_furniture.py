"""Page furniture is found on pages of many kinds, and running text is left alone."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from onrecord.intake.document import to_document
from onrecord.intake.tail import byline_box
from onrecord.model import Document, RawPage

PAGES = Path(__file__).parent / "pages"
MARKED: dict[str, list[str]] = json.loads((PAGES / "furniture.json").read_text(encoding="utf-8"))


def _document(text: str, name: str = "page.txt") -> Document:
    return to_document(RawPage(name, text.encode("utf-8"), "text/plain"))


def _cut(text: str) -> list[str]:
    document = _document(text)
    return [
        s.of(document.source_text).strip() for s in document.furniture if s.of(document.source_text).strip()
    ]


def _words(lines: list[str]) -> Counter[str]:
    return Counter(re.findall(r"\w+", " ".join(lines).lower()))


@pytest.mark.parametrize("name", sorted(MARKED))
def test_pages_of_many_kinds_lose_their_furniture_and_no_sentence(name: str) -> None:
    document = _document((PAGES / name).read_text(encoding="utf-8"), name)
    found = _words([s.of(document.source_text) for s in document.furniture])
    marked = _words(MARKED[name])
    assert not found - marked, "article text was lost"
    assert sum((marked - found).values()) <= 0.15 * sum(marked.values()), "furniture was kept"


BODY = (
    "Aramia said on Monday that it would not open the crossing at Sarn without guarantees by Velmark.",
    "Velmark’s minister, Tomas Iverin, called the demand “a door with two locks” and asked to talk.",
    "The two sides will meet again in the autumn, an official of the joint commission said in Port Sarn.",
)


def _page(*middle: str, end: tuple[str, ...] = (), gap: str = "\n") -> str:
    return (
        gap.join(("Aramia wants guarantees before crossing opens", *BODY[:2], *middle, BODY[2], *end)) + "\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        ".in-text { width: 300px; } @media (min-width: 600px) { .in-text { width: 580px; } }",
        "window.dataLayer.push({'event': 'view', 'id': 12}); var x = 1;",
        "Advertisement",
        "Get a summary",
        "Share this article: Chirp Email Print",
        "Facebook Twitter WhatsApp",
        "Subscribe to our newsletter and never miss a story",
        "Read also: Ferry fares rise again",
        "This article was amended on 3 May 2031 to correct a name.",
        "© Ridgeway Press 2031. All rights reserved.",
        "Home » World » Aramia",
        "1:13",
    ],
)
def test_what_only_furniture_says_goes_wherever_it_stands(line: str) -> None:
    assert _cut(_page(line)) == [line]
    assert _cut(_page(end=(line,))) == [line]


@pytest.mark.parametrize(
    "header", ["Most read", "RELATED ARTICLES:", "You may also like", "More from the Ledger", "LATEST"]
)
def test_a_list_of_teasers_goes_with_its_header(header: str) -> None:
    block = (header, "Goat returned to owner after chase", "Why the tram is red", "- Five soups for winter")
    assert _cut(_page(end=block)) == list(block)
    assert _cut(_page(*block)) == list(block)


def test_neighbours_take_one_title_each() -> None:
    end = ("Previous Article", "", "Rowers win in the rain", "", "Next Article", "", "Baker Opens Third Shop")
    assert _cut(_page(end=end)) == [x for x in end if x]


def test_a_header_does_not_take_running_text() -> None:
    assert _cut(_page("Read more", gap="\n\n")) == ["Read more"]


def test_an_author_box_goes_where_the_head_names_the_author() -> None:
    head = "A door with two locks\nBy Mira Tolne\n3 May 2031"
    page = "\n\n".join((head, *BODY[:2], "Mira Tolne covers ports. She rows.\n"))
    assert _cut(page) == ["Mira Tolne covers ports. She rows."]


def test_a_person_of_the_article_is_no_author() -> None:
    last = "Tomas Iverin is a former journalist who has led the ministry since March."
    assert _cut(_page(end=(last,))) == []


def test_a_footnote_glued_to_a_paragraph_goes_and_the_paragraph_stays() -> None:
    note = "• This article was amended on 4 May 2031 to correct a date."
    document = _document(f"2031-05-03\n{' '.join(BODY)} {note}\n")
    assert [s.of(document.source_text) for s in document.furniture] == [note]
    assert document.text.rstrip().endswith("said in Port Sarn.")


def test_a_teaser_that_runs_into_a_sentence_is_cut_off_it() -> None:
    glued = (
        "Velmark Sends Second Convoy to Flooded Border Towns The ministry said that the talks would go on."
    )
    document = _document(_page(glued))
    assert "Convoy" not in document.text
    assert "\nThe ministry said that the talks would go on.\n" in document.text


def test_long_titles_of_persons_are_no_teaser() -> None:
    line = (
        "Deputy Prime Minister and Minister of Foreign Affairs Tomas Iverin said that the talks would go on."
    )
    assert _cut(_page(line)) == []


def test_lines_between_a_lead_and_its_repetition_go() -> None:
    lead = "Aramia said on Monday that it would not open the crossing at Sarn without guarantees."
    page = f"Aramia wants guarantees\n{lead}\nIt said on Mon\nSARN - {lead}\n{BODY[1]}\n{BODY[2]}\n"
    assert _cut(page) == ["It said on Mon"]


def test_one_sentence_per_line_without_full_stops_is_all_article() -> None:
    text = _page(gap="\n").replace(".\n", "\n")
    assert _cut(text) == []


def test_one_paragraph_without_line_breaks_is_all_article() -> None:
    assert _cut(" ".join(BODY * 5)) == []


@pytest.mark.parametrize(
    "line",
    [
        "“Follow us or stay behind,” Iverin told the delegates.",
        "Share prices fell after the announcement, traders in Port Sarn said.",
        "Comments by the minister were met with silence.",
        "Print workers joined the strike on Tuesday.",
        "Related questions were put off until the next round.",
        "Subscribers of the harbour telephone company were cut off for an hour.",
        "More than 200 will be part of mission",
        "The treaty has three parts: guarantees | monitoring | trade, and all of them are open.",
        "Key Takeaways",
        "Velmark: “We will wait.”",
    ],
)
def test_article_text_that_looks_a_little_like_furniture_stays(line: str) -> None:
    assert _cut(_page(line)) == []


def test_an_author_boxs_outlet_ends_with_its_sentence() -> None:
    box = byline_box(
        ["I am Tom Vale, a writer and journalist for Saltmere Times. I specialize in world news."]
    )
    assert box is not None
    assert (box.name, box.outlet) == ("Tom Vale", "Saltmere Times")
