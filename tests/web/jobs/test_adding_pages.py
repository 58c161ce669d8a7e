"""The page Add keeps what was sent and has it read; the pages of work show how far it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.model.users import Role
from onrecord.store.desk.jobs import JobItem, JobState, JobStore, Outcome
from onrecord.store.desk.opening import open_desk
from onrecord.web.jobs.intake import Adding
from onrecord.web.jobs.spool import Spool

Tree = Callable[[Any], Any]
Token = Callable[[TestClient], str]


def jobs_of(client: TestClient) -> JobStore:
    jobs: JobStore = client.app.state.foreman.jobs  # type: ignore[attr-defined]
    return jobs


def spool_of(client: TestClient) -> Spool:
    spool: Spool = client.app.state.foreman.spool  # type: ignore[attr-defined]
    return spool


def send(client: TestClient, token: str, files: list[tuple[str, bytes]], **fields: str) -> Any:
    parts = [("csrf", (None, token)), *((name, (None, value)) for name, value in fields.items())]
    sent = [("files", (name, raw, "application/octet-stream")) for name, raw in files]
    return client.post("/add", files=[*parts, *sent])


def test_files_are_kept_under_names_of_our_own(empty: TestClient, token: Token) -> None:
    files = [
        ("../../evil.txt", b"One."),
        ("Day 2.HTML", b"<p>Two</p>"),
        ("notes.docx", b"x"),
        (".hidden.txt", b"x"),
    ]
    answer = send(empty, token(empty), files, outlet="Lantern Wire", date="May 2031")
    assert answer.status_code == 303
    job = jobs_of(empty).job(int(answer.headers["location"].rsplit("/", 1)[1]))
    adding = Adding.of(job.request)
    assert [(each.called, each.name) for each in adding.files] == [
        ("000001.txt", "evil.txt"),
        ("000002.html", "Day 2.HTML"),
    ]
    assert (adding.given.outlet, adding.given.published) == ("Lantern Wire", "2031-05")
    assert [name for name, _ in adding.refused] == ["notes.docx"]
    path = spool_of(empty).path(adding.token, "000001.txt")
    assert path.read_bytes() == b"One."
    page = empty.get(answer.headers["location"])
    assert "notes.docx" in page.text
    assert "is a .docx file" in page.text


def test_a_text_is_added_with_what_is_known_of_it(empty: TestClient, token: Token) -> None:
    answer = send(
        empty, token(empty), [], text="Talks begin\r\n\r\nThey began.", title="Talks <b>begin</b>",
        url="https://lantern.example/1", date="2031-05-02", codebook="climate-pledges",
    )  # fmt: skip
    assert answer.status_code == 303, answer.text
    adding = Adding.of(jobs_of(empty).job(1).request)
    assert (adding.given.url, adding.given.published) == ("https://lantern.example/1", "2031-05-02")
    assert adding.codebook == "climate-pledges"
    assert spool_of(empty).path(adding.token, "000001.txt").read_bytes() == b"Talks begin\n\nThey began."
    page = empty.get("/jobs/1")
    assert "Talks &lt;b&gt;begin" in page.text


@pytest.mark.parametrize(
    ("files", "fields", "told"),
    [
        ([], {}, "nothing to add"),
        ([("a.docx", b"x")], {}, "None of these files is taken"),
        ([], {"text": "x", "date": "soonish"}, "is no date"),
        ([], {"text": "x", "url": "javascript:alert(1)"}, "is no address"),
        ([], {"text": "x", "codebook": "../../etc/passwd"}, "there is no"),
    ],
)
def test_what_cannot_be_added_is_said_and_nothing_is_kept(
    empty: TestClient,
    token: Token,
    tree: Tree,
    files: list[tuple[str, bytes]],
    fields: dict[str, str],
    told: str,
) -> None:
    answer = send(empty, token(empty), files, **fields)
    assert answer.status_code == 400
    assert told in tree(answer).xpath("string(//*[@role='alert'])")
    assert jobs_of(empty).count() == 0
    assert not [path for path in spool_of(empty)._folder.rglob("*") if path.is_file()]


def test_a_form_without_its_token_is_refused_before_anything_is_kept(empty: TestClient) -> None:
    answer = empty.post("/add", files=[("files", ("a.txt", b"x"))])
    assert answer.status_code == 403
    answer = empty.post("/add", files=[("csrf", (None, "0" * 64)), ("files", ("a.txt", b"x"))])
    assert answer.status_code == 403
    assert jobs_of(empty).count() == 0
    assert not [path for path in spool_of(empty)._folder.rglob("*") if path.is_file()]


def test_more_than_is_taken_is_refused(tmp_path: Path, asks: Callable[..., TestClient], token: Token) -> None:
    client = asks(tmp_path / "empty.db", max_files=2, max_upload=1_048_576)
    answer = send(client, token(client), [(f"{n}.txt", b"x") for n in range(3)])
    assert answer.status_code == 413
    assert "At most 2 files" in answer.text
    answer = send(client, token(client), [("a.txt", b"x"), ("b.txt", b"x" * 1_048_577)])
    assert answer.status_code == 303
    adding = Adding.of(jobs_of(client).job(1).request)
    assert [each.name for each in adding.files] == ["a.txt"]
    assert adding.refused[0] == ("b.txt", "has more than 1 MB; split it, or add it at the command line")


@pytest.mark.parametrize("cut", [60, 200, 400])
def test_a_form_that_was_cut_short_leaves_nothing(empty: TestClient, token: Token, cut: int) -> None:
    made = empty.build_request(
        "POST", "/add", files=[("csrf", (None, token(empty))), ("files", ("a.txt", b"x" * 500))]
    )
    body = made.read()
    answer = empty.post("/add", content=body[:cut], headers={"content-type": made.headers["content-type"]})
    assert answer.status_code in (400, 403)
    assert jobs_of(empty).count() == 0


def test_a_reader_may_not_add(tmp_path: Path, asks: Callable[..., TestClient]) -> None:
    path = tmp_path / "empty.db"
    with open_desk(str(path)) as desk:
        for name, role in (("Ada", Role.ADMIN), ("Rea", Role.READER)):
            desk.accounts.add(name, role, "not looked at")
        cookie = desk.sessions.begin("Rea", "127.0.0.1", "a browser")
        name = f"onrecord-{desk.id}"
    client = asks(path, accounts=True)
    client.cookies.set(name, cookie)
    page = client.get("/add")
    assert page.status_code == 200
    assert "takes the role of reviewer" in page.text
    token = re.findall('name="csrf" value="([0-9a-f]+)"', page.text)[0]
    assert send(client, token, [("a.txt", b"x")]).status_code == 403
    assert client.post("/jobs/register", data={"csrf": token}).status_code == 403
    assert jobs_of(client).count() == 0


def test_a_running_job_is_looked_at_again_and_again_until_it_is_over(own: TestClient, tree: Tree) -> None:
    jobs = jobs_of(own)
    job = jobs.put("add", "Ina", "Add 3 files", {})
    jobs.take("test 1")
    jobs.tell(
        job.number,
        {"done": 1, "total": 3, "doing": "reading articles: <i>a.txt</i>"},
        [JobItem(1, "a", Outcome.ADDED)],
    )
    page = tree(own.get(f"/jobs/{job.number}"))
    (progress,) = page.xpath("//*[@id='progress']")
    assert progress.get("hx-get") == f"/jobs/{job.number}"
    assert page.xpath("//progress/@value") == ["1"]
    assert "<i>a.txt</i>" in progress.text_content()
    assert page.xpath("//noscript")
    jobs.end(job.number, JobState.DONE, result={"registered": 1, "entries": 4})
    again = own.get(f"/jobs/{job.number}", headers={"HX-Request": "true"})
    assert again.headers["HX-Refresh"] == "true"
    over = tree(own.get(f"/jobs/{job.number}"))
    assert not over.xpath("//*[@hx-get]")
    assert "4 entries of the register" in " ".join(over.text_content().split())


def test_a_job_is_stopped_and_goes_on(own: TestClient, token: Token) -> None:
    jobs = jobs_of(own)
    job = jobs.put("reread", "Ina", "Read again", {})
    held = token(own)
    assert own.post(f"/jobs/{job.number}/stop", data={"csrf": held}).status_code == 303
    assert jobs.job(job.number).state is JobState.STOPPED
    assert own.post(f"/jobs/{job.number}/resume", data={"csrf": held}).status_code == 303
    assert jobs.job(job.number).state is JobState.WAITING


def test_pages_that_were_not_read_are_listed_by_outcome(own: TestClient, tree: Tree) -> None:
    jobs = jobs_of(own)
    job = jobs.put("add", "Ina", "Add", {})
    items = [
        JobItem(n, f"{n}.txt", Outcome.FAILED if n % 2 else Outcome.ADDED, "because" if n % 2 else "")
        for n in range(1, 121)
    ]
    jobs.tell(job.number, {}, items)
    jobs.end(job.number, JobState.FAILED, problem="talks.db: has no room left on its disk; make room")
    page = tree(own.get(f"/jobs/{job.number}?outcome=failed&page=2"))
    assert page.xpath("//tbody/tr/td[1]//bdi/text()") == [f"{n}.txt" for n in range(101, 120, 2)]
    assert "has no room left" in page.xpath("string(//*[@role='alert'])")
    listed = tree(own.get("/jobs"))
    assert "failed" in listed.xpath("string(//main)")
    assert own.get("/jobs/999").status_code == 404
    assert own.get(f"/jobs/{job.number}/result").status_code == 404


def test_the_masthead_says_that_work_is_under_way(own: TestClient, tree: Tree) -> None:
    own.app.state.noting._at = float("-inf")  # type: ignore[attr-defined]
    jobs = jobs_of(own)
    job = jobs.put("add", "Ina", "Add", {})
    jobs.take("test 1")
    jobs.tell(job.number, {"done": 12, "total": 40, "doing": "reading articles: a"})
    (note,) = tree(own.get("/help")).xpath("//a[@class='working']")
    assert note.text == "Reading articles: 12 of 40"
    assert note.get("href") == f"/jobs/{job.number}"
