"""Show on stderr how far a command is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import click

from onrecord.cli.screen import printable

_PAUSE = 5.0  # seconds between two lines where there is no terminal


class Track(Protocol):
    """Tell how far it is."""

    def step(self, name: str) -> None:
        """Count one more, and name it."""
        ...

    def line(self, text: str) -> None:
        """Print a line that stays."""
        ...


@contextmanager
def progress(doing: str, unit: str, total: int | None, *, printing: bool = False) -> Iterator[Track]:
    """Show progress while the block runs.

    Args:
        doing: what is done, and ``unit`` to what.
        unit: in the plural.
        total: how many there are; ``None`` where only the end will tell.
        printing: results go to stdout meanwhile, where a bar on the same terminal would be in their way.
    """
    if not sys.stderr.isatty() or (printing and sys.stdout.isatty()):
        yield _Lines(doing, unit, total)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TextColumn(unit),
        TimeElapsedColumn(),
        TextColumn("{task.fields[name]}", style="dim"),
        console=Console(stderr=True, highlight=False),
        transient=True,
        redirect_stdout=False,  # else rich sends what the block prints to stderr
        redirect_stderr=False,
    )
    with bar:
        yield _Bar(bar, doing, total)


class _Bar:
    def __init__(self, bar: object, doing: str, total: int | None) -> None:
        from rich.progress import Progress

        assert isinstance(bar, Progress)
        self._bar = bar
        self._task = bar.add_task(doing, total=total, name="")

    def step(self, name: str) -> None:
        self._bar.update(self._task, advance=1, name=_short(name))

    def line(self, text: str) -> None:
        self._bar.console.print(printable(text), markup=False, soft_wrap=True)


class _Lines:
    def __init__(self, doing: str, unit: str, total: int | None) -> None:
        self._doing, self._unit, self._total = doing, unit, total
        self._done, self._last = 0, time.monotonic()

    def step(self, name: str) -> None:
        self._done += 1
        if time.monotonic() - self._last >= _PAUSE:
            self._last = time.monotonic()
            whole = f"of {self._total}" if self._total is not None else "so far"
            self.line(f"{self._doing} {self._unit}: {self._done} {whole}, now at {name}")

    def line(self, text: str) -> None:
        click.echo(printable(text), err=True)


def _short(name: str) -> str:
    name = printable(name)
    return name if len(name) <= 24 else f"…{name[-23:]}"
