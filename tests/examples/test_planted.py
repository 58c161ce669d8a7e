"""The examples hold what planted.yaml says of them, to the character."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
import pytest
import yaml

from onrecord.actors.loading import read_table

EXAMPLES = Path(__file__).parents[2] / "examples"
ARTICLES = EXAMPLES / "articles"
PLANTED: dict[str, Any] = yaml.safe_load((EXAMPLES / "planted.yaml").read_text(encoding="utf-8"))
FURNITURE: dict[str, list[str]] = json.loads((EXAMPLES / "furniture.json").read_text(encoding="utf-8"))
ARTICLE_SUFFIXES = {".txt", ".html", ".csv"}

KINDS = {
    "apparent_contradictions",
    "captions",
    "commitments_climbing",
    "commitments_withdrawn",
    "contradictions",
    "counted_groups",
    "dash_lists",
    "datelines",
    "denials",
    "divided_blocs",
    "furniture",
    "headlines_not_carried",
    "interrupted_quotes",
    "joint_statements",
    "key_takeaways",
    "meetings",
    "name_variants",
    "near_copies",
    "nested_quotes",
    "non_breaking_spaces",
    "placeholder_citations",
    "position_changes",
    "pronoun_speakers",
    "proposals",
    "quotation_marks",
    "rewrites",
    "running_contents",
    "second_hand_chains",
    "standing_positions",
    "threats",
    "transcripts",
    "undated",
    "unnamed_sources",
    "weekday_dates",
}
ACTS = {
    *("deny", "threaten", "refuse", "reject", "commit", "offer", "agree"),
    *("propose", "request", "accuse", "support", "warn", "assert"),
}
ISSUES = {
    *("nato_membership", "security_guarantees", "collective_defence", "legal_form", "ground_troops"),
    *("naval_support", "military_operations", "ceasefire", "peace_talks", "territory", "demilitarised_zone"),
    *("monitoring", "detainees", "sanctions", "humanitarian", "unity", "other"),
}
STATUSES = {"considered", "proposed", "pledged", "agreed", "signed", "ratified", "withdrawn"}
DENIED = re.compile(
    r"""\b(Ukrain|Russia|Kyiv|Kiev|Moscow|Kremlin|Zelensk|Putin|Macron|Trump|Biden|Scholz|Merz|Starmer|NATO
    |European|Brussels|Washington|London|Paris|Berlin|Warsaw|Poland|France|German|Britain|British|America
    |China|Chinese|Beijing|Iran|Israel|Palestin|Syria|Turkey|Turkish|India|Pakistan|Georgia|Armenia
    |Azerbaijan|Serbia|Kosovo|Reuters|Bloomberg|Politico|Guardian|Donbas|Crimea|Minsk|Geneva|Vienna
    |Xinhua|TASS|Interfax)""",
    re.VERBOSE,
)


@cache
def page(name: str, row: int | None = None) -> str:
    """Return the text of a page: of .html the text layer, of a table one row."""
    path = ARTICLES / name
    if row is not None:
        with path.open(encoding="utf-8", newline="") as table:
            return "\n".join(list(csv.DictReader(table))[row - 1].values())
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".html":
        return text
    tree = lxml.html.document_fromstring(text.encode())
    for unread in tree.xpath("//script | //style"):
        unread.drop_tree()
    return str(tree.text_content())


def pieces(value: str | list[str]) -> list[str]:
    """Return a verbatim field as the list of its pieces."""
    return [value] if isinstance(value, str) else value


def features() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every planted item with its kind."""
    for kind, items in PLANTED["planted"].items():
        for item in items:
            yield kind, item


def expected() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every coded statement with its file."""
    for group in PLANTED["statements"]:
        for statement in group["expected"]:
            yield group["file"], statement


def test_the_list_of_articles_is_the_folder() -> None:
    listed = {article["file"] for article in PLANTED["articles"]}
    assert listed == {path.name for path in ARTICLES.iterdir() if path.suffix in ARTICLE_SUFFIXES}
    assert len(listed) >= 16
    assert sum(name.endswith(".html") for name in listed) >= 3


def test_every_row_of_a_table_is_an_article() -> None:
    for path in ARTICLES.glob("*.csv"):
        rows = [article["row"] for article in PLANTED["articles"] if article["file"] == path.name]
        with path.open(encoding="utf-8", newline="") as table:
            assert rows == list(range(1, len(list(csv.DictReader(table))) + 1))


@pytest.mark.parametrize("article", PLANTED["articles"], ids=lambda a: f"{a['file']}#{a.get('row', 0)}")
def test_an_article_holds_its_own_particulars(article: dict[str, Any]) -> None:
    assert set(article) - {"row", "cites"} == {"file", "outlet", "published", "title", "byline"}
    text = page(article["file"], article.get("row"))
    if article["title"] is not None:
        assert article["title"] in text
    for cited in article.get("cites", []):
        assert cited["quote"] in text
    published = article["published"]
    assert published is None or re.fullmatch(r"(2031|XXXX)-\d\d(-\d\d)?", published)
    year = (published or "")[:4]
    assert year != "2031" or "2031" in text


@pytest.mark.parametrize(("kind", "item"), list(features()), ids=lambda v: v if isinstance(v, str) else "")
def test_evidence_of_a_feature_is_verbatim(kind: str, item: dict[str, Any]) -> None:
    assert item["explanation"].endswith(".")
    assert item["evidence"], kind
    for evidence in item["evidence"]:
        assert evidence["quote"] in page(evidence["file"], evidence.get("row")), evidence


@pytest.mark.parametrize(
    ("name", "statement"), list(expected()), ids=lambda v: v if isinstance(v, str) else ""
)
def test_an_expected_statement_is_verbatim(name: str, statement: dict[str, Any]) -> None:
    text = page(name)
    for field in ("quote", "cue", "speaker_text", "condition"):
        for piece in pieces(statement.get(field) or []):
            assert piece in text, (field, piece)
    assert statement["act"] in ACTS
    assert statement["issues"]
    assert set(statement["issues"]) <= ISSUES
    assert statement["directness"] in {"direct", "mixed", "indirect"}


def test_expected_statements_name_known_actors() -> None:
    world = PLANTED["world"]
    states = {state["code"] for state in world["states"]}
    known = states | {entry["name"] for key in ("organisations", "people", "outlets") for entry in world[key]}
    for name, statement in expected():
        for actor in [*statement["speakers"], *statement["addressees"], *statement.get("via", [])]:
            anonymous = actor.startswith(("anon: ", "group: "))
            assert anonymous or actor in known or actor in page(name), actor


def test_enough_articles_have_expected_statements() -> None:
    assert len(PLANTED["statements"]) >= 8
    assert {group["file"] for group in PLANTED["statements"]} <= {a["file"] for a in PLANTED["articles"]}


def test_every_kind_of_feature_is_planted() -> None:
    assert set(PLANTED["planted"]) >= KINDS


def test_derivations_name_articles() -> None:
    planted = PLANTED["planted"]
    listed = {article["file"] for article in PLANTED["articles"]}
    for item in [*planted["rewrites"], *planted["near_copies"]]:
        assert {item["source"], *(derived["file"] for derived in item["derived"])} <= listed
    assert sum(len(item["derived"]) for item in planted["rewrites"]) >= 3
    for item in planted["second_hand_chains"]:
        assert len(item["chain"]) >= 3
        assert set(item["chain"]) <= listed


def test_a_commitment_climbs_from_considered_to_signed() -> None:
    steps = [e["status"] for item in PLANTED["planted"]["commitments_climbing"] for e in item["evidence"]]
    assert set(steps) <= STATUSES
    order = [steps.index(step) for step in ("considered", "proposed", "pledged", "agreed", "signed")]
    assert order == sorted(order)


def test_furniture_is_marked_on_every_text_page() -> None:
    assert set(FURNITURE) == {path.name for path in ARTICLES.glob("*.txt")}
    for name, lines in FURNITURE.items():
        stands = page(name).splitlines()
        assert [line for line in lines if line not in stands] == [], name


def test_expected_statements_are_not_furniture() -> None:
    for name, statement in expected():
        lines = FURNITURE.get(name, [])
        assert not [line for line in lines for piece in pieces(statement["quote"]) if piece in line]


def test_states_have_user_assigned_codes() -> None:
    codes = [state["code"] for state in PLANTED["world"]["states"]]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch("X[A-Z]{2}", code) for code in codes)


def test_name_variants_are_used() -> None:
    for person in PLANTED["world"]["people"]:
        for variant in person.get("variants", []):
            assert any(variant in page(path.name) for path in ARTICLES.glob("*.txt")), variant


@pytest.mark.parametrize("name", sorted({article["file"] for article in PLANTED["articles"]}))
def test_nobody_real_is_named(name: str) -> None:
    text = (ARTICLES / name).read_text(encoding="utf-8")
    assert DENIED.findall(text) == []


def test_the_facts_say_what_the_world_is() -> None:
    facts = [read_table(path.read_bytes(), path.name) for path in sorted((EXAMPLES / "actors").glob("*.csv"))]
    world = PLANTED["world"]
    assert {s.code for each in facts for s in each.states} == {s["code"] for s in world["states"]}
    assert {o.id for each in facts for o in each.organisations} == {o["name"] for o in world["organisations"]}
    affiliations = {p["name"]: p["affiliation"] for p in world["people"]}
    held = {(h.person, h.of) for each in facts for h in each.holders}
    assert held
    assert held <= set(affiliations.items())
