"""Write what comes before and after the tables of the workbook: what it is, its documents, its codebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from onrecord import __version__
from onrecord.codebook.records import Codebook
from onrecord.store.entry_filters import EntryFilter
from onrecord.store.interface import DocumentSummary
from onrecord.views.wordings import counted
from onrecord.views.xlsx.book import At, Cell, Column, Form, Link, Sheet
from onrecord.views.xlsx.register import address, dated

README = (Column("", 26), Column("", 110, Form.WRAPPED))

DOCUMENTS = (
    Column("Document", 18), Column("Published", 11, Form.DAY), Column("Published (EDTF)", 13),
    Column("Outlet", 22), Column("Title", 60, Form.WRAPPED), Column("By", 20), Column("Name", 26),
    Column("Version", 8, Form.NUMBER), Column("Language", 9), Column("Reports", 9, Form.NUMBER),
    Column("Statements", 11, Form.NUMBER), Column("Commitments", 12, Form.NUMBER),
    Column("Events", 9, Form.NUMBER), Column("Claims", 9, Form.NUMBER), Column("Notes", 40, Form.WRAPPED),
    Column("Read by", 30), Column("Address", 50),
)  # fmt: skip

CODEBOOK = (
    Column("Issue", 24), Column("Called", 30), Column("Is about", 90, Form.WRAPPED),
    Column("Special case of", 24, Form.WRAPPED),
)  # fmt: skip


@dataclass(slots=True)
class Told:
    """Count what a workbook holds while it is written."""

    casefile: str
    chosen: str
    confirmed_only: bool
    outlets: set[str] = field(default_factory=set)
    published: list[str] = field(default_factory=list)  # the earliest and the latest
    confirmed: int = 0  # entries with a confirmed report

    def document(self, page: DocumentSummary) -> None:
        """Count a document."""
        if page.outlet:
            self.outlets.add(page.outlet)
        if page.published and not page.published.startswith("X"):
            dates = sorted({*self.published, page.published})
            self.published = dates if len(dates) < 3 else [dates[0], dates[-1]]


@cache
def words() -> Mapping[str, Any]:
    """Return what the sheet says, from data/workbook.yaml."""
    text = files("onrecord.views").joinpath("data/workbook.yaml").read_text("utf-8")
    held: dict[str, Any] = yaml.safe_load(text)
    return held


def document_cells(page: DocumentSummary, reports: int) -> dict[str, Cell]:
    """Return the row of a document; ``reports`` is how often the register cites it."""
    return {
        "Document": page.id,
        **dated("Published", page.published),
        "Outlet": page.outlet,
        "Title": page.title,
        "By": page.byline,
        "Name": page.name,
        "Version": page.version,
        "Language": page.language,
        "Reports": reports,
        "Statements": page.statements,
        "Commitments": page.commitments,
        "Events": page.events,
        "Claims": page.claims,
        "Notes": "; ".join(page.notes),
        "Read by": page.model,
        "Address": address(page.url),
    }


def put_codebook(sheet: Sheet, book: Codebook) -> None:
    """Write the issues."""
    for issue in book.issues:
        sheet.add(
            {
                "Issue": issue.id,
                "Called": issue.label,
                "Is about": " ".join(issue.description.split()),
                "Special case of": "; ".join(issue.broader),
            }
        )


def put_readme(sheet: Sheet, told: Told, tables: Mapping[str, Sheet], said: list[str]) -> None:
    """Write what the workbook is, what it holds, how to use and cite it, and what to beware of."""
    text = words()
    sheet.line("What is on record", told.casefile, head=True)
    sheet.line("What this is", text["about"])
    sheet.line("How to work with it", text["working"])
    sheet.line("How to cite", text["cite"].format(**_filled(told, tables)))
    sheet.line("Chosen", told.chosen)
    if told.confirmed_only:
        sheet.line("Confirmed only", "what no person accepted, corrected or added is left out")
    else:
        everything = tables["Register"].rows
        many = (
            f"{told.confirmed:,} of {counted(everything, 'act')} {'has' if told.confirmed == 1 else 'have'}"
        )
        sheet.line(
            "Confirmed", f"{many} a report that a person confirmed; the column Confirmed marks each row"
        )
    for line in said or ["nothing was cut or left out"]:
        sheet.line("Beware", line)
    sheet.line("Sheets", "", head=True)
    for name, table in tables.items():
        sheet.line(Link(name, At(name, 1)), f"{counted(table.rows, 'row')}: {text['sheets'][name]}")
    for title, part in (("Columns and words", "words"), ("Kinds of acts", "kinds")):
        sheet.line(title, "", head=True)
        for word, meaning in text[part].items():
            sheet.line(word, meaning)


def _filled(told: Told, tables: Mapping[str, Sheet]) -> dict[str, str]:
    dates = f", published {' to '.join(told.published)}" if told.published else ""
    return {
        "casefile": told.casefile,
        "documents": f"{tables['Documents'].rows:,}",
        "outlets": f"{len(told.outlets):,}",
        "dates": dates,
        "version": __version__,
    }


def chosen_line(where: EntryFilter) -> str:
    """Say in words what a filter chooses.

    >>> chosen_line(EntryFilter(actor="Marenko", date_from="2031-05"))
    'actor Marenko; date from 2031-05'
    """
    plain = EntryFilter()
    told = [
        f"{each.name.replace('_', ' ')} {_value(getattr(where, each.name))}"
        for each in fields(where)
        if getattr(where, each.name) != getattr(plain, each.name)
    ]
    return "; ".join(told) or "everything that is on record"


def _value(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
