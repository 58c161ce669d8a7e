"""Codings in the manual's JSON: every string verbatim from the page, spans that say the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Directness, Document, Evidence, Reading, Span, Statement, ZoneKind
from onrecord.text.offsets import joined, without
from onrecord.views.coding import coding

LOCATED = ("quote", "cue", "speaker_text", "condition")


def strings(value: str | list[str] | None) -> list[str]:
    """Return a field's verbatim strings."""
    return [value] if isinstance(value, str) else value or []


def test_every_string_is_verbatim_and_interrupted_spans_are_pieces(
    document: Document, reading: Reading
) -> None:
    statements = coding(document, reading)["statements"]
    assert statements[0]["quote"] == ["“We will send them,”", "“before", "the first snow.”"]
    assert statements[1]["cue"] == "denied\u00a0that"
    for statement in statements:
        for name in LOCATED:
            assert all(words in document.source_text for words in strings(statement[name]))


def test_decided_fields_follow_the_manual(document: Document, reading: Reading) -> None:
    first, denial, _ = coding(document, reading)["statements"]
    assert (first["act"], first["plover"], first["stance"]) == ("commit", "AGREE", "conditional")
    assert (first["issues"], first["addressees"]) == (["monitoring", "ceasefire"], ["XKV", "Lorrin Council"])
    assert (first["affiliation"], first["speaker_role"]) == ("XVM", "head of state or government")
    assert (first["condition"], first["said_on"]) == (["before", "the first snow"], "2031-05-02")
    assert first["relations"] == [
        {
            "kind": "before", "cue": "before", "left": "send them", "right": "first snow",
            "left_issue": "monitoring", "right_issue": None,
        }
    ]  # fmt: skip
    assert (denial["act"], denial["plover"], denial["cue"]) == ("deny", None, "denied\u00a0that")
    assert json.loads(json.dumps(first)) == first


def test_undecided_fields_follow_the_manual(document: Document, reading: Reading) -> None:
    out = coding(document, reading)
    assert list(out) == ["document", "statements", "commitments", "events", "claims"]
    last = out["statements"][2]
    assert last["speakers"] == "undecided"
    assert last["speaker_text"] is None
    assert {last[name] for name in ("act", "issues", "stance")} == {"undecided"}
    assert last["undecided"] == {"act": "no cue fits", "speakers": "nobody is named"}
    assert (last["addressees"], last["condition"], last["said_on"], last["plover"]) == ([], None, None, None)
    assert last["via"] == ["Lantern Wire"]
    assert "spans" not in last


def test_other_records_follow_the_manual(document: Document, recorded: Reading) -> None:
    out = coding(document, recorded, offsets=True)
    promise, weighed = out["commitments"]
    assert {name: promise[name] for name in ("party", "measure", "beneficiary", "status", "what")} == {
        "party": "XVM", "measure": "monitoring", "beneficiary": "XKV", "status": "pledged",
        "what": "send them",
    }  # fmt: skip
    assert promise["quote"] == ["“We will send them,”", "“before", "the first snow.”"]  # over the furniture
    assert promise["condition"] == ["before", "the first snow"]
    assert promise["quantity"] == ["We", "them"]
    assert [each["text"] for each in promise["quantities"]] == ["We", "them"]
    assert (promise["quantities"][0]["least"], promise["quantities"][0]["most"]) == (2, None)
    assert (promise["statement"], promise["legal_form"], promise["approval"]) == (0, "declaration", ["XVM"])
    assert (promise["due"], promise["members_named"]) == ("2031-12", None)
    assert [weighed[name] for name in ("party", "measure", "status")] == ["undecided"] * 3
    assert [weighed[name] for name in ("statement", "condition", "quantity", "beneficiary")] == [None] * 4
    vote, unclear = out["events"]
    assert (vote["kind"], vote["status"], vote["date"], vote["place"]) == (
        "vote", "planned", "2031-05-04", "Lorrin",
    )  # fmt: skip
    assert (vote["participants"], vote["reported_by"], vote["zone"]) == (["XKV"], ["Lantern Wire"], "body")
    assert (vote["quote"], vote["quantity"]) == ("an envoy disagreed", "an envoy")
    assert (unclear["participants"], unclear["kind"]) == ("undecided", "undecided")
    (claim,) = out["claims"]
    assert (claim["property"], claim["subject"], claim["value"]) == ("number", "monitors", "2")
    assert (claim["quote"], claim["quantity"], claim["asserted_by"]) == ("She", None, "Harbour Post")
    for record in (promise, weighed, vote, unclear, claim):
        for name, spans in record["spans"].items():
            assert [document.source_text[a:b] for a, b in spans] == strings(record[name])
        assert record["confidence"] == {"record": 0.5}
    assert json.loads(json.dumps(out)) == out


def test_document_fields(document: Document, reading: Reading) -> None:
    out = coding(document, reading)["document"]
    assert out["furniture"] == ["Harbour Post | Menu | Share", "Advertisement", "Read more"]
    assert out["cites"] == [{"outlet": "Lantern Wire", "quote": "Lantern Wire reported"}]
    assert (out["published"], out["byline"]) == ("2031-05-03", None)


def test_a_document_that_was_not_read_has_no_statements(document: Document) -> None:
    assert coding(replace(document, language="fr"), None)["statements"] == []


def test_offsets_select_the_strings(document: Document, reading: Reading) -> None:
    for statement in coding(document, reading, offsets=True)["statements"]:
        assert set(statement["spans"]) == set(LOCATED)
        for name in LOCATED:
            sliced = [document.source_text[start:end] for start, end in statement["spans"][name]]
            assert sliced == strings(statement[name])


@st.composite
def pages(draw: st.DrawFn) -> tuple[Document, Statement]:
    """Draw a page with furniture cut out anywhere and a statement anywhere in what is left."""
    source = draw(st.text(alphabet="ab “”\n\u00a0é😀", min_size=4, max_size=60))
    edge = st.integers(0, len(source) - 1)
    cuts = [Span(a, min(len(source), a + n)) for a, n in draw(st.lists(st.tuples(edge, st.integers(1, 5))))]
    pieces = without(len(source), cuts)
    text = joined(source, pieces) or "a"
    if text != joined(source, pieces):
        source, pieces, cuts = text, without(1, []), []
    start = draw(st.integers(0, len(text) - 1))
    found = Evidence.at(text, Span(start, draw(st.integers(start + 1, len(text)))))
    document = Document(
        "d", "0", "p.txt", "text/plain", source, text, pieces, (), tuple(cuts), None, None, None, None, "en",
        None, None,
    )  # fmt: skip
    statement = Statement("s", "d", (found,), (found,), (), (), (), Directness.INDIRECT, ZoneKind.BODY)
    return document, statement


def _slices(document: Document, out: dict[str, Any]) -> Iterator[tuple[list[str], list[str]]]:
    for name in LOCATED:
        yield [document.source_text[a:b] for a, b in out["spans"][name]], strings(out[name])


@given(pages())
def test_strings_and_spans_agree_wherever_furniture_is_cut_out(page: tuple[Document, Statement]) -> None:
    document, statement = page
    out = coding(document, Reading("d", "m", (statement,), ()), offsets=True)["statements"][0]
    for sliced, verbatim in _slices(document, out):
        assert sliced == verbatim
        assert all(words == words.strip() for words in verbatim)
    kept = "".join(statement.quote[0].exact.split())
    assert "".join("".join(strings(out["quote"])).split()) == kept
