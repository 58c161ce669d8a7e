"""``onrecord cite``: the page where an entry began, the way its words came, and what nobody confirmed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from onrecord.store.casefile import open_casefile

Run = Callable[..., Result]


def cited(run: Run, db: Path, *arguments: str) -> str:
    result = run("cite", *arguments, "--db", db)
    assert result.exit_code == 0, result.output
    return str(result.stdout)


@pytest.mark.slow
def test_of_rewrites_the_origin_is_cited_and_the_others_counted(run: Run, by_hand: Path, made: Any) -> None:
    told = cited(run, by_hand, made.offer.id)
    assert told.startswith(
        "Vera Marenko, offer, 2031-05-03: “to send 40 monitors before winter”. Harbour Post, "
    )
    assert "As reported by Harbour Post, citing a diplomat (unnamed)." in told
    assert "Told by 1 further outlet from 1 origin." in told
    assert "Not confirmed by a person." in told
    assert told.endswith(f"[hand, entry {made.offer.id}]\n")


@pytest.mark.slow
def test_a_page_that_is_not_here_and_a_headline_are_told(run: Run, by_hand: Path, made: Any) -> None:
    told = cited(run, by_hand, made.headline.id)
    assert "As reported by Eastline Digest, citing Politburo Weekly (no page of it here)." in told
    assert "Carried by a headline alone." in told
    assert "Eastline Digest, “Eastline Digest leads”, n.d. " in told


def test_a_denial_keeps_its_cue(run: Run, by_hand: Path, made: Any) -> None:
    assert "XTV, denial, 2031-05-06: “{denied} that monitors were invited”." in cited(
        run, by_hand, made.denial.id
    )


def test_a_document_says_what_it_was_taken_from(run: Run, by_hand: Path, made: Any) -> None:
    told = cited(run, by_hand, made.documents["Lantern Wire"].id[:9])
    assert told.startswith(
        "Lantern Wire, “Lantern Wire leads”, 2031-05-04. Rewrite of Harbour Post, 2031-05-03."
    )


def test_a_record_of_an_entry_will_do(run: Run, by_hand: Path, made: Any) -> None:
    assert cited(run, by_hand, made.offer.reports[1].act.record) == cited(run, by_hand, made.offer.id)


@pytest.mark.parametrize("style", ["text", "markdown", "bibtex", "csl-json"])
def test_every_style_takes_several(run: Run, by_hand: Path, made: Any, style: str) -> None:
    told = cited(run, by_hand, made.offer.id, made.denial.id, "--style", style)
    assert made.offer.id in told
    assert made.denial.id in told
    if style == "csl-json":
        assert [each["id"] for each in json.loads(told)] == [
            f"onrecord-{made.offer.id}",
            f"onrecord-{made.denial.id}",
        ]


def test_json_has_the_parts(run: Run, by_hand: Path, made: Any) -> None:
    (told,) = json.loads(cited(run, by_hand, made.offer.id, "--json"))
    assert (told["outlet"], told["further"], told["origins"]) == ("Harbour Post", ["Lantern Wire"], 1)


def test_an_id_of_nothing_is_a_mistake(run: Run, by_hand: Path) -> None:
    result = run("cite", "ffff", "--db", by_hand)
    assert result.exit_code == 2
    assert "there is no entry and no document 'ffff'" in result.stderr


def test_the_casefile_is_left_as_it_is(run: Run, by_hand: Path, made: Any) -> None:
    before = by_hand.read_bytes()
    cited(run, by_hand, made.offer.id)
    assert by_hand.read_bytes() == before
    with open_casefile(str(by_hand), read_only=True) as casefile:
        assert casefile.entry(made.offer.id) == made.offer
