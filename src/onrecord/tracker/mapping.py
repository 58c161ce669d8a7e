"""Say how a tracker is read: a small YAML file, guessed from the table, shown, and changed by its keeper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from onrecord.errors import OnrecordError
from onrecord.model import UNDECIDED, CommitmentStatus, EntryKind
from onrecord.tracker.columns import FIELDS, NEEDED, IsActor, guess, header_line
from onrecord.tracker.dates import DAY_FIRST, MONTH_FIRST, order_of
from onrecord.tracker.sheets import Line, Sheet
from onrecord.tracker.statuses import status_of
from onrecord.tracker.words import plain

CITATION = ("outlet", "title", "date", "address", "quote", "chain")
"""What stands beside a row that an article carries, in the order of the columns."""

KEEPS = (EntryKind.COMMITMENT.value, EntryKind.OFFER.value)
"""The kinds of entries that make new rows unless the mapping says otherwise."""

_WORDS = re.compile(r"[\w.&-]+")
_EQUALS = re.compile(r"\b([\w.&-]{1,12})\s?[=:]\s?([^\W\d_][\w’' -]+)")
_DEEPEST = 20
_HEAD = """\
# How onrecord reads this table. Change what is wrong, then: onrecord tracker import FILE --mapping THIS FILE
# columns   field: the name over the column, or its letter in brackets: [C]. Fields: {fields}
# citation  names of the columns for the sources of accepted rows; they are added where missing
# statuses  a word of the table: the status that it means, one of {statuses}
# names     a word of the table: the name that articles use
# keeps     kinds of entries that are worth a new row: {kinds}
# scope     new rows only for these; beneficiaries, issues of the codebook. Leave it out for all
"""


@dataclass(frozen=True, slots=True)
class TableMapping:
    """Hold how a table is read. ``columns`` has places from 0; ``scores`` how sure a guess is."""

    header: int  # number of the row with the names of the columns
    columns: Mapping[str, int]
    sheet: str = ""
    statuses: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    keeps: tuple[str, ...] = KEEPS
    citation: Mapping[str, str] = field(default_factory=dict)
    dates: str | None = None
    beneficiaries: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict, compare=False)
    unknown: tuple[str, ...] = field(default=(), compare=False)  # status words that nothing is known of


def guessed(sheet: Sheet, is_actor: IsActor) -> TableMapping:
    """Return how a table is most likely read.

    Raises ``OnrecordError`` where no header is found, or none for who and what.
    """
    header = header_line(sheet)
    if header is None:
        raise OnrecordError(
            "has no line that names its columns", sheet.file,
            "give the names in a mapping file with --mapping, as docs/tracker.md shows",
        )  # fmt: skip
    found = guess(sheet, header, is_actor)
    columns = {each.field: each.column for each in found}
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise OnrecordError(
            f"has no column that seems to hold the {' and the '.join(missing)}", sheet.file,
            f"its columns are: {', '.join(filter(None, header.values))}; name them in a file with --mapping",
        )  # fmt: skip
    mapping = TableMapping(
        header.number, columns, sheet.name,
        citation={each: f"Citation: {each}" for each in CITATION},
        scores={each.field: each.score for each in found},
    )  # fmt: skip
    mapping = replace(mapping, names=_names(sheet, mapping, is_actor))
    return checked(replace(mapping, dates=_order(sheet, mapping), keeps=_keeps(sheet, mapping)), sheet)


def checked(mapping: TableMapping, sheet: Sheet) -> TableMapping:
    """Return a mapping with the status words of a table that nothing is known of."""
    words = dict.fromkeys(column_cells(sheet, mapping, "status"))
    return replace(
        mapping,
        unknown=tuple(word for word in words if status_of(word, mapping.statuses) == UNDECIDED),
    )


def column_cells(sheet: Sheet, mapping: TableMapping, field: str) -> list[str]:
    """Return what stands in the column of a field, from top to bottom, empty cells left out."""
    column = mapping.columns.get(field)
    if column is None:
        return []
    below = (line for line in sheet.lines if line.number > mapping.header)
    return [line.values[column] for line in below if column < len(line.values) and line.values[column]]


def _names(sheet: Sheet, mapping: TableMapping, is_actor: IsActor) -> dict[str, str]:
    """Take the short names that a legend explains: on another sheet, or over the table as "SKR = Skerrin"."""
    cells = [*column_cells(sheet, mapping, "party"), *column_cells(sheet, mapping, "beneficiary")]
    used = {plain(part) for cell in cells for part in (cell, *_WORDS.findall(cell))}
    over = " \n".join(value for line in sheet.lines[: mapping.header - 1] for value in line.values if value)
    told = [*sheet.beside, *((m[1], m[2].strip()) for m in _EQUALS.finditer(over))]
    return {short: full for short, full in told if plain(short) in used and is_actor(full)}


def _order(sheet: Sheet, mapping: TableMapping) -> str | None:
    return order_of([*column_cells(sheet, mapping, "announced"), *column_cells(sheet, mapping, "due")])


def _keeps(sheet: Sheet, mapping: TableMapping) -> tuple[str, ...]:
    """Take refusals in where the table has some already."""
    words = set(column_cells(sheet, mapping, "status"))
    refuses = any(status_of(word) == CommitmentStatus.REFUSED for word in words)
    return (*KEEPS, EntryKind.REFUSAL.value) if refuses else KEEPS


# --- YAML


def to_yaml(mapping: TableMapping, sheet: Sheet) -> str:
    """Write a mapping as its keeper may change it."""
    header = _line(sheet, mapping.header)
    held: dict[str, Any] = {"sheet": mapping.sheet} if mapping.sheet else {}
    held["header"] = mapping.header
    held["columns"] = {
        name: _name_of(header, mapping.columns[name]) for name in FIELDS if name in mapping.columns
    }
    held["citation"] = dict(mapping.citation)
    held["statuses"] = {**mapping.statuses, **dict.fromkeys(mapping.unknown, UNDECIDED)}
    held["names"] = dict(mapping.names)
    held["keeps"] = list(mapping.keeps)
    if mapping.dates:
        held["dates"] = mapping.dates
    scope = {"beneficiaries": list(mapping.beneficiaries), "issues": list(mapping.issues)}
    if any(scope.values()):
        held["scope"] = {name: values for name, values in scope.items() if values}
    head = _HEAD.format(
        fields=", ".join(FIELDS),
        statuses=", ".join(each.value for each in CommitmentStatus),
        kinds=", ".join(each.value for each in EntryKind),
    )
    return head + yaml.safe_dump(held, allow_unicode=True, sort_keys=False, width=100)


def from_yaml(text: str, where: str, sheet: Sheet) -> TableMapping:
    """Read a mapping for a table.

    Raises ``OnrecordError`` that names what is wrong in it.
    """
    try:
        held = _loaded(text)
    except yaml.YAMLError as error:
        raise OnrecordError(
            f"is not valid YAML ({' '.join(str(error).split())})", where, "mend it"
        ) from error
    if not isinstance(held, dict) or not isinstance(held.get("columns"), dict):
        raise OnrecordError("has no columns", where, 'write "columns:" and below it "party: NAME"')
    _only(
        held,
        ("sheet", "header", "columns", "citation", "statuses", "names", "keeps", "dates", "scope"),
        where,
    )
    header = _header(held, where, sheet)
    line = _line(sheet, header)
    columns = {str(name): _column(str(name), value, line, where) for name, value in held["columns"].items()}
    _only(columns, FIELDS, f"{where}, columns")
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise OnrecordError(f"names no column for the {' and the '.join(missing)}", where, "add it")
    scope = _table(held, "scope", where)
    _only(scope, ("beneficiaries", "issues"), f"{where}, scope")
    mapping = TableMapping(
        header, columns, sheet.name,
        _choices(_table(held, "statuses", where), [*(s.value for s in CommitmentStatus), UNDECIDED], where),
        {str(old): str(new) for old, new in _table(held, "names", where).items()},
        tuple(_several(held.get("keeps", list(KEEPS)), [kind.value for kind in EntryKind], where)),
        {each: str(_table(held, "citation", where).get(each, f"Citation: {each}")) for each in CITATION},
        _order_in(held, where),
        tuple(map(str, scope.get("beneficiaries", ()))),
        tuple(map(str, scope.get("issues", ()))),
    )  # fmt: skip
    return checked(mapping, sheet)


class _Plain(yaml.SafeLoader):
    """Load YAML without references: a few lines of them stand for more than any memory holds."""

    _depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Return the next part."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("it refers to another part of itself; write that out")
        if self._depth > _DEEPEST:
            raise yaml.YAMLError("its parts stand too deep within each other")
        self._depth += 1
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


def _loaded(text: str) -> Any:
    """Return what YAML holds.

    Raises:
        yaml.YAMLError: it is none, or holds what stands for nothing, as a day that no month has.
    """
    try:
        return yaml.load(text, _Plain)
    except ValueError as error:
        raise yaml.YAMLError(str(error)) from error


def sheet_named(text: str) -> str | None:
    """Return the sheet that a mapping names, before anything else of it is looked at.

    >>> sheet_named("sheet: Pledges")
    'Pledges'
    """
    try:
        held = _loaded(text)
    except yaml.YAMLError:
        return None  # from_yaml says what is wrong
    return str(held["sheet"]) if isinstance(held, dict) and held.get("sheet") else None


def _header(held: Mapping[str, Any], where: str, sheet: Sheet) -> int:
    if "header" not in held:
        line = header_line(sheet)
        if line is None:
            raise OnrecordError(
                "names no header", where, 'write "header: N", the row with the columns\' names'
            )
        return line.number
    if not isinstance(held["header"], int) or not 1 <= held["header"] <= len(sheet.lines):
        raise OnrecordError(f"header cannot be {held['header']!r}", where, "write the number of the row")
    return held["header"]


def _column(name: str, value: Any, header: Line, where: str) -> int:
    wanted = str(value[0] if isinstance(value, list) and len(value) == 1 else value)
    if isinstance(value, list):
        place = place_of(wanted)
        if place is None or place >= len(header.values):
            raise OnrecordError(f"{name}: the table has no column {wanted!r}", where, "write its letter: [C]")
        return place
    for fits in (lambda text: text == wanted, lambda text: plain(text) == plain(wanted)):
        found = [at for at, text in enumerate(header.values) if text and fits(text)]
        if len(found) == 1:
            return found[0]
        if found:
            letters = ", ".join(f"[{letter(at)}]" for at in found)
            raise OnrecordError(
                f"{name}: several columns are called {wanted!r}", where, f"write one of {letters}"
            )
    names = ", ".join(filter(None, header.values))
    raise OnrecordError(
        f"{name}: row {header.number} has no column {wanted!r}", where, f"its columns are: {names}"
    )


def letter(column: int) -> str:
    """Return what a spreadsheet calls a column, counted from 0.

    >>> letter(0), letter(27)
    ('A', 'AB')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def place_of(name: str) -> int | None:
    """Return the place of a column from 0 by its letters; ``None`` where these are none.

    >>> place_of("AB"), place_of("4")
    (27, None)
    """
    if not (name.isascii() and name.isalpha() and len(name) <= 3):
        return None
    place = 0
    for each in name.upper():
        place = place * 26 + ord(each) - 64
    return place - 1


def _name_of(header: Line, column: int) -> Any:
    name = header.values[column] if column < len(header.values) else ""
    alike = [text for text in header.values if plain(text) == plain(name)]
    return name if name and len(alike) == 1 else [letter(column)]


def _line(sheet: Sheet, number: int) -> Line:
    return sheet.lines[number - 1]


def _table(held: Mapping[str, Any], name: str, where: str) -> dict[str, Any]:
    value = held.get(name) or {}
    if not isinstance(value, dict):
        raise OnrecordError(
            f"{name} is no list of pairs", where, f'write "{name}:" and below it "WORD: VALUE"'
        )
    return value


def _order_in(held: Mapping[str, Any], where: str) -> str | None:
    return next(iter(_several(held.get("dates") or [], [DAY_FIRST, MONTH_FIRST], where)), None)


def _choices(held: Mapping[str, Any], allowed: list[str], where: str) -> dict[str, str]:
    return {str(word): next(iter(_several([value], allowed, where))) for word, value in held.items()}


def _several(values: Any, allowed: list[str], where: str) -> Iterable[str]:
    for value in values if isinstance(values, list) else [values]:
        if value not in allowed:
            raise OnrecordError(f"{value!r} is not known", where, f"it can be {', '.join(allowed)}")
        yield str(value)


def _only(held: Iterable[str], known: Iterable[str], where: str) -> None:
    known = list(known)
    for name in held:
        if name not in known:
            raise OnrecordError(f"{name!r} is not known", where, f"it can be {', '.join(known)}")
