"""Every operation of the API answers with what its description says, page by page and until it changes."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from onrecord.errors import UsageError
from onrecord.model import ReleaseKind
from onrecord.model.users import Role
from onrecord.store.desk.jobs import JobItem, Outcome
from onrecord.store.desk.opening import open_desk
from onrecord.store.desk.records import TokenKind
from onrecord.views.published import deciding
from onrecord.web.api.answering import cursor_at, paging
from onrecord.web.api.components import COLUMNS
from onrecord.web.choosing import FILTERS, chosen
from onrecord.web.routes.api_page import document

DOCUMENT = document()
READS = sorted(path for path, told in DOCUMENT["paths"].items() if "get" in told)
LISTS = [
    path
    for path in READS
    if "cursor" in {each["name"] for each in DOCUMENT["paths"][path]["get"].get("parameters", ())}
]
WHERE = {
    "/api/v1/unity": "?bloc=The Nine&issue=collective_defence&members=XVM&members=XSK",
    "/api/v1/gaps": "?beneficiary=XVM",
    "/api/v1/digest": "?since=2031-06-01&until=2031-07-10",
    "/api/v1/conflicts": "?since=2031",
    "/api/v1/calendar": "?undated=true",
    "/api/v1/positions": "?history=true",
}
Asks = Callable[..., TestClient]


@pytest.fixture(scope="module")
def known(looked_at: TestClient) -> dict[str, str]:
    """Return ids that the paths of operations name."""
    jobs = looked_at.app.state.foreman.jobs  # type: ignore[attr-defined]
    job = jobs.put("add", "Ina", "Add", {})
    jobs.tell(job.number, {"done": 1}, [JobItem(1, "a.txt", Outcome.FAILED, "because")])
    statement = looked_at.get("/api/v1/statements?limit=1").json()["items"][0]
    return {
        "entry": looked_at.get("/api/v1/entries?limit=1&origins=2").json()["items"][0]["id"],
        "document": statement["document"],
        "kind": "statement",
        "record": statement["id"],
        "number": str(job.number),
    }


def schema_of(path: str, method: str = "get", status: str = "200") -> Draft202012Validator:
    told = DOCUMENT["paths"][path][method]["responses"][status]["content"]["application/json"]["schema"]
    return Draft202012Validator(told | {"components": DOCUMENT["components"]})


@pytest.mark.slow
def test_the_description_is_valid(looked_at: TestClient) -> None:
    answer = looked_at.get("/api/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    validate(answer.json())
    names = [each["operationId"] for told in answer.json()["paths"].values() for each in told.values()]
    assert len(set(names)) == len(names) >= 30


@pytest.mark.parametrize("path", READS)
def test_what_is_answered_is_as_described(looked_at: TestClient, known: dict[str, str], path: str) -> None:
    asked = re.sub(r"\{(\w+)\}", lambda each: known[each[1]], path) + WHERE.get(path, "")
    answer = looked_at.get(asked)
    assert answer.status_code == 200, answer.text
    problems = [
        f"{list(e.absolute_path)}: {e.message[:200]}" for e in schema_of(path).iter_errors(answer.json())
    ]
    assert problems == []
    if path in LISTS and path not in ("/api/v1/reviews", "/api/v1/jobs/{number}/items"):
        assert answer.json()["items"]


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_records_have_no_field_that_is_not_described(looked_at: TestClient, name: str) -> None:
    lists = {told["responses"]["200"]["content"]["application/json"]["schema"].get("$ref"): path
             for path in LISTS for told in (DOCUMENT["paths"][path]["get"],)}  # fmt: skip
    path = lists.get(f"#/components/schemas/{name}List")
    if path is None:
        assert name in ("Link", "Report")
        return
    items = looked_at.get(path + WHERE.get(path, "")).json()["items"]
    assert items
    fields = list(DOCUMENT["components"]["schemas"][name]["properties"])
    assert all(sorted(item) == sorted(fields) for item in items)


@pytest.mark.slow
@pytest.mark.parametrize("path", LISTS)
def test_pages_of_a_list_have_each_record_once(
    looked_at: TestClient, known: dict[str, str], path: str
) -> None:
    asked = re.sub(r"\{(\w+)\}", lambda each: known[each[1]], path) + WHERE.get(path, "")
    joined = "&" if "?" in asked else "?"
    whole = looked_at.get(f"{asked}{joined}limit=500").json()
    count = min(len(whole["items"]), 60)
    size = max(1, count // 3)
    found: list[Any] = []
    cursor = ""
    while len(found) < count:
        page = looked_at.get(f"{asked}{joined}limit={size}{cursor}").json()
        found += page["items"]
        assert page["total"] == whole["total"]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert found[:count] == whole["items"][:count]
    if whole["total"] is not None and whole["next"] is None:
        assert whole["total"] == len(whole["items"])


def test_entries_are_those_of_the_command(looked_at: TestClient, examples_casefile: Path) -> None:
    from click.testing import CliRunner

    from onrecord.cli.main import onrecord

    told = CliRunner().invoke(
        onrecord, ["show", "register", "--json", "--kind", "offer", "--db", str(examples_casefile)]
    )
    answer = looked_at.get("/api/v1/entries?kind=offer&limit=500").json()["items"]
    assert {each["id"]: each for each in answer} == {each["id"]: each for each in json.loads(told.stdout)}


@pytest.mark.parametrize("path", ["/api/v1/entries", "/api/v1/actors"])
def test_an_answer_comes_again_when_the_casefile_has_changed(own: TestClient, path: str) -> None:
    first = own.get(f"{path}?limit=1")
    tag = first.headers["etag"]
    same = own.get(f"{path}?limit=1", headers={"If-None-Match": tag})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    assert own.get(f"{path}?limit=2", headers={"If-None-Match": tag}).status_code == 200
    with own.app.state.desk.writing() as casefile:  # type: ignore[attr-defined]
        casefile.put_setting("a setting", "another")
    assert own.get(f"{path}?limit=1", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/api/v1/nothing", 404, "there is no"),
        ("/api/v1/entries/nobody", 404, "no entry"),
        ("/api/v1/documents/nobody", 404, "no document"),
        ("/api/v1/entries?kind=shout", 400, "kind"),
        ("/api/v1/entries?since=soonish", 400, "soonish"),
        ("/api/v1/entries?limit=501", 400, "limit"),
        ("/api/v1/entries?cursor=x", 400, "cursor"),
        ("/api/v1/statements?since=soonish", 400, "not a date"),
        ("/api/v1/gaps?beneficiary=Nobody", 404, "Nobody"),
        ("/api/v1/gaps?beneficiary=XVM&against=x", 404, "no package"),
        ("/api/v1/matrix?issue=weather", 404, "weather"),
        ("/api/v1/statements?issue=weather", 404, "weather"),
        ("/api/v1/pledges?party=Nobody", 404, "Nobody"),
        ("/api/v1/positions?as_of=XXXX-05-01", 400, "no year"),
        ("/api/v1/jobs/99999", 404, "no job"),
        ("/api/v1/records/statement/x/y", 404, "no document"),
    ],
)
def test_what_goes_wrong_is_a_problem(looked_at: TestClient, path: str, status: int, told: str) -> None:
    answer = looked_at.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    Draft202012Validator(DOCUMENT["components"]["schemas"]["Problem"]).validate(problem)
    assert (problem["status"], problem["title"]) == (status, HTTPStatus(status).phrase)
    assert told in problem["detail"]


@pytest.fixture
def program(examples_casefile: Path, tmp_path: Path, asks: Asks) -> Callable[[Role], TestClient]:
    """Give what asks as a program with a token of an account of some role."""
    path = Path(shutil.copy(examples_casefile, tmp_path / "own.db"))
    with open_desk(str(path)) as desk:
        desk.accounts.add("Ada", Role.ADMIN, "not looked at")
        for role in (Role.READER, Role.REVIEWER):
            desk.accounts.add(role.value, role, "not looked at")
        tokens = {
            role: desk.tokens.make(role.value, TokenKind.API, "a program")
            for role in (Role.READER, Role.REVIEWER)
        }

    def of(role: Role) -> TestClient:
        client = asks(path, accounts=True)
        client.headers["Authorization"] = f"Bearer {tokens[role]}"
        return client

    return of


def test_a_program_decides_with_a_token(program: Callable[[Role], TestClient]) -> None:
    client = program(Role.REVIEWER)
    statement = client.get("/api/v1/statements?limit=1").json()["items"][0]
    at = f"/api/v1/records/statement/{statement['document']}/{statement['id']}"
    record = client.get(at).json()
    body = {
        "decision": "accept",
        "document": statement["document"],
        "kind": "statement",
        "record": statement["id"],
    }
    kept = client.post("/api/v1/reviews", json=body | {"seen": record["seen"]})
    assert kept.status_code == 201, kept.text
    schema_of("/api/v1/reviews", "post", "201").validate(kept.json())
    late = client.post("/api/v1/reviews", json=body | {"decision": "reject", "seen": record["seen"]})
    assert late.status_code == 409, late.text
    found = client.get(at).json()
    assert (found["review"], found["seen"] != record["seen"]) == ("accepted", True)
    (listed,) = client.get("/api/v1/reviews").json()["items"]
    assert (listed["by"], listed["action"]) == ("reviewer", "accept")
    undone = client.post("/api/v1/reviews", json={"decision": "undo", "review": kept.json()["review"]})
    assert undone.status_code == 201
    assert client.get(at).json()["review"] == record["review"]


def test_a_program_adds_a_text_and_files(program: Callable[[Role], TestClient]) -> None:
    client = program(Role.REVIEWER)
    text = {"text": "Talks begin\n\nThey began.", "outlet": "Lantern Wire", "published": "2031-05"}
    answer = client.post("/api/v1/add", json=text)
    assert answer.status_code == 202, answer.text
    schema_of("/api/v1/add", "post", "202").validate(answer.json())
    files = client.post("/api/v1/add", files=[("files", ("a.txt", b"Talks end\n\nThey ended."))])
    assert (files.status_code, files.json()["about"]) == (202, "Add a.txt")
    assert client.get("/api/v1/jobs").json()["total"] == 2
    assert client.post("/api/v1/jobs/1/stop").json()["state"] == "stopped"
    assert client.post("/api/v1/add", json={"text": "x", "published": "soonish"}).status_code == 400
    assert client.post("/api/v1/add", json={"text": 5}).status_code == 400


def test_a_reader_may_look_and_not_change(program: Callable[[Role], TestClient]) -> None:
    client = program(Role.READER)
    assert client.get("/api/v1/entries?limit=1").status_code == 200
    for path, body in (
        ("/api/v1/add", {"text": "x"}),
        ("/api/v1/reviews", {"decision": "undo", "review": "x"}),
    ):
        assert client.post(path, json=body).status_code == 403
    client.headers["Authorization"] = "Bearer onrecord_api_wrong"
    answer = client.get("/api/v1/entries")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


@pytest.mark.slow
def test_what_is_held_back_is_not_for_readers(program: Callable[[Role], TestClient]) -> None:
    client = program(Role.REVIEWER)
    entry = client.get("/api/v1/entries?limit=1&kind=demand").json()["items"][0]
    act = entry["reports"][0]
    words = act["statement"] or act["record"]
    page = client.get(f"/api/v1/documents/{act['document']}").json()
    other = next(each["id"] for each in page["statements"] if each["id"] != words)
    accepted = {"decision": "accept", "document": act["document"], "kind": "statement", "record": other}
    assert client.post("/api/v1/reviews", json=accepted).status_code == 201
    with client.app.state.desk.writing() as casefile:  # type: ignore[attr-defined]
        held = deciding.on_entry(ReleaseKind.HOLD, casefile.entry(entry["id"]), "Ada")
        casefile.add_releases([held])
    assert client.get(f"/api/v1/entries/{entry['id']}").status_code == 200
    reader = program(Role.READER)
    assert reader.get(f"/api/v1/entries/{entry['id']}").status_code == 404
    every = reader.get("/api/v1/entries?limit=500").json()
    assert every["items"]
    assert entry["id"] not in {each["id"] for each in every["items"]}
    assert every["total"] == len(every["items"]) == client.get("/api/v1/entries").json()["total"] - 1
    first = [reader.get(f"/api/v1/entries?limit={each}").json()["items"] for each in (1, 2)]
    assert [len(each) for each in first] == [1, 2]
    for path in (f"/api/v1/statements?document={act['document']}", f"/api/v1/documents/{act['document']}"):
        asked = {who: who.get(path).json() for who in (client, reader)}
        seen = {who: {each["id"] for each in _statements(told)} for who, told in asked.items()}
        assert seen[client] - seen[reader] == {words}, path
    at = f"/api/v1/records/statement/{act['document']}/{words}"
    assert (client.get(at).status_code, reader.get(at).status_code) == (200, 403)
    assert entry["id"] not in client.get("/export?to=csv", headers={"Authorization": ""}).text


def _statements(told: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told["items"] if "items" in told else told["statements"]
    return found


def test_a_total_is_of_what_is_listed(own: TestClient, token: Callable[[TestClient], str]) -> None:
    before = own.get("/api/v1/statements?limit=500").json()
    assert before["total"] == len(before["items"])
    each = before["items"][0]
    rejected = {"decision": "reject", "document": each["document"], "kind": "statement", "record": each["id"]}
    answer = own.post("/api/v1/reviews", json=rejected, headers={"X-CSRF-Token": token(own)})
    assert answer.status_code == 201, answer.text
    after = own.get("/api/v1/statements?limit=500").json()
    assert len(after["items"]) == len(before["items"]) - 1
    assert after["total"] in (None, len(after["items"]))


@pytest.mark.parametrize("query", ["status=undecided", "behalf=XVM", "whom=XVM", "towards=v", "name=XVM"])
def test_the_register_takes_every_filter_of_its_page(looked_at: TestClient, query: str) -> None:
    answer = looked_at.get(f"/api/v1/entries?{query}&limit=500")
    assert answer.status_code == 200, answer.text
    shown = looked_at.app.state.desk.casefile.entries_page(  # type: ignore[attr-defined]
        chosen([tuple(query.split("="))]).filter(),  # type: ignore[list-item]
        limit=500,
    )
    assert [each["id"] for each in answer.json()["items"]] == [each.id for each in shown.entries]


def test_every_filter_of_the_register_is_described() -> None:
    told = {each["name"] for each in DOCUMENT["paths"]["/api/v1/entries"]["get"]["parameters"]}
    assert told == {*FILTERS, "sort", "limit", "cursor"}


@pytest.mark.parametrize(("method", "path"), [(m, p) for p, told in DOCUMENT["paths"].items() for m in told])
def test_each_operation_says_what_it_takes_and_what_goes_wrong(method: str, path: str) -> None:
    told = DOCUMENT["paths"][path][method]
    assert all(each.get("description") for each in told.get("parameters", ()))
    good = [status for status in told["responses"] if status.startswith("2")]
    assert good == [{"/api/v1/reviews": "201", "/api/v1/add": "202"}.get(path, "200")
                    if method == "post" else "200"]  # fmt: skip
    wrong = {"400", "401", "403", "503"} | ({"404"} if "{" in path else set())
    assert wrong <= set(told["responses"])
    for status in wrong:
        assert list(told["responses"][status]["content"]) == ["application/problem+json"]


def test_a_change_from_a_browser_needs_the_token_of_a_page(
    own: TestClient, token: Callable[[TestClient], str]
) -> None:
    held = token(own)
    assert own.post("/api/v1/add", json={"text": "Talks begin"}).status_code == 403
    answer = own.post("/api/v1/add", json={"text": "Talks begin"}, headers={"X-CSRF-Token": held})
    assert answer.status_code == 202, answer.text


def test_the_page_names_every_operation(looked_at: TestClient, tree: Callable[[Any], Any]) -> None:
    page = tree(looked_at.get("/api"))
    named = {" ".join(each.split()) for each in page.xpath("//summary/code/text()")}
    for path, told in DOCUMENT["paths"].items():
        for method in told:
            assert f"{method.upper()} {path}" in named
    assert not page.xpath("//script[not(@src)]")
    for lead in page.xpath("//a[starts-with(@href, '#record-')]/@href"):
        assert page.xpath(f"//*[@id='{lead[1:]}']"), lead


@given(st.integers(0, 10**9))
def test_a_cursor_leads_back(offset: int) -> None:
    assert paging(10, cursor_at(offset)).offset == offset


@given(st.text("!.x-= \u00e9\0", max_size=40))
def test_another_text_is_no_cursor(text: str) -> None:
    with pytest.raises(UsageError, match="cursor"):
        paging(10, text)
