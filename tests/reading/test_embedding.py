"""The act of another that a report holds."""

from __future__ import annotations

import pytest

from onrecord.model import Attribution, Mention, MentionKind, Span
from onrecord.reading.embedding import embedded


def marked(text: str, source: str, cue: str, content: str) -> Attribution:
    def place(words: str) -> Span:
        at = text.index(words)
        return Span(at, at + len(words))

    return Attribution((place(source),), (place(cue),), (place(content),))


def parts(text: str, a: Attribution, *names: str) -> tuple[list[str], ...] | None:
    mentions = [Mention(Span(text.index(n), text.index(n) + len(n)), MentionKind.PERSON, 1.0) for n in names]
    found = embedded(text, a, sorted(mentions, key=lambda m: m.span.start))
    if found is None:
        return None
    assert found.outer == a
    inner = found.inner
    return tuple([s.of(text) for s in spans] for spans in (inner.source, inner.cue, inner.content))


@pytest.mark.parametrize("outer", ["Oster", "He"])
def test_report_that_opens_with_another_party(outer: str) -> None:
    text = f"{outer} said Korvath had rejected the offer."
    a = marked(text, outer, "said", "Korvath had rejected the offer")
    assert parts(text, a, "Korvath") == (["Korvath"], ["had rejected"], ["the offer"])


@pytest.mark.parametrize(
    ("text", "cue", "content", "expected"),
    [
        ("Eastline quoted two villagers as saying the road was mined.", "quoted",
         "two villagers as saying the road was mined",
         (["two villagers"], ["as saying"], ["the road was mined"])),
        ("Marr also cited unnamed officials as giving a lower number.", "also cited",
         "unnamed officials as giving a lower number",
         (["unnamed officials"], ["as giving"], ["a lower number"])),
    ],
)  # fmt: skip
def test_those_who_are_quoted_speak(
    text: str, cue: str, content: str, expected: tuple[list[str], ...]
) -> None:
    assert parts(text, marked(text, text.split()[0], cue, content)) == expected


def test_speaker_at_the_end_of_what_an_outlet_has() -> None:
    text = "“The bridge is shut,” Ana Oster said at the harbour, according to Eastline News."
    a = marked(text, "Eastline News", "according to", "The bridge is shut,” Ana Oster said at the harbour")
    assert parts(text, a) == (["Ana Oster"], ["said at the harbour"], ["The bridge is shut"])


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("Oster quoted a proverb about rain and roofs.", "quoted", "a proverb about rain and roofs"),
        ("Oster said the ferry had sailed at noon.", "said", "the ferry had sailed at noon"),
        ("According to Oster, the mine is shut and the men said no.", "According to",
         "the mine is shut and the men said no"),
    ],
)  # fmt: skip
def test_plain_reports_hold_no_other(text: str, cue: str, content: str) -> None:
    assert parts(text, marked(text, "Oster", cue, content)) is None
