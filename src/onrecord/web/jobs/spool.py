"""Keep what people send until it is read, and what was made for them until they fetched it.

Everything lies in one folder beside the casefile that its owner alone may enter, under names that are made
here. What a file was called on somebody's computer is only ever shown, and never a path.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
import shutil
import time
import unicodedata
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from onrecord.errors import CasefileError, UsageError
from onrecord.intake.pages import HTML, TEXT
from onrecord.intake.tables import SUFFIXES as TABLES
from onrecord.store.postgres import is_address

KINDS = TEXT | HTML | TABLES
"""Endings of the files that are taken."""

_TOKEN = re.compile(r"[0-9a-f]{32}")
_LONGEST_NAME = 200
_DAY = 86_400.0


class SpoolBusyError(CasefileError):
    """Report that another process does the work of this casefile."""


def folder_of(location: str) -> Path:
    """Return where the work of a casefile lies: beside its file, or of a database in the user's own folder.

    >>> folder_of("/home/ada/talks.db").name
    'talks.db.work'
    """
    if not is_address(location):
        return Path(f"{location}.work").absolute()
    state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    return Path(state) / "onrecord" / f"{hashlib.sha256(location.encode()).hexdigest()[:16]}.work"


class Spool:
    """Keep files of jobs in a folder of our own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def new(self) -> str:
        """Make room for the files of one request; return the token that it is known by."""
        token = secrets.token_hex(16)
        self._made(self._uploads / token)
        return token

    def open_new(self, token: str, number: int, name: str) -> tuple[str, IO[bytes]]:
        """Open a new file to write; return what it is called here. ``name`` gives its kind alone.

        Raises:
            UsageError: files of this kind are not taken.
        """
        called = f"{number:06}{ending(name)}"
        descriptor = os.open(
            self._of(self._uploads, token) / called,
            os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW,
            0o600,
        )
        return called, os.fdopen(descriptor, "wb")

    def path(self, token: str, called: str) -> Path:
        """Return where a file lies that is known by the name that was made for it."""
        if not re.fullmatch(r"\d{6}\.[a-z]{2,8}", called):
            raise UsageError(f"there is no file {called!r} in the spool", None, "send it again")
        return self._of(self._uploads, token) / called

    def drop(self, token: str) -> None:
        """Forget the files of a request."""
        shutil.rmtree(self._of(self._uploads, token), ignore_errors=True)

    @contextmanager
    def result(self, token: str) -> Iterator[IO[bytes]]:
        """Open what is being made to write; it is there once the block has ended well, and whole."""
        whole = self._of(self._made(self._results), token)
        draft = whole.with_suffix(".draft")
        with os.fdopen(
            os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600), "wb"
        ) as out:
            yield out
        os.replace(draft, whole)

    def result_path(self, token: str) -> Path | None:
        """Return where something lies that was made; ``None`` where it is there no more."""
        path = self._of(self._results, token)
        return path if path.is_file() else None

    def sweep(self, wanted: Collection[str], older_than: float, now: float | None = None) -> int:
        """Remove what is older than some days and of no job that is still to be done; return how much."""
        before = (now or time.time()) - older_than * _DAY
        gone = 0
        for folder in (self._uploads, self._results):
            for each in sorted(folder.iterdir()) if folder.is_dir() else ():
                if each.name.split(".")[0] not in wanted and each.stat().st_mtime < before:
                    shutil.rmtree(each, ignore_errors=True) if each.is_dir() else each.unlink(missing_ok=True)
                    gone += 1
        return gone

    def site(self) -> Path:
        """Return the folder of the site that is published from the app; its name counts its versions."""
        return self._made(self._folder / "published") / "site"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the lock of a casefile's work; it ends with the process, however that ends.

        Raises:
            SpoolBusyError: another process has it.
        """
        with open(self._made(self._folder) / "lock", "a+b") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise SpoolBusyError("another process does its work", str(self._folder)) from error
            yield

    @property
    def _uploads(self) -> Path:
        return self._folder / "uploads"

    @property
    def _results(self) -> Path:
        return self._folder / "results"

    def _of(self, folder: Path, token: str) -> Path:
        if not _TOKEN.fullmatch(token):
            raise UsageError("there is no such file in the spool", None, "send it again")
        return folder / token

    def _made(self, folder: Path) -> Path:
        """Return a folder, made where it is not there; nobody else may enter it."""
        try:
            for each in (self._folder, folder.parent, folder):
                each.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder.chmod(0o700)
        except OSError as error:
            remedy = "let the folder of the casefile be written, or copy the casefile to where it may be"
            raise CasefileError(f"cannot be made: {error.strerror}", str(folder), remedy) from error
        return folder


def ending(name: str) -> str:
    """Return the ending of a file that is taken.

    >>> ending("Talks/Day 1.HTML"), ending("wire.csv")
    ('.html', '.csv')

    Raises:
        UsageError: files of this kind are not taken.
    """
    found = os.path.splitext(name.replace("\\", "/").rpartition("/")[2])[1].lower()
    if found in KINDS:
        return found
    what = f"is a {found} file" if found else "has no ending that says what it is"
    raise UsageError(what, shown_name(name), f"send {', '.join(sorted(KINDS))}; save others as one of these")


def shown_name(name: str) -> str:
    r"""Return what a file is called where it is shown: no control or direction characters, not too long.

    >>> shown_name("..\\Talks/./Day\u202e 1.txt\n"), shown_name("/etc/passwd"), shown_name("")
    ('Talks/Day 1.txt', 'etc/passwd', 'without a name')
    """
    kinds = ((each, unicodedata.category(each)[0]) for each in name)
    kept = "".join(" " if kind == "Z" else each for each, kind in kinds if kind != "C")
    parts = [part.strip() for part in kept.replace("\\", "/").split("/")]
    told = "/".join(part for part in parts if part.strip("."))
    if len(told) > _LONGEST_NAME:
        told = f"…{told[-_LONGEST_NAME + 1 :]}"
    return told or "without a name"
