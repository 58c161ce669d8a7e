"""Read in the words of an act whether it answers something, how, and by which words it refers to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from onrecord.model import Answer, EntryKind, Evidence, ReportedAct, Stance
from onrecord.register.sameness import content_words, is_generic
from onrecord.register.wherein import around, joined, told, within
from onrecord.register.wordings import phrase

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})
_ANSWERING = (EntryKind.ACCEPTANCE, EntryKind.REFUSAL, EntryKind.DENIAL)
_OPEN = (EntryKind.UNDECIDED, EntryKind.CLAIM, EntryKind.OFFER, EntryKind.COMMITMENT, EntryKind.SUPPORT)
_BEFORE_NOUN = (
    r"(?:(?:the|this|that|these|those|his|her|its|their|our|your|such|both|so-called|[\w-]+'s|[\w-]+s')\s+)"
    r"(?:(?!(?:the|a|an|that|to|of|by|for|in|on|and|or|is|was|has|had|will|would)\b)[\w-]+\s+){0,3}?"
)
_NEGATED = re.compile(
    r"(?:\b(?:not|never|cannot|without|stopped short of)|n['’]t)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
_WORDS = re.compile(r"[\w'’-]+")
_SUBJECT = re.compile(
    r"(?:(?<![\w’'-])(?P<beside>[^\W\d_a-z][\w’'-]+)\s+and\s+)?(?<![\w’'-])(?P<who>[^\W\d_a-z][\w’'-]+)\s+(?:[^\W\d_]+\s+)?$"
)
"""A name right before a verb, with an adverb or auxiliary between at most."""
_POINTER = re.compile(
    r"\s+(?:(?:it|them|these|such\s+a\s+\w+|either|both|neither)\b|(?:this|that)(?=\s*(?:[.,;:!?”\"]|$|\s(?:and|but|when|as|in|on|at|to|with)\b)))",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*(?:[.,;:!?]|[”\"]\s*(?:[^\w\s]|$)|$|at once|immediately|within)", re.IGNORECASE)
_OBJECT = re.compile(
    r"\s+(?P<object>(?:the|this|that|these|his|her|its|their|[\w-]+'s)(?:\s+(?!(?:of|on|in|to|for|and|or|if|by|with|that|only)\b)[\w-]+){1,2})",
    re.IGNORECASE,
)
_FIRST_NAMED = re.compile(r"\W*(?:an?|another)\s", re.IGNORECASE)
_BY = re.compile(r"\s+by\s+[^,.;]{1,60}")
_WHO = 60
"""Characters in which the subject of a verb stands."""
_UNLESS = re.compile(r"\W*(?:unless|until|before|without|only)\b", re.IGNORECASE)
_REPLY = re.compile(r"\bin\s+(?:reply|response|answer|reaction)\s+to\s+[^.;,\n]{3,80}", re.IGNORECASE)
_ALONE = re.compile(r"\W*(?:it|this|that|them)\W*", re.IGNORECASE)
_HEAD = re.compile(r"\W*(?P<it>(?:it|this|that)\s(?:is|was|would|will)|it[’']s|that[’']s)\b", re.IGNORECASE)
_DUMMY = re.compile(
    r"\W*it\s(?:is|was|would\sbe|will\sbe)\s(?:[“”\"'‘’]?[\w-]+[“”\"'‘’]?\s){1,3}"
    r"(?:to|that|for\s[^.;:]{1,120}?\sto)\b",
    re.IGNORECASE,
)
"""An "it" that stands for what follows: "it was unacceptable for them to stay"."""
_FALLS = re.compile(r"declin(?:e|es|ed|ing)", re.IGNORECASE)
_HEAD_WORDS = 6
"""Words of a subject and its modal."""
_LITTLE = 2
"""Words of a matter up to which an act says nothing of it itself."""
_SAID = ((EntryKind.ACCUSATION,), (EntryKind.CLAIM,))


@dataclass(frozen=True, slots=True)
class Reference:
    """Hold words by which an act refers to another: "the mediator's zone", "it"."""

    evidence: Evidence
    noun: str  # "" where the words have none that the lists know
    kinds: tuple[EntryKind, ...]  # that the noun may mean, the likeliest first
    points: bool = False  # it says nothing of its own: "it", "refused.", "the offer"


@dataclass(frozen=True, slots=True)
class Answering:
    """Hold that an act answers something, by which word, and how it refers to it."""

    answer: Answer
    word: Evidence | None  # "accept"; None: the kind of the act says so
    references: tuple[Reference, ...]


@cache
def lists() -> Mapping[str, Any]:
    """Return the lists of data/answer_words.yaml."""
    read: dict[str, Any] = yaml.safe_load(
        files("onrecord.register").joinpath("data/answer_words.yaml").read_text("utf-8")
    )
    return read


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return the compiled wordings of a list, longest first."""
    listed = sorted(lists()[name], key=lambda w: (-len(w), w))
    return re.compile(rf"(?<![\w'])(?:{'|'.join(map(phrase, listed))})(?!\w)", re.IGNORECASE)


@cache
def _nouns() -> tuple[re.Pattern[str], Mapping[str, tuple[EntryKind, ...]]]:
    kinds = {noun: tuple(map(EntryKind, row["kinds"])) for row in lists()["nouns"] for noun in row["words"]}
    forms = "|".join(sorted((f"{n}s?" for n in kinds), key=lambda n: (-len(n), n)))
    found = re.compile(rf"(?<![\w'-]){_BEFORE_NOUN}(?P<noun>{forms})(?![\w'-])", re.IGNORECASE)
    return found, kinds


def answering(act: ReportedAct) -> Answering | None:
    """Return how an act answers; ``None`` for one that answers nothing by its kind or words."""
    if (act.kind not in _ANSWERING and act.kind not in _OPEN) or _keeps_silent(act):
        return None
    answer, word = _answer(act)
    if answer is None or (
        word is not None and (_of_another(act, word) or _not_undertaken(act, answer, word))
    ):
        return None
    references = tuple(_references(act, word))
    if (
        answer is Answer.CONDITIONED
        and act.kind is EntryKind.COMMITMENT
        and not any(r.noun for r in references)
    ):
        return None
    if answer is Answer.REJECTED and any(r.kinds[:1] in _SAID for r in references):
        answer = Answer.DENIED
    return Answering(answer, word, references)


def _of_another(act: ReportedAct, word: Evidence) -> bool:
    """Tell whether somebody else gives an answer: "Velmora attached a condition and Korvath refused"."""
    known, own = dict(act.names), {*act.principals, *act.actors}
    for e in around(act):
        before = e.exact[max(0, word.start - e.start - _WHO) : max(0, word.start - e.start)]
        if e.start <= word.start < e.end and (m := _SUBJECT.search(before)):
            whom = known.get(m["who"])
            beside = known.get(m["beside"] or "")
            return whom is not None and whom not in own and beside not in own
    return False


def _not_undertaken(act: ReportedAct, answer: Answer, word: Evidence) -> bool:
    """Tell whether a refusal is none of a commitment beside it: "rejects the paper handed to it"."""
    within_own = any(e.start <= word.start and word.end <= e.end for e in act.quote)
    return act.kind is EntryKind.COMMITMENT and answer is Answer.REJECTED and not within_own


def _keeps_silent(act: ReportedAct) -> bool:
    """Tell whether what is refused is an answer: "would not comment on the draft"."""
    if act.kind is not EntryKind.REFUSAL:
        return False
    words = " ".join((*(e.exact for e in act.cue), *(f"{e.prefix} {e.exact}" for e in act.quote[:1])))
    return bool(pattern("silent").search(words))


def _answer(act: ReportedAct) -> tuple[Answer | None, Evidence | None]:
    conditioned = _conditioned(act)
    if act.kind is EntryKind.DENIAL:
        return Answer.DENIED, _first(act, "deny")
    refusing, accepting = _first(act, "refuse"), _first(act, "accept")
    # Where the words say clearly what the kind does not, the kind was read wrongly.
    if act.kind is EntryKind.REFUSAL and (refusing or not accepting):
        unless = refusing is not None and _UNLESS.match(joined(act.condition))
        return (Answer.CONDITIONED if unless else Answer.REJECTED), refusing
    if act.kind is EntryKind.ACCEPTANCE and (accepting or not refusing):
        return (Answer.CONDITIONED if conditioned else Answer.ACCEPTED), accepting or _first(act, "agreeing")
    if conditioned and not refusing:
        almost = accepting or _early(act, _first(act, "almost"))
        return (Answer.CONDITIONED, almost) if almost else (None, None)
    if refusing and (not accepting or refusing.start <= accepting.start):
        return Answer.REJECTED, refusing
    return (Answer.ACCEPTED, accepting) if accepting else (None, None)


def _conditioned(act: ReportedAct) -> bool:
    own = joined(told(act)).translate(_STRAIGHT)
    return bool(act.condition) or act.stance == Stance.CONDITIONAL or _opens_condition(own)


def _opens_condition(text: str) -> bool:
    return any(m.group().lower() != "before" for m in pattern("conditions").finditer(text))


def _first(act: ReportedAct, name: str) -> Evidence | None:
    """Return the first word of a list that is not negated, of cue or content; else a bare "no"."""
    for e in (*act.cue, *act.quote):
        for m in pattern(name).finditer(e.exact.translate(_STRAIGHT)):
            found = within(e, m.start(), m.end())
            if not _NEGATED.search(found.prefix) and not _goes_down(act, found):
                return found
    return _short(act, name)


def _goes_down(act: ReportedAct, word: Evidence) -> bool:
    """Tell whether "decline" has no object in an act that is no refusal: "exports are going to decline"."""
    if act.kind is EntryKind.REFUSAL or not _FALLS.fullmatch(word.exact):
        return False
    return bool(re.match(r"\s*(?:[.,;:!?”\"]|$|in\b|by\b|over\b|since\b|and\b)", word.suffix))


def _early(act: ReportedAct, word: Evidence | None) -> Evidence | None:
    """Return a word that stands at the head of an act, where it governs what follows."""
    if word is None or any(e.start <= word.start < e.end for e in act.cue):
        return word
    before = [e.exact[: word.start - e.start] for e in act.quote if e.start <= word.start < e.end]
    return word if len(_WORDS.findall(before[0])) <= _HEAD_WORDS else None


def _short(act: ReportedAct, name: str) -> Evidence | None:
    """Return a content of a word or two that is an answer by itself: "no"."""
    listed = lists()["short"].get(name, ())
    for e in act.quote:
        found = _WORDS.findall(e.exact.lower())
        if found and found[0] in listed and (len(found) <= 2 or _opens_condition(e.exact)):
            return e
    return None


def _references(act: ReportedAct, word: Evidence | None) -> Iterator[Reference]:
    """Yield what refers to something said before: nouns of an act and its sentences, objects of answers."""
    little = _says_little(act)
    seen: set[tuple[int, int]] = set()
    own = told(act)
    for e in (*own, *around(act)):
        found, kinds = _nouns()
        for m in found.finditer(e.exact.translate(_STRAIGHT)):
            part = within(e, m.start(), m.end())
            if (part.start, part.end) not in seen:
                seen.add((part.start, part.end))
                noun = m["noun"].lower()
                noun = noun if noun in kinds else noun.removesuffix("s")
                yield Reference(part, noun, kinds[noun], little and e in own)
    if word is not None:
        yield from _objects(act, word)
    for e in around(act):
        reply = _REPLY.search(e.exact)
        if reply:
            yield from _replies(within(e, reply.start(), reply.end()))
    for e in act.quote[:1]:
        if _ALONE.fullmatch(e.exact):
            yield Reference(e, "", (), points=True)
        head = _HEAD.match(e.exact)
        if head and not _DUMMY.match(e.exact) and (act.kind in _ANSWERING or word is not None):
            yield Reference(within(e, head.start("it"), head.end("it")), "", (), points=True)


def _replies(evidence: Evidence) -> Iterator[Reference]:
    """Yield what an act says that it replies to: "in reply to a proposal by Hesterland"."""
    kinds = _nouns()[1]
    for word in _WORDS.findall(evidence.exact.lower()):
        noun = word if word in kinds else word.removesuffix("s")
        if noun in kinds:
            yield Reference(evidence, noun, kinds[noun])
            return


def putting(act: ReportedAct) -> tuple[str, ...]:
    """Return the words in which an act says who put something forward: "that Calder's president proposed"."""
    out = []
    for e in act.quote:
        for m in pattern("put").finditer(e.exact):
            out.append(e.exact[max(0, m.start() - _WHO) : m.start()])
            by = _BY.match(e.exact, m.end())
            out.extend([by.group()] if by else [])
    return tuple(out)


def is_put(act: ReportedAct) -> bool:
    """Tell whether the cue of an act that was left undecided says that something is put to others."""
    return act.kind is EntryKind.UNDECIDED and any(pattern("put").search(e.exact) for e in act.cue)


def _says_little(act: ReportedAct) -> bool:
    """Tell whether an act says nothing of the matter itself: "the offer", "We accept the plan"."""
    text = pattern("accept").sub(" ", pattern("refuse").sub(" ", act.text.translate(_STRAIGHT)))
    return sum(not is_generic(w) for w in content_words(text)) <= _LITTLE


def _object_before(act: ReportedAct, word: Evidence) -> bool:
    """Tell whether what is turned down was first named right before: "a condition that Calder rejected"."""
    return any(e.end <= word.start and _FIRST_NAMED.match(e.exact) for e in act.quote)


def _objects(act: ReportedAct, word: Evidence) -> Iterator[Reference]:
    """Yield what stands right behind a word of answer: "accept it", "agree to the corridor", "refused."."""
    if re.search(r"\b(?:it|that)\b", word.exact):
        yield Reference(word, "", (), points=True)
        return
    for e in around(act):
        if not e.start <= word.start < e.end:
            continue
        rest = e.exact[word.end - e.start :].translate(_STRAIGHT)
        start = word.start - e.start
        m = _POINTER.match(rest)
        if m:
            yield Reference(within(e, start, word.end - e.start + m.end()), "", (), points=True)
        elif _ENDS.match(rest) and act.kind in _ANSWERING and not _object_before(act, word):
            yield Reference(word, "", (), points=True)
        elif m := _OBJECT.match(rest):
            yield Reference(
                within(e, word.end - e.start + m.start("object"), word.end - e.start + m.end()), "", ()
            )
        return
