"""Write the page of every entry with its versions, and of every link whose entry is not shown any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from onrecord.model import Entry
from onrecord.store.interface import CasefileView
from onrecord.views.looking import Looked
from onrecord.views.published import hiding
from onrecord.views.published.public import PublicView
from onrecord.views.ties import linked
from onrecord.views.wordings import OUTLET, proposition_of
from onrecord.web import entry_parts
from onrecord.web.entry_page import Beginning, beginnings, telling
from onrecord.web.publish.listed import Listed
from onrecord.web.publish.pages import Pages
from onrecord.web.publish.versions import Kept, Permanent
from onrecord.web.standing.conflicts import ConflictShown

_CHUNK = 200


@dataclass(frozen=True, slots=True)
class Tie:
    """Hold that an entry is tied to another one."""

    told: str
    id: str
    who: tuple[str, ...]
    what: str


@dataclass(frozen=True, slots=True)
class EntryShown:
    """Hold what the page of an entry shows besides its line."""

    beginnings: tuple[Beginning, ...]
    ladders: tuple[entry_parts.Ladder, ...]
    wordings: tuple[entry_parts.Wording, ...]
    ties: tuple[Tie, ...]
    disputes: tuple[ConflictShown, ...]


class EntryPages:
    """Write the pages of entries."""

    def __init__(
        self, view: CasefileView, public: PublicView, links: Permanent, kept: Kept, pages: Pages, at: datetime
    ) -> None:
        """Take what is shown (``view``, ``public``), links and earlier versions, and where pages go."""
        self._view, self._public, self._links, self._kept = view, public, links, kept
        self._pages, self._at = pages, at

    def write(
        self, found: Sequence[Listed], digests: Mapping[str, str], conflicts: Iterable[ConflictShown]
    ) -> None:
        """Write the page of every entry and its versions; ``digests``: of what is shown, by link."""
        disputes: dict[str, list[ConflictShown]] = {}
        for each in conflicts:
            for row in each.entries:
                disputes.setdefault(row.id, []).append(each)
        by_id = {each.row.id: each for each in found}
        for entry, shown in self._shown(list(by_id), disputes):
            link = self._links.link(entry.id)
            self._entry(entry, by_id[entry.id], shown, link, digests[link])

    def _shown(
        self, ids: Sequence[str], disputes: Mapping[str, Sequence[ConflictShown]]
    ) -> Iterator[tuple[Entry, EntryShown]]:
        look, left = Looked(self._view), iter(ids)
        while some := list(islice(left, _CHUNK)):
            entries = self._view.entries_by_id(some)
            documents = {report.act.document for each in entries for report in each.reports}
            began = {each for entry in entries for each in entry.origins if not each.startswith(OUTLET)}
            look.look_ahead(self._view, documents | began)
            ties = self._ties(entries)
            for entry in entries:
                tellings = [telling(at, report, look, None) for at, report in enumerate(entry.reports, 1)]
                yield (
                    entry,
                    EntryShown(
                        tuple(beginnings(entry, tellings, look)),
                        tuple(entry_parts.ladders(entry, look)),
                        tuple(entry_parts.wordings(entry, look)),
                        tuple(ties(entry)),
                        tuple(disputes.get(entry.id, ())),
                    ),
                )

    def _ties(self, entries: Sequence[Entry]) -> Callable[[Entry], Iterator[Tie]]:
        """Return what gives the ties of some entries, looked up together."""
        links = self._view.links_of([each.id for each in entries])
        held = {each.id: each for each in entries}
        far = {end for link in links for end in (link.source, link.target)} - held.keys()
        others = held | {each.id: each for each in self._view.entries_by_id(far)}

        def of(entry: Entry) -> Iterator[Tie]:
            for link in links:
                if entry.id not in (link.source, link.target):
                    continue
                outwards = link.source == entry.id
                other = others[link.target if outwards else link.source]
                answer = link.answer.value if link.answer else None
                told = linked(link.kind, answer, outwards=outwards)
                yield Tie(told, other.id, other.actors, proposition_of(other))

        return of

    def _entry(self, entry: Entry, it: Listed, shown: EntryShown, link: str, digest: str) -> None:
        last = self._links.last.get(link)
        changed = last is None or last.digest != digest
        number = (last.version if last else 0) + changed
        since = self._at if changed or last is None else last.at
        decided = self._public.rules.decided(entry.id)
        values = {
            "it": it, "row": it.row, "shown": shown, "link": link, "number": number, "since": since,
            "reports": len(entry.reports),
            "replies": [(self._plain(e.who), self._plain(e.text), e.day) for e in decided.replies],
            "corrections": [(each.at, self._plain(each.reason)) for each in decided.corrections],
        }  # fmt: skip
        heading = self._heading(it)
        versions = []
        for each in self._links.every.get(link, ()):
            if each.version >= number:
                continue
            text = self._kept.text(entry.id, link, each)
            if text:
                self._pages.put(f"entry/{link}/v{each.version}.html", text.encode())
                versions.append((each.version, each.at))
            else:
                self._stub(f"entry/{link}/v{each.version}.html", "version", link=link, on=each.at)
        for path, whole in ((f"entry/{link}.html", True), (f"entry/{link}/v{number}.html", False)):
            self._pages.write(path, "entry", heading, versions=versions, whole=whole, **values)

    def _heading(self, it: Listed) -> str:
        called = self._pages.frame.called
        who = ", ".join(map(called, it.row.who)) or "Who is undecided"
        return f"{who}, {it.row.kind}: {''.join(words for words, _ in it.row.what)}"

    def _plain(self, text: str) -> str:
        return hiding.hidden(text, self._public.shown.names)

    # What is shown no more --------------------------------------------------------------------------

    def write_ended(self) -> None:
        """Write a page for each link whose entry is not shown any more: it says so, and why."""
        shown = set(self._pages.places.entries.values())
        for link, now in self._links.moved.items():
            self._ended(link, "moved", now=now)
        for link in self._links.gone:
            self._ended(link, "gone")
        for entry, link in self._links.ids.items():
            if link in shown:
                continue
            decided = self._public.rules.decided(entry)
            if decided.hold is None and decided.withdrawal is not None:
                reason = self._plain(decided.withdrawal.reason)
                self._ended(link, "withdrawn", reason=reason, on=decided.withdrawal.at)
            else:
                self._ended(link, "held")

    def _ended(self, link: str, why: str, **values: object) -> None:
        self._stub(f"entry/{link}.html", why, link=link, **values)
        for version in self._links.every.get(link, ()):
            self._stub(f"entry/{link}/v{version.version}.html", why, link=link, **values)

    def _stub(self, path: str, why: str, **values: object) -> None:
        headings = {
            "withdrawn": "Withdrawn", "moved": "Now part of another entry",
            "version": "A version that is not shown any more",
        }  # fmt: skip
        told = {"now": "", "reason": "", "on": None, **values}
        self._pages.write(path, "ended", headings.get(why, "Not shown"), why=why, **told)
