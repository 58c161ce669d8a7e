"""Invent articles and what a machine reads in them, and a newer machine that reads them a little otherwise.

Everything is drawn from one seed. What each record is, whatever it is called, is kept beside it (its serial),
so that it can be told afterwards whether a decision is still where it was made.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.model import (
    Act,
    Claim,
    ClaimProperty,
    Commitment,
    CommitmentStatus,
    Directness,
    Document,
    Event,
    EventKind,
    EventStatus,
    Evidence,
    Piece,
    Reading,
    Span,
    Statement,
    Zone,
    ZoneKind,
)
from onrecord.review.snapshot import Record

STATES = {"Varnia": "XAA", "Orlin": "XBB", "Korvath": "XCC", "Selm": "XDD", "Tarsk": "XEE", "Calm": "XFF"}
PEOPLE = ("Ada Quill", "Bo Tarn", "Vera Marenko", "Pavel Ostrin", "Mila Sand", "Jon Arden")
MEASURES = {"training": "training", "ground troops": "ground_troops", "air defence": "air_support",
            "patrol boats": "naval_support"}  # fmt: skip
PLACES = ("Port Orl", "Sarn", "Mirek", "Lakeside", "the Old Keep")
MATTERS = (
    "the truce",
    "the harbour treaty",
    "the border talks",
    "the fishing accord",
    "the prisoner exchange",
)
ACTS = tuple(act.value for act in Act)


@dataclass(frozen=True, slots=True)
class Read:
    """Hold a record and the serial of what it is: the same whatever model reads it.

    ``bounds`` are those of the first reading: every model is a little off the same words.
    """

    serial: str
    record: Record
    bounds: tuple[Evidence, ...] = ()


def article(draw: random.Random, number: int) -> tuple[str, list[tuple[str, int]]]:
    """Return a text and its sentences: of which sort each is, and where it begins."""
    parts: list[tuple[str, str]] = []
    for _ in range(draw.randint(8, 16)):
        sort = draw.choice(("said", "said", "pledged", "met", "holds"))
        parts.append((sort, _sentence(draw, sort)))
    text, starts = f"Report {number} from {draw.choice(PLACES)}.\n\n", []
    for sort, sentence in parts:
        starts.append((sort, len(text)))
        text += sentence + draw.choice((" ", "\n\n"))
    return text.rstrip() + "\n", starts


def _sentence(draw: random.Random, sort: str) -> str:
    state, other = draw.sample(sorted(STATES), 2)
    day = draw.randint(1, 28)
    match sort:
        case "said":
            words = (
                f"{draw.choice(MATTERS)} would hold until day {day} and {draw.choice(MATTERS)} would follow"
            )
            return f"{draw.choice(PEOPLE)} said that {words}."
        case "pledged":
            things = draw.sample(sorted(MEASURES), draw.randint(1, 3))
            listed = ", ".join(things[:-1]) + (" and " if len(things) > 1 else "") + things[-1]
            return f"{state} promised {listed} to {other} within {day} weeks."
        case "met":
            where = f"{draw.choice(PLACES)} on day {day}"
            return f"{state} and {other} met in {where} for talks on {draw.choice(MATTERS)}."
    return f"{state} controls {draw.choice(PLACES)} and has held it for {day} months."


def document(text: str, name: str) -> tuple[Document, bytes]:
    """Return a page of a text as intake would make it."""
    raw = text.encode()
    made = Document(
        id="offered", digest=hashlib.sha256(raw).hexdigest(), name=name, media_type="text/plain",
        source_text=text, text=text, pieces=(Piece(0, 0, len(text)),),
        zones=(Zone(ZoneKind.BODY, Span(0, len(text))),), furniture=(), title=name, outlet="Harbour Post",
        byline=None, published="2031-05-02", language="en", url=None, path=f"/{name}",
    )  # fmt: skip
    return made, raw


def read(draw: random.Random, page: Document, sentences: Sequence[tuple[str, int]]) -> list[Read]:
    """Return what a first machine finds: most of what is there, with fields that may be wrong."""
    found = []
    for number, (sort, start) in enumerate(sentences):
        end = page.text.index(".", start)
        for part, record in enumerate(_records(draw, page, sort, start, end)):
            found.append(Read(f"{page.id}/{number}/{part}", record, record.quote))
    return found


def _records(draw: random.Random, page: Document, sort: str, start: int, end: int) -> Iterator[Record]:
    text, sentence = page.text, page.text[start:end]

    def at(words: str, within: int = 0) -> Evidence:
        begin = start + sentence.index(words, within)
        return Evidence.at(text, Span(begin, begin + len(words)))

    sure = {"record": round(draw.random(), 3)}
    match sort:
        case "said":
            who, _, content = sentence.partition(" said that ")
            for words in content.split(" and "):
                yield Statement(
                    id=_id(draw),
                    document_id=page.id,
                    quote=(at(words),),
                    cue=(at("said that"),),
                    speaker_text=(at(who),),
                    speakers=(who,),
                    speaker_mentions=(at(who),),
                    directness=Directness.INDIRECT,
                    zone=ZoneKind.BODY,
                    act=draw.choice(ACTS),
                    issues=(draw.choice(sorted(MEASURES.values())),),
                    confidence=sure,
                )
        case "pledged":
            party = sentence.split(" promised ")[0]
            for thing in (each for each in MEASURES if each in sentence):
                yield Commitment(
                    id=_id(draw),
                    document_id=page.id,
                    quote=(at(sentence),),
                    trigger=at("promised"),
                    zone=ZoneKind.BODY,
                    party=STATES[party],
                    party_text=(at(party),),
                    measure=MEASURES[thing],
                    status=draw.choice([each.value for each in CommitmentStatus]),
                    what=thing,
                    confidence=sure,
                )
        case "met":
            left, right = sentence.split(" met in ")[0].split(" and ")
            yield Event(
                id=_id(draw),
                document_id=page.id,
                quote=(at(sentence),),
                trigger=at("met"),
                zone=ZoneKind.BODY,
                kind=EventKind.MEETING,
                status=EventStatus.HAPPENED,
                participants=(STATES[left], STATES[right]),
                participant_text=(at(left), at(right)),
                confidence=sure,
            )
        case _:
            holder, _, rest = sentence.partition(" controls ")
            place = rest.partition(" and ")[0]
            yield Claim(
                id=_id(draw),
                document_id=page.id,
                quote=(at(sentence),),
                zone=ZoneKind.BODY,
                property=ClaimProperty.CONTROLS,
                subject=STATES[holder],
                subject_text=(at(holder),),
                value=place,
                value_text=(at(place),),
                confidence=sure,
            )


def newer(draw: random.Random, page: Document, found: Sequence[Read]) -> list[Read]:
    """Return what a newer machine finds in the same text.

    It drops one record in ten, moves the bounds of four in ten by up to two words (a quarter at most),
    changes a field of three in ten, adds one in ten on words that others stand on, names all anew, and gives
    them in another order.
    """
    out = [_moved(draw, page, each) for each in found if draw.random() >= 0.1]
    added = [_added(draw, page, each) for each in found if draw.random() < 0.1]
    out += [replace(each, bounds=each.record.quote) for each in added if each is not None]
    out = [replace(each, record=replace(each.record, id=_id(draw))) for each in out]
    draw.shuffle(out)
    return out


def _moved(draw: random.Random, page: Document, each: Read) -> Read:
    record = each.record
    if draw.random() < 0.4:
        record = replace(record, quote=tuple(_shifted(draw, page, piece) for piece in each.bounds))
    if draw.random() < 0.3:
        record = _changed(draw, record)
    return Read(each.serial, record, each.bounds)


def _shifted(draw: random.Random, page: Document, piece: Evidence) -> Evidence:
    words = piece.exact.split(" ")
    most = min(2, len(words) // 4)
    first = draw.randint(0, min(1, most))
    last = draw.randint(0, most - first)
    start = piece.start + sum(len(word) + 1 for word in words[:first])
    end = piece.end - sum(len(word) + 1 for word in words[len(words) - last :])
    return Evidence.at(page.text, Span(start, end))


def _changed(draw: random.Random, record: Record) -> Record:
    """Give one field another value: for half of the records one of those that tell records apart."""
    of_key = draw.random() < 0.5
    match record:
        case Statement():
            if of_key:
                return replace(record, speakers=(draw.choice(PEOPLE),))
            return replace(record, act=draw.choice(ACTS))
        case Commitment():
            if of_key:
                return replace(record, party=draw.choice(sorted(STATES.values())))
            return replace(record, status=draw.choice([each.value for each in CommitmentStatus]))
        case Event():
            if of_key:
                return replace(record, participants=record.participants[:1])
            return replace(record, status=EventStatus.PLANNED)
    if of_key:
        return replace(record, subject=draw.choice(sorted(STATES.values())))
    return replace(record, as_of=f"2031-0{draw.randint(1, 9)}")


def _added(draw: random.Random, page: Document, beside: Read) -> Read | None:
    """Find something more on the words of a record: another sort of thing, or the next words."""
    record = beside.record
    serial = f"{page.id}/new/{draw.random()}"
    if isinstance(record, Commitment):  # another measure, by another word, in the same sentence
        trigger = Evidence.at(page.text, Span(record.trigger.end + 1, record.trigger.end + 4))
        return Read(serial, replace(record, party="undecided", measure="other", trigger=trigger, what="more"))
    if isinstance(record, Event):
        place = page.text.index("talks", record.trigger.end)
        trigger = Evidence.at(page.text, Span(place, place + 5))
        return Read(serial, replace(record, kind=EventKind.TALKS, participants=(), trigger=trigger))
    if (
        isinstance(record, Statement) and record.cue
    ):  # the cue's own words taken for a statement of somebody else
        quote = Evidence.at(page.text, Span(record.speaker_text[0].start, record.cue[0].end))
        return Read(
            serial, replace(record, quote=(quote,), cue=(), speakers=("Harbour Post",), act="undecided")
        )
    return None


def _id(draw: random.Random) -> str:
    return f"{draw.getrandbits(64):016x}"


def reading(page: Document, model: str, found: Sequence[Read]) -> Reading:
    """Return a reading of the records that a machine found."""
    records = [each.record for each in found]
    return Reading(
        page.id,
        model,
        tuple(each for each in records if isinstance(each, Statement)),
        (),
        tuple(each for each in records if isinstance(each, Commitment)),
        tuple(each for each in records if isinstance(each, Event)),
        tuple(each for each in records if isinstance(each, Claim)),
    )
