"""Ask a casefile what proposals are shown with, much of it at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from onrecord.model import Position, SubjectKind
from onrecord.store.entry_filters import EntryFilter
from onrecord.store.interface import CasefileView
from onrecord.store.interface_shown import PositionFilter
from onrecord.views.looking import Looked
from onrecord.views.proposals.threads import Gathered

UNNAMED = ("group:", "anon:")
"""What names begin with that are none."""
_STATE = re.compile(r"[A-Z]{3}")
_NAMES = 4_096  # of which it is kept whether they act


class Asking:
    """Ask a casefile, keeping the answers at hand."""

    def __init__(self, casefile: CasefileView) -> None:
        self.casefile, self.look = casefile, Looked(casefile)
        self.acts = lru_cache(maxsize=_NAMES)(self._acts)
        self._shifts: dict[tuple[str, str], list[Position]] = {}
        self._some: dict[str, str] = {}  # the latest day asked for of which there are words, or later ones
        self._none: dict[str, str] = {}  # the earliest of which there are none

    def look_ahead(self, threads: Sequence[Gathered]) -> None:
        """Look up at once what threads need: the pages that report them, and shifts of those who answer."""
        entries = [e for each in threads for e in (*each.versions, *each.parts)]
        answers = [each.sources[link.source] for each in threads for link in each.answers]
        reports = [report for entry in (*entries, *answers) for report in entry.reports]
        pages = [report.act.document for report in reports]
        self.look.look_ahead(self.casefile, [*pages, *(o for entry in entries for o in entry.origins)])
        holders = dict.fromkeys(name for entry in answers for name in entry.principals or entry.actors)
        subjects = dict.fromkeys(entry.issues[0] for entry in entries if entry.issues)
        self._shifts = {}
        if holders and subjects:
            where = PositionFilter(
                holders=tuple(holders), subjects=tuple(subjects), about=SubjectKind.ISSUE, shifted=True,
                since_from=min((e.last_day for e in answers if e.last_day), default="")[:7] or None,
            )  # fmt: skip
            for each in self.casefile.positions(where):
                self._shifts.setdefault((each.holder, each.subject), []).append(each)

    def shifts(self, holder: str, subject: str) -> Sequence[Position]:
        """Return the shifts, since answers began, of somebody who answers on the first issue of a version."""
        return self._shifts.get((holder, subject), ())

    def speaks_since(self, name: str, day: str | None) -> bool:
        """Tell whether there is a word of somebody on record of this day or later."""
        if day is None:
            return False
        some, none = self._some.get(name, ""), self._none.get(name, "9999-99-99")
        if some < day < none:  # later than a day with words after it, earlier than one without
            found = self.casefile.acts_since(name, day)
            (self._some if found else self._none)[name] = day
            return found
        return day <= some

    def _acts(self, name: str) -> bool:
        """Tell whether somebody is named who acts: a state, or who does something elsewhere on record."""
        if name.startswith(UNNAMED):
            return False
        if _STATE.fullmatch(name):
            return True
        return next(self.casefile.entry_heads(EntryFilter(principals=(name,))), None) is not None
