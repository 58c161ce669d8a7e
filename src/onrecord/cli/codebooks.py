"""Choose the codebook that pages are read with, and keep the choice in the casefile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import UsageError
from onrecord.model import UNDECIDED

if TYPE_CHECKING:
    from onrecord.codebook.records import Codebook
    from onrecord.store.interface import CasefileStore, CasefileView

SETTING = "codebook"
"""The casefile's setting: the text of a codebook, or the name of one that comes along."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold a codebook and what a casefile keeps of it: its text, since a file may change or go away.

    Of a codebook that comes along the name is kept, so that a newer version of it is used too.
    """

    book: Codebook
    kept: str


def chosen(name_or_path: str) -> Choice:
    """Return the codebook of this name or in this file; raise where it is faulty or there is none."""
    from onrecord.codebook.packs import parse, shipped, shipped_names
    from onrecord.codebook.source import file_text

    if name_or_path in shipped_names():
        return Choice(shipped(name_or_path), name_or_path)
    text = file_text(Path(name_or_path))
    return Choice(parse(text, name_or_path), text)


def given(name_or_path: str | None) -> Codebook | None:
    """Return the codebook that an option names; ``None`` where it was not given."""
    return chosen(name_or_path).book if name_or_path is not None else None


def used_by(casefile: CasefileView) -> Codebook:
    """Return the codebook that a casefile is read with: the default one unless it keeps another."""
    from onrecord.views import books

    return books.used_by(casefile)


def check_issues(casefile: CasefileView, wanted: Sequence[str]) -> None:
    """Raise for an id that neither the casefile's codebook nor any of its records has."""
    from onrecord.store.interface import StatementFilter
    from onrecord.store.record_filters import CommitmentFilter

    book = used_by(casefile) if wanted else None
    for name in wanted:
        if book is None or name == UNDECIDED or name in book.ids:
            continue
        if any(True for _ in casefile.statements(StatementFilter(issues=(name,), all_versions=True))):
            continue  # a reading with an earlier codebook
        if any(True for _ in casefile.commitments(CommitmentFilter(measures=(name,), all_versions=True))):
            continue
        raise UsageError(
            f"there is no issue {name!r} in its codebook {book.name!r}",
            casefile.location,
            f"`onrecord codebook used --db {casefile.location}` lists them",
        )


def keep_first(casefile: CasefileStore, choice: Choice, named: str) -> None:
    """Keep the codebook that an empty casefile is to be read with; raise where others were read with another.

    :param named: how the user named it, for the remedy.
    """
    if not casefile.counts().versions:
        casefile.put_setting(SETTING, choice.kept)
        return
    now = used_by(casefile)
    if now.digest == choice.book.digest:
        return
    which = "another text of the codebook" if now.name == choice.book.name else "the codebook"
    raise UsageError(
        f"is read with {which} {now.name!r}",
        casefile.location,
        "leave --codebook out to go on with it, or read everything again with "
        f"`onrecord codebook use {named} --db {casefile.location}`",
    )


def change(casefile: CasefileStore, choice: Choice) -> bool:
    """Keep another codebook; return whether its issues are others: then everything is to be read again."""
    is_other = used_by(casefile).digest != choice.book.digest
    if casefile.setting(SETTING) != choice.kept:  # its packages alone may be others
        casefile.put_setting(SETTING, choice.kept)
    return is_other
