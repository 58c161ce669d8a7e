"""docs/commands.md is what --help says now, and every command that the documents show exists."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from onrecord.cli.main import onrecord
from onrecord.cli.reference import reference

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    path
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "examples" / "README.md")
    if path.name != "commands.md"
]
# A line of a code block that begins with the command, perhaps after a prompt; what is piped on is left out.
COMMAND = re.compile(r"^\s*(?:\$ )?(?:\.venv/bin/)?onrecord ([^|>#\n]*)", re.MULTILINE)


def test_the_reference_is_current() -> None:
    written = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert written == reference(), "docs/commands.md is stale: run `make docs`"


def shown(path: Path) -> Iterator[list[str]]:
    """Yield the arguments of each command line in a document's code blocks."""
    for block in re.findall(r"^```\w*\n(.*?)^```", path.read_text("utf-8"), re.MULTILINE | re.DOTALL):
        yield from (shlex.split(found) for found in COMMAND.findall(block))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_commands_in_documents_exist(path: Path) -> None:
    for arguments in shown(path):
        command: click.Command = onrecord
        words = list(arguments)
        while isinstance(command, click.Group) and words and not words[0].startswith("-"):
            child = command.commands.get(words[0])
            assert child is not None, f"{path.name}: no command {' '.join(arguments)!r}"
            command = child
            words.pop(0)
        known = {name for option in command.params for name in option.opts} | {"--help", "--version"}
        used = {word.split("=")[0] for word in words if word.startswith("-") and word != "-"}
        assert used <= known, f"{path.name}: {' '.join(arguments)!r} uses {used - known}"
