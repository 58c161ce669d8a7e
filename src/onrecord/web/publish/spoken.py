"""Say names on a site as a reader says them: what codes stand for, and who has no name or is a number."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from onrecord.actors.files import base_of
from onrecord.store.interface import CasefileView
from onrecord.web.choosing import person
from onrecord.web.standing.who import Who

_PART = re.compile(r"[^;()←]+")


def spoken(casefile: CasefileView) -> Callable[[str], str]:
    """Return what says a name, or several as entries join them: "RUS; group: rebels" is "Russia; rebels"."""
    who = Who(base_of(tuple(casefile.actor_files())))

    def part(found: re.Match[str]) -> str:
        text = found.group()
        name = text.strip()
        return text.replace(name, who.called(name) or person(name)) if name else text

    @lru_cache(maxsize=8_192)
    def said(names: str) -> str:
        whole = who.called(names)
        return whole or _PART.sub(part, names)

    return said
