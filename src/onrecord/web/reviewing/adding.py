"""Keep a record that the machine missed, as a page sends it: its words are looked for in the stored text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from onrecord.errors import OnrecordError, UsageError
from onrecord.model import Document, Evidence, RecordKind, Span
from onrecord.review import adding
from onrecord.review.fields import FIELDS, TRIGGERS, Field, Form, field_of
from onrecord.review.making import Reviewer
from onrecord.review.snapshot import Record
from onrecord.review.values import NOTHING, Setting, evidence, find_words
from onrecord.review.view import ReviewedView
from onrecord.store.reviews import Review
from onrecord.store.rows import storable
from onrecord.web.reviewing.deciding import MOST, ChangedError, Means, PlacesError, amounts, chooser

if TYPE_CHECKING:
    from onrecord.store.interface import CasefileStore, CasefileView, DocumentSummary

WORDS = "words"
"""The name under which a form sends the record's own words."""

TRIGGER = "trigger"
"""The name under which it sends the words that make the record one of its kind."""

MOST_PLACES = 12
"""Places of the same words that one can be chosen from."""


class NotTakenError(OnrecordError):
    """Report what of a form cannot be taken, by the name of the field."""

    def __init__(self, wrong: Mapping[str, UsageError]) -> None:
        super().__init__("nothing is kept yet", None, "put right what is marked below")
        self.wrong = wrong


class ElsewhereError(PlacesError):
    """Report words that do not stand in the paragraph that was meant, and where else they do."""

    def __init__(self, words: str, places: Sequence[Span], text: str) -> None:
        super().__init__(words, places, text)
        self.what = f"the words {words!r} do not stand in this paragraph"
        self.remedy = "type them as they stand there, or choose where else in the article they stand"


@dataclass(frozen=True, slots=True)
class Sent:
    """Hold a record as a form sends it: what was typed, and where words were chosen in the text."""

    document: str
    kind: RecordKind
    seen: str = ""  # token of the text that the form was made for
    within: Span | None = None  # the paragraph that its words are looked for in; none: the whole text
    typed: Mapping[str, str] = field(default_factory=dict)  # by field, WORDS or TRIGGER
    at: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # hints, by the same names
    note: str = ""

    def words(self, name: str) -> str:
        """Return what was typed under a name, as far as a casefile can hold it."""
        return storable(self.typed.get(name, "")).strip()


@dataclass(frozen=True, slots=True)
class Added:
    """Hold a record that was kept: its id as it is shown now, and what is to be said about it."""

    review: Review
    record: str
    is_found: bool  # by the machine too: the values that were given hold for its record
    remarks: tuple[str, ...] = ()


def text_token(document: Document) -> str:
    """Return what tells whether the text of an article is still the one that a form was made for."""
    return hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def fields_of(kind: RecordKind) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """Return the fields that every record of a kind is asked for, and the others that can be given."""
    asked = adding.ASKED[kind]
    others = (each for each in FIELDS[kind] if each.name not in (*asked, "quote", TRIGGERS[kind]))
    return tuple(field_of(kind, name) for name in asked), tuple(others)


def add(casefile: CasefileStore, by: str, sent: Sent, means: Means) -> Added:
    """Keep a record that was missed, as the command keeps it.

    Raises:
        ChangedError: the text of the article is not any more as it was when the form was made.
        NotTakenError: something in the form is not taken; it says what of each field.
        UsageError: records of this article cannot be added.
    """
    document = casefile.document(sent.document)
    check_open(casefile.summary(document.id))
    record, remarks = _record(document, sent, means)
    with casefile.batch():
        if text_token(casefile.document(document.id)) != sent.seen:
            raise _changed()
        reviewer = Reviewer(storable(by).strip(), document, ReviewedView(casefile).effective(document.id))
        review = reviewer.add(sent.kind, record, storable(sent.note).strip()[:MOST] or None)
        casefile.add_reviews([review])
        name, is_found = _shown(casefile, review)
    return Added(review, name, is_found, remarks)


def check_open(summary: DocumentSummary) -> None:
    """Check that records can be added to an article.

    Raises:
        UsageError: it was not read, or a later version stands in its place.
    """
    if not summary.model:
        what = "this article is not read yet, so nothing can be missing in what was found"
        raise UsageError(what, None, "wait until it is read")
    if not summary.newest:
        what = "the register rests on a later version of this page"
        raise UsageError(what, None, "open that version and add the record there")


def quoted(text: str, typed: str, within: Span | None, at: Sequence[int]) -> list[Evidence]:
    """Return the words of a text that were typed, looked for in one paragraph where one is meant.

    Raises:
        PlacesError: they stand in several places, and ``at`` does not say which, or only elsewhere.
        UsageError: they stand nowhere.
    """
    if within is not None and at and not within.start <= at[0] < within.end:
        within = None  # a place elsewhere was chosen
    window = within or Span(0, len(text))
    choose = chooser(window.of(text), [each - window.start for each in at])
    setting = Setting(window.of(text), 0, (), str, choose, amounts)
    try:
        found = evidence(typed, setting)
    except PlacesError as error:
        places = [_moved(place, window.start) for place, _ in error.places]
        raise PlacesError(error.words, places, text) from error
    except UsageError as error:
        elsewhere = find_words(text, typed) if within is not None and typed.split() else []
        if elsewhere:
            raise ElsewhereError(typed, elsewhere, text) from error
        raise
    moved = [_moved(Span(each.start, each.end), window.start) for each in found]
    return [Evidence.at(text, each) for each in moved]


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _record(document: Document, sent: Sent, means: Means) -> tuple[Record, tuple[str, ...]]:
    """Return the record of a form, and what is to be said of it; everything that is wrong is said at once."""
    wrong: dict[str, UsageError] = {}
    parts: list[adding.Given] = []

    def take(name: str, make: Callable[..., adding.Given], what: Any, near: Setting) -> None:
        try:
            parts.append(make(what, sent.words(name), quote, near))
        except UsageError as error:
            wrong[name] = error

    if text_token(document) != sent.seen:
        raise _changed()
    try:
        quote = quoted(document.text, sent.words(WORDS), sent.within, sent.at.get(WORDS, ()))
    except UsageError as error:
        raise NotTakenError({WORDS: error}) from error
    setting = adding.near(Setting(document.text, 0, means.issues, str, _first, amounts), quote)
    take(TRIGGER, adding.trigger_given, sent.kind, _chosen(setting, sent, TRIGGER))
    for each in _answered(sent):
        understood = _understood(_chosen(setting, sent, each.name), each, means)
        take(each.name, adding.field_given, each, understood)
    if wrong:
        raise NotTakenError(wrong)
    given = {name: value for part in parts for name, value in part.values.items()}
    remarks = tuple(part.remark for part in parts if part.remark)
    return adding.record_of(sent.kind, document, quote, given), remarks


def _answered(sent: Sent) -> Iterable[Field]:
    """Yield the fields that every record has, and of the others those that were given."""
    asked, others = fields_of(sent.kind)
    yield from asked
    yield from (each for each in others if sent.words(each.name) not in ("", NOTHING))


def _understood(setting: Setting, each: Field, means: Means) -> Setting:
    """Return a setting that knows the names of actors, where they are typed: to load them is dear."""
    return replace(setting, actor=means.actor()) if each.form in (Form.ACTOR, Form.ACTORS) else setting


def _chosen(setting: Setting, sent: Sent, name: str) -> Setting:
    """Return a setting in which words stand where they were chosen, else nearest to the record."""
    at = sent.at.get(name, ())
    if not at:
        return setting
    chosen, nearest = chooser(setting.text, at), setting.choose

    def choose(words: str, places: list[Span]) -> Span | None:
        try:
            return chosen(words, places)
        except PlacesError:
            return nearest(words, places)

    return replace(setting, choose=choose)


def _first(_words: str, places: list[Span]) -> Span | None:
    return places[0]


def _changed() -> ChangedError:
    what = "the text of this article changed since the form was made"
    return ChangedError(what, None, "look at it as it is now, and keep the record again")


def _shown(casefile: CasefileView, review: Review) -> tuple[str, bool]:
    """Return the id of the record that a review adds, as it is shown, and whether the machine has it too."""
    for each in ReviewedView(casefile).effective(review.document.id).records:
        if each.subject is not None and any(one.id == review.id for one in each.subject.reviews):
            return each.record.id, each.machine is not None
    raise UsageError("the record was kept, and is not shown", None, "see the decisions of the review")
