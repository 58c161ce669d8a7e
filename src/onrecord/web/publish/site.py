"""Publish: look at what may be shown, write every page beside the site, and exchange the two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from onrecord.store.casefile import open_casefile
from onrecord.views.parts import Record
from onrecord.views.published.leaving import policy
from onrecord.views.published.policy import Out
from onrecord.views.published.public import public_view
from onrecord.views.wordings import counted
from onrecord.web.publish.folder import replacing
from onrecord.web.publish.making import Making
from onrecord.web.publish.versions import permanent

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """Say what a run of publishing came to."""

    folder: str
    confirmed_alone: bool
    entries: int
    pages: int
    bytes: int
    new_versions: int
    left_out: dict[str, int]  # by why

    def record(self) -> Record:
        """Return it as ``--json`` prints it."""
        return {
            "folder": self.folder,
            "confirmed_alone": self.confirmed_alone,
            "entries": self.entries,
            "pages": self.pages,
            "bytes": self.bytes,
            "new_versions": self.new_versions,
            "left_out": self.left_out,
        }

    def lines(self) -> list[str]:
        """Return it as lines for a person."""
        out = ", ".join(f"{number:,} {why}" for why, number in self.left_out.items() if number)
        return [
            f"{self.folder}: {counted(self.pages, 'page')}, {self.bytes / 1e6:.1f} MB; "
            f"{counted(self.entries, 'entry', 'entries')}, {self.new_versions:,} new or changed.",
            *([f"Left out: {out}."] if out else []),
        ]


def publish(
    location: str,
    out: Path,
    *,
    confirmed_alone: bool = True,
    title: str = "",
    address: str = "",
    step: Step = lambda what: None,
) -> Summary:
    """Write the site of a casefile in place of the one that is there.

    Args:
        location: of the casefile, which keeps which versions were published.
        out: the folder; its name is the site's, by which versions are counted.
        confirmed_alone: leave out what nobody confirmed or published.
        title: of the site.
        address: where it will stand on the web; "" leaves the feed out.
        step: is told each entry that is looked at and each page that is written.

    Raises:
        UsageError: the folder holds something else.
    """
    site = out.absolute()
    at = datetime.now(UTC)  # before decisions are read: none that is later has been heeded
    with open_casefile(location) as casefile, replacing(site) as draft:
        rules = policy(casefile)
        view, public = public_view(casefile, rules, confirmed_alone=confirmed_alone, noted=step)
        links = permanent(casefile, site.name)
        making = Making(casefile, view, public, links, draft, site, at, step)
        making.write(title or "What is on record", address.rstrip("/"))
        new = casefile.add_published(site.name, making.digests, at)
        files = [each for each in draft.rglob("*") if each.is_file()]
        left_out = {why.value: public.shown.out[why] for why in Out}
        return Summary(
            str(out), confirmed_alone, len(public.ids), sum(each.suffix == ".html" for each in files),
            sum(each.stat().st_size for each in files), len(new), left_out,
        )  # fmt: skip
