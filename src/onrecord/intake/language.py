"""Tell the language of a text."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_LETTERS = 40
"""Letters below which nothing is said about a language."""
_SURE = 0.9
_SAMPLE = 20_000
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "that",
        "is",
        "was",
        "for",
        "on",
        "with",
        "as",
        "by",
        "it",
        "said",
        "has",
        "be",
        "from",
        "at",
        "his",
        "are",
        "an",
        "he",
        "will",
        "not",
    ]
)
_LANGUAGES = [
    "ar",
    "az",
    "be",
    "bg",
    "bs",
    "ca",
    "cs",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "eu",
    "fa",
    "fi",
    "fr",
    "ga",
    "gl",
    "he",
    "hi",
    "hr",
    "hu",
    "hy",
    "id",
    "is",
    "it",
    "ja",
    "ka",
    "kk",
    "ko",
    "ku",
    "ky",
    "la",
    "lt",
    "lv",
    "mk",
    "ml",
    "mn",
    "ms",
    "mt",
    "nb",
    "nl",
    "no",
    "pl",
    "ps",
    "pt",
    "ro",
    "ru",
    "sk",
    "sl",
    "sq",
    "sr",
    "sv",
    "sw",
    "ta",
    "th",
    "tl",
    "tr",
    "uk",
    "ur",
    "uz",
    "vi",
    "zh",
]


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([x for x in _LANGUAGES if x in set(identifier.nb_classes)])
    return identifier


def language_of(text: str) -> str:
    """Return the language of a text as ISO 639-1, ``und`` where it is too short or too mixed to tell.

    >>> language_of("The minister said on Monday that the talks would go on, and that nobody had left.")
    'en'
    >>> language_of("Oslo 12.5.")
    'und'
    """
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if letters < _LETTERS:
        return "und"
    latin = sum(c < "\u0250" for c in sample if c.isalpha())
    tokens = re.findall(r"[a-z]+", sample.lower())
    if tokens and latin > 0.8 * letters:
        share = sum(t in _ENGLISH for t in tokens) / len(tokens)
        if share > 0.2 and len(tokens) >= 12:  # no other language has these words that often
            return "en"
    label, probability = _identifier().classify(sample)
    return str(label) if probability >= _SURE else "und"
