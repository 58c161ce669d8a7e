"""Give entries permanent links with versions: what was shown, and what becomes of what is shown no more."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from onrecord.errors import UsageError
from onrecord.model import Entry, PublishedVersion, Release, ReleaseKind
from onrecord.store.interface import CasefileView
from onrecord.views.entries import entry_record
from onrecord.views.looking import Asked
from onrecord.views.published.policy import Decided, Policy

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


@dataclass(frozen=True, slots=True)
class Noted:
    """Hold a line of the public log: no name of the desk is in it."""

    at: datetime
    link: str
    what: str
    reason: str


def public_log(rules: Policy, links: Permanent, shown: Iterable[str]) -> tuple[Noted, ...]:
    """Return corrections and withdrawals of what the site showed, the latest first."""
    known, found = set(shown), list[Noted]()
    for entry, decided in rules.entries.items():
        link = links.link(entry)
        if link not in links.last and entry not in known:
            continue
        made: list[Release] = list(decided.corrections)
        if decided.withdrawal is not None and link in links.last:
            made.append(decided.withdrawal)
        if decided.hold is not None:
            continue
        found += [
            Noted(
                each.at, link, "withdrawn" if each.kind is ReleaseKind.WITHDRAW else "corrected", each.reason
            )
            for each in made
        ]
    return tuple(sorted(found, key=lambda each: (each.at, each.link), reverse=True))
