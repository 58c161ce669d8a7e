"""Gather the form for a record that the machine missed: the text beside it, its fields, what was wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.errors import UsageError
from onrecord.model import UNDECIDED, Document, Evidence, RecordKind, Span
from onrecord.review.adding import NEEDS_TRIGGER, TRIGGER_ASKED
from onrecord.review.fields import Field, Form
from onrecord.web.reviewing.adding import (
    MOST_PLACES,
    TRIGGER,
    WORDS,
    Sent,
    fields_of,
    quoted,
    text_token,
)
from onrecord.web.reviewing.deciding import PlacesError
from onrecord.web.reviewing.passage import Passage, around
from onrecord.web.reviewing.shown import Choice, choices_of, form_of

if TYPE_CHECKING:
    from onrecord.codebook.records import Codebook

ROOM = 1_600
"""Code points of the text that stand beside the form before and after the words."""

_HINTS: Mapping[str, str] = {
    "actors": "names as they are usually written, “;” between several; empty: undecided",
    "actor": "a name as it is usually written; empty: undecided",
    "date": "2031-05-02, 2031-05, 2031, or from/until; empty: none",
    "words": "words of the article; empty: none",
}

_LABELS: Mapping[str, str] = {
    "as_of": "As of",
    "asserted_by": "Asserted by",
    "condition": "Condition: the words that make it one",
    "due": "Due on",
    "kind": "Kind of event",
    "members_named": "Are the members named?",
    "quantities": "Amounts: their words",
    "speaker_text": "The words that name who speaks",
    "via": "Passed on by",
}


@dataclass(frozen=True, slots=True)
class Row:
    """Hold a field of the form: what was typed, what it may be, and what is wrong with it."""

    name: str
    label: str
    form: str  # as ``form_of`` says
    typed: str
    hint: str = ""
    at: str = ""  # where its words were chosen
    choices: tuple[Choice, ...] = ()
    needed: bool = False
    error: UsageError | None = None
    places: tuple[tuple[Span, str], ...] = ()  # of its words, where one of several is to be chosen
    more_places: int = 0


@dataclass(frozen=True, slots=True)
class AddingPage:
    """Hold the form for one record."""

    document: Document
    kind: RecordKind
    token: str
    passage: Passage
    within: Span | None
    words: Row
    trigger: Row
    asked: tuple[Row, ...]
    others: tuple[Row, ...]
    note: str

    @property
    def at(self) -> str:
        """Return where the words were chosen, as an address has it."""
        first = self.words.at.split(",")[0]
        return f"{first}-{int(first) + max(1, len(self.words.typed))}" if first else ""

    @property
    def wrong(self) -> tuple[Row, ...]:
        """Return the fields that were not taken."""
        return tuple(
            each for each in (self.words, self.trigger, *self.asked, *self.others) if each.error is not None
        )

    @property
    def more(self) -> bool:
        """Tell whether some of the other fields are filled in, or wrong."""
        return any(each.typed or each.error for each in self.others)


def adding_page(
    document: Document, sent: Sent, book: Codebook, wrong: Mapping[str, UsageError] | None = None
) -> AddingPage:
    """Return the form as it was sent, or as it is begun."""
    wrong = wrong or {}
    asked, others = fields_of(sent.kind)
    return AddingPage(
        document=document,
        kind=sent.kind,
        token=text_token(document),
        passage=_passage(document, sent),
        within=sent.within,
        words=_row(WORDS, "Its words in the article", "words", sent, wrong, "“[...]” between pieces", True),
        trigger=_trigger(sent, wrong),
        asked=tuple(_of_field(each, sent, book, wrong) for each in asked),
        others=tuple(_of_field(each, sent, book, wrong, other=True) for each in others),
        note=sent.note,
    )


def begun(document: Document, kind: RecordKind, words: str, at: Span | None, within: int | None) -> Sent:
    """Return the form as it is begun from words that were selected, or from a paragraph."""
    if at is not None and not words:
        words = at.of(document.text)
    typed = {WORDS: " ".join(words.split())}
    hints = {WORDS: (at.start,)} if at is not None else {}
    return Sent(document.id, kind, text_token(document), paragraph_at(document, within), typed, hints)


def paragraph_at(document: Document, start: int | None) -> Span | None:
    """Return the paragraph of an article that begins at a place, or holds it."""
    if start is None or not 0 <= start < len(document.text):
        return None
    from onrecord.text.sentences import paragraphs

    return next((each for each in paragraphs(document.text) if each.start <= start < each.end), None)


def _passage(document: Document, sent: Sent) -> Passage:
    """Return the text beside the form, the words marked where it is known where they stand."""
    quote: Sequence[Evidence] = ()
    if sent.words(WORDS):
        try:
            quote = quoted(document.text, sent.words(WORDS), sent.within, sent.at.get(WORDS, ()))
        except UsageError:  # the form says so beside the field
            quote = ()
    last = max(0, len(document.text) - 1)
    hint = min(next(iter(sent.at.get(WORDS, ())), 0), last)
    span = sent.within or Span(hint, hint + 1)
    if quote:
        span = Span(quote[0].start, quote[-1].end)
    wide = Span(max(0, span.start - ROOM // 2), min(len(document.text), span.end + ROOM // 2))
    held = [("quote", each) for each in quote]
    if sent.within is not None:
        held.append(("here", Evidence.at(document.text, sent.within)))
    return around(document.text, wide, held, ROOM)


def _trigger(sent: Sent, wrong: Mapping[str, UsageError]) -> Row:
    asked, _, hint = TRIGGER_ASKED[sent.kind].partition(" (")
    needed = sent.kind in NEEDS_TRIGGER
    label = asked[0].upper() + asked[1:]
    return _row(TRIGGER, label, "words", sent, wrong, hint.rstrip(")"), needed)


def _of_field(
    field: Field, sent: Sent, book: Codebook, wrong: Mapping[str, UsageError], *, other: bool = False
) -> Row:
    typed = sent.typed.get(field.name, "")
    form = "actor" if field.form is Form.ACTOR else form_of(field)
    hint = _HINTS.get(form, "")
    if other:
        hint = hint.replace("; empty: undecided", "").replace("; empty: none", "")
    if field.name == "what":
        hint = "empty: the words above"
    if field.name == "speaker_text":
        hint = "words of the article that name who speaks; empty: where the names above stand"
    if field.form is Form.QUANTITIES:
        hint = "words of the article that say how much, “;” between several"
    choices = tuple(_choices(field, typed, book, other=other))
    label = _LABELS.get(field.name, field.name.replace("_", " ").capitalize())
    needed = field.name in ("property", "value")
    return _row(field.name, label, form, sent, wrong, hint, needed, choices)


def _choices(field: Field, typed: str, book: Codebook, *, other: bool) -> Iterator[Choice]:
    """Yield the values of a select, what is said where nothing is chosen first."""
    held = [each for each in choices_of(field, typed, book) if each.value not in (UNDECIDED, "-")]
    if not held:
        return
    nothing = "not said" if other else UNDECIDED
    if field.name == "directness":
        nothing = "as the quotation marks say"
    if field.name == "property":
        nothing = "choose one"
    yield Choice("", nothing, not typed)
    yield from held


def _row(
    name: str, label: str, form: str, sent: Sent, wrong: Mapping[str, UsageError], hint: str, needed: bool,
    choices: tuple[Choice, ...] = (),
) -> Row:  # fmt: skip
    error = wrong.get(name)
    places = error.places if isinstance(error, PlacesError) else ()
    return Row(
        name=name,
        label=label,
        form=form,
        typed=sent.typed.get(name, ""),
        hint=hint,
        at=",".join(map(str, sent.at.get(name, ()))),
        choices=choices,
        needed=needed,
        error=error,
        places=places[:MOST_PLACES],
        more_places=max(0, len(places) - MOST_PLACES),
    )
