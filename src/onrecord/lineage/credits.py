"""Find where a text names an outlet: in full, by its initials, or by a word of its name with its kind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.fuzz import partial_ratio_alignment, ratio

from onrecord.model import Document, Evidence, Span
from onrecord.text.folding import fold

_KINDS = (
    "(?:press |news )?"
    "(?:agency|newspaper|paper|daily|weekly|magazine|site|website|portal|broadcaster|blog|wire)"
)
_REPORTS = "reports?|reported|reporting|writes|wrote|article|story"
_SOURCE = "[Aa]ccording to|[Ss]ources?:|[Vv]ia|[Cc]iting|[Qq]uoting|[Rr]eported by"
_SPELT = re.compile(rf"\b(?:edition|channel|station|{_KINDS})\s+[\"“«‘']?(?P<word>[A-Z]\w+)")
_SHORTEST_INITIALS = 3
_LONG_NAME = 10  # letters of a name that is looked for with other spellings
_LONG_TEXT = 100_000
_LONG_WORD, _ALIKE_WORD = 6, 80
_ALIKE = 88  # of 100: "Tarn Vally Observer" is the Tarn Valley Observer


def plain_name(outlet: str | None) -> str:
    """Return an outlet's name as names are compared: folded, without article and marks.

    >>> plain_name("The Balkan Lantern!"), plain_name(None)
    ('balkan lantern', '')
    """
    return " ".join(w for w in re.findall(r"[\w&.]+", fold(outlet or "")) if w not in ("the", "&"))


def same_outlet(one: str | None, other: str | None) -> bool:
    """Tell whether two names are of one outlet; names that are not known are of none."""
    return bool(plain_name(one)) and plain_name(one) == plain_name(other)


def mentions(document: Document, outlet: str | None, *, likely: bool = False) -> tuple[Evidence, ...]:
    """Return where a document names an outlet other than its own, in order, without overlap.

    Args:
        document: where to look.
        outlet: whose name; ``None``: none.
        likely: the two are known to share a text, so that a short form ("as the Courier first reported") or
            one that is spelt otherwise will do; else short forms count beside a full one alone.
    """
    name = _without_article(outlet or "")
    if not name or same_outlet(document.outlet, outlet):
        return ()
    text = document.text
    firm = [Span(c.quote.start, c.quote.end) for c in document.cites if names(c.outlet, name)]
    loose: list[Span] = []
    if _may_hold(text, name):  # most do not, and the patterns take their time
        firm += [s for pattern in _firm(name) for s in _found(pattern, text)]
        if firm or likely:
            loose = [s for pattern in _loose(name) for s in _found(pattern, text)]
    if not firm and not loose and likely:
        firm = _misspelt(name, text)
    out: list[Span] = []
    for span in sorted({*firm, *loose}, key=lambda s: (s.start, -s.end)):
        if not out or span.start >= out[-1].end:
            out.append(span)
    return tuple(Evidence.at(text, s) for s in out)


def _may_hold(text: str, name: str) -> bool:
    """Tell whether a text holds the first or the last word of a name, or its initials, in any form."""
    plain = text.lower()
    words = name.lower().split()
    looked_for = {words[0], words[-1], fold(words[0]), _initials(name).lower()} - {""}
    return any(w in plain for w in looked_for)


def _misspelt(name: str, text: str) -> list[Span]:
    """Find the name with a letter or two amiss, as a translation gives it."""
    first = name.split()[0].lower()
    for m in _SPELT.finditer(text):
        if len(first) >= _LONG_WORD and ratio(m["word"].lower(), first) >= _ALIKE_WORD:
            return [Span(m.start(), m.end())]
    if len(name) < _LONG_NAME or " " not in name or len(text) > _LONG_TEXT:
        return []
    found = partial_ratio_alignment(name.lower(), text.lower(), score_cutoff=_ALIKE)
    if found is None or len(text.lower()) != len(text):
        return []
    start, end = found.dest_start, found.dest_end
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    near = text[start:end]
    return [Span(start, end)] if near[:1].isupper() and ratio(name.lower(), near.lower()) >= _ALIKE else []


def names(cited: str, outlet: str | None) -> bool:
    """Tell whether a cited name is that of an outlet, in full, short, or by its initials.

    >>> names("CPA", "Corvane Press Agency"), names("Corvane", "Corvane Press Agency"), names("Post", None)
    (True, True, False)
    """
    one, full = plain_name(cited), plain_name(outlet)
    if not one or not full:
        return False
    if one == full or one == _initials(outlet or "").lower():
        return True
    shorter, longer = sorted((one, full), key=len)
    if (longer.startswith(shorter + " ") and len(shorter) > 3) or ratio(one, full) >= _ALIKE:
        return True
    first = full.split()[0]  # "Brinmur" for Brinmoor Broadcasting
    return len(first) >= _LONG_WORD and first != full and ratio(one, first) >= _ALIKE_WORD


def _without_article(name: str) -> str:
    return re.sub(r"^the\s+", "", name.strip(), flags=re.IGNORECASE)


def _initials(name: str) -> str:
    found = "".join(w[0] for w in re.findall(r"\w+", _without_article(name)) if w[0].isupper())
    return found if len(found) >= _SHORTEST_INITIALS else ""


def _found(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    for m in pattern.finditer(text):
        yield Span(m.start(), m.end())


@lru_cache(maxsize=4096)
def _firm(name: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns that name an outlet beyond doubt."""
    words = name.split()
    whole = r"\s+".join(_letters(w) for w in words)
    several = len(words) > 1 or not name.isalpha()
    out = [re.compile(rf"(?<!\w){whole}(?!\w)", re.IGNORECASE if several else 0)]
    initials = _initials(name)
    if initials:
        out.append(re.compile(rf"(?<!\w){initials}(?!\w)"))
    if several:
        out.append(re.compile(rf"(?<!\w){_letters(words[0])}\s+{_KINDS}(?!\w)"))
    return tuple(out)


@lru_cache(maxsize=4096)
def _loose(name: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of short forms: "the Post", "Brinmoor reports", "according to Brinmoor"."""
    words = name.split()
    if len(words) < 2 or not words[-1][0].isupper():
        return ()
    first, last = _letters(words[0]), _letters(words[-1])
    return (
        re.compile(rf"(?<!\w)[Tt]he\s+{last}(?!\w)"),
        re.compile(rf"(?<!\w){first}(?=(?:['’]s)?\s+(?:{_REPORTS})(?!\w))"),
        re.compile(rf"(?<!\w)(?:{_SOURCE})\s+(?:[Tt]he\s+)?{first}(?![\w-])"),
    )


def _letters(word: str) -> str:
    """Return a pattern for a word with or without its accents."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return re.escape(word) if bare == word else f"(?:{re.escape(word)}|{re.escape(bare)})"
