"""Packages are part of a codebook: each fault has its line, and nothing is read again for them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.codebook.packs import parse, shipped, shipped_names, template
from onrecord.codebook.records import Package, PackageMeasure, Provision
from onrecord.codebook.source import CodebookError
from onrecord.model import CommitmentStatus, LegalForm

ISSUES = """\
codebook: trial
issues:
  - {id: troops, label: Troops, description: Troops., strong: [troop*]}
  - {id: ships, label: Ships, description: Ships., strong: [patrol ship*]}
"""
PACKAGES = """\
packages:
  - id: river-pact
    label: Pact
    description: Troops and ships.
    source: Treaty of Saint-Aubrey 2031
    measures:
      - id: land
        label: Land part
        description: Troops.
        provision: contribution of forces
        issues: [troops]
        near: [ships]
        words: [battalion*]
        status: signed
        done: allocated
        legal_form: [treaty, agreement]
        condition: a ceasefire
        approval: parliament
        extent: as each deems necessary
        source: Article 2
      - {id: sea, label: Sea part, description: Ships., issues: [ships], legal_form: treaty, source: Art. 3}
"""
SOUND = ISSUES + PACKAGES


def faults(content: str) -> list[tuple[int, str]]:
    with pytest.raises(CodebookError) as caught:
        parse(content, "trial.yaml")
    return [(fault.line, fault.what) for fault in caught.value.faults]


def test_a_sound_package() -> None:
    (package,) = parse(SOUND, "trial.yaml").packages
    land, sea = package.measures
    assert (package.id, package.line) == ("river-pact", 6)
    assert land == PackageMeasure(
        "land", "Land part", "Troops.", ("troops",), "Article 2", Provision.CONTRIBUTION, ("ships",),
        ("battalion*",), CommitmentStatus.SIGNED, "allocated", (LegalForm.TREATY, LegalForm.AGREEMENT),
        "a ceasefire", "parliament", "as each deems necessary",
    )  # fmt: skip
    assert (sea.status, sea.done, sea.legal_forms, sea.provision) == (None, None, (LegalForm.TREATY,), None)


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("id: river-pact", "id: River Pact", 6, "is no name"),
        ("    source: Treaty of Saint-Aubrey 2031\n", "", 6, "a package lacks 'source'"),
        ("    label: Pact\n", "    label: Pact\n    lable: Pact\n", 8, "unknown key 'lable'"),
        ("issues: [troops]", "issues: [tropos]", 15, "'tropos' is no issue of this codebook"),
        ("near: [ships]", "near: [fish]", 16, "'fish' is no issue of this codebook"),
        ("near: [ships]", "near: [troops]", 16, "is both among its issues and near"),
        ("issues: [troops]", "issues: []", 15, "names no issue"),
        ("words: [battalion*]", "words: [the]", 17, "matches nearly everything"),
        ("status: signed", "status: withdrawn", 18, "'withdrawn' is none of considered, proposed"),
        ("done: allocated", "done: signed", 19, "'signed' is none of announced"),
        ("legal_form: [treaty, agreement]", "legal_form: [treaty, oath]", 20, "'oath' is none of treaty"),
        ("provision: contribution of forces", "provision: love", 14, "'love' is none of defence"),
        ("        source: Article 2\n", "", 11, "a measure lacks 'source'"),
        ("id: sea", "id: land", 25, "the measure 'land' is there twice (first in line 11)"),
        ("id: sea", "id: Sea", 25, "is no id"),
        ("condition: a ceasefire", "condition: [a, b]", 21, "condition: has to be text"),
    ],
)
def test_a_fault_is_named_with_its_line(old: str, new: str, line: int, what: str) -> None:
    assert old in SOUND
    found = faults(SOUND.replace(old, new, 1))
    assert [each for each in found if each[0] == line and what in each[1]], found


def test_packages_are_there_once_and_have_measures() -> None:
    again = SOUND + "  - {id: river-pact, label: A, description: A., source: A, measures: []}\n"
    assert [what for _, what in faults(again)] == [
        "id: the package 'river-pact' is there twice (first in line 6)", "river-pact: has no measures",
    ]  # fmt: skip


def test_packages_are_no_part_of_the_digest() -> None:
    bare = parse(ISSUES, "trial.yaml").digest
    assert parse(SOUND, "trial.yaml").digest == bare
    assert parse(ISSUES + "\n# What follows\n", "t.yaml").digest != bare
    middle = ISSUES.replace("issues:", PACKAGES + "issues:", 1)
    assert parse(middle, "t.yaml").packages == tuple(
        Package(p.id, p.label, p.description, p.source, p.measures, 3)
        for p in parse(SOUND, "t.yaml").packages
    )
    assert parse(middle, "t.yaml").digest == parse(middle.replace("Troops and ships", "All"), "t.yaml").digest


@given(st.text("abc xyz-", max_size=20))
def test_the_digest_holds_whatever_a_package_says(words: str) -> None:
    written = SOUND.replace("label: Pact", f'label: "P{words}"', 1)
    assert parse(written, "t.yaml").digest == parse(SOUND, "t.yaml").digest


@pytest.mark.parametrize("name", shipped_names())
def test_every_measure_that_comes_along_names_where_it_is_laid_down(name: str) -> None:
    for package in shipped(name).packages:
        assert re.search(r"\b(?:19|20)\d\d\b", package.source), package.id
        for need in package.measures:
            assert re.search(r"\b(?:19|20)\d\d\b", need.source), (package.id, need.id)
            assert need.label != need.description


def test_what_the_treaties_lay_down() -> None:
    found = {package.id: package for package in shipped().packages}
    assert set(found) == {"north-atlantic-article-5", "bilateral-treaty", "arms-and-training", "coalition"}
    attack = found["north-atlantic-article-5"].measures[0]
    assert "such action as it deems necessary" in str(attack.extent)
    assert (attack.provision, attack.status) == (Provision.DEFENCE, CommitmentStatus.IN_FORCE)
    assert "Articles 5, 6 and 11" in attack.source
    arms = {issue for need in found["arms-and-training"].measures for issue in need.issues}
    assert "ground_troops" not in arms
    assert [need.id for need in found["coalition"].measures] == ["land", "air", "sea", "training", "command"]
    assert all(not need.legal_forms for need in found["coalition"].measures)


def test_the_template_shows_a_package() -> None:
    (package,) = parse(template("trade-talks"), "t.yaml").packages
    assert package.measures[0].words
