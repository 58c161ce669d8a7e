"""Make the nodes of the export: documents, entries with their reports, links, decisions, agents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from urllib.parse import quote

from onrecord.model import (
    Derivation,
    DerivationKind,
    Entry,
    EntryLink,
    Evidence,
    Judgement,
    Link,
    Report,
    Step,
)
from onrecord.store.interface import DocumentSummary
from onrecord.store.reviews import Review
from onrecord.views.linked.contexts import name
from onrecord.views.parts import Record
from onrecord.views.wordings import OUTLET, proposition_of

CLASSIFYING, IDENTIFYING, LINKING = "classifying", "identifying", "linking"
"""Why words are marked: a record says what they are, they show a part of it, or they tie two things."""

_WEB = re.compile(r"https?://[^\s]+", re.IGNORECASE)
_OUTSIDE = re.compile(r'[<>"{}|\\^`\x00-\x20\ud800-\udfff]')  # what no IRI may hold
_DERIVED = {
    DerivationKind.COPY: "wasDerivedFrom",
    DerivationKind.REWRITE: "wasDerivedFrom",
    DerivationKind.PARTIAL: "wasQuotedFrom",
    DerivationKind.CITES: "hadPrimarySource",
    DerivationKind.REVISION: "wasRevisionOf",
}


class Agents:
    """Gather who is spoken of, to be named once at the end."""

    def __init__(self) -> None:
        self._held: dict[str, Record] = {}

    def of(self, kind: str, called: str, *types: str) -> str:
        """Return the name of an agent, and note it."""
        made = name(kind, called)
        self._held.setdefault(made, {"id": made, "type": ["prov:Agent", *types], "name": called})
        return made

    def actors(self, names: Iterable[str]) -> list[str]:
        """Return the names of actors: people, states, bodies, outlets, unnamed and counted ones."""
        return [self.of("actor", each) for each in names]

    def source(self, origin: str) -> str:
        """Return the name of where something began: a document, or an outlet's report that is not here."""
        if not origin.startswith(OUTLET):
            return name("document", origin)
        outlet = origin.removeprefix(OUTLET)
        made = name("unseen", outlet)
        by = self.of("outlet", outlet, "prov:Organization")
        note = "a report that the casefile has no page of"
        self._held.setdefault(
            made, {"id": made, "type": ["prov:Entity"], "note": note, "wasAttributedTo": [by]}
        )
        return made

    def nodes(self) -> Iterator[Record]:
        """Yield a node for each."""
        yield from self._held.values()


def document_nodes(
    page: DocumentSummary, derivations: Sequence[Derivation], agents: Agents
) -> Iterator[Record]:
    """Yield a document, what it derives from, and the reading of it."""
    made = name("document", page.id)
    node: Record = {
        "id": made,
        "type": ["prov:Entity", "Text", "onrecord:Document"],
        "sha256": page.digest,
        "format": "text/plain",
        "language": page.language,
        **told(title=page.title, byline=page.byline, published=page.published, canonical=_address(page.url)),
    }
    if page.outlet:
        node["wasAttributedTo"] = [agents.of("outlet", page.outlet, "prov:Organization")]
    for number, each in enumerate(derivations):
        source = agents.source(each.source or f"{OUTLET}{each.outlet}")
        node.setdefault(_DERIVED[each.kind], []).append(source)
        node.setdefault("qualifiedDerivation", []).append(f"{made}/derivation/{number}")
    yield node
    for number, each in enumerate(derivations):
        yield from _derivation(each, f"{made}/derivation/{number}", agents)
    if page.model:
        yield {
            "id": name("reading", page.id),
            "type": ["prov:Activity"],
            "used": [made],
            "wasAssociatedWith": [agents.of("model", page.model, "prov:SoftwareAgent")],
        }


def _derivation(derivation: Derivation, made: str, agents: Agents) -> Iterator[Record]:
    """Yield how a document derives from its source, with the words on both sides."""
    yield {
        "id": made,
        "type": ["prov:Derivation"],
        "entity": agents.source(derivation.source or f"{OUTLET}{derivation.outlet}"),
        "kind": derivation.kind.value,
        "credited": derivation.credited,
        "direction": derivation.direction,
        "confidence": derivation.confidence,
    }
    pieces = [(derivation.derived, piece) for piece in derivation.credit]
    for passage in derivation.passages:
        pieces += [(derivation.source, passage.source), (derivation.derived, passage.derived)]
    if pieces:
        yield annotation(f"{made}/words", made, pieces, LINKING)


def entry_nodes(entry: Entry, decided: Sequence[Judgement], agents: Agents) -> Iterator[Record]:
    """Yield an entry, its reports with the words that carry them, and the steps of its ladders."""
    made = name("entry", entry.id)
    steps = [f"{made}/step/{number}" for number in range(len(entry.steps))]
    reports = [name("record", report.act.record) for report in entry.reports]
    yield {
        "id": made,
        "type": ["prov:Entity", "onrecord:Entry"],
        "kind": entry.kind.value,
        "proposition": proposition_of(entry),
        **told(
            actor=agents.actors(entry.actors),
            principal=agents.actors(entry.principals),
            towards=agents.actors(entry.towards),
            issue=list(entry.issues),
            stance=entry.stance,
            status=entry.status,
            firstDay=entry.first_day,
            lastDay=entry.last_day,
            beware=list(entry.notes),
            step=steps,
            wasInfluencedBy=[name("judgement", each.id) for each in decided],
        ),
        "confirmed": any(report.act.reviewed for report in entry.reports),
        "report": list(dict.fromkeys(reports)),
        "wasDerivedFrom": list(dict.fromkeys(reports)),
        "hadPrimarySource": [agents.source(each) for each in entry.origins],
    }
    for step, at in zip(entry.steps, steps, strict=True):
        yield _step(step, at, reports[step.report])
    for report in entry.reports:
        yield from report_nodes(report, agents)


def _step(step: Step, made: str, record: str) -> Record:
    return {
        "id": made,
        "type": ["onrecord:Step"],
        "ladder": step.ladder,
        "status": step.status,
        **told(on=step.on),
        "report": [record],
    }


def report_nodes(report: Report, agents: Agents) -> Iterator[Record]:
    """Yield a report: the statement, commitment or event of one document, and the words that carry it."""
    act = report.act
    made, page = name("record", act.record), name("document", act.document)
    kind = f"onrecord:{act.record_kind.value.capitalize()}"
    yield {
        "id": made,
        "type": ["prov:Entity", "onrecord:Report", kind],
        "wasQuotedFrom": [page],
        "wasGeneratedBy": [name("reading", act.document)],
        "hadPrimarySource": [agents.source(report.origin)],
        "kind": act.kind.value,
        **told(
            wasAttributedTo=agents.actors(act.actors),
            towards=agents.actors(act.towards),
            act=act.act,
            issue=list(act.issues),
            stance=act.stance,
            status=act.status,
            firstDay=act.first_day,
            lastDay=act.last_day,
            due=act.due,
            place=act.place_name,
            wording=report.wording,
            strength=report.strength,
        ),
        "zone": act.zone.value,
        "unnamedSource": act.unnamed,
        "confirmed": act.reviewed,
        "confidence": act.confidence,
        "chain": [_of_chain(link, agents) for link in report.chain],
    }
    for role, motivation, pieces in (
        ("quote", CLASSIFYING, act.quote),
        ("cue", IDENTIFYING, act.cue),
        ("trigger", IDENTIFYING, (act.trigger,) if act.trigger else ()),
        ("condition", IDENTIFYING, act.condition),
        ("due", IDENTIFYING, act.due_text),
        ("quantity", IDENTIFYING, act.quantity_text),
    ):
        if pieces:
            words = [(act.document, piece) for piece in pieces]
            yield annotation(f"{made}/{role}", made, words, motivation) | {"role": role}
    for number, (before, link) in enumerate(pairwise(report.chain)):
        if before.document and link.evidence:
            words = [(before.document, piece) for piece in link.evidence]
            yield annotation(f"{made}/chain/{number + 1}", made, words, IDENTIFYING) | {"role": "chain"}


def _of_chain(link: Link, agents: Agents) -> Record:
    by = agents.of("outlet", link.name, "prov:Organization") if link.role == "outlet" else None
    return {
        "type": ["onrecord:ChainLink"],
        "role": link.role,
        "actor": [by or agents.of("actor", link.name)],
        **told(note=link.note, document=name("document", link.document) if link.document else None),
    }


def link_nodes(link: EntryLink, document: str | None) -> Iterator[Record]:
    """Yield how an entry is tied to another, with the words that show it in a document."""
    at = name("link", f"{link.source}-{link.kind.value}-{link.target}-{link.report}")
    yield {
        "id": at,
        "type": ["onrecord:Link"],
        "from": [name("entry", link.source)],
        "kind": link.kind.value,
        "to": [name("entry", link.target)],
        **told(answer=link.answer.value if link.answer else None, why=link.why),
        "report": [name("record", link.report)],
        "confidence": link.confidence,
    }
    if link.evidence and document is not None:
        yield annotation(f"{at}/words", at, [(document, piece) for piece in link.evidence], LINKING)


def review_node(review: Review, record: str | None, agents: Agents) -> Record:
    """Return a decision of a person on a record, or on a document as a whole."""
    return {
        "id": name("review", review.id),
        "type": ["prov:Activity", "onrecord:Review"],
        "action": review.action.value,
        "used": [name("record", record) if record else name("document", review.document.id)],
        "wasAssociatedWith": [agents.of("person", review.by, "prov:Person")],
        "endedAtTime": _time(review.at),
        **told(
            note=review.note,
            wasInformedBy=[name("review", each) for each in (review.undoes, review.about) if each],
        ),
    }


def judgement_node(judgement: Judgement, agents: Agents) -> Record:
    """Return a decision of a person on two acts or two documents."""
    return {
        "id": name("judgement", judgement.id),
        "type": ["prov:Activity", "onrecord:Judgement"],
        "kind": judgement.kind.value,
        "wasAssociatedWith": [agents.of("person", judgement.by, "prov:Person")],
        "endedAtTime": _time(judgement.at),
        **told(
            note=judgement.note,
            wasInformedBy=[name("judgement", judgement.undoes)] if judgement.undoes else None,
        ),
    }


def annotation(made: str, body: str, words: Sequence[tuple[str, Evidence]], motivation: str) -> Record:
    """Return an annotation: words of documents, and what they say something of."""
    return {
        "id": made,
        "type": "Annotation",
        "motivation": motivation,
        "body": body,
        "target": [_target(document, piece) for document, piece in words],
    }


def _target(document: str, piece: Evidence) -> Record:
    """Return words of a document, found by their place and by themselves."""
    return {
        "type": "SpecificResource",
        "source": name("document", document),
        "selector": [
            {"type": "TextPositionSelector", "start": piece.start, "end": piece.end},
            {
                "type": "TextQuoteSelector",
                "exact": piece.exact,
                "prefix": piece.prefix,
                "suffix": piece.suffix,
            },
        ],
    }


def told(**fields: object) -> Record:
    """Return the fields that say something."""
    return {key: value for key, value in fields.items() if value not in (None, "", [])}


def _address(url: str | None) -> str | None:
    """Return the address of a page on the web as an IRI; ``None`` where it is none."""
    if url is None or not _WEB.fullmatch(url):
        return None
    return _OUTSIDE.sub(lambda found: quote(found[0], safe="", errors="replace"), url)


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
