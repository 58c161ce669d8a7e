"""Keep decisions on publication and the versions of entries that were published: rows that are appended."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from onrecord.errors import UsageError
from onrecord.model import About, Place, PublishedVersion, Release, ReleaseKind
from onrecord.store.lending import Lender
from onrecord.store.schema_publishing import published_versions, releases

ID_LENGTH = 32
"""Hexadecimal digits of a release's id."""

_OWN = ("id", "kind", "entry", "at")
"""The fields of a release that have columns of their own."""


class PublishingReading(Lender):
    """Answer what a casefile is asked about publication; see ``PublishingView`` for each method."""

    def releases(self) -> tuple[Release, ...]:
        """Return every decision on publication, the oldest first, those that do not hold any more too."""
        with self._connection() as connection:
            return _releases(connection)

    def published_versions(self, site: str | None = None) -> tuple[PublishedVersion, ...]:
        """Return what was published when, the oldest first; ``site``: of one site alone."""
        query = select(published_versions).order_by(published_versions.c.key)
        if site is not None:
            query = query.where(published_versions.c.site == site)
        with self._connection() as connection:
            return tuple(_version(row) for row in connection.execute(query).mappings())


class PublishingWriting(Lender):
    """Keep what a casefile is told about publication; see ``PublishingWriter`` for each method."""

    def add_releases(self, given: Iterable[Release]) -> tuple[Release, ...]:
        """Append those decisions that are not there yet, all or, where it raises, none; return these."""
        kept = []
        with self._writing() as connection:
            known = {each.id: each for each in _releases(connection)}
            for each in given:
                if each.id in known:
                    continue
                _check(each, known)
                connection.execute(insert(releases).values(_values(each)))
                known[each.id] = each
                kept.append(each)
        return tuple(kept)

    def add_published(
        self, site: str, digests: Mapping[str, str], at: datetime
    ) -> tuple[PublishedVersion, ...]:
        """Append a version for each entry whose digest is not that of its last version; return these."""
        with self._writing() as connection:
            table = published_versions
            query = select(table).where(table.c.site == site).order_by(table.c.version)
            last = {row["entry"]: _version(row) for row in connection.execute(query).mappings()}
            made = [
                PublishedVersion(site, entry, last[entry].version + 1 if entry in last else 1, digest, at)
                for entry, digest in sorted(digests.items())
                if entry not in last or last[entry].digest != digest
            ]
            if made:
                connection.execute(insert(table), [asdict(each) | {"at": _plain(at)} for each in made])
        return tuple(made)


def sealed(release: Release) -> Release:
    """Return a decision on publication with the id that its content gives it: the same in every casefile."""
    held = asdict(release) | {"id": "", "at": release.at.astimezone(UTC).isoformat()}
    written = json.dumps(held, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return replace(release, id=hashlib.sha256(written.encode()).hexdigest()[:ID_LENGTH])


def holding(every: Iterable[Release]) -> tuple[Release, ...]:
    """Return the decisions on publication that hold: those that no other undoes, without those that undo."""
    given = tuple(every)
    undone = {each.undoes for each in given}
    return tuple(each for each in given if each.undoes is None and each.id not in undone)


def _check(release: Release, known: Mapping[str, Release]) -> None:
    if not release.by.strip():
        raise UsageError("a decision needs somebody who makes it", None, "say who you are with --by")
    if sealed(release).id != release.id:
        raise UsageError(f"decision {release.id} is not what it was when it was made", None, "leave it out")
    if release.undoes is not None and release.undoes not in known:
        raise UsageError(f"there is no decision {release.undoes!r} to undo", None, "see the log of decisions")
    if any(each.undoes == release.undoes for each in known.values() if release.undoes is not None):
        raise UsageError(f"decision {release.undoes} is undone already")


def _releases(connection: Connection) -> tuple[Release, ...]:
    found: Sequence[Release] = [_release(row) for row in connection.execute(select(releases)).mappings()]
    return tuple(sorted(found, key=lambda each: (each.at, each.id)))


def _values(release: Release) -> dict[str, Any]:
    body = {name: value for name, value in asdict(release).items() if name not in _OWN}
    return {
        "id": release.id,
        "kind": release.kind.value,
        "entry": release.entry,
        "at": _plain(release.at),
        "body": body,
    }


def _release(row: Mapping[Any, Any]) -> Release:
    body = dict(row["body"])
    place = body.pop("place")
    return Release(
        id=row["id"],
        kind=ReleaseKind(row["kind"]),
        entry=row["entry"],
        at=row["at"].replace(tzinfo=UTC),
        about=About(body.pop("about")),
        place=Place(**place) if place else None,
        **body,
    )


def _version(row: Mapping[Any, Any]) -> PublishedVersion:
    at = row["at"].replace(tzinfo=UTC)
    return PublishedVersion(row["site"], row["entry"], row["version"], row["digest"], at)


def _plain(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(tzinfo=None)
