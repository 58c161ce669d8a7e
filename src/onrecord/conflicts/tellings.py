"""Tell whether two pages tell of one matter, in whatever words: by what both name and what else they share.

Patterns find a fact of one form alone. What is found more loosely is compared only where the sentences around
it have names in common that few pages share, several other words, and nothing that tells the matters apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from onrecord.conflicts.lists import read, words
from onrecord.conflicts.scene import Scene, Sentence
from onrecord.model import Fact, ZoneKind
from onrecord.register.sameness import content, is_generic, stem
from onrecord.text.dates import months
from onrecord.text.folding import fold

NAME, STATE, STEM, NUMBER, KNOWN = "n:", "c:", "s:", "#:", "k:"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_POINTS = 2.5
_STATE, _NUMBER, _STEM, _SAME_DAY = 0.5, 0.75, 0.3, 0.6
"""What a state, a number, another word and the day in common weigh beside a name, which weighs 1."""
_ALIKE = 0.08
_MOST_KNOWN = 40
"""Values of a page that are kept with a fact; a page with more is a list, and gives no such fact."""
_OWN = re.compile(r"\b(?:[Oo]ur|[Uu]s|[Ww]e)\b")
_LARGE = re.compile(r"[^\W\d_a-z][\w’'-]*")


def tokens_of(scene: Scene, sentence: Sentence) -> tuple[str, ...]:
    """Return what a sentence and its neighbours name and are about; the headline's names with them."""
    near = [s for s in scene.beside(sentence) if s.zone is not ZoneKind.HEADLINE]
    if sentence not in near:
        near.append(sentence)
    heads = [s for s in scene.sentences[:3] if s.zone is ZoneKind.HEADLINE]
    out: set[str] = set()
    for s in near:
        held = content(s.text)
        out |= {f"{STEM}{families().get(w, w)}" for w in held.others | held.opening if not is_generic(w)}
        out |= {f"{NUMBER}{w}" for w in held.numbers}
    for s in near:
        out |= names_in(scene, s.text)
        if scene.home is not None and _OWN.search(s.text):
            out.add(f"{STATE}{scene.home}")
    for s in heads:
        large = len(_LARGE.findall(s.text))
        out |= names_in(scene, s.text, heading=2 * large < len(s.text.split()))
    return tuple(sorted(out))


@cache
def families() -> dict[str, str]:
    """Return the family that a noun is of, by its stem: "aircraft" of a plane, "soldiers" of troops."""
    return {stem(word): name for name, row in read("amounts")["families"].items() for word in row}


def names_in(scene: Scene, text: str, heading: bool = False) -> frozenset[str]:
    """Return the states (``c:``) and the other names (``n:``) of a text, by the stems of their words.

    Of a ``heading`` the word that opens it may be one too.
    """
    out: set[str] = set()
    named = content(text).names - _NOT_NAMES
    for word in dict.fromkeys(_LARGE.findall(text)):
        code = scene.state(word)
        if code is not None:
            out.add(f"{STATE}{code}")
            named -= {stem(word)}
            continue
        # a name that opens the sentence is known by the page's other sentences; a headline's by itself
        if (stem(word) in scene.names or heading) and stem(word) not in _NOT_NAMES:
            out.add(f"{NAME}{stem(word)}")
    return frozenset(out | {f"{NAME}{w}" for w in named if not scene.is_outlet(w)})


_NOT_NAMES = frozenset(
    {stem(w) for w in _DAYS} | {stem(fold(m)) for m in months()} | {stem(w) for w in words("titles")}
)


def of(about: Iterable[str], mark: str) -> frozenset[str]:
    """Return the tokens of one sort."""
    return frozenset(t for t in about if t.startswith(mark))


def one_matter(
    a: Fact, b: Fact, least: float = _POINTS, alike: float = _ALIKE, nameless: bool = False
) -> bool:
    """Tell whether two facts are of one matter: shared names, and enough of the other words shared.

    Args:
        a: a fact with the tokens of its sentences in ``about``.
        b: likewise.
        least: points for what both have, at least.
        alike: share of the other words that both have (Dice), at least.
        nameless: a state in common will do where no other name is.
    """
    left, right = set(a.about), set(b.about)
    named = of(left & right, NAME)
    parties = of(left & right, STATE)
    if not named and not (nameless and parties):
        return False
    same_day = a.dated and b.dated and a.first_day == b.first_day
    numbers = {n for n in of(left & right, NUMBER) if len(n) - len(NUMBER) > 1}
    x, y = of(left, STEM), of(right, STEM)
    shared = len(x & y)
    points = (
        len(named) + _STATE * len(parties) + _NUMBER * len(numbers) + _STEM * shared + _SAME_DAY * same_day
    )
    return points >= least and 2 * shared >= alike * (len(x) + len(y))


def matter(a: Fact, b: Fact) -> str:
    """Return what two facts both name."""
    shared = set(a.about) & set(b.about)
    return ", ".join(
        t[2:].title() if t.startswith(NAME) else t[2:] for t in sorted(of(shared, NAME) | of(shared, STATE))
    )


def known(values: Iterable[str]) -> tuple[str, ...] | None:
    """Return what a page says elsewhere as tokens; ``None`` where that is too much to compare."""
    found = sorted({f"{KNOWN}{v}" for v in values})
    return tuple(found) if len(found) <= _MOST_KNOWN else None
