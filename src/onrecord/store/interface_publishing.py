"""Say what a casefile can be asked and told about publication: decisions, and versions that went out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from onrecord.model import PublishedVersion, Release


class PublishingView(Protocol):
    """Ask a casefile what was decided about publication."""

    def releases(self) -> tuple[Release, ...]:
        """Return every decision on publication, the oldest first, those that do not hold any more too."""
        ...

    def published_versions(self, site: str | None = None) -> tuple[PublishedVersion, ...]:
        """Return what was published when, the oldest first; ``site``: of one site alone."""
        ...


class PublishingWriter(Protocol):
    """Tell a casefile what was decided about publication, and what went out."""

    def add_releases(self, given: Iterable[Release]) -> tuple[Release, ...]:
        """Append those decisions that are not there yet, all or, where it raises, none; return these."""
        ...

    def add_published(
        self, site: str, digests: Mapping[str, str], at: datetime
    ) -> tuple[PublishedVersion, ...]:
        """Append a version for each entry whose digest is not that of its last version; return these."""
        ...
