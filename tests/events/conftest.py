"""Places of words in short texts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.model import Span

Find = Callable[[str, str], Span]


@pytest.fixture
def find() -> Find:
    """Return a function that finds words in a text."""

    def found(text: str, words: str) -> Span:
        at = text.index(words)
        return Span(at, at + len(words))

    return found
