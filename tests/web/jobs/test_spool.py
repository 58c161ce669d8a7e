"""What people send lies under names that are made here, in a folder of its own."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.web.jobs.spool import Spool, SpoolBusyError, ending, folder_of, shown_name


def kept(spool: Spool, name: str, raw: bytes) -> Path:
    token = spool.new()
    called, out = spool.open_new(token, 1, name)
    with out:
        out.write(raw)
    return spool.path(token, called)


@pytest.mark.parametrize(
    "name", ["a.txt", "../../etc/cron.d/x.txt", "/etc/passwd.html", "a\\..\\b.CSV", ".txt.txt"]
)
def test_a_file_lies_in_the_spool_whatever_its_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "talks.db.work"
    path = kept(Spool(folder), name, b"x")
    assert folder in path.resolve().parents
    assert path.name.startswith("000001.")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["a.exe", "a", "a.txt/", "a.svg", "a.txt\0.exe"])
def test_other_kinds_are_not_taken(tmp_path: Path, name: str) -> None:
    spool = Spool(tmp_path / "w")
    with pytest.raises(UsageError, match=r"file|ending"):
        spool.open_new(spool.new(), 1, name)


@pytest.mark.parametrize("called", ["../lock", "000001.txt/../../lock", "1.txt", "", "000001.txt\n"])
def test_no_other_name_leads_to_a_path(tmp_path: Path, called: str) -> None:
    spool = Spool(tmp_path / "w")
    with pytest.raises(UsageError, match="spool"):
        spool.path(spool.new(), called)


@pytest.mark.parametrize("token", ["..", "", "a" * 31, "A" * 32, "../" + "a" * 29])
def test_no_other_token_leads_to_a_path(tmp_path: Path, token: str) -> None:
    with pytest.raises(UsageError, match="spool"):
        Spool(tmp_path / "w").path(token, "000001.txt")


@given(st.text(max_size=400))
def test_a_name_is_shown_without_what_misleads(name: str) -> None:
    shown = shown_name(name)
    assert 0 < len(shown) <= 200
    assert shown.isprintable()
    assert not any(part in ("", ".", "..") for part in shown.split("/"))
    assert shown_name(shown) == shown or len(name) > 200


def test_a_result_is_whole_or_not_there(tmp_path: Path) -> None:
    spool, token = Spool(tmp_path / "w"), "a" * 32

    def half() -> None:
        with spool.result(token) as out:
            out.write(b"half")
            raise ValueError("half way")

    with pytest.raises(ValueError, match="half"):
        half()
    assert spool.result_path(token) is None
    with spool.result(token) as out:
        out.write(b"whole")
    path = spool.result_path(token)
    assert path is not None
    assert path.read_bytes() == b"whole"


def test_what_is_old_and_not_wanted_goes(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "w")
    tokens = [spool.new() for _ in range(3)]
    paths = [tmp_path / "w" / "uploads" / each for each in tokens]
    for path in paths[:2]:
        os.utime(path, (0, 0))
    assert spool.sweep({tokens[0]}, older_than=7) == 1
    assert [path.exists() for path in paths] == [True, False, True]


def test_one_process_does_the_work(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    with Spool(folder).alone(), pytest.raises(SpoolBusyError), Spool(folder).alone():
        raise AssertionError("both have the lock")
    with Spool(folder).alone():
        assert (folder / "lock").exists()


def test_the_work_of_a_database_lies_in_the_users_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    folder = folder_of("postgresql://ada:secret@db.example/talks")
    assert folder.parent == tmp_path / "onrecord"
    assert "secret" not in str(folder)


def test_an_ending_says_what_to_do() -> None:
    with pytest.raises(UsageError) as raised:
        ending("minutes.docx")
    assert ".html" in str(raised.value.remedy)
