"""A process that opens a casefile twice keeps its locks: what it writes is there for others, and stays."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.store.casefile import open_casefile
from onrecord.store.desk.opening import open_desk

LOOK = """
import sys
from onrecord.store.casefile import open_casefile
with open_casefile(sys.argv[1]) as casefile:
    print(casefile.setting("a"))
"""


def seen_elsewhere(path: Path) -> str:
    """Return a setting as another process sees it, which then closes the casefile."""
    run = [sys.executable, "-c", LOOK, str(path)]
    return subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.slow
def test_what_is_written_after_opening_twice_is_seen_by_others_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "talks.db"
    first = open_casefile(str(path), create=True)
    with open_casefile(str(path)) as second:
        second.put_setting("a", "before")
    second = open_casefile(str(path))
    assert seen_elsewhere(path) == "before"
    second.put_setting("a", "after")
    assert seen_elsewhere(path) == "after"
    second.close()
    first.close()
    with open_casefile(str(path), read_only=True) as again:
        assert again.setting("a") == "after"


@pytest.mark.slow
def test_the_desk_beside_it_keeps_its_locks_too(tmp_path: Path) -> None:
    path = tmp_path / "talks.db"
    open_casefile(str(path), create=True).close()
    first = open_desk(str(path))
    open_desk(str(path)).close()
    log = Path(f"{path}.desk-wal")
    before = log.stat().st_ino
    look = "import sys; from onrecord.store.desk.opening import open_desk as o\no(sys.argv[1]).close()"
    subprocess.run([sys.executable, "-c", look, str(path)], check=True)
    assert log.stat().st_ino == before
    first.close()
