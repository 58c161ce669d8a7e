"""What tests in a real browser get: Chromium where there is one, and the app as its command serves it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import EntryKind
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import EntryFilter
from onrecord.web.addresses import Served

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PATIENCE = 60.0
"""Seconds that a server on a busy machine may take to start."""


def chromium() -> str | None:
    """Return where a Chromium lies; ``ONRECORD_CHROMIUM`` names another."""
    named = os.environ.get("ONRECORD_CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Have playwright start the machine's own Chromium, and reach nothing but this machine."""
    found = chromium()
    if found is None:
        pytest.skip("no Chromium is installed: apt install chromium, or name one in ONRECORD_CHROMIUM")
    outside = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
    root = (
        ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    )  # it refuses root otherwise
    return {**browser_type_launch_args, "executable_path": found, "args": [outside, *root]}


@pytest.fixture
def servers() -> Iterator[Callable[..., Server]]:
    """Give what serves a casefile by the command; all are ended afterwards."""
    running: list[Server] = []

    def serve(casefile: Path, *options: str) -> Server:
        running.append(Server(casefile, *options))
        return running[-1]

    yield serve
    for each in running:
        each.end()


@pytest.fixture
def served(servers: Callable[..., Server]) -> Callable[..., str]:
    """Give what serves a casefile by the command and returns its address."""
    return lambda casefile, *options: servers(casefile, *options).address


@pytest.fixture(scope="session")
def home(examples_casefile: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a copy of the examples, for tests that change nothing; return its address."""
    server = Server(Path(shutil.copy(examples_casefile, tmp_path_factory.mktemp("home") / "examples.db")))
    yield server.address
    server.end()


@pytest.fixture(scope="session")
def every_address(examples_casefile: Path) -> list[str]:
    """Return the addresses of every page of the examples, one of each kind and state."""
    return list(addresses(examples_casefile))


class Server:
    """Run ``onrecord serve`` in a process of its own."""

    def __init__(self, casefile: Path, *options: str) -> None:
        command = [sys.executable, "-m", "onrecord", "serve", "--db", str(casefile), "--port", "0", *options]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
        self.address = self._address()

    def _address(self) -> str:
        assert self.process.stderr is not None
        told: list[str] = []
        for line in self.process.stderr:
            told.append(line)
            if " is open at " in line:
                return line.split(" is open at ")[1].split(" ")[0].rstrip("/")
        raise AssertionError(f"the server ended: {''.join(told)}")

    def end(self) -> None:
        """End it as Ctrl-C does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill()
        if self.process.stderr is not None:
            self.process.stderr.close()

    def kill(self) -> None:
        """End it at once, as when the machine fails; what it started goes too."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)


PLAIN = (
    "", "register", "shifts", "conflicts", "proposals", "calendar", "deadlines", "actors", "issues", "matrix",
    "unity", "packages", "documents", "sources", "digest", "review", "review/measures", "review/log",
    "tracker", "add", "jobs", "publishing", "export", "report", "api", "help", "audit",
    "accounts",
)  # fmt: skip
"""Pages that need nothing to be named."""


def addresses(casefile: Path) -> Iterator[str]:
    """Yield the addresses of pages that a casefile has something for."""
    to = Served()
    yield from (to.page(name) for name in PLAIN)
    with open_casefile(str(casefile), read_only=True) as store:
        entries = sorted(store.entries(), key=lambda each: (-len(each.reports), each.id))
        most = entries[0]
        offer = next(each for each in entries if each.kind is EntryKind.OFFER)
        conflict = next(iter(store.conflicts()))
        derived = next(iter(store.derivations()))
        shifted = next(each for each in store.positions() if each.before is not None)
        story = next(iter(store.stories()))
        pledge = next(store.entries(EntryFilter(kinds=("commitment",))))
    yield to.entry(most.id)
    yield to.merge(most.id)
    yield to.split(most.id, most.reports[0].act.record)
    yield to.document(most.reports[0].act.document)
    yield to.document(derived.derived)
    yield to.page(f"document/{derived.derived}/add", kind="commitment", within="0")
    yield f"/document/{derived.derived}/diff?against={derived.source}"
    yield to.origins(derived.derived, derived.source)
    yield to.actor(shifted.holder)
    yield to.actor_decide(shifted.holder)
    yield to.issue(shifted.subject)
    yield to.conflict(conflict.id)
    yield to.proposal(offer.id)
    yield to.story(story.id)
    yield to.page("review", entry=pledge.id)
    yield to.page("register", text="troops", kind="demand")
    yield to.page("register", text="nothingofthekind")
    yield "/entry/doesnotexist"
