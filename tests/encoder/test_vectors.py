import numpy as np

from onrecord.encoder.tokens import pieces
from onrecord.encoder.vectors import sentence_vectors
from onrecord.reader import Reader
from onrecord.text.sentences import sentences

TEXT = (
    "The two armies stopped firing at midnight.\nA ceasefire began at twelve, both armies confirmed. "
    "The orchestra played a waltz."
)


def test_each_sentence_has_a_unit_vector_and_like_ones_lie_closer(reader: Reader) -> None:
    p = pieces([TEXT])[0]
    found = sentence_vectors(p, reader.encoder.encode([p])[0])
    assert [s for s, _ in found] == sentences(TEXT)
    assert np.allclose([np.linalg.norm(v) for _, v in found], 1, atol=1e-5)
    truce, again, waltz = (v for _, v in found)
    assert truce @ again > truce @ waltz


def test_a_text_without_words_has_none() -> None:
    assert sentence_vectors(pieces([""])[0], []) == []
