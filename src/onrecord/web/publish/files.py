"""Write the data files of a site: the same records as the pages, for programs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from onrecord.store.entry_filters import EntryFilter
from onrecord.store.interface import CasefileView
from onrecord.views import exporting
from onrecord.views.calendar.calendar import Line
from onrecord.views.calendar.ics import to_ics
from onrecord.views.linked.whole import write_jsonld
from onrecord.views.pages import safe_text
from onrecord.web.plans.atom import NS
from onrecord.web.saying_days import day_words

if TYPE_CHECKING:
    from onrecord.web.publish.listed import Listed
    from onrecord.web.publish.pages import Frame
    from onrecord.web.publish.places import Places

Written = list[tuple[str, str, int]]
"""Files with what is in them and their bytes."""

_IN_FEED = 100


def write(casefile: CasefileView, calendar: Sequence[Line], folder: Path, ids: Collection[str]) -> Written:
    """Write entries, reports, links, linked data and the calendar; return what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds = {"entries": exporting.entries, "reports": exporting.reports, "links": exporting.links}
    told = {"entries": "Entries", "reports": "Reports of entries", "links": "Ties between entries"}
    found: Written = []
    for name, make in kinds.items():
        for form in ("csv", "json"):
            path = folder / f"{name}.{form}"
            rows, how = make(casefile, casefile.entries(EntryFilter()))
            with path.open("wb") as out:
                how.write(rows, form, out)
            found.append((f"data/{path.name}", f"{told[name]}, {form.upper()}", path.stat().st_size))
    linked = folder / "record.jsonld"
    with linked.open("w", encoding="utf-8") as text:
        write_jsonld(casefile, text, EntryFilter(), embedded=True)
    found.append(("data/record.jsonld", "The record as linked data, JSON-LD", linked.stat().st_size))
    days = to_ics(calendar).content
    (folder / "calendar.ics").write_bytes(days)
    found.append(("data/calendar.ics", "Calendar, iCalendar", len(days)))
    return found


def write_feed(draft: Path, frame: Frame, address: str, found: Sequence[Listed], places: Places) -> Written:
    """Write the latest entries as an Atom feed; return what was written."""
    at = frame.at.isoformat(timespec="seconds")
    root = etree.Element(f"{{{NS}}}feed", nsmap={None: NS})
    _add(root, "id", f"{address}/data/changes.atom")
    _add(root, "title", frame.title)
    _add(root, "updated", at)
    etree.SubElement(root, f"{{{NS}}}link", rel="self", href=f"{address}/data/changes.atom")
    etree.SubElement(etree.SubElement(root, f"{{{NS}}}author"), f"{{{NS}}}name").text = safe_text(frame.title)
    for each in sorted(found, key=lambda one: one.first_day, reverse=True)[:_IN_FEED]:
        row, entry = each.row, etree.SubElement(root, f"{{{NS}}}entry")
        who = ", ".join(map(frame.called, row.who)) or "Who is undecided"
        link = f"{address}/entry/{places.entries[row.id]}.html"
        _add(entry, "id", link)
        _add(entry, "title", f"{who}, {row.kind}: {''.join(words for words, _ in row.what)}")
        _add(entry, "updated", at)
        etree.SubElement(entry, f"{{{NS}}}link", rel="alternate", href=link)
        _add(entry, "summary", f"{day_words(row.day)}. {row.amount}")
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    (draft / "data" / "changes.atom").write_bytes(content)
    return [("data/changes.atom", "Latest entries, Atom", len(content))]


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{NS}}}{name}").text = safe_text(text)
