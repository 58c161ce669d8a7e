"""Look at files that were sent before anything reads them."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from onrecord.errors import UsageError

UNPACKED = 200_000_000
"""Bytes that a workbook may have unpacked; one of 10 MB seldom has 100."""

PARTS = 2_000


def check_workbook(content: bytes, name: str) -> None:
    """Raise where a workbook is none, or would unpack to more than is read.

    Sizes are those that the archive states: what it unpacks to beyond them is never read.

    Raises:
        UsageError: it is no workbook, or too large.
    """
    try:
        with ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UsageError("is no workbook", name, "save it as .xlsx or .csv") from error
    if len(parts) > PARTS or sum(each.file_size for each in parts) > UNPACKED:
        what = f"would unpack to more than {UNPACKED // 1_000_000} MB"
        raise UsageError(what, name, "keep the sheet with the table alone")
    if not any(each.filename == "[Content_Types].xml" for each in parts):
        raise UsageError("is no workbook", name, "save it as .xlsx or .csv")
