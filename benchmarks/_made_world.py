"""Make an invented press of many years: who speaks, on what, and what its pages say."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from onrecord.codebook import packs
from onrecord.model import (
    Act,
    Commitment,
    CommitmentStatus,
    Directness,
    Document,
    Event,
    EventKind,
    EventStatus,
    Evidence,
    LegalForm,
    Piece,
    Quantity,
    QuantityKind,
    Reading,
    Span,
    SpeakerRole,
    Stance,
    Statement,
    Zone,
    ZoneKind,
)
from onrecord.store.identity import page_id

FIRST, DAYS = date(2031, 1, 1), 8 * 365
PER_PAGE = 25  # statements
STATES = [f"X{a}{b}" for a in "ABCDEFGH" for b in "ABCDEFGH"]
BODIES = [f"{a} {b}" for a in ("Lorrin", "Tavel", "Orsk", "Mirel") for b in ("Pact", "Union", "Council")]
GIVEN = ["Ada", "Bo", "Cy", "Dara", "Edo", "Fen", "Gil", "Hale", "Iva", "Jun", "Kes"]
FAMILY = ["Quill", "Tarn", "Orr", "Vesk", "Molen", "Sarre", "Dovik", "Ulm", "Petrel", "Zand", "Ferro", "Loy"]
OUTLETS = [
    f"The {a} {b}" for a in ("Port", "Hill", "Lake", "North", "Old") for b in ("Gazette", "Post", "Wire")
]
WORDS = [
    "harbour",
    "bridge",
    "border",
    "council",
    "treaty",
    "convoy",
    "grain",
    "radar",
    "budget",
    "winter",
    "brigade",
    "depot",
    "pipeline",
    "ferry",
    "inspectors",
    "observers",
    "reserve",
    "tariff",
    "railway",
    "district",
    "ministry",
    "parliament",
    "corridor",
    "airfield",
    "hospital",
    "engineers",
    "loan",
    "credit",
    "licence",
    "drone",
    "battery",
    "shelter",
    "census",
    "garrison",
    "customs",
    "archive",
    "dam",
    "turbine",
]
ACTS = {
    Act.ASSERT: 30, Act.SUPPORT: 14, Act.REQUEST: 10, Act.ACCUSE: 9, Act.PROPOSE: 5, Act.WARN: 7,
    Act.REJECT: 5, Act.AGREE: 4, Act.COMMIT: 6, Act.OFFER: 3, Act.REFUSE: 3, Act.DENY: 2, Act.THREATEN: 2,
}  # fmt: skip
ROLES = {
    SpeakerRole.HEAD: 25, SpeakerRole.MINISTER: 20, SpeakerRole.SPOKESPERSON: 20, SpeakerRole.STATE: 10,
    SpeakerRole.LEGISLATOR: 8, SpeakerRole.UNNAMED: 9, SpeakerRole.FORMER: 4, SpeakerRole.EXPERT: 4,
}  # fmt: skip
LEADS = {
    Act.PROPOSE: "propose", Act.COMMIT: "deliver", Act.OFFER: "offer", Act.REJECT: "reject",
    Act.REFUSE: "refuse", Act.AGREE: "accept", Act.SUPPORT: "back", Act.REQUEST: "ask for",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Actor:
    """Hold somebody who speaks and for whom."""

    name: str
    state: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """Hold what one sentence says, so that another page can report it too."""

    actor: Actor
    role: SpeakerRole
    act: Act
    issue: str
    stance: Stance
    towards: str
    words: str
    condition: str
    status: CommitmentStatus | None = None
    due: str | None = None


class World:
    """Make pages one after another, in the order of time; the same seed gives the same pages."""

    def __init__(self, pages: int, seed: int = 6) -> None:
        """Set up who there is and what they speak on, few of them often."""
        self.pages, self.rng = pages, random.Random(seed)
        self.stands: dict[tuple[str, str], Stance] = {}
        names = [f"{g} {f}" for g in GIVEN for f in FAMILY][: 200 - len(STATES) - len(BODIES)]
        people = [Actor(name, STATES[n % 40]) for n, name in enumerate(names)]
        self.actors = [*(Actor(each, None) for each in (*STATES, *BODIES)), *people]
        self.actor_weights = [*accumulate(1 / (1 + n % 76) ** 0.8 for n in range(len(self.actors)))]
        self.issues = [each.id for each in packs.shipped(packs.DEFAULT).issues]
        self.issue_weights = [*accumulate(1 / (1 + n) ** 0.6 for n in range(len(self.issues)))]

    def day(self, page: int) -> date:
        """Return the day on which a page is published."""
        return FIRST + timedelta(days=page * DAYS // max(1, self.pages))

    def said(self, day: date) -> Said:
        """Return something that an actor says on an issue; who stood somewhere mostly stands there still."""
        rng = self.rng
        (actor,) = rng.choices(self.actors, cum_weights=self.actor_weights)
        (issue,) = rng.choices(self.issues, cum_weights=self.issue_weights)
        (act,) = rng.choices(list(ACTS), list(ACTS.values()))
        pair = actor.state or actor.name, issue
        stance = self.stands.get(pair)
        if stance is None or rng.random() < 0.02:
            stance = rng.choice((Stance.FOR, Stance.AGAINST, Stance.CONDITIONAL))
            self.stands[pair] = stance
        if rng.random() < 0.25:
            stance = Stance.NONE
        verb = LEADS.get(act, "see")
        what = " ".join(rng.choices(WORDS, k=rng.randint(5, 9)))
        words = f"would {verb} {issue.replace('_', ' ')} for the {what}"
        condition = f"after the {' '.join(rng.choices(WORDS, k=2))}" if stance is Stance.CONDITIONAL else ""
        (role,) = rng.choices(list(ROLES), list(ROLES.values()))
        status = due = None
        if act in (Act.COMMIT, Act.OFFER, Act.REFUSE):
            status = rng.choice(tuple(CommitmentStatus)) if act is Act.COMMIT else CommitmentStatus.PROPOSED
            if rng.random() < 0.3:
                due = (day + timedelta(days=rng.randint(20, 500))).isoformat()[: rng.choice((7, 10))]
        towards = rng.choice(STATES[:40])
        return Said(actor, role, act, issue, stance, towards, words, condition, status, due)


def page_of(world: World, number: int, told: Sequence[Said]) -> tuple[Document, Reading]:
    """Return a page that reports what is told, and a reading of it; the document's id is its own."""
    day = world.day(number)
    writer = _Page(f"On {day.isoformat()} the talks went on, page {number}. ")
    for each in told:
        writer.statement(each, day)
    for _ in range(2):
        writer.event(world, day)
    return writer.document(world, number, day), writer.reading()


class _Page:
    """Write sentences one after another and mark what stands in them once the text is whole."""

    def __init__(self, head: str) -> None:
        self.parts, self.length = [head], len(head)
        self.said: list[tuple[Said, date, dict[str, Span]]] = []
        self.events: list[tuple[EventKind, EventStatus, str, str, str, dict[str, Span]]] = []

    def add(self, *pieces: str | tuple[str, str]) -> dict[str, Span]:
        """Write pieces of a sentence; return where those stand that have a name."""
        spans = {}
        for piece in pieces:
            words, name = piece if isinstance(piece, tuple) else (piece, "")
            if name and words:
                spans[name] = Span(self.length, self.length + len(words))
            self.parts.append(words)
            self.length += len(words)
        return spans

    def statement(self, said: Said, day: date) -> None:
        """Write a sentence that reports something said."""
        due = ("by " if said.due else "", (said.due or "", "due"))
        condition = (" ", (said.condition, "condition"), " ")
        speaker = ((said.actor.name, "speaker"), " ", ("said", "cue"), " it ")
        self.said.append((said, day, self.add(*speaker, (said.words, "quote"), *condition, *due, ". ")))

    def event(self, world: World, day: date) -> None:
        """Write a sentence on a happening, past or planned."""
        rng = world.rng
        kind = rng.choice((EventKind.MEETING, EventKind.CALL, EventKind.SUMMIT, EventKind.ATTACK))
        status = rng.choice((EventStatus.HAPPENED, EventStatus.HAPPENED, EventStatus.PLANNED))
        on = day + timedelta(days=rng.randint(5, 90) if status is EventStatus.PLANNED else -rng.randint(0, 3))
        one, other = rng.sample(STATES[:40], 2)
        where = f"Port {rng.choice(FAMILY)}"
        begin = self.length
        named = ((one, "one"), " and ", (other, "other"), " held a ", (kind.value, "trigger"))
        held = self.add(*named, " in ", (where, "place"), " on ", (on.isoformat(), "date"), ". ")
        held["quote"] = Span(begin, self.length - 2)
        self.events.append((kind, status, on.isoformat(), f"{one}|{other}", where, held))

    def document(self, world: World, number: int, day: date) -> Document:
        """Return the page."""
        self.text = "".join(self.parts)
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        url = f"https://press.example/{number}"
        self.id = page_id(digest, url, 1)
        return Document(
            id=self.id,
            digest=digest,
            name=f"{number}.txt",
            media_type="text/plain",
            source_text=self.text,
            text=self.text,
            pieces=(Piece(0, 0, len(self.text)),),
            zones=(Zone(ZoneKind.BODY, Span(0, len(self.text))),),
            furniture=(),
            title=f"Page {number}",
            outlet=OUTLETS[number % len(OUTLETS)],
            byline=None,
            published=day.isoformat(),
            language="en",
            url=url,
            path=None,
        )

    def reading(self) -> Reading:
        """Return the reading of the page."""
        at = {number: self._evidence(spans) for number, (_, _, spans) in enumerate(self.said)}
        statements = [self._statement(n, said, day, at[n]) for n, (said, day, _) in enumerate(self.said)]
        commitments = tuple(self._commitments(at))
        return Reading(self.id, "made", tuple(statements), (), commitments, tuple(self._events()), ())

    def _evidence(self, spans: dict[str, Span]) -> dict[str, Evidence]:
        return {name: Evidence.at(self.text, span) for name, span in spans.items()}

    def _statement(self, n: int, said: Said, day: date, at: dict[str, Evidence]) -> Statement:
        return Statement(
            id=f"{self.id}s{n:03}",
            document_id=self.id,
            quote=(at["quote"],),
            cue=(at["cue"],),
            speaker_text=(at["speaker"],),
            speakers=(said.actor.name,),
            speaker_mentions=(),
            directness=Directness.INDIRECT,
            zone=ZoneKind.BODY,
            affiliation=said.actor.state,
            speaker_role=said.role if said.actor.state else SpeakerRole.STATE,
            act=said.act,
            addressees=(said.towards,),
            issues=(said.issue,),
            stance=said.stance,
            condition=(at["condition"],) if said.condition else (),
            said_on=day.isoformat(),
            confidence={"record": 0.9, "stance": 0.8},
        )

    def _commitments(self, at: dict[int, dict[str, Evidence]]) -> Iterator[Commitment]:
        for n, (said, _, _) in enumerate(self.said):
            if said.status is None:
                continue
            amount = Quantity(at[n]["quote"], QuantityKind.THINGS, "boats", n + 1.0, n + 1.0)
            yield Commitment(
                id=f"{self.id}c{n:03}",
                document_id=self.id,
                quote=(at[n]["quote"],),
                trigger=at[n]["cue"],
                zone=ZoneKind.BODY,
                party=said.actor.state or said.actor.name,
                party_text=(at[n]["speaker"],),
                measure=said.issue,
                status=said.status,
                what=said.words,
                beneficiary=said.towards,
                condition=(at[n]["condition"],) if said.condition else (),
                quantities=(amount,) if n % 3 == 0 else (),
                due=said.due,
                due_text=(at[n]["due"],) if said.due else (),
                legal_form=LegalForm.TREATY if n % 5 == 0 else None,
                statement=f"{self.id}s{n:03}",
                confidence={"record": 0.9},
            )

    def _events(self) -> Iterator[Event]:
        for n, (kind, status, on, names, where, spans) in enumerate(self.events):
            at = self._evidence(spans)
            yield Event(
                id=f"{self.id}e{n:03}",
                document_id=self.id,
                quote=(at["quote"],),
                trigger=at["trigger"],
                zone=ZoneKind.BODY,
                kind=kind,
                status=status,
                participants=tuple(names.split("|")),
                participant_text=(at["one"], at["other"]),
                place=where,
                place_text=(at["place"],),
                date=on,
                date_text=(at["date"],),
                confidence={"record": 0.9},
            )
