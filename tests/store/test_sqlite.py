"""Say in one line what is wrong with a file that should be a casefile, and lose nothing."""

from __future__ import annotations

import os
import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from onrecord.errors import CasefileError
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore, Counts, NewPage
from onrecord.store.schema import HEAD
from onrecord.store.sqlite import APPLICATION_ID

MakePage = Callable[..., NewPage]

NOBODY = 65534


@pytest.fixture
def location(tmp_path: Path) -> str:
    return str(tmp_path / "onrecord.db")


def fill(location: str, page: NewPage) -> None:
    with open_casefile(location, create=True) as casefile:
        casefile.add_document(page.document, page.raw)


@contextmanager
def held(location: str, mode: str) -> Iterator[None]:
    """Hold a lock on a casefile from another connection."""
    with closing(sqlite3.connect(location, isolation_level=None)) as other:
        other.execute(mode)
        yield


def test_a_missing_casefile_is_made_only_when_asked(location: str) -> None:
    with pytest.raises(CasefileError, match=r"onrecord\.db: there is no such casefile; add pages to make it"):
        open_casefile(location)
    with pytest.raises(CasefileError, match="there is no such casefile"):
        open_casefile(location, create=True, read_only=True)
    assert not Path(location).exists()
    open_casefile(location, create=True).close()
    with open_casefile(location, read_only=True) as casefile:
        assert casefile.counts() == Counts(0, 0, 0)
    assert [each.name for each in Path(location).parent.iterdir()] == ["onrecord.db"]


def test_the_log_of_a_deleted_casefile_does_not_get_into_a_new_one(
    location: str, make_page: MakePage
) -> None:
    fill(location, make_page())
    with open_casefile(location) as casefile:
        casefile.add_document(make_page("Kept in the log only.").document, b"")
        log = Path(f"{location}-wal").read_bytes()
    os.unlink(location)
    Path(f"{location}-wal").write_bytes(log)
    with pytest.raises(CasefileError, match=r"onrecord\.db-wal: is left of a casefile .* delete it"):
        open_casefile(location, create=True)
    os.unlink(f"{location}-wal")
    with open_casefile(location, create=True) as casefile:
        assert casefile.counts() == Counts(0, 0, 0)


def test_drafts_of_killed_runs_are_removed(location: str) -> None:
    folder = Path(location).parent
    old, young, other = (
        folder / name for name in (".onrecord.db.1.new", ".onrecord.db.2.new-wal", ".x.db.3.new")
    )
    for draft in (old, young, other):
        draft.touch()
    for draft in (old, other):
        os.utime(draft, (0, 0))
    open_casefile(location, create=True).close()
    assert {each.name for each in folder.iterdir()} == {"onrecord.db", young.name, other.name}


def database(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize(
    ("make", "line"),
    [
        (lambda p: p.write_text("Treaty signed\n" * 99), "is not a casefile; name another file"),
        (lambda p: p.touch(), "is an empty file, not a casefile; delete it or name another file"),
        (lambda p: p.mkdir(), "is a folder, not a casefile; name another file"),
        (lambda p: database(p, "CREATE TABLE t (x)"), "is a database of another program, not a casefile"),
        (lambda p: os.mkfifo(p), "is not a file; name another file"),
        (
            lambda p: database(p, f"PRAGMA application_id = {APPLICATION_ID}", "CREATE TABLE t (x)"),
            "cannot be used (no such table: alembic_version)",
        ),
    ],
    ids=["text", "empty", "folder", "other database", "fifo", "no version"],
)
@pytest.mark.parametrize("options", [{}, {"create": True}, {"read_only": True}], ids=str)
def test_what_is_no_casefile_is_named_and_left_alone(
    location: str, make: Callable[[Path], None], line: str, options: dict[str, bool]
) -> None:
    path = Path(location)
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(CasefileError) as caught:
        open_casefile(location, **options)
    assert str(caught.value).startswith(f"{location}: {line}")
    assert "\n" not in str(caught.value)
    assert before == (path.read_bytes() if path.is_file() else None)


def test_a_casefile_of_a_newer_version_is_left_alone(location: str) -> None:
    open_casefile(location, create=True).close()
    database(Path(location), "UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(CasefileError, match=r"made by a newer version of onrecord .* open it with a newer"):
        open_casefile(location)
    database(Path(location), f"UPDATE alembic_version SET version_num = '{HEAD}'")
    open_casefile(location).close()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CasefileError, match="its folder does not exist; make the folder first"):
        open_casefile(str(tmp_path / "none" / "onrecord.db"), create=True)


def test_a_lock_of_another_program_is_told_and_nothing_is_lost(location: str, make_page: MakePage) -> None:
    fill(location, make_page("First."))
    second = make_page("Second.")
    with open_casefile(location, patience=0.05) as casefile:
        with held(location, "BEGIN IMMEDIATE"):
            assert casefile.counts().documents == 1
            with pytest.raises(CasefileError, match="is locked by another program; try again"):
                casefile.add_document(second.document, second.raw)
        casefile.add_document(second.document, second.raw)
        assert casefile.counts().documents == 2


@pytest.mark.slow
def test_a_casefile_that_another_program_keeps_for_itself(location: str, make_page: MakePage) -> None:
    fill(location, make_page())
    with closing(sqlite3.connect(location, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("DELETE FROM former_ids")
        with pytest.raises(CasefileError, match="is locked by another program"):
            open_casefile(location, patience=0.05)
    open_casefile(location).close()


def test_a_damaged_casefile_is_told(location: str, make_page: MakePage) -> None:
    with open_casefile(location, create=True) as casefile:
        for n in range(200):
            page = make_page(f"Page {n} with some words in it. " * 40)
            casefile.add_document(page.document, page.raw)
    whole = Path(location).read_bytes()
    Path(location).write_bytes(whole[:8192] + bytes(len(whole) - 8192))
    with pytest.raises(CasefileError, match="is damaged; restore it"), open_casefile(location) as casefile:
        list(casefile.documents())
    Path(location).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CasefileError, match="is damaged; restore it"), open_casefile(location) as casefile:
        list(casefile.documents())


def test_a_read_only_opening_writes_nothing(location: str, make_page: MakePage) -> None:
    page = make_page()
    fill(location, page)
    before = Path(location).read_bytes()
    with open_casefile(location, read_only=True) as casefile:
        assert casefile.counts().documents == 1
        with pytest.raises(CasefileError, match="is read-only"):
            casefile.add_document(make_page("Other.").document, page.raw)
    assert Path(location).read_bytes() == before
    assert [each.name for each in Path(location).parent.iterdir()] == ["onrecord.db"]


@contextmanager
def bound_by_rights() -> Iterator[None]:
    """Be a user whom the rights of files bind: the tests may run as one whom they do not."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder that every user can reach."""
    with TemporaryDirectory() as name:
        path = Path(name)
        path.chmod(0o755)
        yield path
        path.chmod(0o755)


def test_a_file_or_folder_that_may_not_be_written(folder: Path, make_page: MakePage) -> None:
    path, other = folder / "onrecord.db", folder / "other.db"
    fill(str(path), make_page())
    path.chmod(0o444)
    folder.chmod(0o555)
    line = f"{path}: is read-only; allow writing to the file and its folder, or copy it"
    with bound_by_rights():
        with pytest.raises(CasefileError) as caught:
            open_casefile(str(path))
        assert str(caught.value) == line
        with open_casefile(str(path), read_only=True) as casefile:
            assert len(list(casefile.documents())) == casefile.counts().documents == 1
        with pytest.raises(CasefileError, match="cannot be opened; check that the file and its folder"):
            open_casefile(str(other), create=True)
    path.chmod(0)
    with bound_by_rights(), pytest.raises(CasefileError, match="cannot be read: Permission denied"):
        open_casefile(str(path), read_only=True)


def test_a_casefile_in_use_is_read_where_it_may_not_be_written(folder: Path, make_page: MakePage) -> None:
    path = folder / "onrecord.db"
    fill(str(path), make_page("First."))
    with open_casefile(str(path)) as casefile:
        second = make_page("Second.")
        casefile.add_document(second.document, second.raw)  # stands in the file beside it
        folder.chmod(0o555)
        with bound_by_rights(), open_casefile(str(path), read_only=True) as reading:
            assert reading.counts().documents == 2
        folder.chmod(0o755)


def test_a_full_disk_loses_nothing_that_was_kept(location: str, make_page: MakePage) -> None:
    fill(location, make_page("First."))
    large = make_page(os.urandom(200_000).hex())
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    with open_casefile(location) as casefile:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
        try:
            with pytest.raises(CasefileError, match="disk"):
                casefile.add_document(large.document, large.raw)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    with open_casefile(location) as casefile:
        assert casefile.counts().documents == 1
        casefile.add_document(large.document, large.raw)
        assert casefile.counts().documents == 2


def test_two_programs_that_make_the_same_casefile_share_it(location: str, make_page: MakePage) -> None:
    one: CasefileStore
    with open_casefile(location, create=True) as one, open_casefile(location, create=True) as other:
        for casefile, text in ((one, "First."), (other, "Second."), (one, "Second.")):
            page = make_page(text)
            casefile.add_document(page.document, page.raw)
        assert one.counts() == other.counts() == Counts(2, 2, 0)


def test_closing_what_was_written_counts_what_is_there(
    tmp_path: Path, make_page: Callable[..., NewPage]
) -> None:
    location = str(tmp_path / "onrecord.db")
    counted = "SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'"
    with open_casefile(location, create=True):
        pass
    with closing(sqlite3.connect(location)) as connection:
        assert connection.execute(counted).fetchone() == (0,)
    with open_casefile(location) as casefile:
        casefile.add_document(make_page().document, b"")
    with closing(sqlite3.connect(location)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'documents'").fetchone() > (
            0,
        )


def test_closing_waits_for_nobody_who_writes(tmp_path: Path, make_page: Callable[..., NewPage]) -> None:
    location = str(tmp_path / "onrecord.db")
    casefile = open_casefile(location, create=True, patience=0.1)
    casefile.add_document(make_page().document, b"")
    with closing(sqlite3.connect(location, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        casefile.close()
        other.execute("ROLLBACK")
        assert other.execute("SELECT count(*) FROM documents").fetchone() == (1,)
