"""Count the decisions that are lost or moved when documents are read again, by a newer model, and by another.

python benchmarks/reviews.py [--reviews 1000] [--seed 1] [--smoke]

An invented corpus is read by an invented machine; random reviews are made of it by two people and kept in a
casefile; the same machine reads it again, then a newer one that moves bounds, drops, adds and changes
records and names all anew, then a third. After each reading every decision is looked for: it is lost where
nothing carries it, and moved where a record carries it that it was not made on.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from _simulated import ACTS, Read, article, document, newer, read, reading
from onrecord.model import Document, RecordKind
from onrecord.review.effective import EffectiveRecord
from onrecord.review.fields import field_of, same_value
from onrecord.review.making import Reviewer
from onrecord.review.snapshot import kind_of
from onrecord.review.view import ReviewedView
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore

PEOPLE = ("Cy Orr", "Dana Holt")
CORRECTED: Mapping[RecordKind, str] = {
    RecordKind.STATEMENT: "act",
    RecordKind.COMMITMENT: "beneficiary",
    RecordKind.EVENT: "place",
    RecordKind.CLAIM: "as_of",
}


@dataclass
class Expected:
    """Hold what was last decided on one record, by its serial."""

    kind: RecordKind
    subject: str
    is_there: bool = True
    values: dict[str, Any] = field(default_factory=dict)


@dataclass
class Outcome:
    """Count what became of decisions in one reading."""

    decided: int = 0  # records
    lost: int = 0
    moved: int = 0
    set_aside: int = 0
    found: int = 0  # by the machine
    kept: int = 0  # shown though the machine does not have them any more
    waiting: int = 0  # rejected and not there


class Trial:
    """Carry an invented corpus, the reviews made of it and what is expected of each."""

    def __init__(self, casefile: CasefileStore, seed: int, documents: int) -> None:
        self.casefile, self.draw = casefile, random.Random(seed)
        self.view = ReviewedView(casefile)
        self.pages: dict[str, Document] = {}
        self.found: dict[str, list[Read]] = {}
        self.expected: dict[str, Expected] = {}
        self.made = 0
        for number in range(documents):
            text, sentences = article(self.draw, number)
            page, raw = document(text, f"page-{number}.txt")
            page = casefile.add_document(page, raw).document
            self.pages[page.id] = page
            self.found[page.id] = read(self.draw, page, sentences)
            casefile.put_reading(reading(page, "m1", self.found[page.id]))

    def review(self, count: int) -> None:
        """Make random decisions; one in twenty is taken back at once."""
        while self.made < count:
            page = self.pages[self.draw.choice(sorted(self.pages))]
            self.view.forget(page.id)
            shown = self.view.effective(page.id)
            by = Reviewer(self.draw.choice(PEOPLE), page, shown)
            held = [each for each in shown.records if each.machine is not None]
            each = self.draw.choice(held)
            self._decide(by, each, self._serial(page.id, each))

    def _decide(self, by: Reviewer, each: EffectiveRecord, serial: str) -> None:
        action = self.draw.choice(("accept", "correct", "correct", "reject", "add"))
        expected = self.expected.setdefault(serial, Expected(each.kind, ""))
        before = replace(expected, values=dict(expected.values))
        if action == "accept":
            review = by.accept(each)
            expected.is_there = True
        elif action == "correct":
            name = CORRECTED[each.kind]
            values = ACTS if name == "act" else [f"2031-0{month}" for month in range(1, 10)]
            value = self.draw.choice([value for value in values if value != getattr(each.record, name)])
            review = by.correct(each, {name: value})
            expected.is_there = True
            expected.values[name] = value
        elif action == "reject":
            review = by.reject(each)
            expected.is_there = False
        else:
            self._undecided(serial, before)
            self._add(by, each)
            return
        self.casefile.add_reviews([review])
        self.made += 1
        expected.subject = expected.subject or review.subject
        if self.draw.random() < 0.05:
            self.casefile.add_reviews([by.undo(review)])
            self._undecided(serial, before)

    def _undecided(self, serial: str, before: Expected) -> None:
        if before.subject:
            self.expected[serial] = before
        else:
            del self.expected[serial]

    def _add(self, by: Reviewer, beside: EffectiveRecord) -> None:
        """Add a record that no machine finds, on the words of another."""
        serial = f"added/{self.made}"
        names: dict[RecordKind, dict[str, Any]] = {
            RecordKind.STATEMENT: {"speakers": (serial,)},
            RecordKind.COMMITMENT: {"measure": serial},
            RecordKind.EVENT: {"kind": "other", "participants": (serial,)},
            RecordKind.CLAIM: {"value": serial, "subject": serial},
        }
        assert beside.machine is not None
        changes = dict(names[beside.kind])
        if isinstance(getattr(beside.machine, "act", None), str):
            changes["act"] = "undecided"
        whole = replace(beside.machine, **changes)
        review = by.add(beside.kind, whole)
        self.casefile.add_reviews([review])
        self.made += 1
        self.expected[serial] = Expected(beside.kind, review.id, True, {})

    def _serial(self, document_id: str, each: EffectiveRecord) -> str:
        machine = each.machine
        assert machine is not None
        return next(
            one.serial
            for one in self.found[document_id]
            if one.record.id == machine.id and kind_of(one.record) == each.kind
        )

    def reread(self, model: str, *, otherwise: bool) -> None:
        """Read every document again: the same way, or as a newer machine does."""
        for page in self.pages.values():
            if otherwise:
                self.found[page.id] = newer(self.draw, page, self.found[page.id])
            self.casefile.put_reading(reading(page, model, self.found[page.id]))
            self.view.forget(page.id)

    def outcome(self) -> Outcome:
        """Look every decision up."""
        out = Outcome(decided=len(self.expected))
        carried: dict[str, str] = {}  # subject: serial that carries it
        waiting: set[str] = set()
        records: dict[str, EffectiveRecord] = {}
        for page in self.pages.values():
            self.view.forget(page.id)
            shown = self.view.effective(page.id)
            out.set_aside += len(shown.set_aside)
            waiting |= {each.id for each in shown.waiting}
            for each in shown.records:
                if each.mark.subject is not None:
                    serial = "" if each.machine is None else self._serial(page.id, each)
                    carried[each.mark.subject] = serial
                    records[each.mark.subject] = each
        known = {one.serial for found in self.found.values() for one in found}
        for serial, expected in self.expected.items():
            self._count(out, serial, expected, carried, waiting, records, known)
        strangers = set(carried) - {each.subject for each in self.expected.values()}
        out.moved += len(strangers)
        return out

    def _count(
        self, out: Outcome, serial: str, expected: Expected, carried: Mapping[str, str], waiting: set[str],
        records: Mapping[str, EffectiveRecord], known: set[str],
    ) -> None:  # fmt: skip
        carrier = carried.get(expected.subject)
        if carrier is None:
            rejected = expected.subject in waiting and not expected.is_there and serial not in known
            out.waiting += rejected
            out.lost += not rejected
            return
        if carrier != (serial if serial in known else ""):
            out.moved += 1
            return
        out.found += bool(carrier)
        out.kept += not carrier
        each = records[expected.subject]
        is_same = each.mark.is_rejected is not expected.is_there and (
            not expected.is_there
            or all(
                same_value(field_of(each.kind, name), value, getattr(each.record, name))
                for name, value in expected.values.items()
            )
        )
        out.lost += not is_same


def trial(reviews: int, seed: int, documents: int, folder: Path) -> dict[str, Outcome]:
    """Make reviews, read again three times, and return what became of them after each."""
    with open_casefile(str(folder / f"{seed}.db"), create=True) as casefile:
        run = Trial(casefile, seed, documents)
        run.review(reviews)
        out = {"as decided": run.outcome()}
        for name, model, otherwise in (
            ("re-run", "m1", False),
            ("newer model", "m2", True),
            ("re-run of the newer", "m2", False),
            ("a third model", "m3", True),
        ):
            run.reread(model, otherwise=otherwise)
            out[name] = run.outcome()
    return out


def main() -> None:
    """Print the counts for each reading."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reviews", type=int, default=1_000)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--smoke", action="store_true", help="A hundred reviews.")
    given = parser.parse_args()
    count, documents = (100, 8) if given.smoke else (given.reviews, given.documents)
    with tempfile.TemporaryDirectory() as folder:
        found = trial(count, given.seed, documents, Path(folder))
    print(f"{count:,} random reviews of {documents} invented articles by two people, seed {given.seed}")
    print(f"{'':22}{'records':>9}{'lost':>7}{'moved':>7}{'aside':>7}{'found':>7}{'kept':>7}{'waiting':>9}")
    for name, each in found.items():
        counts = (each.lost, each.moved, each.set_aside, each.found, each.kept)
        print(f"{name:22}{each.decided:9}" + "".join(f"{n:7}" for n in counts) + f"{each.waiting:9}")
    sys.exit(any(each.lost or each.moved or each.set_aside for each in found.values()))


if __name__ == "__main__":
    main()
