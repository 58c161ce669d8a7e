"""Write what is on record as a whole for ``onrecord export``: a workbook, linked data, event records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Any, TypeAlias

import click

from onrecord.cli import codebooks, registered
from onrecord.cli.export_forms import text_into
from onrecord.cli.options import to_entry_filter
from onrecord.cli.progress import Track
from onrecord.cli.screen import counted

if TYPE_CHECKING:
    from onrecord.store.entry_filters import EntryFilter
    from onrecord.store.interface import CasefileView

Write: TypeAlias = "Callable[[CasefileView, EntryFilter, bool, Track, IO[bytes]], int]"
"""Writes the entries that a filter chooses, or those alone that are confirmed; returns how many."""


def xlsx(
    casefile: CasefileView, where: EntryFilter, confirmed_only: bool, track: Track, out: IO[bytes]
) -> int:
    """Write a workbook, and say on stderr what it could not hold."""
    from onrecord.views.xlsx.whole import write_workbook

    count, said = write_workbook(
        casefile, out, codebooks.used_by(casefile), where,
        name=name_of(casefile), confirmed_only=confirmed_only, step=track.step,
    )  # fmt: skip
    for line in said:
        track.line(line)
    return count


def jsonld(
    casefile: CasefileView, where: EntryFilter, confirmed_only: bool, track: Track, out: IO[bytes]
) -> int:
    """Write linked data."""
    from onrecord.views.linked.whole import write_jsonld

    embedded = bool(click.get_current_context().params["embed_contexts"])
    return write_jsonld(
        casefile, text_into(out), where, confirmed_only=confirmed_only, embedded=embedded, step=track.step
    )


def plover(
    casefile: CasefileView, where: EntryFilter, confirmed_only: bool, track: Track, out: IO[bytes]
) -> int:
    """Write event records, and say on stderr what PLOVER has no event for."""
    from onrecord.cli.bases import look_up
    from onrecord.views.ahead import looked_ahead
    from onrecord.views.confirmed import confirmed
    from onrecord.views.export import write_jsonl
    from onrecord.views.looking import Looked
    from onrecord.views.plover import class_of, plover_record

    look, known = Looked(casefile), lru_cache(maxsize=None)(look_up(casefile.actor_files()))
    left_out: Counter[str] = Counter()

    def records() -> Iterator[dict[str, Any]]:
        for found in looked_ahead(casefile, look, casefile.entries(where)):
            entry = confirmed(found) if confirmed_only else found
            if entry is None:
                continue
            track.step(entry.id)
            coded = class_of(entry)
            if coded.event is None:
                left_out[coded.why] += 1
            else:
                yield plover_record(entry, coded, look, known)

    count = write_jsonl(records(), text_into(out))
    if left_out:
        track.line(
            f"{counted(left_out.total(), 'entry', 'entries')} left out, for which PLOVER has no event:"
        )
    for why, number in left_out.most_common():
        track.line(f"{number:6,}  {why}")
    return count


def name_of(casefile: CasefileView) -> str:
    """Return what a casefile is called outside: no path, and no password of a database."""
    from onrecord.views.citing.citation import casefile_name

    return casefile_name(casefile.location)


FORMS: Mapping[str, Write] = {"xlsx": xlsx, "jsonld": jsonld, "plover": plover}
"""What writes each form, by what ``--to`` calls it."""

BINARY = {"xlsx": "A workbook", "parquet": "Parquet"}
"""Forms that are not for a terminal, as messages name them."""


def write(casefile: CasefileView, form: str, chosen: Mapping[str, Any], track: Track, out: IO[bytes]) -> int:
    """Write the entries that options choose, with all that belongs to them; return how many."""
    from onrecord.store.entry_filters import EntryFilter

    for line in registered.behind(casefile):
        click.echo(line, err=True)
    where = EntryFilter(**to_entry_filter(chosen), unreviewed=not chosen["confirmed"])
    return FORMS[form](casefile, where, chosen["confirmed"], track, out)
