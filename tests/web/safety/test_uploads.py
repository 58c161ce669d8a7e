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
