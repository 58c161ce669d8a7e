"""Linked data: every term has a meaning, types are those of Web Annotation and PROV, nothing is fetched."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import rdflib
from click.testing import Result
from pyld import jsonld
from rdflib.namespace import PROV, RDF

from onrecord.model import EntryKind, JudgementKind, RecordKind
from onrecord.store.casefile import open_casefile
from onrecord.store.reviews import Review, ReviewAction, ReviewedDocument, sealed
from onrecord.views.linked.contexts import ANNOTATION, BASE, terms

Run = Callable[..., Result]
OA = "http://www.w3.org/ns/oa#"
P = str(PROV)


def written(run: Run, db: Path, *options: str) -> dict[str, Any]:
    result = run("export", "--to", "jsonld", *options, "--db", db)
    assert result.exit_code == 0, result.output
    held: dict[str, Any] = json.loads(result.stdout)
    return held


def vendored(url: str, _: object = None) -> dict[str, Any]:
    """Load a context that comes along; there is no other."""
    assert url == ANNOTATION, f"{url} would be fetched"
    return {
        "contextUrl": None, "documentUrl": url, "contentType": "application/ld+json",
        "document": {"@context": dict(terms("anno"))},
    }  # fmt: skip


def expanded(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    nodes: list[dict[str, Any]] = jsonld.expand(document, {"documentLoader": vendored})
    found = {node["@id"]: node for node in nodes}
    assert len(found) == len(nodes), "each thing is described once"
    return found


def keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, held in value.items():
            yield key
            yield from keys(held)
    elif isinstance(value, list):
        for held in value:
            yield from keys(held)


def of_type(nodes: dict[str, dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [node for node in nodes.values() if kind in node.get("@type", [])]


@pytest.fixture
def decided(by_hand: Path, made: Any) -> Path:
    """Let a person accept a report, take it back, and say that two acts are one."""
    report = made.offer.reports[0]
    page = ReviewedDocument(report.act.document, report.act.place.digest, "post.txt")
    at = datetime(2031, 6, 1, 12, tzinfo=UTC)
    given: dict[str, Any] = {"by": "Ann", "document": page, "kind": RecordKind.COMMITMENT}
    shown = {"id": report.act.record, "zone": "body"}
    accepted = sealed(
        Review("", at, action=ReviewAction.ACCEPT, quote=report.act.quote, shown=shown, **given)
    )
    undone = sealed(Review("", at, action=ReviewAction.UNDO, undoes=accepted.id, **given))
    with open_casefile(str(by_hand)) as casefile:
        casefile.add_reviews([accepted, undone])
        left, right = (each.act.place for each in made.offer.reports)
        casefile.add_judgement(JudgementKind.SAME_ACT, left, right, "Ann", "one offer")
    return by_hand


def test_every_term_has_a_meaning(run: Run, decided: Path) -> None:
    document = written(run, decided)
    known = {*terms("anno"), *terms("prov"), *terms("onrecord")}
    assert set(keys(document["@graph"])) <= known
    nodes = expanded(document)
    for key in keys(list(nodes.values())):
        assert key.startswith(("@", "http://www.w3.org/", "http://purl.org/", "http://xmlns.com/", BASE)), key
    types = {kind for node in nodes.values() for kind in node.get("@type", [])}
    assert all(kind.startswith(("http://", "https://")) for kind in types), types


def test_annotations_have_what_their_model_demands(run: Run, by_hand: Path, made: Any) -> None:
    document = written(run, by_hand)
    assert document["@context"][0] == ANNOTATION
    nodes = expanded(document)
    texts = {f"{BASE}document/{each.id}": each.text for each in made.documents.values()}
    found = of_type(nodes, f"{OA}Annotation")
    for annotation in found:
        (motivation,) = annotation[f"{OA}motivatedBy"]
        assert motivation["@id"] in {f"{OA}classifying", f"{OA}identifying", f"{OA}linking"}
        (body,) = annotation[f"{OA}hasBody"]
        assert body["@id"] in nodes
        for target in annotation[f"{OA}hasTarget"]:
            assert target["@type"] == [f"{OA}SpecificResource"]
            (source,) = target[f"{OA}hasSource"]
            selectors = {each["@type"][0].removeprefix(OA): each for each in target[f"{OA}hasSelector"]}
            place, quote = selectors["TextPositionSelector"], selectors["TextQuoteSelector"]
            start, end = (place[f"{OA}{name}"][0]["@value"] for name in ("start", "end"))
            assert texts[source["@id"]][start:end] == quote[f"{OA}exact"][0]["@value"]
            assert {f"{OA}prefix", f"{OA}suffix"} <= quote.keys()
    roles = Counter(each.get(f"{BASE}ns#role", [{"@value": "words"}])[0]["@value"] for each in found)
    assert roles == {"quote": 4, "cue": 3, "words": 3}


def test_provenance_leads_from_an_entry_to_its_origin(run: Run, by_hand: Path, made: Any) -> None:
    nodes = expanded(written(run, by_hand))
    documents = {outlet: f"{BASE}document/{each.id}" for outlet, each in made.documents.items()}
    entry = nodes[f"{BASE}entry/{made.offer.id}"]
    assert f"{P}Entity" in entry["@type"]
    assert [each["@id"] for each in entry[f"{P}hadPrimarySource"]] == [documents["Harbour Post"]]
    reports = [nodes[each["@id"]] for each in entry[f"{P}wasDerivedFrom"]]
    assert [each[f"{P}wasQuotedFrom"][0]["@id"] for each in reports] == [
        documents["Harbour Post"], documents["Lantern Wire"],
    ]  # fmt: skip
    (speaker,) = reports[0][f"{P}wasAttributedTo"]
    assert nodes[speaker["@id"]]["http://xmlns.com/foaf/0.1/name"][0]["@value"] == "Vera Marenko"
    wire = nodes[documents["Lantern Wire"]]
    assert [each["@id"] for each in wire[f"{P}wasDerivedFrom"]] == [documents["Harbour Post"]]
    (how,) = (nodes[each["@id"]] for each in wire[f"{P}qualifiedDerivation"])
    assert how[f"{P}entity"][0]["@id"] == documents["Harbour Post"]
    assert how[f"{BASE}ns#kind"][0]["@value"] == "rewrite"
    digest = nodes[documents["Eastline Digest"]]
    (unseen,) = digest[f"{P}hadPrimarySource"]
    assert unseen["@id"] == f"{BASE}unseen/Politburo%20Weekly"
    assert f"{P}Entity" in nodes[unseen["@id"]]["@type"]


def test_chains_keep_their_order(run: Run, by_hand: Path, made: Any) -> None:
    nodes = expanded(written(run, by_hand))
    report = nodes[f"{BASE}record/{made.offer.reports[1].act.record}"]
    (chain,) = report[f"{BASE}ns#chain"]
    assert [each[f"{BASE}ns#role"][0]["@value"] for each in chain["@list"]] == ["outlet", "relay", "speaker"]
    assert chain["@list"][2][f"{BASE}ns#note"][0]["@value"] == "unnamed"


def test_decisions_are_activities_of_persons(run: Run, decided: Path, made: Any) -> None:
    nodes = expanded(written(run, decided))
    (person,) = of_type(nodes, f"{P}Person")
    activities = of_type(nodes, f"{P}Activity")
    decisions = [each for each in activities if f"{P}wasAssociatedWith" in each]
    assert len(decisions) == 3
    for each in decisions:
        assert each[f"{P}wasAssociatedWith"][0]["@id"] == person["@id"]
        assert each[f"{P}endedAtTime"][0]["@type"] == "http://www.w3.org/2001/XMLSchema#dateTime"
    accepted, undone = sorted(
        of_type(nodes, f"{BASE}ns#Review"), key=lambda each: f"{P}wasInformedBy" in each
    )
    assert accepted[f"{P}used"][0]["@id"] == f"{BASE}record/{made.offer.reports[0].act.record}"
    assert undone[f"{P}wasInformedBy"][0]["@id"] == accepted["@id"]


def test_the_reading_is_an_activity_of_the_model(run: Run, coded: Path) -> None:
    nodes = expanded(written(run, coded))
    (model,) = of_type(nodes, f"{P}SoftwareAgent")
    readings = of_type(nodes, f"{P}Activity")
    assert len(readings) == 2
    for reading in readings:
        assert reading[f"{P}wasAssociatedWith"][0]["@id"] == model["@id"] == f"{BASE}model/by%20hand"
        assert f"{P}Entity" in nodes[reading[f"{P}used"][0]["@id"]]["@type"]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own use
def test_it_loads_as_triples_with_no_context_to_fetch(run: Run, by_hand: Path) -> None:
    embedded = written(run, by_hand, "--embed-contexts")
    assert ANNOTATION not in embedded["@context"]
    assert expanded(embedded) == expanded(written(run, by_hand))
    graph = rdflib.Graph()
    graph.parse(data=json.dumps(embedded), format="json-ld")
    assert len(graph) > 200
    assert len(set(graph.subjects(RDF.type, PROV.Entity))) == 3 + 4 + 4 + 1
    assert not [
        term for triple in graph for term in triple if isinstance(term, rdflib.URIRef) and " " in term
    ]


def test_filters_choose_what_is_written(run: Run, by_hand: Path, made: Any) -> None:
    nodes = expanded(written(run, by_hand, "--entry-kind", EntryKind.DENIAL.value))
    (entry,) = of_type(nodes, f"{BASE}ns#Entry")
    assert entry["@id"] == f"{BASE}entry/{made.denial.id}"
    assert len(of_type(nodes, f"{BASE}ns#Document")) == 1
    assert of_type(nodes, f"{BASE}ns#Link") == []
    assert of_type(expanded(written(run, by_hand, "--confirmed")), f"{BASE}ns#Entry") == []


def test_contexts_are_for_linked_data(run: Run, by_hand: Path) -> None:
    assert run("export", "--to", "csv", "--embed-contexts", "--db", by_hand).exit_code == 2
