"""A casefile with a register written down by hand, and a codebook with a package for it."""

from __future__ import annotations

import pytest

from onrecord.codebook.packs import parse
from onrecord.codebook.records import Codebook
from onrecord.model import EntryKind, Stance
from onrecord.views.counted import Counted
from onrecord.views.packages.undertakings import Standing

BOOK = """
codebook: trial
title: Trial
issues:
  - id: troops
    label: Troops
    description: Soldiers.
    strong: [soldiers]
  - id: ships
    label: Ships
    description: Ships.
    strong: [ships]
packages:
  - id: coast
    label: Coast guard
    description: Land and sea.
    source: Treaty of Saint-Aubrey 2031
    measures:
      - id: land
        label: Land part
        description: Soldiers.
        issues: [troops]
        status: signed
        legal_form: [treaty]
        source: Article 2
      - id: sea
        label: Sea part
        description: Ships.
        issues: [ships]
        status: pledged
        source: Article 3
"""


@pytest.fixture(scope="session")
def book() -> Codebook:
    """Return a codebook with a package."""
    return parse(BOOK, "trial.yaml")


class Stands:
    """Make undertakings."""

    def __init__(self) -> None:
        self._number = 0

    def __call__(
        self, party: str, measure: str = "troops", status: str | None = "pledged", **given: object
    ) -> Standing:
        """Return an undertaking of a party."""
        self._number += 1
        entry = f"e{self._number:03}"
        plain = {
            "entry": entry, "kind": EntryKind.COMMITMENT.value, "measure": measure, "parties": (party,),
            "actors": (party,), "towards": ("XVM",), "first_day": "2031-05-02", "last_day": "2031-05-02",
            "stance": Stance.FOR, "group": party.startswith("group:"), "members_named": None,
            "status": status, "since": "2031-05-02", "done": None, "done_since": None, "taken_back": None,
            "taken_back_on": None, "legal_forms": (), "approvals": (), "conditions": (), "amounts": (),
            "dues": (), "quote": f"{party} will", "said": "", "record": f"r{self._number}", "document": "d1",
            "told_by": (), "documents": Counted(("d1",)), "origins": ("d1",), "notes": (), "reviewed": False,
        }  # fmt: skip
        return Standing(**(plain | given))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def stands() -> Stands:
    """Return what makes undertakings."""
    return Stands()
