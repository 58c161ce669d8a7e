"""Read what a user types to search for, and find it in a text: the same words on every kind of store.

All words have to be there; "several in a row" stand between quotation marks; a star ends a beginning. Case
and accents do not matter, nor does what stands between words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.model import Span
from onrecord.store.fold import fold

Pieces = tuple[tuple[str, bool], ...]
"""A text in pieces, each with whether it is a word that was looked for."""

LENGTH = 240
"""Characters that a snippet has, about."""

_ASKED = re.compile(r'"([^"]*)"?|([^\s"]+)')
_WORD = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Term:
    """Hold words that have to follow one another; the last of them may be a beginning."""

    words: tuple[str, ...]
    begins: bool = False


@lru_cache(maxsize=256)
def terms(asked: str) -> tuple[Term, ...]:
    """Return what has to be in a text; nothing where no word was typed.

    >>> [(each.words, each.begins) for each in terms('Élan "says no" boat*')]
    [(('elan',), False), (('says', 'no'), False), (('boat',), True)]
    """
    found = []
    for phrase, word in _ASKED.findall(asked.translate(_CURLED)):
        given = phrase or word
        if words := tuple(words_of(given)):
            found.append(Term(words, given.endswith("*")))
    return tuple(dict.fromkeys(found))


_CURLED = str.maketrans("“”„«»", '"""""')


def words_of(text: str) -> list[str]:
    """Return the folded words of a text, in order.

    >>> words_of("Port Élan’s cease-fire")
    ['port', 'elan', 's', 'cease', 'fire']
    """
    return _WORD.findall(fold(text))


def as_fts5(asked: str) -> str:
    """Return what is asked for as SQLite's full-text search takes it.

    >>> as_fts5('says "no more" boat*')
    '"says" AND "no more" AND "boat" *'
    """
    return " AND ".join(f'"{" ".join(each.words)}"' + (" *" if each.begins else "") for each in terms(asked))


def as_tsquery(asked: str) -> str:
    """Return what is asked for as PostgreSQL's full-text search takes it.

    >>> as_tsquery('says "no more" boat*')
    "'says' & ('no' <-> 'more') & 'boat':*"
    """
    return " & ".join(map(_as_tsquery, terms(asked)))


def _as_tsquery(term: Term) -> str:
    quoted = [f"'{each}'" for each in term.words]
    if term.begins:
        quoted[-1] += ":*"
    return quoted[0] if len(quoted) == 1 else f"({' <-> '.join(quoted)})"


def has_words(text: str, asked: str) -> bool:
    """Tell whether a text has all that is asked for; none has where no word was typed.

    >>> has_words("Port Élan says no.", 'elan "says no"'), has_words("Port Élan says no.", "say")
    (True, False)
    """
    held, wanted = words_of(text), terms(asked)
    return bool(wanted) and all(any(_stands(held, at, each) for at in range(len(held))) for each in wanted)


def _stands(held: Sequence[str], at: int, term: Term) -> bool:
    last = at + len(term.words) - 1
    if last >= len(held) or tuple(held[at:last]) != term.words[:-1]:
        return False
    wanted = term.words[-1]
    return held[last].startswith(wanted) if term.begins else held[last] == wanted


def spans(text: str, asked: str | None) -> list[Span]:
    """Return where in a text, as it stands, words lie that were asked for, in order and apart."""
    wanted = terms(asked or "")
    if not wanted:
        return []
    held = [(word, each.span()) for each in _WORD.finditer(text) for word in words_of(each.group())]
    words = [word for word, _ in held]
    found = {
        held[at + more][1]
        for each in wanted
        for at in range(len(words))
        if _stands(words, at, each)
        for more in range(len(each.words))
    }
    return [Span(*each) for each in sorted(found)]


def marked(text: str, asked: str | None) -> Pieces:
    """Return a text in pieces, with the words that were asked for told apart.

    >>> marked("Port Élan says no.", "elan")
    (('Port ', False), ('Élan', True), (' says no.', False))
    """
    return tuple(_pieces(text, spans(text, asked), 0, len(text)))


def snippet(texts: Iterable[str], asked: str | None, length: int = LENGTH) -> Pieces:
    """Return the part of some texts that has most of the words asked for, about so many characters long.

    It is of the text that has most of them, the first of those; empty where none has any.
    """
    wanted, best = asked or "", (0, "", list[Span]())
    for text in texts:
        found = spans(text, wanted)
        several = len({fold(text[each.start : each.end]) for each in found})
        if several > best[0]:
            best = several, text, found
    _, text, found = best
    if not found:
        return ()
    begin, end = _window(text, found, length)
    pieces = list(_pieces(text, found, begin, end))
    if begin:
        pieces.insert(0, (f"{_ELLIPSIS} ", False))
    if end < len(text):
        pieces.append((f" {_ELLIPSIS}", False))
    return tuple(pieces)


def _window(text: str, found: Sequence[Span], length: int) -> tuple[int, int]:
    """Return the part of a text, between words, that begins a little before most of what was found."""
    if len(text) <= length:
        return 0, len(text)
    first = max(found, key=lambda each: sum(1 for o in found if each.start <= o.start < each.start + length))
    begin = max(0, min(first.start - length // 4, len(text) - length))
    end = min(len(text), begin + length)
    while begin and begin < first.start and not text[begin - 1].isspace():
        begin += 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return begin, end


def _pieces(text: str, found: Sequence[Span], begin: int, end: int) -> Iterator[tuple[str, bool]]:
    at = begin
    for each in found:
        if each.start < begin or each.end > end:
            continue
        if each.start > at:
            yield text[at : each.start], False
        yield text[each.start : each.end], True
        at = each.end
    if at < end:
        yield text[at:end], False
