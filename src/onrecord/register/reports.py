"""Trace each report of an act to its origin, and order reports by how near they are to it."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.lineage.origins import OUTLET, chain, origin_at
from onrecord.model import Link, Report, ReportedAct, ZoneKind
from onrecord.register.context import Context
from onrecord.register.names import one_actor
from onrecord.register.strength import find
from onrecord.text.days import days
from onrecord.text.outlets import is_known_outlet, outlet_like

_ZONES = (ZoneKind.BODY, ZoneKind.CAPTION, ZoneKind.SUMMARY, ZoneKind.HEADLINE, ZoneKind.CREDIT)
_QUOTES = "\"“”„«»‘’'"


def report_of(act: ReportedAct, context: Context) -> Report:
    """Return one report with its chain and origin."""
    start, end = min(e.start for e in act.quote), max(e.end for e in act.quote)
    speakers = act.actors
    links = chain(
        act.document, context.derivations, context.documents, (start, end), via=act.via, speakers=speakers
    )
    began = origin_at(act.document, start, end, context.derivations, context.documents, act.via)
    wording, strength = find(act)
    return Report(act, links, _origin(began, act, links), wording, strength)


def _origin(began: str, act: ReportedAct, links: tuple[Link, ...]) -> str:
    """Return where a report began: an outlet that its own words name as the relay goes before its page."""
    held = [link.name for link in links if link.document]
    for name in reversed(act.via):
        if (is_known_outlet(name) or outlet_like(name)) and not any(one_actor(name, each) for each in held):
            return f"{OUTLET}{name}"
    return began


def sorted_by_nearness(reports: Iterable[Report]) -> tuple[Report, ...]:
    """Return reports with the nearest source first.

    Nearer is: fewer hands between speaker and reader, the words quoted directly, the article's body before
    its headline, the earlier page; at last the order of places.
    """
    return tuple(sorted(reports, key=_nearness))


def _nearness(report: Report) -> tuple[object, ...]:
    act = report.act
    known = days(act.published)
    relays = sum(1 for link in report.chain if link.role != "speaker")
    return (
        relays,
        not quoted(act),
        _ZONES.index(act.zone),
        act.unnamed,
        known[0] if known else "9999",
        act.place,
        act.record,
    )


def quoted(act: ReportedAct) -> bool:
    """Tell whether the words stand within quotation marks."""
    return all(
        e.exact[0] in _QUOTES or (bool(e.prefix.rstrip()) and e.prefix.rstrip()[-1] in _QUOTES)
        for e in act.quote
    )
