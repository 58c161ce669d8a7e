"""Say which part of the article each line is: headline, summary, caption, credit, body."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from onrecord.intake.credits import is_credit
from onrecord.intake.head import Head
from onrecord.intake.lines import Line
from onrecord.model import Piece, Span, Zone, ZoneKind
from onrecord.text.offsets import from_source

_BULLET = re.compile(r"\s*(?:[•·▪‣◦*►▶–—-]|\d{1,2}[.)])\s+\S")
_SUMMARY = re.compile(
    r"(?:key (?:takeaways?|points?|facts?|findings?|moments?)|takeaways?|quick (?:read|take|facts|"
    r"summary)|highlights|in brief|in short|"
    r"(?:the )?(?:summary|short version|main points|bottom line|gist)|at a glance|tl;?dr|"
    r"what (?:to|you need to) know|five things to know|article summary|story highlights)\s*:?\Z",
    re.IGNORECASE,
)
_CAPTION_START = re.compile(
    r"[\[(]?(?:(?:file |archive )?(?:photo|picture|image|illustration|foto|graphic|video|"
    r"caption)(?: caption)?\s*(?::|\||/|–|-)|(?:photo|picture|image|illustration) by\b|"
    r"\(?file photo|in this (?:file |archive |undated |handout )?(?:photo|image|picture)\b|"
    r"pictured:|above:|below:)",
    re.IGNORECASE,
)
_CAPTION_END = re.compile(
    r"(?:\b(?:[Pp]hoto|[Ii]mage|[Pp]icture|[Ff]oto|[Ii]llustration)s?(?: credit| by)?\s*[:/]\s*[\w .,/&'’-]"
    r"{2,60}|[(|/]\s*(?:AP Photo|AP|Reuters|REUTERS|AFP|EPA|Getty|Handout|File|Shutterstock|"
    r"dpa)\b[\w .,/&'’-]{0,60}|"
    r"\bvia (?:Getty Images|AP|Reuters|REUTERS|AFP|Shutterstock)|\b[Ff]ile (?:photo|pic(?:ture)?))[\])]*\.?\Z"
)
_TELLS = re.compile(r"\b(?:said|says|told|reported|reports|according to|wrote|added)\b")
_CAPTION_LABEL = re.compile(r"(?:image |photo |picture )?caption\s*[,:]?$", re.IGNORECASE)
_SCENE = re.compile(
    r"\b(?:speaks?|walks?|stands?|attends?|looks? on|gestures?|shakes? hands|greets?|arrives?|"
    r"leaves?|poses?|waves?|sits?|listens?|smiles?|holds?|meets?|addresses|watch(?:es)?|talks?|"
    r"carry|carries|guards?|marche?s?|is seen|are seen|is pictured|pictured)\b"
    r".*\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?\s+\d{1,2},?\s+\d{4}\.?\Z"
)
_EARLY = 6
"""First lines among which a sentence that describes a scene and ends with a full date is a caption."""


def zones_of(
    lines: Sequence[Line],
    furniture: Collection[int],
    head: Head,
    pieces: Sequence[Piece],
    captions: Collection[str] = (),
) -> tuple[Zone, ...]:
    """Return the zones of an article over its clean text, in order.

    Args:
        lines: the lines of the source text.
        furniture: indices of the lines that are furniture as a whole.
        head: what the head of the page says.
        pieces: the way from source text to clean text.
        captions: lines that the page's markup gives as captions.
    """
    shown = [x for x in lines if not x.blank and x.index not in furniture]
    kinds = _kinds(shown, head, captions)
    zones: list[Zone] = []
    for line, kind in zip(shown, kinds, strict=True):
        span = from_source(pieces, line.span)
        if span is None:
            continue
        if zones and zones[-1].kind is kind:
            zones[-1] = Zone(kind, Span(zones[-1].span.start, span.end))
        else:
            zones.append(Zone(kind, span))
    return tuple(zones)


def _kinds(shown: Sequence[Line], head: Head, captions: Collection[str]) -> list[ZoneKind]:
    headline = {x.text for x in shown if x.index in head.headline}
    kinds: list[ZoneKind] = []
    in_summary = seen_body = False
    for i, line in enumerate(shown):
        bullet = bool(_BULLET.match(line.raw))
        in_summary = (
            bool(_SUMMARY.match(line.bare))
            or (in_summary and bullet)
            or (bullet and not seen_body and _listed(shown, i))
        )
        if line.index in head.headline or line.text in headline:
            kind = ZoneKind.HEADLINE
        elif line.index in head.credits or is_credit(line):
            kind = ZoneKind.CREDIT
        elif in_summary:
            kind = ZoneKind.SUMMARY
        elif line.text in captions or is_caption(line, i) or (i and _CAPTION_LABEL.match(shown[i - 1].text)):
            kind = ZoneKind.CAPTION
        elif is_subheading(shown, i):
            kind = ZoneKind.HEADLINE
        else:
            kind = ZoneKind.BODY
        seen_body = seen_body or kind is ZoneKind.BODY
        kinds.append(kind)
    return kinds


def _listed(shown: Sequence[Line], i: int) -> bool:
    """Tell whether a bullet has another one beside it."""
    return any(0 <= j < len(shown) and _BULLET.match(shown[j].raw) for j in (i - 1, i + 1))


def is_caption(line: Line, position: int) -> bool:
    """Tell whether a line describes a picture."""
    text = line.text
    if len(line.words) > 60:
        return False
    if _CAPTION_START.match(text) or _ends_as_caption(text, len(line.words)):
        return True
    return position < _EARLY and len(line.words) <= 45 and bool(_SCENE.search(text))


def _ends_as_caption(text: str, words: int) -> bool:
    """Tell whether a line ends with the credit of a picture and quotes nobody before it."""
    credit = _CAPTION_END.search(text)
    return credit is not None and words <= 50 and not _TELLS.search(text) and text[0] not in "\"“«'‘"


def is_subheading(shown: Sequence[Line], i: int) -> bool:
    """Tell whether a line heads a section: short, without full stop, with running text after it."""
    line = shown[i]
    if not 1 <= len(line.words) <= 9 or i + 1 >= len(shown) or i == 0 or _BULLET.match(line.raw):
        return False
    text = line.text
    if re.match(r"[A-Z][A-Z .'’-]*:", text):  # a speaker of a transcript
        return False
    if text.endswith((".", ",", ":", ";", "”", '"', "…")) or re.match(r"[\"“«'‘a-z]", text):
        return False
    if line.ends and not text.endswith("?"):
        return False
    short = len(line.words) <= 6 or line.is_titled
    return (short and shown[i + 1].is_sentence) or (
        short and i + 2 < len(shown) and len(shown[i + 1].words) <= 6 and shown[i + 2].is_sentence
    )
