"""Every role has a voice, and what binds is told apart from what does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from onrecord.model import CommitmentStatus, Report, SpeakerRole, Voice
from onrecord.positions.settings import settings
from onrecord.positions.voices import because, voice_of, weight

MakeReport = Callable[..., Report]


def test_the_data_know_every_role_status_and_voice() -> None:
    assert set(settings()["roles"]) == {role.value for role in SpeakerRole}
    assert set(settings()["statuses"]) == {status.value for status in CommitmentStatus}
    assert all(because(voice) and weight(voice) >= 0 for voice in Voice)


@pytest.mark.parametrize(
    ("fields", "voice"),
    [
        ({}, Voice.BINDING),
        ({"role": "spokesperson"}, Voice.SPEAKING),
        ({"role": "legislator"}, Voice.WITHIN),
        ({"role": ""}, Voice.SPEAKING),
        ({"actors": ("XQA",), "role": "state"}, Voice.BINDING),
        ({"actors": ("anon: two officials",), "unnamed": True}, Voice.UNNAMED),
        ({"role": "former"}, Voice.APART),
        ({"undertaken": "signed", "role": "legislator", "actors": ("Lena Tarr",)}, Voice.BINDING),
        ({"undertaken": "pledged", "role": "spokesperson", "sayers": ("Ivo Brand",)}, Voice.SPEAKING),
        ({"undertaken": "pledged", "role": "unnamed", "sayers": ("anon: a diplomat",)}, Voice.UNNAMED),
    ],
)
def test_how_far_words_bind(make_report: MakeReport, fields: dict[str, Any], voice: Voice) -> None:
    assert voice_of(make_report("we will", **fields).act, "XQA") is voice


def test_an_officer_of_an_organisation_speaks_for_it(make_report: MakeReport) -> None:
    act = make_report("we will", principals=("Coast League",), role="official").act
    assert voice_of(act, "Coast League") is Voice.SPEAKING
