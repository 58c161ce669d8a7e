"""Take the text layer of an HTML page, and what its markup says about the article.

trafilatura finds the article, htmldate its date. Captions, which trafilatura drops with their figures, are
put back as paragraphs of their own.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.errors import PageError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LATEST = "2099-12-31"
"""htmldate takes today where nothing is said; a fixed day keeps the same page the same document tomorrow."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Hold the text of a page and what its markup says; for a page of plain text only the text."""

    text: str
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    captions: frozenset[str] = frozenset()


def text_layer(markup: str, name: str) -> Layer:
    """Extract the article of an HTML page, its headline as the first line.

    Raises:
        PageError: there is no text to be found.
    """
    import trafilatura
    from lxml import etree

    for library in ("trafilatura", "htmldate"):  # what fails is said below, once
        logging.getLogger(library).setLevel(logging.CRITICAL)
    remedy = "save the page when it is fully loaded, or save its text as .txt"
    try:
        tree, whole = _tree(markup)
        if tree is None:
            raise PageError("is not HTML that can be read", name, remedy)
        if not whole:
            what = "has tags nested so deep that what stands within them cannot be read"
            raise PageError(what, name, "save its text as .txt")
        captions = _lift_captions(tree)
        found: Any = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=True)
        text: str | None = (found.text if found is not None else None) or trafilatura.html2txt(tree)
    except (etree.LxmlError, RecursionError, ValueError) as error:
        raise PageError(f"is not HTML that can be read ({type(error).__name__})", name, remedy) from error
    if not text or not text.strip():
        raise PageError("has no text in its HTML", name, remedy)
    title = _line(found.title) if found is not None else None
    if title and _squeezed(title) not in {_squeezed(x) for x in text.splitlines()[:3]}:
        text = f"{title}\n{text}"
    return Layer(
        text=text,
        title=title,
        outlet=_outlet(tree, found),
        byline=_byline(found),
        published=_published(markup),
        url=_canonical(tree),
        captions=captions,
    )


def _tree(markup: str) -> tuple[HtmlElement | None, bool]:
    """Parse a page; tell, too, whether all of it is in the tree.

    The parser stops without a word at 256 tags within one another, which unclosed ``<font>`` tags soon are;
    only then is the page parsed again with the parser's widest limit (2,048).
    """
    import trafilatura
    from lxml.html import HTMLParser, fromstring
    from trafilatura.utils import HTML_PARSER

    tree: HtmlElement | None = trafilatura.load_html(markup)
    if not _stopped(HTML_PARSER):
        return tree, True
    deep = HTMLParser(
        collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True,
        huge_tree=True,
    )  # fmt: skip
    tree = fromstring(markup.encode("utf-8", "replace"), parser=deep)
    return tree, not _stopped(deep)


def _stopped(parser: Any) -> bool:
    return any("Excessive depth" in entry.message for entry in parser.error_log)


def _lift_captions(tree: HtmlElement) -> frozenset[str]:
    """Turn the captions of figures into paragraphs after them, and return them."""
    from lxml import etree

    out: set[str] = set()
    for caption in list(tree.iter("figcaption")):
        text = " ".join("".join(caption.itertext()).split())
        figure = next((a for a in caption.iterancestors("figure")), caption)
        parent = figure.getparent()
        if not text or parent is None:
            continue
        paragraph = etree.SubElement(parent, "p")
        paragraph.text = text
        parent.remove(paragraph)
        parent.insert(parent.index(figure) + 1, paragraph)
        caption.clear(keep_tail=True)
        out.add(text)
    return frozenset(out)


def _published(markup: str) -> str | None:
    """Return the day the page says it was published; nothing is guessed from its running text."""
    import htmldate

    try:
        found = htmldate.find_date(markup, extensive_search=False, original_date=True, max_date=_LATEST)
    except (ValueError, OverflowError):
        return None
    return str(found) if found else None


def _meta(tree: HtmlElement, *keys: str) -> str | None:
    """Return the first of these meta fields that the page fills."""
    for key in keys:
        for attribute in ("property", "name", "itemprop"):
            for node in tree.xpath("//meta[@*[name()=$a]=$k]/@content", a=attribute, k=key):
                if str(node).strip():
                    return _line(str(node))
    return None


def _outlet(tree: HtmlElement, found: Any) -> str | None:
    """Return the outlet; a bare host name is no name of an outlet where anything better is known."""
    named = _meta(tree, "og:site_name", "application-name", "publisher", "DC.publisher", "dc.publisher")
    site = _line(found.sitename) if found is not None else None
    return named or site


def _byline(found: Any) -> str | None:
    author = _line(found.author) if found is not None else None
    return author.replace("; ", ", ") if author else None


def _canonical(tree: HtmlElement) -> str | None:
    """Return the address that the page gives as its own."""
    for href in tree.xpath("//link[@rel='canonical']/@href"):
        if str(href).startswith(("http://", "https://")):
            return str(href).strip()
    url = _meta(tree, "og:url", "twitter:url")
    return url if url and url.startswith(("http://", "https://")) else None


def _line(text: str | None) -> str | None:
    squeezed = " ".join(text.split()) if text else ""
    return squeezed or None


def _squeezed(text: str) -> str:
    return "".join(c.lower() for c in text if c.isalnum())
