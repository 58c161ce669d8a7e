"""Hold what the passes over a page share: which lines are furniture, and shapes they all ask for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.intake.credits import is_credit
from onrecord.intake.lines import Line
from onrecord.intake.vocabulary import vocabulary
from onrecord.model import Span

_SEGMENTS = re.compile(r"\s*[|•·»«›→←↑]+\s*|\s+[/>+]\s+|\s{3,}|\t+|\]\s*\[")
_PARTED = re.compile(r"[|•·»«›→←↑/>+\t\[]|\s{3}")
PROMPT_WORDS = 45
TEASER_WORDS = 22


@dataclass
class Marks:
    """Collect which lines are furniture while the passes go over them."""

    text: str
    lines: Sequence[Line]
    out: set[int] = field(default_factory=set)
    inline: Sequence[Span] = ()

    def shown(self) -> list[Line]:
        """Return the lines that are neither blank nor marked yet, in order."""
        return [x for x in self.lines if not x.blank and x.index not in self.out]


def is_body(line: Line) -> bool:
    """Tell whether a line is running text of the article and not a credit or a prompt."""
    return line.is_sentence and not is_credit(line) and not is_prompt(line)


def is_prompt(line: Line) -> bool:
    """Tell whether a line asks the reader for something or says what only furniture says."""
    if line.is_long or len(line.words) > PROMPT_WORDS or line.text[0] in "\"“«'‘":
        return False
    v = vocabulary()
    return bool(v.prompts.match(line.bare)) or (len(line.words) <= 30 and bool(v.marks.search(line.bare)))


def segments(line: Line) -> list[str]:
    """Return the parts of a line between the bars, dots, arrows or wide gaps that rows of links have."""
    if line.is_long:
        return [line.text]
    if not _PARTED.search(line.text):
        whole = line.text.strip()
        return [whole] if whole else []
    return [p for p in (s.strip() for s in _SEGMENTS.split(line.text)) if p]
