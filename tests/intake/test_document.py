"""A page becomes a document: fields, zones, offsets, language, notes; what is none says why."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import PageError
from onrecord.intake.document import source_spans, to_document
from onrecord.model import Document, Given, RawPage, Span, ZoneKind
from onrecord.text.offsets import joined

PAGES = Path(__file__).parent / "pages"
ENGLISH = (
    "Aramia said on Monday that it would not open the crossing at Sarn without guarantees. "
    "Velmark’s foreign minister, Tomas Iverin, called the demand “a door with two locks”."
)


def _document(text: str, **stated: str) -> Document:
    return to_document(RawPage("page.txt", text.encode("utf-8"), "text/plain", Given(**stated)))


def _zones(document: Document, kind: ZoneKind) -> list[str]:
    return [z.span.of(document.text) for z in document.zones if z.kind is kind]


@pytest.mark.parametrize(
    ("name", "title", "outlet", "byline", "published"),
    [
        ("paywall.txt", "Council backs harbour pact with Velmark after five-hour debate",
         "The Brae County Argus", "Oda Fenwick", "2031-10-03"),
        ("weblog.txt", "What the Aramian memo really says",
         "Notes from the Delta", "Hannes Roker", "2031-05-12"),
        ("portal.txt", "Storholt: “No guarantees, no corridor”", "Novy Den", None, "2031-04-02"),
        ("archive.txt", None, None, "Greta Olun", "2019-05-07"),
        ("consent.txt", "Envoy hints at compromise over islands", "Port Sarn Mail", None, "2031-08-05"),
    ],
)  # fmt: skip
def test_fields_that_the_page_gives(
    name: str, title: str | None, outlet: str | None, byline: str | None, published: str | None
) -> None:
    document = to_document(RawPage(name, (PAGES / name).read_bytes(), "text/plain"))
    assert (document.title, document.outlet, document.published) == (title, outlet, published)
    if name != "archive.txt":
        assert document.byline == byline


def test_what_the_user_states_overrules_the_page() -> None:
    raw = (PAGES / "paywall.txt").read_bytes()
    stated = Given("T", "O", "B", "12 June 2032", "https://a.example/1")
    document = to_document(RawPage("paywall.txt", raw, "text/plain", stated))
    assert (document.title, document.outlet, document.byline, document.published) == (
        "T",
        "O",
        "B",
        "2032-06-12",
    )
    assert document.url == "https://a.example/1"


def test_a_stated_date_that_is_none_is_left_out_with_a_note() -> None:
    document = _document(ENGLISH, published="next week")
    assert document.published is None
    assert "'next week'" in document.notes[0]


def test_the_id_depends_on_bytes_and_address_alone() -> None:
    here = _document(ENGLISH)
    assert here.id == _document(ENGLISH, title="Other").id
    assert here.id != _document(ENGLISH, url="https://a.example/1").id
    assert here.id == hashlib.sha256(f"{here.digest}\n".encode()).hexdigest()[:16]


def test_zones_of_headline_summary_caption_credit_and_body() -> None:
    document = _document(
        "Ridgeway Herald\nAramia wants guarantees before crossing opens\nBy Mira Tolne\n3 May 2031\n\n"
        "Key takeaways\n• Aramia wants guarantees.\n• Velmark wants talks.\n\n"
        "Photo: The crossing at Sarn in April\n\n"
        + ENGLISH
        + "\n\nA door with two locks\n\n"
        + ENGLISH
        + "\n"
    )
    assert _zones(document, ZoneKind.HEADLINE) == [
        "Aramia wants guarantees before crossing opens",
        "A door with two locks",
    ]
    assert _zones(document, ZoneKind.SUMMARY) == [
        "Key takeaways\n• Aramia wants guarantees.\n• Velmark wants talks."
    ]
    assert _zones(document, ZoneKind.CAPTION) == ["Photo: The crossing at Sarn in April"]
    assert _zones(document, ZoneKind.CREDIT) == ["Ridgeway Herald", "By Mira Tolne\n3 May 2031"]
    assert _zones(document, ZoneKind.BODY) == [ENGLISH, ENGLISH]
    assert document.furniture == ()


def test_a_dateline_gives_the_day_and_stays_in_the_body() -> None:
    document = _document("Crossing stays shut\nSARN, May 14 (Ostra Press) - " + ENGLISH)
    assert (document.published, document.outlet) == ("XXXX-05-14", "Ostra Press")
    assert _zones(document, ZoneKind.BODY)[0].startswith("SARN, May 14 (Ostra Press) - Aramia")


def test_a_world_agency_in_the_dateline_is_cited() -> None:
    document = _document("Crossing stays shut\nSARN (Reuters) - " + ENGLISH)
    assert document.outlet is None
    assert [(c.outlet, c.quote.exact) for c in document.cites] == [("Reuters", "SARN (Reuters)")]
    assert document.cites[0].quote.holds(document.text)


def test_placeholders_stay_in_the_text_as_evidence() -> None:
    document = _document(ENGLISH + " It is late [Citation: official summaries].")
    assert [p.exact for p in document.placeholders] == ["[Citation: official summaries]"]
    assert document.placeholders[0].holds(document.text)


def test_offsets_lead_back_to_the_file() -> None:
    path_text = "\ufeffMenu\r\nAramia wants guarantees\r\n\r\n" + ENGLISH + "\x00\r\nShare this article\r\n"
    document = _document(path_text)
    assert document.source_text == path_text
    at = document.text.index("a door with two locks")
    (there,) = source_spans(document, Span(at, at + 21))
    assert there.of(path_text) == "a door with two locks"
    assert not set("\ufeff\x00") & set(document.text)


def test_special_characters_stay_as_they_are() -> None:
    odd = "The minister\u00a0said: ''No.'' «Jamais», \u200fhe added, and “nobody has closed this quotation."
    assert odd in _document(ENGLISH + "\n" + odd + "\n").text


@pytest.mark.slow
def test_a_text_in_another_language_is_kept_marked_and_not_read() -> None:
    document = _document(
        "Die Außenministerin sagte am Montag, dass die Verhandlungen über die Grenze weitergehen. " * 3
    )
    assert (document.language, document.is_read) == ("de", False)
    assert "not English" in document.notes[-1]


def test_a_text_too_short_to_tell_its_language_says_so() -> None:
    document = _document("Sarn. Nein.")
    assert (document.language, document.is_read) == ("und", False)
    assert "too short" in document.notes[-1]


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"", "is empty"),
        (b"\x00" * 400, "is"),
        (
            "Menu\nShare this article\nMost read\nGoat returned to owner\n© 2031 Ridgeway Press\n".encode(),
            "furniture only",
        ),
    ],
)
def test_what_is_no_article_says_why_in_one_line(raw: bytes, what: str) -> None:
    with pytest.raises(PageError, match=what) as caught:
        to_document(RawPage("page.txt", raw, "text/plain"))
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("page.txt: ")


HTML = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Crossing stays shut - Ostra Digest</title>
<meta property="og:site_name" content="Ostra Digest"><link rel="canonical" href="https://ostra.example/a/1">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"Crossing stays shut",
"datePublished":"2031-04-12T08:00:00Z","author":{"@type":"Person","name":"Mira Tolne"}}</script></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Crossing stays shut</h1>
<figure><img src="a.jpg"><figcaption>Toma Hessel at the crossing in Sarn.</figcaption></figure>
<p>Aramia on Monday rejected a plan to open the border, its foreign minister said,
calling it “a trap” for the small.</p>
<p>“We will not sign,” Toma Hessel told reporters after the cabinet had met in the capital
for three hours.</p>
<p>The neighbouring state of Velmark said that it would wait for a written answer before it took any step.</p>
</article><footer>© Ostra Digest 2031</footer></body></html>"""


def test_an_html_page_gives_text_layer_fields_and_caption() -> None:
    document = to_document(RawPage("a.html", HTML.encode(), "text/html"))
    assert document.source_text.splitlines()[0] == "Crossing stays shut"
    assert (document.title, document.outlet, document.byline) == (
        "Crossing stays shut",
        "Ostra Digest",
        "Mira Tolne",
    )
    assert (document.published, document.url) == ("2031-04-12", "https://ostra.example/a/1")
    assert _zones(document, ZoneKind.CAPTION) == ["Toma Hessel at the crossing in Sarn."]
    assert "“We will not sign,” Toma Hessel told reporters" in document.text
    assert "Home" not in document.text


def test_html_without_text_is_an_error() -> None:
    with pytest.raises(PageError, match=r"no text in its HTML|not HTML"):
        to_document(RawPage("a.html", b"<html><body><img src='a.png'></body></html>", "text/html"))


@pytest.mark.parametrize(("depth", "read"), [(300, True), (1_500, True), (10_000, False)])
def test_nothing_within_many_tags_is_lost_in_silence(depth: int, read: bool) -> None:
    page = (
        f"<html><body><article><p>{ENGLISH}</p>{'<font>' * depth}<p>Last words in Sarn.</p></article></body>"
    )
    raw = RawPage("a.html", page.encode(), "text/html")
    if read:
        assert "Last words in Sarn." in to_document(raw).text
    else:
        with pytest.raises(PageError, match="has tags nested so deep"):
            to_document(raw)


def test_unclosed_and_broken_html_is_read() -> None:
    broken = HTML.replace("</p>", "").replace("</article>", "<div").replace("</html>", "")
    assert "Toma Hessel told reporters" in to_document(RawPage("a.html", broken.encode(), "text/html")).text


def test_the_same_page_gives_the_same_document() -> None:
    for name in ("portal.txt", "broadcaster.txt"):
        page = RawPage(name, (PAGES / name).read_bytes(), "text/plain")
        assert to_document(page) == to_document(page)


LINE = st.one_of(
    st.sampled_from(
        [
            *ENGLISH.split(". "),
            "Most read",
            "Share",
            "By Jo Sim",
            "3 May 2031",
            "• One.",
            "a { b: c }",
            "",
            "1",
            "of",
        ]
    ),
    st.text(max_size=40),
)


@given(st.lists(LINE, min_size=1, max_size=14), st.sampled_from(["\n", "\r\n", "\n\n", "\r"]))
@settings(max_examples=150, deadline=None)
def test_whatever_the_page_the_parts_of_a_document_agree(lines: list[str], gap: str) -> None:
    raw = gap.join(lines).encode("utf-8", "ignore")
    try:
        document = to_document(RawPage("page.txt", raw, "text/plain"))
    except PageError:
        return  # refused with a line; which pages are is tested above
    assert document.text == joined(document.source_text, document.pieces)
    edges = [edge for zone in document.zones for edge in (zone.span.start, zone.span.end)]
    assert edges == sorted(edges)
    assert not edges or edges[-1] <= len(document.text)
    assert all(s.end <= len(document.source_text) for s in document.furniture)
    assert all(e.holds(document.text) for e in (*document.placeholders, *(c.quote for c in document.cites)))


@pytest.mark.parametrize(
    "text",
    ["Home\nNews\nSport\nSubscribe\nShare on Facebook\n", "Share this\nTweet\nPrint\nMost read\n"],
)
def test_a_short_page_of_furniture_is_no_article(text: str) -> None:
    with pytest.raises(PageError, match="furniture only"):
        to_document(RawPage("menu.txt", text.encode(), "text/plain"))
