"""Say why acts that documents report are one entry, or are kept apart."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from onrecord.cli import entry_lines as lines
from onrecord.cli.screen import one_line
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from onrecord.model import Comparison, Entry, ReportedAct
    from onrecord.register.context import Between
    from onrecord.store.interface import CasefileStore

NEAREST = 5
"""Entries kept apart that are shown beside one, each by the record that comes nearest."""
LOOKED_AT = 6
"""Records of an entry that are held against those of another; forty copies say what six of them say."""


_NOT_WITH_OTHERS = (
    "By themselves these two would be one act; with the other reports of both entries they are not"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Hold two acts with what comparing them gave."""

    left: ReportedAct
    right: ReportedAct
    comparison: Comparison
    needed: float  # the chance from which two such acts are taken for one
    met: bool  # the register compared them: something leads from one to the other


class Weighing:
    """Compare acts of some documents as the register does."""

    def __init__(self, casefile: CasefileStore, acts: Iterable[ReportedAct]) -> None:
        from onrecord.pipeline.registering import contexts

        documents = sorted({act.document for act in acts})
        self._context = contexts(casefile, documents)
        self._acts: dict[str, list[ReportedAct]] = {each: [] for each in documents}
        for act in casefile.acts(documents):
            self._acts[act.document].append(act)
        self._between = lru_cache(maxsize=None)(self._tied)
        self._keys = lru_cache(maxsize=None)(_keys)

    def _tied(self, a: str, b: str) -> Between:
        from onrecord.register.matching import among

        return among(self._context.between(a, b), self._acts[a], self._acts[b])

    def pair(self, left: ReportedAct, right: ReportedAct) -> Pair:
        """Compare two acts."""
        from onrecord.register import same_act

        between = self._between(left.document, right.document)
        found = same_act.compare(left, right, between)
        needed = same_act.needed(left, right, between)
        tied = between.kind is not None or between.near or between.aligned(left, right) > 0
        return Pair(left, right, found, needed, tied or bool(self._keys(left) & self._keys(right)))


def _keys(act: ReportedAct) -> frozenset[str]:
    from onrecord.register.keys import keys

    return keys(act)


class Told(ABC):
    """Explain something about acts of a casefile."""

    def __init__(self, casefile: CasefileStore) -> None:
        self.casefile = casefile

    @abstractmethod
    def lines(self) -> Iterator[RenderableType]:
        """Yield what a person reads."""

    @abstractmethod
    def record(self) -> dict[str, Any]:
        """Return the same as plain data."""

    def entry_of(self, act: ReportedAct) -> Entry:
        """Return the entry that holds an act."""
        held = (entry for cluster in self.casefile.clusters([act.record]) for entry in cluster.entries)
        return next(entry for entry in held if any(each.act.record == act.record for each in entry.reports))

    def decisions(self, acts: Sequence[ReportedAct]) -> Iterator[str]:
        """Yield what people decided that touches the entries of all of some acts."""
        from onrecord.store.judging import holding
        from onrecord.views.judged import Named

        shaped = set.intersection(*(set(self.entry_of(act).decided) for act in acts))
        names = Named(self.casefile)
        for each in holding(self.casefile.judgements()):
            if each.id in shaped:
                yield f"{one_line(each.by)} decided: {names.line(each)}"

    def act_lines(self, act: ReportedAct) -> Iterator[Text]:
        """Yield who says what where, a denial with the words that deny."""
        from rich.text import Text

        from onrecord.views.explaining import act_words
        from onrecord.views.wordings import document_name

        document = one_line(document_name(self.casefile.summary(act.document)))
        who = one_line("; ".join(act.actors)) or "undecided"
        zone = "" if act.zone.value == "body" else f", {act.zone.value}"
        yield Text.assemble(
            (f"{who}: ", "cyan"), (f"“{one_line(act_words(act))}”", "green"), (f"  {document}{zone}", "dim")
        )
        day = act.first_day if act.first_day == act.last_day else f"{act.first_day} to {act.last_day}"
        dated = "" if act.dated else " (of the page)"
        yield Text(
            f"  {act.kind.value}, {day or 'undated'}{dated}, {act.record_kind.value} {act.record}", "dim"
        )


def reasons(pair: Pair) -> Iterator[str]:
    """Yield why two acts were taken for one or not, a sentence each."""
    found = pair.comparison
    if not pair.met:
        yield (
            "The register never set them beside each other: no name, number, day or telling word leads "
            "from one to the other"
        )
    if found.chance in (0.0, 1.0):
        yield from found.reasons
        return
    side = "more" if found.same else "less"
    yield f"Chance that they are one act: {found.chance:.2f}, {side} than the {pair.needed:.2f} that it takes"
    yield from found.reasons


def pair_record(pair: Pair, together: bool) -> dict[str, Any]:
    """Return a comparison as plain data."""
    from onrecord.views.explaining import act_words

    def side(act: ReportedAct) -> dict[str, Any]:
        return {
            "record": act.record,
            "document": act.document,
            "kind": act.kind.value,
            "words": act_words(act),
        }

    found = pair.comparison
    return {
        "left": side(pair.left),
        "right": side(pair.right),
        "in_one_entry": together,
        "same": found.same,
        "chance": found.chance,
        "needed": pair.needed,
        "compared": pair.met,
        "reasons": list(found.reasons),
        "measures": {name: float(value) for name, value in found.measures.items()},
    }


class TwoSides(Told):
    """Explain how two acts, entries or articles stand to each other: by the two acts that come nearest."""

    def __init__(
        self, casefile: CasefileStore, left: Sequence[ReportedAct], right: Sequence[ReportedAct]
    ) -> None:
        super().__init__(casefile)
        self.left, self.right = left, right

    @cached_property
    def nearest(self) -> Pair:
        """Return the two acts that come nearest."""
        weighing = Weighing(self.casefile, [*self.left, *self.right])
        pairs = [weighing.pair(a, b) for a in self.left for b in self.right if a.record != b.record]
        if not pairs:
            raise UsageError("both ids name one record", None, "name two, or one alone")
        return max(pairs, key=lambda each: (each.comparison.chance, each.met))

    @cached_property
    def together(self) -> bool:
        """Tell whether the two acts are in one entry."""
        return self.entry_of(self.nearest.left).id == self.entry_of(self.nearest.right).id

    def lines(self) -> Iterator[RenderableType]:
        """Yield what a person reads."""
        from rich.text import Text

        pair = self.nearest
        one = self.entry_of(pair.left)
        if self.together:
            yield Text(f"One entry, {one.id[: lines.SHORT_ID]}: they were taken for one act.", "bold")
        else:
            ids = " and ".join(self.entry_of(each).id[: lines.SHORT_ID] for each in (pair.left, pair.right))
            yield Text(f"Two entries, {ids}: they were kept apart.", "bold")
        if len(self.left) * len(self.right) > 1:
            yield Text("Of their reports these two come nearest:", "dim")
        for each in (pair.left, pair.right):
            yield from self.act_lines(each)
        yield from (Text(f"- {one_line(reason)}.") for reason in self._why())

    def _why(self) -> Iterator[str]:
        pair = self.nearest
        decided = list(self.decisions((pair.left, pair.right)))
        yield from decided
        yield from reasons(pair)
        if decided:
            return
        if self.together and not pair.comparison.same:
            yield "By themselves they would be kept apart; other reports between them hold them together"
        if not self.together and pair.comparison.same:
            yield _NOT_WITH_OTHERS

    def record(self) -> dict[str, Any]:
        """Return the same as plain data."""
        pair = self.nearest
        made = pair_record(pair, self.together)
        return made | {"entries": [self.entry_of(each).id for each in (pair.left, pair.right)],
                       "decided": list(self.decisions((pair.left, pair.right)))}  # fmt: skip


class OneEntry(Told):
    """Explain why each report belongs to an entry, and what came near and was kept apart."""

    def __init__(self, casefile: CasefileStore, acts: Sequence[ReportedAct]) -> None:
        super().__init__(casefile)
        self.entry = self.entry_of(acts[0])
        self.acts = [report.act for report in self.entry.reports]

    @cached_property
    def ties(self) -> list[Pair]:
        """Return, for each report but the first, the report that ties it to the entry most firmly."""
        nearest = self._firmest()
        weighing = Weighing(self.casefile, self.acts)
        found = []
        for act in self.acts[1:]:
            others = nearest.get(act.record) or [x for x in self.acts if x.record != act.record][:LOOKED_AT]
            pairs = [weighing.pair(act, each) for each in others]
            found.append(max(pairs, key=lambda each: (each.comparison.same, each.comparison.chance)))
        return found

    def _firmest(self) -> dict[str, list[ReportedAct]]:
        """Return, by record, the reports of the entry that the register tied it to most firmly."""
        acts = {act.record: act for act in self.acts}
        held = self.casefile.clusters([self.acts[0].record])
        ties = sorted(
            (tie for cluster in held for tie in cluster.ties if tie.left in acts and tie.right in acts),
            key=lambda tie: (-tie.chance, tie.left, tie.right),
        )
        found: dict[str, list[ReportedAct]] = {}
        for tie in ties:
            for one, other in ((tie.left, tie.right), (tie.right, tie.left)):
                if len(found.setdefault(one, [])) < LOOKED_AT:
                    found[one].append(acts[other])
        return found

    @cached_property
    def neighbours(self) -> list[Pair]:
        """Return the acts that come nearest and are not in the entry, the nearest first."""
        wanted = {key for act in self.acts for key in _keys(act)}
        found = self.casefile.acts_with(sorted(wanted))
        near = sorted({act.record for held in found.values() for act in held})
        own = self.acts[:LOOKED_AT]
        entries = [entry for cluster in self.casefile.clusters(near) for entry in cluster.entries]
        theirs = {entry.id: _looked_at(entry, set(near)) for entry in entries if entry.id != self.entry.id}
        weighing = Weighing(self.casefile, [*own, *(act for acts in theirs.values() for act in acts)])
        best: dict[str, Pair] = {}  # of each other entry the record that comes nearest
        for entry_id, acts in theirs.items():
            pairs = [pair for act in acts for each in own if (pair := weighing.pair(each, act)).met]
            if pairs:
                best[entry_id] = min(pairs, key=_by_nearness)
        return sorted(best.values(), key=_by_nearness)[:NEAREST]

    def lines(self) -> Iterator[RenderableType]:
        """Yield what a person reads."""
        from rich.text import Text

        from onrecord.views.wordings import proposition_of

        about = one_line(proposition_of(self.entry))
        yield Text(f"{self.entry.id[: lines.SHORT_ID]}  {self.entry.kind.value}, {about}", "bold")
        yield Text(f"{lines.amount(self.entry)}; the nearest to the source is", "dim")
        yield from self.act_lines(self.acts[0])
        yield from (Text(f"- {line}.") for line in self.decisions(self.acts[:1]))
        for pair in self.ties:
            yield Text("\nBelongs to it:", "bold")
            yield from self._beside(pair, pair.left, pair.right, apart=False)
        if not self.neighbours:
            yield Text("\nNo other record comes near it.", "bold")
        for pair in self.neighbours:
            yield Text(f"\nKept apart, in entry {self.entry_of(pair.right).id[: lines.SHORT_ID]}:", "bold")
            yield from self._beside(pair, pair.right, pair.left, apart=True)

    def _beside(self, pair: Pair, shown: ReportedAct, other: ReportedAct, *, apart: bool) -> Iterator[Text]:
        from rich.text import Text

        from onrecord.views.explaining import act_words

        yield from self.act_lines(shown)
        if other.record != self.acts[0].record:
            yield Text(f"  compared with “{one_line(act_words(other))}”", "dim")
        yield from (Text(f"- {one_line(reason)}.") for reason in reasons(pair))
        if apart and pair.comparison.same:
            yield Text(f"- {_NOT_WITH_OTHERS}.")

    def record(self) -> dict[str, Any]:
        """Return the same as plain data."""
        return {
            "entry": self.entry.id,
            "belongs": [pair_record(pair, True) for pair in self.ties],
            "kept_apart": [
                pair_record(pair, False) | {"entry": self.entry_of(pair.right).id} for pair in self.neighbours
            ],
            "decided": list(self.decisions(self.acts[:1])),
        }


def _looked_at(entry: Entry, near: Collection[str]) -> list[ReportedAct]:
    """Return the reports of an entry that are looked at, out of some."""
    return [report.act for report in entry.reports if report.act.record in near][:LOOKED_AT]


def _by_nearness(pair: Pair) -> tuple[object, ...]:
    return -pair.comparison.chance, pair.right.place, pair.left.place
