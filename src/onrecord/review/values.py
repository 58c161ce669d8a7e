"""Take what a person types for a field: checked, in the form of records, or refused with the reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from onrecord.errors import UsageError
from onrecord.model import UNDECIDED, Evidence, Quantity, QuantityKind, Span
from onrecord.review.fields import Field, Form
from onrecord.review.snapshot import plain
from onrecord.text.dates import to_edtf
from onrecord.text.days import days

NOTHING = "-"
"""What is typed to empty a field."""

_DAY_OF_ANY_YEAR = re.compile(r"XXXX-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?")
_PIECES = re.compile(r"\s*(?:\[\.\.\.\]|\[…\]|\s…\s|\s\.\.\.\s)\s*")
_TRUE, _FALSE = ("yes", "y", "true"), ("no", "n", "false")


@dataclass(frozen=True, slots=True)
class Setting:
    """Hold what typed values are understood by.

    ``actor`` gives the form of an actor that words name; ``choose`` is asked which of several places is
    meant. ``amounts`` reads the quantities in a stretch of the text.
    """

    text: str
    near: int  # where the record stands
    issues: Collection[str]
    actor: Callable[[str], str]
    choose: Callable[[str, list[Span]], Span | None]
    amounts: Callable[[str, Span], tuple[Quantity, ...]]


@dataclass(frozen=True, slots=True)
class Taken:
    """Hold a value in JSON, and what is to be said about it."""

    value: Any
    remark: str | None = None


def take(field: Field, typed: str, setting: Setting) -> Taken:
    """Return the value that was typed for a field.

    Raises:
        UsageError: it is none; the line says what the field takes.
    """
    typed = " ".join(typed.split())
    if typed in ("", NOTHING):
        return _emptied(field)
    match field.form:
        case Form.CHOICE:
            return Taken(_one_of(field, typed, field.choices))
        case Form.ISSUE:
            return Taken(_one_of(field, typed, sorted({*setting.issues, UNDECIDED})))
        case Form.ISSUES:
            known = sorted(setting.issues)
            return Taken([_one_of(field, each, known) for each in re.split(r"[,;]\s*", typed) if each])
        case Form.DATE:
            return Taken(_date(field, typed))
        case Form.ACTOR:
            return _actors([typed], setting, single=True)
        case Form.ACTORS:
            return _actors([each for each in re.split(r";\s*", typed) if each], setting, single=False)
        case Form.TRUTH:
            return Taken(_truth(field, typed))
        case Form.WORDS:
            return Taken([plain(each) for each in evidence(typed, setting)])
        case Form.QUANTITIES:
            return _quantities(typed, setting)
        case Form.TEXT:
            return Taken(typed)


def evidence(typed: str, setting: Setting) -> list[Evidence]:
    """Return the words of the text that were typed; ``[...]`` stands between pieces of one quote.

    Raises:
        UsageError: they do not stand in the text, or it was not said which of several places is meant.
    """
    found = []
    for piece in filter(None, _PIECES.split(typed.strip())):
        places = find_words(setting.text, piece)
        if not places:
            remedy = "type them as they stand there"
            raise UsageError(f"the words {piece!r} do not stand in the text", None, remedy)
        place = places[0] if len(places) == 1 else setting.choose(piece, places)
        if place is None:
            raise UsageError(f"the words {piece!r} stand in {len(places)} places", None, "choose one of them")
        found.append(Evidence.at(setting.text, place))
    if not found:
        raise UsageError("there are no words in that", None, "type words of the passage")
    return sorted(found, key=lambda each: each.start)


def find_words(text: str, typed: str) -> list[Span]:
    """Return where words stand, however the text breaks lines; case counts only where it tells places apart.

    >>> find_words("No deal. A deal, no doubt.", "no")
    [Span(start=17, end=19)]
    """
    pattern = r"\s+".join(map(re.escape, typed.split()))
    bounded = rf"(?<!\w){pattern}(?!\w)" if typed[:1].isalnum() and typed[-1:].isalnum() else pattern
    for form, flags in ((bounded, 0), (pattern, 0), (bounded, re.IGNORECASE)):
        found = [Span(m.start(), m.end()) for m in re.finditer(form, text, flags)]
        if found:
            return found
    return []


def _emptied(field: Field) -> Taken:
    if field.may_be_empty:
        return Taken([] if field.form in (Form.ACTORS, Form.ISSUES, Form.WORDS, Form.QUANTITIES) else None)
    if field.form in (Form.CHOICE, Form.ACTOR, Form.ISSUE) and field.name not in ("directness", "property"):
        return Taken(UNDECIDED)
    raise UsageError(f"{field.name} cannot be empty")


def _one_of(field: Field, typed: str, known: Collection[str]) -> str:
    wanted = typed.casefold()
    if wanted in known:
        return wanted
    begun = [each for each in known if each.startswith(wanted)]
    if len(begun) == 1:
        return begun[0]
    raise UsageError(f"{field.name} cannot be {typed!r}", None, f"it is one of {', '.join(known)}")


def _date(field: Field, typed: str) -> str:
    if days(typed) is not None or _DAY_OF_ANY_YEAR.fullmatch(typed):
        return typed
    written = to_edtf(typed)
    if written is None:
        remedy = "write it as EDTF: 2031-05-02, 2031-05, 2031, XXXX-05-02 or 2031-05-02/2031-05-09"
        raise UsageError(f"{field.name} cannot be {typed!r}: that is no date", None, remedy)
    return written


def _actors(typed: list[str], setting: Setting, *, single: bool) -> Taken:
    forms = [each if each == UNDECIDED else setting.actor(each) for each in typed]
    forms = [each for each in dict.fromkeys(forms) if single or each != UNDECIDED]
    shown = "; ".join(forms)
    remark = f"taken as {shown}" if forms != typed else None
    return Taken(forms[0] if single else forms, remark)


def _truth(field: Field, typed: str) -> bool:
    if typed.casefold() in _TRUE + _FALSE:
        return typed.casefold() in _TRUE
    raise UsageError(f"{field.name} cannot be {typed!r}", None, "it is yes or no, or - where neither fits")


def _quantities(typed: str, setting: Setting) -> Taken:
    """Take each quantity by its words; one that is no number is kept as the text has it, without a number."""
    found: list[Quantity] = []
    remarks = []
    for piece in filter(None, re.split(r";\s*", typed)):
        for each in evidence(piece, setting):
            read = setting.amounts(setting.text, Span(each.start, each.end))
            number = read[0] if len(read) == 1 else None
            if number is None:
                remarks.append(f"{each.exact!r} is no number: it is kept as the text has it")
                found.append(Quantity(each, QuantityKind.THINGS, None, None, None))
            else:
                found.append(
                    Quantity(each, number.kind, number.unit, number.least, number.most, number.approximate)
                )
    return Taken([plain(each) for each in found], "; ".join(remarks) or None)
