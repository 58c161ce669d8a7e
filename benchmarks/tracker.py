"""Hold the findings for the example tracker against its key, and settle them through the real command.

python benchmarks/tracker.py [--smoke]

The example articles are added to a new casefile with the facts of their world, the example tracker is brought
in, and what `onrecord tracker report` finds is compared with examples/tracker/key.yaml: a finding is right
where its passage shares words with one of the key, and kind and rows are those of the key. Then a keeper
who is a program settles every finding through the pipe of `onrecord tracker settle`: it reads what is shown,
looks the passage up in the key, and answers at once. What a person needs on top, to read, is reckoned at
238 words a minute (Brysbaert 2019, silent reading) over the finding, its rows, the passage and its page
(chain, reasons and ids are there to be looked up), and one second for each key.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from onrecord.model import Document
from onrecord.store.casefile import open_casefile
from onrecord.text.sentences import sentence_starts

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
READING = 238 / 60  # words a second
KEY = 1.0  # seconds
KINDS = ("new", "repeats", "moves_status", "contradicts")
PROMPT = "q quit > "
_READ = re.compile(
    r"^(?:(?:new|repeats|moves its status|contradicts|undecided)\b| {4}(?:row|says|in) ).*(?:\n {9}.*)*", re.M
)
_HEAD = r"(new|repeats|moves its status|contradicts|undecided)\b"


@dataclass
class Expected:
    """Hold one finding of the key with its place in the document."""

    document: str
    start: int
    end: int
    kinds: tuple[str, ...]  # empty: free
    rows: tuple[int, ...] = ()
    becomes: str | None = None
    found: bool = False


@dataclass
class Tally:
    """Count findings of one kind."""

    right: int = 0
    wrong: int = 0
    free: int = 0
    missed: int = 0
    wrong_ones: list[str] = field(default_factory=list)


def run(casefile: Path, *arguments: str, answers: str | None = None) -> str:
    """Run a command of onrecord and return what it prints."""
    command = [sys.executable, "-m", "onrecord", *arguments, "--db", str(casefile)]
    done = subprocess.run(command, input=answers, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def prepared(folder: Path, articles: Sequence[str]) -> Path:
    """Make a casefile of the examples with their tracker."""
    casefile = folder / "examples.db"
    for facts in sorted((EXAMPLES / "actors").glob("*.csv"), key=lambda path: path.stem != "states"):
        run(casefile, "actors", "import", str(facts), "--by", "benchmark")
    run(casefile, "add", *articles)
    run(casefile, "register", "update")
    run(
        casefile,
        "tracker",
        "import",
        str(EXAMPLES / "tracker" / "tracker.xlsx"),
        "--yes",
        "--by",
        "benchmark",
    )
    return casefile


def documents_of(casefile: Path) -> dict[str, Document]:
    """Return the documents of a casefile by their ids."""
    with open_casefile(str(casefile), read_only=True) as held:
        return {each.id: each for each in held.documents()}


def place_of(text: str, quote: str) -> tuple[int, int] | None:
    """Return where words stand in a text, whatever white space parts them."""
    pattern = r"\s+".join(re.escape(word) for word in quote.split())
    found = re.search(pattern, text)
    return found.span() if found else None


def expected(documents: Mapping[str, Document]) -> list[Expected]:
    """Return the key, placed in the documents that are there."""
    key = yaml.safe_load((EXAMPLES / "tracker" / "key.yaml").read_text(encoding="utf-8"))
    out = []
    for each in (*key["findings"], *key["free"]):
        name = each["file"] + (f"#{each['row_of']}" if "row_of" in each else "")
        document = next((d for d in documents.values() if d.name.rpartition("/")[2] == name), None)
        place = place_of(document.text, each["quote"]) if document else None
        if document is None:
            continue
        if place is None:  # a headline is no part of some texts
            print(f"not in the text: {name}: {each['quote']}", file=sys.stderr)
            continue
        kinds, rows = tuple(each.get("kinds", ())), tuple(each.get("rows", ()))
        out.append(Expected(document.id, *place, kinds, rows, each.get("becomes")))
    return out


def overlapping(finding: Mapping[str, Any], key: Sequence[Expected]) -> list[Expected]:
    """Return what of the key shares words with a passage, or with another report of the same origin."""
    pieces = [{"document": finding["document"], **piece} for piece in finding["passage"]]
    return [
        each
        for each in key
        if any(
            piece["document"] == each.document and piece["start"] < each.end and each.start < piece["end"]
            for piece in (*pieces, *finding["also"])
        )
    ]


def is_right(finding: Mapping[str, Any], each: Expected) -> bool:
    """Tell whether kind and rows are those of the key."""
    return finding["kind"] in each.kinds and sorted(finding["rows"]) == sorted(each.rows)


def compare(findings: Sequence[Mapping[str, Any]], key: Sequence[Expected]) -> dict[str, Tally]:
    """Count the findings of each kind that are right, wrong, or neither, and what of the key is missed."""
    tallies = {kind: Tally() for kind in (*KINDS, "undecided")}
    for finding in findings:
        near = overlapping(finding, key)
        tally = tallies[finding["kind"]]
        right = [each for each in near if is_right(finding, each)]
        if finding["kind"] == "undecided":
            meant = [each for each in near if each.kinds and set(each.rows) & set(finding["rows"])]
            tally.right += bool(meant)
            tally.free += not meant
            continue
        for each in right:
            each.found = True
        if right:
            tally.right += 1
        elif any(not each.kinds for each in near):
            tally.free += 1
        else:
            tally.wrong += 1
            words = " […] ".join(piece["exact"] for piece in finding["passage"])
            tally.wrong_ones.append(f"{finding['kind']} {finding['rows']}: {' '.join(words.split())[:110]}")
    for each in key:
        if each.kinds and not each.found:
            tallies[each.kinds[0]].missed += 1
    return tallies


@dataclass
class Keeper:
    """Settle findings as the key has them; count answers and words that were shown."""

    key: Sequence[Expected]
    documents: Mapping[str, Document]
    answers: Counter[str] = field(default_factory=Counter)
    words: int = 0
    keys: int = 0

    def answer(self, shown: str) -> list[str]:
        """Return the lines that are typed for what is shown."""
        self.words += sum(len(part.split()) for part in _READ.findall(shown))
        lines = [line for line in shown.splitlines() if re.match(_HEAD, line)]
        if not lines:  # the answer before was not taken
            self.answers["s"] += 1
            return ["s"]
        head = lines[-1]
        document = re.search(r", document ([0-9a-f]+)", shown)
        said = re.search(r"says “(.*?)[”…]?\n {4}in ", shown, re.S)
        assert document is not None
        assert said is not None
        words = " ".join(said[1].split()).split(" […] ")[0].rstrip("…”")
        place = place_of(self.documents[document[1]].text, words) or (0, 0)
        near = [
            each
            for each in self.key
            if each.document == document[1] and place[0] < each.end and each.start < place[1]
        ]
        typed = self._typed(head, near)
        self.answers[typed[0]] += 1
        self.keys += len(typed)
        return typed

    def _typed(self, head: str, near: Sequence[Expected]) -> list[str]:
        wanted = [each for each in near if each.kinds]
        if not wanted:
            return ["r"]
        kind = {
            "new": "new",
            "repeats": "repeats",
            "moves": "moves_status",
            "contradicts": "contradicts",
        }.get(re.split(r"[ :]", head)[0], "undecided")
        rows = [int(number) for number in re.findall(r"row (\d+)", head)]
        if any(kind in each.kinds and sorted(rows) == sorted(each.rows) for each in wanted):
            return ["a"]
        if wanted[0].rows:
            return ["w", str(wanted[0].rows[0])]
        return ["n"]


def settle(casefile: Path, keeper: Keeper) -> float:
    """Settle everything through the pipe of the command; return the seconds it took."""
    command = [sys.executable, "-m", "onrecord", "tracker", "settle", "--by", "keeper", "--db", str(casefile)]
    began = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as job:
        assert job.stdin is not None
        assert job.stdout is not None
        shown = b""
        while part := os.read(job.stdout.fileno(), 65536):
            shown += part
            if shown.endswith(PROMPT.encode()):
                typed = keeper.answer(shown.decode().removesuffix(PROMPT))
                shown = b""
                for line in typed:
                    job.stdin.write(f"{line}\n".encode())
                job.stdin.flush()
        job.stdin.close()
    if job.returncode:
        raise SystemExit(f"tracker settle ended with {job.returncode}: {shown.decode()}")
    return time.perf_counter() - began


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--smoke", action="store_true", help="three articles only")
    parser.add_argument("--wrong", action="store_true", help="list the findings that are wrong")
    options = parser.parse_args()
    articles = sorted(str(path) for path in (EXAMPLES / "articles").iterdir())
    with tempfile.TemporaryDirectory() as folder:
        casefile = prepared(Path(folder), articles[:3] if options.smoke else articles)
        documents = documents_of(casefile)
        key = expected(documents)
        findings = json.loads(run(casefile, "tracker", "report", "--json"))
        tallies = compare(findings, key)
        show(tallies, options.wrong)
        sentences = sum(len(sentence_starts(each.text)) for each in documents.values())
        words = sum(len(each.text.split()) for each in documents.values())
        print(f"to look at: {len(findings)} findings, of {sentences} sentences in {len(documents)} documents")
        keeper = Keeper(key, documents)
        took = settle(casefile, keeper)
        made = sum(keeper.answers.values())
        alone = words / READING
        person = took + keeper.words / READING + keeper.keys * KEY
        told = ", ".join(f"{name} {count}" for name, count in sorted(keeper.answers.items()))
        print(f"settled through the command: {made} answers in {took:.1f} s ({told})")
        print(f"  {60 * made / took:.0f} a minute by the machine alone")
        print(f"  {60 * made / person:.1f} a minute with reading and keys reckoned in: {person / 60:.1f} min")
        print(
            f"  reading all {words:,} words instead: {alone / 60:.1f} minutes, and nothing is written by then"
        )
        out = Path(folder) / "out.xlsx"
        print(run(casefile, "tracker", "export", str(out)).strip().replace(str(out), "export"))


def show(tallies: Mapping[str, Tally], wrong: bool) -> None:
    """Print precision and recall for each kind."""
    print(f"{'kind':<14}{'right':>6}{'wrong':>6}{'free':>6}{'missed':>7}{'P':>7}{'R':>7}")
    total = Tally()
    for kind in KINDS:
        tally = tallies[kind]
        total.right, total.wrong = total.right + tally.right, total.wrong + tally.wrong
        total.free, total.missed = total.free + tally.free, total.missed + tally.missed
        print(_line(kind, tally))
    print(_line("all", total))
    left = tallies["undecided"]
    print(f"undecided: {left.right + left.free}, {left.right} of them with the right row among theirs")
    if wrong:
        print("\n".join(each for kind in KINDS for each in tallies[kind].wrong_ones))


def _line(name: str, tally: Tally) -> str:
    precision = tally.right / (tally.right + tally.wrong) if tally.right + tally.wrong else float("nan")
    known = tally.right + tally.missed
    recall = tally.right / known if known else float("nan")
    counts = f"{tally.right:>6}{tally.wrong:>6}{tally.free:>6}{tally.missed:>7}"
    return f"{name:<14}{counts}{precision:>7.2f}{recall:>7.2f}"


if __name__ == "__main__":
    main()
