"""The register is a function of the set of documents and of what people decided, however it came about."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onrecord.actors.base import Base
from onrecord.model import DerivationKind, Given, JudgementKind, Place
from onrecord.pipeline import keep_register
from onrecord.register import update as register
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore

New = Callable[[], CasefileStore]
Articles = list[Any]  # of conftest.Read
Put = Callable[[CasefileStore, Articles], None]
Held = Callable[[CasefileStore], dict[str, Any]]


@pytest.fixture
def new(tmp_path: Path) -> Any:
    """Open as many casefiles as a test wants, each empty."""
    opened: list[CasefileStore] = []

    def make() -> CasefileStore:
        opened.append(open_casefile(str(tmp_path / f"{len(opened)}.db"), create=True))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


@pytest.fixture(scope="module")
def whole(
    articles: Articles, base: Base, held: Held, put: Put, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """Return what the register holds where all examples came at once."""
    with open_casefile(str(tmp_path_factory.mktemp("whole") / "w.db"), create=True) as casefile:
        put(casefile, articles)
        keep_register(casefile, base, batch=1000)
        return held(casefile)


def test_the_examples_give_entries_links_and_derivations(whole: dict[str, Any]) -> None:
    assert all(whole.values()), {name: len(found) for name, found in whole.items()}


@pytest.mark.parametrize("seed", [1, 2])
def test_any_order_in_any_portions_gives_the_same(
    new: New, articles: Articles, base: Base, held: Held, put: Put, whole: dict[str, Any], seed: int
) -> None:
    chance = random.Random(seed)
    waiting = chance.sample(articles, len(articles))
    with new() as casefile:
        while waiting:
            portion, waiting = waiting[: (size := chance.randint(1, 6))], waiting[size:]
            put(casefile, portion)
            keep_register(casefile, base, batch=chance.choice([1, 3, 64]))
        assert held(casefile) == whole


def test_looking_at_everything_again_changes_nothing(
    new: New, articles: Articles, base: Base, held: Held, put: Put, whole: dict[str, Any]
) -> None:
    with new() as casefile:
        put(casefile, articles)
        keep_register(casefile, base)
        assert keep_register(casefile, base).documents == 0
        assert keep_register(casefile, base, everything=True).documents == len(articles)
        assert held(casefile) == whole


def test_a_run_that_fails_keeps_what_was_whole_and_is_completed(
    new: New,
    articles: Articles,
    base: Base,
    held: Held,
    put: Put,
    whole: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real, calls = register.update, iter(range(100))

    def fails(*args: Any, **options: Any) -> Any:
        if next(calls) == 2:
            raise KeyboardInterrupt
        return real(*args, **options)

    with new() as casefile:
        put(casefile, articles)
        with monkeypatch.context() as patch:
            patch.setattr(register, "update", fails)
            with pytest.raises(KeyboardInterrupt):
                keep_register(casefile, base, batch=5)
        assert len(casefile.out_of_step("")) >= len(articles) - 10
        assert keep_register(casefile, base).documents == len(articles) - 10
        assert held(casefile) == whole


def test_another_outlet_moves_what_depends_on_it(new: New, articles: Articles, base: Base, put: Put) -> None:
    with new() as casefile:
        put(casefile, articles)
        keep_register(casefile, base)
        document = articles[0].page.document
        casefile.edit_document(document.id, Given(outlet="The Other Wire"))
        assert keep_register(casefile, base).documents == 1
        outlets = {
            r.act.outlet for e in casefile.entries() for r in e.reports if r.act.document == document.id
        }
        assert outlets == {"The Other Wire"}


def test_a_new_version_takes_the_place_of_the_old(new: New, articles: Articles, base: Base) -> None:
    first = replace(articles[0], page=replace(articles[0].page, given=Given(url="https://x.example/1")))
    with new() as casefile:
        one = casefile.add_documents([first.page])[0].document
        casefile.put_reading(replace(first.reading, document_id=one.id))
        keep_register(casefile, base)
        assert {r.act.document for e in casefile.entries() for r in e.reports} == {one.id}
        changed = replace(first.page, raw=first.page.raw + b" ")
        changed = replace(changed, document=replace(changed.document, id="f" * 16, digest="f" * 64))
        two = casefile.add_documents([changed])[0].document
        casefile.put_reading(replace(first.reading, document_id=two.id))
        keep_register(casefile, base)
        assert {r.act.document for e in casefile.entries() for r in e.reports} == {two.id}
        kinds = [(d.kind, d.source, d.derived) for d in casefile.derivations()]
        assert (DerivationKind.REVISION, one.id, two.id) in kinds


def test_decisions_outlive_everything(new: New, articles: Articles, base: Base, put: Put) -> None:
    with new() as casefile:
        put(casefile, articles)
        keep_register(casefile, base)
        joined = next(e for e in casefile.entries() if len(e.reports) > 1)
        left, right = (report.act.place for report in joined.reports[:2])
        casefile.add_judgement(JudgementKind.OTHER_ACT, right, left, by="ann")
        keep_register(casefile, base)
        keep_register(casefile, base, everything=True)
        together = [e for e in casefile.entries() if {left, right} <= set(e.places)]
        assert not together
        apart = {e.id for e in casefile.entries() if {left, right} & set(e.places)}
        assert len(apart) == 2
        assert casefile.entry(joined.id).id in apart


def test_a_document_that_a_person_says_is_not_derived_is_an_origin(
    new: New, articles: Articles, base: Base, put: Put
) -> None:
    with new() as casefile:
        put(casefile, articles)
        keep_register(casefile, base)
        found = next(d for d in casefile.derivations() if d.kind is DerivationKind.COPY)
        digests = {each.id: each.digest for each in casefile.summaries()}
        source, derived = (Place(digests[each], 0, 0) for each in (found.source, found.derived))
        casefile.add_judgement(JudgementKind.NOT_DERIVED, source, derived, by="ann")
        keep_register(casefile, base)
        pairs = {(d.source, d.derived) for d in casefile.derivations()}
        assert (found.source, found.derived) not in pairs
        assert (found.derived, found.source) not in pairs
