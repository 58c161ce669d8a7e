"""What an entry is to a tracker, and what earlier findings and decisions do to later ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Entry, EntryKind, FindingKind, RecordKind, TrackerRow, ZoneKind
from onrecord.tracker.accepted import effective
from onrecord.tracker.deciding import Keeper, Page
from onrecord.tracker.findings import findings, in_force
from onrecord.tracker.mapping import TableMapping
from onrecord.tracker.rows import Readers, row_key
from onrecord.tracker.sayings import sayings
from onrecord.tracker.settle import Rows, Wanted, against, settle
from onrecord.tracker.steps import Move, move, taken_back

Make = Callable[..., Entry]
WANTED = Wanted(("commitment", "offer", "refusal"), is_known=lambda form: form.startswith("X"))


def row(
    measure: str = "Monitors on the lake road",
    *,
    number: int = 4,
    who: str = "XAA",
    status: str = "pledged",
    about: tuple[str, ...] = ("monitoring",),
    of: tuple[Any, ...] = (),
    announced: str | None = "2031-02-04",
    due: str | None = None,
    towards: tuple[str, ...] = ("XBB",),
) -> TrackerRow:
    return TrackerRow(
        "t.xlsx", number, row_key(who, measure, "Orlin"), (), who, (who,), (), "Orlin", towards, measure,
        about, status, {"pledged": "prom."}.get(status, status), amounts=of, announced=announced, due=due,
    )  # fmt: skip


def kind_of(entry: Entry, *rows: TrackerRow) -> str | None:
    found = settle(entry, Rows(rows), WANTED)
    return found.kind.value if found else None


def test_the_same_status_repeats_the_row(entry: Make) -> None:
    found = settle(entry("Varnia pledged monitors on the lake road"), Rows([row()]), WANTED)
    assert found is not None
    assert (found.kind, found.numbers, found.passage[0].exact) == (
        FindingKind.REPEATS, (4,), "Varnia pledged monitors on the lake road",
    )  # fmt: skip
    assert "both are about monitoring" in found.reasons


def test_a_further_status_moves_the_row(entry: Make) -> None:
    found = settle(
        entry("Varnia signed up to monitors on the lake road", status="signed"), Rows([row()]), WANTED
    )
    assert found is not None
    assert (found.kind, found.was, found.becomes) == (FindingKind.MOVES_STATUS, "pledged", "signed")


def test_an_earlier_step_repeats_the_row(entry: Make) -> None:
    assert (
        kind_of(entry("Varnia considers monitors on the lake road", status="considered"), row()) == "repeats"
    )


@pytest.mark.parametrize("status", ["withdrawn", "suspended", "refused"])
def test_taking_back_moves_the_row(status: str, entry: Make) -> None:
    assert kind_of(entry("Varnia: no monitors on the lake road", status=status), row()) == "moves_status"


def test_a_refusal_of_the_same_day_contradicts(entry: Make) -> None:
    said = entry("Varnia: no monitors on the lake road", status="refused", day="2031-02-04")
    found = settle(said, Rows([row()]), WANTED)
    assert found is not None
    assert (found.kind, found.differs) == (FindingKind.CONTRADICTS, "status")


def test_a_pledge_after_a_refusal_moves_the_row(entry: Make) -> None:
    assert kind_of(entry("Varnia pledged monitors on the lake road"), row(status="refused")) == "moves_status"


def test_another_amount_of_the_same_contradicts(entry: Make) -> None:
    said = entry("Varnia pledged 60 monitors on the lake road", of=(("monitors", 60.0, 60.0),))
    found = settle(said, Rows([row(of=(("observers", 40.0, 40.0),))]), WANTED)
    assert found is not None
    assert (found.kind, found.differs) == (FindingKind.CONTRADICTS, "amount")
    assert "40 observers against 60 monitors" in found.reasons[0]


def test_another_amount_of_something_near_is_new(entry: Make) -> None:
    said = entry(
        "Varnia pledged a bridge for 20 m crowns", about=("financial_aid",), of=(("crowns", 2e7, 2e7),)
    )
    assert kind_of(said, row("Winter loan", about=("financial_aid",), of=(("crowns", 4e7, 4e7),))) == "new"


def test_another_day_by_which_it_is_due_contradicts(entry: Make) -> None:
    said = entry("Varnia pledged monitors on the lake road by 1 August", due="2031-08-01")
    found = settle(said, Rows([row(due="2031-05-15")]), WANTED)
    assert found is not None
    assert (found.kind, found.differs) == (FindingKind.CONTRADICTS, "due")


def test_a_denial_contradicts(entry: Make) -> None:
    said = entry("Varnia had promised monitors on the lake road", kind=EntryKind.DENIAL, act="deny",
                 record=RecordKind.STATEMENT)  # fmt: skip
    assert kind_of(said, row()) == "contradicts"


def test_another_party_is_new(entry: Make) -> None:
    said = entry("Thessia pledged monitors on the lake road", who=("XCC",))
    assert kind_of(said, row()) == "new"


def test_another_beneficiary_is_not_the_same(entry: Make) -> None:
    said = entry("Varnia pledged monitors for Thessia", towards=("XCC",))
    assert kind_of(said, row()) == "new"


def test_what_is_near_is_undecided_with_its_rows(entry: Make) -> None:
    said = entry("Varnia pledged people for the lake", towards=())
    rows = (row("Monitors on the lake road"), row("Monitors in the harbour", number=5))
    found = settle(said, Rows(rows), WANTED)
    assert found is not None
    assert (found.kind, found.numbers) == (FindingKind.UNDECIDED, (4,))


def test_two_rows_that_fit_as_well_are_undecided(entry: Make) -> None:
    said = entry("Varnia pledged monitors")
    rows = (row("Monitors, first group"), row("Monitors, second group", number=5))
    found = settle(said, Rows(rows), WANTED)
    assert found is not None
    assert (found.kind, found.numbers) == (FindingKind.UNDECIDED, (4, 5))


def test_the_amount_chooses_between_rows(entry: Make) -> None:
    said = entry("Varnia pledged 60 monitors", of=(("monitors", 60.0, 60.0),))
    rows = (
        row(of=(("monitors", 40.0, 40.0),)),
        row("Monitors in the harbour", number=5, of=(("", 60.0, 60.0),)),
    )
    found = settle(said, Rows(rows), WANTED)
    assert found is not None
    assert (found.kind, found.numbers) == (FindingKind.REPEATS, (5,))


def test_a_joint_pledge_repeats_the_rows_of_its_parties(entry: Make) -> None:
    said = entry("Varnia and Thessia pledged monitors on the lake road", who=("XAA", "XCC"))
    found = settle(said, Rows([row(), row(number=5, who="XCC")]), WANTED)
    assert found is not None
    assert (found.kind, found.numbers) == (FindingKind.REPEATS, (4, 5))


def test_a_passage_that_takes_back_is_not_taken_for_a_pledge(entry: Make) -> None:
    said = entry("Varnia withdraws its monitors from the lake road")
    found = settle(said, Rows([row()]), WANTED)
    assert found is not None
    assert found.kind is FindingKind.UNDECIDED
    assert "withdraws" in found.reasons[0]


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"who": ()}, "undecided"),
        ({"who": ("anon: an official",)}, "undecided"),
        ({"who": ("Nobody Known",)}, "undecided"),
        ({"who": ("group: nine states",)}, "undecided"),  # unless the facts take groups for known
        ({"zone": ZoneKind.HEADLINE}, "undecided"),
        ({"kind": EntryKind.CLAIM}, None),
        ({"kind": EntryKind.THREAT}, None),
        ({"record": RecordKind.STATEMENT, "act": "commit"}, None),  # no pledge was read in it
        ({"kind": EntryKind.REFUSAL, "act": "reject", "status": "refused"}, None),
    ],
)
def test_what_makes_no_new_row(changed: dict[str, Any], kind: str | None, entry: Make) -> None:
    assert kind_of(entry("Varnia pledged monitors on the lake road", **changed)) == kind


def test_the_scope_keeps_others_out(entry: Make) -> None:
    said = entry("Varnia pledged monitors")
    assert settle(said, Rows([]), Wanted(("offer",))) is None
    assert settle(said, Rows([]), Wanted(("commitment",), beneficiaries=("XCC",))) is None
    assert settle(said, Rows([]), Wanted(("commitment",), issues=("sanctions",))) is None
    assert settle(said, Rows([]), Wanted(("commitment",), ("XBB",), ("monitoring",))) is not None


def test_a_person_may_say_which_row_it_is(entry: Make) -> None:
    said = entry("Varnia signed something else", status="signed", about=())
    assert (against(said, row()).kind, against(said, row()).becomes) == (FindingKind.MOVES_STATUS, "signed")


_STATUSES = st.sampled_from(
    ["considered", "proposed", "pledged", "agreed", "signed", "ratified", "in_force", "delivered", "refused",
     "suspended", "withdrawn", "undecided"]
)  # fmt: skip
_DAYS = st.none() | st.dates(datetime(2030, 1, 1).date(), datetime(2032, 1, 1).date()).map(str)


@given(_STATUSES, _STATUSES, _DAYS, _DAYS)
def test_a_status_never_moves_to_itself_or_from_the_unknown(
    was: str, told: str, row_day: str | None, day: str | None
) -> None:
    moved, why = move(was, told, row_day, day)
    assert why
    if moved is Move.ON:
        assert was != told
        assert "undecided" not in (was, told)


@given(_STATUSES, _STATUSES)
def test_one_of_two_steps_is_further(one: str, other: str) -> None:
    both = {move(one, other, None, None)[0], move(other, one, None, None)[0]}
    up = {"considered", "proposed", "pledged", "agreed", "signed", "ratified", "in_force", "delivered"}
    if one != other and {one, other} <= up:
        assert both == {Move.ON, Move.EARLIER}


@pytest.mark.parametrize(
    "words", ["will drop the offer", "took back its word", "No longer", "failed to send"]
)
def test_words_of_taking_back(words: str) -> None:
    assert taken_back(words)


# --- one after the other


def kinds(entries: Sequence[Entry], rows: Sequence[TrackerRow], decisions: Sequence[Any] = ()) -> list[str]:
    return [each.finding.kind.value for each in findings(entries, rows, decisions, WANTED) if each.is_open]


def climb(entry: Make) -> list[Entry]:
    words = "Varnia {} 40 monitors on the lake road"
    steps = [("considers", "considered", "2031-02-01"), ("pledged", "pledged", "2031-03-01"),
             ("pledged again", "pledged", "2031-03-20"), ("signed for", "signed", "2031-09-01")]  # fmt: skip
    return [
        entry(words.format(verb), status=status, day=day, of=(("monitors", 40.0, 40.0),))
        for verb, status, day in steps
    ]


def test_a_status_moves_once_and_is_repeated_after(entry: Make) -> None:
    assert kinds(climb(entry), [row(status="considered")]) == [
        "repeats",
        "moves_status",
        "repeats",
        "moves_status",
    ]


def test_what_is_new_is_new_once(entry: Make) -> None:
    assert kinds(climb(entry), []) == ["new", "moves_status", "repeats", "moves_status"]


@given(st.permutations(range(4)))
def test_the_order_of_entries_makes_no_difference(order: list[int]) -> None:
    made = climb(lambda *words, **more: _of(*words, **more))
    assert kinds([made[at] for at in order], []) == ["new", "moves_status", "repeats", "moves_status"]


def _of(*words: str, **more: Any) -> Entry:
    """Make an entry where a fixture cannot be had."""
    import dataclasses

    from onrecord.model import Evidence, Place, Report, ReportedAct, Span

    text, day = words[0], more["day"]
    quote = Evidence.at(text, Span(0, len(text)))
    kind = EntryKind.OFFER if more["status"] == "considered" else EntryKind.COMMITMENT
    act = ReportedAct(
        place=Place(f"{text} {day}", 0, len(text)), document=text[:12], record_kind=RecordKind.COMMITMENT,
        record=text, kind=kind, principals=("XAA",), actors=("XAA",), towards=("XBB",), act="",
        issues=("monitoring",), stance="", status=more["status"], quote=(quote,), text=text,
        zone=ZoneKind.BODY, first_day=day, last_day=day, dated=True, published=day, outlet=None,
        quantities=more["of"],
    )  # fmt: skip
    made = Entry(text, kind, text, ("XAA",), ("XAA",), ("XBB",), ("monitoring",), "", more["status"],
                 (Report(act, (), text),), (text,), day, day, day, day)  # fmt: skip
    return dataclasses.replace(made)


def test_an_entry_is_taken_apart_into_what_is_said_at_a_time(entry: Make) -> None:
    import dataclasses

    one, two, three, four = climb(entry)
    reports = tuple(each.reports[0] for each in (one, two, three, four))
    whole = dataclasses.replace(two, reports=reports)
    found = list(sayings(whole))
    assert [each.status for each in found] == ["considered", "pledged", "pledged", "signed"]
    assert {each.id for each in found} == {two.id}
    assert kinds([whole], [row(status="considered")]) == [
        "repeats",
        "moves_status",
        "repeats",
        "moves_status",
    ]


# --- decisions


@pytest.fixture
def keeper() -> Keeper:
    mapping = TableMapping(3, {"party": 1, "measure": 3, "status": 5}, statuses={"inked": "signed"})
    return Keeper(
        "t.xlsx", "Cy", mapping, lambda form: {"XAA": "Varnia"}.get(form, form), lambda _: Page("T", "u")
    )


def sealed(decision: Any, number: int) -> Any:
    import dataclasses

    return dataclasses.replace(decision, id=str(number), at=datetime(2031, 1, 1, 0, number, tzinfo=UTC))


def test_what_was_accepted_is_applied_and_not_asked_again(
    entry: Make, keeper: Keeper, readers: Readers
) -> None:
    entries, rows = climb(entry), [row(status="considered")]
    found = [each.finding for each in findings(entries, rows, (), WANTED)]
    moved = sealed(keeper.accept(found[1], rows, datetime.now(UTC)), 1)
    now = effective(rows, [moved], readers)
    assert (now.rows[0].status, now.changes[0].values) == ("pledged", {"status": "pledged"})
    assert now.changes[0].citations[0]["quote"] == "Varnia pledged 40 monitors on the lake road"
    assert kinds(entries, now.rows, [moved]) == ["repeats", "repeats", "moves_status"]


def test_a_new_row_is_written_as_the_keeper_writes(entry: Make, keeper: Keeper, readers: Readers) -> None:
    rows = [row("Patrol boats", about=("naval_support",))]
    found = next(findings([entry("Varnia signed for tents", about=(), status="signed")], rows, (), WANTED))
    made = sealed(keeper.accept(found.finding, rows, datetime.now(UTC)), 1)
    now = effective(rows, [made], readers)
    (added,) = now.added
    assert (added.row.number, added.row.waits, added.row.principals) == (5, True, ("XAA",))
    assert {field: added.values[field] for field in ("party", "status", "measure", "announced")} == {
        "party": "XAA", "status": "inked", "measure": "Varnia signed for tents", "announced": "2031-03-01",
    }  # fmt: skip
    again = effective([*rows, added.row], [made], readers)  # the table has it by now
    assert again.added == ()


def test_a_cell_that_its_keeper_changed_since_is_left_alone(
    entry: Make, keeper: Keeper, readers: Readers
) -> None:
    rows = [row(status="considered")]
    found = [each.finding for each in findings(climb(entry), rows, (), WANTED)]
    moved = sealed(keeper.accept(found[1], rows, datetime.now(UTC)), 1)
    assert "status" not in effective([row(status="withdrawn")], [moved], readers).changes[0].values


def test_what_was_accepted_on_a_row_that_is_gone_is_told(
    entry: Make, keeper: Keeper, readers: Readers
) -> None:
    rows = [row(status="considered")]
    found = next(findings(climb(entry), rows, (), WANTED)).finding
    kept = sealed(keeper.accept(found, rows, datetime.now(UTC)), 1)
    assert effective([row("Something else")], [kept], readers).lost == (kept,)


def test_rejected_and_skipped(entry: Make, keeper: Keeper) -> None:
    entries, rows = climb(entry), [row(status="considered")]
    found = [each.finding for each in findings(entries, rows, (), WANTED)]
    rejected = sealed(keeper.reject(found[1], datetime.now(UTC)), 1)
    assert kinds(entries, rows, [rejected]) == [
        "repeats",
        "moves_status",
        "moves_status",
    ]  # the next one moves it
    skipped = sealed(keeper.skip(found[1], datetime.now(UTC)), 2)
    assert len(kinds(entries, rows, [skipped])) == 4


def test_an_undone_decision_holds_no_more(entry: Make, keeper: Keeper) -> None:
    found = next(findings(climb(entry), [row(status="considered")], (), WANTED)).finding
    kept = sealed(keeper.reject(found, datetime.now(UTC)), 1)
    undone = sealed(keeper.undo(kept, datetime.now(UTC)), 2)
    assert in_force([undone, kept]) == ()


def test_an_undecided_finding_cannot_be_accepted(entry: Make, keeper: Keeper) -> None:
    found = next(findings([entry("Varnia pledged monitors", who=())], [row()], (), WANTED)).finding
    with pytest.raises(ValueError, match="undecided"):
        keeper.accept(found, [], datetime.now(UTC))
