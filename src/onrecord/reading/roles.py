"""Gather what people are said to be ("the Slovak prime minister, X") and match descriptions against it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.model import Span
from onrecord.reading.lexicon import (
    CAPITAL,
    bare,
    closed,
    nouns,
    role_words,
    short_roles,
    singular,
    states,
    words,
)
from onrecord.reading.names import Actor, Cast, Role

_NATION = re.compile(r"\w{2}(?:ia|ian|ean|ish|ese|stan|stani|land)$")
_NO_NATION = closed("no_nation")
_ORIGIN = re.compile(rf"\s+of\s+({CAPITAL}[\w’'-]+)")
_REACH, _REACH_AFTER = 90, 160
_REGIONS = frozenset(("region", "oblast", "province", "district", "territory", "state"))
_LONGEST, _PORTFOLIO = 9, 5
_CUT = re.compile(r"[,;:()\n“”\"]|\s[-–—]+\s|(?<!\b[A-Z])[.!?]\s")
_STYLED = re.compile(r"(?<=[,\s])(?:Mr|Mrs|Ms|Miss|Dr|Sir|Mme)\.?\s*$")
_OPENS_AFTER = re.compile(r"\s*(?:,|\(|\s-{1,2}\s|\s?[–—])\s*(?:\d{1,3},\s+)?")
_IS = re.compile(
    r"(?:\s*,\s*who)?\s+(?:is|was)\s+(?=(?:the|an?|co-\w+|deputy|chief|head|leader|director|chair\w*)\s)"
)
_JOINS = re.compile(r",?\s+and\s+|,\s+")
_DETERMINERS = closed("determiners")
_PORTFOLIOS = closed("portfolios")
_PARTIES = {"republican": "R", "gop": "R", "democratic": "D", "democrat": "D", "tory": "T", "labour": "L"}
_COMMON = closed("common")
_LINKS = closed("links")


def describe(parts: Sequence[tuple[Span, str]]) -> Role | None:
    """Return the role that the words of a noun phrase name: its last role word before any preposition.

    >>> describe(words("the Slovak foreign minister of the day", 0, 38)).head
    'minister'
    """
    at = -1
    for index, (_, word) in enumerate(parts):
        if word in nouns("prepositions") and at >= 0:
            break
        if singular(bare(word)) in role_words():
            at = index
    if at < 0:
        return None
    head = singular(bare(parts[at][1]))
    around = [bare(w) for i, (_, w) in enumerate(parts) if i != at]
    if head == "minister" and "prime" in around:
        head = "premier"
        around.remove("prime")
    after = [bare(w) for _, w in parts[at + 1 :]]
    complement = after[1:] if after[:1] == ["of"] else []
    plain = frozenset(around) - _DETERMINERS - _LINKS
    where = Span(parts[0][0].start, parts[-1][0].end)
    return Role(head, plain, states_of(around), (frozenset(complement) & plain) - states().keys(), where)


def states_of(around: Sequence[str]) -> frozenset[str]:
    """Return the states that words name, by pairs of words too ("South Korean").

    A word that only looks like a country or its people is kept by its stem, so that "Varnia's" and
    "Varnian" agree: ``~varn``.

    >>> sorted(states_of(["turkish", "varnian"]))
    ['TUR', '~varn']
    """
    pairs = [f"{a} {b}" for a, b in pairwise(around)]
    table = states()
    known = frozenset(table[w] for w in (*around, *pairs) if w in table)
    paired = {w for pair in pairs if pair in table for w in pair.split()}
    others = (
        w for w in around if w not in table and w not in paired and _NATION.search(w) and w not in _NO_NATION
    )
    return known | frozenset(f"~{w[:4]}" for w in others)


def add_roles(text: str, cast: Cast) -> None:
    """Note on each person of the cast the roles that stand beside a mention."""
    shared: tuple[int, Role] | None = None  # where the name before ended, and a plural title before it
    for index, named in enumerate(cast.named):
        if named.actor.kind != "person":
            continue
        floor = cast.named[index - 1].span.end if index else 0
        before = _before(text, named.span.start, floor, cast)
        after = _after(text, named.span.end, cast)
        origin = _ORIGIN.match(text, named.span.end)
        if before is not None and origin is not None:
            around = [bare(origin.group(1))]
            before = replace(
                before,
                modifiers=before.modifiers | {*around},
                states=before.states | states_of(around),
                origin=Span(origin.start(), origin.end()),
            )
        if before is None and shared is not None and _JOINS.fullmatch(text, shared[0], named.span.start):
            before = shared[1]
        is_plural = before is not None and before.span is not None and text[before.span.end - 1] == "s"
        shared = (named.span.end, before) if before is not None and is_plural else None
        further = _further(text, before, floor, cast)
        for role in filter(None, (before, further, after)):
            if role not in named.actor.roles:
                named.actor.roles.append(role)
            gender = role_words()[role.head].gender if role.head in role_words() else ""
            named.actor.gender = named.actor.gender or gender


def _further(text: str, role: Role | None, floor: int, cast: Cast) -> Role | None:
    """Read the first of two titles before a name: "Svara's leader, former surgeon X"."""
    if role is None or role.span is None:
        return None
    front = text[max(0, role.span.start - 2) : role.span.start]
    return _before(text, role.span.start, floor, cast) if front == ", " else None


def _before(text: str, start: int, floor: int, cast: Cast) -> Role | None:
    window = max(0, start - _REACH)
    stretch = _STYLED.sub("", text[window:start])
    apposed = stretch.rstrip().endswith(",")
    stop = len(stretch.rstrip().rstrip(",")) if apposed else len(stretch.rstrip().rstrip("."))
    cuts = [m.end() for m in _CUT.finditer(stretch, 0, stop)]
    parts = words(text, window + (cuts[-1] if cuts else 0), window + stop)
    if not parts or (not cuts and window > 0 and len(parts) < 2):
        return None
    if apposed:
        return _apposed(parts, cast)
    last = bare(parts[-1][1])
    if parts[-1][1] in short_roles():
        where = Span(_front(parts)[0][0].start, parts[-1][0].end)
        return Role(short_roles()[parts[-1][1]], frozenset(), frozenset(), span=where)
    if last in nouns("bodies") | _REGIONS and parts[-1][1] == last:
        return _apposed(parts, cast)
    portfolio = _of_portfolio(parts) or _of_names(text, parts)
    if portfolio is not None:
        return portfolio
    if singular(last) not in role_words() or parts[-1][1] != last:
        return None
    return describe(_front(parts))


def _of_names(text: str, parts: list[tuple[Span, str]]) -> Role | None:
    """Read an office with a capitalised complement right before a name: "Chairman of the Upper Hall X"."""
    at = next(
        (i for i, (_, w) in enumerate(parts[:-2]) if bare(w) in role_words() and parts[i + 1][1] == "of"), -1
    )
    after = parts[at + 2 :]
    if at < 0 or not after[-1][0].of(text)[0].isupper():
        return None
    named = all(span.of(text)[0].isupper() or w in _LINKS or w in ("the", "and") for span, w in after)
    return describe([*_front(parts[: at + 1]), *parts[at + 1 :]]) if named else None


def _of_portfolio(parts: list[tuple[Span, str]]) -> Role | None:
    """Read an office whose portfolio stands between it and the name: "Minister of Foreign Affairs X"."""
    for at in range(len(parts) - 2, max(-1, len(parts) - _PORTFOLIO - 2), -1):
        if parts[at + 1][1] in ("of", "for") and bare(parts[at][1]) in role_words():
            after = [w for _, w in parts[at + 2 :]]
            fits = after and all(w in _PORTFOLIOS or w in ("and", "the", "affairs", "state") for w in after)
            return describe([*_front(parts[: at + 1]), *parts[at + 1 :]]) if fits else None
    return None


def _front(parts: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """Return the end of a run of words, back to its determiner or the last preposition."""
    first = len(parts) - 1
    while first > 0 and len(parts) - first < _LONGEST:
        word = parts[first - 1][1]
        if (
            word in _DETERMINERS
            or word in nouns("prepositions")
            or word in ("and", "said", "told", "but", "met")
        ):
            break
        first -= 1
    return parts[first:]


def _apposed(parts: list[tuple[Span, str]], cast: Cast) -> Role | None:
    """Read "the UN envoy for X," before a name; a clause or another person's name there is no role."""
    opening = parts[0][1]
    if len(parts) > 2 * _LONGEST:
        parts = parts[-2 * _LONGEST :]
    starts = [
        i for i, (_, w) in enumerate(parts) if w in ("the", "his", "her", "their", "its") or w.endswith("'s")
    ]
    heads = [i for i, (_, w) in enumerate(parts) if bare(w) in role_words()]
    if not heads:
        return None
    begin = max((i for i in starts if i <= heads[0]), default=-1)
    if begin < 0 and not (heads[0] < 5 and opening not in nouns("prepositions")):
        return None
    chosen = parts[max(begin, 0) :]
    head = next(i for i, (_, w) in enumerate(chosen) if bare(w) in role_words())
    while head + 1 < len(chosen) and bare(chosen[head + 1][1]) in role_words():
        head += 1
    if head + 1 < len(chosen) and chosen[head + 1][1] not in _LINKS | {"and"}:
        return None
    return describe(chosen)


def _after(text: str, end: int, cast: Cast) -> Role | None:
    opening = _IS.match(text, end) or _OPENS_AFTER.match(text, end)
    if opening is None:
        return None
    stretch = text[opening.end() : opening.end() + _REACH_AFTER]
    cut = _CUT.search(stretch)
    parts = words(text, opening.end(), opening.end() + (cut.start() if cut else len(stretch)))[: 2 * _LONGEST]
    heads = [i for i, (_, w) in enumerate(parts) if singular(bare(w)) in role_words()]
    if not heads or heads[0] >= _LONGEST:
        return None
    if any(w in nouns("prepositions") and w not in ("who",) for _, w in parts[: heads[0]]):
        return None
    if parts[0][1] == "and" or _is_title(parts, heads[0], cast):
        return None
    return describe(parts)


def _is_title(parts: list[tuple[Span, str]], head: int, cast: Cast) -> bool:
    """Tell whether a role word stands before another person's name, so that it is that person's."""
    if head + 1 >= len(parts):
        return False
    following = parts[head + 1][0].start
    at = bisect_left(cast.starts, following)
    if at >= len(cast.named) or cast.named[at].actor.kind != "person":
        return False
    return cast.named[at].span.start - following < 12


def fits(wanted: Role, actor: Actor) -> float | None:
    """Return how well an actor's roles fit a description: 0 if none is known, ``None`` if they conflict."""
    gender = role_words()[wanted.head].gender if wanted.head in role_words() else ""
    if gender and actor.gender and gender != actor.gender:
        return None
    known = frozenset[str]().union(*(r.states for r in actor.roles))
    if _disagree(wanted.states, known):
        return None
    if _parties(wanted.modifiers, *(r.modifiers for r in actor.roles)):
        return None
    best = max((_fit(wanted, role) for role in actor.roles), default=0.0)
    if best > 0 and wanted.states and not known:
        best -= 0.3
    return max(best, 0.0)


def _disagree(wanted: frozenset[str], known: frozenset[str]) -> bool:
    """Tell whether two sets of states exclude each other; a state and a mere stem are not compared."""
    if wanted & known:
        return False
    stems, others = {s[:1] == "~" for s in wanted}, {s[:1] == "~" for s in known}
    return bool(stems & others)


def _parties(wanted: frozenset[str], *known: frozenset[str]) -> bool:
    """Tell whether a description names another party than all that is known."""
    ours = {_PARTIES[w] for w in wanted if w in _PARTIES}
    theirs = {_PARTIES[w] for words_ in known for w in words_ if w in _PARTIES}
    return bool(ours and theirs and not ours & theirs)


def _fit(wanted: Role, role: Role) -> float:
    value = _head_fit(wanted.head, role.head)
    if not value:
        return 0.0
    ours, theirs = wanted.modifiers & _PORTFOLIOS, role.modifiers & _PORTFOLIOS
    if (ours and theirs and not ours & theirs) or (ours and not theirs and wanted.head == role.head):
        return 0.0
    if theirs and not ours:
        value -= 0.25 if theirs & {"vice", "deputy", "prime"} else 0.05
    rest = wanted.modifiers - _PORTFOLIOS - _COMMON
    if wanted.complement - _COMMON and not wanted.complement & role.modifiers:
        value -= 0.8
    if rest - role.modifiers and not wanted.states:
        value -= 0.35 if wanted.head == role.head else 0.5
    if wanted.states & role.states:
        value += 0.3
    elif _shares_stem(wanted.modifiers - _PORTFOLIOS, role.modifiers - _PORTFOLIOS):
        value += 0.25
    return value


def _head_fit(wanted: str, head: str) -> float:
    if wanted == head:
        return 1.0
    if head in role_words() and wanted in role_words()[head].wider:
        return 0.8
    return 0.4 if wanted in role_words() and head in role_words()[wanted].wider else 0.0


def _shares_stem(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether two descriptions share a word or its stem ("Varnia", "Varnian")."""
    stems = {w[: max(4, len(w) - 3)] for w in left if len(w) > 3}
    return any(
        w[: max(4, len(w) - 3)] in stems or any(w.startswith(s) for s in stems) for w in right if len(w) > 3
    )
