"""Write the command reference from the commands' own help: ``python -m onrecord.cli.reference``."""

from __future__ import annotations

from collections.abc import Iterator

import click

from onrecord.cli.main import onrecord

_HEAD = """# Commands

Written by `make docs` from the commands' own `--help`; do not edit.

Exit codes: 0 all done, 1 some of it failed (each problem is one line on stderr, the rest is done),
2 put wrongly, 130 interrupted. Results go to stdout, everything else to stderr.
"""


def reference() -> str:
    """Return the reference of every command as Markdown."""
    sections = (f"\n## {name}\n\n```\n{text}\n```\n" for name, text in _helps(onrecord, None, "onrecord"))
    return _HEAD + "".join(sections)


def _helps(command: click.Command, parent: click.Context | None, name: str) -> Iterator[tuple[str, str]]:
    settings = {"terminal_width": 100, **onrecord.context_settings}
    context = click.Context(command, parent=parent, info_name=name.split()[-1], **settings)
    yield name, command.get_help(context)
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            child = command.get_command(context, sub)
            if child is not None:
                yield from _helps(child, context, f"{name} {sub}")


if __name__ == "__main__":
    print(reference(), end="")
