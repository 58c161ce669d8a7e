"""Write changes as an Atom feed (RFC 4287): stable ids, absolute links, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from lxml import etree
from markupsafe import Markup, escape

from onrecord import __version__
from onrecord.views.pages import is_web, safe_text
from onrecord.web.plans.feed_records import EPOCH, Change, Passage

NS = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Feed:
    """Hold what a feed says of itself."""

    title: str
    desk: str  # id of the desk, so that ids of two casefiles differ
    base: str  # where the app is served, without a slash at its end
    path: str  # of the feed, with its query, without any token
    page: str  # of the page that shows the same


def to_atom(feed: Feed, found: Sequence[Change]) -> bytes:
    """Return changes as an Atom feed; the same changes always as the same bytes."""
    root = etree.Element(f"{{{NS}}}feed", nsmap={None: NS})
    _add(root, "id", _urn(feed, f"feed{feed.path}"))
    _add(root, "title", feed.title)
    _add(root, "updated", _when(max((each.updated for each in found), default=EPOCH)))
    _link(root, "self", f"{feed.base}{feed.path}", "application/atom+xml")
    _link(root, "alternate", f"{feed.base}{feed.page}", "text/html")
    etree.SubElement(_add(root, "author", None), f"{{{NS}}}name").text = "onrecord"
    generator = _add(root, "generator", "onrecord")
    generator.set("version", __version__)
    for change in found:
        root.append(_entry(feed, change))
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _entry(feed: Feed, change: Change) -> etree._Element:
    entry = etree.Element(f"{{{NS}}}entry")
    _add(entry, "id", _urn(feed, change.key))
    _add(entry, "title", change.title)
    _add(entry, "updated", _when(change.updated))
    _add(entry, "published", _when(change.published))
    _link(entry, "alternate", f"{feed.base}{change.link}", "text/html")
    for topic in dict.fromkeys((change.kind, *change.topics)):
        _add(entry, "category", None).set("term", safe_text(topic))
    content = _add(entry, "content", str(_html(feed, change)))
    content.set("type", "html")
    return entry


def _html(feed: Feed, change: Change) -> Markup:
    """Return what a reader of feeds shows: every text of an article is escaped before it stands in markup."""
    parts = [_passage(feed, each) for each in change.passages]
    if change.note:
        parts.append(Markup("<p>{}</p>").format(safe_text(change.note)))
    return Markup("\n").join(parts)


def _passage(feed: Feed, passage: Passage) -> Markup:
    before = Markup("<p>{}:</p>\n").format(safe_text(passage.before)) if passage.before else Markup()
    words = Markup('<blockquote><p><a href="{}">“{}”</a></p></blockquote>').format(
        f"{feed.base}{passage.link}", safe_text(passage.words)
    )
    if not passage.source:
        return before + words
    source = escape(safe_text(passage.source))
    if is_web(passage.url):
        source = Markup('<a href="{}" rel="noopener noreferrer nofollow">{}</a>').format(passage.url, source)
    return before + words + Markup("\n<p>{}</p>").format(source)


def _urn(feed: Feed, key: str) -> str:
    """Return the id of something: the same at every time, on every address that the app is served under.

    >>> _urn(Feed("", "d", "http://a", "", ""), "x") == _urn(Feed("", "d", "http://b", "", ""), "x")
    True
    """
    desk: UUID = uuid5(NAMESPACE_URL, f"onrecord:{feed.desk}")
    return uuid5(desk, key).urn


def _add(parent: etree._Element, name: str, text: str | None) -> etree._Element:
    made = etree.SubElement(parent, f"{{{NS}}}{name}")
    made.text = None if text is None else safe_text(text)
    return made


def _link(parent: etree._Element, rel: str, href: str, kind: str) -> None:
    link = _add(parent, "link", None)
    for name, value in (("rel", rel), ("type", kind), ("href", href)):
        link.set(name, value)


def _when(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def without_token(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the parameters of an address that may be told: a token opens the feed for whoever has it."""
    return tuple((name, value) for name, value in pairs if name != "token")
