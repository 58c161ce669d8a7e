"""Load a codebook from its file, checked as a whole: a faulty one is refused with each fault and its line."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from onrecord.codebook.fields import listed, mapping, text_of
from onrecord.codebook.matcher import PatternError, compiled, wider
from onrecord.codebook.packaging import digested, packages
from onrecord.codebook.phrases import PhraseError, Word, fold, segments
from onrecord.codebook.records import PATTERN, Codebook, Cue, Example, Issue, Strength
from onrecord.codebook.source import CodebookError, Entry, Faults, entries, file_text
from onrecord.errors import UsageError
from onrecord.model import UNDECIDED

DEFAULT = "security-and-peace"

MOST_PATTERN = 300
"""Most characters of one pattern."""

_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_TOP = ("codebook", "title", "issues", "examples", "packages")
_ISSUE = ("id", "label", "description", "broader", "residual", "strong", "weak", "not")
_EXAMPLE = ("text", "issues", "not", "before")


def load(path: Path | str) -> Codebook:
    """Load a codebook from a file; raise CodebookError with every fault and its line."""
    file = Path(path)
    return parse(file_text(file), str(path))


def shipped_names() -> tuple[str, ...]:
    """Return the names of the codebooks that come with onrecord."""
    found = (item.name for item in files("onrecord.codebook").joinpath("data").iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in found if name.endswith(".yaml")))


@cache
def shipped(name: str = DEFAULT) -> Codebook:
    """Return a codebook that comes with onrecord.

    >>> shipped().residual
    'other'
    """
    if name not in shipped_names():
        raise UsageError(
            f"there is no codebook {name!r}", remedy=f"these come along: {', '.join(shipped_names())}"
        )
    resource = files("onrecord.codebook").joinpath("data", f"{name}.yaml")
    return parse(resource.read_text(encoding="utf-8"), f"{name}.yaml")


def named(name_or_path: str) -> Codebook:
    """Return a codebook that comes along, by its name, or load one from a file."""
    return shipped(name_or_path) if name_or_path in shipped_names() else load(name_or_path)


def template(name: str) -> str:
    """Return a commented codebook of that name to begin with."""
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} is no name for a codebook", remedy="use small letters, digits and '-' only"
        )
    resource = files("onrecord.codebook").joinpath("data/template.txt")
    return resource.read_text(encoding="utf-8").format(name=name)


def parse(content: str, file: str) -> Codebook:
    """Make a codebook of a file's content; raise CodebookError with every fault and its line."""
    top, faults = entries(content, file), Faults()
    book = _codebook(top, faults)
    if faults.found or book is None:
        raise CodebookError(file, faults.found)
    digest = hashlib.sha256(digested(content, top).encode("utf-8")).hexdigest()[:12]
    return replace(book, digest=digest)


def _codebook(top: Entry, faults: Faults) -> Codebook | None:
    fields = mapping(top, "the file", _TOP, ("codebook", "issues"), faults)
    if fields is None:
        return None
    name = text_of(fields.get("codebook"), "codebook", faults) or ""
    if name and not _NAME.fullmatch(name):
        faults.add(
            fields["codebook"].line, f"codebook: {name!r} is no name: small letters, digits and '-' only"
        )
    title = text_of(fields.get("title"), "title", faults) or name
    lines: dict[str, int] = {}
    issues = []
    for entry in listed(fields.get("issues"), "issues", faults):
        issue = _issue(entry, lines, faults)
        if issue is not None:
            issues.append(issue)
    if "issues" in fields and not issues and not faults.found:
        faults.add(fields["issues"].line, "issues: there is none")
    book = Codebook(name, title, tuple(issues))
    _check_order(book, lines, faults)
    known = set(lines)
    examples = [_example(e, known, faults) for e in listed(fields.get("examples"), "examples", faults)]
    return Codebook(
        name, title, book.issues, tuple(e for e in examples if e is not None),
        packages=packages(fields.get("packages"), known, cue_fault, faults),
    )  # fmt: skip


def _issue(entry: Entry, lines: dict[str, int], faults: Faults) -> Issue | None:
    fields = mapping(entry, "an issue", _ISSUE, ("id", "label", "description"), faults)
    if fields is None:
        return None
    name = text_of(fields.get("id"), "id", faults)
    if name is None:
        return None
    line = fields["id"].line
    if not _ID.fullmatch(name):
        faults.add(line, f"id: {name!r} is no id: small letters, digits and '_' only, a letter first")
    elif name in lines:
        faults.add(line, f"id: {name!r} is there twice (first in line {lines[name]})")
        return None
    if name == UNDECIDED:
        faults.add(line, f"id: {name!r} is what statements without an issue have: take another word")
    lines[name] = line
    residual = text_of(fields.get("residual"), "residual", faults) or "false"
    if residual not in ("true", "false"):
        faults.add(fields["residual"].line, f"residual: {residual!r} is neither true nor false")
    cues = tuple(_cues(fields, faults))
    written = any(k in fields and fields[k].value for k in (Strength.STRONG.value, Strength.WEAK.value))
    if residual != "true" and not written:
        faults.add(line, f"{name}: has no cue, and could never be found: give it 'strong' or 'weak' ones")
    label, description = (text_of(fields.get(k), k, faults) or "" for k in ("label", "description"))
    broader = [text_of(e, "broader", faults) for e in listed(fields.get("broader"), "broader", faults)]
    return Issue(name, label, description, cues, tuple(b for b in broader if b), residual == "true")


def _cues(fields: Mapping[str, Entry], faults: Faults) -> Iterator[Cue]:
    seen: dict[str, int] = {}
    for strength in Strength:
        for entry in listed(fields.get(strength.value), strength.value, faults):
            phrase = text_of(entry, strength.value, faults)
            if phrase is None:
                continue
            if phrase in seen:
                faults.add(entry.line, f"the cue {phrase!r} is there twice (first in line {seen[phrase]})")
                continue
            seen[phrase] = entry.line
            wrong = cue_fault(phrase)
            if wrong:
                faults.add(entry.line, f"the cue {phrase!r} {wrong}")
            else:
                yield Cue(phrase, strength)


def cue_fault(phrase: str) -> str | None:
    """Say what is wrong with a cue; ``None`` where it can be used.

    >>> cue_fault("the"), cue_fault("ceasefire*")
    ('matches nearly everything', None)
    """
    if phrase.startswith(PATTERN):
        return _pattern_fault(phrase.removeprefix(PATTERN).strip())
    try:
        found = segments(phrase)
    except PhraseError as error:
        return str(error)
    alone = len(found) == 1
    common = all(any(_is_common(run, alone and len(run) == 1) for run in runs) for runs in found)
    return "matches nearly everything" if common else None


def _pattern_fault(pattern: str) -> str | None:
    if len(pattern) > MOST_PATTERN:
        return f"is longer than {MOST_PATTERN} characters"
    try:
        found = compiled(pattern)
    except PatternError as error:
        return f"is no pattern that can be used ({error.what})"
    if found.search("") is not None:
        return "matches the empty string"
    lines = _plain_sentences()
    hits = sum(found.search(line) is not None for line in lines)
    return "matches nearly everything" if 4 * hits >= len(lines) else None


@cache
def _plain_sentences() -> tuple[str, ...]:
    content = files("onrecord.codebook").joinpath("data/plain.txt").read_text(encoding="utf-8")
    return tuple(line for line in content.splitlines() if line.strip() and not line.startswith("#"))


@cache
def _words(name: str) -> frozenset[str]:
    content = files("onrecord.codebook").joinpath("data", name).read_text(encoding="utf-8")
    return frozenset(fold(w) for li in content.splitlines() if not li.startswith("#") for w in li.split())


def _is_common(run: tuple[Word, ...], is_alone: bool) -> bool:
    """Tell whether a run of words is found in nearly every text: function words, or one common word alone."""
    if any(w.is_acronym for w in run):
        return False
    return all(_is_known(w, is_alone) for w in run)


def _is_known(word: Word, is_alone: bool) -> bool:
    """Tell whether a word, or one that its stem begins, is a function word; or a common one, where alone."""
    known = _known(is_alone)
    place = bisect_left(known, word.text)
    found = known[place] if place < len(known) else ""
    return found == word.text or (word.is_stem and found.startswith(word.text))


@cache
def _known(is_alone: bool) -> tuple[str, ...]:
    """Return the words that are in nearly every text, in order."""
    names = ("function_words.txt", "common.txt") if is_alone else ("function_words.txt",)
    return tuple(sorted(frozenset().union(*map(_words, names))))


def _check_order(book: Codebook, lines: Mapping[str, int], faults: Faults) -> None:
    ids = {issue.id for issue in book.issues}
    for issue in book.issues:
        for name in issue.broader:
            if name not in ids | set(lines):
                faults.add(
                    lines[issue.id], f"{issue.id}: its broader issue {name!r} is no issue of this codebook"
                )
    for name, above in wider(book).items():
        if name in above:
            way = ", ".join(sorted(above - {name})) or name
            faults.add(lines[name], f"{name}: is broader than itself, by way of {way}")
    residual = [issue.id for issue in book.issues if issue.is_residual]
    for name in residual[1:]:
        faults.add(
            lines[name], f"{name}: is residual, and so is {residual[0]!r}: one issue can take what is left"
        )


def _example(entry: Entry, known: set[str], faults: Faults) -> Example | None:
    fields = mapping(entry, "an example", _EXAMPLE, ("text",), faults)
    if fields is None:
        return None
    text = text_of(fields.get("text"), "text", faults)
    before = text_of(fields.get("before"), "before", faults) or ""
    groups: dict[str, tuple[str, ...]] = {}
    for key in ("issues", "not"):
        ids = []
        for item in listed(fields.get(key), key, faults):
            name = text_of(item, key, faults)
            if name is not None and name not in known:
                faults.add(item.line, f"the example's issue {name!r} is no issue of this codebook")
            elif name is not None:
                ids.append(name)
        groups[key] = tuple(ids)
    if "issues" not in fields and "not" not in fields:
        faults.add(entry.line, "the example names no issue: give 'issues' or 'not'")
    if text is None:
        return None
    return Example(text, groups["issues"], groups["not"], before, entry.line)
