"""Gather what hangs on an entry: its steps, its wordings, its ties, and where it has somebody stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from onrecord.model import UNDECIDED, Entry, EntryLink, Step, SubjectKind
from onrecord.register.ladders import words as ladder_words
from onrecord.store.interface import CasefileView
from onrecord.views.cards import card_of
from onrecord.views.entries import step_words
from onrecord.views.looking import Asked, Looked
from onrecord.views.spans import joined_quote
from onrecord.views.ties import linked
from onrecord.views.wordings import document_name, proposition_of
from onrecord.web import confidence


@dataclass(frozen=True, slots=True)
class Wording:
    """Hold the words that carry the strength of a report; ``strength`` is on a scale from 0 to 1."""

    words: str
    strength: float | None
    number: int  # of the report, from 1
    source: str


@dataclass(frozen=True, slots=True)
class Rung:
    """Hold one step of a ladder: reached, with the day and the words that say so, or not."""

    name: str
    reached: bool
    on: str | None = None  # EDTF
    words: str = ""
    number: int = 0  # of the report
    source: str = ""
    is_latest: bool = False


@dataclass(frozen=True, slots=True)
class Ladder:
    """Hold how far an entry is decided, or done."""

    title: str
    rungs: tuple[Rung, ...]  # the lowest first; those that take it back last, where one was reached
    taken: tuple[Rung, ...]  # those that were reached, in the order of time


@dataclass(frozen=True, slots=True)
class Tied:
    """Hold another entry, how it is tied to this one, and the words that show it."""

    told: str
    id: str
    who: tuple[str, ...]
    what: str
    kind: str
    day: str
    words: str
    why: str
    sure: str


@dataclass(frozen=True, slots=True)
class Stood:
    """Hold what an entry says of where somebody stands."""

    holder: str
    subject: str  # id of an issue, or of the entry that was put forward
    label: str
    is_issue: bool
    stance: str
    condition: str
    voice: str
    counts: bool
    why_not: str
    speakers: tuple[str, ...]


def ladders(entry: Entry, look: Asked) -> Iterator[Ladder]:
    """Yield the ladders on which any step was reached."""
    rungs = ladder_words()
    names = {
        "decided": ("How far it is decided", [*rungs["decided"]]),
        "done": ("How far it is done", [*rungs["done"]]),
    }
    for ladder, (title, usual) in names.items():
        steps = [step for step in entry.steps if step.ladder == ladder]
        if not steps:
            continue
        last = steps[-1]
        taken = tuple(_rung(entry, step, look, step is last) for step in steps)
        reached = {rung.name: rung for rung in taken}  # of one taken twice the later
        others = [step.status for step in steps if step.status not in usual]
        plain = [each.replace("_", " ") for each in dict.fromkeys([*usual, *others])]
        yield Ladder(title, tuple(reached.get(each, Rung(each, reached=False)) for each in plain), taken)


def _rung(entry: Entry, step: Step, look: Asked, latest: bool) -> Rung:
    report = entry.reports[step.report]
    return Rung(
        name=step.status.replace("_", " "),
        reached=True,
        on=step.on,
        words=joined_quote(step_words(entry, step), " … "),
        number=step.report + 1,
        source=document_name(look.summary(report.act.document)),
        is_latest=latest,
    )


def wordings(entry: Entry, look: Asked) -> Iterator[Wording]:
    """Yield the wordings of the reports, the strongest first, each once; those off the scale last."""
    seen: set[tuple[str, float | None]] = set()
    told = [
        Wording(each.wording, each.strength, number, document_name(look.summary(each.act.document)))
        for number, each in enumerate(entry.reports, 1)
        if each.wording
    ]
    for each in sorted(told, key=lambda w: (w.strength is None, -(w.strength or 0.0), w.number)):
        if (each.words, each.strength) not in seen:
            seen.add((each.words, each.strength))
            yield each


def ties(entry: Entry, links: Iterable[EntryLink], casefile: CasefileView) -> Iterator[Tied]:
    """Yield the entries that an entry is tied to, in the order of the links."""
    held = list(links)
    far = {end for link in held for end in (link.source, link.target)} - {entry.id}
    others = {each.id: each for each in casefile.entries_by_id(far)} if far else {}
    look = Looked(casefile)
    look.look_ahead(casefile, [r.act.document for each in others.values() for r in each.reports])
    for link in held:
        outwards = link.source == entry.id
        other = others.get(link.target if outwards else link.source)
        if other is None:
            continue
        card = card_of(other, look)
        yield Tied(
            told=linked(link.kind, link.answer.value if link.answer else None, outwards=outwards),
            id=other.id,
            who=other.actors,
            what=proposition_of(other),
            kind=card.kind,
            day=card.day,
            words=joined_quote(link.evidence, " … "),
            why=link.why,
            sure=confidence.band_of(link.confidence).words,
        )


def stands(entry: Entry, casefile: CasefileView, labels: Mapping[str, str]) -> Iterator[Stood]:
    """Yield where the entry says that somebody stands, each once."""
    seen: set[tuple[str, ...]] = set()
    points = sorted(casefile.points_of_entries([entry.id]), key=lambda p: (not p.counts, p.subject, p.holder))
    put = [each.subject for each in points if each.about is SubjectKind.PROPOSITION]
    words = {each.id: f"“{proposition_of(each)}”" for each in casefile.entries_by_id(put)} if put else {}
    for each in points:
        key = (each.holder, each.subject, each.stance, each.condition)
        if key in seen or each.stance in ("", UNDECIDED):
            continue
        seen.add(key)
        is_issue = each.about is SubjectKind.ISSUE
        label = labels.get(each.subject) if is_issue else words.get(each.subject)
        yield Stood(
            holder=each.holder,
            subject=each.subject,
            label=label or each.subject.replace("_", " "),
            is_issue=is_issue,
            stance=each.stance,
            condition=each.condition,
            voice=each.voice.value,
            counts=each.counts,
            why_not=each.why_not,
            speakers=tuple(name for name in each.speakers if name != each.holder),
        )
