"""Turn entries of the register and their links into plain records: what ``--json`` prints and exports hold.

The names and types here are the published schema (docs/formats.md): fields are added, never renamed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.model import Entry, EntryLink, Evidence, Link, Report, Step
from onrecord.views.looking import Asked
from onrecord.views.parts import Record, selectors
from onrecord.views.spans import joined_quote
from onrecord.views.wordings import (
    OUTLET,
    About,
    chain_line,
    document_name,
    hands,
    outlets,
    proposition_of,
    strengths,
    words_of,
)


def entry_record(entry: Entry, look: Asked) -> Record:
    """Return an entry with all its reports."""
    bounds = strengths(entry) or (None, None)
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "proposition": entry.proposition,
        "actors": list(entry.actors),
        "principals": list(entry.principals),
        "towards": list(entry.towards),
        "issues": list(entry.issues),
        "stance": str(entry.stance),
        "status": str(entry.status),
        "first_day": entry.first_day,
        "last_day": entry.last_day,
        "first_reported": entry.first_reported,
        "last_reported": entry.last_reported,
        "least_strength": bounds[0],
        "most_strength": bounds[1],
        "origins": list(entry.origins),
        "outlets": list(outlets(entry)),
        "notes": list(entry.notes),
        "decided": list(entry.decided),
        "aliases": list(look.entry_aliases(entry.id)),
        "steps": [_step(entry, step) for step in entry.steps],
        "reports": [report_record(report, look.summary(report.act.document)) for report in entry.reports],
    }


def report_record(report: Report, document: About) -> Record:
    """Return one report of an entry with its evidence, its chain and the document it stands in."""
    act = report.act
    return {
        "record_kind": act.record_kind.value,
        "record": act.record,
        "kind": act.kind.value,
        "document": act.document,
        "name": document.name,
        "title": document.title,
        "outlet": act.outlet,
        "published": act.published,
        "url": document.url,
        "actors": list(act.actors),
        "towards": list(act.towards),
        "act": str(act.act),
        "stance": str(act.stance),
        "status": str(act.status),
        "issues": list(act.issues),
        "quote": selectors(act.quote),
        "cue": selectors(act.cue),
        "trigger": selectors((act.trigger,))[0] if act.trigger else None,
        "condition": selectors(act.condition),
        "zone": act.zone.value,
        "start": act.place.start,
        "end": act.place.end,
        "first_day": act.first_day,
        "last_day": act.last_day,
        "dated": act.dated,
        "due": act.due,
        "place": act.place_name,
        "quantities": [{"unit": unit, "least": least, "most": most} for unit, least, most in act.quantities],
        "statement": act.statement,
        "unnamed": act.unnamed,
        "wording": report.wording,
        "strength": report.strength,
        "origin": report.origin,
        "chain": [_link_of_chain(link) for link in report.chain],
        "reviewed": act.reviewed,
        "confidence": act.confidence,
    }


def report_row(entry: Entry, number: int, document: About) -> Record:
    """Return one report with the id of its entry and its place among the reports, from 1."""
    return {"entry": entry.id, "number": number, **report_record(entry.reports[number - 1], document)}


def _link_of_chain(link: Link) -> Record:
    return {
        "name": link.name,
        "role": link.role,
        "document": link.document,
        "note": link.note,
        "evidence": selectors(link.evidence),
    }


def _step(entry: Entry, step: Step) -> Record:
    act = entry.reports[step.report].act
    return {
        "ladder": step.ladder,
        "status": step.status,
        "on": step.on,
        "record": act.record,
        "document": act.document,
        "evidence": selectors(step_words(entry, step)),
    }


def step_words(entry: Entry, step: Step) -> tuple[Evidence, ...]:
    """Return the words that carry a step: the trigger where there is one, else the quote."""
    act = entry.reports[step.report].act
    return (act.trigger,) if act.trigger is not None else act.quote


def entry_cells(entry: Entry, look: Asked) -> dict[str, str]:
    """Return an entry as one row of text for a spreadsheet: its best report stands for the others."""
    best, bounds = entry.reports[0], strengths(entry)
    document = look.summary(best.act.document)
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "first_day": entry.first_day or "",
        "last_day": entry.last_day or "",
        "actors": "; ".join(entry.actors),
        "principals": "; ".join(entry.principals),
        "towards": "; ".join(entry.towards),
        "proposition": proposition_of(entry),
        "status": str(entry.status),
        "issues": "; ".join(entry.issues),
        "stance": str(entry.stance),
        "reports": str(len(entry.reports)),
        "origins": str(len(entry.origins)),
        "outlets": "; ".join(outlets(entry)),
        "first_reported": entry.first_reported or "",
        "last_reported": entry.last_reported or "",
        "least_strength": f"{bounds[0]:.3g}" if bounds else "",
        "most_strength": f"{bounds[1]:.3g}" if bounds else "",
        "quote": words_of(best),
        "condition": joined_quote(best.act.condition),
        "outlet": best.act.outlet or "",
        "published": best.act.published or "",
        "title": document.title or "",
        "url": document.url or "",
        "document": best.act.document,
        "chain": chain_line(hands(best)),
        "steps": "; ".join(step_line(step) for step in entry.steps),
        "notes": "; ".join(entry.notes),
    }


def report_cells(entry: Entry, number: int, document: About) -> dict[str, str]:
    """Return one report as one row of text for a spreadsheet; of a denial the cue stands before its words."""
    report = entry.reports[number - 1]
    told = report_row(entry, number, document) | {
        "quote": words_of(report),
        "cue": joined_quote(report.act.cue),
        "condition": joined_quote(report.act.condition),
        "chain": chain_line(hands(report)),
        "unnamed": str(report.act.unnamed).lower(),
        "reviewed": str(report.act.reviewed).lower(),
        "strength": "" if report.strength is None else f"{report.strength:.3g}",
        "confidence": f"{report.act.confidence:.3g}",
    }
    return {name: _cell(told[name]) for name in REPORT_COLUMNS}


def _cell(value: object) -> str:
    if value is None:
        return ""
    return "; ".join(value) if isinstance(value, list) else str(value)


def step_line(step: Step) -> str:
    """Return a step of a ladder on one line.

    >>> step_line(Step("decided", "in_force", "2031-05", 0))
    'in force 2031-05'
    """
    return " ".join(filter(None, (step.status.replace("_", " "), step.on)))


def link_record(link: EntryLink, entries: Mapping[str, Entry]) -> Record:
    """Return a link between two entries, each with what it is about: a denial behind the words that deny."""
    source, target = entries.get(link.source), entries.get(link.target)
    return {
        "source": link.source,
        "kind": link.kind.value,
        "answer": link.answer.value if link.answer else None,
        "target": link.target,
        "source_kind": source.kind.value if source else None,
        "source_proposition": proposition_of(source) if source else None,
        "target_kind": target.kind.value if target else None,
        "target_proposition": proposition_of(target) if target else None,
        "record": link.report,
        "document": _document_of(link, source),
        "evidence": selectors(link.evidence),
        "confidence": link.confidence,
        "why": link.why,
    }


def link_cells(link: EntryLink, entries: Mapping[str, Entry]) -> dict[str, str]:
    """Return a link as one row of text for a spreadsheet."""
    told = link_record(link, entries) | {
        "evidence": joined_quote(link.evidence),
        "confidence": f"{link.confidence:.3g}",
    }
    return {name: "" if value is None else str(value) for name, value in told.items()}


def _document_of(link: EntryLink, source: Entry | None) -> str | None:
    """Return the document whose words show a link."""
    reports: Sequence[Report] = source.reports if source else ()
    return next((each.act.document for each in reports if each.act.record == link.report), None)


def origin_record(origin: str, look: Asked) -> Record:
    """Return where something began: a document, or an outlet that has no page in the casefile."""
    if origin.startswith(OUTLET):
        outlet = origin.removeprefix(OUTLET)
        return {"origin": origin, "document": None, "outlet": outlet, "published": None, "title": None}
    document = look.summary(origin)
    return {
        "origin": origin,
        "document": origin,
        "outlet": document.outlet,
        "published": document.published,
        "title": document.title,
    }


def origin_line(origin: str, look: Asked) -> str:
    """Say on one line where something began."""
    if origin.startswith(OUTLET):
        return f"{origin.removeprefix(OUTLET)} (no page of it here)"
    return document_name(look.summary(origin))


ENTRY_COLUMNS = (
    "id", "kind", "first_day", "last_day", "actors", "principals", "towards", "proposition", "status",
    "issues", "stance", "reports", "origins", "outlets", "first_reported", "last_reported",
    "least_strength", "most_strength", "quote", "condition", "outlet", "published", "title", "url",
    "document", "chain", "steps", "notes",
)  # fmt: skip
REPORT_COLUMNS = (
    "entry", "number", "record_kind", "record", "kind", "document", "outlet", "published", "title", "url",
    "actors", "towards", "act", "stance", "status", "issues", "quote", "cue", "condition", "zone", "start",
    "end", "first_day", "last_day", "due", "place", "unnamed", "wording", "strength", "origin", "chain",
    "reviewed", "confidence",
)  # fmt: skip
LINK_COLUMNS = (
    "source", "kind", "answer", "target", "source_kind", "source_proposition", "target_kind",
    "target_proposition", "record", "document", "evidence", "confidence", "why",
)  # fmt: skip
