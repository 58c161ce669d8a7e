"""Turn sentence vectors, keys, likenesses and derivations into rows and rows into them."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from onrecord.model import Derivation, DerivationKind, Likeness, SentenceVector, Span
from onrecord.store.codec import codec
from onrecord.store.identity import ID_LENGTH

Row = Mapping[Any, Any]
Values = dict[str, Any]

_HALF = 1 << 63
_LIKENESS = codec(Likeness, "a", "b", "kind")
_DERIVATION = codec(Derivation, "source", "derived", "kind", "outlet")


def vector_values(key: int, sentences: Sequence[SentenceVector]) -> Values:
    """Return the row of the sentence vectors of a reading.

    Raises:
        ValueError: the vectors are not all of one length.
    """
    if len({len(each.vector) for each in sentences}) > 1:
        raise ValueError("the vectors of one reading have to have one length")
    bounds = [bound for each in sentences for bound in (each.span.start, each.span.end)]
    return {
        "document_key": key,
        "spans": struct.pack(f"<{len(bounds)}I", *bounds),
        "vectors": b"".join(each.vector for each in sentences),
    }


def vectors_of(row: Row) -> tuple[SentenceVector, ...]:
    """Make the sentence vectors of their row."""
    bounds = struct.unpack(f"<{len(row['spans']) // 4}I", row["spans"])
    number = len(bounds) // 2
    length = len(row["vectors"]) // number
    return tuple(
        SentenceVector(
            Span(bounds[2 * at], bounds[2 * at + 1]), row["vectors"][at * length : (at + 1) * length]
        )
        for at in range(number)
    )


def packed_keys(keys: Collection[int]) -> bytes:
    """Return keys as bytes, in order.

    >>> sorted(unpacked_keys(packed_keys({5, -(2**63)})))
    [-9223372036854775808, 5]
    """
    ordered = sorted(keys)
    return struct.pack(f"<{len(ordered)}q", *ordered)


def unpacked_keys(held: bytes) -> frozenset[int]:
    """Return keys of their bytes."""
    keys = array("q")
    keys.frombytes(held)
    return frozenset(keys)


def rank(document_id: str) -> int:
    """Return an id as a number of 64 bits that sorts as ids do.

    >>> rank("0" * 16), rank("f" * 16)
    (-9223372036854775808, 9223372036854775807)
    """
    if len(document_id) != ID_LENGTH:
        raise ValueError(f"{document_id!r} is no id of a document")
    return int(document_id, 16) - _HALF


def id_of(ranked: int) -> str:
    """Return the id that has a rank.

    >>> id_of(rank("00000000000000ff"))
    '00000000000000ff'
    """
    return f"{ranked + _HALF:0{ID_LENGTH}x}"


def likeness_values(likeness: Likeness, a_key: int, b_key: int) -> Values:
    """Return the row of a likeness of two documents."""
    kind = likeness.kind.value if likeness.kind else None
    return {"a_key": a_key, "b_key": b_key, "kind": kind, "body": _LIKENESS.to_json(likeness)}


def likeness_of(row: Row, a: str, b: str) -> Likeness:
    """Make a likeness of its row and the ids of its documents."""
    kind = DerivationKind(row["kind"]) if row["kind"] else None
    return _LIKENESS.of(row["body"], a=a, b=b, kind=kind)


def derivation_values(derivation: Derivation, derived_key: int, source_key: int | None) -> Values:
    """Return the row of a derivation."""
    return {
        "derived_key": derived_key,
        "source_key": source_key,
        "kind": derivation.kind.value,
        "outlet": derivation.outlet,
        "body": _DERIVATION.to_json(derivation),
    }


def derivation_of(row: Row, derived: str, source: str) -> Derivation:
    """Make a derivation of its row and the ids of its documents."""
    values = {"derived": derived, "source": source, "outlet": row["outlet"]}
    return _DERIVATION.of(row["body"], kind=DerivationKind(row["kind"]), **values)
