"""Reports of one act that differ in what cannot both hold, and such as only differ."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from onrecord.actors.base import Base
from onrecord.conflicts.within import approver, of_entry
from onrecord.model import (
    ConflictKind,
    Entry,
    EntryKind,
    Evidence,
    Place,
    RecordKind,
    Report,
    ReportedAct,
    ZoneKind,
)


def report(text: str, page: str, day: str | None = "2034-05-11", **fields: Any) -> Report:
    digest = sha256(page.encode()).hexdigest()
    quote = Evidence(0, len(text), text, "", "")
    given: dict[str, Any] = {
        "record_kind": RecordKind.COMMITMENT, "kind": EntryKind.COMMITMENT, "principals": ("XQC",),
        "actors": ("XQC",), "towards": ("XQA",), "act": "", "issues": ("arms_supply",), "stance": "for",
        "status": "pledged", "zone": ZoneKind.BODY, "dated": day is not None, "around": (quote,),
        "outlet": page,
    }  # fmt: skip
    strength = fields.pop("strength", None)
    origin = fields.pop("origin", digest[:16])
    act = ReportedAct(
        place=Place(digest, 0, len(text)), document=digest[:16],
        record=sha256(text.encode()).hexdigest()[:16],
        quote=(quote,), text=text, first_day=day, last_day=day, published=day, **{**given, **fields},
    )  # fmt: skip
    return Report(act, (), origin, fields.get("wording", text[:20]), strength)


def entry(*reports: Report) -> Entry:
    act = reports[0].act
    return Entry(
        act.place.id, act.kind, act.text, act.actors, act.principals, act.towards, act.issues, "for",
        act.status, reports, tuple(r.origin for r in reports), None, None, act.first_day, act.last_day,
    )  # fmt: skip


def kinds(base: Base, *reports: Report) -> list[str]:
    return [c.kind.value for c in of_entry(entry(*reports), base)]


FIRM = report("Sundria will send Ostria ships", "Post", strength=0.76)
CONSIDERED: dict[str, Any] = {"status": "considered", "kind": EntryKind.OFFER, "strength": 0.1}
WEAK = report("Sundria is considering sending Ostria ships", "Times", **CONSIDERED)


def test_firm_beside_weak_on_one_day(base: Base) -> None:
    (conflict,) = of_entry(entry(FIRM, WEAK), base)
    assert conflict.kind is ConflictKind.STRENGTH
    assert conflict.by == "entry"
    assert {conflict.left.outlet, conflict.right.outlet} == {"Post", "Times"}


def test_ladder_that_moves_on_is_no_conflict(base: Base) -> None:
    later = replace(FIRM, act=replace(FIRM.act, first_day="2034-06-20", last_day="2034-06-20"))
    assert kinds(base, later, WEAK) == []


def test_rewrite_that_changed_its_source_says_so(base: Base) -> None:
    later = replace(FIRM, act=replace(FIRM.act, first_day="2034-06-20"), origin=WEAK.origin)
    (conflict,) = of_entry(entry(later, WEAK), base)
    assert "one of them changed it" in conflict.why


def test_close_wordings_are_none(base: Base) -> None:
    assert kinds(base, FIRM, replace(WEAK, strength=0.5)) == []


def test_two_pages_of_one_outlet_are_none(base: Base) -> None:
    assert kinds(base, FIRM, replace(WEAK, act=replace(WEAK.act, outlet="Post"))) == []


def test_amounts_that_exclude_each_other(base: Base) -> None:
    one = report("Sundria pledged four ships", "Post", quantities=(("ships", 4.0, 4.0),))
    other = report("Sundria pledged nine ships", "Times", quantities=(("ships", 9.0, 9.0),))
    open_end = report("Sundria pledged at least two ships", "Wire", quantities=(("ships", 2.0, None),))
    assert kinds(base, one, other) == ["scope"]
    assert kinds(base, one, open_end) == []


def test_condition_beside_expressly_none(base: Base) -> None:
    condition = (Evidence(30, 60, "in exchange for a port", "", ""),)
    bound = report("Sundria gives Ostria ships in exchange for a port", "Post", condition=condition)
    free = report("Sundria gives Ostria ships and asks nothing in return", "Times")
    silent = report("Sundria gives Ostria ships", "Wire")
    assert kinds(base, bound, free) == ["condition"]
    assert kinds(base, bound, silent) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("must be confirmed by the Sundrian government", "government"),
        ("needs approval from the U.S. Congress", "parliament"),
        ("the cabinet approved the treaty", "government"),
        ("parliament has yet to approve it", None),
        ("approved by the government and ratified by parliament", None),
        ("a treaty of ten pages", None),
    ],
)
def test_who_approves(text: str, kind: str | None) -> None:
    found = approver(text)
    assert (found[0] if found else None) == kind


def test_demands_for_other_approvals(base: Base) -> None:
    fields = {"record_kind": RecordKind.STATEMENT, "kind": EntryKind.DEMAND, "status": "", "act": "request"}
    one = report("guarantees must be confirmed by the Sundrian government", "Post", **fields)
    other = report("guarantees must win approval from the Sundrian parliament", "Times", **fields)
    assert kinds(base, one, other) == ["approval"]


def test_both_may_have_approved_it(base: Base) -> None:
    one = report("the treaty was confirmed by the Sundrian government", "Post")
    other = report("the Sundrian parliament approved the treaty", "Times")
    alone = report("the treaty was confirmed by the Sundrian government alone", "Wire")
    assert kinds(base, one, other) == []
    assert kinds(base, alone, other) == ["approval"]


def test_meeting_in_two_states(base: Base) -> None:
    fields: dict[str, Any] = {
        "record_kind": RecordKind.EVENT, "kind": EntryKind.EVENT, "issues": ("event:meeting",),
        "status": "happened", "principals": ("XQA", "XQB"), "actors": ("XQA", "XQB"),
    }  # fmt: skip
    one = report("They met in Belport", "Post", place_name="Belport", **fields)
    other = report("They met in Lurn", "Times", place_name="Lurn", **fields)
    wide = report("They met in Sundria", "Wire", place_name="Sundria", **fields)
    assert kinds(base, one, other) == ["place"]
    assert kinds(base, one, wide) == []
