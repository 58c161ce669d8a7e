"""Find sentences that say expressly how firm, free or approved an act is, and set opposite ones together.

The register ties reports of one act where it is sure; these are found by their words alone, so that they must
name the same parties, share much else, and be marked expressly: "made no promise" beside "promised".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.conflicts.days import one_day, published_together
from onrecord.conflicts.drafts import Draft
from onrecord.conflicts.lists import read
from onrecord.conflicts.matters import names
from onrecord.conflicts.scene import Scene, Sentence
from onrecord.conflicts.sides import between_facts
from onrecord.conflicts.tellings import NAME, of, one_matter, tokens_of
from onrecord.conflicts.within import approver
from onrecord.model import Conflict, ConflictKind, Fact, ZoneKind
from onrecord.register.sameness import content, is_generic

_STEMS = 3
_ALIKE = 0.34
ALONE = "alone"
PARTY, WORD = "a:", "w:"
_AROUND = 3.0


@cache
def _mark(name: str) -> re.Pattern[str]:
    return re.compile(read("acts")[name], re.IGNORECASE)


def marked(scene: Scene) -> Iterator[Draft]:
    """Yield the sentences of the body that mark an act expressly, once for each kind."""
    for sentence in scene.sentences:
        if sentence.zone is ZoneKind.HEADLINE or sentence.text.endswith("?") or scene.distant(sentence):
            continue
        for kind, value, unit in _marks(scene, sentence):
            about = (*_about(scene, sentence), *tokens_of(scene, sentence))
            if not of(about, PARTY) and not of(about, NAME):
                continue
            text = " ".join(sentence.text.split())
            yield Draft(
                kind, sentence, sentence.span, text[:80], value, text[:120],
                scene.day_before(sentence, sentence.span.start), scene.teller(sentence.span), about, unit,
            )  # fmt: skip


def _marks(scene: Scene, sentence: Sentence) -> Iterator[tuple[ConflictKind, str, str]]:
    text = sentence.text
    found = approver(text)
    if found is not None:
        wide = " ".join(s.text for s in scene.beside(sentence) if s.number >= sentence.number)
        yield ConflictKind.APPROVAL, found[0], ALONE if _mark("alone").search(wide) else "some"
    if _mark("not_firm").search(text):
        yield ConflictKind.STRENGTH, "open", "marked"
    elif (m := _mark("firm").search(text)) is not None and not _unreal(text, m.start()):
        yield ConflictKind.STRENGTH, "firm", "marked"
    if _mark("unconditional").search(text):
        yield ConflictKind.CONDITION, "free", "marked"
    elif _mark("only").search(text):
        yield ConflictKind.CONDITION, "bound", "marked"


def _unreal(text: str, at: int) -> bool:
    return (
        re.search(
            r"\b(?:not|never|no|if|could|might|may|would|yet|nobody|has\syet)\s(?:\w+\s){0,2}$", text[:at]
        )
        is not None
    )


def _about(scene: Scene, sentence: Sentence) -> tuple[str, ...]:
    """Return whom a sentence names (``a:``) and the stems of its other words (``w:``)."""
    held = content(sentence.text)
    stems = {f"{WORD}{w}" for w in held.others | held.numbers if not is_generic(w)}
    return tuple(sorted({f"{PARTY}{name}" for name in names(scene, sentence.span, sentence.text)} | stems))


def compare(a: Fact, b: Fact) -> Conflict | None:
    """Return the conflict of two marked sentences of one act."""
    if a.value == b.value or not (one_day(a, b) or published_together(a, b, 1)):
        return None
    if a.property is ConflictKind.APPROVAL and ALONE not in (a.unit, b.unit):
        return None
    if not _one_act(a, b):
        return None
    one, other = sorted((a, b), key=lambda f: (f.published or "", f.document, f.id))
    why = f"{_WHY[a.property]}: {one.value} here, {other.value} there."
    return between_facts(a.property, one.subject, a, b, why, 0.6)


def _one_act(a: Fact, b: Fact) -> bool:
    """Tell whether two sentences name the same parties and share much; or those around them still more."""
    left, right = (of(f.about, WORD) for f in (a, b))
    who = of(a.about, PARTY) & of(b.about, PARTY)
    shared = len(left & right)
    near = a.property is not ConflictKind.STRENGTH or shared >= _STEMS - 1
    if near and one_matter(a, b, _AROUND, nameless=True):
        return True
    return bool(who) and shared >= _STEMS and 2 * shared >= _ALIKE * (len(left) + len(right))


_WHY = {
    ConflictKind.APPROVAL: "One act cannot be approved by another body in each report",
    ConflictKind.STRENGTH: "One act cannot be both promised and expressly left open",
    ConflictKind.CONDITION: "One act cannot be both tied to something and expressly free",
}
