"""Measure how often the speaker of a coded statement is named rightly, given its spans.

usage: python benchmarks/speakers.py [GOLD_DIR ...] [--errors] [--smoke]

The spans of each gold statement are located in the article's text and given to reading and coding, so that
what is measured is who speaks and for whom alone, with the encoder's own mentions and the shipped base.
Speakers and affiliations are compared and counted by the scorer's rules.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from _setting import conditions, digest, gold_folders
from onrecord.actors.base import shipped
from onrecord.coding.speakers import Speakers, code
from onrecord.coding.surroundings import Surroundings
from onrecord.encoder.session import Encoder
from onrecord.evaluation.compare import (
    aliases,
    half_shared,
    listed,
    organisation_words,
    same_actor,
    tokens,
)
from onrecord.evaluation.gold import GoldArticle, gold_articles
from onrecord.model import Attribution, Mention, Span
from onrecord.reading.lexicon import bare, states
from onrecord.reading.speakers import SpeakerNaming, cast_speakers

PRONOUNS = frozenset(("he", "she", "they", "it", "we", "i", "who", "which", "his", "her", "him", "their"))
SCORED = frozenset(("he", "she", "they", "it", "we", "i", "who", "which"))
"""The pronouns that the scorer counts apart."""
WORD = re.compile(r"[\w’'-]+")
CODE = re.compile("[A-Z]{3}")


def located(text: str, needle: str, near: Iterable[Span], whole: bool = False) -> Span | None:
    """Find a string in a text, the occurrence nearest to some spans."""
    pattern = re.escape(needle)
    found = re.finditer(rf"(?<!\w){pattern}(?!\w)" if whole else pattern, text)
    spans = [Span(m.start(), m.end()) for m in found]
    anchors = list(near)
    if not spans or not anchors:
        return spans[0] if spans else None
    return min(spans, key=lambda s: min(max(a.start - s.end, s.start - a.end, -1) for a in anchors))


def attribution(text: str, statement: Mapping[str, Any]) -> Attribution | None:
    """Locate the spans of a gold statement; ``None`` where its quote is not in the text."""
    quote = pieces(text, statement.get("quote"), [])
    if not quote:
        return None
    cue = pieces(text, statement.get("cue"), quote)
    source = pieces(text, statement.get("speaker_text"), cue or quote, whole=True)
    return Attribution(tuple(source), tuple(cue), tuple(sorted(quote)))


def pieces(text: str, value: object, near: list[Span], whole: bool = False) -> list[Span]:
    """Locate a verbatim string or the pieces of an interrupted one, each near the others."""
    out: list[Span] = []
    for piece in listed(value):
        span = located(text, str(piece), near or out, whole)
        if span is not None:
            out.append(span)
    return out


def classes(statement: Mapping[str, Any]) -> list[str]:
    """Say what a gold statement's speaker is, and by what kind of words the article names it there."""
    speakers = [str(s) for s in statement["speakers"]]
    said = str((listed(statement.get("speaker_text")) or [""])[0])
    is_person = any(person(s) for s in speakers)
    out = ["all", "person" if is_person else kind(speakers)]
    if said.lower() in PRONOUNS:
        out += ["pronoun"] + ["person, pronoun"] * is_person
    elif is_person:
        names = {bare(t) for s in speakers for t in s.split()}
        named = any(bare(w) in names for w in WORD.findall(said))
        out.append("person, named" if named else "person, described")
    return out


def kind(speakers: Sequence[str]) -> str:
    """Return "unnamed", "state" or "organisation"."""
    if any(s.lower().startswith(("anon", "group")) for s in speakers):
        return "unnamed"
    return "state" if any(CODE.fullmatch(s) and s in states().values() for s in speakers) else "organisation"


def person(name: str) -> bool:
    """Tell whether a gold name reads as a person's."""
    parts = name.split()
    plain = tokens(name)
    is_body = plain[-1] in organisation_words() or " ".join(plain) in aliases().values()
    if len(parts) < 2 or ":" in name or is_body:
        return False
    return all(p[0].isupper() or p in ("de", "al", "van", "bin", "von") or p.startswith("al-") for p in parts)


def measure(folder: Path, encoder: Encoder, errors: bool, limit: int | None) -> None:
    """Print the share of speakers coded rightly for each class of statements in a gold folder."""
    articles = gold_articles(folder)[:limit]
    texts = [a.text.read_text(encoding="utf-8") for a in articles]
    tally = Tally()
    for article, text, mentions in zip(
        articles, texts, [r.mentions for r in encoder.read(texts)], strict=True
    ):
        tally.add(article, text, mentions, errors)
    print(f"{folder}: {tally.count} statements, {1000 * tally.spent / max(tally.count, 1):.2f} ms each")
    print(f"{'field':38s} {'n':>5s} {'right':>7s} {'decided':>8s} {'right of decided':>17s}")
    for name in sorted(tally.seen):
        n, hits, told = tally.seen[name], tally.right[name], tally.decided[name]
        print(f"{name:38s} {n:5d} {hits / n:7.3f} {told / n:8.3f} {hits / told if told else 0.0:17.3f}")


class Tally:
    """Count what is right, field by field, as the scorer counts it."""

    def __init__(self) -> None:
        self.seen, self.right, self.decided = Counter[str](), Counter[str](), Counter[str]()
        self.spent, self.count = 0.0, 0

    def add(self, article: GoldArticle, text: str, mentions: Sequence[Mention], errors: bool) -> None:
        """Code one article's gold spans and compare."""
        document = article.coding.get("document", {})
        found = [(s, attribution(text, s)) for s in article.coding["statements"]]
        pairs = [(s, a) for s, a in found if a is not None]
        title = document.get("title")
        headline = located(text, title, [Span(0, 1)]) if title else None
        started = time.process_time()
        attributions = [a for _, a in pairs]
        casting = cast_speakers(text, attributions, mentions, headline)
        around = Surroundings(text, casting, shipped(), document.get("published"))
        coded = code(text, attributions, casting.namings, around)
        self.spent += time.process_time() - started
        self.count += len(pairs)
        for (statement, _), naming, speakers in zip(pairs, casting.namings, coded, strict=True):
            self.compare(article.name, statement, naming, speakers, errors)

    def compare(
        self, article: str, statement: Mapping[str, Any], naming: SpeakerNaming, coded: Speakers, errors: bool
    ) -> None:
        """Count one statement; affiliations count where the gold or the coding has one."""
        gold, side = statement["speakers"], statement.get("affiliation")
        good = bool(coded.speakers) and half_shared(gold, list(coded.speakers))
        names = ["speaker", *(f"speaker: {name}" for name in classes(statement)[1:])]
        for name in names:
            self.field(name, good, bool(coded.speakers))
        if str((listed(statement.get("speaker_text")) or [""])[0]).lower() in SCORED:
            self.field("speaker where the text has a pronoun", good, bool(coded.speakers))
        of_side = same_actor(side or "-", coded.affiliation or "--")
        if side or coded.affiliation:
            self.field("affiliation", of_side, bool(coded.affiliation))
        if errors and not good:
            show(article, "speaker", statement, gold, coded.speakers or coded.reason, naming)
        if errors and not of_side and (side or coded.affiliation):
            show(article, "affiliation", statement, (*gold, side), coded.affiliation, naming)

    def field(self, name: str, good: bool, decided: bool) -> None:
        """Count one field of one statement."""
        self.seen[name] += 1
        self.right[name] += good
        self.decided[name] += decided


def show(
    article: str, field: str, statement: Mapping[str, Any], gold: object, got: object, n: SpeakerNaming
) -> None:
    """Print one wrong or undecided field."""
    said = statement.get("speaker_text")
    print(f"  {article[:12]} {field:11s} {said!r} | {gold} <> {got} | {n.names} {n.method}")


def main() -> int:
    """Measure the folders named, or the coded articles beside the checkout."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="*", help="gold folders (default: train and dev)")
    parser.add_argument("--errors", action="store_true", help="name each wrong or undecided speaker")
    parser.add_argument("--smoke", action="store_true", help="three articles: does it run?")
    o = parser.parse_args()
    encoder = Encoder(1)
    for folder in gold_folders(o.folders, o.smoke):
        measure(folder, encoder, o.errors, 3 if o.smoke else None)
        print(f"{encoder.name}; {conditions(digest(folder.glob('*')))}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
