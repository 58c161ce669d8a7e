"""Nothing of a hostile article is anything but text: on every page, in every header, feed and file."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar
from lxml import etree, html

from onrecord.web.publish.site import publish
from onrecord.web.safety.headers import ALWAYS

pytestmark = pytest.mark.slow  # each casefile of hostile articles is read with the model

HOME = "http://127.0.0.1:8000"
START = (
    "/",
    "/register",
    "/documents",
    "/actors",
    "/issues",
    "/matrix",
    "/unity",
    "/packages",
    "/proposals",
    "/shifts",
    "/deadlines",
    "/conflicts",
    "/calendar",
    "/sources",
    "/digest",
    "/review",
    "/review/measures",
    "/review/log",
    "/tracker",
    "/add",
    "/jobs",
    "/export",
    "/report",
    "/api",
    "/publishing",
    "/help",
    "/accounts",
    "/audit",
    "/account",
    "/register?text=pwned",
    "/documents?text=pwned",
    "/register?text=<script>window.pwned=1</script>",
    '/register?actor="><img src=x onerror=window.pwned=1>',
    "/digest?since=2031-01-01",
    "/calendar?month=2031-05",
    "/feeds/changes.atom",
    "/feeds/calendar.ics",
    "/api/v1/entries",
    "/api/v1/documents",
    "/api/v1/statements",
    "/api/openapi.json",
    "/nothing/<script>window.pwned=1</script>",
    "/actor/<svg onload=window.pwned=1>",
    "/entry/{{7*7}}",
    "/document/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "/conflict/x%0d%0aSet-Cookie:%20pwned=1",
)
ELEMENTS = frozenset(
    {
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
        "applet",
        "base",
        "style",
        "marquee",
        "portal",
        "math",
        "audio",
        "video",
        "source",
        "track",
        "noscript",
        "dialog",
        "xmp",
        "plaintext",
        "listing",
    }
)
"""Elements that no page of the app has."""

STYLED = frozenset({"style"})
"""What a page that is kept as a file has besides: it stands alone."""

OWN_SCRIPT = re.compile(r"(?:/|(?:\.\./)*)static/js/[\w./-]+\.js(?:\?v=[0-9a-f]+)?")
"""A script of the app, or of a site that is published, whose addresses are those of files beside it."""

OWN_LINKS = frozenset({"stylesheet", "icon", "alternate", "search", "prev", "next", "canonical"})
HIDDEN = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ufffe\\uffff]")
ADDRESSES = (
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "srcset",
    "ping",
    "hx-get",
    "hx-post",
    "{http://www.w3.org/1999/xlink}href",
    "xlink:href",
)


def crawled(client: TestClient, most: int) -> Iterator[tuple[str, Any]]:
    """Yield every page that links lead to, so many of each kind."""
    waiting, seen, kinds = list(START), set(START), Counter[str]()
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address)
        yield address, answer
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        page = html.document_fromstring(answer.text)
        for found in page.xpath("//a/@href | //img/@src | //link[@rel='alternate']/@href | //*/@hx-get"):
            following = urljoin(f"{HOME}{urlsplit(address).path}", str(found).split("#")[0])
            if not following.startswith(f"{HOME}/"):
                continue
            inside = following.removeprefix(HOME)
            parts = urlsplit(inside)
            shape = re.sub(r"(?<=/)[^/]*\d[^/]*(?=/|$)|(?<=^/actor/).*", "*", parts.path)
            kind = f"{shape}{'?' if parts.query else ''}"
            if inside not in seen and kinds[kind] < most and not shape.startswith("/static/"):
                seen.add(inside)
                kinds[kind] += 1
                waiting.append(inside)


def wrong_with(address: str, answer: Any) -> Iterator[str]:
    """Yield what is wrong with an answer."""
    if answer.status_code >= 500:
        yield f"answers {answer.status_code}"
    for name, value in ALWAYS.items():
        if answer.headers.get(name) != value:
            yield f"has no {name}"
    for name, value in answer.headers.multi_items():
        if (
            "\n" in value
            or "\r" in value
            or (name not in ("location", "hx-push-url") and "pwned" in value.lower())
        ):
            yield f"header {name}: {value[:80]!r}"
        if name == "location" and not value.startswith("/"):
            yield f"leads to {value[:80]!r}"
        if name == "set-cookie" and not value.startswith(("onrecord-", "theme=", "__Host-onrecord-")):
            yield f"sets {value[:80]!r}"
    kind = answer.headers.get("content-type", "")
    if kind.startswith("text/html"):
        is_file = answer.headers.get("content-disposition", "").startswith("attachment")
        yield from wrong_with_page(answer.text, STYLED if is_file else frozenset())
    elif kind.startswith("image/svg"):
        yield from wrong_with_drawing(
            etree.fromstring(answer.content, etree.XMLParser(resolve_entities=False))
        )
    elif re.match(r"[^;]*[/+]xml", kind):
        yield from wrong_with_feed(answer.content)
    elif kind.startswith("text/calendar"):
        yield from wrong_with_calendar(answer.content)
    elif "json" in kind:
        for line in (
            answer.text.rstrip("\n").split("\n") if "jsonl" in kind or "ndjson" in kind else [answer.text]
        ):
            json.loads(line)
    elif kind.startswith("text/csv"):
        yield from wrong_with_table(answer.text)


def wrong_with_page(text: str, also: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield what stands in a page that none of its templates has put there, but elements of ``also``."""
    if found := HIDDEN.search(text):
        yield f"holds the character {found[0]!r}"
    page = html.document_fromstring(text)
    for each in page.iter():
        if not isinstance(each.tag, str):
            if each.text and "pwned" in each.text:
                yield f"comment {each.text[:60]!r}"
            continue
        if each.tag not in also:
            yield from wrong_with_element(each)
    titles = page.xpath("//title")
    if len([each for each in titles if each.getparent().tag == "head"]) != 1:
        yield "has not one title"


def wrong_with_element(each: Any) -> Iterator[str]:
    """Yield what is wrong with one element of a page."""
    tag = each.tag.rpartition("}")[2]
    told = html.tostring(each, encoding="unicode")[:120]
    if tag in ELEMENTS:
        yield f"element {told!r}"
    if tag == "script" and (not OWN_SCRIPT.fullmatch(each.get("src", "")) or (each.text or "").strip()):
        yield f"script {told!r}"
    if tag == "link" and each.get("rel") not in OWN_LINKS:
        yield f"link {told!r}"
    if tag == "meta" and each.get("http-equiv") not in (None, "Content-Security-Policy"):
        yield f"meta {told!r}"
    for name, value in each.attrib.items():
        plain = name.lower()
        if plain.startswith(("on", "hx-on", "data-hx")) or plain in ("style", "srcdoc", "ping"):
            yield f"attribute {name} of {told!r}"
        if name in ADDRESSES:
            yield from wrong_with_address(tag, name, value)


def wrong_with_address(tag: str, name: str, value: str) -> Iterator[str]:
    """Yield what is wrong with where an attribute leads."""
    parts = urlsplit(value.strip())
    outside = tag == "a" and name == "href" and parts.scheme in ("http", "https") and parts.netloc
    if not outside and (parts.scheme or parts.netloc or value.startswith(("//", "\\"))):
        yield f"{tag} {name} leads to {value[:80]!r}"


def wrong_with_drawing(root: Any) -> Iterator[str]:
    """Yield what is wrong with a picture."""
    for each in root.iter():
        if not isinstance(each.tag, str):
            continue
        tag = etree.QName(each).localname
        if tag in ("script", "foreignObject", "iframe", "animate", "set", "handler"):
            yield f"picture with {tag}"
        for name, value in each.attrib.items():
            plain = etree.QName(name).localname.lower()
            if plain.startswith("on"):
                yield f"picture with {name}"
            if plain == "href" and not value.startswith(("/", "#")):
                yield f"picture that leads to {value[:80]!r}"


def wrong_with_feed(content: bytes) -> Iterator[str]:
    """Yield what is wrong with a feed."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        yield "feed with a document type"
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    atom = "{http://www.w3.org/2005/Atom}"
    for each in root.iter():
        if isinstance(each.tag, str) and not each.tag.startswith(atom) and "://" not in each.tag:
            yield f"feed with {each.tag}"
        if each.tag == f"{atom}link" and urlsplit(each.get("href", "")).scheme not in ("", "http", "https"):
            yield f"feed that leads to {each.get('href', '')[:80]!r}"
        if each.tag in (f"{atom}content", f"{atom}title", f"{atom}summary") and each.get("type") in (
            "html",
            "xhtml",
        ):
            yield from (f"feed: {wrong}" for wrong in wrong_with_page(f"<title>x</title>{each.text}"))
    for each in root.iter(f"{atom}id"):
        if (each.text or "").strip() == "pwned":
            yield "feed with an entry of an article's own"


def wrong_with_calendar(content: bytes) -> Iterator[str]:
    """Yield what is wrong with a calendar."""
    calendar = Calendar.from_ical(content.decode())
    for event in calendar.walk("VEVENT"):
        if {"ATTACH", "ORGANIZER", "ATTENDEE"} & set(event) or str(event.get("SUMMARY", "")).startswith(
            "X-PWNED"
        ):
            yield "calendar with an event of an article's own"
        for name in ("URL",):
            if urlsplit(str(event.get(name, ""))).scheme not in ("", "http", "https"):
                yield f"calendar that leads to {event[name]!r}"


def wrong_with_table(text: str) -> Iterator[str]:
    """Yield cells that a spreadsheet would run."""
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            if cell[:1] in tuple("=+-@\t\r") and not re.fullmatch(r"[+-]?[\d.,e+-]+", cell):
                yield f"cell {cell[:60]!r}"


def told(client: TestClient, most: int) -> tuple[list[str], int]:
    """Return what is wrong with the pages of an app, and on how many of them something hostile is shown."""
    found, shown = [], 0
    for address, answer in crawled(client, most):
        shown += "pwned" in answer.text
        found += [f"{address[:100]}: {each}" for each in dict.fromkeys(wrong_with(address, answer))]
    return found, shown


def test_nothing_of_some_articles_is_anything_but_text(some: TestClient) -> None:
    found, shown = told(some, most=2)
    assert not found, "\n".join(found[:40])
    assert shown > 20


@pytest.mark.slow
def test_nothing_of_any_article_is_anything_but_text(hostile: TestClient) -> None:
    found, shown = told(hostile, most=25)
    assert not found, "\n".join(found[:40])
    assert shown > 200


@pytest.mark.parametrize("to", ["csv", "jsonl", "json", "xlsx", "ics", "parquet", "jsonld", "bibtex"])
def test_files_hold_text_alone(some: TestClient, to: str) -> None:
    answer = some.get(f"/api/v1/entries?to={to}")
    assert not list(wrong_with("/api/v1/entries", answer))


def test_a_site_that_is_published_holds_text_alone(some: TestClient, tmp_path: Path) -> None:
    location = shutil.copy(some.app.state.settings.location, tmp_path / "some.db")  # type: ignore[attr-defined]
    publish(str(location), tmp_path / "site", confirmed_alone=False, title="<script>window.pwned=1</script>")
    pages = [each for each in (tmp_path / "site").rglob("*") if each.suffix == ".html"]
    found = [f"{page.name}: {wrong}" for page in pages for wrong in wrong_with_page(page.read_text("utf-8"))]
    assert not found, "\n".join(found[:30])
    assert len(pages) > 40
