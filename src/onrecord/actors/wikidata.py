"""Read the result of a Wikidata query, JSON or CSV, as facts on who held which office.

docs/actors.md has the query. Its columns: ``person`` (address of the item), ``personLabel``, ``office`` (one
of the base's offices), ``iso3``, ``start``, ``end``, ``startPrecision``, ``endPrecision`` (11: day, 10:
month, 9: year; a day where the column is missing), ``altLabels`` (parted by "|"). The first four are needed.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.actors.facts import Facts, Holder
from onrecord.actors.periods import earliest, latest, overlap
from onrecord.errors import OnrecordError
from onrecord.text.dates import to_edtf

NEEDED = ("person", "personLabel", "office", "iso3")
_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q[1-9]\d*)")
_TIME = re.compile(r"\+?(\d{4})-(\d\d)-(\d\d)(?:T00:00:00Z)?")
_HANDOVER = timedelta(days=31)  # Wikidata has the days of nomination, election and oath side by side
_LENGTHS = {"9": 4, "10": 7, "11": 10, "": 10}  # characters of YYYY-MM-DD that a precision leaves


@dataclass(frozen=True, slots=True)
class _Line:
    cells: Mapping[str, str]
    where: str


def is_result(content: str) -> bool:
    """Tell whether a file looks like the result of a Wikidata query.

    >>> is_result('{"head": {"vars": []}, "results": {"bindings": []}}'), is_result("person,office,of")
    (True, False)
    """
    head = content.lstrip("\ufeff \r\n\t")[:4096]
    return head.startswith(("{", "[")) or "personLabel" in head.partition("\n")[0]


def read_result(content: str, name: str) -> Facts:
    """Return the holders that a query result tells; ``name`` is what messages call the file.

    Lines that say the same of a person are one. A term whose end Wikidata does not give, or puts some weeks
    after the next holder's beginning, ends there. Items without an English name, whose label is their id, are
    left out: no text names them.

    :raises OnrecordError: for what is no such result, and for a line that cannot be read.
    """
    lines = (
        _json(content, name)
        if content.lstrip("\ufeff \r\n\t").startswith(("{", "["))
        else _csv(content, name)
    )
    holders = [h for line in lines if (h := _holder(line)) is not None]
    return Facts(holders=tuple(_closed(_once(holders))))


def _json(content: str, name: str) -> Iterator[_Line]:
    try:
        result = json.loads(content.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        raise OnrecordError(
            f"is no JSON: {error.msg}", f"{name}:{error.lineno}", "download the result again"
        ) from error
    except RecursionError as error:
        raise OnrecordError("is no JSON: nested too deeply", name, "download the result again") from error
    rows = result
    if isinstance(result, dict):
        results = result.get("results")
        rows = results.get("bindings") if isinstance(results, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise OnrecordError("holds no query result", name, "save it from the query service as JSON or CSV")
    for number, row in enumerate(rows, 1):
        where = f"{name}:result {number}"
        cells = {column: _value(cell) for column, cell in row.items()}
        _columns(cells, where)
        yield _Line(cells, where)


def _value(cell: object) -> str:
    """Return a cell of either JSON form: {"type": ..., "value": ...}, or the value alone."""
    value = cell.get("value") if isinstance(cell, dict) else cell
    return "" if value is None else str(value).strip()


def _csv(content: str, name: str) -> Iterator[_Line]:
    reader = csv.reader(content.lstrip("\ufeff").splitlines(keepends=True), strict=True)
    header: list[str] | None = None
    begun = 1
    while True:
        where = f"{name}:{begun}"
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise OnrecordError(
                f"cannot be read as CSV: {error}", where, "download the result again"
            ) from error
        begun = reader.line_num + 1
        if row is None:
            return
        if header is None:
            header = [cell.strip() for cell in row]
            if len(header) == 1 and "\t" in header[0]:
                raise OnrecordError("is parted by tabs", where, "download the result as JSON or CSV")
            _columns(dict.fromkeys(header, ""), where)
        elif row:
            if len(row) != len(header):
                what = f"has {len(row)} cells where the header has {len(header)}"
                raise OnrecordError(what, where, "download the result again")
            yield _Line({c: cell.strip() for c, cell in zip(header, row, strict=True)}, where)


def _columns(columns: Iterable[str], where: str) -> None:
    missing = [column for column in NEEDED if column not in columns]
    if missing:
        raise OnrecordError(
            f"the query result has no {' and no '.join(missing)}", where, "ask the query of docs/actors.md"
        )


def _holder(line: _Line) -> Holder | None:
    cells = line.cells
    item = _ITEM.fullmatch(cells["person"])
    if item is None:
        raise OnrecordError(
            f"{cells['person']!r} is no Wikidata item", line.where, "ask the query of docs/actors.md"
        )
    label = cells["personLabel"]
    if not label or _ITEM.fullmatch(label):
        return None
    if not cells["office"] or not cells["iso3"]:
        raise OnrecordError("office or iso3 is empty", line.where, "ask the query of docs/actors.md")
    others = (name.strip() for name in cells.get("altLabels", "").split("|"))
    return Holder(
        label,
        tuple(dict.fromkeys(n for n in others if n and n != label)),
        cells["office"],
        cells["iso3"],
        _day(line, "start"),
        _day(line, "end"),
        f"https://www.wikidata.org/wiki/{item[1]}",
        item[1],
        line.where,
    )


def _day(line: _Line, column: str) -> str | None:
    value = line.cells.get(column, "")
    if not value or "/.well-known/genid/" in value or value.startswith("t"):  # "unknown value"
        return None
    time = _TIME.fullmatch(value)
    length = _LENGTHS.get(line.cells.get(f"{column}Precision", ""), 4)
    edtf = to_edtf("-".join(time.groups())[:length]) if time else None
    if edtf is None:
        raise OnrecordError(f"{column} is no time: {value}", line.where, "ask the query of docs/actors.md")
    return edtf


def _once(holders: Iterable[Holder]) -> Iterator[Holder]:
    """Yield the terms of each person, those that overlap as one."""
    terms: dict[tuple[str | None, str, str], list[Holder]] = defaultdict(list)
    for holder in sorted(holders, key=lambda h: (earliest(h.since), latest(h.until))):
        held = terms[holder.wikidata, holder.office, holder.of]
        last = held[-1] if held else None
        same = last is not None and last.since == holder.since
        if last is not None and (same or overlap((last.since, last.until), (holder.since, holder.until))):
            held[-1] = replace(last, until=_later(last, holder))
        else:
            held.append(holder)
    for held in terms.values():
        yield from held


def _later(one: Holder, two: Holder) -> str | None:
    """Return the end of two terms that are one: the known one where the other is open and began no later."""
    if one.until is None or two.until is None:
        return one.until or two.until if one.since == two.since else None
    return max(one.until, two.until)


def _closed(holders: Iterable[Holder]) -> Iterator[Holder]:
    """End each open term, and each that outlasts the handover by weeks, where the next holder's begins."""
    places: dict[tuple[str, str], list[Holder]] = defaultdict(list)
    for holder in holders:
        places[holder.office, holder.of].append(holder)
    for held in places.values():
        held.sort(key=lambda h: earliest(h.since))
        for i, holder in enumerate(held):
            later = [n.since for n in held[i + 1 :] if n.since and earliest(n.since) > earliest(holder.since)]
            yield replace(holder, until=later[0]) if later and _runs_on(holder, later[0]) else holder


def _runs_on(holder: Holder, handover: str) -> bool:
    if holder.until is None:
        return True
    if len(holder.until) < 10 or len(handover) < 10:
        return False
    over = date.fromisoformat(holder.until) - date.fromisoformat(handover)
    return timedelta(0) < over <= _HANDOVER
