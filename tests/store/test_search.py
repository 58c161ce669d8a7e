"""Hold the full-text search to what it searches: whatever is written, taken back or renamed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from onrecord.model import Cluster, Entry, Reading, ReportedAct
from onrecord.store import schema_views
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore, NewPage
from onrecord.store.migrations import upgrade
from onrecord.store.register_rows import number_of
from onrecord.store.schema import HEAD
from onrecord.store.sqlite import APPLICATION_ID

TEXT = "Page one says no to the Šefčov plan, said Ada Quill of Port Élan on Tuesday."


@pytest.fixture
def location(tmp_path: Path) -> str:
    return str(tmp_path / "onrecord.db")


@pytest.fixture
def search(location: str, casefile: CasefileStore) -> Iterator[Callable[[str, str], list[int]]]:
    """Return what finds the numbers of rows by words, after holding the index to what it is of."""
    with closing(sqlite3.connect(location)) as connection:

        def found(name: str, words: str) -> list[int]:
            connection.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
            connection.commit()
            query = f"SELECT rowid FROM {name} WHERE {name} MATCH ? ORDER BY rowid"
            return [row[0] for row in connection.execute(query, (words,))]

        yield found


def test_statements_are_found_as_they_are_read_again_and_renamed(
    casefile: CasefileStore,
    search: Any,
    make_page: Callable[..., NewPage],
    make_reading: Callable[..., Reading],
) -> None:
    page = make_page(TEXT)
    document = casefile.add_document(page.document, page.raw).document
    casefile.put_reading(make_reading(document))
    assert search("statement_search", "speakers:quill") == [1_000_000]
    assert search("statement_search", "words:page") == [1_000_000]
    casefile.rename_actor("Ada Quill", "Łucja Quaré", "Bo")
    assert search("statement_search", "speakers:quare") == [1_000_000]
    assert search("statement_search", "speakers:quill") == []
    casefile.put_reading(make_reading(document, speaker="Cy Orr"))
    assert search("statement_search", "speakers:quare") == []
    assert search("statement_search", "speakers:orr") == [1_000_000]


def test_entries_are_found_until_they_go(
    casefile: CasefileStore,
    search: Any,
    make_page: Callable[..., NewPage],
    make_act: Callable[..., ReportedAct],
    make_entry: Callable[..., Entry],
    make_cluster: Callable[..., Cluster],
) -> None:
    page = make_page(TEXT)
    document = casefile.add_document(page.document, page.raw).document
    one, other = (
        make_entry(make_act(document, start), actors=(name,)) for start, name in ((0, "A"), (24, "Z"))
    )
    clusters = [make_cluster(one), make_cluster(other)]
    casefile.put_clusters([], clusters)
    assert search("register_search", "sefcov") == [number_of(other.id)]
    assert search("register_search", "actor_folded:a") == [number_of(one.id)]
    assert len(search("register_search", "boats")) == 2
    casefile.put_clusters([clusters[1].id], [])
    assert search("register_search", "boats") == [number_of(one.id)]


def test_a_casefile_that_is_brought_up_to_date_is_searched(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        upgrade(connection, "0006")
        connection.exec_driver_sql("INSERT INTO clusters VALUES ('c', '[]', '[]')")
        connection.exec_driver_sql(
            "INSERT INTO entries (id, cluster, position, kind, status, actor_folded, towards_folded,"
            " outlet_folded, content_folded, issue_list, origins, body)"
            " VALUES ('e1', 'c', 0, 'offer', '', '', '', '', 'boats for orlin', '', 1,"
            ' \'{"entry": {}, "reports": []}\')'
        )
    engine.dispose()
    open_casefile(str(path)).close()
    with closing(sqlite3.connect(path)) as held:
        query = "SELECT rowid FROM register_search WHERE register_search MATCH 'orlin'"
        assert held.execute(query).fetchall() == [(number_of("e1"),)]


def test_without_fts5_a_casefile_has_its_views_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema_views, "_has_fts5", lambda connection: False)
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        upgrade(connection, HEAD)
        made = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
    engine.dispose()
    assert "register" in made
    assert not any("search" in name for name in made)
