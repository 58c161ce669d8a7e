"""What every test gets: no network, models and examples loaded once, and no skip that goes unnoticed."""

from __future__ import annotations

import asyncio
import gc
import ipaddress
import re
import socket
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onrecord.actors.base import Base
    from onrecord.encoder.session import Encoder
    from onrecord.encoder.triggers import Trigger
    from onrecord.model import Document, Reading
    from onrecord.reader import Reader
    from onrecord.store.interface import NewPage

EXAMPLES = Path(__file__).parents[1] / "examples"
FACTS = [EXAMPLES / "actors" / f"{name}.csv" for name in ("states", "organisations", "holders")]
STATES = b"""\
code,name,other_names,demonyms,metonyms,wikidata
XAA,Varnia,,Varnian|Varnians,Lakeside,
XBB,Orlin,,Orlish,,
XCC,Thessia,,Thessian|Thessians,,
"""


# Facts and model are a million objects that stay: looking through them often takes a fifth of the time.
gc.set_threshold(50_000, 20, 50)

settings.register_profile("onrecord", deadline=None)  # how fast a machine is, is not what tests are about
settings.load_profile("onrecord")


class NetworkBlockedError(RuntimeError):
    """A test tried to reach another machine."""


def _is_local(host: object) -> bool:
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _guarded(real: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a socket method whose last argument is the address."""

    def call(sock: socket.socket, *args: Any) -> Any:
        if sock.family != socket.AF_UNIX and not _is_local(args[-1][0]):
            raise NetworkBlockedError(f"the tests run without a network, but this one wants {args[-1]}")
        return real(sock, *args)

    return call


@pytest.fixture(scope="session", autouse=True)
def _loops_apart() -> Iterator[None]:
    """Let tests run a loop of their own: playwright keeps one running in their thread, for good."""
    run: Callable[..., Any] = asyncio.run

    def apart(work: Coroutine[Any, Any, Any], **options: Any) -> Any:
        try:
            asyncio.get_running_loop()
        except RuntimeError:  # none is running
            return run(work, **options)
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(run, work, **options).result()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio, "run", apart)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Let no socket leave the machine, and no name be looked up."""
    look_up = socket.getaddrinfo

    def look_up_local(host: Any, *args: Any, **options: Any) -> Any:
        if not _is_local(host):
            raise NetworkBlockedError(f"the tests run without a network, but this one looks up {host}")
        return look_up(host, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        patch.setattr(socket, "getaddrinfo", look_up_local)
        yield


@pytest.fixture(scope="session", autouse=True)
def _casefiles_made_quickly() -> Iterator[None]:
    """Let the migrations make one empty SQLite casefile, and make the others like it: hundreds are wanted."""
    from onrecord.store import migrations

    real, made = migrations.upgrade, list[str]()

    def upgrade(connection: Connection, to: str = "head") -> None:
        driver: Any = connection.connection.driver_connection
        tables = "SELECT * FROM sqlite_master"
        if connection.dialect.name != "sqlite" or to != "head" or driver.execute(tables).fetchone():
            real(connection, to)
        elif made:
            for command in made:
                driver.execute(command)
        else:
            real(connection, to)
            made.extend(commands(driver))

    def commands(driver: Any) -> Iterator[str]:
        """Yield what makes an empty casefile again; a virtual table makes the tables behind it itself."""
        held = driver.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        virtual = [name for name, sql in held if sql.startswith("CREATE VIRTUAL")]
        yield from (sql for name, sql in held if not any(name.startswith(f"{each}_") for each in virtual))
        (version,) = driver.execute("SELECT version_num FROM alembic_version").fetchone()
        yield f"INSERT INTO alembic_version VALUES ('{version}')"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "upgrade", upgrade)
        yield


@pytest.fixture(scope="session")
def reader() -> Reader:
    """Load the shipped model, once for all tests that read."""
    from onrecord.reader import Reader

    return Reader()


@pytest.fixture(scope="session")
def encoder(reader: Reader) -> Encoder:
    """Return the encoder of the shipped model, which takes most of the time to load."""
    return reader.encoder


@pytest.fixture(scope="session")
def invented_states() -> Base:
    """Return the shipped base with three states more: Varnia (XAA), Orlin (XBB) and Thessia (XCC)."""
    from onrecord.actors.base import shipped
    from onrecord.actors.loading import read_table

    return shipped().with_facts(read_table(STATES, "states.csv"))


@pytest.fixture(scope="session")
def examples_base() -> Base:
    """Return the shipped base with the facts about the examples' world."""
    from onrecord.actors.base import shipped
    from onrecord.actors.loading import read_table

    base = shipped()
    for path in FACTS:
        base = base.with_facts(read_table(path.read_bytes(), path.name))
    return base


@pytest.fixture(scope="session")
def examples() -> list[str]:
    """Return the pages and tables of examples/."""
    kinds = (".txt", ".html", ".csv")
    return [str(path) for path in sorted((EXAMPLES / "articles").iterdir()) if path.suffix in kinds]


@pytest.fixture(scope="session")
def examples_casefile(
    tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, examples: list[str]
) -> Path:
    """Return a casefile with the examples, the facts about their world and the register; not to be changed.

    It is made as a user makes it, once in each process: what only looks shares it, what writes copies it.
    """
    from click.testing import CliRunner

    from onrecord.cli.main import onrecord

    path = str(tmp_path_factory.mktemp("casefile") / "examples.db")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("onrecord.reader.Encoder", lambda threads: encoder)
        brought = [["actors", "import", str(table)] for table in FACTS]
        for arguments in (*brought, ["add", *examples]):
            result = CliRunner().invoke(onrecord, [*arguments, "--db", path])
            assert result.exit_code == 0, result.output
    return Path(path)


@pytest.fixture(scope="session")
def examples_read(examples_casefile: Path, examples: list[str]) -> Sequence[tuple[NewPage, Reading]]:
    """Return the pages of the examples with what reading them gave, in the order of the pages."""
    from onrecord.intake.document import to_document
    from onrecord.intake.pages import pages
    from onrecord.model import RawPage
    from onrecord.store.casefile import open_casefile
    from onrecord.store.interface import NewPage

    found = [page for page in pages(examples) if isinstance(page, RawPage)]
    new = [NewPage(to_document(page), page.raw, page.given) for page in found]
    with open_casefile(str(examples_casefile), read_only=True) as casefile:
        readings = [casefile.reading(page.document.id) for page in new]
    return [(page, reading) for page, reading in zip(new, readings, strict=True) if reading is not None]


@pytest.fixture(scope="session")
def article_of() -> Callable[..., Document]:
    """Return what makes a document of a text; ``credit`` is a last line that names its author."""
    from onrecord.model import Document, Piece, Span, Zone, ZoneKind

    def made(text: str, credit: str = "", name: str = "d") -> Document:
        whole = f"{text}\n{credit}" if credit else text
        zones = [Zone(ZoneKind.BODY, Span(0, len(text)))]
        if credit:
            zones.append(Zone(ZoneKind.CREDIT, Span(len(text) + 1, len(whole))))
        return Document(
            id=name, digest="", name=f"{name}.txt", media_type="text/plain", source_text=whole, text=whole,
            pieces=(Piece(0, 0, len(whole)),), zones=tuple(zones), furniture=(), title=None,
            outlet="Lantern Wire", byline=None, published="2031-05-04", language="en", url=None, path=None,
        )  # fmt: skip

    return made


@pytest.fixture(scope="session")
def trigger_of() -> Callable[..., Trigger]:
    """Return what makes a trigger by hand, its pieces the words of the text.

    ``codes`` and ``measures`` are probabilities by name, the rest shared by the others; ``fills`` are log
    odds by argument and words, -8 for all other words. Words are found at their first place.
    """
    import numpy as np

    from onrecord.encoder.labels import ARGUMENTS, ISSUES, KINDS, STATUSES
    from onrecord.encoder.triggers import Trigger
    from onrecord.model import RecordKind, Span

    def shares(names: tuple[str, ...], given: Mapping[str, float]) -> tuple[float, ...]:
        assert set(given) <= set(names)
        rest = max(1e-6, 1 - sum(given.values())) / max(1, len(names) - len(given))
        return tuple(float(np.log(given.get(n, rest))) for n in names)

    def made(
        text: str,
        word: str,
        codes: Mapping[str, float],
        evidence: str | None = None,
        fills: Mapping[str, Mapping[str, float]] | None = None,
        measures: Mapping[str, float] | None = None,
        chance: float = 0.9,
        planned: float = 0.0,
    ) -> Trigger:
        def at(words: str) -> Span:
            start = text.index(words)
            return Span(start, start + len(words))

        is_event = set(codes) <= set(KINDS)
        words = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
        starts, ends = (np.array(x, np.int64) for x in zip(*words, strict=True))
        scores = np.full((len(ARGUMENTS), len(words)), -8.0, np.float32)
        for argument, given in (fills or {}).items():
            for phrase, value in given.items():
                span = at(phrase)
                scores[ARGUMENTS.index(argument), (starts < span.end) & (ends > span.start)] = value
        return Trigger(
            kind=RecordKind.EVENT if is_event else RecordKind.COMMITMENT,
            span=at(word),
            evidence=at(evidence or text),
            chance=chance,
            codes=shares(KINDS if is_event else STATUSES, codes),
            planned=planned,
            measures=shares(ISSUES, measures or {}),
            starts=starts,
            ends=ends,
            scores=scores,
        )

    return made


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly how many tests were skipped, and why."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(str(report.longrepr[2]) for report in skipped if isinstance(report.longrepr, tuple))
    if reasons:
        terminalreporter.section(f"NOT TESTED: {sum(reasons.values())} skipped", yellow=True)
    for reason, count in sorted(reasons.items()):
        terminalreporter.line(f"{count:5d}  {reason.removeprefix('Skipped: ')}", yellow=True)
