"""Put positions, shifts and the words behind them into values that pages show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from onrecord.model import Point, SubjectKind
from onrecord.views.looking import Asked
from onrecord.views.pictures.courses import change_words
from onrecord.views.positions.shifts import Shift
from onrecord.views.positions.standing import Standing
from onrecord.views.wordings import document_name
from onrecord.web.standing.signs import Sign, day, plain, sign, voice

MANY = 12
"""Entries that a position names one by one; further ones are counted."""


@dataclass(frozen=True, slots=True)
class Word:
    """Hold something said, with who says it, when and where it stands."""

    sign: Sign
    words: str
    condition: str
    order: str
    speakers: tuple[str, ...]  # others than the holder
    voice: str
    day: str
    source: str  # "Buna Times, 2031-05-02"
    url: str | None
    entry: str
    document: str
    record: str
    reviewed: bool

    @property
    def hangs_on(self) -> tuple[str, ...]:
        """Return condition and order, each as a line."""
        return tuple(filter(None, (self.condition and f"“{self.condition}”", self.order)))


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold a position as a page shows it."""

    holder: str
    subject: str  # id of an issue or entry
    label: str
    sign: Sign
    since: str
    until: str | None
    age: int | None
    latest: Word
    entries: tuple[tuple[str, str], ...]  # id and day of each, the latest first
    origins: int
    others: tuple[Word, ...]  # weaker voices that say otherwise
    before: Word | None
    change: str  # "for → against"; "" where it took the place of none
    is_issue: bool  # else it is on what an entry puts forward

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        """Return the entries that are named one by one."""
        return self.entries[:MANY]


@dataclass(frozen=True, slots=True)
class ShiftShown:
    """Hold a change of a position, with the words before and after."""

    id: str
    holders: tuple[str, ...]
    subject: str
    label: str
    proposed: bool  # it is on what an entry puts forward
    on: str
    change: str
    compared: str
    before: Word
    after: Word


def word(point: Point, look: Asked) -> Word:
    """Return what was said, as a page shows it."""
    document = look.summary(point.document)
    return Word(
        sign=sign(str(point.stance)),
        words=" ".join(point.words.split()),
        condition=" ".join(point.condition.split()),
        order=" ".join(plain(point.order).split()),
        speakers=tuple(each for each in point.speakers if each != point.holder),
        voice=voice(point),
        day=day(point.first_day, point.last_day),
        source=document_name(document),
        url=document.url,
        entry=point.entry,
        document=point.document,
        record=point.record,
        reviewed=point.reviewed,
    )


def shown(standing: Standing, labels: Mapping[str, str], look: Asked) -> Shown:
    """Return a position as a page shows it; ``labels`` says what issues and proposals are called."""
    p = standing.position
    days = dict(zip(p.entries, p.days, strict=False))
    entries = tuple((each, days.get(each, "")) for each in reversed(standing.entries.ids))
    return Shown(
        holder=p.holder,
        subject=p.subject,
        label=labels.get(p.subject, plain(p.subject)),
        sign=sign(standing.stance),
        since=p.since,
        until=p.until,
        age=standing.age,
        latest=word(standing.latest, look),
        entries=entries,
        origins=standing.origins,
        others=tuple(word(each, look) for each in standing.others),
        before=word(p.before, look) if p.before else None,
        change=change_words(p.before, p.opening, p.changed) if p.before else "",
        is_issue=p.about is SubjectKind.ISSUE,
    )


def shifts_shown(
    found: Iterable[Shift], labels: Mapping[str, str], look: Asked, proposed: Mapping[str, str]
) -> Iterator[ShiftShown]:
    """Yield shifts as a page shows them.

    Args:
        found: the shifts.
        labels: what issues are called, by id.
        look: tells what documents are.
        proposed: what entries put forward, by id: shifts may be on these.
    """
    for each in found:
        told = " ".join((*each.holders, each.subject, each.on, each.after.record))
        yield ShiftShown(
            id=f"s-{sha256(told.encode()).hexdigest()[:12]}",
            holders=each.holders,
            subject=each.subject,
            label=proposed.get(each.subject) or labels.get(each.subject, plain(each.subject)),
            proposed=each.subject in proposed,
            on=each.on,
            change=change_words(each.before, each.after, each.changed),
            compared=each.compared,
            before=word(each.before, look),
            after=word(each.after, look),
        )
