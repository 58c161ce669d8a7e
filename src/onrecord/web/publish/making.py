"""Write the pages and files of a site: what is shown is gathered first, then each page is written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path

from onrecord.store.interface import CasefileView
from onrecord.views.books import used_by
from onrecord.views.looking import Looked
from onrecord.views.published.hiding import NOBODY
from onrecord.views.published.public import PublicView
from onrecord.web.publish import files, search
from onrecord.web.publish.entry_pages import EntryPages
from onrecord.web.publish.listed import Listed, listed, write_lists
from onrecord.web.publish.pages import Frame, Pages
from onrecord.web.publish.places import Places
from onrecord.web.publish.sections import Gathered, Section, gathered
from onrecord.web.publish.spoken import calling, who_is
from onrecord.web.publish.versions import Kept, Permanent, digest, public_log

_LATEST = 25
_LOG = 5


class Making:
    """Write one site."""

    def __init__(
        self, casefile: CasefileView, view: CasefileView, public: PublicView, links: Permanent, draft: Path,
        before: Path, at: datetime, step: Callable[[str], None],
    ) -> None:  # fmt: skip
        """Take what is shown, the links of the site, its new folder and the one that is there."""
        self._casefile, self._view, self._public, self._links = casefile, view, public, links
        self._draft, self._before, self._at, self._step = draft, before, at, step
        self.digests: dict[str, str] = {}  # of what is shown, by permanent link

    def write(self, title: str, address: str) -> None:
        """Write every page and file.

        Args:
            title: of the site.
            address: where it will stand on the web; "": it has no feed.
        """
        book, who = used_by(self._casefile), who_is(self._casefile)
        labels = {issue.id: issue.label for issue in book.issues}
        found = self._listed(labels)
        told = gathered(self._view, book, who, self._at.date())
        log = public_log(self._public, self._links, (each.row.id for each in found))
        navigation = _navigation(told.sections, found=bool(found), logged=bool(log))
        frame = Frame(title, self._at, calling(who), labels, navigation)
        pages = Pages(self._draft, frame, self._places(found, told), self._step)
        written = EntryPages(
            self._view, self._public, self._links, Kept(self._before, self._casefile, self._public), pages,
            self._at,
        )  # fmt: skip
        written.write(found, self.digests, told.conflicts)
        written.write_ended()
        write_lists(pages, found, told.held)
        for each in told.sections:
            values = {**each.values, "number": each.number}
            pages.write(each.path, each.template, each.heading, name=each.name, **values)
        pages.write("corrections.html", "log", "Corrections and withdrawals", log=log)
        self._search(pages, found)
        self._data(pages, found, told, address)
        self._front(pages, found, told, log)
        pages.put_assets()

    def _listed(self, labels: dict[str, str]) -> list[Listed]:
        """Return every entry as lists show it, in the order of days, and keep the digests."""
        look = Looked(self._view)
        entries: list[Listed] = []
        for entry in self._view.entries():
            link = self._links.link(entry.id)
            self.digests[link] = digest(entry, self._public.rules.decided(entry.id), look)
            entries += listed((entry,), labels)
        return entries

    def _places(self, found: Sequence[Listed], told: Gathered) -> Places:
        """Return which pages there are: actors and issues that have an entry or a position."""
        actors = {name for each in found for name in each.names} | told.held.by_holder.keys()
        issues = {issue for each in found for issue in each.issues} | told.held.by_subject.keys()
        return Places(
            {each.row.id: self._links.link(each.row.id) for each in found},
            dict.fromkeys(sorted(actors - NOBODY)),
            dict.fromkeys(sorted(issues)),
            {record: each.row.id for each in found for record in each.records},
        )

    def _search(self, pages: Pages, found: Sequence[Listed]) -> None:
        frame = pages.frame
        made = search.index(found, self._links.link, frame.called, frame.issue)
        pages.put(f"data/{search.INDEX}", made)
        pages.write("search.html", "search", "Search", index=f"data/{search.INDEX}", number=len(found))

    def _data(self, pages: Pages, found: Sequence[Listed], told: Gathered, address: str) -> None:
        written = files.write(self._view, told.calendar, self._draft / "data", self._public.ids)
        if address:
            written += files.write_feed(self._draft, pages.frame, address, found, pages.places)
        pages.write("data.html", "data", "Data", files=written)

    def _front(self, pages: Pages, found: Sequence[Listed], told: Gathered, log: Collection[object]) -> None:
        dated = sorted((each for each in found if each.first_day), key=_newest, reverse=True)
        latest = [*dated, *(each for each in found if not each.first_day)][:_LATEST]
        days = [each.first_day for each in dated]
        missing = [each.name.lower() for each in told.sections if not each.number]
        pages.write(
            "index.html", "front", pages.frame.title, rows=[each.row for each in latest],
            log=list(log)[:_LOG], total=len(found), sections=[each for each in told.sections if each.number],
            outlets=len({each.outlet for each in told.sources if each.outlet}),
            days="/".join(dict.fromkeys((days[-1], days[0]))) if days else "",
            missing=", ".join(missing),
            confirmed_alone=self._public.confirmed_alone,
        )  # fmt: skip


def _newest(each: Listed) -> tuple[str, str]:
    return each.first_day, each.row.id


def _navigation(sections: Sequence[Section], *, found: bool, logged: bool) -> tuple[tuple[str, str], ...]:
    """Return the pages that each page leads to: those that have something to show."""
    lists = (
        ("register/index.html", "Register"), ("actors.html", "Actors"), ("issues.html", "Issues"),
    )  # fmt: skip
    return (
        *(lists if found else ()),
        *((each.path, each.name) for each in sections if each.number),
        *((("search.html", "Search"),) if found else ()),
        *((("corrections.html", "Corrections"),) if logged else ()),
        *((("data.html", "Data"),) if found else ()),
    )
