"""Lay out what is shown of the register as Parquet and Arrow columns, field by field as in its JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.views.schemas import selector

if TYPE_CHECKING:
    import pyarrow as pa

POINT_COLUMNS = (
    "entry", "record", "holder", "speakers", "voice", "subject", "about", "stance", "basis", "kind", "words",
    "matter", "condition", "order", "status", "first_day", "last_day", "dated", "told", "answers", "towards",
    "origins", "reviewed", "counts", "why_not", "confidence", "outlet", "published", "title", "url",
    "document",
)  # fmt: skip
_PAGE = ("name", "title", "outlet", "published", "url")


def point_schema() -> pa.Schema:
    """Return the schema of points: what somebody put on record of where they stand."""
    import pyarrow as pa

    return pa.schema(_point_fields())


def position_schema() -> pa.Schema:
    """Return the schema of positions."""
    import pyarrow as pa

    text, number = pa.string(), pa.int64()
    return pa.schema(
        [
            *((name, text) for name in ("holder", "subject", "about", "stance", "since", "until")),
            ("age", number),
            ("voice", text),
            ("voices", pa.map_(text, number)),
            *((name, text) for name in ("condition", "order")),
            ("origins", number),
            ("entries", pa.list_(text)),
            *((name, _point()) for name in ("opening", "latest", "before")),
            ("changed", pa.list_(text)),
            ("compared", text),
            ("others", pa.list_(_point())),
        ]
    )


def shift_schema() -> pa.Schema:
    """Return the schema of shifts."""
    import pyarrow as pa

    text = pa.string()
    return pa.schema(
        [
            ("holders", pa.list_(text)),
            *((name, text) for name in ("subject", "about", "on")),
            ("changed", pa.list_(text)),
            *((name, text) for name in ("compared", "from_stance", "to_stance")),
            *((name, _point()) for name in ("before", "after")),
            ("entries", pa.list_(text)),
            ("origins", pa.int64()),
        ]
    )


def cell_schema() -> pa.Schema:
    """Return the schema of the cells of a matrix."""
    import pyarrow as pa

    text = pa.string()
    return pa.schema(
        [
            *((name, text) for name in ("actor", "issue", "as_of", "stance")),
            ("position", pa.struct(list(position_schema()))),
            ("stances", pa.list_(text)),
            ("undated", pa.list_(_point())),
            ("unclear", pa.list_(text)),
        ]
    )


def dispute_schema() -> pa.Schema:
    """Return the schema of conflicts, each with all its sides."""
    import pyarrow as pa

    text = pa.string()
    about = ("record_kind", "record", "entry", "document", "name", "title", "url", "outlet", "published")
    report = pa.struct(
        [
            *((name, text) for name in (*about, "asserted_by", "value", "origin")),
            ("quote", pa.list_(selector())),
        ]
    )
    side = pa.struct(
        [
            ("value", text),
            *((name, pa.list_(text)) for name in ("origins", "outlets")),
            ("reports", pa.list_(report)),
        ]
    )
    return pa.schema(
        [
            *((name, text) for name in ("id", "kind", "subject", "why", "first_day", "last_day")),
            ("issues", pa.list_(text)),
            ("confidence", pa.float64()),
            *((name, pa.list_(text)) for name in ("conflicts", "entries")),
            ("sides", pa.list_(side)),
        ]
    )


def proposal_schema() -> pa.Schema:
    """Return the schema of proposals with their answers."""
    import pyarrow as pa

    text, words = pa.string(), pa.list_(pa.string())
    later = pa.struct([(name, text) for name in ("subject", "stance", "since", "entry", "words")])
    party = pa.struct(
        [("party", text), ("latest", text), ("replies", pa.list_(_reply())), ("later", pa.list_(later))]
    )
    return pa.schema(
        [
            *((name, text) for name in ("id", "kind", "proposition")),
            *((name, words) for name in ("actors", "principals", "issues")),
            *((name, text) for name in ("day", "first_day", "last_day")),
            *((name, pa.bool_()) for name in ("open", "withdrawn")),
            *((name, pa.list_(_card())) for name in ("versions", "parts")),
            ("parties", pa.list_(party)),
            *((name, words) for name in ("silent", "unheard", "unnamed")),
        ]
    )


def calendar_schema() -> pa.Schema:
    """Return the schema of the lines of a calendar."""
    import pyarrow as pa

    text, words = pa.string(), pa.list_(pa.string())
    telling = pa.struct(
        [
            *((name, text) for name in ("entry", "kind", "status", "date")),
            ("dated", pa.bool_()),
            ("place", text),
            ("numbers", words),
            *_quoted(),
        ]
    )
    return pa.schema(
        [
            ("id", text),
            *((name, words) for name in ("entries", "claims")),
            *((name, text) for name in ("kind", "date", "first_day", "last_day")),
            ("certain", pa.bool_()),
            ("status", text),
            *(
                (name, words)
                for name in ("participants", "principals", "places", "origins", "outlets", "notes")
            ),
            ("confirmed", pa.bool_()),
            ("conflicts", words),
            ("reports", pa.list_(telling)),
        ]
    )


def pledge_schema() -> pa.Schema:
    """Return the schema of pledges against what was delivered."""
    import pyarrow as pa

    more = [("as_of", pa.string()), ("delivered", pa.bool_()), ("overdue", pa.list_(pa.string()))]
    return pa.schema([*_standing(), *more])


def deadline_schema() -> pa.Schema:
    """Return the schema of deadlines."""
    import pyarrow as pa

    text, words = pa.string(), pa.list_(pa.string())
    return pa.schema(
        [
            *((name, text) for name in ("kind", "due", "first_day", "last_day")),
            *((name, words) for name in ("parties", "towards", "issues")),
            *((name, text) for name in ("what", "words", "as_of", "state")),
            *((name, words) for name in ("entries", "records", "documents", "origins")),
        ]
    )


def gap_schema() -> pa.Schema:
    """Return the schema of the lines of a board of gaps."""
    import pyarrow as pa

    text, words = pa.string(), pa.list_(pa.string())
    standing = pa.struct(list(_standing()))
    lack = pa.struct([("kind", text), ("words", text), ("entries", words)])
    stand = pa.struct([*_standing(), ("lacks", pa.list_(lack))])
    spoken = pa.struct([("party", text), ("entries", words)])
    supposed = pa.struct(
        [
            *((name, text) for name in ("party", "measure", "status", "legal_form", "entry")),
            *((name, pa.list_(lack)) for name in ("lacks_on_record", "would_lack")),
            ("would_do", pa.bool_()),
        ]
    )
    return pa.schema(
        [
            *((name, text) for name in ("beneficiary", "as_of", "package", "measure", "label")),
            ("issues", words),
            ("needed", _need()),
            ("asked", pa.list_(standing)),
            *((name, pa.list_(stand)) for name in ("stands", "in_general_terms")),
            *((name, pa.list_(standing)) for name in ("refusals", "apart")),
            ("spoke_for_themselves", pa.list_(spoken)),
            ("meets", words),
            ("missing", pa.list_(lack)),
            ("supposed", pa.list_(supposed)),
            ("not_read", words),
        ]
    )


def _point() -> pa.DataType:
    import pyarrow as pa

    return pa.struct(_point_fields())


def _point_fields() -> list[tuple[str, pa.DataType]]:
    import pyarrow as pa

    text, flag = pa.string(), pa.bool_()
    return [
        *((name, text) for name in ("entry", "record", "document", *_PAGE, "holder")),
        ("speakers", pa.list_(text)),
        *((name, text) for name in ("voice", "subject", "about", "stance", "basis", "kind", "words")),
        *((name, text) for name in ("matter", "condition", "order", "status", "first_day", "last_day")),
        ("dated", flag),
        *((name, text) for name in ("told", "answers")),
        ("towards", pa.list_(text)),
        ("origins", pa.int64()),
        *((name, flag) for name in ("reviewed", "counts")),
        ("why_not", text),
        ("confidence", pa.float64()),
    ]


def _quoted() -> list[tuple[str, pa.DataType]]:
    import pyarrow as pa

    texts = (
        "record", "document", "outlet", "published", "url", "speaker", "voice", "cue", "words", "condition",
        "origin",
    )  # fmt: skip
    return [*((name, pa.string()) for name in texts), ("reviewed", pa.bool_())]


def _card() -> pa.DataType:
    import pyarrow as pa

    text = pa.string()
    return pa.struct(
        [
            *((name, text) for name in ("entry", "kind", "who", "towards", "proposition", "day", "status")),
            ("notes", pa.list_(text)),
            ("confirmed", pa.bool_()),
            ("reports", pa.list_(pa.struct(_quoted()))),
        ]
    )


def _reply() -> pa.DataType:
    import pyarrow as pa

    text = pa.string()
    return pa.struct(
        [
            *((name, text) for name in ("entry", "answers")),
            ("of_part", pa.bool_()),
            *((name, text) for name in ("answer", "by", "voice", "day", "first_day", "last_day")),
            *((name, text) for name in ("condition", "tied_by")),
            ("confidence", pa.float64()),
            *((name, pa.list_(text)) for name in ("origins", "outlets", "notes")),
            ("confirmed", pa.bool_()),
            ("report", pa.struct(_quoted())),
        ]
    )


def _standing() -> list[tuple[str, pa.DataType]]:
    import pyarrow as pa

    text, number, words = pa.string(), pa.float64(), pa.list_(pa.string())
    told = [(name, text) for name in ("value", "words", "record", "document")]
    amount = [("unit", text), ("least", number), ("most", number), ("words", text), ("records", words)]
    due = [(name, text) for name in ("due", "last_day", "words", "record", "document")]
    return [
        *((name, text) for name in ("entry", "kind", "measure")),
        *((name, words) for name in ("parties", "actors", "towards")),
        *((name, text) for name in ("first_day", "last_day", "stance")),
        ("group", pa.bool_()),
        ("members_named", pa.bool_()),
        *((name, text) for name in ("status", "since", "done", "done_since", "taken_back", "taken_back_on")),
        ("legal_forms", pa.list_(pa.struct(told))),
        ("approvals", pa.list_(pa.struct([("by", words), ("state", text), *told]))),
        ("conditions", pa.list_(pa.struct(told))),
        ("quantities", pa.list_(pa.struct(amount))),
        ("due", pa.list_(pa.struct(due))),
        *((name, text) for name in ("quote", "record", "document")),
        *((name, words) for name in ("told_by", "documents", "origins", "notes")),
        ("reviewed", pa.bool_()),
        ("apart", text),
    ]


def _need() -> pa.DataType:
    import pyarrow as pa

    text, words = pa.string(), pa.list_(pa.string())
    return pa.struct(
        [
            *((name, text) for name in ("id", "label", "description", "provision")),
            *((name, words) for name in ("issues", "near", "words")),
            *((name, text) for name in ("status", "done")),
            ("legal_forms", words),
            *((name, text) for name in ("condition", "approval", "extent", "source")),
        ]
    )
