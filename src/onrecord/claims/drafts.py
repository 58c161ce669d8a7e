"""Hold what the patterns of claims find, before it is made a record."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.actors.context import Kind
from onrecord.claims.own_voice import OwnVoice, Sentence
from onrecord.claims.patterns import words
from onrecord.coding.surroundings import Surroundings
from onrecord.coding.when import Anchor, When, every_when, resolve
from onrecord.model import ClaimProperty, Mention, Quantity, Span
from onrecord.text.dates import months

_WORD = re.compile(r"[\w’'-]+")
_GAP = re.compile(
    r"[\s,]*(?:(?:since|in|on|as\sof|early|late|mid|from|at|only|back|again|first|for|of|just|the|last|earlier)[\s-]*){0,4}",
    re.IGNORECASE,
)
_MONTH = "|".join(m.capitalize() for m in months() if len(m) > 3 or m == "may")
_SINCE = re.compile(
    r"(?:since|of|until|till|from|by|in)\s"
    r"(?:(?:early|late|mid)[\s-]|the\s(?:spring|summer|autumn|fall|winter|start|end)\sof\s)?"
    rf"(?:(?P<month>{_MONTH})\b(?!\s\d)|(?P<year>(?:1[6-9]|20)\d\d)\b(?![-–/]\d))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold a claim's words; ``value_text`` begins with what of the subject the value is."""

    property: ClaimProperty
    pattern: str  # its name in the data files: "controls: took"
    sentence: Sentence
    subject: str
    subject_text: tuple[Span, ...]
    value: str
    value_text: tuple[Span, ...]
    quantity: Quantity | None = None
    as_of: str | None = None
    as_of_text: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """Hold what the patterns look things up in: the article's own voice, actors, names and day."""

    voice: OwnVoice
    around: Surroundings
    mentions: tuple[Mention, ...]  # in order
    anchor: Anchor

    @property
    def text(self) -> str:
        """Return the article's text."""
        return self.voice.text


def plain(words_: str) -> str:
    r"""Return words on one line, without a possessive ending.

    >>> plain("the town of\n Lom’s")
    'the town of Lom'
    """
    return re.sub(r"['’]s?$", "", " ".join(words_.split()))


def unreal(sentence: str, at: int) -> bool:
    """Tell whether what the verb at ``at`` tells is denied, planned or only possible."""
    first = _WORD.search(sentence)
    if first is not None and first.group().lower() in words("openers"):
        return True
    before = [w.lower() for w in _WORD.findall(sentence[max(0, at - 40) : at])][-2:]
    return any(w in words("unreal") or w.endswith(("n't", "n’t")) for w in before)


def thing(scene: Scene, span: Span) -> str:
    """Return what a subject is called: a state's code, a known body's or person's name, else its words.

    A capital or an army does not stand for its state here: the number of its people is its own.
    """
    said = plain(span.of(scene.text))
    core = re.sub(r"^(?:the|a|an)\s", "", said, flags=re.IGNORECASE)
    base = scene.around.base
    found = base.state(core)
    record = base.state_record(found.code) if found is not None and found.code and found.usual else None
    if record is not None and core in (record.name, *record.other_names):
        return record.code
    organisation = base.organisation(core)
    if organisation is not None:
        return organisation.id
    if not all(w[0].isupper() for w in core.split()):
        return said
    meant = scene.around.resolve(said, span.start)
    return meant.form if meant.kind is Kind.PERSON and meant.form else said


def when_after(scene: Scene, sentence: Sentence, at: int) -> tuple[str, Span, When] | None:
    """Return the date that follows a place directly, with the words that give it: "since May", "in 2031"."""
    text, end = scene.text, sentence.span.end
    gap = _GAP.match(text, at, end)
    reach = gap.end() if gap else at
    since = _SINCE.search(text, at, min(end, reach + 30))
    for w in every_when(text, max(at - 1, 0), min(end, reach + 40)):
        if at <= w.span.start <= reach or (w.span.start < reach < w.span.end and w.span.start >= at - 1):
            edtf = resolve(w, scene.anchor)
            return (edtf, w.span, w) if edtf is not None else None
        break
    if since is not None and since.start() <= reach:
        span = Span(since.start(), since.end())
        w = (
            When("year", span, since["year"])
            if since["year"]
            else When("month", span, since["month"].capitalize())
        )
        edtf = resolve(w, scene.anchor)
        return (edtf, span, w) if edtf is not None else None
    return None
