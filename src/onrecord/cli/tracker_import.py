"""``onrecord tracker import``: bring a hand-kept table in."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import opening
from onrecord.cli.actors import by_option, who
from onrecord.cli.ending import when_interrupted
from onrecord.cli.options import db as db_option
from onrecord.cli.output import whole_file
from onrecord.cli.screen import counted, fitted, one_line, printable
from onrecord.errors import OnrecordError, UsageError
from onrecord.model import UNDECIDED, CommitmentStatus

if TYPE_CHECKING:
    from onrecord.cli.tracker_tools import Words
    from onrecord.model import TrackerRow
    from onrecord.store.interface import CasefileStore
    from onrecord.tracker.mapping import TableMapping
    from onrecord.tracker.sheets import Sheet

_STATUSES = tuple(each.value for each in CommitmentStatus)
_EXAMPLES = 3


@click.command("import", short_help="Bring a hand-kept table in.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@db_option
@by_option
@click.option(
    "--mapping", "mapping_file", type=click.Path(exists=True, dir_okay=False), metavar="FILE",
    help="How the table is read, as YAML; else it is guessed and shown.",
)  # fmt: skip
@click.option("--yes", is_flag=True, help="Take the guess without asking.")
@click.option(
    "--save-mapping", metavar="FILE", type=click.Path(dir_okay=False), help="Write how the table is read."
)
@click.option("--name", help="What the tracker is called; else the name of the file.")
def import_(
    file: str, db: str, by: str | None, mapping_file: str | None, yes: bool, save_mapping: str | None,
    name: str | None,
) -> None:  # fmt: skip
    """Bring in a table of pledges that you keep by hand: .xlsx, .xlsm, .csv or .tsv.

    Which column holds what is guessed by the words over it and by what stands in it, shown, and asked
    about; from a pipe a line "y" confirms it. The same name again is a newer version of the tracker:
    its mapping and your decisions hold on.
    """
    from onrecord.cli.tracker_tools import Tracker, Words, decode
    from onrecord.model import TrackerFile
    from onrecord.tracker.mapping import sheet_named, to_yaml
    from onrecord.tracker.sheets import is_workbook, read

    content = Path(file).read_bytes()
    called = name or Path(file).name
    if is_workbook(called) != is_workbook(file):
        raise UsageError(f"{called!r} cannot be its name", file, "let the name end as the file's does")
    when_interrupted("the tracker was not brought in")
    with opening.to_write(db, create=True) as casefile:
        words = Words(casefile)
        given = _text(mapping_file) or _earlier(casefile, called)
        sheet = read(content, file, decode, sheet_named(given) if given else None)
        mapping = _mapping(sheet, words, mapping_file, given)
        for line in _told(mapping, sheet):
            click.echo(line, err=True)
        if mapping_file is None and not yes:
            mapping = _asked(mapping)
        text = to_yaml(mapping, sheet)
        if save_mapping:
            with whole_file(Path(save_mapping)) as out:
                out.write(text.encode())
        digest = hashlib.sha256(content).hexdigest()
        kept = TrackerFile(called, digest, content, text, who(by).strip(), datetime.now(UTC))
        tracker = Tracker(casefile, kept, words)
        rows = tracker.rows()
        if not rows:
            raise OnrecordError(
                f"has no row below its header in row {mapping.header}", file, "check the mapping"
            )
        kept = casefile.put_tracker(kept, rows)
        again = f", version {kept.version}" if kept.version > 1 else ""
        click.echo(f"{called}: {counted(len(rows), 'row')} brought into {db}{again}.")
        for line in _left_open(rows):
            click.echo(line)
        lost = len(tracker.effective().lost)
        if lost:
            click.echo(f"{counted(lost, 'decision')} accepted on rows that the table does not have any more.")
    click.echo("What the articles have for it: onrecord tracker report")


def _text(path: str | None) -> str | None:
    return Path(path).read_text(encoding="utf-8") if path else None


def _earlier(casefile: CasefileStore, name: str) -> str | None:
    """Return the mapping that an earlier version of a tracker was read with."""
    return next((each.mapping for each in casefile.trackers() if each.name == name), None)


def _mapping(sheet: Sheet, words: Words, given_file: str | None, given: str | None) -> TableMapping:
    """Return the mapping that is given; else the earlier one where it fits still; else a guess."""
    from onrecord.tracker.mapping import from_yaml, guessed

    if given is not None and given_file is not None:
        return from_yaml(given, given_file, sheet)
    if given is not None:
        try:
            return from_yaml(given, "the mapping of its earlier version", sheet)
        except OnrecordError as error:
            click.echo(f"{error}: guessed anew", err=True)
    return guessed(sheet, words.is_actor)


def _told(mapping: TableMapping, sheet: Sheet) -> list[str]:
    """Say how a table is read: each field, its column, and what stands there."""
    from onrecord.tracker.columns import FIELDS
    from onrecord.tracker.mapping import column_cells, letter

    header = sheet.lines[mapping.header - 1]
    where = f"sheet {sheet.name!r}, " if sheet.name else ""
    out = [f"{sheet.file}: {where}names of columns in row {mapping.header}"]
    for field in FIELDS:
        column = mapping.columns.get(field)
        if column is None:
            out.append(f"  {field:<12} -")
            continue
        called = header.values[column] if column < len(header.values) else ""
        cells = list(dict.fromkeys(column_cells(sheet, mapping, field)))[:_EXAMPLES]
        told = fitted(one_line(" | ".join(cells)), 60, 1)
        sure = mapping.scores.get(field)
        mark = (
            ""
            if sure is None
            else "  (sure)"
            if sure >= 0.85
            else "  (likely)"
            if sure >= 0.65
            else "  (a guess)"
        )
        out.append(f"  {field:<12} {letter(column)} {one_line(called)!r}{mark}: {told}")
    out += [f"  {short!r} stands for {full}" for short, full in mapping.names.items()]
    out += [f"  status {word!r} is not known: left undecided" for word in mapping.unknown]
    return [printable(line) for line in out]


def _asked(mapping: TableMapping) -> TableMapping:
    """Ask whether a guess is right, and what unknown words for statuses mean."""
    from onrecord.cli.review_asking import Asking
    from onrecord.cli.screen import console

    asking = Asking(console())
    try:
        answer = asking.line("Is it read so? y yes, n no > ").lower()
    except EOFError as error:
        raise UsageError(
            "was not brought in: nobody confirmed the mapping", None,
            "take it with --yes, or give one with --mapping FILE",
        ) from error  # fmt: skip
    if answer not in ("y", "yes"):
        raise UsageError(
            "was not brought in: the mapping is not right", None,
            "write it with --save-mapping FILE --yes, change it, and give it back with --mapping FILE",
        )  # fmt: skip
    with suppress(EOFError):  # what nobody answers is left open
        for word in mapping.unknown:
            meant = asking.line(f"{word!r} means ({', '.join(_STATUSES)}; nothing: leave it open) > ").lower()
            if meant in _STATUSES:
                statuses = {**mapping.statuses, word: meant}
                left = tuple(each for each in mapping.unknown if each != word)
                mapping = replace(mapping, statuses=statuses, unknown=left)
            elif meant and meant != UNDECIDED:
                click.echo(f"{meant!r} is no status: {word!r} is left open", err=True)
    return mapping


def _left_open(rows: tuple[TrackerRow, ...]) -> list[str]:
    """Say which fields of rows were left open, one line for each reason."""
    found: dict[str, list[int]] = {}
    for row in rows:
        for field, why in row.undecided.items():
            found.setdefault(f"{field}: {why}", []).append(row.number)
    out = []
    for told, numbers in found.items():
        shown = ", ".join(map(str, numbers[:8])) + (
            f" and {len(numbers) - 8} more" if len(numbers) > 8 else ""
        )
        out.append(printable(f"  left open, {told} (row {shown})"))
    return out
