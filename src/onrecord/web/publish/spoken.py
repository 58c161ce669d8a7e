"""Call actors on a site as readers do: what codes stand for, and who has no name or is a number."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from onrecord.store.interface import CasefileView
from onrecord.views.citing.citation import person
from onrecord.web.saying_days import with_days
from onrecord.web.standing.who import Who, by_files

_CODE = re.compile(r"\b[A-Z]{3}\b")  # of a state, as the register has them


def who_is(casefile: CasefileView) -> Who:
    """Return what looks actors up by the facts of a casefile."""
    return by_files(tuple(casefile.actor_files()))


def in_words(called: Callable[[str], str]) -> Callable[[str], str]:
    """Return what says a line that the machine put together with the names that its codes stand for."""

    def said(line: str) -> str:
        return with_days(_CODE.sub(lambda found: called(found.group()), line))

    return said


def calling(who: Who) -> Callable[[str], str]:
    """Return what calls an actor: "RUS" is "Russia", and "group: rebels" rebels."""
    return lru_cache(maxsize=8_192)(lambda name: who.called(name) or person(name))
