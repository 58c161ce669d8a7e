"""Take out of records who is not to be shown: private persons, and what links to unnamed sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import unquote

from onrecord.model import Entry, Evidence, Report, ReportedAct
from onrecord.store.fold import fold
from onrecord.views.confirmed import confirmed

T = TypeVar("T")

PRIVATE = "a private person"
"""Stands for whom nobody is to know by name."""

SOURCE = "anon: a source who is not named"
"""Stands for an unnamed source, and for whom it speaks."""

WITHHELD = "withheld"
"""Stands for an outlet or page that would lead to an unnamed source."""

NO_OUTLET = "an outlet that is not told"
"""Stands for the outlet of a page of which the casefile knows none."""

NOBODY = frozenset((PRIVATE, SOURCE, WITHHELD))
"""What stands for somebody who is not to be known: no page is theirs, and no position."""

Spans = Mapping[str, Sequence[tuple[int, int]]]
"""Where words stand that are kept back, by the digest of their document."""

_WORD = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")
_PARTICLE = 2  # letters up to which a part of a name alone names nobody


def hidden(text: str, names: Collection[str]) -> str:
    """Return a text with private persons' names replaced, whole or in part, whatever their accents.

    A part of a name is looked for with a capital letter alone: "Mr Quill", and not a quill.

    >>> hidden("Ada QUILL’s brother, said Quill, bought a quill.", {"Ada Quill"})
    'a private person’s brother, said a private person, bought a quill.'
    """
    spans = list(_spans(text, names)) if names else []
    made, at = [], 0
    for start, end in spans:
        made += [text[at:start], PRIVATE]
        at = end
    return "".join([*made, text[at:]])


def _spans(text: str, names: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield where names stand; those with nothing but a blank between them are one."""
    found = [(each.start(), each.end(), each.group()) for each in _WORD.finditer(text)]
    words = [fold(word) for _, _, word in found]
    wholes, parts = _parts(tuple(sorted(names)))
    taken: set[int] = set()
    for at, word in enumerate(words):
        for whole in wholes:
            if tuple(words[at : at + len(whole)]) == whole:
                taken |= set(range(at, at + len(whole)))
        if word in parts and found[at][2][:1].isupper():
            taken.add(at)
    begin: int | None = None
    for at in range(len(found)):
        if at not in taken:
            continue
        begin = found[at][0] if begin is None else begin
        joined = at + 1 in taken and not text[found[at][1] : found[at + 1][0]].strip(" .-'’")
        if not joined:
            yield begin, found[at][1]
            begin = None


@lru_cache(maxsize=64)
def _parts(names: tuple[str, ...]) -> tuple[tuple[tuple[str, ...], ...], frozenset[str]]:
    """Return the folded words of each name, and those of them that alone may name somebody."""
    wholes = tuple(whole for each in names if (whole := tuple(_WORD.findall(fold(each)))))
    capital = {
        fold(word)
        for each in names
        for word in _WORD.findall(each)
        if word[:1].isupper() or len(each.split()) == 1
    }
    return wholes, frozenset(word for word in capital if len(word) > _PARTICLE)


def names_somebody(text: str, names: Collection[str]) -> bool:
    """Tell whether a text names one of some persons, also as an address does: "ada-quill-is-held"."""
    plain = unquote(text)
    if hidden(plain, names) != plain:
        return True
    words = set(_WORD.findall(fold(plain)))
    return any(word in words for whole in _parts(tuple(sorted(names)))[0] for word in whole if len(word) > 3)


def without_names(record: T, names: Collection[str]) -> T:
    """Return a record with private persons' names replaced in every text of it."""
    return told_as(record, lambda text: hidden(text, names)) if names else record


def told_as(record: T, change: Callable[[str], str]) -> T:
    """Return a record with every text of it, however deep, as a function gives it."""
    made: T = _changed(record, change)
    return made


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if type(value) is str:  # no enumerated value
        return change(value)
    if type(value) is tuple:
        return tuple(_changed(each, change) for each in value)
    if type(value) is dict:
        return {
            change(key) if type(key) is str else key: _changed(each, change) for key, each in value.items()
        }
    if is_dataclass(value) and not isinstance(value, type):
        old = {field.name: getattr(value, field.name) for field in fields(value)}
        new = {name: _changed(each, change) for name, each in old.items()}
        differ = {name: each for name, each in new.items() if each != old[name]}
        return replace(value, **differ) if differ else value
    return value


def variants(acts: Iterable[ReportedAct], names: Collection[str]) -> frozenset[str]:
    """Return some names with the words by which acts name the same persons: "Quill", "the Quills"."""
    wanted = {fold(name) for name in names}
    called = {word for act in acts for word, who in act.names if fold(who) in wanted and word[:1].isupper()}
    return frozenset({*names, *called})


def without_sources(entry: Entry) -> Entry:
    """Return an entry without what would lead to its unnamed sources: outlets, chains, their states."""
    reports = tuple(_unlinked(each) if each.act.unnamed else each for each in entry.reports)
    if reports == entry.reports:
        return entry
    named = [each.act for each in reports if not each.act.unnamed]
    return replace(
        entry,
        actors=_only(entry.actors, [act.actors for act in named]),
        principals=_only(entry.principals, [act.principals for act in named]),
        reports=reports,
        origins=tuple(dict.fromkeys(each.origin for each in reports)),
        notes=(),
    )


def _only(held: Sequence[str], told: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(each for each in held if any(each in some for some in told)) or (SOURCE,)


def _unlinked(report: Report) -> Report:
    act = report.act
    kept = replace(
        act, actors=(SOURCE,), principals=(SOURCE,), outlet=None, document=WITHHELD, via=(), cue=(),
        around=(), names=(), role="", sayers=(), sayers_for=(), statement=None, quote=bare(act.quote),
        condition=bare(act.condition),
    )  # fmt: skip
    return replace(report, act=kept, chain=(), origin=WITHHELD)


def excerpt(report: Report) -> Report:
    """Return a report with its own words alone: nothing of what stands around them, nothing to compare by."""
    act = report.act
    trigger = bare((act.trigger,))[0] if act.trigger else None
    kept = replace(
        act, quote=bare(act.quote), condition=bare(act.condition), cue=bare(act.cue), trigger=trigger,
        around=(), vector=b"", quantity_text=bare(act.quantity_text), due_text=bare(act.due_text),
        legal_form_text=bare(act.legal_form_text), approval_text=bare(act.approval_text),
        relations=(),
    )  # fmt: skip
    chain = tuple(replace(each, evidence=bare(each.evidence)) for each in report.chain)
    return replace(report, act=kept, chain=chain)


def stand_on(pieces: Sequence[Evidence], places: Sequence[tuple[int, int]]) -> bool:
    """Tell whether evidence shares a character with some places in its document."""
    return any(piece.start < end and start < piece.end for piece in pieces for start, end in places)


def apart(report: Report, back: Spans) -> Report:
    """Return a report without what stands, beside its own words, on words that are kept back."""
    act = report.act
    places = back.get(act.place.digest, ())
    if not places:
        return report
    names = ("condition", "cue", "quantity_text", "due_text", "legal_form_text", "approval_text")
    kept: dict[str, Any] = {
        name: tuple(each for each in getattr(act, name) if not stand_on((each,), places)) for name in names
    }
    trigger = act.trigger if act.trigger and not stand_on((act.trigger,), places) else None
    chain = tuple(replace(each, evidence=()) for each in report.chain)
    made = replace(act, trigger=trigger, **kept)
    return replace(report, act=_without_values(act, made), chain=chain)


def _without_values(act: ReportedAct, kept: ReportedAct) -> ReportedAct:
    """Return an act without the values that were read from words which it has not any more."""
    nothing: Mapping[str, tuple[str, Any]] = {
        "quantity_text": ("quantities", ()),
        "due_text": ("due", None),
        "legal_form_text": ("legal_form", ""),
        "approval_text": ("approval", ()),
    }
    gone = {
        name: value
        for words, (name, value) in nothing.items()
        if len(getattr(kept, words)) < len(getattr(act, words))
    }
    return replace(kept, **gone) if gone else kept


def reports_apart(entry: Entry, back: Spans) -> tuple[Report, ...]:
    """Return the reports of an entry that do not stand on words that are kept back."""
    return tuple(
        each for each in entry.reports if not stand_on(each.act.quote, back.get(each.act.place.digest, ()))
    )


def clear_of(report: Report, back: Spans) -> Report:
    """Return a report without words that are kept back, in its own and in those that stand around them."""
    if not back.get(report.act.place.digest):
        return report
    kept = apart(report, back)
    return replace(kept, act=act_clear_of(kept.act, back))


def act_clear_of(act: ReportedAct, back: Spans) -> ReportedAct:
    """Return an act without the words around it that are kept back."""
    places = back.get(act.place.digest, ())
    if not places:
        return act
    names = ("quote", "condition", "cue", "quantity_text", "due_text", "legal_form_text", "approval_text")
    told: dict[str, Any] = {name: bare(getattr(act, name)) for name in names}
    around = tuple(each for each in act.around if not stand_on((each,), places))
    trigger = bare((act.trigger,))[0] if act.trigger else None
    return replace(act, around=bare(around), trigger=trigger, **told)


def of_reports(entry: Entry, shown: Sequence[Report]) -> Entry | None:
    """Return an entry of some of its reports, as confirming does: nothing of the others stays."""
    marked = tuple(replace(r, act=replace(r.act, reviewed=r in shown)) for r in entry.reports)
    left = confirmed(replace(entry, reports=marked))
    if left is None:
        return None
    was = {id(new): old.act.reviewed for new, old in zip(marked, entry.reports, strict=True)}
    reports = tuple(replace(r, act=replace(r.act, reviewed=was[id(r)])) for r in left.reports)
    return replace(left, reports=reports)


def words_of(entries: Iterable[Entry]) -> Mapping[str, Sequence[tuple[int, int]]]:
    """Return where the words of entries stand, by the digest of the document."""
    found: dict[str, list[tuple[int, int]]] = {}
    for act in (report.act for each in entries for report in each.reports):
        found.setdefault(act.place.digest, []).extend((each.start, each.end) for each in act.quote)
    return found


def bare(pieces: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return evidence without the words before and after it."""
    return tuple(replace(each, prefix="", suffix="") for each in pieces)
