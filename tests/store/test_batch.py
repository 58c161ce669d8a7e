"""Hold that everything within a batch is kept or none of it, whatever ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import CasefileError, UsageError
from onrecord.model import (
    Cluster,
    Document,
    Entry,
    JudgementKind,
    Place,
    Reading,
    ReportedAct,
    SentenceVector,
    Span,
    Story,
)
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore, NewPage

MakePage = Callable[..., NewPage]
MakeAct = Callable[..., ReportedAct]
MakeEntry = Callable[..., Entry]
MakeCluster = Callable[..., Cluster]
MakeReading = Callable[..., Reading]


@pytest.fixture
def document(casefile: CasefileStore, make_page: MakePage) -> Document:
    return casefile.add_documents([make_page()])[0].document


def content(casefile: CasefileStore) -> list[object]:
    """Return everything that these tests write."""
    ids = [each.id for each in casefile.documents()]
    return [
        ids,
        casefile.keys(ids),
        list(casefile.acts(ids)),
        list(casefile.entries()),
        list(casefile.stories()),
        casefile.judgements(),
        casefile.out_of_step(),
    ]


def test_what_is_written_within_is_seen_within_and_kept(
    casefile: CasefileStore, document: Document, make_act: MakeAct, make_page: MakePage
) -> None:
    with casefile.batch():
        casefile.put_keys(document.id, {1})
        assert casefile.holders([1], 3) == {1: (document.id,)}
        casefile.put_acts(document.id, [make_act(document)], {f"{document.id}-c0": ["k"]})
        assert list(casefile.acts_with(["k"])) == ["k"]
        with casefile.batch():
            casefile.add_documents([make_page("Another page.")])
        assert len(list(casefile.documents())) == 2
    assert casefile.keys([document.id]) == {document.id: {1}}
    assert len(list(casefile.documents())) == 2


class Interrupted(BaseException):
    """Stand for Ctrl-C."""


def interrupted(casefile: CasefileStore, writes: Sequence[Callable[[], object]]) -> None:
    with casefile.batch():
        for write in writes:
            write()
        raise Interrupted


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.integers(0, 6))
def test_an_error_within_leaves_the_casefile_as_it_was(
    casefile: CasefileStore,
    document: Document,
    make_act: MakeAct,
    make_entry: MakeEntry,
    make_cluster: MakeCluster,
    steps: int,
) -> None:
    act = make_act(document)
    before = content(casefile)
    writes: list[Callable[[], object]] = [
        lambda: casefile.put_keys(document.id, {1, 2}),
        lambda: casefile.put_acts(document.id, [act], {act.record: ["k"]}),
        lambda: casefile.put_clusters([], [make_cluster(make_entry(act))], {act.place.id: ["x"]}),
        lambda: casefile.put_stories([], [Story("s", (document.id,), None, None)]),
        lambda: casefile.add_judgement(JudgementKind.SAME_ACT, act.place, Place("d", 0, 1), "Bo"),
        lambda: casefile.put_stamps({document.id: "x"}),
    ]
    with pytest.raises(Interrupted):
        interrupted(casefile, writes[:steps])
    assert content(casefile) == before


def test_a_write_that_fails_within_leaves_what_was_written_before_it(
    casefile: CasefileStore, document: Document, make_act: MakeAct, make_entry: MakeEntry
) -> None:
    twice = make_entry(make_act(document))
    with casefile.batch():
        casefile.put_keys(document.id, {1})
        with pytest.raises(CasefileError):  # two entries with one id
            casefile.put_clusters([], [Cluster("c", (), (), (twice, twice))])
        with pytest.raises(UsageError):
            casefile.undo_judgement("none", "Bo")
        casefile.put_keys(document.id, {1, 2})
    assert casefile.keys([document.id]) == {document.id: {1, 2}}
    assert list(casefile.clusters([twice.reports[0].act.record])) == []


def test_sentence_vectors_come_back_with_their_reading(
    casefile: CasefileStore, document: Document, make_reading: MakeReading
) -> None:
    vectors = tuple(SentenceVector(Span(n, n + 2), bytes([n] * 128)) for n in range(5))
    reading = replace(make_reading(document), sentences=vectors)
    casefile.put_reading(reading)
    assert casefile.reading(document.id) == reading
    casefile.put_reading(replace(reading, sentences=()))
    assert casefile.reading(document.id) == replace(reading, sentences=())
    uneven = (*vectors, SentenceVector(Span(9, 10), b"short"))
    with pytest.raises(ValueError, match="one length"):
        casefile.put_reading(replace(reading, sentences=uneven))
    assert casefile.reading(document.id) == replace(reading, sentences=())


KILLED = """
import os, signal, sys
from onrecord.store.casefile import open_casefile
with open_casefile(sys.argv[1]) as casefile, casefile.batch():
    casefile.put_keys(sys.argv[2], range(5000))
    casefile.put_stamps({sys.argv[2]: "made"})
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_within_leaves_the_casefile_as_it_was(location: str, make_page: MakePage) -> None:
    with open_casefile(location, create=True) as casefile:
        document = casefile.add_documents([make_page()])[0].document
        casefile.put_keys(document.id, {7})
        before = content(casefile)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    command = [sys.executable, "-c", KILLED, location, document.id]
    assert subprocess.run(command, env=environment, check=False).returncode == -signal.SIGKILL
    with open_casefile(location) as casefile:
        assert content(casefile) == before
