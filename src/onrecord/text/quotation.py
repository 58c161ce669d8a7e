"""Find what stands within quotation marks, whatever marks a page uses.

Known: “ ” „ « » ‹ ›, straight ", two apostrophes '' and two backticks ``, and single marks ‘ ’ and ' where
they cannot be apostrophes. A quotation that opens a paragraph and is not closed there runs to the
paragraph's end (the printers' rule for quotations of several paragraphs); nothing runs across paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from onrecord.model import Directness, Span
from onrecord.text.sentences import paragraphs

_MARK = re.compile(r"""[“”„«»‹›"]|''|``|[‘’']""")
_OPENS = {"“": "”", "„": "“”", "«": "»", "‹": "›", "``": "''", "‘": "’"}
_CLOSES = frozenset("”»›")
_LETTER = re.compile(r"\w")


def quoted_spans(text: str) -> list[Span]:
    """Return the stretches within quotation marks, marks included, outermost only, in order.

    >>> text = 'He said “we agree” and left.'
    >>> [s.of(text) for s in quoted_spans(text)]
    ['“we agree”']
    >>> [s.of("''Never,'' she said") for s in quoted_spans("''Never,'' she said")]
    ["''Never,''"]
    """
    return [span for p in paragraphs(text) for span in _in_paragraph(text, p)]


def _in_paragraph(text: str, p: Span) -> list[Span]:
    found: list[Span] = []
    opened: tuple[int, str] | None = None  # where, and what closes it
    for m in _MARK.finditer(text, p.start, p.end):
        mark = m.group()
        if opened is not None:
            if mark in opened[1] and not (mark in "'’" and _within_word(text, m)):
                found.append(Span(opened[0], m.end()))
                opened = None
            continue
        closing = _closing(text, m, p)
        if closing:
            opened = (m.start(), closing)
        elif mark in _CLOSES and not found:
            found.append(Span(p.start, m.end()))  # closed but never opened: the paragraph goes on quoting
    if opened is not None and (opened[1] not in "'’" or len(opened[1]) == 2):
        found.append(Span(opened[0], p.end))
    return found


def _closing(text: str, m: re.Match[str], p: Span) -> str | None:
    """Return what would close a quotation opened by this mark; None where it opens none."""
    mark = m.group()
    if mark in _OPENS:
        if mark == "‘" and not _single_pair(text, m, p, "’"):
            return None
        return _OPENS[mark]
    if mark in ('"', "''"):
        return mark
    if mark == "'" and not _within_word(text, m) and _single_pair(text, m, p, "'"):
        return mark
    return None


def _within_word(text: str, m: re.Match[str]) -> bool:
    before, after = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
    return bool(_LETTER.match(before) and _LETTER.match(after))


def _single_pair(text: str, m: re.Match[str], p: Span, closing: str) -> bool:
    """Tell whether a single mark opens: space before, a letter after, and a closing one further on."""
    before, after = (
        text[m.start() - 1 : m.start()] if m.start() > p.start else " ",
        text[m.end() : m.end() + 1],
    )
    if not (before.isspace() or before in "([—–-") or not after or after.isspace():
        return False
    return re.search(rf"[\w.,!?…]{closing}(?!\w)", text[m.end() : p.end]) is not None


def directness(text: str, content: tuple[Span, ...], quoted: list[Span]) -> Directness:
    """Tell how far a content stands within quotation marks: all its words, some, or none.

    ``quoted`` is as `quoted_spans` gives it: in order, without overlaps.

    >>> text = 'He called it “a trap” for all.'
    >>> directness(text, (Span(13, 21),), quoted_spans(text)).value
    'direct'
    """
    inside = outside = False
    for span in content:
        last = bisect_right(quoted, span.end - 1, key=lambda q: q.start) - 1
        if last < 0 or quoted[last].end <= span.start:  # no quotation reaches into it
            outside = outside or _LETTER.search(text, span.start, span.end) is not None
            continue
        for word in re.finditer(r"\w+", text[span.start : span.end]):
            at = span.start + word.start()
            before = bisect_right(quoted, at, key=lambda q: q.start) - 1
            if before >= 0 and at < quoted[before].end:
                inside = True
            else:
                outside = True
    if inside and not outside:
        return Directness.DIRECT
    return Directness.MIXED if inside else Directness.INDIRECT
