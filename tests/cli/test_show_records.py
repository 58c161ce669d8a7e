"""Commitments, events and claims: shown, chosen, exported, verified, and put beside their paragraphs."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import (
    UNDECIDED,
    Claim,
    ClaimProperty,
    Commitment,
    CommitmentStatus,
    Document,
    Event,
    EventKind,
    EventStatus,
    Evidence,
    LegalForm,
    Quantity,
    QuantityKind,
    Reading,
    Span,
    ZoneKind,
)
from onrecord.store.casefile import open_casefile


@pytest.fixture
def recorded(coded: Path) -> Path:
    """Return the casefile of hand-coded statements with records beside them."""
    with open_casefile(str(coded)) as casefile:
        for document in casefile.documents():
            reading = casefile.reading(document.id)
            assert reading is not None
            casefile.put_reading(_with_records(document, reading))
    return coded


def _with_records(document: Document, reading: Reading) -> Reading:
    def at(words: str) -> Evidence:
        start = document.text.index(words)
        return Evidence.at(document.text, Span(start, start + len(words)))

    bare: dict[str, Any] = {"document_id": document.id, "zone": ZoneKind.BODY, "confidence": {"record": 0.9}}
    if document.outlet == "Harbour Post":
        monitors = Commitment(
            id="c-monitors", quote=(at("She will send monitors if the truce holds"),), trigger=at("will"),
            party="XVM", party_text=(at("She"),), measure="monitoring", status=CommitmentStatus.PLEDGED,
            what="send monitors", beneficiary="XKV", condition=(at("if the truce holds"),),
            quantities=(Quantity(at("monitors"), QuantityKind.PEOPLE, "monitors", 12, 12),), due="2031-06",
            legal_form=LegalForm.TREATY, approval=("Lorrin Council",), statement=reading.statements[1].id,
            **bare,
        )  # fmt: skip
        call = Event(
            id="e-call", quote=(at("Ada Quill denied"),), trigger=at("denied"), kind=EventKind.CALL,
            status=EventStatus.HAPPENED, participants=("XVM", "XKV"), place="Lorrin", date="2031-05-02",
            reported_by=("Lantern Wire",), **bare,
        )  # fmt: skip
        return replace(reading, commitments=(monitors,), events=(call,))
    truce = Commitment(
        id="c-truce", quote=(at("Tarn agreed to a truce"),), trigger=at("agreed"), party=UNDECIDED,
        party_text=(at("Tarn"),), measure="ceasefire", status=CommitmentStatus.AGREED, what="a truce", **bare,
    )  # fmt: skip
    threat = Event(
        id="e-threat", quote=(at("A. Quill threatened"),), trigger=at("threatened"), kind=UNDECIDED,
        status=UNDECIDED, date="2031-05-01", **bare,
    )  # fmt: skip
    claim = Claim(
        id="k-wrote", quote=(at("the Harbour Post wrote"),), property=ClaimProperty.NUMBER,
        subject="sanctions", subject_text=(at("sanctions"),), value="40", value_text=(at("wrote"),),
        as_of="2031-04", asserted_by="Lantern Wire", **bare,
    )  # fmt: skip
    return replace(reading, commitments=(truce,), events=(threat,), claims=(claim,))


@pytest.mark.parametrize(
    ("what", "options", "found"),
    [
        ("commitments", [], ["c-monitors", "c-truce"]),
        ("commitments", ["--party", "xvm"], ["c-monitors"]),
        ("commitments", ["--party", "tarn"], ["c-truce"]),
        ("commitments", ["--beneficiary", "XKV", "--approval", "lorrin"], ["c-monitors"]),
        ("commitments", ["--measure", "Ceasefire"], ["c-truce"]),
        ("commitments", ["--status", "pledged", "--status", "signed"], ["c-monitors"]),
        ("commitments", ["--legal-form", "undecided"], ["c-truce"]),
        ("commitments", ["--with-condition"], ["c-monitors"]),
        ("commitments", ["--with-quantity"], ["c-monitors"]),
        ("commitments", ["--due-since", "2031-06-15"], ["c-monitors"]),
        ("commitments", ["--due-until", "2031-05"], []),
        ("commitments", ["--narrated"], ["c-truce"]),
        ("commitments", ["--stated", "--named"], ["c-monitors"]),
        ("commitments", ["--lumped"], []),
        ("commitments", ["--outlet", "lantern", "--text", "truce"], ["c-truce"]),
        ("events", [], ["e-threat", "e-call"]),
        ("events", ["--kind", "call"], ["e-call"]),
        ("events", ["--status", "undecided"], ["e-threat"]),
        ("events", ["--participant", "xkv", "--place", "lorr", "--reported-by", "wire"], ["e-call"]),
        ("events", ["--event-since", "2031-05-02"], ["e-call"]),
        ("events", ["--event-until", "2031-05-01"], ["e-threat"]),
        ("events", ["--with-quantity"], []),
        ("claims", [], ["k-wrote"]),
        ("claims", ["--property", "controls"], []),
        ("claims", ["--subject", "sanct", "--value", "40", "--as-of-since", "2031-04"], ["k-wrote"]),
        ("claims", ["--as-of-until", "2031-03"], []),
    ],
)
def test_filters_choose_alike_in_show_and_export(
    run: Any, recorded: Path, what: str, options: list[str], found: list[str]
) -> None:
    shown = run("show", what, "--db", recorded, "--json", *options)
    assert shown.exit_code == 0, shown.output
    assert [record["id"] for record in json.loads(shown.stdout)] == found
    rows = run("show", what, "--db", recorded, "--csv", *options).stdout
    assert [row["id"] for row in csv.DictReader(io.StringIO(rows))] == found
    exported = run("export", "--what", what, "--to", "jsonl", "--db", recorded, *options)
    assert [json.loads(line) for line in exported.stdout.splitlines()] == json.loads(shown.stdout)
    assert run("export", "--what", what, "--to", "csv", "--db", recorded, *options).stdout == rows


@pytest.mark.parametrize(
    ("what", "option", "told"),
    [
        ("statements", ["--party", "x"], "pledges and deadlines, not statements"),
        ("documents", ["--lumped"], "--lumped chooses commitments, not documents"),
        ("claims", ["--with-quantity"], "--with-quantity chooses commitments and events, not claims"),
        ("events", ["--act", "deny"], "--act chooses statements, not events"),
    ],
)
def test_an_export_takes_the_filters_of_its_kind(
    run: Any, recorded: Path, what: str, option: list[str], told: str
) -> None:
    result = run("export", "--what", what, "--to", "csv", "--db", recorded, *option)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_a_measure_that_there_is_not_is_told(run: Any, recorded: Path) -> None:
    result = run("show", "commitments", "--db", recorded, "--measure", "cease")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no issue 'cease'" in result.stderr


@pytest.mark.parametrize("columns", [60, 100, 140])
def test_the_tables_say_everything(
    run: Any, recorded: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    words = {
        "commitments": [
            "XVM",
            "→monitoring",
            "[pledged]",
            "undecided(Tarn)",
            "[agreed]",
            "HarbourPost",
            "+43",
        ],
        "events": ["2031-05-02", "[happened]", "XVM;XKV", "kindundecided", "nobodynamed", "atLorrin"],
        "claims": ["sanctions", "number", "40", "asof2031-04", "saysLanternWire"],
    }
    passages = {
        "commitments": ["condition:ifthetruceholds", "quantity:monitors(12monitors)", "“Tarnagreedtoatruce”"],
        "events": ["“AdaQuilldenied”", "reportedbyLanternWire"],
        "claims": ["“theHarbourPostwrote”"],
    }
    for what in words:
        result = run("show", what, "--db", recorded)
        assert result.exit_code == 0, result.output
        assert max(map(len, result.stdout.splitlines())) <= columns
        shown = "".join(result.stdout.split())
        for each in words[what] + (passages[what] if columns > 60 else []):
            assert columns == 60 or each in shown, each  # below that most words are broken


def test_ends_say_how_many_there_are(run: Any, recorded: Path, coded: Path, tmp_path: Path) -> None:
    assert run("show", "events", "--db", recorded).stdout.endswith("2 events.\n")
    first = run("show", "commitments", "--db", recorded, "--limit", "1")
    assert first.stdout.endswith("The first commitment; there are more.\n")
    assert run("show", "claims", "--db", recorded, "--value", "no").stderr == "No claim fits.\n"
    with open_casefile(str(tmp_path / "new.db"), create=True):
        empty = run("show", "events", "--db", tmp_path / "new.db")
    assert empty.stderr == "There are no events yet: onrecord add PATH...\n"


def test_an_article_has_its_records_under_their_paragraphs(run: Any, recorded: Path) -> None:
    document = json.loads(run("show", "claims", "--db", recorded, "--json").stdout)[0]["document"]
    shown = " ".join(run("show", "document", document, "--db", recorded).stdout.split())
    for words in (
        "commitment: undecided (Tarn) → ceasefire: a truce [agreed]; in narration; “Tarn agreed to a truce”",
        "event: 2031-05-01: kind undecided, nobody named [status undecided]; “A. Quill threatened”",
        "claim: sanctions, number: 40; as of 2031-04; says Lantern Wire; “the Harbour Post wrote”",
    ):
        assert words in shown, words
    told = json.loads(run("show", "document", document, "--db", recorded, "--json").stdout)
    assert [[each["id"] for each in told[kind]] for kind in ("commitments", "events", "claims")] == [
        ["c-truce"], ["e-threat"], ["k-wrote"],
    ]  # fmt: skip


def test_documents_and_checks_count_them(run: Any, recorded: Path) -> None:
    listed = json.loads(run("show", "documents", "--db", recorded, "--json").stdout)
    assert [(each["commitments"], each["events"], each["claims"]) for each in listed] == [
        (1, 1, 0),
        (1, 1, 1),
    ]
    assert "1 commitment" in " ".join(run("show", "documents", "--db", recorded).stdout.split())
    checked = run("check", "--db", recorded)
    assert checked.exit_code == 0, checked.output
    assert "4 statements, 2 commitments, 2 events, 1 claim" in checked.stdout


def test_actors_of_other_records_are_listed_and_can_be_decided_on(run: Any, recorded: Path) -> None:
    listed = json.loads(run("actors", "list", "--db", recorded, "--json").stdout)
    named = {each["name"]: each["records"] for each in listed if each["records"]}
    assert named == {"XKV": 2, "XVM": 2, "Lorrin Council": 1, "Lantern Wire": 1}
    assert run("actors", "rename", "lorrin council", "The Council", "--db", recorded).exit_code == 0
    shown = run("show", "commitments", "--approval", "the council", "--db", recorded, "--json")
    assert [each["approval"] for each in json.loads(shown.stdout)] == [["The Council"]]


def test_evidence_that_does_not_hold_is_found_in_every_field(run: Any, recorded: Path) -> None:
    with open_casefile(str(recorded)) as casefile:
        row = next(casefile.commitments())
        reading = casefile.reading(row.document.id)
        assert reading is not None
        wrong = Evidence(0, 3, "not", "", "")
        quantity = replace(row.record.quantities[0], text=wrong)
        broken = replace(row.record, trigger=wrong, condition=(wrong,), quantities=(quantity,))
        event = replace(reading.events[0], reported_by_text=(wrong,))
        casefile.put_reading(replace(reading, commitments=(broken,), events=(event,)))
    result = run("check", "--db", recorded)
    assert result.exit_code == 1
    for field in ("trigger", "condition", "quantity"):
        assert f"the {field} of commitment c-monitors at 0..3 does not say 'not' there" in result.stdout
    assert "the reported by text of event e-call at 0..3" in result.stdout
    assert "4 faults found." in result.stdout


@pytest.mark.parametrize("columns", ["40", "60", "80", "100", "140"])
@pytest.mark.parametrize("what", ["statements", "commitments", "events", "claims", "documents"])
def test_tables_fit_any_width(
    run: Any, recorded: Path, monkeypatch: pytest.MonkeyPatch, what: str, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    result = run("show", what, "--db", recorded)
    assert result.exit_code == 0, result.output
    assert max(map(len, result.stdout.splitlines())) <= max(60, int(columns))
