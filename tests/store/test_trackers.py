"""Trackers in a casefile: files and decisions are appended, rows follow the newest file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.model import (
    FindingKind,
    Place,
    TrackerAction,
    TrackerDecision,
    TrackerFile,
    TrackerRow,
)
from onrecord.store.casefile import open_casefile
from onrecord.store.trackers import sealed

FILE = TrackerFile("pledges.xlsx", "d1", b"content", "header: 1", "Cy", datetime(2031, 3, 1, tzinfo=UTC))
ROW = TrackerRow(
    "pledges.xlsx", 4, "k4", ("1", "Varnia"), "Varnia", ("XAA",), ("Ada Quill",), "Orlin", ("XBB",),
    "Monitors", ("monitoring",), "pledged", "prom.", amounts=(("monitors", None, 40.0),),
    undecided={"due": "soon is no date"},
)  # fmt: skip
DECISION = sealed(
    TrackerDecision(
        "", "pledges.xlsx", TrackerAction.ACCEPT, "Cy", datetime(2031, 3, 2, tzinfo=UTC), Place("d", 3, 9),
        (Place("d", 3, 9), Place("e", 0, 4)), FindingKind.NEW, ("k9",), "pledged", {"party": "Varnia"},
        {"outlet": "The Lake Post"},
    )
)  # fmt: skip


def test_a_tracker_is_kept_as_it_was_brought_in(tmp_path: Path) -> None:
    path = str(tmp_path / "c.db")
    with open_casefile(path, create=True) as casefile:
        assert casefile.put_tracker(FILE, [ROW]) == FILE
        casefile.add_tracker_decisions([DECISION])
    with open_casefile(path, read_only=True) as casefile:
        assert casefile.trackers() == (FILE,)
        assert casefile.tracker_rows("pledges.xlsx") == (ROW,)
        assert casefile.tracker_decisions("pledges.xlsx") == (DECISION,)


def test_a_newer_file_takes_the_place_and_decisions_stay(tmp_path: Path) -> None:
    with open_casefile(str(tmp_path / "c.db"), create=True) as casefile:
        casefile.put_tracker(FILE, [ROW])
        casefile.add_tracker_decisions([DECISION])
        assert casefile.put_tracker(FILE, [ROW]).version == 1  # the very same
        newer = replace(FILE, digest="d2", content=b"more")
        assert casefile.put_tracker(newer, [replace(ROW, number=5)]).version == 2
        assert casefile.tracker().content == b"more"
        assert [row.number for row in casefile.tracker_rows(FILE.name)] == [5]
        assert casefile.tracker_decisions(FILE.name) == (DECISION,)


def test_a_decision_is_kept_once_and_needs_somebody(tmp_path: Path) -> None:
    with open_casefile(str(tmp_path / "c.db"), create=True) as casefile:
        assert casefile.add_tracker_decisions([DECISION, DECISION]) == (DECISION,)
        with pytest.raises(UsageError, match="who makes it"):
            casefile.add_tracker_decisions([replace(DECISION, id="x", by=" ")])


def test_the_id_of_a_decision_is_the_digest_of_what_it_says() -> None:
    assert sealed(DECISION) == DECISION
    assert sealed(replace(DECISION, becomes="signed")).id != DECISION.id


def test_which_tracker_is_meant(tmp_path: Path) -> None:
    with open_casefile(str(tmp_path / "c.db"), create=True) as casefile:
        with pytest.raises(UsageError, match="holds no tracker"):
            casefile.tracker()
        casefile.put_tracker(FILE, [])
        casefile.put_tracker(replace(FILE, name="other.csv"), [])
        assert casefile.tracker("other.csv").name == "other.csv"
        with pytest.raises(UsageError, match="several trackers"):
            casefile.tracker()
        with pytest.raises(UsageError, match="no tracker 'x'"):
            casefile.tracker("x")
