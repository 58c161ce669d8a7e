"""Say what a reader has to know of an entry before leaning on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.lineage.origins import CIRCLE, NO_SOURCE, OUTLET
from onrecord.model import Report, ZoneKind
from onrecord.register.context import Context

_ALONE = {
    ZoneKind.HEADLINE: "carried by a headline alone",
    ZoneKind.SUMMARY: "carried by a summary alone",
    ZoneKind.CAPTION: "carried by a caption alone",
}


def notes(reports: Sequence[Report], origins: Sequence[str], context: Context) -> tuple[str, ...]:
    """Return what to know of an entry, each thing once, in a fixed order."""
    return tuple(dict.fromkeys(_notes(reports, origins, context)))


def _notes(reports: Sequence[Report], origins: Sequence[str], context: Context) -> Iterator[str]:
    zones = {r.act.zone for r in reports}
    if ZoneKind.BODY not in zones:
        kinds = [zone for zone in _ALONE if zone in zones]
        yield _ALONE[kinds[0]] if len(kinds) == 1 else "carried by headlines and summaries alone"
    documents = {r.act.document for r in reports}
    if len(origins) == 1 and len(documents) > 1:
        yield f"one origin, reported by {len(documents)} articles"
    if any(r.act.unnamed for r in reports):
        yield from _of_unnamed(reports)
    gone = sorted({r.origin.removeprefix(OUTLET) for r in reports if r.origin.startswith(OUTLET)})
    if gone:
        yield f"the page where it began is not in the casefile: {', '.join(gone)}"
    told = {link.note for r in reports for link in r.chain if link.note}
    if CIRCLE in told:
        yield "a chain of sources goes in a circle"
    if NO_SOURCE in told:
        yield "a source cannot be looked up"
    placeholders = sorted(
        d for d in documents if d in context.documents and context.documents[d].placeholders
    )
    if placeholders:
        whose = "its article cites" if len(documents) == 1 else f"{len(placeholders)} of its articles cite"
        yield f"{whose} sources that name nothing to look up"


def _of_unnamed(reports: Sequence[Report]) -> Iterator[str]:
    if not all(r.act.unnamed for r in reports):
        yield "an unnamed source beside a named one, not counted as an origin of its own"
    elif len({r.origin for r in reports}) > 1:
        yield "unnamed source, counted as one origin: nothing shows that its reports have different ones"
    else:
        yield "unnamed source"
