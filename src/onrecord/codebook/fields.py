"""Take values of a codebook's file apart, each fault noted with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.codebook.source import Entry, Faults

_MAY_BE_EMPTY = ("strong", "weak", "not")


def mapping(
    entry: Entry, what: str, known: Iterable[str], needed: Iterable[str], faults: Faults
) -> Mapping[str, Entry] | None:
    """Return the fields of a mapping; note keys that are unknown or missing."""
    if not isinstance(entry.value, Mapping):
        faults.add(entry.line, f"{what} has to be a mapping with the keys {', '.join(known)}")
        return None
    for key, value in entry.value.items():
        if key not in known:
            faults.add(value.line, f"{what} has the unknown key {key!r} (known: {', '.join(known)})")
    for key in needed:
        if key not in entry.value:
            faults.add(entry.line, f"{what} lacks {key!r}")
    return entry.value


def text_of(entry: Entry | None, key: str, faults: Faults) -> str | None:
    """Return text on one line; ``None`` where there is none."""
    if entry is None:
        return None
    if isinstance(entry.value, str) and not entry.value.strip():
        faults.add(entry.line, f"{key}: is empty")
        return None
    if not isinstance(entry.value, str):
        faults.add(
            entry.line, f"{key}: has to be text (in quotation marks where YAML would read it otherwise)"
        )
        return None
    return " ".join(entry.value.split())


def listed(entry: Entry | None, key: str, faults: Faults) -> tuple[Entry, ...]:
    """Return the items of a list; none where it is left out."""
    if entry is None or (entry.value is None and key in _MAY_BE_EMPTY):
        return ()
    if not isinstance(entry.value, tuple):
        faults.add(entry.line, f"{key}: has to be a list, one '- ...' a line")
        return ()
    return entry.value
