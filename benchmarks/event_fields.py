"""Measure date, place and status of events on coded articles, given the evidence of each.

usage: python benchmarks/event_fields.py [GOLD_DIR ...] [--errors] [--smoke]

The quote of each gold event is located in the text; its trigger is the first word of it that tells of its
kind of event, else its first verb, else the whole quote. Date, place and status are then worked out and
counted as the scorer counts them: a date where gold or prediction has one, a place likewise, right from half
of the words shared. Date and place are given the status and the kind of the gold; "date, whole" takes the
status that was found.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from _setting import conditions as setting
from _setting import digest, gold_folders
from onrecord.actors.base import shipped
from onrecord.coding.said_on import day_of
from onrecord.encoder.session import Encoder
from onrecord.evaluation.compare import same_words
from onrecord.evaluation.gold import gold_articles
from onrecord.events.calendar import Calendar
from onrecord.events.place import Places, event_place
from onrecord.events.planned import event_status
from onrecord.events.when import event_date
from onrecord.intake.document import to_document
from onrecord.model import RawPage, Span
from speakers import pieces

FIELDS = ("date", "date, whole", "place", "status")
STEMS = {
    "attack": "attack|assault|strike|bomb|shell|kill|murder|fight|fought|clash|offensive|operation|fire|"
    "war|invasion|campaign|violence|explosion|incursion|beat|force",
    "meeting": "meet|met|conference|gather|host|brief",
    "summit": "summit|meet|host",
    "call": "call|phone|telephone",
    "visit": "visit|tour|trip|arriv|call",
    "talks": "talk|negotiat|spoke|persuade|process|congress|discuss",
    "vote": "vote|election|referendum|primary|caucus|ballot|veto|poll",
    "signing": "sign|deal",
    "deployment": "deploy|send|sent|troops|withdraw|based|enter|mass|position|intervention|relocat|"
    "station|toured",
    "arrest": "arrest|detain|captur|seiz|prison|custody",
    "protest": "protest|rall|demonstrat|riot|uprising|crowd|procession|occup|storm",
    "other": "",
}
_VERB = re.compile(
    r"\b(?!need|speed|indeed|hundred)[a-z]{2,}ed\b|\b(?:said|told|took|went|fled|left|gave|held|began)\b"
)


@dataclass(frozen=True)
class Case:
    """Hold an event of a coded article with what its fields are worked out from."""

    article: str
    calendar: Calendar
    places: Places
    trigger: Span
    evidence: tuple[Span, ...]
    kind: str
    planned: bool
    date: str | None
    place: str | None
    date_spans: tuple[Span, ...] = ()  # where the coding says which words give the date


def trigger(text: str, quote: Sequence[Span], kind: str) -> Span:
    """Return the first word of a quote that tells of its kind of event, else its first verb, else all."""
    for pattern in (STEMS[kind] and rf"\b(?:{STEMS[kind]})\w*", _VERB.pattern):
        for s in quote:
            m = re.compile(pattern).search(text, s.start, s.end) if pattern else None
            if m:
                return Span(m.start(), m.end())
    return Span(quote[0].start, quote[-1].end)


def cases(folder: Path, encoder: Encoder, limit: int | None = None) -> list[Case]:
    """Return the events of a gold folder whose quotes are in the text."""
    out = []
    for article in gold_articles(folder)[:limit]:
        page = RawPage(article.text.name, article.text.read_bytes(), "text/plain")
        text = article.text.read_text(encoding="utf-8")
        document = to_document(page)
        calendar = Calendar(text, article.coding.get("document", {}).get("published") or day_of(document))
        places = Places(text, encoder.read([text])[0].mentions, shipped())
        for e in article.coding.get("events", []):
            quote = sorted(pieces(text, e["quote"], []))
            if quote:
                at = trigger(text, quote, e["kind"])
                planned = e["status"] == "planned"
                out.append(
                    Case(
                        article.name,
                        calendar,
                        places,
                        at,
                        tuple(quote),
                        e["kind"],
                        planned,
                        e["date"],
                        e["place"],
                    )
                )
    return out


def predicted(c: Case) -> dict[str, Any]:
    """Work out the fields of an event."""
    status = event_status(c.calendar, c.trigger, c.evidence).status.value
    date = event_date(c.calendar, c.trigger, c.evidence, c.planned)
    whole = event_date(c.calendar, c.trigger, c.evidence, status == "planned")
    place = event_place(c.calendar, c.trigger, c.evidence, c.places, c.kind)
    return {
        "date": date.edtf if date else None,
        "date, whole": whole.edtf if whole else None,
        "place": place.name if place else None,
        "status": status,
    }


def gold_of(c: Case) -> dict[str, Any]:
    """Return the coded fields of an event."""
    status = "planned" if c.planned else "happened"
    return {"date": c.date, "date, whole": c.date, "place": c.place, "status": status}


def count(counts: Counter[tuple[str, str]], gold: Mapping[str, Any], row: Mapping[str, Any]) -> None:
    """Add one event to the counts, as the scorer does."""
    for field in FIELDS:
        if gold[field] or row[field]:
            counts[field, "seen"] += 1
            counts[field, "right"] += right(field, gold[field], row[field])


def right(field: str, gold: object, found: object) -> bool:
    """Tell whether a field is right."""
    return same_words(gold, found) if field == "place" else gold == found


def report(name: str, counts: Counter[tuple[str, str]]) -> None:
    """Print the share right of each field."""
    for field in FIELDS:
        seen = counts[field, "seen"]
        print(f"{name:10s} {field:12s} right {counts[field, 'right'] / max(seen, 1):.3f}  ({seen} seen)")


def main() -> int:
    """Measure the folders named, or the coded articles beside the checkout."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="*", help="gold folders (default: train and dev)")
    parser.add_argument("--errors", action="store_true", help="name each field that differs")
    parser.add_argument("--smoke", action="store_true", help="three articles: does it run?")
    o = parser.parse_args()
    folders = gold_folders(o.folders, o.smoke)
    encoder = Encoder(1) if folders else None
    for folder in folders:
        assert encoder is not None
        found = cases(folder, encoder, 3 if o.smoke else None)
        counts: Counter[tuple[str, str]] = Counter()
        started = time.process_time()
        for c in found:
            gold, row = gold_of(c), predicted(c)
            count(counts, gold, row)
            for field in FIELDS if o.errors else ():
                if (gold[field] or row[field]) and not right(field, gold[field], row[field]):
                    words = c.trigger.of(c.calendar.text)
                    print(
                        f"  {c.article[:16]} {field:11s} {gold[field]!r} <> {row[field]!r} | {words[:40]!r}"
                    )
        each = 1000 * (time.process_time() - started) / max(len(found), 1)
        print(f"{folder}: {len(found)} events, {each:.2f} ms each")
        report(folder.name, counts)
        print(setting(digest(folder.glob("*"))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
