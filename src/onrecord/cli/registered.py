"""Bring the register into step after a command that changed what it rests on, and say where it is behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from onrecord.cli import opening
from onrecord.cli.progress import progress
from onrecord.cli.screen import counted

if TYPE_CHECKING:
    from onrecord.pipeline.registering import RegisterReport
    from onrecord.store.interface import CasefileStore, CasefileView


@contextmanager
def to_decide(location: str) -> Iterator[CasefileStore]:
    """Open a casefile to decide something, and bring the register into step with it at the end."""
    with opening.to_write(location) as casefile:
        yield casefile
        bring_into_step(casefile)


def bring_into_step(casefile: CasefileStore, *, everything: bool = False) -> RegisterReport:
    """Bring lineage and register into step, and show how far it is."""
    from onrecord.pipeline.registering import RegisterReport

    total = casefile.counts().documents if everything else due(casefile)
    if not total:
        return RegisterReport()  # the facts about actors take a while to load
    with progress("Registering", "documents", total) as track:
        return opening.keep_register(casefile, track.step, everything=everything)


def due(casefile: CasefileView) -> int:
    """Return how many documents are to be brought into step."""
    from onrecord.model import REGISTER_VERSION

    return len(casefile.out_of_step(REGISTER_VERSION))


def summary(report: RegisterReport) -> Iterator[str]:
    """Say what bringing into step came to; nothing where nothing was due."""
    if report.documents:
        several = sum(len(entry.origins) > 1 for entry in report.entries.values())
        reports = sum(len(entry.reports) for entry in report.entries.values())
        yield (
            f"Register: {counted(len(report.entries), 'entry', 'entries')} made or changed from "
            f"{counted(reports, 'report')}, {several} of them with more than one origin."
        )


def behind(casefile: CasefileView) -> Iterator[str]:
    """Say that the register is behind what the casefile holds, where it is."""
    if number := due(casefile):
        yield (
            f"The register is behind by {counted(number, 'document')}: "
            "`onrecord register update` brings it into step."
        )
