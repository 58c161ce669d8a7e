"""Give the tracker what reads words and names: a casefile's facts about actors and its codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.actors.files import base_of
from onrecord.codebook.used import used_by
from onrecord.tracker.accepted import Effective, effective
from onrecord.tracker.deciding import Keeper, Page
from onrecord.tracker.findings import Settled, findings, in_force
from onrecord.tracker.mapping import TableMapping, from_yaml
from onrecord.tracker.rows import Readers, rows_of
from onrecord.tracker.settle import Wanted
from onrecord.tracker.sheets import Sheet, read

if TYPE_CHECKING:
    from onrecord.actors.base import Base
    from onrecord.model import Entry, TrackerDecision, TrackerFile, TrackerRow
    from onrecord.model.tracker import Amount
    from onrecord.store.interface import CasefileView

_LONGEST = 60  # characters of a cell that can be a name


def decode(content: bytes, name: str) -> tuple[str, str]:
    """Turn the bytes of a table into text as intake does; the second is the encoding."""
    from onrecord.intake import decoding

    decoded = decoding.decode(content, name)
    return decoded.text, decoded.encoding


class Words:
    """Read the words of a tracker as articles of a casefile are read."""

    def __init__(self, casefile: CasefileView) -> None:
        self._casefile = casefile

    @cached_property
    def base(self) -> Base:
        """Return the facts about actors that the casefile is read with."""
        return base_of(self._casefile.actor_files())

    @cached_property
    def readers(self) -> Readers:
        """Return what reads names, issues and amounts."""
        return Readers(self.actors, self.issues, self.amounts)

    @cached_property
    def _shown(self) -> dict[str, str]:
        from onrecord.store.fold import fold

        names = self._casefile.actor_names()
        return {fold(name): now for name, now in (*names.items(), *((now, now) for now in names.values()))}

    def is_actor(self, words: str) -> bool:
        """Tell whether words are a name of a state or organisation."""
        if not words or len(words) > _LONGEST:
            return False
        known = self.base.state(words) or self.base.organisation(words) or self.base.code_known(words)
        return bool(known) or words.casefold() in self._shown

    def is_known(self, form: str) -> bool:
        """Tell whether the facts hold an actor of this form; a counted group needs none."""
        base = self.base
        found = base.code_known(form) or base.organisation(form) or base.body(form) or base.person(form)
        return bool(found) or form.startswith("group:")

    def actors(self, words: str) -> tuple[str, ...]:
        """Return the forms of those that words name; a name that nothing is known of stands for itself."""
        from onrecord.actors.resolve import Context, resolve_list
        from onrecord.store.fold import fold

        if self.base.code_known(words):
            return (words,)
        known = self._shown.get(fold(words))
        if known is not None and not (self.base.state(words) or self.base.organisation(words)):
            return (known,)
        found = resolve_list(words, Context(self.base))
        return tuple(dict.fromkeys(form for each in found for form in each.forms))

    def issues(self, words: str) -> tuple[str, ...]:
        """Return the issues of the casefile's codebook that words speak of, strong cues before weak ones."""
        from onrecord.codebook.matcher import matcher

        hits = matcher(used_by(self._casefile)).hits(words)
        strong = [hit.issue for hit in hits if hit.is_strong]
        return tuple(dict.fromkeys(strong or [hit.issue for hit in hits]))

    def amounts(self, words: str) -> tuple[Amount, ...]:
        """Return the amounts that words hold."""
        from onrecord.coding.quantities import quantities
        from onrecord.model import Span

        if not words:
            return ()
        found = quantities(words, Span(0, len(words)))
        return tuple((each.unit or each.kind.value, each.least, each.most) for each in found)

    def name_of(self, form: str) -> str:
        """Return what a form is called in a table: of a code the state's name."""
        state = self.base.state_record(form)
        return state.name if state is not None else form.removeprefix("group: ").removeprefix("anon: ")


@dataclass(frozen=True)
class Tracker:
    """Hold a tracker of a casefile with all that settling its findings takes."""

    casefile: CasefileView
    file: TrackerFile
    words: Words

    @cached_property
    def sheet(self) -> Sheet:
        """Return the table as it was brought in."""
        from onrecord.tracker.mapping import sheet_named

        return read(self.file.content, self.file.name, decode, sheet_named(self.file.mapping))

    @cached_property
    def mapping(self) -> TableMapping:
        """Return how the table is read."""
        return from_yaml(self.file.mapping, f"the mapping of {self.file.name}", self.sheet)

    @cached_property
    def wanted(self) -> Wanted:
        """Return what makes a new row."""
        forms = [form for each in self.mapping.beneficiaries for form in self.words.actors(each)]
        return Wanted(self.mapping.keeps, tuple(forms), self.mapping.issues, self.words.is_known)

    def rows(self) -> tuple[TrackerRow, ...]:
        """Return the rows as the casefile's facts and codebook read them now."""
        return rows_of(self.sheet, self.mapping, self.words.readers, self.file.name)

    def decisions(self) -> tuple[TrackerDecision, ...]:
        """Return the decisions in force, the oldest first."""
        return in_force(self.casefile.tracker_decisions(self.file.name))

    def effective(self) -> Effective:
        """Return the rows with what was accepted."""
        return effective(self.rows(), self.decisions(), self.words.readers)

    def findings(self, entries: Iterable[Entry]) -> Iterator[Settled]:
        """Yield what entries are to the tracker, in the order of their days."""
        rows = self.effective().rows
        yield from findings(entries, rows, self.decisions(), self.wanted, self.words.name_of)

    def keeper(self, by: str) -> Keeper:
        """Return who decides on findings."""
        return Keeper(self.file.name, by, self.mapping, self.words.name_of, self.page_of)

    def page_of(self, document_id: str) -> Page:
        """Return what a citation says of a document."""
        held = self.casefile.summary(document_id)
        return Page(held.title or held.name, held.url or held.name)


def opened(casefile: CasefileView, name: str | None = None) -> Tracker:
    """Return a tracker of a casefile; without a name the only one there is."""
    return Tracker(casefile, casefile.tracker(name), Words(casefile))


def every(casefile: CasefileView) -> Sequence[Tracker]:
    """Return all trackers of a casefile."""
    return [Tracker(casefile, file, Words(casefile)) for file in casefile.trackers()]
