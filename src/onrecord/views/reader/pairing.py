"""Find which paragraphs of two articles say the same, so that they can be set side by side."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from onrecord.model import Span

Pairs = Sequence[tuple[Span, Span]]
Together = tuple[bool, Sequence[Span], Sequence[Span]]

_ALIKE = 0.25  # share of the words of the longer of two paragraphs from which they are one that was changed
_WITHIN = 0.7  # share of the words of a paragraph from which it is a part of another that was cut in two
_COMMON = 30  # paragraphs above which a word that stands in them tells nothing
_NEAR = 4  # paragraphs that each one is compared with
_PAIRS = 600  # pairs of which the best order is looked for
_WORD = re.compile(r"\w+")


def together(
    left: str, right: str, mine: Sequence[Span], theirs: Sequence[Span], passages: Pairs
) -> Iterator[Together]:
    """Yield paragraphs that say the same, and what stands between two such pairs.

    Args:
        left: the text that was there first.
        right: the other.
        mine: paragraphs of the first, in order.
        theirs: paragraphs of the other, in order.
        passages: that are known to say the same.
    """
    if not mine or not theirs:
        if mine or theirs:
            yield False, mine, theirs
        return
    a, b = (
        [Counter(_words(each.of(text))) for each in some] for text, some in ((left, mine), (right, theirs))
    )
    weights = _alike(a, b)
    for pair, weight in _known(mine, theirs, passages).items():
        weights[pair] = weights.get(pair, 0) + weight
    i = j = 0
    for x, y in _chain(weights):
        if x < i or y < j:
            continue  # it was joined to the pair before
        if x > i or y > j:
            yield False, mine[i:x], theirs[j:y]
        i, j = _parts_of(a, b, x, y)
        yield True, mine[x:i], theirs[y:j]
    if i < len(mine) or j < len(theirs):
        yield False, mine[i:], theirs[j:]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _alike(a: Sequence[Counter[str]], b: Sequence[Counter[str]]) -> dict[tuple[int, int], int]:
    """Return how many words two paragraphs share, where that is enough to be one that was changed."""
    holders: dict[str, list[int]] = {}
    for number, words in enumerate(b):
        for word in words:
            holders.setdefault(word, []).append(number)
    found = {}
    for number, words in enumerate(a):
        near = Counter(
            each for word in words if len(holders.get(word, ())) <= _COMMON for each in holders.get(word, ())
        )
        for other, _ in near.most_common(_NEAR):
            shared = (words & b[other]).total()
            if shared >= _ALIKE * max(words.total(), b[other].total()):
                found[number, other] = shared
    return found


def _known(mine: Sequence[Span], theirs: Sequence[Span], passages: Pairs) -> dict[tuple[int, int], int]:
    """Return about how many words of passages two paragraphs share, by their numbers."""
    ends = [each.end for each in mine], [each.end for each in theirs]
    found: dict[tuple[int, int], int] = {}
    for here, there in passages:
        i, j = bisect_right(ends[0], here.start), bisect_right(ends[1], there.start)
        if i < len(mine) and j < len(theirs) and mine[i].start < here.end and theirs[j].start < there.end:
            found[i, j] = found.get((i, j), 0) + 1 + (here.end - here.start) // 6
    return found


def _chain(weights: dict[tuple[int, int], int]) -> list[tuple[int, int]]:
    """Return those of some pairs that stand in one order on both sides and share most."""
    ordered = sorted(weights, key=lambda pair: (-weights[pair], pair))[:_PAIRS]
    ordered.sort()
    best: list[tuple[int, int]] = []  # what the chain that ends here shares, and the pair before
    for at, (i, j) in enumerate(ordered):
        before = [(best[k][0], k) for k, (x, y) in enumerate(ordered[:at]) if x < i and y < j]
        most, last = max(before, default=(0, -1))
        best.append((most + weights[i, j], last))
    at = max(range(len(best)), key=lambda k: best[k][0], default=-1)
    found = []
    while at >= 0:
        found.append(ordered[at])
        at = best[at][1]
    return found[::-1]


def _parts_of(a: Sequence[Counter[str]], b: Sequence[Counter[str]], x: int, y: int) -> tuple[int, int]:
    """Return where a pair ends: with the paragraphs after it into which one of the two was cut."""
    i, j = x + 1, y + 1
    left = a[x] - b[y]
    while j < len(b) and b[j] and (left & b[j]).total() >= _WITHIN * b[j].total():
        left -= b[j]
        j += 1
    if j > y + 1:
        return i, j
    right = b[y] - a[x]
    while i < len(a) and a[i] and (right & a[i]).total() >= _WITHIN * a[i].total():
        right -= a[i]
        i += 1
    return i, j
