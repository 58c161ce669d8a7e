"""Bring texts into the form in which they are searched."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile("[\u0300-\u036f]+")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "\0": " "})


def fold(text: str) -> str:
    """Return a text without case, accents, runs of white space and curled quotation marks.

    >>> fold("Šefčovič  said: “No”")
    'sefcovic said: "no"'
    """
    plain = text.translate(_STRAIGHT).casefold()
    if not plain.isascii():
        plain = _MARKS.sub("", unicodedata.normalize("NFKD", plain))
    return " ".join(plain.split())
