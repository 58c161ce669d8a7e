"""Write the source of an accepted row: outlet, title, date, address, quote and chain."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from onrecord.model import Evidence, Finding, Link, Report

ARROW = " <- "


def report_of(finding: Finding) -> Report:
    """Return the report that holds the passage of a finding."""
    reports = finding.entry.reports
    return next((each for each in reports if each.act.place == finding.place), reports[0])


def citation(
    finding: Finding, title: str | None, address: str | None, name_of: Callable[[str], str] = str
) -> dict[str, str]:
    """Return what stands beside a row, by the names of ``mapping.CITATION``; line breaks become spaces."""
    report = report_of(finding)
    told = {
        "outlet": report.act.outlet or "",
        "title": title or "",
        "date": report.act.published or "",
        "address": address or "",
        "quote": quoted(finding.passage),
        "chain": chain(report.chain, name_of),
    }
    return {name: " ".join(text.split()) for name, text in told.items()}


def quoted(passage: Sequence[Evidence]) -> str:
    """Return a passage as it is quoted; what stands between its pieces is left out.

    >>> quoted(())
    ''
    """
    return " […] ".join(" ".join(piece.exact.split()) for piece in passage)


def chain(links: Sequence[Link], name_of: Callable[[str], str] = str) -> str:
    """Return who passed it on to whom, nearest to the reader first.

    >>> chain((Link("Buna Times", "outlet"), Link("a diplomat", "speaker", note="unnamed")))
    'Buna Times <- a diplomat (unnamed)'
    """
    told = ((name_of(link.name), link.note) for link in links)
    return ARROW.join(f"{name} ({note})" if note else name for name, note in told)
