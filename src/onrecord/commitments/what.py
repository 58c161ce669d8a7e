"""Say what a commitment is to do in the text's own words, shortened for display."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from onrecord.model import Span

_LENGTH = 90
_LEAD = re.compile(
    r"[\s,:;–—“”\"]*(?:(?:on|last|this)\s\w+day\s)?(?:(?:not|never|also|now|soon|eventually|jointly|in\sprinciple)\s)?"
    r"(?:(?:itself|themselves|himself|herself)\s)?(?:that\s|on\s(?=\w+ing)|about\s)?"
    r"(?:(?:it|they|he|she|we|I)(?:\s(?:will|would|shall|could|might|may|can|is\sready\sto|are\sready\sto)|[’']ll)\s)?"
    r"(?:to\s(?=[a-z])|against\s(?=\w+ing)|(?:will|would)\s(?=[a-z]))?(?:be\s(?=able|ready|willing)(?:able|ready|willing)\sto\s)?",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"\s+(?:(?:has|have|had|will|would|is|are|was|were|been|be|being|to|also|now|already|not|never|finally)\s+)*$"
)
_END = re.compile(
    r";|\.\s|[?!]|\n|,\s(?:while|but|although|though|after|as|because|despite|according|he|she|it|they|who|which|said)\b|,\s(?:[\w’'-]+\s){1,4}(?:said|says|told)\b|"
    r"\s(?:while|although|because)\s|[”\"](?=\s*(?:,|he|she|it|the)\b)"
)
_TAIL = re.compile(
    r"(?:[\s,;:–—(“\"]|\s(?:a|an|the|of|in|on|at|to|for|and|or|with|from|by|as|its|their|his|her|that|which|into))+$",
    re.IGNORECASE,
)


@cache
def _carriers() -> frozenset[str]:
    rows = files("onrecord.commitments").joinpath("data/what_words.txt").read_text(encoding="utf-8")
    return frozenset(w for row in rows.splitlines() if not row.startswith("#") for w in row.split())


def what(text: str, spans: Sequence[Span], trigger: Span, party: Sequence[Span] = ()) -> str:
    """Return the action: what follows the trigger in its clause, with the trigger where it is the action.

    Where nothing follows ("the talks were suspended"), what stands before it, without the party.

    >>> text = "Xenia promised that it would withdraw 2,000 troops from the north, but not soon."
    >>> what(text, [Span(0, len(text))], Span(6, 14), [Span(0, 5)])
    'withdraw 2,000 troops from the north'
    """
    whole = next((s for s in spans if s.start <= trigger.start < s.end), trigger)
    carried = any(w in _carriers() for w in trigger.of(text).lower().split()[:1])
    stop = _END.search(text, trigger.end, whole.end)
    end = stop.start() if stop is not None else whole.end
    lead = _LEAD.match(text, trigger.end, end) if carried else None
    start = lead.end() if lead is not None else trigger.start
    words = _plain(text[start:end])
    if not _tells(words, carried):
        words = _before(text, whole, trigger, end if not carried else trigger.start, party) or words
    return shortened(words or _plain(trigger.of(text)))


def _tells(words: str, carried: bool) -> bool:
    """Tell whether words say what is done, not only that or when."""
    return len(words.split()) >= (1 if carried else 2) and any(c.isalpha() for c in words)


def _before(text: str, whole: Span, trigger: Span, end: int, party: Sequence[Span]) -> str:
    """Return the words before the trigger, without a party that opens them."""
    start = whole.start
    for p in party:
        if whole.start <= p.start <= start + 2 and p.end < trigger.start:
            start = p.end
    words = text[start:end]
    return _plain(words if end > trigger.start else _AUXILIARY.sub("", f"{_plain(words)} "))


def _plain(words: str) -> str:
    """Put words on one line, without marks at either end."""
    return " ".join(words.split()).strip(' ,;:.–—“”"')


def shortened(words: str, length: int = _LENGTH) -> str:
    """Cut words at a word's end to a length, an ellipsis included.

    >>> shortened("send forty tanks to the border of the north", 24)
    'send forty tanks…'
    """
    if len(words) <= length:
        return words
    cut = words[: length - 1]
    cut = cut[: cut.rfind(" ")] if " " in cut and words[length - 1] != " " else cut
    return _TAIL.sub("", cut) + "…"
