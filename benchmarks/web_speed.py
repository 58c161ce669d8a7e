"""Time the pages of the web app on a casefile of 100,000 statements, against an empty page of the same app.

usage: python benchmarks/web_speed.py --folder DIR [--statements 100000] [--looks 24] [--readers 50]
                                      [--only NAME] [--at-once] [--smoke]

The casefile is invented (``_made_casefile.py``), made once and kept in the folder; the app runs as ``onrecord
serve`` runs it, in a process of its own. Every kind of page is asked for with so many different things (other
entries, actors, months, words), each for the first time and then once more: "first" are the times of the
first, when nothing of it was kept, "again" those of the second. A page that takes no parameter is made anew
for its first look alone. Times are the server's own (``Server-Timing``: from the request to the head of the
response), so that neither the network nor this program is in them. The empty page is /help, which asks the
casefile for nothing: medians and 95th percentiles are shown in milliseconds and as multiples of its own.
The server has been up for a while then: what it makes ahead is made (``--at-once`` asks while it is not).

Then so many readers ask for random pages of a casefile of half of the example articles while ``onrecord add``
reads the other half into it: every answer that is no page is counted, and so is every page that took over ten
seconds. (The invented casefile lacks what deriving looks at: adding to it would derive all of it anew.)

Where a Chromium is found, the largest contentful paint of some pages is taken (cold cache, this machine), and
what a page weighs with all that it loads.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from _made_casefile import made
from _setting import ROOT, conditions

EMPTY = "empty page"
UP = 60.0
"""Seconds after its start from which a server of 100,000 statements has made ahead what it makes ahead."""
SLOW = 10.0
"""Seconds that a reader waits before giving up in earnest."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what came of one request."""

    status: int
    took: float  # milliseconds of the server
    size: int


def main() -> None:
    """Print the figures."""
    given = _arguments()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) if given.smoke or given.folder is None else given.folder
        path = made(folder, 2_000 if given.smoke else given.statements)
        print(conditions(f"invented, {path.stem}"))
        looks = 2 if given.smoke else given.looks
        with served(path) as home:
            time.sleep(0 if given.smoke or given.at_once else UP)
            times(home, chosen(path, looks, given.only))
        if given.only is None:
            with tempfile.TemporaryDirectory() as beside:
                together(Path(beside) / "examples.db", 4 if given.smoke else given.readers, looks)
            paints(path, given.smoke)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, help="where the casefile is kept")
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--looks", type=int, default=24, help="different things asked of each kind of page")
    parser.add_argument("--readers", type=int, default=50, help="at once")
    parser.add_argument("--only", metavar="NAME", help="pages whose name has this alone")
    parser.add_argument("--at-once", action="store_true", help="ask while the server still makes ahead")
    parser.add_argument("--smoke", action="store_true", help="a small casefile, few looks")
    return parser.parse_args()


def chosen(path: Path, looks: int, only: str | None) -> dict[str, list[str]]:
    """Return the addresses to ask for, by kind of page; each kind with different things."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as data:
        found = pages(Things(data, looks))
    return {name: each for name, each in found.items() if only is None or only in name or name == EMPTY}


class Things:
    """Draw things of each kind from a casefile, the same in each run."""

    def __init__(self, data: sqlite3.Connection, looks: int) -> None:
        self.data, self.looks, self.rng = data, looks, random.Random(5)

    def some(self, query: str) -> list[str]:
        """Return so many values that a query gives, drawn evenly."""
        found = sorted({str(row[0]) for row in self.data.execute(query) if row[0]})
        return self.rng.sample(found, min(self.looks, len(found)))


def pages(of: Things) -> dict[str, list[str]]:
    """Return addresses by kind of page."""
    entries = of.some("SELECT id FROM entries ORDER BY id LIMIT 5000")
    told = of.some("SELECT id FROM entries WHERE origins > 1 LIMIT 5000")
    actors = of.some("SELECT DISTINCT holder FROM positions")
    issues = of.some("SELECT DISTINCT subject FROM positions WHERE about = 'issue'")
    days = of.some("SELECT DISTINCT first_day FROM documents WHERE first_day IS NOT NULL")
    months = sorted({day[:7] for day in days})
    offers = of.some("SELECT target FROM entry_links WHERE kind = 'responds_to' LIMIT 5000")
    conflicts = of.some("SELECT id FROM conflicts LIMIT 5000")
    documents = of.some("SELECT id FROM documents ORDER BY id LIMIT 5000")
    words = ["radar", "budget", "radar budget", "monitors", "troops", "sanctions", "border", "guarantee"]

    def each(page: str, values: Sequence[str], /, **more: str) -> list[str]:
        return [
            f"/{page}?{urlencode({key: text.format(value)})}"
            for value in values
            for key, text in more.items()
        ]

    def at(name: str, values: Sequence[str]) -> list[str]:
        return [f"/{name}/{quote(value, safe='')}" for value in values]

    return {
        EMPTY: ["/help"] * of.looks,
        "front page": ["/"],
        "register": ["/register", *(f"/register?page={n}" for n in range(2, of.looks))],
        "register, an issue": each("register", issues, issue="{}"),
        "register, an actor": each("register", actors, name="{}"),
        "register, a month": each("register", months, since="{}"),
        "register, words": each("register", words[: of.looks], text="{}"),
        "entry": at("entry", entries),
        "entry of several origins": at("entry", told),
        "articles": ["/documents", *(f"/documents?page={n}" for n in range(2, of.looks))],
        "article": at("document", documents),
        "actors": ["/actors"],
        "actor": at("actor", actors),
        "issues": ["/issues"],
        "issue": at("issue", issues),
        "matrix on a day": each("matrix", days, as_of="{}"),
        "unity": [f"/unity?{urlencode({'issue': issue})}" for issue in issues],
        "shifts": ["/shifts", *each("shifts", actors, actor="{}")],
        "conflicts": ["/conflicts", *each("conflicts", months, since="{}")],
        "conflict": at("conflict", conflicts),
        "packages": ["/packages"],
        "proposals": ["/proposals", *each("proposals", issues, issue="{}")],
        "proposal": at("proposal", offers),
        "deadlines": ["/deadlines", *each("deadlines", months, since="{}")],
        "calendar": [f"/calendar?month={month}" for month in months],
        "digest of a day": [f"/digest?{urlencode({'since': day, 'until': day})}" for day in days],
        "sources": ["/sources"],
        "review": ["/review"],
        "measures": ["/review/measures"],
        "tracker": ["/tracker"],
        "publishing": ["/publishing"],
        "feed of changes": each("feeds/changes.atom", issues, issue="{}"),
        "interface: entries": each("api/v1/entries", issues, issue="{}"),
    }


@contextmanager
def served(path: Path) -> Iterator[str]:
    """Serve a casefile by the command, and yield the host and port."""
    command = [sys.executable, "-m", "onrecord", "serve", "--db", str(path), "--port", "0"]
    paths = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=paths)
    try:
        assert process.stderr is not None
        line = next((each for each in process.stderr if " is open at " in each), None)
        if line is None:
            sys.exit("the server ended before it was ready")
        threading.Thread(target=process.stderr.read, daemon=True).start()
        yield urlsplit(line.split(" is open at ")[1].split(" ")[0]).netloc
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


class Reader:
    """Ask for pages over one connection."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.connection = http.client.HTTPConnection(home, timeout=120)

    def look(self, address: str) -> Answer:
        """Ask for a page."""
        self.connection.request("GET", address)
        answer = self.connection.getresponse()
        size = len(answer.read())
        told = re.search(r"dur=([\d.]+)", answer.headers.get("Server-Timing", ""))
        return Answer(answer.status, float(told[1]) if told else float("nan"), size)


def times(home: str, kinds: Mapping[str, Sequence[str]]) -> None:
    """Print how long each kind of page takes."""
    reader = Reader(home)
    for _ in range(20):
        reader.look("/help")  # templates and modules are loaded once
    heads = "".join(f"{head:>9}" for head in ("first", "p95", "again", "p95", "x empty", "x p95", "kB"))
    print(f"{'page':28}{'looks':>6}{heads}")
    empty: tuple[float, float] | None = None
    for name, addresses in kinds.items():
        rounds = [[reader.look(address) for address in addresses] for _ in range(2)]
        failed = sorted({answer.status for looks in rounds for answer in looks if answer.status != 200})
        first, again = ([answer.took for answer in looks] for looks in rounds)
        both = [*first, *again]
        shown = [statistics.median(first), high(first), statistics.median(again), high(again)]
        empty = empty or (statistics.median(both), high(both))
        size = max(answer.size for looks in rounds for answer in looks) / 1000
        figures = "".join(f"{each:9.1f}" for each in shown)
        multiples = f"{statistics.median(both) / empty[0]:9.1f}{high(both) / empty[1]:9.1f}"
        trouble = f"  status {failed}" if failed else ""
        print(f"{name:28}{len(addresses):6}{figures}{multiples}{size:9.0f}{trouble}", flush=True)


def high(values: Sequence[float]) -> float:
    """Return the 95th percentile."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def add(path: Path, articles: Sequence[Path]) -> None:
    """Add articles by the command.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    command = [sys.executable, "-m", "onrecord", "add", "--db", str(path), *map(str, articles)]
    paths = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run(command, capture_output=True, text=True, env=paths, check=True)


def together(path: Path, readers: int, looks: int) -> None:
    """Print what many readers meet while the second half of the examples is being added to the first."""
    articles = sorted((ROOT / "examples" / "articles").glob("2031-0*"))
    half = len(articles) // 2
    add(path, articles[:half])
    with served(path) as home:
        ask(home, path, readers, chosen(path, looks, None), articles[half:])


def ask(
    home: str, path: Path, readers: int, kinds: Mapping[str, Sequence[str]], articles: Sequence[Path]
) -> None:
    """Have readers ask for random pages until articles are added, and print what they met."""
    every = [address for addresses in kinds.values() for address in addresses]
    answers: list[tuple[str, Answer | str, float]] = []
    ended = threading.Event()

    def read(seed: int) -> None:
        rng, reader = random.Random(seed), Reader(home)
        while not ended.is_set():
            address, began = rng.choice(every), time.perf_counter()
            try:
                came: Answer | str = reader.look(address)
            except (OSError, http.client.HTTPException) as error:
                came, reader = repr(error), Reader(home)
            answers.append((address, came, time.perf_counter() - began))
            time.sleep(rng.expovariate(1 / 2.0))  # a person reads some seconds; 50 ask 25 times a second

    threads = [threading.Thread(target=read, args=(seed,)) for seed in range(readers)]
    for each in threads:
        each.start()
    began = time.perf_counter()
    add(path, articles)
    took = time.perf_counter() - began
    ended.set()
    for each in threads:
        each.join()
    wrong = [(address, came) for address, came, _ in answers if isinstance(came, str) or came.status != 200]
    waits = [wait for _, _, wait in answers]
    print(f"\n{readers} readers while {len(articles)} articles are added in {took:.0f} s"
          f": {len(answers)} pages, {len(wrong)} errors,"
          f" {sum(wait > SLOW for wait in waits)} over {SLOW:.0f} s;"
          f" median {statistics.median(waits) * 1000:.0f} ms, p95 {high(waits) * 1000:.0f} ms")  # fmt: skip
    for address, came in wrong[:5]:
        print(f"  {address}: {came}")


def paints(path: Path, smoke: bool) -> None:
    """Print largest contentful paints and weights of pages, where there is a Chromium."""
    browser = os.environ.get("ONRECORD_CHROMIUM") or shutil.which("chromium")
    if browser is None:
        print("\nskipped: no Chromium is installed, so nothing is said of paints and weights")
        return
    from playwright.sync_api import sync_playwright

    print(f"\n{'page':28}{'largest paint ms':>18}{'weight kB':>11}")
    with served(path) as home, sync_playwright() as play:
        engine = play.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for name, addresses in chosen(path, 1 if smoke else 3, None).items():
            if name.startswith(("feed", "interface")) or (smoke and name != "register"):
                continue
            weighed = [_painted(engine, f"http://{home}{address}") for address in addresses[:3]]
            paint = statistics.median(each[0] for each in weighed)
            print(f"{name:28}{paint:18.0f}{max(each[1] for each in weighed):11.0f}", flush=True)
        engine.close()


def _painted(engine: object, address: str) -> tuple[float, float]:
    context = engine.new_context()  # type: ignore[attr-defined]
    page, sizes = context.new_page(), list[int]()
    page.on("response", lambda answer: sizes.append(len(answer.body()) if answer.ok else 0))
    page.goto(address, wait_until="networkidle")
    paint = page.evaluate(
        """() => new Promise(done => {
          new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
            .observe({type: 'largest-contentful-paint', buffered: true});
          setTimeout(() => done(NaN), 3000);
        })"""
    )
    context.close()
    return paint, sum(sizes) / 1000


if __name__ == "__main__":
    main()
