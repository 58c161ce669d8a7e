"""What is feared, possible or averted is no event."""

from __future__ import annotations

import pytest

from onrecord.events.irreal import irreal
from onrecord.model import Span

CASES = [
    ("The envoy warned of the dangers of a military [clash] on the river.", True),
    ("They would retreat if Korvath ordered a second [strike] on the dam.", True),
    ("Aurelle persuaded Korvath to hold off from a full-scale [attack] on the town.", True),
    ("A large [assault] on the valley could begin within days.", True),
    ("He promised a decision on a response to the [attack] at the weir.", True),
    ("Korvath [shelled] the town, which could not be reached.", False),
    ("The ministers [met] in May.", False),
    ("If it rains the market closes. The army [shelled] the town.", False),
    ("The leaders will [meet] on Friday.", False),
]


@pytest.mark.parametrize(("marked", "wanted"), CASES)
def test_the_clause_of_the_trigger_tells(marked: str, wanted: bool) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    assert irreal(marked.replace("[", "").replace("]", ""), Span(start, end)) is wanted
