"""Add the pages that were sent, from where a worker before left off."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.store.desk.jobs import JobItem, Outcome
from onrecord.store.interface import AddKind
from onrecord.views import books
from onrecord.web.jobs.doing import READ_BATCH, Bench, Result, keep_in_step
from onrecord.web.jobs.intake import Adding, pages_of, total_of
from onrecord.web.jobs.telling import Telling

if TYPE_CHECKING:
    from onrecord.errors import PageError
    from onrecord.model import RawPage
    from onrecord.pipeline import AddReport, Progress
    from onrecord.store.desk.jobs import Job
    from onrecord.store.interface import CasefileStore


def add(bench: Bench, job: Job, telling: Telling) -> Result:
    """Read the pages into the casefile, bring the register into step, and forget the files.

    What a worker before has told is not done again; what it had added and not told is found unchanged.
    """
    from onrecord import pipeline

    adding = Adding.of(job.request)
    _keep_codebook(bench.casefile, adding.codebook)
    told = sum(bench.jobs.outcomes(job.number).values())
    total = total_of(bench.spool, adding)
    telling.start("loading the model", total, told)
    reader = bench.reader()
    steps = _Steps(bench, telling, told, again=job.tries > 1)
    pages = steps.taken(islice(pages_of(bench.spool, adding), told, None))
    telling.start("reading articles", total, told)
    report = pipeline.add(bench.casefile, pages, reader, progress=steps.step, batch=READ_BATCH)
    telling.flush()
    made = keep_in_step(bench, telling)
    bench.spool.drop(adding.token)
    outcomes = {outcome.value: count for outcome, count in bench.jobs.outcomes(job.number).items()}
    return {"outcomes": outcomes} | _found(report) | made


class _Steps:
    """Tell of each page as it is done; documents that an earlier run left unread are no pages of this job."""

    def __init__(self, bench: Bench, telling: Telling, told: int, *, again: bool) -> None:
        self._bench, self._telling = bench, telling
        self._done, self._again = told, again
        self._taking = False

    def taken(self, pages: Iterator[RawPage | PageError]) -> Iterator[RawPage | PageError]:
        """Pass pages on: from the first on, what is told is of them."""
        self._taking = True  # it starts when it is first asked: after what was left unread
        for page in pages:
            self._telling.check()  # all pages before are added and told, or have not been looked at
            yield page

    def step(self, progress: Progress) -> None:
        """Tell of one page or document."""
        if self._taking:
            self._done += 1
            self._telling.step(self._done, f"reading articles: {progress.name}", self._item(progress))
            self._bench.breath.take(self._done, READ_BATCH)
        else:
            self._telling.step(self._done, f"reading what an earlier run left: {progress.name}")
            self._bench.breath.take(progress.done, READ_BATCH)
            self._telling.check()

    def _item(self, progress: Progress) -> JobItem:
        if progress.problem is not None:
            problem = progress.problem
            return JobItem(self._done, problem.where or progress.name, Outcome.FAILED, problem.told)
        assert progress.document is not None
        assert progress.kind is not None
        document, outcome, why = progress.document, _OUTCOMES[progress.kind], ""
        if not document.is_read and outcome is not Outcome.UNCHANGED:
            outcome, why = Outcome.NOT_READ, _not_read(document.language)
        elif outcome is Outcome.UNCHANGED:
            why = "was there already"
            if self._again:
                why += ", or was added just before the work was interrupted"
        return JobItem(self._done, progress.name, outcome, why, document.id, progress.statements)


_OUTCOMES = {
    AddKind.ADDED: Outcome.ADDED,
    AddKind.NEW_VERSION: Outcome.NEW_VERSION,
    AddKind.EDITED: Outcome.EDITED,
    AddKind.UNCHANGED: Outcome.UNCHANGED,
}


def _not_read(language: str) -> str:
    if language == "en":
        return "kept, and not read: it has no text besides page furniture"
    seems = f"seems to be in {language!r}" if language != "und" else "is in a language that cannot be told"
    return f"kept, and not read: it {seems}, and only English is read"


def _found(report: AddReport) -> Result:
    """Say what was found in what this worker read."""
    return {
        "completed": report.completed,
        "statements": report.statements,
        "commitments": report.commitments,
        "events": report.events,
        "claims": report.claims,
    }


def _keep_codebook(casefile: CasefileStore, name: str | None) -> None:
    """Keep the codebook that an empty casefile is to be read with."""
    if name is not None and not casefile.counts().versions:
        casefile.put_setting(books.SETTING, name)
