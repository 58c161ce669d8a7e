"""Hold what pages ask: the casefile as people decided on it, its codebook, and what is dear to make."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar, cast

from fastapi import Depends, Request

from onrecord.review.view import ReviewedView
from onrecord.store.casefile import open_casefile
from onrecord.web.caching import Kept

if TYPE_CHECKING:
    from onrecord.codebook.records import Codebook
    from onrecord.store.interface import CasefileStore
    from onrecord.web.settings import Settings

T = TypeVar("T")

WRITING_PATIENCE = 30.0
"""Seconds that a decision waits for another program that is writing into the casefile."""


class Desk:
    """Lend a casefile to pages: many may read at once, one writes at a time."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        open_casefile(settings.location, create=True).close()  # made, and brought up to date
        self.casefile: CasefileStore = open_casefile(settings.location, read_only=True)
        self._writer: CasefileStore | None = None
        self._writes = threading.Lock()
        self._kept = Kept()
        self._lasting: dict[object, object] = {}
        self._guard = threading.Lock()

    @property
    def name(self) -> str:
        """Return what the casefile is called: the name of its file, or of its database."""
        return Path(self.casefile.location).stem

    def view(self) -> ReviewedView:
        """Return the casefile as people decided on it; for one request, since it keeps what it has seen."""
        return ReviewedView(self.casefile)

    @contextmanager
    def writing(self) -> Iterator[CasefileStore]:
        """Lend the casefile to change it, to one thread at a time; what is kept is made anew afterwards.

        Raises:
            CasefileError: another program writes for longer than ``WRITING_PATIENCE``.
        """
        with self._writes:
            if self._writer is None:
                self._writer = open_casefile(self.settings.location, patience=WRITING_PATIENCE)
            try:
                yield self._writer
            finally:
                self._kept.changed()

    def revision(self) -> int:
        """Return a number that is another after every change of the casefile."""
        return self.casefile.revision()

    def kept(self, name: str, params: Hashable, make: Callable[[], T]) -> T:
        """Return what is dear to make, as it was made for this state of the casefile."""
        return self._kept.get((name, params), self.revision(), make)

    def at_hand(self, name: str, params: Hashable) -> bool:
        """Tell whether ``kept`` has something without making it."""
        return self._kept.at_hand((name, params), self.revision())

    def lasting(self, kind: type[T], make: Callable[[], T]) -> T:
        """Return the one thing of a kind that all pages share, whatever the casefile's state."""
        with self._guard:
            if kind not in self._lasting:
                self._lasting[kind] = make()
            return cast(T, self._lasting[kind])

    def codebook(self) -> Codebook:
        """Return the codebook that the casefile is read with."""
        from onrecord.views import books

        return self.kept("codebook", (), lambda: books.used_by(self.casefile))

    def close(self) -> None:
        """Give back what is held open."""
        self.casefile.close()
        if self._writer is not None:
            self._writer.close()


def desk_of(request: Request) -> Desk:
    """Return the desk of the app that was asked."""
    return cast(Desk, request.app.state.desk)


FromDesk = Annotated[Desk, Depends(desk_of)]
"""The desk, as a parameter of a route."""
