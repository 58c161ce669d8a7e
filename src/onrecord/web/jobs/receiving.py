"""Receive a form with files straight into the spool: none of them is ever held in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from typing import IO, Any

from fastapi import Request
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.exceptions import HTTPException

from onrecord.errors import UsageError
from onrecord.web.jobs.intake import Sent
from onrecord.web.jobs.spool import Spool, ending, shown_name
from onrecord.web.safety.rights import STALE

PASTED = 2_000_000
"""Bytes that a text may have which is pasted into a form."""
_FIELD = 4_096  # bytes of any other field
_FIELDS = 40
_HEADERS = 4_096  # bytes of one header of a part; the parser counts them
_TOLD = 500  # files not taken that are named one by one


@dataclass(frozen=True, slots=True)
class Most:
    """Say how much is taken at once."""

    files: int
    file: int  # bytes


@dataclass(slots=True)
class Received:
    """Hold what a form brought."""

    token: str  # of its files in the spool
    fields: dict[str, str] = field(default_factory=dict)
    files: list[Sent] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)  # names of files, and why

    @property
    def size(self) -> int:
        """Return how many bytes the files have together."""
        return sum(each.size for each in self.files)


async def received(request: Request, spool: Spool, most: Most, may: Callable[[str | None], bool]) -> Received:
    """Read a form of the kind multipart/form-data.

    Args:
        request: whose body is read.
        spool: keeps the files.
        most: how much is taken.
        may: tells whether the form may be sent, by its first field where that is the token of forms; asked
            before any file is kept.

    Raises:
        HTTPException: it may not be sent (403), is no such form (400) or too large (413); nothing is kept.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise HTTPException(400, "A form with files is expected.")
    parts = _Parts(spool, most, may)
    try:
        parser = MultipartParser(boundary, parts.callbacks(), max_size=float("inf"))
        async for chunk in request.stream():
            parser.write(chunk)
        parser.finalize()
        return parts.whole()
    except MultipartParseError as error:
        parts.forget()
        raise HTTPException(400, "The form was cut short or is damaged; send it again.") from error
    except BaseException:
        parts.forget()
        raise


class _Parts:
    """Take the parts of a form as they come."""

    def __init__(self, spool: Spool, most: Most, may: Callable[[str | None], bool]) -> None:
        self._spool, self._most, self._may = spool, most, may
        self._is_allowed = self._is_whole = False
        self.made = Received(spool.new())
        self._header, self._value, self._headers = b"", b"", Message()
        self._name = self._file_name = ""
        self._out: IO[bytes] | None = None
        self._called = ""
        self._size = self._count = 0
        self._held = bytearray()
        self._is_file = self._is_taken = False

    def callbacks(self) -> Any:
        """Return what the parser calls."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._more_header(data[start:end]),
            "on_header_value": lambda data, start, end: self._more_value(data[start:end]),
            "on_header_end": self._header_over,
            "on_headers_finished": self._headers_over,
            "on_part_data": lambda data, start, end: self._data(data[start:end]),
            "on_part_end": self._over,
            "on_end": self._ended,
        }

    def whole(self) -> Received:
        """Return what came, where all of it came."""
        self.allowed()
        if not self._is_whole:
            raise MultipartParseError("the form ends before its last boundary")
        return self.made

    def allowed(self) -> None:
        """Raise unless the form may be sent."""
        if not self._is_allowed:
            self._is_allowed = self._may(self.made.fields.get("csrf"))
        if not self._is_allowed:
            raise HTTPException(403, STALE)

    def forget(self) -> None:
        """Keep nothing."""
        if self._out is not None:
            self._out.close()
        self._spool.drop(self.made.token)

    def _begin(self) -> None:
        self._count += 1
        if self._count > 2 * self._most.files + _FIELDS:  # those that systems hide, and empty ones, too
            raise HTTPException(413, "The form has more parts than any of this app.")
        self._headers, self._header, self._value = Message(), b"", b""
        self._held, self._size, self._out = bytearray(), 0, None

    def _more_header(self, data: bytes) -> None:
        self._header += data
        self._check_headers()

    def _more_value(self, data: bytes) -> None:
        self._value += data
        self._check_headers()

    def _check_headers(self) -> None:
        if len(self._header) + len(self._value) > _HEADERS:
            raise HTTPException(400, "A part of the form has a header that is too long.")

    def _header_over(self) -> None:
        self._headers[self._header.decode("latin-1").lower()] = self._value.decode("latin-1")
        self._header, self._value = b"", b""

    def _headers_over(self) -> None:
        _, options = parse_options_header(self._headers.get("content-disposition", ""))
        self._name = options.get(b"name", b"").decode("utf-8", "replace")
        self._is_file = b"filename" in options
        self._file_name = options.get(b"filename", b"").decode("utf-8", "replace")
        self._is_taken = False
        if self._is_file and self._file_name:
            self.allowed()
            self._open()

    def _open(self) -> None:
        made = self.made
        if len(made.files) >= self._most.files:
            most = f"{self._most.files:,} files"
            raise HTTPException(413, f"At most {most} are taken at once; send the others after.")
        if shown_name(self._file_name).rpartition("/")[2].startswith("."):
            return  # what systems hide in folders
        try:
            ending(self._file_name)
        except UsageError as error:
            self._refuse(error.told)
            return
        self._called, self._out = self._spool.open_new(made.token, len(made.files) + 1, self._file_name)
        self._is_taken = True

    def _data(self, data: bytes) -> None:
        self._size += len(data)
        if not self._is_file:
            if self._size > (PASTED if self._name == "text" else _FIELD):
                raise HTTPException(413, f"The field {self._name[:40]!r} is longer than what is taken.")
            self._held += data
        elif self._is_taken and self._out is not None:
            if self._size <= self._most.file:
                self._out.write(data)
                return
            self._out.close()
            self._spool.path(self.made.token, self._called).unlink()
            self._is_taken, self._out = False, None
            most = self._most.file // 1_048_576
            self._refuse(f"has more than {most} MB; split it, or add it at the command line")

    def _over(self) -> None:
        made = self.made
        if not self._is_file:
            if len(made.fields) >= _FIELDS:
                raise HTTPException(413, "The form has more fields than any of this app.")
            told = self._held.decode("utf-8", "replace").replace("\r\n", "\n")
            made.fields.setdefault(self._name, told)
            if self._name == "csrf":
                self.allowed()
        elif self._is_taken and self._out is not None:
            self._out.close()
            self._out = None
            made.files.append(Sent(self._called, shown_name(self._file_name), self._size))

    def _ended(self) -> None:
        self._is_whole = True

    def _refuse(self, why: str) -> None:
        if len(self.made.refused) < _TOLD:
            self.made.refused.append((shown_name(self._file_name), why))
