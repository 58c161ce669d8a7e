"""Gather what the review shows of a record: passage, fields with what edits them, what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.model import UNDECIDED, Document, Entry, Evidence, Point, Quantity
from onrecord.review.effective import EffectiveRecord
from onrecord.review.fields import FIELDS, Field, Form
from onrecord.review.telling import decided, value_line
from onrecord.review.worth import Doubt, Ground, Use, cells_of, doubt, use
from onrecord.store.interface_shown import ConflictFilter
from onrecord.views.citing import citation, styles
from onrecord.views.wordings import proposition_of
from onrecord.web.confidence import band_of
from onrecord.web.reviewing.deciding import token
from onrecord.web.reviewing.passage import Passage, passage

if TYPE_CHECKING:
    from onrecord.codebook.records import Codebook
    from onrecord.model import Conflict
    from onrecord.store.interface import CasefileView
    from onrecord.web.reviewing.waiting import Standing

KEYS = "1234567890bdehiloqtvwxyz"
"""Keys of the fields, in their order, once c was pressed; none of them is a key of the page."""

_GAP = " [...] "
_FEW = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold a value that a field may have."""

    value: str
    words: str
    now: bool


@dataclass(frozen=True, slots=True)
class FieldRow:
    """Hold a field as it is shown and edited."""

    name: str
    words: str
    key: str
    form: str  # choice, text, words, date, actors, issues
    value: str  # on one line
    typed: str  # as a person would type it
    empty: bool
    undecided: bool
    sure: float | None
    band: str  # "sure", "fair", "unsure", "guess"; "": not known
    why: str  # why the machine left it open
    corrected: bool
    doubtful: bool  # the decision is worth most for this field
    may_be_empty: bool
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Hangs:
    """Hold what hangs on a record."""

    use: Use
    points: tuple[Point, ...]
    conflicts: tuple[Conflict, ...]
    cells: int
    due: str

    def ground(self, name: str) -> Ground | None:
        """Return one ground of its use by its name."""
        return next((each for each in self.use.grounds if each.name == name), None)


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold all that the page of a record says."""

    document: Document
    each: EffectiveRecord
    token: str
    passage: Passage
    rows: tuple[FieldRow, ...]
    decided: tuple[str, ...]
    doubt: Doubt
    entry: Entry | None
    what: str  # the entry's proposition
    hangs: Hangs
    citation: str
    complete: bool  # the document was looked at in full


def shown(
    casefile: CasefileView,
    document: Document,
    each: EffectiveRecord,
    book: Codebook,
    standing: Standing,
    *,
    complete: bool,
) -> Shown:
    """Return what is shown of a record."""
    entry = entry_of(casefile, each.record.id)
    sure = doubt(each.kind, each.record.confidence, _open(each))
    cited = ""
    if entry is not None:
        name = citation.casefile_name(casefile.location)
        cited = styles.text(citation.cite_entry(entry, casefile, name))
    return Shown(
        document=document,
        each=each,
        token=token(each),
        passage=passage(document.text, each.record),
        rows=tuple(_rows(each, book, sure)),
        decided=tuple(decided(each.mark)),
        doubt=sure,
        entry=entry,
        what=proposition_of(entry) if entry is not None else "",
        hangs=_hangs(casefile, each, entry, standing),
        citation=cited,
        complete=complete,
    )


def entry_of(casefile: CasefileView, record: str) -> Entry | None:
    """Return the entry that reports a record; ``None`` where the register does not."""
    held = (entry for cluster in casefile.clusters([record]) for entry in cluster.entries)
    return next((e for e in held if any(report.act.record == record for report in e.reports)), None)


def typed(value: Any) -> str:
    """Return a value as a person would type it into its field.

    >>> typed(("XQA", "Ada Quill")), typed(None), typed((Evidence(0, 2, "ab", "", ""),))
    ('XQA; Ada Quill', '', 'ab')
    """
    if value is None or value in ((), []):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (tuple, list)):
        first = value[0]
        if isinstance(first, Evidence):
            return _GAP.join(" ".join(piece.exact.split()) for piece in value)
        if isinstance(first, Quantity):
            return "; ".join(" ".join(each.text.exact.split()) for each in value)
        return "; ".join(map(str, value))
    return str(value)


def _open(each: EffectiveRecord) -> Sequence[str]:
    from onrecord.review.queue import open_fields

    return open_fields(each.record)


def _rows(each: EffectiveRecord, book: Codebook, sure: Doubt) -> Iterator[FieldRow]:
    why: Mapping[str, str] = getattr(each.record, "undecided", {})
    worst = {name for name, value in sure.fields[:2] if value >= 0.2}
    for key, field in zip(KEYS, FIELDS[each.kind], strict=False):
        value = getattr(each.record, field.name)
        confidence = each.record.confidence.get(field.confidence)
        words = typed(value)
        yield FieldRow(
            name=field.name,
            words=field.name.replace("_", " "),
            key=key,
            form=form_of(field),
            value=value_line(value).replace("_", " ") if field.choices else value_line(value),
            typed=words,
            empty=not words,
            undecided=words == UNDECIDED,
            sure=confidence,
            band=band_of(confidence).name if confidence is not None else "",
            why=why.get(field.name, ""),
            corrected=field.name in each.mark.corrected,
            doubtful=field.name in worst,
            may_be_empty=field.may_be_empty,
            choices=tuple(choices_of(field, words, book)),
        )


def form_of(field: Field) -> str:
    """Return how a field is filled in: choice, issues, actors, words, date or text."""
    match field.form:
        case Form.CHOICE | Form.ISSUE | Form.TRUTH:
            return "choice"
        case Form.ISSUES:
            return "issues"
        case Form.ACTOR | Form.ACTORS:
            return "actors"
        case Form.WORDS | Form.QUANTITIES:
            return "words"
        case Form.DATE:
            return "date"
        case Form.TEXT:
            return "text"


def choices_of(field: Field, now: str, book: Codebook) -> Iterator[Choice]:
    """Yield the values that a field may have, where these are known."""
    if field.form in (Form.ISSUE, Form.ISSUES):
        for issue in book.issues:
            yield Choice(issue.id, issue.label, issue.id in now.split("; "))
    elif field.form is Form.CHOICE:
        for value in field.choices:
            yield Choice(value, value.replace("_", " "), value == now)
    elif field.form is Form.TRUTH:
        yield from (Choice(value, value, value == now) for value in ("yes", "no"))
    if field.form in (Form.CHOICE, Form.TRUTH) and field.may_be_empty:
        yield Choice("-", "none", not now)
    if field.form is Form.ISSUE:
        yield Choice(UNDECIDED, UNDECIDED, now == UNDECIDED)


def _hangs(casefile: CasefileView, each: EffectiveRecord, entry: Entry | None, standing: Standing) -> Hangs:
    if entry is None:
        number = standing.conflicts.get(each.record.id, 0)
        return Hangs(use(None, number, 0, standing.today), (), (), 0, "")
    held = standing.uses.get(entry.id)
    cells = cells_of(held, standing.measures) if held is not None else 0
    points = [point for point in casefile.points_of_entries([entry.id]) if point.counts]
    conflicts = tuple(casefile.conflicts(ConflictFilter(entries=(entry.id,))))
    due = next((report.act.due for report in entry.reports if report.act.due), "")
    number = standing.conflicts.get(each.record.id, 0)
    return Hangs(
        use(held, number, cells, standing.today),
        tuple(_distinct(points))[:_FEW],
        conflicts[:_FEW],
        cells,
        due or "",
    )


def _distinct(points: Sequence[Point]) -> Iterator[Point]:
    seen = set()
    for each in points:
        if (each.holder, each.subject) not in seen:
            seen.add((each.holder, each.subject))
            yield each
