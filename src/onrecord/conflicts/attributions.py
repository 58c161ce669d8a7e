"""Find who asked for a matter or made it, and whose words are quoted; tell where two pages differ in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from hashlib import sha256

from onrecord.conflicts.days import one_day, published_together
from onrecord.conflicts.drafts import Draft
from onrecord.conflicts.matters import lists
from onrecord.conflicts.scene import Day, Scene, Sentence, Teller
from onrecord.conflicts.sides import between_facts
from onrecord.model import Conflict, ConflictKind, Directness, Fact, MentionKind, RecordKind, Span, Statement
from onrecord.register.names import is_state, one_actor
from onrecord.register.sameness import content, is_generic
from onrecord.text.folding import fold

WORDS, WHOLE = "words", "whole words"
_SHORT = re.compile(r"[“\"](?P<said>[^“”\"]{8,80}?)[,.!]?[”\"]")
_SHORT_WORDS = 4
_RUN = 7
"""Words in a row that two people do not say by chance."""
_RUNS = 12
_LEAST = 3
"""Telling words that two matters share at least."""
_SHARE = 0.45
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d+")
_SURE = 0.6


def attributed(scene: Scene) -> Iterator[Draft]:
    """Yield who asked for, or made, a matter of which there is one, and whose a quotation is."""
    for sentence in scene.sentences:
        if not scene.distant(sentence) and not sentence.text.endswith("?"):
            yield from _origins(scene, sentence)
    yield from _short_words(scene)
    for statement in scene.reading.statements:
        draft = _quoted(scene, statement)
        if draft is not None:
            yield draft


def _origins(scene: Scene, sentence: Sentence) -> Iterator[Draft]:
    for family, rows in lists()["origins"].items():
        for row in rows:
            m = re.search(row, sentence.text)
            draft = _origin(scene, sentence, family, m) if m is not None else None
            if draft is not None:
                yield draft
                break


def _origin(scene: Scene, sentence: Sentence, family: str, m: re.Match[str]) -> Draft | None:
    words = Span(sentence.span.start + m.start(), sentence.span.start + m.end())
    who, teller = _who(scene, m["who"]), scene.teller(words)
    about = tuple(sorted(w for w in content(m["what"]).all if not is_generic(w)))
    if who is None or len(about) < _LEAST or _of_party(scene, teller, who):
        return None
    return Draft(
        ConflictKind.ATTRIBUTION, sentence, words, " ".join(m["what"].split()), who,
        " ".join(m.group().split()), scene.day(sentence, words.start), teller, about, family,
    )  # fmt: skip


def _who(scene: Scene, phrase: str) -> str | None:
    """Return whom a phrase means: a state, an organisation, or a person by name."""
    plain = re.sub(r"\b(?:himself|herself|itself|themselves)\b", "", phrase).strip()
    named = re.match(r"(?:[^\W\d_a-z][\w’-]*\s){1,3}[^\W\d_a-z][\w’-]*", plain)
    if named is not None and (code := scene.base.answers_for(named.group())) is not None:
        return code
    organisation = scene.base.organisation(re.sub(r"^(?:the|The)\s", "", plain))
    if organisation is not None:
        return organisation.id
    states = scene.states_in(plain)
    if len(states) == 1:
        return states[0]
    return named.group() if named is not None and not states else None


def _of_party(scene: Scene, teller: Teller, who: str) -> bool:
    """Tell whether a state says so of another in an outlet that is not of its side."""
    party = teller.side is not None and scene.base.code_known(teller.side)
    return not teller.own and party and teller.side not in (scene.home, who)


def _quoted(scene: Scene, s: Statement) -> Draft | None:
    """Return whose a quotation is, where the sentence itself names the speaker."""
    if (
        s.directness is not Directness.DIRECT
        or len(s.speakers) != 1
        or s.confidence.get("speakers", 1.0) < _SURE
    ):
        return None
    name, said = s.speakers[0], " ".join(e.exact for e in s.speaker_text)
    if " " not in name or name.startswith(("anon:", "group:")) or fold(name.split()[-1]) not in fold(said):
        return None
    runs = _runs(" ".join(e.exact for e in s.quote))
    sentence = scene.at(s.quote[0].start)
    if not runs or sentence is None:
        return None
    words = Span(s.quote[0].start, s.quote[0].end)
    return Draft(
        ConflictKind.ATTRIBUTION, sentence, words, s.quote[0].exact, name, " ".join(s.quote[0].exact.split()),
        Day(s.said_on, s.said_on is not None), Teller(name, s.affiliation), runs, WORDS,
        record=(RecordKind.STATEMENT, s.id),
    )  # fmt: skip


def _short_words(scene: Scene) -> Iterator[Draft]:
    """Yield whose a short quotation is, as the one person that its sentence names; the same words, whole."""
    named = sorted(m.span for m in scene.reading.mentions if m.kind is MentionKind.PERSON)
    for sentence in scene.sentences:
        if scene.distant(sentence) or sentence.text.endswith("?"):
            continue
        for m in _SHORT.finditer(sentence.text):
            low = [fold(w.group()) for w in _WORD.finditer(m["said"])]
            telling = {w for w in content(m["said"]).all if not is_generic(w)}
            people = _people(scene, sentence, named)
            if len(low) < _SHORT_WORDS or not telling or len(people) != 1:
                continue
            words = Span(sentence.span.start + m.start(), sentence.span.start + m.end())
            digest = sha256(" ".join(low).encode()).hexdigest()[:12]
            yield Draft(
                ConflictKind.ATTRIBUTION, sentence, words, m["said"], people[0], m.group(),
                scene.day_before(sentence, words.start), Teller(people[0], None), (digest,), WHOLE,
            )  # fmt: skip


def _people(scene: Scene, sentence: Sentence, named: Sequence[Span]) -> tuple[str, ...]:
    """Return the persons that a sentence names by more than one word; none where it names one by less."""
    first, last = (
        bisect_left(named, x, key=lambda s: s.start) for x in (sentence.span.start, sentence.span.end)
    )
    found = tuple(dict.fromkeys(span.of(scene.text) for span in named[first:last]))
    return found if all(" " in name for name in found) else ()


def _runs(text: str) -> tuple[str, ...]:
    """Return digests of a few runs of words, the same few wherever a long quotation is cut."""
    low = [fold(m.group()) for m in _WORD.finditer(text)]
    every = {" ".join(low[i : i + _RUN]) for i in range(len(low) - _RUN + 1)}
    return tuple(sorted(sha256(run.encode()).hexdigest()[:12] for run in every)[:_RUNS])


def compare(a: Fact, b: Fact) -> Conflict | None:
    """Return the conflict of two facts on who asked for, made or said one thing."""
    if a.unit != b.unit or _one(a.value, b.value):
        return None
    shared = set(a.about) & set(b.about)
    one, other = sorted((a, b), key=lambda f: (f.published or "", f.document, f.id))
    if a.unit in (WORDS, WHOLE):
        if not shared or (a.unit == WHOLE and not (one_day(a, b) or published_together(a, b, 2))):
            return None
        why = f"The same words are given to {one.value} and to {other.value}."
        return between_facts(ConflictKind.ATTRIBUTION, one.shown[:80], a, b, why)
    if len(shared) < _LEAST or len(shared) < _SHARE * min(len(a.about), len(b.about)):
        return None
    if not (one_day(a, b) or published_together(a, b, 1)):
        return None
    verb = "asked for" if a.unit == "ask" else "made"
    why = f"The same matter cannot have been {verb} by both {one.value} and {other.value}."
    return between_facts(ConflictKind.ATTRIBUTION, one.subject, a, b, why, 0.75)


def _one(a: str, b: str) -> bool:
    return a == b or (not (is_state(a) and is_state(b)) and one_actor(a, b))
