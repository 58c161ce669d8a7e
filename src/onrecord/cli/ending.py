"""How a command ends: one line for what went wrong, and the exit code that says how much of it."""

from __future__ import annotations

import os
import sys
from typing import IO, Any

import click

from onrecord.errors import OnrecordError, UsageError

PARTIAL, USAGE, INTERRUPTED = 1, 2, 130
"""Exit codes: some of it failed, it was put wrongly, Ctrl-C (as shells have it)."""

_KEPT = "onrecord.kept"


class _Line(click.ClickException):
    """End the command with one line."""

    exit_code = PARTIAL

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line."""
        click.echo(f"onrecord: {self.format_message()}", file=file, err=file is None)


class _PutWrongly(_Line):
    exit_code = USAGE


class _Interrupted(_Line):
    exit_code = INTERRUPTED


class OnrecordGroup(click.Group):
    """Turn whatever ends a command into one line and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; only a mistake of the program's own gives a traceback."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except UsageError as error:
            raise _PutWrongly(str(error)) from error
        except OnrecordError as error:
            raise _Line(str(error)) from error
        except KeyboardInterrupt:
            raise _Interrupted(f"interrupted; {ctx.meta.get(_KEPT, 'nothing was changed')}") from None
        except BrokenPipeError:
            _write_nowhere()
            ctx.exit(0)  # whoever reads the output has seen enough
        except OSError as error:
            raise _Line(f"{error.filename or 'output'}: {error.strerror or error}") from error
        return result


def when_interrupted(line: str) -> None:
    """Note what Ctrl-C would leave from here on, and how to go on."""
    click.get_current_context().meta[_KEPT] = line


def end(problems: int) -> None:
    """End the command: code 1 where something was set aside."""
    if problems:
        click.get_current_context().exit(PARTIAL)


def _write_nowhere() -> None:
    """Send what is still in the buffer of stdout nowhere, so that the end of the process stays silent."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
