"""Find by whom a commitment must be, or was, approved: "subject to ratification by the Senate"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Protocol

from onrecord.model import Evidence, Span

_BREAKS = (
    r"(?:and|or|but|before|after|for|to|in|on|at|with|when|if|which|who|that|as|is|was|were|are|has|have|had|will|would|"
    r"by|from|last|this|next|said|says|yesterday|today|tomorrow|while|because|since|until|so|must|can|should|under)"
)
_PHRASE = re.compile(
    rf"(?:(?:the|a|an|its|their|his|her|both|all|each|every)\s)?(?!{_BREAKS}\b)[\w’'.-]*\w"
    rf"(?:\s(?!{_BREAKS}\b)(?:of\s(?:the\s)?)?[\w’'-]+){{0,4}}"
)
_NOBODY = re.compile(
    r"\b(?:majority|margin|votes?|means|default|consensus|unanimity|referendum\sresults?)$", re.IGNORECASE
)
_OF = re.compile(r"\b(?:of|from)\s$")
_JOIN = re.compile(rf"(?:,\s|\sand\s|,\sand\s)(?=(?:by\s)?the\s(?!{_BREAKS})|[A-Z])")


class _Found(Protocol):
    @property
    def forms(self) -> tuple[str, ...]: ...


Resolver = Callable[[str, int], _Found]
"""Whom a phrase at a place of the text means: ``Surroundings.resolve``."""


@cache
def _lists() -> dict[str, str]:
    rows = files("onrecord.commitments").joinpath("data/approval_words.txt").read_text(encoding="utf-8")
    parts = re.split(r"^\[(.+)\]$", re.sub(r"^#.*\n", "", rows), flags=re.MULTILINE)
    return dict(zip(parts[1::2], (p.strip() for p in parts[2::2]), strict=True))


def _any(name: str) -> str:
    return "|".join(_lists()[name].split())


@cache
def _by() -> re.Pattern[str]:
    """Match what stands before the one who approves: "ratification by", "approved by", "consent of"."""
    return re.compile(
        rf"\b(?:(?:{_any('done')})\s(?:unanimously\s|overwhelmingly\s|\w+ly\s)?by|"
        rf"reviewed\sby|(?:{_any('own nouns')})\s(?:by|of|from)|"
        rf"(?:needs?|needed|requires?|requiring|awaits?|awaiting|pending|subject\sto|seeks?|won|got|gained|gaining|received|"
        rf"obtained|has|have|with|without)\s(?:the\s|a\s)?(?:\w+\s)?(?:{_any('nouns')})\s(?:of|from|by))\s",
        re.IGNORECASE,
    )


@cache
def _whose() -> re.Pattern[str]:
    """Match "parliamentary approval", "the Senate's consent", "Senate ratification"."""
    adjectives = "|".join(line.partition(":")[0] for line in _lists()["adjectives"].splitlines())
    bodies = _lists()["bodies"].replace("\n", "")
    return re.compile(
        rf"\b(?P<who>(?:{adjectives})|(?:the\s)?(?:[\w-]{{1,30}}\s)?(?:[A-Z][\w-]{{0,30}}|{bodies})(?=['’]s?\s)|(?:UN|EU|US|U\.S\.)|(?:{bodies}))"
        rf"(?:['’]s?)?\s(?:formal\s|prior\s|final\s|full\s|unanimous\s)?(?:{_any('own nouns')})\b",
        re.IGNORECASE,
    )


@cache
def _who_does() -> re.Pattern[str]:
    """Match "parliament must ratify", "the upper house voted to approve"."""
    bodies = _lists()["bodies"].replace("\n", "")
    return re.compile(
        rf"(?P<who>(?:\b(?:the|its|their|both)\s)?(?:[\w-]{{1,30}}\s)?\b(?:{bodies}))(?:\s(?:of\sthe|of)\s[\w-]+)?\s"
        rf"(?:(?:must|should|has\sto|have\sto|had\sto|will|would|has\syet\sto|have\syet\sto|has|have|had|needs?\sto|voted\sto|"
        rf"voted\s\w+\sto|unanimously|overwhelmingly|formally|already|also|first|still)\s){{0,3}}(?:{_any('do')})\b",
        re.IGNORECASE,
    )


def approval(
    text: str, spans: Sequence[Span], resolve: Resolver
) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """Return by whom, in the manual's forms, and the words that say so; forms may be undecided, then none.

    >>> text = "The pact is subject to ratification by the Senate."
    >>> from onrecord.actors.base import shipped
    >>> from onrecord.actors.resolve import Context, resolve
    >>> base = Context(shipped())
    >>> _, words = approval(text, [Span(0, len(text))], lambda phrase, place: resolve(phrase, base))
    >>> words[0].exact
    'subject to ratification by the Senate'
    """
    forms: dict[str, None] = {}
    words: list[Evidence] = []
    last = -1
    for whole, who in sorted(
        (f for s in spans for f in _found(text, s)), key=lambda f: (f[0].start, -f[0].end)
    ):
        if whole.start < last:
            continue
        named = [f for one in who for f in resolve(_named(one.of(text)), one.start).forms]
        if _OF.search(text[max(0, who[0].start - 6) : who[0].start]) and not _approves(text, who, named):
            continue  # "approval of the exports": what is approved, not by whom
        last = whole.end
        words.append(Evidence.at(text, whole))
        forms.update(dict.fromkeys(named))
    return tuple(forms), tuple(words)


def _approves(text: str, who: Sequence[Span], named: Sequence[str]) -> bool:
    """Tell whether phrases name actors, or bodies by a noun of theirs."""
    is_body = any(_bodies().search(one.of(text)) for one in who)
    return is_body or any(not f.startswith(("group:", "anon:")) for f in named)


@cache
def _bodies() -> re.Pattern[str]:
    bodies = _lists()["bodies"].replace("\n", "")
    return re.compile(rf"\b(?:{bodies})s?\b", re.IGNORECASE)


def _named(phrase: str) -> str:
    """Return the body that an adjective means: "congressional" is "congress"."""
    rows = (line.partition(": ") for line in _lists()["adjectives"].splitlines())
    return {adjective: body for adjective, _, body in rows}.get(phrase.lower(), phrase)


def _found(text: str, s: Span) -> Iterator[tuple[Span, list[Span]]]:
    """Yield the words of approval and whom they name."""
    for m in _by().finditer(text, s.start, s.end):
        who = list(_listed(text, m.end(), s.end))
        if who:
            yield Span(_widened(text, m.start(), s.start), who[-1].end), who
    for pattern in (_whose(), _who_does()):
        for m in pattern.finditer(text, s.start, s.end):
            who = [Span(m.start("who"), m.end("who"))]
            yield Span(_widened(text, m.start(), s.start), m.end()), who


_WIDE = re.compile(
    r"\b(?:subject\sto|pending|awaits?|awaiting|needs?|needed|requires?|requiring|"
    r"must\s(?:first\s|still\s)?be|has\s(?:yet\s)?to\sbe|have\s(?:yet\s)?to\sbe|had\sto\sbe|needs\sto\sbe|"
    r"until|unless|without)\s(?:the\s|a\s|an\s|it\sis\s)?(?:\w+\s)?$"
)
_NEAR = 48  # characters before the words of approval that may say that it is needed


def _widened(text: str, start: int, least: int) -> int:
    """Take in the words that say that the approval is needed: "subject to", "must be"."""
    begin = max(least, start - _NEAR)
    m = _WIDE.search(text[begin:start])
    return start if m is None else begin + m.start()


def _listed(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the phrases of a list that begins at a place."""
    while (m := _PHRASE.match(text, start, end)) is not None:
        if _NOBODY.search(m.group()):
            return
        yield Span(m.start(), m.end())
        joined = _JOIN.match(text, m.end(), end)
        if joined is None:
            return
        start = joined.end()
