"""Files that are sent are looked at before they are read, and keep no name of their own."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from fastapi.testclient import TestClient

from onrecord.errors import UsageError
from onrecord.web.safety import uploads
from onrecord.web.safety.uploads import check_workbook

NAMES = (
    "../../etc/passwd.txt",
    "/etc/cron.d/x.txt",
    "..\\..\\x.html",
    "a\r\nSet-Cookie: x=1.txt",
    "\u202etxt.html",
    '"><img src=x onerror=window.pwned=1>.txt',
    "x" * 2000 + ".txt",
    "a\0b.txt",
    "con.txt",
    ".hidden.txt",
)


def packed(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as out:
        for name, content in {"[Content_Types].xml": b"<Types/>", **parts}.items():
            out.writestr(name, content)
    return held.getvalue()


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "UNPACKED", 1_000_000)
    check_workbook(packed(sheet=b"x" * 900_000), "t.xlsx")
    with pytest.raises(UsageError, match=r"t\.xlsx: would unpack to more than 1 MB; keep the sheet"):
        check_workbook(packed(sheet=b"x" * 1_100_000), "t.xlsx")
    with pytest.raises(UsageError, match="would unpack"):
        check_workbook(packed(**{f"p{n}": b"" for n in range(2_100)}), "t.xlsx")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x7fELF" * 100, b"a,b\n1,2"])
def test_what_is_no_workbook_is_said(content: bytes) -> None:
    with pytest.raises(UsageError, match="is no workbook; save it as"):
        check_workbook(content, "t.xlsx")


def send(client: TestClient, token: str, *files: tuple[str, bytes]) -> Any:
    """Send files by the form of /add, the token first."""
    return client.post(
        "/add",
        files=[
            ("csrf", (None, token)),
            *(("files", (name, content, "text/plain")) for name, content in files),
        ],
        follow_redirects=False,
    )


def test_names_of_files_lead_nowhere(empty: TestClient, token: Callable[[TestClient], str]) -> None:
    path = Path(empty.app.state.settings.location)  # type: ignore[attr-defined]
    before = {each.name for each in path.parent.iterdir()}
    answer = send(empty, token(empty), *((name, b"Nothing was said.") for name in NAMES))
    assert answer.status_code == 303
    kept = [each for each in path.parent.rglob("*") if each.is_file() and "uploads" in each.parts]
    assert kept
    assert all(each.stem.isdigit() and each.suffix in (".txt", ".html") for each in kept)
    assert {each.name for each in path.parent.iterdir()} - before <= {f"{path.name}.work"}
    page = empty.get(answer.headers["location"])
    assert "<img src=x" not in page.text
    assert "\u202e" not in page.text
    assert "pwned=1" not in str(page.headers)


def test_kinds_that_nobody_reads_are_refused(empty: TestClient, token: Callable[[TestClient], str]) -> None:
    answer = send(
        empty, token(empty), ("x.exe", b"MZ"), ("x.svg", b"<svg/>"), ("x", b"?"), ("x.txt.php", b"?")
    )
    assert answer.status_code == 400
    path = Path(empty.app.state.settings.location)  # type: ignore[attr-defined]
    assert not [each for each in path.parent.rglob("0*.*") if "uploads" in each.parts]


def test_nothing_is_kept_of_a_form_without_its_token(empty: TestClient) -> None:
    answer = send(empty, "0" * 64, ("x.txt", b"Nothing was said."))
    assert answer.status_code == 403
    path = Path(empty.app.state.settings.location)  # type: ignore[attr-defined]
    assert not [each for each in path.parent.rglob("*") if each.is_file() and "uploads" in each.parts]


@pytest.mark.parametrize("element", [b"<c/>", b"<x:c />", b"<xf/>"])
def test_a_workbook_of_too_many_cells_or_marks_is_refused(
    monkeypatch: pytest.MonkeyPatch, element: bytes
) -> None:
    monkeypatch.setattr(uploads, "CELLS", 1_000)
    monkeypatch.setattr(uploads, "ELEMENTS", 2_000)
    check_workbook(packed(sheet=element * 900), "t.xlsx")
    with pytest.raises(UsageError, match=r"t\.xlsx: has more than 1,000 cells, or styles"):
        check_workbook(packed(sheet=element * 2_100), "t.xlsx")


def test_a_workbook_whose_parts_are_damaged_is_none() -> None:
    content = packed(sheet=b"<c/>" * 5_000).replace(b"sheet", b"sheet", 1)
    at = content.index(b"sheet") + 12
    with pytest.raises(UsageError, match="is no workbook"):
        check_workbook(content[:at] + b"\xff\xff\xff" + content[at + 3 :], "t.xlsx")


@pytest.mark.parametrize(
    "merged",
    [
        b'<mergeCell ref="A2:C1048576"/>',
        b"<x:mergeCell ref = '$A$2:$C$1048576' />",
        b'<mergeCell ref="A2:&#67;1048576"/>',
        '<mergeCell ref="A2:C1048576"/>'.encode("utf-16"),
        '<?xml version="1.0"?><mergeCell ref="A2:C1048576"/>'.encode("cp037"),
        b'<mergeCell ref="A1:Z1000"/>' * 50,
    ],
)
def test_cells_merged_over_a_whole_sheet_are_counted(merged: bytes) -> None:
    check_workbook(packed(sheet=b'<mergeCell ref="A1:B2"/>' * 50), "t.xlsx")
    with pytest.raises(UsageError, match="has more than 500,000 cells"):
        check_workbook(packed(sheet=merged), "t.xlsx")


def test_a_tag_over_the_border_of_two_pieces_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "_BLOCK", 7)
    assert uploads._counted(packed(sheet=b"<c r='A1'/>" * 40), "t.xlsx") == (40, 41)


FIELD = 'Content-Disposition: form-data; name="csrf"\r\n'


@pytest.mark.parametrize(
    ("part", "status"), [(FIELD + "\r\n\r\n", 413), (FIELD + "X: y\r\n" * 30 + "\r\n\r\n", 400)]
)
def test_a_form_of_endless_parts_or_headers_is_refused(
    empty: TestClient, token: Callable[[TestClient], str], part: str, status: int
) -> None:
    many = 4_100 if status == 413 else 1
    body = f"--x\r\n{FIELD}\r\n{token(empty)}\r\n" + f"--x\r\n{part}" * many + "--x--\r\n"
    answer = empty.post("/add", content=body, headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert answer.status_code == status
    assert ("than any of this app" if status == 413 else "is damaged") in answer.text


def test_forms_without_files_are_small(empty: TestClient, token: Callable[[TestClient], str]) -> None:
    headers = {"X-CSRF-Token": token(empty), "Content-Type": "application/x-www-form-urlencoded"}
    assert empty.post("/theme", content=b"%" * 600_000, headers=headers).status_code == 413
