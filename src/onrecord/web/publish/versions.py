"""Give entries permanent links with versions: what was shown, and what becomes of what is shown no more."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path

from onrecord.errors import UsageError
from onrecord.model import About, Entry, PublishedVersion, Release, ReleaseKind
from onrecord.store.interface import CasefileView
from onrecord.store.publishing import holding
from onrecord.views.entries import entry_record
from onrecord.views.looking import Asked
from onrecord.views.published import hiding
from onrecord.views.published.policy import Decided
from onrecord.views.published.public import PublicView

ENDED = '<body class="site ended">'
"""Stands in pages that say that something is not shown."""

HEEDED = timedelta(minutes=5)
"""After which a decision is sure to have been heeded, however near to it a run of publishing began."""

_TAG, _SPACE, _LINK = re.compile(r"<[^>]*>"), re.compile(r"\s+"), re.compile(r'href="(https?:[^"]*)"')

_NOT_SHOWN = ("aliases", "decided")
"""Fields of an entry that no page of a site shows."""


@dataclass(frozen=True, slots=True)
class Permanent:
    """Hold the links of a site: of entries by the id that they have now, and links that have no entry."""

    ids: Mapping[str, str]  # by present id, the id of the link
    moved: Mapping[str, str]  # by the id of a link, the present id of the entry that it is part of now
    gone: tuple[str, ...]  # links whose words no entry has any more
    last: Mapping[str, PublishedVersion]  # by the id of the link
    every: Mapping[str, tuple[PublishedVersion, ...]]

    def link(self, entry_id: str) -> str:
        """Return the id by which an entry is linked, for good."""
        return self.ids.get(entry_id, entry_id)


def permanent(casefile: CasefileView, site: str) -> Permanent:
    """Return which links a site gave out, and where they lead now."""
    every: dict[str, list[PublishedVersion]] = {}
    for each in casefile.published_versions(site):
        every.setdefault(each.entry, []).append(each)
    ids: dict[str, str] = {}
    moved: dict[str, str] = {}
    gone = []
    for link in sorted(every, key=lambda name: (every[name][0].at, name)):
        try:
            now = casefile.entry(link).id
        except UsageError:
            gone.append(link)
            continue
        if now in ids:
            moved[link] = now
        else:
            ids[now] = link
    held = {link: tuple(versions) for link, versions in every.items()}
    return Permanent(ids, moved, tuple(gone), {link: each[-1] for link, each in held.items()}, held)


def digest(entry: Entry, decided: Decided, look: Asked) -> str:
    """Return the digest of all that is shown of an entry."""
    held = {name: value for name, value in entry_record(entry, look).items() if name not in _NOT_SHOWN}
    held["replies"] = [[each.who, each.text, each.day] for each in decided.replies]
    held["corrections"] = [each.reason for each in decided.corrections]
    written = json.dumps(held, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


class Kept:
    """Give earlier versions of pages as the site before has them, but those that say too much by now."""

    def __init__(self, before: Path, casefile: CasefileView, public: PublicView) -> None:
        """Take the site before, the casefile with its decisions, and what may be shown."""
        self._before, self._shown = before, public.shown
        self._protects = public.rules.protects_sources
        decided = [each for each in holding(casefile.releases()) if each.about is About.SOURCES]
        self._of_all = [each.at for each in decided if each.entry is None]
        self._since: dict[str, list[datetime]] = {}
        for each in decided:
            if each.entry is not None and (now := _present(casefile, each.entry)):
                self._since.setdefault(now, []).append(each.at)

    def text(self, entry: str, link: str, version: PublishedVersion) -> str:
        """Return the page of an earlier version of an entry (by its present id); "" where it is not kept.

        It is not where it names whom nobody is to know, has words that are kept back, is older than the
        protection of the entry's sources, or says itself that nothing was shown.
        """
        old = self._before / "entry" / link / f"v{version.version}.html"
        if not old.is_file() or self._leads_to_sources(entry, version.at):
            return ""
        text = old.read_text("utf-8")
        said = _SPACE.sub(" ", unescape(_TAG.sub("", text)))
        back = any(words in said for words in self._shown.words_kept_back)
        return "" if back or ENDED in text or self._names_somebody(text, said) else text

    def _names_somebody(self, text: str, said: str) -> bool:
        names = self._shown.names
        if not names:
            return False
        links = (unescape(each) for each in _LINK.findall(text))
        return hiding.hidden(said, names) != said or any(hiding.names_somebody(each, names) for each in links)

    def _leads_to_sources(self, entry: str, at: datetime) -> bool:
        """Tell whether a version was published before its sources were protected."""
        if not self._protects(entry):
            return False
        return at < min([*self._of_all, *self._since.get(entry, [])]) + HEEDED


def _present(casefile: CasefileView, entry: str) -> str:
    try:
        return casefile.entry(entry).id
    except UsageError:
        return ""  # nothing stands on those words any more


@dataclass(frozen=True, slots=True)
class Noted:
    """Hold a line of the public log: no name of the desk is in it."""

    at: datetime
    link: str
    what: str
    reason: str


def public_log(public: PublicView, links: Permanent, shown: Iterable[str]) -> tuple[Noted, ...]:
    """Return corrections and withdrawals of what the site showed, the latest first."""
    known, found = set(shown), list[Noted]()
    for entry, decided in public.rules.entries.items():
        link = links.link(entry)
        if decided.hold is not None or (link not in links.last and entry not in known):
            continue
        made: list[Release] = list(decided.corrections)
        if decided.withdrawal is not None and link in links.last:
            made.append(decided.withdrawal)
        for each in made:
            what = "withdrawn" if each.kind is ReleaseKind.WITHDRAW else "corrected"
            found.append(Noted(each.at, link, what, hiding.hidden(each.reason, public.shown.names)))
    return tuple(sorted(found, key=lambda each: (each.at, each.link), reverse=True))
