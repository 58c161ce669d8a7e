"""Hold the search for words to one meaning: what is found is what is marked, on every kind of store."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Cluster, Entry, ReportedAct
from onrecord.store import schema_views
from onrecord.store.casefile import open_casefile
from onrecord.store.entry_filters import EntryFilter
from onrecord.store.interface import CasefileStore, NewPage
from onrecord.store.words import has_words, marked, snippet, spans, terms

TEXT = "Page one says no to the Šefčov plan, said Ada Quill of Port Élan on Tuesday."

ASKED = {
    "sefcov": True,
    "ŠEFČOV plan": True,
    '"port elan"': True,
    '"elan port"': False,
    "tues*": True,
    "tues": False,
    '"no to the sef*"': True,
    "page absent": False,
    "port-élan": True,
    "boats": True,
    "“says no”": True,
    "' \" *": False,
    'AND OR NOT "': False,
    "NEAR(page one)": False,
    "quill:*": True,
    "'); DROP TABLE entries; --": False,
}


@pytest.mark.parametrize("searched", ["by index", "without FTS5"])
def test_what_is_asked_for_is_found(
    casefile: CasefileStore,
    searched: str,
    make_page: Callable[..., NewPage],
    make_act: Callable[..., ReportedAct],
    make_entry: Callable[..., Entry],
    make_cluster: Callable[..., Cluster],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if searched == "without FTS5":
        monkeypatch.setattr("onrecord.store.word_search._has_search", lambda connection: False)
    page = make_page(TEXT)
    document = casefile.add_document(page.document, page.raw).document
    act = make_act(document, 0, actors=("Ada Quill",))
    said = make_entry(act, proposition=f"{TEXT} boats")
    other = make_entry(make_act(document, 8), proposition="something else", towards=("Port",))
    casefile.put_clusters([], [make_cluster(said), make_cluster(other)])
    for asked, found in ASKED.items():
        where = EntryFilter(words=asked)
        ids = [each.id for each in casefile.entries(where)]
        assert (said.id in ids) == found, asked
        assert {each.id for each in casefile.entries_page(where).entries} == set(ids)
        assert casefile.entry_facets(where).total == len(ids)
        assert {each.id for each in casefile.entry_heads(where)} == set(ids)
    assert [each.id for each in casefile.entries(EntryFilter(words="port something"))] == [other.id]


def test_a_casefile_without_the_search_table_is_searched_too(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    make_page: Callable[..., NewPage],
    make_act: Callable[..., ReportedAct],
    make_entry: Callable[..., Entry],
    make_cluster: Callable[..., Cluster],
) -> None:
    monkeypatch.setattr(schema_views, "_has_fts5", lambda connection: False)
    with open_casefile(str(tmp_path_factory.mktemp("plain") / "c.db"), create=True) as casefile:
        page = make_page(TEXT)
        document = casefile.add_document(page.document, page.raw).document
        entry = make_entry(make_act(document))
        casefile.put_clusters([], [make_cluster(entry)])
        assert [each.id for each in casefile.entries(EntryFilter(words="boats orlin"))] == [entry.id]
        assert not list(casefile.entries(EntryFilter(words="boat")))


def test_a_snippet_is_the_part_with_most_of_the_words() -> None:
    long = f"{'Nothing here. ' * 40}{TEXT} {'Nothing there. ' * 40}"
    found = snippet(["Page two.", long, TEXT], "sefcov page", 80)
    words = "".join(piece for piece, _ in found)
    assert [piece for piece, hit in found if hit] == ["Page", "Šefčov"]
    assert words.startswith("… ")
    assert words.endswith(" …")
    assert len(words) < 100
    assert snippet(["Page two."], "absent") == snippet(["Page two."], None) == ()


@given(st.text(max_size=60), st.text(alphabet="aéß \"*-'xZ1", max_size=20))
def test_marking_loses_nothing_and_marks_words_alone(text: str, asked: str) -> None:
    pieces = marked(text, asked)
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, hit in pieces if hit] == [text[s.start : s.end] for s in spans(text, asked)]
    if has_words(text, asked):
        assert terms(asked)
        assert any(hit for _, hit in pieces)


@given(st.lists(st.sampled_from(["Élan", "boats", "no", "Straße", "x1"]), min_size=1, max_size=5))
def test_a_text_has_its_own_words_in_order(said: list[str]) -> None:
    text = ", ".join(said)
    assert has_words(text, text)
    assert has_words(text, f'"{" ".join(said)}"')
    assert "".join(piece for piece, hit in marked(text, text) if hit) == "".join(said)
