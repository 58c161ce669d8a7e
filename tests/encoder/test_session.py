from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.encoder.session import BLOCK, Encoder, blocks
from onrecord.encoder.tokens import pieces
from onrecord.encoder.triggers import Trigger
from onrecord.errors import OnrecordError
from onrecord.model import MentionKind

TEXT = (
    "Prime Minister Mara Orlan said on Friday that Veltria would send monitors to the border. "
    "“We will not wait any longer,” she told reporters in Saltmere."
)


def test_attributions_of_plain_prose_are_found(encoder: Encoder) -> None:
    ((attributions, mentions, *_),) = encoder.read([TEXT])
    words = [
        {r: [s.of(TEXT) for s in getattr(a, r)] for r in ("source", "cue", "content")} for a in attributions
    ]
    assert len(words) == 2
    assert "Mara Orlan" in words[0]["source"][0]
    assert "monitors to the border" in words[0]["content"][0]
    assert words[1]["source"] == ["she"]
    assert any(m.kind is MentionKind.PERSON and "Mara Orlan" in m.span.of(TEXT) for m in mentions)


def test_what_stands_beside_a_text_changes_nothing(encoder: Encoder) -> None:
    alone = encoder.read([TEXT])[0]
    beside = encoder.read(["Another text, said nobody.", TEXT, ""])[1]
    assert beside._replace(vectors=[], triggers=[]) == alone._replace(vectors=[], triggers=[])
    assert [span for span, _ in beside.vectors] == [span for span, _ in alone.vectors]
    assert all(
        (one == other).all() for (_, one), (_, other) in zip(beside.vectors, alone.vectors, strict=True)
    )
    assert alone.triggers
    for trigger, other in zip(beside.triggers, alone.triggers, strict=True):
        for field in fields(Trigger):  # some hold arrays, which have no plain equality
            assert np.array_equal(getattr(trigger, field.name), getattr(other, field.name)), field.name


def test_an_empty_text_has_no_attributions(encoder: Encoder) -> None:
    assert encoder.read(["", " \n\n "]) == [([], [], [], [], []), ([], [], [], [], [])]


def test_a_text_of_many_windows_is_covered(encoder: Encoder) -> None:
    text = "\n".join([TEXT] * 30)
    ((attributions, *_),) = encoder.read([text])
    assert len(attributions) >= 55
    assert max(a.content[0].start for a in attributions) > len(text) * 0.9


def test_number_of_threads_changes_nothing(encoder: Encoder) -> None:
    p = pieces([TEXT])
    one, two = (Encoder(threads=n).encode(p)[0][0] for n in (1, 2))
    assert np.array_equal(one.tags, two.tags)


def test_a_model_that_does_not_load_is_named() -> None:
    with pytest.raises(OnrecordError, match="does not load"):
        Encoder(model=b"not a model").encode(pieces([TEXT]))


@pytest.mark.slow
def test_a_text_of_several_blocks_is_read_to_its_end(encoder: Encoder) -> None:
    filler = "The river runs through the valley. " * (BLOCK // 34)
    text = f"{filler}\n{TEXT}"
    ((attributions, mentions, *_),) = encoder.read([text])
    assert any("monitors to the border" in s.of(text) for a in attributions for s in a.content)
    assert any("Mara Orlan" in m.span.of(text) for m in mentions)


@given(st.text(alphabet="ab \n", max_size=200), st.integers(2, 40))
def test_blocks_join_to_the_text_and_keep_the_limit(text: str, limit: int) -> None:
    cut = blocks(text, limit)
    assert "".join(block for _, block in cut) == text
    assert all(len(block) <= limit and text.startswith(block, at) for at, block in cut)
