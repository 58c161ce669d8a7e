"""Write lines of the log so that nothing in them is taken for a command by the terminal that shows them.

What an address or a file holds may come into a message, and into what Python tells of an error.
"""

from __future__ import annotations

import copy
import logging
import unicodedata
from typing import Any

_KEPT = frozenset("\n\t")


class Plain(logging.Formatter):
    """Show control characters and those that turn the direction of writing by their numbers."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the lines of a record."""
        return plain(super().format(record))


def plain(text: str) -> str:
    r"""Return a text without anything that a terminal would act on.

    >>> plain("a\x1b[2J\u202eb\r\n")
    'a\\x1b[2J\\u202eb\\r\n'
    """
    return "".join(each if each in _KEPT or not _acts(each) else _by_number(each) for each in text)


def begin(form: str = "%(levelname)s %(name)s: %(message)s") -> None:
    """Have everything that this process logs written to standard error, plainly."""
    handler = logging.StreamHandler()
    handler.setFormatter(Plain(form))
    logging.basicConfig(handlers=[handler])


def of_uvicorn() -> dict[str, Any]:
    """Return how uvicorn logs: as it usually does, plainly."""
    from uvicorn.config import LOGGING_CONFIG

    config = copy.deepcopy(LOGGING_CONFIG)
    for each in config["formatters"].values():
        each.clear()
        each.update({"()": f"{__name__}.Plain", "format": "%(levelname)s: %(message)s"})
    return config


def _acts(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _by_number(letter: str) -> str:
    return letter.encode("unicode_escape", "surrogatepass").decode()
