"""Find headlines that their own body does not carry: a number it does not know, a deed it leaves open.

A headline that merely shortens is carried. What one does not tell in figures or firm verbs is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256

from onrecord.conflicts.counts import counted, many
from onrecord.conflicts.drafts import Draft
from onrecord.conflicts.lists import any_of, group_of, read
from onrecord.conflicts.scene import Day, Scene, Sentence, Teller
from onrecord.model import ConflictKind, Quantity, QuantityKind, Span, ZoneKind
from onrecord.register.sameness import content, is_generic, stem
from onrecord.register.wordings import inflected

HEADLINE, BODY = "headline", "body"
_MOST = 3
"""Headlines of a page; one with more is a list of news."""
_HEAD = 6
_LEAST = 10
"""Below it a headline's number is no more than one of the body's that it was not seen to be."""
_BEYOND = 1.25
"""How many times the body's number a headline's must be, to be more than rounded."""
_KILLED = re.compile(r"\b(?:dead|killed|die|died|deaths|slain|massacred)\b", re.IGNORECASE)


def headlines(scene: Scene) -> Iterator[Draft]:
    """Yield, for each headline that is not carried, what it says and the words of the body against it."""
    heads = [s for s in scene.sentences if _is_head(scene, s)]
    body = [s for s in scene.sentences if s.zone in (ZoneKind.BODY, ZoneKind.SUMMARY) and s not in heads]
    if not heads or not body or len(heads) > _MOST:
        return
    for head in heads:
        if head.text.rstrip().endswith("?"):
            continue
        found = _number(scene, head, body) or _toll(scene, head, body) or _deed(head, body)
        if found is not None:
            yield from _two(scene, head, *found)


def _is_head(scene: Scene, s: Sentence) -> bool:
    """Tell whether a sentence is a headline: marked as one, or a line in capitals at the head of the page."""
    if s.zone is ZoneKind.HEADLINE:
        return True
    line = s.span.of(scene.text)
    return s.number < _HEAD and line.isupper() and len(line.split()) >= 3 and line.rstrip()[-1].isalnum()


def _two(
    scene: Scene, head: Sentence, other: Sentence, words: Span | None, why: str, sure: float
) -> Iterator[Draft]:
    mark = sha256(f"{head.text}\n{other.text}".encode()).hexdigest()[:8]
    shown = f"{head.text.strip()[:90]}"
    outlet = Teller(scene.document.outlet, scene.home, own=True)
    for sentence, value in ((head, HEADLINE), (other, BODY)):
        span = sentence.span if words is None or value == HEADLINE else words
        yield Draft(
            ConflictKind.HEADLINE, sentence, span, shown, value, " ".join(span.of(scene.text).split()),
            Day(None, False), outlet, (why,), mark, confidence=sure,
        )  # fmt: skip


_Found = tuple[Sentence, Span | None, str, float]


def _number(scene: Scene, head: Sentence, body: Sequence[Sentence]) -> _Found | None:
    """Return where the body has fewer of those whom the headline counts, and not the headline's number."""
    told = [(s, q) for s in body for q in scene.quantities(s.span)]
    for q in scene.quantities(head.span):
        kind = _kind(q)
        if q.least is None or q.least < _LEAST or q.approximate or kind is None:
            continue
        if any(_same_number(q, o) for _, o in told):
            continue
        alike = [(s, o) for s, o in told if _kind(o) == kind and (o.most or o.least) is not None]
        if not alike or q.least <= _BEYOND * sum(o.most or o.least or 0.0 for _, o in alike):
            continue
        if any(o.least is None and o.most is None and _kind(o) == kind for _, o in told):
            continue
        sentence, best = max(alike, key=lambda x: x[1].most or x[1].least or 0.0)
        why = f"The headline has {_plain(q)}, the body {_plain(best)}."
        return sentence, Span(best.text.start, best.text.end), why, 0.8
    return None


def _plain(q: Quantity) -> str:
    return " ".join(q.text.exact.split())


def _kind(q: Quantity) -> str | None:
    """Return what is counted, where it is people or things of a known kind."""
    if q.kind not in (QuantityKind.PEOPLE, QuantityKind.THINGS) or q.unit is None:
        return None
    return group_of().get(q.unit.lower(), stem(q.unit))


def _same_number(q: Quantity, o: Quantity) -> bool:
    low, high = (o.least if o.least is not None else 0.0), (o.most if o.most is not None else float("inf"))
    if o.least is None and o.most is not None:
        low = high  # "up to 1,200" holds 1,200, not each number below
    return (
        low * 0.9 <= (q.least or 0.0) <= high * 1.1 if o.most is not None else low * 0.9 <= (q.least or 0.0)
    )


def _toll(scene: Scene, head: Sentence, body: Sequence[Sentence]) -> _Found | None:
    """Return where the body has a few dead of whom the headline makes dozens or hundreds."""
    least = many(head.text)
    if least is None or not _KILLED.search(head.text):
        return None
    told = [(s, c) for s in body for c in counted(scene, s) if c.fate.name == "killed"]
    if any(many(s.text) is not None and _KILLED.search(s.text) for s in body):
        return None
    numbers = [c.quantity.most for _, c in told]
    if not told or any(n is None for n in numbers) or least <= sum(n or 0.0 for n in numbers):
        return None
    sentence, best = max(told, key=lambda x: x[1].quantity.most or 0.0)
    why = f"The headline has many dead, the body {_plain(best.quantity)}."
    return sentence, best.words, why, 0.85


@cache
def _firm() -> re.Pattern[str]:
    table = read("headlines")
    forms = [form for verb in table["firm"] for form in inflected(verb)[1:3]] + list(table["irregular"])
    return re.compile(rf"\b(?P<verb>{any_of(forms + table['bound'])})\b", re.IGNORECASE)


@cache
def _open() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){any_of(read('headlines')['open'])}(?![\w-])|[“\"‘:]", re.IGNORECASE)


@cache
def _undecided() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row, re.IGNORECASE) for row in read("headlines")["undecided"])


def _deed(head: Sentence, body: Sequence[Sentence]) -> _Found | None:
    """Return where the body says that nothing is decided of what the headline tells as done."""
    m = _firm().search(head.text)
    if m is None or _open().search(head.text[: m.start()]):
        return None
    verb = _stem(m["verb"])
    open_at = [(s, u) for s in body if (u := _leaves_open(s.text)) is not None]
    if not open_at or any(_tells(s, verb) for s in body if _leaves_open(s.text) is None):
        return None
    about = {w for w in content(head.text).all if not is_generic(w)}
    near = [s for s, _ in open_at if about & content(_with_neighbours(s, body)).all]
    if not near:
        return None
    return near[-1], None, "The headline tells as done what the body leaves open.", 0.7


def _with_neighbours(sentence: Sentence, body: Sequence[Sentence]) -> str:
    return " ".join(s.text for s in body if abs(s.number - sentence.number) <= 1)


def _leaves_open(text: str) -> re.Match[str] | None:
    return next((m for pattern in _undecided() if (m := pattern.search(text))), None)


def _stem(verb: str) -> str:
    low = verb.lower()
    return stem(read("headlines")["irregular"].get(low, low))


def _tells(sentence: Sentence, verb: str) -> bool:
    """Tell whether a sentence of the body tells the deed, and not that it may be or is not."""
    for m in re.finditer(r"[^\W\d_]+", sentence.text):
        if _stem(m.group()) != verb:
            continue
        before = sentence.text[max(0, m.start() - 30) : m.start()].lower()
        if not re.search(r"\b(?:could|might|may|would|whether|if|not|never|to|no|nobody)\b", before):
            return True
    return False
