"""Bring what a keeper writes into a form that can be compared, and load the lists of words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from onrecord.text.folding import fold

_MARKS = re.compile(r"[^\w€$£%]+")


def plain(words: str) -> str:
    """Return words in lower case without accents and punctuation, single spaces between them.

    >>> plain("What, exactly?")
    'what exactly'
    """
    return " ".join(_MARKS.sub(" ", fold(words).replace("_", " ")).split())


@cache
def listed(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return a word list of this room by its keys, in the form of ``plain``.

    >>> "promised" in listed("statuses")["pledged"]
    True
    """
    text = files("onrecord.tracker").joinpath(f"data/{name}.yaml").read_text(encoding="utf-8")
    held = yaml.safe_load(text)
    return {key: tuple(dict.fromkeys(plain(str(each)) for each in words)) for key, words in held.items()}
