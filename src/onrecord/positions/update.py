"""Keep points and positions in step with the register: the same as if all were made anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from onrecord.model import Entry, EntryLink, Pair, PositionIndex
from onrecord.positions.follow import positions_of
from onrecord.positions.points import points_of


def update(
    index: PositionIndex,
    entries: Mapping[str, Entry],
    gone: Collection[str],
    links: Sequence[EntryLink],
    targets: Mapping[str, Entry],
) -> frozenset[Pair]:
    """Make the points of entries anew, and the positions of everybody that these are of.

    Args:
        index: where points and positions are kept.
        entries: by id, all whose points may have changed: their reports, their links, or what these lead to.
        gone: ids of entries that are no longer.
        links: at least all from ``entries``.
        targets: the entries that these lead to, by id; those among ``entries`` may be left out.

    Returns:
        Holder and subject of every position that was made anew.
    """
    out_of = defaultdict(list)
    for link in links:
        out_of[link.source].append(link)
    known = {**targets, **entries}
    old = index.points_of_entries({*entries, *gone})
    fresh = [p for id in sorted(entries) for p in points_of(entries[id], out_of[id], known)]
    index.put_points({*entries, *gone}, fresh)
    pairs = frozenset((p.holder, p.subject) for p in (*old, *fresh))
    held = index.points_on(pairs)
    made = [position for pair in sorted(held) for position in positions_of(held[pair])]
    index.put_positions(pairs, made)
    return pairs
