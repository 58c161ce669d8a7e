"""Open what commands work on: the casefile and the reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.actors.base import Base
    from onrecord.codebook.records import Codebook
    from onrecord.pipeline.registering import RegisterReport
    from onrecord.reader import Reader
    from onrecord.review.view import ReviewedView
    from onrecord.store.interface import CasefileStore, CasefileView


def to_read(location: str) -> CasefileStore:
    """Open a casefile that stays as it is."""
    from onrecord.store.casefile import open_casefile

    return open_casefile(location, read_only=True)


@contextmanager
def to_show(location: str, *, rejected: bool = False) -> Iterator[ReviewedView]:
    """Open a casefile to look at its records as they are after review."""
    from onrecord.review.view import ReviewedView

    with to_read(location) as casefile:
        yield ReviewedView(casefile, rejected=rejected)


def to_write(location: str, *, create: bool = False) -> CasefileStore:
    """Open a casefile to change it."""
    from onrecord.store.casefile import open_casefile

    return open_casefile(location, create=create)


def reader(codebook: Codebook | None = None, base: Base | None = None) -> Reader:
    """Load the model that is part of the package; codebook and base are the shipped ones unless given."""
    from onrecord.reader import Reader

    return Reader(codebook=codebook, base=base)


def reader_for(casefile: CasefileView) -> Reader:
    """Load the model with a casefile's own codebook and its own facts about actors."""
    from onrecord.cli import bases, codebooks

    files = casefile.actor_files()
    return reader(codebooks.used_by(casefile), bases.base_of(files) if files else None)


def keep_register(
    casefile: CasefileStore, progress: Callable[[str], None] | None = None, *, everything: bool = False
) -> RegisterReport:
    """Bring lineage and register into step with what a casefile holds, by its own facts about actors."""
    from onrecord.cli import bases
    from onrecord.pipeline.registering import keep_register

    base = bases.base_of(casefile.actor_files())
    return keep_register(casefile, base, everything=everything, progress=progress)
