"""Lay entries and their reports out as rows of the workbook's sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.model import Entry, EntryKind, Evidence, RecordKind, Report, Step
from onrecord.views.doubt import doubt_of
from onrecord.views.entries import origin_line, step_line, step_words
from onrecord.views.looking import Asked
from onrecord.views.spans import joined_quote
from onrecord.views.spells import edtf_of, full_day
from onrecord.views.wordings import chain_line, hands, outlets, proposition_of, strengths, words_of
from onrecord.views.xlsx.book import At, Cell, Column, Form, Link

_W, _D, _N = Form.WRAPPED, Form.DAY, Form.NUMBER
LIST = "; "

REGISTER = (
    Column("Entry", 18), Column("Kind", 13), Column("Earliest day", 11, _D), Column("Latest day", 11, _D),
    Column("When (EDTF)", 13), Column("Who", 26, _W), Column("Answering for it", 14, _W),
    Column("Towards", 16, _W), Column("What", 48, _W), Column("Status", 12), Column("Issues", 22, _W),
    Column("Stance", 11), Column("Reports", 9, _N), Column("Articles", 9, _N), Column("Origins", 9, _N),
    Column("Began with", 30, _W), Column("Outlets", 24, _W), Column("First reported", 11, _D),
    Column("First reported (EDTF)", 13), Column("Last reported", 11, _D), Column("Last reported (EDTF)", 13),
    Column("Weakest wording", 10, _N), Column("Strongest wording", 10, _N), Column("Words", 60, _W),
    Column("Condition", 28, _W), Column("Outlet", 20), Column("Chain", 34, _W), Column("Steps", 30, _W),
    Column("Beware", 34, _W), Column("Confidence", 10, _N), Column("Confirmed", 11), Column("Address", 40),
)  # fmt: skip
"""One row for each act; what the nearest report alone says is from Words to Chain."""

REPORTS = (
    Column("Entry", 18), Column("Report", 8, _N), Column("Outlet", 20), Column("Published", 11, _D),
    Column("Published (EDTF)", 13), Column("Title", 36, _W), Column("Words", 60, _W),
    Column("Attributed by", 20, _W), Column("Who", 24, _W), Column("Towards", 16, _W), Column("Act", 11),
    Column("Issues", 22, _W), Column("Stance", 11), Column("Status", 11), Column("Condition", 28, _W),
    Column("Wording", 18, _W), Column("Strength", 9, _N), Column("Part of the page", 11),
    Column("Source unnamed", 10), Column("Chain", 34, _W), Column("Began with", 30, _W),
    Column("Confidence", 10, _N), Column("Confirmed", 11), Column("Start", 8, _N), Column("End", 8, _N),
    Column("Record", 18), Column("Document", 18), Column("Address", 40),
)  # fmt: skip

COMMITMENTS = (
    Column("Entry", 18), Column("Kind", 13), Column("Party", 22, _W), Column("Answering for it", 14, _W),
    Column("Towards", 16, _W), Column("Measure", 20, _W), Column("What", 48, _W), Column("Status", 12),
    Column("Decided", 14), Column("Decided since", 11, _D), Column("Decided (EDTF)", 13),
    Column("Done", 14), Column("Done since", 11, _D), Column("Done (EDTF)", 13), Column("Steps", 40, _W),
    Column("Quantity", 22, _W), Column("At least", 12, _N), Column("At most", 12, _N), Column("Unit", 12),
    Column("Due", 11, _D), Column("Due (EDTF)", 13), Column("Due in words", 18, _W),
    Column("Condition", 28, _W), Column("Legal form", 13), Column("To be approved by", 20, _W),
    Column("Members named", 10), Column("Origins", 9, _N), Column("Words", 60, _W), Column("Outlet", 20),
    Column("Doubtful", 24, _W), Column("Confidence", 10, _N), Column("Confirmed", 11), Column("Address", 40),
)  # fmt: skip
"""One row for each undertaking, both ladders side by side: how far it is decided and how far it is done."""

UNDERTAKEN = frozenset({EntryKind.COMMITMENT, EntryKind.OFFER, EntryKind.REFUSAL})


def confirmed_word(entry: Entry) -> str:
    """Say whether people confirmed all, some or none of the reports of an entry."""
    number = sum(report.act.reviewed for report in entry.reports)
    return "no" if not number else "yes" if number == len(entry.reports) else "in part"


def confidence(entry: Entry) -> float:
    """Return how sure the surest of an entry's records is."""
    return max(report.act.confidence for report in entry.reports)


def register_cells(entry: Entry, first: At, look: Asked) -> dict[str, Cell]:
    """Return the row of an entry; ``first`` is where its first report stands."""
    best, bounds = entry.reports[0], strengths(entry) or (None, None)
    return {
        "Entry": Link(entry.id, first),
        "Kind": entry.kind.value,
        "Earliest day": full_day(entry.first_day),
        "Latest day": full_day(entry.last_day),
        "When (EDTF)": edtf_of(entry.first_day, entry.last_day),
        "Who": LIST.join(entry.actors),
        "Answering for it": LIST.join(entry.principals),
        "Towards": LIST.join(entry.towards),
        "What": proposition_of(entry),
        "Status": entry.status,
        "Issues": LIST.join(entry.issues),
        "Stance": entry.stance,
        "Reports": len(entry.reports),
        "Articles": len({report.act.document for report in entry.reports}),
        "Origins": len(entry.origins),
        "Began with": LIST.join(origin_line(each, look) for each in entry.origins),
        "Outlets": LIST.join(outlets(entry)),
        **dated("First reported", entry.first_reported),
        **dated("Last reported", entry.last_reported),
        "Weakest wording": bounds[0],
        "Strongest wording": bounds[1],
        "Words": words_of(best),
        "Condition": joined_quote(best.act.condition),
        "Outlet": best.act.outlet,
        "Chain": chain_line(hands(best)),
        "Steps": LIST.join(step_line(step) for step in entry.steps),
        "Beware": LIST.join(entry.notes),
        "Confidence": confidence(entry),
        "Confirmed": confirmed_word(entry),
        "Address": address(look.summary(best.act.document).url),
    }


def report_cells(
    entry: Entry, number: int, here: At, look: Asked, documents: Mapping[str, At]
) -> dict[str, Cell]:
    """Return the row of one report; ``here`` is where its entry stands in the register."""
    report = entry.reports[number]
    act, page = report.act, look.summary(report.act.document)
    return {
        "Entry": Link(entry.id, here),
        "Report": number + 1,
        "Outlet": act.outlet,
        **dated("Published", act.published),
        "Title": page.title,
        "Words": words_of(report),
        "Attributed by": joined_quote(act.cue),
        "Who": LIST.join(act.actors),
        "Towards": LIST.join(act.towards),
        "Act": act.act,
        "Issues": LIST.join(act.issues),
        "Stance": act.stance,
        "Status": act.status,
        "Condition": joined_quote(act.condition),
        "Wording": report.wording,
        "Strength": report.strength,
        "Part of the page": act.zone.value,
        "Source unnamed": act.unnamed,
        "Chain": chain_line(hands(report)),
        "Began with": origin_line(report.origin, look),
        "Confidence": act.confidence,
        "Confirmed": act.reviewed,
        "Start": act.place.start,
        "End": act.place.end,
        "Record": act.record,
        "Document": Link(act.document, documents.get(act.document)),
        "Address": address(page.url),
    }


def is_undertaking(entry: Entry) -> bool:
    """Tell whether an entry is something that somebody binds itself to, offers or refuses."""
    told = any(report.act.record_kind is RecordKind.COMMITMENT for report in entry.reports)
    return told or entry.kind in UNDERTAKEN


def commitment_cells(entry: Entry, here: At, look: Asked) -> dict[str, Cell]:
    """Return the row of an undertaking; ``here`` is where its entry stands in the register."""
    best = entry.reports[0]
    decided, done = (_latest(entry.steps, ladder) for ladder in ("decided", "done"))
    due = _first(entry.reports, "due")
    amounts = _first(entry.reports, "quantities")
    unit, least, most = amounts.act.quantities[0] if amounts else (None, None, None)
    return {
        "Entry": Link(entry.id, here),
        "Kind": entry.kind.value,
        "Party": LIST.join(entry.actors),
        "Answering for it": LIST.join(entry.principals),
        "Towards": LIST.join(entry.towards),
        "Measure": LIST.join(entry.issues),
        "What": proposition_of(entry),
        "Status": entry.status,
        **_step("Decided", decided),
        **_step("Done", done),
        "Steps": "\n".join(_steps(entry)),
        "Quantity": LIST.join(_words(amounts.act.quantity_text)) if amounts else None,
        "At least": least,
        "At most": most,
        "Unit": unit,
        **(dated("Due", due.act.due) if due else {}),
        "Due in words": joined_quote(due.act.due_text) if due else None,
        "Condition": _text(entry.reports, "condition"),
        "Legal form": next((r.act.legal_form for r in entry.reports if r.act.legal_form), None),
        "To be approved by": LIST.join(dict.fromkeys(a for r in entry.reports for a in r.act.approval)),
        "Members named": next(
            (r.act.members_named for r in entry.reports if r.act.members_named is not None), None
        ),
        "Origins": len(entry.origins),
        "Words": words_of(best),
        "Outlet": best.act.outlet,
        "Doubtful": doubt_of(entry),
        "Confidence": confidence(entry),
        "Confirmed": confirmed_word(entry),
        "Address": address(look.summary(best.act.document).url),
    }


def dated(name: str, edtf: str | None) -> dict[str, Cell]:
    """Return a date in two columns: as a day, where it is a whole one, and as EDTF."""
    return {name: full_day(edtf), f"{name} (EDTF)": edtf}


def address(url: str | None) -> Link | None:
    """Return the address of a page as a link."""
    return Link(url, url) if url else None


def _latest(steps: Sequence[Step], ladder: str) -> Step | None:
    return next((step for step in reversed(steps) if step.ladder == ladder), None)


def _step(name: str, step: Step | None) -> dict[str, Cell]:
    if step is None:
        return {}
    return {
        name: step.status.replace("_", " "),
        f"{name} since": full_day(step.on),
        f"{name} (EDTF)": step.on,
    }


def _steps(entry: Entry) -> Iterator[str]:
    """Yield each step with the words that carry it."""
    for step in entry.steps:
        yield f"{step.ladder}: {step_line(step)}: “{joined_quote(step_words(entry, step))}”"


def _first(reports: Sequence[Report], field: str) -> Report | None:
    """Return the nearest report that tells something of an act."""
    return next((report for report in reports if getattr(report.act, field)), None)


def _text(reports: Sequence[Report], field: str) -> str:
    found = _first(reports, field)
    pieces: Sequence[Evidence] = getattr(found.act, field) if found else ()
    return joined_quote(pieces)


def _words(pieces: Iterable[Evidence]) -> list[str]:
    return list(dict.fromkeys(" ".join(piece.exact.split()) for piece in pieces))
