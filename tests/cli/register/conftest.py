"""A casefile whose entries, links, derivations and story are written down by hand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onrecord.intake.document import to_document
from onrecord.model import (
    REGISTER_VERSION,
    Answer,
    Cluster,
    Derivation,
    DerivationKind,
    Document,
    Entry,
    EntryKind,
    EntryLink,
    EntryLinkKind,
    Evidence,
    Given,
    Link,
    Passage,
    Place,
    RawPage,
    RecordKind,
    Report,
    ReportedAct,
    Span,
    Step,
    Story,
    Tie,
    ZoneKind,
)
from onrecord.register.keys import keys
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore

PAGES = {
    "Harbour Post": (
        "2031-05-03",
        "Vera Marenko offered to send 40 monitors before winter, a diplomat said.",
    ),
    "Lantern Wire": ("2031-05-04", "Marenko is open to sending 40 monitors, the Harbour Post reports."),
    "Eastline Digest": (None, "MARENKO SENDS MONITORS\n\nNothing else is known, Politburo Weekly writes."),
    "Tarn Today": ("2031-05-06", "Tarn's ministry denied that monitors were invited. It called them spies."),
}


class Made:
    """Hold what the casefile was filled with, by outlet."""

    def __init__(self, casefile: CasefileStore) -> None:
        self.documents = {
            outlet: _added(casefile, outlet, day, text) for outlet, (day, text) in PAGES.items()
        }
        post, wire, digest, tarn = self.documents.values()
        chain = (Link("Harbour Post", "outlet", post.id), Link("anon: a diplomat", "speaker", note="unnamed"))
        told = (Link("Lantern Wire", "outlet", wire.id), Link("Harbour Post", "relay", post.id), chain[1])
        alone = (
            Link("Eastline Digest", "outlet", digest.id),
            Link("Politburo Weekly", "relay", note="not in the casefile"),
        )
        self.offer = _entry(
            Report(
                _act(post, "to send 40 monitors before winter", cue="offered"),
                chain,
                post.id,
                "offered",
                0.62,
            ),
            Report(_act(wire, "sending 40 monitors", cue="is open to"), told, post.id, "is open to", 0.38),
            steps=(Step("decided", "proposed", "2031-05-03", 0),),
            notes=("one origin, reported by 2 articles",),
        )
        self.headline = _entry(
            Report(
                _act(digest, "MARENKO SENDS MONITORS", first_day=None, last_day=None, zone=ZoneKind.HEADLINE),
                alone, "outlet: Politburo Weekly",
            ),
            notes=(
                "carried by a headline alone",
                "the page where it began is not in the casefile: Politburo Weekly",
            ),
        )  # fmt: skip
        denied = {
            "kind": EntryKind.DENIAL, "act": "deny", "actors": ("XTV",), "principals": ("XTV",),
            "towards": ("XVM",), "record_kind": RecordKind.STATEMENT,
        }  # fmt: skip
        self.denial = _entry(
            Report(
                _act(tarn, "that monitors were invited", cue="denied", **denied),
                (Link("Tarn Today", "outlet", tarn.id), Link("XTV", "speaker")), tarn.id, "denied", 0.9,
            ),
            status="",
        )  # fmt: skip
        self.link = EntryLink(
            self.denial.id, self.offer.id, EntryLinkKind.RESPONDS_TO, Answer.DENIED,
            self.denial.reports[0].act.record, (at(tarn, "monitors"),), 0.8, "both are about monitors",
        )  # fmt: skip
        passage = Passage(at(post, "to send 40 monitors"), at(wire, "sending 40 monitors"))
        self.derivations = (
            Derivation(post.id, wire.id, DerivationKind.REWRITE, "Harbour Post", True,
                       (at(wire, "the Harbour Post reports"),), (passage,), "credit", 0.93,
                       {"rewrite_of_a": 0.9}),
            Derivation("", digest.id, DerivationKind.CITES, "Politburo Weekly", True,
                       (at(digest, "Politburo Weekly writes"),), (), "credit"),
        )  # fmt: skip
        self.story = Story("5" * 16, (post.id, wire.id), "2031-05-03", "2031-05-04")

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.offer, self.denial, self.headline


def _added(casefile: CasefileStore, outlet: str, day: str | None, text: str) -> Document:
    name = f"{outlet.split()[0].lower()}.txt"
    url = f"https://news.example/{'-'.join(text.lower().split())}" if outlet == "Harbour Post" else None
    stated = Given(outlet=outlet, published=day, title=f"{outlet} leads", url=url)
    page = RawPage(name, text.encode(), "text/plain", stated)
    found = replace(to_document(page), language="en")
    return casefile.add_document(found, page.raw, page.given).document


def at(document: Document, words: str) -> Evidence:
    start = document.text.index(words)
    return Evidence.at(document.text, Span(start, start + len(words)))


def _act(document: Document, words: str, *, cue: str = "", **given: Any) -> ReportedAct:
    quote = at(document, words)
    plain = ReportedAct(
        place=Place(document.digest, quote.start, quote.end), document=document.id,
        record_kind=RecordKind.COMMITMENT, record=f"r-{document.outlet}".lower().replace(" ", "-"),
        kind=EntryKind.OFFER, principals=("XVM",), actors=("Vera Marenko",), towards=("XTV",), act="offer",
        issues=("monitoring",), stance="for", status="proposed", quote=(quote,), text=words,
        zone=ZoneKind.BODY, first_day=document.published, last_day=document.published, dated=False,
        published=document.published, outlet=document.outlet, cue=(at(document, cue),) if cue else (),
    )  # fmt: skip
    return replace(plain, **given)


def _entry(*reports: Report, **given: Any) -> Entry:
    act = reports[0].act
    days = sorted(r.act.published for r in reports if r.act.published)
    plain = Entry(
        id=min(r.act.place for r in reports).id, kind=act.kind, proposition=act.text,
        actors=act.actors, principals=act.principals, towards=act.towards, issues=act.issues,
        stance="for", status="proposed", reports=reports,
        origins=tuple(dict.fromkeys(r.origin for r in reports)),
        first_reported=days[0] if days else None, last_reported=days[-1] if days else None,
        first_day=act.first_day, last_day=act.last_day,
    )  # fmt: skip
    return replace(plain, **given)


@contextmanager
def filled(path: Path) -> Iterator[tuple[CasefileStore, Made]]:
    """Fill a casefile, and leave it open."""
    with open_casefile(str(path), create=True) as casefile:
        made = Made(casefile)
        clusters = []
        for entry in made.entries:
            acts = tuple(sorted((r.act for r in entry.reports), key=lambda act: act.place))
            for act in acts:
                casefile.put_acts(act.document, (act,), {act.record: keys(act)})
            records = sorted(act.record for act in acts)
            ties = (Tie(records[0], records[-1], 0.9),) if len(acts) > 1 else ()
            clusters.append(Cluster(entry.id, acts, ties, (entry,)))
        casefile.put_clusters((), clusters)
        casefile.put_links([made.denial.id], [made.link])
        casefile.put_derivations([each.derived for each in made.derivations], made.derivations)
        casefile.put_stories((), [made.story])
        casefile.put_stamps(casefile.out_of_step(REGISTER_VERSION))
        yield casefile, made


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    """Fill a casefile, and return it with what it was filled with."""
    path = tmp_path_factory.mktemp("hand") / "hand.db"
    with filled(path) as (_, made):
        return path, made


@pytest.fixture
def made(made_once: tuple[Path, Made]) -> Made:
    """Return what a casefile was filled with, at ``by_hand``."""
    return made_once[1]


@pytest.fixture
def by_hand(made_once: tuple[Path, Made], tmp_path: Path) -> Path:
    """Return a copy of the casefile."""
    return Path(shutil.copy(made_once[0], tmp_path / "hand.db"))
