"""Make a document of a page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.errors import PageError
from onrecord.intake.decoding import decode
from onrecord.intake.furniture import furniture_spans, sure
from onrecord.intake.head import Head, read_head
from onrecord.intake.html import Layer, text_layer
from onrecord.intake.language import language_of
from onrecord.intake.lines import lines_of
from onrecord.intake.sources import Dateline, cited_outlets, dateline, placeholders
from onrecord.intake.tail import byline_box
from onrecord.intake.zones import zones_of
from onrecord.model import Citation, Document, Evidence, Given, RawPage, Span, Zone, ZoneKind
from onrecord.text.citations import Cited
from onrecord.text.dates import to_edtf
from onrecord.text.offsets import joined, to_source, without
from onrecord.text.outlets import is_agency, is_broadcaster, is_world_agency, listed_form

_NO_TEXT = re.compile("\\A\ufeff|\x00+")
_FIRST = 4
"""Lines of running text among which a dateline is looked for."""


@dataclass(frozen=True, slots=True)
class _Fields:
    title: str | None
    outlet: str | None
    byline: str | None
    published: str | None


def to_document(page: RawPage) -> Document:
    """Make a document of a page: decode it, take furniture out, tell zones, read what it says of itself.

    What the user states about the page (``page.given``) overrules what the page says.

    Raises:
        PageError: the page is empty, binary, or holds nothing but furniture.
    """
    html = page.media_type == "text/html"
    decoded = decode(page.raw, page.name, html)
    layer = text_layer(decoded.text, page.name) if html else Layer(decoded.text)
    source = layer.text
    lines = lines_of(source)
    marks = sure(source, lines)
    head = read_head(marks.shown(), lines)
    furniture = furniture_spans(marks, head)
    pieces = without(len(source), [*furniture, *_no_text(source)])
    text = joined(source, pieces)
    if not _is_article(text, bool(furniture)):
        raise PageError(
            "holds page furniture only, no article", page.name, "leave it out, or add the article's text"
        )
    zones = zones_of(lines, marks.out, head, pieces, layer.captions)
    opening = _dateline(text, zones)
    cited = cited_outlets(text, [z.span for z in zones if z.kind is not ZoneKind.HEADLINE])
    cut = [s.of(source).strip() for s in furniture]
    fields, notes = _fields(page.given, layer, head, opening, _own_outlet(opening, cited), cut)
    language = language_of(text)
    digest = hashlib.sha256(page.raw).hexdigest()
    url = page.given.url or layer.url
    return Document(
        id=hashlib.sha256(f"{digest}\n{url or ''}".encode()).hexdigest()[:16],
        digest=digest,
        name=page.name,
        media_type=page.media_type,
        source_text=source,
        text=text,
        pieces=pieces,
        zones=zones,
        furniture=tuple(furniture),
        title=fields.title,
        outlet=fields.outlet,
        byline=fields.byline,
        published=fields.published,
        language=language,
        url=url,
        path=page.path,
        cites=_citations(text, opening, cited, fields.outlet),
        placeholders=tuple(Evidence.at(text, s) for s in placeholders(text)),
        notes=(*decoded.notes, *notes, *_language_note(language)),
    )


def source_spans(document: Document, span: Span) -> list[Span]:
    """Return where a span of a document's clean text stands in its source text."""
    return to_source(document.pieces, span)


def _no_text(source: str) -> list[Span]:
    """Return what is no text though it stands in the file: a byte order mark, NUL characters."""
    return [Span(m.start(), m.end()) for m in _NO_TEXT.finditer(source)]


def _is_article(text: str, had_furniture: bool) -> bool:
    """Tell whether anything is left to read: beside furniture, a few words without a sentence are none."""
    words = re.findall(r"\w+", text)
    return bool(words) and not (
        had_furniture and len(words) <= 5 and not re.search(r"[.!?…][\"”’»)]*\s*$", text)
    )


def _dateline(text: str, zones: Sequence[Zone]) -> Dateline | None:
    """Return the dateline of the article's first lines; where two give one, the one that says more."""
    starts: list[int] = []
    for zone in zones:
        if zone.kind in (ZoneKind.BODY, ZoneKind.CREDIT):
            at = zone.span.start
            for line in zone.span.of(text).splitlines(keepends=True):
                starts.append(at)
                at += len(line)
    found = [d for at in starts[:_FIRST] if (d := dateline(text, at))]
    return max(found, key=lambda d: (d.outlet is not None, d.published is not None), default=None)


def _own_outlet(opening: Dateline | None, cited: Sequence[Cited]) -> str | None:
    """Return the outlet whose own report the article is, as far as its body says so.

    An agency that credits itself in the dateline is the outlet, but a world agency's report stands in others'
    pages. "Told X" is how a paper writes of its own interviews; where it names other papers besides, X may be
    any of them.
    """
    if opening and opening.outlet:
        return None if is_world_agency(opening.outlet) else opening.outlet
    crew = [c for c in cited if c.crew and not is_broadcaster(c.outlet)]
    if crew:
        return listed_form(crew[0].outlet)
    papers = [
        c for c in cited if c.told > c.reports and not is_agency(c.outlet) and not is_broadcaster(c.outlet)
    ]
    often = [c for c in papers if c.told > 1]
    if often:
        return listed_form(often[0].outlet)
    others = [c for c in cited if c not in papers and not is_agency(c.outlet)]
    return listed_form(papers[0].outlet) if len(papers) == 1 and not others else None


def _fields(
    given: Given, layer: Layer, head: Head, opening: Dateline | None, own: str | None, cut: Sequence[str],
) -> tuple[_Fields, tuple[str, ...]]:  # fmt: skip
    """Settle title, outlet, byline and date: given, markup, head, body, author box, in this order."""
    box = byline_box(cut)
    stated = to_edtf(given.published) if given.published else None
    notes = (
        (f"date {given.published!r} not understood and left out",) if given.published and not stated else ()
    )
    fields = _Fields(
        title=given.title or layer.title or head.title,
        outlet=given.outlet or layer.outlet or head.outlet or own or (box.outlet if box else None),
        byline=given.byline or layer.byline or head.byline or (box.name if box else None),
        published=stated or layer.published or head.published or (opening.published if opening else None),
    )
    return fields, notes


def _citations(
    text: str, opening: Dateline | None, cited: Sequence[Cited], outlet: str | None
) -> tuple[Citation, ...]:
    """Return the cited outlets: the agency of the dateline first, never the outlet itself."""
    mine = _plain(outlet) if outlet else ""
    out: list[Citation] = []
    if opening and opening.outlet and not _is_of(_plain(opening.outlet), mine):
        out.append(Citation(opening.outlet, Evidence.at(text, _trimmed(text, opening.span))))
    for c in cited:
        plain = _plain(c.outlet)
        if not _is_of(plain, mine) and plain not in {_plain(x.outlet) for x in out}:
            out.append(Citation(c.outlet, Evidence.at(text, c.span)))
    return tuple(out)


def _trimmed(text: str, span: Span) -> Span:
    """Cut the dash off a dateline."""
    return Span(span.start, span.start + len(span.of(text).rstrip(" \u00a0-–—:")))


def _is_of(name: str, outlet: str) -> bool:
    """Tell whether a name is the outlet's, perhaps short: "The Argus" for "The Brae County Argus"."""
    return bool(outlet) and (name == outlet or set(name.split()) < set(outlet.split()))


def _plain(name: str) -> str:
    return name.lower().removeprefix("the ").strip()


def _language_note(language: str) -> tuple[str, ...]:
    if language == "en":
        return ()
    if language == "und":
        return ("language not told (too short or mixed): kept, not read",)
    return (f"language is {language}, not English: kept, not read",)
