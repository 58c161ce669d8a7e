"""Who stands in the statements: counts by part, kinds, affiliations, names seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model import SpeakerRole, Statement
from onrecord.store.interface import DocumentSummary, StatementRow
from onrecord.views.actors import ACTOR_COLUMNS, Actor, Known, actor_cells, actor_record, actors


def found(statements: list[Statement], summary: DocumentSummary, **names: str) -> dict[str, Actor]:
    """Return actors by name, as counted with a base that knows two of them."""
    known = {"XKV": Known("state", "Q7"), "Lantern Wire": Known("outlet")}
    rows = [StatementRow(each, summary) for each in statements]
    return {actor.name: actor for actor in actors(rows, names, known.get)}


def test_each_part_is_counted(statements: tuple[Statement, ...], summary: DocumentSummary) -> None:
    counted = found([*statements], summary)
    vera = counted["Vera Marenko"]
    assert (vera.said, vera.addressed, vera.relayed, vera.spoken_for, vera.documents) == (2, 0, 0, 0, 1)
    assert vera.affiliations == (("XVM", 2),)
    assert counted["XVM"].spoken_for == 2
    assert (counted["XKV"].addressed, counted["Lantern Wire"].relayed) == (1, 1)
    assert [*counted][:2] == ["Vera Marenko", "XVM"]


def test_pronouns_are_no_names_and_decided_ones_are(
    statements: tuple[Statement, ...], summary: DocumentSummary
) -> None:
    renamed = [replace(each, speakers=("Vera M. Marenko",) if each.speakers else ()) for each in statements]
    actor = found(renamed, summary, **{"V. Marenko": "Vera M. Marenko", "XKV": "XKV"})["Vera M. Marenko"]
    assert actor.seen == ("V. Marenko", "Vera Marenko")


@pytest.mark.parametrize(
    ("name", "role", "kind"),
    [
        ("anon: two envoys", SpeakerRole.UNNAMED, "anon"),
        ("group: 26 nations", None, "group"),
        ("XKV", SpeakerRole.HEAD, "state"),
        ("Velmora", SpeakerRole.STATE, "state"),
        ("River Guard", SpeakerRole.ORGANISATION, "organisation"),
        ("Ada Quill", SpeakerRole.FORMER, "person"),
        ("Ada Quill", None, "undecided"),
    ],
)
def test_what_an_actor_is(
    statements: tuple[Statement, ...],
    summary: DocumentSummary,
    name: str,
    role: SpeakerRole | None,
    kind: str,
) -> None:
    spoken = replace(statements[0], speakers=(name,), speaker_role=role, addressees=(), affiliation=None)
    assert found([spoken], summary)[name].kind == kind


def test_cells_and_records_say_the_same(statements: tuple[Statement, ...], summary: DocumentSummary) -> None:
    for actor in found([*statements], summary).values():
        cells, record = actor_cells(actor), actor_record(actor)
        assert tuple(cells) == tuple(record) == ACTOR_COLUMNS
        assert cells["said"] == str(record["said"])
