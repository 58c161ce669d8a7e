"""Do each kind of job on a casefile, telling how far it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from onrecord.model import REGISTER_VERSION
from onrecord.web.jobs.telling import Breath, Telling

if TYPE_CHECKING:
    from onrecord.pipeline import Reader
    from onrecord.store.desk.jobs import Job, JobStore
    from onrecord.store.interface import CasefileStore
    from onrecord.web.jobs.spool import Spool

Result: TypeAlias = dict[str, Any]
"""What came of a job, as the desk keeps it."""

READ_BATCH = 4
"""Documents read at once: few, so that each is seen as it is done, and that a stop is soon heard."""
REGISTER_BATCH = 1
"""Documents that are brought into step in one transaction: a reviewer's decision waits for no more."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Hold what a worker has at hand for a job."""

    location: str
    casefile: CasefileStore
    spool: Spool
    jobs: JobStore
    reader: Callable[[], Reader]  # loads the model where it is not there yet
    breath: Breath


Doing: TypeAlias = Callable[[Bench, "Job", Telling], Result]


def reread(bench: Bench, job: Job, telling: Telling) -> Result:
    """Read again what another model, codebook or base of facts has read; then the register."""
    from onrecord import pipeline
    from onrecord.pipeline import reread_one

    telling.start("loading the model", None)
    reader = bench.reader()
    named: list[str] = list(job.request.get("documents", ()))
    for done, name in enumerate(named, 1):
        document = bench.casefile.document(name)
        reread_one(bench.casefile, reader, document)
        telling.step(done, f"reading articles again: {document.name}")
        telling.check()
    if named:
        return {"completed": len(named)} | keep_in_step(bench, telling)
    telling.start("reading articles again", bench.casefile.unread(reader.model))

    def step(progress: pipeline.Progress) -> None:
        telling.step(progress.done, f"reading articles again: {progress.name}")
        bench.breath.take(progress.done, READ_BATCH)
        telling.check()

    report = pipeline.reread(bench.casefile, reader, progress=step, batch=READ_BATCH)
    return {"completed": report.completed, "failed": len(report.problems)} | keep_in_step(bench, telling)


def register(bench: Bench, job: Job, telling: Telling) -> Result:
    """Bring the register into step with what it rests on."""
    return keep_in_step(bench, telling, everything=bool(job.request.get("everything")))


def keep_in_step(bench: Bench, telling: Telling, *, everything: bool = False) -> Result:
    """Bring lineage and register into step, in small batches; say what came of it."""
    from onrecord.actors.files import base_of
    from onrecord.pipeline.registering import keep_register

    casefile = bench.casefile
    total = casefile.counts().documents if everything else len(casefile.out_of_step(REGISTER_VERSION))
    if not total:
        return {"registered": 0}
    telling.start("bringing the register into step", total)
    done = 0

    def step(name: str) -> None:
        nonlocal done
        done += 1
        telling.step(done, f"bringing the register into step: {name}".removesuffix(": "))
        bench.breath.take(done, REGISTER_BATCH)
        telling.check()

    report = keep_register(
        casefile, base_of(casefile.actor_files()), everything=everything, progress=step, batch=REGISTER_BATCH
    )
    return {"registered": report.documents, "entries": len(report.entries), "gone": len(report.gone)}


def kinds() -> Mapping[str, Doing]:
    """Return what does each kind of job."""
    from onrecord.web.jobs import adding, making

    return {
        "add": adding.add,
        "reread": reread,
        "register": register,
        "report": making.report,
        "export": making.export,
        "publish": making.publish,
    }
