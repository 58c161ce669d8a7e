"""Compare what two codings say: word multisets of evidence, and actors under their various names."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from onrecord.model import UNDECIDED

_DATA = files("onrecord.evaluation") / "data"
_NOT_WORD = re.compile(r"[^a-z0-9 ]+")
_UNNAMED = ("anon", "group")
ENOUGH = 0.5
"""Share of words from which two texts, and share of members from which two lists, count as the same."""


@cache
def aliases() -> Mapping[str, str]:
    """Return other names of actors, in lower case, each with the name that stands for both."""
    pairs = json.loads(_DATA.joinpath("aliases.json").read_text("utf-8"))
    return {str(key).lower(): str(value).lower() for key, value in pairs.items()}


@cache
def organisation_words() -> frozenset[str]:
    """Return the last words that name a kind of organisation rather than a family."""
    lines = _DATA.joinpath("organisation_words.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def tokens(text: object) -> list[str]:
    """Split into lower-case words without accents; a text in another script falls back to its own words.

    >>> tokens("The Élysée's aide")
    ['the', 'elysee', 's', 'aide']
    """
    folded = unicodedata.normalize("NFKD", str(text)).encode("ascii", "ignore").decode().lower()
    return _NOT_WORD.sub(" ", folded).split() or str(text).lower().split()


def words(text: object) -> Counter[str]:
    """Count the words of a string or of the pieces of an interrupted span; nothing gives no words."""
    if not text:
        return Counter()
    return Counter(tokens(" ".join(map(str, text)) if isinstance(text, list) else text))


def jaccard(left: Counter[str], right: Counter[str]) -> float:
    """Return shared words over all words, as multisets; 0.0 where both are empty."""
    union = (left | right).total()
    return (left & right).total() / union if union else 0.0


def same_words(left: object, right: object) -> bool:
    """Tell whether two verbatim strings are the same for scoring: word Jaccard of at least 0.5."""
    return jaccard(words(left), words(right)) >= ENOUGH


def overlapping(left: object, right: object) -> bool:
    """Tell whether two quotes share half of the shorter one's words, and three words where it has them."""
    a, b = words(left), words(right)
    common, shorter = (a & b).total(), min(a.total(), b.total())
    return shorter > 0 and common >= min(3, shorter) and common / shorter >= ENOUGH


def same_actor(left: object, right: object) -> bool:
    """Tell whether two names mean one actor: aliases, then whole names, then surnames.

    Unnamed people are alike, and so are counted groups; surnames count where neither first name disagrees.

    >>> same_actor("V. Marenko", "Vera Marenko"), same_actor("Vera Marenko", "Pavel Marenko")
    (True, False)
    """
    names = str(left).strip(), str(right).strip()
    for prefix in _UNNAMED:
        unnamed = [name.lower().startswith(prefix) for name in names]
        if any(unnamed):
            return all(unnamed)
    a, b = (_name_words(name) for name in names)
    if a == b:
        return True
    if not a or not b or a[-1] != b[-1] or a[-1] in organisation_words():
        return False
    return len(a) == 1 or len(b) == 1 or a[0][0] == b[0][0]


def _name_words(name: str) -> list[str]:
    known = aliases()
    return [known.get(word, word) for word in tokens(known.get(name.lower(), name))]


def listed(value: object) -> list[object]:
    """Return a field's values as a list; undecided, null and empty fields have none."""
    if value is None or value in ("", UNDECIDED):
        return []
    return value if isinstance(value, list) else [value]


def shared_actors(gold: object, predicted: object) -> int:
    """Count the gold actors found among the predicted ones, each used once; a null in a list is nobody."""
    left, count = list(listed(predicted)), 0
    for actor in listed(gold):
        hit = next((i for i, other in enumerate(left) if same_actor(actor, other)), None)
        if hit is not None and left[hit] is not None:
            del left[hit]
            count += 1
    return count


def half_shared(gold: object, predicted: object) -> bool:
    """Tell whether at least half of the union of two lists of actors is shared."""
    common = shared_actors(gold, predicted)
    return 2 * common >= len(listed(gold)) + len(listed(predicted)) - common
