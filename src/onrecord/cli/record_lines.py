"""Put commitments, events and claims into lines: what they were coded as, and the circumstances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.cli.screen import one_line, printable
from onrecord.model import UNDECIDED, Claim, Commitment, Event, Quantity
from onrecord.store.record_kinds import FoundRecord
from onrecord.views.found import amount_line
from onrecord.views.spans import joined_quote


def passage(record: FoundRecord) -> str:
    """Return the evidence on one line, in quotation marks."""
    return printable(f"“{joined_quote(record.quote, ' […] ')}”")


def party(record: Commitment) -> str:
    """Return who would do it; where that is undecided, the words that name it there."""
    return _named((record.party,), joined_quote(record.party_text, " "))


def measure(record: Commitment) -> str:
    """Return the measure, said to be undecided where it is."""
    return f"measure {UNDECIDED}" if record.measure == UNDECIDED else one_line(record.measure)


def status(record: Commitment | Event) -> str:
    """Return how far it has come or whether it has happened."""
    return f"status {UNDECIDED}" if record.status == UNDECIDED else str(record.status)


def kind(record: Event) -> str:
    """Return what kind of event it is."""
    return f"kind {UNDECIDED}" if record.kind == UNDECIDED else str(record.kind)


def participants(record: Event) -> str:
    """Return who takes part; where that is undecided, the words that name them there."""
    if not record.participants and not record.participant_text:
        return UNDECIDED if "participants" in record.undecided else "nobody named"
    return _named(record.participants, joined_quote(record.participant_text, "; "))


def commitment_circumstances(record: Commitment) -> Iterator[str]:
    """Yield a line each for beneficiary, condition, quantities, due date, form, approval and narration."""
    if record.beneficiary is not None:
        yield f"beneficiary: {_named((record.beneficiary,), joined_quote(record.beneficiary_text, ' '))}"
    if record.condition:
        yield one_line(f"condition: {joined_quote(record.condition, ' … ')}")
    yield from _quantities(record.quantities)
    if record.due:
        yield one_line(f"due {record.due}")
    if record.legal_form is not None:
        yield f"by {record.legal_form.value}"
    if record.approval:
        yield one_line(f"approval: {'; '.join(record.approval)}")
    if record.members_named is False:
        yield "its members are not named"
    if record.statement is None:
        yield "in narration"


def event_circumstances(record: Event) -> Iterator[str]:
    """Yield a line each for place, quantities and who reports it."""
    if record.place:
        yield one_line(f"at {record.place}")
    yield from _quantities(record.quantities)
    if record.reported_by:
        yield one_line(f"reported by {'; '.join(record.reported_by)}")


def claim_circumstances(record: Claim) -> Iterator[str]:
    """Yield a line each for what can be reckoned with, the date it holds for and who asserts it."""
    yield from _quantities((record.quantity,) if record.quantity else ())
    if record.as_of:
        yield one_line(f"as of {record.as_of}")
    if record.asserted_by:
        yield one_line(f"says {record.asserted_by}")


def note(record: FoundRecord) -> str:
    """Return a whole record on one line, with the passage that carries it."""
    match record:
        case Commitment():
            head = f"{party(record)} → {measure(record)}: {one_line(record.what)} [{status(record)}]"
            lines = commitment_circumstances(record)
        case Event():
            day = one_line(record.date) or "undated"
            head = f"{day}: {kind(record)}, {participants(record)} [{status(record)}]"
            lines = event_circumstances(record)
        case Claim():
            head = one_line(f"{record.subject}, {record.property.value}: {record.value}")
            lines = claim_circumstances(record)
    return "; ".join([head, *lines, passage(record), f"id {record.id}"])


def _quantities(held: Sequence[Quantity]) -> Iterator[str]:
    for each in held:
        yield one_line(f"quantity: {' '.join(each.text.exact.split())} ({amount_line(each)})")


def _named(names: Sequence[str], words: str) -> str:
    decided = [name for name in names if name != UNDECIDED]
    if decided:
        return one_line("; ".join(decided))
    return one_line(f"{UNDECIDED} ({words})" if words else UNDECIDED)
