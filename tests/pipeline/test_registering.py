"""The register is a function of the set of documents and of what people decided, however it came about."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onrecord.actors.base import Base
from onrecord.errors import OnrecordError
from onrecord.model import (
    REGISTER_VERSION,
    DerivationKind,
    Given,
    JudgementKind,
    Place,
    RecordKind,
    ReportedAct,
)
from onrecord.pipeline import keep_register
from onrecord.register import update as register
from onrecord.review.making import Reviewer
from onrecord.review.view import ReviewedView
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
def made(articles: Articles, examples_base: Base, put: Put, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a casefile to which all articles came at once, with their register; not to be changed."""
    path = tmp_path_factory.mktemp("made") / "made.db"
    with open_casefile(str(path), create=True) as casefile:
        put(casefile, articles)
        keep_register(casefile, examples_base, batch=1000)
    return path


@pytest.fixture(scope="module")
def whole(made: Path, held: Held) -> dict[str, Any]:
    """Return what that register holds."""
    with open_casefile(str(made), read_only=True) as casefile:
        return held(casefile)


@pytest.fixture
def registered(made: Path, tmp_path: Path) -> Iterator[CasefileStore]:
    """Return a copy of that casefile, to be changed."""
    with open_casefile(str(shutil.copy(made, tmp_path / "registered.db"))) as casefile:
        yield casefile


def test_the_examples_give_entries_links_and_derivations(whole: dict[str, Any]) -> None:
    assert all(whole.values()), {name: len(found) for name, found in whole.items()}


@pytest.mark.parametrize("seed", [1, *(pytest.param(n, marks=pytest.mark.slow) for n in (2, 3, 4))])
def test_any_order_in_any_portions_gives_the_same(
    new: New, articles: Articles, examples_base: Base, held: Held, put: Put, whole: dict[str, Any], seed: int
) -> None:
    chance = random.Random(seed)
    waiting = chance.sample(articles, len(articles))
    with new() as casefile:
        while waiting:
            portion, waiting = waiting[: (size := chance.randint(1, 9))], waiting[size:]
            put(casefile, portion)
            keep_register(casefile, examples_base, batch=chance.choice([1, 3, 64]))
        assert held(casefile) == whole


@pytest.mark.slow
def test_looking_at_everything_again_changes_nothing(
    registered: CasefileStore, articles: Articles, examples_base: Base, held: Held, whole: dict[str, Any]
) -> None:
    assert keep_register(registered, examples_base).documents == 0
    assert keep_register(registered, examples_base, everything=True, batch=20).documents == len(articles)
    assert held(registered) == whole


@pytest.mark.slow
def test_a_run_that_fails_keeps_what_was_whole_and_is_completed(
    new: New,
    articles: Articles,
    examples_base: Base,
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
                keep_register(casefile, examples_base, batch=3)
        assert len(casefile.out_of_step(REGISTER_VERSION)) == len(articles) - 6
        assert keep_register(casefile, examples_base).documents == len(articles) - 6
        assert held(casefile) == whole


@pytest.mark.slow
def test_another_outlet_moves_what_depends_on_it(
    registered: CasefileStore, articles: Articles, examples_base: Base
) -> None:
    document = articles[0].page.document
    registered.edit_document(document.id, Given(outlet="The Other Wire"))
    assert keep_register(registered, examples_base).documents == 1
    reports = [r for e in registered.entries() for r in e.reports if r.act.document == document.id]
    assert {r.act.outlet for r in reports} == {"The Other Wire"}
    assert {r.chain[0].name for r in reports} == {"The Other Wire"}


@pytest.mark.slow
def test_a_new_version_takes_the_place_of_the_old(new: New, articles: Articles, examples_base: Base) -> None:
    first = replace(articles[0], page=replace(articles[0].page, given=Given(url="https://x.example/1")))
    with new() as casefile:
        one = casefile.add_documents([first.page])[0].document
        casefile.put_reading(replace(first.reading, document_id=one.id))
        keep_register(casefile, examples_base)
        assert {r.act.document for e in casefile.entries() for r in e.reports} == {one.id}
        changed = replace(first.page, raw=first.page.raw + b" ")
        changed = replace(changed, document=replace(changed.document, id="f" * 16, digest="f" * 64))
        two = casefile.add_documents([changed])[0].document
        casefile.put_reading(replace(first.reading, document_id=two.id))
        keep_register(casefile, examples_base)
        assert {r.act.document for e in casefile.entries() for r in e.reports} == {two.id}
        kinds = [(d.kind, d.source, d.derived) for d in casefile.derivations()]
        assert (DerivationKind.REVISION, one.id, two.id) in kinds


@pytest.mark.slow
def test_what_a_reviewer_rejects_is_in_no_entry_until_that_is_undone(
    registered: CasefileStore, articles: Articles, examples_base: Base, held: Held, whole: dict[str, Any]
) -> None:
    alone = next(
        e
        for e in registered.entries()
        if len(e.reports) == 1 and e.reports[0].act.record_kind is RecordKind.STATEMENT
    )
    act = alone.reports[0].act
    shown = ReviewedView(registered).effective(act.document)
    reviewer = Reviewer("ann", registered.document(act.document), shown)
    rejected = reviewer.reject(next(each for each in shown.records if each.record.id == act.record))
    registered.add_reviews([rejected])
    report = keep_register(registered, examples_base)
    assert report.documents == 1
    assert alone.id in report.gone
    assert act.record not in {r.act.record for e in registered.entries() for r in e.reports}
    with pytest.raises(OnrecordError):
        registered.entry(alone.id)
    registered.add_reviews([reviewer.undo(rejected)])
    assert keep_register(registered, examples_base).documents == 1
    assert held(registered) == whole


def _is_named(act: ReportedAct) -> bool:
    """Tell whether a person is named for an act, who speaks for a state or body."""
    return bool(act.actors and act.principals) and not act.unnamed and act.actors[0] not in act.principals


@pytest.mark.slow
def test_entries_follow_the_names_that_are_decided(
    registered: CasefileStore, examples_base: Base, held: Held, whole: dict[str, Any]
) -> None:
    people = Counter(r.act.actors[0] for e in registered.entries() for r in e.reports if _is_named(r.act))
    name, taken = sorted(people, key=lambda each: (-people[each], each))[:2]
    records = {r.act.record for e in registered.entries() for r in e.reports if taken in r.act.actors}
    registered.merge_actors((name, taken), by="ann")
    assert keep_register(registered, examples_base).documents >= len(
        {r.act.document for e in registered.entries() for r in e.reports if r.act.record in records}
    )
    for entry in registered.entries():
        assert taken not in entry.actors
        assert all(name in r.act.actors for r in entry.reports if r.act.record in records)
    registered.undo_decision(by="ann")
    keep_register(registered, examples_base)
    assert held(registered) == whole


@pytest.mark.slow
def test_decisions_outlive_everything(registered: CasefileStore, examples_base: Base) -> None:
    joined = next(e for e in registered.entries() if len(e.reports) > 1)
    left, right = (report.act.place for report in joined.reports[:2])
    registered.add_judgement(JudgementKind.OTHER_ACT, right, left, by="ann")
    keep_register(registered, examples_base, everything=True)
    together = [e for e in registered.entries() if {left, right} <= set(e.places)]
    assert not together
    apart = {e.id for e in registered.entries() if {left, right} & set(e.places)}
    assert len(apart) == 2
    assert registered.entry(joined.id).id in apart


def digests(casefile: CasefileStore) -> dict[str, str]:
    return {each.id: each.digest for each in casefile.summaries()}


@pytest.mark.slow
def test_documents_that_a_person_says_have_one_origin_count_once(
    registered: CasefileStore, examples_base: Base
) -> None:
    known = digests(registered)
    several = next(e for e in registered.entries() if len([o for o in e.origins if o in known]) > 1)
    one, other = [o for o in several.origins if o in known][:2]
    registered.add_judgement(
        JudgementKind.SAME_ORIGIN, Place(known[one], 0, 0), Place(known[other], 0, 0), by="ann"
    )
    keep_register(registered, examples_base)
    now = registered.entry(several.id)
    assert len(now.reports) == len(several.reports)
    assert len(now.origins) == len(several.origins) - 1
    assert len({one, other} & set(now.origins)) == 1


@pytest.mark.slow
def test_a_document_that_a_person_says_is_not_derived_is_an_origin(
    registered: CasefileStore, examples_base: Base
) -> None:
    found = next(d for d in registered.derivations() if d.kind is DerivationKind.COPY)
    known = digests(registered)
    source, derived = (Place(known[each], 0, 0) for each in (found.source, found.derived))
    registered.add_judgement(JudgementKind.NOT_DERIVED, source, derived, by="ann")
    keep_register(registered, examples_base)
    pairs = {(d.source, d.derived) for d in registered.derivations()}
    assert (found.source, found.derived) not in pairs
    assert (found.derived, found.source) not in pairs
