"""Look every entry of a casefile through once: which may be shown, and what has to stay unsaid in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from onrecord.model import Entry, Evidence, Report, ReportedAct
from onrecord.store.entry_filters import EntryFilter
from onrecord.store.interface import CasefileView
from onrecord.views.confirmed import confirmed
from onrecord.views.published import hiding
from onrecord.views.published.policy import Out, Policy
from onrecord.views.wordings import OUTLET

_CHUNK = 200
_TELLING = 12  # characters from which on words tell what is kept back, wherever they stand


class Shown:
    """Know what of a casefile may be shown."""

    def __init__(
        self, casefile: CasefileView, rules: Policy, *, confirmed_alone: bool, noted: Callable[[str], None]
    ) -> None:
        """Look every entry through.

        Args:
            casefile: is asked.
            rules: what was decided.
            confirmed_alone: leave out what nobody confirmed or published.
            noted: is told the id of each entry.
        """
        self._casefile, self._rules, self._confirmed_alone = casefile, rules, confirmed_alone
        self.out: Counter[Out] = Counter()  # entries left out, by why
        self.withheld: dict[str, Out] = {}  # those held, delayed or withdrawn
        self.names = rules.every_name  # that are not shown somewhere, and what else the same are called
        every = list(self._looked_through(noted))
        self.words_kept_back: set[str] = set()  # what no page may have, old versions either
        self._back = self._where_kept_back()
        self.ids: dict[str, frozenset[str]] = {}  # of what is shown: the records of each entry
        self.documents: set[str] = set()
        self.began: set[str] = set()  # pages that words came by, where no report of them is shown
        self.unlinked: set[str] = set()  # pages that would lead to a protected source
        self.cut: set[str] = set()  # records whose condition stands on words that are kept back
        self._digests: dict[str, str] = {}  # of documents, by record
        self._gather(every)
        known = casefile.summaries_by_id(sorted(self.documents | self.began))
        self._nameless = {each for each, held in known.items() if not held.outlet}  # called as their files

    def entry(self, entry: Entry) -> Entry | None:
        """Return an entry as it is shown, its own words alone; ``None`` where it is not."""
        kept = self._bared(entry)
        if kept is None:
            return None
        if self._rules.protects_sources(kept.id):
            kept = hiding.without_sources(kept)
        reports = tuple(
            hiding.excerpt(hiding.apart(self._without_files(each), self._back)) for each in kept.reports
        )
        mine = self._rules.names(kept.id)
        whole = replace(kept, reports=reports, decided=())
        return hiding.without_names(whole, mine | self.names if mine else mine)

    def words(self, record: str, pieces: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """Return evidence in the document of a record without its surroundings and what is kept back."""
        places = self._back.get(self._digests.get(record, ""), ())
        return hiding.bare([each for each in pieces if not hiding.stand_on((each,), places)])

    def _looked_through(self, noted: Callable[[str], None]) -> Iterator[str]:
        """Yield the ids of entries that may be shown, noting why others are not."""
        acts: list[ReportedAct] = []
        wanted = self._rules.every_name
        for entry in self._casefile.entries(EntryFilter()):
            noted(entry.id)
            if wanted:
                acts += [report.act for report in entry.reports if report.act.names]
            why = self._rules.out(entry, confirmed_alone=self._confirmed_alone)
            if why is None:
                yield entry.id
                continue
            self.out[why] += 1
            kept_back = self._rules.out(entry, confirmed_alone=False)
            if kept_back is not None:  # also where nobody confirmed it: others may have its words
                self.withheld[entry.id] = kept_back
        self.names |= hiding.variants(acts, wanted)

    def _where_kept_back(self) -> hiding.Spans:
        """Return where the words stand of entries that are held, delayed or withdrawn."""
        entries = list(by_some(self._casefile, list(self.withheld)))
        pieces = (each.exact for e in entries for report in e.reports for each in report.act.quote)
        self.words_kept_back.update(" ".join(each.split()) for each in pieces if len(each) >= _TELLING)
        return hiding.words_of(entries)

    def _gather(self, ids: Sequence[str]) -> None:
        for entry in by_some(self._casefile, ids):
            kept = self._bared(entry)
            if kept is None:
                self.out[Out.HELD] += 1
                continue
            self.ids[kept.id] = frozenset(report.act.record for report in kept.reports)
            protects = self._rules.protects_sources(kept.id)
            for report in kept.reports:
                self._note(report, protected=report.act.unnamed and protects)
        self.documents -= self.unlinked
        self.began -= self.unlinked

    def _note(self, report: Report, *, protected: bool) -> None:
        """Keep what is to be known of a report before anything of it is shown."""
        act = report.act
        self._digests[act.record] = act.place.digest
        if hiding.stand_on(act.condition, self._back.get(act.place.digest, ())):
            self.cut.add(act.record)
        if protected:
            self.unlinked.add(act.document)
            return
        self.documents.add(act.document)
        began = () if report.origin.startswith(OUTLET) else (report.origin,)
        self.began |= {*began, *(each.document for each in report.chain if each.document)}

    def _bared(self, entry: Entry) -> Entry | None:
        """Return an entry with the reports that are shown; ``None`` where there are none."""
        decided = self._rules.decided(entry.id)
        kept = confirmed(entry) if self._confirmed_alone and decided.publish is None else entry
        if kept is None:
            return None
        shown = hiding.reports_apart(kept, self._back)
        if len(shown) < len(kept.reports):
            left = hiding.of_reports(kept, shown)
            if left is None:
                return None
            kept = left
        if len(kept.reports) < len(entry.reports):  # notes say what is to be known of all of them
            kept = replace(kept, notes=())
        return kept

    def _without_files(self, report: Report) -> Report:
        """Return a report whose way names no file of the desk in place of an outlet that is not known."""
        if not any(each.document in self._nameless for each in report.chain):
            return report
        chain = (
            replace(each, name=hiding.NO_OUTLET) if each.document in self._nameless else each
            for each in report.chain
        )
        return replace(report, chain=tuple(chain))


def by_some(casefile: CasefileView, ids: Sequence[str]) -> Iterator[Entry]:
    """Stream entries by id in the order of the ids, some at a time."""
    left = iter(ids)
    while some := list(islice(left, _CHUNK)):
        held = {each.id: each for each in casefile.entries_by_id(some)}
        yield from (held[each] for each in some if each in held)
