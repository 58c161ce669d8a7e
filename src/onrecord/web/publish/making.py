"""Write the pages and files of a site into a folder."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from markupsafe import Markup

from onrecord import __version__
from onrecord.model import Position
from onrecord.store.interface import CasefileView
from onrecord.views.books import used_by
from onrecord.views.published import hiding
from onrecord.views.published.policy import Out
from onrecord.views.published.public import PublicView
from onrecord.views.report.content import Choice, gathered
from onrecord.views.report.entries import EntryShown, shown
from onrecord.views.report.page import shown_sections
from onrecord.views.report.pictured import Making as Drawing
from onrecord.web.assets import assets
from onrecord.web.choosing import issue_words
from onrecord.web.pages import templates
from onrecord.web.pictures import inline
from onrecord.web.publish import files
from onrecord.web.publish.places import Places, Relative, slug
from onrecord.web.publish.spoken import spoken
from onrecord.web.publish.versions import Permanent, digest, public_log

NAVIGATION = (
    ("register/index.html", "Register"),
    ("actors.html", "Actors"),
    ("issues.html", "Issues"),
    ("positions.html", "Positions"),
    ("shifts.html", "Shifts"),
    ("conflicts.html", "Conflicts"),
    ("proposals.html", "Proposals"),
    ("packages.html", "Packages"),
    ("pledges.html", "Pledges"),
    ("deadlines.html", "Deadlines"),
    ("calendar.html", "Calendar"),
    ("sources.html", "Sources"),
    ("corrections.html", "Corrections"),
    ("data.html", "Data"),
)
"""The pages that each page leads to."""

_SECTION = re.compile(r'<section id="(?P<id>[\w-]+)".*?</section>', re.DOTALL)
_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_STYLES = ("css/fonts.css", "css/record.css", "css/base.css", "css/pictures.css", "css/site.css")
_LATEST = 25

PAGES = {
    "positions": "Who stands where",
    "shifts": "Shifts",
    "conflicts": "Reports that cannot both hold",
    "proposals": "Proposals and answers",
    "packages": "Packages",
    "pledges": "Pledged against delivered",
    "deadlines": "Deadlines",
    "calendar": "Calendar",
    "sources": "Sources",
    "counts": "What the numbers count",
}
"""Sections of a report that are pages here, with what they are called."""


@dataclass(frozen=True, slots=True)
class Row:
    """Hold an entry as lists show it."""

    id: str
    month: str
    day: str
    who: str
    kind: str
    towards: str
    what: str
    status: str
    confirmed: bool
    amount: str
    names: tuple[str, ...]
    issues: tuple[str, ...]


class Making:
    """Write one site."""

    def __init__(
        self, casefile: CasefileView, view: CasefileView, public: PublicView, links: Permanent, draft: Path,
        before: Path, at: datetime, step: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._casefile, self._view, self._public, self._links = casefile, view, public, links
        self._draft, self._before, self._at, self._step = draft, before, at, step
        self._rules = public.rules
        self.digests: dict[str, str] = {}  # by permanent link
        self._places = Places({})
        self._title, self._said = "", spoken(casefile)

    def write(self, title: str, address: str) -> None:
        """Write every page and file.

        Args:
            title: of the site.
            address: where it will stand on the web; "": it has no feed.
        """
        self._title = title
        book = used_by(self._casefile)
        drawing = Drawing(self._view, book, Choice())
        rows = list(self._rows(drawing))
        actors = {name for row in rows for name in row.names}
        self._places = Places(
            {row.id: self._links.link(row.id) for row in rows},
            actors,
            {i for row in rows for i in row.issues},
        )
        log = public_log(self._rules, self._links, (row.id for row in rows))
        content = gathered(self._view, book, Choice(), self._step)
        sections = self._sections(drawing, content)
        self._entries(rows, drawing)
        self._ended()
        self._lists(rows, content.positions, drawing.labels)
        for name, heading in PAGES.items():
            self._page(f"{name}.html", "site/section.html.j2", heading, section=sections.get(name, Markup()))
        self._page("corrections.html", "site/log.html.j2", "Corrections and withdrawals", log=log)
        written = files.write(self._view, content.calendar, self._draft / "data", self._public.ids)
        if address:
            written += files.write_feed(self._draft, self._title, address, rows, self._places, self._at)
        self._page("data.html", "site/data.html.j2", "Data", files=written)
        self._page(
            "index.html", "site/front.html.j2", title, latest=sorted(rows, key=_latest)[:_LATEST],
            log=log[:5], covered=content.coverage, shifts=len(content.shifts),
            conflicts=len(content.conflicts), confirmed_alone=self._public.confirmed_alone,
        )  # fmt: skip
        self._styles()

    # Entries ------------------------------------------------------------------------------------------

    def _rows(self, drawing: Drawing) -> Iterator[Row]:
        """Yield every entry as lists show it, in the order of days."""
        for entry in self._view.entries():
            for each in shown([entry], self._view, drawing.look, confirmed_alone=False, tied=False):
                card, link = each.card, self._links.link(entry.id)
                self.digests[link] = digest(entry, self._rules.decided(entry.id), drawing.look)
                drawing.held.add(card.id)
                drawing.documents.update(dict.fromkeys(report.quoted.document for report in each.reports))
                yield Row(
                    card.id, each.month, card.day, self._said(card.who), card.kind, self._said(card.towards),
                    card.what, card.status,
                    card.confirmed, card.amount, tuple(dict.fromkeys((*entry.actors, *entry.principals))),
                    entry.issues,
                )  # fmt: skip

    def _entries(self, rows: list[Row], drawing: Drawing) -> None:
        """Write the page of every entry, and its versions."""
        by_id = {row.id: row for row in rows}
        ids = list(by_id)
        for at in range(0, len(ids), 200):
            found = self._view.entries_by_id(ids[at : at + 200])
            for each in shown(found, self._view, drawing.look, confirmed_alone=False):
                self._entry(each, by_id[each.card.id])

    def _entry(self, it: EntryShown, row: Row) -> None:
        link = self._places.entries[it.card.id]
        last = self._links.last.get(link)
        changed = last is None or last.digest != self.digests[link]
        number = (last.version if last else 0) + changed
        since = self._at if changed or last is None else last.at
        decided = self._rules.decided(it.card.id)
        values = {
            "it": it, "row": row, "link": link, "number": number, "since": since,
            "replies": [self._told(each.who, each.text, each.day) for each in decided.replies],
            "corrections": [(each.at, self._plain(each.reason)) for each in decided.corrections],
        }  # fmt: skip
        heading = f"{row.who}: {it.card.what}"
        kept = self._keep_versions(link, number)
        versions = [
            (each.version, each.at) for each in self._links.every.get(link, ()) if each.version in kept
        ]
        self._page(
            f"entry/{link}.html", "site/entry.html.j2", heading, versions=versions, whole=True, **values
        )
        self._page(
            f"entry/{link}/v{number}.html", "site/entry.html.j2", heading, versions=[], whole=False, **values
        )

    def _keep_versions(self, link: str, number: int) -> set[int]:
        """Take earlier versions over from the site before, but one that names whom nobody is to know."""
        names, kept = self._rules.every_name, set[int]()
        for version in range(1, number):
            old = self._before / "entry" / link / f"v{version}.html"
            if not old.is_file():
                continue
            text = old.read_text("utf-8")
            if hiding.hidden(text, names) != text or self._has_words_kept_back(text):
                continue
            new = self._draft / "entry" / link / old.name
            new.parent.mkdir(parents=True, exist_ok=True)
            new.write_text(text, "utf-8")
            kept.add(version)
        return kept

    def _has_words_kept_back(self, text: str) -> bool:
        plain = Markup(text).unescape()
        return any(words in plain for words in self._public.words_kept_back)

    def _told(self, who: str, text: str, day: str | None) -> tuple[str, str, str]:
        return self._plain(who), self._plain(text), day or ""

    def _plain(self, text: str) -> str:
        return hiding.hidden(text, self._rules.every_name)

    def _ended(self) -> None:
        """Write a page for each link whose entry is not shown any more: it says so, and why."""
        shown_links = set(self._places.entries.values())
        for link, now in self._links.moved.items():
            self._stub(link, "moved", now if now in self._places.entries else "")
        for link in self._links.gone:
            self._stub(link, "gone")
        for entry, link in self._links.ids.items():
            if link in shown_links:
                continue
            decided = self._rules.decided(entry)
            if decided.hold is None and decided.withdrawal is not None:
                reason, at = self._plain(decided.withdrawal.reason), decided.withdrawal.at
                self._stub(link, "withdrawn", "", reason, at)
            else:
                kept_back = self._public.withheld.get(entry) in (Out.HELD, Out.DELAYED)
                self._stub(link, "held" if kept_back else "gone")

    def _stub(self, link: str, why: str, now: str = "", reason: str = "", at: datetime | None = None) -> None:
        values = {"why": why, "now": now, "reason": reason, "on": at, "link": link}
        heading = {"withdrawn": "Withdrawn", "moved": "Now part of another entry"}.get(why, "Not shown")
        self._page(f"entry/{link}.html", "site/ended.html.j2", heading, **values)
        for version in self._links.every.get(link, ()):
            self._page(f"entry/{link}/v{version.version}.html", "site/ended.html.j2", heading, **values)

    # Lists ----------------------------------------------------------------------------------------------

    def _lists(self, rows: list[Row], positions: list[Position], labels: dict[str, str]) -> None:
        """Write the register by month, and the pages of actors and issues."""
        months, who, issues = (defaultdict[str, list[Row]](list) for _ in range(3))
        for row in rows:
            months[row.month or "undated"].append(row)
            for name in row.names:
                who[name].append(row)
            for issue in row.issues:
                issues[issue].append(row)
        index = [(month, f"register/{month}.html", len(found)) for month, found in sorted(months.items())]
        self._page("register/index.html", "site/index.html.j2", "Register", index=index, what="Month")
        for month, found in months.items():
            self._list(f"register/{month}.html", f"Register, {month}", found)
        holders, subjects = defaultdict[str, list[Position]](list), defaultdict[str, list[Position]](list)
        for each in positions:
            holders[each.holder].append(each)
            subjects[each.subject].append(each)
        for name, found in who.items():
            self._list(f"actor/{slug(name)}.html", self._said(name), found, holders.get(name, []), labels)
        for issue, found in issues.items():
            heading = labels.get(issue) or issue_words(issue)
            self._list(f"issue/{slug(issue)}.html", heading, found, subjects.get(issue, []), labels)
        by_name = [
            (self._said(n), f"actor/{slug(n)}.html", len(f)) for n, f in sorted(who.items(), key=_most)
        ]
        self._page("actors.html", "site/index.html.j2", "Actors", index=by_name, what="Actor")
        named = sorted(
            (labels.get(i) or issue_words(i), f"issue/{slug(i)}.html", len(f)) for i, f in issues.items()
        )
        self._page("issues.html", "site/index.html.j2", "Issues", index=named, what="Issue")

    def _list(
        self, path: str, heading: str, rows: list[Row], positions: list[Position] | None = None,
        labels: dict[str, str] | None = None,
    ) -> None:  # fmt: skip
        self._page(
            path, "site/list.html.j2", heading, rows=rows, positions=positions or [], labels=labels or {}
        )

    def _sections(self, drawing: Drawing, content: object) -> dict[str, Markup]:
        """Return the sections of a report, each to be a page."""
        told = shown_sections(self._view, Choice(), content, drawing)  # type: ignore[arg-type]
        html = templates().get_template("report.html.j2").render(
            **told, page=_NoFrame(), months=[], many=False, further=list,
            sources=lambda: sorted(self._view.summaries(), key=lambda each: (each.published or "9", each.id)),
        )  # fmt: skip
        html = _SVG.sub(lambda found: str(inline(found.group().encode())), html)
        return {found["id"]: Markup(found.group()) for found in _SECTION.finditer(html)}  # our own markup

    # Files ----------------------------------------------------------------------------------------------

    def _page(self, path: str, template: str, heading: str, **values: object) -> None:
        """Write one page."""
        to = Relative(self._places, path.count("/"))
        if isinstance(section := values.get("section"), Markup):
            values["section"] = Markup(to.led(str(section)))
        html = templates().get_template(template).render(
            to=to, heading=heading, site=self._title, navigation=NAVIGATION, here=path, at=self._at,
            program=__version__, styles=_STYLES, said=self._said, issue_words=issue_words, **values,
        )  # fmt: skip
        self._put(path, to.led(html).encode())
        self._step(path)

    def _put(self, path: str, content: bytes) -> None:
        where = self._draft / path
        where.parent.mkdir(parents=True, exist_ok=True)
        where.write_bytes(content)

    def _styles(self) -> None:
        for path, content in assets().items():
            if path in _STYLES or path.startswith("fonts/") or path == "mark.svg":
                self._put(f"static/{path}", content)


@dataclass(frozen=True, slots=True)
class _NoFrame:
    """Stand for what the frame of a report says, of which no page has anything."""

    title: str = ""
    kicker: str = ""
    foot: str = ""
    lede: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def _latest(row: Row) -> tuple[bool, list[int], str]:
    return not row.month, [-ord(each) for each in row.day], row.id


def _most(item: tuple[str, list[Row]]) -> tuple[int, str]:
    return -len(item[1]), item[0]
