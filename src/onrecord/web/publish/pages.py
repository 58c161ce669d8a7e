"""Write the pages of a site into a folder, each in the same frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from onrecord import __version__
from onrecord.web.assets import assets
from onrecord.web.choosing import issue_words
from onrecord.web.pages import templates
from onrecord.web.publish.places import Places, Relative
from onrecord.web.publish.spoken import in_words
from onrecord.web.saying_days import day_words

STYLES = tuple(f"css/{name}.css" for name in ("fonts", "record", "base", "entries", "standing", "plans"))
_LAST_STYLES = ("css/entry.css", "css/site.css")
SCRIPTS = ("js/find.js",)


@dataclass(frozen=True, slots=True)
class Frame:
    """Hold what every page of a site says around what it shows."""

    title: str
    at: datetime
    called: Callable[[str], str]
    labels: dict[str, str]  # of issues, by id
    navigation: Sequence[tuple[str, str]]  # addresses, and what they are called

    def issue(self, issue_id: str) -> str:
        """Return what an issue is called."""
        return self.labels.get(issue_id) or issue_words(issue_id)


class Pages:
    """Write pages and files of one site."""

    def __init__(self, draft: Path, frame: Frame, places: Places, step: Callable[[str], None]) -> None:
        self._draft, self.frame, self.places, self._step = draft, frame, places, step

    def write(self, path: str, template: str, heading: str, **values: object) -> None:
        """Write one page.

        Args:
            path: within the site.
            template: of ``templates/site``.
            heading: the page's one heading of the first order.
            values: what the template shows.
        """
        html = templates().get_template(f"site/{template}.html.j2").render(
            to=Relative(self.places, path.count("/")), heading=heading, site=self.frame.title, here=path,
            navigation=self.frame.navigation, at=self.frame.at, program=__version__,
            sheets=(*STYLES, *_LAST_STYLES), called=self.frame.called, day_words=day_words,
            day_of=lambda at: day_words(at.date().isoformat()),
            in_words=in_words(self.frame.called), issue_labels=self.frame.labels, **values,
        )  # fmt: skip
        self.put(path, html.encode())
        self._step(path)

    def put(self, path: str, content: bytes) -> None:
        """Write one file."""
        where = self._draft / path
        where.parent.mkdir(parents=True, exist_ok=True)
        where.write_bytes(content)

    def put_assets(self) -> None:
        """Write styles, letters and the script of the search."""
        for path, content in assets().items():
            if path in (*STYLES, *_LAST_STYLES, *SCRIPTS) or path.startswith("fonts/") or path == "mark.svg":
                self.put(f"static/{path}", content)
