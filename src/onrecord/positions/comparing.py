"""Tell whether two points are about one matter, so that a difference between them is a change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from onrecord.model import Basis, Point, SubjectKind
from onrecord.positions.settings import shift_limit
from onrecord.register.sameness import Sameness, content, is_generic, rooted, same_proposition, stem

_THING = re.compile(r"\bthe ([A-Z][\w-]+)|\b([A-Z]{2,})\b")
_WORD = re.compile(r"[^\W_]+")
_WHOLE = 127 * 127  # of two vectors that are the same


def comparable(a: Point, b: Point, *, strongly: bool = False) -> str:
    """Say by what two points of one holder on one subject are about one matter; "" where nothing shows it.

    Two statements on one issue may speak of different things: "sanctions on banks", "sanctions on grain".

    Args:
        a: a point.
        b: another; the same from either side.
        strongly: ask for more, as a change of condition alone needs it.
    """
    if a.about is SubjectKind.PROPOSITION:
        return "both answer it"
    if a.answers and a.answers == b.answers:
        return "both answer one proposal"
    if a.entry == b.entry:
        return "one undertaking"
    words = same_words(a, b)
    telling = sorted(w for w in words.shared if not is_generic(w))
    matter = [w for w in telling if w in _matters(a.matter) and w in _matters(b.matter)]
    shared = f"words in common: {', '.join(_spelt(telling, min(a.matter, b.matter)))}"
    if matter and words.contained >= shift_limit("strong_words" if strongly else "words"):
        return shared
    near = nearness(a.vector, b.vector)
    if near >= shift_limit("strong_meaning" if strongly else "meaning") and not _apart(words):
        return f"near in meaning ({near:.2f})"
    if strongly:
        return ""
    if matter and len(telling) >= 2 and near >= shift_limit("both"):
        return f"{shared}; near in meaning ({near:.2f})"
    both = a.basis is Basis.UNDERTAKEN and b.basis is Basis.UNDERTAKEN
    if both and (named := sorted(set(a.towards) & set(b.towards))):
        return f"undertakings towards {', '.join(named)}"
    return ""


@lru_cache(maxsize=8192)
def _same(a: str, b: str) -> Sameness:
    return same_proposition(*rooted(a, b))


def same_words(a: Point, b: Point) -> Sameness:
    """Compare the words of two points, the same from either side."""
    left, right = sorted((a.matter, b.matter))
    return _same(left, right)


@lru_cache(maxsize=8192)
def _matters(text: str) -> frozenset[str]:
    """Return the stems that tell a matter: no names of people and places, but those of things and bodies.

    "the Alliance", "NATO" are such; what opens a sentence may be a name and is none.
    """
    found = content(text)
    things = {stem(m.group(1) or m.group(2)) for m in _THING.finditer(text)}
    return found.others | found.numbers | (things & found.all)


def _spelt(stems: Sequence[str], text: str) -> list[str]:
    """Return stems as the words of a text that have them, each once."""
    named = {stem(m.group()): m.group() for m in reversed(list(_WORD.finditer(text)))}
    return [named.get(each, each) for each in stems]


def _apart(words: Sameness) -> bool:
    """Tell whether both name somebody or something, and nothing in common."""
    return words.names == 0.0 and not words.shared


def nearness(a: bytes, b: bytes) -> float:
    """Return how near two vectors are, up to 1; 0 where one is not known."""
    if not a or not b or len(a) != len(b):
        return 0.0
    left, right = (np.frombuffer(v, np.int8).astype(np.int64) for v in (a, b))
    return float(left @ right) / _WHOLE


def repeats(a: Point, b: Point) -> bool:
    """Tell whether two points say the same in nearly the same words."""
    return a.entry == b.entry or same_words(a, b).contained >= shift_limit("repeated")


def other_condition(a: str, b: str) -> bool:
    """Tell whether two conditions are really two: they have no telling word in common.

    >>> other_condition("only if the Senate pays", "if the Senate agrees to pay")
    False
    >>> other_condition("once the shelling has stopped", "after troops have left the left bank")
    True
    """
    if not a or not b:
        return False
    words = _same(*sorted((a, b)))
    return not any(not is_generic(w) for w in words.shared) and _says(a) and _says(b)


def _says(condition: str) -> bool:
    return len(_same(condition, condition).shared) >= 2


def one_matter(a: str, b: str) -> bool:
    """Tell whether the other sides of two orders are one: the same issue, or words in common.

    >>> one_matter("nato_membership: any decision on its entry", "nato_membership: the door")
    True
    >>> one_matter("see Dorvane in the Northern Pact", "eu_membership: membership in the Northern Pact")
    True
    """
    issue_a, _, words_a = a.rpartition(": ")
    issue_b, _, words_b = b.rpartition(": ")
    if issue_a and issue_a == issue_b:
        return True
    found = _same(*sorted((words_a, words_b)))
    return found.contained >= shift_limit("strong_words") and any(not is_generic(w) for w in found.shared)
