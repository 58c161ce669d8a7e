"""Make what every visit asks for before somebody waits for it: at the start, and after changes."""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError
from onrecord.store.entry_filters import EntryFilter
from onrecord.web import front_page
from onrecord.web.pages import templates
from onrecord.web.reading.sources import overview
from onrecord.web.routes import actors, deadlines, front, issues, matrix, packages, proposals
from onrecord.web.routes.conflicts import all_conflicts
from onrecord.web.saying import saying

if TYPE_CHECKING:
    from onrecord.web.desk import Desk

LOG = logging.getLogger("onrecord.web")
REST = 5.0
"""Seconds without a change after which what is kept is made anew: not while a batch is being added."""
CALM = 6
"""Rests after which lists that are dear are made anew: not between two decisions of somebody who reviews."""
BETWEEN = 0.1
"""Seconds at most between two steps, in which whoever asks for a page comes first."""

Step = Callable[[], object]


def steps(desk: Desk) -> Iterator[Step]:
    """Yield what makes what most pages ask for, unless it is kept already."""
    yield desk.casefile.hold_facets
    yield partial(saying, desk)
    yield partial(_template, "shell.html.j2")
    yield lambda: desk.kept("coverage", (), lambda: front_page.coverage(desk.casefile))
    yield lambda: desk.kept("register", EntryFilter(), lambda: desk.casefile.entry_facets(EntryFilter()))
    yield partial(front.first_front, desk)
    for name in templates().list_templates(["j2"]):
        yield partial(_template, name)
    yield partial(all_conflicts, desk)


def further_steps(desk: Desk) -> Iterator[Step]:
    """Yield what makes what the first look at some pages asks for: lists that are dear."""
    yield partial(actors.all_lines, desk)
    yield partial(actors.towards_counted, desk)
    yield partial(issues.all_lines, desk)
    yield partial(matrix.days_told, desk)
    yield partial(overview, desk)
    yield partial(proposals.first_proposals, desk)
    yield partial(packages.first_packages, desk)
    yield partial(deadlines.first_deadlines, desk)


def _template(name: str) -> None:
    """Make a template ready; the second time it is at hand."""
    templates().get_template(name)


def settled() -> None:
    """Take what is at hand now out of what is searched for garbage later on.

    It lasts, and searching all of it took up to half a second of whatever page was being made just then. What
    was taken out before is searched once more here: of it what the casefile has moved on from is garbage now.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def warm(some: Iterable[Step], over: threading.Event | None = None) -> None:
    """Take steps, resting after each as long as it took; stop where it is over."""
    waiting = over or threading.Event()
    for step in some:
        began = time.monotonic()
        step()
        if waiting.wait(min(BETWEEN, time.monotonic() - began)):
            return


class Warming:
    """Keep a desk warm in a thread of its own, until it is told to stop."""

    def __init__(self, desk: Desk, then: Callable[[], object] | None = None) -> None:
        """Hold what is kept warm, and what else to begin once the first pages have what they need."""
        self._desk = desk
        self._then = then
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="warming", daemon=True)

    def start(self) -> None:
        """Begin with what is needed first."""
        self._thread.start()

    def stop(self) -> None:
        """End when the step that is under way is made."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        made: dict[int, int] = {}
        seen, still = -1, 0
        while not self._over.is_set():
            try:
                now = self._desk.revision()
                still = still + 1 if now == seen else 0
                seen = now
                for place, (some, calm) in enumerate(((steps, 1), (further_steps, CALM))):
                    if made.get(place) != now and (place not in made or still >= calm):
                        warm(some(self._desk), self._over)
                        settled()
                        made[place] = now
                    if self._then is not None and not self._over.is_set():
                        then, self._then = self._then, None
                        then()
            except OnrecordError as error:
                LOG.warning("nothing was made ahead: %s", error)  # the page that needs it says what is wrong
            self._over.wait(REST)
