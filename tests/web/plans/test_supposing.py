"""Supposed steps stand in an address, and the least step that is offered would do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.codebook.packaging import DECIDED, DONE
from onrecord.codebook.records import PackageMeasure
from onrecord.errors import UsageError
from onrecord.model import CommitmentStatus, LegalForm
from onrecord.views.packages.gaps import Supposition, after_step
from onrecord.views.packages.lacks import lacks
from onrecord.web.plans.supposing import FORMS, STATUSES, next_step, supposition, written

MEASURES = ("land", "sea", "air_support")
names = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs")), min_size=1).filter(
    lambda name: all(part.strip() for part in name.split(":"))
)


@given(names, st.sampled_from(MEASURES), st.sampled_from(STATUSES), st.sampled_from([None, *FORMS]))
def test_a_step_is_read_as_it_was_written(party: str, measure: str, status: str, form: str | None) -> None:
    step = Supposition(party, measure, str(status), form)
    assert supposition(written(step), MEASURES, str) == step


@pytest.mark.parametrize(
    "typed", ["", "XSK", "XSK:land", "XSK:land:dreamt", "XSK:moon:signed", ":land:signed", "XSK::signed",
              "XSK:land:signed:song"],
)  # fmt: skip
def test_what_is_no_step_is_refused_with_what_would_be_one(typed: str) -> None:
    with pytest.raises(UsageError) as told:
        supposition(typed, MEASURES, str)
    assert told.value.remedy


@given(
    st.sampled_from([None, *DECIDED]),
    st.sampled_from([None, *DONE]),
    st.lists(st.sampled_from(list(LegalForm)), max_size=2, unique=True),
    st.sampled_from([None, "each parliament"]),
)
def test_the_steps_that_are_offered_lead_to_what_is_needed(
    status: CommitmentStatus | None, done: str | None, forms: list[LegalForm], approval: str | None
) -> None:
    need = PackageMeasure(
        "land", "Land", "L.", ("troops",), "2031", status=status, done=done, legal_forms=tuple(forms),
        approval=approval,
    )  # fmt: skip
    now = None
    for _ in range(3):
        step = next_step("XSK", "land", need, now, "troops")
        if step is None:
            break
        assert step.party == "XSK"
        now = after_step(step, now, "troops")
    assert now is not None
    assert list(lacks(now, need)) == []
