"""Find whom one part of a source means: the named actor, or the antecedent of a pronoun or description."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from onrecord.model import Attribution, Span
from onrecord.reading.counted import counted_again
from onrecord.reading.lexicon import closed, honorifics, nouns, role_words, singular, squeeze, words
from onrecord.reading.names import Actor, Cast
from onrecord.reading.phrases import DEFINITE, INDEFINITE, Part, read_phrase
from onrecord.reading.pronouns import Choice, Scene, agrees, certainty
from onrecord.reading.roles import fits
from onrecord.reading.sources import parts_of
from onrecord.text.folding import fold

_OWNED = re.compile(r"\w['’]s?\s")
_OF_STATE = closed("of_state")
_FIT_NEAR, _FIT_FAR, _FIT_AHEAD, _FIT_LEAD = 0.45, 0.7, 1.0, 0.3
_PHRASE, _PHRASE_WORDS = 60, 4  # characters and words of a phrase before "who"
_NEAR = 2  # characters between a description and its "who"
_SALIENT_LEAD = 0.7
_ANY_BODY = closed("any_body")


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold who is meant, how sure that is, and how it was found; no actors: undecided."""

    actors: tuple[Actor, ...]
    confidence: float
    method: str


UNDECIDED = Answer((), 0.0, "undecided")


@dataclass(slots=True)
class Article:
    """Hold an article while it is swept: its cast, its scene, and who spoke or was described so far."""

    text: str
    cast: Cast
    scene: Scene
    unnamed: dict[str, Actor] = field(default_factory=dict)  # described actors by folded phrase
    spoken: list[Actor] = field(default_factory=list)  # who spoke, in order
    learns: bool = True  # genders and offices, from what is asked of it


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that touch as one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def learn_gender(choice: Choice, pronoun: str) -> None:
    """Take a person's gender from a pronoun that can hardly mean anybody else."""
    if not choice.actor.gender and choice.margin > 1.0 and pronoun in ("he", "she"):
        choice.actor.gender = "m" if pronoun == "he" else "f"


def from_source(article: Article, attribution: Attribution) -> Answer:
    """Return who speaks by the words of an attribution's source."""
    parts = [p for s in sorted(attribution.source) for p in parts_of(article.text, s, article.cast)]
    if any(p.kind == "named" for p in parts):
        if article.learns:
            _learn_office(parts)
        parts = [p for p in parts if p.kind in ("named", "unnamed", "text", "plural")]
    elif len(parts) > 1 and any(p.kind != "pronoun" for p in parts):
        parts = [p for p in parts if p.kind != "pronoun"]
    found = [_speaker(article, part, attribution) for part in parts]
    actors: dict[int, Actor] = {id(a): a for answer in found for a in answer.actors}
    if not actors:
        return found[0] if found else UNDECIDED
    worst = min((f for f in found if f.actors), key=lambda f: f.confidence)
    return Answer(tuple(actors.values()), worst.confidence, worst.method)


def _learn_office(parts: list[Part]) -> None:
    """Take a description that is a piece of the same source as one person's name as that person's office."""
    people = [p.named.actor for p in parts if p.named is not None and p.named.actor.kind == "person"]
    told = [p.role for p in parts if p.kind == "person" and p.role is not None]
    if len(people) == 1 and len(parts) == 2 and told and told[0] not in people[0].roles:
        people[0].roles.append(told[0])


def _speaker(article: Article, part: Part, attribution: Attribution) -> Answer:
    if part.named is not None:
        return Answer((part.named.actor,), 0.95, "named")
    if part.kind == "pronoun":
        return _by_pronoun(article, part, attribution)
    if part.kind == "person":
        return _by_description(article, part, attribution)
    if part.kind == "body":
        return _by_body(article, part, attribution)
    if part.kind == "plural":
        return _again(article, part) or _counted(article, part) or _described(article, part)
    if part.kind == "owned":
        return _by_owner(article, part, attribution)
    if part.kind == "document":
        return _by_document(article)
    return _counted(article, part) or _described(article, part)


def _by_pronoun(article: Article, part: Part, attribution: Attribution) -> Answer:
    if part.pronoun == "i":
        return Answer((), 0.0, "first person")
    if part.pronoun == "who":
        return _before_relative(article, part)
    if part.pronoun == "both":
        return _both(article)
    if part.pronoun == "you":
        return UNDECIDED
    choice = article.scene.choose(part.span.start, agrees(part.pronoun), merged(attribution.content))
    if choice is None:
        return UNDECIDED
    if article.learns:
        learn_gender(choice, part.pronoun)
    return Answer((choice.actor,), certainty(choice.margin), "pronoun")


def _by_owner(article: Article, part: Part, attribution: Attribution) -> Answer:
    """Take "its ministry" as the state or body that "its" stands for; "his office" is nobody's name."""
    if part.pronoun != "it" or part.head not in _OF_STATE:
        return UNDECIDED
    answer = _by_pronoun(article, part, attribution)
    return replace(answer, confidence=min(answer.confidence, 0.6))


def _both(article: Article) -> Answer:
    """Take "both" as the last two who spoke together."""
    pair = next(
        (a for a in reversed(article.unnamed.values()) if a.kind == "list" and len(a.names) == 2), None
    )
    return UNDECIDED if pair is None else Answer((pair,), 0.6, "pronoun")


def _before_relative(article: Article, part: Part) -> Answer:
    """Take the name right before "who"; a name with its apposition may stand between commas."""
    word = part.span.of(article.text)
    if word[0].isupper():
        return UNDECIDED  # a question
    described = next(reversed(article.unnamed.values()), None)
    if described is not None and 0 < part.span.start - described.spans[-1].end <= _NEAR:
        return Answer((described,), 0.8, "relative")
    at = bisect_right(article.cast.starts, part.span.start) - 1
    if word.lower() in ("who", "whom", "whose"):
        at = next(
            (i for i in range(at, max(at - 3, -1), -1) if article.cast.named[i].actor.kind == "person"), -1
        )
    if at < 0:
        return _people_before(article, part)
    named = article.cast.named[at]
    between = article.text[named.span.end : part.span.start]
    if len(between) > 80 or "." in between.rstrip(". ") or named.possessive:
        return _people_before(article, part)
    near = not between.strip(" ,–—-()")
    if not near and named.actor.kind != "person":
        return _people_before(article, part)
    return Answer((named.actor,), 0.9 if near else 0.6, "relative")


def _people_before(article: Article, part: Part) -> Answer:
    """Take the unnamed people right before "who": "seized by armed rebels who"."""
    text = article.text
    floor = max(0, text.rfind("\n", 0, part.span.start) + 1, part.span.start - _PHRASE)
    parts = words(text, floor, part.span.start)
    first = len(parts)
    while first > max(0, len(parts) - _PHRASE_WORDS) and parts[first - 1][1] not in nouns("prepositions"):
        gap = text[parts[first - 1][0].end : parts[first][0].start] if first < len(parts) else ""
        if gap.strip():
            break
        first -= 1
        if parts[first][1] in DEFINITE | INDEFINITE:
            break
    if first >= len(parts) or text[parts[-1][0].end : part.span.start].strip(" ,"):
        return UNDECIDED
    where = Span(parts[first][0].start, parts[-1][0].end)
    found = read_phrase(text, where, article.cast.within(where))
    if found is None or found.kind not in ("unnamed", "plural") or not found.plural:
        return UNDECIDED
    return _described(article, found, 0.5)


def _by_description(article: Article, part: Part, attribution: Attribution) -> Answer:
    """Find the person whose title fits "the minister", else whoever is most in view."""
    role, scene = part.role, article.scene
    own = merged(attribution.content)
    if role is not None:
        fitting = {id(a): v for a in _people(article) if (v := fits(role, a))}

        def bonus(actor: Actor) -> float | None:
            return 4 * fitting[id(actor)] if fitting.get(id(actor), 0.0) > _FIT_NEAR else None

        choice = scene.choose(part.span.start, bonus, own, _FIT_LEAD)
        if choice is not None:
            return Answer((choice.actor,), 0.85, "title")
        far = [
            (value, a)
            for a in _people(article)
            if (value := fitting.get(id(a), 0.0))
            >= (_FIT_FAR if role.states or a.first < part.span.start else _FIT_AHEAD)
        ]
        best = sorted(far, key=lambda s: -s[0])
        if best and (len(best) == 1 or best[0][0] - best[1][0] >= _FIT_LEAD):
            return Answer((best[0][1],), 0.75, "title")
        if best:
            return UNDECIDED
    if not _is_definite(article.text, part):
        return _described(article, part)
    if role is not None and (role.states or role.complement or _OWNED.search(part.span.of(article.text))):
        return _described(article, part, 0.6)

    recent = {id(a) for a in article.spoken[-3:]}

    def anybody(actor: Actor) -> float | None:
        if actor.kind not in ("person", "anon") or actor.plural or id(actor) not in recent:
            return None
        return (
            -0.5 if role is None or actor.kind == "anon" else _openness(role.head, fits(role, actor), actor)
        )

    choice = scene.choose(part.span.start, anybody, own, _SALIENT_LEAD)
    if choice is not None:
        return Answer((choice.actor,), 0.6, "salience")
    return UNDECIDED


def _openness(head: str, fit: float | None, actor: Actor) -> float | None:
    """Say whether somebody without a fitting title may be meant; somebody with another title less so."""
    return None if fit is None else -0.6 if actor.roles and head in role_words() else 0.0


def _people(article: Article) -> list[Actor]:
    named = {id(a): a for actors in article.cast.surnames.values() for a in actors}
    return [*named.values(), *(a for a in article.unnamed.values() if a.kind == "anon" and not a.plural)]


def _is_definite(text: str, part: Part) -> bool:
    before = text[max(0, part.span.start - 6) : part.span.start].lower()
    first = part.span.of(text).split()[0].lower()
    return before.endswith(("the ", "this ", "that ")) or first in ("his", "her", "their", "its", "the")


def _by_body(article: Article, part: Part, attribution: Attribution) -> Answer:
    """Find the organisation that "the ministry" or "the group" stands for."""
    own = merged(attribution.content)

    def called(actor: Actor) -> float | None:
        return None if actor.kind not in ("organisation", "place") or part.head not in actor.tokens else 0.0

    choice = article.scene.choose(part.span.start, called, own, 0.2)
    if choice is not None:
        return Answer((choice.actor,), 0.6, "body")
    if part.head not in _ANY_BODY:
        return _described(article, part, 0.5)

    def thing(actor: Actor) -> float | None:
        return None if actor.kind != "organisation" else 0.0

    choice = article.scene.choose(part.span.start, thing, own, 0.5)
    if choice is not None:
        return Answer((choice.actor,), 0.45, "body")
    return _described(article, part, 0.5)


def _by_document(article: Article) -> Answer:
    """Take "the survey" as a text of the organisation that spoke last."""
    last = article.spoken[-1] if article.spoken else None
    if last is not None and last.kind in ("organisation", "place"):
        return Answer((last,), 0.4, "document")
    return UNDECIDED


def _again(article: Article, part: Part) -> Answer | None:
    """Take up unnamed people again: "the diplomats" after "five European diplomats"."""
    for actor in reversed(list(article.unnamed.values())):
        if actor.kind not in ("anon", "group") or not actor.plural or part.head not in actor.tokens:
            continue
        told = [w for _, w in words(article.text, part.span.start, part.span.end) if singular(w) != part.head]
        if all(w in actor.tokens or w in nouns("quantifiers") for w in told):
            return Answer((actor,), 0.75, "described again")
    return None


def _counted(article: Article, part: Part) -> Answer | None:
    """Take "both countries" and "all three candidates" as those mentioned shortly before."""
    found = counted_again(article.text, article.scene, part) if part.plural or part.kind == "plural" else ()
    return Answer(found, 0.6, "counted") if found else None


def _described(article: Article, part: Part, confidence: float = 0.7) -> Answer:
    """Keep somebody without a name as the text describes them."""
    phrase = squeeze(part.span.of(article.text))
    first = phrase.partition(" ")[0]
    if first.istitle() and first.lower() not in honorifics():
        before = article.text[max(0, part.span.start - 2) : part.span.start].strip(' \n"“')
        opens = before in ("", ".", "!", "?", ":", "”") and not _is_name(article, part.span.start)
        phrase = (first.lower() + phrase[len(first) :]) if opens else phrase
    kind = part.prefix or "organisation"
    key = f"{kind} {fold(phrase)}"
    actor = article.unnamed.get(key)
    if actor is None:
        shown = f"{kind}: {phrase}" if part.prefix else phrase
        tokens = (*(fold(w) for w in phrase.split()), part.head)
        actor = Actor(kind, (shown,), (part.span,), tokens, plural=part.plural)
        if part.role is not None and not part.plural:
            actor.roles.append(part.role)
            actor.gender = role_words()[part.role.head].gender
        article.unnamed[key] = actor
    return Answer((actor,), confidence, "described")


def _is_name(article: Article, position: int) -> bool:
    at = bisect_right(article.cast.starts, position) - 1
    return at >= 0 and article.cast.named[at].span.end > position
