"""Hold judgements: they are appended, never changed, and travel to other casefiles."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from onrecord.errors import UsageError
from onrecord.model import JudgementKind, Place
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore
from onrecord.store.judging import holding

LEFT, RIGHT, THIRD = Place("a" * 64, 1, 9), Place("b" * 64, 0, 0), Place("c" * 64, 5, 6)


def test_a_judgement_comes_back_as_it_was_made(casefile: CasefileStore) -> None:
    before = datetime.now(UTC)
    made = casefile.add_judgement(JudgementKind.SAME_ACT, LEFT, RIGHT, " Bo ", "they quote one speech")
    assert (made.kind, made.left, made.right, made.by, made.note, made.undoes) == (
        JudgementKind.SAME_ACT, LEFT, RIGHT, "Bo", "they quote one speech", None,
    )  # fmt: skip
    assert before <= made.at <= datetime.now(UTC)
    other = casefile.add_judgement(JudgementKind.NOT_DERIVED, THIRD, RIGHT, "Cy")
    assert casefile.judgements() == (made, other)
    assert holding(casefile.judgements()) == (made, other)


def test_an_undone_judgement_stays_and_holds_no_more(casefile: CasefileStore) -> None:
    made = casefile.add_judgement(JudgementKind.OTHER_ACT, LEFT, RIGHT, "Bo")
    kept = casefile.add_judgement(JudgementKind.SAME_ORIGIN, LEFT, THIRD, "Bo")
    undone = casefile.undo_judgement(made.id[:20].upper(), "Cy")
    assert (undone.undoes, undone.left, undone.right, undone.by) == (made.id, LEFT, RIGHT, "Cy")
    assert casefile.judgements() == (made, kept, undone)
    assert holding(casefile.judgements()) == (kept,)
    with pytest.raises(UsageError, match=f"judgement {made.id} is undone already"):
        casefile.undo_judgement(made.id, "Cy")
    for wanted in (undone.id, "zz", ""):
        with pytest.raises(UsageError, match="there is no judgement"):
            casefile.undo_judgement(wanted, "Cy")


def test_what_is_no_judgement_is_refused(casefile: CasefileStore) -> None:
    with pytest.raises(UsageError, match="these are one"):
        casefile.add_judgement(JudgementKind.SAME_ACT, LEFT, LEFT, "Bo")
    with pytest.raises(UsageError, match="somebody who makes it"):
        casefile.add_judgement(JudgementKind.SAME_ACT, LEFT, RIGHT, " ")
    assert casefile.judgements() == ()


def test_judgements_are_taken_to_another_casefile_once(
    casefile: CasefileStore, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = casefile.add_judgement(JudgementKind.SAME_ACT, LEFT, RIGHT, "Bo")
    undone = casefile.undo_judgement(made.id, "Bo")
    with open_casefile(str(tmp_path_factory.mktemp("other") / "other.db"), create=True) as other:
        assert other.add_judgements([made, undone, made]) == (made, undone)
        assert other.add_judgements([undone, made]) == ()
        assert other.judgements() == (made, undone)
        with pytest.raises(UsageError, match="is not what it was when it was made"):
            other.add_judgements([replace(made, id="f" * 32), replace(made, note="changed", id="e" * 32)])
        assert other.judgements() == (made, undone)
