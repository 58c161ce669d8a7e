"""Compare what a line speaks of with what the article speaks of: furniture speaks of other things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property, lru_cache

from onrecord.intake.lines import Line
from onrecord.intake.vocabulary import words

_STEM = 5
"""Letters of a word that count: enough to join "sanctions" and "sanctioned"."""


class Topic:
    """Hold the words of the running text of an article."""

    def __init__(self, body: Iterable[Line]) -> None:
        self._body = tuple(body)

    @cached_property
    def _held(self) -> Counter[str]:
        """Count the words; most pages have no line that is compared with them."""
        return Counter(stem for line in self._body for stem in _stems(line))

    def hits(self, line: Line, inside: bool = False) -> int:
        """Return how many words of a line the article has; ``inside``: the line was among those held."""
        stems = _stems(line)
        own = Counter(stems) if inside else Counter()
        return sum(self._held[stem] > own[stem] for stem in stems)

    def share(self, line: Line, inside: bool = False) -> float:
        """Return the share of a line's words that the article has; 0 where none counts."""
        return self.hits(line, inside) / (len(_stems(line)) or 1)


def _stems(line: Line) -> list[str]:
    return [stem for w in line.words if (stem := _stem(w))]


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    """Return the letters of a word that count; "" where the word does not."""
    if len(word) <= 2 or word.lower() in words("common_words.txt") or word.isdigit():
        return ""
    return word.lower().replace("’", "'").removesuffix("'s")[:_STEM]
