"""Turn what a person decides about entries and origins into judgements, and show what would come of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from onrecord.errors import UsageError
from onrecord.model import (
    Cluster,
    Entry,
    Judgement,
    JudgementKind,
    Place,
    ReportedAct,
)
from onrecord.pipeline.registering import contexts
from onrecord.register import update as register
from onrecord.register.context import Context
from onrecord.register.update import RegisterChange
from onrecord.store.interface import CasefileStore, CasefileView
from onrecord.store.judging import holding


@dataclass(frozen=True, slots=True)
class Wanted:
    """Hold a judgement that somebody is about to make: its kind, and the two places that it is on."""

    kind: JudgementKind
    left: Place
    right: Place
    documents: tuple[str, ...]  # ids of those that the places stand in


def merging(casefile: CasefileView, entry: str, other: str) -> Wanted:
    """Return the judgement that two entries, by their ids, are one act.

    Raises:
        UsageError: they are one already, or there is none of an id.
    """
    left, right = casefile.entry(entry), casefile.entry(other)
    if left.id == right.id:
        raise UsageError(f"{entry!r} and {other!r} are one entry already ({left.id})")
    return _on_acts(JudgementKind.SAME_ACT, least(left), least(right))


def splitting(entry: Entry, act: ReportedAct) -> Wanted:
    """Return the judgement that a record does not belong to its entry.

    Raises:
        UsageError: the entry has this one record alone.
    """
    others = [report.act for report in entry.reports if report.act.place != act.place]
    if not others:
        raise UsageError(f"entry {entry.id} has this one record alone", None, "there is nothing to split")
    return _on_acts(JudgementKind.OTHER_ACT, act, min(others, key=lambda each: each.place))


def least(entry: Entry) -> ReportedAct:
    """Return the act of an entry that gives it its id."""
    return min((report.act for report in entry.reports), key=lambda each: each.place)


def on_documents(casefile: CasefileView, kind: JudgementKind, document: str, other: str) -> Wanted:
    """Return a judgement on two documents by their ids.

    Raises:
        UsageError: they are one page, or there is none of an id.
    """
    left, right = casefile.summary(document), casefile.summary(other)
    if left.id == right.id:
        raise UsageError(f"{document!r} and {other!r} are one document ({left.id})")
    if left.digest == right.digest:
        both = f"{left.id} and {right.id} are the same page at two addresses"
        raise UsageError(both, None, "there is nothing to decide")
    return Wanted(kind, Place(left.digest, 0, 0), Place(right.digest, 0, 0), (left.id, right.id))


def _on_acts(kind: JudgementKind, left: ReportedAct, right: ReportedAct) -> Wanted:
    return Wanted(kind, left.place, right.place, (left.document, right.document))


def act_of(entry: Entry, wanted: str) -> ReportedAct:
    """Return the act of an entry by the id of its record, or by the first characters of it."""
    found = [each.act for each in entry.reports if each.act.record.startswith(wanted)]
    found = [act for act in found if act.record == wanted] or found
    if len(found) == 1:
        return found[0]
    records = ", ".join(each.act.record for each in entry.reports)
    what = "several records" if found else "no record"
    raise UsageError(f"entry {entry.id} has {what} {wanted!r}", None, f"its records are {records}")


def preview(casefile: CasefileStore, wanted: Wanted) -> RegisterChange:
    """Return what would become of the entries that a judgement on acts, or on one origin, touches.

    It is what the register does with the judgement, on a casefile that stays as it is. Judgements of no
    derivation change the lineage itself, of which the register is made: of these nothing can be told here.
    """
    assert wanted.kind is not JudgementKind.NOT_DERIVED
    new = Judgement("preview", wanted.kind, wanted.left, wanted.right, "preview", datetime.now(UTC))
    judgements = (*holding(casefile.judgements()), new)

    def around(ids: Collection[str]) -> Context:
        return contexts(casefile, ids)

    return register.update(_Dry(casefile), {}, wanted.documents, around, judgements)


class _Dry:
    """Answer from a casefile what the register asks of its index, and keep nothing."""

    def __init__(self, casefile: CasefileStore) -> None:
        self._casefile = casefile

    def put_acts(
        self, document_id: str, acts: Sequence[ReportedAct], keys: Mapping[str, Collection[str]]
    ) -> None:
        """Keep nothing."""

    def acts(self, document_ids: Collection[str]) -> Sequence[ReportedAct]:
        """Return the acts of documents."""
        return self._casefile.acts(document_ids)

    def acts_with(self, keys: Collection[str]) -> Mapping[str, Sequence[ReportedAct]]:
        """Return the acts that have each key."""
        return self._casefile.acts_with(keys)

    def clusters(self, records: Collection[str]) -> Sequence[Cluster]:
        """Return the clusters that hold the act of any of these records."""
        return self._casefile.clusters(records)

    def put_clusters(
        self,
        gone: Collection[str],
        made: Sequence[Cluster],
        keys: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        """Keep nothing."""

    def entries_with(self, keys: Collection[str], first_day: str, last_day: str) -> Sequence[Entry]:
        """Return nothing: links are not asked for."""
        return ()

    def put_links(self, sources: Collection[str], links: Sequence[object]) -> None:
        """Keep nothing."""
