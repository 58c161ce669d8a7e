"""What is chosen among reviewed documents is what the store's own tables choose."""

from __future__ import annotations

import random
from typing import Any

import pytest

from _simulated import article, document, read, reading
from onrecord.review.making import Reviewer
from onrecord.review.view import ReviewedView
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import StatementFilter
from onrecord.store.record_filters import ClaimFilter, CommitmentFilter, EventFilter

FILTERS: dict[str, list[Any]] = {
    "statements": [
        StatementFilter(),
        StatementFilter(speaker="ÁDA"),
        StatementFilter(speaker="bo tarn", acts=("deny", "warn", "assert", "offer")),
        StatementFilter(text="truce  would"),
        StatementFilter(issues=("training", "undecided")),
        StatementFilter(stances=("undecided",), roles=("undecided",)),
        StatementFilter(with_condition=True),
        StatementFilter(said_from="2031"),
        StatementFilter(outlet="harbour", date_from="2031-05", date_until="2031-05-02"),
        StatementFilter(outlet="nobody"),
        StatementFilter(addressee="a"),
    ],
    "commitments": [
        CommitmentFilter(),
        CommitmentFilter(party="xaa"),
        CommitmentFilter(party="varnia", measures=("training",)),
        CommitmentFilter(statuses=("pledged", "signed", "refused")),
        CommitmentFilter(text="patrol boats"),
        CommitmentFilter(legal_forms=("undecided",), narrated=True, lumped=False),
        CommitmentFilter(with_quantity=True),
        CommitmentFilter(due_until="2032"),
    ],
    "events": [
        EventFilter(),
        EventFilter(participant="orlin", kinds=("meeting",)),
        EventFilter(place="sarn"),
        EventFilter(event_from="2031"),
        EventFilter(statuses=("planned",)),
    ],
    "claims": [
        ClaimFilter(),
        ClaimFilter(subject="XBB"),
        ClaimFilter(value="sarn", properties=("controls",)),
        ClaimFilter(as_of_from="2030"),
    ],
}


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("filtering") / "invented.db")
    draw = random.Random(11)
    with open_casefile(path, create=True) as casefile:
        for number in range(6):
            text, sentences = article(draw, number)
            page, raw = document(text, f"page-{number}.txt")
            page = casefile.add_document(page, raw).document
            casefile.put_reading(reading(page, "m1", read(draw, page, sentences)))
            if number % 2:  # a review that changes nothing: the document goes the other way
                shown = ReviewedView(casefile).effective(page.id)
                casefile.add_reviews([Reviewer("Cy", page, shown).complete()])
    return path


@pytest.mark.parametrize(
    ("kind", "where"), [(kind, each) for kind, held in FILTERS.items() for each in held], ids=str
)
def test_filters_choose_what_the_tables_choose(location: str, kind: str, where: Any) -> None:
    with open_casefile(location, read_only=True) as casefile:
        assert len(casefile.reviewed()) == 3
        wanted = list(getattr(casefile, kind)(where))
        assert list(getattr(ReviewedView(casefile), kind)(where)) == wanted
