"""Put an invented press and its register into a casefile in bulk, with progress, once."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from sqlalchemy import insert

from _made_register import (
    Following,
    acts_of,
    cluster_of,
    conflict_of,
    facts_of,
    links_of,
    points_of,
)
from _made_world import PER_PAGE, Said, World, page_of
from onrecord.model import REGISTER_VERSION, Conflict, Document, Entry, EntryLink, Reading, ReportedAct
from onrecord.store import rows, schema_views
from onrecord.store import schema as t
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore

BATCH = 200  # pages that come together
TOLD_AGAIN = 0.2  # of what a page tells another told in the same batch


def made(folder: Path, statements: int) -> Path:
    """Return a casefile of so many statements, made where the folder does not have it."""
    path = folder / f"made-{statements}.db"
    if path.exists():
        open_casefile(str(path)).close()  # one of an older version is brought up to date
        return path
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"making-{statements}.db"
    for old in folder.glob(f"{draft.name}*"):
        old.unlink()
    gc.disable()  # nothing here goes round in circles, and there are millions of objects to look through
    try:
        with open_casefile(str(draft), create=True) as casefile:
            with casefile._writing() as connection:  # type: ignore[attr-defined]
                schema_views.drop(connection)  # searching what is there is faster made at the end
            _fill(casefile, statements)
            with casefile._writing() as connection:  # type: ignore[attr-defined]
                schema_views.make(connection)
    finally:
        gc.enable()
    draft.rename(path)
    return path


def _fill(casefile: CasefileStore, statements: int) -> None:
    world, rng, follow = World(max(1, statements // PER_PAGE)), Random(7), Following()
    proposals: list[Entry] = []
    started, reported = time.monotonic(), 0.0
    for first in range(0, world.pages, BATCH):
        with casefile.batch():
            _put(casefile, world, range(first, min(first + BATCH, world.pages)), rng, follow, proposals)
        if time.monotonic() - reported > 10:
            reported = time.monotonic()
            done = min(first + BATCH, world.pages) / world.pages
            left = (reported - started) * (1 - done) / done
            print(f"  {done:6.1%} made, {left:4.0f} s to go", file=sys.stderr, flush=True)
    found = list(follow.positions())
    print(f"  {sum(map(len, found))} positions of {len(found)} holders on subjects", file=sys.stderr)
    for at in range(0, len(found), 2000):
        casefile.put_positions([], [each for some in found[at : at + 2000] for each in some])


def _put(
    casefile: CasefileStore,
    world: World,
    numbers: range,
    rng: Random,
    follow: Following,
    proposals: list[Entry],
) -> None:
    """Put some pages with all that is made of them."""
    pages, groups = _pages(world, numbers, rng)
    _add(casefile, numbers, [document for document, _ in pages])
    casefile.put_readings([reading for _, reading in pages])
    clusters = [cluster_of(acts) for acts in groups]
    entries = [each for cluster in clusters for each in cluster.entries]
    entries.sort(key=lambda each: (each.first_day or "", each.id))
    casefile.put_clusters([], clusters)
    links = list(links_of(entries, proposals, rng))
    casefile.put_links([], links)
    told: dict[str, EntryLink] = {each.source: each for each in links}
    points = [point for each in entries for point in points_of(each, told.get(each.id))]
    casefile.put_points([], points)
    for point in points:
        follow.take(point)
    _put_facts(casefile, pages, entries, rng)
    casefile.put_stamps(casefile.out_of_step(REGISTER_VERSION, [document.id for document, _ in pages]))


def _add(casefile: CasefileStore, numbers: range, documents: Sequence[Document]) -> None:
    """Add pages as the store would, without looking whether it has them already."""
    with casefile._writing() as connection:  # type: ignore[attr-defined]
        keyed = [(number + 1, each) for number, each in zip(numbers, documents, strict=True)]
        first = {"version": 1, "newest": True}
        for table, values in (
            (t.documents, [{"key": k, "id": d.id, **first, **rows.document_values(d)} for k, d in keyed]),
            (t.bodies, [rows.body_values(k, d) for k, d in keyed]),
            (t.raws, [{"document_key": k, "raw": rows.packed(d.text.encode())} for k, d in keyed]),
            (t.addresses, [{"address": d.url, "document_key": k} for k, d in keyed]),
        ):
            connection.execute(insert(table), values)


def _pages(
    world: World, numbers: range, rng: Random
) -> tuple[list[tuple[Document, Reading]], list[list[ReportedAct]]]:
    """Make pages, and tell which of their acts are one: what several of them tell."""
    told: list[Said] = []
    pages: list[tuple[Document, Reading]] = []
    groups: dict[object, list[ReportedAct]] = {}
    for number in numbers:
        new = [world.said(world.day(number)) for _ in range(PER_PAGE)]
        again = rng.sample(told, round(PER_PAGE * TOLD_AGAIN)) if len(told) > PER_PAGE else []
        said = [*again, *new[len(again) :]]
        told += new[len(again) :]
        document, reading = page_of(world, number, said)
        pages.append((document, reading))
        by_record = {f"{document.id}{kind}{n:03}": each for n, each in enumerate(said) for kind in "sc"}
        for act in acts_of(document, reading):
            groups.setdefault(by_record.get(act.record, act.record), []).append(act)
    return pages, list(groups.values())


def _put_facts(
    casefile: CasefileStore, pages: Sequence[tuple[Document, Reading]], entries: Sequence[Entry], rng: Random
) -> None:
    """Put facts of every fourth page, and as many conflicts."""
    of_page: dict[str, list[Entry]] = {}
    for entry in entries:
        of_page.setdefault(entry.reports[0].act.document, []).append(entry)
    for document, _ in pages[::4]:
        found = list(facts_of(document, of_page.get(document.id, [])[:3]))
        casefile.put_facts(document.id, [fact for fact, _ in found], {fact.id: keys for fact, keys in found})
    casefile.put_conflicts([], list(_conflicts(entries, len(pages) // 4, rng)), "facts")


def _conflicts(entries: Sequence[Entry], count: int, rng: Random) -> Iterator[Conflict]:
    for _ in range(count):
        one, other = rng.sample(entries, 2)
        yield conflict_of(one, other, rng)
