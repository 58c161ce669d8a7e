"""A codebook is taken whole or refused with every fault and its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.codebook.packs import load, named, parse, shipped, shipped_names, template
from onrecord.codebook.source import CodebookError
from onrecord.errors import OnrecordError, UsageError

SOUND = """\
codebook: trial
issues:
  - id: fish
    label: Fish
    description: Quotas and waters.
    strong:
      - fishing (quota|rights)
    weak: [trawler*]
    not: [red herring]
  - id: cod
    label: Cod
    description: Quotas for cod.
    broader: [fish]
    strong: ["re:cod of \\\\d+ tonnes"]
  - id: rest
    label: The rest
    description: All else.
    residual: true
examples:
  - text: Fishing rights end in May.
    issues: [fish]
    not: [cod]
"""


def faults(content: str) -> list[tuple[int, str]]:
    with pytest.raises(CodebookError) as caught:
        parse(content, "trial.yaml")
    return [(fault.line, fault.what) for fault in caught.value.faults]


def changed(old: str, new: str) -> str:
    assert old in SOUND
    return SOUND.replace(old, new, 1)


def test_a_sound_codebook() -> None:
    book = parse(SOUND, "trial.yaml")
    assert book.ids == ("fish", "cod", "rest")
    assert (book.residual, book.title) == ("rest", "trial")
    assert book.issues[1].broader == ("fish",)
    assert (book.examples[0].issues, book.examples[0].absent, book.examples[0].line) == (
        ("fish",),
        ("cod",),
        20,
    )
    assert book.digest == parse(SOUND, "elsewhere.yaml").digest != parse(SOUND + "\n", "trial.yaml").digest


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("id: cod", "id: fish", 10, "'fish' is there twice (first in line 3)"),
        ("label: Cod", "lable: Cod", 11, "unknown key 'lable'"),
        ("    label: Cod\n", "", 10, "lacks 'label'"),
        ("label: Cod", "label: [Cod]", 11, "label: has to be text"),
        ("label: Cod", "label: Cod\n    label: Cod", 12, "'label' a second time"),
        ("id: cod", "id: Atlantic Cod", 10, "is no id"),
        ("issues:\n", "parcels: []\nissues:\n", 2, "unknown key 'parcels'"),
        ("codebook: trial", "codebook: Trial Book", 1, "is no name"),
        ("codebook: trial\n", "", 1, "lacks 'codebook'"),
        ("[fish]\n    strong", "[fowl]\n    strong", 10, "broader issue 'fowl'"),
        ("[trawler*]", "trawler*", 8, "weak: has to be a list"),
        ("[trawler*]", "[tr*]", 8, "at least 3 letters"),
        ("[trawler*]", "[the]", 8, "matches nearly everything"),
        ("[trawler*]", "[government]", 8, "matches nearly everything"),
        ("[trawler*]", "[of ... the]", 8, "matches nearly everything"),
        ("[trawler*]", "['(fish)?']", 8, "may have no word"),
        ("[trawler*]", "['re:(']", 8, "no pattern that can be used"),
        ("[trawler*]", "['re:x*']", 8, "matches the empty string"),
        ("[trawler*]", "['re:.']", 8, "matches nearly everything"),
        ("[trawler*]", r"['re:\w+']", 8, "matches nearly everything"),
        ("[trawler*]", "['re:" + "x" * 400 + "']", 8, "longer than"),
        ("[trawler*]", "[red herring]", 9, "is there twice (first in line 8)"),
        ("residual: true", "residual: maybe", 18, "neither true nor false"),
        ("    residual: true\n", "", 15, "has no cue"),
        ("    issues: [fish]\n    not", "    issues: [fowl]\n    not", 21, "'fowl' is no issue"),
        ("    issues: [fish]\n    not: [cod]\n", "", 20, "names no issue"),
        ("  - text: Fishing rights end in May.\n    issues", "  - issues", 20, "lacks 'text'"),
        ("weak: [trawler*]", "weak: [trawler*", 9, "is not YAML"),
        ("codebook: trial", "codebook: &a trial\ntitle: *a", 2, "alias"),
        ("examples:", "---\nexamples:", 19, "second document"),
        ("[trawler*]", "[[[[[[[[[deep]]]]]]]]]", 8, "nested too deeply"),
        ("[trawler*]", "['']", 8, "weak: is empty"),
        ("[trawler*]", "['  ']", 8, "weak: is empty"),
        ("[trawler*]", "!!python/name:os.system [trawler*]", 8, "has the YAML tag"),
        ("id: cod", "id: undecided", 10, "'undecided' is what statements without an issue have"),
        ("    weak: [", "\tweak: [", 8, "begins with a tab: indent with spaces"),
        ("Quotas for cod.", "Quotas: for cod.", 12, "put it into quotation marks"),
        ("strong:\n      - fishing", "strung:\n      - fishing", 6, "unknown key 'strung'"),
    ],
)
def test_a_fault_is_named_with_its_line(old: str, new: str, line: int, said: str) -> None:
    found = faults(changed(old, new))
    assert any(line == at and said in what for at, what in found), found


def test_a_faulty_cue_is_one_fault() -> None:
    assert [line for line, _ in faults(changed('["re:cod of \\\\d+ tonnes"]', "['re:(']"))] == [14]
    assert [line for line, _ in faults(changed('["re:cod of \\\\d+ tonnes"]', "cod"))] == [14]


def test_circles_are_refused() -> None:
    found = faults(changed("label: Fish", "label: Fish\n    broader: [cod]"))
    assert [what for _, what in found] == [
        "fish: is broader than itself, by way of cod",
        "cod: is broader than itself, by way of fish",
    ]


def test_one_issue_at_most_is_residual() -> None:
    found = faults(changed("label: Cod", "label: Cod\n    residual: true"))
    assert found == [(16, "rest: is residual, and so is 'cod': one issue can take what is left")]


def test_all_faults_are_named_at_once() -> None:
    content = changed("label: Cod", "lable: Cod").replace("[trawler*]", "[the]")
    assert [line for line, _ in faults(content)] == [8, 10, 11]
    with pytest.raises(
        CodebookError, match=r"^trial\.yaml:8: .*; and 2 more: onrecord codebook check trial\.yaml$"
    ):
        parse(content, "trial.yaml")


@pytest.mark.parametrize("content", ["", "# nothing\n", "just text", "- a\n- b\n", "\t- a", "a: \x01"])
def test_what_is_no_codebook(content: str) -> None:
    assert faults(content)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match=r"none\.yaml: there is no such file, and no codebook"):
        load(tmp_path / "none.yaml")
    with pytest.raises(OnrecordError, match="is a folder; name the codebook's file"):
        load(tmp_path)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(SOUND.encode().replace(b"Cod\n", b"Cod\xe9\n", 1))
    with pytest.raises(CodebookError, match=r"latin\.yaml:11: is not UTF-8"):
        load(latin)


def test_a_file_with_a_byte_order_mark_and_windows_lines(tmp_path: Path) -> None:
    path = tmp_path / "trial.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    assert load(path).ids == ("fish", "cod", "rest")


def test_shipped_codebooks() -> None:
    assert shipped_names() == ("climate-pledges", "security-and-peace")
    assert len(shipped().ids) == 29
    assert named("climate-pledges") is shipped("climate-pledges")
    with pytest.raises(UsageError, match="these come along"):
        shipped("fishing")


def test_the_template_is_sound() -> None:
    assert parse(template("trade-talks"), "x").name == "trade-talks"
    with pytest.raises(UsageError):
        template("../x")
