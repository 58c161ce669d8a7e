"""Give what the register makes of documents to ``onrecord export``: entries, links, derivations, stories."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from onrecord.cli.export_forms import Exported, How
from onrecord.cli.options import to_entry_filter
from onrecord.cli.show_lineage import fits, pages_chosen

if TYPE_CHECKING:
    from onrecord.model import Entry
    from onrecord.store.interface import CasefileView

_AT_HAND = 4_096  # entries kept that links lead to


def entries(casefile: CasefileView, chosen: Mapping[str, Any]) -> Exported:
    """Return the entries that options choose."""
    from onrecord.views import schemas_register
    from onrecord.views.ahead import looked_ahead
    from onrecord.views.entries import ENTRY_COLUMNS, entry_cells, entry_record
    from onrecord.views.looking import Looked

    look = Looked(casefile)
    how: How[Any] = How(
        lambda each: entry_record(each, look),
        lambda each: entry_cells(each, look),
        ENTRY_COLUMNS,
        schemas_register.entry_schema,
    )
    return looked_ahead(casefile, look, _chosen(casefile, chosen)), how


def reports(casefile: CasefileView, chosen: Mapping[str, Any]) -> Exported:
    """Return the reports of the entries that options choose, one by one."""
    from onrecord.views import schemas_register
    from onrecord.views.ahead import looked_ahead
    from onrecord.views.entries import REPORT_COLUMNS, report_cells, report_row
    from onrecord.views.looking import Looked

    look = Looked(casefile)
    rows = (
        (entry, number, look.summary(report.act.document))
        for entry in looked_ahead(casefile, look, _chosen(casefile, chosen))
        for number, report in enumerate(entry.reports, 1)
    )
    how: How[Any] = How(
        lambda row: report_row(*row),
        lambda row: report_cells(*row),
        REPORT_COLUMNS,
        schemas_register.report_schema,
    )
    return rows, how


def links(casefile: CasefileView, chosen: Mapping[str, Any]) -> Exported:
    """Return the links from the entries that options choose."""
    from onrecord.views import schemas_register
    from onrecord.views.entries import LINK_COLUMNS, link_cells, link_record

    known = lru_cache(maxsize=_AT_HAND)(casefile.entry)
    rows = (
        (link, {link.source: entry, link.target: known(link.target)})
        for entry in _chosen(casefile, chosen)
        for link in casefile.entry_links(entry.id)
        if link.source == entry.id
    )
    how: How[Any] = How(
        lambda row: link_record(*row),
        lambda row: link_cells(*row),
        LINK_COLUMNS,
        schemas_register.link_schema,
    )
    return rows, how


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
    from onrecord.views.confirmed import confirmed

    only = bool(chosen["confirmed"])
    found = casefile.entries(EntryFilter(**to_entry_filter(chosen), unreviewed=not only))
    return (kept for each in found if (kept := confirmed(each) if only else each) is not None)


KINDS: Mapping[str, Callable[[CasefileView, Mapping[str, Any]], Exported]] = {
    "entries": entries,
    "reports": reports,
    "links": links,
    "derivations": derivations,
    "stories": stories,
}
"""What gives each kind, by what ``--what`` calls it."""
