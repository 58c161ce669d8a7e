"""Write to a casefile: the changes behind ``CasefileWriter``, each in one transaction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self, cast

from sqlalchemy import Connection, Table, delete, insert, select

from onrecord.errors import CasefileError, UsageError
from onrecord.model import Document, Given, Reading
from onrecord.store import addresses, deciding, lineage_index, reviewing, rows, sqlite
from onrecord.store import schema as t
from onrecord.store.decisions import Decision
from onrecord.store.filters import known_date
from onrecord.store.identity import Known, page_id, same_page
from onrecord.store.interface import FIELDS, NOTHING_GIVEN, AddKind, AddOutcome, NewPage
from onrecord.store.lending import keys_of, portions
from onrecord.store.lineage_rows import vector_values
from onrecord.store.lineage_store import LineageWriting
from onrecord.store.loading import LISTS
from onrecord.store.naming import Naming
from onrecord.store.publishing import PublishingWriting
from onrecord.store.record_rows import CLAIMS, COMMITMENTS, EVENTS, Values, actor_values, record_values
from onrecord.store.register_store import RegisterWriting
from onrecord.store.reviews import KeptReview, Review
from onrecord.store.shown_store import ShownWriting
from onrecord.store.trackers import TrackerWriting
from onrecord.store.view import View, document_by_key, unread_by
from onrecord.text.dates import to_edtf

_PRINT = ("outlet", "title", "published")
"""Fields that tell one print of a text from another."""

_ROW = re.compile(r"#[0-9]+$")  # "table.csv#17"


class Casefile(View, LineageWriting, RegisterWriting, ShownWriting, TrackerWriting, PublishingWriting):
    """Ask and tell a casefile; see ``CasefileStore`` for each method."""

    def add_documents(self, pages: Sequence[NewPage]) -> list[AddOutcome]:
        """Add pages, all of them or, where it raises, none; return what came of each, in order."""
        if not pages:
            return []
        with self._writing() as connection:
            return [_add(connection, page) for page in pages]

    def add_document(self, document: Document, raw: bytes, given: Given = NOTHING_GIVEN) -> AddOutcome:
        """Add one page."""
        return self.add_documents([NewPage(document, raw, given)])[0]

    def put_reading(self, reading: Reading) -> None:
        """Keep the reading of one document in place of an earlier one."""
        self.put_readings([reading])

    def put_readings(self, readings: Sequence[Reading]) -> None:
        """Keep the readings of documents, of each one, in place of earlier ones."""
        with self._writing() as connection:
            keys = keys_of(connection, [each.document_id for each in readings])
            lacking = [each.document_id for each in readings if each.document_id not in keys]
            if lacking:
                raise CasefileError(f"has no document {lacking[0]} to keep a reading of", self.location)
            _put_readings(connection, {keys[each.document_id]: each for each in readings})

    def edit_document(self, document_id: str, given: Given) -> Document:
        """Keep what the user states about a document; an empty string states that it has none."""
        stated = {name: rows.storable(value) for name, value in _stated(given).items()}
        if stated.get("published"):
            stated["published"] = known_date(stated["published"])
        with self._writing() as connection:
            key, _ = self._find(connection, document_id)
            if stated.get("url"):
                self._refuse_double(connection, key, stated["url"])
            before = _fields(connection, key)
            new = {name: value for name, value in stated.items() if (value or None) != before[name]}
            _keep_edits(connection, key, new, "edit")
            return document_by_key(connection, key)

    def merge_actors(self, names: Sequence[str], by: str) -> Decision:
        """Decide that several names are one actor, who is called by the first."""
        with self._writing() as connection:
            return deciding.merge(connection, names, by)

    def rename_actor(self, name: str, new: str, by: str) -> Decision:
        """Decide what an actor is called."""
        with self._writing() as connection:
            return deciding.rename(connection, name, new, by)

    def split_actor(
        self, name: str, new: str, by: str, *, document: str | None = None, statement: str | None = None
    ) -> Decision:
        """Decide that a name means somebody else in one document or, by its id, in one statement."""
        if (document is None) == (statement is None):
            raise UsageError("a split holds in a document or in a statement", None, "name one of them")
        with self._writing() as connection:
            if document is not None:
                key, _ = self._find(connection, document)
            else:
                key, statement = deciding.document_of_statement(connection, statement or "")
            return deciding.split(connection, name, new, by, key, statement)

    def import_actors(self, name: str, content: bytes, by: str) -> Decision:
        """Keep a file of facts about actors as it is."""
        with self._writing() as connection:
            return deciding.keep_file(connection, name, content, by)

    def undo_decision(self, by: str) -> Decision:
        """Undo the latest decision on actors that holds; return the decision to do so."""
        with self._writing() as connection:
            return deciding.undo(connection, by)

    def add_reviews(self, reviews: Sequence[Review]) -> tuple[KeptReview, ...]:
        """Append those reviews that are not there yet, all or, where it raises, none; return these."""
        with self._writing() as connection:
            return tuple(reviewing.keep(connection, reviews))

    def put_setting(self, name: str, value: str) -> None:
        """Keep a setting of the casefile in place of an earlier one."""
        with self._writing() as connection:
            connection.execute(delete(t.settings).where(t.settings.c.name == name))
            connection.execute(insert(t.settings).values(name=name, value=value))

    def take_unread(self, model: str, limit: int, after: str = "") -> list[Document]:
        """Return the next documents to be read that have no reading by this model, by id, after an id."""
        with self._connection() as connection:
            unread = unread_by(model, t.documents.c.key).where(t.documents.c.id > after)
            query = unread.order_by(t.documents.c.id).limit(limit)
            return [document_by_key(connection, key) for key in connection.scalars(query).all()]

    def close(self) -> None:
        """Give back what the casefile holds open."""
        if self._has_written and self._engine.dialect.name == "sqlite":
            sqlite.keep_statistics(self._engine)
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _refuse_double(self, connection: Connection, key: int, url: str) -> None:
        documents = t.documents.c
        digest = select(documents.digest).where(documents.key == key).scalar_subquery()
        same = select(documents.id).where(
            documents.digest == digest, documents.url == url, documents.key != key
        )
        other = connection.scalar(same)
        if other is not None:
            raise UsageError(f"document {other} already is this page under {url}", self.location)


def _add(connection: Connection, page: NewPage) -> AddOutcome:
    page = replace(page, document=rows.storable_document(page.document))
    document = page.document
    known = [
        each for each in _known(connection, document.digest) if not _is_another_print(connection, each, page)
    ]
    same = same_page(known, document.url, _file(document), page.given.url is not None)
    if same is None:
        return _insert(connection, page)
    changed = _state_again(connection, same, page)
    return AddOutcome(
        AddKind.EDITED if changed else AddKind.UNCHANGED,
        document_by_key(connection, same.key),
        addresses.previous_id(connection, same.key),
        connection.scalar(select(t.readings.c.model).where(t.readings.c.document_key == same.key)),
    )


def _is_another_print(connection: Connection, known: Known, page: NewPage) -> bool:
    """Tell whether a page with known bytes is another's print of them: an agency's report in two papers.

    Where urls do not tell, what the user stated does: another outlet, title or date makes another page of
    another file, or of any row of a table. The same file stated otherwise is the same page, edited.
    """
    path = page.document.path
    if path is None or known.path is None or (known.url and page.document.url):
        return False
    if path == known.path and _file(page.document) is not None:
        return False
    edits = t.edits.c
    query = select(edits.field, edits.value).where(
        edits.document_key == known.key, edits.origin == "add", edits.field.in_(_PRINT)
    )
    earlier: dict[str, set[str]] = {}
    for field, value in connection.execute(query):
        earlier.setdefault(field, set()).add(value)
    return any(field in earlier and value not in earlier[field] for field, value in _taken(page).items())


def _insert(connection: Connection, page: NewPage) -> AddOutcome:
    document = page.document
    name = _free_id(connection, document.digest, document.url)
    values = {"id": name, "version": 1, "newest": True, **rows.document_values(document)}
    key = cast("tuple[int]", connection.execute(insert(t.documents).values(values)).inserted_primary_key)[0]
    connection.execute(insert(t.bodies).values(rows.body_values(key, document)))
    connection.execute(insert(t.raws).values(document_key=key, raw=rows.packed(page.raw)))
    if document.cites:
        connection.execute(insert(t.citations), rows.citation_values(key, document))
    # What the page is given is stated by the user: kept apart, so that a better intake cannot overrule it.
    _append(connection, key, _taken(page), "add")
    addresses.enter(connection, key, document.url or _file(document))
    previous = addresses.previous_id(connection, key)
    kind = AddKind.ADDED if previous is None else AddKind.NEW_VERSION
    return AddOutcome(kind, replace(document, id=name), previous, None)


def _state_again(connection: Connection, same: Known, page: NewPage) -> bool:
    """Keep what a page known already is newly given; return whether this changes the document.

    What was stated with the page before is not taken again: else a table added twice would undo later edits.
    """
    edits = t.edits.c
    query = select(edits.field, edits.value).where(edits.document_key == same.key, edits.origin == "add")
    earlier = {(field, value) for field, value in connection.execute(query)}
    before = _fields(connection, same.key)
    new = {field: value for field, value in _taken(page).items() if (field, value) not in earlier}
    _keep_edits(connection, same.key, new, "add")
    after = _fields(connection, same.key)
    if after["url"] != before["url"]:
        _rename(connection, same, after["url"])
    elif after["url"] is None and (path := _file(page.document)) is not None:
        addresses.enter(connection, same.key, path)
    return after != before


def _rename(connection: Connection, page: Known, url: str | None) -> None:
    """Give a page the id of its new url, so that the order of adding makes no difference.

    Its statements carry the old id and are read again; the old id still finds the document. What it was like
    goes by ids too and is looked at anew.
    """
    digest = t.documents.c.digest
    held = connection.execute(select(digest).where(t.documents.c.key == page.key)).scalar_one()
    connection.execute(delete(t.readings).where(t.readings.c.document_key == page.key))
    lineage_index.forget(connection, page.key, page.id)
    connection.execute(insert(t.former_ids).values(id=page.id, document_key=page.key))
    name = _free_id(connection, held, url)
    connection.execute(t.documents.update().where(t.documents.c.key == page.key).values(id=name))


def _free_id(connection: Connection, digest: str, url: str | None) -> str:
    attempt = 1
    while True:
        name = page_id(digest, url, attempt)
        taken = select(t.documents.c.id).where(t.documents.c.id == name)
        formerly = select(t.former_ids.c.id).where(t.former_ids.c.id == name)
        if connection.execute(taken.union(formerly)).first() is None:
            return name
        attempt += 1


def _known(connection: Connection, digest: str) -> list[Known]:
    documents, edits = t.documents.c, t.edits.c
    stated = select(edits.key).where(edits.document_key == documents.key, edits.field == "url").exists()
    query = select(documents.key, documents.id, documents.url, documents.path, stated)
    return [Known(*row) for row in connection.execute(query.where(documents.digest == digest))]


def _keep_edits(connection: Connection, key: int, new: dict[str, str], origin: str) -> None:
    """Append edits and bring the columns that show their outcome in step."""
    if not new:
        return
    _append(connection, key, new, origin)
    before = _fields(connection, key)
    after = {**before, **{field: value or None for field, value in new.items()}}
    connection.execute(t.documents.update().where(t.documents.c.key == key).values(rows.field_values(after)))
    if after["url"] != before["url"]:
        addresses.move(connection, key, after["url"] or _file(document_by_key(connection, key)))


def _append(connection: Connection, key: int, new: dict[str, str], origin: str) -> None:
    at = datetime.now(UTC).replace(tzinfo=None)
    values = [
        {"document_key": key, "field": field, "value": value, "origin": origin, "at": at}
        for field, value in new.items()
    ]
    if values:
        connection.execute(insert(t.edits), values)


def _fields(connection: Connection, key: int) -> dict[str, str | None]:
    columns = [t.documents.c[field] for field in FIELDS]
    return dict(connection.execute(select(*columns).where(t.documents.c.key == key)).mappings().one())


def _taken(page: NewPage) -> dict[str, str]:
    """Return what the user states about a page in the form in which intake took it; a date may not be one."""
    document, given = page.document, _stated(page.given)
    if "published" in given and to_edtf(given["published"]) != document.published:
        del given["published"]
    return {field: value for field in given if (value := getattr(document, field))}


def _stated(given: Given) -> dict[str, str]:
    values = {field: getattr(given, field) for field in FIELDS}
    return {field: value for field, value in values.items() if value is not None}


def _file(document: Document) -> str | None:
    """Return the file that a page lies in; ``None`` for the row of a table, which is no place of its own.

    Rows move when others are put before them: what stands in row 17 now is no version of what stood there.
    """
    path = document.path
    return path if path is not None and not _ROW.search(path) else None


def _put_readings(connection: Connection, readings: Mapping[int, Reading]) -> None:
    """Keep readings by the keys of their documents, in one go for each table."""
    for some in portions(sorted(readings)):
        connection.execute(delete(t.readings).where(t.readings.c.document_key.in_(some)))
    decided = deciding.naming(connection)
    held: dict[Table, list[Values]] = {}
    for key, reading in readings.items():
        for table, found in _reading_values(key, reading, decided):
            held.setdefault(table, []).extend(found)
    for table, values in held.items():
        if values:
            connection.execute(insert(table), values)


def _reading_values(key: int, reading: Reading, decided: Naming) -> Iterator[tuple[Table, Iterable[Values]]]:
    """Yield the rows of a reading, those first that others belong to."""
    counts = {name: len(getattr(reading, name)) for name in ("statements", "commitments", "events", "claims")}
    yield t.readings, [{"document_key": key, "model": reading.model, **counts}]
    if reading.sentences:
        yield t.reading_vectors, [vector_values(key, reading.sentences)]
    yield t.statements, rows.statement_values(key, reading, decided)
    yield t.evidence, rows.evidence_values(key, reading)
    for name, (table, at) in LISTS.items():
        yield table, rows.list_values(key, reading, name, at)
    yield t.mentions, rows.mention_values(key, reading)
    yield from _record_values(key, reading, decided)


def _record_values(key: int, reading: Reading, decided: Naming) -> Iterator[tuple[Table, Iterator[Values]]]:
    """Yield the rows of commitments, events and claims, and those of the actors that they name."""
    yield t.commitments, record_values(COMMITMENTS, key, reading.commitments, decided)
    yield t.events, record_values(EVENTS, key, reading.events, decided)
    yield t.claims, record_values(CLAIMS, key, reading.claims, decided)
    for found in (reading.commitments, reading.events, reading.claims):
        yield t.record_actors, actor_values(key, found)
