"""Describe the records of the API as JSON Schema, from the columns of the exports: they are written once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from onrecord.review.marking import with_marks
from onrecord.views import schemas, schemas_register, schemas_shown

if TYPE_CHECKING:
    import pyarrow as pa

Schema: TypeAlias = dict[str, Any]

REF = "#/components/schemas/"

_MAYBE: Schema = {"type": ["string", "null"]}
_TEXTS: Schema = {"type": "array", "items": {"type": "string"}}

COLUMNS: Mapping[str, Callable[[], pa.Schema]] = {
    "Entry": schemas_register.entry_schema,
    "Report": schemas_register.report_schema,
    "Link": schemas_register.link_schema,
    "Derivation": schemas_register.derivation_schema,
    "Story": schemas_register.story_schema,
    "Document": schemas.document_schema,
    "Statement": lambda: with_marks(schemas.statement_schema()),
    "Commitment": lambda: with_marks(schemas.commitment_schema()),
    "Event": lambda: with_marks(schemas.event_schema()),
    "Claim": lambda: with_marks(schemas.claim_schema()),
    "Position": schemas_shown.position_schema,
    "Shift": schemas_shown.shift_schema,
    "MatrixCell": schemas_shown.cell_schema,
    "Conflict": schemas_shown.dispute_schema,
    "Proposal": schemas_shown.proposal_schema,
    "Happening": schemas_shown.calendar_schema,
    "Pledge": schemas_shown.pledge_schema,
    "Deadline": schemas_shown.deadline_schema,
    "Gap": schemas_shown.gap_schema,
}
"""What has columns, by the name of its record."""

SAID: Mapping[str, str] = {
    "Entry": "One act of one party, with all that reports it.",
    "Report": "One report of an entry.",
    "Link": "How two entries are tied.",
    "Derivation": "A document and a source of it.",
    "Story": "Documents that tell the same matter.",
    "Document": "One article.",
    "Statement": "What somebody says in an article, as reviewed.",
    "Commitment": "What somebody undertakes, as reviewed.",
    "Event": "Something that happened or is planned, as reviewed.",
    "Claim": "A fact that an article claims, as reviewed.",
    "Position": "Where somebody stands on an issue since a day.",
    "Shift": "A change of position, with the words before and after.",
    "MatrixCell": "Where one actor stands on one issue.",
    "Conflict": "Reports that cannot all hold, with all sides; none is chosen.",
    "Proposal": "What was put forward, with its answers.",
    "Happening": "A line of the calendar.",
    "Pledge": "What was pledged against what was delivered.",
    "Deadline": "What is due or expected by when.",
    "Gap": "A measure: what is asked, who stands behind it, and what is missing.",
}


@cache
def components() -> Mapping[str, Schema]:
    """Return every schema of the API, by its name."""
    made = {name: of_columns(columns()) | {"description": SAID[name]} for name, columns in COLUMNS.items()}
    made["Selector"] = _struct(schemas.selector(), null=False) | {
        "description": "Words, by their place in the clean text and by what stands around them."
    }
    made |= _details()
    made |= {f"{name}List": _list_of(name) for name in LISTED}
    return dict(sorted(made.items()))


def of_columns(schema: pa.Schema) -> Schema:
    """Return the JSON Schema of a record with these columns; what identifies it is never null."""
    fields = {field.name: _type(field.type, null=field.name != "id") for field in schema}
    return {"type": "object", "properties": fields, "required": list(fields)}


def ref(name: str) -> Schema:
    """Return a reference to a schema."""
    return {"$ref": f"{REF}{name}"}


def _type(kind: pa.DataType, *, null: bool = True) -> Schema:
    import pyarrow as pa

    if kind.equals(schemas.selector()):
        return {"anyOf": [ref("Selector"), {"type": "null"}]} if null else ref("Selector")
    if pa.types.is_list(kind):
        return {"type": "array", "items": _type(kind.value_type, null=False)}
    if pa.types.is_map(kind):
        held = _type(kind.item_type, null=False)
        return {"type": "object", "additionalProperties": held}
    if pa.types.is_struct(kind):
        return _struct(kind, null=null)
    plain = _PLAIN[str(kind)]
    return {"type": [plain, "null"] if null else plain}


def _struct(kind: pa.DataType, *, null: bool) -> Schema:
    strict = kind.equals(schemas.selector())
    fields = {field.name: _type(field.type, null=not strict) for field in kind}
    return {"type": ["object", "null"] if null else "object", "properties": fields, "required": list(fields)}


_PLAIN = {"string": "string", "int64": "integer", "double": "number", "bool": "boolean"}


def _list_of(name: str) -> Schema:
    return {
        "type": "object",
        "description": "One page of a list, in a settled order.",
        "properties": {
            "items": {"type": "array", "items": ref(name)},
            "total": {
                "type": ["integer", "null"],
                "description": "How many fit in all; null where counting would take as long as listing.",
            },
            "next": {
                "type": ["string", "null"],
                "description": "Give it as `cursor` for the next page; null on the last.",
            },
            "revision": {
                "type": "integer",
                "description": "State of the casefile. Pages of one state fit together without gaps.",
            },
        },
        "required": ["items", "total", "next", "revision"],
    }


def _details() -> dict[str, Schema]:
    """Return what is no plain row of columns: one entry or document with all of it, a bloc, a digest."""
    return {
        "EntryDetail": {
            "description": "An entry with the links from and to it.",
            "allOf": [ref("Entry"), _object({"links": _list(ref("Link"))})],
        },
        "DocumentDetail": _document()
        | {
            "description": "An article with its text and everything read from it, in place of how much it is."
        },
        "Unity": _unity() | {"description": "How far the members of a bloc stand together on an issue."},
        "Digest": _digest() | {"description": "What the pages of a window of time add to the record."},
    }


def _unity() -> Schema:
    return _object(
        {
            "bloc": {"type": "string"},
            "issue": {"type": "string"},
            "as_of": _MAYBE,
            "members": _TEXTS,
            "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
            "apart": {
                "type": ["number", "null"],
                "description": "0: all the same; 1: half against half; null: fewer than two took one.",
            },
            "by_member": _list(ref("MatrixCell")),
            "itself": {"anyOf": [ref("Position"), {"type": "null"}]},
            "groups": _list(ref("Position")),
        }
    )


def _digest() -> Schema:
    counted = _object({"number": {"type": "integer"}, "ids": _TEXTS})
    card = _type(_field(schemas_shown.proposal_schema(), "versions").value_type, null=False)
    quoted = card["properties"]["reports"]["items"]
    moved = _object(
        _maybe("entry", "who", "towards", "proposition", "before", "after", "on", "words")
        | {"confirmed": {"type": "boolean"}, "report": quoted}
    )
    gained = _object(_maybe("entry", "who", "proposition") | {"origins": _TEXTS, "reports": _list(quoted)})
    reply = _list({"allOf": [_type(_reply(), null=False), _object({"party": _MAYBE})]})
    answered = _object(
        _maybe("proposal", "who", "proposition") | {"replies": reply, "earlier": reply, "silent": _TEXTS}
    )
    lists = ("parties", "towards", "issues", "entries", "records", "documents")
    due = _object(_maybe("due", "what", "words") | dict.fromkeys(lists, _TEXTS))
    source = _object({"outlet": _MAYBE} | dict.fromkeys(("documents", "entries", "began"), counted))
    group = _object(
        {"kind": {"type": "string"}, "number": {"type": "integer"}, "ids": _TEXTS, "entries": _list(card)}
    )
    return _object(
        {
            "since": {"type": "string"},
            "until": {"type": "string"},
            "ahead_until": {"type": "string"},
            "counts": {"type": "object", "additionalProperties": counted},
            "sources": _list(source),
            "new": _list(group),
            "shifts": _list(ref("Shift")),
            "moved": _list(moved),
            "further_origins": _list(gained),
            "disputes": _list(ref("Conflict")),
            "denials": _list(card),
            "taken_back": _list(moved),
            "answered": _list(answered),
            "calendar": _list(ref("Happening")),
            "deadlines": _list(due),
        }
    )


def _document() -> Schema:
    """Return an article with its text and its records."""
    records = {f"{name.lower()}s": name for name in ("Statement", "Commitment", "Event", "Claim")}
    plain = of_columns(COLUMNS["Document"]())["properties"]
    whole = {"type": "integer"}
    zone = _object({"kind": {"type": "string"}, "start": whole, "end": whole})
    cited = _object({"outlet": {"type": "string"}, "quote": ref("Selector")})
    return _object(
        {name: kind for name, kind in plain.items() if name not in records}
        | {
            "text": {"type": "string"},
            "zones": _list(zone),
            "furniture": _TEXTS,
            "cites": _list(cited),
            "placeholders": _list(ref("Selector")),
            "pieces": {
                "type": "array",
                "description": "Start in the clean text, start in the page's own text, length.",
                "items": {"type": "array", "items": whole},
            },
        }
        | {name: _list(_without_document(kind)) for name, kind in records.items()}
    )


def _without_document(name: str) -> Schema:
    """Return a record as it stands within its document, which it does not name again."""
    about = {"document", "name", "path", "url", "title", "outlet", "published", "version", "newest", "model"}
    whole = of_columns(COLUMNS[name]())
    fields = {field: kind for field, kind in whole["properties"].items() if field not in about}
    return {"type": "object", "properties": fields, "required": list(fields)}


def _maybe(*names: str) -> dict[str, Schema]:
    """Return fields that hold a text, or nothing."""
    return dict.fromkeys(names, _MAYBE)


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(fields: Mapping[str, Any]) -> Schema:
    return {"type": "object", "properties": dict(fields), "required": list(fields)}


def _field(schema: pa.Schema, name: str) -> pa.DataType:
    return schema.field(name).type


def _reply() -> pa.DataType:
    """Return the columns of an answer to a proposal."""
    party = _field(schemas_shown.proposal_schema(), "parties").value_type
    return party.field("replies").type.value_type


LISTED = tuple(COLUMNS)
"""Records of which there are lists."""
