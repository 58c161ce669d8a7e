"""Lay out a record for review: its passage with the evidence marked, its fields with how sure each is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from onrecord.cli.screen import coloured, one_line, printable
from onrecord.model import Document, RecordKind, Span
from onrecord.review import telling
from onrecord.review.around import evidence_of, goes_on, paragraphs_around

if TYPE_CHECKING:
    from rich.text import Text

    from onrecord.review.effective import EffectiveRecord, ReviewMark
    from onrecord.review.snapshot import Record

_ROLES = (  # the outermost first
    ("quote", "green", "[]"),
    ("condition", "magenta", "()"),
    ("cue", "yellow", "{}"),
    ("trigger", "yellow", "{}"),
    ("value_text", "yellow", "{}"),
    ("speaker_text", "bold cyan", "<>"),
    ("party_text", "bold cyan", "<>"),
    ("participant_text", "bold cyan", "<>"),
    ("subject_text", "bold cyan", "<>"),
)
_AROUND = 600  # code points of a paragraph that are shown before and after the evidence

HELP = """\
a  accept: the record is right as it is shown
c  correct a field: its number, then the value ("-" for none)
r  reject: there is no such record
m  add a record that was missed: its words in the text, then its fields
s  skip, nothing is kept
u  undo your last decision
f  this document was looked at in full: no record is missing in it
n  a note that goes with the next decision
?  this help
q  quit; every decision is kept already"""


def head(document: Document, each: EffectiveRecord, at: int, of: int) -> Iterator[Text]:
    """Yield the lines over a record: which it is, where it stands, and what was decided before."""
    from rich.text import Text

    yield Text(f"── {at} of {of} · {each.kind.value} · {one_line(document.title or document.name)}", "bold")
    known = [one_line(part) for part in (document.outlet, document.published) if part]
    yield Text(" · ".join([*known, f"document {document.id}", f"id {each.record.id}"]), "dim")
    for line in decided(each.mark):
        yield Text(line, "red" if each.mark.disagreements else "dim")


def decided(mark: ReviewMark) -> Iterator[str]:
    """Say what was decided about a record, safe to print."""
    yield from map(one_line, telling.decided(mark))


def passage(document: Document, record: Record) -> Text:
    """Return the paragraphs that a record stands in, its evidence marked."""
    from rich.text import Text

    spans = [(name, each) for name, _, _ in _ROLES for each in evidence_of(record, name)]
    quote = [each for name, each in spans if name == "quote"]
    window = paragraphs_around(
        document.text, Span(min(e.start for e in quote), max(e.end for e in quote)), _AROUND
    )
    inside = [(name, e) for name, e in spans if e.start < window.end and e.end > window.start]
    edges = sorted({window.start, window.end, *(x for _, e in inside for x in (e.start, e.end))})
    edges = [each for each in edges if window.start <= each <= window.end]
    out = Text("… " if goes_on(document.text, window.start) else "")
    before: list[str] = []
    for left, right in pairwise(edges):
        now = [name for name, e in inside if e.start <= left and e.end >= right]
        stretch = Text(printable(document.text[left:right]), _style(now))
        out.append_text(stretch if coloured() else Text(_brackets(before, now) + stretch.plain))
        before = now
    if not coloured():
        out.append(_brackets(before, []))
    return out.append(" …" if goes_on(document.text, window.end + 1) else "")


def _brackets(before: Sequence[str], now: Sequence[str]) -> str:
    signs = {name: sign for name, _, sign in _ROLES}
    closed = "".join(signs[name][1] for name in reversed(list(dict.fromkeys(before))) if name not in now)
    return closed + "".join(signs[name][0] for name in dict.fromkeys(now) if name not in before)


def _style(names: Sequence[str]) -> str:
    styles = {name: style for name, style, _ in _ROLES}
    return styles[names[-1]] if names else ""


def fields(record: Record, kind: RecordKind) -> Iterator[Text]:
    """Yield a numbered line for each field: its value, how sure it is, why it was left open."""
    from rich.text import Text

    from onrecord.review.fields import FIELDS

    why = getattr(record, "undecided", {})
    for number, field in enumerate(FIELDS[kind], 1):
        value = getattr(record, field.name)
        sure = record.confidence.get(field.confidence)
        line = Text(f"{number:3}  {field.name:<14}", "bold")
        line.append(value_line(value), "not bold")
        if sure is not None:
            line.append(f"  {sure:.2f}", "not bold cyan" if sure >= 0.9 else "not bold yellow")
        if field.name in why:
            line.append(f"  ({one_line(why[field.name])})", "not bold dim")
        yield line
    if "record" in record.confidence:
        yield Text(f"     the record itself {record.confidence['record']:.2f}", "dim")


def value_line(value: Any) -> str:
    """Return a field's value, a record's own or JSON, on one line, safe to print."""
    return one_line(telling.value_line(value))
