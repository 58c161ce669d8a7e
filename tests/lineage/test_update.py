"""Whatever the order, the batches and the detours: the same likenesses, derivations and stories."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.lineage import keys as keying
from onrecord.lineage.memory import MemoryIndex
from onrecord.lineage.update import settle, update
from onrecord.model import Material

POOL = [
    "The ferry left Brennock at dawn with 212 prisoners of the harvest war on board.",
    "A mortar hit the bakery near the canal of Ossen, and the orchard burnt for 3 days.",
    "General Temirbek denied that the artillery had fired on the quarry since August.",
    "Mediators from Vennland offered almonds, drones and a tunnel under the glacier.",
    "Nobody in the lantern factory believed that the protocol of Karsholm would hold.",
    "The Corvane embassy bought 48 barges, eleven sluices and a lighthouse in Tolby.",
    "Sturgeon quotas were cut by 40 per cent after a quarrel in the customs house.",
    "Chancellor Vold planted a willow and promised crowns for the dredging of the Imra.",
]


@pytest.fixture(autouse=True, scope="module")
def low_limit() -> Iterator[None]:
    """Let three documents with one key be too many, so that keys cease to count and begin to again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keying, "LIMIT", 3)
        yield


documents = st.lists(
    st.tuples(
        st.lists(st.integers(0, len(POOL) - 1), min_size=1, max_size=5, unique=True),
        st.sampled_from([None, "2031-05-01", "2031-05-02"]),
        st.sampled_from([None, "Lantern Post", "Harbour Wire"]),
    ),
    min_size=2,
    max_size=7,
)


def materials(make: Any, drawn: Any) -> list[Material]:
    return [
        make(f"{number:02}", " ".join(POOL[n] for n in chosen) + f" Report w{number}x.", outlet, published)
        for number, (chosen, published, outlet) in enumerate(drawn)
    ]


def kept(index: MemoryIndex, ids: list[str]) -> tuple[Any, ...]:
    """Return all that an index holds, and what is derived from it."""
    return index.likenesses(ids), settle(index, ids).derivations


@pytest.mark.slow
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=documents, seed=st.integers(0, 10**6), size=st.integers(1, 3))
def test_any_order_and_any_batches_give_the_same(make: Any, drawn: Any, seed: int, size: int) -> None:
    made = materials(make, drawn)
    ids = [m.document.id for m in made]
    whole = MemoryIndex(made)
    all_at_once = update(whole, ids)
    shuffled = random.Random(seed).sample(ids, len(ids))
    index = MemoryIndex(made)
    derived: dict[str, list[Any]] = {}
    told: dict[str, Any] = {}
    for first in range(0, len(ids), size):
        change = update(index, shuffled[first : first + size])
        derived.update((d, []) for d in change.documents)
        for each in change.derivations:
            derived[each.derived].append(each)
        for gone in change.gone_stories:
            told.pop(gone, None)
        told.update((s.id, s) for s in change.stories)
    assert kept(index, ids) == kept(whole, ids)
    assert sorted(told.items()) == sorted((s.id, s) for s in all_at_once.stories)
    assert tuple(d for name in sorted(derived) for d in derived[name]) == all_at_once.derivations


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=documents, data=st.data())
def test_documents_that_went_leave_nothing_behind(make: Any, drawn: Any, data: Any) -> None:
    made = materials(make, drawn)
    ids = [m.document.id for m in made]
    gone = data.draw(st.lists(st.sampled_from(ids), unique=True, max_size=len(ids) - 1))
    left = [m for m in made if m.document.id not in gone]
    index = MemoryIndex(made)
    stories = {s.id: s for s in update(index, ids).stories}
    change = update(index, [], gone)
    for each in change.gone_stories:
        stories.pop(each, None)
    stories.update((s.id, s) for s in change.stories)
    index.drop(gone)
    fresh = MemoryIndex(left)
    anew = update(fresh, [m.document.id for m in left])
    assert kept(index, ids) == kept(fresh, ids)
    assert sorted(stories) == sorted(s.id for s in anew.stories)


def test_a_crowded_key_counts_for_nothing(make: Any) -> None:
    same = " ".join(POOL[:2])
    made = [make(f"{n:02}", f"{same} {POOL[2 + n]} Report w{n}x.") for n in range(5)]
    two = MemoryIndex(made[:2])
    assert update(two, ["00", "01"]).compared == 1
    many = MemoryIndex(made)
    ids = [m.document.id for m in made]
    update(many, ids)
    bands = [key for key in many.keys(ids)["00"] if keying.kind_of(key) is keying.KeyKind.BAND]
    assert bands
    assert (
        keying.limit_of(bands[0]) > 3 == keying.limit_of(next(k for k in many.keys(ids)["00"] if k & 3 == 2))
    )


def test_nothing_new_costs_nothing(make: Any) -> None:
    made = materials(make, [([0, 1, 2], None, None), ([3, 4, 5], None, None)])
    index = MemoryIndex(made)
    assert update(index, ["00", "01"]).compared == 0
    assert update(index, []).documents == frozenset()
