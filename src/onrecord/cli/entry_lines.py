"""Put entries of the register into lines: who, towards whom, what kind, how often, how strong."""

from __future__ import annotations

from onrecord.cli.screen import one_line
from onrecord.model import UNDECIDED, Entry, Report
from onrecord.views.ties import linked as linked
from onrecord.views.wordings import chain_line, counted, hands, strengths

SHORT_ID = 8
"""Characters of an id that a table shows; commands take any first characters that only one id has."""

_SCALE = 10  # steps of a strength as it is drawn


def who(entry: Entry) -> str:
    """Return who does it, and who answers for them where that is another."""
    names = one_line("; ".join(entry.actors)) or UNDECIDED
    others = [each for each in entry.principals if each not in entry.actors]
    return f"{names} ({one_line(', '.join(others))})" if others else names


def towards(entry: Entry) -> str:
    """Return towards whom it is; "" where no report says so."""
    return one_line("; ".join(entry.towards))


def issues(entry: Entry) -> str:
    """Return what it is about by the codebook; of an event, of what kind it is."""
    return one_line(", ".join(each.removeprefix("event:") for each in entry.issues))


def status(entry: Entry) -> str:
    """Return how far it has come; "" for kinds that do not come far."""
    if entry.status == UNDECIDED:
        return f"status {UNDECIDED}"
    return str(entry.status).replace("_", " ")


def day(entry: Entry) -> str:
    """Return the day of the act; the days between which it lies where no report dates it nearer.

    A month or year that is all that is known is shown as such.
    """
    first, last = entry.first_day, entry.last_day
    if first is None and last is None:
        return "undated"
    if first == last:
        return str(first)
    return f"{first or '…'} to {last or '…'}"


def reported(entry: Entry) -> str:
    """Return the day of the first report, and that of the last where it is another."""
    first, last = entry.first_reported or "undated", entry.last_reported or "undated"
    return first if first == last else f"{first} to {last}"


def amount(entry: Entry) -> str:
    """Say in how many articles it is reported, and from how many beginnings.

    "3 reports, 1 origin"; where articles come back to it: "3 reports in 5 passages, 1 origin".
    """
    articles = len({each.act.document for each in entry.reports})
    passages = f" in {len(entry.reports)} passages" if len(entry.reports) != articles else ""
    return f"{counted(articles, 'report')}{passages}, {counted(len(entry.origins), 'origin')}"


def strength(entry: Entry) -> str:
    """Return how strong its wordings are, the weakest and the strongest; "" where none is on the scale."""
    bounds = strengths(entry)
    if bounds is None:
        return ""
    least, most = (f"{each:.2f}" for each in bounds)
    return f"strength {least}" if least == most else f"strength {least} to {most}"


def drawn(value: float) -> str:
    """Draw a strength on its scale from 0 to 1.

    >>> drawn(0.38)
    'weak ────●────── strong'
    """
    place = min(_SCALE, max(0, round(value * _SCALE)))
    return f"weak {'─' * place}●{'─' * (_SCALE - place)} strong"


def chain(report: Report) -> str:
    """Return the way of a report on one line, safe to print."""
    return one_line(chain_line(hands(report)))
