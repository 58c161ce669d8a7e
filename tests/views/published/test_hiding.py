"""Names of private persons and what links to unnamed sources are found wherever they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Entry, Link, Report
from onrecord.store.fold import fold
from onrecord.views.published.hiding import (
    PRIVATE,
    SOURCE,
    excerpt,
    hidden,
    names_somebody,
    variants,
    without_names,
    without_sources,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ada Quill left.", "a private person left."),
        ("ADA QUILL LEFT", "a private person LEFT"),
        ("Mr Quill, said Ada.", "Mr a private person, said a private person."),
        ("A. Quill’s house", "A. a private person’s house"),
        ("Ada-Quill and ada quill", "a private person and a private person"),
        ("Áda Quíll", "a private person"),
        ("He bought a quill.", "He bought a quill."),
        ("Quillon is another", "Quillon is another"),
        ("", ""),
    ],
)
def test_a_name_is_replaced_whole_or_in_part(text: str, shown: str) -> None:
    assert hidden(text, {"Ada Quill"}) == shown


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("https://gazette.example/2031/ada-quill-is-held", True),
        ("https://gazette.example/2031/Ada%20Quill", True),
        ("https://gazette.example/quill-speaks", True),
        ("https://gazette.example/2031/talks", False),
    ],
)
def test_an_address_that_names_somebody_is_known(address: str, named: bool) -> None:
    assert names_somebody(address, {"Ada Quill"}) == named


@given(
    st.text(max_size=40),
    st.lists(st.sampled_from(["Ada Quill", "ADA QUILL", "Quill", "Áda Quill", "quill"]), max_size=3),
)
def test_no_name_is_left_whatever_stands_around_it(around: str, names: list[str]) -> None:
    text = f" {around} ".join(names)
    found = hidden(text, {"Ada Quill"})
    assert "ada quill" not in fold(found)
    assert "Quill" not in found.replace(around, "")
    assert hidden(found, {"Ada Quill"}) == found


def test_every_text_of_a_record_is_gone_through(
    make_entry: Callable[..., Entry], make_report: Callable[..., Report]
) -> None:
    report = make_report(
        "x", actors=("Ada Quill",), via=("Ada Quill",), names=(("Quill", "Ada Quill"),),
        sayers=("Ada Quill",), place_name="Quill House",
        chain=(Link("Ada Quill", "relay", note="Ada Quill again"),),
    )  # fmt: skip
    entry = make_entry("x", report, notes=("by Ada Quill",), towards=("Ada Quill",))
    shown = repr(without_names(entry, {"Ada Quill"}))
    assert "Quill" not in shown
    assert PRIVATE in shown
    assert without_names(entry, ()) is entry


def test_what_else_a_person_is_called_is_hidden_too(make_report: Callable[..., Report]) -> None:
    acts = [make_report("x", names=(("Calder", "Ada Quill"), ("he", "Ada Quill"), ("Bo", "Bo Tarn"))).act]
    assert variants(acts, {"Ada Quill"}) == {"Ada Quill", "Calder"}


def test_nothing_links_to_an_unnamed_source(
    make_entry: Callable[..., Entry], make_report: Callable[..., Report]
) -> None:
    chain = (Link("Lake Post", "outlet", "docpear"), Link("anon: an envoy", "speaker"))
    secret = make_report(
        "pear", actors=("anon: an envoy of Orlin",), principals=("XOR",), outlet="Lake Post", unnamed=True,
        via=("Lantern Wire",), chain=chain,
    )  # fmt: skip
    named = make_report("plum", 1)
    entry = make_entry(
        "x", secret, named, actors=("anon: an envoy of Orlin", "Ada Quill"), principals=("XOR", "XAA")
    )
    found = without_sources(entry)
    shown = repr(found.reports[0]) + repr((found.actors, found.principals, found.origins))
    for word in ("Orlin", "XOR", "Lake Post", "Lantern", "docpear", "she said pear", "around pear", "bepear"):
        assert word not in shown, word
    assert found.reports[0].act.quote[0].exact == "we say pear today"
    assert found.reports[1] == named
    assert found.actors == ("Ada Quill",)
    assert without_sources(make_entry("x", secret)).actors == (SOURCE,)


def test_an_excerpt_has_the_words_alone(make_report: Callable[..., Report]) -> None:
    report = make_report("fig", vector=b"12")
    shown = excerpt(report)
    assert [each.exact for each in shown.act.quote] == ["we say fig today"]
    for word in ("befig", "affig", "around fig"):
        assert word not in repr(shown)
    assert shown.act.vector == b""
    assert replace(shown.act, quote=report.act.quote) != report.act
