"""Generate articles that derive from nothing, with readings: any number, each from its number alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from onrecord.encoder.tokens import tokenizer
from onrecord.model import Document, Material, SentenceVector, Span, Zone, ZoneKind

REPORTS = 8
"""Documents of one matter among those that are stored: they share names and vocabulary."""

_NAMES_OF_TOPIC, _WORDS_OF_TOPIC = 12, 60
_SENTENCES, _WORDS = (8, 22), (8, 28)
_OUTLETS = 60
_SIZE = 128  # of a sentence vector


@dataclass(frozen=True)
class Distractors:
    """Make documents by number; the vocabulary is that of the shipped tokenizer, names are invented."""

    words: tuple[str, ...]
    often: np.ndarray  # cumulated frequency of the words, by the law of Zipf and Mandelbrot
    matters: int  # that are written about

    @classmethod
    def ready(cls, matters: int) -> Distractors:
        """Take the plain words of the vocabulary, in the order of their frequency, and so many matters."""
        known = sorted(tokenizer().get_vocab().items(), key=lambda item: item[1])
        words = tuple(w for w, n in known if n >= 1996 and w.isalpha() and w.isascii() and len(w) > 1)
        often = np.cumsum(1 / (np.arange(len(words)) + 2.7))
        return cls(words, often / often[-1], matters)

    def material(self, number: int) -> Material:
        """Return one document with its sentence vectors."""
        rng = np.random.default_rng(number)
        topic = np.random.default_rng(10**9 + int(rng.integers(self.matters)))
        names = [_name(topic) for _ in range(_NAMES_OF_TOPIC)]
        own = [self.words[i] for i in topic.integers(500, len(self.words), _WORDS_OF_TOPIC)]
        about = topic.normal(size=_SIZE)
        outlet = f"{_name(np.random.default_rng(7 + number % _OUTLETS))} Post"
        lines, vectors = [], []
        for _ in range(int(rng.integers(*_SENTENCES))):
            lines.append(self._sentence(rng, names, own))
            vector = about * 0.9 + rng.normal(size=_SIZE)
            vectors.append(np.rint(vector / np.linalg.norm(vector) * 127).astype(np.int8).tobytes())
        lines.append(
            f"{outlet} keeps to the code of the press. Have we made a mistake? Tell the duty editor."
        )
        return _material(number, outlet, lines, vectors)

    def _sentence(self, rng: np.random.Generator, names: list[str], own: list[str]) -> str:
        """Return words drawn by Zipf's law, some of the topic, a name or two and now and then a number."""
        count = int(rng.integers(*_WORDS))
        said = [self.words[r] for r in np.searchsorted(self.often, rng.random(count)).tolist()]
        for place in rng.integers(0, count, count // 6):
            said[place] = own[int(rng.integers(len(own)))]
        for place in rng.integers(0, count, int(rng.integers(0, 3))):
            said[place] = names[int(rng.integers(len(names)))]
        if rng.random() < 0.3:
            said[int(rng.integers(count))] = str(int(rng.integers(2, 5000)))
        return " ".join(said).capitalize() + "."


def _name(rng: np.random.Generator) -> str:
    syllables = (
        "ka",
        "ro",
        "mi",
        "ten",
        "dal",
        "vos",
        "ul",
        "ber",
        "sha",
        "nok",
        "ri",
        "el",
        "gor",
        "pa",
        "zim",
    )
    return "".join(syllables[i] for i in rng.integers(0, len(syllables), 3)).capitalize()


def _material(number: int, outlet: str, lines: list[str], vectors: list[bytes]) -> Material:
    text = "\n".join(lines) + "\n"
    digest = hashlib.sha256(f"{number} {text}".encode()).hexdigest()
    starts = np.cumsum([0, *(len(line) + 1 for line in lines[:-1])]).tolist()
    sentences = tuple(
        SentenceVector(Span(start, start + len(line)), vector)
        for start, line, vector in zip(starts, lines, vectors, strict=False)
    )
    document = Document(
        id=digest[:16],
        digest=digest,
        name=f"{number}.txt",
        media_type="text/plain",
        source_text=text,
        text=text,
        pieces=(),
        zones=(Zone(ZoneKind.BODY, Span(0, len(text))),),
        furniture=(),
        title=None,
        outlet=outlet,
        byline=None,
        published=f"2034-{1 + number % 12:02}-{1 + number % 28:02}",
        language="en",
        url=None,
        path=None,
    )
    return Material(document, sentences)
