"""The two voices on an issue: who is heard, and that chances stay chances."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onrecord.codebook.packs import shipped
from onrecord.coding.issue_evidence import Floats
from onrecord.coding.issue_voices import weighed
from onrecord.encoder.labels import ISSUES

BOOK = shipped()
COUNT = len(BOOK.ids)
OTHER = replace(BOOK, issues=(*BOOK.issues[:-1], replace(BOOK.issues[-1], id="fisheries")))
LOGS = st.lists(st.floats(-20, 0), min_size=len(ISSUES), max_size=len(ISSUES))


def shares(*given: tuple[str, float], ids: tuple[str, ...] = BOOK.ids) -> Floats:
    row = np.full(len(ids), 0.01)
    for name, value in given:
        row[ids.index(name)] = value
    out: Floats = row / row.sum()
    return out


def heard(name: str) -> list[float]:
    return [0.0 if i == name else -6.0 for i in ISSUES]


def test_the_shipped_codebook_has_the_encoder_s_issues() -> None:
    assert set(BOOK.ids) == set(ISSUES)


def test_a_codebook_of_other_issues_has_its_cues_alone() -> None:
    by_cues = np.array([shares(("ceasefire", 1.0))])
    assert weighed(by_cues, [heard("sanctions")], OTHER, (1.0, 5.0)) is by_cues


def test_what_the_encoder_did_not_hear_is_left_to_the_cues() -> None:
    by_cues = np.array([shares(("ceasefire", 1.0)), shares(("monitoring", 1.0))])
    out = weighed(by_cues, [(), heard("sanctions")], BOOK, (1.0, 5.0))
    assert (out[0] == by_cues[0]).all()
    assert BOOK.ids[int(out[1].argmax())] == "sanctions"
    assert weighed(by_cues[:0], [], BOOK, (1.0, 1.0)).shape == (0, COUNT)


@pytest.mark.parametrize(
    ("weights", "winner"),
    [
        ((1.0, 0.0), "ceasefire"),
        ((0.0, 1.0), "sanctions"),
        ((1.0, 9.0), "sanctions"),
        ((9.0, 1.0), "ceasefire"),
    ],
)
def test_the_louder_voice_wins(weights: tuple[float, float], winner: str) -> None:
    out = weighed(np.array([shares(("ceasefire", 1.0))]), [heard("sanctions")], BOOK, weights)
    assert BOOK.ids[int(out[0].argmax())] == winner


def test_agreeing_voices_keep_their_issue() -> None:
    out = weighed(np.array([shares(("ceasefire", 1.0))]), [heard("ceasefire")], BOOK)
    assert BOOK.ids[int(out[0].argmax())] == "ceasefire"


@given(
    arrays(np.float64, (2, COUNT), elements=st.floats(0, 1)),
    st.lists(LOGS, min_size=2, max_size=2),
    st.floats(0, 5),
    st.floats(0, 5),
)
def test_rows_sum_to_one(by_cues: Floats, voice: list[list[float]], cues: float, encoder: float) -> None:
    before = by_cues.copy()
    out = weighed(by_cues, voice, BOOK, (cues, encoder))
    assert out.shape == by_cues.shape
    assert np.allclose(out.sum(1), 1)
    assert (out >= 0).all()
    assert (by_cues == before).all(), "what is given stays as it is"
