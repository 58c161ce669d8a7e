"""Find who holds which place, as the outlet tells it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from onrecord.actors.context import Kind
from onrecord.claims.drafts import Draft, Scene, plain, unreal, when_after
from onrecord.claims.own_voice import Sentence
from onrecord.claims.patterns import Pattern, any_of, patterns, table, words
from onrecord.claims.subjects import subject_before
from onrecord.model import ClaimProperty, MentionKind, Span

_HINT = re.compile(
    r"(?:held|controlled|occupied|control|controls|occupation|hands|captured|recaptured|seized|taken|retaken|retook|took|overr[au]n|"
    r"conquered|fell|fallen|holds?|occup(?:y|ies)|rule)\b"
)
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]*(?:\s[A-ZÀ-Þ][\w’'-]*)*")
_STATE_WORDS = frozenset(("government", "army"))


def controls(scene: Scene, sentence: Sentence, said: str) -> Iterator[Draft]:
    """Yield the claims of a sentence on who controls a place; ``said`` is it without others' words."""
    if not _HINT.search(said):
        return
    taken: list[tuple[int, int]] = []
    for p in patterns("controls"):
        for m in p.regex.finditer(said):
            if any(a < m.end("place") and m.start("place") < b for a, b in taken):
                continue
            draft = _draft(scene, sentence, said, p, m)
            if draft is not None:
                taken.append(m.span("place"))
                yield draft


def _draft(scene: Scene, sentence: Sentence, said: str, p: Pattern, m: re.Match[str]) -> Draft | None:
    at = sentence.span.start
    where = Span(at + m.start("place"), at + m.end("place"))
    compound = p.name == "held compound"
    if sentence.reported and not p.aside:
        return None
    if not _is_place(scene, where) or (
        not compound and unreal(said, min(m.start("how"), m.start()) if p.subject else m.start("how"))
    ):
        return None
    if p.subject:
        found = subject_before(said, m.start("how"))
        if found is None:
            return None
        holder = Span(at + found[0], at + found[1])
    else:
        holder = Span(at + m.start("holder"), at + m.end("holder"))
    who = (
        _by_word(scene, holder)
        if compound or p.name.endswith(("control", "hands"))
        else _holder(scene, holder, p.subject)
    )
    if who is None:
        return None
    dated = when_after(scene, sentence, at + m.end()) if not compound else None
    how = Span(at + m.start("how"), at + m.end("how"))
    value = plain(where.of(scene.text))
    return Draft(
        ClaimProperty.CONTROLS,
        f"controls: {p.name}",
        sentence,
        who,
        (holder,),
        value,
        (how, Span(where.start, where.start + len(where.of(scene.text)))),
        as_of=dated[0] if dated else None,
        as_of_text=(dated[1],) if dated else (),
    )


def _is_place(scene: Scene, where: Span) -> bool:
    """Tell whether words name a place: by a mention of one, a state, or a noun such as "town"."""
    said = where.of(scene.text)
    first = bisect_left(scene.mentions, where.start - 60, key=lambda m: m.span.start)
    for m in scene.mentions[first:]:
        if m.span.start >= where.end:
            break
        if m.span.end > where.start:
            return m.kind is MentionKind.PLACE
    low = said.lower()
    if re.search(rf"\b{any_of(words('places'))}\b", low):
        return True
    name = _NAME.search(said)
    found = scene.around.base.state(name.group()) if name else None
    return found is not None and found.usual


def _holder(scene: Scene, span: Span, careful: bool) -> str | None:
    """Return the form of who holds a place; ``None`` where the words name nobody who could."""
    said = plain(span.of(scene.text))
    meant = scene.around.resolve(said, span.start)
    last = said.split()[-1].lower()
    force = bool(set(said.lower().split()) & words("forces"))
    if meant.kind in (Kind.STATE, Kind.GROUP, Kind.ANON) and meant.form:
        return meant.form if force or meant.kind is Kind.STATE else None
    if meant.kind is Kind.ORGANISATION and meant.form:
        known = scene.around.base.organisation(meant.form) is not None
        return meant.form if known or force or _is_body(scene, span) else None
    if meant.kind is Kind.PERSON and meant.form and not careful:
        return meant.form
    return said if force and last in words("forces") else None


def _is_body(scene: Scene, span: Span) -> bool:
    """Tell whether the words hold a mention of an organisation."""
    first = bisect_left(scene.mentions, span.start, key=lambda m: m.span.start)
    return any(
        m.kind is MentionKind.ORGANISATION
        for m in scene.mentions[first : first + 3]
        if m.span.end <= span.end
    )


def _by_word(scene: Scene, span: Span) -> str | None:
    """Return who is meant by the first half of a compound: "rebel", "Russian", "SDF"."""
    said = span.of(scene.text)
    low = said.lower().split("-")[-1].split()[-1]
    if low in words("not_holders"):
        return None
    holders: dict[str, str] = table("words")["holders"]
    if low in holders:
        name = holders[low]
        if not name:
            return None
        if name in _STATE_WORDS:
            return scene.around.resolve(f"the {name}", span.start).form or f"the {name}"
        return f"group: {name}"
    found = scene.around.base.state(said)
    if found is not None and found.code:
        return found.code
    if not said[0].isupper():
        return None
    organisation = scene.around.base.organisation(said)
    return organisation.id if organisation is not None else said
