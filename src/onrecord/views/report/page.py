"""Write a report as one page that asks for nothing from outside: what is shown, then the register."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from onrecord.codebook.records import Codebook
from onrecord.store.interface import CasefileView, DocumentSummary
from onrecord.views.pages import Page, templates
from onrecord.views.report.confirming import confirmed_view
from onrecord.views.report.content import Choice, Content, entry_filter, gathered
from onrecord.views.report.coverage import Noted
from onrecord.views.report.entries import EntryShown
from onrecord.views.report.pictured import Making, board_shown, course_shown, matrix_shown
from onrecord.views.report.sides import Opposed
from onrecord.views.report.tables import Rows, tables
from onrecord.views.wordings import counted

FOLD = 200
"""Lines of a section from which on it is folded."""
MANY = 2_000
"""Entries from which on months are folded, so that a browser stays quick."""


_FOOT = (
    "Made from a casefile of onrecord. Everything said here stands in the pages listed under Sources; "
    "what no page says is silent here."
)


@dataclass(frozen=True, slots=True)
class Section:
    """Hold what the contents say of a section; ``number`` is of what it shows."""

    id: str
    title: str
    number: int | None = None
    note: str = ""


def chunks(
    casefile: CasefileView,
    codebook: Codebook,
    choice: Choice,
    title: str = "",
    noted: Noted = lambda name: None,
    many: int = MANY,
) -> Iterator[str]:
    """Stream the page of a report, piece by piece.

    Args:
        casefile: is asked, and not held in memory.
        codebook: names issues and has the packages.
        choice: what to show.
        title: of the page; "" gives the usual one.
        noted: is told each entry as it is looked at, and again as it is written.
        many: entries from which on months are folded.
    """
    content = gathered(casefile, codebook, choice, noted)
    making = Making(casefile, codebook, choice)
    found = casefile.entries(entry_filter(choice))
    months = _by_month(_noting(making.entries(found, tied=True), noted))

    def further() -> list[EntryShown]:
        left = making.numbers.missing(making.held)
        return list(making.entries(casefile.entries_by_id(left), tied=False)) if left else []

    def sources() -> list[DocumentSummary]:
        return sorted(map(making.look.summary, making.documents), key=_by_day)

    told = shown_sections(casefile, choice, content, making)
    yield from (
        templates()
        .get_template("report.html.j2")
        .generate(
            **told,
            page=_page(choice, title),
            months=months,
            many=len(content.coverage.entries) > many,
            further=further,
            sources=sources,
        )
    )


def shown_sections(
    casefile: CasefileView, choice: Choice, content: Content, making: Making
) -> dict[str, object]:
    """Return what the template of a report is given for all its sections but those of entries and pages."""
    rows = tables(confirmed_view(casefile) if choice.confirmed else casefile, choice, content)
    for row in (row for table in rows for row in table.rows):
        making.documents.update(dict.fromkeys(row.documents))
    return {
        "facts": _facts(content, making),
        "sections": _sections(content, rows, choice),
        "numbers": making.numbers,
        "coverage": content.coverage,
        "matrix": matrix_shown(content, making),
        "course": course_shown(content, making),
        "shifts": _documented(content.shifts, making),
        "conflicts": _documented(content.conflicts, making),
        "proposals": content.proposals,
        "boards": [board_shown(board, making) for board in content.boards],
        "calendar": _dated(content, making),
        "tables": rows,
        "fold": FOLD,
    }


def _noting(entries: Iterable[EntryShown], noted: Noted) -> Iterator[EntryShown]:
    for each in entries:
        noted(each.card.id)
        yield each


def _by_month(entries: Iterable[EntryShown]) -> Iterator[tuple[str, Iterator[EntryShown]]]:
    for month, found in groupby(entries, key=lambda each: each.month):
        yield month or "Undated", found


def _by_day(document: DocumentSummary) -> tuple[bool, str, str]:
    return document.published is None, document.published or "", document.id


def _documented(found: Sequence[Opposed], making: Making) -> Sequence[Opposed]:
    """Keep which pages two sides stand in, so that the list of sources has them."""
    for each in found:
        making.documents.update(dict.fromkeys(each.documents))
    return found


def _dated(content: Content, making: Making) -> Sequence[object]:
    for line in content.calendar:
        making.documents.update(dict.fromkeys(telling.quoted.document for telling in line.tellings))
    return content.calendar


def _page(choice: Choice, title: str) -> Page:
    return Page(
        title=title or "What is on record",
        kicker="onrecord report",
        foot=_FOOT,
        lede=_lede(choice),
    )


def _facts(content: Content, making: Making) -> list[tuple[str, str, str]]:
    """Return how much there is, and where in the page it stands."""
    covered, numbers = content.coverage, making.numbers
    facts = [
        ("Entries", f"{len(covered.entries):,}", "entries" if covered.entries else ""),
        ("Pages", f"{len(covered.documents):,}", "sources" if covered.documents else ""),
        ("Days", covered.days or "none told", ""),
        ("Confirmed", f"{len(covered.confirmed):,}", numbers.anchor(covered.confirmed)),
    ]
    if making.choice.confirmed:
        return [*facts, ("Unconfirmed, left out", f"{covered.left_out:,}", "")]
    return [*facts, ("Unconfirmed", f"{len(covered.unconfirmed):,}", numbers.anchor(covered.unconfirmed))]


def _lede(choice: Choice) -> str:
    """Say in a sentence or two what this is and what was chosen."""
    told = (
        "Who said what, as news coverage has it. Every number and every mark leads to the words it rests on."
    )
    chosen = [
        *([f"issues {', '.join(choice.issues)}"] if choice.issues else []),
        *([f"actors with “{choice.actor}” in their name"] if choice.actor else []),
        *([f"from {choice.since}"] if choice.since else []),
        *([f"until {choice.until}"] if choice.until else []),
        *(["what a person confirmed alone"] if choice.confirmed else []),
    ]
    return f"{told} Chosen: {'; '.join(chosen)}." if chosen else told


def _sections(content: Content, rows: Sequence[Rows], choice: Choice) -> list[Section]:
    covered, out = content.coverage, content.left_out

    def left(name: str) -> str:
        number = out.get(name, 0)
        return (
            f"{number:,} that nobody confirmed {'is' if number == 1 else 'are'} left out." if number else ""
        )

    entries = (
        f"{counted(covered.left_out, 'entry', 'entries')} that nobody confirmed left out. "
        if covered.left_out
        else ""
    )
    entries += "" if choice.confirmed else "What is marked “unconfirmed” no person has looked at yet."
    made = [Section("coverage", "What this covers")]
    if content.matrix is not None:
        when = f"as of {choice.until}" if choice.until else "the latest known"
        made.append(Section("positions", f"Who stands where, {when}"))
    if content.positions or content.calendar:
        made.append(Section("course", "Positions over time"))
    made += [
        Section("shifts", "Shifts", len(content.shifts), left("shifts")),
        Section("conflicts", "Reports that cannot both hold", len(content.conflicts), left("conflicts")),
        Section("proposals", "Proposals and answers", len(content.proposals), left("proposals")),
        Section("packages", "Packages: what is asked, undertaken and missing", len(content.boards)),
        Section("calendar", "Calendar", len(content.calendar), left("calendar")),
        *(Section(each.id, each.title, len(each.rows)) for each in rows),
        Section("entries", "All entries", len(covered.entries), entries),
        Section("counts", "What the numbers count"),
        Section("sources", "Sources"),
    ]
    return made


def writes(
    casefile: CasefileView, codebook: Codebook, choice: Choice, title: str, out: Callable[[bytes], object],
    noted: Noted,
) -> int:  # fmt: skip
    """Write a report as UTF-8; return how many bytes it has."""
    size = 0
    for piece in chunks(casefile, codebook, choice, title, noted):
        made = piece.encode("utf-8", "replace")
        out(made)
        size += len(made)
    return size
