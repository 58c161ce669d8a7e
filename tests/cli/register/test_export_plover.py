"""Event records: fields and classes of PLOVER, and what has none is counted."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import Result

from onrecord.model import Act, CommitmentStatus, EntryKind, EventKind, RecordKind, SpeakerRole
from onrecord.views.plover import class_of, mapping

Run = Callable[..., Result]
FIELDS = {
    "id", "date", "enddate", "source", "recipient", "event", "mode", "context", "quad_code", "event_text",
    "event_loc", "text_info", "cite_info", "coder", "comment", "onrecord",
}  # fmt: skip
ACTOR = {"code", "sector", "actor_text", "identifier_text", "identifier_id"}


def test_an_offer_is_an_agreement_to_come(run: Run, by_hand: Path, made: Any) -> None:
    result = run("export", "--to", "plover", "--db", by_hand)
    assert result.exit_code == 0, result.output
    records = [json.loads(line) for line in result.stdout.splitlines()]
    offer = next(each for each in records if each["id"] == f"onrecord-{made.offer.id}")
    assert offer.keys() == FIELDS
    assert (offer["date"], offer["event"], offer["quad_code"]) == ("2031-05-03", ["AGREE"], 1)
    (source,), (recipient,) = offer["source"], offer["recipient"]
    assert source.keys() == recipient.keys() == ACTOR
    assert (source["code"], source["identifier_text"]) == ("XVM", "Vera Marenko")
    assert recipient["code"] == "XTV"
    assert offer["context"] == ["peacekeeping"]
    assert offer["cite_info"]["publication"] == "Harbour Post"
    texts = {each.id: each.text for each in made.documents.values()}
    for report in offer["onrecord"]["reports"]:
        for span in report["spans"]:
            assert texts[report["document"]][span["start"] : span["end"]] == span["text"]
    assert len(offer["onrecord"]["reports"]) == 2


def test_what_has_no_class_is_left_out_and_counted(run: Run, by_hand: Path, made: Any) -> None:
    result = run("export", "--to", "plover", "--db", by_hand)
    assert made.denial.id not in result.stdout
    assert "1 entry left out, for which PLOVER has no event:" in result.stderr
    assert "1  a denial says that something is not so" in result.stderr


@pytest.mark.parametrize("act", Act)
def test_every_act_has_a_class_or_a_reason(act: Act, made: Any) -> None:
    coded = class_of(_with(made, RecordKind.STATEMENT, act=act.value, status=""))
    assert coded.event == act.plover
    assert bool(coded.why) is (act.plover is None)


@pytest.mark.parametrize("status", CommitmentStatus)
@pytest.mark.parametrize("measure", ["arms_supply", "sanctions", "other"])
def test_every_status_has_a_class_or_a_reason(status: CommitmentStatus, measure: str, made: Any) -> None:
    coded = class_of(_with(made, RecordKind.COMMITMENT, act="", status=status.value, issues=(measure,)))
    assert coded.event in mapping()["quads"] or (coded.event is None and coded.why)


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_of_happening_has_a_class_or_a_reason(kind: EventKind, made: Any) -> None:
    entry = _with(made, RecordKind.EVENT, act="", status="happened", issues=(f"event:{kind.value}",))
    coded = class_of(replace(entry, kind=EntryKind.EVENT))
    assert coded.event in mapping()["quads"] or (coded.event is None and coded.why)


def test_the_mapping_names_what_there_is() -> None:
    told = mapping()
    assert set(told["sectors"]) <= {role.value for role in SpeakerRole}
    assert set(told["events"]) == {kind.value for kind in EventKind} | {"undecided"}
    assert set(told["statuses"]) == {status.value for status in CommitmentStatus}
    assert {act.plover for act in Act} - {None} <= set(told["quads"])
    reasons = [
        each["why"] for part in ("statuses", "events") for each in told[part].values() if "why" in each
    ]
    assert all(reasons)


def test_who_attacked_whom_is_not_made_up(made: Any) -> None:
    from onrecord.views.plover import plover_record

    entry = replace(
        _with(made, RecordKind.EVENT, act="", status="happened", issues=("event:attack",)),
        kind=EntryKind.EVENT,
    )
    page = SimpleNamespace(title=None, url=None, language="en", outlet="x", published=None)
    look: Any = SimpleNamespace(summary=lambda _: page)
    record = plover_record(entry, class_of(entry), look, lambda _: None)
    assert record["source"] == []
    assert [each["identifier_text"] for each in record["onrecord"]["involved"]] == ["Vera Marenko"]


def _with(made: Any, kind: RecordKind, *, act: str, status: str, issues: tuple[str, ...] = ()) -> Any:
    report = made.offer.reports[0]
    told = replace(report, act=replace(report.act, record_kind=kind, act=act, status=status, issues=issues))
    return replace(made.offer, reports=(told,), status=status, issues=issues)
