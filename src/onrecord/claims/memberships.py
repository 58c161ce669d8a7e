"""Find who is, or is not, a member of which group, as the outlet tells it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from onrecord.claims.drafts import Draft, Scene, plain, thing, unreal, when_after
from onrecord.claims.own_voice import Sentence
from onrecord.claims.patterns import Pattern, patterns
from onrecord.claims.subjects import bare_name, subject_before
from onrecord.model import ClaimProperty, MentionKind, Span

_HINT = re.compile(r"\b(?:members?|joined|acceded|left|quit|withdr[ae]wn?|belong(?:s|ed)?)\b")
NOT = "not: "
"""What stands before the group where the outlet says that somebody does not belong to it."""


def memberships(scene: Scene, sentence: Sentence, said: str) -> Iterator[Draft]:
    """Yield the claims of a sentence on who belongs to what; ``said`` is it without others' words."""
    if not _HINT.search(said):
        return
    taken: list[tuple[int, int]] = []
    for p in patterns("memberships"):
        for m in p.regex.finditer(said):
            if any(a < m.end("group") and m.start("group") < b for a, b in taken):
                continue
            draft = _draft(scene, sentence, said, p, m)
            if draft is not None:
                taken.append(m.span("group"))
                yield draft


def _draft(scene: Scene, sentence: Sentence, said: str, p: Pattern, m: re.Match[str]) -> Draft | None:
    at = sentence.span.start
    if unreal(said, m.start("how")) and p.subject:
        return None
    if p.subject:
        found = subject_before(said, m.start("how"))
        if found is None:
            return None
        who = Span(at + found[0], at + found[1])
    else:
        who = Span(at + bare_name(said, *m.span("who")), at + m.end("who"))
    if sentence.reported and not p.aside:
        return None
    group = Span(at + m.start("group"), at + m.end("group"))
    known = scene.around.base.organisation(_core(scene, group))
    if known is None and (p.known or not _is_organisation(scene, group)):
        return None
    denied = p.negative or bool(m.groupdict().get("no"))
    name = known.id if known is not None else plain(group.of(scene.text))
    if name == thing(scene, who):
        return None
    dated = when_after(scene, sentence, at + m.end())
    return Draft(
        ClaimProperty.MEMBERSHIP,
        f"membership: {p.name}",
        sentence,
        thing(scene, who),
        (who,),
        f"{NOT}{name}" if denied else name,
        (Span(at + m.start("how"), at + m.end("how")), group),
        as_of=dated[0] if dated else None,
        as_of_text=(dated[1],) if dated else (),
    )


def _core(scene: Scene, span: Span) -> str:
    return re.sub(r"^(?:the|a|an)\s", "", plain(span.of(scene.text)), flags=re.IGNORECASE)


def _is_organisation(scene: Scene, span: Span) -> bool:
    """Tell whether a mention of an organisation reaches over the words' name."""
    first = bisect_left(scene.mentions, span.start, key=lambda m: m.span.start)
    return any(
        m.kind is MentionKind.ORGANISATION and m.span.end >= span.end - 2
        for m in scene.mentions[first : first + 3]
        if m.span.start < span.end
    )
