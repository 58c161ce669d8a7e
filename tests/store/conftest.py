"""Open new casefiles of every kind that the contract holds for, and make pages to put into them."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url

from onrecord.model import (
    Act,
    Basis,
    Citation,
    Claim,
    ClaimProperty,
    Cluster,
    Commitment,
    CommitmentStatus,
    Conflict,
    ConflictKind,
    Directness,
    Document,
    Entry,
    EntryKind,
    Event,
    EventKind,
    EventStatus,
    Evidence,
    Fact,
    Given,
    LegalForm,
    Link,
    Mention,
    MentionKind,
    Piece,
    Place,
    Point,
    Position,
    Quantity,
    QuantityKind,
    Reading,
    RecordKind,
    Relation,
    RelationKind,
    Report,
    ReportedAct,
    Side,
    Span,
    SpeakerRole,
    Stance,
    Statement,
    Step,
    SubjectKind,
    Tie,
    Voice,
    Zone,
    ZoneKind,
)
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore, NewPage
from onrecord.store.schema import metadata

MakePage = Callable[..., NewPage]
MakeReading = Callable[..., Reading]

HERE = Path(__file__).parent
_BY_DEFAULT = ("test_contract.py", "test_postgres.py", "test_revision.py")
"""Files of which the default suite runs all on PostgreSQL too: the other ones take a minute there."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what holds for every store on SQLite first; on PostgreSQL by default the contract alone."""
    for item in items:
        on_postgresql = item.path.parent == HERE and "postgresql" in item.name
        if on_postgresql and item.path.name not in _BY_DEFAULT:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where a new casefile can be made; another kind of store is one more parameter."""
    if request.param == "sqlite":
        return str(tmp_path / "onrecord.db")
    new_postgres: Callable[[], str] = request.getfixturevalue("new_postgres")
    return new_postgres()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Return the address of a PostgreSQL server: the one of ONRECORD_TEST_POSTGRES, else one of our own."""
    pytest.importorskip("psycopg", reason="PostgreSQL: psycopg is not installed")
    given = os.environ.get("ONRECORD_TEST_POSTGRES")
    if given:
        yield given
        return
    programs = [Path(each).parent for each in (shutil.which("initdb"),) if each]
    programs += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if not programs:
        pytest.skip("PostgreSQL: no server is installed and ONRECORD_TEST_POSTGRES names none")
    # The server refuses to run as root: then the user that its package makes runs it.
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="onrecord-pg-"))
    if user:
        shutil.chown(folder, user)
    address = f"postgresql://postgres@/postgres?host={folder}"
    # Its shell waits for the end of its input: the server ends with the tests even where they are killed.
    command = ["sh", "-c", SERVER, str(programs[0]), str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, user=user, cwd=folder) as process:
        assert process.stdin is not None
        with process.stdin:
            deadline = time.monotonic() + 60
            while not answers(address):
                assert process.poll() is None, "the server did not start"
                assert time.monotonic() < deadline, "the server does not answer"
                time.sleep(0.1)
            yield address


SERVER = """
"$0/initdb" -D data -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >log 2>&1 || { cat log; exit 1; }
"$0/postgres" -D data -k "$1" -c listen_addresses= -c fsync=off -c full_page_writes=off >log 2>&1 &
cat >/dev/null
kill -QUIT $!
wait $!
rm -rf "$1"
"""


def answers(address: str) -> bool:
    """Tell whether a server answers at an address."""
    import psycopg

    try:
        psycopg.connect(address).close()
    except psycopg.OperationalError:
        return False
    return True


@pytest.fixture(scope="session")
def new_database(postgres_server: str) -> Iterator[Callable[[], str]]:
    """Return what gives the address of a new empty database on the server."""
    engine = create_engine(make_url(postgres_server).set(drivername="postgresql+psycopg"))
    made: list[str] = []

    def make() -> str:
        made.append(f"onrecord_{uuid4().hex}")
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {made[-1]}")
        return make_url(postgres_server).set(database=made[-1]).render_as_string(hide_password=False)

    yield make
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for name in made if "ONRECORD_TEST_POSTGRES" in os.environ else ():
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


@pytest.fixture(scope="session")
def new_postgres(new_database: Callable[[], str]) -> Iterator[Callable[[], str]]:
    """Return what empties a casefile on the server and gives its address: faster than making one anew."""
    address = new_database()
    open_casefile(address, create=True).close()
    engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"))
    tables = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)

    def emptied() -> str:
        with engine.begin() as connection:
            # A stream that a test did not read to its end would keep a lock.
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            connection.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
        return address

    yield emptied
    engine.dispose()


@pytest.fixture
def casefile(location: str) -> Iterator[CasefileStore]:
    with open_casefile(location, create=True) as opened:
        yield opened


@pytest.fixture
def make_page() -> MakePage:
    return new_page


@pytest.fixture
def make_reading() -> MakeReading:
    return new_reading


def new_page(
    text: str = "Xandria will sign, said Ada Quill.",
    *,
    path: str | None = None,
    language: str = "en",
    given: Given | None = None,
    found: Given | None = None,
) -> NewPage:
    """Make a page as intake would, its first character furniture; ``given`` overrules what is ``found``."""
    given, found = given or Given(), found or Given()
    source = "*" + text
    raw = source.encode()
    fields = {
        name: getattr(given, name) if getattr(given, name) is not None else getattr(found, name)
        for name in ("title", "outlet", "byline", "published", "url")
    }
    first = Evidence.at(text, Span(0, 1))
    document = Document(
        id="offered",
        digest=hashlib.sha256(raw).hexdigest(),
        name=path or "page.txt",
        media_type="text/plain",
        source_text=source,
        text=text,
        pieces=(Piece(0, 1, len(text)),),
        zones=(Zone(ZoneKind.BODY, Span(0, len(text))),),
        furniture=(Span(0, 1),),
        language=language,
        path=path,
        cites=(Citation("The Quarrel", first),),
        placeholders=(first,),
        notes=("decoded as utf-8",),
        **fields,
    )
    return NewPage(document, raw, given)


def new_reading(
    document: Document,
    *,
    model: str = "m1",
    speaker: str = "Ada Quill",
    content: tuple[Span, ...] = (Span(0, 7), Span(8, 12)),
) -> Reading:
    """Make a reading with one record of each kind that fills every field."""
    text = document.text

    def at(start: int, end: int) -> Evidence:
        return Evidence.at(text, Span(start, end))

    statement = Statement(
        id=f"{document.id}-{content[0].start}",
        document_id=document.id,
        quote=tuple(Evidence.at(text, span) for span in content),
        cue=(at(3, 5),),
        speaker_text=(at(5, 6),),
        speakers=(speaker, "Bo Tarn"),
        speaker_mentions=(at(6, 7),),
        directness=Directness.MIXED,
        zone=ZoneKind.HEADLINE,
        via=("The Quarrel", "Bo Tarn"),
        via_text=(at(7, 9),),
        affiliation="XAA",
        speaker_role=SpeakerRole.ENVOY,
        act=Act.OFFER,
        addressees=("XBB", "Cy Orr"),
        addressee_text=(at(8, 9),),
        issues=("ground_troops", "ceasefire"),
        stance=Stance.CONDITIONAL,
        condition=(at(9, 11), at(12, 13)),
        said_on="2031-04-05",
        said_on_text=(at(10, 11),),
        relations=(
            Relation(RelationKind.AFTER, at(1, 2), at(2, 3), at(3, 4), "ground_troops", "ceasefire"),
            Relation(RelationKind.UNLESS, at(1, 2), at(2, 3), at(3, 4)),
        ),
        undecided={"addressees": "no name fits"},
        confidence={"speaker": 0.25, "quote": 1.0},
    )
    mentions = (Mention(Span(1, 3), MentionKind.PLACE, 0.5), Mention(Span(0, 1), MentionKind.PERSON, 0.1))
    records = (new_commitment(document, content),), (new_event(document, content),), (new_claim(document),)
    return Reading(document.id, model, (statement,), mentions, *records)


def new_commitment(document: Document, content: tuple[Span, ...] = (Span(0, 7), Span(8, 12))) -> Commitment:
    """Make a commitment that fills every field."""

    def at(start: int, end: int) -> Evidence:
        return Evidence.at(document.text, Span(start, end))

    return Commitment(
        id=f"{document.id}-c{content[0].start}",
        document_id=document.id,
        quote=tuple(Evidence.at(document.text, span) for span in content),
        trigger=at(3, 5),
        zone=ZoneKind.SUMMARY,
        party="XBB",
        party_text=(at(5, 6),),
        measure="arms_supply",
        status=CommitmentStatus.SUSPENDED,
        what="send forty patrol boats",
        beneficiary="Lorrin Pact",
        beneficiary_text=(at(6, 7), at(8, 9)),
        condition=(at(9, 11), at(12, 13)),
        quantities=(
            Quantity(at(1, 3), QuantityKind.MONEY, "USD", 5e9, None, True),
            Quantity(at(2, 3), QuantityKind.THINGS, None, None, None),
        ),
        due="2031-06/2031-09",
        due_text=(at(7, 9),),
        legal_form=LegalForm.MEMORANDUM,
        legal_form_text=(at(4, 6),),
        approval=("XAA", "Cy Orr"),
        approval_text=(at(5, 8),),
        members_named=False,
        statement=f"{document.id}-{content[0].start}",
        undecided={"status": "two fit"},
        confidence={"record": 0.75, "status": 1 / 3},
    )


def new_event(document: Document, content: tuple[Span, ...] = (Span(0, 7), Span(8, 12))) -> Event:
    """Make an event that fills every field."""

    def at(start: int, end: int) -> Evidence:
        return Evidence.at(document.text, Span(start, end))

    return Event(
        id=f"{document.id}-e{content[0].start}",
        document_id=document.id,
        quote=tuple(Evidence.at(document.text, span) for span in content),
        trigger=at(0, 3),
        zone=ZoneKind.CAPTION,
        kind=EventKind.TALKS,
        status=EventStatus.PLANNED,
        participants=("XAA", "group: 26 ports"),
        participant_text=(at(3, 4), at(5, 6)),
        place="Port Élan",
        place_text=(at(6, 8),),
        date="2031-05-02",
        date_text=(at(8, 10),),
        quantities=(Quantity(at(1, 2), QuantityKind.PEOPLE, "envoys", 12, 12),),
        reported_by=("XCC", "Bo Tarn"),
        reported_by_text=(at(9, 11),),
        undecided={"place": "two fit"},
        confidence={"record": 0.5, "date": 0.125},
    )


def new_claim(document: Document) -> Claim:
    """Make a claim that fills every field."""

    def at(start: int, end: int) -> Evidence:
        return Evidence.at(document.text, Span(start, end))

    return Claim(
        id=f"{document.id}-k",
        document_id=document.id,
        quote=(at(0, 5), at(6, 9)),
        zone=ZoneKind.BODY,
        property=ClaimProperty.MEMBERSHIP,
        subject="XDD",
        subject_text=(at(0, 2),),
        value="Lorrin Pact",
        value_text=(at(2, 4),),
        quantity=Quantity(at(1, 2), QuantityKind.SHARE, "%", 50.0, 50.0),
        as_of="2031-04",
        as_of_text=(at(3, 5),),
        asserted_by="The Gazette",
        confidence={"record": 0.25},
    )


@pytest.fixture
def make_act() -> Callable[..., ReportedAct]:
    return new_act


@pytest.fixture
def make_entry() -> Callable[..., Entry]:
    return new_entry


@pytest.fixture
def make_cluster() -> Callable[..., Cluster]:
    return new_cluster


def new_act(document: Document, start: int = 0, **fields: Any) -> ReportedAct:
    """Make an act of a document that stands on seven characters and fills every field."""
    words = Evidence.at(document.text, Span(start, start + 7))
    act = ReportedAct(
        place=Place(document.digest, start, start + 7),
        document=document.id,
        record_kind=RecordKind.COMMITMENT,
        record=f"{document.id}-c{start}",
        kind=EntryKind.OFFER,
        principals=("XAA",),
        actors=("Ada Quill",),
        towards=("XBB", "Cy Orr"),
        act="offer",
        issues=("arms_supply",),
        stance="for",
        status="pledged",
        quote=(words,),
        text=words.exact,
        zone=ZoneKind.BODY,
        first_day="2031-04-05",
        last_day="2031-04-05",
        dated=True,
        published="2031-04-06",
        outlet="The Gazette",
        condition=(words,),
        quantities=(("USD", 5e9, None), ("boats", 40.0, 40.0)),
        via=("The Quarrel",),
        unnamed=True,
        statement=f"{document.id}-s{start}",
        vector=bytes(range(128)),
        confidence=0.25,
        reviewed=True,
        trigger=words,
        due="2031-06",
        place_name="Port Élan",
        cue=(words,),
        relations=(Relation(RelationKind.AFTER, words, words, words, "ceasefire"),),
        around=(words,),
    )
    return replace(act, **fields)


def new_entry(*acts: ReportedAct, **fields: Any) -> Entry:
    """Make an entry that some acts report."""
    link = Link("The Gazette", "outlet", acts[0].document, acts[0].quote, "unnamed")
    reports = tuple(Report(act, (link,), act.document, "offers", 0.5) for act in acts)
    entry = Entry(
        id=min(act.place for act in acts).id,
        kind=acts[0].kind,
        proposition="boats for Orlin",
        actors=acts[0].actors,
        principals=acts[0].principals,
        towards=acts[0].towards,
        issues=acts[0].issues,
        stance=acts[0].stance,
        status=acts[0].status,
        reports=reports,
        origins=tuple(sorted({act.document for act in acts})),
        first_reported="2031-04-06",
        last_reported="2031-05",
        first_day=acts[0].first_day,
        last_day=acts[0].last_day,
        steps=(Step("decided", "pledged", "2031-04-05", 0),),
        notes=("carried by a headline alone",),
        decided=("j1",),
    )
    return replace(entry, **fields)


def new_cluster(*entries: Entry) -> Cluster:
    """Make a cluster of entries, each act tied to the next."""
    acts = sorted((each.act for entry in entries for each in entry.reports), key=lambda act: act.place)
    ties = tuple(Tie(min(a.record, b.record), max(a.record, b.record), 0.75) for a, b in pairwise(acts))
    return Cluster(acts[0].place.id, tuple(acts), ties, entries)


@pytest.fixture
def make_point() -> Callable[..., Point]:
    return new_point


@pytest.fixture
def make_position() -> Callable[..., Position]:
    return new_position


@pytest.fixture
def make_fact() -> Callable[..., Fact]:
    return new_fact


@pytest.fixture
def make_conflict() -> Callable[..., Conflict]:
    return new_conflict


def new_point(entry: str, **fields: Any) -> Point:
    """Make a point of an entry that fills every field."""
    point = Point(
        entry=entry,
        record=f"{entry}-r",
        document=f"{entry}-d",
        holder="XAA",
        speakers=("Ada Quill", "Bo Tarn"),
        voice=Voice.SPEAKING,
        subject="arms_supply",
        about=SubjectKind.ISSUE,
        stance="conditional",
        basis=Basis.ANSWER,
        kind=EntryKind.OFFER,
        words="boats for Port Élan",
        first_day="2031-04-05",
        last_day="2031-04-06",
        condition="after a ceasefire",
        order="before membership",
        status="pledged",
        origins=3,
        reviewed=True,
        counts=False,
        why_not="carried by a headline alone",
        confidence=0.125,
        answers="e9",
        towards=("XBB",),
        dated=False,
        told="standing",
        vector=bytes(range(128)),
        matter="boats for Port",
    )
    return replace(point, **fields)


def new_position(**fields: Any) -> Position:
    """Make a position that fills every field."""
    opening, latest, weak = new_point("e1"), new_point("e2", counts=True), new_point("e3", words="no")
    position = Position(
        holder="XAA",
        subject="arms_supply",
        about=SubjectKind.ISSUE,
        stance="conditional",
        since="2031-04-05",
        until=None,
        opening=opening,
        latest=latest,
        entries=("e1", "e2"),
        origins=3,
        before=new_point("e0"),
        changed=("stance", "condition"),
        others=(weak, opening),
        voices={"speaking": 2, "binding": 1},
        compared="before membership -> instead of membership",
    )
    return replace(position, **fields)


def new_fact(document: Document, name: str, **fields: Any) -> Fact:
    """Make a fact of a document that fills every field."""
    fact = Fact(
        id=name,
        document=document.id,
        digest=document.digest,
        record_kind=RecordKind.CLAIM,
        record=f"{document.id}-k",
        property=ConflictKind.NUMBER,
        subject="dead: Port Élan",
        value="12",
        shown="a dozen",
        quote=(Evidence.at(document.text, Span(0, 7)), Evidence.at(document.text, Span(9, 12))),
        zone=ZoneKind.CAPTION,
        first_day="2031-04-05",
        last_day="2031-04-06",
        dated=True,
        published="2031-04-06",
        outlet="The Gazette",
        asserted_by="XAA",
        least=12.0,
        most=None,
        approximate=True,
        unit="people",
        about=("harbour", "XBB"),
        confidence=0.25,
        edtf="XXXX-04-05",
        around=("harbour", "storm"),
        vector=bytes(range(128)),
    )
    return replace(fact, **fields)


def new_conflict(left: tuple[Document, str], right: tuple[Document, str], **fields: Any) -> Conflict:
    """Make a conflict between records of two documents that fills every field that the store keeps."""

    def side(document: Document, record: str) -> Side:
        return Side(
            record_kind=RecordKind.EVENT,
            record=record,
            document=document.id,
            entry=None,
            outlet="The Gazette",
            published="2031-04-06",
            asserted_by="XAA",
            value="a dozen",
            quote=(Evidence.at(document.text, Span(0, 7)),),
        )

    conflict = Conflict(
        kind=ConflictKind.NUMBER,
        subject="dead: Port Élan",
        left=side(*left),
        right=side(*right),
        why="one says 12, the other 30",
        issues=("attacks", "ceasefire"),
        first_day="2031-04-05",
        last_day="2031-04-06",
        confidence=0.5,
    )
    return replace(conflict, **fields)
