"""Citations in four forms: what each says, and that no text can break out of its form."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from onrecord.views.citing.citation import Citation
from onrecord.views.citing.styles import bibtex, csl, markdown, text

PLAIN = Citation(
    id="ab12", of="entry", casefile="talks", who=("Ada Quill",), act="offer", when="2031-05-03",
    what="to send monitors", words="to send 40 monitors", outlet="Harbour Post", title="Monitors offered",
    byline="", published="2031-05-03", url="https://news.example/monitors", document="cd34",
    way="as reported by Harbour Post, citing a diplomat (unnamed)", further=("Lantern Wire", "Tarn Today"),
    origins=1, unconfirmed="not confirmed by a person",
)  # fmt: skip
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
NASTY = [
    "}",
    "{",
    "\\",
    "\\}",
    "%",
    "$&#_^~",
    '"',
    "@misc{x,",
    "a}\n}\n@misc{y,",
    "\x00\x1b[31m",
    "“",
    "{said} no",
]


def test_text_says_who_what_where_and_by_what_way() -> None:
    assert text(PLAIN) == (
        "Ada Quill, offer, 2031-05-03: “to send 40 monitors”. Harbour Post, “Monitors offered”, 2031-05-03. "
        "https://news.example/monitors As reported by Harbour Post, citing a diplomat (unnamed). "
        "Told by 2 further outlets from 1 origin. Not confirmed by a person. [talks, entry ab12]"
    )


def test_what_has_no_date_says_so() -> None:
    undated = replace(PLAIN, published="", when="")
    assert "Ada Quill, offer, undated: " in text(undated)
    assert "“Monitors offered”, n.d. https" in text(undated)
    assert "year = {n.d.}" in bibtex(undated)
    assert "issued" not in csl(undated)


def test_a_document_is_cited_by_its_author() -> None:
    page = replace(PLAIN, of="document", byline="B. Byline", way="", further=(), origins=0, unconfirmed="")
    assert text(page) == (
        "B. Byline, Harbour Post, “Monitors offered”, 2031-05-03. https://news.example/monitors "
        "[talks, document ab12]"
    )
    assert csl(page)["author"] == [{"literal": "B. Byline"}]


@pytest.mark.parametrize(
    ("edtf", "issued"),
    [
        ("2031-05-03", {"date-parts": [[2031, 5, 3]]}),
        ("2031-05", {"date-parts": [[2031, 5]]}),
        ("2031~", {"date-parts": [[2031]], "circa": True}),
        ("2031-05-03/2031-05-09", {"date-parts": [[2031, 5, 3], [2031, 5, 9]]}),
        ("XXXX-06-12", {"literal": "XXXX-06-12"}),
    ],
)
def test_dates_as_csl_has_them(edtf: str, issued: dict[str, Any]) -> None:
    assert csl(replace(PLAIN, published=edtf))["issued"] == issued


def test_markdown_links_the_title_and_marks_nothing_else() -> None:
    hostile = replace(PLAIN, title="[x](javascript:alert(1)) *now*", words="<script> `a` _b_", who=("# A",))
    assert markdown(hostile).startswith(
        "\\# A, offer, 2031-05-03: “\\<script\\> \\`a\\` \\_b\\_”. Harbour Post, "
        "[“\\[x\\](javascript:alert(1)) \\*now\\*”](<https://news.example/monitors>), 2031-05-03."
    )


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "", "https://a b"])
def test_what_is_no_address_of_the_web_is_no_link(url: str) -> None:
    cited = replace(PLAIN, url=url)
    assert "](<" not in markdown(cited)
    assert "url =" not in bibtex(cited)
    assert "URL" not in csl(cited)


def test_an_address_cannot_close_its_link() -> None:
    cited = replace(PLAIN, url="https://news.example/>)[x](<b\\}")
    assert "(<https://news.example/%3E)[x](%3Cb%5C%7D>)" in markdown(cited)
    assert "url = {https://news.example/%3E)[x](%3Cb%5C%7D}" in bibtex(cited)


@pytest.mark.slow
@given(
    words=ANY | st.sampled_from(NASTY),
    title=ANY | st.sampled_from(NASTY),
    outlet=ANY | st.sampled_from(NASTY),
)
def test_no_text_breaks_out_of_bibtex(words: str, title: str, outlet: str) -> None:
    cited = replace(PLAIN, words=words, title=title, outlet=outlet, byline=title)
    held = parse_string(bibtex(cited), "bibtex").entries
    assert list(held) == ["onrecord-ab12"]
    (entry,) = held.values()
    assert set(entry.fields) | {"author", "title", "journal"} == {
        "author", "title", "journal", "year", "date", "url", "note",
    }  # fmt: skip
    assert entry.fields["note"].endswith("[talks, entry ab12]")


@given(words=ANY, title=ANY)
def test_text_and_csl_stay_on_one_line(words: str, title: str) -> None:
    cited = replace(PLAIN, words=words, title=title)
    assert len(text(cited).splitlines()) == len(markdown(cited).splitlines()) == 1
    assert json.loads(json.dumps(csl(cited))) == csl(cited)


def test_what_tex_reads_otherwise_is_escaped() -> None:
    cited = bibtex(replace(PLAIN, title="50% {of} $5 & a_b #1 ~ ^ \\it"))
    title = (
        r"50\% \textbraceleft{}of\textbraceright{} \$5 \& a\_b \#1 "
        r"\textasciitilde{} \textasciicircum{} \textbackslash{}it"
    )
    assert f"title = {{{title}}}," in cited


def test_what_has_no_outlet_is_cited_without_one() -> None:
    assert "”. “Monitors offered”, 2031-05-03." in text(replace(PLAIN, outlet="", byline=""))
