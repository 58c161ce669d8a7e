"""Gather the articles that tell of one matter, with what was made of what, and what they put on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model import Derivation, Entry, Story
from onrecord.store.entry_filters import EntryFilter
from onrecord.store.interface import DocumentSummary
from onrecord.views.lineage import beginnings, story_title
from onrecord.views.looking import Looked
from onrecord.views.reader.notes import Names, Value
from onrecord.views.trees import Node, story_trees
from onrecord.views.wordings import proposition_of
from onrecord.web.reading.article import names_of

if TYPE_CHECKING:
    from onrecord.web.desk import Desk

ENTRIES = 60
"""Entries of a story on its page."""


@dataclass(frozen=True, slots=True)
class EntryLine:
    """Hold an entry as one line of a list."""

    id: str
    kind: str
    who: tuple[Value, ...]
    what: str
    day: str
    reports: int
    origins: int
    confirmed: bool


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Hold one story as its page shows it."""

    story: Story
    title: str
    documents: tuple[DocumentSummary, ...]  # by date
    trees: tuple[Node, ...]
    own: tuple[str, ...]  # ids of the documents that derive from none of the others
    derivations: tuple[Derivation, ...]  # among them
    entries: tuple[EntryLine, ...]
    more: int  # entries that are not shown


def story_page(desk: Desk, wanted: str) -> StoryPage:
    """Return a story by its id, or by that of one of its documents.

    Raises:
        UsageError: there is none.
    """
    casefile, look = desk.casefile, Looked(desk.casefile)
    story = casefile.story(wanted)
    look.look_ahead(casefile, story.documents)
    found = casefile.derivations(story.documents)
    among = set(story.documents)
    inner = tuple(
        each for each in found if each.derived in among and (each.source in among or not each.source)
    )
    asked = next((each for each in story.documents if each.startswith(wanted)), None)
    entries = _entries(desk, story)
    return StoryPage(
        story=story,
        title=story_title(story, found, look),
        documents=tuple(map(look.summary, story.documents)),
        trees=story_trees(story.documents, found, look, asked),
        own=beginnings(story.documents, found),
        derivations=inner,
        entries=tuple(entry_line(each, names_of(desk)) for each in entries[:ENTRIES]),
        more=max(0, len(entries) - ENTRIES),
    )


def _entries(desk: Desk, story: Story) -> list[Entry]:
    """Return what documents of a story put on record, what most of them tell first."""
    held: dict[str, Entry] = {}
    for document in story.documents:
        for each in desk.casefile.entries(EntryFilter(document=document)):
            held[each.id] = each
    among = set(story.documents)

    def told(entry: Entry) -> tuple[int, str, str]:
        documents = {report.act.document for report in entry.reports} & among
        return -len(documents), entry.first_day or "9999-99-99", entry.id

    return sorted(held.values(), key=told)


def entry_lines(desk: Desk, ids: Sequence[str]) -> tuple[EntryLine, ...]:
    """Return entries as lines of a list, in the order of the ids."""
    found = {each.id: each for each in desk.casefile.entries_by_id(ids)}
    names = names_of(desk)
    return tuple(entry_line(found[each], names) for each in ids if each in found)


def entry_line(entry: Entry, names: Names) -> EntryLine:
    """Return an entry as one line of a list."""
    first, last = entry.first_day, entry.last_day
    day = first or "undated" if first == last or not last else f"{first} to {last}"
    return EntryLine(
        entry.id, entry.kind.value, names.actors(*entry.actors), proposition_of(entry), day,
        len(entry.reports), len(entry.origins), any(report.act.reviewed for report in entry.reports),
    )  # fmt: skip
