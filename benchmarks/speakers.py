"""Measure how often the speaker of a coded statement is named rightly, given its spans.

usage: python benchmarks/speakers.py [GOLD_DIR ...] [--errors] [--smoke]

The spans of each gold statement are located in the article's text and given to ``name_speakers``, so that
what is measured is the naming alone, with the encoder's own mentions. Speakers are compared by the scorer's
rule. The gold has states by their ISO codes, which a name alone cannot match: for them the code is looked up
from the name in the list of states, and they are counted apart.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from _setting import conditions, digest, shared
from onrecord.encoder.session import Encoder
from onrecord.evaluation.compare import aliases, half_shared, listed, organisation_words, tokens
from onrecord.evaluation.gold import gold_articles
from onrecord.model import Attribution, Span
from onrecord.reading.lexicon import bare, states, words
from onrecord.reading.speakers import SpeakerNaming, name_speakers

PRONOUNS = frozenset(("he", "she", "they", "it", "we", "i", "who", "which", "his", "her", "him", "their"))
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


def as_states(names: Iterable[str]) -> list[str]:
    """Look up the ISO codes of the states that names carry."""
    out: list[str] = []
    for name in names:
        parts = [bare(w) for _, w in words(name, 0, len(name))]
        runs = [" ".join(parts[i : i + n]) for n in (3, 2, 1) for i in range(len(parts) - n + 1)]
        codes = [states()[r] for r in runs if r in states()]
        out.append(codes[0] if codes else name)
    return out


def measure(folder: Path, encoder: Encoder, errors: bool, limit: int | None) -> None:
    """Print the share of speakers named rightly for each class of statements in a gold folder."""
    articles = gold_articles(folder)[:limit]
    texts = [a.text.read_text(encoding="utf-8") for a in articles]
    seen, right, decided = Counter[str](), Counter[str](), Counter[str]()
    spent, count = 0.0, 0
    for article, text, mentions in zip(articles, texts, [m for _, m in encoder.read(texts)], strict=True):
        found = [(s, attribution(text, s)) for s in article.coding["statements"]]
        pairs = [(s, a) for s, a in found if a is not None]
        title = article.coding.get("document", {}).get("title")
        headline = located(text, title, [Span(0, 1)]) if title else None
        started = time.process_time()
        namings = name_speakers(text, [a for _, a in pairs], mentions, headline)
        spent += time.process_time() - started
        count += len(pairs)
        for (statement, _), naming in zip(pairs, namings, strict=True):
            good = is_right(statement, naming)
            for name in classes(statement):
                seen[name] += 1
                decided[name] += bool(naming.names)
                right[name] += good
            if errors and not good:
                show(article.name, statement, naming)
    print(f"{folder}: {count} statements, {1000 * spent / max(count, 1):.2f} ms each")
    print(f"{'speaker':22s} {'n':>5s} {'right':>7s} {'decided':>8s} {'right of decided':>17s}")
    for name in sorted(seen):
        n, hits, told = seen[name], right[name], decided[name]
        print(f"{name:22s} {n:5d} {hits / n:7.3f} {told / n:8.3f} {hits / told if told else 0.0:17.3f}")


def is_right(statement: Mapping[str, Any], naming: SpeakerNaming) -> bool:
    """Compare by the scorer's rule; a state counts where the name tells its code."""
    if not naming.names:
        return False
    gold = list(statement["speakers"])
    if half_shared(gold, list(naming.names)):
        return True
    return kind(gold) == "state" and half_shared(gold, as_states(naming.names))


def show(name: str, statement: Mapping[str, Any], naming: SpeakerNaming) -> None:
    """Print one wrong or undecided naming."""
    said, gold = statement.get("speaker_text"), statement["speakers"]
    how = f"{naming.method} {naming.confidence}"
    print(f"  {name[:12]} {classes(statement)[-1]:18s} {said!r} | {gold} <> {naming.names} {how}")


def main() -> int:
    """Measure the folders named, or the coded articles beside the checkout."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="*", help="gold folders (default: train and dev)")
    parser.add_argument("--errors", action="store_true", help="name each wrong or undecided speaker")
    parser.add_argument("--smoke", action="store_true", help="three articles: does it run?")
    o = parser.parse_args()
    data = shared()
    folders = o.folders or ([data / "gold" / s for s in ("train", "dev")] if data else [])
    if not folders:
        print("skipped: the coded articles are not here; name a gold folder")
    encoder = Encoder(1)
    for folder in folders[: 1 if o.smoke else None]:
        measure(folder, encoder, o.errors, 3 if o.smoke else None)
        print(f"{encoder.name}; {conditions(digest(folder.glob('*')))}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
