"""Find the verbatim condition of a statement: "only after a ceasefire", "unless", "in exchange for"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.model import Attribution, Span
from onrecord.text.sentences import sentences

_NEGATION = re.compile(
    r"(?:\b(?:not|no|never|none|nothing|nobody|cannot|unable|impossible|unthinkable|unlikely|difficult|"
    r"refus\w+|reject\w+|rul\w+\sout|neither|nor)\b|n[’']t\b)(?!.*(?:\band\b|\bbut\b|[,;:]))",
    re.IGNORECASE | re.DOTALL,
)
_ASKED = re.compile(
    r"\b(?:ask|enquir|inquir|wonder|question|quizz|check)(?:e?s|e?d|ing|z?ed)?\b[^.!?;:,“”\"]{0,40}$",
    re.IGNORECASE,
)
_OPENS_FRONT = re.compile(
    r"(?:^|,\s|\b(?:and|but)\s)(?P<if>if|unless|only\s(?:if|after|when)|provided\sthat)\s", re.IGNORECASE
)
_NEAR = 80  # characters before "without" or "until" within which a negation stands
_CLAUSE_ENDS = re.compile(
    r"[;:?!]|\s[-–—]\s|[”\"](?=\s|$)|\sthen\s|,\s(?=(?:and|but|or|as|in|which|who|where|while|although|though|because|since|saying|"
    r"adding|then|so|otherwise|he|she|it|they|we|I|the\s\w+\s(?:said|says)|according)\b)"
)
_FRONT_ENDS = re.compile(
    r"[;:?!]|,(?!\d)(?!\s(?:for\sinstance|for\sexample|in\sturn|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*,))|\s[-–—]\s(?!in\b)|\sthen\s|"
    r"\s(?=(?:we|I|you|they|he|she|it|there|this|that)(?:[’']ll|\s(?:can|will|would|could|must|shall|should|may|might|have\sto))\b)|"
    r"\s(?=[“\"])"
)
_FRONT = re.compile(
    r"(?:^|[,;]\s(?=and|but))\W*(?:(?:and|but|so|because|that|then|however|well|of\scourse|after\sall[^,]{0,30}),?\s+)*$",
    re.IGNORECASE,
)
_SEEN = 300  # characters around an opening that are looked at
_SHORT, _LONG = 2, 45  # words of a condition


@dataclass(frozen=True, slots=True)
class _Words:
    opens: re.Pattern[str]
    not_after: re.Pattern[str]
    not_before: re.Pattern[str]
    negated: re.Pattern[str]
    no_need: re.Pattern[str]
    inverted: re.Pattern[str]
    needs: re.Pattern[str]
    short: re.Pattern[str]


@cache
def _words() -> _Words:
    rows = (
        files("onrecord.coding").joinpath("data/condition_words.txt").read_text(encoding="utf-8").splitlines()
    )
    lists: dict[str, list[str]] = {}
    section = ""
    for row in rows:
        if row.startswith("["):
            section = row.strip("[]")
        elif row.strip() and not row.startswith("#"):
            lists.setdefault(section, []).append(row)
    joined = {name: "|".join(sorted(entries, key=len, reverse=True)) for name, entries in lists.items()}
    one_of = {name: re.compile(rf"(?:{pattern})", re.IGNORECASE) for name, pattern in joined.items()}
    opens = "|".join(joined[name] for name in ("needs", "opens", "after negation", "inverted"))
    return _Words(
        opens=re.compile(rf"\b(?:{opens})\b", re.IGNORECASE),
        not_after=re.compile(rf"\b(?:{joined['not after']})[\s,“\"]+$", re.IGNORECASE),
        not_before=re.compile(rf"\s(?:{joined['not before']})\b", re.IGNORECASE),
        negated=one_of["after negation"],
        no_need=re.compile(rf"\b(?:{joined['no need']})\s+$", re.IGNORECASE),
        inverted=one_of["inverted"],
        needs=one_of["needs"],
        short=one_of["short"],
    )


def conditions(text: str, a: Attribution) -> tuple[Span, ...]:
    """Return the condition that an attribution's content sets, or that stands between its cue and content.

    >>> text = "Xenia would join the talks only after a ceasefire, she said."
    >>> [s.of(text) for s in conditions(text, Attribution((), (Span(55, 59),), (Span(0, 49),)))]
    ['only after a ceasefire']
    """
    for stretch in _stretches(text, a):
        for found in _openings(text, stretch):
            return (found,)
    return ()


def _stretches(text: str, a: Attribution) -> Iterator[Span]:
    """Yield the sentences of the content, then the words between the cue and the content."""
    for piece in a.content:
        for sentence in sentences(piece.of(text)):
            yield Span(piece.start + sentence.start, piece.start + sentence.end)
    front = _front(text, a)
    if front is not None:
        yield front
    first = a.content[0].start
    cue = max((c.end for c in a.cue if c.end <= first), default=first)
    if cue < first and "\n" not in text[cue:first] and first - cue < 200:
        yield Span(cue, first)


def _front(text: str, a: Attribution) -> Span | None:
    """Return the clause that opens an attribution's sentence: "If the siege ends, Oster said it ..."."""
    marks = [*a.source, *a.cue]
    place = min((m.start for m in marks), default=a.content[0].start)
    if not marks or place > a.content[0].start:
        return None
    begin = max(0, place - _SEEN)
    before = text[begin:place]
    own = max((m.end() for m in re.finditer(r"[.!?;“”\"]\s+|\n", before)), default=None)
    if own is None and begin > 0:
        return None
    clause = before[own or 0 :]
    m = _OPENS_FRONT.search(clause)
    if m is None or not clause.rstrip().endswith(",") or "," in clause[m.end() : -2]:
        return None
    return Span(begin + (own or 0) + m.start("if"), begin + len(before.rstrip(" ,\u00a0")))


def _openings(text: str, stretch: Span) -> Iterator[Span]:
    """Yield the conditions that a sentence holds, in order."""
    if text[stretch.start : stretch.end].rstrip('”"’ ').endswith("?"):
        return
    words = _words()
    for m in words.opens.finditer(text, stretch.start, stretch.end):
        before = text[max(stretch.start, m.start() - _SEEN) : m.start()]
        after = text[m.end() : min(stretch.end, m.end() + _SEEN)]
        if not _opens(words, m, before, after):
            continue
        start = m.start()
        if words.needs.fullmatch(m.group()):
            start = m.end() + len(after) - len(after.lstrip())
        span = _clause(text, start, stretch)
        if span is not None and _SHORT <= len(span.of(text).split()) <= _LONG:
            yield span


def _opens(words: _Words, m: re.Match[str], before: str, after: str) -> bool:
    """Tell whether words that can open a condition do so where they stand."""
    opening = m.group()
    if words.not_after.search(before) or (opening.lower() == "if" and words.not_before.match(after)):
        return False
    if opening.lower() == "if" and _ASKED.search(m.string, max(0, m.start() - _NEAR), m.start()):
        return False
    if words.inverted.fullmatch(opening):
        return _inverted(after)
    if words.negated.match(opening):
        return bool(_NEGATION.search(before[-_NEAR:])) and not words.no_need.search(before)
    return True


def _inverted(after: str) -> bool:
    """Tell whether "should" opens a clause: "should Xenia attack again", not "Xenia should attack"."""
    return bool(re.match(r"\s(?:they|it|he|she|we|the\s\w+|(?!\w+day\b)[A-Z]\w+)\s(?!be\b)[a-z]+", after))


def _clause(text: str, start: int, stretch: Span) -> Span | None:
    """Return the clause that begins at a place: to its comma in front of the main clause, else to the end."""
    short = _words().short.match(text, start, stretch.end)
    ends = _FRONT_ENDS if _FRONT.search(text[max(stretch.start, start - _SEEN) : start]) else _CLAUSE_ENDS
    stop = min(stretch.end, start + 2 * _SEEN)
    m = ends.search(text, start + 3, stop)
    end = short.end() if short else m.start() if m else stop
    length = len(text[start:end].rstrip(' .,”"’\n\u00a0'))
    return Span(start, start + length) if length else None
