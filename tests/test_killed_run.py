"""Kill runs at any moment and complete them: the casefile is the one that an unbroken run makes.

This file is also the program that is killed: it adds pages to a casefile and prints a line at each step.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from onrecord.actors.base import shipped
from onrecord.model import (
    REGISTER_VERSION,
    Act,
    Directness,
    Document,
    Evidence,
    Given,
    Mention,
    MentionKind,
    RawPage,
    Reading,
    Span,
    Statement,
    ZoneKind,
)
from onrecord.pipeline import Reader, add, check, keep_register
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore, DocumentFilter

PAGES = 60
BATCH = 4
KILLS = 4
ALL = DocumentFilter(all_versions=True)

STATES = ("Xandria", "Ebene", "Orrey", "Tarnia")


def pages() -> Iterator[RawPage]:
    """Yield pages with copies, versions and things stated about them."""
    for n in range(PAGES):
        state, other = STATES[n % 4], STATES[(n + 1) % 4]
        text = (
            f"{state} and {other} meet again\n\n"
            f"Envoys of {state} and {other} met for the {n // 3}th time to speak of the river.\n\n"
            f'"We will open the bridge number {n // 2}," Ada Quill said after the talks in town.\n\n'
            f"Bo Tarn said that {other} would want to see the money first, all {n // 5} millions of it.\n"
        )
        given = Given(
            outlet=f"Gazette {n % 3}" if n % 7 == 0 else None,
            url=f"https://a.example/{n % 9}" if n % 2 else None,
        )
        yield RawPage(f"{n}.txt", text.encode(), "text/plain", given, f"/pages/{n % 50}.txt")


class LightReader:
    """Read each line with "said" as a statement, in next to no time."""

    model = "light 1"

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        return [
            Reading(each.id, self.model, tuple(self._said(each)), self._named(each)) for each in documents
        ]

    def _said(self, document: Document) -> Iterator[Statement]:
        for found in re.finditer(r"[^\n]*\b(said)\b[^\n]*", document.text):
            quote, cue = (Evidence.at(document.text, Span(*found.span(group))) for group in (0, 1))
            name = f"{document.id}{found.start()}"
            plain = Statement(
                name, document.id, (quote,), (cue,), (), ("Ada Quill",), (), Directness.MIXED, ZoneKind.BODY
            )
            yield replace(plain, act=Act.COMMIT, issues=("territory",))

    def _named(self, document: Document) -> tuple[Mention, ...]:
        found = re.finditer("|".join(STATES), document.text)
        return tuple(Mention(Span(*each.span()), MentionKind.PLACE, 0.5) for each in found)


def real_reader() -> Reader:
    from onrecord.reader import Reader as RealReader

    return RealReader()


def run(location: str, reader: Reader, most: int = PAGES) -> None:
    """Add the pages, telling each step."""
    print("ready", flush=True)
    with open_casefile(location, create=True) as casefile:
        print("open", flush=True)
        add(
            casefile,
            islice(pages(), most),
            reader,
            progress=lambda each: print(each.done, flush=True),
            batch=BATCH,
        )


def register(location: str) -> None:
    """Bring lineage and register into step, telling each document."""
    base = shipped()
    with open_casefile(location) as casefile:
        print("open", flush=True)
        keep_register(casefile, base, progress=lambda name: print(name, flush=True), batch=BATCH)


def registered(location: str) -> dict[str, list[str]]:
    """Return all that a casefile holds of lineage and register."""
    with open_casefile(location) as casefile:
        assert casefile.out_of_step(REGISTER_VERSION) == {}
        entries = list(casefile.entries())
        return {
            "entries": [repr(each) for each in entries],
            "links": [repr(link) for each in entries for link in casefile.entry_links(each.id)],
            "derivations": [repr(each) for each in casefile.derivations()],
            "stories": [repr(each) for each in casefile.stories()],
        }


def content(casefile: CasefileStore) -> list[object]:
    """Return everything that a casefile holds, but the times of edits."""
    return [
        (
            document,
            casefile.raw(document.id),
            casefile.reading(document.id),
            casefile.summary(document.id),
            [(edit.field, edit.value) for edit in casefile.edits(document.id)],
            [version.id for version in casefile.versions(document.id)],
        )
        for document in casefile.documents(ALL)
    ]


def killed(location: str, kind: str, lines: int, delay: float) -> bool:
    """Start a run, kill it some time after so many lines; return whether it was still running."""
    source = str(Path(__file__).parents[1] / "src")
    command = [sys.executable, __file__, location, kind]
    environment = {**os.environ, "PYTHONPATH": source}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        for _ in range(lines):
            if not process.stdout.readline():
                break
        time.sleep(delay)
        process.kill()
        return process.wait() != 0


def complete_after_kills(location: str, kind: str, reader: Reader, kills: int) -> list[object]:
    """Kill runs at random moments and then let one finish; check what each of them left."""
    chance = random.Random(kind)
    broken = 0
    for attempt in range(kills):
        lines = 1 if attempt == 0 else chance.randrange(2, 2 + PAGES * attempt // kills)
        broken += killed(location, kind, lines, chance.random() * 0.03)
        if Path(location).exists():
            with open_casefile(location) as casefile:
                assert list(check(casefile)) == []
    assert broken >= kills // 2
    run(location, reader)
    with open_casefile(location) as casefile:
        assert list(check(casefile)) == []
        assert casefile.unread(reader.model) == 0
        return content(casefile)


def unbroken(location: str, reader: Reader) -> list[object]:
    run(location, reader)
    with open_casefile(location) as casefile:
        return content(casefile)


@pytest.mark.slow
def test_killed_runs_are_completed_to_the_same_casefile(tmp_path: Path) -> None:
    expected = unbroken(str(tmp_path / "unbroken.db"), LightReader())
    assert len(expected) > PAGES // 2
    assert complete_after_kills(str(tmp_path / "killed.db"), "light", LightReader(), KILLS) == expected


@pytest.mark.slow
def test_a_register_that_was_killed_half_way_is_completed_to_the_same(tmp_path: Path) -> None:
    whole, broken = str(tmp_path / "whole.db"), str(tmp_path / "broken.db")
    run(whole, LightReader(), 24)
    shutil.copy(whole, broken)
    register(whole)
    expected = registered(whole)
    assert all(expected[name] for name in ("entries", "derivations", "stories"))
    assert any(len(re.findall("Report\\(", each)) > 1 for each in expected["entries"])
    chance = random.Random(5)
    for lines in (1 + BATCH, 1 + 2 * BATCH):
        assert killed(broken, "register", lines, chance.random() * 0.03)
        with open_casefile(broken) as casefile:
            assert 0 < len(casefile.out_of_step(REGISTER_VERSION)) < len(list(casefile.summaries()))
    register(broken)
    assert registered(broken) == expected


@pytest.mark.slow
def test_killed_runs_of_the_shipped_model_are_completed(tmp_path: Path, reader: Reader) -> None:
    expected = unbroken(str(tmp_path / "unbroken.db"), reader)
    assert complete_after_kills(str(tmp_path / "killed.db"), "real", reader, 4) == expected


if __name__ == "__main__":
    if sys.argv[2] == "register":
        register(sys.argv[1])
    else:
        run(sys.argv[1], real_reader() if sys.argv[2] == "real" else LightReader())
