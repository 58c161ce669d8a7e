"""Tell places apart by their names: "the town of Lom" is Lom; its bridge is not, nor the Lom region."""

from __future__ import annotations

import re

from onrecord.conflicts.lists import any_of, words
from onrecord.text.folding import fold

_CAPITAL = re.compile(r"[^\W\d_a-z][\w’'-]*")
_OWNER = re.compile(r"['’]s?$")
_SETTLEMENT = re.compile(rf"^(?:\w+\s){{0,3}}?{any_of(words('settlements'))}\sof\s", re.IGNORECASE)
_SITE = re.compile(
    rf"(?:^|\s)(?P<noun>{any_of((words('places') | words('regions')) - words('settlements'))})(?:$|\sof\s)",
    re.IGNORECASE,
)


def place_key(name: str) -> str:
    """Return what a place is compared by: its name without "the town of"; a bridge is not its town.

    >>> place_key("the river town of Lom"), place_key("Lom’s"), place_key("the Lom region")
    ('lom', 'lom', 'lom region')
    >>> place_key("the station of Lom"), place_key("Serna Pass")
    ('lom station', 'serna pass')
    """
    plain = re.sub(r"^[Tt]he\s", "", _OWNER.sub("", " ".join(name.split())))
    plain = _SETTLEMENT.sub("", plain)
    named = _CAPITAL.findall(plain)
    while len(named) > 1 and named[-1].lower() in words("settlements"):
        named = named[:-1]
    bare = fold(" ".join(named))
    site = _SITE.search(plain)
    noun = site["noun"].lower() if site is not None else ""
    return f"{bare} {noun}" if bare and noun and not bare.endswith(noun) else bare


def bare_place(key: str) -> str:
    """Return a key without the noun for a site: what happens at the bridge of Lom happens at Lom.

    >>> bare_place("lom bridge"), bare_place("port")
    ('lom', 'port')
    """
    first, _, last = key.rpartition(" ")
    return first if first and last in words("places") | words("regions") else key
