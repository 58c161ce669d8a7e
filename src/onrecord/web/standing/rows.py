"""Put entries into lines as the register has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.model import Entry
from onrecord.web.choosing import chosen
from onrecord.web.register_page import Row, row_of

_EVERYTHING = chosen(())


def rows(entries: Iterable[Entry], labels: Mapping[str, str]) -> tuple[Row, ...]:
    """Return entries as lines; ``labels`` says what issues are called."""
    return tuple(row_of(entry, _EVERYTHING, labels) for entry in entries)
