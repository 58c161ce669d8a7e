"""Take the pages out of the files of a job, by the names that people gave them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from onrecord.errors import PageError
from onrecord.intake.columns import Columns
from onrecord.intake.pages import LIMIT, media_type, too_large
from onrecord.intake.tables import OPTION, parquet_rows, rows
from onrecord.intake.tables import SUFFIXES as TABLES
from onrecord.model import Given, RawPage
from onrecord.web.jobs.spool import Spool

_NOTHING_GIVEN = Given()
_USUAL_COLUMNS = Columns()


@dataclass(frozen=True, slots=True)
class Sent:
    """Hold one file that was sent: what it is called in the spool, and on somebody's computer."""

    called: str
    name: str
    size: int

    def record(self) -> dict[str, Any]:
        """Return it as a job keeps it."""
        return {"called": self.called, "name": self.name, "size": self.size}


@dataclass(frozen=True, slots=True)
class Adding:
    """Hold what is to be added: files of the spool, and what is stated about each of their pages."""

    token: str
    files: tuple[Sent, ...]
    given: Given = _NOTHING_GIVEN
    columns: Columns = _USUAL_COLUMNS
    codebook: str | None = None  # of an empty casefile
    refused: tuple[tuple[str, str], ...] = ()  # names of files that were not taken, and why

    def record(self) -> dict[str, Any]:
        """Return it as a job keeps it."""
        given = {name: value for name, value in _fields(self.given).items() if value is not None}
        return {
            "token": self.token,
            "files": [each.record() for each in self.files],
            "given": given,
            "columns": self.columns.named(),
            "codebook": self.codebook,
            "refused": [list(each) for each in self.refused],
        }

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Adding:
        """Return what a job keeps."""
        return cls(
            record["token"],
            tuple(Sent(**each) for each in record["files"]),
            Given(**record["given"]),
            Columns(**record["columns"]),
            record["codebook"],
            tuple((name, why) for name, why in record["refused"]),
        )


def total_of(spool: Spool, adding: Adding) -> int | None:
    """Return how many pages there are; ``None`` where only reading a table will tell."""
    total = 0
    for each in adding.files:
        path = spool.path(adding.token, each.called)
        held = (
            1 if path.suffix not in TABLES else parquet_rows(str(path)) if path.suffix == ".parquet" else None
        )
        if held is None:
            return None
        total += held
    return total


def pages_of(spool: Spool, adding: Adding) -> Iterator[RawPage | PageError]:
    """Yield the pages of the files that were sent, in their order; what cannot be read as an error."""
    for each in adding.files:
        path = spool.path(adding.token, each.called)
        try:
            found = _pages(path, each.name, adding)
            yield from (_named(page, path, each.name) for page in found)
        except FileNotFoundError:
            yield PageError("is not in the spool any more", each.name, "send it again")


def _pages(path: Path, name: str, adding: Adding) -> Iterable[RawPage | PageError]:
    if path.suffix in TABLES:
        return rows(str(path), name, adding.given, adding.columns, LIMIT)
    size = path.stat().st_size
    if size > LIMIT:
        return (too_large(size, name),)
    raw = path.read_bytes()
    return (RawPage(name, raw, media_type(raw, path.suffix), adding.given),)


def _named(page: RawPage | PageError, path: Path, name: str) -> RawPage | PageError:
    """Return a page without any trace of where it lay in the spool."""
    if isinstance(page, RawPage):
        return replace(page, path=None)
    where = (page.where or "").replace(str(path), name)
    remedy = (page.remedy or "").replace(OPTION, "'Columns of a table' where you add it")
    return PageError(page.what, where, remedy or None)


def _fields(given: Given) -> dict[str, str | None]:
    return {name: getattr(given, name) for name in Given.__dataclass_fields__}
