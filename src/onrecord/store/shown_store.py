"""Answer for positions and conflicts of a casefile; see ``ShownView`` and ``ShownWriter`` for each method."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from onrecord.model import Conflict, EntryLink, EntryLinkKind, Fact, Pair, Point, Position
from onrecord.store import actor_counts, shown_finding, shown_index
from onrecord.store.interface_shown import Between, ConflictFilter, PointFilter, PositionFilter, SpokenFor
from onrecord.store.lending import Lender, keys_of

ALL_POSITIONS = PositionFilter()
ALL_POINTS = PointFilter()
ALL_CONFLICTS = ConflictFilter()


class ShownReading(Lender):
    """Ask for points, positions, facts, conflicts, and the links of many entries."""

    def positions(self, where: PositionFilter = ALL_POSITIONS) -> Iterator[Position]:
        """Stream positions by subject, holder and the day they began."""
        with self._connection() as connection:
            yield from shown_finding.positions(connection, where)

    def position_pairs(self, where: PositionFilter = ALL_POSITIONS) -> Sequence[Pair]:
        """Return holder and subject of each position that fits, in the order of ``positions``: cheap."""
        with self._connection() as connection:
            return shown_finding.position_pairs(connection, where)

    def points(self, where: PointFilter = ALL_POINTS) -> Iterator[Point]:
        """Stream points by subject, holder and day, undated last, then by entry."""
        with self._connection() as connection:
            yield from shown_finding.points(connection, where)

    def conflicts(self, where: ConflictFilter = ALL_CONFLICTS) -> Iterator[Conflict]:
        """Stream conflicts by the first day of what they are about, undated last, then by id."""
        with self._connection() as connection:
            documents = [self._find(connection, each)[1] for each in where.documents]
            yield from shown_finding.conflicts(connection, where, documents)

    def conflict(self, conflict_id: str) -> Conflict:
        """Return one conflict by its id or a prefix that only one id has."""
        with self._connection() as connection:
            return shown_finding.conflict(connection, conflict_id, self.location)

    def links_of(
        self, entries: Collection[str], kinds: Collection[EntryLinkKind] = ()
    ) -> Sequence[EntryLink]:
        """Return the links from or to any of these entries, each once, by source and target."""
        with self._connection() as connection:
            return shown_finding.links_of(connection, entries, kinds)

    def speakers_for(self) -> Sequence[SpokenFor]:
        """Return who speaks for which state or organisation; most entries first, then by name."""
        with self._connection() as connection:
            return actor_counts.speakers_for(connection)

    def acts_between(self, name: str) -> Sequence[Between]:
        """Return how many entries of each kind one has towards others, and others towards it; most first."""
        with self._connection() as connection:
            return actor_counts.acts_between(connection, name)

    def actors_counted(self) -> Sequence[tuple[str, int]]:
        """Return who acts or answers for acts, each with the number of these entries, most first."""
        with self._connection() as connection:
            return actor_counts.actors_counted(connection)

    def days_told(self) -> tuple[str, str] | None:
        """Return the first and the last day on which anybody took a position; ``None`` where nobody did."""
        with self._connection() as connection:
            return actor_counts.days_told(connection)

    def points_of_entries(self, entries: Collection[str]) -> Sequence[Point]:
        """Return the points of entries, by entry, then as they were put."""
        with self._connection() as connection:
            return shown_index.points_of_entries(connection, entries)

    def points_on(self, pairs: Collection[Pair]) -> Mapping[Pair, Sequence[Point]]:
        """Return the points of each holder on each subject, by day, undated last, then by entry."""
        with self._connection() as connection:
            return shown_index.points_on(connection, pairs)

    def facts_of_documents(self, document_ids: Collection[str]) -> Sequence[Fact]:
        """Return the facts of documents, by document and id."""
        with self._connection() as connection:
            keys = keys_of(connection, document_ids).values()
            return shown_index.facts_of_documents(connection, keys)

    def facts_with(self, keys: Collection[str], limit: int) -> Mapping[str, Sequence[Fact]]:
        """Return the facts that have each key, none for a key with more than ``limit``."""
        with self._connection() as connection:
            return shown_index.facts_with(connection, keys, limit)


class ShownWriting(Lender):
    """Tell points, positions, facts and conflicts."""

    def put_points(self, entries: Collection[str], points: Sequence[Point]) -> None:
        """Keep the points of entries in place of all that these had; entries without any are forgotten."""
        with self._writing() as connection:
            shown_index.put_points(connection, entries, points)

    def put_positions(self, pairs: Collection[Pair], positions: Sequence[Position]) -> None:
        """Keep the positions of holders on subjects in place of all that these had."""
        with self._writing() as connection:
            shown_index.put_positions(connection, pairs, positions)

    def put_facts(self, document_id: str, facts: Sequence[Fact], keys: Mapping[str, Collection[str]]) -> None:
        """Keep the facts of a document in place of its earlier ones, with the keys of each, by id."""
        with self._writing() as connection:
            key = self._keys(connection, [document_id])[document_id]
            shown_index.put_facts(connection, key, facts, keys)

    def put_conflicts(self, records: Collection[str], made: Sequence[Conflict], by: str) -> None:
        """Keep conflicts made one way, after forgetting all so made with a side with one of these records."""
        with self._writing() as connection:
            shown_index.put_conflicts(connection, records, made, by)
