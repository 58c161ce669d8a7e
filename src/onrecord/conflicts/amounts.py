"""Find what is counted around a matter in whatever words, and tell where two pages count it differently.

Other than in ``counts``, no pattern says what became of those counted. The noun says what is counted, and the
sentences around it of what matter. Two such amounts are set against each other only where the pages tell of
one matter of one day, and neither page has, anywhere, an amount of this noun that fits one of the other's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from onrecord.coding.numerals import number, tokens
from onrecord.conflicts.counts import counted, number_words, partial
from onrecord.conflicts.drafts import Draft
from onrecord.conflicts.lists import read
from onrecord.conflicts.scene import Scene, Sentence
from onrecord.conflicts.tellings import KNOWN, NUMBER, families, known, of, one_matter, tokens_of
from onrecord.model import ConflictKind, Evidence, Fact, Quantity, QuantityKind, RecordKind, Span, ZoneKind
from onrecord.register.sameness import is_generic, stem

AMOUNT = "amount of"
_FIGURE = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|dozens?|hundred)\b",
    re.IGNORECASE,
)
_MOST = 4
"""Amounts of one noun that a page may have to be held against another's."""
_LEAST = 2.0
LASTING = "days of validity"
_BEFORE = 48
_GROWING = {"killed": "dead", "wounded": "wounded", "missing": "missing"}
"""Families of those of whom it is said what became of them; their number grows while news comes in."""
GROWS = frozenset(_GROWING.values())
_RATIO = 1.15


def amounts(scene: Scene) -> Iterator[Draft]:
    """Yield the amounts of the body by what they count."""
    found: dict[str, list[tuple[Sentence, Quantity]]] = defaultdict(list)
    for sentence in scene.sentences:
        if _FIGURE.search(sentence.text) is None:
            continue
        fates = {c.quantity.text.start: c.fate.name for c in counted(scene, sentence) if c.kind == "people"}
        for q in (*scene.quantities(sentence.span), *_behind(scene, sentence)):
            lasting = _lasting(sentence, q) if q.kind is QuantityKind.DURATION else None
            if lasting is not None:
                found[LASTING].append((sentence, lasting))
            family = _GROWING.get(fates.get(q.text.start, "")) or family_of(q)
            if family is not None:
                found[family].append((sentence, q))
    undertaken = {q.text.start: c.id for c in scene.reading.commitments for q in c.quantities}
    for family, told in found.items():
        values = {f"{q.least}-{q.most}" for _, q in told}
        if len(values) > _MOST:
            continue
        for sentence, q in told:
            draft = _draft(scene, sentence, q, family, values, undertaken)
            if draft is not None:
                yield draft


def _draft(
    scene: Scene,
    sentence: Sentence,
    q: Quantity,
    family: str,
    values: set[str],
    undertaken: Mapping[int, str],
) -> Draft | None:
    words, mine = Span(q.text.start, q.text.end), undertaken.get(q.text.start)
    if (
        sentence.zone is ZoneKind.HEADLINE
        or sentence.text.endswith("?")
        or scene.distant(sentence)
        or (q.least or q.most or 0.0) < _LEAST
        or (
            family != LASTING and (partial(_plain(sentence), words, within=False) or _hedged(sentence, words))
        )
    ):
        return None
    about = (*tokens_of(scene, sentence), *(known(values) or ()))
    return Draft(
        ConflictKind.NUMBER, sentence, words, f"{AMOUNT} {family}", number_words(q.least, q.most),
        " ".join(q.text.exact.split()), scene.day_before(sentence, words.start), scene.teller(words), about,
        family, q.least, q.most, q.approximate, 0.6, (RecordKind.COMMITMENT, mine) if mine else None,
    )  # fmt: skip


_WHOLE = re.compile(r"\ball\sof\s(?:them|whom|these|those)\b", re.IGNORECASE)


def _plain(sentence: Sentence) -> Sentence:
    """Return a sentence without "all of them", which makes no part of those counted."""
    return replace(sentence, text=_WHOLE.sub(lambda m: "-" * len(m.group()), sentence.text))


@cache
def _hedges(name: str) -> re.Pattern[str]:
    return re.compile(read("amounts")[name], re.IGNORECASE)


def _hedged(sentence: Sentence, words: Span) -> bool:
    """Tell whether an amount is asked for, possible, denied, of another time or of each."""
    start, end = words.start - sentence.span.start, words.end - sentence.span.start
    before, after = sentence.text[max(0, start - 48) : start], sentence.text[end : end + 32]
    return _hedges("hedges").search(before) is not None or _hedges("behind_it").search(after) is not None


@cache
def _lasts() -> re.Pattern[str]:
    return re.compile(read("amounts")["lasts"], re.IGNORECASE)


def _lasting(sentence: Sentence, q: Quantity) -> Quantity | None:
    """Return in days for how long something is said to apply; ``None`` for other stretches of time."""
    before = sentence.text[
        max(0, q.text.start - sentence.span.start - _BEFORE) : q.text.start - sentence.span.start
    ]
    days = read("amounts")["days"].get((q.unit or "").lower())
    if days is None or _lasts().search(before) is None:
        return None
    low, high = (None if x is None else x * days for x in (q.least, q.most))
    return replace(q, least=low, most=high)


@cache
def _no_family() -> frozenset[str]:
    return frozenset(stem(word) for word in read("amounts")["not_counted"])


def family_of(q: Quantity) -> str | None:
    """Return what an amount counts: the name of a family of nouns, or the stem of its own noun.

    Times, shares and nouns that count anything ("three things") have none.
    """
    if q.kind not in (QuantityKind.PEOPLE, QuantityKind.THINGS, QuantityKind.MONEY) or q.unit is None:
        return None
    noun = stem(q.unit)
    if noun in _no_family() or (q.least is None and q.most is None):
        return None
    named = families().get(noun)
    return named if named is not None else None if is_generic(noun) else noun


@cache
def _frames() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row) for row in read("amounts")["behind"])


def _behind(scene: Scene, sentence: Sentence) -> Iterator[Quantity]:
    """Yield numbers that stand behind their noun: "the death toll stands at seven"."""
    for frame in _frames():
        for m in frame.finditer(sentence.text):
            run = tokens(m["n"], 0, len(m["n"]))
            told = number(run, 0) if run else None
            noun = m["noun"].split()[-1].lower()
            if told is None or (told.least is None and told.most is None):
                continue
            start, end = (
                sentence.span.start + m.start("n"),
                sentence.span.start + m.start("n") + run[told.end - 1].end,
            )
            kind = QuantityKind.PEOPLE if stem(noun) in families() else QuantityKind.THINGS
            yield Quantity(
                Evidence.at(scene.text, Span(start, end)), kind, noun, told.least, told.most, False
            )
            break


def compare(a: Fact, b: Fact) -> bool:
    """Tell whether two amounts of one noun, which lie apart, are of one matter."""
    if not one_matter(a, b) or f"{NUMBER}{a.value}" in b.about or f"{NUMBER}{b.value}" in a.about:
        return False
    return not any(_fit(x, y) for x in of(a.about, KNOWN) for y in of(b.about, KNOWN))


def _fit(x: str, y: str) -> bool:
    """Tell whether two amounts that pages have of a noun may be the same."""
    (low, high), (least, most) = _bounds(x), _bounds(y)
    return low <= most * _RATIO and least <= high * _RATIO


def _bounds(token: str) -> tuple[float, float]:
    low, _, high = token.removeprefix(KNOWN).partition("-")
    return (0.0 if low == "None" else float(low), float("inf") if high == "None" else float(high))
