"""What has happened and what is planned."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.events.calendar import Calendar
from onrecord.events.planned import event_status
from onrecord.model import EventStatus, Span

Find = Callable[[str, str], Span]


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("The ministers will meet in Tarn on Saturday.", "meet", "planned"),
        ("Talks are due to resume on 28 November.", "resume", "planned"),
        ("Velmark plans to deploy 2,000 troops.", "deploy", "planned"),
        ("A congress is to be held in Tarn in December.", "held", "planned"),
        ("Oster said the army would attack Tarn.", "attack", "planned"),
        ("They discussed the upcoming Meridian Alliance summit in Tarn.", "summit", "planned"),
        ("The ministers met in Tarn on Saturday.", "met", "happened"),
        ("Velmark has shelled Tarn for months.", "shelled", "happened"),
        ("Six reporters were arrested in Ost.", "arrested", "happened"),
        ("The army is massing around Tarn.", "massing", "happened"),
        ("After the attack on Tarn he fled.", "attack", "happened"),
    ],
)
def test_tense_tells(find: Find, text: str, trigger: str, status: str) -> None:
    at = find(text, trigger)
    found = event_status(Calendar(text, "2031-06-12"), at, [Span(0, len(text) - 1)])
    assert found.status == status
    assert 0.4 <= found.confidence <= 1


def test_the_encoder_counts(find: Find) -> None:
    text = "The vote in Tarn on Friday"
    calendar, at = Calendar(text, "2031-06-12"), find(text, "vote")
    found = [event_status(calendar, at, [at], score).status for score in (-20.0, 20.0)]
    assert found == [EventStatus.HAPPENED, EventStatus.PLANNED]
