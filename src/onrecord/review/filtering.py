"""Choose records by what they say once decisions are applied: the store's filters, on records themselves.

``tests/review/test_filtering.py`` holds each of them to the answer that the store's own tables give.
"""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model import UNDECIDED, Claim, ClaimProperty, Commitment, Event, Evidence, Statement
from onrecord.store.filters import day_bounds
from onrecord.store.fold import fold
from onrecord.store.interface import StatementFilter
from onrecord.store.record_filters import ClaimFilter, CommitmentFilter, EventFilter
from onrecord.text.days import days


def statement_fits(where: StatementFilter, each: Statement) -> bool:
    """Tell whether a statement is one of those looked for; its document is not looked at."""
    role = each.speaker_role.value if each.speaker_role else UNDECIDED
    issues = each.issues or (UNDECIDED,)
    return (
        _named(where.speaker, each.speakers, each.speaker_text)
        and _holds(where.text, fold(" ".join(piece.exact for piece in each.quote)))
        and _named(where.addressee, each.addressees, each.addressee_text)
        and _holds(where.affiliation, fold(each.affiliation or ""))
        and _one_of(where.acts, str(each.act))
        and _one_of(where.stances, str(each.stance))
        and _one_of(where.roles, role)
        and (not where.issues or any(issue in where.issues for issue in issues))
        and _between(where.said_from, where.said_until, each.said_on)
        and (not where.with_condition or bool(each.condition))
    )


def commitment_fits(where: CommitmentFilter, each: Commitment) -> bool:
    """Tell whether a commitment is one of those looked for."""
    return (
        _holds(where.text, _content(each.quote, each.what))
        and _named(where.party, (each.party,), each.party_text)
        and _named(where.beneficiary, _some(each.beneficiary), each.beneficiary_text)
        and _named(where.approval, each.approval, each.approval_text)
        and _one_of(where.measures, each.measure)
        and _one_of(where.statuses, str(each.status))
        and _one_of(where.legal_forms, each.legal_form.value if each.legal_form else UNDECIDED)
        and _between(where.due_from, where.due_until, each.due)
        and (not where.with_condition or bool(each.condition))
        and (not where.with_quantity or bool(each.quantities))
        and where.narrated in (None, each.statement is None)
        and where.lumped in (None, each.party.startswith("group:"))
    )


def event_fits(where: EventFilter, each: Event) -> bool:
    """Tell whether an event is one of those looked for."""
    return (
        _holds(where.text, _content(each.quote))
        and _named(where.participant, each.participants, each.participant_text)
        and _named(where.place, _some(each.place), each.place_text)
        and _named(where.reported_by, each.reported_by, each.reported_by_text)
        and _one_of(where.kinds, str(each.kind))
        and _one_of(where.statuses, str(each.status))
        and _between(where.event_from, where.event_until, each.date)
        and (not where.with_quantity or bool(each.quantities))
    )


def claim_fits(where: ClaimFilter, each: Claim) -> bool:
    """Tell whether a claim is one of those looked for."""
    return (
        _holds(where.text, _content(each.quote))
        and _named(where.subject, (each.subject,), each.subject_text)
        and _named(where.value, (each.value,), each.value_text)
        and _one_of(where.properties, each.property.value)
        and _between(where.as_of_from, where.as_of_until, each.as_of)
        and _between(where.value_from, where.value_until, _date_claimed(each))
    )


def _date_claimed(each: Claim) -> str | None:
    return each.value if each.property is ClaimProperty.DATE else None


def _content(quote: Iterable[Evidence], *more: str) -> str:
    return fold(" ".join((*(piece.exact for piece in quote), *more)))


def _some(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _holds(wanted: str | None, folded: str) -> bool:
    return wanted is None or fold(wanted) in folded


def _named(wanted: str | None, names: Iterable[str], words: Iterable[Evidence]) -> bool:
    if wanted is None:
        return True
    return fold(wanted) in "\n".join(fold(each) for each in (*names, *(piece.exact for piece in words)))


def _one_of(wanted: tuple[str, ...], value: str) -> bool:
    return not wanted or value in wanted


def _between(begin: str | None, end: str | None, date: str | None) -> bool:
    if begin is None and end is None:
        return True
    bounds = days(date)
    if bounds is None:
        return False
    return (begin is None or bounds[1] >= day_bounds(begin)[0]) and (
        end is None or bounds[0] <= day_bounds(end)[1]
    )
