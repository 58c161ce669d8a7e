"""Say what went wrong, where, and what to do: one line, no traceback."""

from __future__ import annotations


class OnrecordError(Exception):
    """Stop what was asked, with a line for the user: what happened, where, what to do next."""

    def __init__(self, what: str, where: str | None = None, remedy: str | None = None) -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        """Return the line that a user sees.

        >>> str(OnrecordError("is not a casefile", "notes.db", "name another file with --db"))
        'notes.db: is not a casefile; name another file with --db'
        """
        return f"{self.where}: {self.told}" if self.where else self.told

    @property
    def told(self) -> str:
        """Return what happened and what to do, for where it is plain what it is about."""
        return f"{self.what}; {self.remedy}" if self.remedy else self.what


class PageError(OnrecordError):
    """Set one page aside; the rest of the batch is read."""


class CasefileError(OnrecordError):
    """Report a casefile that cannot be opened, read or written."""


class UsageError(OnrecordError):
    """Report a request that cannot be carried out as it was put; the exit code is 2."""
