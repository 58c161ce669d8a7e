"""Find how words tie two matters together: "guarantees before membership", "an election instead of war".

A matter is a stretch that holds a word for what parties negotiate over or do; where either side has none
("before dawn", "after the minister left"), there is no relation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from onrecord.model import Evidence, Relation, RelationKind, Span
from onrecord.text.sentences import sentences

_NO = re.compile(
    r"\b(?:no|not|never|nothing|cannot|neither|nor|refus\w+|impossible|unthinkable)\b|n[’']t\b", re.IGNORECASE
)
_FIRST_THEN = re.compile(
    r"\bfirst\b[,:]?\s(?P<left>[^.;!?]{3,80}?)(?:[,;]?\s(?:and|but)|[,;])\s(?:only\s)?(?P<cue>(?:only\s)?then)\s(?P<right>[^.;!?]{3,80})",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"^(?P<left>[^.;!?]{3,80}?)[,;]?\s(?P<cue>and\sonly\sthen)\s(?P<right>[^.;!?]{3,80})", re.IGNORECASE
)
_SWAP = re.compile(
    r"\b(?:swap|swapp\w+|trad(?:e|ed|ing)|barter\w*|exchang(?:e|ed|ing))\s(?P<left>[^,.;!?]{3,60}?)\s(?P<cue>for)\s(?P<right>[^,.;!?]{3,60})",
    re.IGNORECASE,
)
_EDGE = re.compile(
    r"[;:!?\n]|,\s|\s[-–—]\s|[“”\"()]|\b(?:that|because|although|while|whereas|but|which|who|if|when|said|says|"
    r"argued|argues|insisted|insists|warned|added|adding|saying)\b"
)
_STOP = re.compile(
    r"[;:!?.\n]|,\s|\s[-–—]\s|[“”\"()]|\s(?:that|because|although|while|whereas|but|which|who|if|when|said|says|before|after|"
    r"instead|rather|alongside|unless|without|until|as\swell)\b"
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LINKING = re.compile(
    r"[\s,]*\b(?:(?:must|should|can|could|will|would|may|shall|has\sto|have\sto|had\sto)\s)?(?:(?:only|not|never|always)\s)?"
    r"(?:come|comes|came|be|is|are|begin|start|take\splace|happen|go|goes|only|just|even|shortly|immediately|long|well|soon|"
    r"right|days|weeks|months|years|directly|as)\s*$",
    re.IGNORECASE,
)
_LEAVE_OUT = re.compile(
    r"\s*(?:the|a|an|its|their|his|her|any|all|of|with|to|for|and|only|just|there\s(?:is|are|can\sbe|will\sbe))\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:I|he|she)\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\s*(?:\d|(?:two|three|four|five|six|seven|eight|nine|ten|several|many|some|a\sfew)\s(?:hour|day|week|month|year))"
)
_GERUND = re.compile(r"(?:answering|speaking|talking|waiting|sleep|going|saying|being|having)\b")
_SUFFIX = re.compile(
    r"\w{3,}(?:tions?|sions?|ments?|ships?|ances?|awals?|ovals?|isation|ization|ures?|alit(?:y|ies)|ities|disarming)$"
)
_TAILS = ("s", "es", "ed", "d", "ing", "ies", "ied")
_LONGEST = 14  # words of one side


@cache
def _lists() -> dict[str, str]:
    """Return the words of each section as one alternative."""
    lists: dict[str, list[str]] = {}
    kind = ""
    for row in _rows("relation_words.txt"):
        if row.startswith("["):
            kind = row.strip("[]").replace(" ", "__")
        else:
            lists.setdefault(kind, []).append(row)
    return {kind: "|".join(sorted(words, key=len, reverse=True)) for kind, words in lists.items()}


@cache
def _no_matters() -> re.Pattern[str]:
    """Return what can follow "before" and "after" without being a matter: times, places, audiences."""
    return re.compile(_lists()["no__matters"], re.IGNORECASE)


@cache
def _cues() -> re.Pattern[str]:
    others = ("bound", "to__come", "people", "no__matters")
    parts = (f"(?P<{name}>{words})" for name, words in _lists().items() if name not in others)
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


@cache
def _one_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_lists()[name]})\b", re.IGNORECASE)


@cache
def _matters() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the nouns, the verbs and the words that only look like one."""
    rows = _rows("matters.txt")
    verbs = frozenset(row[2:].split()[0] for row in rows if row.startswith("v "))
    others = frozenset(row[2:] for row in rows if row.startswith("- "))
    return frozenset(row for row in rows if row[:2] not in ("v ", "- ")), verbs, others


def _rows(name: str) -> list[str]:
    rows = files("onrecord.coding").joinpath(f"data/{name}").read_text(encoding="utf-8").splitlines()
    return [row.rstrip() for row in rows if row.strip() and not row.startswith("#")]


def relations(text: str, stretch: Span) -> tuple[Relation, ...]:
    """Return the relations that the words of a stretch state, in order; which issues they are is left open.

    >>> text = "Guarantees must come before membership."
    >>> [(r.left.exact, r.kind.value, r.right.exact) for r in relations(text, Span(0, len(text)))]
    [('Guarantees', 'before', 'membership')]
    >>> relations("They met before dawn.", Span(0, 21))
    ()
    """
    out: dict[int, Relation] = {}  # by the place of the cue
    for sentence in sentences(stretch.of(text)):
        part = Span(stretch.start + sentence.start, stretch.start + sentence.end)
        for first in _ordered(text, part):
            out[first.cue.start] = first
        for m in _cues().finditer(text, part.start, part.end):
            found = _relation(text, part, m)
            if found is not None:
                out.setdefault(m.start(), found)
    return tuple(out[place] for place in sorted(out))


def _ordered(text: str, part: Span) -> Iterator[Relation]:
    """Yield "first a truce, then talks" and "swap prisoners for gas"."""
    stretch = text[part.start : min(part.end, part.start + 400)]
    plain = stretch.lower()
    for pattern, word, kind in (
        (_FIRST_THEN, "then", RelationKind.BEFORE),
        (_THEN, "then", RelationKind.BEFORE),
        (_SWAP, "for", RelationKind.IN_EXCHANGE_FOR),
    ):
        m = pattern.search(stretch) if word in plain else None
        if m:
            left, right = (
                _side(text, Span(part.start + m.start(g), part.start + m.end(g))) for g in ("left", "right")
            )
            if (
                left
                and right
                and (pattern is not _SWAP or _holds_matter(left.of(text)) or _holds_matter(right.of(text)))
            ):
                yield _made(
                    text, kind, Span(part.start + m.start("cue"), part.start + m.end("cue")), left, right
                )
                return


def _relation(text: str, part: Span, m: re.Match[str]) -> Relation | None:
    name = str(m.lastgroup)
    before, after = (
        text[max(part.start, m.start() - 250) : m.start()],
        text[m.end() : min(part.end, m.end() + 200)],
    )
    if _is_time(after):
        return None
    negated = bool(_NO.search(_EDGE.split(before)[-1]))
    if name.startswith("no__") and not negated:
        return None
    kind = RelationKind(name.removeprefix("no__"))
    if kind is RelationKind.BEFORE and negated and m.group().lower() == "before":
        kind = RelationKind.AFTER  # "no talks before a ceasefire": talks after it
    front = not _WORD.search(_EDGE.split(before)[-1].replace("only", "").replace("Only", ""))
    right = _side(text, _to_stop(text, m.end(), part))
    left = _side(text, _main_clause(text, m.end(), part) if front else _from_edge(text, m.start(), part))
    if (
        left is None
        or right is None
        or not _tied(kind, left.of(text), right.of(text), _context(text, part, m))
    ):
        return None
    return _made(text, kind, Span(m.start(), m.end()), left, right)


def _context(text: str, part: Span, m: re.Match[str]) -> str:
    return text[max(part.start, m.start() - 200) : min(part.end, m.end() + 200)]


def _tied(kind: RelationKind, left: str, right: str, context: str) -> bool:
    """Tell whether two sides are matters: by their own words, or by words of demand and decision."""
    matters = _holds_matter(left, told=False) + _holds_matter(right)
    if matters == 2 or kind is RelationKind.IN_EXCHANGE_FOR:
        return True
    if _one_of("people").search(right) or _PRONOUN.match(left) or _GERUND.match(right):
        return False
    if _one_of("bound").search(context):
        return kind is not RelationKind.ALONGSIDE or not _one_of("people").search(left)
    enough = matters == 1 or kind in (RelationKind.UNLESS, RelationKind.INSTEAD_OF)
    return enough and bool(_one_of("to__come").search(context))


def _made(text: str, kind: RelationKind, cue: Span, left: Span, right: Span) -> Relation:
    return Relation(kind, Evidence.at(text, cue), Evidence.at(text, left), Evidence.at(text, right))


def _is_time(after: str) -> bool:
    """Tell whether what follows is a time, a place or people: "before dawn", "before the court"."""
    rest = _LEAVE_OUT.sub("", after, count=1)
    first = _WORD.search(rest[:40])
    return bool(_NUMBER.match(after)) or (
        first is not None and _no_matters().fullmatch(first.group()) is not None
    )


def _to_stop(text: str, start: int, part: Span) -> Span | None:
    m = _STOP.search(text, start + 1, min(part.end, start + 200))
    end = m.start() if m else min(part.end, start + 200)
    return Span(start, end) if start < end else None


def _from_edge(text: str, end: int, part: Span) -> Span | None:
    """Return the clause that ends at a place."""
    start = max(part.start, end - 250)
    trimmed = len(text[start:end].rstrip(" ,\u00a0"))
    edges = [m.end() for m in _EDGE.finditer(text, start, start + trimmed)]
    begin = edges[-1] if edges else start
    return Span(begin, start + trimmed) if begin < start + trimmed else None


def _main_clause(text: str, start: int, part: Span) -> Span | None:
    """Return the main clause after what a fronted cue opens: "Instead of troops, it sent money"."""
    comma = re.compile(r",\s").search(text, start, min(part.end, start + 200))
    return _to_stop(text, comma.end(), part) if comma else None


def _side(text: str, span: Span | None) -> Span | None:
    """Trim a side to its words; ``None`` where none is left."""
    if span is None:
        return None
    end = span.end
    while True:
        m = _LINKING.search(text, span.start, end)
        if m is None or m.start() <= span.start:
            break
        end = m.start()
    words = list(_WORD.finditer(text, span.start, end))[-_LONGEST:]
    while words and words[0].group().lower() in (
        "the",
        "a",
        "an",
        "that",
        "and",
        "or",
        "but",
        "would",
        "will",
        "to",
    ):
        words.pop(0)
    return Span(words[0].start(), words[-1].end()) if words else None


def _holds_matter(side: str, told: bool = True) -> bool:
    """Tell whether a side holds a word for a matter.

    Without ``told``, a verb in the past is none: "the envoy left before" tells what happened.
    """
    return any(_is_matter(w.group(), told) for w in _WORD.finditer(side))


def _is_matter(word: str, told: bool = True) -> bool:
    """Tell whether a word is one for a matter; a verb in the past only with ``told``.

    >>> [_is_matter(w) for w in ("ratification", "withdrew", "troops", "government", "dawn", "signed")]
    [True, True, True, False, False, True]
    """
    plain = re.sub(r"[’']s$", "", word.lower())
    nouns, verbs, others = _matters()
    stems = {plain, _PAST.get(plain, plain)}
    stems |= {plain.removesuffix(t) + add for t in _TAILS if plain.endswith(t) for add in ("", "e", "y")}
    stems |= {s[:-1] for s in set(stems) if len(s) > 3 and s[-1] == s[-2]}
    if stems & others:
        return False
    past = plain in _PAST or plain.endswith("ed")
    return bool(stems & nouns or (stems & verbs and (told or not past))) or bool(_SUFFIX.fullmatch(plain))


_PAST = {
    "withdrew": "withdraw",
    "withdrawn": "withdraw",
    "left": "leave",
    "paid": "pay",
    "fought": "fight",
    "laid": "lay",
}
