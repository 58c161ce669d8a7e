"""Pages of proposals have together what the list has, each once, the newest first."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.model import Answer, EntryLinkKind
from onrecord.views.proposals.paging import Paged, candidates, paged
from onrecord.views.proposals.proposals import ProposalFilter, proposals

Desk = Any  # what the fixture of this name gives


@pytest.fixture
def many(desk: Desk) -> Desk:
    """Put seven plans before Orlin, of which it answers five; one of these was put forward twice."""
    for number in range(7):
        day = f"2031-03-{number + 10}"
        page = desk.page(f"Sand proposed plan {number} to Orlin.", day)
        plan = desk.entry(
            desk.act(page, f"plan {number}", towards=("XBB",), issues=("zone" if number % 2 else "troops",))
        )
        if number < 5:
            how = Answer.ACCEPTED if number % 2 else Answer.CONDITIONED
            desk.answer(plan, desk.page(f"Orlin answered {number}.", day), f"answered {number}", how)
        if number == 1:
            again = desk.page("Sand proposed plan 1 to Orlin anew.", "2031-03-30")
            later = desk.entry(desk.act(again, "plan 1", towards=("XBB",), issues=("zone",)))
            desk.link(later, plan, kind=EntryLinkKind.REPEATS)
            desk.answer(later, desk.page("Orlin said yes.", "2031-03-30"), "yes", Answer.ACCEPTED)
    return desk


def all_pages(desk: Desk, where: ProposalFilter, most: int) -> list[str]:
    ids, start, found = candidates(desk.casefile, where), 0, list[str]()
    while True:
        page: Paged = paged(desk.casefile, where, ids, start, most)
        found += [each.id for each in page.proposals]
        if page.next is None:
            return found
        assert page.next > start
        start = page.next


FILTERS = (
    ProposalFilter(answered=True),
    ProposalFilter(answered=True, open=True),
    ProposalFilter(answered=False, every=True),
    ProposalFilter(answered=True, issues=("zone",)),
    ProposalFilter(answered=True, until="2031-03-20"),
    ProposalFilter(answered=True, actor="sand", since="2031-03-12"),
    ProposalFilter(answered=True, as_of="2031-03-12"),
)


@pytest.mark.parametrize("where", FILTERS)
@pytest.mark.parametrize("most", [1, 2, 30])
def test_pages_of_any_size_have_what_the_list_has_each_once(
    many: Desk, where: ProposalFilter, most: int
) -> None:
    found = all_pages(many, where, most)
    listed = [each.id for each in proposals(many.casefile, where) if bool(each.parties) == where.answered]
    assert len(found) == len(set(found))
    assert sorted(found) == sorted(listed)


def test_what_was_put_forward_last_comes_first(many: Desk) -> None:
    where = ProposalFilter(answered=True)
    page = paged(many.casefile, where, candidates(many.casefile, where))
    assert [each.versions[-1].day for each in page.proposals] == [
        "2031-03-30", "2031-03-14", "2031-03-13", "2031-03-12", "2031-03-10",
    ]  # fmt: skip
    assert page.next is None
    assert page.entries == 6


def test_a_page_that_nothing_of_fits_leads_on(many: Desk) -> None:
    where = ProposalFilter(answered=True, open=True)
    ids = candidates(many.casefile, where)
    page = paged(many.casefile, where, ids, start=len(ids))
    assert page.proposals == ()
    assert page.next is None
