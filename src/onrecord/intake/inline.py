"""Find furniture that is glued to the text of a line: counters, teasers, footnotes of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from onrecord.intake.lines import Line
from onrecord.intake.vocabulary import author_role, vocabulary, words
from onrecord.model import Span

_DURATION = re.compile(r"(?<=[.!?…”\"’])\d{1,2}:\d\d(?::\d\d)?\s*$")
_FOOTNOTE = re.compile(r"(?:(?<=[.!?”\"’)])\s{1,9})(?P<note>•[^•\r\n]{10,300})$")
_FOOT_SAYS = re.compile(
    r"\b(?:this|the) (?:article|story|headline|report|map|graphic|picture|caption|photo\w*|"
    r"piece)\b.*\b(?:was|were|has been|have been) (?:\w+ )?(?:updated|amended|corrected|changed|"
    r"edited|published|added|removed|replaced)\b",
    re.IGNORECASE,
)
_TITLE_TOKEN = re.compile(r"\S+")


def inline_spans(lines: Sequence[Line]) -> list[Span]:
    """Return the furniture within lines that are otherwise kept."""
    out: list[Span] = []
    for line in lines:
        m = _DURATION.search(line.raw)
        if m:
            out.append(Span(line.start + m.start(), line.start + len(line.raw.rstrip())))
        out.extend(_footnotes(line))
        end = _teaser_end(line.text[:400])
        if end:
            out.append(Span(line.span.start, line.span.start + end))
    return out


def _footnotes(line: Line) -> list[Span]:
    """Find the last notes of an article that was saved as one paragraph: "• This article was amended ..."."""
    raw = line.raw.rstrip()
    out: list[Span] = []
    while True:
        m = _FOOTNOTE.search(raw)
        if not m or not _is_footnote(m["note"].lstrip("• ")):
            return out
        out.append(Span(line.start + m.start("note"), line.start + len(raw)))
        raw = raw[: m.start("note")].rstrip()


def _is_footnote(note: str) -> bool:
    v = vocabulary()
    about = v.author.match(note)
    if about:
        return bool(author_role().search(note[: about.end()]))
    return bool(v.prompts.match(note.lower()) or _FOOT_SAYS.search(note))


def _teaser_end(text: str) -> int:
    """Return where a title of another article that runs into a sentence ends, or 0.

    Such a title capitalises its words and has a verb of headlines among them; then a sentence begins.
    """
    tokens = list(_TITLE_TOKEN.finditer(text))
    run = 0
    while run < len(tokens) and _is_title_token(tokens[run].group()):
        run += 1
    if run < 7 or run + 2 > len(tokens) or text[0] in "\"“‘'«(":
        return 0
    after = [t.group() for t in tokens[run:]]
    if (
        sum(map(str.isupper, text[: tokens[run - 1].end()])) > 0.5 * run * 4
        or not after[0][0].islower()
        or len(after) < 4
    ):
        return 0  # capitals throughout, or a title to its end
    title = [t.group().strip(".,:;").lower() for t in tokens[:run]]
    if not _has_headline_verb([t.group() for t in tokens[:run]]):
        return 0
    cut = next(
        (
            i
            for i in range(run - 1, max(4, run - 4), -1)
            if title[i] in words("sentence_starters.txt") and tokens[i].group()[0].isupper()
        ),
        run - 1,
    )
    before = tokens[cut - 1].group()
    if (
        before[-1] in ",;:"
        or before.lower() in words("title_small_words.txt")
        or not tokens[cut].group()[0].isupper()
    ):
        return 0
    return tokens[cut].start()


def _is_title_token(token: str) -> bool:
    core = token.strip("\"“”‘’'()[]")
    if not core:
        return False
    if core.endswith((".", "!", "?", ",")) and not core.endswith("U.S."):
        return False
    return core[0].isupper() or core[0].isdigit() or core.lower() in words("title_small_words.txt")


def _has_headline_verb(tokens: Sequence[str]) -> bool:
    """Tell whether a capitalised verb of headlines stands inside: "Delivers", or "to Resolve"."""
    verbs = words("headline_verbs.txt")
    for before, token in pairwise(tokens[:-1]):
        lower = token.lower()
        if lower in verbs or (before.lower() == "to" and lower + "s" in verbs):
            return True
    return False
