"""Open a casefile from Python, and ask it: each view is an Arrow table with the columns of its export."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from onrecord.api.shown import Shown
from onrecord.errors import UsageError
from onrecord.store.casefile import open_casefile

if TYPE_CHECKING:
    from onrecord.views.citing.citation import Citation
    from onrecord.views.parts import Record


class Casefile(Shown):
    """Look at a casefile; leaving its ``with`` block closes it.

    Every view returns a ``pyarrow.Table`` with the columns that docs/formats.md describes, the same whether
    there are rows or none: ``.to_pandas()``, ``polars.from_arrow(...)`` and others take it on. Filters are
    keyword arguments; what takes several values takes one as well. Days are EDTF (``"2031-05"``) or dates.
    """

    def __init__(self, location: str | Path) -> None:
        super().__init__(open_casefile(str(location), read_only=True))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<onrecord casefile {self.location}>"

    @property
    def location(self) -> str:
        """Return where it lies, without a password."""
        return self._store.location

    def close(self) -> None:
        """Give back what it holds open."""
        self._store.close()

    def entry(self, wanted: str) -> Record:
        """Return one entry with its reports, steps and links, as ``onrecord show entry --json`` prints it.

        Args:
            wanted: its id, an id that it had, or a beginning of one that only one entry has.

        Raises:
            UsageError: there is none, or several begin so.
        """
        from onrecord.views.entries import entry_record, link_record
        from onrecord.views.looking import Looked

        found = self._store.entry(wanted)
        links = self._store.entry_links(found.id)
        ids = {each for link in links for each in (link.source, link.target)}
        known = {each.id: each for each in self._store.entries_by_id(ids)}
        made = entry_record(found, Looked(self._store))
        return made | {"links": [link_record(link, known) for link in links]}

    def cite(self, wanted: str, style: str = "text") -> str:
        """Return a citation of an entry or a document, to paste.

        Args:
            wanted: the id of an entry or document, or a beginning of one.
            style: "text", "markdown", "bibtex" or "csl-json".
        """
        from onrecord.views.citing import styles as citation_styles

        if style == "csl-json":
            return json.dumps([citation_styles.csl(self._citation(wanted))], ensure_ascii=False, indent=1)
        if style not in citation_styles.PARAGRAPHS:
            known = ", ".join((*citation_styles.PARAGRAPHS, "csl-json"))
            raise UsageError(f"there is no style {style!r}", None, f"there are {known}")
        return citation_styles.PARAGRAPHS[style](self._citation(wanted))

    def _citation(self, wanted: str) -> Citation:
        from onrecord.views.citing.citation import casefile_name, cite_document, cite_entry

        name = casefile_name(self.location)
        try:
            entry = self._store.entry(wanted)
        except UsageError as no_entry:
            try:
                page = self._store.summary(wanted)
            except UsageError:
                raise no_entry from None
            return cite_document(page, self._store, name)
        return cite_entry(entry, self._store, name)
