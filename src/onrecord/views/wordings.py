"""Put into words what entries and their reports say, a denial never without the words that deny."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from onrecord.model import Entry, Link, RecordKind, Report

OUTLET = "outlet: "
"""What the id of an origin begins with where the casefile has no page of it."""


class About(Protocol):
    """Have what a line says of a document; documents and their summaries do."""

    @property
    def name(self) -> str:
        """Return what a message calls it."""
        ...

    @property
    def title(self) -> str | None:
        """Return its title."""
        ...

    @property
    def outlet(self) -> str | None:
        """Return who published it."""
        ...

    @property
    def published(self) -> str | None:
        """Return when, in EDTF."""
        ...

    @property
    def url(self) -> str | None:
        """Return its address."""
        ...


def document_name(document: About) -> str:
    """Say of a document who published it and when."""
    return ", ".join([document.outlet or document.name, document.published or "undated"])


TOGETHER = "; "
"""Stands between the names of those who spoke together."""


def hands(report: Report) -> tuple[Link, ...]:
    """Return the hands that the words of a report went through; those who spoke together are one of them.

    Who took part in an event is not among them: nobody says that they told of it.
    """
    told = [link for link in report.chain if link.role != "speaker" or link.document]
    spoke = [link for link in report.chain if link.role == "speaker" and not link.document]
    if report.act.record_kind is RecordKind.EVENT or not spoke:
        return tuple(told) or report.chain
    notes = TOGETHER.join(dict.fromkeys(link.note for link in spoke if link.note))
    name = TOGETHER.join(dict.fromkeys(link.name for link in spoke))
    return (*told, replace(spoke[0], name=name, note=notes or None))


def chain_line(chain: Sequence[Link]) -> str:
    """Return a chain on one line, the outlet first and the speaker last.

    >>> chain_line((Link("Buna Times", "outlet"), Link("a diplomat", "speaker", note="unnamed")))
    'Buna Times ← a diplomat (unnamed)'
    """
    return " ← ".join(f"{link.name} ({link.note})" if link.note else link.name for link in chain)


def outlets(entry: Entry) -> tuple[str, ...]:
    """Return the outlets that report an entry, each once; reports without one are left out."""
    return tuple(dict.fromkeys(report.act.outlet for report in entry.reports if report.act.outlet))


def strengths(entry: Entry) -> tuple[float, float] | None:
    """Return the weakest and the strongest wording on the scale; ``None`` where no report has one."""
    held = [report.strength for report in entry.reports if report.strength is not None]
    return (min(held), max(held)) if held else None


def words_of(report: Report, gap: str = " [...] ") -> str:
    """Return what a report says on one line; of a denial with its cue before it, in braces.

    The content of a denial is what is denied: it never stands alone.
    """
    content = gap.join(" ".join(piece.exact.split()) for piece in report.act.quote)
    if not is_denial(report):
        return content
    cue = gap.join(" ".join(piece.exact.split()) for piece in report.act.cue)
    return f"{{{cue or 'denied, without a cue'}}} {content}"


def is_denial(report: Report) -> bool:
    """Tell whether what a report quotes is denied by who says it."""
    return report.act.act == "deny" or report.act.kind == "denial"


def proposition_of(entry: Entry) -> str:
    """Return what an entry is about; of a denial with the words that deny it before it, in braces."""
    if entry.kind != "denial" or not entry.reports:
        return entry.proposition
    cue = " ".join(piece for each in entry.reports[0].act.cue for piece in each.exact.split())
    return f"{{{cue or 'denied, without a cue'}}} {entry.proposition}"


def counted(number: int, what: str, plural: str | None = None) -> str:
    """Say how many of something there are.

    >>> counted(1, "report"), counted(3, "story", "stories")
    ('1 report', '3 stories')
    """
    return f"{number:,} {what}" if number == 1 else f"{number:,} {plural or what + 's'}"
