"""Ask a person: single keys on a terminal, lines from a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING

import click

termios: ModuleType | None
try:
    import termios
except ImportError:  # Windows, where click reads keys
    termios = None

if TYPE_CHECKING:
    from rich.console import Console


@contextmanager
def _by_key(is_terminal: bool) -> Iterator[None]:
    """Let a terminal give each key as it is pressed, and keep what is typed before it is asked for."""
    if not is_terminal or termios is None:
        yield
        return
    import tty

    before = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin, termios.TCSADRAIN)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


class Asking:
    """Read answers; the end of the input is ``EOFError``, Ctrl-C ``KeyboardInterrupt``."""

    def __init__(self, screen: Console) -> None:
        self._screen = screen
        self.is_terminal = sys.stdin.isatty()

    def key(self, prompt: str) -> str:
        """Return a key; from a pipe a line, which is a key only if it is one character long.

        Empty lines are passed over.
        """
        with _by_key(self.is_terminal):
            self._say(prompt)
            while True:
                typed = self._pressed() if self.is_terminal else self._line().strip()
                if typed.strip():
                    break
        if self.is_terminal:
            self._screen.print(typed if typed.isprintable() else "", markup=False)
        return typed

    def _pressed(self) -> str:
        typed = click.getchar() if termios is None else sys.stdin.read(1)
        if typed == "\x03":
            raise KeyboardInterrupt
        if typed in ("", "\x04", "\x1a"):
            raise EOFError
        return typed

    def line(self, prompt: str) -> str:
        """Return a line that was typed, without the space around it."""
        self._say(prompt)
        return self._line().strip()

    def choice(self, prompt: str, choices: Sequence[str]) -> int | None:
        """Return which of several numbered things is meant; ``None`` for none of them."""
        for number, each in enumerate(choices, 1):
            self._screen.print(f"{number:5}  {each}", markup=False)
        typed = self.line(f"{prompt} (1-{len(choices)}, or nothing for none): ")
        return int(typed) - 1 if typed.isdigit() and 1 <= int(typed) <= len(choices) else None

    def _say(self, prompt: str) -> None:
        self._screen.print(prompt, end="", markup=False, soft_wrap=True)
        self._screen.file.flush()

    def _line(self) -> str:
        typed = sys.stdin.readline()
        if not typed:
            raise EOFError
        if not self.is_terminal:
            self._screen.print(typed.rstrip("\n"), markup=False)
        return typed
