"""Give what the register makes of documents to ``onrecord export``: entries, links, derivations, stories."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from onrecord.cli.export_forms import Exported, How
from onrecord.cli.options import to_entry_filter
from onrecord.cli.show_lineage import fits, pages_chosen
from onrecord.views import exporting

if TYPE_CHECKING:
    from onrecord.model import Entry
    from onrecord.store.interface import CasefileView


def entries(casefile: CasefileView, chosen: Mapping[str, Any]) -> Exported:
    """Return the entries that options choose."""
    return exporting.entries(casefile, _chosen(casefile, chosen))


def reports(casefile: CasefileView, chosen: Mapping[str, Any]) -> Exported:
    """Return the reports of the entries that options choose, one by one."""
    return exporting.reports(casefile, _chosen(casefile, chosen))


def links(casefile: CasefileView, chosen: Mapping[str, Any]) -> Exported:
    """Return the links from the entries that options choose."""
    return exporting.links(casefile, _chosen(casefile, chosen))


def derivations(casefile: CasefileView, chosen: Mapping[str, Any]) -> Exported:
    """Return the derivations that options choose."""
    from onrecord.views import schemas_register
    from onrecord.views.lineage import DERIVATION_COLUMNS, derivation_cells, derivation_record
    from onrecord.views.looking import Looked

    look, pages = Looked(casefile), pages_chosen(casefile, chosen)
    rows = (each for each in casefile.derivations() if fits(each, chosen, pages))
    how: How[Any] = How(
        lambda each: derivation_record(each, look),
        lambda each: derivation_cells(each, look),
        DERIVATION_COLUMNS,
        schemas_register.derivation_schema,
    )
    return rows, how


def stories(casefile: CasefileView, chosen: Mapping[str, Any]) -> Exported:
    """Return the stories that a document tells which options choose."""
    from onrecord.views import schemas_register
    from onrecord.views.lineage import STORY_COLUMNS, story_cells, story_record
    from onrecord.views.looking import Looked

    look, pages = Looked(casefile), pages_chosen(casefile, chosen)
    rows = (
        (story, casefile.derivations(story.documents))
        for story in casefile.stories()
        if pages is None or pages & set(story.documents)
    )
    how: How[Any] = How(
        lambda row: story_record(row[0], row[1], look),
        lambda row: story_cells(row[0], row[1], look),
        STORY_COLUMNS,
        schemas_register.story_schema,
    )
    return rows, how


def _chosen(casefile: CasefileView, chosen: Mapping[str, Any]) -> Iterable[Entry]:
    from onrecord.store.entry_filters import EntryFilter

    where = EntryFilter(**to_entry_filter(chosen), unreviewed=not chosen["confirmed"])
    return exporting.chosen(casefile, where)


KINDS: Mapping[str, Callable[[CasefileView, Mapping[str, Any]], Exported]] = {
    "entries": entries,
    "reports": reports,
    "links": links,
    "derivations": derivations,
    "stories": stories,
}
"""What gives each kind, by what ``--what`` calls it."""
