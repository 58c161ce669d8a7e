"""Set out what was put before others and who answered it how, over time; who was asked and is silent.

Answers are the links of the register alone: what was said of a plan without being tied to it is not here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from onrecord.model import (
    UNDECIDED,
    Answer,
    CommitmentStatus,
    Entry,
    EntryKind,
    EntryLink,
    Position,
)
from onrecord.store.entry_filters import EntryFilter
from onrecord.store.interface import CasefileView
from onrecord.text.days import days
from onrecord.views.cards import Card, Quoted, card_of, day_of, quoted
from onrecord.views.confirmed import is_confirmed
from onrecord.views.doubt import doubt_of
from onrecord.views.looking import Looked
from onrecord.views.proposals.asking import UNNAMED, Asking
from onrecord.views.proposals.threads import Gathered, gathered, sourced

PUT = (EntryKind.PROPOSAL, EntryKind.OFFER, EntryKind.DEMAND)
"""Kinds that are put before others."""
ANSWERS = frozenset({Answer.ACCEPTED, Answer.REJECTED, Answer.CONDITIONED})
_FINAL = frozenset({Answer.ACCEPTED, Answer.REJECTED})
_TAKEN_TOO = frozenset({*PUT, EntryKind.COMMITMENT, EntryKind.UNDECIDED})
"""Kinds that are put forward where somebody takes them or turns them down."""
_BACK = frozenset({"withdrawn", "suspended", "refused"})
_CHUNK = 200
"""Entries that links are asked for at once."""
_AT_ONCE = 30
"""Threads whose answers are looked up at once."""


@dataclass(frozen=True, slots=True)
class ProposalFilter:
    """Choose proposals; empty and ``None`` choose all. Dates are EDTF and inclusive."""

    issues: tuple[str, ...] = ()
    actor: str | None = None  # part of the name of who put it forward
    since: str | None = None  # of the day it was put forward
    until: str | None = None
    as_of: str | None = None  # as it stood at the end of this day
    open: bool = False  # not settled: nobody, or not everybody asked, has said yes or no
    answered: bool | None = None  # True: with an answer on record alone; False: without one alone
    every: bool = False  # too: unanswered ones put to nobody by name or on no issue, and doubtful ones


@dataclass(frozen=True, slots=True)
class Reply:
    """Hold one answer: an entry that is tied to a version of a proposal, or to a part of it."""

    entry: str  # id
    answers: str  # id of the entry that is answered
    of_part: bool
    answer: Answer
    party: str  # who answers: the state or organisation behind the speaker, else the speaker
    by: str
    voice: str  # SpeakerRole; "": not told
    first_day: str | None  # ISO days between which it was given
    last_day: str | None
    day: str  # EDTF, or "undated"
    quoted: Quoted
    condition: str
    shown: str  # the words that tie it to what it answers
    confidence: float  # of the tie
    origins: tuple[str, ...]
    outlets: tuple[str, ...]
    notes: tuple[str, ...]
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Party:
    """Hold the answers of one party in the order of time; ``latest`` is its last on the whole."""

    name: str
    replies: tuple[Reply, ...]
    latest: Answer | None  # None: it answered a part alone
    later: tuple[
        Position, ...
    ] = ()  # what it said of the matter since, not tied to the proposal by its words


@dataclass(frozen=True, slots=True)
class Proposal:
    """Hold something put before others with its answers.

    ``silent`` are those that it was put to by name, who have spoken since and not on it; ``unheard`` those of
    whom there is no later word at all; ``unnamed`` those without a name, who cannot be told silent.
    """

    card: Card  # of the first version
    principals: tuple[str, ...]
    actors: tuple[str, ...]
    issues: tuple[str, ...]
    first_day: str | None
    last_day: str | None
    versions: tuple[Card, ...]  # the first among them, in the order of time
    parts: tuple[Card, ...]
    parties: tuple[Party, ...]  # in the order of their first answers
    silent: tuple[str, ...]
    unheard: tuple[str, ...]
    unnamed: tuple[str, ...]

    @property
    def id(self) -> str:
        """Return the id of its first version."""
        return self.card.id

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether its last version is taken back."""
        return self.versions[-1].status in _BACK

    @property
    def is_open(self) -> bool:
        """Tell whether somebody who was asked has said neither yes nor no; where nobody was, anybody."""
        if self.is_withdrawn:
            return False
        last = [party.latest for party in self.parties]
        return (
            bool(self.silent or self.unheard)
            or not any(each in _FINAL for each in last)
            or Answer.CONDITIONED in last
        )


def proposals(casefile: CasefileView, where: ProposalFilter | None = None) -> Iterator[Proposal]:
    """Stream proposals, those with answers on record first, by the day they were put forward."""
    wanted = where or ProposalFilter()
    asking = Asking(casefile)
    bare: list[Proposal] = []
    seen: set[str] = set()
    if wanted.answered is not False:
        for each in _found(asking, wanted, seen, answered=True):
            if each.parties:
                yield each
            elif wanted.answered is None:
                bare.append(each)  # its answers are later than the day asked for
    if wanted.answered is not True:
        yield from bare
        yield from (p for p in _found(asking, wanted, seen, answered=False) if not p.parties)


def without_answer(casefile: CasefileView, where: ProposalFilter, most: int) -> int:
    """Count what fits and has no answer on record, doubtful ones too: up to ``most``, or one more."""
    answered = None if where.as_of else False  # of what was answered later, the answers were not known then
    fitting = proposals(casefile, replace(where, answered=answered, every=True))
    return sum(1 for _ in islice((each for each in fitting if not each.parties), most + 1))


def proposals_of(
    casefile: CasefileView, entries: Sequence[Entry], as_of: str | None = None
) -> list[Proposal]:
    """Return the proposals that entries belong to, each once, in the order of the entries."""
    asking, threads = Asking(casefile), sourced(casefile, gathered(casefile, entries, PUT, whole=True))
    asking.look_ahead(threads)
    return [laid_out(thread, asking, as_of) for thread in threads]


def proposal(casefile: CasefileView, entry_id: str, as_of: str | None = None) -> Proposal:
    """Return the proposal that an entry belongs to, whichever kind it is of; found as ``entry`` finds it."""
    return proposals_of(casefile, [casefile.entry(entry_id)], as_of)[0]


def _found(asking: Asking, where: ProposalFilter, seen: set[str], *, answered: bool) -> Iterator[Proposal]:
    """Yield each thread that was not seen, once: at its first entry that fits."""
    casefile = asking.casefile
    fitting = casefile.entries(wanted_entries(where, answered=answered))
    for chunk in _chunks(
        each for each in fitting if may_be_put(each) and (where.every or not doubt_of(each))
    ):
        threads = gathered(casefile, [each for each in chunk if each.id not in seen], PUT, whole=False)
        for thread in _looked_ahead(asking, threads):
            ids = {each.id for each in chain(thread.versions, thread.parts)}
            if ids & seen:
                continue
            seen |= ids
            made = laid_out(thread, asking, where.as_of)
            if (made.is_open or not where.open) and (made.parties or where.every or is_put(made)):
                yield made


def _looked_ahead(asking: Asking, threads: Sequence[Gathered]) -> Iterator[Gathered]:
    """Yield threads with what they are shown with, looked up for a few at once: often a page is wanted."""
    for at in range(0, len(threads), _AT_ONCE):
        some = sourced(asking.casefile, threads[at : at + _AT_ONCE])
        asking.look_ahead(some)
        yield from some


def is_put(found: Proposal) -> bool:
    """Tell whether something is put to somebody by name, on an issue of the codebook."""
    on_something = any(issue not in ("other", UNDECIDED) for issue in found.issues)
    return on_something and bool(found.actors) and bool(found.silent or found.unheard)


def may_be_put(entry: Entry) -> bool:
    """Tell whether an act may be put before others; what was done already is not."""
    return entry.kind in _TAKEN_TOO and entry.status != CommitmentStatus.DELIVERED


def wanted_entries(where: ProposalFilter, *, answered: bool) -> EntryFilter:
    """Return the entries, one of which each proposal that fits has."""
    bounds = [each for each in (where.until, where.as_of) if each]
    return EntryFilter(
        kinds=() if answered else tuple(kind.value for kind in PUT),
        actor=where.actor,
        issues=where.issues,
        date_from=where.since,
        date_until=min(bounds, key=_last) if bounds else None,
        answered=answered,
    )


def _chunks(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    held: list[Entry] = []
    for each in entries:
        held.append(each)
        if len(held) == _CHUNK:
            yield held
            held = []
    if held:
        yield held


def laid_out(thread: Gathered, asking: Asking, as_of: str | None) -> Proposal:
    """Lay out one thread as it stood at the end of a day."""
    until, look = (_last(as_of) if as_of else None), asking.look
    versions = [each for each in thread.versions if _by(each, until)] or list(thread.versions[:1])
    parts = [each for each in thread.parts if _by(each, until)]
    shown = {each.id for each in chain(versions, parts)}
    of_parts = {each.id for each in parts}
    replies = [
        reply
        for link in thread.answers
        if link.answer in ANSWERS and link.target in shown
        for source in [thread.sources[link.source]]
        if _by(source, until)
        for reply in _replies(link, link.answer, source, link.target in of_parts, look)
    ]
    first = versions[0]
    issues = tuple(dict.fromkeys(issue for each in versions for issue in each.issues))
    parties = tuple(replace(p, later=_later(asking, p, issues, until)) for p in _parties(replies))
    asked = dict.fromkeys(name for each in versions for name in each.towards)
    heard = {name for party in parties for name in (party.name, *(r.by for r in party.replies))}
    heard |= {name for r in replies for name in thread.sources[r.entry].actors}
    own = {name for each in versions for name in (*each.actors, *each.principals)}
    without = [name for name in asked if name not in heard and name not in own and asking.acts(name)]
    cards = tuple(card_of(each, look) for each in versions)
    return Proposal(
        card=cards[0],
        principals=first.principals,
        actors=first.actors,
        issues=issues,
        first_day=first.first_day,
        last_day=first.last_day,
        versions=cards,
        parts=tuple(card_of(each, look) for each in parts),
        parties=parties,
        silent=tuple(name for name in without if asking.speaks_since(name, first.last_day)),
        unheard=tuple(name for name in without if not asking.speaks_since(name, first.last_day)),
        unnamed=tuple(n for n in asked if n.startswith(UNNAMED)),
    )


def _later(asking: Asking, party: Party, issues: Sequence[str], until: str | None) -> tuple[Position, ...]:
    """Return the shifts of a party on the matter of a proposal since it last answered."""
    last = max((reply.last_day for reply in party.replies if reply.last_day), default=None)
    if last is None or not issues:
        return ()
    answers = {reply.entry for reply in party.replies}
    return tuple(
        each
        for each in asking.shifts(party.name, issues[0])
        if each.since > last and each.opening.entry not in answers and (until is None or each.since <= until)
    )


def _by(entry: Entry, until: str | None) -> bool:
    """Tell whether an act is known to have been done by the end of a day; undated ones never are."""
    return until is None or bool(entry.last_day and entry.last_day <= until)


def _last(edtf: str) -> str:
    found = days(edtf)
    return found[1] if found else edtf


def _replies(link: EntryLink, answer: Answer, source: Entry, of_part: bool, look: Looked) -> Iterator[Reply]:
    """Yield an answer for each party that gives it."""
    report = next((r for r in source.reports if r.act.record == link.report), source.reports[0])
    words = quoted(report, look)
    for party in source.principals or source.actors or ("",):
        yield Reply(
            entry=source.id,
            answers=link.target,
            of_part=of_part,
            answer=answer,
            party=party,
            by="; ".join(source.actors),
            voice=report.act.role,
            first_day=source.first_day,
            last_day=source.last_day,
            day=day_of(source),
            quoted=words,
            condition=words.condition,
            shown=" … ".join(" ".join(piece.exact.split()) for piece in link.evidence),
            confidence=link.confidence,
            origins=source.origins,
            outlets=tuple(dict.fromkeys(r.act.outlet for r in source.reports if r.act.outlet)),
            notes=source.notes,
            confirmed=is_confirmed(source),
        )


def _parties(replies: Sequence[Reply]) -> Iterator[Party]:
    """Yield the parties, each answer of one entry once: the surest of its ties."""
    kept: dict[tuple[str, str, Answer, bool], Reply] = {}
    for reply in replies:
        key = (reply.party, reply.entry, reply.answer, reply.of_part)
        if key not in kept or reply.confidence > kept[key].confidence:
            kept[key] = reply
    ordered = sorted(kept.values(), key=_when)
    for name in dict.fromkeys(reply.party for reply in ordered):
        own = tuple(reply for reply in ordered if reply.party == name)
        whole = [reply for reply in own if not reply.of_part]
        yield Party(name, own, _latest(whole))


def _latest(replies: Sequence[Reply]) -> Answer | None:
    """Return the last answer; of several that cannot be put in order the surest tie's."""
    if not replies:
        return None
    last = max(reply.last_day or "" for reply in replies)
    return max(
        (r for r in replies if (r.last_day or "") == last), key=lambda r: (r.confidence, r.entry)
    ).answer


def _when(reply: Reply) -> tuple[str, str, str]:
    return (reply.first_day or "9999", reply.last_day or "9999", reply.entry)
