"""Amounts on sentences written for them (quantities.tsv), and numbers written in words, figures and scales.

The last 20 sentences of the table were written when the rules stood, and came out right as they were.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coding.numerals import number, tokens
from onrecord.coding.quantities import quantities
from onrecord.coding.quantity_of import quantity_of
from onrecord.model import Quantity, QuantityKind, Span

ROWS = [
    row.split("\t")
    for row in Path(__file__).with_name("quantities.tsv").read_text("utf-8").splitlines()
    if not row.startswith("#")
]
ONES = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
Row = tuple[str, str, str | None, float | None, float | None, bool]


def found(text: str) -> tuple[Quantity, ...]:
    return quantities(text, Span(0, len(text)))


def bound(written: str) -> float | None:
    return float(written) if written else None


def wanted(cell: str) -> list[Row]:
    rows = []
    for one in filter(None, cell.split(";")):
        words, kind, unit, least, most, *about = one.split("|")
        rows.append((words, kind, unit or None, bound(least), bound(most), "~" in about))
    return rows


def as_row(q: Quantity) -> Row:
    least, most = (None if v is None else round(v, 2) for v in (q.least, q.most))
    return q.text.exact, q.kind.value, q.unit, least, most, q.approximate


def test_the_table_is_long_enough() -> None:
    assert len(ROWS) >= 120


@pytest.mark.parametrize(("sentence", "cell"), ROWS, ids=[r[0][:40] for r in ROWS])
def test_amounts(sentence: str, cell: str) -> None:
    got = found(sentence)
    assert [as_row(q) for q in got] == wanted(cell)
    assert all(q.text.holds(sentence) for q in got)


def in_words(n: int) -> str:
    """Write a number below a thousand million in words, as British newspapers do."""
    for size, name in ((1_000_000, "million"), (1000, "thousand")):
        if n >= size:
            rest = n % size
            tail = f"{' and' if rest < 100 else ''} {in_words(rest)}" if rest else ""
            return f"{in_words(n // size)} {name}{tail}"
    if n >= 100:
        return f"{ONES[n // 100]} hundred" + (f" and {in_words(n % 100)}" if n % 100 else "")
    if n >= 20:
        return TENS[n // 10] + (f"-{ONES[n % 10]}" if n % 10 else "")
    return ONES[n]


@given(st.integers(min_value=2, max_value=999_999_999))
def test_a_number_in_words_reads_as_the_number(n: int) -> None:
    text = in_words(n)
    read = number(tokens(text, 0, len(text)), 0)
    assert read is not None
    assert read.least == read.most == n


@given(st.integers(min_value=2, max_value=10**15))
def test_a_number_in_figures_reads_as_the_number(n: int) -> None:
    (q,) = found(f"They sent {n:,} rockets.")
    assert (q.text.exact, q.least, q.most, q.unit) == (f"{n:,} rockets", n, n, "rockets")


@given(
    st.integers(min_value=1, max_value=9999),
    st.sampled_from([("bn", 1e9), (" billion", 1e9), ("m", 1e6), (" million", 1e6), (" trillion", 1e12)]),
    st.sampled_from([("$", "USD"), ("£", "GBP"), ("€", "EUR"), ("EUR ", "EUR")]),
)
def test_a_scaled_amount_of_money_reads_as_its_product(
    tenths: int, scale: tuple[str, float], sign: tuple[str, str]
) -> None:
    written = f"{sign[0]}{tenths / 10}{scale[0]}"
    (q,) = found(f"Xenia lent {written} to Ystria.")
    assert (q.kind, q.unit, q.text.exact) == (QuantityKind.MONEY, sign[1], written)
    assert q.least == pytest.approx(tenths / 10 * scale[1])


@given(st.text(alphabet="0123456789,. -–$€%abmn thousndofilrty", min_size=1, max_size=80))
def test_any_text_gives_amounts_that_are_there_in_order(text: str) -> None:
    at = 0
    for q in found(text):
        assert q.text.holds(text)
        assert q.text.start >= at
        assert q.least is None or q.most is None or q.least <= q.most
        at = q.text.end


@pytest.mark.parametrize("run", ["1" * 5000, "1,000" * 1000, "million " * 2000, "two " + "million " * 500])
def test_what_no_news_counts_is_no_amount(run: str) -> None:
    assert all(q.most is None or q.most <= 1e18 for q in found(f"They sent {run} rockets."))


def test_only_the_stretch_is_read() -> None:
    text = "They sent 30 drones and 40 tanks."
    assert [q.text.exact for q in quantities(text, Span(20, len(text)))] == ["40 tanks"]


@pytest.mark.parametrize(
    ("text", "trigger", "party", "event", "wanted"),
    [
        ("Xenia pledged $5bn to support Ystria.", "pledged", "Xenia", False, ["$5bn"]),
        ("The six states agreed to send 40 tanks.", "agreed", "The six states", False, ["40 tanks"]),
        ("Xenia sent 40 tanks, while Ystria kept 12 jets.", "sent", "Xenia", False, ["40 tanks"]),
        ("About 2,000 troops will leave the north.", "will", "", False, ["About 2,000 troops"]),
        ("Several states will send monitors.", "will", "Several states", False, []),
        ("All three ministers promised help.", "promised", "", False, []),
        ("The truce will hold for 30 days.", "hold", "The truce", False, ["30 days"]),
        ("The raid killed 26 people and wounded 40.", "raid", "", True, ["26 people", "40"]),
        ("The two leaders met for three hours.", "met", "", True, []),
        ("At least 12 drones struck Orvel.", "struck", "", True, ["At least 12 drones"]),
    ],
)
def test_amounts_of_a_record(text: str, trigger: str, party: str, event: bool, wanted: list[str]) -> None:
    at = text.index(trigger)
    who = [Span(0, len(party))] if party else []
    got = quantity_of(text, [Span(0, len(text))], Span(at, at + len(trigger)), who, of_event=event)
    assert [q.text.exact for q in got] == wanted


def test_without_a_trigger_all_spans_count() -> None:
    text = "Xenia pays $5bn. It rained. It sends 12 jets."
    assert [q.text.exact for q in quantity_of(text, [Span(0, 16), Span(28, 45)])] == ["$5bn", "12 jets"]
