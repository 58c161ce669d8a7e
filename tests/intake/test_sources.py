"""Outlets that an article takes something from are found by list, by their kind and by what the text says."""

from __future__ import annotations

import pytest

from onrecord.intake.sources import cited_outlets, dateline
from onrecord.model import Span


def _outlets(text: str) -> list[str]:
    return [c.outlet for c in cited_outlets(text, [Span(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "outlets"),
    [
        ("The bridge is closed, Reuters reported.", ["Reuters"]),
        ("“It is late,” she said, quoted by the ITAR-TASS news agency.", ["ITAR-TASS"]),
        ("Politico writes about this with reference to Lorrinese diplomats.", ["Politico"]),
        ("In comments to the state-run Brapress news agency Ana Oster spoke of delay.", ["Brapress"]),
        ("According to a report by OSTRA, the talks went on.", ["OSTRA"]),
        ("Oster’s remarks, reported by Sarn Gazette, were mild.", ["Sarn Gazette"]),
        ("Source: Brandur", ["Brandur"]),
        ("Reporting from Sarn, Al Jazeera’s Jo Sim noted that it rained.", ["Al Jazeera"]),
        ("Reuters contributed to this report", ["Reuters"]),
        (
            "in comments to the opposition paper Novy Den and independent news site Ostra.net.",
            ["Novy Den", "Ostra.net"],
        ),
        ("It was first reported by The New York Times. The Times said more.", ["The New York Times"]),
    ],
)
def test_cited_outlets(text: str, outlets: list[str]) -> None:
    assert _outlets(text) == outlets


@pytest.mark.parametrize(
    "text",
    [
        "The Kremlin reported losses.",
        "She told reporters that it was late.",
        "In an interview in November she said no.",
        "According to Ana Oster, the talks went on.",
        "He spoke with reference to Lorrinese diplomats.",
        "He told Aramian television that it was late.",
        "A report by the Foreign Ministry said so.",
    ],
)
def test_what_is_no_cited_outlet(text: str) -> None:
    assert _outlets(text) == []


@pytest.mark.parametrize(
    ("text", "published", "outlet"),
    [
        ("KORVATH, May 14 (Ridgeway) - Talks began.", "XXXX-05-14", "Ridgeway"),
        ("(OSTRA) - Sarn, January 24 - Talks began.", "XXXX-01-24", "OSTRA"),
        ("Sarn, Nov.17 (BRA) — Talks began.", "XXXX-11-17", "BRA"),
        ("SARN (Ridgeway) – Talks began.", None, "Ridgeway"),
        ("SARN, Aramia— Talks began.", None, None),
    ],
)
def test_datelines(text: str, published: str | None, outlet: str | None) -> None:
    found = dateline(text)
    assert found is not None
    assert (found.published, found.outlet) == (published, outlet)
    assert text[found.span.end :] == "Talks began."


@pytest.mark.parametrize(
    "text", ["He said - and meant it - that talks began.", "Talks began on Monday.", "It is late"]
)
def test_no_dateline(text: str) -> None:
    assert dateline(text) is None
