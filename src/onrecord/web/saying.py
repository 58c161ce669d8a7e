"""Say what issues, documents and actors are called, for pages that name many of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.errors import UsageError
from onrecord.store.fold import fold
from onrecord.views.citing.citation import person
from onrecord.views.wordings import document_name
from onrecord.web.standing.who import Who, who_of

if TYPE_CHECKING:
    from onrecord.web.choosing import Chosen
    from onrecord.web.desk import Desk


@dataclass(frozen=True, slots=True)
class Saying:
    """Call things as the pages of one casefile do."""

    issues: Mapping[str, str]  # labels of the codebook, by id
    _who: Who
    _desk: Desk

    def called(self, name: str) -> str:
        """Return what an actor is called: a state by its name, unnamed people as such."""
        return self._who.called(name) or person(name)

    def called_so(self, typed: str | None) -> tuple[str, ...]:
        """Return the codes and acronyms on record that stand for a name with these words in it.

        The register has them as codes, so that looking for a part of their name does not find them.
        """
        wanted = fold(typed or "")
        if not wanted:
            return ()
        return tuple(
            name for name, called in self._codes().items() if wanted in called and wanted not in fold(name)
        )

    def _codes(self) -> dict[str, str]:
        """Return what every code on record stands for, folded; the most frequent first."""

        def made() -> dict[str, str]:
            counted = (
                self._desk.casefile.names_counted(role) for role in ("principals", "actors", "towards")
            )
            names = dict.fromkeys(name for some in counted for name, _ in some)
            return {name: fold(called) for name in names if (called := self._who.called(name))}

        return self._desk.kept("codes", (), made)

    def words(self, chosen: Chosen) -> dict[str, str]:
        """Return what the values of a choice are called: issues, names and documents."""
        chosen_names = (name for role in ("name", "behalf", "whom") for name in chosen.all(role))
        names = {name: self.called(name) for name in chosen_names}
        return {**self.issues, **names, **self._document(chosen.one("document"))}

    def _document(self, wanted: str | None) -> dict[str, str]:
        if wanted is None:
            return {}
        try:
            return {wanted: document_name(self._desk.casefile.summary(wanted))}
        except UsageError:  # the list says that there is none
            return {}


def saying(desk: Desk) -> Saying:
    """Return what calls things by the codebook and the facts of a casefile."""
    labels = desk.kept("labels", (), lambda: {each.id: each.label for each in desk.codebook().issues})
    return Saying(labels, who_of(desk), desk)
