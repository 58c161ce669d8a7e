"""Find what began, ended, was founded or is due when, as the outlet tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.claims.drafts import Draft, Scene, thing, unreal, when_after
from onrecord.claims.own_voice import Sentence
from onrecord.claims.patterns import Pattern, any_of, compiled, patterns, table
from onrecord.claims.subjects import bare_name, subject_before
from onrecord.coding.when import When
from onrecord.model import ClaimProperty, Span

_ANY_DATE = re.compile(
    r"\d|day\b|Jan|Feb|Mar|Apr|May|June|July|Aug|Sept|Oct|Nov|Dec|ago|last|month|week|year"
)


_LOOKS_AHEAD = re.compile(r"\b(?:ends|expires?|lapses|runs|takes|enters|comes|goes|will)\b")


def dates(scene: Scene, sentence: Sentence, said: str) -> Iterator[Draft]:
    """Yield the claims of a sentence that date something; ``said`` is the sentence without others' words."""
    if not _ANY_DATE.search(said):
        return
    for p in () if sentence.reported else patterns("dates"):
        for m in _verb(p).finditer(said):
            found = subject_before(said, m.start())
            if found is not None and not unreal(said, m.start()):
                yield from _draft(scene, sentence, p.name, found, m.span(), p.ahead)
    for aspect, m in _asides(said):
        who = bare_name(said, *m.span("who")), m.end("who")
        yield from _draft(scene, sentence, f"{aspect}, in apposition", who, m.span("how"), False)
    for m in _year_of_text().finditer(said):
        at = sentence.span.start
        text = Span(at + m.start("who"), at + m.end("who"))
        year = Span(at + m.start("year"), at + m.end("year"))
        yield Draft(
            ClaimProperty.DATE, "date: of a text", sentence, thing(scene, text), (text,), m["year"], (year,)
        )


def _to_come(edtf: str, w: When, scene: Scene) -> str:
    """Take a day without its year, of what is to come, for the next one from the article's day on."""
    day = scene.anchor.day
    if (
        day is None
        or not w.value.startswith("XXXX")
        or not edtf[:4].isdigit()
        or edtf >= day.isoformat()[: len(edtf)]
    ):
        return edtf
    return f"{int(edtf[:4]) + 1}{edtf[4:]}"


@cache
def _verb(p: Pattern) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{p.regex.pattern})\b")


def _draft(
    scene: Scene, sentence: Sentence, name: str, who: tuple[int, int], how: tuple[int, int], ahead: bool
) -> Iterator[Draft]:
    at = sentence.span.start
    dated = when_after(scene, sentence, at + how[1])
    if dated is None or (ahead and dated[2].kind not in ("date", "year")):
        return
    verb = scene.text[at + how[0] : at + how[1]]
    edtf = _to_come(dated[0], dated[2], scene) if ahead or _LOOKS_AHEAD.search(verb) else dated[0]
    subject = Span(at + who[0], at + who[1])
    yield Draft(
        ClaimProperty.DATE,
        f"date: {name}",
        sentence,
        thing(scene, subject),
        (subject,),
        edtf,
        (Span(at + how[0], at + how[1]), dated[1]),
    )


def _asides(said: str) -> Iterator[tuple[str, re.Match[str]]]:
    for aspect, regex in _appositions():
        for m in regex.finditer(said):
            yield aspect, m


@cache
def _appositions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns of "X, founded in 1902"."""
    return tuple(
        (
            aspect,
            compiled(
                rf"(?P<who>(?:[Tt]he\s)?<name>|\b[Tt]he\s(?:[a-z-]+\s){{0,3}}[a-z]+),\s(?:<adverb>\s)?(?P<how>{any_of(verbs)})\b"
            ),
        )
        for aspect, verbs in table("dates")["apposition"].items()
    )


@cache
def _year_of_text() -> re.Pattern[str]:
    """Match "the Lom treaty of 1994", not what an event there is dated by."""
    noun = any_of(table("dates")["texts"]["nouns"])
    return compiled(
        rf"\b(?P<who>[Tt]he\s(?:[\w’'-]+\s){{0,2}}?(?:[A-ZÀ-Þ][\w-]*\s){{0,3}}{noun})\sof\s(?P<year>(?:18|19|20)\d\d)\b(?![-–/]\d)"
    )
