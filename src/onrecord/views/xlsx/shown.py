"""Lay what follows from the register out as rows of the workbook's sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from onrecord.model import Point, Position, SubjectKind
from onrecord.views.calendar.calendar import Line
from onrecord.views.calendar.calendar_records import numbers, sources
from onrecord.views.conflicts.disputes import Dispute, Stand
from onrecord.views.looking import Asked
from onrecord.views.positions.shifts import Shift
from onrecord.views.proposals.proposals import Proposal, Reply
from onrecord.views.spans import joined_quote
from onrecord.views.spells import edtf_of, full_day
from onrecord.views.xlsx.book import At, Cell, Column, Form, Link
from onrecord.views.xlsx.register import LIST, address, dated

_W, _D, _N = Form.WRAPPED, Form.DAY, Form.NUMBER

Where = Callable[[str], At | None]
"""Tells where an entry stands in the register, by its id."""

Named = Callable[[str], str]
"""Tells what an entry is about, by its id."""

POSITIONS = (
    Column("Holder", 22, _W), Column("On", 24, _W), Column("On is", 12), Column("Stance", 12),
    Column("Since", 11, _D), Column("Until", 11, _D), Column("Latest", 8), Column("As its state", 9),
    Column("Condition", 28, _W), Column("Order", 22, _W), Column("Words", 60, _W),
    Column("Said by", 22, _W), Column("Voice", 11), Column("Entry", 18),
    Column("Latest words", 60, _W), Column("Latest day", 11, _D), Column("Latest entry", 18),
    Column("Entries", 9, _N), Column("Origins", 9, _N), Column("Voices", 24, _W),
    Column("Weaker voices say otherwise", 40, _W), Column("All entries", 30, _W), Column("Confirmed", 11),
)  # fmt: skip

SHIFTS = (
    Column("Holders", 22, _W), Column("On", 24, _W), Column("On is", 12), Column("Changed", 16),
    Column("Since", 11, _D), Column("Stance before", 12), Column("Stance", 12),
    Column("Condition before", 28, _W), Column("Condition", 28, _W), Column("Order before", 22, _W),
    Column("Order", 22, _W), Column("Words before", 60, _W), Column("Said by before", 22, _W),
    Column("Day before", 11, _D), Column("Entry before", 18), Column("Words", 60, _W),
    Column("Said by", 22, _W), Column("Entry", 18), Column("One matter by", 30, _W),
    Column("Origins", 9, _N), Column("Confirmed", 11),
)  # fmt: skip

_SIDE = (
    ("Says", 24, _W), ("Words", 60, _W), ("Outlet", 20, Form.PLAIN), ("Published", 11, _D),
    ("Published (EDTF)", 13, Form.PLAIN), ("Who says so", 18, _W), ("Reports", 9, _N), ("Origins", 9, _N),
    ("Outlets", 24, _W), ("Entry", 18, Form.PLAIN), ("Document", 18, Form.PLAIN), ("Address", 40, Form.PLAIN),
)  # fmt: skip
SIDES = ("One", "Other")

CONFLICTS = (
    Column("Conflict", 18), Column("Kind", 12), Column("About", 30, _W), Column("Why", 44, _W),
    Column("When (EDTF)", 13), Column("Issues", 22, _W),
    *(Column(f"{side}: {name}", width, form) for side in SIDES for name, width, form in _SIDE),
    Column("Further sides", 60, _W), Column("Confidence", 10, _N),
)  # fmt: skip
"""The sides of each conflict stand side by side, each by its first report; neither is chosen."""

PROPOSALS = (
    Column("Proposal", 18), Column("Kind", 13), Column("When (EDTF)", 13), Column("Put forward by", 24, _W),
    Column("What", 48, _W), Column("Issues", 22, _W), Column("Open", 8), Column("Withdrawn", 10),
    Column("Times put forward", 9, _N), Column("Answered by", 22, _W), Column("Answer", 13),
    Column("Of a part", 9), Column("Answered on", 11, _D), Column("Answered on (EDTF)", 13),
    Column("Said by", 22, _W), Column("Condition", 28, _W), Column("Words", 60, _W), Column("Outlet", 20),
    Column("Tied by", 30, _W), Column("Confidence", 10, _N), Column("Origins", 9, _N),
    Column("Answer's entry", 18), Column("Confirmed", 11), Column("Address", 40),
)  # fmt: skip
"""One row for each answer; one for each party that was asked and is silent; one where there is no answer."""

CALENDAR = (
    Column("Entry", 18), Column("Earliest day", 11, _D), Column("Latest day", 11, _D),
    Column("Date (EDTF)", 16), Column("Day is certain", 9), Column("Happening", 13), Column("Status", 11),
    Column("Who", 34, _W), Column("Place", 20, _W), Column("Words", 60, _W), Column("Numbers", 34, _W),
    Column("Planned, says", 30, _W), Column("Happened, says", 30, _W), Column("Origins", 9, _N),
    Column("Beware", 34, _W), Column("Contradicted", 20, _W), Column("All entries", 30, _W),
    Column("Confirmed", 11), Column("Address", 40),
)  # fmt: skip


def position_cells(position: Position, apart: bool, where: Where, named: Named) -> dict[str, Cell]:
    """Return the row of a position; ``apart``: not of a person whose state has it by the same words."""
    opening, latest = position.opening, position.latest
    return {
        "Holder": position.holder,
        **_subject(position.about, position.subject, where, named),
        "Stance": position.stance,
        "Since": full_day(position.since),
        "Until": full_day(position.until),
        "Latest": position.until is None,
        "As its state": not apart,
        "Condition": opening.condition,
        "Order": opening.order.replace("_", " "),
        "Words": opening.words,
        "Said by": LIST.join(opening.speakers),
        "Voice": opening.voice.value,
        "Entry": Link(opening.entry, where(opening.entry)),
        "Latest words": latest.words,
        "Latest day": full_day(latest.last_day),
        "Latest entry": Link(latest.entry, where(latest.entry)),
        "Entries": len(position.entries),
        "Origins": position.origins,
        "Voices": LIST.join(f"{voice} {number}" for voice, number in position.voices.items()),
        "Weaker voices say otherwise": "\n".join(_other(each) for each in position.others),
        "All entries": " ".join(position.entries),
        "Confirmed": opening.reviewed,
    }


def shift_cells(shift: Shift, where: Where, named: Named) -> dict[str, Cell]:
    """Return the row of a shift, what was before beside it."""
    now, before = shift.after, shift.before
    return {
        "Holders": LIST.join(shift.holders),
        **_subject(shift.about, shift.subject, where, named),
        "Changed": ", ".join(shift.changed),
        "Since": full_day(shift.on),
        "Stance before": before.stance,
        "Stance": now.stance,
        "Condition before": before.condition,
        "Condition": now.condition,
        "Order before": before.order.replace("_", " "),
        "Order": now.order.replace("_", " "),
        "Words before": before.words,
        "Said by before": LIST.join(before.speakers),
        "Day before": full_day(before.last_day),
        "Entry before": Link(before.entry, where(before.entry)),
        "Words": now.words,
        "Said by": LIST.join(now.speakers),
        "Entry": Link(now.entry, where(now.entry)),
        "One matter by": shift.compared,
        "Origins": shift.origins,
        "Confirmed": now.reviewed and before.reviewed,
    }


def conflict_cells(dispute: Dispute, where: Where, look: Asked) -> dict[str, Cell]:
    """Return the row of a conflict, its first two sides in full."""
    cells: dict[str, Cell] = {
        "Conflict": dispute.id,
        "Kind": dispute.kind,
        "About": dispute.subject,
        "Why": dispute.why,
        "When (EDTF)": edtf_of(dispute.first_day, dispute.last_day),
        "Issues": LIST.join(dispute.issues),
        "Further sides": "\n".join(_further(stand) for stand in dispute.stands[len(SIDES) :]),
        "Confidence": dispute.confidence,
    }
    for name, stand in zip(SIDES, dispute.stands, strict=False):
        cells |= {f"{name}: {field}": cell for field, cell in _side(stand, where, look).items()}
    return cells


def _side(stand: Stand, where: Where, look: Asked) -> dict[str, Cell]:
    first = stand.reports[0].side
    return {
        "Says": stand.value,
        "Words": joined_quote(first.quote),
        "Outlet": first.outlet,
        **dated("Published", first.published),
        "Who says so": first.asserted_by,
        "Reports": len(stand.reports),
        "Origins": stand.origins.number,
        "Outlets": LIST.join(stand.outlets),
        "Entry": Link(first.entry, where(first.entry)) if first.entry else None,
        "Document": first.document,
        "Address": address(look.summary(first.document).url),
    }


def _further(stand: Stand) -> str:
    first = stand.reports[0].side
    told = f"{first.outlet or first.document}, {first.published or 'undated'}"
    return f"{stand.value}: “{joined_quote(first.quote)}” ({told})"


def proposal_rows(proposal: Proposal, where: Where) -> Iterator[dict[str, Cell]]:
    """Yield the rows of a proposal: one for each answer, and for each party that is silent."""
    head: dict[str, Cell] = {
        "Proposal": Link(proposal.id, where(proposal.id)),
        "Kind": proposal.card.kind,
        "When (EDTF)": proposal.card.day,
        "Put forward by": LIST.join(proposal.actors),
        "What": proposal.card.what,
        "Issues": LIST.join(proposal.issues),
        "Open": proposal.is_open,
        "Withdrawn": proposal.is_withdrawn,
        "Times put forward": len(proposal.versions),
    }
    rows = [_reply(party.name, reply, where) for party in proposal.parties for reply in party.replies]
    rows += [{"Answered by": name, "Answer": "silent"} for name in proposal.silent]
    yield from (head | row for row in rows or [{}])


def _reply(party: str, reply: Reply, where: Where) -> dict[str, Cell]:
    return {
        "Answered by": party,
        "Answer": reply.answer.value,
        "Of a part": reply.of_part,
        **dated("Answered on", reply.day),
        "Said by": reply.by,
        "Condition": reply.condition,
        "Words": reply.quoted.words,
        "Outlet": reply.quoted.outlet,
        "Tied by": reply.shown,
        "Confidence": reply.confidence,
        "Origins": len(reply.origins),
        "Answer's entry": Link(reply.entry, where(reply.entry)),
        "Confirmed": reply.confirmed,
        "Address": address(reply.quoted.url),
    }


def calendar_cells(line: Line, where: Where) -> dict[str, Cell]:
    """Return the row of a happening."""
    return {
        "Entry": Link(line.id, where(line.id)),
        "Earliest day": full_day(line.first_day),
        "Latest day": full_day(line.last_day),
        "Date (EDTF)": line.date,
        "Day is certain": line.certain,
        "Happening": line.kind,
        "Status": line.status.value,
        "Who": LIST.join(line.participants),
        "Place": LIST.join(line.places),
        "Words": line.best.quoted.words,
        "Numbers": "\n".join(numbers(line)),
        "Planned, says": LIST.join(sources(line.planned)),
        "Happened, says": LIST.join(sources(line.happened)),
        "Origins": len(line.origins),
        "Beware": LIST.join(line.notes),
        "Contradicted": " ".join(line.conflicts.ids),
        "All entries": " ".join(line.entries.ids),
        "Confirmed": line.confirmed,
        "Address": address(line.best.quoted.url),
    }


def _subject(about: SubjectKind, subject: str, where: Where, named: Named) -> dict[str, Cell]:
    if about is SubjectKind.ISSUE:
        return {"On": subject, "On is": "issue"}
    return {"On": Link(named(subject), where(subject)), "On is": "proposition"}


def _other(point: Point) -> str:
    day = edtf_of(point.first_day, point.last_day) or "undated"
    who = f"{point.voice.value}, {LIST.join(point.speakers)}, {day}"
    return f"{who}: {point.stance}: “{point.words}” ({point.entry})"
