"""Mark the spans of an attribution by their words, for tests that give spans by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.model import Attribution, Span

Marking = Callable[[str, str, str, str], Attribution]


def nearest(text: str, words: str, to: Span) -> Span:
    """Return the place of words nearest to a stretch, outside of it where that is possible."""
    places = [at for at in range(len(text)) if text.startswith(words, at)]
    found = [Span(at, at + len(words)) for at in places]
    outside = [s for s in found if s.end <= to.start or s.start >= to.end]
    return min(outside or found, key=lambda s: min(abs(s.start - to.end), abs(s.end - to.start)))


@pytest.fixture
def marked() -> Marking:
    """Return a function of text, source, cue and content that finds the content, and the others near it."""

    def attribution(text: str, source: str, cue: str, content: str) -> Attribution:
        body = Span(text.index(content), text.index(content) + len(content))
        return Attribution(
            (nearest(text, source, body),) if source else (),
            (nearest(text, cue, body),) if cue else (),
            (body,),
        )

    return attribution
