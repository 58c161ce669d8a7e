"""Keep the record of a negotiation from news coverage: who said what, with the words that carry it.

>>> import onrecord
>>> with onrecord.open("talks.db") as talks:  # doctest: +SKIP
...     talks.shifts().to_pandas()
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.api import Casefile

__version__ = "0.1.0"

__all__ = ["__version__", "open"]


def open(location: str) -> Casefile:
    """Open a casefile to look at it: a file, or the address of a PostgreSQL database.

    Nothing in it can be changed this way. Raises ``onrecord.errors.OnrecordError`` with what to do where it
    cannot be opened.
    """
    from onrecord.api import Casefile  # what it needs takes a while to load: only here

    return Casefile(location)
