"""Say beside records what people decided about each, as exports, `--json` and the API have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

    from onrecord.model import RecordKind
    from onrecord.review.snapshot import Record
    from onrecord.review.view import ReviewedView

COLUMNS = ("review", "reviewed_by", "reviewed_at")
"""What is added to each record: its state, who decided last, and when."""


def mark_fields(view: ReviewedView, kind: RecordKind, document: str, record: str) -> dict[str, str | None]:
    """Return what was decided about a record of a document."""
    mark = view.mark(document, kind, record)
    at = mark.at.isoformat(timespec="seconds") if mark.at is not None else None
    return dict(zip(COLUMNS, (mark.state.value, mark.by, at), strict=True))


def marks_of(view: ReviewedView, kind: RecordKind, placed: Any) -> dict[str, str | None]:
    """Return what was decided about a placed record."""
    record = record_in(placed)
    return mark_fields(view, kind, record.document_id, record.id)


def record_in(placed: Any) -> Record:
    """Return the record of a placed statement or other placed record."""
    row = placed.row
    record: Record = row.statement if hasattr(row, "statement") else row.record
    return record


def with_marks(schema: pa.Schema) -> pa.Schema:
    """Return a schema with the columns that review adds."""
    import pyarrow as pa

    for name in COLUMNS:
        schema = schema.append(pa.field(name, pa.string()))
    return schema
