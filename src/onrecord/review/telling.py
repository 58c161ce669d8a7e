"""Put into words what was decided about records, and what their fields say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from onrecord.model import UNDECIDED, Evidence, Quantity
from onrecord.review.effective import ReviewMark
from onrecord.review.verdicts import RECORD
from onrecord.store.reviews import Review, ReviewAction

_WORDS = 60  # characters of a quote in a line
_PAST = {
    ReviewAction.ACCEPT: "accepted",
    ReviewAction.REJECT: "rejected",
    ReviewAction.ADD: "added",
}


def value_line(value: Any) -> str:
    """Return a field's value, a record's own or JSON, on one line.

    >>> value_line(["XQA", "Ada Quill"]), value_line(None), value_line(True)
    ('XQA; Ada Quill', '-', 'yes')
    """
    if value is None or value in ((), [], ""):
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (tuple, list)):
        return "; ".join(map(value_line, value))
    if isinstance(value, Quantity):
        return _quoted(value.text.exact)
    if isinstance(value, Evidence):
        return _quoted(value.exact)
    if isinstance(value, Mapping):
        return _quoted(str(value["text"]["exact"] if "text" in value else value["exact"]))
    return _plain(str(value)) or UNDECIDED


def line_of(review: Review) -> str:
    """Say on one line what was decided."""
    what = review.kind.value if review.kind else "document"
    words = " […] ".join(piece.exact for piece in review.quote)
    quoted = f' "{_cut(words)}"' if words else f" {review.document.name}"
    match review.action:
        case ReviewAction.CORRECT:
            told = "; ".join(f"{name} = {value_line(value)}" for name, value in review.fields.items())
            line = f"corrected {what}{quoted}: {told}"
        case ReviewAction.UNDO:
            line = f"undone: decision {(review.undoes or '')[:8]} on a {what}"
        case ReviewAction.COMPLETE:
            line = f"looked at in full:{quoted}"
        case _:
            line = f"{_PAST[review.action]} {what}{quoted}"
    return _plain(line + (f" (note: {review.note})" if review.note else ""))


def decided(mark: ReviewMark) -> Iterator[str]:
    """Say what was decided about a record, and where reviewers differ."""
    if mark.at is None:
        return
    gone = "" if mark.is_found else ", not found by the model that read it last"
    yield _plain(f"{mark.state.value} by {mark.by}, {mark.at:%Y-%m-%d %H:%M}{gone}")
    for each in mark.disagreements:
        sides = "; ".join(f"{one.by}: {_opinion(each.field, one.value)}" for one in each.opinions)
        yield _plain(f"reviewers differ on {each.field} - {sides}")


def words_of(quote: Sequence[Evidence]) -> str:
    """Return the words of a record on one line.

    >>> words_of((Evidence(0, 4, "a  b", "", ""), Evidence(9, 10, "c", "", "")))
    'a b […] c'
    """
    return " […] ".join(_plain(piece.exact) for piece in quote)


def _opinion(field: str, value: Any) -> str:
    if field == RECORD:
        return "there is one" if value else "there is none"
    return value_line(value)


def _cut(words: str) -> str:
    return words if len(words) <= _WORDS else words[: _WORDS - 1] + "…"


def _quoted(words: str) -> str:
    return f'"{_plain(words)}"'


def _plain(text: str) -> str:
    return " ".join(text.split())
