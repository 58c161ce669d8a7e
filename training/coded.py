"""Read the invented articles under coded/, which were written and coded with the manual for training.

usage: python training/coded.py FILE...     checks files and counts what they hold

One file holds several articles::

    === name-of-article
    outlet: Buna Times
    published: 2031-05-11
    ---
    The text, headline first.
    --- statements
    Q: the zone will be … by winter + and nothing else
    c: said
    s: The minister
    S: Ivo Halvar
    f: XAA
    a: commit
    to: Velmark [XAC]; the rebels [group: rebels]
    i: training
    st: for
    if: provided that the truce holds
    on: 2031-05-10
    via: Reuters

``Q`` quote, ``c`` cue, ``s`` speaker_text, ``S`` speakers, ``f`` affiliation, ``a`` act, ``to`` addressees as
words of the text with their form, ``i`` issues, ``st`` stance (none where left out), ``if`` condition, ``on``
said_on, ``via`` relays. ``…`` abbreviates a stretch, ``+`` joins pieces; keys without value are left out.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from onrecord.model import Act, Span, Stance

KEYS = {"Q", "c", "s", "S", "f", "a", "to", "i", "st", "if", "on", "via"}
_ADDRESSEE = re.compile(r"^(.*?)\s*\[([^\]]+)\]$")


class CodingError(ValueError):
    """Say what is wrong in a file of coded articles, with file and line."""


@dataclass(frozen=True)
class Coded:
    """Hold one coded statement with the places of its words."""

    quote: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    condition: tuple[Span, ...]
    to: tuple[Span, ...]  # the words that name the addressees, where there are any
    speakers: tuple[str, ...]
    affiliation: str | None
    act: Act
    addressees: tuple[str, ...]
    issues: tuple[str, ...]
    stance: Stance
    said_on: str | None
    via: tuple[str, ...]


@dataclass(frozen=True)
class Article:
    """Hold one article and its statements."""

    name: str
    outlet: str | None
    published: str | None
    text: str
    statements: tuple[Coded, ...] = field(default=())


def read(path: Path) -> list[Article]:
    """Return the articles of a file, none of held_out.txt; raises ``CodingError`` naming the line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    starts = [i for i, line in enumerate(lines) if line.startswith("=== ")]
    return [_article(path, lines, a, b) for a, b in pairwise([*starts, len(lines)])]


def folder(path: Path) -> list[Article]:
    """Return the articles of all files of a folder."""
    return [a for file in sorted(path.glob("*.txt")) for a in read(file)]


def _article(path: Path, lines: Sequence[str], begin: int, end: int) -> Article:
    name = lines[begin][4:].strip()
    try:
        head = lines.index("---", begin, end)
        body = lines.index("--- statements", head, end)
    except ValueError:
        raise CodingError(f"{path.name}:{begin + 1}: {name} lacks its --- lines") from None
    meta = dict(line.split(": ", 1) for line in lines[begin + 1 : head] if ": " in line)
    text = "\n".join(lines[head + 1 : body]).strip() + "\n"
    records = list(_records(path, lines, body + 1, end))
    made = tuple(_coded(f"{path.name}:{at + 1}: {name}", text, values) for at, values in records)
    return Article(name, meta.get("outlet"), meta.get("published"), text, made)


def _records(path: Path, lines: Sequence[str], begin: int, end: int) -> Iterator[tuple[int, dict[str, str]]]:
    at, values = begin, dict[str, str]()
    for i in range(begin, end):
        line = lines[i].strip()
        if not line:
            continue
        key, sign, value = line.partition(":")
        if not sign or key not in KEYS:
            raise CodingError(f"{path.name}:{i + 1}: not a key of a statement: {line[:60]!r}")
        if key == "Q":
            if values:
                yield at, values
            at, values = i, {}
        if value.strip():
            values[key] = value.strip()
    if values:
        yield at, values


def _coded(where: str, text: str, v: dict[str, str]) -> Coded:
    def find(key: str, near: Sequence[Span] = ()) -> tuple[Span, ...]:
        return tuple(_find(where, text, piece, near) for piece in v.get(key, "").split(" + ") if piece)

    if missing := {"Q", "a", "i", "S"} - set(v):
        raise CodingError(f"{where}: lacks {', '.join(sorted(missing))}")
    quote = find("Q")
    cue = find("c", quote)
    forms, to = [], []
    for each in filter(None, (e.strip() for e in v.get("to", "").split(";"))):
        m = _ADDRESSEE.match(each)
        words, form = (m.group(1), m.group(2)) if m else (each, each)
        forms.append(form)
        if words:
            to.append(_find(where, text, words, cue or quote))
    try:
        act, stance = Act(v["a"]), Stance(v.get("st", "none"))
    except ValueError as error:
        raise CodingError(f"{where}: {error}") from None
    return Coded(
        quote=quote,
        cue=cue,
        source=find("s", cue or quote),
        condition=find("if", quote),
        to=tuple(to),
        speakers=_list(v, "S", ";"),
        affiliation=v.get("f"),
        act=act,
        addressees=tuple(forms),
        issues=_list(v, "i", ","),
        stance=stance,
        said_on=v.get("on"),
        via=_list(v, "via", ";"),
    )


def _list(v: dict[str, str], key: str, sign: str) -> tuple[str, ...]:
    return tuple(e.strip() for e in v.get(key, "").split(sign) if e.strip())


def _find(where: str, text: str, words: str, near: Sequence[Span]) -> Span:
    """Return the place of some words, the one nearest to others where they stand more than once."""
    first, sign, last = (part.strip() for part in words.partition("…"))
    found = []
    for m in re.finditer(_whole(first), text):
        if not sign:
            found.append(Span(m.start(), m.end()))
        elif tail := re.compile(_whole(last)).search(text, m.end()):
            found.append(Span(m.start(), tail.end()))
    if not found:
        raise CodingError(f"{where}: the text does not say {words!r}")
    place = min((s.start for s in near), default=0)
    return min(found, key=lambda s: (abs(s.start - place), s.end - s.start))


def _whole(words: str) -> str:
    edge = re.escape(words)
    return (r"(?<!\w)" if words[:1].isalnum() else "") + edge + (r"(?!\w)" if words[-1:].isalnum() else "")


def main(paths: Sequence[Path]) -> int:
    """Check files; print every fault and the counts."""
    bad, acts, articles, conditions, addressees = 0, Counter[str](), 0, 0, 0
    for path in paths:
        try:
            for a in read(path):
                articles += 1
                acts.update(s.act.value for s in a.statements)
                conditions += sum(bool(s.condition) for s in a.statements)
                addressees += sum(bool(s.to) for s in a.statements)
        except CodingError as error:
            bad += 1
            print(error)
    total = acts.total()
    print(
        f"{articles} articles, {total} statements, {conditions} conditions, {addressees} addressees, "
        f"{dict(acts)}"
    )
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main([Path(p) for p in sys.argv[1:]]))
