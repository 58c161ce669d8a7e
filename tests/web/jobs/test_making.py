"""A worker makes reports, exports and the site, whole or not at all, and somebody fetches them."""

from __future__ import annotations

import io
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient

from onrecord.pipeline import Reader
from onrecord.store.casefile import open_casefile
from onrecord.store.desk.jobs import Job, JobState
from onrecord.store.desk.opening import open_desk
from onrecord.web.jobs.doing import Bench, kinds
from onrecord.web.jobs.spool import Spool, folder_of
from onrecord.web.jobs.telling import Breath, StoppedError, Telling


def no_reader() -> Reader:
    raise AssertionError("this needs no model")


@pytest.fixture
def path(examples_casefile: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(examples_casefile, tmp_path / "own.db"))


@pytest.fixture
def bench(path: Path) -> Iterator[Bench]:
    with open_casefile(str(path)) as casefile, open_desk(str(path)) as desk:
        spool = Spool(folder_of(str(path)))
        yield Bench(str(path), casefile, spool, desk.jobs, no_reader, Breath(0.0))


def done(bench: Bench, kind: str, request: dict[str, object]) -> Job:
    job = bench.jobs.put(kind, "Ina", kind, request)
    result = kinds()[kind](bench, job, Telling(bench.jobs, job.number, threading.Event()))
    bench.jobs.end(job.number, JobState.DONE, result=result)
    return bench.jobs.job(job.number)


def made(bench: Bench, job: Job) -> bytes:
    path = bench.spool.result_path(job.result["token"])
    assert path is not None
    assert path.stat().st_size == job.result["size"]
    return path.read_bytes()


@pytest.mark.slow
def test_a_report_is_made_and_fetched(bench: Bench, path: Path, asks: Callable[..., TestClient]) -> None:
    job = done(bench, "report", {"title": "A <title>", "since": "2031-06"})
    page = made(bench, job).decode()
    assert "A &lt;title&gt;" in page
    assert "<script" not in page
    client = asks(path)
    answer = client.get(f"/jobs/{job.number}/result")
    assert answer.text == page
    assert answer.headers["content-disposition"] == 'attachment; filename="onrecord-report.html"'
    assert f"/jobs/{job.number}/result" in client.get(f"/jobs/{job.number}").text


def test_an_export_says_how_much_it_holds(bench: Bench) -> None:
    job = done(bench, "export", {"what": "entries", "form": "csv", "choice": {"kind": ["offer"]}})
    assert len(made(bench, job).decode().splitlines()) > job.result["rows"] > 0


@pytest.mark.slow
def test_a_site_is_packed(bench: Bench) -> None:
    job = done(bench, "publish", {"confirmed_alone": False, "title": "Talks"})
    with ZipFile(io.BytesIO(made(bench, job))) as packed:
        names = packed.namelist()
        assert "site/index.html" in names
        assert all(name.startswith("site/") and ".." not in name for name in names)
    assert job.result["site"]["entries"] > 0


@pytest.mark.slow
def test_the_register_is_brought_into_step(bench: Bench) -> None:
    assert done(bench, "register", {}).result == {"registered": 0}
    assert (
        done(bench, "register", {"everything": True}).result["registered"]
        == bench.casefile.counts().documents
    )


def test_what_is_stopped_leaves_nothing_half_made(bench: Bench) -> None:
    job = bench.jobs.put("report", "Ina", "report", {})
    bench.jobs.ask_to_stop(job.number)
    bench.jobs.resume(job.number)
    bench.jobs.take("here 1")
    bench.jobs.ask_to_stop(job.number)
    with pytest.raises(StoppedError):
        kinds()["report"](bench, job, Telling(bench.jobs, job.number, threading.Event()))
    assert not [
        each
        for each in Path(f"{bench.location}.work").rglob("*")
        if each.suffix != ".draft" and each.is_file()
    ]
