"""Turn acts, clusters, entries, links and judgements into rows and rows into them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC
from hashlib import sha256
from typing import Any

import msgspec

from onrecord.model import (
    Cluster,
    Entry,
    EntryLink,
    Judgement,
    JudgementKind,
    Place,
    ReportedAct,
    Tie,
)
from onrecord.store.codec import codec
from onrecord.store.fold import fold
from onrecord.store.quick import quick
from onrecord.store.schema_base import UNDATED
from onrecord.text.days import days

Row = Mapping[Any, Any]
Values = dict[str, Any]

_ACT = codec(ReportedAct)
_ENTRY = quick(Entry)
_HELD: msgspec.json.Decoder[list[tuple[int, int] | ReportedAct]] = msgspec.json.Decoder(
    list[tuple[int, int] | ReportedAct]
)
_WHOLE_ACT = quick(ReportedAct)
_LINK = codec(EntryLink)


def act_values(key: int, act: ReportedAct) -> Values:
    """Return the row of an act of a document."""
    return {"document_key": key, "record": act.record, "body": _ACT.to_json(act)}


def act_of(row: Row) -> ReportedAct:
    """Make an act of its row."""
    return _ACT.of(row["body"])


def by_place(acts: Iterable[ReportedAct]) -> tuple[ReportedAct, ...]:
    """Return acts in the order of their places, and at one place by record."""
    return tuple(sorted(acts, key=lambda each: (each.place, each.record)))


def cluster_values(cluster: Cluster) -> Values:
    """Return the row of a cluster, without its entries.

    An act that one of the entries reports is named by entry and report; another one is kept whole.
    """
    held = {
        _name(report.act): (report.act, [at, number])
        for at, entry in enumerate(cluster.entries)
        for number, report in enumerate(entry.reports)
    }
    acts: list[Any] = []
    for act in cluster.acts:
        reported, where = held.get(_name(act), (None, None))
        acts.append(where if reported == act else _WHOLE_ACT.to_json(act))
    return {
        "id": cluster.id,
        "acts": acts,
        "ties": [[each.left, each.right, each.chance] for each in cluster.ties],
    }


def cluster_of(row: Row, entries: Sequence[Entry]) -> Cluster:
    """Make a cluster of its row, with the text of its acts, and of its entries."""
    acts = (
        each if isinstance(each, ReportedAct) else entries[each[0]].reports[each[1]].act
        for each in _HELD.decode(row["acts"])
    )
    return Cluster(row["id"], tuple(acts), tuple(Tie(*each) for each in row["ties"]), tuple(entries))


def entry_values(entry: Entry, cluster: Cluster, position: int) -> Values:
    """Return the row of an entry of a cluster: what filters look in, and all of it as JSON."""
    return {
        "id": entry.id,
        "cluster": cluster.id,
        "position": position,
        **_columns(entry),
        "body": _ENTRY.to_json(entry),
    }


def _name(act: ReportedAct) -> tuple[str, str]:
    return act.document, act.record


def _columns(entry: Entry) -> Values:
    reported, moved = days(entry.first_reported), days(entry.last_reported)
    outlets = (each.act.outlet for each in entry.reports if each.act.outlet)
    quotes = (" ".join(piece.exact for piece in each.act.quote) for each in entry.reports)
    return {
        "kind": entry.kind.value,
        "status": str(entry.status),
        "actor_folded": _folded((*entry.actors, *entry.principals)),
        "towards_folded": _folded(entry.towards),
        "outlet_folded": _folded(outlets),
        "content_folded": _folded((entry.proposition, *quotes)),
        "issue_list": issue_list(entry.issues),
        "first_day": entry.first_day,
        "last_day": entry.last_day,
        "reported_first_day": reported[0] if reported else None,
        "reported_last_day": reported[1] if reported else None,
        "origins": len(entry.origins),
        "moved_first_day": moved[0] if moved else None,
        "moved_last_day": moved[1] if moved else None,
        "reviewed": any(each.act.reviewed for each in entry.reports),
        "number": number_of(entry.id),
    }


def number_of(entry_id: str) -> int:
    """Return the number that stands for an entry in the full-text search, which goes by numbers.

    >>> number_of("4e8413fd3e00a68e")
    9391775999388291
    """
    return int.from_bytes(sha256(entry_id.encode()).digest()[:7])


def issue_list(issues: Sequence[str]) -> str:
    r"""Return issues so that each is found between line breaks.

    >>> issue_list(("ceasefire", "sanctions"))
    '\nceasefire\nsanctions\n'
    """
    return "".join(f"\n{each}" for each in issues) + "\n" if issues else ""


def _folded(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(fold(each) for each in texts))


def entry_of(body: str) -> Entry:
    """Make an entry of the text that its row holds of it."""
    return _ENTRY.of(body)


def report_values(entry: Entry) -> Iterator[Values]:
    """Return the rows by which the reports of an entry are looked up."""
    for position, report in enumerate(entry.reports):
        act = report.act
        yield {
            "entry": entry.id,
            "position": position,
            "document": act.document,
            "record": act.record,
            "origin": report.origin,
            "place_id": act.place.id,
            **_place("", act.place),
        }


def name_values(entry: Entry) -> Iterator[Values]:
    """Return the rows by which an entry is looked up by names of actors and by issues."""
    day = entry.first_day or UNDATED
    for role in ("actors", "principals", "towards", "issues"):
        for name in dict.fromkeys(getattr(entry, role)):
            yield {"role": role, "name": name, "entry": entry.id, "day": day}


def due_values(entry: Entry) -> Iterator[Values]:
    """Return the rows by which an entry is looked up by the days by which its reports say that it is due."""
    for first, last in sorted({bounds for each in entry.reports if (bounds := days(each.act.due))}):
        yield {"entry": entry.id, "first_day": first, "last_day": last}


def link_values(link: EntryLink) -> Values:
    """Return the row of a link."""
    return {
        "source": link.source,
        "target": link.target,
        "kind": link.kind.value,
        "body": _LINK.to_json(link),
        "answer": None if link.answer is None else link.answer.value,
    }


def link_of(row: Row) -> EntryLink:
    """Make a link of its row."""
    return _LINK.of(row["body"])


def judgement_values(each: Judgement) -> Values:
    """Return the row of a judgement."""
    return {
        "id": each.id,
        "kind": each.kind.value,
        **_place("left_", each.left),
        **_place("right_", each.right),
        "by": each.by,
        "at": each.at.astimezone(UTC).replace(tzinfo=None),
        "note": each.note,
        "undoes": each.undoes,
    }


def judgement_of(row: Row) -> Judgement:
    """Make a judgement of its row."""
    return Judgement(
        row["id"],
        JudgementKind(row["kind"]),
        place_of(row, "left_"),
        place_of(row, "right_"),
        row["by"],
        row["at"].replace(tzinfo=UTC),
        row["note"],
        row["undoes"],
    )


def _place(prefix: str, place: Place) -> Values:
    return {f"{prefix}digest": place.digest, f"{prefix}start": place.start, f"{prefix}end": place.end}


def place_of(row: Row, prefix: str = "") -> Place:
    """Make a place of a row that holds it."""
    return Place(row[f"{prefix}digest"], row[f"{prefix}start"], row[f"{prefix}end"])
