"""Say how what is shown of the register is written down: as JSON, as a row of a spreadsheet, as Arrow.

The command line exports these tables and ``onrecord.open()`` returns them: one list for both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from onrecord.views import schemas_shown
from onrecord.views.calendar import calendar_records
from onrecord.views.conflicts import dispute_records
from onrecord.views.looking import Asked
from onrecord.views.packages import deadlines, gap_records, pledges
from onrecord.views.parts import Record
from onrecord.views.positions import matrix, position_records
from onrecord.views.proposals import proposal_records

if TYPE_CHECKING:
    import pyarrow as pa

Row: TypeAlias = Any
"""What the view of a table yields."""


@dataclass(frozen=True, slots=True)
class Table:
    """Hold how the rows of one table are written; ``as_of`` is the day that they were asked for."""

    record: Callable[[Row, Asked, str | None], Record]
    schema: Callable[[], pa.Schema]
    cells: Callable[[Row, Asked], dict[str, str]] | None = None
    columns: Sequence[str] = ()


TABLES: Mapping[str, Table] = {
    "positions": Table(
        lambda row, look, _: position_records.position_record(row, look),
        schemas_shown.position_schema,
        position_records.position_cells,
        position_records.POSITION_COLUMNS,
    ),
    "points": Table(
        lambda row, look, _: position_records.point_record(row, look),
        schemas_shown.point_schema,
        lambda row, look: point_cells(row, look),
        schemas_shown.POINT_COLUMNS,
    ),
    "shifts": Table(
        lambda row, look, _: position_records.shift_record(row, look),
        schemas_shown.shift_schema,
        position_records.shift_cells,
        position_records.SHIFT_COLUMNS,
    ),
    "conflicts": Table(
        lambda row, look, _: dispute_records.dispute_record(row, look),
        schemas_shown.dispute_schema,
        lambda row, _: dispute_records.dispute_cells(row),
        dispute_records.DISPUTE_COLUMNS,
    ),
    "proposals": Table(
        lambda row, _, __: proposal_records.proposal_record(row),
        schemas_shown.proposal_schema,
        lambda row, _: proposal_records.proposal_cells(row),
        proposal_records.PROPOSAL_COLUMNS,
    ),
    "calendar": Table(
        lambda row, _, __: calendar_records.calendar_record(row),
        schemas_shown.calendar_schema,
        lambda row, _: calendar_records.calendar_cells(row),
        calendar_records.CALENDAR_COLUMNS,
    ),
    "pledges": Table(
        lambda row, _, as_of: pledges.pledge_record(row, as_of),
        schemas_shown.pledge_schema,
        lambda row, _: pledges.pledge_cells(row),
        pledges.PLEDGE_COLUMNS,
    ),
    "deadlines": Table(
        lambda row, _, as_of: deadlines.deadline_record(row, as_of),
        schemas_shown.deadline_schema,
        lambda row, _: deadlines.deadline_cells(row),
        deadlines.DEADLINE_COLUMNS,
    ),
    "matrix": Table(lambda row, look, as_of: matrix.cell_record(row, as_of, look), schemas_shown.cell_schema),
    "gaps": Table(lambda row, _, __: gap_records.gap_record(*row), schemas_shown.gap_schema),
}
"""How each table is written; a row of ``gaps`` is a line with its board."""


def point_cells(row: Row, look: Asked) -> dict[str, str]:
    """Return a point as one row of text for a spreadsheet."""
    told = position_records.point_record(row, look)
    return {name: _cell(told[name]) for name in schemas_shown.POINT_COLUMNS}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return "; ".join(value) if isinstance(value, list) else str(value)
