"""Put entries on cards: all that a reader is shown of one, as text, whatever the page is made with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import UNDECIDED, Claim, Entry, Report
from onrecord.store.interface import DocumentSummary
from onrecord.views.confirmed import is_confirmed
from onrecord.views.entries import origin_line
from onrecord.views.looking import Asked
from onrecord.views.spans import joined_quote
from onrecord.views.wordings import (
    chain_line,
    counted,
    document_name,
    hands,
    is_denial,
    proposition_of,
    words_of,
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Hold the words of one report as they are shown, and where they stand."""

    words: str  # of a denial with the words that deny it before them, in braces
    cue: str  # by which it is said: "said", "firmly rejects"; of a denial "": it stands in words
    speaker: str  # "": not told
    voice: str  # SpeakerRole; "": not told
    source: str  # "Buna Times, 2031-05-02"
    outlet: str | None
    published: str | None
    url: str | None
    document: str  # id
    record: str  # id
    chain: str  # the way that it came, where it is longer than outlet and speaker
    wording: str  # the words that carry its strength
    condition: str
    origin: str  # id of a document, or "outlet: ..."
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Card:
    """Hold an entry as it is shown; ``confirmed``: a person accepted, corrected or added a record of it."""

    id: str
    kind: str
    who: str
    decided_who: bool
    towards: str
    what: str
    day: str
    status: str
    issues: str
    amount: str  # "3 reports, 1 origin"
    origins: str
    quotes: tuple[Quoted, ...]
    notes: tuple[str, ...]
    confirmed: bool


def card_of(entry: Entry, look: Asked) -> Card:
    """Put an entry on a card, its reports in their order."""
    return Card(
        id=entry.id,
        kind=entry.kind.value,
        who=who(entry),
        decided_who=bool(entry.actors),
        towards="; ".join(entry.towards),
        what=proposition_of(entry),
        day=day_of(entry),
        status=_plain(entry.status),
        issues=", ".join(_plain(each.removeprefix("event:")) for each in entry.issues),
        amount=amount(entry),
        origins="; ".join(origin_line(each, look) for each in entry.origins),
        quotes=tuple(quoted(report, look) for report in entry.reports),
        notes=entry.notes,
        confirmed=is_confirmed(entry),
    )


def quoted(report: Report, look: Asked) -> Quoted:
    """Return the words of a report with where they stand."""
    act, document = report.act, look.summary(report.act.document)
    way = hands(report)
    long_way = len(way) > 2 or any(link.note for link in way)
    return Quoted(
        words=words_of(report, " […] "),
        cue="" if is_denial(report) else joined_quote(act.cue, " … "),
        speaker="; ".join(act.actors),
        voice=act.role,
        source=document_name(document),
        outlet=act.outlet,
        published=act.published,
        url=document.url,
        document=act.document,
        record=act.record,
        chain=chain_line(way) if long_way else "",
        wording=report.wording,
        condition=joined_quote(act.condition, " […] "),
        origin=report.origin,
        reviewed=act.reviewed,
    )


def claim_quoted(claim: Claim, document: DocumentSummary) -> Quoted:
    """Return the words in which an outlet claims something in its own voice."""
    return Quoted(
        words=joined_quote(claim.quote, " […] "),
        cue="",
        speaker="",
        voice="",
        source=document_name(document),
        outlet=document.outlet,
        published=document.published,
        url=document.url,
        document=claim.document_id,
        record=claim.id,
        chain="",
        wording="",
        condition="",
        origin=claim.document_id,
        reviewed=False,
    )


def who(entry: Entry) -> str:
    """Return who does it, and who answers for them where that is another."""
    names = "; ".join(entry.actors) or f"who: {UNDECIDED}"
    others = [each for each in entry.principals if each not in entry.actors]
    return f"{names} ({', '.join(others)})" if others else names


def day_of(entry: Entry) -> str:
    """Return the day of an act in EDTF; "undated" where nothing dates it."""
    return span(entry.first_day, entry.last_day) or "undated"


def span(first: str | None, last: str | None) -> str:
    """Write the days between which something lies as short as EDTF allows.

    >>> span("2031-05-01", "2031-05-31"), span("2031-01-01", "2031-12-31"), span("2031-05-02", "2031-05-02")
    ('2031-05', '2031', '2031-05-02')
    >>> span("2031-05-30", "2031-06-02"), span(None, "2031-06-02"), span(None, None)
    ('2031-05-30/2031-06-02', '../2031-06-02', '')
    """
    if first is None and last is None:
        return ""
    if first is None or last is None:
        return f"{first or '..'}/{last or '..'}"
    if first == last:
        return first
    if first[:4] == last[:4] and first[4:] == "-01-01" and last[4:] == "-12-31":
        return first[:4]
    if first[:7] == last[:7] and first[8:] == "01" and last[8:] in _ends(first):
        return first[:7]
    return f"{first}/{last}"


def _ends(day: str) -> Sequence[str]:
    """Return how the last day of a month may be written: as it is, and as 31 throughout."""
    from calendar import monthrange

    return (f"{monthrange(int(day[:4]) or 4, int(day[5:7]))[1]}", "31")


def amount(entry: Entry) -> str:
    """Say in how many articles it is reported, and from how many beginnings."""
    articles = len({each.act.document for each in entry.reports})
    return f"{counted(articles, 'report')}, {counted(len(entry.origins), 'origin')}"


def _plain(value: str) -> str:
    return str(value).replace("_", " ")
