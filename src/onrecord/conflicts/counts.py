"""Find how many were killed, returned, voted for it, belong to it: numbers that two reports may not share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.coding.numerals import number, tokens
from onrecord.conflicts.drafts import Draft
from onrecord.conflicts.lists import Fate, any_of, fate, fates, group_of, patterns, read
from onrecord.conflicts.places import bare_place
from onrecord.conflicts.scene import Scene, Sentence, Teller
from onrecord.model import ConflictKind, Quantity, QuantityKind, Span, ZoneKind
from onrecord.register.sameness import is_generic
from onrecord.text.folding import fold

VOTES = "votes"
MEMBERS = "members of"
_FIGURES = re.compile(
    r"\d|\b(?:no|nobody|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|dozens?|hundreds?|thousands?|"
    r"millions?|scores)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|and|,\sand|as\swell\sas)\s*(?:another\s)?", re.IGNORECASE)
_UNREAL = re.compile(
    r"\b(?:would|could|might|may|if|not|never|to|will|should|can)\s(?:\w+\s)?$", re.IGNORECASE
)
_VOTE = re.compile(
    r"\b(?:vot|approv|pass|ratif|adopt|reject|backed|parliament|assembly|senate|deput|lawmak)", re.IGNORECASE
)
_WINDOW = 24


@dataclass(frozen=True, slots=True)
class Count:
    """Hold an amount of a sentence with what became of those it counts."""

    quantity: Quantity
    fate: Fate
    words: Span  # amount and fate, in the text
    kind: str
    nation: str | None


def counts(scene: Scene) -> Iterator[Draft]:
    """Yield what is counted in each sentence, votes and members with it."""
    for sentence in scene.sentences:
        if not _FIGURES.search(sentence.text) or sentence.text.endswith("?"):
            continue
        yield from _votes(scene, sentence)
        yield from _members(scene, sentence)
        if scene.distant(sentence):
            continue
        for count in counted(scene, sentence):
            if not partial(sentence, count.words) and count.quantity.least is not None:
                yield from _draft(scene, sentence, count)
        yield from _none(scene, sentence)


def counted(scene: Scene, sentence: Sentence) -> list[Count]:
    """Return the amounts of a sentence of which it says what became of those they count."""
    found = scene.quantities(sentence.span)
    out: list[Count] = []
    later: Fate | None = None
    following: Quantity | None = None
    for q in reversed(found):
        start, end = q.text.start - sentence.span.start, q.text.end - sentence.span.start
        told = _fate(sentence.text, start, end, q)
        if told is None and following is not None and later is not None:
            between = sentence.text[end : following.text.start - sentence.span.start]
            told = (later, q.text.end) if _AND.fullmatch(between) else None
        following = q
        later = told[0] if told is not None else None
        if told is not None and q.kind in (QuantityKind.PEOPLE, QuantityKind.THINGS):
            words = Span(q.text.start, max(q.text.end, told[1] if told[1] > q.text.end else q.text.end))
            out.append(Count(q, told[0], words, _kind(q, told[0]), _nation(scene, q)))
    return out[::-1]


def _fate(text: str, start: int, end: int, q: Quantity) -> tuple[Fate, int] | None:
    """Return what became of an amount's people or things, and where the words for it end in the text."""
    base = q.text.start - start
    for each in fates():
        m = each.after.match(text, end) if each.after is not None else None
        if m is not None:
            return each, base + m.end()
    if (q.unit or "") in ("dead", "deaths", "fatalities"):
        return fate("killed"), q.text.end
    for each in fates():
        m = each.before.search(text, max(0, start - 60), start) if each.before is not None else None
        if m is not None and not _UNREAL.search(text[: m.start()]):
            return each, q.text.end
    return None


def _kind(q: Quantity, told: Fate) -> str:
    if q.kind is QuantityKind.PEOPLE and told.merges and group_of().get(q.unit or "people", "") != "children":
        return "people"
    unit = (q.unit or "people").lower()
    return group_of().get(unit, unit)


def _nation(scene: Scene, q: Quantity) -> str | None:
    found = scene.states_in(q.text.exact)
    return found[0] if len(found) == 1 else None


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){any_of(read('counted')['partial'])}(?![\w-])", re.IGNORECASE)


@cache
def _stretch() -> re.Pattern[str]:
    return re.compile(read("counted")["days"], re.IGNORECASE)


def partial(sentence: Sentence, words: Span, within: bool = True) -> bool:
    """Tell whether an amount is a part, or a sum over more days; ``within``: its own words may say so."""
    start, end = words.start - sentence.span.start, words.end - sentence.span.start
    near = sentence.text[max(0, start - _WINDOW) : start] + " | " + sentence.text[end : end + _WINDOW]
    own = (
        within
        and re.search(r"\sof\s(?:the|them|those|these)\b|\bmore\b", sentence.text[start:end]) is not None
    )
    return (
        own or _part().search(near) is not None or (within and _stretch().search(sentence.text) is not None)
    )


def _draft(scene: Scene, sentence: Sentence, count: Count) -> Iterator[Draft]:
    q, teller = count.quantity, scene.teller(count.words)
    if _accusing(scene, teller, count.nation):
        return
    shown = scene.text[count.words.start : count.words.end]
    yield Draft(
        ConflictKind.NUMBER,
        sentence,
        count.words,
        _subject(count.fate.name, count.nation, count.kind),
        number_words(q.least, q.most),
        " ".join(shown.split()),
        scene.day_before(sentence, count.words.start),
        teller,
        about=_where(scene, sentence),
        unit=count.fate.name,
        least=q.least,
        most=q.most,
        approximate=q.approximate,
    )


def _subject(told: str, nation: str | None, kind: str) -> str:
    return f"{told}: {' '.join(filter(None, (nation, kind)))}"


def number_words(least: float | None, most: float | None) -> str:
    """Write bounds as words.

    >>> number_words(3.0, 3.0), number_words(3.0, None), number_words(2.0, 4.0)
    ('3', 'at least 3', '2 to 4')
    """
    low, high = ("" if x is None else f"{x:g}" for x in (least, most))
    if low and high:
        return low if low == high else f"{low} to {high}"
    return f"at least {low}" if low else f"at most {high}" if high else "not told"


def _accusing(scene: Scene, teller: Teller, nation: str | None) -> bool:
    """Tell whether a party gives the losses of another in an outlet that is not of its side."""
    known = teller.side is not None and scene.base.code_known(teller.side)
    return not teller.own and known and nation not in (None, teller.side) and scene.home != teller.side


def _where(scene: Scene, sentence: Sentence) -> tuple[str, ...]:
    """Return where a sentence is set: the places it names, else the last one named before it."""
    here = scene.places_in(sentence.span)
    before = scene.place_before(sentence.span.start, sentence.number)
    heads = [s for s in scene.sentences if s.zone is ZoneKind.HEADLINE]
    found = here or (scene.places_in(before) if before is not None else ())
    found = found or (scene.places_in(heads[0].span) if heads else ())
    return tuple(dict.fromkeys(map(bare_place, found)))


@cache
def _nobody() -> re.Pattern[str]:
    return re.compile(read("counted")["none"], re.IGNORECASE)


_NONE_OF = {
    "killed": "killed",
    "died": "killed",
    "casualties": "killed",
    "injured": "wounded",
    "wounded": "wounded",
    "hurt": "wounded",
}


def _none(scene: Scene, sentence: Sentence) -> Iterator[Draft]:
    """Yield that nobody was killed: "no casualties among the civilian population"."""
    for m in _nobody().finditer(sentence.text):
        said = (m["of"] or m["among"] or "people").lower()
        kind = next(
            (name for word, name in group_of().items() if word.startswith(said) or said == name), None
        )
        if kind is None:
            continue
        words = Span(sentence.span.start + m.start(), sentence.span.start + m.end())
        told = _NONE_OF[m["fate"].lower()]
        yield Draft(
            ConflictKind.NUMBER, sentence, words, _subject(told, None, kind), "0",
            " ".join(m.group().split()), scene.day(sentence, words.start), scene.teller(words),
            _where(scene, sentence), told, 0.0, 0.0,
        )  # fmt: skip


def _votes(scene: Scene, sentence: Sentence) -> Iterator[Draft]:
    """Yield the result of a vote: how many were for and against it."""
    if not _VOTE.search(sentence.text):
        return
    for pattern in patterns("counted", "votes"):
        m = pattern.search(sentence.text)
        if m is None:
            continue
        words = Span(sentence.span.start + m.start(), sentence.span.start + m.end())
        about = tuple(w for w in scene.around(sentence) if not is_generic(w) and not w[0].isdigit())
        for side in ("for", "against"):
            told = m[side]
            if told is None:
                continue
            n = float(told.replace(",", ""))
            yield Draft(
                ConflictKind.NUMBER, sentence, words, f"{VOTES} {side}", f"{n:g}",
                " ".join(m.group().split()), scene.day_before(sentence, words.start), scene.teller(words),
                about, VOTES, n, n,
            )  # fmt: skip
        return


def _members(scene: Scene, sentence: Sentence) -> Iterator[Draft]:
    """Yield how many members a group has."""
    for pattern in patterns("counted", "members"):
        for m in pattern.finditer(sentence.text):
            run = tokens(m["n"], 0, len(m["n"]))
            found = number(run, 0) if run else None
            group = re.sub(r"^(?:The|the)\s|['’]s?$", "", m["group"])
            organisation = scene.base.organisation(group)
            if found is None or found.least is None or scene.state(group) is not None:
                continue
            if organisation is None and " " not in group:
                continue
            words = Span(sentence.span.start + m.start(), sentence.span.start + m.end())
            name = organisation.id if organisation is not None else fold(group)
            yield Draft(
                ConflictKind.MEMBERSHIP, sentence, words, f"{MEMBERS} {name}",
                number_words(found.least, found.most), " ".join(m.group().split()),
                scene.day(sentence, words.start), scene.teller(words), (), MEMBERS, found.least, found.most,
            )  # fmt: skip


def many(words: str) -> float | None:
    """Return what a word for many comes to at least.

    >>> many("Hundreds killed"), many("a few")
    (150.0, None)
    """
    table: dict[str, float] = read("counted")["many"]
    low = words.lower()
    found = [w for w in sorted(table, key=len, reverse=True) if re.search(rf"\b{w}\b", low)]
    return float(table[found[0]]) if found else None
