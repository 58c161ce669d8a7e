"""Name the speaker of each attribution within its article: the person "he" or "the minister" stands for.

One sweep from left to right: mentions, narrated pronouns and sources in the order of the text, each seen
against the actors mentioned shortly before. Where two are about equal, the speaker stays undecided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from onrecord.actors.context import Introduction
from onrecord.model import Attribution, Mention, Span
from onrecord.reading.antecedents import UNDECIDED, Answer, Article, from_source, learn_gender, merged
from onrecord.reading.introductions import introductions
from onrecord.reading.lexicon import closed
from onrecord.reading.names import Actor, Cast, Named, gather
from onrecord.reading.pronouns import Scene, agrees, inside
from onrecord.reading.roles import add_roles
from onrecord.text.quotation import quoted_spans
from onrecord.text.sentences import sentence_starts

_CHAIN = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_PREPOSED = re.compile(
    r"\b(?:of|to|with|by|for|from|on|at|in|against|about|between|over|than|under|told)\s+(?:the\s+)?$"
)
_INTRODUCED = 0.3  # the first mention of a person, as the subject: a new topic
_NESTED = 12  # attributions on either side that may hold another's source
_TURN = re.compile(r"\s*[^\s:][^:\n]{1,40}:\s")
_ADJECTIVAL = ("ic", "ish", "ese", "ian", "ean")
_GAP = 160  # characters between a quotation and who passed it on
_TAIL = 60
_SAID_BY = re.compile(
    r"[”\"»][^”\"»\n]{2,60}\b(?:said|says|told|added|wrote|stated|declared)\b[^.”\"»\n]{0,80}"
    r"\baccording to\b[^.\n]*$"
)
_QUOTE_SIGNS = " \t\r\n\xa0\"“”„‘’'«»,.?!…-–—"
_VERB_AFTER = re.compile(
    r"(?:\s+and(?:\s+[A-Z][\w.’'-]*)+)?(?:\s*[,(—–][^,.;\n]{1,80}[,)—–]){0,2}(?:\s+of\s+[A-Z][\w-]+)?\s+"
    r"(?:(?:\w+ly|also|later|then|again|now|never|who)\s+)?"
    r"(?:is|was|has|had|have|will|would|could|can|may|might|should|must|did|does|said|told|made|went|came|took|gave|met|"
    r"left|held|wrote|spoke|won|became|began|saw|thought|got|kept|put|set|sent|led|lost|ran|chose|drew|"
    r"rose|fell|"
    r"[a-z]{3,}ed|[a-z]{2,}s)\b"
)


@dataclass(frozen=True, slots=True)
class SpeakerNaming:
    """Name who speaks: names as the article gives them, where each stands, how sure, and how it was found.

    No names: undecided. Unnamed people carry the prefix ``anon: ``, lumped states and crowds ``group: ``.
    """

    names: tuple[str, ...]
    mentions: tuple[Span, ...]
    confidence: float
    method: str


@dataclass(frozen=True, slots=True)
class Casting:
    """Hold an article's namings, one per attribution, and its people: how introduced, where named."""

    namings: tuple[SpeakerNaming, ...]
    people: tuple[Introduction, ...]
    named: tuple[tuple[int, str], ...]  # place and full name of every mention of a person
    phrases: tuple[SpeakerNaming, ...] = ()  # of further phrases that were asked about


def cast_speakers(
    text: str,
    attributions: Sequence[Attribution],
    mentions: Sequence[Mention],
    headline: Span | None,
    phrases: Sequence[Span] = (),
) -> Casting:
    """Return the namings of an article with its people, in one sweep; the time grows with the text.

    ``phrases`` are further words that may mean somebody ("he", "the two countries"): they are named against
    what stands before them, and change nothing for the attributions.
    """
    sources = [s for a in attributions for s in a.source]
    cast = gather(text, mentions, sources, headline)
    add_roles(text, cast)
    article = Article(text, cast, _scene(text, attributions, headline))
    answers: dict[int, Answer] = {}
    asked: dict[Span, SpeakerNaming] = {}
    for position, what in _steps(text, cast, attributions, article.scene, phrases):
        if isinstance(what, Span):
            asked[what] = _asked(article, what)
        elif isinstance(what, Named):
            if not _is_adjective(what):
                subject, lean = _prominence(text, what)
                if subject and what.actor.kind == "person" and position == what.actor.first:
                    lean += _INTRODUCED
                article.scene.add(what.actor, position, subject=subject, lean=lean)
        elif isinstance(what, str):
            _follow(article, position, what)
        else:
            answers[what] = _answer(article, attributions, what, answers)
    for index, attribution in enumerate(attributions):
        if answers[index].method == "first person":
            around = [answers[i] for i in _around(attributions, index)]
            answers[index] = _enclosing(text, cast, around, attribution.source[0].start)
    namings = tuple(_naming(answers[i]) for i in range(len(attributions)))
    named = tuple((n.span.start, n.actor.names[0]) for n in cast.named if n.actor.kind == "person")
    return Casting(namings, introductions(text, cast), named, tuple(asked[p] for p in phrases))


def _asked(article: Article, phrase: Span) -> SpeakerNaming:
    """Name whom a phrase means, leaving the article as it was."""
    held, article.learns = len(article.unnamed), False
    answer = from_source(article, Attribution((phrase,), (), ()))
    article.learns = True
    while len(article.unnamed) > held:  # the described that were new come last
        article.unnamed.popitem()
    return _naming(answer)


def _scene(text: str, attributions: Sequence[Attribution], headline: Span | None) -> Scene:
    quotes = quoted_spans(text)
    starts = [s for s in sentence_starts(text) if not inside(quotes, s) or text[s] in '"“«']
    return Scene(starts, quotes, merged(s for a in attributions for s in a.content), headline)


def _steps(
    text: str, cast: Cast, attributions: Sequence[Attribution], scene: Scene, phrases: Sequence[Span]
) -> list[tuple[int, Named | str | int | Span]]:
    """Put mentions, narrated pronouns, attributions (by index) and phrases in the order of the text."""
    sources = merged(s for a in attributions for s in a.source)
    steps: list[tuple[int, int, Named | str | int | Span]] = [(p.start, -1, p) for p in phrases]
    for index, a in enumerate(attributions):
        place = min(a.source or a.cue or a.content).start if a.source else max(s.end for s in a.content)
        steps.append((place, index, index))
    count = len(attributions)
    steps += [(n.span.start, count, n) for n in cast.named]
    for m in _CHAIN.finditer(text):
        if not inside(sources, m.start()) and not inside(scene.quotes, m.start()):
            steps.append((m.start(), count + 1, m.group().lower()))
    steps.sort(key=lambda step: step[:2])
    return [(place, what) for place, _, what in steps]


def _is_adjective(named: Named) -> bool:
    tokens = named.actor.tokens
    return named.actor.kind == "organisation" and len(tokens) == 1 and tokens[0].endswith(_ADJECTIVAL)


def _prominence(text: str, named: Named) -> tuple[bool, float]:
    """Tell whether a mention is its sentence's subject, and how much its place adds or takes."""
    start = named.span.start
    if named.possessive:
        return False, 0.3 if text[max(0, start - 2) : start].strip() in ("", ".") else -0.5
    if _PREPOSED.search(text, max(0, start - 14), start):
        return False, -0.4
    return _VERB_AFTER.match(text, named.span.end) is not None, 0.0


def _follow(article: Article, position: int, pronoun: str) -> None:
    """Let a narrated pronoun keep its actor in view."""
    choice = article.scene.choose(position, agrees(pronoun), ())
    if choice is not None:
        article.scene.add(choice.actor, position, subject=True, lean=-0.3)
        learn_gender(choice, pronoun)


def _answer(
    article: Article, attributions: Sequence[Attribution], index: int, answers: dict[int, Answer]
) -> Answer:
    attribution = attributions[index]
    if not attribution.source:
        answer = _continued(article, attributions, index, answers)
    else:
        answer = _relayed(article, attribution) or from_source(article, attribution)
    for actor in answer.actors:
        place = min(attribution.source).start if attribution.source else attribution.content[0].start
        article.scene.add(actor, place, subject=True, speaker=True)
    if len(answer.actors) > 1:
        _add_list(article, answer.actors, min(attribution.source or attribution.content).start)
    article.spoken += answer.actors[:1]
    return answer


def _add_list(article: Article, actors: tuple[Actor, ...], position: int) -> None:
    names = tuple(n for a in actors for n in a.names)
    listed = article.unnamed.setdefault(
        " + ".join(names), Actor("list", names, tuple(s for a in actors for s in a.spans), plural=True)
    )
    article.scene.add(listed, position, subject=True, speaker=True)


def _continued(
    article: Article, attributions: Sequence[Attribution], index: int, answers: dict[int, Answer]
) -> Answer:
    """Give a paragraph of quotation without a source to the speaker whom it goes on with."""
    text, own = article.text, attributions[index].content
    start, end = own[0].start, max(s.end for s in own)
    line = text.rfind("\n", 0, start) + 1
    close = text.find("\n", end)
    rest = text[line:start] + text[end : close if close >= 0 else len(text)]
    quoted = text[start] in '"“«' or text[line:start].strip()[:1] in ('"', "“", "«")
    goes_on = quoted and not attributions[index].cue
    told = _told_after(article, end) if goes_on else UNDECIDED
    if told.actors:
        return told
    if not goes_on and (rest.strip(_QUOTE_SIGNS) or not quoted):
        said = _in_same_sentence(article, attributions, index, answers)
        return said if said.actors else _subject_before(article, attributions[index])
    for other, answer in reversed(answers.items()):
        before = attributions[other]
        last = max(s.end for s in (*before.source, *before.cue, *before.content))
        if last <= start:
            near = not text[last:start].strip(_QUOTE_SIGNS)
            return Answer(answer.actors, 0.7, "continued") if near and answer.actors else UNDECIDED
    return UNDECIDED


_THESE_WORDS = re.compile(
    r"[^.!?\n“”\"]{2,90}?\s(?:spoke|said|uttered|wrote|chose|repeated)\s(?:these|those|the\ssame|this)\s"
    r"(?:words?|sentences?|lines?)\b|(?:So|Thus)\s(?:spoke|said)\s[^.!?\n“”\"]{2,60}"
)


def _told_after(article: Article, end: int) -> Answer:
    """Take who is said to have spoken a quotation in the sentence after it: "... Oster spoke these words"."""
    at = end
    while at < len(article.text) and article.text[at] in _QUOTE_SIGNS + " ":
        at += 1
    found = _THESE_WORDS.match(article.text, at)
    named = article.cast.within(Span(found.start(), found.end())) if found else []
    people = [n.actor for n in named if n.actor.kind == "person" and not n.possessive]
    return Answer((people[-1],), 0.6, "told after") if people else UNDECIDED


def _in_same_sentence(
    article: Article, attributions: Sequence[Attribution], index: int, answers: dict[int, Answer]
) -> Answer:
    """Take who spoke last in the same sentence: "X said that ..., adding that ..."."""
    own = attributions[index]
    place = min(own.cue or own.content).start
    here = article.scene.sentence(place)
    for other in reversed(answers):
        before = attributions[other]
        if not before.source or article.scene.sentence(min(before.source).start) != here:
            return UNDECIDED
        if min(before.source).start < place:
            answer = answers[other]
            return Answer(answer.actors, 0.55, "same sentence") if answer.actors else UNDECIDED
    return UNDECIDED


def _relayed(article: Article, attribution: Attribution) -> Answer | None:
    """Take X in "...", X said, according to Y: Y only passes it on."""
    end, source = max(s.end for s in attribution.content), min(attribution.source).start
    if not end < source <= end + _GAP:
        return None
    inner = max(attribution.content[-1].start, end - _TAIL)  # the content may run on over "X said"
    said = _SAID_BY.search(article.text, inner, source)
    if said is None:
        return None
    named = article.cast.within(Span(said.start(), source))
    people = [n.actor for n in named if n.actor.kind == "person" and not n.possessive]
    return Answer((people[-1],), 0.8, "relayed") if people else None


def _subject_before(article: Article, attribution: Attribution) -> Answer:
    """Take the named subject of the sentence before a cue: "X, however, grew bolder and declared that"."""
    if not attribution.cue:
        return UNDECIDED
    place, scene = min(attribution.cue).start, article.scene
    number = scene.sentence(place)
    start = scene.sentences[number - 1] if number else 0
    for named in article.cast.within(Span(start, place)) if start < place else ():
        opens = article.text[start : named.span.start].strip().lower() in ("", "the") and not named.possessive
        subject = opens or _prominence(article.text, named)[0]
        if subject and not inside(scene.quotes, named.span.start):
            return Answer((named.actor,), 0.5, "subject")
    return UNDECIDED


def _enclosing(text: str, cast: Cast, around: Sequence[Answer], place: int) -> Answer:
    """Take "I" as who is quoted, or whose turn of a transcript it is; the writer's own "I" is undecided."""
    for answer in around:
        if answer.actors:
            return replace(answer, confidence=0.7, method="quoted self")
    line = text.rfind("\n", 0, place) + 1
    turn = _TURN.match(text, line, place)
    opening = cast.within(Span(line, turn.end())) if turn is not None else []
    return Answer((opening[-1].actor,), 0.7, "turn") if opening else UNDECIDED


def _around(attributions: Sequence[Attribution], own: int) -> Iterator[int]:
    """Return the attributions whose content holds the source of one of them, the closest first."""
    place = attributions[own].source[0].start
    holding = [
        (s.end - s.start, i)
        for i in range(max(0, own - _NESTED), min(len(attributions), own + _NESTED + 1))
        for s in attributions[i].content
        if i != own and s.start <= place < s.end
    ]
    return (i for _, i in sorted(holding))


@cache
def _nobodys_names() -> frozenset[str]:
    """Return what names nobody where it stands alone: "the ministry", "the publication"."""
    return closed("any_body") | closed("some_states_body")


def _naming(answer: Answer) -> SpeakerNaming:
    names: dict[str, Span] = {}
    for actor in answer.actors:
        for name, span in zip(actor.names, actor.spans, strict=True):
            if name not in _nobodys_names():
                names.setdefault(name, span)
    method = answer.method if names else "undecided"
    return SpeakerNaming(tuple(names), tuple(names.values()), answer.confidence if names else 0.0, method)
