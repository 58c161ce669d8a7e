"""Draw records at random to decide on: what is decided of a sample speaks for all that it was drawn from.

A draw is kept in the casefile as a setting, with the ids of its records in the order in which they are to be
looked at: whoever stops early has decided on a smaller sample, and that is drawn evenly too.
"""

from __future__ import annotations

import json
import random
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from onrecord.errors import UsageError
from onrecord.model import RecordKind
from onrecord.review.worth import Ranked
from onrecord.web.reviewing.waiting import Place, Queue, Standing

if TYPE_CHECKING:
    from onrecord.store.interface import CasefileStore, CasefileView

SETTING = "review draws"
MOST = 500
"""Records of one draw."""


@dataclass(frozen=True, slots=True)
class Draw:
    """Hold a sample: when and by whom it was drawn, of how many records of which kinds."""

    id: str
    at: str  # ISO, UTC
    by: str
    kinds: tuple[str, ...]  # empty: of all
    of: int
    seed: int
    records: tuple[tuple[str, str], ...]  # kind and id, in the order in which they are looked at

    def keys(self) -> Sequence[tuple[RecordKind, str]]:
        """Return kind and id of each record."""
        return [(RecordKind(kind), name) for kind, name in self.records]


def draws(casefile: CasefileView) -> tuple[Draw, ...]:
    """Return the samples of a casefile, the oldest first."""
    held = json.loads(casefile.setting(SETTING) or "[]")
    return tuple(
        Draw(
            each["id"], each["at"], each["by"], tuple(each["kinds"]), each["of"], each["seed"],
            tuple((kind, name) for kind, name in each["records"]),
        )
        for each in held
    )  # fmt: skip


def draw(
    casefile: CasefileStore, every: Sequence[Ranked], kinds: Sequence[RecordKind], size: int, by: str
) -> Draw:
    """Draw records evenly and keep the sample.

    Args:
        casefile: to keep it in.
        every: the records that there are.
        kinds: of these alone; none: of all.
        size: how many.
        by: who draws.

    Raises:
        UsageError: there is nothing to draw from, or the size is none.
    """
    if not 1 <= size <= MOST:
        raise UsageError(f"a sample has 1 to {MOST} records, not {size}")
    pool = sorted((each.kind.value, each.id) for each in every if not kinds or each.kind in kinds)
    if not pool:
        raise UsageError("there is no record to draw")
    seed = secrets.randbits(32)
    drawn = random.Random(seed).sample(pool, min(size, len(pool)))
    made = Draw(
        secrets.token_hex(4), datetime.now(UTC).isoformat(timespec="seconds"), by,
        tuple(each.value for each in kinds), len(pool), seed, tuple(drawn),
    )  # fmt: skip
    with casefile.batch():
        kept = [asdict(each) for each in (*draws(casefile), made)]
        casefile.put_setting(SETTING, json.dumps(kept))
    return made


def place(
    casefile: CasefileView,
    queue: Queue,
    standing: Standing,
    draw_id: str,
    record: tuple[RecordKind, str] | None,
) -> Place:
    """Return where a record stands in a sample; without one, the first that nobody decided on."""
    chosen = next((each for each in draws(casefile) if each.id == draw_id), None)
    if chosen is None:
        raise UsageError(f"there is no sample {draw_id!r}")
    ledger = queue.ledger()
    drawn = chosen.keys()
    keys = [key for key in drawn if key in standing.rank]
    undecided = [key for key in keys if not ledger.is_decided(*key)]
    now = record if record is not None else next(iter(undecided), None)
    at = keys.index(now) if now in keys else -1
    later = next((key for key in keys[at + 1 :] if key in undecided), None)
    after = later or next((key for key in undecided if key != now), None)

    def item(key: tuple[RecordKind, str] | None) -> Ranked | None:
        return standing.ranked[standing.rank[key]] if key is not None and key in standing.rank else None

    before = keys[at - 1] if at > 0 else None
    return Place(item(now), item(before), item(after), len(undecided), len(keys))
