"""A copy of the examples to publish from, and what looks through every file of a site."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from onrecord.model import Entry, ReleaseKind
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore
from onrecord.views.published import deciding

LONG = 25
"""Characters from which on words are found by chance nowhere else."""


@pytest.fixture
def location(examples_casefile: Path, tmp_path: Path) -> str:
    return str(shutil.copy(examples_casefile, tmp_path / "own.db"))


@pytest.fixture
def casefile(location: str) -> Iterator[CasefileStore]:
    with open_casefile(location) as opened:
        yield opened


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def chosen(casefile: CasefileStore) -> list[Entry]:
    """Return four entries that are published, and whose words no other entry has."""
    every = list(casefile.entries())
    words = {each.id: words_of(each) for each in every}
    found = [each for each in every if _is_named(each) and words[each.id] and _is_apart(each, words)]
    first, *rest = found
    kept = [first, *[each for each in rest if each.actors[0] != first.actors[0]][:3]]
    assert len(kept) == 4
    casefile.add_releases([deciding.on_entry(ReleaseKind.PUBLISH, each, "Bo") for each in kept])
    return kept


def _is_named(entry: Entry) -> bool:
    return bool(entry.actors) and " " in entry.actors[0] and ":" not in entry.actors[0]


def _is_apart(entry: Entry, words: Mapping[str, Sequence[str]]) -> bool:
    others = [each for name, held in words.items() if name != entry.id for each in held]
    return not any(mine in each or each in mine for mine in words[entry.id] for each in others)


def words_of(entry: Entry) -> list[str]:
    pieces = [piece.exact for report in entry.reports for piece in report.act.quote]
    return [" ".join(each.split()) for each in pieces if len(each) >= LONG]


@pytest.fixture(scope="session")
def words() -> Callable[[Entry], list[str]]:
    return words_of


@pytest.fixture(scope="session")
def text_of() -> Callable[[Path], str]:
    """Give what returns all text of a site's files, one line each, with markup resolved."""
    from html import unescape

    def read(site: Path) -> str:
        found = []
        for path in sorted(site.rglob("*")):
            if path.is_file() and path.suffix not in (".woff2", ".css"):
                plain = unescape(path.read_text("utf-8")).replace("\\u2019", "’").replace("\r\n ", "")
                found.append(f"{path.relative_to(site)} {' '.join(plain.split())}")
        return "\n".join(found)

    return read
