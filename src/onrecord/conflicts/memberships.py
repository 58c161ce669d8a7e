"""Find who belongs to which group, and who does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.claims.drafts import unreal
from onrecord.conflicts.drafts import Draft
from onrecord.conflicts.lists import NAME, read
from onrecord.conflicts.scene import Scene, Sentence
from onrecord.model import ConflictKind, Span

IN, OUT = "a member", "no member"
_HINT = re.compile(
    r"\b(?:members?|join\w*|acceded|entered|belong\w*|admitted|left|quit|withdr[ae]wn?|outside|admission|barred)\b"
)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns with what they say, those that deny it first."""
    slots = {"who": rf"(?P<who>{NAME})", "group": rf"(?:the\s)?(?P<group>{NAME})"}
    return tuple(
        (value, re.compile(row.replace("<who>", slots["who"]).replace("<group>", slots["group"])))
        for name, value in (("out", OUT), ("in", IN))
        for row in read("memberships")[name]
    )


def memberships(scene: Scene) -> Iterator[Draft]:
    """Yield who is, and who is not, a member of what: states and bodies that the base knows alone."""
    for sentence in scene.sentences:
        if not _HINT.search(sentence.text) or sentence.text.endswith("?") or scene.distant(sentence):
            continue
        seen: set[str] = set()
        for value, pattern in _patterns():
            for m in pattern.finditer(sentence.text):
                draft = _draft(scene, sentence, value, m)
                if draft is not None and draft.subject not in seen:
                    seen.add(draft.subject)
                    yield draft


def _draft(scene: Scene, sentence: Sentence, value: str, m: re.Match[str]) -> Draft | None:
    group = scene.base.organisation(re.sub(r"['’]s?$", "", m["group"]))
    who = scene.state(m["who"])
    if who is None and (body := scene.base.organisation(m["who"])) is not None:
        who = body.id
    if group is None or who is None or who == group.id or unreal(sentence.text, m.end("who") + 1):
        return None
    words = Span(sentence.span.start + m.start(), sentence.span.start + m.end())
    return Draft(
        ConflictKind.MEMBERSHIP, sentence, words, f"{who} in {group.id}", value, " ".join(m.group().split()),
        scene.day(sentence, words.start), scene.teller(words),
    )  # fmt: skip
