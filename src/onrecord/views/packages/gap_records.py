"""Turn a board of gaps into plain records and rows: what ``--json`` and ``--csv`` print and exports hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.codebook.records import Package, PackageMeasure
from onrecord.views.packages.gaps import Board, Line, Stand, Supposed
from onrecord.views.packages.lacks import Lack
from onrecord.views.packages.undertakings import Approval, Standing, Told
from onrecord.views.parts import Record


def gap_record(line: Line, board: Board) -> Record:
    """Return a line of a board with everything that carries it."""
    return {
        "beneficiary": board.beneficiary,
        "as_of": board.as_of,
        "package": board.package.id if board.package else None,
        "measure": line.id,
        "label": line.label,
        "issues": list(line.issues),
        "needed": need_record(line.need) if line.need else None,
        "asked": [standing_record(each) for each in line.asked],
        "stands": [_stand(each) for each in line.stands],
        "in_general_terms": [_stand(each) for each in line.general],
        "refusals": [standing_record(each) for each in line.refusals],
        "apart": [standing_record(each) for each in line.apart],
        "spoke_for_themselves": [{"party": party, "entries": list(ids.ids)} for party, ids in line.spoken],
        "meets": list(line.meets.ids),
        "missing": [_lack(each) for each in line.missing],
        "supposed": [_supposed(each) for each in line.supposed],
        "not_read": list(line.unread.ids),
    }


def standing_record(s: Standing) -> Record:
    """Return how an entry stands on a measure."""
    return {
        "entry": s.entry,
        "kind": s.kind,
        "measure": s.measure,
        "parties": list(s.parties),
        "actors": list(s.actors),
        "towards": list(s.towards),
        "first_day": s.first_day,
        "last_day": s.last_day,
        "stance": str(s.stance),
        "group": s.group,
        "members_named": s.members_named,
        "status": s.status,
        "since": s.since,
        "done": s.done,
        "done_since": s.done_since,
        "taken_back": s.taken_back,
        "taken_back_on": s.taken_back_on,
        "legal_forms": [_told(each) for each in s.legal_forms],
        "approvals": [_approval(each) for each in s.approvals],
        "conditions": [_told(each) for each in s.conditions],
        "quantities": [
            {"unit": a.unit, "least": a.least, "most": a.most, "words": a.words, "records": list(a.records)}
            for a in s.amounts
        ],
        "due": [
            {"due": d.edtf, "last_day": d.last, "words": d.words, "record": d.record, "document": d.document}
            for d in s.dues
        ],
        "quote": s.quote,
        "record": s.record,
        "document": s.document,
        "told_by": list(s.told_by),
        "documents": list(s.documents.ids),
        "origins": list(s.origins),
        "notes": list(s.notes),
        "reviewed": s.reviewed,
        "apart": s.apart or None,
    }


def package_record(package: Package) -> Record:
    """Return a package as its codebook has it."""
    return {
        "id": package.id,
        "label": package.label,
        "description": package.description,
        "source": package.source,
        "measures": [need_record(each) for each in package.measures],
    }


def need_record(need: PackageMeasure) -> Record:
    """Return a measure of a package."""
    return {
        "id": need.id,
        "label": need.label,
        "description": need.description,
        "provision": need.provision.value if need.provision else None,
        "issues": list(need.issues),
        "near": list(need.near),
        "words": list(need.words),
        "status": need.status.value if need.status else None,
        "done": need.done,
        "legal_forms": [form.value for form in need.legal_forms],
        "condition": need.condition,
        "approval": need.approval,
        "extent": need.extent,
        "source": need.source,
    }


def _stand(stand: Stand) -> Record:
    return standing_record(stand.standing) | {"lacks": [_lack(each) for each in stand.lacks]}


def _lack(lack: Lack) -> Record:
    return {"kind": lack.kind.value, "words": lack.words, "entries": list(lack.entries.ids)}


def _told(told: Told) -> Record:
    return {"value": told.value, "words": told.words, "record": told.record, "document": told.document}


def _approval(approval: Approval) -> Record:
    return {"by": list(approval.by), "state": approval.state, **_told(approval.told)}


def _supposed(supposed: Supposed) -> Record:
    step = supposed.step
    return {
        "party": step.party,
        "measure": step.measure,
        "status": step.status,
        "legal_form": step.legal_form,
        "entry": supposed.on,
        "lacks_on_record": [_lack(each) for each in supposed.before],
        "would_lack": [_lack(each) for each in supposed.after],
        "would_do": supposed.would_do,
    }


GAP_COLUMNS = (
    "beneficiary", "as_of", "package", "measure", "label", "needed_status", "needed_form", "role", "parties",
    "status", "since", "done", "done_since", "taken_back", "taken_back_on", "legal_forms", "approvals",
    "conditions", "quantities", "members_named", "told_by", "lacks", "origins", "documents", "entry", "quote",
    "notes",
)  # fmt: skip


def gap_cells(line: Line, board: Board) -> Iterator[dict[str, str]]:
    """Yield a line as rows for a spreadsheet: one for each record, each lack and each supposed step.

    ``role`` is asked, stands, in general terms, refused, apart, missing or supposed.
    """
    need = line.need
    head = {
        "beneficiary": board.beneficiary,
        "as_of": board.as_of or "",
        "package": board.package.id if board.package else "",
        "measure": line.id,
        "label": line.label,
        "needed_status": (need.status or "") if need else "",
        "needed_form": "; ".join(need.legal_forms) if need else "",
    }
    empty = dict.fromkeys(GAP_COLUMNS, "")
    plain = (("asked", line.asked), ("refused", line.refusals), ("apart", line.apart))
    found: list[tuple[str, Standing, Sequence[Lack]]] = [("stands", s.standing, s.lacks) for s in line.stands]
    found += [("in general terms", s.standing, s.lacks) for s in line.general]
    found += [(role, each, ()) for role, several in plain for each in several]
    for role, standing, lacking in found:
        yield head | {"role": role, **standing_cells(standing), "lacks": _lacking(lacking, standing)}
    for lack in line.missing:
        told = {"lacks": f"{lack.kind.value}: {lack.words}", "entry": "; ".join(lack.entries.ids)}
        yield empty | head | {"role": "missing", **told}
    for each in line.supposed:
        yield empty | head | {
            "role": "supposed", "parties": each.step.party, "status": each.step.status,
            "legal_forms": each.step.legal_form or "", "entry": each.on or "",
            "lacks": "; ".join(lack.words for lack in each.after),
        }  # fmt: skip


def standing_cells(s: Standing) -> dict[str, str]:
    """Return how an entry stands as cells."""
    return {
        "parties": "; ".join(s.parties),
        "status": s.status or "",
        "since": s.since or "",
        "done": s.done or "",
        "done_since": s.done_since or "",
        "taken_back": s.taken_back or "",
        "taken_back_on": s.taken_back_on or "",
        "legal_forms": "; ".join(each.value for each in s.legal_forms),
        "approvals": "; ".join(f"{a.state}: {', '.join(a.by) or a.told.words}" for a in s.approvals),
        "conditions": "; ".join(each.words for each in s.conditions),
        "quantities": "; ".join(amount_line(a.unit, a.least, a.most) for a in s.amounts),
        "members_named": {None: "", True: "yes", False: "no"}[s.members_named],
        "told_by": "; ".join(s.told_by),
        "origins": str(len(s.origins)),
        "documents": "; ".join(s.documents.ids),
        "entry": s.entry,
        "quote": s.quote,
        "notes": "; ".join(s.notes),
    }


def amount_line(unit: str, least: float | None, most: float | None) -> str:
    """Return a quantity on one line.

    >>> amount_line("ships", 4, 4), amount_line("troops", None, 1200), amount_line("USD", 5e9, 7e9)
    ('4 ships', 'up to 1,200 troops', '5,000,000,000 to 7,000,000,000 USD')
    """
    if least is None and most is None:
        return f"{unit}, no number"
    if least is None or most is None:
        return f"at least {least:,.10g} {unit}" if most is None else f"up to {most:,.10g} {unit}"
    return f"{least:,.10g} {unit}" if least == most else f"{least:,.10g} to {most:,.10g} {unit}"


def _lacking(found: Sequence[Lack], standing: Standing) -> str:
    return "; ".join(f"{lack.kind.value}: {lack.words}" for lack in found) or standing.apart
