"""Make what somebody fetches when it is done: a report, an export; and publish."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from onrecord.review.view import ReviewedView
from onrecord.web import exporting
from onrecord.web.jobs.doing import Bench, Result
from onrecord.web.jobs.telling import Telling

if TYPE_CHECKING:
    from onrecord.store.desk.jobs import Job
    from onrecord.views.report.content import Choice

_OFTEN = 50  # entries between two looks whether to stop


def report(bench: Bench, job: Job, telling: Telling) -> Result:
    """Make the report of what was chosen."""
    from onrecord.views import books
    from onrecord.views.published.leaving import leaving
    from onrecord.views.report.page import writes

    casefile, _ = leaving(bench.casefile)
    token, title = token_hex(16), str(job.request.get("title", ""))
    telling.start("looking at entries", None)
    steps = _Steps(telling, "looking at entries")
    with bench.spool.result(token) as out:
        choice = report_choice(job.request)
        size = writes(casefile, books.used_by(casefile), choice, title, out.write, steps.step)
    return {"token": token, "name": "onrecord-report.html", "type": "text/html; charset=utf-8", "size": size}


def export(bench: Bench, job: Job, telling: Telling) -> Result:
    """Write what was chosen."""
    wanted = exporting.wanted(job.request["what"], job.request["form"], job.request["choice"])
    token = token_hex(16)
    telling.start("writing", None)
    steps = _Steps(telling, "writing")
    with bench.spool.result(token) as out:
        rows = exporting.write(ReviewedView(bench.casefile), wanted, out, steps.step)
        size = out.tell()
    kind = exporting.TYPES[wanted.form]
    return {"token": token, "name": wanted.name, "type": kind, "size": size, "rows": rows}


def publish(bench: Bench, job: Job, telling: Telling) -> Result:
    """Write the static site of what may be published, and pack it to be fetched."""
    from onrecord.web.publish.site import publish as write_site

    telling.start("looking at what may be published", None)
    steps = _Steps(telling, "writing the site")
    site, token = bench.spool.site(), token_hex(16)
    made = write_site(
        bench.location,
        site,
        confirmed_alone=bool(job.request.get("confirmed_alone", True)),
        title=str(job.request.get("title", "")),
        address=str(job.request.get("address", "")),
        step=steps.step,
    )
    with bench.spool.result(token) as out:
        with ZipFile(out, "w", ZIP_DEFLATED) as packed:
            for path in sorted(each for each in site.rglob("*") if each.is_file()):
                packed.write(path, f"{site.name}/{path.relative_to(site)}")
        size = out.tell()
    told = {name: value for name, value in made.record().items() if name != "folder"}
    return {
        "token": token,
        "name": "onrecord-site.zip",
        "type": "application/zip",
        "size": size,
        "site": told,
    }


def report_choice(request: Mapping[str, Any]) -> Choice:
    """Return what a report is asked to show, as a job keeps it."""
    from onrecord.views.report.content import Choice

    return Choice(
        since=request.get("since"),
        until=request.get("until"),
        issues=tuple(request.get("issues", ())),
        actor=request.get("actor"),
        confirmed=bool(request.get("confirmed")),
        beneficiaries=tuple(request.get("beneficiaries", ())),
        packages=tuple(request.get("packages", ())),
    )


class _Steps:
    """Count what is looked at, and stop between two entries."""

    def __init__(self, telling: Telling, doing: str) -> None:
        self._telling, self._doing, self._done = telling, doing, 0

    def step(self, name: str) -> None:
        """Count one more."""
        self._done += 1
        self._telling.step(self._done, f"{self._doing}: {name}" if name else self._doing)
        if self._done % _OFTEN == 0:
            self._telling.check()
