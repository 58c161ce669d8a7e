"""Turn acts, clusters, entries, links and judgements into rows and rows into them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC
from typing import Any

from onrecord.model import (
    Cluster,
    Entry,
    EntryLink,
    Judgement,
    JudgementKind,
    Place,
    Report,
    ReportedAct,
    Tie,
)
from onrecord.store.codec import codec
from onrecord.store.fold import fold
from onrecord.text.days import days

Row = Mapping[Any, Any]
Values = dict[str, Any]

_ACT = codec(ReportedAct)
_ENTRY = codec(Entry, "reports")
_REPORT = codec(Report, "act")
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
    """Return the row of a cluster, without its entries."""
    return {
        "id": cluster.id,
        "acts": [_ACT.to_json(each) for each in cluster.acts],
        "ties": [[each.left, each.right, each.chance] for each in cluster.ties],
    }


def acts_of_cluster(row: Row) -> tuple[ReportedAct, ...]:
    """Make the acts of a cluster of its row."""
    return tuple(_ACT.of(each) for each in row["acts"])


def cluster_of(row: Row, acts: tuple[ReportedAct, ...], entries: Iterable[Entry]) -> Cluster:
    """Make a cluster of its row, its acts and its entries."""
    return Cluster(row["id"], acts, tuple(Tie(*each) for each in row["ties"]), tuple(entries))


def entry_values(entry: Entry, cluster: Cluster, position: int) -> Values:
    """Return the row of an entry of a cluster: what filters look in, and the rest as JSON.

    A report points at its act among the cluster's; one that the cluster does not have is kept whole.
    """
    at = {act: number for number, act in enumerate(_name(each) for each in cluster.acts)}
    reports = []
    for report in entry.reports:
        number = at.get(_name(report.act))
        is_same = number is not None and cluster.acts[number] == report.act
        reports.append([number if is_same else _ACT.to_json(report.act), _REPORT.to_json(report)])
    return {
        "id": entry.id,
        "cluster": cluster.id,
        "position": position,
        **_columns(entry),
        "body": {"entry": _ENTRY.to_json(entry), "reports": reports},
    }


def _name(act: ReportedAct) -> tuple[str, str]:
    return act.document, act.record


def _columns(entry: Entry) -> Values:
    reported = days(entry.first_reported)
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
    }


def issue_list(issues: Sequence[str]) -> str:
    r"""Return issues so that each is found between line breaks.

    >>> issue_list(("ceasefire", "sanctions"))
    '\nceasefire\nsanctions\n'
    """
    return "".join(f"\n{each}" for each in issues) + "\n" if issues else ""


def _folded(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(fold(each) for each in texts))


def entry_of(row: Row, acts: Sequence[ReportedAct]) -> Entry:
    """Make an entry of its row and the acts of its cluster."""
    reports = (
        _REPORT.of(body, act=acts[act] if isinstance(act, int) else _ACT.of(act))
        for act, body in row["body"]["reports"]
    )
    return _ENTRY.of(row["body"]["entry"], reports=tuple(reports))


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


def link_values(link: EntryLink) -> Values:
    """Return the row of a link."""
    return {
        "source": link.source,
        "target": link.target,
        "kind": link.kind.value,
        "body": _LINK.to_json(link),
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
