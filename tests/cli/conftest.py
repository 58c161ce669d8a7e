"""A casefile of the examples, read once, and two ways to run the command: in this process and as users do."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import progress
from onrecord.cli.main import onrecord
from onrecord.intake.document import to_document
from onrecord.model import (
    Act,
    Directness,
    Document,
    Evidence,
    Given,
    RawPage,
    Reading,
    Span,
    SpeakerRole,
    Stance,
    Statement,
    ZoneKind,
)
from onrecord.store.casefile import open_casefile

if TYPE_CHECKING:
    from onrecord.encoder.session import Encoder

Run = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[str]"]


def share(encoder: Encoder, patch: pytest.MonkeyPatch) -> None:
    """Let every reader of a command have this encoder; codebook and facts stay those of the command."""
    patch.setattr("onrecord.reader.Encoder", lambda threads: encoder)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, encoder: Encoder) -> Run:
    """Run a command in this process, with the weights that the tests share."""
    share(encoder, monkeypatch)
    monkeypatch.setattr(progress, "_PAUSE", 1e9)  # a slow machine prints no more than a fast one
    monkeypatch.delenv("ONRECORD_DB", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)
    return lambda *arguments, **options: CliRunner().invoke(
        onrecord, [str(argument) for argument in arguments], prog_name="onrecord", **options
    )


@pytest.fixture
def casefile(examples_casefile: Path, tmp_path: Path) -> Path:
    """Return a copy of the examples' casefile that a test may change."""
    return Path(shutil.copy(examples_casefile, tmp_path / "copy.db"))


PAGES = {
    "Harbour Post": "Ada Quill denied that troops would follow. She will send monitors if the truce holds.",
    "Lantern Wire": "A. Quill threatened sanctions, the Harbour Post wrote. Tarn agreed to a truce.",
}


@pytest.fixture
def coded(coded_once: Path, tmp_path: Path) -> Path:
    """Return a casefile with two pages whose four statements were coded by hand; a test may change it."""
    return Path(shutil.copy(coded_once, tmp_path / "coded.db"))


@pytest.fixture(scope="session")
def coded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the casefile that was coded by hand."""
    path = tmp_path_factory.mktemp("coded") / "coded.db"
    with open_casefile(str(path), create=True) as casefile:
        for day, (outlet, text) in enumerate(PAGES.items(), 3):
            page = RawPage(
                f"{day}.txt", text.encode(), "text/plain", Given(outlet=outlet, published=f"2031-05-0{day}")
            )
            document = casefile.add_document(
                replace(to_document(page), language="en"), page.raw, page.given
            ).document
            casefile.put_reading(Reading(document.id, "by hand", tuple(_statements(document)), ()))
    return path


def _statements(document: Document) -> Iterator[Statement]:
    """Yield what is said on a page, each with the fields that differ from the plain ones."""
    if document.outlet == "Harbour Post":
        ada: dict[str, Any] = {"affiliation": "XVM", "speaker_role": SpeakerRole.MINISTER}
        denial = _statement(document, "Ada Quill", "denied that", "troops would follow", **ada)
        yield replace(
            denial, act=Act.DENY, issues=("ground_troops",), stance=Stance.NONE, said_on="2031-05-02"
        )
        offer = _statement(document, "Ada Quill", "will", "send monitors", **ada)
        condition = (_at(document, "if the truce holds"),)
        yield replace(
            offer, act=Act.OFFER, issues=("monitoring",), stance=Stance.CONDITIONAL, condition=condition
        )
    else:
        threat = _statement(document, "A. Quill", "threatened", "sanctions", via=("Harbour Post",))
        against = ("XKV",)
        yield replace(threat, act=Act.THREATEN, issues=("sanctions",), addressees=against, stance=Stance.FOR)
        why = {"act": "two acts fit"}
        yield _statement(document, "Tarn", "agreed to", "a truce", affiliation="XKV", undecided=why)


def _statement(document: Document, who: str, cue: str, quote: str, **coded: Any) -> Statement:
    plain = Statement(
        id=f"{document.id[:6]}{document.text.index(quote):04x}",
        document_id=document.id,
        quote=(_at(document, quote),),
        cue=(_at(document, cue),),
        speaker_text=(_at(document, who),),
        speakers=(who,),
        speaker_mentions=(),
        directness=Directness.INDIRECT,
        zone=ZoneKind.BODY,
    )
    return replace(plain, **coded)


def _at(document: Document, words: str) -> Evidence:
    start = document.text.index(words)
    return Evidence.at(document.text, Span(start, start + len(words)))


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
