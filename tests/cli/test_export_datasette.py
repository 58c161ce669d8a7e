"""Hold the export for Datasette to naming the casefile that Datasette will open."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli import export_datasette
from onrecord.cli.main import onrecord
from onrecord.errors import UsageError


def test_metadata_are_of_the_casefile(examples_casefile: Path, tmp_path: Path) -> None:
    out = tmp_path / "metadata.json"
    arguments = ["export", "--to", "datasette-metadata", "--db", str(examples_casefile)]
    result = CliRunner().invoke(onrecord, [*arguments, "-o", str(out)])
    assert result.exit_code == 0, result.output
    assert f"see it with `datasette {examples_casefile} -m {out}`" in result.stderr
    found = json.loads(out.read_text("utf-8"))
    assert list(found["databases"]) == ["examples"]
    piped = CliRunner().invoke(onrecord, arguments)
    assert json.loads(piped.stdout) == found
    refused = CliRunner().invoke(onrecord, [*arguments, "--what", "entries"])
    assert refused.exit_code == 2
    assert "leave --what out" in refused.stderr


def test_a_casefile_that_is_no_file_is_refused(
    monkeypatch: pytest.MonkeyPatch, examples_casefile: Path
) -> None:
    class Held:
        location = "postgresql://ada@db.example/talks"

    class Shown:
        casefile = Held()

        def __enter__(self) -> Shown:
            return self

        def __exit__(self, *_: object) -> None:
            return None

    monkeypatch.setattr("onrecord.cli.opening.to_show", lambda db, rejected: Shown())
    with pytest.raises(UsageError, match="Datasette opens SQLite files"):
        export_datasette.write("postgresql://x", None, lambda path: pytest.fail("nothing is written"))
