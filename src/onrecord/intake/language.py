"""Tell the language of a text."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

from onrecord.intake.vocabulary import words

_LETTERS = 40
"""Letters below which nothing is said about a language."""
_SURE = 0.9
_SAMPLE = 20_000


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([x for x in sorted(words("languages.txt")) if x in set(identifier.nb_classes)])
    return identifier


def language_of(text: str) -> str:
    """Return the language of a text as ISO 639-1, ``und`` where it is too short or too mixed to tell.

    >>> language_of("The minister said on Monday that the talks would go on, and that nobody had left.")
    'en'
    >>> language_of("Oslo 12.5.")
    'und'
    """
    sample = text[:_SAMPLE]
    held_letters = {c: n for c, n in Counter(sample).items() if c.isalpha()}
    letters = sum(held_letters.values())
    latin = sum(n for c, n in held_letters.items() if c < "\u0250")
    tokens = re.findall(r"[a-z]+", sample.lower())
    if tokens and latin > 0.8 * letters:
        english = words("english_words.txt")
        held = [t for t in tokens if t in english]
        # No other language has these words that often; a short item needs three different ones.
        if len(held) > 0.2 * len(tokens) and (len(tokens) >= 12 or len(set(held)) >= 3):
            return "en"
    if letters < _LETTERS:
        return "und"
    label, probability = _identifier().classify(sample)
    return str(label) if probability >= _SURE else "und"
