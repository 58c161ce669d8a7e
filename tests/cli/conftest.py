"""A casefile of the examples, read once, and two ways to run the command: in this process and as users do."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import opening, progress
from onrecord.cli.main import onrecord

if TYPE_CHECKING:
    from onrecord.reading.reader import Reader

ROOT = Path(__file__).parents[2]
Run = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def examples() -> list[str]:
    """Return the pages and tables of examples/."""
    kinds = (".txt", ".html", ".csv")
    return [str(path) for path in sorted((ROOT / "examples").iterdir()) if path.suffix in kinds]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, reader: Reader) -> Run:
    """Run a command in this process, with the model that the tests share."""
    monkeypatch.setattr(opening, "reader", lambda: reader)
    monkeypatch.setattr(progress, "_PAUSE", 1e9)  # a slow machine prints no more than a fast one
    monkeypatch.delenv("ONRECORD_DB", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)
    return lambda *arguments, **options: CliRunner().invoke(
        onrecord, [str(argument) for argument in arguments], prog_name="onrecord", **options
    )


@pytest.fixture(scope="session")
def examples_casefile(tmp_path_factory: pytest.TempPathFactory, reader: Reader, examples: list[str]) -> Path:
    """Return a casefile that holds the examples; not to be changed."""
    path = tmp_path_factory.mktemp("casefile") / "examples.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "reader", lambda: reader)
        result = CliRunner().invoke(onrecord, ["add", "--db", str(path), *examples])
    assert result.exit_code == 0, result.output
    return path


@pytest.fixture
def casefile(examples_casefile: Path, tmp_path: Path) -> Path:
    """Return a copy of the examples' casefile that a test may change."""
    return Path(shutil.copy(examples_casefile, tmp_path / "copy.db"))


@pytest.fixture(scope="session")
def command() -> list[str]:
    """Return what starts the command as a process of its own."""
    return [sys.executable, "-m", "onrecord"]


@pytest.fixture
def process(command: list[str]) -> Process:
    """Run the command as a process of its own, to its end."""

    def call(*arguments: object, input: str | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, *map(str, arguments)],
            input=input,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return call
