"""Hold pages, documents and the places of their words. Offsets are code points, half open."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.vocabulary import ZoneKind

CONTEXT = 32
"""Length of prefix and suffix of a text quote, in code points (Hypothesis uses the same)."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Mark a half-open stretch of a text in code points.

    >>> Span(2, 5).of("a bcd e")
    'bcd'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """Return what the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """Place one unbroken run of the clean text in the source text it was taken from, unchanged."""

    start: int  # in the clean text
    source_start: int  # in the source text
    length: int


@dataclass(frozen=True, slots=True)
class Zone:
    """Say which part of the article a stretch of the clean text is."""

    kind: ZoneKind
    span: Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """Point at exact words: a TextPositionSelector and a TextQuoteSelector over the clean text."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str

    @classmethod
    def at(cls, text: str, span: Span) -> Evidence:
        """Select a span of a text.

        >>> Evidence.at("he said no", Span(3, 7)).exact
        'said'
        """
        return cls(
            span.start,
            span.end,
            text[span.start : span.end],
            text[max(0, span.start - CONTEXT) : span.start],
            text[span.end : span.end + CONTEXT],
        )

    def holds(self, text: str) -> bool:
        """Tell whether the text still says at this place what it said when the evidence was taken."""
        return (
            text[self.start : self.end] == self.exact
            and text[max(0, self.start - CONTEXT) : self.start] == self.prefix
            and text[self.end : self.end + CONTEXT] == self.suffix
        )


@dataclass(frozen=True, slots=True)
class Citation:
    """Name another outlet that the article says it took something from."""

    outlet: str
    quote: Evidence


@dataclass(frozen=True, slots=True)
class Given:
    """Carry what the user states about a page; it overrules what the page says. ``None``: not stated."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None  # EDTF
    url: str | None = None


@dataclass(frozen=True, slots=True)
class RawPage:
    """Hold one page as it was found, before anything is made of it."""

    name: str  # file name, or "table.csv#17" for a row: what a message calls it
    raw: bytes  # the file's bytes; for a table row, its text cell as UTF-8
    media_type: str  # text/plain or text/html
    given: Given = Given()
    path: str | None = None  # where it was read from; the page's address where no URL is known


@dataclass(frozen=True, slots=True)
class Document:
    """Hold an article: its clean text, what the page says about it, and the way back to the page.

    ``text`` is the concatenation of ``pieces`` of ``source_text``; nothing in it is rewritten.
    ``source_text`` is the decoded file for plain text, and the page's text layer for HTML.
    ``published`` is EDTF and may be partial (``2023-04``, ``XXXX-06-12``).
    """

    id: str
    digest: str  # sha256 of the raw bytes, hexadecimal
    name: str
    media_type: str
    source_text: str
    text: str
    pieces: tuple[Piece, ...]
    zones: tuple[Zone, ...]  # in order, over the clean text, without overlap
    furniture: tuple[Span, ...]  # over the source text
    title: str | None
    outlet: str | None
    byline: str | None
    published: str | None
    language: str  # ISO 639-1, "und" where it cannot be told
    url: str | None
    path: str | None
    cites: tuple[Citation, ...] = ()
    placeholders: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()  # what intake had to decide, one line each ("decoded as windows-1252")

    @property
    def is_read(self) -> bool:
        """Tell whether the reading step takes this document: English with some text."""
        return self.language == "en" and bool(self.text.strip())
