"""What ties an article to others."""

from __future__ import annotations

from dataclasses import replace

from onrecord.model import Derivation, DerivationKind, Document, Evidence, Passage, Span
from onrecord.store.interface import DocumentSummary
from onrecord.views.reader.ties import also_in, head_line, ties_of


class Look:
    """Know one article, by any id."""

    def __init__(self, summary: DocumentSummary) -> None:
        self._summary = summary

    def summary(self, document_id: str) -> DocumentSummary:
        return replace(self._summary, id=document_id, outlet=f"Outlet {document_id}")

    def document(self, document_id: str) -> Document:
        raise AssertionError(document_id)

    def entry_aliases(self, entry_id: str) -> tuple[str, ...]:
        raise AssertionError(entry_id)


def at(start: int, end: int) -> Evidence:
    return Evidence(start, end, "x" * (end - start), "", "")


def test_ties_are_seen_from_either_side(summary: DocumentSummary) -> None:
    copy = Derivation(
        "a", "b", DerivationKind.COPY, credited=True, credit=(at(0, 4),),
        passages=(Passage(at(1, 9), at(20, 28)),), direction="credit", confidence=0.9,
    )  # fmt: skip
    cites = Derivation("", "b", DerivationKind.CITES, outlet="Lantern Wire", direction="credit")
    mine, theirs = (ties_of(name, [cites, copy], Look(summary)) for name in ("b", "a"))
    assert [(tie.says, tie.document, tie.whole) for tie in mine] == [
        ("copied from", "a", True), ("cites", None, False),
    ]  # fmt: skip
    assert mine[1].name == "Lantern Wire (no page of it here)"
    assert [tie.passages for tie in mine] == [((Span(20, 28), Span(1, 9)),), ()]
    assert theirs[0].says == "copied by"
    assert theirs[0].passages == ((Span(1, 9), Span(20, 28)),)
    assert head_line(mine) == "Not its own report: taken from 1 article; names 1 source."
    assert mine[0].told == (
        "credited", "the later text credits the earlier one", "1 passage, 8 characters", "sure 0.90",
    )  # fmt: skip


def test_a_passage_over_two_paragraphs_is_said_of_both(summary: DocumentSummary) -> None:
    found = Derivation("a", "b", DerivationKind.PARTIAL, passages=(Passage(at(0, 30), at(5, 35)),))
    ties = ties_of("b", [found], Look(summary))
    lines = [Span(0, 4), Span(5, 20), Span(22, 40), Span(41, 60)]
    assert {start: len(also) for start, also in also_in(ties, lines).items()} == {5: 1, 22: 1}
