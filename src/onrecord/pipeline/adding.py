"""Take pages into a casefile and read them, and read pages without one.

Pages are taken, kept and read in small batches, each committed before the next, so that whatever ends a run
(a signal, a full disk, a pulled plug) leaves a casefile that the next run completes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from onrecord.errors import OnrecordError, PageError
from onrecord.intake.document import to_document
from onrecord.model import Document, RawPage, Reading
from onrecord.store.interface import AddKind, AddOutcome, CasefileStore, NewPage

BATCH = 16
"""Documents in one batch unless told otherwise: enough to fill the encoder, little to lose."""

BATCH_BYTES = 4_000_000
"""A batch is closed early once its pages are this large together: big pages must not fill the memory."""


class Reader(Protocol):
    """Read documents: the reading step as the pipeline needs it."""

    @property
    def model(self) -> str:
        """Return name, version and digest of the model, as a reading names it."""
        ...

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """Return the reading of each document, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Progress:
    """Tell that one page or document is done with.

    ``kind`` is ``None`` for a problem, and for a document of an earlier run that was read now.
    """

    done: int  # pages and documents so far, this one included
    name: str  # of the page
    kind: AddKind | None = None
    document: Document | None = None  # None: there is a problem
    problem: PageError | None = None
    statements: int = 0  # found now; 0 where it was not read now


@dataclass(frozen=True, slots=True)
class NotRead:
    """Name a document that was kept and not read, and the language it seems to be in."""

    name: str
    language: str


@dataclass(slots=True)
class AddReport:
    """Count what adding pages came to."""

    added: int = 0
    unchanged: int = 0
    edited: int = 0
    new_versions: int = 0
    completed: int = 0  # documents that an earlier run, or an earlier model, had left to be read
    statements: int = 0  # found in what was read now
    commitments: int = 0
    events: int = 0
    claims: int = 0
    not_read: list[NotRead] = field(default_factory=list)  # kept, but not English or without text
    problems: list[PageError] = field(default_factory=list)

    @property
    def pages(self) -> int:
        """Return how many pages there were, problems included."""
        return self.added + self.unchanged + self.edited + self.new_versions + len(self.problems)


Tell = Callable[[Progress], None]


def add(
    casefile: CasefileStore,
    pages: Iterable[RawPage | PageError],
    reader: Reader,
    *,
    progress: Tell | None = None,
    batch: int = BATCH,
) -> AddReport:
    """Take pages into a casefile and read what is new, after completing what an earlier run left unread.

    Pages that cannot be taken are set aside in the report and told to ``progress`` as they occur; the rest is
    read. Raises ``CasefileError`` where the casefile fails; what was committed before stays.
    """
    run = _Run(casefile, reader, progress)
    run.complete(batch)
    for group in _batches(pages, batch):
        run.take(group)
    return run.report


def reread(
    casefile: CasefileStore, reader: Reader, *, progress: Tell | None = None, batch: int = BATCH
) -> AddReport:
    """Read every document that has no reading by the reader's model."""
    run = _Run(casefile, reader, progress)
    run.complete(batch)
    return run.report


def reread_one(casefile: CasefileStore, reader: Reader, document: Document) -> None:
    """Read one document of a casefile again, whatever read it before; raise ``PageError`` where it fails."""
    for found in _read(reader, [document]):
        if isinstance(found, PageError):
            raise found
        casefile.put_reading(found)


def code(
    pages: Iterable[RawPage | PageError], reader: Reader, *, batch: int = BATCH
) -> Iterator[tuple[RawPage, Document, Reading] | PageError]:
    """Read pages without any casefile, streaming; results come in the order of the pages.

    A document that is not to be read (``Document.is_read``) has an empty reading.
    """
    for group in _batches(pages, batch):
        taken = [_take(page) for page in group]
        documents = [each[1] for each in taken if isinstance(each, tuple) and each[1].is_read]
        readings = iter(_read(reader, documents))
        for each in taken:
            if isinstance(each, PageError):
                yield each
                continue
            page, document = each
            empty = Reading(document.id, reader.model, (), ())
            reading = next(readings) if document.is_read else empty
            yield reading if isinstance(reading, PageError) else (page, document, reading)


class _Run:
    """Carry one run's casefile, reader and report."""

    def __init__(self, casefile: CasefileStore, reader: Reader, progress: Tell | None) -> None:
        self.casefile, self.reader, self.progress = casefile, reader, progress
        self.report = AddReport()
        self.done = 0

    def complete(self, batch: int) -> None:
        """Read what has no reading by the current model."""
        after = ""
        while documents := self.casefile.take_unread(self.reader.model, batch, after):
            after = documents[-1].id  # what cannot be read stays unread, and must not be taken for ever
            for document, found in zip(documents, self.read(documents), strict=True):
                if isinstance(found, PageError):
                    self.problem(found)
                else:
                    self.report.completed += 1
                    self.tell(document.name, None, document, None, found)

    def take(self, group: Sequence[RawPage | PageError]) -> None:
        """Take, keep and read one batch."""
        taken = [_take(page) for page in group]
        new = [NewPage(document, page.raw, page.given) for page, document in _pairs(taken)]
        outcomes = iter(self.casefile.add_documents(new))
        results = [each if isinstance(each, PageError) else next(outcomes) for each in taken]
        self.settle(results)

    def settle(self, results: Sequence[AddOutcome | PageError]) -> None:
        """Read what a batch brought, and report each page in order."""
        unread = {
            each.document.id: each.document
            for each in results
            if isinstance(each, AddOutcome) and each.model != self.reader.model and each.document.is_read
        }
        found = dict(zip(unread, self.read(list(unread.values())), strict=True))
        for each in results:
            if isinstance(each, PageError):
                self.problem(each)
                continue
            self.count(each)
            statements = found.pop(each.document.id, 0)
            if isinstance(statements, PageError):
                self.problem(statements)
            else:
                self.tell(each.document.name, each.kind, each.document, None, statements)

    def problem(self, problem: PageError) -> None:
        """Set one page aside."""
        self.report.problems.append(problem)
        self.tell(problem.where or "", None, None, problem, 0)

    def count(self, outcome: AddOutcome) -> None:
        """Enter one outcome into the report."""
        match outcome.kind:
            case AddKind.ADDED:
                self.report.added += 1
            case AddKind.UNCHANGED:
                self.report.unchanged += 1
            case AddKind.EDITED:
                self.report.edited += 1
            case AddKind.NEW_VERSION:
                self.report.new_versions += 1
        if not outcome.document.is_read:
            self.report.not_read.append(NotRead(outcome.document.name, outcome.document.language))

    def read(self, documents: Sequence[Document]) -> list[int | PageError]:
        """Read documents and keep each reading; return how many statements each has, or what went wrong."""
        found: list[int | PageError] = []
        for each in _read(self.reader, documents):
            if isinstance(each, PageError):
                found.append(each)
                continue
            self.casefile.put_reading(each)
            self.report.statements += len(each.statements)
            self.report.commitments += len(each.commitments)
            self.report.events += len(each.events)
            self.report.claims += len(each.claims)
            found.append(len(each.statements))
        return found

    def tell(
        self,
        name: str,
        kind: AddKind | None,
        document: Document | None,
        problem: PageError | None,
        statements: int,
    ) -> None:
        """Pass on that one page is done with."""
        self.done += 1
        if self.progress is not None:
            self.progress(Progress(self.done, name, kind, document, problem, statements))


def _take(page: RawPage | PageError) -> tuple[RawPage, Document] | PageError:
    if isinstance(page, PageError):
        return page
    try:
        document = to_document(page)
        document.source_text.encode()
    except PageError as problem:
        return problem
    except UnicodeEncodeError:
        return PageError("holds half characters (lone surrogates)", page.name, "save it as UTF-8 again")
    return page, document


def _pairs(taken: Iterable[tuple[RawPage, Document] | PageError]) -> Iterator[tuple[RawPage, Document]]:
    return (each for each in taken if not isinstance(each, PageError))


def _read(reader: Reader, documents: Sequence[Document]) -> list[Reading | PageError]:
    """Read a batch; where that fails, read one by one, so that a bad page is named and stops no other."""
    if not documents:
        return []
    try:
        readings = reader.read(documents)
    except OnrecordError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a page does to the reader, it is said of that page
        if len(documents) == 1:
            what = f"is kept, but could not be read ({type(error).__name__}: {error})"
            return [PageError(what, documents[0].name, "please report this page")]
        return [each for document in documents for each in _read(reader, [document])]
    if [(each.document_id, each.model) for each in readings] != [
        (each.id, reader.model) for each in documents
    ]:
        raise ValueError("a reader has to read every document in order and to name its model")
    return list(readings)


def _batches(pages: Iterable[RawPage | PageError], size: int) -> Iterator[list[RawPage | PageError]]:
    group: list[RawPage | PageError] = []
    weight = 0
    for page in pages:
        group.append(page)
        weight += len(page.raw) if isinstance(page, RawPage) else 0
        if len(group) >= size or weight >= BATCH_BYTES:
            yield group
            group, weight = [], 0
    if group:
        yield group
