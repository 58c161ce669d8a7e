"""Know outlets and agencies: by name from a list, by the words that names of outlets hold, by context."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


@cache
def _words(name: str) -> frozenset[str]:
    rows = files("onrecord.text").joinpath(f"data/{name}").read_text(encoding="utf-8").splitlines()
    return frozenset(row.strip() for row in rows if row.strip() and not row.startswith("#"))


@cache
def agencies() -> dict[str, bool]:
    """Return the agencies in lower case, each with whether it is a world agency."""
    rows = (entry.partition("|") for entry in _words("agencies.txt"))
    return {name.lower(): mark == "w" for name, _, mark in rows}


@cache
def _listed() -> dict[str, str]:
    """Return the listed outlets in lower case, each with its mark."""
    rows = (entry.partition("|") for entry in _words("outlets.txt"))
    return {name.lower(): mark for name, _, mark in rows}


@cache
def _known() -> frozenset[str]:
    return frozenset(re.sub(r"^the ", "", name) for name in (*_listed(), *agencies()))


def is_agency(name: str) -> bool:
    """Tell whether a name is that of a news agency."""
    return _plain(name) in agencies()


def is_world_agency(name: str) -> bool:
    """Tell whether a name is that of an agency that pages all over the world take over."""
    return agencies().get(_plain(name), False)


def is_known_outlet(name: str) -> bool:
    """Tell whether a name is that of a listed outlet or agency.

    >>> is_known_outlet("the BBC"), is_known_outlet("Reuters"), is_known_outlet("Aramia")
    (True, True, False)
    """
    return _plain(name) in _known()


def outlet_like(name: str) -> bool:
    """Tell whether a name holds a word of outlets' names and is not long.

    >>> outlet_like("Eastbridge Daily"), outlet_like("Foreign Ministry")
    (True, False)
    """
    parts = [w.lower() for w in re.findall(r"[\w'’]+", name)]
    return 1 <= len(parts) <= 6 and any(w in _words("outlet_words.txt") for w in parts)


def listed_form(name: str) -> str:
    """Return the name with its article where the list has it so: "Guardian" is "The Guardian"."""
    return f"The {name}" if f"the {name.lower()}" in _listed() else name


def is_broadcaster(name: str) -> bool:
    """Tell whether a name begins with that of a listed broadcaster: "CBS", "CBS This Morning"."""
    plain = _plain(name)
    return any(mark == "b" and re.match(rf"{re.escape(x)}\b", plain) for x, mark in _listed().items())


def _plain(name: str) -> str:
    return re.sub(r"^(?:the|state|state-run|news agency) ", "", name.strip(" .,").replace("’", "'").lower())
