"""Write what Datasette is told about a casefile for ``onrecord export --to datasette-metadata``."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO

import click

from onrecord.cli import opening
from onrecord.errors import UsageError

FORM = "datasette-metadata"


def write(
    db: str, output: Path | None, opened: Callable[[Path | None], AbstractContextManager[IO[bytes]]]
) -> None:
    """Write the metadata; ``opened`` opens where to."""
    with opening.to_show(db, rejected=False) as casefile:
        location = casefile.casefile.location
    if "://" in location:
        remedy = "export what you need from it, or keep the casefile in a file"
        raise UsageError("Datasette opens SQLite files, not this database", location, remedy)
    from onrecord.views.datasette import metadata

    with opened(output) as out:
        written = json.dumps(metadata(Path(location).stem), ensure_ascii=False, indent=2)
        out.write(f"{written}\n".encode())
    if output is not None:
        click.echo(f"Metadata written to {output}; see it with `datasette {location} -m {output}`", err=True)
