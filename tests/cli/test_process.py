"""The command as a process of its own: start, pipes, interruption, exit codes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import CasefileError
from onrecord.store.casefile import open_casefile

HEAVY = ("onnxruntime", "pyarrow", "trafilatura", "sqlalchemy", "numpy", "tokenizers", "rich")


def test_help_loads_nothing_heavy(command: list[str]) -> None:
    code = (
        "import sys\nfrom onrecord.cli.main import onrecord\n"
        "onrecord(['--help'], standalone_mode=False)\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    result = subprocess.run([command[0], "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


def test_version_and_help(process: Any) -> None:
    assert process("--version").stdout.startswith("onrecord")
    assert process("show", "statements", "--help").returncode == 0


def test_usage_errors_exit_with_2(process: Any) -> None:
    for arguments in (("add",), ("show", "nothing"), ("export",), ("export", "--to", "xml")):
        result = process(*arguments)
        assert result.returncode == 2
        assert result.stdout == ""


@pytest.mark.slow
def test_standard_input_and_clean_pipes(process: Any, tmp_path: Path) -> None:
    article = 'LAKESIDE - Vera Marenko said: "We will send the monitors before the first snow falls."\n'
    added = process("add", "-", "--db", tmp_path / "c.db", input=article)
    assert added.returncode == 0, added.stderr
    shown = process("show", "statements", "--json", "--db", tmp_path / "c.db")
    assert shown.stderr == ""
    assert json.loads(shown.stdout)[0]["name"] == "standard input"


@pytest.mark.parametrize(
    "wanted",
    [
        ["show", "statements", "--json"],
        *(
            pytest.param(each, marks=pytest.mark.slow)
            for each in (
                ["show", "statements"],
                ["export", "--to", "jsonl"],
                ["export", "--to", "csv"],
                ["export", "--to", "parquet"],
            )
        ),
    ],
    ids=" ".join,
)
def test_a_pipe_that_closes_early_is_no_error(
    command: list[str], examples_casefile: Path, wanted: list[str]
) -> None:
    arguments = [*command, *wanted, "--db", str(examples_casefile)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()  # long before the first line is written
        said = running.stderr.read().splitlines()
        assert [line for line in said if not line.startswith(b"Exporting ")] == []
        assert running.wait(60) == 0


def pages(folder: Path, count: int) -> Path:
    """Write so many short articles, no two alike."""
    folder.mkdir()
    for number in range(count):
        text = (
            f"Talks on river crossing {number} go on\n\nLAKESIDE - Vera Marenko said on Friday that "
            f"convoy {number} would cross the river before winter, whatever the envoys decide in May.\n"
        )
        (folder / f"{number:04}.txt").write_text(text, "utf-8")
    return folder


def documents(db: Path) -> int:
    """Count the documents of a casefile that another process may be making."""
    try:
        with open_casefile(str(db), read_only=True) as casefile:
            return casefile.counts().documents
    except CasefileError:
        return 0


@pytest.mark.slow
def test_interrupted_says_what_is_kept_and_the_next_run_completes(
    command: list[str], process: Any, tmp_path: Path
) -> None:
    folder, db = pages(tmp_path / "pages", 40), tmp_path / "c.db"
    arguments = [*command, "add", str(folder), "--db", str(db)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        while not documents(db) and running.poll() is None:
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        out, said = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, "")
    assert said.splitlines()[-1] == (
        f"onrecord: interrupted; what was read is kept in {db}; the same command goes on from there"
    )
    assert "Traceback" not in said
    kept = documents(db)
    assert 0 < kept < 40
    again = process("add", folder, "--db", db)
    assert again.returncode == 0, again.stderr
    assert documents(db) == 40
    statements = json.loads(process("show", "documents", "--json", "--db", db).stdout)
    assert all(document["model"] for document in statements)
    assert process("check", "--db", db).returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")
def test_a_terminal_gets_colours_unless_it_wants_none(
    command: list[str], examples_casefile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os
    import pty

    first = str(json.loads(_output(command, examples_casefile))[0]["document"])
    for no_colour in ("", "1"):
        monkeypatch.setenv("NO_COLOR", no_colour)
        monkeypatch.setenv("TERM", "xterm-256color")
        master, slave = pty.openpty()
        arguments = [*command, "show", "document", first, "--db", str(examples_casefile)]
        with subprocess.Popen(arguments, stdout=slave, stderr=slave) as running:
            os.close(slave)
            shown = _drain(master)
        assert running.returncode == 0
        assert (b"\x1b[1;36m" in shown) == (not no_colour)
        assert (b"[1: " in shown) == bool(no_colour)


@pytest.mark.slow
def test_results_stay_on_stdout_while_a_bar_is_on_the_terminal(
    command: list[str], examples: list[str], tmp_path: Path
) -> None:
    import os
    import pty

    pages = [path for path in examples if path.endswith(".txt")][:2]
    master, slave = pty.openpty()
    with (tmp_path / "out").open("wb") as out:
        running = subprocess.Popen([*command, "code", *pages], stdout=out, stderr=slave)
        os.close(slave)
        shown = _drain(master)
        assert running.wait(60) == 0
    assert b"Coding" in shown
    assert b"statements" not in shown
    assert len((tmp_path / "out").read_text("utf-8").splitlines()) == 2


def _output(command: list[str], db: Path) -> str:
    arguments = [*command, "show", "statements", "--json", "--db", str(db)]
    return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout


def _drain(master: int) -> bytes:
    import os

    chunks = []
    while True:
        try:
            chunk = os.read(master, 65536)
        except OSError:  # Linux says EIO once the other end is closed
            break
        if not chunk:
            break
        chunks.append(chunk)
    os.close(master)
    return b"".join(chunks)
