"""A preview of a judgement is what the register makes of it, and changes nothing itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from onrecord.actors.files import base_of
from onrecord.errors import UsageError
from onrecord.model import Entry, EntryKind, JudgementKind
from onrecord.pipeline.judging import Wanted, act_of, merging, on_documents, preview, splitting
from onrecord.pipeline.registering import keep_register
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore, EntryFilter


@pytest.fixture
def casefile(examples_casefile: Path, tmp_path: Path) -> CasefileStore:
    """Open a copy of the examples' casefile."""
    return open_casefile(str(shutil.copy(examples_casefile, tmp_path / "copy.db")))


def two(casefile: CasefileStore) -> tuple[Entry, Entry]:
    found = list(casefile.entries(EntryFilter(kinds=(EntryKind.DEMAND.value,))))
    assert len(found) > 1
    return found[0], found[-1]


def after(casefile: CasefileStore, wanted: Wanted) -> dict[str, Entry]:
    """Make a judgement and return the register that it gives."""
    casefile.add_judgement(wanted.kind, wanted.left, wanted.right, "Cy")
    keep_register(casefile, base_of(casefile.actor_files()))
    return {entry.id: entry for entry in casefile.entries()}


def told(entry: Entry) -> tuple[object, ...]:
    """Return an entry without the id of the judgement, which a preview cannot know."""
    return entry.id, entry.kind, entry.reports, entry.origins, entry.proposition, entry.status


def test_a_merge_gives_what_its_preview_shows(casefile: CasefileStore) -> None:
    left, right = two(casefile)
    before = list(casefile.entries())
    wanted = merging(casefile, left.id, right.id)
    change = preview(casefile, wanted)
    assert list(casefile.entries()) == before
    assert casefile.judgements() == ()
    now = after(casefile, wanted)
    assert {entry.id: told(entry) for entry in change.made} == {
        entry.id: told(now[entry.id]) for entry in change.made
    }
    assert not change.gone & now.keys()
    (one,) = (e for e in change.made if {left.places[0], right.places[0]} <= set(e.places))
    assert len(one.reports) == len(left.reports) + len(right.reports)


@pytest.mark.slow
def test_a_split_gives_what_its_preview_shows(casefile: CasefileStore) -> None:
    entry = max(casefile.entries(), key=lambda each: len(each.reports))
    act = act_of(entry, entry.reports[-1].act.record)
    wanted = splitting(entry, act)
    change = preview(casefile, wanted)
    now = after(casefile, wanted)
    for made in change.made:
        assert told(now[made.id]) == told(made)
    assert all(act.place not in each.places or wanted.right not in each.places for each in change.made)


@pytest.mark.slow
def test_one_origin_gives_what_its_preview_shows(casefile: CasefileStore) -> None:
    entry = max(casefile.entries(), key=lambda each: len(each.origins))
    first, second = [each for each in entry.origins if not each.startswith("outlet: ")][:2]
    wanted = on_documents(casefile, JudgementKind.SAME_ORIGIN, first, second)
    change = preview(casefile, wanted)
    now = after(casefile, wanted)
    held = {made.id: made for made in change.made}
    assert len(held[entry.id].origins) == len(entry.origins) - 1
    assert now[entry.id].origins == held[entry.id].origins


def test_what_cannot_be_judged_is_said(casefile: CasefileStore) -> None:
    left, _ = two(casefile)
    with pytest.raises(UsageError, match="one entry already"):
        merging(casefile, left.id, left.id)
    alone = next(each for each in casefile.entries() if len(each.reports) == 1)
    with pytest.raises(UsageError, match="one record alone"):
        splitting(alone, alone.reports[0].act)
    document = alone.reports[0].act.document
    with pytest.raises(UsageError, match="one document"):
        on_documents(casefile, JudgementKind.NOT_DERIVED, document, document)
    with pytest.raises(UsageError, match="has no record 'zzz'"):
        act_of(alone, "zzz")
