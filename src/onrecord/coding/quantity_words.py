"""Hold the words around numbers: people, measures, currencies, bounds (``data/quantity_words.txt``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Words:
    """Hold the word lists of quantities, by section; mappings give the unit of each form."""

    people: frozenset[str]
    person: frozenset[str]  # the same in the singular
    plural: frozenset[str]
    no_head: frozenset[str]
    stops: frozenset[str]
    labels: frozenset[str]
    casualty: frozenset[str]
    parties: frozenset[str]  # whom a small number counts as those who act, not as what is acted on
    of_number: frozenset[str]
    no_length: frozenset[str]  # after "two years": says when, not how long
    lasting: frozenset[str]  # before "a year": says how long
    handed: frozenset[str]  # "hand over eight": the verb's "over"
    one_of_two: frozenset[str]  # "the second half"
    codes: frozenset[str]
    money: dict[str, str]
    money_adjectives: dict[str, str]
    signs: dict[str, str]
    time: dict[str, str]
    measures: dict[str, str]
    measures_of_two: dict[str, str]
    bounds: dict[str, str]  # "at least" in words: about, at least, at most


def singular(word: str) -> str:
    """Return a regular plural's singular.

    >>> singular("families"), singular("troops"), singular("dead")
    ('family', 'troop', 'dead')
    """
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


@cache
def words() -> Words:
    """Return the shipped word lists."""
    rows = files("onrecord.coding").joinpath("data/quantity_words.txt").read_text(encoding="utf-8")
    parts = re.split(r"^\[(.+)\]$", re.sub(r"^#.*\n", "", rows), flags=re.MULTILINE)
    named = dict(zip(parts[1::2], parts[2::2], strict=True))
    plain = {name: frozenset(body.lower().split()) for name, body in named.items()}
    people = plain["people"]
    return Words(
        people=people,
        person=frozenset(singular(w) for w in people if w.endswith("s"))
        | {"person", "man", "woman", "child"},
        plural=plain["plural"],
        no_head=plain["not a head"],
        stops=plain["stops"],
        labels=plain["labels"],
        casualty=plain["casualty"],
        parties=plain["parties"],
        of_number=plain["adjectives of number"],
        no_length=plain["no length before"],
        lasting=plain["lasting after"],
        handed=plain["handed"],
        one_of_two=plain["one of two"],
        codes=frozenset(named["money codes"].split()),
        money=_forms(named["money nouns"]),
        money_adjectives=_forms(named["money adjectives"]),
        signs=_forms(named["money signs"]),
        time=_forms(named["time units"]),
        measures=_forms(named["measures"]),
        measures_of_two=_forms(named["measures of two words"], "|"),
        bounds={
            form: name
            for name in ("about", "at least", "at most")
            for form in named[name].strip().replace("\n", "|").split("|")
        },
    )


def _forms(body: str, by: str | None = None) -> dict[str, str]:
    """Return the unit of each form of lines "unit: form form"."""
    lines = (line.partition(": ") for line in body.strip().splitlines())
    return {form: unit for unit, _, forms in lines for form in forms.split(by)}
