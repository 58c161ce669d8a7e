"""A casefile in which pages, entries, answers, shifts and conflicts are written down by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from onrecord.intake.document import to_document
from onrecord.model import (
    Answer,
    Basis,
    Claim,
    ClaimProperty,
    Cluster,
    Conflict,
    ConflictKind,
    Document,
    Entry,
    EntryKind,
    EntryLink,
    EntryLinkKind,
    Evidence,
    Given,
    Link,
    Piece,
    Place,
    Point,
    Position,
    RawPage,
    Reading,
    RecordKind,
    Report,
    ReportedAct,
    Side,
    Span,
    SubjectKind,
    Tie,
    Voice,
    Zone,
    ZoneKind,
)
from onrecord.register import ladders
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore


def at(document: Document, words: str) -> Evidence:
    """Select the first place of some words."""
    start = document.text.index(words)
    return Evidence.at(document.text, Span(start, start + len(words)))


class Desk:
    """Write down what a casefile holds."""

    def __init__(self, casefile: CasefileStore) -> None:
        self.casefile = casefile
        self._number = 0
        self._links: dict[str, list[EntryLink]] = {}

    def page(
        self, text: str, day: str | None = "2031-05-02", outlet: str = "Harbour Post", url: str | None = None
    ) -> Document:
        """Add an article."""
        self._number += 1
        given = Given(outlet=outlet, published=day, title=f"Page {self._number}", url=url)
        page = RawPage(f"p{self._number}.txt", f"Page {self._number}.".encode(), "text/plain", given)
        plain, whole = to_document(page), Span(0, len(text))
        # Markup would be read as such: here it is to stand in the text.
        document = replace(
            plain, language="en", source_text=text, text=text, pieces=(Piece(0, 0, len(text)),),
            zones=(Zone(ZoneKind.BODY, whole),), furniture=(),
        )  # fmt: skip
        return self.casefile.add_document(document, page.raw, page.given).document

    def act(self, page: Document, words: str, **given: Any) -> ReportedAct:
        """Return what an article reports by these words."""
        self._number += 1
        quote = at(page, words)
        day = page.published if page.published and "X" not in page.published else None
        plain = ReportedAct(
            place=Place(page.digest, quote.start, quote.end), document=page.id,
            record_kind=RecordKind.STATEMENT, record=f"r{self._number:03}", kind=EntryKind.PROPOSAL,
            principals=("XAA",), actors=("Ann Sand",), towards=(), act="propose", issues=("troops",),
            stance="for", status="", quote=(quote,), text=words, zone=ZoneKind.BODY, first_day=day,
            last_day=day, dated=False, published=page.published, outlet=page.outlet, role="minister",
        )  # fmt: skip
        for name in ("cue", "condition", "quantity_text", "due_text"):
            if isinstance(given.get(name), str):
                given[name] = (at(page, given[name]),)
        return replace(plain, **given)

    def event(self, page: Document, words: str, on: str | None = None, **given: Any) -> ReportedAct:
        """Return a happening that an article reports; ``on`` is the day that it gives, or first/last."""
        first, _, last = (on or "").partition("/")
        days = {"first_day": first, "last_day": last or first, "dated": True, "due": on} if on else {}
        kind = given.pop("event", "meeting")
        trigger = at(page, given.pop("trigger", words.split()[0]))
        plain = {
            "record_kind": RecordKind.EVENT, "kind": EntryKind.EVENT, "act": "", "issues": (f"event:{kind}",),
            "status": "happened", "actors": ("Ann Sand", "Bo Reed"), "principals": ("XAA", "XBB"),
            "trigger": trigger, "role": "",
        }  # fmt: skip
        return self.act(page, words, **(plain | days | given))

    def entry(self, *acts: ReportedAct, origins: tuple[str, ...] = (), **given: Any) -> Entry:
        """Put acts on record as one entry; ``origins`` are those of its reports, else each its own page."""
        froms = origins or tuple(act.document for act in acts)
        reports = tuple(
            Report(act, (Link(act.outlet or "", "outlet", act.document),), origin)
            for act, origin in zip(acts, froms, strict=True)
        )
        best, days = acts[0], sorted(a.published for a in acts if a.published and "X" not in a.published)
        dated = [a for a in acts if a.dated] or list(acts)
        plain = Entry(
            id=min(act.place for act in acts).id, kind=best.kind, proposition=best.text,
            actors=_all(acts, "actors"),
            principals=_all(acts, "principals"), towards=_all(acts, "towards"), issues=_all(acts, "issues"),
            stance=best.stance, status=best.status, reports=reports, origins=tuple(dict.fromkeys(froms)),
            first_reported=days[0] if days else None, last_reported=days[-1] if days else None,
            first_day=min((a.first_day for a in dated if a.first_day), default=None),
            last_day=max((a.last_day for a in dated if a.last_day), default=None),
            steps=ladders.steps(reports) if best.kind is EntryKind.COMMITMENT else (),
        )  # fmt: skip
        made = replace(plain, **given)
        held = tuple(sorted(acts, key=lambda act: act.place))
        for act in held:
            others = [each for each in self.casefile.acts([act.document]) if each.record != act.record]
            self.casefile.put_acts(act.document, (*others, act), {each.record: () for each in (*others, act)})
        records = sorted(act.record for act in held)
        ties = tuple(Tie(a, b, 0.9) for a, b in pairwise(records))
        self.casefile.put_clusters((), [Cluster(made.id, held, ties, (made,))])
        return made

    def link(
        self, source: Entry, target: Entry, answer: Answer | None = None,
        kind: EntryLinkKind = EntryLinkKind.RESPONDS_TO, report: int = 0,
    ) -> EntryLink:  # fmt: skip
        """Tie an entry to another."""
        act = source.reports[report].act
        link = EntryLink(source.id, target.id, kind, answer, act.record, act.quote, 0.8, "by hand")
        self._links.setdefault(source.id, []).append(link)
        self.casefile.put_links([source.id], self._links[source.id])
        return link

    def answer(self, target: Entry, page: Document, words: str, how: Answer, **given: Any) -> Entry:
        """Put an answer on record."""
        kind = {Answer.ACCEPTED: EntryKind.ACCEPTANCE, Answer.REJECTED: EntryKind.REFUSAL}
        plain = {
            "kind": kind.get(how, EntryKind.ACCEPTANCE), "act": "agree", "principals": ("XBB",),
            "actors": ("Bo Reed",), "status": "",
        }  # fmt: skip
        made = self.entry(self.act(page, words, **(plain | given)))
        self.link(made, target, how)
        return made

    def point(self, entry: Entry, stance: str, **given: Any) -> Point:
        """Return what an entry puts on record of where its party stands."""
        act = entry.reports[0].act
        plain = Point(
            entry=entry.id, record=act.record, document=act.document, holder=entry.principals[0],
            speakers=entry.actors, voice=Voice.BINDING, subject=entry.issues[0], about=SubjectKind.ISSUE,
            stance=stance, basis=Basis.SAID, kind=entry.kind, words=act.text, first_day=entry.first_day,
            last_day=entry.last_day,
        )  # fmt: skip
        return replace(plain, **given)

    def shift(self, before: Point, now: Point) -> None:
        """Keep two positions, the later one in place of the earlier."""
        assert before.last_day
        assert now.last_day
        pair = (now.holder, now.subject)
        self.casefile.put_points([before.entry, now.entry], [before, now])
        first = Position(
            *pair, now.about, before.stance, before.last_day, now.last_day, before, before, (before.entry,), 1
        )
        then = Position(
            *pair, now.about, now.stance, now.last_day, None, now, now, (now.entry,), 1, before, ("stance",)
        )
        self.casefile.put_positions([pair], [first, then])

    def conflict(self, left: Entry, right: Entry) -> Conflict:
        """Keep a conflict between the best reports of two entries."""
        made = Conflict(
            ConflictKind.NUMBER, "killed: Lower Tarn", _side(left), _side(right), "Both cannot hold.",
            first_day=left.first_day, last_day=left.last_day,
        )  # fmt: skip
        self.casefile.put_conflicts([made.left.record, made.right.record], [made], made.by)
        return made

    def claim(self, page: Document, words: str, subject: str, value: str) -> Claim:
        """Put an outlet's own dating on record."""
        quote = at(page, words)
        made = Claim(
            f"k-{page.id}", page.id, (quote,), ZoneKind.BODY, ClaimProperty.DATE, subject, (quote,), value,
            (quote,), asserted_by=page.outlet,
        )  # fmt: skip
        self.casefile.put_reading(Reading(page.id, "by hand", (), (), claims=(made,)))
        return made


def _all(acts: tuple[ReportedAct, ...], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for act in acts for each in getattr(act, name)))


def _side(entry: Entry) -> Side:
    act = entry.reports[0].act
    return Side(
        act.record_kind, act.record, act.document, None, act.outlet, act.published, None, act.text, act.quote
    )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return what writes into an empty casefile; it is closed in the end."""
    with open_casefile(str(tmp_path / "hand.db"), create=True) as casefile:
        yield Desk(casefile)
