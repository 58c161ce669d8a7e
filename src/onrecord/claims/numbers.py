"""Find what is counted and measured of things, as the outlet tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.claims.drafts import Draft, Scene, thing, unreal, when_after
from onrecord.claims.own_voice import Sentence
from onrecord.claims.patterns import Pattern, any_of, compiled, patterns, table, words
from onrecord.claims.subjects import bare_name, carried_subject, first_subject, subject_before
from onrecord.coding.quantities import quantities
from onrecord.model import ClaimProperty, Quantity, QuantityKind, Span

_COUNTS = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|dozens?|hundreds?|thousands?|millions?|half|third|quarter)\b"
)
_THERE = compiled(
    r"\s(?:in|at|on|near)\s(?P<where>(?:the\s(?:[a-z-]+\s){0,3}?)?(?:<name>|(?<=the\s)[a-z]+\sof\s<name>))(?![-’'])"
)
_IN_EVENT = compiled(
    r"\s(?:in|by|during|as\sa\sresult\sof)\s(?P<where>(?:(?:the|an?)\s)?(?:[\w’-]+\s){0,3}?"
    rf"{any_of(words('harm') | words('fights'))}(?:e?s)?\b(?:\s(?:in|on|at|near|of)\s(?:the\s)?<name>)?)"
)
_GOVERNED = re.compile(r"\b(?:of|with|for|to|by|from|among|between|the|than|as)\s$")
_TIED = re.compile(r"[-‑](?P<how>[a-z]+)$")
_NOUN = re.compile(r"\s(?P<noun>(?:[\w’-]+\s){0,2}?[A-Za-z][\w’-]+)(?=[\s,.;:)]|$)")


def numbers(scene: Scene, sentence: Sentence, said: str) -> Iterator[Draft]:
    """Yield the claims of a sentence that count or measure; ``said`` is it without others' words."""
    if sentence.reported or not _COUNTS.search(said):
        return
    for q in quantities(scene.text, sentence.span):
        if not scene.voice.holds(q.text.start, q.text.end):
            continue
        for rule in (_tied, _measured, _verbal, _killing, _passive, _owned):
            draft = rule(scene, sentence, said, q)
            if draft is not None:
                yield draft
                break


def _made(scene: Scene, sentence: Sentence, pattern: str, who: Span, how: Span | None, q: Quantity) -> Draft:
    amount = Span(q.text.start, q.text.end)
    dated = when_after(scene, sentence, amount.end)
    return Draft(
        ClaimProperty.NUMBER,
        f"number: {pattern}",
        sentence,
        thing(scene, who),
        (who,),
        " ".join(q.text.exact.split()),
        (how, amount) if how is not None else (amount,),
        q,
        dated[0] if dated else None,
        (dated[1],) if dated else (),
    )


@cache
def _before(p: Pattern) -> re.Pattern[str]:
    """Match the verb with what may stand between it and its amount, up to the amount."""
    return compiled(
        rf"(?<![\w-])(?P<how>{p.regex.pattern})(?:\s(?:only|just|<adverb>|the|a|an|its|up\sto|around|between)){{0,2}}\s$"
    )


def _verbal(scene: Scene, sentence: Sentence, said: str, q: Quantity) -> Draft | None:
    """Read "the force numbers 2,000", "X has 12 bases"."""
    at = sentence.span.start
    head = said[: q.text.start - at]
    near = max(0, len(head) - 60)
    for p in patterns("numbers", "verb"):
        if q.kind.value not in p.kinds or (p.aspect == "has" and (q.unit is None or q.least is None)):
            continue
        m = next((m for m in _before(p).finditer(head, near)), None)
        if m is None or (p.then is not None and not p.then.match(said, q.text.end - at)):
            continue
        if unreal(said, m.start("how")) or _is_auxiliary(said, q.text.end - at, m["how"]):
            return None
        who = _subject(scene, sentence, said, m.start("how"))
        how = Span(at + m.start("how"), at + m.end("how"))
        return _made(scene, sentence, p.name, who, how, q) if who is not None else None
    return None


def _is_auxiliary(said: str, end: int, how: str) -> bool:
    """Tell whether "has" goes on after its amount with a verb: "has two men shot"."""
    if how not in ("has", "have", "had"):
        return False
    return (
        re.match(r"\s(?:to\s[a-z]+\b|left\b|killed\b|been\b|wounded\b|in\scommon\b)", said[end:]) is not None
    )


def _subject(scene: Scene, sentence: Sentence, said: str, at: int) -> Span | None:
    found = subject_before(said, at)
    if found is not None:
        return Span(sentence.span.start + found[0], sentence.span.start + found[1])
    if sentence.before is None:
        return None
    carried = carried_subject(said, at, scene.voice.blank(sentence.before))
    return Span(sentence.before.start + carried[0], sentence.before.start + carried[1]) if carried else None


@cache
def _measure() -> re.Pattern[str]:
    noun = any_of(table("numbers")["measures"]["nouns"])
    return compiled(
        rf"(?:(?P<has>has|have|had)|,\swith)\s(?P<how>an?\s(?:[a-z-]+\s){{0,3}}?{noun})\sof\s(?:(?:only|just|<adverb>)\s)?$"
    )


def _measured(scene: Scene, sentence: Sentence, said: str, q: Quantity) -> Draft | None:
    """Read "X has a population of 2 million", "X, with a budget of €4bn"."""
    at = sentence.span.start
    head = said[: q.text.start - at]
    m = _measure().search(head, max(0, len(head) - 80))
    if m is None or unreal(said, m.start()):
        return None
    if m["has"]:
        who = _subject(scene, sentence, said, m.start())
    else:
        found = re.search(compiled("<name>$").pattern, head[: m.start()][-80:])
        base = at + max(0, m.start() - 80)
        who = (
            Span(at + bare_name(said, base - at + found.start(), base - at + found.end()), base + found.end())
            if found
            else None
        )
    how = Span(at + m.start("how"), at + m.end("how"))
    return _made(scene, sentence, "has a measure of", who, how, q) if who is not None else None


@cache
def _after(p: Pattern) -> re.Pattern[str]:
    return compiled(rf"\s(?:(?:more|others|people|civilians|soldiers)\s)?(?P<how>{p.regex.pattern})\b")


def _passive(scene: Scene, sentence: Sentence, said: str, q: Quantity) -> Draft | None:
    """Read "26 people were killed in the attack", "3 million refugees live in X"."""
    at = sentence.span.start
    if q.kind is not QuantityKind.PEOPLE or _GOVERNED.search(said[: q.text.start - at][-12:]):
        return None
    for p in patterns("numbers", "passive"):
        m = _after(p).match(said, q.text.end - at)
        if m is None:
            continue
        where = _THERE if p.aspect == "has" else _IN_EVENT
        found = where.match(said, m.end()) or (_THERE.match(said, m.end()) if p.aspect != "has" else None)
        if found is None:
            return None
        who = Span(at + found.start("where"), at + found.end("where"))
        how = Span(at + m.start("how"), at + m.end("how"))
        return _made(scene, sentence, p.name, who, how, q)
    return None


def _tied(scene: Scene, sentence: Sentence, said: str, q: Quantity) -> Draft | None:
    """Read "the 193-member assembly"."""
    tied = _TIED.search(q.text.exact)
    if tied is None or tied["how"] not in table("numbers")["tied"]["nouns"]:
        return None
    at = sentence.span.start
    if not re.search(r"\b[Tt]he\s(?:[a-z-]+,?\s)?$", said[: q.text.start - at]):
        return None
    m = _NOUN.match(said, q.text.end - at)
    if m is None or set(m["noun"].lower().split()) & (words("no_parts") | words("no_starts")):
        return None
    noun = Span(at + m.start("noun"), at + m.end("noun"))
    return _made(scene, sentence, "tied by a hyphen", noun, None, q)


_OWNER = compiled(r"(?P<who><name>)['’]s?\s$")


def _owned(scene: Scene, sentence: Sentence, said: str, q: Quantity) -> Draft | None:
    """Read "Lom's 3 million residents"."""
    if q.unit not in table("numbers")["owned"]["nouns"]:
        return None
    at = sentence.span.start
    near = max(0, q.text.start - at - 60)
    m = _OWNER.search(said[: q.text.start - at], near)
    if m is None:
        return None
    return _made(
        scene, sentence, "owned", Span(at + bare_name(said, *m.span("who")), at + m.end("who")), None, q
    )


_KILLING = compiled(r",\s(?:<adverb>\s)?(?P<how>killing|wounding|injuring)\s(?:at\sleast\s)?$")
_EVENT = re.compile(rf"\b{any_of(words('harm'))}(?:e?s)?\b")


def _killing(scene: Scene, sentence: Sentence, said: str, q: Quantity) -> Draft | None:
    """Read "A blast hit the port, killing three people": the subject is what the sentence begins with."""
    at = sentence.span.start
    m = _KILLING.search(said[: q.text.start - at], max(0, q.text.start - at - 60))
    if m is None or q.kind is not QuantityKind.PEOPLE:
        return None
    found = first_subject(said[: m.start()])
    if found is None or not _EVENT.search(said[found[0] : found[1]]):
        return None
    how = Span(at + m.start("how"), at + m.end("how"))
    return _made(scene, sentence, "killing", Span(at + found[0], at + found[1]), how, q)
