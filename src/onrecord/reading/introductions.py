"""Keep how an article introduces its people: who, by which words, and where these stand."""

from __future__ import annotations

import re
from bisect import bisect_left

from onrecord.actors.context import Introduction
from onrecord.model import Span
from onrecord.reading.lexicon import CAPITAL, closed, short_roles, squeeze
from onrecord.reading.names import Actor, Cast, Role
from onrecord.text.folding import fold

_WORD = rf"{CAPITAL}[\w’'.&-]*"
_OF = re.compile(
    rf",?\s+((?:of|from|with|at)\s+(?:the\s+)?{_WORD}(?:\s+(?:(?:of|for|on|and|the|de|al)\s+){{0,2}}{_WORD}){{0,9}})"
)
_HEADS = re.compile(
    r",?\s+who\s+(?:heads|leads|runs|directs|chairs|founded|represents|headed|led)\s+([^\n,.;:()\"“”]{3,80})"
)
_BRACKET = re.compile(rf"\s\(({CAPITAL}[^)\n]{{1,40}})\)")
_GENERIC = re.compile(
    r"(?:the\s+)?(group|organi[sz]ation|party|movement|company|ngo|body|union|alliance|agency|militia|country|"
    r"nation|institute|charity|firm)['’]s\s+|(?:his|her|its)\s+",
    re.IGNORECASE,
)
_OWNER = re.compile(rf"{CAPITAL}[\w-]*['’]s?\s")
_RUN_BEFORE = re.compile(rf"(?<![\w.])(?:{CAPITAL}[\w-]*[ \xa0])+$")
_LONGEST_RUN = 60
_LOOK_BACK = 12  # mentions
_OWNER_GAP = 3  # characters between an owning body and the name that it owns ("the Institute's Marenko")


def introductions(text: str, cast: Cast) -> tuple[Introduction, ...]:
    """Return the article's people in order, each with every way in which it says what they are."""
    told: dict[int, tuple[Actor, dict[str, Span]]] = {}
    for index, named in enumerate(cast.named):
        if named.actor.kind != "person":
            continue
        _, words = told.setdefault(id(named.actor), (named.actor, {}))
        if not named.possessive:
            _add_after(text, named.span.end, words)
        before = cast.named[index - 1] if index else None
        near = before is not None and named.span.start - before.span.end <= _OWNER_GAP
        if before is not None and near and before.possessive and before.actor.kind == "place":
            words.setdefault(squeeze(text[before.span.start : named.span.start]), before.span)
        elif before is not None and near and before.possessive and before.actor.kind == "organisation":
            words.setdefault(f"of {squeeze(before.span.of(text))}", before.span)
    out: list[Introduction] = []
    for actor, words in told.values():
        out += _of_person(text, cast, actor, words)
    return tuple(out)


def _add_after(text: str, end: int, words: dict[str, Span]) -> None:
    """Add what follows a name: "of the Harbour Institute", "who heads the Reed Council", "(Hill Party)"."""
    for pattern, lead in ((_OF, ""), (_HEADS, "head of "), (_BRACKET, "of ")):
        after = pattern.match(text, end)
        if after is not None:
            words.setdefault(lead + squeeze(after.group(1)), Span(after.start(1), after.end(1)))


def _of_person(text: str, cast: Cast, actor: Actor, words: dict[str, Span]) -> list[Introduction]:
    name = actor.names[0]
    said = {_owned(_words(text, r), r.span, cast, actor): r.span for r in actor.roles if r.span is not None}
    both = [Introduction(name, told, span) for told, span in (*said.items(), *words.items())]
    return both or [Introduction(name)]


def _owned(said: str, span: Span, cast: Cast, actor: Actor) -> str:
    """Put the name for what owns an office: "the group's leader" is that of the group named last."""
    generic = _GENERIC.match(said)
    if generic is None:
        return said
    noun = (generic.group(1) or said.split()[0]).lower()
    kind = {"his": "person", "her": "person", "country": "place", "nation": "place"}.get(noun, "organisation")
    at = bisect_left(cast.starts, span.start)
    for named in reversed(cast.named[max(0, at - _LOOK_BACK) : at]):
        if named.actor.kind == kind and named.actor is not actor:
            return f"{squeeze(named.actor.names[0])}'s {said[generic.end() :]}"
    return said


def _owner_before(text: str, span: Span) -> str:
    """Return the beginning of an owner's name that a role leaves out: "Reed" of "Reed Hall's leader"."""
    if not _OWNER.match(text, span.start, span.end):
        return ""
    before = _RUN_BEFORE.search(text, max(0, span.start - _LONGEST_RUN), span.start)
    words = before.group().split() if before is not None else []
    while words and (fold(words[0]) in closed("openers") or fold(words[0]) in ("the", "a", "an")):
        words.pop(0)
    return " ".join(words) + " " if words else ""


def _words(text: str, role: Role) -> str:
    origin = role.origin.of(text) if role.origin is not None else ""
    said = _owner_before(text, role.span) + role.span.of(text) if role.span is not None else ""
    *front, last = said.split() or [""]
    if fold(last) in short_roles():  # "former Orlin Gov."
        said = " ".join((*front, role.head))
    return squeeze(said + origin)
