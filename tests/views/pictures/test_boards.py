"""The columns of a package: nobody who refuses is left out, and no row is emptied for want of room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.views.pictures.boards import columns
from onrecord.views.pictures.package import Board, Measure, Piece, draw


def piece(name: str, off: str = "", status: str = "pledged", general: bool = False) -> Piece:
    return Piece("" if off else status, (name,), 1, off=off, general=general)


def test_who_stands_behind_most_measures_or_refuses_comes_first() -> None:
    held = {
        ("other", "Arn"): [piece("a", status="signed")],
        ("air", "Velmora"): [piece("b", status="proposed")],
        ("troops", "Velmora"): [piece("c", off="refused")],
        ("arms", "Tarn"): [piece("d")],
        ("sea", "Tarn"): [piece("e")],
        ("", "Ost"): [piece("f", general=True)],
    }
    assert columns(held, 1) == ["Tarn", "Velmora", "Arn"]
    assert columns(held, 9) == ["Tarn", "Velmora", "Arn", "Ost"]


held = st.dictionaries(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("PQRSTUVW")),
    st.lists(
        st.builds(piece, st.sampled_from("xyz"), st.sampled_from(["", "", "refused", "withdrawn"])),
        min_size=1,
        max_size=2,
    ),
)


@given(held=held, most=st.integers(1, 4))
def test_no_refusal_is_dropped_and_no_row_emptied(
    held: dict[tuple[str, str], list[Piece]], most: int
) -> None:
    shown = columns(held, most)
    assert {party for (_, party), pieces in held.items() if any(p.off for p in pieces)} <= {*shown}
    assert {measure for measure, _ in held} == {measure for measure, party in held if party in shown}
    assert len(shown) == len({*shown})


def test_without_a_package_nothing_is_missing_of_those_who_contribute() -> None:
    measures = (Measure("g", "Guarantees"), Measure("a", "Air", missing=(("members not named", ("e2",)),)))
    pieces = {("g", "Velmora"): (piece("e1"),)}
    board = Board("All", "", ("Velmora",), frozenset(), measures, pieces, compared=False)
    picture = draw(board, {}, "c")
    words = [thing.text for mark in picture.marks for thing in mark.things if hasattr(thing, "text")]
    assert "missing" not in words
