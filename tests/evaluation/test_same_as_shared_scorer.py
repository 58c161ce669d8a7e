"""The project's scorer prints what the shared tool prints: on real, corrupted and generated codings."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import pipeline
from onrecord.evaluation.compare import aliases, organisation_words
from onrecord.evaluation.gold import gold_articles
from onrecord.evaluation.judgements import judgements
from onrecord.evaluation.score import score
from onrecord.intake.pages import pages
from onrecord.views.coding import coding as coded

if TYPE_CHECKING:
    from onrecord.reader import Reader

SHARED = Path(__file__).parents[3] / "shared"
TOOL = SHARED / "tools" / "score.py"
pytestmark = pytest.mark.skipif(not TOOL.exists(), reason="../shared with the shared scorer is not here")

KINDS = ("statements", "commitments", "events")
LISTED = ("quote", "cue", "speaker_text", "condition", "quantity")
FIELDS = ("record", "speaker", "act", "issue", "stance", "status")
Codings = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def tool() -> Any:
    spec = importlib.util.spec_from_file_location("shared_score", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with files_left_open():
        spec.loader.exec_module(module)
    return module


@contextmanager
def files_left_open() -> Iterator[None]:
    """Let the tool leave closing its files to the interpreter: that is not what is tested here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield


def write(folder: Path, codings: Codings) -> Path:
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.json"):
        path.unlink()
    for name, coding in codings.items():
        (folder / f"{name}.json").write_text(json.dumps(coding), "utf-8")
    return folder


def ours(gold: Codings, predicted: Codings) -> tuple[str, list[str]]:
    """Return what the project's scorer prints with ``--json`` (on one line) and with ``--records``."""
    pairs = [(name, gold[name], predicted.get(name, {})) for name in sorted(gold)]
    figures = json.dumps(score((g, p) for _, g, p in pairs).as_json())
    lines = [json.dumps(j.as_json()) for name, g, p in pairs for j in judgements(f"{name}.json", g, p)]
    return figures, lines


def theirs(tool: Any, gold: Path, predicted: Path) -> tuple[str, list[str]]:
    """Return what the shared tool prints with ``--json`` and with ``--records``."""
    with files_left_open():
        result = tool.main([str(gold)], [str(predicted)])
    return json.dumps(result.result()), [json.dumps(row) for row in result.records]


def of_gold(part: str) -> Codings:
    return {a.name: json.loads(json.dumps(a.coding)) for a in gold_articles(SHARED / "gold" / part)}


def corrupt(coding: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Drop, double, shift, rename and unsettle records, so that every branch of the scorer is taken."""
    out = copy.deepcopy(coding)
    for kind in KINDS:
        records = [r for r in out.get(kind, []) if chance.random() > 0.15]
        records += [copy.deepcopy(r) for r in records if chance.random() < 0.1]
        chance.shuffle(records)
        for record in records:
            _corrupt_record(record, chance)
        out[kind] = records
    if chance.random() < 0.1:
        del out[chance.choice(KINDS)]
    for name in ("title", "outlet", "byline", "published"):
        if chance.random() < 0.3:
            out["document"][name] = chance.choice([None, "Harbour Post", "2031-05"])
    out["document"]["furniture"] = [*out["document"].get("furniture", []), "Share", "Read more"]
    out["document"]["cites"] = [
        *out["document"].get("cites", []),
        {"outlet": None},
        {"outlet": "Harbour Post"},
    ]
    return out


def _corrupt_record(record: dict[str, Any], chance: random.Random) -> None:
    for name in list(record):
        roll, value = chance.random(), record[name]
        if roll < 0.08:
            record[name] = "undecided"
        elif roll < 0.14:
            record[name] = None
        elif roll < 0.18:
            del record[name]
        elif roll < 0.4 and isinstance(value, str):
            split = value.split()
            record[name] = " ".join(split[len(split) // 3 :])
        elif roll < 0.5 and isinstance(value, list):
            record[name] = [*value[1:], "XAA"]
        elif roll < 0.7 and isinstance(value, str) and name in LISTED:
            half = len(value) // 2
            record[name] = [value[:half], value[half:]]
        elif roll < 0.7 and isinstance(value, list) and name in LISTED:
            record[name] = " ".join(value)
    record["confidence"] = chance.choice(
        [None, {}, 0.0, 0.7, "high", *({f: round(chance.random(), 3) for f in FIELDS} for _ in range(9))]
    )
    if chance.random() < 0.1:
        del record["confidence"]


def test_same_names_are_known(tool: Any) -> None:
    assert dict(aliases()) == tool.ALIASES
    assert set(organisation_words()) == tool.ORGANISATION


@pytest.mark.slow
@pytest.mark.parametrize("seed", [None, *range(6)])
@pytest.mark.parametrize("part", ["train", "dev"])
def test_same_on_gold_and_on_corrupted_gold(tool: Any, part: str, seed: int | None, tmp_path: Path) -> None:
    gold, chance = of_gold(part), random.Random(seed)
    predicted = gold
    if seed is not None:
        predicted = {name: corrupt(coding, chance) for name, coding in gold.items() if chance.random() > 0.1}
    figures, lines = ours(gold, predicted)
    assert (figures, lines) == theirs(tool, SHARED / "gold" / part, write(tmp_path / "p", predicted))
    kinds = {json.loads(line)["kind"] for line in lines}
    assert kinds == {"statement", "commitment", "event"}


@pytest.mark.slow
def test_same_on_real_codings(tool: Any, reader: Reader, tmp_path: Path) -> None:
    some = gold_articles(SHARED / "gold" / "train")[::11]
    gold = {a.name: json.loads(json.dumps(a.coding)) for a in some}
    predicted: Codings = {}
    for result in pipeline.code(pages([str(a.text) for a in some]), reader):
        assert isinstance(result, tuple), result
        page, document, reading = result
        predicted[Path(page.name).stem] = json.loads(json.dumps(coded(document, reading)))
    figures, lines = ours(gold, predicted)
    written = write(tmp_path / "g", gold), write(tmp_path / "p", predicted)
    assert (figures, lines) == theirs(tool, *written)
    assert any('"right": true' in line for line in lines)


@pytest.mark.slow
@pytest.mark.parametrize("option", ["--json", "--records"])
def test_same_text_as_the_tool_prints(option: str, tmp_path: Path) -> None:
    gold, chance = of_gold("dev"), random.Random(7)
    predicted = {name: corrupt(coding, chance) for name, coding in gold.items()}
    folders = [str(SHARED / "gold" / "dev"), str(write(tmp_path / "p", predicted))]
    run = subprocess.run(
        [sys.executable, str(TOOL), *folders, option], check=True, capture_output=True, text=True
    )
    figures, lines = ours(gold, predicted)
    assert run.stdout.splitlines() == ([figures] if option == "--json" else lines)


WORDS = st.lists(
    st.sampled_from(
        ["the", "monitors", "will", "cross", "Ravno", "with", "40", "boats", "if", "sides", "Šárka,", "«до»"]
    ),
    max_size=9,
).map(" ".join)
SPANS = st.one_of(st.none(), WORDS, st.lists(WORDS, max_size=3), st.just("undecided"))
ACTORS = st.sampled_from(
    ["XAA", "XBB", "Vera Marenko", "V. Marenko", "Pavel Marenko", "Marenko", "UN", "United Nations", "-",
     "--", "Peace Commission", "Commission", "anon: an envoy", "Anonymous",
     "group: 26 nations", "Елена", "", "He"]
)  # fmt: skip
ACTOR = st.one_of(st.none(), ACTORS, st.just("undecided"))
MANY = st.one_of(ACTOR, st.lists(ACTORS, max_size=4))
DAYS = st.sampled_from([None, "", "undecided", "2031-05-02", "2031-05"])
SURE = st.floats(0, 1)
CONFIDENCE = st.one_of(st.none(), SURE, st.dictionaries(st.sampled_from(FIELDS), st.one_of(st.none(), SURE)))


def choices(*values: str) -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, "undecided", *values])


STATEMENT: dict[str, st.SearchStrategy[Any]] = {
    "quote": SPANS, "cue": SPANS, "condition": SPANS, "speakers": MANY, "addressees": MANY, "via": MANY,
    "affiliation": ACTOR, "act": choices("deny", "offer"), "stance": choices("for", "against"),
    "issues": st.one_of(choices("training"), st.lists(choices("training", "unity", "other"), max_size=3)),
    "directness": choices("direct", "mixed"), "said_on": DAYS,
}  # fmt: skip
COMMITMENT: dict[str, st.SearchStrategy[Any]] = {
    "quote": SPANS, "party": ACTOR, "measure": choices("training", "other"), "beneficiary": ACTOR,
    "status": choices("pledged", "delivered"), "quantity": SPANS, "condition": SPANS,
}  # fmt: skip
EVENT: dict[str, st.SearchStrategy[Any]] = {
    "quote": SPANS, "kind": choices("talks", "attack"), "participants": MANY, "place": SPANS,
    "date": DAYS, "status": choices("happened", "planned"),
}  # fmt: skip
DOCUMENT = st.fixed_dictionaries(
    {},
    optional={
        "title": st.one_of(st.none(), WORDS), "outlet": ACTOR, "byline": ACTOR, "published": DAYS,
        "furniture": st.lists(WORDS, max_size=3), "placeholders": st.lists(WORDS, max_size=2),
        "cites": st.lists(st.fixed_dictionaries({"outlet": ACTOR}), max_size=3),
    },
)  # fmt: skip
NEEDED = {
    "speakers": st.lists(ACTORS, max_size=4),
    "act": choices("deny", "offer"),
    "issues": st.lists(choices("training", "unity", "other"), max_size=3),
    "speaker_text": st.one_of(st.none(), WORDS, st.just(["He"]), st.just("who")),
}


def a_coding(needed: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Make codings; a gold one needs some fields of every statement, a prediction none at all."""
    sure = {"confidence": CONFIDENCE}
    optional = {name: field for name, field in (STATEMENT | sure).items() if name not in needed}
    parts = {
        "statements": st.lists(st.fixed_dictionaries(needed, optional=optional), max_size=4),
        "commitments": st.lists(st.fixed_dictionaries({}, optional=COMMITMENT | sure), max_size=4),
        "events": st.lists(st.fixed_dictionaries({}, optional=EVENT | sure), max_size=4),
        "document": DOCUMENT,
    }
    if needed:
        return st.fixed_dictionaries({"statements": parts.pop("statements")}, optional=parts)
    return st.fixed_dictionaries({}, optional=parts)


@pytest.mark.slow
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(a_coding(NEEDED), st.one_of(st.none(), a_coding({}))), max_size=2))
def test_same_on_generated_codings(
    tool: Any, tmp_path: Path, codings: list[tuple[dict[str, Any], dict[str, Any] | None]]
) -> None:
    gold = {f"a{i}": g for i, (g, _) in enumerate(codings)}
    predicted = {f"a{i}": p for i, (_, p) in enumerate(codings) if p is not None}
    written = write(tmp_path / "g", gold), write(tmp_path / "p", predicted)
    assert ours(gold, predicted) == theirs(tool, *written)
