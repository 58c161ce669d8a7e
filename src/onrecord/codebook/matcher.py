"""Find the cues of a codebook in a text, all in one pass over its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from onrecord.codebook.phrases import GAP, Segment, Token, Word, segments, tokens
from onrecord.codebook.records import PATTERN, Codebook, Strength
from onrecord.errors import OnrecordError


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """Mark where a cue of an issue stands in a text."""

    start: int
    end: int
    issue: str
    is_strong: bool
    is_phrase: bool = False  # of several words


@dataclass(slots=True)
class _Node:
    """One step of the tree of phrases: which words can follow, and which segments end here."""

    # One table for each kind of word: text goes in as it is, no Word is made and hashed for every look-up.
    plain: dict[str, _Node] = field(default_factory=dict)
    acronyms: dict[str, _Node] = field(default_factory=dict)
    stems: dict[str, _Node] = field(default_factory=dict)
    open_acronyms: dict[str, _Node] = field(default_factory=dict)  # "POW*": no word of a text leads there
    stem_lengths: tuple[int, ...] = ()
    segments: list[int] = field(default_factory=list)

    def follow(self, word: Word) -> _Node:
        if word.is_stem:
            table = self.open_acronyms if word.is_acronym else self.stems
        else:
            table = self.acronyms if word.is_acronym else self.plain
        node = table.get(word.text)
        if node is None:
            node = table[word.text] = _Node()
            if word.is_stem:
                self.stem_lengths = tuple(sorted({*self.stem_lengths, len(word.text)}))
        return node

    def after(self, text: str, is_capital: bool, is_upper: bool) -> list[_Node]:
        """Return the nodes that a token leads to."""
        found = []
        for form in _forms(text):
            node = self.plain.get(form)
            if node is not None:
                found.append(node)
            if is_capital and self.acronyms and (is_upper or len(form) > 3):
                node = self.acronyms.get(form)
                if node is not None:
                    found.append(node)
        for length in self.stem_lengths:
            if length > len(text):
                break
            node = self.stems.get(text[:length])
            if node is not None:
                found.append(node)
        return found


@lru_cache(maxsize=65536)
def _forms(word: str) -> tuple[str, ...]:
    """Return a word and what it may be the plural of."""
    if len(word) > 4 and word.endswith("es"):
        return word, word[:-1], word[:-2]
    if word.endswith("s") and not word.endswith("ss") and (len(word) > 3 or word[:-1].isdigit()):
        return word, word[:-1]
    return (word,)


@dataclass(frozen=True, slots=True)
class _Cue:
    issue: str
    strength: Strength


class Matcher:
    """Hold the compiled cues of a codebook; make one with ``matcher`` and share it.

    Time is linear in the text: phrases are looked up word by word, patterns run on RE2.
    """

    def __init__(self, codebook: Codebook) -> None:
        self._root = _Node()
        self._begun = lru_cache(maxsize=32768)(self._begin)  # most words of a text begin nothing
        self._numbers: dict[Segment, int] = {}
        self._plain: dict[int, list[_Cue]] = defaultdict(list)
        self._gapped: dict[int, list[tuple[tuple[int, ...], _Cue]]] = defaultdict(list)
        self._patterns: list[tuple[Any, _Cue]] = []
        self._wider = wider(codebook)
        for issue in codebook.issues:
            for cue in issue.cues:
                self._add(cue.phrase, _Cue(issue.id, cue.strength))

    def _add(self, phrase: str, cue: _Cue) -> None:
        if phrase.startswith(PATTERN):
            self._patterns.append((compiled(phrase.removeprefix(PATTERN).strip()), cue))
            return
        first, *rest = [self._number(segment) for segment in segments(phrase)]
        if rest:
            self._gapped[first].append((tuple(rest), cue))
        else:
            self._plain[first].append(cue)

    def _number(self, segment: Segment) -> int:
        """Put a segment into the tree and return its number."""
        if segment in self._numbers:
            return self._numbers[segment]
        number = self._numbers[segment] = len(self._numbers)
        for run in segment:
            node = self._root
            for word in run:
                node = node.follow(word)
            node.segments.append(number)
        return number

    def _begin(self, text: str, is_capital: bool, is_upper: bool) -> tuple[_Node, ...]:
        return tuple(self._root.after(text, is_capital, is_upper))

    def hits(self, text: str) -> list[Hit]:
        """Return where cues stand, in order; overruled and excluded ones are left out.

        A cue within a longer cue of a narrower issue, or within an exclusion of its own, does not count.
        """
        found = self._phrase_hits(list(tokens(text)))
        for pattern, cue in self._patterns:
            found.extend((m.start(), m.end(), cue) for m in pattern.finditer(text) if m.end() > m.start())
        return self._kept(found, text)

    def _phrase_hits(self, words: Sequence[Token]) -> list[tuple[int, int, _Cue]]:
        ends: dict[int, dict[int, int]] = defaultdict(dict)  # segment: first word: one after its last word
        for begin in range(len(words)):
            word = words[begin]
            nodes: Sequence[_Node] = self._begun(word.text, word.is_capital, word.is_upper)
            at = begin + 1
            while nodes:
                for node in nodes:
                    for number in node.segments:
                        ends[number][begin] = at
                if at == len(words) or not words[at].joins:
                    break
                word = words[at]
                nodes = [n for node in nodes for n in node.after(word.text, word.is_capital, word.is_upper)]
                at += 1
        out: list[tuple[int, int, _Cue]] = []
        for number, places in ends.items():
            for begin, end in places.items():
                at_start, at_end = words[begin].start, words[end - 1].end
                out.extend((at_start, at_end, cue) for cue in self._plain.get(number, ()))
                for rest, cue in self._gapped.get(number, ()):
                    last = _reach(words, ends, end, rest)
                    if last is not None:
                        out.append((at_start, words[last - 1].end, cue))
        return out

    def _kept(self, found: Iterable[tuple[int, int, _Cue]], text: str) -> list[Hit]:
        """Leave out what stands within an exclusion of its own issue or a cue of a narrower one."""
        ordered = sorted({(start, -end, cue.strength, cue.issue) for start, end, cue in found}, key=_by_place)
        reach: dict[str, int] = {}  # issue: how far what overrules its cues reaches
        out: dict[tuple[int, int, str], Hit] = {}
        for start, back, strength, issue in ordered:
            end = -back
            if strength is Strength.NOT:
                reach[issue] = max(reach.get(issue, 0), end)
            elif reach.get(issue, 0) < end and (start, end, issue) not in out:
                is_phrase = any(mark in text[start:end] for mark in " -")
                out[start, end, issue] = Hit(start, end, issue, strength is Strength.STRONG, is_phrase)
                for overruled in (*self._wider[issue], *((issue,) if strength is Strength.STRONG else ())):
                    reach[overruled] = max(reach.get(overruled, 0), end)
        same = {(start, end, wider) for start, end, issue in out for wider in self._wider[issue]}
        return [hit for place, hit in out.items() if place not in same]


_ORDER = {Strength.NOT: 0, Strength.STRONG: 1, Strength.WEAK: 2}


def _by_place(found: tuple[int, int, Strength, str]) -> tuple[int, int, int, str]:
    """Order by start, the longer first; at one place exclusions first, then strong cues."""
    start, back, strength, issue = found
    return start, back, _ORDER[strength], issue


def _reach(
    words: Sequence[Token], ends: Mapping[int, Mapping[int, int]], at: int, rest: Sequence[int]
) -> int | None:
    """Return one after the last word of a gapped phrase whose first run ends before ``at``."""
    for number in rest:
        places = ends.get(number)
        if not places:
            return None
        limit = at
        while limit < min(at + GAP, len(words) - 1) and words[limit].joins:
            limit += 1
        found = next((places[i] for i in range(at, limit + 1) if i in places and words[i].joins), None)
        if found is None:
            return None
        at = found
    return at


def wider(codebook: Codebook) -> dict[str, frozenset[str]]:
    """Return for each issue all those above it, near and far; itself too where they go in a circle."""
    broader = {issue.id: issue.broader for issue in codebook.issues}
    out = {}
    for issue in codebook.issues:
        above, todo = set[str](), list(issue.broader)
        while todo:
            at = todo.pop()
            if at not in above:
                above.add(at)
                todo.extend(broader.get(at, ()))
        out[issue.id] = frozenset(above)
    return out


def compiled(pattern: str) -> Any:
    """Compile a pattern with RE2, whose time is linear in the text whatever the pattern."""
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    try:
        return re2.compile(pattern, options=options)
    except re2.error as error:
        said = error.args[0]
        raise PatternError(
            said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        ) from error


class PatternError(OnrecordError):
    """Say why RE2 does not take a pattern."""


@lru_cache(maxsize=8)
def matcher(codebook: Codebook) -> Matcher:
    """Return the compiled cues of a codebook, kept for the next call."""
    return Matcher(codebook)
